"""After the decision: what was compared, the choice of a measure, and the public check."""

import re
import sys
from datetime import UTC, datetime
from uuid import UUID

import pytest

from recognition.actions.accounts.grant_right import grant_right
from recognition.domain.decision import Condition, DecisionContent
from recognition.domain.evaluation import Evidence, StatusFound
from recognition.domain.verbs import (
    Claim,
    ConfirmReading,
    CorrectSlip,
    Propose,
    RecordCondition,
    RecordFinding,
    Reopen,
    SignOff,
)
from recognition.domain.vocabulary import (
    Basis,
    ConditionKind,
    ConditionResult,
    ElementFinding,
    EvaluationSection,
    EvidenceKind,
    Outcome,
    RefusalGround,
    Right,
    Role,
    Standing,
    VerifyShown,
)
from recognition.store.facts import load_facts
from recognition.store.queries import progress
from recognition.store.queries.applicant import papers
from recognition.web.identity import COOKIE
from recognition.web.services import Services
from tests.support.evaluations import element, reconstructed
from tests.support.people import content, findings
from tests.web.applicant import people
from tests.web.applicant.conftest import Applicant, hidden_of
from tests.web.applicant.people import assessor
from tests.web.applicant.test_after_sending import (
    act,
    application_of,
    case,
    case_id,
    desk,
)

__all__ = ["case", "desk"]

MEASURES = (
    Condition(kind=ConditionKind.ADAPTATION_PERIOD, text="On a ward, supervised.", months=12),
    Condition(kind=ConditionKind.APTITUDE_TEST, text="A practical test."),
)


def decide(
    services: Services,
    case: str,
    desk: UUID,
    whole: DecisionContent,
    *more: RecordFinding,
    second: str = "second@example.org",
) -> None:
    ident = case_id(case)
    paper = papers(services.store, ident)[0]
    applicant = application_of(services, case)
    act(services, ident, ConfirmReading(document_id=paper.id), Role.APPLICANT, applicant)
    for verb in (*findings(whole.outcome), *more, Propose(content=whole)):
        act(services, ident, verb, Role.ASSESSOR, desk)
    with services.store.reading() as session:
        proposal = load_facts(session, ident, services.rules).open_proposal
    assert proposal
    signer = assessor(services, second)
    act(services, ident, SignOff(proposal_id=proposal.id), Role.ASSESSOR, signer)


def conditional(*conditions: Condition) -> DecisionContent:
    return content(Outcome.CONDITIONAL).model_copy(update={"conditions": conditions})


