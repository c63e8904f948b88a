"""A trial installation's mailbox, and invented papers to try with; neither exists elsewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

from flask import Blueprint, render_template, send_from_directory
from flask.typing import ResponseReturnValue

from recognition.errors import ErrorCode, NotFound
from recognition.store.queries.mails import newest_mails
from recognition.web.services import get_services

blueprint = Blueprint("trial", __name__)

_ADDRESS = re.compile(r"(https?://\S+)")


@blueprint.get("/mailbox")
def mailbox() -> ResponseReturnValue:
    """Show what would have been sent, the newest first."""
    mails = [
        {"mail": mail, "parts": list(_parts(mail.body))}
        for mail in newest_mails(get_services().store)
    ]
    return render_template("trial/mailbox.html", mails=mails)


@blueprint.get("/samples")
def samples() -> ResponseReturnValue:
    """List invented scans that can be downloaded and uploaded."""
    folder = get_services().samples_folder
    files = sorted(_files(folder)) if folder else []
    return render_template("trial/samples.html", files=files)


@blueprint.get("/samples/<name>")
def sample(name: str) -> ResponseReturnValue:
    """Hand out one of them."""
    folder = get_services().samples_folder
    if folder is None or name not in _files(folder):
        raise NotFound(ErrorCode.UNKNOWN, "sample")
    return send_from_directory(folder.resolve(), name, as_attachment=True)


def _files(folder: Path) -> dict[str, int]:
    """Names and sizes in kilobytes."""
    if not folder.is_dir():
        return {}
    return {
        path.name: max(1, path.stat().st_size // 1000)
        for path in folder.iterdir()
        if path.is_file() and not path.name.startswith(".")
    }


def _parts(body: str) -> Iterator[tuple[str, bool]]:
    """Pieces of a text, and whether each is an address."""
    for piece in _ADDRESS.split(body):
        if piece:
            yield piece, bool(_ADDRESS.fullmatch(piece))
