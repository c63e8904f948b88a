"""Which candidates count as right when the ranking is fitted.

Papers of different hands mark a grade whole ("gut (1,7)") or its word and its number apart, and a
duration with or without what explains it in brackets. Either tells an assessor the same, so the
ranking is taught to prefer neither. What is measured goes by the marks alone.
"""

import re
from collections.abc import Iterator

from recognition.documents.scoring import Truth, alike
from recognition.domain.vocabulary import FieldName

_NUMBER = r"\d+(?:[.,٫]\d+)?(?:\s?[%٪]|\s?/\s?\d+(?:[.,٫]\d+)?)?"
_IN_BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)$")
_NUMBER_LAST = re.compile(rf"([^\W\d][^\d(]*?)[\s–—:-]+({_NUMBER})$")
_NUMBER_FIRST = re.compile(rf"({_NUMBER})[\s–—:-]+([^\W\d][^\d(]*)$")
_SCALE = re.compile(r"c?g\.?p\.?a\.?", re.IGNORECASE)
_SHARE_OR_MEAN = re.compile(r"\d+[.,٫]\d+|\d+(?=\s?[%٪])")


def is_right(truth: Truth, name: FieldName, value: str) -> bool:
    """Whether a value is one of the marked forms, or says the same in fewer words."""
    if name not in truth.fields:
        return False
    if truth.agrees(name, value):
        return True
    forms = (truth.fields[name], *truth.verbatim.get(name, ()))
    return any(alike(value, part) for form in forms for part in parts(name, form))


def parts(name: FieldName, form: str) -> Iterator[str]:
    """The parts of a printed grade or duration that say it alone."""
    bracketed = _IN_BRACKETS.match(form)
    if name is FieldName.DURATION and bracketed:
        yield bracketed[1]
    if name is FieldName.GRADE:
        yield from _word_and_number(form, bracketed)


def _word_and_number(form: str, bracketed: re.Match[str] | None) -> Iterator[str]:
    """Of "gut (1,7)" or "Отличен 5,62"; "Second Class (Upper)" says one thing only whole."""
    for found in (bracketed, _NUMBER_LAST.match(form), _NUMBER_FIRST.match(form)):
        sides = found.groups() if found else ()
        if any(_SHARE_OR_MEAN.search(side) for side in sides) or _is_number_in(bracketed):
            yield from (side for side in sides if not _SCALE.fullmatch(side))


def _is_number_in(bracketed: re.Match[str] | None) -> bool:
    return bracketed is not None and any(re.fullmatch(_NUMBER, s) for s in bracketed.groups())
