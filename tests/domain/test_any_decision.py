"""Whatever was found and whatever is proposed: what passes stands on what was shown."""

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from recognition.domain.decision import (
    CONDITIONED,
    Condition,
    DecisionContent,
    Difference,
    Exclusion,
    better_than,
)
from recognition.domain.evaluation import (
    OF_ELEMENT,
    ElementFound,
    Evaluation,
    Finding,
    in_order,
)
from recognition.domain.grounds import faults
from recognition.domain.vocabulary import (
    Authenticity,
    ConditionKind,
    ElementFinding,
    EvaluationElement,
    ExperienceFinding,
    Outcome,
    ProfessionalLevel,
    Purpose,
    RefusalGround,
    Standing,
)
from recognition.rules import load_compensation
from tests.support.evaluations import element, experience, genuine, professional, source, status

# Mostly in order, so that many pass and what passes is looked at; the rest lacks something.
TEXTS = st.sampled_from(("words",) * 9 + ("",))
EVIDENCE = st.sampled_from((source(),) * 9 + ((),))
LEVELS = st.sampled_from((*ProfessionalLevel, None))
STANDINGS = st.sampled_from((*Standing, *[Standing.ACCREDITED] * 9))
GENUINE = st.sampled_from((*Authenticity, *[Authenticity.CONFIRMED] * 9))
GROUNDS = st.sampled_from((*RefusalGround, *[RefusalGround.SUBSTANTIAL_DIFFERENCE] * 5))
DIFFERENCE = st.just(RefusalGround.SUBSTANTIAL_DIFFERENCE)
FOUND = st.sampled_from((*ElementFinding, *[ElementFinding.SUBSTANTIAL] * 4))
SHOWN = {"text": TEXTS, "evidence": EVIDENCE}


def elements(one: EvaluationElement) -> st.SearchStrategy[ElementFound]:
    return st.builds(element, FOUND, st.just(OF_ELEMENT[one]), **SHOWN)


FINDINGS: tuple[st.SearchStrategy[Finding], ...] = (
    st.builds(status, STANDINGS, **SHOWN),
    st.builds(genuine, GENUINE, **SHOWN),
    st.builds(
        professional,
        purpose=st.sampled_from(Purpose),
        target=TEXTS,
        level_held=LEVELS,
        level_required=LEVELS,
    ),
    st.builds(experience, st.sampled_from(ExperienceFinding), **SHOWN),
    *(elements(one) for one in EvaluationElement),
)


@st.composite
def evaluations(draw: st.DrawFn) -> Evaluation:
    drawn = [draw(one) if draw(st.integers(0, 5)) else None for one in FINDINGS]
    return in_order({one.section: one for one in drawn if one is not None})


@st.composite
def decisions(draw: st.DrawFn) -> DecisionContent:
    outcome = draw(st.sampled_from(Outcome))
    found = draw(evaluations())
    pool = (*EvaluationElement, *(list(found.substantial) * 40))
    some = st.lists(st.sampled_from(pool), min_size=min(draw(st.integers(0, 9)), 1), max_size=2)
    conditions = st.builds(
        Condition,
        kind=st.sampled_from(ConditionKind),
        text=TEXTS,
        months=st.sampled_from((12, 36, 36, 37, None)),
        credits=st.sampled_from((None, 30.0)),
    )
    return DecisionContent(
        outcome=outcome,
        compares_to="A degree here",
        reasons="Reasons.",
        differences=tuple(Difference(element=e, text="words") for e in draw(some)),
        exclusions=tuple(
            Exclusion(outcome=better, reason="It does not fit.", elements=tuple(draw(some)))
            for better in better_than(outcome)
        ),
        conditions=tuple(draw(st.lists(conditions, max_size=3))),
        ground=draw(GROUNDS)
        if outcome is Outcome.REFUSAL
        else RefusalGround.SUBSTANTIAL_DIFFERENCE,
        evaluation=found,
        terms=load_compensation(),
        no_choice=draw(TEXTS),
    )


def shows_no_qualification(content: DecisionContent) -> bool:
    """A person found, with words and evidence, that a mill or a forger stands behind it."""
    found = content.evaluation
    assert found is not None
    shown = {RefusalGround.MILL: found.mill, RefusalGround.FORGED: found.forged}
    one = shown.get(content.ground)
    return one is not None and bool(one.text and one.evidence)


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_among_what_passes(outcome: Outcome) -> None:
    find(
        decisions(),
        lambda one: one.outcome is outcome and not list(faults(one)),
        settings=settings(max_examples=5000, database=None, phases=(Phase.generate,)),
    )


@settings(max_examples=1000, deadline=None)
@given(decisions())
def test_what_is_held_against_the_holder_was_shown(content: DecisionContent) -> None:
    """Lisbon Convention, articles III.3, IV.1, V.1, VI.1; Directive 2005/36/EC, article 14."""
    found = content.evaluation
    assert found is not None
    if list(faults(content)):
        return
    assert not content.conditions or content.outcome in CONDITIONED
    assert {one.element for one in content.differences} <= set(found.substantial)
    if content.outcome is Outcome.FULL:
        return
    if content.outcome is Outcome.REFUSAL and shows_no_qualification(content):
        return
    held = {one.element for one in content.differences}
    for exclusion in content.exclusions:
        assert exclusion.elements, "each better outcome is excluded by a finding"
        held |= set(exclusion.elements)
    for one in held:
        finding = found.of(OF_ELEMENT[one])
        assert isinstance(finding, ElementFound)
        assert finding.finding is ElementFinding.SUBSTANTIAL
        assert finding.text and finding.evidence
    assert held and found.purpose is not None and found.purpose.target
    if content.outcome is Outcome.REFUSAL:
        assert content.differences
    experience = found.experience
    assert experience is None or experience.experience is not ExperienceFinding.MAKES_UP
    if found.purpose.purpose is Purpose.PROFESSIONAL:
        assert found.purpose.level_held and found.purpose.level_required
        assert experience is not None and experience.text
    for condition in content.conditions:
        if condition.kind is ConditionKind.ADAPTATION_PERIOD:
            assert condition.months is not None and condition.months <= 36


@settings(max_examples=300, deadline=None)
@given(evaluations())
def test_full_recognition_is_open_unless_something_was_found(found: Evaluation) -> None:
    """Lisbon Convention, articles IV.1, V.1, VI.1: recognise, unless; VII: missing is nothing."""
    experience = found.experience
    made_up = experience is not None and experience.experience is ExperienceFinding.MAKES_UP
    stopped = bool(found.mill or found.forged or (found.substantial and not made_up))
    full = DecisionContent(
        outcome=Outcome.FULL,
        compares_to="A degree here",
        reasons="It fits.",
        evaluation=found,
        terms=load_compensation(),
    )
    assert bool(list(faults(full))) == stopped
