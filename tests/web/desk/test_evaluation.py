"""The evaluation's page: one section at a time, kept over days, in the manual's order."""

import re
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from recognition.domain import verbs
from recognition.domain.evaluation import Evidence
from recognition.domain.vocabulary import (
    Authenticity,
    Basis,
    CodeScheme,
    ConditionKind,
    ElementFinding,
    EvaluationSection,
    EvidenceKind,
    Purpose,
)
from recognition.rules import load_regime
from recognition.store.evaluation import finding_of
from recognition.store.tables import (
    Case,
    CaseDocument,
    CodeSuggestion,
    Decision,
    FindingRow,
    RequestItem,
)
from tests.web.desk.conftest import Desk, send

S = EvaluationSection


def kept(desk: Desk, case_id: UUID) -> list[Any]:
    query = select(FindingRow).where(FindingRow.case_id == case_id).order_by(FindingRow.id)
    with desk.store.reading() as session:
        return [finding_of(row.content) for row in session.scalars(query)]


def paper(desk: Desk, case_id: UUID) -> str:
    query = select(CaseDocument.document_id).where(CaseDocument.case_id == case_id)
    with desk.store.reading() as session:
        return str(session.scalars(query).first())


def test_sections_stand_in_the_order_of_the_manual(desk: Desk) -> None:
    path = f"/desk/cases/{desk.claimed()}/evaluation"
    page = desk.client("anna").get(path).get_data(as_text=True)
    places = [page.index(f'<section id="{section}"') for section in S]
    assert places == sorted(places)
    assert page.count("Record a finding") == len(S)
    opened = page.index('<details class="details" open')
    assert places[0] < opened < places[1], "the first that is open, and no other"
    assert page.count('<details class="details" open') == 1


def test_a_finding_is_kept_and_the_next_section_follows(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}/evaluation"
    anna = desk.client("anna")
    answer = send(
        anna,
        path,
        f"{path}/institution",
        standing="accredited",
        text="By the ministry.",
        evidence="field:institution",
        source="The ministry’s list",
    )
    assert answer.headers["Location"] == f"{path}?after=institution#programme"
    page = anna.get(answer.headers["Location"]).get_data(as_text=True)
    assert 'id="programme-title" tabindex="-1" data-focus' in page
    assert "Accredited" in page and "By the ministry." in page and "Anna" in page
    (found,) = kept(desk, case_id)
    assert [(one.kind, one.ref or one.text) for one in found.evidence] == [
        (EvidenceKind.FIELD, "institution"),
        (EvidenceKind.SOURCE, "The ministry’s list"),
    ]
    case = anna.get(f"/desk/cases/{case_id}").get_data(as_text=True)
    timeline = case[case.index('id="timeline"') :]
    assert "Finding of the evaluation" in timeline and "Institution." in timeline
    send(anna, path, f"{path}/institution", standing="unknown")
    page = anna.get(path).get_data(as_text=True)
    assert "Earlier findings" in page and "By the ministry." in page
    assert [one.standing for one in kept(desk, case_id)] == ["accredited", "unknown"]


def test_the_comparison_grows(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}/evaluation"
    anna = desk.client("anna")
    assert "Nothing has been compared yet." in anna.get(path).get_data(as_text=True)
    typed = {"finding": "substantial", "there": "120 credits", "here": "300 credits"}
    answer = send(anna, path, f"{path}/workload", text="Less than half.", **typed)
    assert answer.status_code == 303
    for page in (path, f"/desk/cases/{case_id}", f"/desk/cases/{case_id}/propose?outcome=refusal"):
        words = anna.get(page).get_data(as_text=True)
        assert "120 credits" in words and "Less than half." in words, page
    (found,) = kept(desk, case_id)
    assert found.finding is ElementFinding.SUBSTANTIAL


