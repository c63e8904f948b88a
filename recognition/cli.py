"""``recognition``: the commands by which an office runs the program."""

import errno
import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

import click

from recognition import __version__
from recognition.errors import RecognitionError


def _plainly(function: Callable[..., Any]) -> Callable[..., Any]:
    """Turn an error of the house into its sentence and exit code 1, without a traceback."""

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except RecognitionError as error:
            raise SystemExit(f"{error.advice or error}") from error
        except Exception as error:
            if advice := _advice(error):
                raise SystemExit(advice) from error
            raise

    return call


def _advice(error: Exception) -> str:
    """What to do about a file or a database that does not do as it should; else nothing."""
    if isinstance(error, OSError) and error.errno not in (None, errno.EPIPE):
        about = f"{error.filename}: " if error.filename else ""
        return f"{about}{error.strerror}."
    if type(error).__module__.startswith("sqlalchemy."):
        from sqlalchemy.exc import ArgumentError, OperationalError, ProgrammingError

        if isinstance(error, ArgumentError | OperationalError | ProgrammingError):
            return (
                "The database does not answer, or not as this release needs it. Start it, correct "
                "RECOGNITION_DATABASE_URL, or run: recognition db upgrade"
            )
    return ""


class _Group(click.Group):
    """A group whose commands say plainly what went wrong; those of rooms are loaded when asked."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name."""
        return sorted({*super().list_commands(ctx), *_OF_ROOMS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name."""
        if cmd_name in _OF_ROOMS:
            return _OF_ROOMS[cmd_name]()
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        return _plainly(super().invoke)(ctx)


@click.group(cls=_Group)
@click.version_option(__version__)
def main() -> None:
    """Recognition of foreign qualifications: from the scan to a fair decision, on time."""
    from recognition.logs import set_up_logs
    from recognition.settings import load_settings

    set_up_logs(load_settings().log_level)


@main.command()
def up() -> None:
    r"""Start everything on this machine, for trying it out.

    \b
    Example: recognition up
    """
    from recognition.embedded import run_embedded
    from recognition.settings import load_settings

    run_embedded(load_settings())


@main.command()
def web() -> None:
    r"""Serve the pages.

    \b
    Example: RECOGNITION_PORT=8080 recognition web
    """
    from recognition.serving import serve_web
    from recognition.settings import load_settings

    serve_web(load_settings())


@main.command()
@click.option(
    "--queue",
    "queues",
    multiple=True,
    type=click.Choice(["procedure", "reading", "delivery"]),
    help="Serve this queue; may be given several times. Without it: all.",
)
def worker(queues: tuple[str, ...]) -> None:
    r"""Run workflows and activities.

    \b
    Example: recognition worker --queue reading
    """
    from recognition.settings import load_settings
    from workflows.messages import Queue
    from workflows.process import run_worker

    run_worker(load_settings(), [Queue(name) for name in queues] or list(Queue))


@main.group()
def db() -> None:
    """Look after the database."""


@db.command()
def upgrade() -> None:
    r"""Bring the database to the form that this release needs.

    \b
    Example: recognition db upgrade
    """
    from recognition.settings import load_settings
    from recognition.store import migrate
    from recognition.store.engine import make_engine

    migrate.upgrade(make_engine(load_settings().database_url))
    click.echo("The database is up to date.")


@db.command(hidden=True)
@click.argument("revision_id")
@click.argument("message")
def revision(revision_id: str, message: str) -> None:
    r"""Write a migration from the difference to the tables (for developers).

    \b
    Example: recognition db revision 0005 "Interviews"
    """
    from recognition.settings import load_settings
    from recognition.store import migrate
    from recognition.store.engine import make_engine

    migrate.make_revision(make_engine(load_settings().database_url), message, revision_id)


@db.command()
def rederive() -> None:
    r"""Rebuild what is derived from the facts: stages, next actors and dates in lists.

    \b
    Example: recognition db rederive
    """
    from recognition.actions.rederiving import rederive_all
    from recognition.rules import load_rules
    from recognition.settings import load_settings
    from recognition.store.opening import open_store

    settings = load_settings()
    changed, total = rederive_all(open_store(settings), load_rules(settings.office_file))
    click.echo(f"{total} cases derived anew, {changed} of them differed.")


@main.command()
@click.option("--repair", is_flag=True, help="Start every workflow that is missing.")
def doctor(repair: bool) -> None:
    r"""Check every outside part, and say how to mend it.

    \b
    Example: recognition doctor --repair
    """
    from recognition.doctor import examine
    from recognition.settings import load_settings
    from workflows.process import run_repair

    settings = load_settings()
    found = examine(settings)
    for check in found:
        click.echo(f"{'ok  ' if check.ok else 'FAIL'}  {check.name}: {check.said}")
    if repair:
        done = run_repair(settings)
        click.echo(
            f"Made sure of {done.cases} cases, {done.requests} requests, "
            f"{done.readings} readings and {done.deliveries} deliveries."
        )
    _leave(0 if all(check.ok for check in found) else 1)


def _leave(code: int) -> NoReturn:
    """End the process without Python's own clearing up.

    The engine's library goes on for a moment in threads of its own, and where one of these comes
    back to an interpreter that ends, Python aborts: an office that is well would look broken.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _regimes() -> click.Command:
    from recognition.regimes_command import regimes_command

    return regimes_command


def _settings() -> click.Command:
    from recognition.settings_command import settings_command

    return settings_command


def _read() -> click.Command:
    from recognition.documents.command import make_read_command
    from recognition.reading import hints, map_fields

    return make_read_command(map_fields, hints)


def _evaluate() -> click.Command:
    from recognition.documents.measuring import make_evaluate_command
    from recognition.isced.measuring import evaluate_isced
    from recognition.reading import hints, map_fields

    group = click.Group("evaluate", help="Measure reading and mapping on labels of your own.")
    group.add_command(make_evaluate_command(map_fields, hints))
    group.add_command(evaluate_isced)
    return group


def _map() -> click.Command:
    from recognition.isced.command import map_command

    return map_command


def _isced() -> click.Command:
    from recognition.exporting import make_export_command
    from recognition.isced.checking import check
    from recognition.isced.refitting import refit_command
    from recognition.settings import load_settings
    from recognition.store.opening import open_store

    group = click.Group("isced", help="The office's own data for the mapping to ISCED.")
    group.add_command(check)
    group.add_command(refit_command)
    group.add_command(make_export_command(lambda: open_store(load_settings())))
    return group


def _authority() -> click.Command:
    from recognition.authorities.command import make_authority_group
    from recognition.settings import load_settings
    from recognition.store.opening import open_store

    return make_authority_group(lambda: open_store(load_settings()))


def _staff() -> click.Command:
    from recognition.settings import load_settings
    from recognition.staff_command import make_staff_group
    from recognition.store.opening import open_store

    return make_staff_group(lambda: open_store(load_settings()))


def _figures() -> click.Command:
    from recognition.figures_command import make_figures_command, now
    from recognition.rules import load_rules
    from recognition.settings import load_settings
    from recognition.store.opening import open_store

    return make_figures_command(
        lambda: open_store(load_settings()),
        lambda: load_rules(load_settings().office_file).zone,
        now,
    )


def _suggestions() -> click.Command:
    from recognition.settings import load_settings
    from recognition.store.opening import open_store
    from recognition.suggestions_command import make_suggestions_command

    return make_suggestions_command(lambda: open_store(load_settings()))


# Loaded when they are asked for: a worker that was killed must be back soon, without what reading
# and mapping need.
_OF_ROOMS: dict[str, Callable[[], click.Command]] = {
    "authority": _authority,
    "evaluate": _evaluate,
    "figures": _figures,
    "isced": _isced,
    "map": _map,
    "read": _read,
    "regimes": _regimes,
    "settings": _settings,
    "staff": _staff,
    "suggestions": _suggestions,
}
