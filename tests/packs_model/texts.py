"""Texts to paint: lines of papers with other numbers, and words of packs with made numbers."""

import random
import re
import unicodedata
from collections.abc import Sequence

from recognition.documents.language import letter_script
from tests.packs_model.script import Script
from tests.packs_model.seen import Text

_MANY = 12  # words of a line of which a part is taken
_PRINTED = 0.6  # of the lines are printed on papers, the others made
_FIRST = 0.5  # of the lines of a style are in its first language, whatever the others
_CAPITALS = 0.1
_OTHERS = 0.3  # of the words are of other dictionaries, where there are any
_NAMED = 0.5  # of the dates name their month, where names are known
_DIGIT = re.compile(r"\d")
_TONOS = "\u0301"
_QUOTES = ("«{}»", '"{}"', "„{}“", "“{}”")
_YEARS = {"ar": (1360, 1446), "fa": (1300, 1404), "ps": (1300, 1404)}  # Hijri, Jalali


class Texts:
    """Draws lines of a script by chance. ``words``: of the pack's dictionary, then of others."""

    def __init__(
        self, script: Script, seen: Sequence[Text], words: Sequence[Sequence[str]]
    ) -> None:
        self.script = script
        self.seen = seen
        self.words = words

    def line(self, chance: random.Random) -> Text:
        """A line of up to a dozen words."""
        seen = self._seen(chance)
        if chance.random() < _PRINTED:
            text = self._printed(seen, chance)
        else:
            text = self._made(seen.language, chance)
        return Text(_capitals(text) if chance.random() < _CAPITALS else text, seen.language)

    def _seen(self, chance: random.Random) -> Text:
        """A line of a paper; of a style often in its first language, and up to three as one."""
        if not self.script.style_of:
            return chance.choice(self.seen)
        language = chance.choice(self.script.languages.split())
        if chance.random() < _FIRST:
            language = self.script.languages.split()[0]
        lines = [line.words for line in self.seen if line.language == language]
        return Text(" ".join(chance.choices(lines, k=chance.randint(1, 3))), language)

    def _printed(self, seen: Text, chance: random.Random) -> str:
        """A line of a paper, or a part of it, most of its numbers exchanged."""
        words = seen.words.split(" ")
        if len(words) > _MANY:
            start = chance.randrange(len(words) - _MANY + 2)
            words = words[start : start + chance.randint(4, _MANY)]
        digits = self._digits(seen.language, chance)
        return " ".join(
            _DIGIT.sub(lambda _: chance.choice(digits), word) if chance.random() < 0.8 else word
            for word in words
        )

    def _made(self, language: str, chance: random.Random) -> str:
        """Words and numbers side by side."""
        digits = self._digits(language, chance)
        return " ".join(
            self._word(chance) if chance.random() < 0.78 else self._number(language, digits, chance)
            for _ in range(chance.randint(1, 9))
        )

    def _word(self, chance: random.Random) -> str:
        others = self.words[1:]
        listed = chance.choice(others) if others and chance.random() < _OTHERS else self.words[0]
        word, kind = chance.choice(listed), chance.random()
        if chance.random() < 0.25:
            word = word.capitalize()
        if kind < 0.06:
            return f"({word})"
        if kind < 0.1:
            return chance.choice(_QUOTES).format(word)
        return word + chance.choice(":,.;-،") if kind < 0.2 else word

    def _digits(self, language: str, chance: random.Random) -> str:
        return chance.choice(self.script.digits_of(language))

    def _number(self, language: str, digits: str, chance: random.Random) -> str:
        """A date, mark, year, share or register number."""
        dated = chance.random() < 0.45
        number = _date(language, self.script.months, chance) if dated else _plain(chance)
        if self.script.numero and chance.random() < 0.1:
            number = f"{chance.choice(self.script.numero)} {number}"
        return number.translate(str.maketrans("0123456789", digits))


def _capitals(text: str) -> str:
    """In capitals; Greek ones have no accents but the dots that part two vowels."""
    letters = unicodedata.normalize("NFD", text.upper())
    if any(letter_script(letter) == "Grek" for letter in letters):
        letters = letters.replace(_TONOS, "")
    return unicodedata.normalize("NFC", letters)


def _date(language: str, months: Sequence[str], chance: random.Random) -> str:
    years = chance.choice([(1940, 2026), _YEARS.get(language, (1940, 2026))])
    parts = [str(chance.randint(*span)) for span in ((1, 31), (1, 12), years)]
    if months and chance.random() < _NAMED:
        day, _, year = parts
        month = chance.choice(months)
        return " ".join(
            chance.choice([(day, month, year), (month, f"{day},", year), (month, year)])
        )
    if chance.random() < 0.5:
        parts = [part.zfill(2) for part in parts]
    if chance.random() < 0.4:
        parts.reverse()
    return chance.choice("././-").join(parts)


def _plain(chance: random.Random) -> str:
    def some(least: int, most: int) -> str:
        return "".join(chance.choices("0123456789", k=chance.randint(least, most)))

    return chance.choice(
        [
            some(1, 2) + chance.choice(".,") + some(1, 2) + chance.choice(["", "", "%"]),
            chance.choice(["19", "20"]) + some(2, 2),
            some(4, 10),
            f"{some(1, 3)}/{some(1, 4)}",
            some(1, 3),
        ]
    )
