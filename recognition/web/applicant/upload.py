"""Giving papers: for an item of the checklist or of another kind; changing, replacing, removing."""

from uuid import UUID, uuid5

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.actions.discard_document import discard_document
from recognition.domain.verbs import RemoveDocument
from recognition.domain.vocabulary import DocumentKind
from recognition.errors import ErrorCode, InvalidInput, NotAllowed
from recognition.store.queries import applicant as queries
from recognition.store.queries.applicant import Application, Paper
from recognition.web.acting import do
from recognition.web.applicant.papers import find_item, item_page, originals
from recognition.web.applicant.room import again, blueprint, own, typed
from recognition.web.applicant.taking import attach, keep, sent_files, take
from recognition.web.forms import field_errors, sent_action_id
from recognition.web.services import get_services


@blueprint.post("/<uuid:case_id>/papers/items/<item_id>")
def give_item(case_id: UUID, item_id: str) -> ResponseReturnValue:
    """Take files for an item of the checklist."""
    case = own(case_id)
    kind = find_item(case, item_id).document
    try:
        taken = take(case, sent_files(), kind, item_id, _translated(case, kind))
    except InvalidInput as error:
        return again("applicant/item.html", field_errors(error), **item_page(case, item_id))
    taken.tell()
    if taken.refused:
        return again("applicant/item.html", taken.errors, **item_page(own(case_id), item_id))
    return redirect(url_for("applicant.papers", case_id=case.id), 303)


@blueprint.get("/<uuid:case_id>/papers/add")
def add(case_id: UUID) -> ResponseReturnValue:
    """Ask which other paper is given."""
    return render_template("applicant/add.html", errors=[], **_add_page(own(case_id)))


@blueprint.post("/<uuid:case_id>/papers/add")
def give(case_id: UUID) -> ResponseReturnValue:
    """Take files of any kind."""
    case = own(case_id)
    try:
        kind = _kind()
        taken = take(case, sent_files(), kind, None, _translated(case, kind))
    except InvalidInput as error:
        return again("applicant/add.html", field_errors(error), **_add_page(case))
    taken.tell()
    if taken.refused:
        return again("applicant/add.html", taken.errors, **_add_page(own(case_id)))
    return redirect(url_for("applicant.papers", case_id=case.id), 303)


@blueprint.get("/<uuid:case_id>/papers/<uuid:document_id>")
def paper(case_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """One paper: its kind, replace it, remove it."""
    page = _paper_page(own(case_id), document_id)
    return render_template("applicant/paper.html", errors=[], **page)


@blueprint.post("/<uuid:case_id>/papers/<uuid:document_id>/kind")
def change_kind(case_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Say that the paper is of another kind."""
    case = own(case_id)
    queries.paper(get_services().store, case.id, document_id)
    try:
        kind = _kind()
        attach(case, document_id, kind, None, _translated(case, kind, document_id))
    except InvalidInput as error:
        page = _paper_page(case, document_id)
        return again("applicant/paper.html", field_errors(error), **page)
    flash(_("Saved."), "good")
    return redirect(url_for("applicant.papers", case_id=case.id), 303)


@blueprint.post("/<uuid:case_id>/papers/<uuid:document_id>/replace")
def replace(case_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Put another file in the paper's place (draft only)."""
    case = own(case_id)
    old = queries.paper(get_services().store, case.id, document_id)
    try:
        if not case.is_draft:
            raise NotAllowed(ErrorCode.STAGE_FORBIDS, "remove_document")
        taken, stored = keep(sent_files()[:1])
    except InvalidInput as error:
        page = _paper_page(case, document_id)
        return again("applicant/paper.html", field_errors(error), **page)
    if taken.refused:
        return again("applicant/paper.html", taken.errors, **_paper_page(case, document_id))
    new_id = stored[0].document_id
    if new_id != old.id:
        attach(case, new_id, old.kind, old.given_for.item_id, old.translation_of)
        for item_id in old.given_for.also:
            attach(case, new_id, old.kind, item_id, None, also=True)
        _point_translations(case, old.id, new_id)
        _remove(case, old.id)
    taken.tell()
    return redirect(url_for("applicant.papers", case_id=case.id), 303)


@blueprint.post("/<uuid:case_id>/papers/<uuid:document_id>/remove")
def remove(case_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Take the paper out of the draft; it is forgotten if no other case has it."""
    case = own(case_id)
    queries.paper(get_services().store, case.id, document_id)
    _remove(case, document_id)
    flash(_("The paper is removed."), "good")
    return redirect(url_for("applicant.papers", case_id=case.id), 303)


def _remove(case: Application, document_id: UUID) -> None:
    action = uuid5(sent_action_id(), f"remove {document_id}")
    do(case.id, RemoveDocument(document_id=document_id), action_id=action)
    discard_document(get_services().store, document_id)


def _point_translations(case: Application, old_id: UUID, new_id: UUID) -> None:
    """Translations of the old file are translations of the new one."""
    for one in queries.papers(get_services().store, case.id):
        if one.translation_of == old_id:
            attach(case, one.id, one.kind, one.given_for.item_id, new_id)


def _kind() -> DocumentKind:
    chosen = typed("kind")
    if not chosen:
        raise InvalidInput(ErrorCode.MISSING_VALUE, "kind")
    if chosen not in set(DocumentKind):
        raise InvalidInput(ErrorCode.BAD_VALUE, "kind")
    return DocumentKind(chosen)


def _translated(case: Application, kind: DocumentKind, but: UUID | None = None) -> UUID | None:
    """Of which paper it is the translation; none chosen is fine."""
    chosen = typed("translation_of")
    if kind is not DocumentKind.TRANSLATION or not chosen:
        return None
    given = queries.papers(get_services().store, case.id)
    if chosen not in {ident for ident, _name in originals(given, but)}:
        raise InvalidInput(ErrorCode.BAD_VALUE, "translation_of")
    return UUID(chosen)


def _add_page(case: Application) -> dict[str, object]:
    given = queries.papers(get_services().store, case.id)
    return {
        "case": case,
        "kinds": list(DocumentKind),
        "kind": typed("kind"),
        "others": originals(given),
        "translation_of": typed("translation_of"),
    }


def _paper_page(case: Application, document_id: UUID) -> dict[str, object]:
    given = queries.papers(get_services().store, case.id)
    one: Paper = queries.paper(get_services().store, case.id, document_id)
    return {
        "case": case,
        "paper": one,
        "kinds": list(DocumentKind),
        "others": originals(given, document_id),
    }
