"""The text of a page that is upright and straight: each line read in its own script."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from recognition.documents import (
    digits,
    language,
    retry,
    room,
    rows,
    spacing,
    spelling,
    strips,
    tesseract,
)
from recognition.documents.layout import Segment
from recognition.documents.lines import Rectangle
from recognition.documents.tesseract import Picture, Token

_HEIGHT = 40  # of a line that tesseract reads, in pixels
_SURE = 0.5  # chance of text from which a line that was read badly is read again
_TOO_SURE = 0.7  # a pack that knows no accents is too sure of the letters that it knows

Lines = list[tuple[int, Rectangle]]


@dataclass(slots=True)
class Found:
    """Tokens with their places on the picture (``line[0]``: line of the page), and the packs."""

    tokens: list[Token] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)


def recognise(
    picture: Picture,
    segments: Iterable[Segment],
    ruled: Sequence[Rectangle],
    left: Callable[[], float],
) -> Found:
    """Read all lines; ``left()`` gives the seconds that remain, or raises PageTimedOut."""
    found = Found()
    ordered = rows.lines(segments, ruled)
    groups = _by_script(ordered)
    every = [(number, _around(line)) for number, line in enumerate(ordered)]
    sure = {n for n, line in enumerate(ordered) if max(s.chance for s in line) > _SURE}
    found.scripts = list(groups)
    for script, lines in groups.items():
        reader = _Reader(picture, script, lines, every, left)
        text = [line for line in lines if line[0] in sure]
        tokens = retry.mend(picture, text, reader.all(found), reader.again)
        if script == "Arab":
            code = spelling.language_of(" ".join(_texts(tokens)))
            tokens = spelling.in_order(tokens)
            tokens = digits.mend(picture, tokens, persian=code in spelling.PERSIAN_DIGITS)
            tokens = spelling.spelt(tokens, code)
        if script in spacing.SCRIPTS:
            tokens = spacing.join(picture, tokens)
        found.tokens += tokens
    found.tokens.sort(key=lambda token: token.line[0])
    return found


def _by_script(lines: Sequence[Sequence[Segment]]) -> dict[str, Lines]:
    """Lines by script, most text first; a line without a script goes with the one before it."""
    each = [_script(line) for line in lines]
    known = [script for script in each if script]
    before = known[0] if known else "Latn"
    groups: dict[str, Lines] = {}
    for number, (line, script) in enumerate(zip(lines, each, strict=True)):
        before = script or before
        groups.setdefault(before, []).append((number, _around(line)))
    return dict(sorted(groups.items(), key=lambda item: -_size(item[1])))


def _size(lines: Lines) -> float:
    """About how many letters lines have."""
    return sum(retry.letters(box) for _, box in lines)


def _script(line: Sequence[Segment]) -> str:
    total: dict[str, float] = {}
    for segment in line:
        if segment.script:
            width = segment.box[2] - segment.box[0]
            total[segment.script] = total.get(segment.script, 0.0) + segment.chance * width
    return max(total, key=lambda script: total[script], default="")


def _around(line: Sequence[Segment]) -> Rectangle:
    boxes = [segment.box for segment in line]
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


class _Reader:
    """Reads the lines of one script."""

    def __init__(
        self,
        picture: Picture,
        script: str,
        lines: Lines,
        every: Lines,
        left: Callable[[], float],
    ) -> None:
        self.picture = picture
        self.script = script
        self.lines = lines
        self.every = every  # lines of the page, in all scripts
        self.left = left
        self.packs: list[str] = []  # that read most of the lines

    def all(self, found: Found) -> list[Token]:
        """All lines by the pack of their script; once more where their language has its own.

        Lines that are read badly are tried in other styles of the script.
        """
        self.packs = self._first(found)
        tokens = self._read(self.lines, self.packs)
        for pack in tesseract.installed_packs().intersection(language.styles(self.script)):
            badly = room.roomy(self.picture, retry.bad(self.lines, tokens), self.every)
            tokens = retry.in_style(badly, tokens, partial(self._in_style, pack=pack))
        own = language.packs_of_language(self.script, _texts(tokens))
        better = _installed(own, found) if own else self.packs
        if better == self.packs:
            return tokens
        again = self._read(self.lines, better)
        if retry.worth(again) <= _TOO_SURE * retry.worth(tokens):
            return tokens
        self.packs = better
        return again

    def _first(self, found: Found) -> list[str]:
        """What the script is read with before its language is known."""
        packs = _installed(language.script_packs(self.script), found)
        either = [p for p in language.alternatives(self.script) if p in tesseract.installed_packs()]
        if not either:
            return packs
        sample = retry.sample(self.lines)
        tries = [packs, *([pack] for pack in either)]
        return max(tries, key=lambda tried: retry.worth(self._read(sample, tried)))

    def again(self, picture: Picture, lines: Lines, height: int) -> list[Token]:
        """Lines of another picture of the page."""
        return self._words(lines, self.packs, lambda some: strips.sheet(picture, some, height))

    def _in_style(self, lines: Lines, pack: str) -> list[Token]:
        return self._words(lines, [pack], partial(room.sheet, self.picture))

    def _read(self, lines: Lines, packs: Sequence[str]) -> list[Token]:
        return self._words(lines, packs, lambda some: strips.sheet(self.picture, some, _HEIGHT))

    def _words(
        self, lines: Lines, packs: Sequence[str], laid: Callable[[strips.Lines], strips.Sheet]
    ) -> list[Token]:
        def words(picture: Picture) -> list[Token]:
            return tesseract.words(picture, packs, seconds=self.left(), layout=6)

        return strips.read(lines, laid, words)


def _texts(tokens: Iterable[Token]) -> list[str]:
    """The text of each line."""
    lines: dict[int, list[str]] = {}
    for token in tokens:
        lines.setdefault(token.line[0], []).append(token.text)
    return [" ".join(words) for words in lines.values()]


def _installed(wanted: Sequence[str], found: Found) -> list[str]:
    """The packs that are there; what is missing is noted, and letters are read as Latin ones."""
    there = tesseract.installed_packs()
    missing = [pack for pack in wanted if pack not in there]
    found.missing += missing
    usable = [pack for pack in wanted if pack in there]
    return usable or language.script_packs("Latn")
