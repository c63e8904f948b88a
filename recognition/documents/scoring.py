"""Is a value that was read the one that is printed? The rules by which readings are scored.

Codes, dates and numbers must be equal. Free text agrees when nine of ten letters do (normalised
Levenshtein similarity), with the normalised form or any other form that is printed; case,
punctuation, digits of other scripts and Arabic letter variants do not matter. A name may have
its words in another order.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from recognition.documents.extraction.page.fold import digits
from recognition.domain.vocabulary import FieldName

ALIKE = 0.9
_EXACT = frozenset(
    {
        FieldName.DATE_OF_BIRTH,
        FieldName.AWARD_DATE,
        FieldName.COUNTRY,
        FieldName.DOCUMENT_TYPE,
        FieldName.ISCED_LEVEL,
        FieldName.ISCED_F,
    }
)
_SAME = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ـ": "", "\u200c": " ", "\u200d": "", "’": "'", "‘": "'",
     "ʼ": "'", "`": "'", "–": "-", "—": "-", "\u00ad": ""}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Truth:
    """What is printed on one document: ``fields`` normalised, ``verbatim`` every printed form.

    ``accept`` holds further values that are right; ``groups`` says by what the document is counted
    (script, language, degradation, container, document type).
    """

    id: str
    file: str
    fields: Mapping[FieldName, str]
    verbatim: Mapping[FieldName, tuple[str, ...]] = field(default_factory=dict)
    accept: Mapping[FieldName, tuple[str, ...]] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)

    def agrees(self, name: FieldName, value: str) -> bool:
        """Whether a value is right for a field that the document has."""
        forms = (self.fields[name], *self.verbatim.get(name, ()))
        if name is FieldName.CREDITS:
            return _number(value) is not None and _number(value) in {_number(f) for f in forms}
        if name in _EXACT:
            return self._agrees_exactly(name, value)
        return any(alike(value, form, any_order=name is FieldName.HOLDER_NAME) for form in forms)

    def _agrees_exactly(self, name: FieldName, value: str) -> bool:
        wanted = {self.fields[name].casefold(), *(a.casefold() for a in self.accept.get(name, ()))}
        if name in {FieldName.DATE_OF_BIRTH, FieldName.AWARD_DATE} and len(self.fields[name]) < 10:
            return value.startswith(self.fields[name])
        return value.strip().casefold() in wanted


def alike(one: str, other: str, *, any_order: bool = False) -> bool:
    """Whether two texts agree in nine of ten letters, with ``any_order`` of their words."""
    a, b = plain(one), plain(other)
    if not a or not b:
        return False
    if Levenshtein.normalized_similarity(a, b) >= ALIKE:
        return True
    if not any_order:
        return False
    return (
        Levenshtein.normalized_similarity(" ".join(sorted(a.split())), " ".join(sorted(b.split())))
        >= ALIKE
    )


def plain(text: str) -> str:
    """A text as it is compared: case, marks, punctuation and variants of letters folded."""
    folded = digits(unicodedata.normalize("NFKC", text).translate(_SAME)).casefold()
    folded = re.sub("[\u064b-\u0652\u0670]", "", folded)
    folded = re.sub(r"[\"«»“”„()\[\].,;:*_/]+", " ", folded)
    return " ".join(folded.split()).strip(" '-")


def _number(text: str) -> float | None:
    found = re.search(r"\d+(?:[.,]\d+)?", digits(text))
    return float(found[0].replace(",", ".")) if found else None


def truths(folder: Path) -> list[Truth]:
    """Every ``*.truth.json`` of a folder whose document is there, by name.

    Raises ValueError with the file's name where one is not of the documented form.
    """
    found = []
    for path in sorted(folder.glob("*.truth.json")):
        try:
            truth = _truth(json.loads(path.read_text("utf-8")))
        except (ValueError, KeyError, TypeError, AttributeError) as wrong:
            raise ValueError(f"{path.name}: not a truth file ({wrong})") from wrong
        if (folder / truth.file).is_file():
            found.append(truth)
    return found


def _truth(data: dict) -> Truth:  # type: ignore[type-arg]
    def lists(key: str) -> dict[FieldName, tuple[str, ...]]:
        return {FieldName(n): tuple(str(v) for v in vs) for n, vs in data.get(key, {}).items()}

    fields = {FieldName(name): str(value) for name, value in data["fields"].items()}
    groups = {
        "script": "+".join(data.get("scripts", ())),
        "language": next(iter(data.get("languages", ())), ""),
        "degradation": data.get("degradation", ""),
        "container": data.get("container", ""),
        "document_type": fields.get(FieldName.DOCUMENT_TYPE, ""),
    }
    return Truth(
        str(data["id"]), str(data["file"]), fields, lists("verbatim"), lists("accept"), groups
    )
