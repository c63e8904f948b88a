"""The letter before it is signed: as it would be sent, marked on each page, and nothing is kept."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from pypdf import PdfReader
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from recognition.actions.accounts.sign_in import make_link, use_link
from recognition.domain import verbs
from recognition.domain.decision import DecisionContent
from recognition.domain.vocabulary import Outcome
from recognition.printing import print_letter
from recognition.store.base import Base
from recognition.store.tables import Account, Case, Decision, LookUp
from recognition.web.identity import COOKIE
from tests.web.desk.conftest import Desk, send
from tests.web.desk.test_decision import FULL, proposed, rows
from tests.web.shell import shell_office

MARK = "Draft: not signed, not valid"


def pages(answer: TestResponse | bytes) -> list[str]:
    data = answer if isinstance(answer, bytes) else answer.data
    return [" ".join(one.extract_text().split()) for one in PdfReader(io.BytesIO(data)).pages]


def draft(desk: Desk, case_id: UUID, who: str = "boris", **more: Any) -> TestResponse:
    return desk.client(who).get(f"/desk/cases/{case_id}/draft.pdf", **more)


def counts(desk: Desk) -> dict[str, int]:
    with desk.store.reading() as session:
        tables = [one for one in Base.metadata.sorted_tables if one.name != LookUp.__tablename__]
        return {one.name: session.scalar(select(func.count()).select_from(one)) for one in tables}


def test_who_proposed_and_who_signs_read_what_will_be_sent(desk: Desk) -> None:
    case_id, proposal = proposed(desk)
    seen = [draft(desk, case_id, who) for who in ("anna", "boris")]
    assert [one.status_code for one in seen] == [200, 200]
    assert seen[0].data == seen[1].data
    desk.do(case_id, verbs.SignOff(proposal_id=proposal), "boris")
    (decision,) = rows(desk, Decision, case_id)
    content = DecisionContent.model_validate(decision.content)
    url = "https://recognition.example/verify/ABC"
    sent, _ = print_letter(content, decision.snapshot, shell_office(), url, "ABC")
    heading = "Decision on your qualification"
    drafted, signed = (" ".join(pages(one)).split(heading)[1] for one in (seen[0], sent))
    body = signed.split("Signed electronically")[0]
    assert "It fits." in body and drafted.replace(f"Draft {MARK} ", "").startswith(body)


def test_each_page_says_that_it_is_a_draft_in_words(desk: Desk) -> None:
    long = "\n".join(f"Reason {number}, which takes up a line." for number in range(90))
    case_id, _ = proposed(desk, FULL.model_copy(update={"reasons": long}))
    found = pages(draft(desk, case_id))
    assert len(found) > 1
    assert [MARK in one for one in found] == [True] * len(found)
    assert found[0].count(MARK) == 2, "a head is left out by readers that speak: once in the text"
    assert "Not signed yet" in found[-1] and "verify" not in " ".join(found)
    assert PdfReader(io.BytesIO(draft(desk, case_id).data)).metadata["/Title"].startswith("Draft")


def test_it_speaks_the_languages_of_the_letter(desk: Desk) -> None:
    case_id, _ = proposed(desk)
    with desk.store.writing() as session:
        session.get_one(Account, desk.people["applicant"]).language = "de"
    first = pages(draft(desk, case_id))[0]
    assert "Entwurf: nicht unterschrieben, nicht gültig" in first and MARK in first


def test_nothing_is_stored_but_that_somebody_looked(desk: Desk, tmp_path: Path) -> None:
    def kept() -> tuple[dict[str, int], set[Path], int]:
        with desk.store.reading() as session:
            revision = session.get_one(Case, case_id).revision
        return counts(desk), set((tmp_path / "d" / "blobs").rglob("*")), revision

    case_id, _ = proposed(desk)
    before = kept()
    answer = draft(desk, case_id)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.mimetype == "application/pdf" and "ETag" not in answer.headers
    assert kept() == before
    looks = [(one.person_id, one.what) for one in rows(desk, LookUp, case_id)]
    assert looks == [(desk.people["boris"], "draft")]


def test_strangers_applicants_and_the_conflicted_never_see_it(desk: Desk) -> None:
    case_id, _ = proposed(desk)
    path = f"/desk/cases/{case_id}/draft.pdf"
    assert desk.app.test_client().get(path).status_code == 401
    holder = desk.app.test_client()
    link = make_link(desk.store, desk.people["applicant"], desk.at)
    holder.set_cookie(COOKIE, use_link(desk.store, link, desk.at, timedelta(days=1)).token)
    assert holder.get(path).status_code == 403
    desk.do(case_id, verbs.RegisterConflict(reason="my cousin"), "clara")
    assert draft(desk, case_id, "clara").status_code == 403
    form = {"step": "draft", "outcome": "full"}
    desk.app.config["WTF_CSRF_ENABLED"] = False
    answer = desk.client("clara").post(f"/desk/cases/{case_id}/propose", data=form)
    assert answer.status_code == 403
    assert draft(desk, uuid4()).status_code == 404


def test_without_a_proposal_there_is_none_to_open(desk: Desk) -> None:
    case_id = desk.claimed()
    assert draft(desk, case_id, "anna").status_code == 404
    desk.do(case_id, verbs.Propose(content=FULL), "anna")
    proposal = verbs.RetractProposal()
    desk.do(case_id, proposal, "anna")
    assert draft(desk, case_id, "anna").status_code == 404


def test_what_is_typed_is_shown_before_it_is_proposed(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}/propose?outcome=full"
    before = counts(desk)
    typed = {"outcome": "full", "compares_to": "Master of Science", "reasons": "It fits."}
    answer = send(desk.client("anna"), path, step="draft", **typed)
    assert answer.mimetype == "application/pdf" and counts(desk) == before
    text = " ".join(pages(answer))
    assert "Master of Science" in text and "still missing" not in text
    desk.do(case_id, verbs.Propose(content=FULL), "anna")
    assert draft(desk, case_id, "anna").data == answer.data


def test_what_cannot_be_proposed_yet_says_what_is_missing(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}/propose?outcome=conditional"
    typed = {"outcome": Outcome.CONDITIONAL.value, "reasons": "Because", "step": "draft"}
    text = " ".join(pages(send(desk.client("anna"), path, **typed)))
    assert "What is still missing before it can be proposed" in text
    for question in ("Compares to:", "Why not: Full recognition", "Condition 1:"):
        assert question in text, question


def test_only_who_may_propose_prints_what_is_typed(desk: Desk) -> None:
    case_id = desk.claimed("anna")
    desk.app.config["WTF_CSRF_ENABLED"] = False
    form = {"step": "draft", "outcome": "full"}
    assert desk.client("boris").post(f"/desk/cases/{case_id}/propose", data=form).status_code == 403


def test_the_pages_of_the_proposal_lead_to_it(desk: Desk) -> None:
    case_id, _ = proposed(desk)
    link = f'href="/desk/cases/{case_id}/draft.pdf"'
    for page in ("", "/sign-off"):
        assert link in desk.client("boris").get(f"/desk/cases/{case_id}{page}").get_data(True)
