"""Findings: three values side by side; the machine's suggestion beside the human's code."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from recognition.actions.record_reading import ReadingEnd, ReadValue, record_reading
from recognition.domain.verbs import ConfirmReading, FindCode, FindField
from recognition.domain.vocabulary import (
    CodeScheme,
    DocumentState,
    FieldName,
    ReadingSource,
    Stage,
)
from recognition.errors import ErrorCode, InvalidInput
from recognition.isced.mapper import warm_up
from recognition.settings import load_settings
from recognition.store import tables
from recognition.store.values import case_values
from tests.support.towns import Office

TITLE = FieldName.QUALIFICATION_TITLE


def suggestion(office: Office, case: UUID, scheme: CodeScheme) -> tables.CodeSuggestion:
    query = select(tables.CodeSuggestion).where(
        tables.CodeSuggestion.case_id == case, tables.CodeSuggestion.scheme == scheme
    )
    with office.store.reading() as session:
        return session.scalars(query.order_by(tables.CodeSuggestion.id.desc())).first()


def findings(office: Office) -> list[tables.CodeFinding]:
    with office.store.reading() as session:
        return list(session.scalars(select(tables.CodeFinding).order_by(tables.CodeFinding.id)))


def read(title: str) -> ReadingEnd:
    value = ReadValue(TITLE, title, title, 1, (0.1, 0.2, 0.5, 0.3), 0.8, ReadingSource.OCR)
    return ReadingEnd(DocumentState.READ, None, "diploma", ("en",), (), "reader 1", (value,))


@pytest.mark.parametrize("scheme", CodeScheme)
def test_what_is_accepted_is_recorded_with_the_machines_value(
    office: Office, scheme: CodeScheme
) -> None:
    case = office.claimed()
    suggested = suggestion(office, case, scheme)
    office.desk(case, FindCode(scheme=scheme, code=suggested.code))
    (found,) = findings(office)
    assert found.code == found.machine_code == suggested.code
    assert found.machine_confidence == suggested.confidence
    assert found.mapper_release == suggested.release == str(warm_up())
    assert found.author_id == office.assessors[0]


def test_overruling_needs_a_reason_and_keeps_both_values(office: Office) -> None:
    """EU AI Act, article 14: a suggestion is overruled, and what both said is kept."""
    case = office.claimed()
    suggested = suggestion(office, case, CodeScheme.ISCED_LEVEL)
    other = "7" if suggested.code != "7" else "6"
    verb = FindCode(scheme=CodeScheme.ISCED_LEVEL, code=other)
    with pytest.raises(InvalidInput) as caught:
        office.desk(case, verb)
    assert caught.value.code is ErrorCode.REASON_MISSING
    assert not findings(office)
    office.desk(case, verb.model_copy(update={"reason": "Five years after a bachelor."}))
    (found,) = findings(office)
    assert (found.code, found.machine_code) == (other, suggested.code)
    assert found.reason
    with office.store.reading() as session:
        event = session.scalars(select(tables.Event).where(tables.Event.kind == "code_found")).one()
    assert event.data == {"scheme": "isced_level", "code": other, "overruled": True}


def test_a_machine_that_abstained_is_not_overruled(office: Office) -> None:
    case = office.claimed()
    suggested = suggestion(office, case, CodeScheme.ISCED_LEVEL)
    with office.store.writing() as session:
        session.get_one(tables.CodeSuggestion, suggested.id).abstained = True
    other = "7" if suggested.code != "7" else "6"
    office.desk(case, FindCode(scheme=CodeScheme.ISCED_LEVEL, code=other))
    (found,) = findings(office)
    assert (found.code, found.machine_code, found.reason) == (other, suggested.code, "")
    with office.store.reading() as session:
        event = session.scalars(select(tables.Event).where(tables.Event.kind == "code_found")).one()
    assert event.data["overruled"] is False


@pytest.mark.parametrize(
    ("scheme", "code"),
    [(CodeScheme.ISCED_LEVEL, "12"), (CodeScheme.ISCED_LEVEL, ""), (CodeScheme.ISCED_F, "0699")],
)
def test_only_codes_of_the_list_are_found(office: Office, scheme: CodeScheme, code: str) -> None:
    case = office.claimed()
    with pytest.raises(InvalidInput) as caught:
        office.desk(case, FindCode(scheme=scheme, code=code, reason="So."))
    assert caught.value.code is ErrorCode.BAD_VALUE


def test_a_finding_stands_beside_what_was_read_and_stated(office: Office) -> None:
    case = office.draft()
    record_reading(office.store, office.rules, office.diploma(case), read("Nurse"), office.at)
    stated = {TITLE: "Bachelor of Nursing"}
    office.holder(case, ConfirmReading(document_id=office.diploma(case), values=stated))
    case = office.hand_in(case)
    office.desk(case, FindField(field=TITLE, value="BSc Nursing", reason="As on page 2."))
    with office.store.reading() as session:
        values = case_values(session, case)[TITLE]
        title = session.get_one(tables.CaseView, case).title
    assert values.read and values.stated and values.found
    assert [v.value for v in (values.read, values.stated, values.found)] == [
        "Nurse",
        "Bachelor of Nursing",
        "BSc Nursing",
    ]
    assert values.stated.author_id == office.applicant
    assert values.found.author_id == office.assessors[0]
    assert values.differ and values.best is values.found and title == "BSc Nursing"
    with pytest.raises(InvalidInput):
        office.desk(case, FindField(field=TITLE, value=" "))


def test_a_new_title_is_mapped_anew_and_the_old_suggestion_stays(office: Office) -> None:
    case = office.claimed()
    before = office.rows(tables.CodeSuggestion)
    office.desk(case, FindField(field=FieldName.GRADE, value="B"))
    assert office.rows(tables.CodeSuggestion) == before
    office.desk(case, FindField(field=TITLE, value="Master of Science in Physics"))
    assert office.rows(tables.CodeSuggestion) == before + len(CodeScheme)
    assert suggestion(office, case, CodeScheme.ISCED_LEVEL).code == "7"


@pytest.mark.parametrize(("language", "code"), [("nl", "0912"), ("en", "021")])
def test_a_title_is_mapped_in_the_language_of_its_paper(
    office: Office, language: str, code: str
) -> None:
    """The Dutch *arts* is a physician."""
    case = office.draft()
    end = replace(read("Arts"), languages=(language,))
    record_reading(office.store, office.rules, office.diploma(case), end, office.at)
    case = office.hand_in(case)
    assert suggestion(office, case, CodeScheme.ISCED_F).code == code


def test_an_ended_reading_moves_the_case_on(office: Office) -> None:
    case = office.draft()
    case = office.hand_in(case, claim=False)
    with office.store.reading() as session:
        assert session.get_one(tables.CaseView, case).stage == Stage.READING
    document = office.diploma(case)
    assert record_reading(office.store, office.rules, document, read("Nurse"), office.at) == [case]
    with office.store.reading() as session:
        assert session.get_one(tables.CaseView, case).stage == Stage.CONFIRMING
    assert office.rows(tables.CodeSuggestion) == len(CodeScheme)


def test_a_past_case_keeps_the_release_that_it_was_decided_on(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New data of the office changes what is suggested from then on, and nothing before."""
    old, case = str(warm_up()), office.claimed()
    office.desk(case, FindCode(scheme=CodeScheme.ISCED_F, code="0913"))
    folder = tmp_path / "isced"
    (folder / "lexicon").mkdir(parents=True)
    text = 'language = "en"\n[fields]\n0914 = "nursing"\n'
    (folder / "lexicon" / "en.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("RECOGNITION_ISCED_FOLDER", str(folder))
    load_settings.cache_clear()
    try:
        assert "; office " in str(warm_up())
        office.desk(case, FindCode(scheme=CodeScheme.ISCED_F, code="0913"))
        later = office.claimed()
    finally:
        monkeypatch.undo()
        load_settings.cache_clear()
    kept = suggestion(office, case, CodeScheme.ISCED_F)
    assert (kept.code, kept.release) == ("0913", old)
    assert [one.mapper_release for one in findings(office)] == [old, old]
    with office.store.reading() as session:
        assert session.get_one(tables.Case, case).snapshot["mapper"] == old
    assert suggestion(office, later, CodeScheme.ISCED_F).code == "0914"
    assert "; office " in suggestion(office, later, CodeScheme.ISCED_F).release
