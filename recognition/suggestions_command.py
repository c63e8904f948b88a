"""``recognition suggestions``: how often assessors found something else than was suggested."""

from collections.abc import Callable

import click

from recognition.store.queries.followed import Followed, Suggested, load_followed
from recognition.store.store import Store

_HELP = r"""Say how often assessors found something else than the machine suggested.

Counted in all cases that are kept, each thing once: the newest finding. Nothing says whose case it
was, nor which assessor's finding. A machine decides nothing; figures that hardly ever differ may
mean that it is right, or that nobody looks any more.

\b
Example: recognition suggestions
"""

_NAMES = {
    Suggested.ISCED_LEVEL: "ISCED 2011 level",
    Suggested.ISCED_F: "ISCED-F 2013 field",
    Suggested.NO_DIFFERENCE: "no difference in an element",
    Suggested.BASIS: "basis where papers are missing",
}


def make_suggestions_command(open_store: Callable[[], Store]) -> click.Command:
    """The command ``suggestions``; ``open_store`` is called when it runs."""

    @click.command("suggestions", help=_HELP, short_help="How often people differ from them.")
    def suggestions() -> None:
        click.echo(f"{'suggested':<32}{'times':>8}{'found so':>10}{'found otherwise':>17}")
        for one in load_followed(open_store()):
            click.echo(_line(one))

    return suggestions


def _line(one: Followed) -> str:
    return f"{_NAMES[one.what]:<32}{one.times:>8}{one.same:>10}{one.differ:>17}"
