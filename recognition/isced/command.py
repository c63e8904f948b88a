"""``recognition map``: level and field of one title, or of a whole file of titles."""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from recognition.errors import ErrorCode, InvalidInput
from recognition.isced import codes
from recognition.isced.mapper import map_qualification
from recognition.isced.model import Mapping, Query, Suggestion

COLUMNS = ("title", "field", "institution", "country", "language", "year")
_EXAMPLE = """
\b
Examples:
  recognition map --title "ليسانس في الحقوق" --country SY --year 2009
  recognition map --title "Bachelor of Science" --field "Nursing" --json
  recognition map --tsv titles.tsv --json
"""


def query_from_row(row: dict[str, str | None]) -> Query:
    """Make a query from a row of a file; empty cells count as unknown.

    Raises:
        InvalidInput: ``year`` is not a number.
    """
    cells = {name: (row.get(name) or "").strip() or None for name in COLUMNS}
    year = cells["year"]
    if year is not None and not year.isdecimal():
        advice = f"The year {year!r} is not a number; leave it empty where it is unknown."
        raise InvalidInput(ErrorCode.BAD_VALUE, "year", advice=advice)
    country, language = cells["country"], cells["language"]
    return Query(
        title=cells["title"] or "",
        field=cells["field"],
        institution=cells["institution"],
        country=country.upper() if country else None,
        language=language.lower() if language else None,
        year=int(year) if year else None,
    )


def read_queries(lines: Iterable[str]) -> Iterator[Query]:
    """Read the rows of a tab-separated file with a header line, without quoting.

    Raises:
        InvalidInput: the header names neither ``title`` nor ``field``.
    """
    reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    if not set(reader.fieldnames or ()) & {"title", "field"}:
        advice = "The file needs a header line, separated by tabs, with a column title or field."
        raise InvalidInput(ErrorCode.MISSING_VALUE, "title", advice=advice)
    for row in reader:
        yield query_from_row(row)


def _share(confidence: float) -> str:
    return f"{round(confidence * 100)} %"


def _part(label: str, suggestion: Suggestion, title: str, extra: str = "") -> Iterator[str]:
    doubt = "  (too uncertain to lean on)" if suggestion.abstained else ""
    yield f"{label}: {suggestion.code} {title}{extra}, {_share(suggestion.confidence)}{doubt}"
    for reason in suggestion.reasons:
        yield f"  - {reason.text()}"


def as_text(mapping: Mapping) -> str:
    """Put a mapping in plain lines for a person at a terminal."""
    level, field = mapping.isced_level, mapping.isced_f
    known = [("ISCED-A", level.isced_a), ("EQF", level.eqf), ("cycle", level.cycle)]
    extra = "".join(f", {name} {value}" for name, value in known if value)
    lines = list(_part("Level", level, codes.level_title(level.code), extra))
    lines += [
        f"  or {a.code} {codes.level_title(a.code)}, {_share(a.confidence)}"
        for a in level.alternatives
    ]
    lines += _part("Field", field, codes.field_title(field.code))
    lines += [
        f"  or {a.code} {codes.field_title(a.code)}, {_share(a.confidence)}"
        for a in field.alternatives
    ]
    return "\n".join([*lines, f"Made with: {mapping.release}"])


def _show(query: Query, *, as_json: bool) -> None:
    mapping = map_qualification(query)
    if as_json:
        click.echo(json.dumps(mapping.as_json(), ensure_ascii=False))
    else:
        click.echo(f"{query.title or query.field}\n{as_text(mapping)}\n")


def _show_file(tsv: Path, *, as_json: bool) -> None:
    try:
        with tsv.open(encoding="utf-8", newline="") as lines:
            for query in read_queries(lines):
                _show(query, as_json=as_json)
    except UnicodeDecodeError:
        raise click.ClickException(f"{tsv} is not a text in UTF-8; save it as UTF-8.") from None
    except csv.Error as error:
        raise click.ClickException(f"{tsv} is no tab-separated table: {error}.") from None


@click.command("map", epilog=_EXAMPLE)
@click.option("--title", help="The qualification as printed, in its own language.")
@click.option("--field", help="The field of study, where it is printed apart.")
@click.option("--institution", help="The awarding institution.")
@click.option("--country", help="Country of award, two letters (ISO 3166), such as SY.")
@click.option("--language", help="Language of the title, two letters (ISO 639), such as ar.")
@click.option("--year", type=click.IntRange(1900, 2100), help="Year of award.")
@click.option(
    "--tsv",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A tab-separated file with a header line: any of " + ", ".join(COLUMNS) + ".",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a title, in order.")
def map_command(
    title: str | None,
    field: str | None,
    institution: str | None,
    country: str | None,
    language: str | None,
    year: int | None,
    tsv: Path | None,
    as_json: bool,
) -> None:
    """Suggest ISCED 2011 level and ISCED-F 2013 field of a qualification, with reasons."""
    if tsv is not None:
        _show_file(tsv, as_json=as_json)
        return
    if not title and not field:
        raise click.UsageError("Give --title, --field or --tsv.")
    row = {
        "title": title,
        "field": field,
        "institution": institution,
        "country": country,
        "language": language,
        "year": str(year) if year else None,
    }
    _show(query_from_row(row), as_json=as_json)
