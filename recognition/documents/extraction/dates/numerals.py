"""Numerals that are not 0-9: Roman, Hebrew, Ge'ez, Han and Hangul, to whole numbers.

What each sign is worth is data (``[numerals]`` of ``data/calendars.toml``); here is only how
signs are put together. Positional digits of every script are 0-9 already in folded text.
"""

import re
from functools import cache

from recognition.documents.extraction.page.lexicon import table

_ROMAN = re.compile(r"(?=.)m{0,2}(?:cm|cd|d?c{0,4})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})")
_QUOTES = re.compile("[\"'״׳]")


@cache
def _worth(name: str) -> dict[str, int]:
    """Sign → worth, of one table of numerals."""
    return {
        sign: int(value)
        for value, signs in table("calendars")["numerals"][name].items()
        for sign in signs
    }


def roman(text: str) -> int | None:
    """A Roman numeral below 3,000 (XXIII, MCMXCVIII; also XXIIII), else None."""
    if not _ROMAN.fullmatch(text):
        return None
    worth = [_worth("roman")[letter] for letter in text]
    return sum(
        -value if value < following else value
        for value, following in zip(worth, [*worth[1:], 0], strict=True)
    )


def hebrew_number(text: str) -> int | None:
    """Letters as a number, where quotes mark them as one (``י"ב``, ``ה'תשע"ד``, ``ג'``).

    Letters fall in worth and add up; a first letter worth less than the next (``התשע"ד``) counts
    thousands, which else are left out.
    """
    letters = _QUOTES.sub("", text)
    worth = [_worth("hebrew").get(letter, 0) for letter in letters]
    if letters == text or not worth or not all(worth):
        return None
    thousands = worth[0] if len(worth) > 1 and worth[0] < 10 and worth[1] >= 100 else 0
    falling = worth[1:] if thousands else worth
    if falling != sorted(falling, reverse=True):
        return None
    rest = sum(falling)
    if rest >= 500:
        return (thousands or 5) * 1000 + rest
    return rest if rest < 100 and not thousands else None


def geez(text: str) -> int | None:
    """Ethiopic numerals, whose nine units fold to 1-9: ``፳፻፰`` is 20 x 100 + 8."""
    total = part = 0
    for sign in text:
        value = _worth("geez").get(sign) or (int(sign) if sign.isdigit() else None)
        if value is None:
            return None
        if value == 100:
            total, part = total + (part or 1) * 100, 0
        else:
            part += value
    return total + part


def han(text: str) -> int | None:
    """Chinese, Japanese and Sino-Korean numerals: placed (二〇一四) or multiplied (二千十四)."""
    if text.isascii() and text.isdigit():
        return int(text)
    worth = [int(s) if s.isascii() and s.isdigit() else _worth("han").get(s) for s in text]
    values = [value for value in worth if value is not None]
    if not values or len(values) < len(worth):
        return None
    if max(values) < 10:
        return int("".join(map(str, values)))
    total = digit = 0
    for value in values:
        if value < 10:
            digit = value
        elif value in (10, 100, 1000):
            total, digit = total + (digit or 1) * value, 0
        else:
            total, digit = total + value, 0
    return total + digit


@cache
def han_signs() -> str:
    """Every sign of Han and Hangul numbers but 0-9, for a class of a regular expression."""
    return "".join(_worth("han"))
