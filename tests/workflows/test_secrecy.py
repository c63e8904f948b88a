"""A whole story; then every string of the holder is searched for where it must not be."""

import asyncio
import base64
import json
import logging
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import select
from temporalio import activity, workflow
from temporalio.client import Client, WorkflowFailureError
from temporalio.common import RetryPolicy
from temporalio.exceptions import ApplicationError, FailureError
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from recognition.actions.start_application import start_application
from recognition.actions.store_document import store_document
from recognition.documents.model import PageReading
from recognition.domain.clock import legal_day
from recognition.domain.evaluation import PurposeFound
from recognition.domain.verbs import (
    AddNote,
    AnswerBackground,
    AnswerRequest,
    AskApplicant,
    AskAuthority,
    AskedItem,
    AttachDocument,
    Claim,
    ConfirmReading,
    EditApplication,
    FindField,
    GiveConsent,
    ObjectToQuestion,
    Propose,
    RecordFinding,
    ReviewCondition,
    SignOff,
    StateCondition,
    Submit,
)
from recognition.domain.vocabulary import (
    ConditionResult,
    DocumentKind,
    DocumentState,
    FieldName,
    MediaType,
    Outcome,
    Purpose,
    RequestItemKind,
    Role,
)
from recognition.logs import DiscreetFormatter
from recognition.samples import write_samples
from recognition.store.keys import document_scope
from recognition.store.tables import (
    ConditionStatement,
    Decision,
    Document,
    Page,
    Proposal,
    RequestItem,
)
from tests.support.cases import do, request_of, set_url
from tests.support.engine import connected, until
from tests.support.loops import run
from tests.support.people import Town, findings
from tests.support.processes import (
    Engine,
    Program,
    Receiver,
    free_port,
    settings_env,
    wait_for_port,
)
from tests.support.towns import KEY, make_town
from workflows.gateway import AsyncGateway

pytestmark = pytest.mark.slow

SAID = {
    "name": "Selam Tesfalidet Weldemariam",
    "name in her script": "ሰላም ተስፋልደት ወልደማርያም",
    "name in Arabic": "سلام تسفالدت",
    "birth": "1991-05-04",
    "phone": "+251 91 234 5678",
    "institution": "Blue Mountain University College",
    "question": "Please say which hospital you worked in",
    "answer": "I worked in Adi Keyih under Dr Haile",
    "message": "Did you award this to Mrs Weldemariam",
    "objection": "My brother Yonas still lives there",
    "teacher": "Dr Abrehet Negash, who taught anatomy",
    "note": "Her voice trembled on the phone",
    "finding": "Mrs Weldemariam was taught by Dr Haile alone",
    "reasons": "The clinical hours of Mrs Weldemariam suffice",
    "of the test": "Dr Haile says that I passed",
    "why not": "The stamp of Dr Haile is missing",
    "file": "selam-diplom-scan.png",
    "mail": "selam@example.org",
    "failure": "no room for Selam Tesfalidet",
}


def test_no_string_of_the_holder_is_found(tmp_path: Path) -> None:
    """GDPR, articles 25 and 32: nothing readable lies in histories, logs or addresses."""
    run(_story(tmp_path))


async def _story(folder: Path) -> None:
    town = make_town(folder)
    engine = Engine(folder)
    engine.start()
    before = b"".join(_engine_files(folder).values())
    port = free_port()
    env = settings_env(folder, KEY, engine.address) | {"RECOGNITION_PORT": str(port)}
    programs = [Program(name, env=env, log=folder / f"{name}.log") for name in ("worker", "web")]
    receiver = Receiver(town.secret)
    set_url(town, receiver.url)
    try:
        for program in programs:
            program.start()
        with receiver.listening():
            client = await connected(engine.address, town.store)
            scan, case = await _live(town, AsyncGateway(client), folder)
            await asyncio.to_thread(_browse, port, case)
            await _fail(client, folder)
            await until(lambda: receiver.got, 30)
    finally:
        for program in (*programs, engine):
            program.stop()
    _search(town, folder, before, scan, case)


