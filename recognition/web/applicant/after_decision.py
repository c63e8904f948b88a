"""What the holder decides after the decision: her measure, and what the public check shows."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.domain.clock import legal_day
from recognition.domain.verbs import ChooseMeasure, ShowOnVerify, VerbName
from recognition.domain.vocabulary import ConditionKind, VerifyShown
from recognition.errors import ErrorCode, InvalidInput, NotFound
from recognition.store.queries import progress
from recognition.store.queries.applicant import Application
from recognition.web.acting import do
from recognition.web.applicant.plain import CONDITIONS
from recognition.web.applicant.room import again, blueprint, own
from recognition.web.forms import field_errors
from recognition.web.sentences import sentence
from recognition.web.services import get_services
from recognition.web.words import word


@blueprint.get("/<uuid:case_id>/decision/measure")
def ask_measure(case_id: UUID) -> ResponseReturnValue:
    """The measures of the decision, to choose one of them."""
    case = own(case_id)
    page = _measures(case)
    services = get_services()
    if page["decision"].choice_over(legal_day(services.clock(), services.rules.zone)):
        return _too_late(case)
    return render_template("applicant/measure.html", errors=[], **page)


@blueprint.post("/<uuid:case_id>/decision/measure")
def choose_measure(case_id: UUID) -> ResponseReturnValue:
    """Keep her choice (``kind``); it is made once."""
    case = own(case_id)
    page = _measures(case)
    try:
        kind = request.form.get("kind", "")
        if kind not in page["decision"].content.choice:
            raise InvalidInput(ErrorCode.MISSING_VALUE, "kind")
        do(case.id, ChooseMeasure(decision_id=page["decision"].id, kind=ConditionKind(kind)))
    except InvalidInput as error:
        if error.code is ErrorCode.CHOICE_OVER:
            return _too_late(case)
        return again("applicant/measure.html", field_errors(error), **page)
    flash(_("Your choice is here."), "good")
    return redirect(url_for("applicant.decision", case_id=case.id), 303)


def _too_late(case: Application) -> ResponseReturnValue:
    """There is nothing to choose any more: the decision's page says why, and what she can do."""
    flash(str(sentence(ErrorCode.CHOICE_OVER)), "problem")
    return redirect(url_for("applicant.decision", case_id=case.id), 303)


def _measures(case: Application) -> dict[str, Any]:
    newest = next(iter(progress.decisions(get_services().store, case.id)), None)
    if newest is None or not newest.content.choice or newest.chosen:
        raise NotFound(ErrorCode.UNKNOWN, "measure")
    options = [
        (
            kind,
            CONDITIONS[kind],
            "\n".join(c.text for c in newest.content.measures if c.kind is kind),
        )
        for kind in newest.content.choice
    ]
    return {"case": case, "decision": newest, "options": options}


@blueprint.get("/<uuid:case_id>/decision/check")
def ask_shown(case_id: UUID) -> ResponseReturnValue:
    """What the public page shows of her letters now."""
    case = own(case_id)
    if VerbName.SHOW_ON_VERIFY not in case.allowed:
        return redirect(url_for("applicant.status", case_id=case.id), 303)
    shown = progress.shown_on_verify(get_services().store, case.id)
    return render_template("applicant/shown.html", case=case, shown=shown, options=_options())


@blueprint.post("/<uuid:case_id>/decision/check")
def set_shown(case_id: UUID) -> ResponseReturnValue:
    """Keep what it may show (``shows``); nothing ticked shows nothing."""
    case = own(case_id)
    sent = set(request.form.getlist("shows"))
    do(case.id, ShowOnVerify(shows=tuple(one for one in VerifyShown if one in sent)))
    flash(_("Kept."), "good")
    return redirect(url_for("applicant.decision", case_id=case.id), 303)


def _options() -> list[tuple[VerifyShown, object, str]]:
    return [(one, word(one), "") for one in VerifyShown]
