"""``recognition isced export``: what assessors found for which title, as a table in a text file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from recognition.store.queries.evidence import Decided, load_decided
from recognition.store.store import Store

COLUMNS = (
    "title", "field", "country", "isced_level", "isced_f", "source", "suggested", "confidence",
    "abstained", "differs", "times", "assessors", "first", "last", "release",
)  # fmt: skip
"""``evaluate isced`` and ``isced refit`` read such a file as it is."""

_HELP = """Write what assessors found for which title as a tab-separated table.

A line for each title, finding and suggestion: title, field of study and country; the code found
under isced_level or isced_f; the code suggested, its confidence and whether the machine abstained;
whether the two differ; in how many cases, by how many assessors, first and last when (days in
UTC); and the mapper's release. It holds only titles that a person stated or found, and nothing
that says whose they are.

Example:

    recognition isced export decisions.tsv
"""


def make_export_command(open_store: Callable[[], Store]) -> click.Command:
    """The command ``export``; ``open_store`` is called when it runs."""

    @click.command("export", help=_HELP, short_help="Write what assessors found for which title.")
    @click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
    def export(file: Path) -> None:
        decided = load_decided(open_store())
        file.write_text("".join(f"{line}\n" for line in lines(decided)), encoding="utf-8")
        differ = sum(one.times for one in decided if one.differs)
        total = sum(one.times for one in decided)
        click.echo(f"{len(decided)} lines: {total} findings, {differ} of them not as suggested.")

    return export


def lines(decided: tuple[Decided, ...]) -> Iterator[str]:
    """The lines of the table, its header first."""
    yield "\t".join(COLUMNS)
    for one in decided:
        cells = {
            "title": one.title,
            "field": one.field,
            "country": one.country,
            one.scheme: one.code,
            "source": "assessors",
            "suggested": one.machine_code,
            "confidence": "" if one.machine_confidence is None else f"{one.machine_confidence:.3f}",
            "abstained": _yes(one.machine_abstained),
            "differs": _yes(one.differs),
            "times": str(one.times),
            "assessors": str(one.assessors),
            "first": one.first.date().isoformat(),
            "last": one.last.date().isoformat(),
            "release": one.release,
        }
        yield "\t".join(_cell(cells.get(name, "")) for name in COLUMNS)


def _cell(text: str) -> str:
    """One line, and no formula: a title is what a holder typed, and tables are opened as sheets."""
    return " ".join(text.split()).lstrip("=+-@ ")


def _yes(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"
