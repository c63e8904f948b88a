"""The questionnaire on the applicant's pages: without scripts, part by part, never needed.

Lisbon Convention, article VII.
"""

from uuid import UUID

from recognition.domain.verbs import SettleItem
from recognition.domain.vocabulary import CannotBeHadReason, Outcome
from recognition.store.queries.background import load_background
from recognition.web.services import Services
from tests.support.people import content
from tests.web.applicant.conftest import Applicant
from tests.web.applicant.test_after_decision import decide
from tests.web.applicant.test_after_sending import case, case_id, desk

__all__ = ["case", "desk"]


def test_it_is_filled_in_part_by_part(olena: Applicant, services: Services) -> None:
    draft = olena.start()
    olena.fill(draft)
    page = f"{draft}/background"
    assert olena.text(page).count("Nothing yet") == len(services.rules.questionnaire.parts)
    first = f"{page}/place"
    assert "Part 1 of" in olena.text(first)
    answer = olena.post(first, first, institution="جامعة دمشق", town="Damascus")
    assert answer.headers["Location"] == f"{page}/time", "on to the next part"
    later = olena.post(f"{page}/time", f"{page}/time", until="1401", later="1")
    assert later.headers["Location"] == page
    shown = olena.text(page)
    assert shown.count("Saved") >= 2 and f'href="{page}/programme"' in shown
    assert 'value="Damascus"' in olena.text(first), "what was told stands there again"
    told = load_background(services.store, case_id(draft))
    assert told is not None and told.answers["time"] == {"until": "1401"}


def test_no_question_must_be_answered(olena: Applicant, services: Services) -> None:
    draft = olena.start()
    olena.fill(draft)
    parts = services.rules.questionnaire.parts
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        path = f"{draft}/background/{part.id}"
        assert " required" not in olena.text(path).split("<form")[-1]
        target = olena.post(path, path).headers["Location"]
        assert target == (f"{draft}/background/{after.id}" if after else f"{draft}/background")
    assert load_background(services.store, case_id(draft)) is None


def test_what_is_too_long_is_said_and_kept_on_the_page(olena: Applicant) -> None:
    draft = olena.start()
    olena.fill(draft)
    path = f"{draft}/background/place"
    answer = olena.post(path, path, about_it="x" * 8001, town="Damascus")
    assert answer.status_code == 422 and 'id="about_it-error"' in answer.text
    assert 'value="Damascus"' in answer.text


def test_who_says_that_a_paper_cannot_be_had_is_led_to_it(
    olena: Applicant, services: Services
) -> None:
    draft = olena.start()
    olena.fill(draft)
    page = f"{draft}/background"
    assert "What you tell can stand in for it." not in olena.text(f"{draft}/papers")
    assert page not in olena.text(f"{draft}/tasks")
    assert page in olena.text(f"{draft}/papers")
    olena.do(draft, SettleItem(item_id="qualification", reason=CannotBeHadReason.DANGER))
    assert "What you tell can stand in for it." in olena.text(f"{draft}/papers")
    path = f"{page}/place"
    olena.post(path, path, town="Damascus")
    assert "You have told us about 1 part." in olena.text(f"{draft}/papers")
    assert page in olena.text(f"{draft}/tasks") and "1 of 7 parts" in olena.text(f"{draft}/tasks")


def test_it_is_hers_and_after_the_decision_it_is_read_only(
    olena: Applicant, sami: Applicant, case: str, services: Services, desk: UUID
) -> None:
    page = f"{case}/background"
    path = f"{page}/work"
    assert page in olena.text(case)
    olena.post(path, path, jobs="Nurse in Aleppo, 2009–2012")
    for address in (page, path):
        assert sami.get(address).status_code == 404
    decide(services, case, desk, content(Outcome.FULL))
    assert olena.get(path).status_code == 404
    assert "Nurse in Aleppo, 2009–2012" in olena.text(page)
    assert "What you told us about your studies" in olena.text(case)


def test_after_the_decision_there_is_nothing_where_nothing_was_told(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    decide(services, case, desk, content(Outcome.FULL))
    assert olena.get(f"{case}/background").status_code == 404
    assert f"{case}/background" not in olena.text(case)
