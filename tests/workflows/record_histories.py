"""Records a history of each workflow type, to be replayed by ``test_replay``.

    python -m tests.workflows.record_histories 0.1.0

Run it once for each release, and commit what it writes: ``histories/<release>/*.json``. The cases
are invented and the key stands here: it protects nothing.
"""

import asyncio
import base64
import hashlib
import re
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session
from temporalio.client import Client, WorkflowHistory

from recognition.domain.events import EventKind
from recognition.domain.verbs import (
    AgreeToQuestion,
    AnswerAuthenticity,
    AskApplicant,
    AskAuthority,
    AskedItem,
    Claim,
    Propose,
    SignOff,
)
from recognition.domain.vocabulary import (
    AuthenticityAnswer,
    DocumentState,
    RequestItemKind,
    Role,
)
from recognition.store.keys import KeyRing
from recognition.store.outbox import MailKind
from recognition.store.store import Store
from recognition.store.tables import Document, Proposal
from tests.support.cases import do, events, mails, open_rows, request_of, set_url, submitted
from tests.support.engine import real_time, until, workers
from tests.support.people import Town
from tests.support.processes import Receiver
from tests.support.stores import make_rules, make_store
from tests.workflows.fingerprints import write_fingerprints
from workflows.gateway import AsyncGateway
from workflows.messages import Queue
from workflows.upkeep import SweepDocuments, SweepOutbox

FOLDER = Path(__file__).with_name("histories")

MASTER_KEY = base64.b64encode(hashlib.sha256(b"no secret: recorded histories").digest()).decode()


class FixedKeys(KeyRing):
    """A key ring whose every data key follows from the master key, so that none need be kept."""

    def _load_or_make(self, scope: str) -> bytes:
        return hashlib.sha256(self._master + scope.encode()).digest()

    def seal_within(self, session: Session, scope: str, plain: bytes) -> bytes:
        """Encrypt by the same key as outside of a transaction."""
        return self.seal(scope, plain)


def fixed_keys(store: Store) -> KeyRing:
    """The keys of recorded histories."""
    return FixedKeys(store.engine, MASTER_KEY)


async def record(folder: Path) -> dict[str, WorkflowHistory]:
    """Live through a case on a real engine; the histories by the name of their workflow type."""
    store = make_store(folder, master_key=MASTER_KEY)
    store = Store(store.engine, fixed_keys(store), store.blobs)
    town = Town(store, make_rules(), datetime.now(UTC))
    async with (
        real_time(store) as environment,
        workers(environment.client, store, town.rules) as gateway,
    ):
        return await _live(town, environment.client, gateway, folder)


async def _live(
    town: Town, client: Client, gateway: AsyncGateway, folder: Path
) -> dict[str, WorkflowHistory]:
    receiver = Receiver(town.secret)
    set_url(town, receiver.url)
    first, second, _ = town.assessors
    case = submitted(town)
    document = town.ids(Document)[-1]
    with receiver.listening():
        await gateway.start_case(case)
        await gateway.start_reading(document)
        await do(gateway, case, Claim(), Role.ASSESSOR, first)
        question = AskAuthority(authority_id=town.authority)
        await do(gateway, case, question, Role.ASSESSOR, first)
        request = request_of(town, case).id
        agree = AgreeToQuestion(request_id=request)
        await do(gateway, case, agree, Role.APPLICANT, town.applicant)
        await until(lambda: len(events(town, case, EventKind.DELIVERED)) == 1, 30)
        answer = AnswerAuthenticity(request_id=request, answer=AuthenticityAnswer.CONFIRMED)
        await do(gateway, case, answer, Role.AUTHORITY, town.authority)
        await do(gateway, case, Propose(content=town.content()), Role.ASSESSOR, first)
        sign = SignOff(proposal_id=town.ids(Proposal)[-1])
        await do(gateway, case, sign, Role.ASSESSOR, second)
        await until(lambda: mails(town, MailKind.DECISION) == 1 and open_rows(town) == 0, 60)
        items = (AskedItem(kind=RequestItemKind.TEXT, subject="hours", text="How many hours?"),)
        asking = submitted(town)
        await do(gateway, asking, Claim(), Role.ASSESSOR, first)
        await do(gateway, asking, AskApplicant(items=items), Role.ASSESSOR, first)
        await until(lambda: open_rows(town) == 0, 30)
        await until(lambda: _state(town, document) is DocumentState.UNREADABLE, 30)
        sweep = await client.start_workflow(
            SweepOutbox.run, id="sweep-outbox", task_queue=Queue.PROCEDURE
        )
        await sweep.result()
        tidy = await client.start_workflow(
            SweepDocuments.run, id="sweep-documents", task_queue=Queue.PROCEDURE
        )
        await tidy.result()
    ids = {
        "RecognitionCase": f"case/{case}",
        "AskSomebody": f"request/{request_of(town, asking).id}",
        "ReadDocument": f"reading/{document}",
        "DeliverWebhook": f"delivery/{receiver.got[0][0]}",
        "SweepOutbox": "sweep-outbox",
        "SweepDocuments": "sweep-documents",
    }
    handles = {name: client.get_workflow_handle(workflow_id) for name, workflow_id in ids.items()}
    return {name: await handle.fetch_history() for name, handle in handles.items()}


def _state(town: Town, document_id: UUID) -> DocumentState:
    with town.store.reading() as session:
        return DocumentState(session.get_one(Document, document_id).state)


def main() -> None:
    """Record for the release named on the command line."""
    target = FOLDER / sys.argv[1]
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="histories-") as folder:
        recorded = asyncio.run(record(Path(folder)))
    for name, history in recorded.items():
        text = re.sub(r'("identity": )"[^"]*"', r'\1"recorder"', history.to_json())
        (target / f"{name}.json").write_text(text + "\n")
    write_fingerprints(target)


if __name__ == "__main__":
    main()
