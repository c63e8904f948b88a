"""A decision stands on what was found, and on nothing else; each test names its article."""

import pytest

from recognition.domain.decision import Condition, DecisionContent, Difference, better_than
from recognition.domain.evaluation import (
    AuthenticityFound,
    Evaluation,
    Finding,
    PurposeFound,
    StatusFound,
    in_order,
)
from recognition.domain.grounds import faults
from recognition.domain.statement import statement_of
from recognition.domain.vocabulary import (
    Authenticity,
    Basis,
    ConditionKind,
    ElementFinding,
    EvaluationElement,
    EvaluationRule,
    EvaluationSection,
    ExperienceFinding,
    Outcome,
    ProfessionalLevel,
    Purpose,
    RefusalGround,
    Standing,
)
from recognition.errors import ErrorCode
from recognition.rules import load_compensation, load_regime, load_statement
from tests.support.evaluations import element, experience, genuine, professional, status
from tests.support.people import content, findings

E, S = EvaluationElement, EvaluationSection
LOWER = [outcome for outcome in Outcome if outcome is not Outcome.FULL]
BETTER = [outcome for outcome in Outcome if outcome is not Outcome.REFUSAL]


def evaluation(*changes: Finding, outcome: Outcome = Outcome.REFUSAL) -> Evaluation:
    """What ``content(outcome)`` rests on, with some findings superseded."""
    found = {verb.finding.section: verb.finding for verb in findings(outcome)}
    return in_order(found | {one.section: one for one in changes})


def lacks(
    outcome: Outcome, *changes: Finding, found: Evaluation | None = None, **more: object
) -> list[tuple[ErrorCode, str]]:
    whole = content(outcome).model_copy(
        update={
            "evaluation": found or evaluation(*changes, outcome=outcome),
            "terms": load_compensation(),
            **more,
        }
    )
    return [(fault.code, fault.subject) for fault in faults(whole)]


def test_what_is_asked_of_an_evaluation_follows_the_regime() -> None:
    """Directive 2005/36/EC, articles 11 and 14; under another law nobody asks for it."""
    bare = professional(level_held=None)
    alone = (Condition(kind=ConditionKind.APTITUDE_TEST, text="In nursing."),)
    directive = load_regime("directive").asks_of(Purpose.PROFESSIONAL)
    assert set(directive) == set(EvaluationRule)
    asked = [
        (ErrorCode.LEVELS_MISSING, S.PURPOSE),
        (ErrorCode.EXPERIENCE_NOT_EXAMINED, S.EXPERIENCE),
        (ErrorCode.CHOICE_MISSING, "no_choice"),
    ]
    for asks, expected in (
        (directive, asked),
        (load_regime("lisbon").asks_of(Purpose.PROFESSIONAL), []),
        ((EvaluationRule.LEVELS,), asked[:1]),
        ((EvaluationRule.CHOICE,), asked[2:]),
        (None, asked),
    ):
        assert lacks(Outcome.CONDITIONAL, bare, conditions=alone, asks=asks) == expected, asks
    labour = PurposeFound(purpose=Purpose.LABOUR_MARKET, target="Nurse")
    assert lacks(Outcome.CONDITIONAL, labour, conditions=alone, asks=directive) == asked


def test_only_what_was_reconstructed_carries_a_statement() -> None:
    """Lisbon Convention, article VII; a mill's paper stands for nothing that could be stated."""
    terms = load_statement()
    assert terms.valid_months == 60 and terms.source
    for authenticity in Authenticity:
        found = evaluation(genuine(authenticity), outcome=Outcome.FULL)
        states = authenticity is Authenticity.RECONSTRUCTED
        assert statement_of(found, terms) == (terms if states else None)
    mill = status(Standing.MILL)
    rebuilt = genuine(Authenticity.RECONSTRUCTED)
    assert statement_of(evaluation(mill, rebuilt), terms) is None


@pytest.mark.parametrize("basis", Basis)
def test_a_statement_says_on_what_each_judged_element_rests(basis: Basis) -> None:
    """Lisbon Convention, article VII: what stands in for papers is named."""
    rebuilt = genuine(Authenticity.RECONSTRUCTED)
    terms = load_statement()
    bare = element(ElementFinding.NONE)
    missing = [(ErrorCode.BASIS_MISSING, S.WORKLOAD)]
    assert lacks(Outcome.FULL, rebuilt, bare, statement=terms) == missing
    assert lacks(Outcome.FULL, rebuilt, bare) == [], "a proposal of an earlier release"
    based = element(ElementFinding.NONE, bases=(basis,))
    assert lacks(Outcome.FULL, rebuilt, based, statement=terms) == []
    unjudged = element(ElementFinding.CANNOT_BE_JUDGED)
    assert lacks(Outcome.FULL, rebuilt, unjudged, statement=terms) == []


