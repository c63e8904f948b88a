"""``recognition staff``: the accounts of assessors, how they sign in, who is named for what."""

from collections.abc import Callable
from datetime import UTC, datetime

import click

from recognition.actions.accounts.grant_right import grant_right, load_staff, revoke_right
from recognition.actions.accounts.reset_app import reset_app
from recognition.actions.accounts.sign_in import add_staff
from recognition.domain.vocabulary import Right
from recognition.errors import InvalidInput, NotFound
from recognition.store.store import Store

_ADD = """
\b
Example: recognition staff add amina@office.example --name "Amina Diallo"
"""
_GRANT = """
\b
Rights:
  correct  put a slip of the pen in a signed decision right

\b
Example: recognition staff grant amina@office.example correct
"""
_REVOKE = """
\b
Example: recognition staff revoke amina@office.example correct
"""
_RESET = """
\b
Make sure first that it is they who ask: see them, or call a number that you
knew before. Where somebody else may know their password, give them a new one
first (recognition staff add). A mail tells them what was done.

\b
Example: recognition staff reset-app amina@office.example
"""
_right = click.argument("right", type=click.Choice([one.value for one in Right]))


def make_staff_group(open_store: Callable[[], Store]) -> click.Group:
    """The group ``staff``; ``open_store`` is called when a command runs."""
    group = click.Group("staff", help="Look after the accounts of assessors and their rights.")

    @group.command("add", epilog=_ADD)
    @click.argument("email")
    @click.option("--name", required=True, help="As colleagues and letters show it.")
    @click.password_option(help="Asked for when it is not given.")
    def add(email: str, name: str, password: str) -> None:
        """Register an assessor, or give one a new password, which signs them out everywhere."""
        store = open_store()
        try:
            add_staff(store, email, name, password, _now())
        except InvalidInput:
            raise click.BadParameter(
                f"{email} is no e-mail address, or it is an applicant's"
            ) from None
        click.echo(f"{email} can sign in.")

    @group.command("list")
    def list_() -> None:
        """Show every assessor with their rights, and how they sign in."""
        for one in load_staff(open_store()):
            rights = ", ".join(sorted(one.rights)) or "no further rights"
            since = one.app_since
            app = f"authenticator app since {since:%Y-%m-%d}" if since else "password alone"
            closed = "" if one.active else "  (closed)"
            click.echo(f"{one.email}  {one.name}  {rights}  {app}{closed}")

    @group.command("grant", epilog=_GRANT)
    @click.argument("email")
    @_right
    def grant(email: str, right: str) -> None:
        """Name the assessor EMAIL for what RIGHT says."""
        new = _known(_of(grant_right, right), open_store(), email)
        click.echo(f"{email} {'has' if new else 'already had'} the right: {right}.")

    @group.command("revoke", epilog=_REVOKE)
    @click.argument("email")
    @_right
    def revoke(email: str, right: str) -> None:
        """Take the right RIGHT of the assessor EMAIL back."""
        gone = _known(_of(revoke_right, right), open_store(), email)
        click.echo(f"{email} {'no longer has' if gone else 'did not have'} the right: {right}.")

    @group.command("reset-app", epilog=_RESET)
    @click.argument("email")
    def reset(email: str) -> None:
        """Forget the authenticator app of the assessor EMAIL, who has lost it, and sign them out.

        They set up another one: at their next sign-in where the office demands it. When it was
        reset stays written down.
        """
        gone = _known(reset_app, open_store(), email)
        click.echo(f"{email} {'is signed out; the app is forgotten' if gone else 'has no app'}.")

    return group


def _of(
    change: Callable[[Store, str, Right, datetime], bool], right: str
) -> Callable[[Store, str, datetime], bool]:
    return lambda store, email, at: change(store, email, Right(right), at)


def _known(change: Callable[[Store, str, datetime], bool], store: Store, email: str) -> bool:
    try:
        return change(store, email, _now())
    except (InvalidInput, NotFound):
        raise click.BadParameter(
            f"no assessor has the address {email}; recognition staff list shows all of them"
        ) from None


def _now() -> datetime:
    return datetime.now(UTC)
