"""The case: the whole file on one page, and what is done to it from there with one click."""

from datetime import date
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response as WerkzeugResponse

from recognition.actions.record_look_up import LookedAt
from recognition.domain import verbs
from recognition.domain.clock import legal_day
from recognition.domain.deadlines import appeal_term
from recognition.domain.decision import DecisionContent
from recognition.domain.vocabulary import (
    AppealKind,
    CodeScheme,
    ConditionKind,
    DocumentKind,
    FieldName,
    Right,
)
from recognition.errors import ErrorCode, NotAllowed, NotFound
from recognition.store.queries.background import load_background
from recognition.store.queries.casefile import (
    FileDocument,
    load_colleagues,
    load_field_image,
    load_page_image,
)
from recognition.store.queries.condition_history import unseen_before
from recognition.store.queries.contents import load_contents
from recognition.web import cutouts
from recognition.web.desk.asking import asked
from recognition.web.desk.blueprint import blueprint
from recognition.web.desk.fields import field_rows, page_boxes
from recognition.web.desk.history import lines
from recognition.web.desk.institutions import candidates
from recognition.web.desk.open_points import next_step, still_open
from recognition.web.desk.opening import (
    Opened,
    carry_out,
    glance,
    make,
    one_question,
    open_case,
    typed,
)
from recognition.web.desk.reasons import code_title
from recognition.web.forms import FieldErrors
from recognition.web.numbers import read_number
from recognition.web.sentences import sentence
from recognition.web.services import get_services


@blueprint.get("/cases/<uuid:case_id>")
def case(case_id: UUID) -> ResponseReturnValue:
    """The file; ``since`` (the number of a line) tells what changed after an older page."""
    opened = open_case(case_id)
    since = read_number(request.args.get("since", ""))
    changes = None if since is None else lines(opened.file, since)
    return render_case(opened, changes=changes)


def render_case(opened: Opened, *, changes: object = None) -> str:
    """The case page's words."""
    services = get_services()
    file = opened.file
    assert opened.person.id is not None
    return render_template(
        "desk/case.html",
        opened=opened,
        file=file,
        can=opened.can,
        step=next_step(opened),
        open=still_open(file),
        appeal_term=appeal_term(file.facts) if file.facts.standing_decision else None,
        now=services.clock(),
        today=legal_day(services.clock(), file.facts.zone),
        rows=field_rows(file),
        boxes=lambda document, page: page_boxes(file, document, page),
        contents={one.row.id: load_contents(services.store, one.row) for one in file.documents},
        papers={one.row.id: one for one in file.documents},
        institutions=candidates(file),
        lines=lines(file),
        background=load_background(services.store, file.case.id) if file.told else None,
        parts=services.rules.questionnaire.parts,
        changes=changes,
        colleagues=load_colleagues(services.store, file, opened.person.id),
        schemes=tuple(CodeScheme),
        unseen=unseen_before(file.condition_history, file.facts),
        may_correct=file.named_for(Right.CORRECT),
        code_title=code_title,
        requests=asked(file),
        decision_content=DecisionContent.model_validate,
        appeal_kind=AppealKind,
        condition_kind=ConditionKind,
        iso_day=date.fromisoformat,
    )


@blueprint.post("/cases/<uuid:case_id>/claim")
def claim(case_id: UUID) -> ResponseReturnValue:
    """Take the case."""
    try:
        return carry_out(case_id, verbs.Claim, _("You hold this case now."), "summary")
    except NotAllowed as error:
        if error.code is not ErrorCode.CLAIMED_BY_ANOTHER:
            raise
        flash(str(sentence(error.code)), "problem")  # the case says who was quicker
        return redirect(url_for("desk.case", case_id=case_id), 303)


@blueprint.post("/cases/<uuid:case_id>/release")
def release(case_id: UUID) -> ResponseReturnValue:
    """Give the case back to the queue."""
    return carry_out(case_id, verbs.Release, _("You gave the case back."), "summary")


