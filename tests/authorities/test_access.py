"""Who may see a case: by the holder's consent while it is in force, or on the office's ground."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from recognition.authorities.access import Ground, GroundKind, may_see
from recognition.domain import clock
from recognition.domain.verbs import WithdrawConsent
from recognition.domain.vocabulary import Role
from recognition.store import tables
from tests.authorities.office import consent, submitted
from tests.support.people import Town


def ground(town: Town, case: UUID | None, at: datetime | None = None) -> Ground | None:
    with town.store.reading() as session:
        authority = session.get_one(tables.Authority, town.authority)
        row = session.get_one(tables.Case, case) if case else None
        return may_see(session, authority, row, at or town.at, town.rules)


def test_consent_counts_from_when_it_was_given_to_the_end_of_its_last_day(town: Town) -> None:
    case = submitted(town)
    assert ground(town, case) is None
    given = consent(town, case)
    assert ground(town, case) == Ground(GroundKind.CONSENT, str(given))
    assert ground(town, case, town.at - timedelta(seconds=1)) is None
    with town.store.reading() as session:
        until = session.get_one(tables.Consent, given).until
    end = clock.end_of(until, town.rules.zone)
    assert ground(town, case, end - timedelta(seconds=1)) is not None
    assert ground(town, case, end) is None


def test_withdrawn_consent_ends_at_once(town: Town) -> None:
    case = submitted(town)
    given = consent(town, case)
    town.act(WithdrawConsent(consent_id=given), town.applicant, Role.APPLICANT, case)
    assert ground(town, case) is None
    again = consent(town, case)
    assert ground(town, case) == Ground(GroundKind.CONSENT, str(again))


def test_consent_to_another_or_for_another_case_is_none(town: Town) -> None:
    case = submitted(town)
    consent(town, case)
    town.authority, first = UUID(int=0), town.authority
    with town.store.writing() as session:
        old = session.get_one(tables.Authority, first)
        other = tables.Authority(name="Other", webhook_url=old.webhook_url, created_at=town.at)
        other.secret_sealed = old.secret_sealed
        session.add(other)
        session.flush()
        town.authority = other.id
    assert ground(town, case) is None
    assert ground(town, None) is None


@pytest.mark.parametrize(
    ("grounds", "seen"),
    [(["university_admission"], True), (["no_longer_in_the_office_file"], False), ([], False)],
)
def test_a_legal_ground_must_be_the_authoritys_and_the_offices(
    town: Town, grounds: list[str], seen: bool
) -> None:
    case = submitted(town)
    with town.store.writing() as session:
        session.get_one(tables.Authority, town.authority).legal_grounds = grounds
    expected = Ground(GroundKind.LAW, "university_admission") if seen else None
    assert ground(town, case) == expected


def test_a_draft_and_an_erased_case_are_nobodys_to_see(town: Town) -> None:
    with town.store.writing() as session:
        authority = session.get_one(tables.Authority, town.authority)
        authority.legal_grounds = ["university_admission"]
    assert ground(town, town.draft(papers=False)) is None
    case = submitted(town)
    assert str(ground(town, case)) == "law:university_admission"
    with town.store.writing() as session:
        session.get_one(tables.Case, case).erased_at = town.at
    assert ground(town, case) is None
