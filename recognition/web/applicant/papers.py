"""The papers: what is asked for, what is here, and 'cannot be had, because…'."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.checklist import ChecklistItem
from recognition.domain.verbs import SettleItem, VerbName
from recognition.domain.vocabulary import CannotBeHadReason, DocumentKind, DocumentState
from recognition.errors import ErrorCode, InvalidInput, NotFound
from recognition.store.queries import applicant as queries
from recognition.store.queries.applicant import Application, ItemState
from recognition.store.queries.background import load_background
from recognition.web.acting import do
from recognition.web.applicant.room import again, blueprint, own, typed, typed_or
from recognition.web.forms import field_errors
from recognition.web.services import get_services


@blueprint.get("/<uuid:case_id>/papers")
def papers(case_id: UUID) -> ResponseReturnValue:
    """The checklist with what is here."""
    case, services = own(case_id), get_services()
    given = queries.papers(services.store, case.id)
    items = queries.checklist(services.store, services.rules, case, given)
    if not items:
        return redirect(url_for("applicant.about", case_id=case.id), 303)
    # Once nothing can be added any more, only what was given or excused is of use.
    may_add = case.may(VerbName.ATTACH_DOCUMENT)
    shown = [item for item in items if may_add or item.papers or item.reason]
    told = load_background(services.store, case.id)
    counted = {paper.id for item in items for paper in item.papers}
    return render_template(
        "applicant/papers.html",
        case=case,
        may_add=may_add,
        **_parted(shown),
        others=[paper for paper in given if paper.id not in counted],
        without=any(item.reason and not item.papers for item in items),
        told=told.parts if told else 0,
    )


def _parted(items: list[ItemState]) -> dict[str, list[ItemState]]:
    """The items by what she can do: send it ``again``, give it, or nothing (``done``)."""
    unreadable = [item for item in items if _unreadable(item)]
    rest = [item for item in items if not _unreadable(item)]
    return {
        "again": unreadable,
        "needed": [item for item in rest if item.required and not item.settled],
        "done": [item for item in rest if item.settled],
        "helpful": [item for item in rest if not item.required and not item.settled],
    }


def _unreadable(item: ItemState) -> bool:
    return any(paper.state is DocumentState.UNREADABLE for paper in item.papers)


@blueprint.get("/<uuid:case_id>/papers/items/<item_id>")
def item(case_id: UUID, item_id: str) -> ResponseReturnValue:
    """One item: what it is, give it, or say why it cannot be had."""
    return render_template("applicant/item.html", errors=[], **item_page(own(case_id), item_id))


@blueprint.post("/<uuid:case_id>/papers/items/<item_id>/cannot")
def cannot(case_id: UUID, item_id: str) -> ResponseReturnValue:
    """Say that the item cannot be had, with a reason; without one, take that back."""
    case = own(case_id)
    if typed("take_back"):
        do(case.id, SettleItem(item_id=find_item(case, item_id).id))
        flash(_("You took it back. You can add the paper now."), "good")
        return redirect(url_for("applicant.item", case_id=case.id, item_id=item_id), 303)
    try:
        reason = _reason()
        do(case.id, SettleItem(item_id=item_id, reason=reason, note=typed("note")))
    except InvalidInput as error:
        page = item_page(case, item_id)
        page |= {"note": typed_or("note"), "reason": typed_or("reason"), "open_cannot": True}
        return again("applicant/item.html", field_errors(error), **page)
    flash(_("We noted why you cannot get this paper. Your application goes on without it."), "good")
    return redirect(url_for("applicant.papers", case_id=case.id), 303)


def _reason() -> CannotBeHadReason:
    chosen = typed("reason")
    if not chosen:
        raise InvalidInput(ErrorCode.REASON_MISSING, "reason")
    if chosen not in set(CannotBeHadReason):
        raise InvalidInput(ErrorCode.BAD_VALUE, "reason")
    reason = CannotBeHadReason(chosen)
    if reason is CannotBeHadReason.OTHER and not typed("note"):
        raise InvalidInput(ErrorCode.REASON_MISSING, "note")
    return reason


def find_item(case: Application, item_id: str) -> ChecklistItem:
    """An item of the case's checklist; ``NotFound`` if there is none of that id."""
    items = get_services().rules.checklist_items(case.purpose, case.country)
    found = next((one for one in items if one.id == item_id), None)
    if found is None:
        raise NotFound(ErrorCode.UNKNOWN, "item")
    return found


def item_page(case: Application, item_id: str) -> dict[str, object]:
    """What the page of an item shows."""
    services = get_services()
    wanted = find_item(case, item_id)
    given = queries.papers(services.store, case.id)
    states = queries.checklist(services.store, services.rules, case, given)
    state = next(one for one in states if one.item.id == wanted.id)
    return {
        "case": case,
        "state": state,
        "others": originals(given) if wanted.document is DocumentKind.TRANSLATION else [],
        "translation_of": "",
        "note": state.note,
        "reason": state.reason or "",
        "open_cannot": state.reason is not None,
    }


def originals(given: list[queries.Paper], but: UUID | None = None) -> list[tuple[str, str]]:
    """Papers of which another one can be the translation, as options of a list."""
    return [
        (str(one.id), one.name)
        for one in given
        if one.kind is not DocumentKind.TRANSLATION and one.id != but
    ]
