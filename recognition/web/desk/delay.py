"""Announcing a delay: a reason and a new date, once, within the regime's limit."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.domain import verbs
from recognition.domain.deadlines import latest_new_date
from recognition.web.desk.blueprint import blueprint
from recognition.web.desk.opening import Opened, carry_out, make, open_case, typed
from recognition.web.forms import FieldErrors


@blueprint.route("/cases/<uuid:case_id>/delay", methods=["GET", "POST"])
def delay(case_id: UUID) -> ResponseReturnValue:
    """Announce it: ``new_date`` (ISO), ``reason``."""
    if request.method != "POST":
        opened = open_case(case_id)
        opened.need(verbs.VerbName.ANNOUNCE_DELAY)
        return _page(opened, [])
    return carry_out(
        case_id,
        lambda: make(verbs.AnnounceDelay, new_date=typed("new_date"), reason=typed("reason")),
        _("The delay is announced to the applicant."),
        "summary",
        lambda errors: _page(open_case(case_id), errors),
    )


def _page(opened: Opened, errors: FieldErrors) -> str:
    due = opened.file.derived.due
    months = opened.file.facts.regime.decision.extension_max_months
    return render_template(
        "desk/delay.html",
        opened=opened,
        file=opened.file,
        errors=errors,
        due=due,
        latest=latest_new_date(opened.file.facts),
        months=months,
        new_date=typed("new_date"),
        reason=typed("reason"),
    )
