"""What a document says, in the form that the scoring reads."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from tests.papers.errors import HiddenMark
from tests.papers.fields import fields_of
from tests.papers.marks import Version
from tests.papers.printing import Printed
from tests.papers.scripts import scripts_of
from tests.papers.source import Paper

_NUMBER_FIRST = re.compile(r"(\d+(?:[.,٫]\d+)?)\s*(?:\(|[^\W\d])")
"""A grade such as "14 (catorze) valores": its number alone says it as well."""


def truth_of(paper: Paper, number: int, version: Version, printed: Printed) -> dict[str, Any]:
    """All that does not depend on how the paper is spoilt. Raises BadMark or HiddenMark."""
    lines = lines_of(version, printed)
    _check_printed(paper.file, version, lines)
    marked, verbatim = fields_of(paper.file, version.marks)
    number_alone = _NUMBER_FIRST.match(marked.get("grade", ""))
    if number_alone:
        verbatim["grade"] = [*verbatim["grade"], number_alone[1]]
    text = "\n".join("\n".join(page) for page in lines)
    matter = paper.matter
    return {
        "template": paper.stem,
        "variant": number,
        "languages": list(matter.languages),
        "scripts": scripts_of(text, matter.languages, matter.country),
        "fields": matter.classification(number) | marked,
        "verbatim": verbatim,
        "accept": matter.accepted(number),
        "text": lines,
        "wraps": wraps_of(version, printed),
    }


def lines_of(version: Version, printed: Printed) -> list[list[str]]:
    """The printed lines of each page; what is drawn in SVG at the end."""
    return [
        [*(line.text for line in page.lines), *drawn]
        for page, drawn in zip(printed.pages, version.drawn, strict=True)
    ]


def wraps_of(version: Version, printed: Printed) -> list[list[bool]]:
    """For each of those lines, whether the next one continues it."""
    return [
        [*(line.goes_on for line in page.lines), *(False for _ in drawn)]
        for page, drawn in zip(printed.pages, version.drawn, strict=True)
    ]


def _check_printed(file: str, version: Version, lines: Sequence[Sequence[str]]) -> None:
    """A mark that is hidden by a style would be asked for and be nowhere."""
    everything = _letters("".join("".join(page) for page in lines))
    for mark in version.marks:
        if _letters(mark.printed) not in everything:
            raise HiddenMark(file, f"{mark.name}: {mark.printed!r} is nowhere in one piece")


def _letters(text: str) -> str:
    """Letters and digits alone: lines may break anywhere, styles may change the case."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in folded if letter.isalnum())
