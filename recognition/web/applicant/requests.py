"""What the office asks for: answered item by item, with words, a file, or 'cannot be had'."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from recognition.checklist import ChecklistItem
from recognition.domain.verbs import AnswerRequest, AskMoreTime
from recognition.domain.vocabulary import (
    CannotBeHadReason,
    DocumentKind,
    FieldName,
    RequestItemKind,
    RequestTo,
)
from recognition.errors import ErrorCode, InvalidInput, NotFound
from recognition.store.queries import progress
from recognition.store.queries.applicant import Application
from recognition.store.queries.background import load_background
from recognition.store.queries.progress import ItemShown, RequestShown
from recognition.web.acting import do
from recognition.web.applicant.background import part_steps
from recognition.web.applicant.room import again, blueprint, own, typed, typed_or
from recognition.web.applicant.taking import attach, keep_all, mistakes, sent_files
from recognition.web.forms import FieldErrors
from recognition.web.services import get_services
from recognition.web.words import word


@blueprint.get("/<uuid:case_id>/requests/<uuid:request_id>")
def asked(case_id: UUID, request_id: UUID) -> ResponseReturnValue:
    """One request with its items."""
    case = own(case_id)
    page, services = _page(case, _request(case, request_id)), get_services()
    more = progress.more_time_day(services.store, services.rules, case.id, request_id)
    return render_template("applicant/asked.html", more_time_day=more, **page)


@blueprint.post("/<uuid:case_id>/requests/<uuid:request_id>/more-time")
def more_time(case_id: UUID, request_id: UUID) -> ResponseReturnValue:
    """Ask for the one longer term."""
    case = own(case_id)
    _request(case, request_id)
    do(case.id, AskMoreTime(request_id=request_id))
    flash(_("You have more time. The new date stands here."), "good")
    return redirect(url_for("applicant.asked", case_id=case.id, request_id=request_id), 303)


@blueprint.get("/<uuid:case_id>/requests/<uuid:request_id>/items/<uuid:item_id>")
def asked_item(case_id: UUID, request_id: UUID, item_id: UUID) -> ResponseReturnValue:
    """The form for one item."""
    case = own(case_id)
    found = _request(case, request_id)
    page = _item_page(case, found, item_id)
    return render_template(_form(_item(found, item_id)), errors=[], **page)


@blueprint.post("/<uuid:case_id>/requests/<uuid:request_id>/items/<uuid:item_id>")
def answer(case_id: UUID, request_id: UUID, item_id: UUID) -> ResponseReturnValue:
    """Keep the answer; a late one counts as well."""
    case = own(case_id)
    found = _request(case, request_id)
    item = _item(found, item_id)
    try:
        files = _files(case, item)
        verb = AnswerRequest(
            request_id=found.id,
            item_id=item.id,
            text=typed("text"),
            document_id=files[0] if files else None,
            cannot_be_had=_reason(),
        )
        do(case.id, verb)
    except InvalidInput as error:
        page = _item_page(case, found, item_id)
        return again(_form(item), _named(error, item), **page)
    flash(_thanks(files), "good")
    return redirect(url_for("applicant.asked", case_id=case.id, request_id=request_id), 303)


def _thanks(files: list[UUID]) -> str:
    """That the answer is here, and where her files are that the answer does not show."""
    thanks, more = str(_("Thank you. Your answer is here.")), len(files) - 1
    if more < 1:
        return thanks
    where = ngettext(
        "One more file is under “Your papers”.", "%(num)s more files are under “Your papers”.", more
    )
    return f"{thanks} {where}"


def _form(item: ItemShown) -> str:
    """The template that asks for the answer."""
    asked = item.kind is RequestItemKind.QUESTIONNAIRE
    return "applicant/answer_questionnaire.html" if asked else "applicant/answer.html"


def _files(case: Application, item: ItemShown) -> list[UUID]:
    """Keep the files; the first is the answer, the others are attached beside it."""
    if not any(file.filename for file in request.files.getlist("files")):
        return []
    stored = keep_all(sent_files())
    for kept in stored[1:]:
        wanted = _checklist_item(case, item.subject)
        kind = wanted.document if wanted else DocumentKind.OTHER
        attach(case, kept.document_id, kind, wanted.id if wanted else None, None)
    return [kept.document_id for kept in stored]


def _reason() -> CannotBeHadReason | None:
    chosen = typed("cannot_be_had")
    if not chosen:
        return None
    if chosen not in set(CannotBeHadReason):
        raise InvalidInput(ErrorCode.BAD_VALUE, "cannot_be_had")
    return CannotBeHadReason(chosen)


def _named(error: InvalidInput, item: ItemShown) -> FieldErrors:
    """An empty answer is pointed out at the box for words, with what an answer can be."""
    if error.subject != "answer":
        return mistakes(error)
    if item.kind is RequestItemKind.QUESTIONNAIRE:
        return [("text", _("Answer at least one part first, or say here why you do not want to."))]
    return [("text", words) for _name, words in mistakes(error)]


def _request(case: Application, request_id: UUID) -> RequestShown:
    services = get_services()
    found = progress.request(services.store, case.id, request_id, services.rules.zone)
    if found.to is not RequestTo.APPLICANT:
        raise NotFound(ErrorCode.UNKNOWN, "request")
    return found


def _item(found: RequestShown, item_id: UUID) -> ItemShown:
    item = next((one for one in found.items if one.id == item_id), None)
    if item is None:
        raise NotFound(ErrorCode.UNKNOWN, "item")
    return item


def _checklist_item(case: Application, subject: str) -> ChecklistItem | None:
    items = get_services().rules.checklist_items(case.purpose, case.country)
    return next((one for one in items if one.id == subject), None)


def _page(case: Application, found: RequestShown) -> dict[str, object]:
    titles = {item.id: _title(case, item) for item in found.items}
    return {"case": case, "asked": found, "titles": titles}


def _title(case: Application, item: ItemShown) -> str:
    """What an item is about, in her words."""
    if item.kind is RequestItemKind.QUESTIONNAIRE:
        return str(_("Tell us about your studies"))
    wanted = _checklist_item(case, item.subject)
    if wanted is not None:
        return str(_(wanted.title))
    for known in (DocumentKind, FieldName):
        if item.subject in set(known):
            return str(word(known(item.subject)))
    return str(_("Question to you"))


def _item_page(case: Application, found: RequestShown, item_id: UUID) -> dict[str, object]:
    item = _item(found, item_id)
    wanted = _checklist_item(case, item.subject)
    page = _page(case, found) | _questionnaire(case, item)
    page |= {
        "item": item,
        "wanted": wanted,
        "reasons": wanted.reasons if wanted else tuple(CannotBeHadReason),
        "text": typed_or("text") or item.answer_text,
        "sent": request.method == "POST",
        "reason": typed_or("cannot_be_had") or item.cannot_be_had or "",
    }
    return page


def _questionnaire(case: Application, item: ItemShown) -> dict[str, object]:
    """Where an item asks for the questionnaire: its parts, and whether anything was told."""
    if item.kind is not RequestItemKind.QUESTIONNAIRE:
        return {}
    told = load_background(get_services().store, case.id)
    answers = told.answers if told else {}
    return {"steps": part_steps(case, answers), "told": bool(answers)}
