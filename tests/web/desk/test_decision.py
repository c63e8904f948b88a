"""Two people decide: propose, send back, propose again, sign; then letter, reopening, appeal."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from recognition.actions.accounts.grant_right import revoke_right
from recognition.domain import verbs
from recognition.domain.decision import Condition, DecisionContent, Difference, Exclusion
from recognition.domain.evaluation import ElementFound, Evidence, PurposeFound, StatusFound
from recognition.domain.vocabulary import (
    AppealKind,
    CodeScheme,
    ConditionKind,
    ElementFinding,
    EvaluationElement,
    EvidenceKind,
    FieldName,
    Outcome,
    RefusalGround,
    Right,
    Standing,
)
from recognition.domain.vocabulary import EvaluationSection as S
from recognition.store.keys import case_scope
from recognition.store.tables import Decision, LookUp, Proposal
from recognition.web.desk.signing import changes
from tests.web.desk.conftest import Desk, hidden, send

FULL = DecisionContent(outcome=Outcome.FULL, compares_to="Master of Science", reasons="It fits.")


def rows(desk: Desk, table: Any, case_id: UUID) -> list[Any]:
    with desk.store.reading() as session:
        return list(session.scalars(select(table).where(table.case_id == case_id)))


def proposed(desk: Desk, content: DecisionContent = FULL) -> tuple[UUID, UUID]:
    case_id = desk.claimed("anna")
    desk.do(case_id, verbs.Propose(content=content), "anna")
    return case_id, rows(desk, Proposal, case_id)[-1].id


def decided(desk: Desk) -> UUID:
    case_id, proposal = proposed(desk)
    desk.do(case_id, verbs.SignOff(proposal_id=proposal), "boris")
    return case_id


def test_the_ladder_asks_for_each_better_outcome(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}/propose"
    anna = desk.client("anna")
    assert "why-full" not in anna.get(path).get_data(as_text=True)
    page = send(anna, path, outcome="conditional", step="outcome").get_data(as_text=True)
    for better in ("full", "alternative", "partial"):
        assert f'name="why-{better}"' in page
    assert 'name="why-conditional"' not in page
    typed = {"outcome": "conditional", "reasons": "Because 180 < 240", "why-full": "shorter"}
    answer = send(anna, path, step="propose", **typed)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    for field in ("why-alternative", "why-partial", "compares_to", "condition-text-1"):
        assert f'href="#{field}"' in page, field
    assert 'href="#why-full"' not in page
    assert "Because 180 &lt; 240" in page
    page = send(anna, path, step="outcome", **typed | {"outcome": "full"}).get_data(as_text=True)
    assert "Because 180 &lt; 240" in page
    assert 'name="why-full"' not in page
    assert rows(desk, Proposal, case_id) == []


def profile(finding: ElementFinding, section: S = S.PROFILE) -> verbs.RecordFinding:
    source = Evidence(kind=EvidenceKind.SOURCE, text="The programme, page 4")
    found = ElementFound(
        section=section, finding=finding, text="no mathematics", evidence=(source,)
    )
    return verbs.RecordFinding(finding=found)


def test_another_outcome_is_shown_before_it_is_proposed(desk: Desk) -> None:
    """An arrow key on the outcomes ticks another one than the page was filled in for."""
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}/propose"
    anna = desk.client("anna")
    page = anna.get(f"{path}?outcome=alternative").text
    assert '<input type="hidden" name="shown" value="alternative">' in page
    words = {"compares_to": "Master", "reasons": "Shorter.", "why-full": "It is shorter."}
    ticked = {"outcome": "full", "shown": "alternative", "step": "propose"}
    page = send(anna, path, **ticked, **words)
    assert page.status_code == 422
    assert "You ticked another outcome." in page.text
    assert '<input type="hidden" name="shown" value="full">' in page.text
    assert not rows(desk, Proposal, case_id)
    assert "Shorter." in page.text, "what was typed stays"
    assert send(anna, path, outcome="full", step="propose", **words).status_code == 303
    assert rows(desk, Proposal, case_id)[0].content["outcome"] == "full"


def test_a_refusal_needs_a_substantial_difference(desk: Desk) -> None:
    """Lisbon Convention, articles III.3, IV.1 and VI.1: one that the evaluation found."""
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}/propose"
    anna = desk.client("anna")
    desk.do(
        case_id, verbs.FindCode(scheme=CodeScheme.ISCED_LEVEL, code="6", reason="short"), "anna"
    )
    typed = {
        "outcome": "refusal",
        "step": "propose",
        "reasons": "No.",
        **{f"why-{one}": "no" for one in ("full", "alternative", "partial", "conditional")},
    }
    more = {"difference-element-1": "profile", "difference-text-1": "no mathematics"}
    for finding in (None, *ElementFinding):
        if finding is ElementFinding.SUBSTANTIAL:
            continue
        if finding:
            desk.do(case_id, profile(finding), "anna")
        answer = send(anna, path, **typed | more)
        assert answer.status_code == 422
        page = answer.get_data(as_text=True)
        assert 'href="#findings"' in page and 'id="findings"' in page
    desk.do(case_id, profile(ElementFinding.SUBSTANTIAL), "anna")
    assert send(anna, path, **typed).status_code == 422, "against which purpose?"
    desk.do(case_id, verbs.RecordFinding(finding=PurposeFound(target="A master")), "anna")
    answer = send(anna, path, **typed)
    assert answer.headers["Location"] == f"/desk/cases/{case_id}#decision"
    (row,) = rows(desk, Proposal, case_id)
    content = DecisionContent.model_validate(row.content)
    assert content.isced_level == "6"
    assert [(one.element, one.text) for one in content.differences] == [
        (EvaluationElement.PROFILE, "no mathematics")
    ]
    assert len(content.exclusions) == 4
    assert {one.elements for one in content.exclusions} == {(EvaluationElement.PROFILE,)}
    desk.do(case_id, verbs.RetractProposal(), "anna")
    desk.do(case_id, profile(ElementFinding.SUBSTANTIAL, S.QUALITY), "anna")
    chosen = {f"rests-{one}-quality": "yes" for one in ("full", "alternative", "partial")}
    assert send(anna, path, **typed | chosen).status_code == 422, "the last rests on nothing"
    chosen["rests-conditional-profile"] = "yes"
    chosen["advice"] = "A course of 60 credits in mathematics."
    assert send(anna, path, **typed | chosen).status_code == 303
    content = DecisionContent.model_validate(rows(desk, Proposal, case_id)[-1].content)
    assert [one.elements for one in content.exclusions] == [
        *[(EvaluationElement.QUALITY,)] * 3,
        (EvaluationElement.PROFILE,),
    ]
    assert content.advice == "A course of 60 credits in mathematics."
    shown = desk.client("boris").get(f"/desk/cases/{case_id}/sign-off").get_data(as_text=True)
    assert "A course of 60 credits in mathematics." in shown
    first = shown[: shown.index("<h1>Sign-off")]
    assert "Decision due" in first and "2 March 2027" in first, "who signs sees by when"
    assert "Study" in first, "and for which purpose"


def test_a_mill_is_refused_on_that_ground_alone(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}/propose"
    anna = desk.client("anna")
    assert 'name="ground"' not in anna.get(f"{path}?outcome=refusal").get_data(as_text=True)
    source = Evidence(kind=EvidenceKind.SOURCE, text="The list of bogus accreditors")
    mill = StatusFound(
        section=S.INSTITUTION, standing=Standing.MILL, text="It sells titles.", evidence=(source,)
    )
    desk.do(case_id, verbs.RecordFinding(finding=mill), "anna")
    better = ("full", "alternative", "partial", "conditional")
    typed = {
        "outcome": "refusal",
        "step": "propose",
        "reasons": "It is no qualification.",
        **{f"why-{one}": "It is no qualification." for one in better},
    }
    assert send(anna, f"{path}?outcome=refusal", path, **typed).status_code == 422
    alone = {"ground": "mill", "compares_to": "MSc", **typed, "outcome": "full", "shown": "full"}
    page = send(anna, f"{path}?outcome=full", path, **alone).get_data(as_text=True)
    assert "This does not go with what the evaluation finds." in page
    assert "The evaluation does not find this ground." not in page
    named = {**typed, "ground": "mill", "shown": "refusal"}
    assert send(anna, f"{path}?outcome=refusal", path, **named).status_code == 303
    content = DecisionContent.model_validate(rows(desk, Proposal, case_id)[-1].content)
    assert (content.ground, content.differences) == (RefusalGround.MILL, ())
    assert "A diploma mill stands behind it" in desk.client("boris").get(
        f"/desk/cases/{case_id}/sign-off"
    ).get_data(as_text=True)


def test_conditions_carry_their_figures(desk: Desk) -> None:
    """Directive 2005/36/EC, article 14(1): three years at most."""
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}/propose"
    anna = desk.client("anna")
    desk.do(case_id, profile(ElementFinding.SUBSTANTIAL), "anna")
    desk.do(case_id, verbs.RecordFinding(finding=PurposeFound(target="A master")), "anna")
    page = anna.get(f"{path}?outcome=conditional").get_data(as_text=True)
    assert "Profile: no mathematics" in page, "why not full: in the words of the evaluation"
    assert 'value="A master"' in page
    typed = {
        "outcome": "conditional",
        "step": "propose",
        "reasons": "In a year.",
        "compares_to": "A master",
        **{f"why-{one}": "no" for one in ("full", "alternative", "partial")},
        "condition-kind-1": "adaptation_period",
        "condition-text-1": "In a laboratory.",
        "condition-kind-2": "missing_credits",
        "condition-text-2": "Mathematics.",
    }
    for months, credits, wrong in (
        ("", "30", "condition-months-1"),
        ("37", "30", "condition-months-1"),
        ("12", "", "condition-credits-2"),
        ("12", "many", "conditions"),
    ):
        figures = {"condition-months-1": months, "condition-credits-2": credits}
        answer = send(anna, path, **typed | figures)
        assert answer.status_code == 422
        assert f'href="#{wrong}' in answer.get_data(as_text=True), (months, credits)
    figures = {"condition-months-1": "36", "condition-credits-2": "7,5"}
    assert send(anna, path, **typed | figures).status_code == 303
    content = DecisionContent.model_validate(rows(desk, Proposal, case_id)[-1].content)
    assert [(one.months, one.credits) for one in content.conditions] == [(36, None), (None, 7.5)]
    again = anna.get(f"/desk/cases/{case_id}").get_data(as_text=True)
    assert "36 months" in again and "7.5 credits" in again


def test_an_old_page_keeps_what_was_typed_and_says_what_changed(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}/propose"
    anna = desk.client("anna")
    old = hidden(anna.get(f"{path}?outcome=full").get_data(as_text=True))
    desk.do(case_id, verbs.FindField(field=FieldName.GRADE, value="1.3"), "anna")
    typed = {"outcome": "full", "step": "propose", "compares_to": "Master", "reasons": "It fits."}
    answer = anna.post(path, data=old | typed)
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "The case changed after you opened the page" in page
    assert "Finding on a field" in page
    assert "Application received" not in page
    assert "It fits." in page
    assert anna.post(path, data=hidden(page) | typed).status_code == 303


def test_sending_back_and_what_changed_since(desk: Desk) -> None:
    case_id, _ = proposed(desk)
    path = f"/desk/cases/{case_id}"
    anna, boris = desk.client("anna"), desk.client("boris")
    assert anna.get(f"{path}/sign-off").status_code == 403
    assert "Check and sign" not in anna.get(path).get_data(as_text=True)
    answer = boris.post(
        f"{path}/sign-off",
        data=_form(boris, path, "send_back") | {"reason": "", "step": "send_back"},
    )
    assert answer.status_code == 422
    data = _form(boris, path, "send_back") | {"reason": "Which difference?"}
    assert boris.post(f"{path}/sign-off", data=data).status_code == 303
    page = anna.get(f"{path}/propose").get_data(as_text=True)
    assert "Which difference?" in page
    assert "It fits." in page
    desk.do(case_id, verbs.FindField(field=FieldName.GRADE, value="1.3"), "anna")
    again = {"outcome": "full", "step": "propose", "compares_to": "MSc", "reasons": "It fits."}
    assert send(anna, f"{path}/propose", **again).status_code == 303
    page = boris.get(f"{path}/sign-off").get_data(as_text=True)
    part = page[page.index("What changed since round 1") : page.index("The proposal in full")]
    assert "<del><bdi>Master of Science</bdi></del>" in part
    assert "<ins><bdi>MSc</bdi></ins>" in part
    assert "Finding on a field" in part
    assert "It fits." not in part
    assert "Application received" not in part
    assert "Stage changed" not in part and "Decision proposed" not in part, "of the rounds"
    assert boris.post(f"{path}/sign-off", data=_form(boris, path, "sign")).status_code == 303
    (decision,) = rows(desk, Decision, case_id)
    assert decision.content["compares_to"] == "MSc"


def _form(client: Any, path: str, step: str) -> dict[str, str]:
    page = client.get(f"{path}/sign-off").get_data(as_text=True)
    forms = page.split(f'<form class="form" action="{path}/sign-off"')[1:]
    return next(form for form in map(hidden, forms) if form["step"] == step)


def test_signing_an_old_page_signs_nothing(desk: Desk) -> None:
    case_id, _ = proposed(desk)
    path = f"/desk/cases/{case_id}"
    boris = desk.client("boris")
    old = _form(boris, path, "sign")
    desk.do(case_id, verbs.AddNote(text="wait"), "anna")
    desk.do(case_id, verbs.RetractProposal(), "anna")
    changed = FULL.model_copy(update={"reasons": "It nearly fits."})
    desk.do(case_id, verbs.Propose(content=changed), "anna")
    answer = boris.post(f"{path}/sign-off", data=old)
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "The case changed after you opened the page" in page
    assert "It nearly fits." in page
    assert rows(desk, Decision, case_id) == []
    desk.do(case_id, verbs.RetractProposal(), "anna")
    answer = boris.post(f"{path}/sign-off", data=old)
    assert answer.status_code in (303, 403)
    assert rows(desk, Decision, case_id) == []


def test_retracting(desk: Desk) -> None:
    case_id, _ = proposed(desk)
    path = f"/desk/cases/{case_id}"
    anna = desk.client("anna")
    assert "Take the proposal back" not in desk.client("boris").get(path).get_data(as_text=True)
    assert send(anna, path, f"{path}/retract").status_code == 303
    assert "Taken back" in anna.get(path).get_data(as_text=True)


def test_the_letter_is_downloaded_and_written_down(desk: Desk) -> None:
    case_id = decided(desk)
    path = f"/desk/cases/{case_id}"
    anna = desk.client("anna")
    letter = f"{path}/decisions/1/letter.pdf"
    assert "The letter is being made." in anna.get(path).get_data(as_text=True)
    assert anna.get(letter).status_code == 404
    (decision,) = rows(desk, Decision, case_id)
    blob = desk.store.blobs.put(case_scope(case_id), "letter-1", b"%PDF-1.7 invented")
    made = verbs.RecordLetter(decision_id=decision.id, blob=blob, sha256="0" * 64)
    desk.do(case_id, made, "machine")
    page = anna.get(path).get_data(as_text=True)
    assert letter in page
    summary = page[: page.index('<section id="fields"')]
    assert "Decided: Full recognition" in summary and "2 November 2026" in summary
    assert "The holder can appeal until 2 December 2026." in summary
    answer = anna.get(letter)
    assert answer.data == b"%PDF-1.7 invented"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "letter" in [look.what for look in rows(desk, LookUp, case_id)]
    desk.at += timedelta(days=40)
    desk.do(case_id, verbs.PassDeadlines(), "machine")
    assert "The term for an appeal is over" in anna.get(path).text.split('id="fields"')[0]


def test_reopening(desk: Desk) -> None:
    case_id = decided(desk)
    path = f"/desk/cases/{case_id}"
    anna = desk.client("anna")
    assert send(anna, f"{path}/reopen", reason="").status_code == 422
    (promised,) = re.findall(r"due at the latest on ([^;]+);", anna.get(f"{path}/reopen").text)
    assert send(anna, f"{path}/reopen", reason="A paper turned up").status_code == 303
    page = anna.get(path).get_data(as_text=True)
    assert f">{promised}</time>" in page, "the day that was promised"
    assert "A paper turned up" in page
    assert "Take this case" in page
    assert "Version 1" in page


def test_a_slip_is_corrected_by_whom_the_office_has_named(desk: Desk) -> None:
    case_id = decided(desk)
    path = f"/desk/cases/{case_id}"
    boris, anna = desk.client("boris"), desk.client("anna")
    page = boris.get(path).get_data(as_text=True)
    assert "is corrected by:" in page and "Anna Weber</bdi>" in page
    assert f'href="{path}/correct"' not in page
    assert boris.get(f"{path}/correct").status_code == 403
    assert f'href="{path}/correct"' in anna.get(path).get_data(as_text=True)
    given = {"wrong": "Science", "right": "Sciences", "reason": "Misspelt."}
    assert send(anna, f"{path}/correct", **given).status_code == 303
    assert rows(desk, Decision, case_id)[-1].content["compares_to"] == "Master of Sciences"
    shown = boris.get(path).get_data(as_text=True)
    card = shown[shown.index('id="version-2"') : shown.index('id="version-1"')]
    for words in ("A slip of the pen in version 1 was put right", "Anna Weber", "Misspelt."):
        assert words in card, "a court sees who corrected what, when and why"
    revoke_right(desk.store, "anna@office.example", Right.CORRECT, desk.at)
    assert anna.get(f"{path}/correct").status_code == 403
    assert "Nobody is named yet" in anna.get(path).get_data(as_text=True)


def test_an_appeal_is_decided_by_somebody_not_involved(desk: Desk) -> None:
    case_id = decided(desk)
    path = f"/desk/cases/{case_id}"
    desk.do(case_id, verbs.Appeal(kind=AppealKind.DECISION, grounds="You left out my thesis"))
    for who in ("anna", "boris"):
        assert desk.client(who).get(f"{path}/appeal").status_code == 403
        assert str(case_id) not in desk.client(who).get("/desk").get_data(as_text=True)
    clara = desk.client("clara")
    assert str(case_id) in clara.get("/desk").get_data(as_text=True)
    assert "You left out my thesis" in clara.get(f"{path}/appeal").get_data(as_text=True)
    answer = send(clara, f"{path}/appeal", reason="true")
    assert answer.status_code == 422
    assert 'href="#granted"' in answer.get_data(as_text=True)
    assert send(clara, f"{path}/appeal", reason="true", granted="yes").status_code == 303
    page = clara.get(path).get_data(as_text=True)
    assert "Granted" in page
    assert "Take this case" in page


def test_an_appeal_against_silence_is_granted_with_a_day(desk: Desk) -> None:
    """Lisbon Convention, article III.5: who decides it sees the day that it sets."""
    case_id = desk.claimed("anna")
    desk.at = desk.at + timedelta(days=150)
    desk.do(case_id, verbs.PassDeadlines(), "machine")
    desk.do(case_id, verbs.Appeal(kind=AppealKind.SILENCE, grounds="Nobody answers"))
    clara, path = desk.client("clara"), f"/desk/cases/{case_id}"
    page = clara.get(f"{path}/appeal").get_data(as_text=True)
    assert "must then decide by 1 May 2027" in page and "The decision stands" not in page
    assert send(clara, f"{path}/appeal", reason="It is late", granted="yes").status_code == 303
    page = clara.get(path).get_data(as_text=True)
    assert "1 May 2027" in page and "nothing moves this day" in page


def test_changes_name_every_field(desk: Desk) -> None:
    after = DecisionContent(
        outcome=Outcome.PARTIAL,
        compares_to="Bachelor",
        reasons="It fits.",
        exclusions=(Exclusion(outcome=Outcome.FULL, reason="shorter"),),
        differences=(Difference(element=EvaluationElement.LEVEL, text="lower"),),
        conditions=(Condition(kind=ConditionKind.APTITUDE_TEST, text="test"),),
    )
    with desk.app.test_request_context():
        found = {one.field: (one.before, one.after) for one in changes(FULL, after)}
    assert found == {
        "Outcome": ("Full recognition", "Partial recognition"),
        "Compares to": ("Master of Science", "Bachelor"),
        "Why not: Full recognition": ("", "shorter"),
        "Substantial difference 1": ("", "Level: lower"),
        "Condition 1": ("", "Aptitude test: test"),
    }