@blueprint.post("/cases/<uuid:case_id>/hand-over")
def hand_over(case_id: UUID) -> ResponseReturnValue:
    """Hand the case to a colleague (``to``), who is never chosen beforehand."""
    if not typed("to"):
        open_case(case_id).need(verbs.VerbName.HAND_OVER)
        flash(_("Choose the colleague first: the case was not handed over."), "problem")
        return redirect(url_for("desk.case", case_id=case_id, _anchor="summary"), 303)
    return carry_out(
        case_id,
        lambda: make(verbs.HandOver, to=typed("to")),
        _("You handed the case over."),
        "summary",
    )


@blueprint.route("/cases/<uuid:case_id>/conflict", methods=["GET", "POST"])
def conflict(case_id: UUID) -> ResponseReturnValue:
    """Say that one may not touch this case (``reason``); afterwards it is closed to one."""
    answer = one_question(
        case_id,
        verbs.RegisterConflict,
        "reason",
        _("You registered a conflict of interest. The case is closed to you."),
        "summary",
    )
    if isinstance(answer, WerkzeugResponse) and answer.status_code == 303:
        return redirect(url_for("desk.queue"), 303)  # the case itself is closed to them now
    return answer


@blueprint.route("/cases/<uuid:case_id>/notes", methods=["GET", "POST"])
def note(case_id: UUID) -> ResponseReturnValue:
    """Write an internal note (``text``)."""
    return one_question(case_id, verbs.AddNote, "text", _("Note kept."), "notes")


@blueprint.route("/cases/<uuid:case_id>/fields/<field>", methods=["GET", "POST"])
def field(case_id: UUID, field: str) -> ResponseReturnValue:
    """Find what a field is (``value``, ``reason``), beside the page on which it stands.

    ``take`` is a doubtful value that the person confirms with the button that says it.
    """
    name = FieldName(field) if field in set(FieldName) else None
    opened = open_case(case_id)
    if name is None:
        raise NotFound(ErrorCode.UNKNOWN, "field")
    if request.method != "POST":
        opened.need(verbs.VerbName.FIND_FIELD)
        return _field_page(opened, name, [])
    value = typed("take") or typed("value")
    return carry_out(
        case_id,
        lambda: make(verbs.FindField, field=name, value=value, reason=typed("reason")),
        _("Finding kept."),
        f"field-{name}",
        lambda errors: _field_page(open_case(case_id), name, errors),
    )


def _field_page(opened: Opened, name: FieldName, errors: FieldErrors) -> str:
    row = next(row for row in field_rows(opened.file) if row.name is name)
    best = row.found or row.stated or row.read
    shown = _where(opened, row.cut_out_of)
    return render_template(
        "desk/field.html",
        opened=opened,
        file=opened.file,
        row=row,
        errors=errors,
        value=typed("value") if request.method == "POST" else (best.value if best else ""),
        reason=typed("reason"),
        document=shown,
        boxes=lambda page: page_boxes(opened.file, shown, page, name) if shown else (),
        institutions=candidates(opened.file) if name is FieldName.INSTITUTION else (),
        history=[value for value in opened.file.found if value.field == name],
    )


def _where(opened: Opened, document_id: UUID | None) -> FileDocument | None:
    """The paper on which a field stands, or the qualification itself."""
    documents = opened.file.documents
    on = [d for d in documents if d.row.id == document_id]
    main = [d for d in documents if d.kind is DocumentKind.QUALIFICATION]
    return next(iter([*on, *main, *documents]), None)


@blueprint.get("/cases/<uuid:case_id>/documents/<uuid:document_id>/fields/<field>")
def cut_out(case_id: UUID, document_id: UUID, field: str) -> ResponseReturnValue:
    """The line of a page on which a field stands, unsealed for this reader alone."""
    glance(case_id, LookedAt.DOCUMENT)
    store = get_services().store
    return cutouts.answer(*load_field_image(store, case_id, document_id, field))


@blueprint.get("/cases/<uuid:case_id>/documents/<uuid:document_id>/pages/<int:number>")
def page_image(case_id: UUID, document_id: UUID, number: int) -> ResponseReturnValue:
    """A page's picture, unsealed for this reader alone."""
    glance(case_id, LookedAt.DOCUMENT)
    data = load_page_image(get_services().store, case_id, document_id, number)
    kind = "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
    response = make_response(data)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = "inline"
    return response
