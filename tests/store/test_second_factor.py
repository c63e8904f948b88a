"""The second factor of staff on both databases: taken once, counted, and ended for good."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from recognition.actions.accounts.check_factor import FREE_TRIES, LAST_TRY, check_factor, wait_after
from recognition.actions.accounts.half_sign_in import HALF_LIFE, NextStep, step_of
from recognition.actions.accounts.pass_code import pass_code
from recognition.actions.accounts.renew_app import renew_app, renew_recovery_codes
from recognition.actions.accounts.reset_app import EndedBy, reset_app
from recognition.actions.accounts.set_up_app import confirm_app, offered_app
from recognition.actions.accounts.sign_in import use_password
from recognition.actions.accounts.web_sessions import NewSession, who_is
from recognition.errors import BrokenSetting, ErrorCode, NotAllowed, NotFound
from recognition.store.outbox import MailKind
from recognition.store.tables import Account, HalfSignIn, Outbox, RecoveryCode, SecondFactor
from tests.store.at_once import at_once, codes
from tests.support.apps import LIFE, STEP, Phone, begin, confirm, set_up, sign_in
from tests.support.towns import Office

AMINA, PASSWORD = "assessor1@office.example", "secret words"


def refused(office: Office, typed: str, at: datetime, email: str = AMINA) -> ErrorCode:
    with pytest.raises(NotAllowed) as caught:
        sign_in(office.store, email, PASSWORD, typed, at)
    return caught.value.code


def factors(office: Office) -> list[SecondFactor]:
    with office.store.reading() as session:
        return list(session.scalars(select(SecondFactor).order_by(SecondFactor.id)))


@pytest.fixture
def phone(office: Office) -> Phone:
    return set_up(office.store, AMINA, PASSWORD, office.at - timedelta(days=1))


def test_a_password_alone_opens_nothing_once_an_app_is_set_up(office: Office, phone: Phone) -> None:
    for demanded in (True, False):
        half = begin(office.store, AMINA, PASSWORD, office.at, demanded=demanded)
        assert half.next is NextStep.CODE
        assert who_is(office.store, half.token, office.at) is None
    found = sign_in(office.store, AMINA, PASSWORD, phone.code(office.at), office.at)
    assert who_is(office.store, found.token, office.at) == found.identity


def test_where_none_is_demanded_the_others_sign_in_as_before(office: Office, phone: Phone) -> None:
    other = "assessor2@office.example"
    fresh = use_password(office.store, other, PASSWORD, office.at, LIFE, demanded=False)
    assert isinstance(fresh, NewSession) and who_is(office.store, fresh.token, office.at)
    assert refused(office, phone.code(office.at), office.at, other) is ErrorCode.SIGN_IN_OVER


def test_a_code_is_taken_once_and_none_before_it(office: Office, phone: Phone) -> None:
    """RFC 6238, 5.2."""
    at = office.at
    before, now = phone.code(at - STEP), phone.code(at)
    sign_in(office.store, AMINA, PASSWORD, now, at)
    assert refused(office, now, at) is ErrorCode.CODE_WRONG
    assert refused(office, now, at + STEP) is ErrorCode.CODE_WRONG
    assert refused(office, before, at) is ErrorCode.CODE_WRONG
    sign_in(office.store, AMINA, PASSWORD, phone.code(at + STEP), at + STEP)


def test_the_code_that_set_the_app_up_signs_nobody_in(office: Office) -> None:
    phone = set_up(office.store, AMINA, PASSWORD, office.at)
    assert refused(office, phone.code(office.at), office.at) is ErrorCode.CODE_WRONG


def test_one_code_sent_twice_at_once_signs_in_once(office: Office, phone: Phone) -> None:
    for typed in (phone.code(office.at), phone.recovery_codes[0]):
        halves = [begin(office.store, AMINA, PASSWORD, office.at) for _ in range(4)]
        results = at_once(
            *(
                partial(pass_code, office.store, half.token, typed, office.at, LIFE)
                for half in halves
            )
        )
        assert codes(results) == [ErrorCode.CODE_WRONG] * 3


def test_one_half_signs_in_once(office: Office, phone: Phone) -> None:
    half = begin(office.store, AMINA, PASSWORD, office.at)
    pass_code(office.store, half.token, phone.code(office.at), office.at, LIFE)
    with pytest.raises(NotAllowed) as caught:
        pass_code(office.store, half.token, phone.recovery_codes[0], office.at, LIFE)
    assert caught.value.code is ErrorCode.SIGN_IN_OVER


def test_half_a_sign_in_ends_with_its_time_and_with_the_account(
    office: Office, phone: Phone
) -> None:
    half = begin(office.store, AMINA, PASSWORD, office.at)
    late = office.at + HALF_LIFE
    assert step_of(office.store, half.token, late - STEP) is NextStep.CODE
    for token in (half.token, "made-up", ""):
        with pytest.raises(NotAllowed):
            step_of(office.store, token, late)
    assert office.rows(HalfSignIn) == 1
    begin(office.store, AMINA, PASSWORD, late)
    assert office.rows(HalfSignIn) == 1, "what is over is forgotten"
    half = begin(office.store, AMINA, PASSWORD, office.at)
    with office.store.writing() as session:
        session.get_one(Account, phone.account_id).active = False
    with pytest.raises(NotAllowed):
        pass_code(office.store, half.token, phone.code(office.at), office.at, LIFE)


def test_wrong_codes_are_waited_for_longer_and_longer(office: Office, phone: Phone) -> None:
    """NIST SP 800-63B, 5.2.2; whoever tries, from wherever, since the app itself counts."""
    at = office.at
    for _ in range(FREE_TRIES):
        assert refused(office, phone.wrong(at), at) is ErrorCode.CODE_WRONG
    assert refused(office, phone.code(at), at) is ErrorCode.CODES_WAIT
    assert refused(office, phone.recovery_codes[0], at) is ErrorCode.CODES_WAIT
    at += timedelta(minutes=1)
    assert refused(office, phone.wrong(at), at) is ErrorCode.CODE_WRONG
    assert refused(office, phone.code(at), at + timedelta(seconds=119)) is ErrorCode.CODES_WAIT
    at += timedelta(minutes=2)
    sign_in(office.store, AMINA, PASSWORD, phone.code(at), at)
    assert refused(office, phone.wrong(at), at) is ErrorCode.CODE_WRONG
    sign_in(office.store, AMINA, PASSWORD, phone.code(at + STEP), at + STEP)


def test_waiting_grows_to_an_hour() -> None:
    waits = [wait_after(failed) for failed in range(LAST_TRY)]
    assert waits[:FREE_TRIES] == [timedelta()] * FREE_TRIES
    assert waits[FREE_TRIES:] == sorted(waits[FREE_TRIES:])
    assert waits[-1] == timedelta(hours=1)


def test_a_hundred_wrong_codes_shut_the_app_until_it_is_reset(office: Office, phone: Phone) -> None:
    """NIST SP 800-63B, 5.2.2: no more than 100 in a row."""
    at = office.at
    for failed in range(LAST_TRY):
        at += wait_after(failed)
        with pytest.raises(NotAllowed) as caught:
            check_factor(office.store, phone.account_id, phone.wrong(at), at)
        assert caught.value.code is ErrorCode.CODE_WRONG
    at += timedelta(days=30)
    assert refused(office, phone.code(at), at) is ErrorCode.CODES_SHUT
    assert refused(office, phone.recovery_codes[0], at) is ErrorCode.CODES_SHUT
    assert reset_app(office.store, AMINA, at)
    set_up(office.store, AMINA, PASSWORD, at)


def test_tries_at_the_same_moment_are_all_counted(office: Office, phone: Phone) -> None:
    wrong, who = phone.wrong(office.at), phone.account_id
    tries = [lambda: check_factor(office.store, who, wrong, office.at)] * (FREE_TRIES + 3)
    found = codes(at_once(*tries))
    assert sorted(found) == [ErrorCode.CODE_WRONG] * FREE_TRIES + [ErrorCode.CODES_WAIT] * 3
    assert factors(office)[0].failed == FREE_TRIES


def test_each_recovery_code_works_once(office: Office, phone: Phone) -> None:
    for number, code in enumerate(phone.recovery_codes):
        typed = code.lower().replace("-", " ") if number % 2 else code
        sign_in(office.store, AMINA, PASSWORD, typed, office.at)
        assert refused(office, typed, office.at) is ErrorCode.CODE_WRONG


def test_a_recovery_code_of_somebody_else_is_none(office: Office, phone: Phone) -> None:
    other = "assessor2@office.example"
    set_up(office.store, other, PASSWORD, office.at)
    assert refused(office, phone.recovery_codes[0], office.at, other) is ErrorCode.CODE_WRONG
    sign_in(office.store, AMINA, PASSWORD, phone.recovery_codes[0], office.at)


def test_a_wrong_first_code_sets_nothing_up(office: Office) -> None:
    half = begin(office.store, AMINA, PASSWORD, office.at)
    offer = offered_app(office.store, half.token, office.at)
    assert offer == offered_app(office.store, half.token, office.at), "the same on each look"
    with pytest.raises(NotAllowed) as caught:
        confirm_app(office.store, half.token, "12345", office.at, LIFE)
    assert caught.value.code is ErrorCode.CODE_WRONG
    assert factors(office) == []
    confirm(office.store, half, office.at)


def test_no_two_sign_ins_are_offered_the_same_secret(office: Office) -> None:
    """Who knew a password first has not seen the secret that its owner then confirms."""
    first, second = (begin(office.store, AMINA, PASSWORD, office.at) for _ in range(2))
    seen = offered_app(office.store, first.token, office.at).secret
    phone = confirm(office.store, second, office.at)
    assert phone.secret != seen
    with pytest.raises(NotAllowed) as caught:
        confirm(office.store, first, office.at)
    assert caught.value.code is ErrorCode.SIGN_IN_OVER


def test_two_first_apps_at_once_make_one(office: Office) -> None:
    halves = [begin(office.store, AMINA, PASSWORD, office.at) for _ in range(3)]
    results = at_once(
        *(lambda half=half: confirm(office.store, half, office.at) for half in halves)
    )
    assert codes(results) == [ErrorCode.SIGN_IN_OVER] * 2
    assert len(factors(office)) == 1


def test_a_first_app_cannot_be_passed_over_by_a_code(office: Office) -> None:
    half = begin(office.store, AMINA, PASSWORD, office.at)
    with pytest.raises(NotAllowed) as caught:
        pass_code(office.store, half.token, "000000", office.at, LIFE)
    assert caught.value.code is ErrorCode.SIGN_IN_OVER


def test_a_new_app_takes_the_place_of_the_old_and_ends_other_sessions(
    office: Office, phone: Phone
) -> None:
    elsewhere = sign_in(office.store, AMINA, PASSWORD, phone.code(office.at), office.at)
    begun = begin(office.store, AMINA, PASSWORD, office.at)
    at = office.at + STEP
    half = renew_app(office.store, phone.account_id, PASSWORD, phone.code(at), at)
    later = at + STEP
    sign_in(office.store, AMINA, PASSWORD, phone.code(later), later)  # until the new one stands
    new = confirm(office.store, half, later)
    for token in (elsewhere.token, phone.session.token, half.token, begun.token):
        assert who_is(office.store, token, later) is None
    assert who_is(office.store, new.session.token, later)
    with pytest.raises(NotAllowed):
        step_of(office.store, begun.token, later)
    at = later + STEP
    assert refused(office, phone.code(at), at) is ErrorCode.CODE_WRONG
    assert refused(office, phone.recovery_codes[0], at) is ErrorCode.CODE_WRONG
    sign_in(office.store, AMINA, PASSWORD, new.code(at), at)
    old, now = factors(office)
    assert (old.ended_by, old.ended_at, old.secret_sealed) == (EndedBy.RENEWED, later, None)
    assert now.ended_at is None


def test_an_app_is_renewed_by_password_and_code_alone(office: Office, phone: Phone) -> None:
    who, at = phone.account_id, office.at
    for password, typed, code in (
        ("wrong words", phone.code(at), ErrorCode.PASSWORD_WRONG),
        (PASSWORD, phone.wrong(at), ErrorCode.CODE_WRONG),
        (PASSWORD, "", ErrorCode.CODE_WRONG),
    ):
        for change in (renew_app, renew_recovery_codes):
            with pytest.raises(NotAllowed) as caught:
                change(office.store, who, password, typed, at)
            assert caught.value.code is code
    renew_app(office.store, who, PASSWORD, phone.code(at), at)
    renew_app(office.store, who, PASSWORD, phone.recovery_codes[0], at)


def test_who_has_none_sets_one_up_by_password(office: Office) -> None:
    who = office.assessors[0]
    phone = confirm(office.store, renew_app(office.store, who, PASSWORD, "", office.at), office.at)
    assert phone.account_id == who
    with pytest.raises(NotAllowed):
        renew_recovery_codes(office.store, office.assessors[1], PASSWORD, "", office.at)


def test_new_recovery_codes_take_the_place_of_those_left(office: Office, phone: Phone) -> None:
    sign_in(office.store, AMINA, PASSWORD, phone.recovery_codes[0], office.at)
    made = renew_recovery_codes(
        office.store, phone.account_id, PASSWORD, phone.code(office.at), office.at
    )
    assert refused(office, phone.recovery_codes[1], office.at) is ErrorCode.CODE_WRONG
    sign_in(office.store, AMINA, PASSWORD, made[9], office.at)
    assert office.rows(RecoveryCode) == 11, "the used one stays, so that it can be told"


def test_a_reset_signs_out_forgets_and_is_written_down(office: Office, phone: Phone) -> None:
    begun = begin(office.store, AMINA, PASSWORD, office.at)
    assert reset_app(office.store, f" {AMINA.upper()}", office.at)
    assert who_is(office.store, phone.session.token, office.at) is None
    with pytest.raises(NotAllowed) as caught:
        pass_code(office.store, begun.token, phone.code(office.at), office.at, LIFE)
    assert caught.value.code is ErrorCode.SIGN_IN_OVER
    (ended,) = factors(office)
    assert (ended.ended_by, ended.ended_at) == (EndedBy.RESET, office.at)
    assert ended.secret_sealed is None and office.rows(RecoveryCode) == 0
    assert begin(office.store, AMINA, PASSWORD, office.at).next is NextStep.SET_UP
    assert reset_app(office.store, AMINA, office.at) is False
    with pytest.raises(NotFound):
        reset_app(office.store, "selam@example.org", office.at)


def test_a_reset_ends_what_was_begun_before_it(office: Office, phone: Phone) -> None:
    half = renew_app(office.store, phone.account_id, PASSWORD, phone.code(office.at), office.at)
    secret = Phone(offered_app(office.store, half.token, office.at).secret, (), phone.session)
    reset_app(office.store, AMINA, office.at)
    with pytest.raises(NotAllowed):
        confirm_app(office.store, half.token, secret.code(office.at), office.at, LIFE)
    assert [row.ended_by for row in factors(office)] == [EndedBy.RESET]


def told(office: Office) -> int:
    with office.store.reading() as session:
        payloads = session.scalars(select(Outbox.payload)).all()
    return [one["mail"] for one in payloads].count(MailKind.SIGN_IN_CHANGED)


def test_the_owner_is_told_by_mail_of_every_change(office: Office, phone: Phone) -> None:
    """NIST SP 800-63B, 6.1.2."""
    assert told(office) == 1, "an app was set up"
    at, who = office.at, phone.account_id
    renew_recovery_codes(office.store, who, PASSWORD, phone.code(at), at)
    assert told(office) == 2
    half = renew_app(office.store, who, PASSWORD, phone.code(at + STEP), at + STEP)
    assert told(office) == 2, "nothing has changed yet"
    confirm(office.store, half, at + STEP)
    assert told(office) == 3
    reset_app(office.store, AMINA, at + STEP)
    assert told(office) == 4


def test_neither_secret_nor_code_nor_token_stands_in_the_database(
    office: Office, phone: Phone
) -> None:
    half = renew_app(office.store, phone.account_id, PASSWORD, phone.code(office.at), office.at)
    offered = offered_app(office.store, half.token, office.at).secret
    tables = (SecondFactor, RecoveryCode, HalfSignIn)
    with office.store.reading() as session:
        rows = [vars(row) for table in tables for row in session.scalars(select(table))]
    kept = repr(rows)
    hidden = {phone.secret, offered, half.token, *phone.recovery_codes}
    hidden |= {code.replace("-", "") for code in phone.recovery_codes}
    assert str(phone.account_id) in kept and len(rows) == 12
    assert [word for word in hidden if word in kept] == []


def test_a_secret_fits_no_other_account(office: Office, phone: Phone) -> None:
    """Who may write into the database cannot make their own app that of somebody else."""
    own = set_up(office.store, "assessor2@office.example", PASSWORD, office.at - timedelta(days=1))
    mine, other = factors(office)
    with office.store.writing() as session:
        session.get_one(SecondFactor, mine.id).secret_sealed = other.secret_sealed
    with pytest.raises(BrokenSetting):
        sign_in(office.store, AMINA, PASSWORD, own.code(office.at), office.at)
