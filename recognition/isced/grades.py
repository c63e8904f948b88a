"""Levels that numbers say: school years ('grades 1 to 6') and levels of frameworks ('EQF 6')."""

import re
from collections.abc import Sequence

# EQF level → ISCED 2011 level; 4 is upper secondary far more often than post-secondary.
_FROM_EQF = {1: "1", 2: "2", 3: "3", 4: "3", 5: "5", 6: "6", 7: "7", 8: "8"}
_FRAMEWORK = re.compile(r"\b(?:eqf|eqr|cec|meq|erk|nqf|nqr|dqr|prk|ekr|vnqf|pqf)\D{0,12}([1-8])\b")
_ROMAN = {"i": 1, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
_LAST_YEAR = 13
_FIRST_ALONE = 4


def framework_level(words: Sequence[str]) -> tuple[str, int, str] | None:
    """Return ISCED level, EQF level and the words that state a framework's level."""
    found = _FRAMEWORK.search(" ".join(words))
    if not found:
        return None
    eqf = int(found.group(1))
    return _FROM_EQF[eqf], eqf, found.group(0)


def grade_numbers(words: Sequence[str], grade_words: set[str]) -> list[int]:
    """School years named near a word such as 'grade': one, or the first and the last."""
    near = {
        j
        for i, word in enumerate(words)
        if word in grade_words or any(word == g + "s" for g in grade_words)
        for j in range(i - 4, i + 5)
    }
    found = []
    for j in sorted(near):
        if 0 <= j < len(words):
            digits = re.match(r"(\d{1,2})(?:\D|$)", words[j])
            number = int(digits.group(1)) if digits else _ROMAN.get(words[j], 0)
            if 1 <= number <= _LAST_YEAR:
                found.append(number)
    years = list(dict.fromkeys((found[0], found[-1]))) if found else []
    # No certificate is of one of the first years alone: 'Grade I' is one of skill.
    return [] if len(years) == 1 and years[0] < _FIRST_ALONE else years


def level_of_grades(grades: Sequence[int]) -> str:
    """Level of school years, by the commonest cut: 1 to 6, 7 to 9, 10 to 12, above."""
    first, last = grades[0], grades[-1]
    middle = last if first == last else (first + last) / 2
    if middle <= 6:
        return "1"
    if middle > 12:
        return "4"
    return "2" if middle <= 9 else "3"
