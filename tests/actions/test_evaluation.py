"""The evaluation is kept bit by bit: superseded, never overwritten, and the case's own."""

from uuid import UUID

import pytest
from sqlalchemy import select

from recognition.domain.decision import Condition, DecisionContent
from recognition.domain.evaluation import (
    AuthenticityFound,
    ElementFound,
    Evaluation,
    Evidence,
    ExperienceFound,
    PurposeFound,
)
from recognition.domain.verbs import (
    Appeal,
    ChooseMeasure,
    Claim,
    CorrectSlip,
    DecideAppeal,
    FindCode,
    HandOver,
    Propose,
    RecordFinding,
    Reopen,
    ShowOnVerify,
    SignOff,
)
from recognition.domain.vocabulary import (
    AppealKind,
    Authenticity,
    Basis,
    CodeScheme,
    ConditionKind,
    ElementFinding,
    EvaluationElement,
    EvaluationSection,
    EvidenceKind,
    ExperienceFinding,
    Outcome,
    ProfessionalLevel,
    Purpose,
    VerifyShown,
)
from recognition.errors import ErrorCode, InvalidInput, NotAllowed
from recognition.store import tables
from recognition.store.base import new_id
from recognition.store.evaluation import load_evaluation
from recognition.store.facts import load_facts
from tests.support.evaluations import reconstructed
from tests.support.facts import utc
from tests.support.people import content
from tests.support.towns import Office

S, F = EvaluationSection, ElementFinding


def level(finding: ElementFinding, *evidence: Evidence, text: str = "") -> RecordFinding:
    found = ElementFound(section=S.LEVEL, finding=finding, text=text, evidence=evidence)
    return RecordFinding(finding=found)


def standing(office: Office, case: UUID) -> Evaluation:
    with office.store.reading() as session:
        return load_evaluation(session, case)


def kept(office: Office) -> list[tables.FindingRow]:
    with office.store.reading() as session:
        return list(session.scalars(select(tables.FindingRow).order_by(tables.FindingRow.id)))


def refusal(office: Office, case: UUID, verb: object) -> tuple[ErrorCode, str]:
    with pytest.raises(InvalidInput) as caught:
        office.desk(case, verb)  # type: ignore[arg-type]
    return caught.value.code, caught.value.subject


def test_a_finding_is_superseded_with_author_and_time_and_never_overwritten(
    office: Office,
) -> None:
    case = office.claimed()
    office.desk(case, level(F.CANNOT_BE_JUDGED))
    first = office.at
    office.go(days=3)
    office.desk(case, level(F.NONE, text="It is a first degree there too."))
    assert [(row.content["finding"], row.at, row.author_id) for row in kept(office)] == [
        (F.CANNOT_BE_JUDGED, first, office.assessors[0]),
        (F.NONE, office.at, office.assessors[0]),
    ]
    (found,) = standing(office, case).elements
    assert found.finding is F.NONE


def test_who_found_something_decides_no_appeal(office: Office) -> None:
    """Lisbon Convention, article III.5: an appeal is decided by somebody not involved before."""
    case = office.claimed()
    office.desk(case, level(F.NONE))
    office.desk(case, HandOver(to=office.assessors[1]))
    office.evaluate(case, Outcome.REFUSAL, who=1)
    office.desk(case, Propose(content=content(Outcome.REFUSAL)), who=1)
    office.desk(case, SignOff(proposal_id=office.ids(tables.Proposal)[-1]), who=2)
    office.go(days=1)
    office.holder(case, Appeal(kind=AppealKind.DECISION, grounds="The hours are wrong."))
    with office.store.reading() as session:
        appeal = session.scalars(select(tables.AppealRow.id)).one()
    for who in range(3):
        with pytest.raises(NotAllowed) as caught:
            verb = DecideAppeal(appeal_id=appeal, granted=False, reason="They are right.")
            office.desk(case, verb, who=who)
        assert caught.value.code is ErrorCode.INVOLVED_BEFORE


def test_only_who_holds_the_case_finds(office: Office) -> None:
    case = office.claimed()
    with pytest.raises(NotAllowed) as caught:
        office.desk(case, level(F.NONE), who=1)
    assert caught.value.code is ErrorCode.CLAIMED_BY_ANOTHER
    for act in (office.machine, office.holder, office.asked):
        with pytest.raises(NotAllowed):
            act(case, level(F.NONE))
    assert kept(office) == []


def test_the_purpose_is_the_applications(office: Office) -> None:
    """EAR manual: a difference is measured against what the holder wants to do."""
    case = office.claimed()
    other = PurposeFound(target="Bachelor's degree", purpose=Purpose.PROFESSIONAL)
    office.desk(case, RecordFinding(finding=other))
    found = standing(office, case).purpose
    assert found and found.purpose is Purpose.LABOUR_MARKET


