"""What assessors find for a title is evidence for the next case with it: counted, never a rule."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from recognition.actions.evidence import evidence_key
from recognition.actions.record_reading import ReadingEnd, ReadValue, record_reading
from recognition.domain.verbs import ConfirmReading, EditApplication, FindCode, FindField
from recognition.domain.vocabulary import CodeScheme, DocumentState, FieldName, ReadingSource
from recognition.isced.reasons import ReasonKind
from recognition.store import tables
from recognition.store.queries.evidence import load_decided
from tests.support.towns import TITLE, Office

FIELD = CodeScheme.ISCED_F


def evidence(office: Office) -> list[tables.CodeEvidence]:
    with office.store.reading() as session:
        return list(session.scalars(select(tables.CodeEvidence).order_by(tables.CodeEvidence.id)))


def suggested(office: Office, case: UUID) -> tables.CodeSuggestion:
    query = select(tables.CodeSuggestion).where(
        tables.CodeSuggestion.case_id == case, tables.CodeSuggestion.scheme == FIELD
    )
    with office.store.reading() as session:
        return session.scalars(query.order_by(tables.CodeSuggestion.id.desc())).first()


def decisions(suggestion: tables.CodeSuggestion) -> list[tuple[str, int, int]]:
    kind = ReasonKind.OFFICE_DECISIONS
    found = [reason for reason in suggestion.reasons if reason["kind"] == kind]
    return [(reason["code"], reason["times"], reason["assessors"]) for reason in found]


def find(office: Office, code: str, who: int = 0) -> UUID:
    """A case in which an assessor finds a code; a day passes."""
    case = office.claimed()
    office.desk(case, FindCode(scheme=FIELD, code=code, reason="As in the handbook."))
    office.go(days=1)
    return case


def test_a_finding_is_kept_with_suggestion_who_and_when(office: Office) -> None:
    case = find(office, "0912")
    (row,) = evidence(office)
    machine = suggested(office, case)
    assert (row.scheme, row.title, row.code) == (FIELD, TITLE["qualification_title"], "0912")
    assert (row.machine_code, row.machine_abstained) == (machine.code, machine.abstained)
    assert (row.machine_confidence, row.mapper_release) == (machine.confidence, machine.release)
    assert row.author_id == office.assessors[0]
    assert row.at.date() == date(2026, 3, 2)


def test_decisions_are_counted_for_the_next_case_and_override_nothing(office: Office) -> None:
    first = find(office, "0912")
    before = suggested(office, first)
    assert decisions(before) == []
    find(office, "0912")
    find(office, "0914")
    last = suggested(office, office.claimed())
    assert decisions(last) == [("0912", 2, 1), ("0914", 1, 1)]
    assert last.reasons[-2]["last"] == "2026-03-03"
    assert "assessors here found 0912" in last.reasons[-2]["text"]
    same = ("code", "confidence", "abstained", "alternatives", "release")
    assert [getattr(last, name) for name in same] == [getattr(before, name) for name in same]


def test_a_later_finding_of_a_case_takes_the_place_of_its_first(office: Office) -> None:
    case = find(office, "0912")
    office.desk(case, FindCode(scheme=FIELD, code="0913"))
    assert [row.code for row in evidence(office)] == ["0913"]
    assert decisions(suggested(office, office.claimed())) == [("0913", 1, 1)]


def test_what_others_find_meanwhile_is_shown_until_a_person_has_found_a_code(
    office: Office,
) -> None:
    waiting, done = office.claimed(), find(office, "0913")
    assert decisions(suggested(office, waiting)) == []
    office.desk(waiting, FindField(field=FieldName.GRADE, value="B"))
    assert decisions(suggested(office, waiting)) == [("0913", 1, 1)]
    before = suggested(office, done).id
    find(office, "0912")
    office.desk(done, FindField(field=FieldName.GRADE, value="B"))
    assert suggested(office, done).id == before


def test_only_titles_that_people_gave_are_kept(office: Office) -> None:
    """What a machine alone read may hold anything, so it is not taken out of the case."""
    case = office.claimed()
    with office.store.writing() as session:
        for value in session.scalars(select(tables.FieldValue)):
            value.origin = "read"
    office.desk(case, FindCode(scheme=FIELD, code="0913"))
    assert evidence(office) == []


def test_a_field_of_study_that_a_machine_alone_read_counts_and_is_not_taken_out(
    office: Office,
) -> None:
    for _ in range(2):
        case = office.draft()
        title, study = FieldName.QUALIFICATION_TITLE, FieldName.FIELD_OF_STUDY
        place = (1, (0.1, 0.2, 0.5, 0.3), 0.8, ReadingSource.OCR)
        values = [ReadValue(name, "Nursing", "Nursing", *place) for name in (title, study)]
        end = ReadingEnd(DocumentState.READ, None, "diploma", ("en",), (), "reader 1", values)
        record_reading(office.store, office.rules, office.diploma(case), end, office.at)
        verb = ConfirmReading(document_id=office.diploma(case), values={title: "BSc"})
        office.holder(case, verb)
        case = office.hand_in(case)
        before = decisions(suggested(office, case))
        office.desk(case, FindCode(scheme=FIELD, code="0914", reason="So."))
    assert before == [("0914", 1, 1)]
    assert {(row.title, row.field) for row in evidence(office)} == {("BSc", None)}
    assert load_decided(office.store) == ()


def test_a_title_in_which_the_holder_is_named_is_not_kept(office: Office) -> None:
    case = office.draft()
    office.holder(case, EditApplication(details={"full_name": "Amina Nursing-Diallo"}))
    case = office.hand_in(case)
    title = FindField(field=FieldName.QUALIFICATION_TITLE, value="Diploma of Diallo")
    office.desk(case, title)
    office.desk(case, FindCode(scheme=FIELD, code="0913", reason="So."))
    assert evidence(office) == []


def test_titles_that_differ_in_case_and_accents_are_one() -> None:
    key = evidence_key(FIELD, "Licenciatura en Enfermería", "", "PE")
    assert key == evidence_key(FIELD, "LICENCIATURA EN ENFERMERIA", "", "PE")
    assert key != evidence_key(FIELD, "Licenciatura en Enfermería", "", "EC")
    assert key != evidence_key(FIELD, "Licenciatura en Enfermería", "Partería", "PE")
    level = CodeScheme.ISCED_LEVEL
    assert evidence_key(level, "BSc", "Law", "PE") == evidence_key(level, "BSc", "", "PE")
