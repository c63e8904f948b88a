"""``recognition evaluate documents DIR``: how well the reading does on an office's own papers."""

import json
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import click

from recognition.documents.command import MapFields
from recognition.documents.evaluate import Verdict, figures, judge, report
from recognition.documents.extraction.extract import extract
from recognition.documents.extraction.page.paper import Hints, no_hints
from recognition.documents.intake import check_file
from recognition.documents.model import DocumentReading
from recognition.documents.pages import split
from recognition.documents.reader import read_page
from recognition.documents.scoring import Truth, truths
from recognition.errors import DocumentRejected

_HELP = """Read the documents of a folder and compare with what is printed on them.

DIR holds documents, each with a file NAME.truth.json beside it that says what is printed
(docs/reading.md has the form). Prints precision, recall and F1 by field, script, language and
degradation, the share of fields answered, and whether confidence can be trusted.

Example:

    recognition evaluate documents papers/ --errors
"""


def make_evaluate_command(map_fields: MapFields, hints: Hints = no_hints) -> click.Command:
    """The command ``documents``; ``map_fields`` adds the fields that the mapper derives."""

    @click.command("documents", help=_HELP, short_help="Measure the reading on a folder.")
    @click.argument(
        "folder",
        metavar="DIR",
        type=click.Path(exists=True, file_okay=False, readable=True, path_type=Path),
    )
    @click.option("--json", "as_json", is_flag=True, help="All figures as one JSON object.")
    @click.option("--errors", is_flag=True, help="List the values that are wrong, too.")
    @click.option("--workers", default=os.cpu_count() or 1, help="Documents read at once.")
    def documents(folder: Path, as_json: bool, errors: bool, workers: int) -> None:
        try:
            wanted = truths(folder)
        except ValueError as wrong:
            raise click.ClickException(str(wrong)) from wrong
        if not wanted:
            raise click.ClickException(f"{folder}: no document with a truth file")
        verdicts = []
        for truth, reading in _readings(folder, wanted, workers, hints):
            mapped = {**reading.fields, **map_fields(reading)}
            verdicts += judge(truth, reading.model_copy(update={"fields": mapped}))
        if errors:
            for verdict in verdicts:
                if verdict.field is not None and not verdict.right:
                    click.echo(_error(verdict), err=as_json)
        click.echo(json.dumps(figures(verdicts), indent=1) if as_json else report(verdicts))

    return documents


def _readings(
    folder: Path, wanted: list[Truth], workers: int, hints: Hints
) -> Iterator[tuple[Truth, DocumentReading]]:
    paths = [folder / truth.file for truth in wanted]
    with ProcessPoolExecutor(max(1, workers), mp_context=get_context("spawn")) as pool:
        yield from zip(wanted, pool.map(partial(_read, hints=hints), paths), strict=True)


def _read(path: Path, hints: Hints) -> DocumentReading:
    """What a document says; nothing where it cannot be let in."""
    data = path.read_bytes()
    try:
        pages = split(data, check_file(data).media_type)
        return extract([read_page(page) for page in pages], hints)
    except DocumentRejected:
        return DocumentReading(pages=0)


def _error(verdict: Verdict) -> str:
    read = verdict.field.normalised if verdict.field else ""
    printed = verdict.truth.fields.get(verdict.name, "(nothing)")
    return f"{verdict.truth.id} {verdict.name.value}: {read!r}, printed {printed!r}"
