"""One case, everybody who acts on it, and a clock that only goes on: what every rule needs.

The real actions on a real SQLite database; what people and machines do stands in the tests.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from recognition.domain import verbs as v
from recognition.domain.case import derive, may
from recognition.domain.deadlines import next_reminder, request_wake
from recognition.domain.decision import Condition
from recognition.domain.facts import CaseFacts, Person, RequestFact
from recognition.domain.verbs import VerbName as V
from recognition.domain.vocabulary import (
    ConditionKind,
    Outcome,
    RequestTo,
    Right,
    Role,
    Stage,
)
from recognition.errors import NotAllowed, RecognitionError
from recognition.rules import Rules, regime_ids
from recognition.store.base import new_id
from recognition.store.facts import load_facts
from recognition.store.timeline import first_broken_link
from tests.support.people import content, findings
from tests.support.towns import TITLE, Office, make_office

NUMBERS = st.integers(0, 5)
MEASURES = (
    Condition(kind=ConditionKind.ADAPTATION_PERIOD, text="On a ward, supervised.", months=12),
    Condition(kind=ConditionKind.APTITUDE_TEST, text="A practical test."),
)

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


class Machine(RuleBasedStateMachine):
    """A case from its submission on, how acts are tried, and how two people decide."""

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

    @rule()
    def a_letter_is_made(self) -> None:
        for decision in self.facts().decisions:
            self.machine_does(v.RecordLetter(decision_id=decision.id, blob="b", sha256="c"))

    @rule(who=NUMBERS, outcome=st.sampled_from(Outcome), measures=st.booleans())
    def proposes(self, who: int, outcome: Outcome, measures: bool) -> None:
        self.desk_does(v.Claim(), who)
        for finding in findings(outcome):
            self.desk_does(finding, who)
        whole = content(outcome)
        if measures and whole.conditions:
            whole = whole.model_copy(update={"conditions": MEASURES})
        self.desk_does(v.Propose(content=whole), who)

    @rule(who=NUMBERS, sign=st.booleans())
    def reviews(self, who: int, sign: bool) -> None:
        proposal = self.facts().open_proposal
        ident = proposal.id if proposal else new_id()
        back = v.SendBack(proposal_id=ident, reason="Once more.")
        self.desk_does(v.SignOff(proposal_id=ident) if sign else back, who)

    @rule(who=NUMBERS, outcome=st.sampled_from(Outcome), measures=st.booleans())
    def two_people_decide(self, who: int, outcome: Outcome, measures: bool) -> None:
        self.proposes(who, outcome, measures)
        self.reviews(who + 1, sign=True)
