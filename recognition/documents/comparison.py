"""Between the documents of one case: the same person, the same award? Contradictions are shown.

Nothing is decided here: names differ between papers for good reasons (marriage, transliteration,
order of family and given name), so each finding says what stands where and leaves it to people.
"""

import re
from collections.abc import Mapping
from itertools import combinations

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler

from recognition.documents.language import letter_script
from recognition.documents.model import DocumentReading, Frozen
from recognition.documents.scoring import alike
from recognition.domain.vocabulary import Agreement, FieldName

_SAME_WORD = 0.84  # Jaro-Winkler of two transliterated words that are taken for one name
_SAME_SKELETON = 3  # consonants that must be there before they alone speak for a name
_ABJADS = frozenset({"Arab", "Hebr"})  # scripts that leave most vowels out: two are enough
_SOUNDS = (
    ("kh", "h"), ("gh", "h"), ("ph", "f"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("tz", "s"),
    ("dj", "y"), ("th", "t"), ("dh", "d"), ("g", "h"), ("q", "k"), ("c", "k"), ("j", "y"),
    ("z", "s"),
)  # fmt: skip


class Finding(Frozen):
    """One fact in two documents of a case, as each says it."""

    name: FieldName
    first: str
    second: str
    first_value: str
    second_value: str
    agreement: Agreement


_COMPARED = (
    FieldName.HOLDER_NAME,
    FieldName.DATE_OF_BIRTH,
    FieldName.INSTITUTION,
    FieldName.QUALIFICATION_TITLE,
    FieldName.AWARD_DATE,
    FieldName.COUNTRY,
)
_PERSON = frozenset({FieldName.HOLDER_NAME, FieldName.DATE_OF_BIRTH})


def compare(readings: Mapping[str, DocumentReading]) -> tuple[Finding, ...]:
    """Facts that stand in two documents, by document id, contradictions first.

    The award is compared only between papers that may be about the same one: a school leaving
    certificate beside a degree contradicts nothing.
    """
    found: list[Finding] = []
    for one, other in combinations(readings, 2):
        for name in _COMPARED:
            if name in _PERSON or _same_award(readings[one], readings[other]):
                found += _finding(name, one, other, readings)
    order = [Agreement.DIFFERENT, Agreement.SIMILAR, Agreement.SAME]
    return tuple(sorted(found, key=lambda finding: order.index(finding.agreement)))


def _same_award(one: DocumentReading, other: DocumentReading) -> bool:
    """Whether two papers seem to be about one award: title or institution agrees."""
    return any(
        name in one.fields
        and name in other.fields
        and _agreement(name, one.fields[name].normalised, other.fields[name].normalised)
        is not Agreement.DIFFERENT
        for name in (FieldName.QUALIFICATION_TITLE, FieldName.INSTITUTION)
    )


def _finding(
    name: FieldName, one: str, other: str, readings: Mapping[str, DocumentReading]
) -> list[Finding]:
    first, second = readings[one].fields.get(name), readings[other].fields.get(name)
    if first is None or second is None:
        return []
    return [
        Finding(
            name=name,
            first=one,
            second=other,
            first_value=first.value,
            second_value=second.value,
            agreement=_agreement(name, first.normalised, second.normalised),
        )
    ]


def _agreement(name: FieldName, one: str, other: str) -> Agreement:
    if name is FieldName.HOLDER_NAME:
        return same_name(one, other)
    if name in {FieldName.DATE_OF_BIRTH, FieldName.AWARD_DATE, FieldName.COUNTRY}:
        if one == other:
            return Agreement.SAME
        part = one.startswith(other) or other.startswith(one)
        return Agreement.SIMILAR if part else Agreement.DIFFERENT
    if alike(one, other):
        return Agreement.SAME
    return Agreement.SIMILAR if _share(one, other) >= 0.5 else Agreement.DIFFERENT


def same_name(one: str, other: str) -> Agreement:
    """Whether two names may be one person's, whatever their script and the order of their words.

    SAME: every word of the shorter name has its like in the other. SIMILAR: at least one has, as
    after a marriage. Transliterations are compared by sound of their consonants.
    """
    if alike(one, other, any_order=True):
        return Agreement.SAME
    share = _share(one, other)
    if share >= 0.99:
        return Agreement.SAME
    return Agreement.SIMILAR if share > 0 else Agreement.DIFFERENT


def _share(one: str, other: str) -> float:
    """Share of the shorter text's words that have their like in the other, each used once."""
    short, long = sorted((_words(one), _words(other)), key=len)
    enough = _SAME_SKELETON
    if any(letter_script(letter) in _ABJADS for letter in one + other):
        enough -= 1
    if not short:
        return 0.0
    left = list(long)
    matched = 0
    for word in short:
        like = next((w for w in left if _same_word(word, w, enough)), None)
        if like is not None:
            matched += 1
            left.remove(like)
    return matched / len(short)


def _words(text: str) -> list[str]:
    """Transliterated words; Chinese is parted at the syllables that it is transliterated to."""
    bare = re.sub(r"\bال|\b[Aa]l-", "", text)  # the article is written or left out
    latin = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", anyascii(bare))
    words = [re.sub(r"[^a-z]", "", word) for word in latin.casefold().split()]
    return [word for word in words if len(word) > 1]


def _same_word(one: str, other: str, enough: int) -> bool:
    if JaroWinkler.similarity(one, other) >= _SAME_WORD:
        return True
    first, second = _skeleton(one), _skeleton(other)
    return first == second and len(first) >= enough


def _skeleton(word: str) -> str:
    """Consonants, those that transliterations mix up made one ("Yusuf", "Joseph": y-s-f)."""
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouywh]", "", word))
