"""An office with an asked authority, and the authority's receiver as a process of its own."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from recognition.domain.verbs import (
    AgreeToQuestion,
    AskAuthority,
    Claim,
    ConfirmReading,
    GiveConsent,
    Propose,
    SignOff,
    Submit,
)
from recognition.domain.vocabulary import Outcome, Role
from recognition.office import load_office
from recognition.store import tables
from recognition.web.services import Services
from tests.support.people import HOLDER, Town, content
from tests.web.shell import shell_settings
from workflows.codec import sealing_converter
from workflows.gateway import Gateway

ROOT = Path(__file__).resolve().parents[2]
TOMORROW = timedelta(days=1)


def now() -> datetime:
    """The real time: signatures are checked against it."""
    return datetime.now(UTC)


def submitted(town: Town) -> UUID:
    """A submitted case in assessment, claimed by the first assessor."""
    case = town.draft()
    town.act(Submit(), town.applicant, Role.APPLICANT, case)
    with town.store.reading() as session:
        paper = session.query(tables.CaseDocument.document_id).filter_by(case_id=case).scalar()
    values = {
        "holder_name": HOLDER,
        "institution": "University of Asmara",
        "qualification_title": "Diploma in Nursing",
        "award_date": "2014-07-12",
    }
    confirm = ConfirmReading(document_id=paper, values=values)
    town.act(confirm, town.applicant, Role.APPLICANT, case)
    town.act(Claim(), town.assessors[0], Role.ASSESSOR, case)
    return case


def ask(town: Town, case: UUID) -> UUID:
    """Ask the authority, with the holder's leave; returns the request's id."""
    verb = AskAuthority(authority_id=town.authority, message="Was this degree awarded?")
    town.act(verb, town.assessors[0], Role.ASSESSOR, case)
    with town.store.reading() as session:
        rows = session.query(tables.Request.id).filter_by(case_id=case)
        request: UUID = rows.order_by(tables.Request.id.desc()).limit(1).scalar()
    town.act(AgreeToQuestion(request_id=request), town.applicant, Role.APPLICANT, case)
    return request


def decide(town: Town, case: UUID, outcome: Outcome = Outcome.FULL) -> None:
    """Propose and sign a decision."""
    first, second, _ = town.assessors
    town.evaluate(case, outcome)
    town.act(Propose(content=content(outcome)), first, Role.ASSESSOR, case)
    with town.store.reading() as session:
        rows = session.query(tables.Proposal.id).filter_by(case_id=case)
        proposal = rows.order_by(tables.Proposal.round.desc()).limit(1).scalar()
    town.act(SignOff(proposal_id=proposal), second, Role.ASSESSOR, case)


def consent(town: Town, case: UUID) -> UUID:
    """The holder's consent until tomorrow; returns its id."""
    until = (town.at + TOMORROW).date()
    verb = GiveConsent(authority_id=town.authority, purpose="Admission", until=until)
    town.act(verb, town.applicant, Role.APPLICANT, case)
    with town.store.reading() as session:
        rows = session.query(tables.Consent.id).filter_by(case_id=case)
        found: UUID = rows.order_by(tables.Consent.id.desc()).limit(1).scalar()
    return found


def reference(town: Town, case: UUID) -> str:
    """The reference of a case."""
    with town.store.reading() as session:
        return session.get_one(tables.Case, case).reference


def webhooks(town: Town) -> list[tables.Outbox]:
    """Outbox rows of webhooks, oldest first."""
    with town.store.reading() as session:
        rows = session.query(tables.Outbox).filter_by(kind="webhook")
        return list(rows.order_by(tables.Outbox.id))


def services(town: Town, engine: str = "127.0.0.1:1", wait: float = 0.5) -> Services:
    """Services on the town's store; at the given address nobody listens unless a test starts it."""
    gateway = Gateway(
        engine, "default", sealing_converter(town.store.keys), timedelta(seconds=wait)
    )
    return Services(
        settings=shell_settings(),
        office=load_office(),
        clock=now,
        store=town.store,
        gateway=gateway,
        rules=town.rules,
    )


def until(check: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until ``check`` holds; fail after ``seconds``."""
    end = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


@dataclass
class Listening:
    """A receiver that runs; ``lines`` is what it has said so far."""

    url: str
    log: Path

    @property
    def lines(self) -> list[dict[str, Any]]:
        """What the receiver said, without its address."""
        said = [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]
        return [line for line in said if "listening" not in line]


@contextmanager
def listening(
    town: Town, folder: Path, office_url: str = "http://127.0.0.1:1", *options: str
) -> Iterator[Listening]:
    """Run ``recognition authority listen`` and register its address with the authority."""
    log = folder / "received.jsonl"
    command = [
        *(sys.executable, "-m", "recognition", "authority", "listen", "--port", "0"),
        *("--secret", town.secret, "--authority-id", str(town.authority)),
        *("--office-url", office_url, "--log", str(log), *options),
    ]
    with running(command) as process:
        assert process.stdout is not None
        url = json.loads(process.stdout.readline())["listening"]
        with town.store.writing() as session:
            session.get_one(tables.Authority, town.authority).webhook_url = url
        yield Listening(url, log)


@contextmanager
def running(
    command: Sequence[str], env: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """Run a program until the block ends; it must end by itself when it is asked to."""
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        finally:
            process.kill()
            if process.stdout:
                process.stdout.close()
