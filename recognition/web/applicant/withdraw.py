"""Withdrawing the application."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.domain.verbs import VerbName, Withdraw
from recognition.web.acting import do
from recognition.web.applicant.room import blueprint, own


@blueprint.get("/<uuid:case_id>/withdraw")
def ask_withdraw(case_id: UUID) -> ResponseReturnValue:
    """Ask whether it shall really end."""
    case = own(case_id)
    if VerbName.WITHDRAW not in case.allowed:
        return redirect(url_for("applicant.status", case_id=case.id), 303)
    return render_template("applicant/withdraw.html", case=case)


@blueprint.post("/<uuid:case_id>/withdraw")
def withdraw(case_id: UUID) -> ResponseReturnValue:
    """End the case."""
    case = own(case_id)
    do(case.id, Withdraw())
    flash(_("Your application is withdrawn."), "good")
    return redirect(url_for("applicant.status", case_id=case.id), 303)
