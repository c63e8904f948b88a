"""Moments in the database: aware, in UTC, to the microsecond; never naive."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import StatementError

from recognition.domain.verbs import ConfirmReading
from recognition.domain.vocabulary import FieldName
from recognition.store.base import new_id
from recognition.store.tables import FieldValue, SignInLink
from recognition.store.values import case_values, document_values
from tests.support.towns import Office


def link(office: Office, moment: datetime) -> SignInLink:
    return SignInLink(
        digest=str(new_id()),
        account_id=office.applicant,
        created_at=moment,
        expires_at=moment,
    )


def test_a_naive_moment_is_refused(office: Office) -> None:
    with pytest.raises(StatementError, match="needs a zone"), office.store.writing() as session:
        session.add(link(office, datetime(2026, 3, 2, 9)))


@pytest.mark.parametrize("zone", ["UTC", "Europe/Lisbon", "Asia/Kathmandu"])
def test_a_moment_comes_back_the_same_and_in_utc(office: Office, zone: str) -> None:
    moment = datetime(2026, 7, 2, 23, 59, 59, 123456, tzinfo=ZoneInfo(zone))
    row = link(office, moment)
    with office.store.writing() as session:
        session.add(row)
    with office.store.reading() as session:
        back = session.get_one(SignInLink, row.digest).created_at
    assert back == moment and back.utcoffset() == timedelta() and back.tzinfo is UTC


def test_ids_sort_by_the_time_of_their_making() -> None:
    ids = [new_id() for _ in range(2000)]
    assert ids == sorted(ids)


def test_of_a_paper_that_was_confirmed_often_only_what_was_said_last_is_read(
    office: Office,
) -> None:
    case = office.draft()
    paper = office.diploma(case)
    for title in ("Nurse", "Midwife", "Teacher"):
        values = {FieldName.QUALIFICATION_TITLE: title, FieldName.GRADE: "good"}
        office.holder(case, ConfirmReading(document_id=paper, values=values))
    for read in (lambda s: case_values(s, case), lambda s: document_values(s, paper)):
        with office.store.reading() as session:
            found = read(session)
            loaded = [one for one in session.identity_map.values() if isinstance(one, FieldValue)]
        said = {name: values.best.value for name, values in found.items() if values.best}
        assert said == {FieldName.QUALIFICATION_TITLE: "Teacher", FieldName.GRADE: "good"}
        assert len(loaded) == len(said)
