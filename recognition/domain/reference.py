"""The reference by which people name a case: ``2026-XXXX-XXXX``, said on the phone.

Crockford's base 32 (no I, L, O, U), the last sign a check over the others; never enough for access.
"""

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LEFT_OUT = " \t\n\u00a0-\u2010\u2011\u2012\u2013\u2014"
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"} | dict.fromkeys(_LEFT_OUT, ""))


def make_reference(year: int, noise: bytes) -> str:
    """A reference from a year and at least 5 random bytes (35 bits of them are used)."""
    number = int.from_bytes(noise[:5], "big")
    body = "".join(_SIGNS[(number >> (5 * place)) & 31] for place in range(7))
    signs = body + _check(str(year), body)
    return f"{year}-{signs[:4]}-{signs[4:]}"


def make_code(noise: bytes) -> str:
    """A code of 16 signs (``XXXX-XXXX-XXXX-XXXX``) from at least 10 random bytes."""
    number = int.from_bytes(noise[:10], "big")
    signs = "".join(_SIGNS[(number >> (5 * place)) & 31] for place in range(16))
    return "-".join(signs[start : start + 4] for start in range(0, 16, 4))


def read_code(text: str) -> str:
    """A code as somebody typed it, in its written form; whether it is one, the store knows."""
    signs = text.upper().translate(_READ_AS).replace("-", "").replace(" ", "")
    return "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))


def read_reference(text: str) -> str | None:
    """The reference that somebody typed or was told, in its written form; ``None`` if it is none.

    Small letters, spaces, missing or longer dashes, mistaken I, L, O, and the digits of other
    scripts are read as what they stand for.
    """
    typed = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text.upper())
    signs = typed.translate(_READ_AS)
    year, body, check = signs[:4], signs[4:11], signs[11:]
    if len(signs) != 12 or not year.isdecimal() or any(sign not in _SIGNS for sign in body):
        return None
    return f"{year}-{body[:4]}-{body[4:]}{check}" if check == _check(year, body) else None


def _check(year: str, body: str) -> str:
    """Weighted sum modulo 31, so that one wrong sign or two swapped ones are noticed."""
    total = sum(weight * _SIGNS.index(sign) for weight, sign in enumerate(year + body, start=2))
    return _SIGNS[total % 31]
