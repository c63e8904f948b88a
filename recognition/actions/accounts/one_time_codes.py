"""Codes that are good once: those of an authenticator app, and those for when it is lost.

RFC 6238 as every app knows it: HMAC-SHA-1, six digits, steps of thirty seconds, a secret of 160
bits (RFC 4226, section 4, R6). One step of drift is taken each way (RFC 6238, 5.2).
"""

import secrets
import unicodedata
from datetime import datetime
from uuid import UUID

import pyotp
from pyotp.utils import strings_equal

from recognition.store.keys import KeyRing

DRIFT = 1
RECOVERY_CODES = 10
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("ILO", "110")
"""Crockford's base 32: no letter that is taken for a digit, and what is typed for one is read."""
_LENGTH, _GROUP = 16, 4


def new_secret() -> str:
    """A secret for an app, in base 32: 32 letters and digits, 160 bits."""
    return pyotp.random_base32(32)


def app_address(secret: str, email: str, office: str) -> str:
    """What the QR code says to the app: ``otpauth://totp/…`` with the office and the account."""
    # A colon parts the two in an app's list.
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=office.replace(":", " "))


def matching_step(secret: str, typed: str, at: datetime) -> int | None:
    """The time step whose code was typed, in any script's digits; ``None`` where none fits.

    Every step is compared, each in constant time, so that nothing can be learnt from how long it
    takes.
    """
    totp = pyotp.TOTP(secret)
    code, now = _digits(typed), totp.timecode(at)
    steps = range(now - DRIFT, now + DRIFT + 1)
    fitting = [step for step in steps if strings_equal(code, totp.generate_otp(step))]
    return max(fitting, default=None)


def new_recovery_codes() -> tuple[str, ...]:
    """Ten codes of 80 random bits each, in groups of four."""
    return tuple(
        "-".join(
            "".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_LENGTH // _GROUP)
        )
        for _ in range(RECOVERY_CODES)
    )


def recovery_digest(keys: KeyRing, factor_id: UUID, typed: str) -> str:
    """What is kept of a recovery code: keyed with the master key, salted with the app's id.

    Who has the database alone cannot try a single code; who has the key too has 2^80 to try.
    """
    code = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_READ_AS)
    return keys.digest(b"recovery code", factor_id.bytes, code.encode())


def _digits(typed: str) -> str:
    """The digits of a code, whatever the script; nothing where there is anything but digits."""
    found = [unicodedata.decimal(sign, None) for sign in typed if not sign.isspace()]
    return "" if None in found else "".join(map(str, found))
