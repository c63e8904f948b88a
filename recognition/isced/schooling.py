"""Certificates of general schooling: field 0011 whatever their stream (ISCED-F 2013, field 00)."""

from dataclasses import dataclass

from recognition.isced.model import LevelSuggestion
from recognition.isced.reasons import ReasonKind

BASIC = "0011"
"""Basic programmes and qualifications."""

_TRADES = ("0211", "0212", "0214", "0215", "0411", "0415", "061", "07", "08", "09", "10")

SCHOOL_LEVELS = frozenset({"1", "2", "3"})
"""Levels of schooling (ISCED 2011)."""

# ISCED-A codes of general programmes there.
_GENERAL = ("100", "242", "243", "244", "342", "343", "344")
_NAMES = (ReasonKind.SYSTEM_ENTRY, ReasonKind.DEGREE_WORD, ReasonKind.YEAR_OUTSIDE)
_SPEAKS = (
    *_NAMES, ReasonKind.SYSTEM_LIKENESS, ReasonKind.STAGE_WORD, ReasonKind.GRADE_NUMBERS
)  # fmt: skip
_LIKELY = 0.5


def is_trade(code: str) -> bool:
    """Whether a field is one of trades: a school certificate that names it is no general one."""
    return code.startswith(_TRADES)


@dataclass(frozen=True, slots=True)
class Schooling:
    """The words that say that a title is a certificate of schooling.

    ``certificate``: they name one; others only speak of a stage of schooling or resemble a name,
    and stand back where a subject is named.
    """

    words: tuple[str, ...]
    certificate: bool


def schooling(level: LevelSuggestion) -> Schooling | None:
    """What a suggested level says of general schooling, if it is one."""
    if level.code not in SCHOOL_LEVELS or level.isced_a not in (*_GENERAL, None):
        return None
    said = [r for r in level.reasons if r.code == level.code and r.kind in _SPEAKS]
    words = tuple(dict.fromkeys(reason.evidence for reason in said))
    if level.isced_a and any(reason.kind in _NAMES for reason in said):
        return Schooling(words, certificate=True)
    if words and level.confidence >= _LIKELY:
        return Schooling(words, certificate=False)
    return None
