"""The holder says when her adaptation period began, and follows it to its assessment.

Directive 2005/36/EC, articles 3(1)(g) and 14.
"""

import io
import sys
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from PIL import Image

from recognition.domain.verbs import (
    AssessAdaptation,
    ChooseMeasure,
    PassDeadlines,
    RecordAdaptation,
    RecordLetter,
    ReviewAdaptation,
)
from recognition.domain.vocabulary import AdaptationResult, ConditionKind, Role
from recognition.store.queries import progress
from recognition.store.queries.adaptation import AdaptationShown, adaptation_of
from recognition.web.identity import COOKIE
from recognition.web.services import Services
from tests.web.applicant import people
from tests.web.applicant.conftest import Applicant
from tests.web.applicant.test_after_decision import MEASURES, conditional, decide
from tests.web.applicant.test_after_sending import act, case, case_id, desk

__all__ = ["case", "desk"]


@pytest.fixture
def practising(case: str, services: Services, desk: UUID) -> str:
    """A decision of 2 November 2026 that asks for an adaptation period of twelve months."""
    decide(services, case, desk, conditional(MEASURES[0]))
    return case


def shown(services: Services, case: str) -> AdaptationShown:
    return adaptation_of(services.store, services.rules, case_id(case))


def paper() -> tuple[io.BytesIO, str]:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PNG")
    return io.BytesIO(out.getvalue()), "contract.png"


def on(monkeypatch: pytest.MonkeyPatch, olena: Applicant, day: date) -> None:
    """Let it be nine o'clock of that day, and sign her in anew."""
    clock = vars(sys.modules[Applicant.__module__])
    monkeypatch.setitem(clock, "NOW", datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    _, olena.token = people.signed_in(olena.services, "olena@example.org")
    olena.client.set_cookie(COOKIE, olena.token)


def test_she_says_it_with_a_paper_and_hears_of_the_last_day(
    olena: Applicant,
    practising: str,
    services: Services,
    desk: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    on(monkeypatch, olena, date(2026, 11, 20))
    path = f"{practising}/decision/adaptation"
    assert path in olena.text(practising) and path in olena.text(f"{practising}/decision")
    given = {"place": "City Hospital", "first_day": "2026-11-16", "months": "12"}
    for missing in ("place", "first_day", "months"):
        answer = olena.post(path, path, files=paper(), **{**given, missing: ""})
        assert answer.status_code == 422, missing
        assert "City Hospital" in answer.text or missing == "place"
    assert olena.post(path, path, **given).status_code == 422, "without a paper"
    for wrong in ({"first_day": "2026-11-01"}, {"first_day": "2026-11-21"}):
        answer = olena.post(path, path, files=paper(), **{**given, **wrong})
        assert "This day cannot be right" in answer.text
    answer = olena.post(path, path, files=paper(), **{**given, "months": "13"})
    assert "may not last so long" in answer.text
    assert shown(services, practising).waiting is None
    assert olena.post(path, path, files=paper(), **given).status_code == 303
    assert "An assessor looks at what you told us" in olena.text(f"{practising}/decision")
    waiting = shown(services, practising).waiting
    assert waiting is not None and waiting.document == "contract.png"
    yes = ReviewAdaptation(adaptation_id=waiting.id, confirmed=True)
    act(services, case_id(practising), yes, Role.ASSESSOR, desk)
    page = olena.text(practising)
    assert "Your adaptation period lasts until" in page and "15 November 2027" in page
    assert olena.get(path).status_code == 404


def test_what_was_not_confirmed_says_why_and_can_be_said_again(
    olena: Applicant, practising: str, services: Services, desk: UUID
) -> None:
    """Lisbon Convention, article III.5: with reasons."""
    path = f"{practising}/decision/adaptation"
    given = {"place": "City Hospital", "first_day": "2026-11-02", "months": "12"}
    olena.post(path, path, files=paper(), **given)
    waiting = shown(services, practising).waiting
    assert waiting is not None
    no = ReviewAdaptation(adaptation_id=waiting.id, confirmed=False, reason="It names no ward.")
    act(services, case_id(practising), no, Role.ASSESSOR, desk)
    for page in (f"{practising}/decision", path):
        assert "It names no ward." in olena.text(page)
    assert 'value="City Hospital"' in olena.text(path), "what she said stands there"
    assert olena.post(path, path, files=paper(), **given).status_code == 303


def test_when_it_is_over_nothing_is_refused(
    olena: Applicant,
    practising: str,
    services: Services,
    desk: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ident = case_id(practising)
    (newest,) = progress.decisions(services.store, ident)
    letter = RecordLetter(decision_id=newest.id, blob="b", sha256="c")
    act(services, ident, letter, Role.MACHINE, None)
    begun = RecordAdaptation(place="City Hospital", first_day=date(2026, 11, 2), months=12)
    act(services, ident, begun, Role.ASSESSOR, desk)
    on(monkeypatch, olena, date(2027, 11, 2))
    act(services, ident, PassDeadlines(), Role.MACHINE, None)
    for page in (practising, f"{practising}/decision"):
        assert "Nothing is refused because the day has passed." in olena.text(page)
    failed = AssessAdaptation(result=AdaptationResult.NOT_PASSED, reason="Not safe alone.")
    act(services, ident, failed, Role.ASSESSOR, desk)
    page = olena.text(f"{practising}/decision")
    assert "This refuses nothing by itself" in page and "Not safe alone." in page
    longer = AssessAdaptation(result=AdaptationResult.EXTENDED, months=18, reason="Once more.")
    act(services, ident, longer, Role.ASSESSOR, desk)
    page = olena.text(practising)
    assert "1 May 2028" in page and "The adaptation period was made longer" in page
    passed = AssessAdaptation(result=AdaptationResult.PASSED)
    act(services, ident, passed, Role.ASSESSOR, desk)
    assert "You have passed the adaptation period" in olena.text(f"{practising}/decision")
    assert "Your adaptation period lasts until" not in olena.text(practising)


def test_while_she_may_choose_nothing_has_begun(
    olena: Applicant, case: str, services: Services, desk: UUID
) -> None:
    """Directive 2005/36/EC, article 14(2)."""
    decide(services, case, desk, conditional(*MEASURES))
    path = f"{case}/decision/adaptation"
    assert olena.get(path).status_code == 404 and path not in olena.text(case)
    (newest,) = progress.decisions(services.store, case_id(case))
    olena.do(case, ChooseMeasure(decision_id=newest.id, kind=ConditionKind.ADAPTATION_PERIOD))
    assert olena.get(path).status_code == 200 and path in olena.text(case)
