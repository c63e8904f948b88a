"""``recognition evaluate isced FILE``: how well the mapper does on an office's labelled titles."""

import json
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from recognition.isced.evaluate import Outcome, figures, run
from recognition.isced.labelled import read_labelled
from recognition.isced.mapper import Mapper, installed_mapper, load_parts
from recognition.isced.refit import withheld
from recognition.settings import load_settings

_HELP = """Map the titles of a labelled file and compare with their labels.

FILE is a table in a text file: tab-separated, UTF-8, one header line. Columns: title (or
qualification_title), the labels isced_level and isced_f, one or both, and beside them any of
field, institution, country, language, year and source. A label of two or three digits is compared
on those only.

For each number of digits: the share of titles whose first code is right (top 1) and whose right
code is among the first three (top 3). Coverage: the share of titles, the surest first, that can
be answered with 95 % right. Calibration error: how far confidence and share right are apart.

Example:

    recognition evaluate isced titles.tsv --errors
"""
_KINDS = {"isced_level": "Level", "isced_f": "Field"}
_GROUPS = {"by_language": "language", "by_country": "country", "by_source": "source"}


@click.command("isced", help=_HELP, short_help="Measure the mapping on labelled titles.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="All figures as one JSON object.")
@click.option("--errors", is_flag=True, help="List the titles that are wrong, too.")
@click.option(
    "--withhold",
    type=click.FloatRange(0, 0.9),
    default=0.0,
    help="Share of phrases and qualifications left out by chance: how it does on words that it "
    "does not know.",
)
def evaluate_isced(file: Path, *, as_json: bool, errors: bool, withhold: float) -> None:
    """Print the figures of one file."""
    rows = read_labelled(file)
    start = time.perf_counter()
    mapper = installed_mapper(load_settings().isced_folder)
    begun = time.perf_counter() - start
    if withhold:
        mapper = Mapper(withheld(load_parts(load_settings().isced_folder), withhold, 0))
    outcomes = run(rows, mapper.map)
    if errors:
        for outcome in outcomes:
            if not outcome.right():
                click.echo(_error(outcome), err=as_json)
    kinds = {"isced_level": True, "isced_f": False}
    judged = {name: [o for o in outcomes if o.is_level is kind] for name, kind in kinds.items()}
    found: dict[str, Any] = {
        "titles": len(rows),
        "release": str(mapper.release),
        "start_seconds": round(begun, 3),
        **{name: figures(some) for name, some in judged.items() if some},
    }
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_json else report(found))


def _error(outcome: Outcome) -> str:
    query, said = outcome.query, outcome.suggestion
    where = "/".join(filter(None, (query.country, query.language)))
    return f"{outcome.label:<5}{said.code:<5}{said.confidence:4.0%}  {where:<6} {query.title}"


def report(found: Mapping[str, Any]) -> str:
    """The figures as tables for people."""
    lines = [f"{found['titles']} titles, mapped with: {found['release']}"]
    for kind, title in _KINDS.items():
        if kind in found:
            lines += ["", *_tables(title, found[kind])]
    return "\n".join(lines)


def _tables(title: str, part: Mapping[str, Any]) -> Iterator[str]:
    digits = list(part["digits"])
    heads = [f"top {rank} @{count}" for count in digits for rank in (1, 3)]
    yield (
        f"{title:<24}{'titles':>8}"
        + "".join(f"{head:>10}" for head in heads)
        + (f"{'cover.95':>10}{'cal.err.':>10}")
    )
    yield _line("all", part, digits)
    for group, name in _GROUPS.items():
        yield f"by {name}"
        for key, one in part[group].items():
            yield _line(f"  {key}", one, digits)
    yield "confidence, and how many of such suggestions are right"
    for row in part["calibration"]:
        yield f"  {row['confidence']:<22.2f}{row['titles']:>8}{row['right']:>10.2f}"
    right = part["answered_right"]
    kept = "" if right is None else f", {100 * right:.1f} % of them right"
    yield f"answered without abstaining {100 * part['answered']:.1f} %{kept}"
    yield f"{part['ms']:.2f} ms a title"


def _line(name: str, part: Mapping[str, Any], digits: list[str]) -> str:
    cells = ""
    for count in digits:
        one = part["digits"].get(count)
        for rank in ("top_1", "top_3"):
            cells += f"{100 * one[rank]:>10.1f}" if one else f"{'-':>10}"
    cells += f"{100 * part['coverage_at_95']:>10.1f}{part['calibration_error']:>10.3f}"
    return f"{name[:24]:<24}{part['titles']:>8}{cells}"
