"""A whole case, every human step by a script; and a bare workflow with as many updates."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from temporalio import activity, workflow
from temporalio.client import Client, WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy

from recognition.domain.verbs import (
    Acknowledge,
    AnswerRequest,
    AnyVerb,
    AskApplicant,
    AskedItem,
    Claim,
    ConfirmReading,
    FindCode,
    FindField,
    Propose,
    ReviewRequest,
    SendBack,
    SignOff,
    Submit,
)
from recognition.domain.vocabulary import (
    CodeScheme,
    DocumentState,
    FieldName,
    RequestItemKind,
    Role,
    Stage,
)
from recognition.store.tables import CaseDocument, Document, Proposal, Request, RequestItem
from tests.support.cases import do
from tests.support.people import Town
from workflows.gateway import TASK_TIME, AsyncGateway

UPDATES = 12
"""Updates of a whole case from submission to decided; ``decide`` says which."""


def at_once() -> float:
    """Wait no second."""
    return 0.0


async def decide(
    town: Town, gateway: AsyncGateway, case: UUID, pause: Callable[[], float] = at_once
) -> None:
    """Take a draft from submission to decided; ``pause()`` seconds before each of its updates."""
    first, second, _ = town.assessors
    taken = 0

    async def act(verb: AnyVerb, person: UUID, role: Role = Role.ASSESSOR) -> Stage:
        nonlocal taken
        await asyncio.sleep(pause())
        taken += 1
        return (await do(gateway, case, verb, role, person)).state.stage

    await asyncio.to_thread(town.act, Submit(), town.applicant, Role.APPLICANT, case)
    await act(Claim(), first)
    await act(Acknowledge(), first)
    await act(FindField(field=FieldName.QUALIFICATION_TITLE, value="Nurse"), first)
    for scheme, code in ((CodeScheme.ISCED_LEVEL, "6"), (CodeScheme.ISCED_F, "0913")):
        await act(FindCode(scheme=scheme, code=code, reason="The programme."), first)
    items = (AskedItem(kind=RequestItemKind.TEXT, subject="hours", text="How many hours?"),)
    await act(AskApplicant(items=items), first)
    request, item = await asyncio.to_thread(_asked, town, case)
    answer = AnswerRequest(request_id=request, item_id=item, text="2,300")
    await act(answer, town.applicant, Role.APPLICANT)
    await act(ReviewRequest(request_id=request), first)
    await act(Propose(content=town.content()), first)
    back = await asyncio.to_thread(_proposal, town, case)
    await act(SendBack(proposal_id=back, reason="Say more."), second)
    await act(Propose(content=town.content()), first)
    signed = await asyncio.to_thread(_proposal, town, case)
    stage = await act(SignOff(proposal_id=signed), second)
    assert (stage, taken) == (Stage.DECIDED, UPDATES)


def draft(town: Town) -> UUID:
    """A draft with everything that it needs, its paper read and confirmed: reading is left out."""
    case = town.draft()
    with town.store.writing() as session:
        papers = select(CaseDocument.document_id).where(CaseDocument.case_id == case)
        paper = session.scalars(select(Document).where(Document.id.in_(papers))).one()
        paper.state = DocumentState.READ
    confirm = ConfirmReading(document_id=paper.id, values={FieldName.QUALIFICATION_TITLE: "Nurse"})
    town.act(confirm, town.applicant, Role.APPLICANT, case)
    return case


def _asked(town: Town, case: UUID) -> tuple[UUID, UUID]:
    query = select(Request.id, RequestItem.id).join(
        RequestItem, RequestItem.request_id == Request.id
    )
    with town.store.reading() as session:
        row = session.execute(query.where(Request.case_id == case)).one()
    return row[0], row[1]


def _proposal(town: Town, case: UUID) -> UUID:
    newest = select(Proposal.id).where(Proposal.case_id == case).order_by(Proposal.round.desc())
    with town.store.reading() as session:
        return session.scalars(newest.limit(1)).one()


async def bare(client: Client) -> None:
    """A workflow that does nothing, as often."""
    workflow_id = f"bare/{uuid4()}"
    for _ in range(UPDATES):
        start = WithStartWorkflowOperation(
            Bare.run,
            id=workflow_id,
            task_queue="bare",
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            task_timeout=TASK_TIME,
        )
        await client.execute_update_with_start_workflow(
            Bare.act, "a note", start_workflow_operation=start
        )


@activity.defn
def nothing(_text: str) -> str:
    """Do nothing."""
    return "done"


@workflow.defn(sandboxed=False)
class Bare:
    """As many updates and local activities as a whole case."""

    def __init__(self) -> None:
        self._acts = 0

    @workflow.run
    async def run(self) -> None:
        """Until every act was done."""
        await workflow.wait_condition(lambda: self._acts == UPDATES)

    @workflow.update
    async def act(self, text: str) -> str:
        """Do nothing, durably."""
        done = await workflow.execute_local_activity(
            nothing, text, start_to_close_timeout=timedelta(seconds=10)
        )
        self._acts += 1
        return done