def test_evidence_is_of_this_case(office: Office) -> None:
    """Lisbon Convention, article III.3: the office shows, with what lies in the file."""
    case = office.claimed()
    stranger = str(office.stored(b"%PDF-1.4 other"))
    for wrong in (
        Evidence(kind=EvidenceKind.DOCUMENT, ref=stranger),
        Evidence(kind=EvidenceKind.REQUEST, ref=str(new_id())),
        Evidence(kind=EvidenceKind.SUGGESTION, ref=str(new_id())),
        Evidence(kind=EvidenceKind.SUGGESTION, ref="none"),
        Evidence(kind=EvidenceKind.FIELD, ref="shoe_size"),
        Evidence(kind=EvidenceKind.SOURCE),
        Evidence(kind=EvidenceKind.BACKGROUND_PAPER),
    ):
        expected = (ErrorCode.EVIDENCE_UNKNOWN, wrong.kind)
        assert refusal(office, case, level(F.NONE, wrong)) == expected
    with office.store.reading() as session:
        suggestion = session.scalars(select(tables.CodeSuggestion.id)).first()
    right = (
        Evidence(kind=EvidenceKind.DOCUMENT, ref=str(office.diploma(case))),
        Evidence(kind=EvidenceKind.SUGGESTION, ref=str(suggestion)),
        Evidence(kind=EvidenceKind.FIELD, ref="credits"),
        Evidence(kind=EvidenceKind.SOURCE, text="The ministry's list of 2019"),
    )
    office.desk(case, level(F.NONE, *right))
    assert standing(office, case).elements[0].evidence == right


def test_a_reconstruction_has_a_background_paper_and_two_interviewers(office: Office) -> None:
    """Lisbon Convention, article VII; EAR manual: two evaluators."""
    case = office.claimed()
    paper = Evidence(kind=EvidenceKind.BACKGROUND_PAPER, ref=str(office.diploma(case)))

    def found(*evidence: Evidence) -> RecordFinding:
        made = AuthenticityFound(authenticity=Authenticity.RECONSTRUCTED, evidence=evidence)
        return RecordFinding(finding=made)

    def interview(*people: UUID) -> Evidence:
        return Evidence(kind=EvidenceKind.INTERVIEW, text="2 March 2026", evaluators=people)

    missing = (ErrorCode.MISSING_VALUE, EvidenceKind.BACKGROUND_PAPER)
    two = (ErrorCode.TWO_EVALUATORS, EvidenceKind.INTERVIEW)
    first, second, _ = office.assessors
    assert refusal(office, case, found(interview(first, second))) == missing
    assert refusal(office, case, found(paper)) == two
    for people in ((first,), (first, first), (first, office.applicant), tuple(office.assessors)):
        assert refusal(office, case, found(paper, interview(*people))) == two
    office.desk(case, found(paper, interview(first, second)))
    assert standing(office, case).authenticity is not None
    with office.store.reading() as session:
        assert load_facts(session, case, office.rules).involved == {first, second}


def test_what_the_machine_suggested_is_kept_beside_what_was_found(office: Office) -> None:
    """EU AI Act, high-risk uses: what was suggested, what the human did."""
    case = office.claimed()
    office.desk(case, FindCode(scheme=CodeScheme.ISCED_LEVEL, code="6", reason="It is."))
    office.desk(case, level(F.CANNOT_BE_JUDGED))
    office.desk(case, RecordFinding(finding=PurposeFound(target="A bachelor", level_here="6")))
    office.desk(case, level(F.NOT_SUBSTANTIAL))
    suggested = [row.suggested for row in kept(office) if row.section == S.LEVEL]
    assert suggested == [None, F.NONE]


def test_a_proposal_takes_along_the_cases_own_evaluation(office: Office) -> None:
    case = office.claimed()
    office.evaluate(case, Outcome.REFUSAL)
    invented = level(F.SUBSTANTIAL, text="Invented.").finding
    sent = content(Outcome.REFUSAL).model_copy(
        update={"evaluation": Evaluation(findings=(invented,))}
    )
    office.desk(case, Propose(content=sent))
    with office.store.reading() as session:
        row = session.scalars(select(tables.Proposal)).one()
    stored = DecisionContent.model_validate(row.content)
    assert stored.evaluation == standing(office, case)
    assert stored.terms == office.rules.compensation
    assert stored.asks == (), "the Lisbon Convention asks for nothing besides"
    with pytest.raises(NotAllowed):
        office.desk(case, level(F.NONE))  # what waits for a signature is not changed under it


