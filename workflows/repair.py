"""Starts every workflow that the facts call for and the engine does not have.

Starting one that runs does nothing, so it can be done at any time: at every start of the embedded
mode, by ``recognition doctor --repair``, and after Temporal's file was lost.
"""

from dataclasses import dataclass

from sqlalchemy import or_, select

from recognition.domain.case import TERMINAL
from recognition.domain.vocabulary import DocumentState, Stage
from recognition.store.store import Store
from recognition.store.tables import Case, CaseView, Document, Outbox, Request
from workflows.gateway import AsyncGateway

_OVER = [*TERMINAL, Stage.CLOSED]


@dataclass(frozen=True, slots=True)
class Repaired:
    """How many workflows of each kind were made sure of."""

    cases: int
    requests: int
    readings: int
    deliveries: int


async def repair(store: Store, gateway: AsyncGateway) -> Repaired:
    """Make sure of a workflow for every open case, request, reading and delivery."""
    with store.reading() as session:
        cases = session.scalars(
            select(Case.id)
            .join(CaseView, CaseView.case_id == Case.id)
            .where(
                Case.submitted_at.is_not(None),
                or_(CaseView.stage.not_in(_OVER), CaseView.wake_at.is_not(None)),
            )
        ).all()
        requests = session.scalars(
            select(Request.id)
            .join(CaseView, CaseView.case_id == Request.case_id)
            .where(Request.wake_at.is_not(None), CaseView.stage.not_in(_OVER))
        ).all()
        readings = session.scalars(
            select(Document.id).where(
                Document.state.in_((DocumentState.STORED, DocumentState.READING))
            )
        ).all()
        deliveries = session.scalars(
            select(Outbox.id).where(
                Outbox.kind == "webhook",
                Outbox.done_at.is_not(None),
                Outbox.delivered_at.is_(None),
                Outbox.gave_up_at.is_(None),
            )
        ).all()
    for case_id in cases:
        await gateway.start_case(case_id)
    for request_id in requests:
        await gateway.start_request(request_id)
    for document_id in readings:
        await gateway.start_reading(document_id)
    for outbox_id in deliveries:
        await gateway.start_delivery(outbox_id)
    return Repaired(len(cases), len(requests), len(readings), len(deliveries))
