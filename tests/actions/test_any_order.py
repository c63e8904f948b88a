"""Whatever people and machines do, in whatever order: what must always hold, holds.

A state machine over the real actions on a real SQLite database.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from recognition.actions.deriving import view_columns
from recognition.domain import verbs as v
from recognition.domain.case import TERMINAL, derive, may
from recognition.domain.deadlines import next_reminder, request_wake
from recognition.domain.decision import Condition
from recognition.domain.facts import CaseFacts, Person, RequestFact
from recognition.domain.verbs import VerbName as V
from recognition.domain.vocabulary import (
    AdaptationResult,
    AppealKind,
    AuthenticityAnswer,
    ConditionKind,
    NextActor,
    Outcome,
    RequestItemKind,
    RequestTo,
    Right,
    Role,
    Stage,
)
from recognition.errors import NotAllowed, RecognitionError
from recognition.rules import Rules, regime_ids
from recognition.store import tables
from recognition.store.base import new_id
from recognition.store.facts import load_facts
from recognition.store.timeline import first_broken_link
from tests.support.people import content, findings
from tests.support.towns import TITLE, Office, make_office

EXAMPLES, STEPS = 50, 100
"""5,000 steps in each run: about 50 s of one core."""

NUMBERS = st.integers(0, 5)
ITEM = v.AskedItem(kind=RequestItemKind.DOCUMENT, subject="a scan")
LATER = v.AskedItem(kind=RequestItemKind.TEXT, subject="hours")


MEASURES = (
    Condition(kind=ConditionKind.ADAPTATION_PERIOD, text="On a ward, supervised.", months=12),
    Condition(kind=ConditionKind.APTITUDE_TEST, text="A practical test."),
)

LEAD_ON = (V.CLAIM, V.PROPOSE, V.SIGN_OFF, V.SEND_BACK, V.DECIDE_APPEAL, V.REOPEN)
ENDS = {Stage.DECIDED, Stage.CLOSED, Stage.WITHDRAWN, Stage.EXPIRED, Stage.ERASED}
WORK = {Stage.READING, Stage.CONFIRMING, Stage.INCOMPLETE, Stage.ASSESSMENT, Stage.VERIFICATION}
PENDING = WORK | {Stage.SIGN_OFF}
FOLLOWS: dict[Stage, set[Stage]] = {
    Stage.DRAFT: PENDING,
    **{stage: PENDING | {Stage.UNDER_APPEAL, Stage.WITHDRAWN} for stage in WORK},
    Stage.SIGN_OFF: WORK | {Stage.DECIDED, Stage.UNDER_APPEAL, Stage.WITHDRAWN},
    Stage.DECIDED: WORK | {Stage.UNDER_APPEAL, Stage.CLOSED},
    Stage.UNDER_APPEAL: PENDING | {Stage.DECIDED, Stage.CLOSED, Stage.WITHDRAWN},
    Stage.CLOSED: WORK,
    Stage.WITHDRAWN: set(),
}
"""Which stages may follow which: a decision comes after sign-off, or while silence is appealed."""


class AnyOrder(RuleBasedStateMachine):
    """One case, everybody, and a clock that only goes on."""

    @initialize(papers=st.booleans(), confirmed=st.booleans(), regime=st.sampled_from(regime_ids()))
    def hand_in(self, papers: bool, confirmed: bool, regime: str) -> None:
        self.known: CaseFacts | None = None
        self.folder = Path(tempfile.mkdtemp())
        self.office: Office = make_office(self.folder)
        offering = self.office.rules.office.model_copy(update={"regimes": (regime,)})
        self.office.rules = Rules(offering)
        self.case = self.office.draft(papers=papers)
        if papers and confirmed:
            document = self.office.diploma(self.case)
            confirm = v.ConfirmReading(document_id=document, values=TITLE)
            self.office.holder(self.case, confirm)
        self.office.holder(self.case, v.Submit())

    def teardown(self) -> None:
        if not hasattr(self, "office"):
            return
        try:
            if sys.exc_info()[0] is None and hasattr(self, "case"):
                self.left_alone()
                self.the_chain_holds()
        finally:
            self.office.store.close()
            shutil.rmtree(self.folder)

    def left_alone(self) -> None:
        """No path of machines' acts alone reaches a decision, nor anything that decides one."""
        before = self.facts()
        for _ in range(100):
            self.office.at = max(self.office.at, self.next_wake() or self.office.at)
            self.timers()
            self.alone(v.PassDeadlines())
            if self.next_wake() is None:
                break
        after = self.facts()
        assert self.next_wake() is None, "it comes to rest"
        assert (after.decisions, after.proposals) == (before.decisions, before.proposals)
        assert [a.granted for a in after.appeals] == [a.granted for a in before.appeals]
        stage, was = derive(after).stage, derive(before).stage
        assert stage not in ENDS or was in {stage, Stage.DECIDED}

    def next_wake(self) -> datetime | None:
        """When a machine has something to do next: a deadline, or a request's moment."""
        facts = self.facts()
        derived = derive(facts)
        moments = [derived.wake_at] if derived.wake_at else []
        if V.EXPIRE_REQUEST in derived.allowed[Role.MACHINE]:
            wakes = (request_wake(facts, request) for request in facts.requests)
            moments += [wake for wake in wakes if wake is not None]
        return min(moments, default=None)

    def timers(self) -> None:
        """Each request's own workflow does what is due."""
        facts = self.facts()
        for request in facts.requests:
            wake = request_wake(facts, request)
            if wake is not None and wake <= self.office.at:
                self.alone(self.due_verb(facts, request))

    def due_verb(self, facts: CaseFacts, request: RequestFact) -> v.AnyVerb:
        if request.asked_at is None:
            return v.SendQuestion(request_id=request.id)
        if next_reminder(facts, request) is not None:
            return v.RemindRequest(request_id=request.id, number=request.reminders + 1)
        return v.ExpireRequest(request_id=request.id)

    def alone(self, verb: v.AnyVerb) -> None:
        self.office.machine(self.case, verb)
        self.known = None

    def the_chain_holds(self) -> None:
        with self.office.store.reading() as session:
            assert first_broken_link(session, self.office.store.keys, self.case) is None

    def facts(self) -> CaseFacts:
        """The case's facts; read anew after each act alone, since nothing else changes them."""
        if self.known is None:
            with self.office.store.reading() as session:
                self.known = load_facts(session, self.case, self.office.rules)
        return self.known

    def read_anew(self) -> CaseFacts:
        self.known = None
        return self.facts()

    def attempt(self, act: Callable[[], object], person: Person, verb: v.AnyVerb) -> None:
        """Do it; it is refused exactly as ``may`` says, or for what it says itself."""
        before = self.facts()
        forbidden = may(person, verb.verb, before)
        self.office.go(seconds=1)
        try:
            act()
        except NotAllowed as error:
            assert forbidden is error.code, (verb, error)
            assert self.read_anew() == before
        except RecognitionError:
            assert forbidden is None
            assert self.read_anew() == before
        else:
            assert forbidden is None, verb
            self.moves(before, self.read_anew())

    def moves(self, before: CaseFacts, after: CaseFacts) -> None:
        """From every state every act leads to a state that may follow it, and to no other."""
        old, new = derive(before).stage, derive(after).stage
        assert new is old or new in FOLLOWS[old], (old, new)

    def holder_does(self, verb: v.AnyVerb) -> None:
        person = Person(Role.APPLICANT, self.office.applicant)
        self.attempt(lambda: self.office.holder(self.case, verb), person, verb)

    def desk_does(self, verb: v.AnyVerb, who: int) -> None:
        who %= len(self.office.assessors)
        rights = frozenset({Right.CORRECT}) if who == 0 else frozenset[Right]()
        person = Person(Role.ASSESSOR, self.office.assessors[who], rights)
        self.attempt(lambda: self.office.desk(self.case, verb, who), person, verb)

    def machine_does(self, verb: v.AnyVerb) -> None:
        """A machine is never refused but by the stage, and it decides nothing."""
        decisions = len(self.facts().decisions)
        self.attempt(lambda: self.office.machine(self.case, verb), Person(Role.MACHINE), verb)
        assert len(self.facts().decisions) == decisions

    def pick(self, number: int, to: RequestTo | None = None) -> UUID:
        """A request of the case, or none that exists."""
        known = [r.id for r in self.facts().requests if to in (None, r.to)]
        return known[number % len(known)] if known else new_id()

    @rule(hours=st.sampled_from((1, 30, 24 * 8, 24 * 31, 24 * 130)))
    def time_passes(self, hours: int) -> None:
        self.office.go(hours=hours)

    @rule()
    def deadlines_pass(self) -> None:
        """As the workflow does it: at the moment that the case itself named."""
        wake = derive(self.facts()).wake_at
        if wake is not None:
            self.office.at = max(self.office.at, wake)
        self.machine_does(v.PassDeadlines())
        after = derive(self.facts()).wake_at
        assert after is None or after > self.office.at

    @rule(number=NUMBERS, reminder=st.integers(1, 3))
    def timers_of_requests(self, number: int, reminder: int) -> None:
        request = self.pick(number)
        if any(r.id == request for r in self.facts().requests):
            self.machine_does(v.SendQuestion(request_id=request))
            self.machine_does(v.RemindRequest(request_id=request, number=reminder))
            self.machine_does(v.ExpireRequest(request_id=request))

    @rule()
    def a_letter_is_made(self) -> None:
        for decision in self.facts().decisions:
            self.machine_does(v.RecordLetter(decision_id=decision.id, blob="b", sha256="c"))

    @rule(who=NUMBERS, verb=st.sampled_from((v.Claim(), v.Claim(), v.Release())))
    def claims(self, who: int, verb: v.AnyVerb) -> None:
        self.desk_does(verb, who)

    @rule(who=NUMBERS, to=NUMBERS)
    def hands_over(self, who: int, to: int) -> None:
        self.desk_does(v.HandOver(to=self.office.assessors[to % 3]), who)

    @rule(who=NUMBERS, items=st.sampled_from(((), (ITEM,), (ITEM, LATER))))
    def acknowledges(self, who: int, items: tuple[v.AskedItem, ...]) -> None:
        self.desk_does(v.Acknowledge(items=items), who)

    @rule(who=NUMBERS, wrong=st.sampled_from(("hours", "course", "It stands nowhere.")))
    def corrects_a_slip(self, who: int, wrong: str) -> None:
        decisions = self.facts().decisions
        ident = decisions[-1].id if decisions else new_id()
        slip = v.CorrectSlip(decision_id=ident, wrong=wrong, right=f"{wrong}s", reason="A slip.")
        outcomes = [d.outcome for d in decisions]
        self.desk_does(slip, who)
        assert [d.outcome for d in self.facts().decisions][: len(outcomes)] == outcomes
        assert {d.outcome for d in self.facts().decisions} == set(outcomes)

    @rule(who=NUMBERS, item=st.sampled_from((ITEM, LATER)))
    def asks_the_applicant(self, who: int, item: v.AskedItem) -> None:
        self.desk_does(v.AskApplicant(items=(item,)), who)

    @rule(who=NUMBERS)
    def asks_the_ministry(self, who: int) -> None:
        self.desk_does(v.AskAuthority(authority_id=self.office.authority), who)

    @rule(who=NUMBERS, number=NUMBERS, cancel=st.booleans())
    def looks_at_a_request(self, who: int, number: int, cancel: bool) -> None:
        kind = v.CancelRequest if cancel else v.ReviewRequest
        self.desk_does(kind(request_id=self.pick(number)), who)

    @rule(who=NUMBERS, days=st.integers(1, 150))
    def announces_a_delay(self, who: int, days: int) -> None:
        day: date = self.office.at.date() + timedelta(days=days)
        self.desk_does(v.AnnounceDelay(new_date=day, reason="Ill."), who)

    @rule(who=NUMBERS, outcome=st.sampled_from(Outcome), measures=st.booleans())
    def proposes(self, who: int, outcome: Outcome, measures: bool) -> None:
        self.desk_does(v.Claim(), who)
        for finding in findings(outcome):
            self.desk_does(finding, who)
        whole = content(outcome)
        if measures and whole.conditions:
            whole = whole.model_copy(update={"conditions": MEASURES})
        self.desk_does(v.Propose(content=whole), who)

    @rule(kind=st.sampled_from([one.kind for one in MEASURES]))
    def chooses_a_measure(self, kind: ConditionKind) -> None:
        decisions = self.facts().decisions
        ident = decisions[-1].id if decisions else new_id()
        self.holder_does(v.ChooseMeasure(decision_id=ident, kind=kind))

    @rule(
        who=NUMBERS, days=st.sampled_from((-1, 0, 0, 10, 400)), months=st.sampled_from((1, 12, 40))
    )
    def records_when_practice_began(self, who: int, days: int, months: int) -> None:
        first = self.office.at.date() - timedelta(days=days)
        self.desk_does(v.RecordAdaptation(place="A ward", first_day=first, months=months), who)

    @rule(days=st.sampled_from((0, 10)))
    def says_when_practice_began(self, days: int) -> None:
        first, paper = self.office.at.date() - timedelta(days=days), self.office.stored(b"contract")
        said = v.StateAdaptation(place="A ward", first_day=first, months=6, document_id=paper)
        self.holder_does(said)

    @rule(who=NUMBERS, confirmed=st.booleans())
    def looks_at_when_practice_began(self, who: int, confirmed: bool) -> None:
        known = self.facts().adaptations
        ident = known[-1].id if known else new_id()
        look = v.ReviewAdaptation(adaptation_id=ident, confirmed=confirmed, reason="So.")
        self.desk_does(look, who)

    @rule(
        who=NUMBERS, result=st.sampled_from(AdaptationResult), months=st.sampled_from((18, 36, 37))
    )
    def assesses_practice(self, who: int, result: AdaptationResult, months: int) -> None:
        """Whatever it says, what was decided stays decided."""
        decisions = self.facts().decisions
        self.desk_does(v.AssessAdaptation(result=result, months=months, reason="So."), who)
        assert self.facts().decisions == decisions

    @rule(
        who=NUMBERS,
        days=st.integers(0, 60),
        result=st.sampled_from(AdaptationResult),
        said=st.booleans(),
    )
    def practises(self, who: int, days: int, result: AdaptationResult, said: bool) -> None:
        """From the decision to the assessment: what alone is hardly ever met by chance."""
        self.two_people_decide(who, Outcome.CONDITIONAL, measures=True)
        self.a_letter_is_made()
        self.chooses_a_measure(ConditionKind.ADAPTATION_PERIOD)
        self.time_passes(hours=24 * days)
        if said:
            self.says_when_practice_began(0)
            self.looks_at_when_practice_began(who, confirmed=True)
        else:
            self.records_when_practice_began(who, 0, 6)
        for _ in range(3):
            self.deadlines_pass()
        self.assesses_practice(who, result, 18)

    @rule(who=NUMBERS, sign=st.booleans())
    def reviews(self, who: int, sign: bool) -> None:
        proposal = self.facts().open_proposal
        ident = proposal.id if proposal else new_id()
        back = v.SendBack(proposal_id=ident, reason="Once more.")
        self.desk_does(v.SignOff(proposal_id=ident) if sign else back, who)

    @rule(who=NUMBERS)
    def retracts(self, who: int) -> None:
        self.desk_does(v.RetractProposal(), who)

    @rule(who=NUMBERS)
    def reopens(self, who: int) -> None:
        self.desk_does(v.Reopen(reason="A new paper came."), who)

    @rule(who=NUMBERS, granted=st.booleans())
    def decides_an_appeal(self, who: int, granted: bool) -> None:
        appeal = self.facts().open_appeal
        ident = appeal.id if appeal else new_id()
        self.desk_does(v.DecideAppeal(appeal_id=ident, granted=granted, reason="So."), who)

    @rule(kind=st.sampled_from(AppealKind))
    def appeals(self, kind: AppealKind) -> None:
        self.holder_does(v.Appeal(kind=kind, grounds="I see it otherwise."))

    @rule()
    def takes_the_appeal_back(self) -> None:
        """Nothing is decided by it, and what could be appealed before can be appealed again."""
        appeal = self.facts().open_appeal
        decisions = self.facts().decisions
        self.holder_does(v.WithdrawAppeal(appeal_id=appeal.id if appeal else new_id()))
        assert self.facts().open_appeal is None
        assert self.facts().decisions == decisions
        if appeal is not None and derive(self.facts()).stage is not Stage.CLOSED:
            assert V.APPEAL in derive(self.facts()).allowed[Role.APPLICANT]

    @rule(number=NUMBERS)
    def answers(self, number: int) -> None:
        request = self.pick(number, RequestTo.APPLICANT)
        fact = next((r for r in self.facts().requests if r.id == request), None)
        open_ = [item.id for item in fact.items if item.answered_at is None] if fact else []
        item = open_[0] if open_ else new_id()
        self.holder_does(v.AnswerRequest(request_id=request, item_id=item, text="So."))

    @rule(part=st.sampled_from(("place", "papers", "income")), words=st.sampled_from(("", "So.")))
    def tells_of_the_studies(self, part: str, words: str) -> None:
        answers = {"town": words, "missing": words}
        self.holder_does(v.AnswerBackground(part=part, answers=answers))

    @rule(number=NUMBERS, agree=st.booleans())
    def says_of_a_question(self, number: int, agree: bool) -> None:
        question = self.pick(number, RequestTo.AUTHORITY)
        no = v.ObjectToQuestion(request_id=question, reason="Danger.")
        self.holder_does(v.AgreeToQuestion(request_id=question) if agree else no)

    @rule(number=NUMBERS)
    def asks_for_more_time(self, number: int) -> None:
        self.holder_does(v.AskMoreTime(request_id=self.pick(number)))

    @rule(number=NUMBERS)
    def the_ministry_answers(self, number: int) -> None:
        question = self.pick(number, RequestTo.AUTHORITY)
        verb = v.AnswerAuthenticity(request_id=question, answer=AuthenticityAnswer.CONFIRMED)
        person = Person(Role.AUTHORITY, self.office.authority)
        self.attempt(lambda: self.office.asked(self.case, verb), person, verb)

    @rule(sure=st.integers(0, 30))
    def withdraws(self, sure: int) -> None:
        if sure == 30:  # seldom: nothing happens after it
            self.holder_does(v.Withdraw())

    @rule(who=NUMBERS, outcome=st.sampled_from(Outcome), measures=st.booleans())
    def two_people_decide(self, who: int, outcome: Outcome, measures: bool) -> None:
        self.proposes(who, outcome, measures)
        self.reviews(who + 1, sign=True)

    @invariant()
    def every_decision_has_two_people_behind_it(self) -> None:
        if not hasattr(self, "office"):
            return
        for decision in self.facts().decisions:
            assert decision.proposer_id != decision.signer_id
            assert {decision.proposer_id, decision.signer_id} <= set(self.office.assessors)

    @invariant()
    def nobody_is_stuck(self) -> None:
        if not hasattr(self, "office"):
            return
        facts = self.facts()
        derived = derive(facts)
        if derived.stage in TERMINAL:
            assert derived.wake_at is None
            return
        roles = {
            NextActor.APPLICANT: Role.APPLICANT,
            NextActor.ASSESSOR: Role.ASSESSOR,
            NextActor.SECOND_ASSESSOR: Role.ASSESSOR,
            NextActor.AUTHORITY: Role.AUTHORITY,
            NextActor.MACHINE: Role.MACHINE,
        }
        if derived.next_actor is not NextActor.NOBODY:
            assert derived.allowed[roles[derived.next_actor]]
        assert self.somebody_can_go_on(facts), derived.stage
        with self.office.store.reading() as session:
            wakes = dict(session.execute(select(tables.Request.id, tables.Request.wake_at)).all())
        for request in facts.requests:
            assert not request.waits or wakes[request.id] is not None
        if derived.stage is Stage.DECIDED:
            sent = facts.delivered_at  # a correction delivers nothing anew
            assert (derived.wake_at is not None) is (sent is not None)

    def somebody_can_go_on(self, facts: CaseFacts) -> bool:
        """No dead end: one of the assessors, or a new colleague, can do what leads further."""
        people = [*self.office.assessors, new_id()]
        return any(
            may(Person(Role.ASSESSOR, person), verb, facts) is None
            for person in people
            for verb in LEAD_ON
        )

    @invariant()
    def no_practice_is_longer_than_the_law_allows(self) -> None:
        if hasattr(self, "office"):
            assert all(one.months <= 36 for one in self.facts().adaptations)

    @invariant()
    def the_read_model_is_what_the_facts_say(self) -> None:
        if not hasattr(self, "office"):
            return
        facts = self.facts()
        with self.office.store.reading() as session:
            view = session.get_one(tables.CaseView, self.case)
            for name, value in view_columns(session, facts, derive(facts)).items():
                assert getattr(view, name) == value, name
            claims = session.scalars(select(tables.Claim)).all()
            assert not claims or facts.standing_decision is None


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
