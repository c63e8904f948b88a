"""Consents: to whom, for what, until which legal day; taken back as easily as given."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from recognition.domain.verbs import GiveConsent, RecordLetter, Withdraw, WithdrawConsent
from recognition.domain.vocabulary import WebhookType
from recognition.errors import ErrorCode, InvalidInput, NotFound
from recognition.store import tables
from recognition.store.base import new_id
from recognition.store.outbox import OutboxKind, read_body
from tests.support.facts import utc
from tests.support.towns import Office

LAST = date(2026, 3, 31)


def give(office: Office, case: UUID, until: date = LAST) -> UUID:
    verb = GiveConsent(authority_id=office.authority, purpose="Admission", until=until)
    office.holder(case, verb)
    with office.store.reading() as session:
        return session.scalars(select(tables.Consent.id).order_by(tables.Consent.id)).all()[-1]


def deliver(office: Office, case: UUID) -> int:
    """The letter is made; how many authorities are told."""
    with office.store.reading() as session:
        decision = session.scalars(
            select(tables.Decision.id).where(tables.Decision.case_id == case)
        ).one()
    office.machine(case, RecordLetter(decision_id=decision, blob="b", sha256="c"))
    query = select(tables.Outbox).where(tables.Outbox.kind == OutboxKind.WEBHOOK)
    with office.store.reading() as session:
        rows = session.scalars(query).all()
    hooks = [read_body(office.store.keys, row) for row in rows]
    assert all(hook["type"] == WebhookType.CASE_DECIDED for hook in hooks)
    return len(hooks)


def test_a_consent_lasts_until_the_end_of_its_legal_day(office: Office) -> None:
    case = office.decided()
    give(office, case)
    office.at = utc(2026, 3, 31, 22, 59)  # 23:59 in Lisbon's summer
    assert deliver(office, case) == 1


def test_on_the_next_legal_day_it_is_over(office: Office) -> None:
    case = office.decided()
    give(office, case)
    office.at = utc(2026, 3, 31, 23)  # already 1 April in Lisbon
    assert deliver(office, case) == 0


def test_today_is_the_first_day_that_can_be_its_last(office: Office) -> None:
    case = office.submitted()
    office.at = utc(2026, 7, 1, 23, 30)  # 2 July in Lisbon
    with pytest.raises(InvalidInput) as caught:
        give(office, case, date(2026, 7, 1))
    assert caught.value.code is ErrorCode.BAD_VALUE
    give(office, case, date(2026, 7, 2))


def test_two_consents_for_one_authority_tell_it_once(office: Office) -> None:
    case = office.decided()
    give(office, case)
    give(office, case)
    assert deliver(office, case) == 1


def test_a_consent_taken_back_counts_no_more(office: Office) -> None:
    case = office.decided()
    consent = give(office, case)
    office.holder(case, WithdrawConsent(consent_id=consent))
    first = office.at
    office.go(days=1)
    office.holder(case, WithdrawConsent(consent_id=consent))
    with office.store.reading() as session:
        assert session.get_one(tables.Consent, consent).withdrawn_at == first
    assert deliver(office, case) == 0


def test_it_can_be_taken_back_after_the_application_was_withdrawn(office: Office) -> None:
    """GDPR, article 7(3): at any time, and as easily as it was given."""
    case = office.submitted()
    consent = give(office, case)
    office.holder(case, Withdraw())
    office.holder(case, WithdrawConsent(consent_id=consent))
    with office.store.reading() as session:
        assert session.get_one(tables.Consent, consent).withdrawn_at == office.at


def test_bad_consents_are_refused(office: Office) -> None:
    case, other = office.submitted(), office.submitted()
    consent = give(office, case)
    with pytest.raises(NotFound):
        office.holder(other, WithdrawConsent(consent_id=consent))
    with pytest.raises(NotFound):
        office.holder(case, GiveConsent(authority_id=new_id(), purpose="x", until=LAST))
    with pytest.raises(InvalidInput):
        office.holder(case, GiveConsent(authority_id=office.authority, purpose=" ", until=LAST))
    assert office.rows(tables.Consent) == 1
