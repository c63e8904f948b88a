"""What the holder decides after the decision: her measure, and what the public check shows."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _

from recognition.domain.clock import legal_day
from recognition.domain.verbs import ChooseMeasure, ShowOnVerify, VerbName
from recognition.domain.vocabulary import ConditionKind, VerifyShown
from recognition.errors import ErrorCode, InvalidInput, NotAllowed, NotFound
from recognition.store.queries import progress
from recognition.store.queries.applicant import Application
from recognition.store.queries.conditions import conditions_of
from recognition.store.queries.progress import DecisionShown
from recognition.web.acting import do
from recognition.web.applicant.plain import CONDITIONS
from recognition.web.applicant.room import again, blueprint, own
from recognition.web.forms import field_errors
from recognition.web.sentences import sentence
from recognition.web.services import get_services
from recognition.web.words import word


@blueprint.get("/<uuid:case_id>/decision/measure")
def ask_measure(case_id: UUID) -> ResponseReturnValue:
    """The measures of the decision, to choose one of them; or why there is nothing to choose."""
    case = own(case_id)
    page = _measures(case)
    why = _why_not(case, page["decision"])
    if why is not None:
        return _closed(case, why)
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
    except (InvalidInput, NotAllowed) as error:
        why = _why_not(case, page["decision"])
        if why is not None:
            return _closed(case, why)
        if isinstance(error, NotAllowed):
            raise
        return again("applicant/measure.html", field_errors(error), **page)
    flash(_("Your choice is here."), "good")
    return redirect(url_for("applicant.decision", case_id=case.id), 303)


def choice_waits(case: Application) -> bool:
    """Whether a choice between two measures waits for her."""
    if not case.may(VerbName.CHOOSE_MEASURE):
        return False
    newest = next(iter(progress.decisions(get_services().store, case.id)), None)
    open_ = newest is not None and newest.content.choice and not newest.chosen
    return bool(open_) and newest is not None and _why_not(case, newest) is None


def _why_not(case: Application, decision: DecisionShown) -> LazyString | str | None:
    """Why she cannot choose now, and what is next; ``None`` while she can."""
    services = get_services()
    if not case.may(VerbName.CHOOSE_MEASURE):
        return _("Your case was taken up again. The new decision will say what you can choose.")
    if conditions_of(services.store, services.rules, case.id).test_passed:
        return _(
            "You have passed the aptitude test, so there is nothing left to choose. Once all that "
            "the decision asks for is done, the office takes your case up again by itself."
        )
    today = legal_day(services.clock(), services.rules.zone)
    return sentence(ErrorCode.CHOICE_OVER) if decision.choice_over(today) else None


def _closed(case: Application, why: LazyString | str) -> ResponseReturnValue:
    """Back to the decision, whose page says why there is nothing to choose."""
    flash(str(why), "problem")
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
