"""What the marks of a version say: each field normalised, and every printed form of it."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import groupby, permutations

from recognition.domain.vocabulary import FieldName
from tests.papers.errors import BadMark
from tests.papers.marks import Mark

Forms = dict[str, list[str]]

_DATES = {FieldName.DATE_OF_BIRTH, FieldName.AWARD_DATE}
_UNSPACED = re.compile(r"^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+$")


def fields_of(file: str, marks: Sequence[Mark]) -> tuple[dict[str, str], Forms]:
    """(normalised, verbatim) by the name of the field, in the order of the paper."""
    whole = _whole_names(file, marks)
    fields = {name: forms[0].normalised for name, forms in whole.items()}
    for name, value in fields.items():
        _check(file, name, value)
    verbatim = {
        name.value: list(dict.fromkeys(mark.printed for mark in forms))
        for name, forms in whole.items()
    }
    return {name.value: value for name, value in fields.items()}, verbatim


def _whole_names(file: str, marks: Sequence[Mark]) -> dict[FieldName, list[Mark]]:
    whole: dict[FieldName, list[Mark]] = {}
    parts = [mark for mark in marks if mark.part is not None]
    for mark in marks:
        if mark.part is None:
            whole.setdefault(mark.name, []).append(mark)
        elif mark is parts[0]:
            whole.setdefault(mark.name, []).extend(_joined(file, parts))
    return whole


def _joined(file: str, parts: Sequence[Mark]) -> list[Mark]:
    """Names put together: the first of each part, then the second of each, in every order."""
    by_part = [list(marks) for _, marks in groupby(sorted(parts, key=_number), key=_number)]
    numbers = [_number(marks[0]) for marks in by_part]
    if numbers != list(range(1, len(by_part) + 1)) or len(by_part) < 2:
        raise BadMark(file, f"holder_name has parts {numbers}")
    if len({len(marks) for marks in by_part}) > 1:
        raise BadMark(file, "one part of holder_name is printed more often than another")
    return [
        Mark(
            FieldName.HOLDER_NAME,
            _join([mark.normalised for mark in order]),
            None,
            _join([mark.printed for mark in order]),
        )
        for name in zip(*by_part, strict=True)
        for order in permutations(name)
    ]


def _number(mark: Mark) -> int:
    return mark.part or 0


def _join(parts: Sequence[str]) -> str:
    """Names in Han, kana or hangul are written without a space."""
    return ("" if all(map(_UNSPACED.match, parts)) else " ").join(parts)


def _check(file: str, name: FieldName, value: str) -> None:
    if name in _DATES and not _is_date(value):
        raise BadMark(file, f"{name}: {value!r} is no ISO 8601 date; say it in v")
    if name is FieldName.CREDITS and not re.fullmatch(r"\d+(\.\d+)?", value):
        raise BadMark(file, f"{name}: {value!r} is no number; say it in v")


def _is_date(value: str) -> bool:
    """A day, or a year alone."""
    if re.fullmatch(r"\d{4}", value):
        return True
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
