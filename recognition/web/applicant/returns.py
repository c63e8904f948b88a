"""The address of a form, opened as a page, leads to the page that the form stands on.

'Received, not yet confirmed' sends people to the address that they sent something to.
"""

from uuid import UUID

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from recognition.web.applicant.room import blueprint, own


@blueprint.get("/<uuid:case_id>/papers/items/<item_id>/cannot")
def to_item(case_id: UUID, item_id: str) -> ResponseReturnValue:
    """To the item of the checklist."""
    return redirect(url_for("applicant.item", case_id=own(case_id).id, item_id=item_id), 303)


@blueprint.get("/<uuid:case_id>/papers/<uuid:document_id>/kind")
@blueprint.get("/<uuid:case_id>/papers/<uuid:document_id>/replace")
@blueprint.get("/<uuid:case_id>/papers/<uuid:document_id>/remove")
def to_papers(case_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """To the papers; this one may be gone."""
    return redirect(url_for("applicant.papers", case_id=own(case_id).id), 303)


@blueprint.get("/<uuid:case_id>/requests/<uuid:request_id>/more-time")
def to_asked(case_id: UUID, request_id: UUID) -> ResponseReturnValue:
    """To the request."""
    case = own(case_id)
    return redirect(url_for("applicant.asked", case_id=case.id, request_id=request_id), 303)


@blueprint.get("/<uuid:case_id>/questions/<uuid:request_id>/agree")
@blueprint.get("/<uuid:case_id>/questions/<uuid:request_id>/object")
def to_question(case_id: UUID, request_id: UUID) -> ResponseReturnValue:
    """To the question."""
    case = own(case_id)
    return redirect(url_for("applicant.question", case_id=case.id, request_id=request_id), 303)


@blueprint.get("/<uuid:case_id>/consents/<uuid:consent_id>/withdraw")
def to_consents(case_id: UUID, consent_id: UUID) -> ResponseReturnValue:
    """To the consents."""
    return redirect(url_for("applicant.consents", case_id=own(case_id).id), 303)
