"""The reading, as it goes: refreshed until every paper is settled."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from recognition.store.queries import applicant as queries
from recognition.web.applicant.questioned import names_to_explain
from recognition.web.applicant.room import blueprint, own
from recognition.web.fragments import page_or_block
from recognition.web.services import get_services


@blueprint.get("/<uuid:case_id>/reading")
def reading(case_id: UUID) -> ResponseReturnValue:
    """How far each paper is, and what there is to check."""
    case = own(case_id)
    papers = queries.papers(get_services().store, case.id)
    return page_or_block(
        "applicant/reading.html",
        "papers",
        case=case,
        papers=papers,
        settled=all(paper.settled for paper in papers),
        names_differ=bool(names_to_explain(case, papers)) and not case.names_explanation,
    )
