"""Towns for tests: built once a process, copied for each test, on SQLite or PostgreSQL."""

import base64
import secrets
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from recognition.actions.store_document import store_document
from recognition.domain.state import CaseState
from recognition.domain.verbs import AnyVerb, Claim, ConfirmReading, Propose, SignOff, Submit
from recognition.domain.vocabulary import DocumentKind, MediaType, Outcome, Purpose, Role
from recognition.rules import Rules
from recognition.store import tables
from recognition.store.base import Base
from recognition.store.store import Store
from tests.support.facts import utc
from tests.support.people import Town, content
from tests.support.stores import copy_rows, make_rules, make_store

START = utc(2026, 3, 2, 9)
"""A Monday in winter time; the town's people were registered then."""

KEY = base64.b64encode(secrets.token_bytes(32)).decode()


class Office(Town):
    """A town with a clock: ``go`` moves it, and every act takes place at its moment."""

    @property
    def store_folder(self) -> Path:
        """Where its database file lies."""
        return Path(str(self.store.engine.url.database)).parent

    def go(self, **step: float) -> datetime:
        """Let time pass (arguments of ``timedelta``)."""
        self.at += timedelta(**step)
        return self.at

    def holder(self, case: UUID, verb: AnyVerb) -> CaseState:
        """The applicant does something."""
        return self.act(verb, self.applicant, Role.APPLICANT, case)

    def desk(self, case: UUID, verb: AnyVerb, who: int = 0) -> CaseState:
        """An assessor does something: the first unless another number is given."""
        return self.act(verb, self.assessors[who], Role.ASSESSOR, case)

    def machine(self, case: UUID, verb: AnyVerb) -> CaseState:
        """A timer or an activity does something."""
        return self.act(verb, None, Role.MACHINE, case)

    def asked(self, case: UUID, verb: AnyVerb, authority: UUID | None = None) -> CaseState:
        """An authority does something."""
        return self.act(verb, authority or self.authority, Role.AUTHORITY, case)

    def submitted(self, *, papers: bool = True) -> UUID:
        """A case in assessment: handed in, its diploma confirmed where it has one."""
        case = self.draft(papers=papers)
        if papers:
            self.holder(case, ConfirmReading(document_id=self.diploma(case), values=TITLE))
        return self.hand_in(case, claim=False)

    def hand_in(self, case: UUID, *, claim: bool = True) -> UUID:
        """Submit a draft, and let the first assessor claim it."""
        self.holder(case, Submit())
        if claim:
            self.desk(case, Claim())
        return case

    def claimed(self) -> UUID:
        """A case that the first assessor holds."""
        case = self.submitted()
        self.desk(case, Claim())
        return case

    def proposed(self, outcome: Outcome = Outcome.FULL) -> UUID:
        """A case that waits for a second assessor."""
        case = self.claimed()
        self.evaluate(case, outcome)
        self.desk(case, Propose(content=content(outcome)))
        return case

    def decided(self, outcome: Outcome = Outcome.REFUSAL) -> UUID:
        """A decided case, without its letter."""
        case = self.proposed(outcome)
        self.go(minutes=1)
        self.desk(case, SignOff(proposal_id=self.ids(tables.Proposal)[-1]), who=1)
        self.go(minutes=1)
        return case

    def stored(self, data: bytes) -> UUID:
        """A document of the applicant's that no case has."""
        return store_document(
            self.store,
            self.applicant,
            data,
            name="scan.pdf",
            media_type=MediaType.PDF,
            pages=1,
            at=self.at,
        ).document_id

    def diploma(self, case: UUID) -> UUID:
        """The id of the case's diploma."""
        query = select(tables.CaseDocument.document_id).where(
            tables.CaseDocument.case_id == case,
            tables.CaseDocument.kind == DocumentKind.QUALIFICATION,
        )
        with self.store.reading() as session:
            return session.scalars(query).one()

    def rows(self, table: type[Base]) -> int:
        """How many rows a table has."""
        with self.store.reading() as session:
            return len(session.scalars(select(table)).all())


TITLE = {"qualification_title": "Bachelor of Science in Nursing"}


def make_office(folder: Path, url: str | None = None) -> Office:
    """An office of its own: on SQLite in ``folder``, or in the migrated database of ``url``.

    Whatever stood in that database is gone then.
    """
    town, home = _first(), folder / "office"
    shutil.copytree(town.folder, home)
    file = f"sqlite:///{home}/recognition.db"
    if url:
        copy_rows(file, url)
    return _alike(town.office, Store.open(url or file, (home / "blobs").as_uri(), KEY))


def make_town(
    folder: Path, rules: Rules | None = None, purpose: Purpose = Purpose.LABOUR_MARKET
) -> Office:
    """An office whose files lie in ``folder`` itself, sealed by ``KEY``, and whose time is now."""
    first = _first()
    shutil.copytree(first.folder, folder, dirs_exist_ok=True)
    url, blobs = f"sqlite:///{folder}/recognition.db", (folder / "blobs").as_uri()
    town = _alike(first.office, Store.open(url, blobs, KEY))
    town.rules, town.purpose, town.at = rules or town.rules, purpose, datetime.now(UTC)
    return town


def _alike(office: Office, store: Store) -> Office:
    copy = object.__new__(Office)
    copy.__dict__.update(office.__dict__, store=store, at=START)
    return copy


class _First:
    """The office that the others are copies of; its folder goes with the process."""

    def __init__(self) -> None:
        self._temporary = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.folder = Path(self._temporary.name)
        store = make_store(self.folder, master_key=KEY)
        self.office = Office(store, make_rules(), START)
        store.close()  # the write-ahead log goes into the file


@cache
def _first() -> _First:
    return _First()
