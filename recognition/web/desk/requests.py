"""Asking the applicant or an authority, looking at answers, cancelling."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.checklist import ItemNeed
from recognition.domain import clock, terms, verbs
from recognition.domain.background import ASKED_FOR
from recognition.domain.deadlines import acknowledgement_term
from recognition.domain.facts import CaseFacts
from recognition.domain.verbs import VerbName
from recognition.domain.vocabulary import (
    CannotBeHadReason,
    DocumentKind,
    FieldName,
    RequestItemKind,
)
from recognition.errors import ErrorCode, InvalidInput, NotFound
from recognition.store.queries.casefile import CaseFile, FileItem, load_authorities
from recognition.web.desk.asking import one_asked
from recognition.web.desk.blueprint import blueprint, country
from recognition.web.desk.opening import Opened, carry_out, make, open_case, typed
from recognition.web.desk.words import say
from recognition.web.forms import FieldErrors
from recognition.web.services import get_services

LINES = range(1, 6)
"""How many items one form offers; more can be asked in a second request."""


@blueprint.route("/cases/<uuid:case_id>/ask-applicant", methods=["GET", "POST"])
def ask_applicant(case_id: UUID) -> ResponseReturnValue:
    """Ask for papers, answers or corrections: ``what-N`` (``kind:subject``), ``text-N``, message.

    ``what-N`` is empty for an unused line.
    """
    if request.method != "POST":
        opened = open_case(case_id)
        opened.need(VerbName.ASK_APPLICANT)
        return _applicant_page(opened, [], acknowledging=False)
    return carry_out(
        case_id,
        lambda: make(verbs.AskApplicant, message=typed("message"), items=_items(at_least=1)),
        _("The applicant was asked."),
        "requests",
        lambda errors: _applicant_page(open_case(case_id), errors, acknowledging=False),
    )


@blueprint.route("/cases/<uuid:case_id>/acknowledge", methods=["GET", "POST"])
def acknowledge(case_id: UUID) -> ResponseReturnValue:
    """Confirm the application: with nothing chosen the file is complete; fields as when asking."""
    if request.method != "POST":
        opened = open_case(case_id)
        opened.need(VerbName.ACKNOWLEDGE)
        return _applicant_page(opened, [], acknowledging=True)
    return carry_out(
        case_id,
        lambda: make(verbs.Acknowledge, message=typed("message"), items=_items(at_least=0)),
        _("The application is acknowledged."),
        "summary",
        lambda errors: _applicant_page(open_case(case_id), errors, acknowledging=True),
    )


def _items(*, at_least: int) -> tuple[dict[str, str], ...]:
    items = []
    for line in LINES:
        kind, _colon, subject = typed(f"what-{line}").partition(":")
        text = typed(f"text-{line}")
        if not kind:
            if text:
                raise InvalidInput(ErrorCode.MISSING_VALUE, f"what-{line}")
            continue
        if kind == RequestItemKind.TEXT and not text:
            raise InvalidInput(ErrorCode.MISSING_VALUE, f"text-{line}")
        items.append({"kind": kind, "subject": subject, "text": text})
    if len(items) < at_least:
        raise InvalidInput(ErrorCode.MISSING_VALUE, "what-1")
    return tuple(items)


def _applicant_page(opened: Opened, errors: FieldErrors, *, acknowledging: bool) -> str:
    facts = opened.file.facts
    term = acknowledgement_term(facts)
    asked = facts.regime.request_to_applicant
    return render_template(
        "desk/ask_applicant.html",
        opened=opened,
        file=opened.file,
        errors=errors,
        sent=request.form,
        lines=LINES,
        groups=_askable(opened),
        answer_by=_last_day(facts, asked.days, get_services().clock()),
        days=asked.days,
        acknowledge_by=term.day if term else None,
        too_late=term is not None
        and term.day < clock.legal_day(get_services().clock(), facts.zone),
        acknowledging=acknowledging,
        missing=[
            str(_(entry.item.title))
            for entry in opened.file.checklist
            if entry.item.need is ItemNeed.REQUIRED and not entry.settled
        ],
    )


def _last_day(facts: CaseFacts, days: int, start: datetime) -> date:
    """The last day of an answer to what is asked at ``start``."""
    return clock.last_day(terms.request_end(facts, days, start), facts.zone)


def _askable(opened: Opened) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be asked for, grouped for a select: (group, [(value, words)])."""
    papers = [
        (f"{RequestItemKind.DOCUMENT}:{entry.item.id}", _with_state(entry))
        for entry in opened.file.checklist
    ]
    other = (f"{RequestItemKind.DOCUMENT}:{DocumentKind.OTHER}", str(say(DocumentKind.OTHER)))
    fields = [
        (f"{RequestItemKind.CORRECTION}:{name}", str(say(name)))
        for name in FieldName
        if name not in (FieldName.ISCED_LEVEL, FieldName.ISCED_F, FieldName.DOCUMENT_TYPE)
    ]
    studies = RequestItemKind.QUESTIONNAIRE
    return [
        (_("A paper"), [*papers, other]),
        (_("An answer in words"), [(f"{RequestItemKind.TEXT}:", _("Answer to my question"))]),
        (_("A correction of a field"), fields),
        (_("Where papers cannot be had"), [(f"{studies}:{ASKED_FOR}", str(say(studies)))]),
    ]


