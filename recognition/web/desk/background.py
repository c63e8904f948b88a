"""The background paper: what the holder told in the questionnaire, as the desk reads it."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from recognition.errors import ErrorCode, NotFound
from recognition.store.queries.background import load_background
from recognition.web.desk.blueprint import blueprint
from recognition.web.desk.opening import open_case
from recognition.web.services import get_services


@blueprint.get("/cases/<uuid:case_id>/background")
def background(case_id: UUID) -> ResponseReturnValue:
    """All that was told, part by part, beside what the papers and the checklist say."""
    opened, services = open_case(case_id), get_services()
    told = load_background(services.store, case_id)
    if told is None:
        raise NotFound(ErrorCode.UNKNOWN, "background")
    return render_template(
        "desk/background.html",
        opened=opened,
        file=opened.file,
        errors=[],
        told_at=told.at,
        answers=told.answers,
        parts=services.rules.questionnaire.parts,
    )
