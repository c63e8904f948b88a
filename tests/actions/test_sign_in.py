"""Signing in: links that work once, passwords that tell nothing, sessions that end."""

from datetime import timedelta
from time import perf_counter

import pytest
from sqlalchemy import select

from recognition.actions.accounts import sign_in
from recognition.actions.accounts.half_sign_in import step_of
from recognition.actions.accounts.sign_in import (
    LINK_LIFE,
    add_staff,
    request_link,
    use_link,
    use_password,
)
from recognition.actions.accounts.web_sessions import end_session, who_is
from recognition.domain.vocabulary import Role
from recognition.errors import ErrorCode, InvalidInput, NotAllowed
from recognition.letters.mail import send
from recognition.office import load_office
from recognition.settings import make_settings
from recognition.store import tables
from recognition.store.keys import OFFICE_SCOPE
from tests.support.towns import Office

LIFE = timedelta(hours=8)
ADDRESS = "selam@example.org"


def mailed_token(office: Office) -> str:
    """The token of the newest sign-in mail, unsealed as the mailer does."""
    with office.store.reading() as session:
        row = session.scalars(select(tables.Outbox).order_by(tables.Outbox.id)).all()[-1]
    return mailed_token_of(office, row)


def mailed_token_of(office: Office, row: tables.Outbox) -> str:
    sealed = bytes.fromhex(row.payload["sealed_token"])
    return office.store.keys.unseal(OFFICE_SCOPE, sealed).decode()


def test_a_link_works_once(office: Office) -> None:
    request_link(office.store, f"  {ADDRESS.upper()} ", "uk", office.at)
    token = mailed_token(office)
    fresh = use_link(office.store, token, office.at, LIFE, "uk")
    assert (fresh.identity.account_id, fresh.identity.role) == (office.applicant, Role.APPLICANT)
    assert fresh.identity.language == "uk"
    assert who_is(office.store, fresh.token, office.at) == fresh.identity
    with pytest.raises(NotAllowed) as caught:
        use_link(office.store, token, office.at, LIFE)
    assert caught.value.code is ErrorCode.LINK_EXPIRED


def test_who_asks_for_a_link_changes_no_language_and_who_uses_it_does(office: Office) -> None:
    """Anybody can ask for one to her address; mails and letters to her are hers."""

    def hers() -> str:
        with office.store.reading() as session:
            return session.get_one(tables.Account, office.applicant).language

    before = hers()
    request_link(office.store, ADDRESS, "de", office.at)
    assert hers() == before != "de"
    with office.store.reading() as session:
        row = session.scalars(select(tables.Outbox).order_by(tables.Outbox.id)).all()[-1]
    send(office.store, make_settings(), load_office(), row.id, office.at)
    with office.store.reading() as session:
        assert session.get_one(tables.Mail, row.id).language == "de"
    use_link(office.store, mailed_token_of(office, row), office.at, LIFE, "fr")
    assert hers() == "fr"


def test_a_link_ends_with_its_time(office: Office) -> None:
    request_link(office.store, ADDRESS, "en", office.at)
    token = mailed_token(office)
    with pytest.raises(NotAllowed):
        use_link(office.store, token, office.at + LINK_LIFE, LIFE)
    use_link(office.store, token, office.at + LINK_LIFE - timedelta(seconds=1), LIFE)


def test_no_token_stands_in_the_database(office: Office) -> None:
    request_link(office.store, ADDRESS, "en", office.at)
    token = mailed_token(office)
    session_token = use_link(office.store, token, office.at, LIFE).token
    office.store.close()
    stored = b"".join(path.read_bytes() for path in office.store_folder.iterdir() if path.is_file())
    assert ADDRESS.encode() in stored
    assert token.encode() not in stored and session_token.encode() not in stored


def test_an_unknown_address_gets_an_account_and_staff_silently_no_link(office: Office) -> None:
    request_link(office.store, "new@example.org", "en", office.at)
    fresh = use_link(office.store, mailed_token(office), office.at, LIFE)
    assert fresh.identity.role is Role.APPLICANT
    before = office.rows(tables.Outbox), office.rows(tables.SignInLink)
    request_link(office.store, "assessor1@office.example", "en", office.at)
    assert (office.rows(tables.Outbox), office.rows(tables.SignInLink)) == before


