"""A copy of everything that is kept of her in this case, to take along."""

import tempfile
import zipfile
from uuid import UUID

from flask import send_file
from flask.typing import ResponseReturnValue

from recognition.store.queries.copies import copy_of
from recognition.web.applicant.room import blueprint, own
from recognition.web.services import get_services

IN_MEMORY = 8_000_000
"""Bytes; a larger copy is put together in a file that vanishes with the answer."""


@blueprint.get("/<uuid:case_id>/copy.zip")
def copy(case_id: UUID) -> ResponseReturnValue:
    """Data, papers and letters in one file (GDPR, articles 15(3) and 20)."""
    case, store = own(case_id), get_services().store
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in copy_of(store, case.id).contents(store):
            archive.writestr(path, data)
    file.seek(0)
    answer = send_file(
        file,
        mimetype="application/zip",
        as_attachment=True,
        download_name=f"{case.reference}.zip",
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
