"""Whatever people and machines do, in whatever order: what must always hold, holds.

A state machine over the real actions on a real SQLite database.
"""

import shutil
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from recognition.actions.deriving import view_columns
from recognition.domain import verbs as v
from recognition.domain.case import TERMINAL, derive, may
from recognition.domain.facts import CaseFacts, Person
from recognition.domain.vocabulary import (
    AppealKind,
    AuthenticityAnswer,
    NextActor,
    Outcome,
    RequestItemKind,
    RequestTo,
    Role,
    Stage,
)
from recognition.errors import NotAllowed, RecognitionError
from recognition.store import tables
from recognition.store.base import new_id
from recognition.store.facts import load_facts
from recognition.store.timeline import first_broken_link
from tests.support.people import content, findings
from tests.support.towns import TITLE, Office, make_office

NUMBERS = st.integers(0, 5)
ITEM = v.AskedItem(kind=RequestItemKind.DOCUMENT, subject="a scan")
LATER = v.AskedItem(kind=RequestItemKind.TEXT, subject="hours")


class AnyOrder(RuleBasedStateMachine):
    """One case, everybody, and a clock that only goes on."""

    @initialize(papers=st.booleans(), confirmed=st.booleans())
    def hand_in(self, papers: bool, confirmed: bool) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.office: Office = make_office(self.folder)
        self.case = self.office.draft(papers=papers)
        if papers and confirmed:
            document = self.office.diploma(self.case)
            confirm = v.ConfirmReading(document_id=document, values=TITLE)
            self.office.holder(self.case, confirm)
        self.office.holder(self.case, v.Submit())

    def teardown(self) -> None:
        if hasattr(self, "office"):
            self.office.store.close()
            shutil.rmtree(self.folder)

    def facts(self) -> CaseFacts:
        with self.office.store.reading() as session:
            return load_facts(session, self.case, self.office.rules)

    def attempt(self, act: Callable[[], object], person: Person, verb: v.AnyVerb) -> None:
        """Do it; it is refused exactly as ``may`` says, or for what it says itself."""
        before = self.facts()
        forbidden = may(person, verb.verb, before)
        self.office.go(seconds=1)
        try:
            act()
        except NotAllowed as error:
            assert forbidden is error.code, (verb, error)
            assert self.facts() == before
        except RecognitionError:
            assert forbidden is None
            assert self.facts() == before
        else:
            assert forbidden is None, verb

    def holder_does(self, verb: v.AnyVerb) -> None:
        person = Person(Role.APPLICANT, self.office.applicant)
        self.attempt(lambda: self.office.holder(self.case, verb), person, verb)

    def desk_does(self, verb: v.AnyVerb, who: int) -> None:
        who %= len(self.office.assessors)
        person = Person(Role.ASSESSOR, self.office.assessors[who])
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

    @rule(who=NUMBERS, outcome=st.sampled_from(Outcome))
    def proposes(self, who: int, outcome: Outcome) -> None:
        self.desk_does(v.Claim(), who)
        for finding in findings(outcome):
            self.desk_does(finding, who)
        self.desk_does(v.Propose(content=content(outcome)), who)

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

    @rule(number=NUMBERS)
    def answers(self, number: int) -> None:
        request = self.pick(number, RequestTo.APPLICANT)
        fact = next((r for r in self.facts().requests if r.id == request), None)
        open_ = [item.id for item in fact.items if item.answered_at is None] if fact else []
        item = open_[0] if open_ else new_id()
        self.holder_does(v.AnswerRequest(request_id=request, item_id=item, text="So."))

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

    @rule(who=NUMBERS, outcome=st.sampled_from(Outcome))
    def two_people_decide(self, who: int, outcome: Outcome) -> None:
        self.proposes(who, outcome)
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
        for request in facts.requests:
            assert not request.waits or self.wake_of(request.id) is not None
        if derived.stage is Stage.DECIDED:
            sent = facts.decisions[-1].letter_at
            assert (derived.wake_at is not None) is (sent is not None)

    def wake_of(self, request: UUID) -> object:
        with self.office.store.reading() as session:
            return session.get_one(tables.Request, request).wake_at

    @invariant()
    def the_read_model_is_what_the_facts_say(self) -> None:
        if not hasattr(self, "office"):
            return
        with self.office.store.reading() as session:
            facts = load_facts(session, self.case, self.office.rules)
            view = session.get_one(tables.CaseView, self.case)
            for name, value in view_columns(session, facts, derive(facts)).items():
                assert getattr(view, name) == value, name
            assert first_broken_link(session, self.office.store.keys, self.case) is None
            claims = session.scalars(select(tables.Claim)).all()
            assert not claims or facts.standing_decision is None


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=8,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
