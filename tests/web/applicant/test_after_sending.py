"""From sending to the decision and beyond, as the applicant sees it."""

import re
from datetime import date
from uuid import UUID

import pytest

from recognition.actions.record_look_up import LookedAt, record_look_up
from recognition.actions.register_authority import make_secret, register_authority
from recognition.domain.facts import Person
from recognition.domain.verbs import (
    AskApplicant,
    AskAuthority,
    AskedItem,
    Claim,
    ConfirmReading,
    Propose,
    RecordLetter,
    SignOff,
)
from recognition.domain.vocabulary import Outcome, RequestItemKind, Role
from recognition.store.facts import load_facts
from recognition.store.keys import case_scope
from recognition.store.queries import progress
from recognition.store.queries.applicant import application, papers
from recognition.store.tables import Case
from recognition.web.services import Services
from tests.support.people import content, findings
from tests.web.applicant.conftest import Applicant, DirectEngine, act, case_id
from tests.web.applicant.people import assessor
from tests.web.applicant.test_draft import picture, sent

ZONE = "Europe/Lisbon"


@pytest.fixture
def case(olena: Applicant) -> str:
    """A submitted application with one paper; its other papers are missing."""
    started = olena.start()
    olena.fill(started)
    olena.post(f"{started}/papers/items/qualification", files=sent((picture(), "a.png")))
    answer = olena.post(f"{started}/check")
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return started


@pytest.fixture
def desk(services: Services, case: str) -> UUID:
    """An assessor who has claimed the case."""
    person = assessor(services, "desk@example.org")
    act(services, case_id(case), Claim(), Role.ASSESSOR, person)
    return person


def test_what_waits_for_her_stands_first(
    olena: Applicant, case: str, desk: UUID, services: Services
) -> None:
    newer, newest = olena.start(), olena.start()
    asked = AskedItem(kind=RequestItemKind.TEXT, subject="", text="Why?")
    act(services, case_id(case), AskApplicant(items=(asked,)), Role.ASSESSOR, desk)
    page = olena.text("/applications")
    assert "One application waits for you" in page and "2 applications wait" not in page
    assert page.index(case) < page.index(newest) < page.index(newer)


def test_received_says_the_day_and_the_reference(
    olena: Applicant, case: str, engine: DirectEngine
) -> None:
    page = olena.text(f"{case}/received")
    assert "Your application is here" in page and "2 November 2026" in page
    assert "is kept safely" not in page
    assert olena.post(f"{case}/check", f"{case}/consents").status_code == 303  # sent twice
    assert engine.started == [case_id(case)]


def test_without_the_engine_it_is_kept_and_said(olena: Applicant, engine: DirectEngine) -> None:
    engine.reached = False
    case = olena.start()
    olena.fill(case)
    answer = olena.post(f"{case}/check")
    page = olena.text(answer.headers["Location"])
    assert "is kept safely and goes on by itself" in page and "2 November 2026" in page


def test_sending_needs_a_name_but_no_paper(olena: Applicant) -> None:
    case = olena.start()
    assert "To send it we need" in olena.text(f"{case}/check")
    assert olena.post(f"{case}/check", f"{case}/about").status_code == 422
    olena.fill(case)
    assert "These papers are missing" in olena.text(f"{case}/check")
    assert olena.post(f"{case}/check").status_code == 303


def test_status_names_date_and_reason_and_next(olena: Applicant, case: str) -> None:
    page = olena.text(case)
    assert "A decision is due at the latest on" in page and "March 2027" in page
    assert "If nothing more is missing" in page
    assert "Application received" in page


def test_the_status_block_costs_a_304_when_nothing_is_new(olena: Applicant, case: str) -> None:
    first = olena.get(case, **{"HX-Request": "true"})
    tag = first.headers["ETag"]
    block = first.get_data(as_text=True)
    assert "<html" not in block and "<form" not in block
    again = olena.get(case, **{"HX-Request": "true", "If-None-Match": tag})
    assert again.status_code == 304


def test_a_request_is_answered_in_every_way(
    olena: Applicant, case: str, services: Services
) -> None:
    asked = progress.requests(services.store, case_id(case), ZONE)[0]
    path = f"{case}/requests/{asked.id}"
    before = olena.text(path)
    assert "Please answer until" in before
    (promised,) = re.findall(r"you could then answer until ([^.<]+)\.", before)
    assert promised not in re.findall(r"<time[^>]*>([^<]+)<", before), "not the day of now"
    assert olena.post(f"{path}/more-time", path).status_code == 303
    after = olena.text(path)
    assert "I need more time" not in after and "could then answer" not in after
    assert promised in re.findall(r"<time[^>]*>([^<]+)<", after), "the day that was promised"
    first, second = asked.items[:2]
    one = f"{path}/items/{first.id}"
    assert olena.post(one).status_code == 422
    assert olena.post(one, cannot_be_had="danger", text="My family").status_code == 303
    files = sent((picture(30), "list.png"))
    assert olena.post(f"{path}/items/{second.id}", files=files).status_code == 303
    page = olena.text(path)
    assert "under “Your papers”" not in page
    assert "My family" in page and "list.png" in page
    assert progress.request(services.store, case_id(case), asked.id, ZONE).open_items == 0


