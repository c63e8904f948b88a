"""After the decision: its letter, a slip of the pen, deciding an appeal."""

from uuid import UUID

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.actions.record_look_up import LookedAt
from recognition.domain import verbs
from recognition.domain.deadlines import ordered_day
from recognition.domain.decision import DecisionContent
from recognition.domain.vocabulary import AppealKind
from recognition.errors import ErrorCode, InvalidInput, NotFound
from recognition.store.queries.casefile import load_letter
from recognition.web.desk.blueprint import blueprint
from recognition.web.desk.opening import (
    Opened,
    carry_out,
    glance,
    make,
    open_case,
    typed,
)
from recognition.web.desk.reasons import code_title
from recognition.web.forms import FieldErrors
from recognition.web.services import get_services


@blueprint.get("/cases/<uuid:case_id>/decisions/<int:version>/letter.pdf")
def letter(case_id: UUID, version: int) -> ResponseReturnValue:
    """The letter of a version, as it was made once."""
    glance(case_id, LookedAt.LETTER)
    response = make_response(load_letter(get_services().store, case_id, version))
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="decision-{version}.pdf"'
    return response


@blueprint.route("/cases/<uuid:case_id>/correct", methods=["GET", "POST"])
def correct_slip(case_id: UUID) -> ResponseReturnValue:
    """Put a slip of the pen right: ``decision_id``, ``wrong``, ``right``, ``reason``."""
    if request.method != "POST":
        opened = open_case(case_id)
        opened.need(verbs.VerbName.CORRECT_SLIP)
        return _correction_page(opened, [])
    words = {name: typed(name) for name in ("decision_id", "wrong", "right", "reason")}
    return carry_out(
        case_id,
        lambda: make(verbs.CorrectSlip, **words),
        _("The slip is corrected; a new letter is being made."),
        "decision",
        lambda errors: _correction_page(open_case(case_id), errors),
    )


def _correction_page(opened: Opened, errors: FieldErrors) -> str:
    if not opened.file.decisions:
        raise NotFound(ErrorCode.UNKNOWN, "decision")
    decision = opened.file.decisions[-1]
    return render_template(
        "desk/correct_slip.html",
        opened=opened,
        file=opened.file,
        errors=errors,
        decision=decision,
        content=DecisionContent.model_validate(decision.content),
        code_title=code_title,
        wrong=typed("wrong"),
        right=typed("right"),
        value=typed("reason"),
    )


@blueprint.route("/cases/<uuid:case_id>/appeal", methods=["GET", "POST"])
def appeal(case_id: UUID) -> ResponseReturnValue:
    """Decide the open appeal: ``appeal_id``, ``granted`` (``yes`` or ``no``), ``reason``."""
    if request.method != "POST":
        opened = open_case(case_id)
        opened.need(verbs.VerbName.DECIDE_APPEAL)
        return _appeal_page(opened, [])
    return carry_out(
        case_id,
        lambda: make(
            verbs.DecideAppeal,
            appeal_id=typed("appeal_id"),
            granted=_granted(),
            reason=typed("reason"),
        ),
        _("The appeal is decided."),
        "decision",
        lambda errors: _appeal_page(open_case(case_id), errors),
    )


def _granted() -> bool:
    answer = typed("granted")
    if answer not in ("yes", "no"):
        raise InvalidInput(ErrorCode.MISSING_VALUE, "granted")
    return answer == "yes"


def _appeal_page(opened: Opened, errors: FieldErrors) -> ResponseReturnValue:
    file = opened.file
    fact = file.facts.open_appeal
    pending = next((one for one in file.appeals if fact and one.id == fact.id), None)
    if pending is None:  # a colleague was quicker, or the applicant took it back
        return redirect(url_for("desk.case", case_id=opened.id), 303)
    decision = file.decisions[-1] if file.decisions and file.facts.standing_decision else None
    return render_template(
        "desk/appeal.html",
        opened=opened,
        file=file,
        errors=errors,
        appeal=pending,
        kind=AppealKind,
        decision=decision,
        content=DecisionContent.model_validate(decision.content) if decision else None,
        code_title=code_title,
        decide_by=ordered_day(file.facts, pending.id, get_services().clock()),
        granted=typed("granted"),
        value=typed("reason"),
    )
