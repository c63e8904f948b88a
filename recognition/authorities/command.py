"""``recognition authority``: look after authorities, be one for trying it out, ask as one."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click
import httpx
import pycountry

from recognition.authorities.addresses import check_url
from recognition.authorities.client import ask
from recognition.authorities.listener import Receiver, make_listener, seen_ids
from recognition.authorities.signatures import check_secret, transport_time
from recognition.domain.email_address import is_email
from recognition.domain.vocabulary import AuthenticityAnswer
from recognition.errors import InvalidInput, NotFound
from recognition.office import load_office
from recognition.settings import load_settings

if TYPE_CHECKING:  # a receiver starts without a database
    from recognition.store.store import Store

_ADD = """
\b
Example:
  recognition authority add "University of Sampletown" --country PT \\
    --url https://registry.example.org/webhooks
"""
_RENEW = """
\b
Example:
  recognition authority renew-secret 019a4f5e-2a00-7c3e-9d5b-6f2f0f1c8a01
"""
_CLOSE = """
\b
Example:
  recognition authority close 019a4f5e-2a00-7c3e-9d5b-6f2f0f1c8a01
"""
_LISTEN = """
\b
Example (AUTHORITY_SECRET may hold the secret instead):
  recognition authority listen --port 9000 --authority-id ID --secret whsec_... \\
    --office-url http://127.0.0.1:8000 --answer confirmed
"""
_QUERY = """
\b
Example:
  recognition authority query 2026-7K3M-Q2XX --authority-id ID --secret whsec_...