@pytest.mark.parametrize("outcome", Outcome)
def test_what_rests_on_shown_findings_stands(outcome: Outcome) -> None:
    """Lisbon Convention, articles IV.1, V.1 and VI.1."""
    assert lacks(outcome) == []


def test_full_recognition_waits_for_no_finding() -> None:
    """Lisbon Convention, articles IV.1, V.1 and VI.1: recognise, unless shown otherwise."""
    assert lacks(Outcome.FULL, found=Evaluation()) == []


@pytest.mark.parametrize("outcome", LOWER)
@pytest.mark.parametrize(
    "finding", [one for one in ElementFinding if one is not ElementFinding.SUBSTANTIAL]
)
def test_nothing_but_a_substantial_difference_is_held_against_the_holder(
    outcome: Outcome, finding: ElementFinding
) -> None:
    """Lisbon Convention, articles IV.1, V.1, VI.1; VII where nothing can be judged."""
    assert (ErrorCode.DIFFERENCE_NOT_FOUND, E.WORKLOAD) in lacks(outcome, element(finding))


@pytest.mark.parametrize("outcome", LOWER)
@pytest.mark.parametrize("lacking", [{"text": ""}, {"evidence": ()}])
def test_the_office_shows_the_difference(outcome: Outcome, lacking: dict[str, object]) -> None:
    """Lisbon Convention, article III.3: words and evidence, or it is no ground."""
    bare = element(ElementFinding.SUBSTANTIAL, **lacking)
    assert lacks(outcome, bare) == [(ErrorCode.GROUNDS_MISSING, E.WORKLOAD)]


@pytest.mark.parametrize("outcome", LOWER)
def test_a_difference_is_measured_against_a_purpose(outcome: Outcome) -> None:
    """Lisbon Convention, article VI.1; EAR manual: substantial is what keeps from the purpose."""
    expected = [(ErrorCode.PURPOSE_MISSING, S.PURPOSE)]
    assert lacks(outcome, PurposeFound(target=" ")) == expected
    assert lacks(outcome, found=Evaluation(findings=evaluation().elements)) == expected


@pytest.mark.parametrize("outcome", LOWER)
def test_each_better_outcome_is_excluded_by_a_finding(outcome: Outcome) -> None:
    """Revised Recommendation (2010): no lower outcome without a named reason."""
    whole = content(outcome)
    for better in better_than(outcome):
        loose = tuple(
            one.model_copy(update={"elements": ()}) if one.outcome is better else one
            for one in whole.exclusions
        )
        assert lacks(outcome, exclusions=loose) == [(ErrorCode.DIFFERENCE_NOT_FOUND, better)]
        other = tuple(
            one.model_copy(update={"elements": (E.PROFILE,)}) if one.outcome is better else one
            for one in whole.exclusions
        )
        assert (ErrorCode.DIFFERENCE_NOT_FOUND, E.PROFILE) in lacks(outcome, exclusions=other)


def test_a_refusal_names_only_differences_that_were_found() -> None:
    """Lisbon Convention, articles III.3 and III.5."""
    named = (Difference(element=E.PROFILE, text="Another profile."),)
    found = lacks(Outcome.REFUSAL, differences=named)
    assert found == [(ErrorCode.DIFFERENCE_NOT_FOUND, E.PROFILE)]


def test_full_recognition_does_not_pass_over_a_substantial_difference() -> None:
    contradicts = [(ErrorCode.EVALUATION_CONTRADICTS, S.WORKLOAD)]
    assert lacks(Outcome.FULL, element(ElementFinding.SUBSTANTIAL)) == contradicts
    assert lacks(Outcome.FULL, element(ElementFinding.NOT_SUBSTANTIAL)) == []


MILL, FORGED = status(Standing.MILL), genuine(Authenticity.FORGED)


