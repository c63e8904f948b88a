"""Moments in the database: aware, in UTC, to the microsecond; never naive."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import StatementError

from recognition.store.base import new_id
from recognition.store.tables import SignInLink
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