async def _live(town: Town, gateway: AsyncGateway, folder: Path) -> tuple[bytes, UUID]:
    """From the scan to the letter, with words wherever words can be typed."""
    (paper,) = write_samples(folder / "samples", only=["ethiopian-degree.png"])
    scan = paper.read_bytes()
    case = start_application(town.store, town.rules, town.applicant, town.at)
    stored = store_document(
        town.store,
        town.applicant,
        scan,
        name=SAID["file"],
        media_type=MediaType.PNG,
        pages=1,
        at=town.at,
    )
    details = {
        "full_name": SAID["name"],
        "other_names": f"{SAID['name in her script']}; {SAID['name in Arabic']}",
        "date_of_birth": SAID["birth"],
        "phone": SAID["phone"],
    }
    edit = EditApplication(purpose=Purpose.LABOUR_MARKET, country="ET", details=details)
    attach = AttachDocument(document_id=stored.document_id, kind=DocumentKind.QUALIFICATION)
    for verb in (edit, attach, Submit()):
        town.act(verb, town.applicant, Role.APPLICANT, case)
    await gateway.start_reading(stored.document_id)
    await gateway.start_case(case)
    await until(lambda: _state(town, stored.document_id) is DocumentState.READ, 60)
    confirm = ConfirmReading(
        document_id=stored.document_id, values={FieldName.INSTITUTION: SAID["institution"]}
    )
    await do(gateway, case, confirm, Role.APPLICANT, town.applicant)
    consent = GiveConsent(authority_id=town.authority, purpose="Admission", until=date(2099, 1, 1))
    told = AnswerBackground(part="people", answers={"teachers": SAID["teacher"]})
    for verb in (consent, told):
        await do(gateway, case, verb, Role.APPLICANT, town.applicant)
    await _desk(town, gateway, case)
    return scan, case


async def _desk(town: Town, gateway: AsyncGateway, case: UUID) -> None:
    first, second, _ = town.assessors
    items = (AskedItem(kind=RequestItemKind.TEXT, subject="hours", text=SAID["question"]),)
    for verb in (
        Claim(),
        AddNote(text=SAID["note"]),
        FindField(field=FieldName.HOLDER_NAME, value=SAID["name in her script"]),
        RecordFinding(finding=PurposeFound(target="A bachelor's degree", text=SAID["finding"])),
        AskApplicant(items=items, message=SAID["question"]),
    ):
        await do(gateway, case, verb, Role.ASSESSOR, first)
    request = request_of(town, case).id
    with town.store.reading() as session:
        item = session.scalars(
            select(RequestItem.id).where(RequestItem.request_id == request)
        ).one()
    answer = AnswerRequest(request_id=request, item_id=item, text=SAID["answer"])
    await do(gateway, case, answer, Role.APPLICANT, town.applicant)
    ask = AskAuthority(authority_id=town.authority, message=SAID["message"])
    await do(gateway, case, ask, Role.ASSESSOR, first)
    objection = ObjectToQuestion(request_id=request_of(town, case).id, reason=SAID["objection"])
    await do(gateway, case, objection, Role.APPLICANT, town.applicant)
    for found in findings(Outcome.CONDITIONAL)[1:]:  # its purpose stands there with her words
        await do(gateway, case, found, Role.ASSESSOR, first)
    content = town.content(Outcome.CONDITIONAL).model_copy(update={"reasons": SAID["reasons"]})
    await do(gateway, case, Propose(content=content), Role.ASSESSOR, first)
    sign = SignOff(proposal_id=town.ids(Proposal)[-1])
    await do(gateway, case, sign, Role.ASSESSOR, second)
    await until(lambda: _letters(town) == 1, 60)
    await _after(town, gateway, case)


async def _after(town: Town, gateway: AsyncGateway, case: UUID) -> None:
    """She tells what came of the condition; the office says why that is not recorded."""
    with town.store.reading() as session:
        paper = session.scalars(select(Document.id)).one()
        signed = session.scalars(select(Decision.signed_at)).one()
    told = {"position": 0, "day": legal_day(signed, town.rules.zone), "document_id": paper}
    verb = {**told, "result": ConditionResult.FULFILLED, "text": SAID["of the test"]}
    stated = StateCondition.model_validate(verb)
    await do(gateway, case, stated, Role.APPLICANT, town.applicant)
    with town.store.reading() as session:
        statement = session.scalars(select(ConditionStatement.id)).one()
    declined = ReviewCondition(statement_id=statement, reason=SAID["why not"])
    await do(gateway, case, declined, Role.ASSESSOR, town.assessors[0])