def test_what_is_missing_is_said_and_what_was_typed_stays(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}/evaluation"
    anna = desk.client("anna")
    for section, field in (
        ("level", "finding"),
        ("institution", "standing"),
        ("authenticity", "authenticity"),
        ("experience", "experience"),
        ("purpose", "target"),
    ):
        answer = send(anna, path, f"{path}/{section}", text="As typed < here")
        assert answer.status_code == 422
        page = answer.get_data(as_text=True)
        assert f'href="#{section}-{field}"' in page and f'id="{section}-{field}"' in page
        assert page.count("As typed &lt; here") == 1
    answer = send(anna, path, f"{path}/purpose", target="A master", credits_here="many")
    assert 'href="#purpose-credits_here"' in answer.get_data(as_text=True)
    assert kept(desk, case_id) == []
    assert anna.post(f"{path}/shoe_size").status_code in (400, 404)


def test_the_machine_suggests_figures_and_never_a_finding(desk: Desk) -> None:
    """GDPR, article 22: nothing is chosen before a person chooses."""
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}/evaluation"
    anna = desk.client("anna")
    desk.do(
        case_id, verbs.FindCode(scheme=CodeScheme.ISCED_LEVEL, code="7", reason="It is"), "anna"
    )
    page = anna.get(path).get_data(as_text=True)
    assert "It only lays the figures side by side" in page
    answer = send(anna, path, f"{path}/purpose", target="A master", level_here="7")
    assert answer.status_code == 303
    page = anna.get(path).get_data(as_text=True)
    level = page[page.index('<section id="level"') : page.index('<section id="workload"')]
    assert "It sees no difference. It finds nothing: the finding is yours." in level
    assert 'value="7 Master' in level
    assert 'type="radio"' in level and not [
        line for line in level.splitlines() if 'type="radio"' in line and " checked" in line
    ]


def test_without_papers_two_people_hold_an_interview(desk: Desk) -> None:
    """Lisbon Convention, article VII."""
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}/evaluation"
    anna = desk.client("anna")
    people = desk.people
    typed = {
        "authenticity": "reconstructed",
        "background": paper(desk, case_id),
        "evaluator_1": str(people["anna"]),
        "interview": "2 March",
    }
    answer = send(anna, path, f"{path}/authenticity", **typed)
    assert answer.status_code == 422
    assert 'href="#authenticity-evaluator_1"' in answer.get_data(as_text=True)
    typed["evaluator_2"] = str(people["boris"])
    no_paper = {**typed, "background": ""}
    answer = send(anna, path, f"{path}/authenticity", **no_paper)
    assert 'href="#authenticity-background"' in answer.get_data(as_text=True)
    assert send(anna, path, f"{path}/authenticity", **typed).status_code == 303
    (found,) = kept(desk, case_id)
    assert found.authenticity is Authenticity.RECONSTRUCTED
    assert found.evidence == (
        Evidence(kind=EvidenceKind.BACKGROUND_PAPER, ref=typed["background"]),
        Evidence(
            kind=EvidenceKind.INTERVIEW,
            text="2 March",
            evaluators=(people["anna"], people["boris"]),
        ),
    )
    page = anna.get(path).get_data(as_text=True)
    assert "Interview: Anna" in page and "Boris" in page and "2 March" in page


