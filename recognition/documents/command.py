"""``recognition read FILE…``: what a file says, for people or as one JSON object a line."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from recognition.documents import tesseract
from recognition.documents.extraction.page.paper import Hints, no_hints
from recognition.documents.model import DocumentReading, Field
from recognition.documents.reader import read_document
from recognition.domain.vocabulary import FieldName
from recognition.errors import DocumentRejected, MissingPart

MapFields = Callable[[DocumentReading], Mapping[FieldName, Field]]
"""Fields that follow from the others (``isced_level``, ``isced_f``), made by another room."""

_HELP = """Read diplomas and print what they say.

Each FILE is a PDF, JPEG, PNG, TIFF or HEIC. Fields that are uncertain are left out.

Example:

    recognition read diploma.pdf transcript.jpg --json
"""


def make_read_command(
    map_fields: MapFields | None = None, hints: Hints = no_hints
) -> click.Command:
    """The command ``read``; ``map_fields`` adds the fields that the mapper derives."""

    @click.command("read", help=_HELP, short_help="Read diplomas and print what they say.")
    @click.argument(
        "files",
        nargs=-1,
        required=True,
        metavar="FILE...",
        type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path),
    )
    @click.option("--json", "as_json", is_flag=True, help="One JSON object per file and line.")
    def read(files: tuple[Path, ...], as_json: bool) -> None:
        failed = False
        for file in files:
            try:
                reading = _with_mapped(read_document(file.read_bytes(), hints=hints), map_fields)
            except DocumentRejected as rejected:
                failed = True
                click.echo(_rejected_line(file, rejected, as_json), err=not as_json)
                continue
            except MissingPart as missing:
                raise click.ClickException(f"{missing}\nRun: {missing.advice}") from missing
            click.echo(json_line(file, reading) if as_json else for_people(file, reading))
        if failed:
            raise click.exceptions.Exit(1)

    return read


def _with_mapped(reading: DocumentReading, map_fields: MapFields | None) -> DocumentReading:
    if map_fields is None:
        return reading
    return reading.model_copy(update={"fields": {**reading.fields, **map_fields(reading)}})


def _rejected_line(file: Path, rejected: DocumentRejected, as_json: bool) -> str:
    if as_json:
        return json.dumps({"id": file.stem, "file": file.name, "error": rejected.code.value})
    return f"{file.name}: not read ({rejected.code.value})"


def json_line(file: Path, reading: DocumentReading) -> str:
    """One reading as one JSON object in one line."""
    kind = reading.document_type
    line: dict[str, Any] = {
        "id": file.stem,
        "file": file.name,
        "pages": reading.pages,
        "languages": list(reading.languages),
        "document_type": kind.value if kind else None,
        "fields": {
            name.value: field.model_dump(mode="json") for name, field in reading.fields.items()
        },
        "warnings": [warning.value for warning in reading.warnings],
    }
    if reading.doubtful:
        line["doubtful"] = {
            name.value: field.model_dump(mode="json") for name, field in reading.doubtful.items()
        }
    if reading.courses:
        line["courses"] = [course.model_dump(mode="json") for course in reading.courses]
    if reading.sections:
        line["sections"] = [section.model_dump(mode="json") for section in reading.sections]
    if reading.missing_packs:
        line["missing_packs"] = list(reading.missing_packs)
    return json.dumps(line, ensure_ascii=False)


def for_people(file: Path, reading: DocumentReading) -> str:
    """One reading as a small table, with what is missing and how to mend it."""
    languages = ", ".join(reading.languages) or "unknown"
    lines = [f"{file.name}: {reading.pages} page(s), language(s): {languages}"]
    for name, field in reading.fields.items():
        shown = field.value
        if field.normalised != field.value:
            shown += f"  [{field.normalised}]"
        lines.append(f"  {name.value:<20} {field.confidence:4.0%}  p.{field.page}  {shown}")
    lines += [f"  warning: {warning.value.replace('_', ' ')}" for warning in reading.warnings]
    if reading.missing_packs:
        lines.append(f"  to read it better: {tesseract.apt_line(reading.missing_packs)}")
    return "\n".join(lines)
