"""Further forms of a value that say the same: papers of different hands are marked differently.

A paper may be marked as "Degree of Bachelor of Laws" or as "Bachelor of Laws", its grade as
"gut (1,7)" or as "gut", its field as "812.1 Turism" or as "Turism". Who reads either knows the
same, and the documents that are scored elsewhere have the shorter one.
"""

import re

_ANNOUNCED = re.compile(
    r"(?:the )?degree of (?:an? )?|(?:درجة|درجه تحصیلی|درجهٔ|درجه) |(?:le )?grade de |"
    r"(?:el )?grado (?:académico )?de |(?:o )?grau (?:académico |acadêmico )?de |"
    r"akademische[nr]? grad ",
    re.IGNORECASE,
)
"""The words that announce a title without being part of it."""
_CODE = re.compile(r"\d[\d.\-/]*(?:[A-Z]/\d+)?\.?[\s–—-]+(?=[^\W\d])")
"""The number of a field of study in a national list, before its name."""
_NUMBER = r"\d+(?:[.,٫]\d+)?(?:\s?%|\s?/\s?\d+(?:[.,٫]\d+)?)?"
_NUMBER_FIRST = re.compile(rf"({_NUMBER})\s*(?:\(|[^\W\d])")
_NOT_WHOLE = re.compile(r"\d+[.,٫]\d+|\d+(?=\s?%)")
"""A mean or a share: no division, class or year, which need their word beside them."""
_IN_BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)$")


def further_forms(name: str, value: str) -> list[str]:
    """What says the same as ``value`` of the field ``name``; empty where nothing does."""
    match name:
        case "qualification_title":
            return _without(_ANNOUNCED, value)
        case "field_of_study":
            return _without(_CODE, value)
        case "grade":
            return [*_word_and_number(value), *_number_alone(value)]
        case "duration":
            found = _IN_BRACKETS.match(value)
            return [found[1]] if found else []
        case _:
            return []


def _without(before: re.Pattern[str], value: str) -> list[str]:
    found = before.match(value)
    return [value[found.end() :]] if found and found.end() < len(value) else []


def _word_and_number(value: str) -> list[str]:
    """Word and number of "gut (1,7)"; "Second Class (Upper)" says one thing alone."""
    found = _IN_BRACKETS.match(value)
    sides = list(found.groups()) if found else []
    return sides if sum(bool(re.fullmatch(_NUMBER, side)) for side in sides) == 1 else []


def _number_alone(value: str) -> list[str]:
    """The number of "14 (catorze) valores" or "CGPA 3.21"."""
    first, mean = _NUMBER_FIRST.match(value), _NOT_WHOLE.search(value)
    return [*([first[1]] if first else []), *([mean[0]] if mean and mean[0] != value else [])]
