"""An appeal against the decision or against silence, and taking it back."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.domain.verbs import Appeal, VerbName, WithdrawAppeal
from recognition.domain.vocabulary import AppealKind, Stage
from recognition.errors import InvalidInput
from recognition.store.queries import progress
from recognition.store.queries.applicant import Application
from recognition.store.queries.progress import AppealShown
from recognition.web.acting import do
from recognition.web.applicant.room import again, blueprint, needed, own, typed_or
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


@blueprint.get("/<uuid:case_id>/appeal/withdraw")
def ask_withdraw_appeal(case_id: UUID) -> ResponseReturnValue:
    """Ask whether the appeal shall really be taken back, and say what follows."""
    case = own(case_id)
    pending = _open_appeal(case)
    if VerbName.WITHDRAW_APPEAL not in case.allowed or pending is None:
        return redirect(url_for("applicant.status", case_id=case.id), 303)
    newest = next(iter(progress.decisions(get_services().store, case.id)), None)
    return render_template(
        "applicant/withdraw_appeal.html", case=case, appeal=pending, decision=newest
    )


@blueprint.post("/<uuid:case_id>/appeal/withdraw")
def withdraw_appeal(case_id: UUID) -> ResponseReturnValue:
    """Take the open appeal back."""
    case = own(case_id)
    pending = _open_appeal(case)
    if pending is not None:  # else it was decided, or taken back on another page
        do(case.id, WithdrawAppeal(appeal_id=pending.id))
        flash(_("Your appeal is taken back."), "good")
    return redirect(url_for("applicant.status", case_id=case.id), 303)


def _open_appeal(case: Application) -> AppealShown | None:
    shown = progress.appeals(get_services().store, case.id)
    return next((one for one in shown if one.open), None)


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
        "grounds": typed_or("grounds"),
    }
