"""One-time codes: as the standard computes them, and as people type them."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import uuid4

import pytest

from recognition.actions.accounts.one_time_codes import (
    app_address,
    matching_step,
    new_recovery_codes,
    new_secret,
    recovery_digest,
)
from tests.support.towns import Office

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""RFC 6238, appendix B: the twenty bytes 12345678901234567890, in base 32."""

VECTORS = (
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
)
"""RFC 6238, appendix B, the rows of SHA-1: seconds, and eight digits of which apps show six."""


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize(("seconds", "code"), VECTORS)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert matching_step(SECRET, code[-6:], moment(seconds)) == seconds // 30


@pytest.mark.parametrize(("seconds", "code"), VECTORS[1:])
def test_a_clock_may_be_one_step_off_each_way(seconds: int, code: str) -> None:
    """RFC 6238, 5.2 and 6."""
    step = seconds // 30
    first, last = step * 30, step * 30 + 29
    for fits in (first - 30, last + 30):
        assert matching_step(SECRET, code[-6:], moment(fits)) == step
    for too_far in (first - 31, last + 31):
        assert matching_step(SECRET, code[-6:], moment(too_far)) is None


@pytest.mark.parametrize(
    "typed", ["081804", "081 804", " 081804\n", "٠٨١٨٠٤", "۰۸۱۸۰۴", "０８１８０４"]
)
def test_a_code_is_read_as_it_is_typed(typed: str) -> None:
    assert matching_step(SECRET, typed, moment(1111111109)) is not None


@pytest.mark.parametrize("typed", ["", "81804", "0818040", "081804x", "O81804", "\0", "9" * 5000])
def test_what_is_no_code_fits_nowhere(typed: str) -> None:
    assert matching_step(SECRET, typed, moment(1111111109)) is None


def test_a_secret_is_long_and_each_time_another() -> None:
    """RFC 4226, 4 (R6): 160 bits."""
    made = {new_secret() for _ in range(20)}
    assert len(made) == 20 and {len(secret) * 5 for secret in made} == {160}


def test_the_app_is_told_office_account_and_nothing_unusual() -> None:
    parts = urlsplit(app_address(SECRET, "amina@office.example", "Anerkennung: Büro"))
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert unquote(parts.path) == "/Anerkennung  Büro:amina@office.example"
    assert parse_qs(parts.query) == {"secret": [SECRET], "issuer": ["Anerkennung  Büro"]}


def test_recovery_codes_are_ten_and_each_has_eighty_bits() -> None:
    codes = new_recovery_codes()
    assert len(set(codes)) == 10
    assert {len(code.replace("-", "")) * 5 for code in codes} == {80}


def test_a_recovery_code_is_known_however_it_is_typed(office: Office) -> None:
    keys, app = office.store.keys, uuid4()
    kept = recovery_digest(keys, app, "ABCD-1023-EFGH-5678")
    for typed in ("abcd 1023 efgh 5678", "ABCDIO23EFGH5678", "abcd–lo23–efgh–5678\n"):
        assert recovery_digest(keys, app, typed) == kept
    assert recovery_digest(keys, app, "ABCD-1023-EFGH-5679") != kept
    assert recovery_digest(keys, uuid4(), "ABCD-1023-EFGH-5678") != kept
