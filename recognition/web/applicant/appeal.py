"""An appeal against the decision, or against silence."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.domain.verbs import Appeal, VerbName
from recognition.domain.vocabulary import AppealKind, Stage
from recognition.errors import InvalidInput
from recognition.store.queries import progress
from recognition.store.queries.applicant import Application
from recognition.web.acting import do
from recognition.web.applicant.room import again, blueprint, needed, own, typed
from recognition.web.forms import field_errors
from recognition.web.services import get_services


@blueprint.get("/<uuid:case_id>/appeal")
def ask_appeal(case_id: UUID) -> ResponseReturnValue:
    """How to appeal, and the form."""
    case = own(case_id)
    if VerbName.APPEAL not in case.allowed:
        return redirect(url_for("applicant.status", case_id=case.id), 303)
    return render_template("applicant/appeal.html", errors=[], **_page(case))


@blueprint.post("/<uuid:case_id>/appeal")
def appeal(case_id: UUID) -> ResponseReturnValue:
    """Lodge the appeal."""
    case = own(case_id)
    try:
        do(case.id, Appeal(kind=_kind(case), grounds=needed("grounds")))
    except InvalidInput as error:
        return again("applicant/appeal.html", field_errors(error), **_page(case))
    flash(_("Your appeal is here."), "good")
    return redirect(url_for("applicant.status", case_id=case.id), 303)


def _kind(case: Application) -> AppealKind:
    return AppealKind.DECISION if case.stage is Stage.DECIDED else AppealKind.SILENCE


def _page(case: Application) -> dict[str, object]:
    services = get_services()
    newest = next(iter(progress.decisions(services.store, case.id)), None)
    return {
        "case": case,
        "kind": _kind(case),
        "decision": newest,
        "body": services.rules.office.appeal,
        "grounds": typed("grounds"),
    }
