"""Which languages' words may be read in a title: its own, those near it, and the lenders.

Words that are spelled alike mean different things in languages that have nothing in common; the
language of a title, or its script where no language is known, says whose words count.
"""

import unicodedata
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable

from recognition.isced.files import Table, read_toml

_SCRIPTS = {
    "ARABIC": "Arab", "CYRILLIC": "Cyrl", "LATIN": "Latn", "GREEK": "Grek", "HEBREW": "Hebr",
    "ARMENIAN": "Armn", "GEORGIAN": "Geor", "ETHIOPIC": "Ethi", "DEVANAGARI": "Deva",
    "BENGALI": "Beng", "TAMIL": "Taml", "TELUGU": "Telu", "SINHALA": "Sinh", "GUJARATI": "Gujr",
    "GURMUKHI": "Guru", "KANNADA": "Knda", "MALAYALAM": "Mlym", "THAI": "Thai", "LAO": "Laoo",
    "MYANMAR": "Mymr", "KHMER": "Khmr", "CJK": "Hani", "HIRAGANA": "Kana", "KATAKANA": "Kana",
    "HANGUL": "Hang",
}  # fmt: skip
OWN = 1.0
NEAR = 0.8
LENT = 0.6
FOREIGN = 0.2
# A language that is not known may be any that is written so.
POSSIBLE = 0.95


def script_of(text: str) -> str:
    """Return the ISO 15924 code of the first letter's script that is not Latin, or ``Latn``."""
    for char in text:
        if char.isalpha() and char > "\u024f":
            found = _SCRIPTS.get(unicodedata.name(char, "").split()[0].split("-")[0])
            if found and found != "Latn":
                return found
    return "Latn"


@dataclass(slots=True)
class Tongues:
    """How much the words of each language count in a title."""

    scripts: dict[str, frozenset[str]]
    near: frozenset[tuple[str, str]]
    lent: dict[str, frozenset[str]]
    compounding: frozenset[str]
    _known: dict[tuple[str | None, str], dict[str, float]] = field(default_factory=dict)

    def written(self, language: str) -> frozenset[str]:
        """Return the scripts of a language."""
        return self.scripts.get(language, frozenset({"Latn"}))

    def joins_nouns(self, language: str | None) -> bool:
        """Tell whether the language writes compounds as one word."""
        return language in self.compounding

    def factors(
        self, language: str | None, text: str, languages: frozenset[str]
    ) -> dict[str, float]:
        """Return for each language of the lexicon how much its words count in the text."""
        script = script_of(text)
        if language is not None and script not in self.written(language):
            language = None  # a translation or a borrowed name stands there
        key = (language, script)
        if key not in self._known:
            self._known[key] = {other: self._factor(language, script, other) for other in languages}
        return self._known[key]

    def _factor(self, language: str | None, script: str, other: str) -> float:
        if language is None:
            return POSSIBLE if script in self.written(other) else FOREIGN
        if language == other:
            return OWN
        if (language, other) in self.near:
            return NEAR
        borrowers = self.lent.get(other, frozenset())
        return LENT if language in borrowers or "*" in borrowers else FOREIGN


def load_tongues(folder: Traversable) -> Tongues:
    """Load ``tongues.toml``.

    Raises:
        BrokenSetting: the file is not valid; the subject names file and key.
    """
    root = Table("tongues.toml", read_toml(folder / "tongues.toml"))
    root.only("release", "scripts", "groups", "lenders", "compounds")
    scripts: dict[str, frozenset[str]] = {}
    table = root.table("scripts")
    for script in table.values:
        if script not in _SCRIPTS.values():
            table.refuse(script, "no such script code")
        for language in table.text(script).split():
            scripts[language] = scripts.get(language, frozenset()) | {script}
    groups = root.table("groups").values.get("near", [])
    near = {
        (one, other)
        for group in groups
        for one in str(group).split()
        for other in str(group).split()
        if one != other
    }
    lenders = root.table("lenders")
    lent = {lender: frozenset(lenders.text(lender).split()) for lender in lenders.values}
    compounding = frozenset(root.table("compounds").text("languages").split())
    return Tongues(scripts, frozenset(near), lent, compounding)
