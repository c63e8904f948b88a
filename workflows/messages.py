"""Everything that travels between the web, the workflows and the activities.

Ids, codes and numbers; the words that people typed travel inside ``Act``, sealed by the codec.
Models grow by optional fields only. The activities are declared here, by name and with types; they
are implemented in ``workflows.activities``.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from temporalio import activity

from recognition.domain.state import ActResult, CaseState
from recognition.domain.verbs import Act, AnyVerb
from recognition.errors import ErrorCode


class Queue(StrEnum):
    """The task queues; each may have workers of its own."""

    PROCEDURE = "procedure"
    READING = "reading"
    DELIVERY = "delivery"


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True)


class CaseRef(_Message):
    """A case."""

    case_id: UUID


class LoadTask(_Message):
    """The case whose state is wanted, at the workflow's moment."""

    case_id: UUID
    at: datetime


class DocumentRef(_Message):
    """A document."""

    document_id: UUID


class RequestRef(_Message):
    """A request of a case."""

    request_id: UUID


class DeliveryRef(_Message):
    """A webhook: an outbox row."""

    outbox_id: UUID


class ActTask(_Message):
    """An act on a case, at the workflow's moment."""

    case_id: UUID
    act: Act
    at: datetime


class DispatchTask(_Message):
    """Let a case's outbox rows go out."""

    case_id: UUID
    at: datetime


class DispatchEnd(_Message):
    """How many rows went out, and what the case has to record before further ones have.

    ``state`` is the case's after it; results of releases before 0.3 lack it, and cases that are
    gone have none.
    """

    gone: int
    verbs: tuple[AnyVerb, ...] = ()
    state: CaseState | None = None


class ReadingTask(_Message):
    """A step of reading a document, at the workflow's moment."""

    document_id: UUID
    at: datetime


class PageTask(_Message):
    """One page to read."""

    document_id: UUID
    number: int


class PageFailure(_Message):
    """A page that could not be read in time."""

    document_id: UUID
    number: int
    timed_out: bool


class SplitEnd(_Message):
    """A document was split into so many pages; none when it could not be."""

    pages: int


class CasesOf(_Message):
    """The submitted cases that a document is attached to."""

    case_ids: tuple[UUID, ...]


class RequestStep(_Message):
    """What a request waits for: at ``wake_at``, ``verb`` is due; nothing when it is closed."""

    case_id: UUID
    wake_at: datetime | None = None
    verb: AnyVerb | None = None


class Tell(_Message):
    """Something that another workflow tells a case; the id makes it happen once."""

    case_id: UUID
    act: Act


class Told(_Message):
    """How a case took what it was told; a refusal means that it has moved on."""

    refusal: ErrorCode | None = None


class DeliveryEnd(_Message):
    """The case that a delivery belongs to."""

    case_id: UUID


class Sweep(_Message):
    """One round of the sweeps; ``fresh`` for mails of no case that have just been written."""

    at: datetime
    fresh: bool = False


@activity.defn(name="load_state")
async def load_state(task: LoadTask) -> CaseState:
    """The case's state as the facts have it, once what stays in the house went out."""
    raise NotImplementedError


@activity.defn(name="perform_act")
async def perform_act(task: ActTask) -> ActResult:
    """Perform an act in one transaction."""
    raise NotImplementedError


@activity.defn(name="dispatch_outbox")
async def dispatch_outbox(task: DispatchTask) -> DispatchEnd:
    """Let what a case wrote go out: mails, letters, webhooks, workflows."""
    raise NotImplementedError


@activity.defn(name="split_document")
def split_document(task: ReadingTask) -> SplitEnd:
    """Split a document into sealed page images."""
    raise NotImplementedError


@activity.defn(name="read_page")
def read_page(task: PageTask) -> None:
    """Read one page and keep its words, sealed."""
    raise NotImplementedError


@activity.defn(name="fail_page")
def fail_page(task: PageFailure) -> None:
    """Write down that a page could not be read."""
    raise NotImplementedError


@activity.defn(name="build_fields")
def build_fields(task: ReadingTask) -> CasesOf:
    """Find the fields in the words of all pages; the reading ends."""
    raise NotImplementedError


@activity.defn(name="request_step")
def request_step(ref: RequestRef) -> RequestStep:
    """What a request waits for next."""
    raise NotImplementedError


@activity.defn(name="tell_case")
async def tell_case(tell: Tell) -> Told:
    """Tell a case, by an update that starts its workflow if there is none."""
    raise NotImplementedError


@activity.defn(name="deliver_webhook")
def deliver_webhook(ref: DeliveryRef) -> DeliveryEnd:
    """Send a signed webhook once; an error means that it is tried again."""
    raise NotImplementedError


@activity.defn(name="case_of_delivery")
def case_of_delivery(ref: DeliveryRef) -> DeliveryEnd:
    """The case that a delivery belongs to."""
    raise NotImplementedError


@activity.defn(name="sweep_outbox")
async def sweep_outbox(sweep: Sweep) -> int:
    """Let out what was left behind: rows that no workflow dispatched."""
    raise NotImplementedError


@activity.defn(name="sweep_documents")
def sweep_documents(sweep: Sweep) -> int:
    """Discard documents that no case has, and readings that never began."""
    raise NotImplementedError


@activity.defn(name="sweep_closed")
def sweep_closed(sweep: Sweep) -> int:
    """Give notice of closed cases that will be erased, and erase those whose time is over."""
    raise NotImplementedError


@activity.defn(name="sweep_drafts")
def sweep_drafts(sweep: Sweep) -> int:
    """Give notice of drafts that will expire, and expire those whose time is over."""
    raise NotImplementedError
