"""The letters that a pack knows, and how it is taught to write a text."""

import unicodedata
from pathlib import Path

from bidi.algorithm import get_display

from tests.packs_model.shapes import as_seen

# What a pack is taught to write for a letter that it does not know: the first that it does know.
_INSTEAD = {
    "\u00a0": (" ",), "…": ("...",), "–": ("—", "-"), "—": ("-",), "−": ("-",), "‘": ("'",),
    "’": ("'",), "“": ('"',), "”": ('"',), "„": ('"',), "،": (",",), "٪": ("%",),
}  # fmt: skip
_MICRO = "\u00b5"  # a sign of measures, which a dictionary has for the Greek letter


class Alphabet:
    """The letters of a pack's unicharset.

    Its format (tesseract's ``unicharset(5)``): the number of entries, then a line for each, which
    begins with the letters. ``NULL`` is the space, and some entries are no letters.
    """

    def __init__(self, unicharset: Path, *, from_the_right: bool) -> None:
        entries = unicharset.read_text(encoding="utf-8").split("\n")[1:]
        self.letters = frozenset(e.split(" ")[0] for e in entries if e.find(" ") == 1) | {" "}
        self.from_the_right = from_the_right

    def taught(self, text: str) -> str | None:
        """What is to be read of a text, in logical order; None where a letter has no name here."""
        text = unicodedata.normalize("NFC", text).replace(_MICRO, "μ")
        known = "".join(map(self._known, as_seen(text) if self.from_the_right else text))
        return known if self.letters.issuperset(known) else None

    def _known(self, letter: str) -> str:
        choices = (letter, *_INSTEAD.get(letter, ()))
        return next((c for c in choices if self.letters.issuperset(c)), letter)

    def visual(self, taught: str) -> str:
        """The text as it is learned: from left to right as it stands on paper, brackets mirrored.

        Joiners without width are no letters to be seen and are left out.
        """
        return str(get_display(taught, base_dir="R")) if self.from_the_right else taught
