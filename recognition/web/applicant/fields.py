"""What was read from one paper, beside its pages: correct it, confirm it, or type it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.documents.pages import preview
from recognition.domain.verbs import ConfirmReading, VerbName
from recognition.domain.vocabulary import DocumentKind, FieldName
from recognition.errors import InvalidInput
from recognition.store.queries import applicant as queries
from recognition.store.queries.applicant import Application, FieldKnown, PageShown
from recognition.store.queries.cutouts import load_cut_out
from recognition.web import cutouts
from recognition.web.acting import do
from recognition.web.applicant.room import SHORT, again, blueprint, own, typed, typed_or
from recognition.web.cutouts import Frame, frame
from recognition.web.forms import field_errors
from recognition.web.services import get_services
from recognition.web.words import word

PREVIEW_PIXELS = 1400
_SURE, _FAIRLY_SURE = 0.85, 0.6

_PERSON = (FieldName.HOLDER_NAME, FieldName.DATE_OF_BIRTH)
_ALL = (
    FieldName.QUALIFICATION_TITLE,
    FieldName.FIELD_OF_STUDY,
    FieldName.INSTITUTION,
    FieldName.COUNTRY,
    FieldName.HOLDER_NAME,
    FieldName.DATE_OF_BIRTH,
    FieldName.AWARD_DATE,
    FieldName.GRADE,
    FieldName.CREDITS,
    FieldName.DURATION,
)
_OF_KIND = {DocumentKind.IDENTITY: _PERSON, DocumentKind.NAME_CHANGE: _PERSON}


@dataclass(frozen=True, slots=True)
class Line:
    """One field on the screen: what is in the box, what was read, and how surely.

    ``asked``: the machine was not sure, and asks her. ``guess`` is what it would read; ``taken``
    says that she ticked it. ``frame`` is the size of the cut-out, where the place is known.
    """

    name: FieldName
    number: int
    value: str
    known: bool
    read: str
    sure: str
    tone: str
    has_box: bool
    asked: bool
    guess: str
    taken: bool
    frame: Frame | None


@blueprint.get("/<uuid:case_id>/papers/<uuid:document_id>/read")
def fields(case_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Show the fields beside the pages."""
    page = _page(own(case_id), document_id)
    return render_template("applicant/fields.html", errors=[], **page)


@blueprint.post("/<uuid:case_id>/papers/<uuid:document_id>/read")
def confirm(case_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Keep what was corrected or typed; what stands as it was read is confirmed by that."""
    case = own(case_id)
    paper = queries.paper(get_services().store, case.id, document_id)
    known = queries.fields(get_services().store, paper.id)
    try:
        stated = _changed(known)
    except InvalidInput as error:
        page = _page(case, document_id)
        return again("applicant/fields.html", field_errors(error), **page)
    do(case.id, ConfirmReading(document_id=paper.id, values=stated))
    flash(_("Saved. You can change it until a person looks at it."), "good")
    return redirect(url_for("applicant.reading", case_id=case.id), 303)


def _changed(known: dict[FieldName, FieldKnown]) -> dict[FieldName, str]:
    """What she says otherwise; a line that she emptied says that it is not on the paper.

    What the machine doubted is hers where she ticked it and typed nothing else.
    """
    # What was read after the page was shown stood in no box, so no box was emptied.
    shown, taken = request.form.getlist("shown"), request.form.getlist("take")
    stated = {}
    for name in _ALL:
        field = known.get(name, FieldKnown())
        value = typed(name.value, most=SHORT)
        if name in taken and field.asked:
            value = value or field.doubtful
        if (value or name in shown) and value != field.best:
            stated[name] = value
    return stated


@blueprint.get("/<uuid:case_id>/papers/<uuid:document_id>/pages/<int:number>.webp")
def page_image(case_id: UUID, document_id: UUID, number: int) -> ResponseReturnValue:
    """A small picture of a page, for its owner alone and kept by nobody."""
    store = get_services().store
    paper = queries.paper(store, own(case_id).id, document_id)
    picture = preview(queries.page_image(store, paper.id, number), PREVIEW_PIXELS)
    return Response(picture, mimetype="image/webp", headers={"Cache-Control": "private, no-store"})


@blueprint.get("/<uuid:case_id>/papers/<uuid:document_id>/fields/<field>.webp")
def cut_out(case_id: UUID, document_id: UUID, field: str) -> ResponseReturnValue:
    """The line of a page on which a field stands, for its owner alone."""
    store = get_services().store
    paper = queries.paper(store, own(case_id).id, document_id)
    return cutouts.answer(*load_cut_out(store, paper.id, field))


def _page(case: Application, document_id: UUID) -> dict[str, object]:
    store = get_services().store
    paper = queries.paper(store, case.id, document_id)
    known = queries.fields(store, paper.id)
    lines = list(_lines(_OF_KIND.get(paper.kind, _ALL), known))
    shown = queries.pages(store, paper.id)
    return {
        "case": case,
        "paper": paper,
        "lines": lines,
        "may_change": case.may(VerbName.CONFIRM_READING),
        "known": [{"key": word(line.name), "value": line.value} for line in lines],
        "pages": [{"page": one, "boxes": list(_boxes(one, lines, known))} for one in shown],
    }


def _lines(names: Iterable[FieldName], known: dict[FieldName, FieldKnown]) -> Iterable[Line]:
    for number, name in enumerate(names, start=1):
        field = known.get(name, FieldKnown())
        sure, tone = _how_sure(field.confidence)
        yield Line(
            name=name,
            number=number,
            value=typed_or(name.value, field.best),
            known=bool(field.best),
            read=field.read if field.read != field.best else "",
            sure=sure,
            tone=tone,
            has_box=bool(field.box and field.page),
            asked=field.asked,
            guess=field.doubtful,
            taken=name in request.form.getlist("take"),
            frame=frame(field.place) if field.place else None,
        )


def _how_sure(confidence: float | None) -> tuple[str, str]:
    if confidence is None:
        return "", ""
    if confidence >= _SURE:
        return _("Read clearly"), "good"
    if confidence >= _FAIRLY_SURE:
        return _("Read, please check"), "waiting"
    return _("Hard to read, please check"), "action"


def _boxes(
    page: PageShown, lines: list[Line], known: dict[FieldName, FieldKnown]
) -> Iterable[dict[str, object]]:
    """Where each field stands on the page, in its pixels."""
    for line in lines:
        field = known.get(line.name, FieldKnown())
        if field.page != page.number or not field.box:
            continue
        x0, y0, x1, y1 = field.box
        yield {
            "id": line.name.value,
            "number": line.number,
            "x": round(x0 * page.width),
            "y": round(y0 * page.height),
            "width": round((x1 - x0) * page.width),
            "height": round((y1 - y0) * page.height),
            "doubtful": bool(field.doubtful),
        }