@pytest.mark.parametrize(
    ("ground", "found"), [(RefusalGround.MILL, MILL), (RefusalGround.FORGED, FORGED)]
)
def test_mills_and_forgeries_are_refused_on_that_ground(
    ground: RefusalGround, found: StatusFound | AuthenticityFound
) -> None:
    """EAR manual: a person finds it and shows it; no difference needs to be made up for it."""
    alone = Evaluation(findings=(found,))
    named = {"ground": ground, "differences": ()}
    assert lacks(Outcome.REFUSAL, found=alone, **named) == []
    bare = Evaluation(findings=(found.model_copy(update={"evidence": ()}),))
    section = found.section
    assert lacks(Outcome.REFUSAL, found=bare, **named) == [(ErrorCode.GROUNDS_MISSING, section)]
    missing = [(ErrorCode.GROUND_NOT_FOUND, "ground")]
    assert lacks(Outcome.REFUSAL, found=evaluation(), **named) == missing
    assert lacks(Outcome.PARTIAL, ground=ground, found=evaluation(found))[0] == missing[0]


@pytest.mark.parametrize("outcome", BETTER)
@pytest.mark.parametrize("found", [MILL, FORGED])
def test_a_mill_or_a_forgery_is_not_recognised(outcome: Outcome, found: Finding) -> None:
    assert (ErrorCode.EVALUATION_CONTRADICTS, found.section) in lacks(outcome, found)


@pytest.mark.parametrize("standing", [Standing.NOT_RECOGNISED, Standing.UNKNOWN])
def test_an_institution_that_is_not_recognised_is_no_mill(standing: Standing) -> None:
    """EAR manual; a status alone is held against nobody."""
    found = status(standing)
    assert lacks(Outcome.FULL, found) == []
    named = {"ground": RefusalGround.MILL, "differences": ()}
    assert lacks(Outcome.REFUSAL, found, **named)[0][0] is ErrorCode.GROUND_NOT_FOUND


@pytest.mark.parametrize("authenticity", [Authenticity.NOT_CONFIRMED, Authenticity.RECONSTRUCTED])
def test_a_missing_proof_is_by_itself_no_ground(authenticity: Authenticity) -> None:
    """Lisbon Convention, article VII."""
    unproven = genuine(authenticity)
    assert lacks(Outcome.FULL, unproven) == []
    refused = lacks(Outcome.REFUSAL, unproven, element(ElementFinding.CANNOT_BE_JUDGED))
    assert (ErrorCode.DIFFERENCE_NOT_FOUND, E.WORKLOAD) in refused
    named = {"ground": RefusalGround.FORGED, "differences": ()}
    assert (ErrorCode.GROUND_NOT_FOUND, "ground") in lacks(Outcome.REFUSAL, unproven, **named)


BOTH = (
    Condition(kind=ConditionKind.ADAPTATION_PERIOD, text="On a ward.", months=12),
    Condition(kind=ConditionKind.APTITUDE_TEST, text="In nursing."),
)
LOOKED_AT = experience(ExperienceFinding.DOES_NOT_MAKE_UP)


def test_a_professional_decision_names_the_levels() -> None:
    """Directive 2005/36/EC, articles 11 and 14(6): the level held and the level required."""
    whole = {"conditions": BOTH}
    assert lacks(Outcome.CONDITIONAL, professional(), LOOKED_AT, **whole) == []
    for level in ("level_held", "level_required"):
        bare = professional(**{level: None})
        expected = [(ErrorCode.LEVELS_MISSING, S.PURPOSE)]
        assert lacks(Outcome.CONDITIONAL, bare, LOOKED_AT, **whole) == expected
    assert [*ProfessionalLevel] == ["a", "b", "c", "d", "e"]


def test_experience_is_examined_before_anything_is_asked_for() -> None:
    """Directive 2005/36/EC, article 14(5)."""
    whole = {"conditions": BOTH}
    expected = [(ErrorCode.EXPERIENCE_NOT_EXAMINED, S.EXPERIENCE)]
    assert lacks(Outcome.CONDITIONAL, professional(), **whole) == expected
    wordless = LOOKED_AT.model_copy(update={"text": ""})
    assert lacks(Outcome.REFUSAL, professional(), wordless) == expected


def test_what_experience_makes_up_for_is_held_against_nobody() -> None:
    """Directive 2005/36/EC, article 14(5)."""
    made_up = experience(ExperienceFinding.MAKES_UP)
    substantial = element(ElementFinding.SUBSTANTIAL)
    assert lacks(Outcome.FULL, professional(), substantial, made_up) == []
    refused = lacks(Outcome.CONDITIONAL, professional(), made_up, conditions=BOTH)
    assert refused == [(ErrorCode.EVALUATION_CONTRADICTS, S.EXPERIENCE)]


