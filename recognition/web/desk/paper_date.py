"""The day of a paper that may not be old, recorded beside what was read and stated."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.domain import verbs
from recognition.domain.vocabulary import FieldName
from recognition.errors import ErrorCode, NotFound
from recognition.web.desk.blueprint import blueprint
from recognition.web.desk.fields import page_boxes
from recognition.web.desk.opening import Opened, carry_out, make, open_case, typed
from recognition.web.forms import FieldErrors


@blueprint.route("/cases/<uuid:case_id>/papers/<uuid:document_id>/date", methods=["GET", "POST"])
def paper_date(case_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Record the day of a paper: ``value`` (ISO), ``reason``."""
    if request.method != "POST":
        return _page(open_case(case_id), document_id, [])
    return carry_out(
        case_id,
        lambda: make(
            verbs.FindField,
            field=FieldName.AWARD_DATE,
            value=typed("value"),
            reason=typed("reason"),
            document_id=document_id,
        ),
        _("Finding kept."),
        "checklist",
        lambda errors: _page(open_case(case_id), document_id, errors),
    )


def _page(opened: Opened, document_id: UUID, errors: FieldErrors) -> str:
    opened.need(verbs.VerbName.FIND_FIELD)
    file = opened.file
    document = next((one for one in file.documents if one.row.id == document_id), None)
    if document is None or document_id not in file.ages:
        raise NotFound(ErrorCode.UNKNOWN, "document")
    shown = file.ages[document_id]
    known = shown.age.day.isoformat() if shown.age.day else ""
    return render_template(
        "desk/paper_date.html",
        opened=opened,
        file=file,
        errors=errors,
        document=document,
        shown=shown,
        value=typed("value") if request.method == "POST" else known,
        reason=typed("reason"),
        boxes=lambda page: page_boxes(file, document, page, FieldName.AWARD_DATE),
    )
