"""``recognition figures``: how many wait, from where, how long and with which outcome."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import click

from recognition.domain.figures import LEAST, OUTCOMES, YearFigure
from recognition.domain.vocabulary import Outcome
from recognition.store.queries.figures import Figures, load_figures
from recognition.store.queries.yearly import load_years
from recognition.store.store import Store

COLUMNS = (
    "country", "purpose", "field", "waiting", "waiting_days", "decided", "decision_days",
    *(outcome.value for outcome in Outcome),
)  # fmt: skip

YEAR_COLUMNS = (
    "year", "by", "value", "received", "withdrawn", "decided", "decision_days", "late", *OUTCOMES,
)  # fmt: skip

_NAMED = 3
"""How many columns of a year's table name the group."""

_HELP = r"""Write how many cases wait and how they were decided, for a city or a ministry.

A tab-separated table with a line for each country of award, purpose and broad field (ISCED-F 2013):
how many wait, and since how many days in the middle; how many are decided, how many days that took
from submission in the middle; and with which outcomes. Nothing is about one person: a group of
fewer cases than --least is left out, a smaller number within a group is written as '<' and the
least, and one from which it could be told stays empty. Cases that were erased are not counted.

With --years a table for the office's yearly statistics instead, also of years whose cases are
erased: for each year, of all cases and by regime, purpose, country, ISCED level and broad field of
the decision, how many came in, were withdrawn and decided, how many days that took in the middle,
how many came late, and the outcomes of first decisions. Groups of too few cases are together as
'other'; what is withheld stays empty. A year is kept as it is before the first of its cases is
erased, with 5 as the least.

\b
Example: recognition figures figures.tsv
Example: recognition figures --years years.tsv
"""


def make_figures_command(
    open_store: Callable[[], Store], zone: Callable[[], str], clock: Callable[[], datetime]
) -> click.Command:
    """The command ``figures``; what it needs is asked for when it runs."""

    @click.command("figures", help=_HELP, short_help="How many wait, how long, what came of it.")
    @click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
    @click.option("--years", is_flag=True, help="The office's yearly statistics instead.")
    @click.option("--least", type=click.IntRange(min=2), default=LEAST, show_default=True)
    def figures(file: Path, years: bool, least: int) -> None:
        if years:
            _write_years(file, load_years(open_store(), zone(), least))
            return
        groups = load_figures(open_store(), zone(), clock())
        shown = [one for one in groups if one.cases >= least]
        file.write_text("".join(f"{line}\n" for line in lines(shown, least)), encoding="utf-8")
        click.echo(f"{len(shown)} lines; {len(groups) - len(shown)} groups were too small.")

    return figures


def now() -> datetime:
    """The moment up to which waiting is counted."""
    return datetime.now(UTC)


def _write_years(file: Path, figures: tuple[YearFigure, ...]) -> None:
    file.write_text("".join(f"{line}\n" for line in year_lines(figures)), encoding="utf-8")
    years = {one.year for one in figures}
    click.echo(f"{len(figures)} lines of {len(years)} years.")


def year_lines(figures: tuple[YearFigure, ...]) -> Iterator[str]:
    """The lines of the table of years, its header first."""
    yield "\t".join(YEAR_COLUMNS)
    for one in figures:
        numbers = {name: _or_empty(count) for name, count in one.numbers.items()}
        numbers["decision_days"] = _or_empty(one.days)
        counted = (numbers[name] for name in YEAR_COLUMNS[_NAMED:])
        yield "\t".join([str(one.year), one.by.value, one.value, *counted])


def _or_empty(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def lines(groups: list[Figures], least: int) -> Iterator[str]:
    """The lines of the table, its header first."""
    yield "\t".join(COLUMNS)
    for one in groups:
        outcomes = _outcomes([one.outcomes.get(outcome, 0) for outcome in Outcome], least)
        waited = [_number(len(one.waited), least), _middle(one.waited, least)]
        took = [_number(len(one.took), least), _middle(one.took, least)]
        yield "\t".join([one.country, one.purpose, one.field, *waited, *took, *outcomes])


def _outcomes(counts: list[int], least: int) -> list[str]:
    """The counts; where a small one could be told from the others, the next is left out, too."""
    shown = [_number(count, least) for count in counts]
    hidden = sum(count for count in counts if 0 < count < least)
    while 0 < hidden < least:
        open_ = [at for at, text in enumerate(shown) if text.isdecimal() and counts[at]]
        if not open_:
            break
        next_ = min(open_, key=lambda at: counts[at])
        shown[next_], hidden = "", hidden + counts[next_]
    return shown


def _number(count: int, least: int) -> str:
    return str(count) if count == 0 or count >= least else f"<{least}"


def _middle(days: tuple[int, ...], least: int) -> str:
    """The median in days; empty where too few stand behind it."""
    return f"{median(days):g}" if len(days) >= least else ""
