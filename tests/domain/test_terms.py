"""Ends of terms are facts: a calendar that changes under a running case moves none of its dates."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from recognition.domain import clock, terms
from recognition.domain.case import derive
from recognition.domain.deadlines import (
    Due,
    DueBasis,
    acknowledgement_term,
    deadlines,
    due,
    erasure_term,
    in_force,
    latest_new_date,
    next_reminder,
    standing_still,
)
from recognition.domain.facts import CaseFacts
from recognition.domain.regime import PauseGround, Regime
from recognition.domain.vocabulary import AppealKind, DeadlineKind, RequestTo
from recognition.rules import load_regime
from tests.support.facts import (
    SUBMITTED,
    ZONE,
    appeal,
    claim,
    decision,
    facts,
    lisbon,
    request,
    utc,
)

DIRECTIVE = load_regime("directive")


def ends(case: CaseFacts) -> dict[DeadlineKind, object]:
    return {d.kind: d.at for d in deadlines(case)}


def fixed(case: CaseFacts) -> CaseFacts:
    """The case as it is once an action has recorded its terms."""
    return replace(case, fixed=in_force(case))


def test_the_directives_three_months() -> None:
    """Directive 2005/36/EC, article 51(2): three months from the complete file."""
    found = due(facts(regime=DIRECTIVE, submitted_at=utc(2026, 3, 2)))
    assert found is not None and found.day == date(2026, 6, 2)


@pytest.mark.parametrize(
    ("complete", "third", "fourth"),
    [
        (utc(2026, 3, 2), date(2026, 6, 2), date(2026, 7, 2)),
        (utc(2026, 12, 13), date(2027, 3, 15), date(2027, 4, 13)),  # 13 March is a Saturday
        (utc(2026, 11, 30), date(2027, 3, 1), date(2027, 3, 30)),  # 28 February: a Sunday
    ],
)
def test_an_extension_makes_the_term_longer_and_is_not_counted_from_its_moved_end(
    complete: datetime, third: date, fourth: date
) -> None:
    """Directive 2005/36/EC, article 51(2): three months, and one more: four from the whole file."""
    case = facts(regime=DIRECTIVE, submitted_at=complete)
    found = due(case)
    assert found is not None and found.day == third
    assert latest_new_date(case) == fourth


def test_a_pause_lengthens_an_extended_term_by_its_days_alone() -> None:
    paused = lisbon(PauseGround.VERIFICATION)
    asked = replace(
        request(RequestTo.AUTHORITY, asked_at=utc(2026, 3, 10)), received_at=utc(2026, 5, 29)
    )
    case = facts(regime=paused, requests=(asked,))
    found = due(case)
    assert found is not None and found.day == date(2026, 9, 20), "2 July and eighty days"
    assert latest_new_date(case) == date(2027, 1, 21), "2 November and eighty days"


def test_the_directives_month_of_acknowledgement() -> None:
    """Directive 2005/36/EC, article 51(1): within one month, and the office is reminded before."""
    case = facts(regime=DIRECTIVE, acknowledged_at=None)
    term = acknowledgement_term(case)
    assert term is not None and term.day == date(2026, 4, 2)
    found = ends(case)
    assert found[DeadlineKind.ACKNOWLEDGEMENT] == term.ends_at
    assert found[DeadlineKind.ACKNOWLEDGEMENT_NOTICE] == utc(2026, 3, 26, 0)
    assert derive(case).acknowledge_by == date(2026, 4, 2)
    said = facts(regime=DIRECTIVE)
    assert DeadlineKind.ACKNOWLEDGEMENT not in ends(said) and derive(said).acknowledge_by is None


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (utc(2026, 2, 3), date(2026, 5, 4)),  # 3 May is a Sunday
        (utc(2026, 1, 25), date(2026, 4, 27)),  # 25 April: a Saturday and a holiday
        (utc(2026, 9, 8), date(2026, 12, 9)),  # 8 December: a holiday on a Tuesday
        (utc(2026, 10, 1), date(2027, 1, 4)),  # New Year's Day, Friday, and the weekend after it
        (utc(2027, 11, 30), date(2028, 2, 29)),  # the leap day bears a term of a longer month
    ],
)
def test_a_term_that_ends_on_a_day_off_ends_with_the_next_working_day(
    start: object, last: date
) -> None:
    """Regulation (EEC, Euratom) 1182/71, article 3(4)."""
    case = facts(regime=DIRECTIVE, submitted_at=start, checklist=())
    found = due(case)
    assert found is not None and found.day == last
    assert found.ends_at == clock.end_of(last, ZONE)


def test_where_the_regime_does_not_say_so_a_term_ends_on_any_day() -> None:
    found = due(facts(submitted_at=utc(2026, 1, 2), checklist=()))
    assert found is not None and found.day == date(2026, 5, 2)  # a Saturday


def test_a_region_has_holidays_of_its_own() -> None:
    day = date(2026, 1, 6)  # Epiphany: in Bavaria, and not in Berlin
    assert clock.working_day_from(day, "DE", "BE") == day
    assert clock.working_day_from(day, "DE", "BY") == date(2026, 1, 7)
    assert clock.working_day_from(day, "DE", "no such region") == day


def test_a_week_ends_when_the_country_says() -> None:
    friday = date(2026, 3, 6)
    assert clock.working_day_from(friday, "PT") == friday
    assert clock.working_day_from(friday, "EG") == date(2026, 3, 8)


def _another_calendar(case: CaseFacts) -> CaseFacts:
    """The office moves to the other side of the world, with other holidays."""
    return replace(case, zone="Pacific/Auckland", office_country="NZ", office_subdivision="AUK")


@pytest.mark.parametrize("regime", [DIRECTIVE, lisbon(), lisbon(PauseGround.VERIFICATION)])
def test_another_calendar_moves_no_date_of_a_running_case(regime: Regime) -> None:
    answered = request(RequestTo.AUTHORITY, received_at=utc(2026, 3, 20))
    case = facts(
        regime=regime,
        requests=(answered,),
        claim=claim(active_at=utc(2026, 4, 1)),
        confirmed_at=None,
        acknowledged_at=None,
        delay_at=utc(2026, 3, 5),
        delay_until=utc(2026, 9, 1, 23),
    )
    moved = _another_calendar(fixed(case))
    assert ends(moved) == ends(case) and due(moved) == due(case)
    assert ends(_another_calendar(case)) != ends(case), "it would have moved them"


def test_a_holiday_that_a_new_release_knows_moves_no_recorded_date(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = facts(regime=DIRECTIVE)
    before = due(case)
    assert before is not None and before.day == date(2026, 6, 2)
    kept = fixed(case)
    monkeypatch.setattr(clock, "is_working_day", lambda day, *_: day != date(2026, 6, 2))
    assert due(kept) == before
    found = due(case)
    assert found is not None and found.day == date(2026, 6, 3), "a new case has the new holiday"


def test_a_new_fact_computes_the_date_anew() -> None:
    case = fixed(facts(regime=DIRECTIVE))
    taken_up = replace(case, reopened_at=utc(2026, 5, 4))
    found = due(taken_up)
    assert found is not None and found.day == date(2026, 8, 4)


def test_a_term_that_passed_does_not_pass_again_in_another_calendar() -> None:
    case = fixed(facts(regime=DIRECTIVE))
    passed = frozenset((d.kind, d.at) for d in deadlines(case))
    assert not list(deadlines(_another_calendar(replace(case, passed=passed))))


def test_the_standing_clock_says_so_and_goes_on_with_the_days_it_stood() -> None:
    """Directive 2005/36/EC knows no pause; a national regime does, on the grounds that it names."""
    regime = load_regime("national_two_months")
    waiting = request(RequestTo.AUTHORITY, asked_at=utc(2026, 3, 10))
    still = due(facts(regime=regime, requests=(waiting,)))
    assert still is not None and still.basis is DueBasis.PAUSED
    answered = replace(waiting, received_at=utc(2026, 3, 30))
    on = due(facts(regime=regime, requests=(answered,)))
    assert on == Due(
        date(2026, 5, 22), utc(2026, 5, 22, 23), DueBasis.COMPLETE_FILE, date(2026, 3, 2)
    )


def test_a_clock_that_ran_out_unnoticed_cannot_be_stopped_either() -> None:
    """A question after the last day stops nothing, also where nobody has written the day down."""
    late = request(RequestTo.AUTHORITY, asked_at=utc(2026, 7, 10))
    pausing = lisbon(PauseGround.VERIFICATION)
    ran_out = utc(2026, 7, 2, 23)
    for asked in (late, replace(late, received_at=utc(2026, 7, 18))):
        case = facts(regime=pausing, requests=(asked,))
        assert ends(case)[DeadlineKind.DECISION] == ran_out
        passed = frozenset((one.kind, one.at) for one in deadlines(case))
        assert not list(deadlines(replace(case, passed=passed))), "once written down, it is over"
        announced = {"delay_at": utc(2026, 6, 1), "delay_until": utc(2026, 8, 3, 23)}
        assert due(replace(case, **announced)) != due(facts(**announced)), "it still ran then"


def test_what_is_asked_while_the_clock_stands_still_keeps_it_standing() -> None:
    early = request(RequestTo.AUTHORITY, asked_at=utc(2026, 6, 1))
    late = request(RequestTo.AUTHORITY, asked_at=utc(2026, 7, 10))
    case = facts(regime=lisbon(PauseGround.VERIFICATION), requests=(early, late))
    assert standing_still(case) is PauseGround.VERIFICATION
    answered = replace(early, received_at=utc(2026, 7, 20))
    assert standing_still(replace(case, requests=(answered, late))) is PauseGround.VERIFICATION
    both = (answered, replace(late, received_at=utc(2026, 7, 30)))
    moved = due(replace(case, requests=both))
    assert moved is not None and moved.day == date(2026, 7, 2) + timedelta(days=59)


def test_a_clock_that_ran_out_cannot_be_stopped_any_more() -> None:
    """Lisbon Convention, article III.5: silence stays silence, whatever is asked after it."""
    regime = lisbon(PauseGround.VERIFICATION)
    ran_out = utc(2026, 7, 2, 23)
    late = request(RequestTo.AUTHORITY, asked_at=utc(2026, 7, 10))
    case = facts(
        regime=regime, requests=(late,), passed=frozenset({(DeadlineKind.DECISION, ran_out)})
    )
    found = due(case)
    assert found is not None
    assert (found.basis, found.ends_at) == (DueBasis.COMPLETE_FILE, ran_out)


def test_a_pause_moves_an_announced_date_too() -> None:
    regime = lisbon(PauseGround.VERIFICATION)
    asked = request(RequestTo.AUTHORITY, asked_at=utc(2026, 6, 1), received_at=utc(2026, 6, 11))
    case = facts(
        regime=regime,
        requests=(asked,),
        delay_at=utc(2026, 5, 20),
        delay_until=clock.end_of(date(2026, 8, 3), ZONE),
    )
    found = due(case)
    assert found is not None and found.day == date(2026, 8, 13)
    before = replace(case, delay_at=utc(2026, 6, 20))
    found = due(before)
    assert found is not None and found.day == date(2026, 8, 3), "what was over then is counted in"


def test_an_announced_date_that_a_pause_moved_ends_on_a_working_day() -> None:
    """Regulation 1182/71, article 3(4): the term that is moved is a term as before."""
    regime = lisbon(PauseGround.VERIFICATION).model_copy(update={"ends_on_working_day": True})
    asked = request(RequestTo.AUTHORITY, asked_at=utc(2026, 6, 1), received_at=utc(2026, 6, 13))
    until = clock.end_of(date(2026, 8, 3), ZONE)
    case = facts(regime=regime, requests=(asked,), delay_at=utc(2026, 5, 20), delay_until=until)
    found = due(case)
    assert found is not None and found.day == date(2026, 8, 17), "15 August: Saturday and holiday"
    on_sunday = clock.end_of(date(2026, 8, 9), ZONE)
    as_written = due(replace(case, requests=(), delay_until=on_sunday))
    assert as_written is not None and as_written.day == date(2026, 8, 9), "a day stays as written"


def test_the_time_to_object_ends_on_a_working_day_too() -> None:
    """Regulation 1182/71, article 3(4)."""
    asked = utc(2026, 4, 30, 9)  # seven days later: a Thursday
    end = terms.objection_end(facts(regime=DIRECTIVE), asked)
    assert clock.last_day(end, ZONE) == date(2026, 5, 7)
    before_easter = utc(2026, 3, 27, 9)  # Good Friday, and a weekend
    end = terms.objection_end(facts(regime=DIRECTIVE), before_easter)
    assert clock.last_day(end, ZONE) == date(2026, 4, 6)
    assert clock.last_day(terms.objection_end(facts(), before_easter), ZONE) == date(2026, 4, 3)


def test_a_term_can_be_counted_in_days() -> None:
    found = due(facts(regime=load_regime("national_sixty_days")))
    assert found is not None and found.day == SUBMITTED.date() + timedelta(days=60)


def test_reminders_stand_as_they_were_recorded() -> None:
    asked = request(reminders_at=(utc(2026, 3, 12, 0), utc(2026, 3, 25, 0)))
    case = _another_calendar(facts(requests=(asked,)))
    assert next_reminder(case, asked) == utc(2026, 3, 12, 0)
    assert next_reminder(case, replace(asked, reminders=2)) is None


def test_a_request_of_the_directive_ends_on_a_working_day() -> None:
    case = facts(regime=DIRECTIVE)
    end = terms.request_end(case, 30, utc(2026, 3, 26))  # 25 April, a Saturday and a holiday
    assert clock.last_day(end, ZONE) == date(2026, 4, 27)


def test_a_case_is_kept_as_long_as_the_regime_says() -> None:
    delivered = decision(utc(2026, 5, 4), letter_at=utc(2026, 5, 6))
    over = utc(2026, 6, 6, 23)
    assert erasure_term(facts(decisions=(delivered,))) is None, "it can still be appealed"
    closed = facts(decisions=(delivered,), passed=frozenset({(DeadlineKind.APPEAL, over)}))
    term = erasure_term(closed)
    assert term is not None and term.day == date(2036, 6, 7)
    appealed = replace(closed, appeals=(appeal(utc(2026, 6, 1), AppealKind.DECISION),))
    assert erasure_term(appealed) is None
    left = erasure_term(facts(withdrawn_at=utc(2026, 3, 9)))
    assert left is not None and left.day == date(2036, 3, 9)
    assert derive(closed).erase_at == term.ends_at


def test_more_time_runs_from_the_last_day_and_is_there_once_and_where_the_regime_gives_it() -> None:
    due_at = clock.end_of(date(2026, 4, 1), ZONE)
    open_ = replace(request(), due_at=due_at)
    end = terms.more_time_end(facts(), open_)
    assert end is not None and clock.last_day(end, ZONE) == date(2026, 5, 1)
    assert terms.more_time_end(facts(), replace(open_, extended_at=SUBMITTED)) is None
    assert terms.more_time_end(facts(), replace(open_, received_at=SUBMITTED)) is None
    assert terms.more_time_end(facts(), replace(open_, to=RequestTo.AUTHORITY)) is None
    regime = lisbon()
    short = regime.request_to_applicant.model_copy(update={"more_time_days": None})
    strict = regime.model_copy(update={"request_to_applicant": short})
    assert terms.more_time_end(facts(regime=strict), open_) is None