def test_an_adaptation_period_lasts_three_years_at_most() -> None:
    """Directive 2005/36/EC, article 14(1)."""
    for months, expected in (
        (None, [(ErrorCode.MISSING_VALUE, "months")]),
        (36, []),
        (37, [(ErrorCode.MEASURE_TOO_LONG, "months")]),
    ):
        asked = (BOTH[0].model_copy(update={"months": months}), BOTH[1])
        found = lacks(Outcome.CONDITIONAL, professional(), LOOKED_AT, conditions=asked)
        assert found == expected


def test_the_test_is_offered_within_six_months() -> None:
    """Directive 2005/36/EC, article 14(7); the limits are data."""
    terms = load_compensation()
    assert (terms.aptitude_test_months, terms.adaptation_max_months) == (6, 36)
    assert "2005/36/EC" in terms.source


@pytest.mark.parametrize("only", BOTH)
def test_the_applicant_chooses_the_measure_or_is_told_why_not(only: Condition) -> None:
    """Directive 2005/36/EC, article 14(2) and (3)."""
    told = {"conditions": (only,)}
    expected = [(ErrorCode.CHOICE_MISSING, "no_choice")]
    assert lacks(Outcome.CONDITIONAL, professional(), LOOKED_AT, **told) == expected
    because = {**told, "no_choice": "The profession needs knowledge of national law."}
    assert lacks(Outcome.CONDITIONAL, professional(), LOOKED_AT, **because) == []
    assert lacks(Outcome.CONDITIONAL, **told) == [], "no regulated profession"


def test_the_choice_is_between_both_measures_alone() -> None:
    """Directive 2005/36/EC, article 14(2)."""
    offered = content(Outcome.CONDITIONAL).model_copy(update={"conditions": BOTH})
    assert offered.choice == (ConditionKind.ADAPTATION_PERIOD, ConditionKind.APTITUDE_TEST)
    assert offered.model_copy(update={"conditions": BOTH[:1]}).choice == ()
    assert content(Outcome.PARTIAL).choice == ()


def test_missing_credits_are_a_number() -> None:
    asked = (Condition(kind=ConditionKind.MISSING_CREDITS, text="The last year."),)
    assert lacks(Outcome.PARTIAL, conditions=asked) == [(ErrorCode.MISSING_VALUE, "credits")]
    numbered = (asked[0].model_copy(update={"credits": 60}),)
    assert lacks(Outcome.PARTIAL, conditions=numbered) == []


def test_a_decision_of_an_earlier_release_still_loads_and_stands() -> None:
    """What is stored grows by optional fields only."""
    new = ("evaluation", "terms", "ground", "no_choice")
    old = content(Outcome.REFUSAL).model_dump(mode="json", exclude=set(new))
    for exclusion in old["exclusions"]:
        del exclusion["elements"]
    loaded = DecisionContent.model_validate(old)
    assert loaded.evaluation is None
    assert list(faults(loaded)) == []


@pytest.mark.parametrize("section", EvaluationSection)
def test_an_evaluation_keeps_the_order_of_the_manual(section: EvaluationSection) -> None:
    """EAR manual: status, authenticity, purpose, elements; experience comes last."""
    shuffled = {
        one.section: one
        for one in (LOOKED_AT, element(ElementFinding.NONE), FORGED, MILL, professional())
    }
    order = [one.section for one in in_order(shuffled).findings]
    assert order == [S.INSTITUTION, S.AUTHENTICITY, S.PURPOSE, S.WORKLOAD, S.EXPERIENCE]
    found = in_order(shuffled).of(section)
    assert (found is None) == (section not in order)


@pytest.mark.parametrize("ground", [RefusalGround.MILL, RefusalGround.FORGED])
def test_a_refusal_without_a_qualification_names_no_difference_besides(
    ground: RefusalGround,
) -> None:
    """Lisbon Convention, articles III.3 and VI.1: whatever a letter names was shown."""
    shown = status(Standing.MILL), genuine(Authenticity.FORGED)
    named = (Difference(element=E.QUALITY, text="Nothing was taught there."),)
    expected = [(ErrorCode.DIFFERENCE_NOT_FOUND, E.QUALITY)]
    found = shown[0] if ground is RefusalGround.MILL else shown[1]
    assert lacks(Outcome.REFUSAL, found, ground=ground, differences=named) == expected
    assert lacks(Outcome.REFUSAL, found, ground=ground, differences=()) == []


def test_full_recognition_names_no_difference_that_nobody_found() -> None:
    """Lisbon Convention, articles III.3, IV.1, V.1 and VI.1."""
    named = (Difference(element=E.QUALITY, text="Less is taught there."),)
    expected = [(ErrorCode.DIFFERENCE_NOT_FOUND, E.QUALITY)]
    assert lacks(Outcome.FULL, differences=named) == expected
