"""What comes after a decision that asks for something: in whatever order, it decides nothing."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from recognition.domain import verbs as v
from recognition.domain.vocabulary import (
    AdaptationResult,
    ConditionKind,
    ConditionResult,
    Outcome,
    ReopenGround,
)
from recognition.store.base import new_id
from tests.support.machine import MEASURES, NUMBERS, Machine


class Measures(Machine):
    """Compensation measures and other conditions, recorded, passed or not."""

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

    @rule(who=NUMBERS, position=st.integers(0, 2), result=st.sampled_from(ConditionResult))
    def records_a_result(self, who: int, position: int, result: ConditionResult) -> None:
        """Whatever it says, what was decided stays decided."""
        decisions, day = self.facts().decisions, self.office.at.date()
        record = v.RecordCondition(position=position, day=day, result=result, evidence="Minutes.")
        self.desk_does(record, who)
        assert self.facts().decisions == decisions

    @rule(position=st.integers(0, 2), result=st.sampled_from(ConditionResult))
    def tells_a_result(self, position: int, result: ConditionResult) -> None:
        """What she tells is no result before somebody has looked."""
        known, paper = self.facts().conditions, self.office.stored(b"minutes")
        day = self.office.at.date()
        told = v.StateCondition(position=position, day=day, result=result, document_id=paper)
        self.holder_does(told)
        assert self.facts().conditions == known

    @rule(who=NUMBERS, result=st.sampled_from((None, *ConditionResult)))
    def looks_at_a_result(self, who: int, result: ConditionResult | None) -> None:
        """Whatever is found, what was decided stays decided."""
        decisions, told = self.facts().decisions, self.facts().condition_statements
        given = {"result": result, "day": self.office.at.date(), "evidence": "Minutes."}
        ident = told[-1].id if told else new_id()
        looked = {"statement_id": ident, "reason": "So.", **given}
        self.desk_does(v.ReviewCondition.model_validate(looked), who)
        assert self.facts().decisions == decisions

    @rule(who=NUMBERS, position=st.integers(0, 2), result=st.sampled_from(ConditionResult))
    def corrects_a_result(self, who: int, position: int, result: ConditionResult) -> None:
        """It is recorded anew beside the one before, and what was decided stays decided."""
        before, day = self.facts(), self.office.at.date()
        given = {"position": position, "day": day, "result": result, "evidence": "Minutes."}
        self.desk_does(v.CorrectCondition.model_validate({**given, "mistake": "A slip."}), who)
        after = self.facts()
        assert after.decisions == before.decisions
        assert after.conditions[: len(before.conditions)] == before.conditions

    @rule(who=NUMBERS, result=st.sampled_from(AdaptationResult), months=st.sampled_from((18, 37)))
    def corrects_an_assessment(self, who: int, result: AdaptationResult, months: int) -> None:
        decisions = self.facts().decisions
        anew = v.CorrectAdaptation(result=result, months=months, reason="So.", mistake="A slip.")
        self.desk_does(anew, who)
        assert self.facts().decisions == decisions

    @rule(who=NUMBERS, result=st.sampled_from(ConditionResult), anew=st.booleans())
    def tells_and_is_looked_at(self, who: int, result: ConditionResult, anew: bool) -> None:
        """From the decision to a result that was a mistake: hardly ever met by chance."""
        self.two_people_decide(who, Outcome.CONDITIONAL, measures=True)
        self.a_letter_is_made()
        self.tells_a_result(1, result)
        self.looks_at_a_result(who, result)
        if anew:
            self.corrects_a_result(0, 1, ConditionResult.NOT_FULFILLED)

    @rule(who=NUMBERS, anew=st.sampled_from(Outcome))
    def passes_a_test(self, who: int, anew: Outcome) -> None:
        """From the decision to the next one: what alone is hardly ever met by chance."""
        self.two_people_decide(who, Outcome.CONDITIONAL, measures=True)
        self.a_letter_is_made()
        self.records_a_result(who, 1, ConditionResult.FULFILLED)
        self.desk_does(v.Reopen(ground=ReopenGround.CONDITION_FULFILLED), who)
        self.two_people_decide(who, anew, measures=False)

    @invariant()
    def no_practice_is_longer_than_the_law_allows(self) -> None:
        if hasattr(self, "office"):
            assert all(one.months <= 36 for one in self.facts().adaptations)