def _with_state(entry: FileItem) -> str:
    """A paper of the checklist, and whether asking for it would ask again, or in vain."""
    title = str(_(entry.item.title))
    if entry.documents:
        return f"{title} ({_('Here')})"
    return f"{title} ({_('Cannot be had')})" if entry.answer else title


@blueprint.route("/cases/<uuid:case_id>/ask-authority", methods=["GET", "POST"])
def ask_authority(case_id: UUID) -> ResponseReturnValue:
    """Ask whether the qualification is genuine: ``authority_id``, ``message``."""
    if request.method != "POST":
        opened = open_case(case_id)
        opened.need(VerbName.ASK_AUTHORITY)
        return _authority_page(opened, [])
    return carry_out(
        case_id,
        lambda: make(
            verbs.AskAuthority, authority_id=typed("authority_id"), message=typed("message")
        ),
        _("The question is announced to the applicant."),
        "requests",
        lambda errors: _authority_page(open_case(case_id), errors),
    )


def _authority_page(opened: Opened, errors: FieldErrors) -> str:
    facts = opened.file.facts
    regime = facts.regime
    objection_end = terms.objection_end(facts, get_services().clock())
    days = regime.request_to_authority.days
    known = load_authorities(get_services().store)
    rows = sorted(known, key=lambda row: row.country != opened.file.case.country)
    authorities = [
        (row.id, f"{row.name} ({country(row.country)})" if row.country else row.name)
        for row in rows
    ]
    return render_template(
        "desk/ask_authority.html",
        opened=opened,
        file=opened.file,
        errors=errors,
        sent=request.form,
        authorities=authorities,
        objection_by=clock.last_day(objection_end, facts.zone),
        dangers=_dangers(opened.file),
        answer_by=_last_day(facts, days, objection_end),
        days=days,
    )


def _dangers(file: CaseFile) -> list[tuple[str, str]]:
    """What the holder said of war, flight and danger, and against a question: (what, words)."""
    said = [
        (f"{_(entry.item.title)}: {_(entry.reason)}", entry.answer.note)
        for entry in file.checklist
        if entry.answer and entry.answer.reason in _IN_DANGER
    ]
    objected = [one.row.objection for one in file.requests if one.fact.objected_at]
    return [*said, *((str(_("The applicant objects:")), words) for words in objected)]


_IN_DANGER = (CannotBeHadReason.DANGER, CannotBeHadReason.WAR_OR_DISPLACEMENT)


@blueprint.route("/cases/<uuid:case_id>/requests/<uuid:request_id>/review", methods=["GET", "POST"])
def review(case_id: UUID, request_id: UUID) -> ResponseReturnValue:
    """Look at an answer, an objection or an expiry, and go on (``note``)."""
    if request.method != "POST":
        opened = open_case(case_id)
        opened.need(VerbName.REVIEW_REQUEST)
        return _review_page(opened, request_id, [])
    return carry_out(
        case_id,
        lambda: make(verbs.ReviewRequest, request_id=request_id, note=typed("note")),
        _("Marked as reviewed."),
        "requests",
        lambda errors: _review_page(open_case(case_id), request_id, errors),
    )


def _review_page(opened: Opened, request_id: UUID, errors: FieldErrors) -> str:
    found = [entry for entry in opened.file.requests if entry.row.id == request_id]
    if not found:
        raise NotFound(ErrorCode.UNKNOWN, "request")
    entry: Any = one_asked(opened.file, found[0])
    return render_template(
        "desk/review.html",
        opened=opened,
        file=opened.file,
        errors=errors,
        entry=entry,
        value=typed("note"),
    )


@blueprint.post("/cases/<uuid:case_id>/requests/<uuid:request_id>/cancel")
def cancel(case_id: UUID, request_id: UUID) -> ResponseReturnValue:
    """Cancel a request that is no longer needed."""
    return carry_out(
        case_id,
        lambda: make(verbs.CancelRequest, request_id=request_id),
        _("The request is cancelled."),
        "requests",
    )
