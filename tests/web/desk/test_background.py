"""The background paper at the desk, and as evidence of a reconstruction (Lisbon, article VII)."""

import re
from uuid import UUID

from recognition.checklist import ItemNeed
from recognition.domain import verbs
from recognition.domain.background import ASKED_FOR
from recognition.domain.evaluation import AuthenticityFound, Evidence
from recognition.domain.vocabulary import (
    Authenticity,
    Basis,
    DocumentKind,
    EvaluationElement,
    EvaluationSection,
    EvidenceKind,
    Purpose,
    RequestItemKind,
)
from recognition.store.facts import load_facts
from recognition.store.queries.background import load_background
from recognition.store.queries.casefile import load_case_file
from tests.web.desk.conftest import Desk, send

TOLD = verbs.AnswerBackground(
    part="subjects", answers={"remembered": "Anatomy\nتمريض", "language": "Arabic"}
)


def test_what_was_told_is_read_beside_the_case(desk: Desk) -> None:
    case = desk.claimed()
    anna, page = desk.client("anna"), f"/desk/cases/{case}"
    assert 'id="told"' not in anna.get(page).text
    assert anna.get(f"{page}/background").status_code == 404
    desk.do(case, TOLD)
    for address in (page, f"{page}/background"):
        shown = anna.get(address).text
        assert "What you learned" in shown and "<bdi>Anatomy\nتمريض</bdi>" in shown
        assert "Examinations, thesis" not in shown, "what is left empty takes no room"


def test_it_is_chosen_as_the_background_paper_and_as_evidence(desk: Desk) -> None:
    """Lisbon Convention, article VII: a background paper and an interview by two people."""
    case = desk.claimed()
    desk.do(case, TOLD)
    told = load_background(desk.store, case)
    assert told is not None
    anna, page = desk.client("anna"), f"/desk/cases/{case}/evaluation"
    assert "It usually takes 45 to 60 minutes." in anna.get(page).text
    answer = send(
        anna,
        page,
        f"{page}/authenticity",
        authenticity="reconstructed",
        text="As told.",
        background=str(told.id),
        evaluator_1=str(desk.people["anna"]),
        evaluator_2=str(desk.people["boris"]),
        interview="12 November",
    )
    assert answer.status_code == 303
    key = f"{EvidenceKind.BACKGROUND_PAPER}:{told.id}"
    assert f'value="{key}"' in anna.get(page).text
    answer = send(
        anna,
        page,
        f"{page}/learning_outcomes",
        finding="none",
        evidence=key,
        bases=Basis.STATEMENT.value,
    )
    assert answer.status_code == 303
    shown = anna.get(page).text
    words = "Background paper: the questionnaire, as of 2 November 2026"
    assert shown.count(words) >= 2
    assert re.search(rf'value="{key}" checked', shown), "it is ticked when the form opens again"
    assert re.search(rf'<option value="{told.id}" selected', shown)
    found = load_case_file(desk.store, desk.rules, case).evaluated.evaluation
    outcome = found.of(EvaluationSection.LEARNING_OUTCOMES)
    assert found.reconstructed and outcome is not None
    assert outcome.evidence[0].ref == str(told.id)


def test_it_is_asked_for_and_its_answer_is_reviewed(desk: Desk) -> None:
    case = desk.claimed()
    anna, page = desk.client("anna"), f"/desk/cases/{case}"
    path = f"{page}/ask-applicant"
    value = f"{RequestItemKind.QUESTIONNAIRE}:{ASKED_FOR}"
    assert f'value="{value}"' in anna.get(path).text
    assert send(anna, path, "", **{"what-1": value, "text-1": "No archive."}).status_code == 303
    with desk.store.reading() as session:
        request = load_facts(session, case, desk.rules).requests[-1]
    desk.do(case, TOLD)
    done = verbs.AnswerRequest(request_id=request.id, item_id=request.items[0].id)
    desk.do(case, done)
    review = f"{page}/requests/{request.id}/review"
    for address in (page, review):
        shown = anna.get(address).text
        assert "The questionnaire about the studies" in shown and "No archive." in shown
        assert f'href="{page}/background"' in shown
    assert send(anna, review, "", note="").status_code == 303


def without_papers(desk: Desk) -> UUID:
    """A case without a paper that anna holds."""
    case = desk.draft()
    for item in desk.rules.checklist_items(Purpose.ACADEMIC, "UA"):
        if item.need is ItemNeed.REQUIRED:
            desk.do(case, verbs.SettleItem(item_id=item.id, reason=item.reasons[0]))
    desk.do(case, verbs.Submit())
    desk.do(case, verbs.Claim(), "anna")
    return case


def reconstruct(desk: Desk, case: UUID) -> None:
    """Anna finds that it is reconstructed from what was told, or from a paper in the file."""
    told = load_background(desk.store, case)
    paper = {"ref": str(told.id)} if told else {"text": "File 7, page 2"}
    people = (desk.people["anna"], desk.people["boris"])
    evidence = (
        Evidence.model_validate({"kind": EvidenceKind.BACKGROUND_PAPER, **paper}),
        Evidence(kind=EvidenceKind.INTERVIEW, text="12 November", evaluators=people),
    )
    found = AuthenticityFound(
        authenticity=Authenticity.RECONSTRUCTED, text="As told.", evidence=evidence
    )
    desk.do(case, verbs.RecordFinding(finding=found), "anna")


def ticked(page: str) -> int:
    return len(re.findall(rf'name="bases" value="{Basis.STATEMENT}" checked', page))


def test_her_statement_is_ticked_as_the_basis_and_can_be_changed(desk: Desk) -> None:
    """Lisbon Convention, article VII; a person may change it, and both are kept."""
    case = without_papers(desk)
    anna, page = desk.client("anna"), f"/desk/cases/{case}/evaluation"
    reconstruct(desk, case)
    assert ticked(anna.get(page).text) == 0, "nothing was told"
    desk.do(case, TOLD)
    reconstruct(desk, case)
    shown = anna.get(page).text
    assert ticked(shown) == len(EvaluationElement) and "Ticked beforehand" in shown
    sent = {"finding": "none", "bases": Basis.SAMPLES.value}
    assert send(anna, page, f"{page}/quality", **sent).status_code == 303
    shown = anna.get(page).text
    assert ticked(shown) == len(EvaluationElement) - 1, "what a person said is not ticked again"
    assert "ticked beforehand:" in shown


def test_with_papers_nothing_is_ticked(desk: Desk) -> None:
    case = desk.claimed()
    with desk.store.reading() as session:
        missing = [one for one in load_facts(session, case, desk.rules).checklist if one.required]
    for item in missing:
        paper = desk.paper(case, DocumentKind.OTHER, {})
        attach = verbs.AttachDocument(document_id=paper, kind=DocumentKind.OTHER, item_id=item.id)
        desk.do(case, attach)
    desk.do(case, TOLD)
    reconstruct(desk, case)
    assert ticked(desk.client("anna").get(f"/desk/cases/{case}/evaluation").text) == 0
