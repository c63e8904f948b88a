"""The fonts of this machine that a script is printed in, common ones more often."""

import random
import re
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont

from tests.packs_model.script import Script

_ODD = re.compile(
    r"Symbol|Dingbat|Emoji|Math|Music|Fallback|Thin|Extra ?Light|Initials|Rashi|Color"
)
_RARE = re.compile(
    r"Mono|Narrow|Condensed|Display|Noto S(ans|erif) \w|Kufi|Poster|Title|Digital|Pen"
)
_WEIGHTS = {"common": 4.0, "rare": 0.2}
_UNSEEN = {0x20, 0x200C, 0x200D}  # a font needs no picture of these


class Fonts:
    """Files of fonts with how often each is used: a family as often as it is common.

    ``more``: files beside those that fontconfig knows, each as often as a usual family.
    """

    def __init__(self, script: Script, more: Iterable[Path] = ()) -> None:
        families: dict[str, set[str]] = {}
        for language in script.fonts.split():
            for file, family in _listed(language):
                if not re.match(script.only, family):
                    continue
                if re.match(script.common, family) or not _is_east_asian(file):
                    families.setdefault(family, set()).add(file)
        weights = {
            file: _weight(family, script.common) / len(files)
            for family, files in families.items()
            for file in sorted(files)
        }
        weights |= {str(file): 1.0 for file in more}
        self.files, self.weights = list(weights), list(weights.values())
        self._scale = script.scale

    def scaled(self, size: int) -> int:
        """The size (pixels) at which the letters are about as large as others are at ``size``."""
        return round(self._scale * size)

    def choose(self, chance: random.Random) -> str:
        """The file of some font."""
        return chance.choices(self.files, self.weights)[0]


def _listed(language: str) -> list[tuple[str, str]]:
    """(file, family) of each font that fontconfig has for a language."""
    command = ["fc-list", "--format", "%{file}\t%{family}\n", f":lang={language}"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = sorted(tuple(row.split("\t")) for row in found.splitlines())
    return [
        (file, names.split(",")[-1])
        for file, names in rows
        if file.endswith((".ttf", ".otf")) and not _ODD.search(file + names)
    ]


def _weight(family: str, common: str) -> float:
    kind = "common" if re.match(common, family) else "rare" if _RARE.search(family) else ""
    return _WEIGHTS.get(kind, 1.0)


@cache
def _letters(file: str) -> frozenset[int]:
    with TTFont(file, fontNumber=0, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _is_east_asian(file: str) -> bool:
    """Whether a font sets all letters as wide as Han ones."""
    return writes(file, "中")


def writes(file: str, text: str) -> bool:
    """Whether a font has all letters of a text."""
    return set(map(ord, text)) - _UNSEEN <= _letters(file)


@cache
def face(file: str, size: int) -> ImageFont.FreeTypeFont:
    """A font in a size (pixels), which joins and shapes letters as printing does."""
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.RAQM)
