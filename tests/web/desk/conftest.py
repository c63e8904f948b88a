"""A desk to try: a real store, two assessors, invented cases; verbs go to ``perform`` itself.

The gateway here stands in for the engine's: it performs the same act in the same process. Whole
stories on the real engine are told elsewhere.
"""

import base64
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image, ImageDraw
from werkzeug.test import TestResponse

from recognition.actions.accounts.grant_right import grant_right
from recognition.actions.accounts.sign_in import add_staff, use_password
from recognition.actions.perform import perform
from recognition.actions.record_reading import (
    PageSplit,
    ReadingEnd,
    ReadValue,
    record_reading,
    record_split,
)
from recognition.actions.register_authority import make_secret, register_authority
from recognition.actions.start_application import start_application
from recognition.actions.store_document import store_document
from recognition.checklist import ItemNeed
from recognition.domain import verbs
from recognition.domain.state import CaseState
from recognition.domain.verbs import Act, AnyVerb
from recognition.domain.vocabulary import (
    DocumentKind,
    DocumentState,
    FieldName,
    MediaType,
    Purpose,
    ReadingSource,
    Right,
    Role,
)
from recognition.errors import ErrorCode, NotYetConfirmed
from recognition.office import load_office
from recognition.printing import print_draft
from recognition.rules import Rules
from recognition.store import migrate
from recognition.store.base import new_id
from recognition.store.keys import document_scope
from recognition.store.queries.cases import is_done
from recognition.store.store import Store
from recognition.store.tables import Account
from recognition.web.app import create_app
from recognition.web.identity import COOKIE
from recognition.web.services import Services
from tests.support.stores import copy_rows
from tests.web.shell import shell_office, shell_services

KEY = base64.b64encode(b"k" * 32).decode()
START = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
HOLDER = "Оксана Мельник"
ASSESSORS = (
    ("anna@office.example", "Anna Weber"),
    ("boris@office.example", "Boris Lang"),
    ("clara@office.example", "Clara Ito"),
)
PASSWORD = "only for tests, long enough"


@dataclass
class Desk:
    """Everything of one test's desk; ``at`` is its clock."""

    store: Store
    rules: Rules
    people: dict[str, UUID]
    authority: UUID
    tokens: dict[str, str]
    at: datetime = START
    reached: bool = True
    app: Flask = field(init=False)

    def act(self, case_id: UUID, act: Act) -> CaseState:
        """The gateway's ``act``; not ``reached``: the answer does not come in time."""
        if not self.reached:
            raise NotYetConfirmed(ErrorCode.WAITING_FOR_ENGINE, str(act.action_id))
        return perform(self.store, self.rules, case_id, act, self.at)

    def do(self, case_id: UUID, verb: AnyVerb, who: str = "applicant") -> CaseState:
        """Have somebody do a verb, outside the browser."""
        role = Role(who) if who in set(Role) else Role.ASSESSOR
        act = Act(action_id=uuid4(), role=role, person_id=self.people.get(who), verb=verb)
        return self.act(case_id, act)

    def client(self, who: str) -> FlaskClient:
        """A browser without scripts, signed in."""
        client = self.app.test_client()
        client.set_cookie(COOKIE, self.tokens[who])
        return client

    def page(self, colour: str = "white") -> bytes:
        """A picture of an invented diploma."""
        picture = Image.new("RGB", (620, 877), colour)
        ImageDraw.Draw(picture).text((80, 100), "DIPLOMA", fill="black")
        out = io.BytesIO()
        picture.save(out, "PNG")
        return out.getvalue()

    def draft(self, *, country: str = "UA") -> UUID:
        """A draft with the applicant's details."""
        case_id = start_application(self.store, self.rules, self.people["applicant"], self.at)
        details = {"full_name": HOLDER, "date_of_birth": "1990-04-01"}
        edit = verbs.EditApplication(purpose=Purpose.ACADEMIC, country=country, details=details)
        self.do(case_id, edit)
        return case_id

    def paper(
        self,
        case_id: UUID,
        kind: DocumentKind,
        values: dict[FieldName, str],
        doubtful: dict[FieldName, str] | None = None,
        **end: Any,
    ) -> UUID:
        """A paper of the case, read; ``end`` is what else the reading ended with.

        ``contents`` are kept sealed, as all that was read is.
        """
        data = self.page() + uuid4().bytes
        stored = store_document(
            self.store,
            self.people["applicant"],
            data,
            name=f"{kind}.png",
            media_type=MediaType.PNG,
            pages=1,
            at=self.at,
        )
        self.do(case_id, verbs.AttachDocument(document_id=stored.document_id, kind=kind))
        blob = self.store.blobs.put(document_scope(stored.document_id), "page-1", self.page())
        record_split(
            self.store, self.rules, stored.document_id, [PageSplit(1, 620, 877, blob)], self.at
        )
        read = [
            ReadValue(
                name,
                value,
                value,
                1,
                (0.1, 0.1 + 0.05 * line, 0.7, 0.14 + 0.05 * line),
                (0.97, 0.81, 0.6, 0.3)[line % 4],
                ReadingSource.OCR,
            )
            for line, (name, value) in enumerate(values.items())
        ]
        doubts = [
            ReadValue(name, value, value, 1, (0.2, 0.6, 0.5, 0.63), 0.3, ReadingSource.OCR)
            for name, value in (doubtful or {}).items()
        ]
        scope = document_scope(stored.document_id)
        whole = json.dumps(end.pop("contents", {})).encode()
        end["reading_blob"] = self.store.blobs.put(scope, "reading", whole)
        warnings = end.pop("warnings", [])
        ended = ReadingEnd(
            DocumentState.READ, None, "diploma", ["uk"], warnings, "1", read, doubts, **end
        )
        record_reading(self.store, self.rules, stored.document_id, ended, self.at)
        return stored.document_id

    def case(self, *, country: str = "UA", title: str = "Master of Computer Science") -> UUID:
        """A submitted case whose reading is confirmed, with one difference."""
        case_id = self.draft(country=country)
        values = {
            FieldName.HOLDER_NAME: "Oksana Melnyk",
            FieldName.INSTITUTION: "Київський університет",
            FieldName.QUALIFICATION_TITLE: title,
            FieldName.FIELD_OF_STUDY: "Computer science",
            FieldName.AWARD_DATE: "2014-06-30",
        }
        paper = self.paper(case_id, DocumentKind.QUALIFICATION, values)
        confirmed = {FieldName.HOLDER_NAME: HOLDER, FieldName.QUALIFICATION_TITLE: title}
        self.do(case_id, verbs.ConfirmReading(document_id=paper, values=confirmed))
        for item in self.rules.checklist_items(Purpose.ACADEMIC, country):
            if item.need is ItemNeed.REQUIRED and item.document is not DocumentKind.QUALIFICATION:
                self.do(case_id, verbs.SettleItem(item_id=item.id, reason=item.reasons[0]))
        self.do(case_id, verbs.Submit())
        return case_id

    def claimed(self, who: str = "anna", **more: Any) -> UUID:
        """A case that an assessor holds."""
        case_id = self.case(**more)
        self.do(case_id, verbs.Claim(), who)
        return case_id


