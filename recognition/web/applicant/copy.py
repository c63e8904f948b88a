"""A copy of everything that is kept of her in this case, to take along."""

import zipfile
from collections.abc import Iterator
from io import RawIOBase
from typing import Any
from uuid import UUID

from flask import Response
from flask.typing import ResponseReturnValue

from recognition.store.queries.copies import Copy, copy_of
from recognition.store.store import Store
from recognition.web.applicant.room import blueprint, own
from recognition.web.services import get_services


@blueprint.get("/<uuid:case_id>/copy.zip")
def copy(case_id: UUID) -> ResponseReturnValue:
    """Data, papers and letters in one file (GDPR, articles 15(3) and 20).

    It is put together while it is sent, a paper at a time: what was sealed is readable on no disk,
    and a large copy takes no more memory than its largest paper.
    """
    case, store = own(case_id), get_services().store
    answer = Response(_zipped(copy_of(store, case.id), store), mimetype="application/zip")
    answer.headers["Content-Disposition"] = f"attachment; filename={case.reference}.zip"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _zipped(found: Copy, store: Store) -> Iterator[bytes]:
    """The file, piece by piece. One that cannot be finished ends without its list of contents."""
    pieces = _Pieces()
    with zipfile.ZipFile(pieces, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in found.contents(store):
            archive.writestr(path, data)
            yield pieces.take()
    yield pieces.take()


class _Pieces(RawIOBase):
    """What was written since it was last taken; nothing can be read or written over."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._kept += data
        return len(data)

    def take(self) -> bytes:
        """Hand out what is there, and forget it."""
        taken, self._kept = bytes(self._kept), bytearray()
        return taken
