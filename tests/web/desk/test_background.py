"""The background paper at the desk, and as evidence of a reconstruction (Lisbon, article VII)."""

import re

from recognition.domain import verbs
from recognition.domain.vocabulary import Basis, EvaluationSection, EvidenceKind
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
