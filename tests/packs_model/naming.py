"""Names of letters in a pack's ``unicharset``: a line each, which begins and ends with the letter.

The packs of the program call Latin letters by private names (``tesseract.PRIVATE``), since
tesseract starts more quickly then; what is trained and measured here has them under their own.
"""

from collections.abc import Mapping

from recognition.documents.tesseract import PRIVATE

PLAIN = {name: letter for letter, name in PRIVATE.items()}


def private(unicharset: str) -> str:
    """The same with private names for Latin letters."""
    return _renamed(unicharset, PRIVATE)


def plain(unicharset: str) -> str:
    """The same with each letter under its own name."""
    return _renamed(unicharset, PLAIN)


def _renamed(unicharset: str, names: Mapping[str, str]) -> str:
    return "\n".join(_entry(line, names) for line in unicharset.split("\n"))


def _entry(line: str, names: Mapping[str, str]) -> str:
    """A line: the letter, its properties, what it is compared as; a remark behind a tab."""
    properties, tab, remark = line.partition("\t")
    first, *between = properties.split(" ")
    if first not in names:
        return line
    between[-1] = names.get(between[-1], between[-1])
    return " ".join([names[first], *between]) + tab + remark
