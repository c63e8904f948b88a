"""The marks of one version, and the HTML that is left to be printed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape

from recognition.domain.vocabulary import PRINTED, FieldName
from tests.papers.errors import BadMark, BadMarkup, UnknownField
from tests.papers.source import Paper, is_text

_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SAYS = {"n", "v", "part"}
_LOOKS = {"class", "dir", "lang", "style"}
# Between other elements there is a space, even where the file has none.
_INLINE = frozenset(
    {"a", "b", "bdi", "bdo", "big", "em", "f", "font", "i", "mark", "small", "span", "strong"}
    | {"sub", "sup", "tspan", "u"}
)


@dataclass(slots=True)
class Mark:
    """One ``<f>``: what is printed in it, and its value where that is something else."""

    name: FieldName
    value: str | None
    part: int | None
    printed: str = ""

    @property
    def normalised(self) -> str:
        """The value, or else what is printed."""
        return self.printed if self.value is None else self.value


@dataclass(slots=True)
class Version:
    """One version of a paper, ready to be printed."""

    html: str
    marks: tuple[Mark, ...]
    pages: int
    drawn: tuple[tuple[str, ...], ...]
    """Texts inside of SVG, for each page: the layout does not know them."""


@dataclass(slots=True)
class _Walk:
    """The state between one token and the next."""

    file: str
    html: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    open: list[Mark] = field(default_factory=list)
    drawn: list[list[str]] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)
    """Of the elements that matter here (main, svg, text), those that are open."""

    def text(self, token: str) -> None:
        if token.strip() and "main" not in self.inside:
            raise BadMarkup(self.file, f"text outside of <main>: {token.strip()[:40]!r}")
        printed = unescape(token)
        for mark in self.open:
            mark.printed += printed
        if self.inside[-2:] == ["svg", "text"]:
            self.drawn[-1][-1] += printed
        self.html.append(token)

    def tag(self, token: str) -> None:
        found = _TAG.match(token)
        if found is None:
            raise BadMarkup(self.file, f"no tag: {token[:40]!r}")
        closing, name = bool(found[1]), found[2].lower()
        if name == "f":
            self._mark(token, closing)
        elif name in {"main", "svg", "text"}:
            self._bracket(name, closing)
        elif name not in _INLINE:
            for mark in self.open:
                mark.printed += " "
        between_pages = name == "hr" and "main" not in self.inside
        foreign = name == "f" and "svg" in self.inside  # <f> is nothing that SVG could draw
        if not between_pages and not foreign:
            self.html.append(token)

    def _bracket(self, name: str, closing: bool) -> None:
        if not closing:
            self.inside.append(name)
            if name == "main":
                self.drawn.append([])
            elif name == "text" and self.drawn:
                self.drawn[-1].append("")
        elif self.inside[-1:] != [name]:
            raise BadMarkup(self.file, f"</{name}> closes nothing")
        else:
            self.inside.pop()
            if name == "main" and self.open:
                raise BadMark(self.file, f"{self.open[-1].name} is not closed on its page")

    def _mark(self, token: str, closing: bool) -> None:
        if not closing:
            mark = _read_mark(self.file, token)
            if any(outer.name == mark.name for outer in self.open):
                raise BadMark(self.file, f"{mark.name} within {mark.name}")
            self.marks.append(mark)
            self.open.append(mark)
        elif not self.open:
            raise BadMark(self.file, "</f> closes nothing")
        else:
            self.open.pop()


def version_of(paper: Paper, number: int) -> Version:
    """One version of a paper. Raises BadMark, BadMarkup or UnknownField."""
    walk = _Walk(paper.file)
    for token in paper.tokens_of(number):
        (walk.text if is_text(token) else walk.tag)(token)
    if walk.open:
        raise BadMark(paper.file, f"{walk.open[-1].name} is not closed")
    if not walk.drawn or walk.inside:
        raise BadMarkup(paper.file, "no <main>, or one that is not closed")
    for mark in walk.marks:
        mark.printed = plain(mark.printed)
    marks = tuple(mark for mark in walk.marks if mark.printed)  # a version may leave one empty
    drawn = tuple(tuple(filter(None, map(plain, page))) for page in walk.drawn)
    return Version("".join(walk.html), marks, len(drawn), drawn)


def plain(text: str) -> str:
    """Text as it is printed: one space between words, no soft hyphens."""
    return " ".join(text.replace("\u00ad", "").split())


def _read_mark(file: str, token: str) -> Mark:
    attributes = {name: unescape(a or b) for name, a, b in _ATTRIBUTE.findall(token)}
    rest = re.sub(r"[\s<>]", "", _ATTRIBUTE.sub("", token))
    if rest != "f" or not attributes.keys() <= _SAYS | _LOOKS:
        raise BadMark(file, f"{token} has more than n, v, part and looks")
    name = _known(file, attributes.get("n", ""), PRINTED)
    part = attributes.get("part")
    if part is not None and (name is not FieldName.HOLDER_NAME or part not in {"1", "2", "3"}):
        raise BadMark(file, f"{token}: only holder_name has parts, numbered from 1")
    return Mark(name, attributes.get("v"), None if part is None else int(part))


def _known(file: str, name: str, fields: Iterable[FieldName]) -> FieldName:
    for known in fields:
        if known == name:
            return known
    raise UnknownField(file, repr(name))
