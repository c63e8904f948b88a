"""Where the application stands: who must act next, by when and why, and what has happened."""

from uuid import UUID

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from recognition.web.applicant.room import blueprint, own
from recognition.web.fragments import page_or_block


@blueprint.get("/<uuid:case_id>")
def status(case_id: UUID) -> ResponseReturnValue:
    """The case's own page; a draft has its list of steps instead."""
    case = own(case_id)
    if case.is_draft:
        return redirect(url_for("applicant.tasks", case_id=case.id), 303)
    return page_or_block("applicant/status.html", "state", case=case)
