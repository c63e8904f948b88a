"""Whatever people and machines do, in whatever order: what must always hold, holds.

A state machine over the real actions on a real SQLite database.
"""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import select

from recognition.actions.deriving import view_columns
from recognition.domain import verbs as v
from recognition.domain.background import ASKED_FOR
from recognition.domain.case import TERMINAL, derive, may
from recognition.domain.facts import CaseFacts, Person
from recognition.domain.verbs import VerbName as V
from recognition.domain.vocabulary import (
    AppealKind,
    AuthenticityAnswer,
    DeadlineKind,
    NextActor,
    RequestItemKind,
    RequestTo,
    Role,
    Stage,
)
from recognition.store import tables
from recognition.store.base import new_id
from tests.support.machine import NUMBERS
from tests.support.measures import Measures

pytestmark = pytest.mark.slow

EXAMPLES, STEPS = 50, 100
"""5,000 steps in each run: about 50 s of one core."""

ITEM = v.AskedItem(kind=RequestItemKind.DOCUMENT, subject="a scan")
LATER = v.AskedItem(kind=RequestItemKind.TEXT, subject="hours")
STUDIES = v.AskedItem(kind=RequestItemKind.QUESTIONNAIRE, subject=ASKED_FOR)
LEAD_ON = (V.CLAIM, V.PROPOSE, V.SIGN_OFF, V.SEND_BACK, V.DECIDE_APPEAL, V.REOPEN)


PRACTICE = {None, DeadlineKind.ADAPTATION_NOTICE, DeadlineKind.ADAPTATION}
"""All that a case waits for before its letter is sent: practice may begin without the letter."""


class AnyOrder(Measures):
    """Everything that can be done to a case."""

    @rule(number=NUMBERS, reminder=st.integers(1, 3))
    def timers_of_requests(self, number: int, reminder: int) -> None:
        request = self.pick(number)
        if any(r.id == request for r in self.facts().requests):
            self.machine_does(v.SendQuestion(request_id=request))
            self.machine_does(v.RemindRequest(request_id=request, number=reminder))
            self.machine_does(v.ExpireRequest(request_id=request))

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

    @rule(who=NUMBERS, item=st.sampled_from((ITEM, LATER, STUDIES)))
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

    @rule(number=NUMBERS, words=st.sampled_from(("", "So.")))
    def answers(self, number: int, words: str) -> None:
        """Without words only the questionnaire is answered, where something was told in it."""
        request = self.pick(number, RequestTo.APPLICANT)
        fact = next((r for r in self.facts().requests if r.id == request), None)
        open_ = [item.id for item in fact.items if item.answered_at is None] if fact else []
        item = open_[0] if open_ else new_id()
        self.holder_does(v.AnswerRequest(request_id=request, item_id=item, text=words))

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
            assert sent is None or derived.wake_at is not None
            assert sent is not None or derived.wake_reason in PRACTICE

    def somebody_can_go_on(self, facts: CaseFacts) -> bool:
        """No dead end: one of the assessors, or a new colleague, can do what leads further."""
        people = [*self.office.assessors, new_id()]
        return any(
            may(Person(Role.ASSESSOR, person), verb, facts) is None
            for person in people
            for verb in LEAD_ON
        )

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