@pytest.mark.parametrize(
    "address",
    [
        *("", "selam", "@example.org", "a b@example.org", "a@b", "a@b.", "a@@example.org"),
        "selam@example.org,other@example.org",  # a mail would go to both
        "Selam <selam@example.org>",
        "selam\nbcc: other@example.org",
        "sel\0am@example.org",  # kept as Selam's own, and counted as another one
        "sel\u200bam@example.org",
        "a" * 250 + "@b.org",
    ],
)
def test_what_is_no_address_is_refused(office: Office, address: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        request_link(office.store, address, "en", office.at)
    assert caught.value.code is ErrorCode.BAD_VALUE


def test_a_made_up_token_opens_nothing(office: Office) -> None:
    with pytest.raises(NotAllowed):
        use_link(office.store, "made-up", office.at, LIFE)
    assert who_is(office.store, "made-up", office.at) is None
    end_session(office.store, "made-up", office.at)


def test_staff_sign_in_by_password(office: Office) -> None:
    fresh = use_password(
        office.store, " Assessor1@office.example", "secret words", office.at, LIFE, demanded=False
    )
    assert (fresh.identity.account_id, fresh.identity.role) == (
        office.assessors[0],
        Role.ASSESSOR,
    )


def test_a_failed_password_says_and_takes_the_same_for_all(office: Office) -> None:
    sign_in._nobody()  # made once a process

    def fail(address: str) -> float:
        start = perf_counter()
        with pytest.raises(NotAllowed) as caught:
            use_password(office.store, address, "wrong words", office.at, LIFE, demanded=False)
        assert caught.value.code is ErrorCode.SIGN_IN_FAILED
        return perf_counter() - start

    addresses = ("assessor1@office.example", "nobody@office.example", ADDRESS)
    quickest = {address: min(fail(address) for _ in range(3)) for address in addresses}
    # Without the hash that fits nobody, an unknown address takes a hundredth of the time.
    assert min(quickest.values()) > max(quickest.values()) / 5


def test_a_session_ends_by_time_by_signing_out_and_with_the_account(office: Office) -> None:
    def fresh() -> str:
        return use_password(
            office.store,
            "assessor1@office.example",
            "secret words",
            office.at,
            LIFE,
            demanded=False,
        ).token

    token = fresh()
    assert who_is(office.store, token, office.at + LIFE - timedelta(seconds=1))
    assert who_is(office.store, token, office.at + LIFE) is None
    end_session(office.store, token, office.at)
    assert who_is(office.store, token, office.at) is None
    other = fresh()
    with office.store.writing() as session:
        session.get_one(tables.Account, office.assessors[0]).active = False
    assert who_is(office.store, other, office.at) is None
    with pytest.raises(NotAllowed):
        fresh()


def test_the_link_of_a_closed_account_opens_nothing(office: Office) -> None:
    request_link(office.store, ADDRESS, "en", office.at)
    token = mailed_token(office)
    with office.store.writing() as session:
        session.get_one(tables.Account, office.applicant).active = False
    with pytest.raises(NotAllowed):
        use_link(office.store, token, office.at, LIFE)


def test_a_new_password_ends_what_the_old_one_began(office: Office) -> None:
    who = ("assessor1@office.example", "secret words")
    signed_in = use_password(office.store, *who, office.at, LIFE, demanded=False)
    half = use_password(office.store, *who, office.at, LIFE, demanded=True)
    add_staff(office.store, "assessor1@office.example", "A.", "new words", office.at)
    assert who_is(office.store, signed_in.token, office.at) is None
    with pytest.raises(NotAllowed):
        step_of(office.store, half.token, office.at)
    with office.store.reading() as session:
        (mail,) = session.scalars(select(tables.Outbox.payload)).all()
    assert mail == {"mail": "sign_in_changed", "account_id": str(office.assessors[0])}


def test_staff_get_a_new_password_and_an_applicant_none(office: Office) -> None:
    again = add_staff(office.store, "assessor1@office.example", "A.", "new words", office.at)
    assert again == office.assessors[0]
    use_password(
        office.store, "assessor1@office.example", "new words", office.at, LIFE, demanded=False
    )
    with pytest.raises(NotAllowed):
        use_password(
            office.store,
            "assessor1@office.example",
            "secret words",
            office.at,
            LIFE,
            demanded=False,
        )
    with pytest.raises(InvalidInput):
        add_staff(office.store, ADDRESS, "S.", "new words", office.at)
    with pytest.raises(NotAllowed):
        use_password(office.store, ADDRESS, "new words", office.at, LIFE, demanded=False)
