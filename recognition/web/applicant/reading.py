"""The reading, as it goes: refreshed until every paper is settled."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from recognition.domain.vocabulary import DocumentState
from recognition.store.queries import applicant as queries
from recognition.store.queries.applicant import Paper
from recognition.web.applicant.questioned import contradictions, names_to_explain
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
        otherwise=contradictions(case),
        doubts={paper.id: _doubts(paper) for paper in papers},
    )


def _doubts(paper: Paper) -> int:
    """How many places of a paper the machine was not sure of, and nobody has filled in."""
    if paper.state is not DocumentState.READ:
        return 0
    return sum(field.asked for field in queries.fields(get_services().store, paper.id).values())