def test_without_papers_each_element_says_on_what_it_rests(office: Office) -> None:
    """Lisbon Convention, article VII: assessed fairly where no document can prove it."""
    case = office.claimed()
    office.evaluate(case, Outcome.FULL)
    first, second, _ = office.assessors
    office.desk(case, RecordFinding(finding=reconstructed(first, second)))
    proposal = Propose(content=content(Outcome.FULL))
    assert refusal(office, case, proposal) == (ErrorCode.BASIS_MISSING, S.WORKLOAD)
    for section, finding, bases in (
        (S.WORKLOAD, F.NONE, (Basis.STATEMENT, Basis.SAMPLES)),
        (S.QUALITY, F.CANNOT_BE_JUDGED, ()),
    ):
        found = ElementFound(section=section, finding=finding, there="4 years", bases=bases)
        office.desk(case, RecordFinding(finding=found))
    office.desk(case, proposal)
    office.desk(case, SignOff(proposal_id=office.ids(tables.Proposal)[-1]), who=2)
    with office.store.reading() as session:
        decision = session.scalars(select(tables.Decision)).one()
    stored = DecisionContent.model_validate(decision.content)
    assert stored.statement == office.rules.statement
    assert decision.snapshot["statement_day"] == "2031-03-02", "five years"


def test_with_papers_there_is_no_statement(office: Office) -> None:
    case = office.decided(Outcome.FULL)
    with office.store.reading() as session:
        decision = session.scalars(
            select(tables.Decision).where(tables.Decision.case_id == case)
        ).one()
    assert DecisionContent.model_validate(decision.content).statement is None
    assert decision.snapshot["statement_day"] == ""


def test_a_refusal_on_sent_findings_alone_is_not_proposed(office: Office) -> None:
    """Lisbon Convention, articles III.3 and III.5."""
    case = office.claimed()
    office.evaluate(case, Outcome.FULL)
    office.desk(case, RecordFinding(finding=PurposeFound(target="Work as a nurse")))
    found = refusal(office, case, Propose(content=content(Outcome.REFUSAL)))
    assert found == (ErrorCode.DIFFERENCE_NOT_FOUND, EvaluationElement.WORKLOAD)
    assert office.rows(tables.Proposal) == 0


MEASURES = (
    Condition(kind=ConditionKind.ADAPTATION_PERIOD, text="On a ward.", months=12),
    Condition(kind=ConditionKind.APTITUDE_TEST, text="In nursing."),
)
A, T = ConditionKind.ADAPTATION_PERIOD, ConditionKind.APTITUDE_TEST


def conditional(office: Office, conditions: tuple[Condition, ...] = MEASURES) -> tuple[UUID, UUID]:
    """A decided case on conditions, and its decision."""
    case = office.claimed()
    office.evaluate(case)
    levels = PurposeFound(
        target="Nurse", level_held=ProfessionalLevel.C, level_required=ProfessionalLevel.D
    )
    looked = ExperienceFound(experience=ExperienceFinding.NONE_SHOWN, text="None was shown.")
    for finding in (levels, looked):
        office.desk(case, RecordFinding(finding=finding))
    whole = content(Outcome.CONDITIONAL).model_copy(update={"conditions": conditions})
    office.desk(case, Propose(content=whole))
    office.desk(case, SignOff(proposal_id=office.ids(tables.Proposal)[-1]), who=1)
    with office.store.reading() as session:
        return case, session.scalars(select(tables.Decision.id)).one()


def choices(office: Office) -> list[tuple[UUID, str]]:
    with office.store.reading() as session:
        rows = session.scalars(select(tables.MeasureChoice)).all()
    return [(row.decision_id, row.kind) for row in rows]


def test_the_applicant_chooses_the_measure_once(office: Office) -> None:
    """Directive 2005/36/EC, article 14(2): the choice is hers, and is recorded."""
    case, decision = conditional(office)
    verb = ChooseMeasure(decision_id=decision, kind=T)
    with pytest.raises(NotAllowed):
        office.desk(case, verb)
    wrong = (
        ChooseMeasure(decision_id=decision, kind=ConditionKind.BRIDGING_COURSE),
        ChooseMeasure(decision_id=new_id(), kind=T),
    )
    for one in wrong:
        with pytest.raises(InvalidInput) as caught:
            office.holder(case, one)
        assert caught.value.code is ErrorCode.NOTHING_TO_CHOOSE
    office.holder(case, verb)
    assert choices(office) == [(decision, T)]
    with pytest.raises(InvalidInput):
        office.holder(case, ChooseMeasure(decision_id=decision, kind=A))
    assert choices(office) == [(decision, T)]