def test_a_paper_that_was_asked_for_is_taken_on_the_page_of_papers_too(
    olena: Applicant, case: str, services: Services
) -> None:
    """Lisbon Convention, article III.5: the file is complete with the last one, and says so."""
    assert "Please answer until" in olena.text(case)
    same = sent((picture(), "a.png"))
    assert olena.post(f"{case}/papers/items/identity", files=same).status_code == 303
    given = olena.text(f"{case}/papers/items/identity")
    assert "Already here" in given and "a.png" in given, "one file for two items"
    assert "a.png" in olena.text(f"{case}/papers/items/qualification")
    item = f"{case}/papers/items/transcript"
    lost = olena.post(f"{item}/cannot", item, reason="lost")
    assert lost.status_code == 303
    page = olena.text(case)
    assert "Please answer until" not in page and "If nothing more is missing" not in page
    asked = progress.requests(services.store, case_id(case), ZONE)[0]
    assert asked.open_items == 0


def test_words_answer_a_question_of_the_assessor(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    items = (AskedItem(kind=RequestItemKind.TEXT, subject="Hours", text="How many hours?"),)
    act(services, case_id(case), AskApplicant(items=items), Role.ASSESSOR, desk)
    asked = progress.requests(services.store, case_id(case), ZONE)[0]
    path = f"{case}/requests/{asked.id}/items/{asked.items[0].id}"
    assert "How many hours?" in olena.text(path)
    files = sent((picture(31), "a.png"), (picture(32), "b.png"), (picture(33), "c.png"))
    assert olena.post(path, text="About 900", files=files).status_code == 303
    assert "2 more files are under “Your papers”." in olena.text(path.split("/items/")[0])
    assert "c.png" in olena.text(f"{case}/papers")
    assert "Question to you" in olena.text(path) and "Hours" not in olena.text(path)
    assert "About 900" in olena.text(f"{case}/requests/{asked.id}")


@pytest.fixture
def authority(services: Services) -> UUID:
    return register_authority(
        services.store, "Ministry", "http://127.0.0.1:9/", make_secret(), services.clock()
    )


@pytest.mark.parametrize("answer", ["agree", "object"])
def test_a_question_to_an_authority_can_be_refused(
    olena: Applicant, case: str, services: Services, desk: UUID, authority: UUID, answer: str
) -> None:
    verb = AskAuthority(authority_id=authority, message="Is it genuine?")
    act(services, case_id(case), verb, Role.ASSESSOR, desk)
    assert "We want to ask an authority" in olena.text(case)
    asked = progress.requests(services.store, case_id(case), ZONE)[0]
    path = f"{case}/questions/{asked.id}"
    assert "could harm you" in olena.text(path)
    if answer == "agree":
        assert olena.post(f"{path}/agree", path).status_code == 303
    else:
        assert olena.post(f"{path}/object", path).status_code == 422
        assert olena.post(f"{path}/object", path, reason="My brother").status_code == 303
        assert "My brother" in olena.text(path)
    assert "Nothing has been sent yet" not in olena.text(path)


def test_consent_is_given_and_taken_back(
    olena: Applicant, case: str, services: Services, authority: UUID
) -> None:
    path = f"{case}/consents"
    past = {"authority_id": str(authority), "purpose": "Admission", "until": "2020-01-01"}
    refused = olena.post(path, **past)
    assert refused.status_code == 422 and 'value="Admission"' in refused.get_data(as_text=True)
    assert olena.post(path, **{**past, "until": "2027-01-01"}).status_code == 303
    assert "In force" in olena.text(path)
    given = progress.consents(services.store, case_id(case), date(2026, 11, 2))[0]
    assert olena.post(f"{path}/{given.id}/withdraw", path).status_code == 303
    assert "Taken back" in olena.text(path)


def test_every_look_at_the_data_is_shown(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    person = Person(Role.ASSESSOR, desk)
    record_look_up(services.store, case_id(case), person, LookedAt.DOCUMENT, services.clock())
    assert "A paper of yours was opened" in olena.text(case)
    assert "Conflict of interest" not in olena.text(case)


def decide(services: Services, case: str, desk: UUID, outcome: Outcome) -> None:
    ident = case_id(case)
    person = application_of(services, case)
    paper = papers(services.store, ident)[0]
    act(services, ident, ConfirmReading(document_id=paper.id), Role.APPLICANT, person)
    for finding in findings(outcome):
        act(services, ident, finding, Role.ASSESSOR, desk)
    act(services, ident, Propose(content=content(outcome)), Role.ASSESSOR, desk)
    second = assessor(services, "second@example.org")
    with services.store.reading() as session:
        proposal = load_facts(session, ident, services.rules).open_proposal
    assert proposal
    act(services, ident, SignOff(proposal_id=proposal.id), Role.ASSESSOR, second)


def application_of(services: Services, case: str) -> UUID:
    with services.store.reading() as session:
        row = session.get(Case, case_id(case))
        assert row
        return row.applicant_id


@pytest.mark.parametrize("outcome", list(Outcome))
def test_the_decision_its_letter_and_the_appeal(
    olena: Applicant, case: str, services: Services, desk: UUID, outcome: Outcome
) -> None:
    decide(services, case, desk, outcome)
    page = olena.text(f"{case}/decision")
    assert "Level, workload and learning outcomes match." in page
    assert "The letter is being made" in page
    block = olena.get(f"{case}/decision", **{"HX-Request": "true"}).get_data(as_text=True)
    assert "The letter is being made" in block and "hx-get" in block and "<h1" not in block
    assert olena.get(f"{case}/decision/1/letter.pdf").status_code == 404
    blob = services.store.blobs.put(case_scope(case_id(case)), "letter", b"%PDF-1.7 letter")
    with services.store.reading() as session:
        decision = load_facts(session, case_id(case), services.rules).decisions[0]
    verb = RecordLetter(decision_id=decision.id, blob=blob, sha256="0" * 64)
    act(services, case_id(case), verb, Role.MACHINE, None)
    block = olena.get(f"{case}/decision", **{"HX-Request": "true"}).get_data(as_text=True)
    assert "Download the letter" in block and "hx-get" not in block, "it came by itself"
    letter = olena.get(f"{case}/decision/1/letter.pdf")
    assert letter.data == b"%PDF-1.7 letter"
    assert letter.headers["Cache-Control"] == "private, no-store"
    assert olena.post(f"{case}/appeal").status_code == 422
    assert olena.post(f"{case}/appeal", grounds="The hours are wrong.").status_code == 303
    assert "Not decided yet." in olena.text(case)
    assert olena.get(f"{case}/appeal").status_code == 303


def test_an_appeal_is_taken_back_after_a_question(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    """Lisbon Convention, article III.5: she is told what follows, and may appeal again."""
    path = f"{case}/appeal/withdraw"
    decide(services, case, desk, Outcome.REFUSAL)
    assert olena.get(path).status_code == 303, "there is nothing to take back"
    olena.post(f"{case}/appeal", grounds="The hours are wrong.")
    assert f'href="{path}"' in olena.text(case)
    assert f'href="{path}"' in olena.text(f"{case}/decision")
    page = olena.text(path)
    assert "it stays as it is" in page and "you can appeal again until" in page
    assert olena.post(path).status_code == 303
    page = olena.text(case)
    assert "Taken back on" in page and "The appeal was taken back" in page
    assert f'href="{case}/appeal"' in page and f'href="{path}"' not in page
    assert olena.post(path, case).status_code == 303, "sent twice"
    assert olena.post(f"{case}/appeal", grounds="After all.").status_code == 303


def test_after_the_decision_the_papers_are_there_to_look_at(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    decide(services, case, desk, Outcome.FULL)
    assert f'href="{case}/papers"' in olena.text(case)
    page = olena.text(f"{case}/papers")
    assert "a.png" in page and "Add another paper" not in page
    paper = papers(services.store, case_id(case))[0]
    assert "It is another kind of paper" not in olena.text(f"{case}/papers/{paper.id}")
    read = olena.text(f"{case}/papers/{paper.id}/read")
    assert "It can no longer be changed here." in read and "This is right" not in read


def test_withdrawing_asks_first_and_ends_it(olena: Applicant, case: str) -> None:
    assert "Withdraw the application?" in olena.text(f"{case}/withdraw")
    assert olena.post(f"{case}/withdraw").status_code == 303
    page = olena.text(case)
    assert "You withdrew this application" in page and "hx-get" not in page


def test_papers_can_still_be_added_but_not_removed(
    olena: Applicant, case: str, services: Services
) -> None:
    assert (
        olena.post(
            f"{case}/papers/add", kind="other", files=sent((picture(77), "more.png"))
        ).status_code
        == 303
    )
    given = papers(services.store, case_id(case))
    assert [paper.name for paper in given] == ["a.png", "more.png"]
    path = f"{case}/papers/{given[0].id}"
    assert "Remove this paper" not in olena.text(path)
    assert olena.post(f"{path}/remove", path).status_code == 403
    assert application(services.store, case_id(case), olena.id).may("attach_document")