@activity.defn
def break_down() -> None:
    """Fail, as something below might, with a text about a person."""
    raise ValueError(SAID["failure"])


@workflow.defn(sandboxed=False)
class Failing:
    """Fails with its activity, and with words of its own."""

    @workflow.run
    async def run(self) -> None:
        """Fail."""
        for execute in (workflow.execute_local_activity, workflow.execute_activity):
            try:
                await execute(break_down, start_to_close_timeout=_SHORT, retry_policy=_TWICE)
            except FailureError as error:
                last = error
        raise ApplicationError(SAID["failure"], SAID["name"]) from last


_SHORT = timedelta(seconds=5)
_TWICE = RetryPolicy(maximum_attempts=2, initial_interval=timedelta(milliseconds=50))


async def _fail(client: Client, folder: Path) -> None:
    """Let an activity and a workflow fail; what the library logs goes where ours goes."""
    handler = logging.FileHandler(folder / "failing.log")
    handler.setFormatter(DiscreetFormatter("%(message)s"))
    logging.getLogger("temporalio").addHandler(handler)
    try:
        async with Worker(
            client,
            task_queue="failing",
            workflows=[Failing],
            activities=[break_down],
            activity_executor=ThreadPoolExecutor(2),
            workflow_runner=UnsandboxedWorkflowRunner(),
        ):
            with pytest.raises(WorkflowFailureError) as failed:
                await client.execute_workflow(
                    Failing.run, id=f"failing/{uuid4()}", task_queue="failing"
                )
            assert SAID["failure"] in str(failed.value.cause), "who holds the key can read it"
    finally:
        logging.getLogger("temporalio").removeHandler(handler)
        handler.close()


def _browse(port: int, case: UUID) -> None:
    """A stranger asks for a link, and for somebody's case."""
    wait_for_port(port, 40)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as browser:
        page = browser.get("/sign-in").text
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert token is not None
        form = {"csrf_token": token[1], "email": SAID["mail"]}
        assert browser.post("/sign-in", data=form).status_code == 303
        browser.get(f"/applications/{case}")
        browser.get(f"/desk/cases/{case}")


def _search(town: Town, folder: Path, before: bytes, scan: bytes, case: UUID) -> None:
    engine = _engine_files(folder)
    logs = {path.name: path.read_bytes() for path in folder.glob("*.log")}
    assert f"case/{case}".encode() in b"".join(engine.values()), "what stands in clear is found"
    assert b"ValueError" in logs["failing.log"] and b"worker_started" in logs["worker.log"]
    words = {w for w in _words_read(town) if len(w) > 4 and w.encode() not in before}
    assert len(words) > 5
    for where, content in {**engine, **logs}.items():
        for string in (*SAID.values(), *words):
            assert not any(form in content for form in _forms(string)), (where, string)
    blobs = [path.read_bytes() for path in (folder / "blobs").rglob("*") if path.is_file()]
    assert len(blobs) >= 5
    marks = (scan[:8], scan[2000:2032], b"%PDF", b'"words"', SAID["name"].encode())
    for blob in blobs:
        assert not any(mark in blob for mark in marks)


def _forms(string: str) -> Iterator[bytes]:
    yield string.encode()
    yield string.encode("utf-16-le")
    yield json.dumps(string)[1:-1].encode()
    for offset in range(3):  # base64, wherever in a longer text it begins
        inner = base64.b64encode(b"x" * offset + string.encode())[4 if offset else 0 : -4]
        if len(inner) >= 8:  # less would be found by chance
            yield inner


def _engine_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("temporal.db*")}


def _words_read(town: Town) -> set[str]:
    """Every word that was read on the page."""
    with town.store.reading() as session:
        page = session.scalars(select(Page)).one()
    assert page.words_blob is not None
    sealed = town.store.blobs.get(document_scope(page.document_id), page.words_blob)
    return {word.text for word in PageReading.model_validate_json(sealed).words}


def _state(town: Town, document_id: UUID) -> DocumentState:
    with town.store.reading() as session:
        return DocumentState(session.get_one(Document, document_id).state)


def _letters(town: Town) -> int:
    with town.store.reading() as session:
        return len(session.scalars(select(Decision).where(Decision.letter_at.is_not(None))).all())