def test_without_papers_each_element_asks_on_what_it_rests(desk: Desk) -> None:
    """Lisbon Convention, article VII: papers, the holder's statement, samples of work."""
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}"
    anna = desk.client("anna")
    assert 'name="bases"' not in anna.get(f"{path}/evaluation").get_data(as_text=True)
    typed = {
        "authenticity": "reconstructed",
        "background": paper(desk, case_id),
        "evaluator_1": str(desk.people["anna"]),
        "evaluator_2": str(desk.people["boris"]),
    }
    send(anna, f"{path}/evaluation", f"{path}/evaluation/authenticity", **typed)
    assert 'name="bases"' in anna.get(f"{path}/evaluation").get_data(as_text=True)
    level = {"finding": "none", "there": "First cycle", "here": "First cycle"}
    send(anna, f"{path}/evaluation", f"{path}/evaluation/level", **level)
    full = {"outcome": "full", "step": "propose", "compares_to": "BSc", "reasons": "It fits."}
    answer = send(anna, f"{path}/propose", **full)
    assert answer.status_code == 422
    assert "say of each element on what it rests" in answer.get_data(as_text=True)
    form = {**level, "bases": ["statement", "samples"]}
    send(anna, f"{path}/evaluation", f"{path}/evaluation/level", **form)  # type: ignore[arg-type]
    assert kept(desk, case_id)[-1].bases == (Basis.STATEMENT, Basis.SAMPLES)
    page = anna.get(f"{path}/evaluation").get_data(as_text=True)
    assert len(re.findall(r'name="bases" value="(?:statement|samples)" checked', page)) == 2
    assert send(anna, f"{path}/propose", **full).status_code == 303
    shown = desk.client("boris").get(f"{path}/sign-off").get_data(as_text=True)
    assert "Rests on:" in shown and "Samples of work" in shown


@pytest.mark.parametrize("who", ["boris", "clara"])
def test_who_does_not_hold_the_case_reads_and_does_not_find(desk: Desk, who: str) -> None:
    path = f"/desk/cases/{desk.claimed('anna')}/evaluation"
    page = desk.client(who).get(path).get_data(as_text=True)
    assert "The comparison so far" in page
    assert "Keep this finding" not in page


def test_the_second_assessor_sees_what_the_proposal_rests_on(desk: Desk) -> None:
    case_id = desk.claimed("anna")
    path = f"/desk/cases/{case_id}"
    anna = desk.client("anna")
    typed = {"finding": "none", "there": "Five years", "here": "Five years"}
    send(anna, f"{path}/evaluation", f"{path}/evaluation/workload", **typed)
    full = {"outcome": "full", "step": "propose", "compares_to": "MSc", "reasons": "It fits."}
    assert send(anna, f"{path}/propose", **full).status_code == 303
    page = desk.client("boris").get(f"{path}/sign-off").get_data(as_text=True)
    assert "The comparison on which it rests" in page and "Five years" in page


def test_each_reason_rests_on_all_that_was_found_until_some_are_chosen(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}"
    anna = desk.client("anna")
    for section in ("workload", "profile"):
        typed = {"finding": "substantial", "text": f"Less {section}.", "source": "The programme"}
        send(anna, f"{path}/evaluation", f"{path}/evaluation/{section}", **typed)
    page = anna.get(f"{path}/propose?outcome=partial").get_data(as_text=True)
    ticked = re.findall(r'name="rests-(\w+)-(\w+)" value="yes" checked', page)
    both = ("workload", "profile")
    assert ticked == [(better, one) for better in ("full", "alternative") for one in both]
    answer = send(anna, f"{path}/propose?outcome=partial", f"{path}/propose",
                  outcome="partial", step="outcome", **{"why-full": "No", "why-alternative": "No",
                                                        "rests-full-profile": "yes"})  # fmt: skip
    page = answer.get_data(as_text=True)
    ticked = re.findall(r'name="rests-(\w+)-(\w+)" value="yes" checked', page)
    assert ticked == [("full", "profile")]