"""


def _checked_secret(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    try:
        check_secret(value)
    except InvalidInput:
        raise click.BadParameter("must be whsec_ and at least 24 bytes in base64") from None
    return value


def _checked_country(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if value and pycountry.countries.get(alpha_2=value.upper()) is None:
        raise click.BadParameter("must be a country's two letters (ISO 3166-1), like PT")
    return value.upper()


_secret = click.option(
    "--secret",
    required=True,
    envvar="AUTHORITY_SECRET",
    callback=_checked_secret,
    help="The authority's secret (whsec_...), as it was shown when it was added.",
)
_authority_id = click.option(
    "--authority-id", required=True, type=click.UUID, help="The authority's id."
)
_office_url = click.option(
    "--office-url", default="http://127.0.0.1:8000", show_default=True, help="The office's address."
)


def make_authority_group(open_store: Callable[[], Store]) -> click.Group:
    """The command group ``authority``; ``open_store`` is called by what needs a store."""

    @click.group("authority")
    def group() -> None:
        """Authorities and institutions: register them, or be one for trying it out."""

    @group.command("add", epilog=_ADD)
    @click.argument("name")
    @click.option("--url", default="", help="Where its webhooks go: https://...")
    @click.option("--email", help="Where links to answer go, if it takes no webhooks.")
    @click.option(
        "--country",
        default="",
        callback=_checked_country,
        help="Its country (ISO 3166-1): PT.",
    )
    @click.option("--ground", "grounds", multiple=True, help="A legal ground of the office's file.")
    def add(name: str, url: str, email: str | None, country: str, grounds: tuple[str, ...]) -> None:
        """Register the authority NAME; prints its id and, this once, its secret."""
        from recognition.actions.register_authority import make_secret, register_authority

        _check_ways(url, email)
        _check_grounds(grounds)
        secret = make_secret()
        authority_id = register_authority(
            open_store(),
            name,
            url,
            secret,
            transport_time(),
            country=country,
            legal_grounds=grounds,
            email=email,
        )
        click.echo(f"id:     {authority_id}")
        _tell(secret)

    _add_upkeep(group, open_store)
    group.add_command(listen)
    group.add_command(query)
    return group


def _add_upkeep(group: click.Group, open_store: Callable[[], Store]) -> None:
    """The commands for authorities that are registered."""

    @group.command("list")
    def list_() -> None:
        """Show every authority with its id, and how it is reached."""
        from recognition.actions.register_authority import load_all

        for one in load_all(open_store()):
            closed = "" if one.active else "  (closed)"
            click.echo(f"{one.id}  {one.name}  {one.webhook_url or one.email}{closed}")

    @group.command("renew-secret", epilog=_RENEW)
    @_known_id
    def renew(authority_id: UUID) -> None:
        """Give the authority ID a new secret, and take nothing signed with the old one any more.

        For a secret that somebody else may know.
        """
        from recognition.actions.register_authority import make_secret, renew_secret

        secret = make_secret()
        with _told_if_unknown():
            renew_secret(open_store(), authority_id, secret)
        _tell(secret)

    @group.command("close", epilog=_CLOSE)
    @_known_id
    def close(authority_id: UUID) -> None:
        """Take nothing from the authority ID, and send it nothing, any more.

        What it has answered stays. Its open questions get no answer; ask somebody else.
        """
        from recognition.actions.register_authority import close_authority

        with _told_if_unknown():
            close_authority(open_store(), authority_id)
        click.echo(f"{authority_id} is closed.")


_known_id = click.argument("authority_id", metavar="ID", type=click.UUID)


@contextmanager
def _told_if_unknown() -> Iterator[None]:
    try:
        yield
    except NotFound:
        raise click.BadParameter(
            "no authority has this id; recognition authority list shows all of them",
            param_hint="ID",
        ) from None


def _tell(secret: str) -> None:
    click.echo(f"secret: {secret}")
    click.echo("The secret is not shown again. Hand it over in a safe way.", err=True)


def _check_ways(url: str, email: str | None) -> None:
    """An authority is reached in one way: webhooks, or mails with a link."""
    if bool(url) is bool(email):
        raise click.UsageError("Give either --url (it takes webhooks) or --email (it does not).")
    if email and not is_email(email):
        raise click.BadParameter("must be an e-mail address", param_hint="--email")
    if not url:
        return
    try:
        check_url(url)
    except InvalidInput:
        raise click.BadParameter(
            "must be https://..., or http:// on this machine", param_hint="--url"
        ) from None


def _check_grounds(grounds: tuple[str, ...]) -> None:
    if not grounds:
        return
    known = {ground.id for ground in load_office(load_settings().office_file).legal_grounds}
    for ground in grounds:
        if ground not in known:
            offered = ", ".join(sorted(known)) or "none"
            message = f"{ground} is not in the office's file (known there: {offered})"
            raise click.BadParameter(message, param_hint="--ground")


@click.command("listen", epilog=_LISTEN)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=9000,
    show_default=True,
    help="Port; 0 takes a free one.",
)
@_secret
@_authority_id
@_office_url
@click.option(
    "--answer",
    type=click.Choice([*(a.value for a in AuthenticityAnswer), "none"]),
    default="none",
    show_default=True,
    help="What to answer to every question.",
)
@click.option("--log", type=click.Path(dir_okay=False, path_type=Path), help="Append lines here.")
@click.option("--fail", default=0, help="Answer 503 to so many webhooks first.")
@click.option(
    "--slow",
    type=click.FloatRange(0, 600),
    default=0.0,
    help="Seconds to wait before each answer.",
)
def listen(
    host: str,
    port: int,
    secret: str,
    authority_id: UUID,
    office_url: str,
    answer: str,
    log: Path | None,
    fail: int,
    slow: float,
) -> None:
    """Receive webhooks as an authority does: verify, take each id once, print a JSON line."""

    def say(line: str) -> None:
        click.echo(line)
        sys.stdout.flush()
        if log:
            with log.open("a", encoding="utf-8") as file:
                file.write(line + "\n")

    receiver = Receiver(
        secret=secret,
        authority_id=authority_id,
        office_url=office_url,
        say=say,
        answer=None if answer == "none" else AuthenticityAnswer(answer),
        fail=fail,
        slow=slow,
        seen=seen_ids(log.read_text("utf-8", "replace").splitlines())
        if log and log.exists()
        else set(),
    )
    try:
        server = make_listener(receiver, host, port)
    except OSError as error:
        raise click.ClickException(f"Cannot listen on {host}:{port}: {error.strerror}.") from None
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with server:
        say(json.dumps({"listening": f"http://{host}:{server.server_port}/webhooks"}))
        try:
            server.serve_forever(poll_interval=0.1)
        except KeyboardInterrupt:
            return


@click.command("query", epilog=_QUERY)
@click.argument("reference")
@_secret
@_authority_id
@_office_url
@click.option("--decision", is_flag=True, help="Ask for the decision instead of the status.")
def query(reference: str, secret: str, authority_id: UUID, office_url: str, decision: bool) -> None:
    """Ask an office, as an authority, about the case REFERENCE; prints its JSON answer."""
    try:
        response = ask(
            office_url, authority_id, secret, reference, transport_time(), decision=decision
        )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise click.ClickException(
            f"{office_url} does not answer ({type(error).__name__})."
        ) from None
    click.echo(response.text.strip())
    if response.is_error:
        raise SystemExit(1)