def test_she_chooses_between_both_measures_once(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    """Directive 2005/36/EC, article 14(2) and (7): her choice; a test within six months."""
    decide(services, case, desk, conditional(*MEASURES))
    status, home = olena.text(case), olena.text("/applications")
    assert "One application waits for you" in home and "choose between two ways" in home
    assert "You can choose until" in status and f'href="{case}/decision/measure"' in status
    page = olena.text(f"{case}/decision")
    assert "the choice is yours" in page and "12 months" in page
    assert "2 May 2027" in page
    path = f"{case}/decision/measure"
    asked = olena.text(path)
    assert "On a ward, supervised." in asked and "A practical test." in asked
    for wrong in ({}, {"kind": "bridging_course"}):
        assert olena.post(path, path, **wrong).status_code == 422
    assert olena.post(path, path, kind="aptitude_test").status_code == 303
    (shown,) = progress.decisions(services.store, case_id(case))
    assert shown.chosen is ConditionKind.APTITUDE_TEST
    page = olena.text(f"{case}/decision")
    assert "You chose: Aptitude test" in page and "the choice is yours" not in page
    assert olena.get(path).status_code == 404
    status = olena.text(case)
    assert "A measure was chosen" in status and "You can choose until" not in status
    assert "waits for you" not in olena.text("/applications")


def test_the_last_day_of_the_test_is_shown_until_it_has_passed(
    olena: Applicant,
    case: str,
    services: Services,
    desk: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Directive 2005/36/EC, article 14(7): a day that is not forgotten, and refuses nothing."""
    decide(services, case, desk, conditional(*MEASURES))
    page = olena.text(case)
    assert "You can take the aptitude test until" in page and "2 May 2027" in page
    assert "We remind you before this day" in page
    assert "That day has passed" not in olena.text(f"{case}/decision")
    clock = vars(sys.modules[Applicant.__module__])
    monkeypatch.setitem(clock, "NOW", datetime(2027, 5, 3, 9, tzinfo=UTC))
    _, token = people.signed_in(services, "olena@example.org")
    olena.client.set_cookie(COOKIE, token)
    assert "You can take the aptitude test until" not in olena.text(case)
    assert "That day has passed. The decision stays as it is" in olena.text(f"{case}/decision")


def test_after_the_last_day_of_the_test_no_choice_is_offered_nor_taken(
    olena: Applicant,
    case: str,
    services: Services,
    desk: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Directive 2005/36/EC, article 14(7): said in words, and nothing is refused by it."""
    decide(services, case, desk, conditional(*MEASURES))
    path = f"{case}/decision/measure"
    hidden = hidden_of(olena.text(path))
    assert "You can choose until" in olena.text(path)
    clock = vars(sys.modules[Applicant.__module__])
    monkeypatch.setitem(clock, "NOW", datetime(2027, 5, 3, 9, tzinfo=UTC))
    _, token = people.signed_in(services, "olena@example.org")
    olena.client.set_cookie(COOKIE, token)
    page = olena.text(f"{case}/decision")
    assert "The time to choose is over" in page and "the choice is yours" not in page
    late = {**hidden, "kind": "adaptation_period"}
    for ask in (lambda: olena.get(path), lambda: olena.client.post(path, data=late)):
        answer = ask()
        assert answer.status_code == 303
        page = olena.text(answer.headers["Location"])
        assert "The time to choose ended with the last day of the test." in page
    (shown,) = progress.decisions(services.store, case_id(case))
    assert shown.chosen is None


def refused_to_choose(olena: Applicant, case: str, words: str, hidden: dict[str, str]) -> None:
    """Page and form lead to the decision, which says why, and nothing is chosen."""
    path = f"{case}/decision/measure"
    late = {**hidden, "kind": "adaptation_period"}
    for ask in (lambda: olena.get(path), lambda: olena.client.post(path, data=late)):
        answer = ask()
        assert answer.status_code == 303
        page = olena.text(answer.headers["Location"])
        assert words in page and "the choice is yours" not in page
    (shown,) = progress.decisions(olena.services.store, case_id(case))
    assert shown.chosen is None


def test_after_a_passed_test_there_is_nothing_left_to_choose(
    olena: Applicant,
    case: str,
    services: Services,
    desk: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Directive 2005/36/EC, article 14(2): said in words, with what is next; also much later."""
    decide(services, case, desk, conditional(*MEASURES))
    hidden = hidden_of(olena.text(f"{case}/decision/measure"))
    passed = {"position": 1, "day": "2026-11-02", "evidence": "Minutes."}
    verb = RecordCondition.model_validate({**passed, "result": ConditionResult.FULFILLED})
    act(services, case_id(case), verb, Role.ASSESSOR, desk)
    words = "You have passed the aptitude test, so there is nothing left to choose."
    refused_to_choose(olena, case, words, hidden)
    clock = vars(sys.modules[Applicant.__module__])
    monkeypatch.setitem(clock, "NOW", datetime(2027, 5, 3, 9, tzinfo=UTC))
    _, token = people.signed_in(services, "olena@example.org")
    olena.client.set_cookie(COOKIE, token)
    refused_to_choose(olena, case, words, hidden_of(olena.text(case)) | hidden)


def test_once_the_case_is_taken_up_again_there_is_nothing_to_choose(
    olena: Applicant,
    case: str,
    services: Services,
    desk: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decide(services, case, desk, conditional(*MEASURES))
    hidden = hidden_of(olena.text(f"{case}/decision/measure"))
    act(services, case_id(case), Reopen(reason="New papers."), Role.ASSESSOR, desk)
    refused_to_choose(olena, case, "Your case was taken up again.", hidden)
    clock = vars(sys.modules[Applicant.__module__])
    monkeypatch.setitem(clock, "NOW", datetime(2027, 5, 3, 9, tzinfo=UTC))
    _, token = people.signed_in(services, "olena@example.org")
    olena.client.set_cookie(COOKIE, token)
    page = olena.text(f"{case}/decision")
    assert "The time to choose is over" not in page, "it is open anew"


def test_she_reads_what_the_recognition_opens(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    """Lisbon Convention, article VI.3."""
    decide(services, case, desk, conditional(*MEASURES))
    assert "What this recognition opens" not in olena.text(f"{case}/decision")
    act(services, case_id(case), Reopen(reason="New papers."), Role.ASSESSOR, desk)
    act(services, case_id(case), Claim(), Role.ASSESSOR, desk)
    decide(services, case, desk, content(Outcome.FULL))
    page = olena.text(f"{case}/decision")
    assert "What this recognition opens" in page
    assert "admission to further study" in page and "academic title" in page


def test_she_sees_by_when_she_can_appeal_and_whose_words_she_reads(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    """Lisbon Convention, article III.5: the day stands where she looks first."""
    decide(services, case, desk, content(Outcome.PARTIAL))
    page = olena.text(case)
    after = page[page.index("Appeal against the decision") :]
    assert "You have time until" in after[:200] and "2 December 2026" in after[:300]
    asked = olena.text(f"{case}/appeal")
    assert "What happens then" in asked and "the decision stays as it is" in asked
    shown = olena.text(f"{case}/decision")
    assert "Why not: Full recognition" in shown
    assert "Your qualification is recognised in full" not in shown, "no heading is read as hers"
    hint = "no machine has translated it"
    assert hint not in olena.text(f"{case}/decision?lang=en")
    arabic = olena.text(f"{case}/decision?lang=ar")
    assert "لم تترجمها أي آلة" in arabic
    why = content(Outcome.PARTIAL).reasons
    assert f'<p class="lines" lang="en" dir="ltr">{why}</p>' in arabic
    assert f'<p class="lines" dir="auto">{why}</p>' in shown
    assert '<bdi lang="en" dir="ltr">Appeal Board' in olena.text(f"{case}/appeal?lang=ar")


def test_she_reads_that_a_slip_was_put_right_and_how_to_ask_for_it(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    decide(services, case, desk, content(Outcome.FULL))
    page = olena.text(f"{case}/decision")
    assert "If a name or a word in it is wrong" in page and "put right on" not in page
    (decision,) = progress.decisions(services.store, case_id(case))
    third = assessor(services, "third@example.org")
    grant_right(services.store, "third@example.org", Right.CORRECT, services.clock())
    words = {"wrong": "Bachelor", "right": "Batchelor", "reason": "Misspelt."}
    verb = CorrectSlip.model_validate({"decision_id": decision.id, **words})
    act(services, case_id(case), verb, Role.ASSESSOR, third)
    page = olena.text(f"{case}/decision")
    assert "A slip of the pen was put right on" in page and "2 November 2026" in page


def test_a_statement_in_place_of_papers_is_explained(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    """Lisbon Convention, article VII: what it is good for, and until when."""
    genuine = reconstructed(desk, assessor(services, "third@example.org"))
    workload = element(ElementFinding.NONE, bases=(Basis.STATEMENT,))
    more = (RecordFinding(finding=genuine), RecordFinding(finding=workload))
    decide(services, case, desk, content(Outcome.FULL), *more)
    page = olena.text(f"{case}/decision")
    assert "A statement in place of papers" in page and "2 November 2031" in page


def test_who_chose_the_other_measure_hears_of_no_test(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    decide(services, case, desk, conditional(*MEASURES))
    path = f"{case}/decision/measure"
    olena.post(path, path, kind="adaptation_period")
    assert "You can take the aptitude test until" not in olena.text(case)


@pytest.mark.parametrize("only", MEASURES)
def test_where_there_is_one_measure_there_is_nothing_to_choose(
    olena: Applicant, case: str, services: Services, desk: UUID, only: Condition
) -> None:
    decide(services, case, desk, conditional(only))
    assert "the choice is yours" not in olena.text(f"{case}/decision")
    assert olena.get(f"{case}/decision/measure").status_code == 404


def test_she_sees_what_was_compared(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    """Lisbon Convention, article III.5: reasons, in plain words."""
    decide(services, case, desk, content(Outcome.REFUSAL))
    page = olena.text(f"{case}/decision")
    table = page[page.index("How it was compared") : page.index("</table>")]
    for words in ("Amount of study", "1150 clinical hours", "2300 clinical hours"):
        assert words in table
    assert "Substantial difference" in table
    assert "page 4" not in page, "where in the file it stands is the office's"


@pytest.mark.parametrize("advice", ["", "A course of 60 credits in statistics."])
def test_a_refusal_says_what_she_can_do_next(
    olena: Applicant, case: str, services: Services, desk: UUID, advice: str
) -> None:
    """Lisbon Convention, article III.5: to be recognised later."""
    whole = content(Outcome.REFUSAL).model_copy(update={"advice": advice})
    decide(services, case, desk, whole)
    page = olena.text(f"{case}/decision")
    assert "What you can do now" in page and "You can apply again" in page
    assert advice in page and f"{case}/appeal" in page


def test_a_refusal_names_its_ground(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    """Lisbon Convention, article III.5."""
    source = (Evidence(kind=EvidenceKind.SOURCE, text="The list of bogus accreditors"),)
    mill = StatusFound(
        section=EvaluationSection.INSTITUTION,
        standing=Standing.MILL,
        text="It sells titles.",
        evidence=source,
    )
    named = {"ground": RefusalGround.MILL, "differences": ()}
    whole = content(Outcome.REFUSAL).model_copy(update=named)
    decide(services, case, desk, whole, RecordFinding(finding=mill))
    assert "A diploma mill stands behind it." in olena.text(f"{case}/decision")


def test_she_says_what_the_public_check_shows(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    decide(services, case, desk, content(Outcome.FULL))
    path = f"{case}/decision/check"
    assert not re.search(r'type="checkbox"[^>]* checked', olena.text(path))
    assert olena.post(path, path, shows="outcome").status_code == 303
    shown = progress.shown_on_verify(services.store, case_id(case))
    assert shown == {VerifyShown.OUTCOME}
    assert len(re.findall(r'type="checkbox"[^>]* checked', olena.text(path))) == 1
    assert olena.post(path, path).status_code == 303
    assert progress.shown_on_verify(services.store, case_id(case)) == frozenset()


def test_before_the_decision_there_is_nothing_to_choose(olena: Applicant, case: str) -> None:
    assert olena.get(f"{case}/decision/measure").status_code == 404
