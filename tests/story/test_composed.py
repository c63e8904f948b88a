"""What docker-compose.yml starts, on PostgreSQL: from a submission to the letter and its mail.

The same commands with the same settings, each a process of its own; only addresses differ, and
files lie in a folder. The containers, the object store and Temporal's own PostgreSQL are not here.
"""

import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pypdf
import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select
from temporalio.client import Client

from recognition.actions.rederiving import rederive_all
from recognition.domain.verbs import Claim, ConfirmReading, Propose, SendBack, SignOff, Submit
from recognition.domain.vocabulary import DocumentState, FieldName, MediaType, Role
from recognition.samples.writer import write_samples
from recognition.store.keys import case_scope
from recognition.store.store import Store
from recognition.store.tables import Case, Decision, Document, FieldValue, Proposal
from recognition.store.timeline import first_broken_link
from tests.letters.test_send import Received
from tests.support.cases import do
from tests.support.engine import until
from tests.support.loops import run
from tests.support.people import Town
from tests.support.postgres import Postgres
from tests.support.processes import ROOT, Engine, Program, free_port, wait_for_port
from tests.support.stores import make_rules
from tests.test_compose import SERVICES, values
from workflows.codec import sealing_converter
from workflows.gateway import AsyncGateway

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]

OURS = ("web", "worker-procedure", "worker-reading", "worker-delivery")

PATIENCE_SECONDS = 120


@dataclass
class House:
    """What runs: the settings of its processes, its mail server, and its web server's port."""

    env: dict[str, str]
    received: Received
    port: int

    def town(self) -> Town:
        """The people of the office, in its database."""
        names = ("DATABASE_URL", "BLOB_URL", "MASTER_KEY")
        store = Store.open(*(self.env[f"RECOGNITION_{name}"] for name in names))
        return Town(store, make_rules(), datetime.now(UTC))


@contextmanager
def composed(folder: Path, database_url: str) -> Iterator[House]:
    """Every service of ours, as the file starts it, with Temporal's dev server for its cluster."""
    namespace = SERVICES["namespace"]["environment"]["TEMPORAL_NAMESPACE"]
    engine, received = Engine(folder, f"--namespace={namespace}"), Received()
    mail = Controller(received, hostname="127.0.0.1", port=free_port())
    given = values("web")
    assert given["RECOGNITION_DATABASE_URL"].startswith("postgresql+psycopg://")
    house = House(given | _addresses(folder, engine, mail), received, free_port())
    house.env |= {"RECOGNITION_DATABASE_URL": database_url, "RECOGNITION_PORT": str(house.port)}
    parts: list[Engine | Program] = [engine]
    for name in OURS:
        command = SERVICES[name]["command"]
        parts.append(Program(*command, env=house.env, log=folder / f"{name}.log"))
    with ExitStack() as stack:
        mail.start()
        stack.callback(mail.stop)
        _migrate(house, folder)
        for part in parts:
            stack.callback(part.stop)
            part.start()
        wait_for_port(house.port, PATIENCE_SECONDS)
        yield house


def _addresses(folder: Path, engine: Engine, mail: Controller) -> dict[str, str]:
    """What a machine without containers has elsewhere."""
    changed = {
        "BLOB_URL": (folder / "blobs").as_uri(),
        "TEMPORAL_ADDRESS": engine.address,
        "SMTP_URL": f"smtp://127.0.0.1:{mail.port}",
        "OFFICE_FILE": str(ROOT / "recognition" / "data" / "office.toml"),
        "ISCED_FOLDER": "",
        "INSTITUTIONS": "",
        "HOST": "127.0.0.1",
        "RUN_FOLDER": str(folder),
    }
    return {f"RECOGNITION_{name}": value for name, value in changed.items()}


def _migrate(house: House, folder: Path) -> None:
    migrate = Program(*SERVICES["migrate"]["command"], env=house.env, log=folder / "migrate.log")
    migrate.start()
    assert migrate.process is not None
    try:
        assert migrate.process.wait(PATIENCE_SECONDS) == 0, (folder / "migrate.log").read_text()
    except subprocess.TimeoutExpired:
        migrate.kill()
        raise


def test_a_case_is_decided_and_its_letter_is_mailed(postgres: Postgres, tmp_path: Path) -> None:
    paper = write_samples(tmp_path / "samples", only=["ethiopian-degree.png"])[0]
    with composed(tmp_path, postgres.database()) as house:
        town = house.town()
        run(_story(house, town, paper.read_bytes()))
        town.store.close()


async def _story(house: House, town: Town, paper: bytes) -> None:
    client = await Client.connect(
        house.env["RECOGNITION_TEMPORAL_ADDRESS"],
        namespace=house.env["RECOGNITION_TEMPORAL_NAMESPACE"],
        data_converter=sealing_converter(town.store.keys),
    )
    gateway = AsyncGateway(client)
    case = town.draft(data=paper, media_type=MediaType.PNG)
    document, (first, second, _) = town.ids(Document)[-1], town.assessors
    await gateway.start_reading(document)
    await until(lambda: _is_read(town, document), PATIENCE_SECONDS)
    town.act(Submit(), town.applicant, Role.APPLICANT, case)
    confirm = ConfirmReading(document_id=document, values={"qualification_title": "Nurse"})
    await do(gateway, case, confirm, Role.APPLICANT, town.applicant)
    await do(gateway, case, Claim(), Role.ASSESSOR, first)
    await do(gateway, case, Propose(content=town.content()), Role.ASSESSOR, first)
    back = SendBack(proposal_id=town.ids(Proposal)[-1], reason="Say more.")
    await do(gateway, case, back, Role.ASSESSOR, second)
    await do(gateway, case, Propose(content=town.content()), Role.ASSESSOR, first)
    sign = SignOff(proposal_id=town.ids(Proposal)[-1])
    await do(gateway, case, sign, Role.ASSESSOR, second)
    await until(lambda: _letter(town, case) is not None, PATIENCE_SECONDS)
    # what was received, what to check, and the decision
    await until(lambda: len(house.received.mails) == 3, PATIENCE_SECONDS)
    _all_is_well(house, town, case)


def _is_read(town: Town, document: UUID) -> bool:
    """Whether the paper was read, and its holder found."""
    names = select(FieldValue.value).where(FieldValue.field == FieldName.HOLDER_NAME)
    with town.store.reading() as session:
        read = session.get_one(Document, document)
        if read.state != DocumentState.READ:
            return False
        return session.scalars(names).all() == ["Hirut Mekonnen Alemu"]


def _letter(town: Town, case: UUID) -> bytes | None:
    with town.store.reading() as session:
        blob = session.scalars(
            select(Decision.letter_blob).where(Decision.case_id == case)
        ).one_or_none()
    return town.store.blobs.get(case_scope(case), blob) if blob else None


def _all_is_well(house: House, town: Town, case: UUID) -> None:
    with town.store.reading() as session:
        reference = session.get_one(Case, case).reference
        code = session.scalars(select(Decision.code)).one()
        assert first_broken_link(session, town.store.keys, case) is None
    pages = pypdf.PdfReader(BytesIO(_letter(town, case) or b"")).pages
    assert reference in "".join(page.extract_text() for page in pages)
    assert {mail["To"] for mail in house.received.mails} == {"selam@example.org"}
    assert rederive_all(town.store, town.rules)[0] == 0
    for path in ("/health/ready", f"/verify/{code}"):
        with urllib.request.urlopen(f"http://127.0.0.1:{house.port}{path}", timeout=20) as answer:
            assert answer.status == 200