def test_after_the_last_day_of_the_test_nothing_is_chosen_until_the_case_is_decided_anew(
    office: Office,
) -> None:
    """Directive 2005/36/EC, article 14(7): six months, whatever was written down of their end."""
    case, decision = conditional(office)
    office.go(days=184, hours=15)  # 3 September, the day after the last
    for kind in (T, A):
        with pytest.raises(InvalidInput) as caught:
            office.holder(case, ChooseMeasure(decision_id=decision, kind=kind))
        assert caught.value.code is ErrorCode.CHOICE_OVER
    assert choices(office) == []
    with office.store.reading() as session:
        decided = DecisionContent.model_validate(session.get_one(tables.Decision, decision).content)
    office.desk(case, Reopen(reason="She was ill."))
    office.desk(case, Claim())
    office.desk(case, Propose(content=decided))
    office.go(minutes=1)
    office.desk(case, SignOff(proposal_id=office.ids(tables.Proposal)[-1]), who=1)
    with office.store.reading() as session:
        order = select(tables.Decision.id).order_by(tables.Decision.version.desc())
        newest = session.scalars(order).first()
    assert newest is not None and newest != decision
    office.holder(case, ChooseMeasure(decision_id=newest, kind=A))
    assert choices(office) == [(newest, A)]


def test_on_the_last_day_of_the_test_she_still_chooses(office: Office) -> None:
    case, decision = conditional(office)
    office.go(days=184, hours=13)
    office.holder(case, ChooseMeasure(decision_id=decision, kind=A))
    assert choices(office) == [(decision, A)]


def test_a_corrected_slip_asks_for_no_second_choice(office: Office) -> None:
    case, decision = conditional(office)
    office.holder(case, ChooseMeasure(decision_id=decision, kind=T))
    office.desk(
        case,
        CorrectSlip(decision_id=decision, wrong="Nursing", right="Nursing Care", reason="Slip."),
    )
    corrected = office.ids(tables.Decision)[-1]
    assert sorted(choices(office)) == sorted([(decision, T), (corrected, T)])


def test_of_a_decision_that_no_longer_stands_nothing_is_chosen(office: Office) -> None:
    case, decision = conditional(office)
    office.go(days=1)
    office.desk(case, Reopen(reason="A new paper."))
    with pytest.raises(NotAllowed):
        office.holder(case, ChooseMeasure(decision_id=decision, kind=T))


def test_without_two_measures_there_is_no_choice(office: Office) -> None:
    case, decision = conditional(office, MEASURES[:1])
    with pytest.raises(InvalidInput) as caught:
        office.holder(case, ChooseMeasure(decision_id=decision, kind=A))
    assert caught.value.code is ErrorCode.NOTHING_TO_CHOOSE


def test_what_the_verify_page_shows_is_the_holders_to_say(office: Office) -> None:
    case = office.decided()

    def shown() -> object:
        with office.store.reading() as session:
            return session.get_one(tables.Case, case).verify_shows

    assert shown() is None
    both = ShowOnVerify(shows=(VerifyShown.OUTCOME, VerifyShown.HOLDER, VerifyShown.OUTCOME))
    with pytest.raises(NotAllowed):
        office.desk(case, both)
    office.holder(case, both)
    assert shown() == ["holder", "outcome"]
    office.holder(case, ShowOnVerify())
    assert shown() == []


def test_a_proposal_of_an_earlier_release_is_read_and_signed(office: Office) -> None:
    """What is stored grows by optional fields only: it was lawful when it was proposed."""
    case = office.claimed()
    old = content(Outcome.REFUSAL).model_dump(
        mode="json", exclude={"evaluation", "terms", "ground", "no_choice"}
    )
    for exclusion in old["exclusions"]:
        del exclusion["elements"]
    with office.store.writing() as session:
        session.add(
            tables.Proposal(
                case_id=case,
                round=1,
                author_id=office.assessors[0],
                content=old,
                proposed_at=office.at,
            )
        )
    office.desk(case, SignOff(proposal_id=office.ids(tables.Proposal)[-1]), who=1)
    with office.store.reading() as session:
        decision = session.scalars(select(tables.Decision)).one()
    assert DecisionContent.model_validate(decision.content).evaluation is None
    assert decision.snapshot["test_day"] == ""


def test_the_last_day_of_the_test_is_a_working_day(office: Office) -> None:
    """Directive 2005/36/EC, article 14(7); Regulation 1182/71, article 3(4)."""
    office.purpose = Purpose.PROFESSIONAL
    office.at = utc(2026, 3, 5, 9)
    _, decision = conditional(office)
    with office.store.reading() as session:
        snapshot = session.get_one(tables.Decision, decision).snapshot
    assert snapshot["test_day"] == "2026-09-07", "5 September is a Saturday"


def test_the_letter_keeps_the_day_of_the_test(office: Office) -> None:
    """Directive 2005/36/EC, article 14(7): six months from the decision, whatever changes later."""
    _, decision = conditional(office)
    with office.store.reading() as session:
        assert session.get_one(tables.Decision, decision).snapshot["test_day"] == "2026-09-02"
