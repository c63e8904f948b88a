"""A copy of all that is kept of her: whole, readable by programs, and of nobody else."""

import io
import json
import os
import tempfile
import zipfile
from typing import Any
from uuid import UUID

import httpx
import pytest

from recognition.actions.record_look_up import LookedAt, record_look_up
from recognition.actions.register_authority import make_secret, register_authority
from recognition.domain.facts import Person
from recognition.domain.verbs import AddNote, AnswerBackground, AskAuthority, Claim, RecordLetter
from recognition.domain.vocabulary import Outcome, Role
from recognition.store.base import Base
from recognition.store.facts import load_facts
from recognition.store.keys import case_scope
from recognition.store.queries.copies import IN_COPY, LEFT_OUT
from recognition.web.services import Services
from tests.web.applicant.conftest import Applicant, act, case_id, hidden_of
from tests.web.applicant.people import assessor
from tests.web.applicant.test_after_sending import decide
from tests.web.applicant.test_draft import picture, sent

PDF = b"%PDF-1.7 letter"


@pytest.fixture
def case(olena: Applicant) -> str:
    """A draft with one paper and a part of the questionnaire."""
    started = olena.start()
    olena.fill(started)
    olena.post(f"{started}/papers/items/qualification", files=sent((picture(), "a.png")))
    olena.do(started, AnswerBackground(part="place", answers={"town": "Aleppo"}))
    return started


@pytest.fixture
def decided(olena: Applicant, case: str, services: Services) -> tuple[str, list[UUID]]:
    """Decided, with its letter; and who of the office worked on it."""
    ident = case_id(case)
    olena.post(f"{case}/check")
    staff = assessor(services, "desk@example.org")
    act(services, ident, Claim(), Role.ASSESSOR, staff)
    act(services, ident, AddNote(text="Ask my cousin about it."), Role.ASSESSOR, staff)
    ministry = register_authority(
        services.store, "Ministry of Arts", "http://127.0.0.1:9/", make_secret(), services.clock()
    )
    act(services, ident, AskAuthority(authority_id=ministry), Role.ASSESSOR, staff)
    looks = Person(Role.AUTHORITY, ministry)
    record_look_up(services.store, ident, looks, LookedAt.DOCUMENT, services.clock())
    decide(services, case, staff, Outcome.PARTIAL)
    blob = services.store.blobs.put(case_scope(ident), "letter", PDF)
    with services.store.reading() as session:
        decision = load_facts(session, ident, services.rules).decisions[0]
    letter = RecordLetter(decision_id=decision.id, blob=blob, sha256="0" * 64)
    act(services, ident, letter, Role.MACHINE, None)
    return case, [staff, decision.signer_id]


def unpacked(olena: Applicant, case: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    answer = olena.get(f"{case}/copy.zip")
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "private, no-store"
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    files = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(files.pop("data.json")), files


def test_she_takes_a_copy_of_everything_along(
    olena: Applicant, decided: tuple[str, list[UUID]]
) -> None:
    """GDPR, articles 15(3) and 20: what is kept of her, for people and for programs."""
    case, _ = decided
    assert f'href="{case}/copy.zip"' in olena.text(case)
    data, files = unpacked(olena, case)
    assert data["account"]["email"] == "olena@example.org"
    assert data["application"]["details"]["full_name"] == "Olena Kovalchuk"
    (paper,) = data["papers"]
    assert paper["name"] == "a.png" and files[paper["file"]] == picture()
    assert data["background"] == {"place": {"town": "Aleppo"}}
    (decision,) = data["decision"]
    assert decision["content"]["outcome"] == "partial"
    assert decision["content"]["evaluation"]["findings"]
    letters = {name: content for name, content in files.items() if name.startswith("letters/")}
    assert list(letters.values()) == [PDF]
    assert {row["subject"] for row in data["request_item"]} >= {"identity", "transcript"}


def test_it_says_to_whom_her_data_went(olena: Applicant, decided: tuple[str, list[UUID]]) -> None:
    """GDPR, article 15(1)(c): the recipients, by name."""
    data, _ = unpacked(olena, decided[0])
    (looked,) = data["look_up"]
    assert looked["authority"] == "Ministry of Arts"
    assert "Ministry of Arts" in {row.get("authority") for row in data["request"]}


def test_it_tells_nothing_of_others(olena: Applicant, decided: tuple[str, list[UUID]]) -> None:
    """GDPR, article 15(4): the rights of others; staff, and what the office notes for itself."""
    case, staff = decided
    text = olena.get(f"{case}/copy.zip").data
    data = zipfile.ZipFile(io.BytesIO(text)).read("data.json").decode()
    assert not [person for person in staff if str(person) in data]
    assert "cousin" not in data and "desk@example.org" not in data


def test_a_draft_has_its_copy_too_and_nobody_else_gets_it(
    olena: Applicant, sami: Applicant, case: str
) -> None:
    """GDPR, article 15(3)."""
    assert f'href="{case}/copy.zip"' in olena.text(f"{case}/tasks")
    data, files = unpacked(olena, case)
    assert len(files) == 1 and data["decision"] == []
    assert sami.get(f"{case}/copy.zip").status_code == 404


def test_how_long_it_is_kept_is_taken_from_the_regimes(olena: Applicant) -> None:
    """GDPR, article 13(2)(a)."""
    page = olena.text("/privacy")
    lisbon = olena.services.rules.regime("lisbon")
    assert f"at most {lisbon.keep_closed_years} years" in page
    assert f"for {lisbon.draft_days} days" in page


def test_no_table_is_forgotten() -> None:
    """GDPR, article 15(3): a new table is in the copy, or left out on purpose."""
    of_case = {name for name, table in Base.metadata.tables.items() if "case_id" in table.c}
    assert of_case == set(IN_COPY) | LEFT_OUT
    assert not set(IN_COPY) & LEFT_OUT


def test_nothing_of_hers_is_written_to_a_folder_on_its_way(
    olena: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GDPR, article 32: a paper is sealed before it touches a disk, and so is her copy.

    There is no temporary folder here: whoever wanted one would fail.
    """
    large = picture() + os.urandom(9_000_000)
    started = olena.start()
    olena.fill(started)
    page = f"{started}/papers/items/qualification"
    hidden = hidden_of(olena.text(page))
    # As bytes: the client of the tests has a temporary file for a large form, too.
    form = httpx.Request("POST", "/", data=hidden, files={"files": ("large.png", large)})
    body, kind = form.read(), form.headers["content-type"]
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere/at/all")
    assert olena.client.post(page, data=body, content_type=kind).status_code == 303
    data, files = unpacked(olena, started)
    assert files[data["papers"][0]["file"]] == large


def test_a_copy_is_sent_while_it_is_put_together(
    olena: Applicant, decided: tuple[str, list[UUID]]
) -> None:
    answer = olena.client.get(f"{decided[0]}/copy.zip", buffered=False)
    pieces = list(answer.iter_encoded())
    assert len([one for one in pieces if one]) == 4, "data, paper, letter, list of contents"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=2026-")