def test_evidence_leads_to_where_it_stands(desk: Desk) -> None:
    case_id = desk.claimed()
    case = f"/desk/cases/{case_id}"
    anna = desk.client("anna")
    ask = verbs.AskApplicant(
        items=(verbs.AskedItem(kind="text", subject="", text="How many hours?"),)  # type: ignore[arg-type]
    )
    desk.do(case_id, ask, "anna")
    with desk.store.reading() as session:
        item = session.scalars(select(RequestItem)).one()
        suggestion = session.scalars(
            select(CodeSuggestion.id).where(CodeSuggestion.scheme == CodeScheme.ISCED_LEVEL)
        ).first()
    answer = verbs.AnswerRequest(request_id=item.request_id, item_id=item.id, text="2000")
    desk.do(case_id, answer)
    document = paper(desk, case_id)
    places = {
        "field:qualification_title": f"{case}/fields/qualification_title",
        f"document:{document}": f"{case}#page-{document}-1",
        f"request:{item.request_id}": f"{case}#request-{item.request_id}",
        f"suggestion:{suggestion}": f"{case}/codes/isced_level",
    }
    page = anna.get(f"{case}/evaluation").get_data(as_text=True)
    for key in places:
        assert f'value="{key}"' in page, key
    form = {"finding": "none", "evidence": list(places)}
    answered = send(anna, f"{case}/evaluation", f"{case}/evaluation/level", **form)  # type: ignore[arg-type]
    assert answered.status_code == 303
    page = anna.get(f"{case}/evaluation").get_data(as_text=True)
    for href in places.values():
        assert f'href="{href}"' in page, href
        path, _, anchor = href.partition("#")
        there = anna.get(path)
        assert there.status_code == 200 and (not anchor or f'id="{anchor}"' in there.text)


def test_a_regulated_profession_asks_for_levels_and_the_choice(desk: Desk) -> None:
    """Directive 2005/36/EC, articles 11 and 14."""
    case_id = desk.claimed()
    case = f"/desk/cases/{case_id}"
    anna = desk.client("anna")
    assert 'name="level_held"' not in anna.get(f"{case}/evaluation").get_data(as_text=True)
    with desk.store.writing() as session:
        row = session.get_one(Case, case_id)
        row.purpose = Purpose.PROFESSIONAL
    page = anna.get(f"{case}/evaluation").get_data(as_text=True)
    assert 'name="level_held"' not in page, "it is the law that asks, not the purpose"
    assert "The law that applies here does not ask for it." in page
    with desk.store.writing() as session:
        row = session.get_one(Case, case_id)
        row.regime = load_regime("directive").model_dump(mode="json")
    found = {
        "purpose": {"target": "Nurse", "level_held": "c", "level_required": "d"},
        "workload": {"finding": "substantial", "text": "Half the hours.", "source": "Page 4"},
        "experience": {"experience": "in_part", "text": "A year on a ward."},
    }
    typed = {
        "outcome": "conditional",
        "step": "propose",
        "reasons": "Hours are missing.",
        "compares_to": "Nurse",
        **{f"why-{one}": "Half the hours." for one in ("full", "alternative", "partial")},
        "condition-kind-1": "adaptation_period",
        "condition-text-1": "On a ward.",
        "condition-months-1": "12",
    }
    form = f"{case}/propose?outcome=conditional"
    for section, words in found.items():
        assert send(anna, form, f"{case}/propose", **typed).status_code == 422, section
        answer = send(anna, f"{case}/evaluation", f"{case}/evaluation/{section}", **words)
        assert answer.status_code == 303
    answer = send(anna, form, f"{case}/propose", **typed)
    assert 'href="#no_choice"' in answer.get_data(as_text=True)
    second = {"condition-kind-2": "aptitude_test", "condition-text-2": "In nursing."}
    assert send(anna, form, f"{case}/propose", **typed | second).status_code == 303
    page = desk.client("boris").get(f"{case}/sign-off").get_data(as_text=True)
    for words in ("(c) Diploma of at least one year", "(d) Diploma of three", "12 months"):
        assert words in page
    sign = re.findall(r'name="proposal_id" value="([^"]+)"', page)[0]
    desk.do(case_id, verbs.SignOff(proposal_id=UUID(sign)), "boris")
    offered = "must be able to take the aptitude test by 3 May 2027"  # 2 May is a Sunday
    assert offered in anna.get(case).get_data(as_text=True)
    with desk.store.reading() as session:
        decision = session.scalars(select(Decision.id)).one()
    desk.do(
        case_id, verbs.ChooseMeasure(decision_id=decision, kind=ConditionKind.ADAPTATION_PERIOD)
    )
    page = anna.get(case).get_data(as_text=True)
    assert offered not in page and "The applicant chose:" in page