@dataclass(frozen=True)
class Furnished:
    """What every test's desk begins with."""

    folder: Path
    people: dict[str, UUID]
    tokens: dict[str, str]
    authority: UUID


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """A migrated database with people, signed in, to be copied for each test."""
    folder = tmp_path_factory.mktemp("desk")
    store = Store.open(f"sqlite:///{folder}/r.db", f"file://{folder}/blobs", KEY)
    migrate.upgrade(store.engine)
    people = {
        name.split()[0].lower(): add_staff(store, email, name, PASSWORD, START)
        for email, name in ASSESSORS
    }
    grant_right(store, ASSESSORS[0][0], Right.CORRECT, START)
    people["applicant"] = new_id()
    with store.writing() as session:
        session.add(
            Account(
                id=people["applicant"], kind=Role.APPLICANT, email="o@x.example", created_at=START
            )
        )
    authority = register_authority(
        store, "University of Kyiv", "http://127.0.0.1:1/hook", make_secret(), START, country="UA"
    )
    people["authority"] = authority
    tokens = {
        name.split()[0].lower(): use_password(
            store, email, PASSWORD, START, timedelta(days=400), demanded=False
        ).token
        for email, name in ASSESSORS
    }
    store.close()
    return Furnished(folder, people, tokens, authority)


@pytest.fixture
def desk(furnished: Furnished, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A desk of its own for each test; on both databases where a module uses ``database_url``."""
    shutil.copytree(furnished.folder, tmp_path / "d")
    home = tmp_path / "d"
    url = file = f"sqlite:///{home}/r.db"
    if "database_url" in request.fixturenames:
        url = request.getfixturevalue("database_url") or file
    if url != file:
        copy_rows(file, url)
    store = Store.open(url, f"file://{home}/blobs", KEY)
    found = Desk(
        store, Rules(load_office()), furnished.people, furnished.authority, furnished.tokens
    )
    services: Services = shell_services(
        clock=lambda: found.at,
        store=store,
        gateway=found,
        rules=found.rules,
        print_draft=partial(print_draft, office=shell_office()),
        confirmed=lambda action_id: is_done(store, action_id),
    )
    found.app = create_app(services)
    yield found
    store.close()


def send(client: FlaskClient, page: str, action: str = "", /, **values: str) -> TestResponse:
    """Fill in and send the last form of ``page`` that goes to ``action``, as a browser does."""
    words = client.get(page).get_data(as_text=True)
    target = action or page.split("?")[0]
    forms = re.findall(rf'<form[^>]* action="{re.escape(target)}".*?</form>', words, re.S)
    assert forms, f"no form to {target} on {page}"
    return client.post(target, data=hidden(forms[-1]) | values)


def hidden(form: str) -> dict[str, str]:
    """The hidden fields of a form."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form))
