"""From a letter's parts to its PDF, by Typst: without a clock, and without fetching anything."""

import logging
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from pydantic import TypeAdapter
from typst import Compiler, Fonts, TypstError

if TYPE_CHECKING:
    from typst import PDFStandard

from recognition.letters.parts import Letter
from recognition.resources import resource_dir

ARCHIVE: "tuple[PDFStandard, ...]" = ("a-3a", "ua-1")
"""PDF/A for the archive, part 3 since data may be attached one day, level a: tagged for readers;
and PDF/UA, which says that people who have it read to them miss nothing (ISO 19005-3, 14289-1)."""

PLAIN: "tuple[PDFStandard, ...]" = ("1.7",)

_log = logging.getLogger(__name__)
_json = TypeAdapter(Letter)


def printed(letter: Letter, day: str) -> bytes:
    """The letter as PDF, dated on ``day`` (ISO form); the same letter gives the same bytes.

    A letter with a sign that no font has cannot be an archive's file: it is printed with an empty
    box and without that claim, and what was missing is logged, without being quoted.
    """
    inputs = {"letter": _json.dump_json(letter).decode()}
    dated = datetime.fromisoformat(day).replace(tzinfo=UTC)
    with suppress(TypstError):  # its words quote the letter
        return _pdf(inputs, dated, ARCHIVE)
    _log.warning("A letter could not be set as asked. Fonts: fonts-noto-core, fonts-noto-cjk.")
    return _pdf(inputs, dated, PLAIN)


def _pdf(inputs: dict[str, str], dated: datetime, standards: "tuple[PDFStandard, ...]") -> bytes:
    made = _compiler().compile(
        sys_inputs=inputs, format="pdf", pdf_standards=list(standards), timestamp=dated
    )
    assert isinstance(made, bytes)
    return made


@cache
def _compiler() -> Compiler:
    """The template and the system's fonts, looked for once and not for each letter."""
    folder = resource_dir("templates") / "letters"
    fonts = Fonts(include_embedded_fonts=False)
    return Compiler(folder / "decision.typ", root=folder, font_paths=fonts)
