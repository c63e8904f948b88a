"""Complete file, due date, pauses, announced delays and reopened cases."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from recognition.domain import clock
from recognition.domain.case import derive
from recognition.domain.deadlines import (
    DueBasis,
    complete_at,
    deadlines,
    due,
    next_reminder,
    request_wake,
)
from recognition.domain.facts import CaseFacts, ChecklistFact, DecisionFact
from recognition.domain.regime import PauseGround
from recognition.domain.verbs import VerbName
from recognition.domain.vocabulary import (
    AppealKind,
    ConditionKind,
    DeadlineKind,
    RequestTo,
    Role,
    Stage,
)
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

LATER, LAST = utc(2026, 3, 9), utc(2026, 3, 20)


def items(*settled: object) -> tuple[ChecklistFact, ...]:
    """Required items settled at those moments, with a helpful one that nobody gives."""
    required = [
        ChecklistFact(f"item{n}", True, moment)  # type: ignore[arg-type]
        for n, moment in enumerate(settled)
    ]
    return (*required, ChecklistFact("helpful", False, None))


def kinds(case: CaseFacts) -> set[DeadlineKind]:
    return {deadline.kind for deadline in deadlines(case)}


def test_a_draft_has_no_dates() -> None:
    draft = facts(submitted_at=None)
    assert complete_at(draft) is None and due(draft) is None and not list(deadlines(draft))


def test_complete_with_the_last_required_item() -> None:
    """Lisbon Convention, article III.5: counted from the moment the file is complete."""
    assert complete_at(facts(checklist=items(SUBMITTED, LATER, LAST))) == LAST
    assert complete_at(facts(checklist=items(SUBMITTED, None))) is None


def test_complete_at_submission_when_all_was_given_before() -> None:
    assert complete_at(facts(checklist=items(utc(2026, 2, 1)))) == SUBMITTED


def test_from_the_first_day_there_is_a_date_if_nothing_is_missing() -> None:
    found = due(facts(checklist=items(LATER, None)))
    assert found is not None
    assert (found.basis, found.day) == (DueBasis.IF_NOTHING_IS_MISSING, date(2026, 7, 9))
    whole = due(facts(checklist=items(LATER)))
    assert whole is not None
    assert (whole.basis, whole.day, whole.counted_from) == (
        DueBasis.COMPLETE_FILE,
        date(2026, 7, 9),
        date(2026, 3, 9),
    )
    assert whole.ends_at == utc(2026, 7, 9, 23)  # 24:00 in Lisbon's summer


def test_an_expiry_settles_what_was_asked_for() -> None:
    """No expiry leads to a refusal by itself: the clock starts with what there is."""
    asked = request(RequestTo.APPLICANT, "item0", completes_file=True)
    assert complete_at(facts(checklist=items(None), requests=(asked,))) is None
    expired = replace(asked, expired_at=LATER)
    assert complete_at(facts(checklist=items(None), requests=(expired,))) == LATER


def test_a_paper_that_comes_after_the_expiry_moves_no_date() -> None:
    asked = request(
        RequestTo.APPLICANT, "item0", completes_file=True, expired_at=LATER, received_at=LAST
    )
    assert complete_at(facts(checklist=items(LAST), requests=(asked,))) == LATER


def test_answers_in_part_complete_the_file_when_the_request_ends() -> None:
    asked = request(RequestTo.APPLICANT, "item0", "item1", completes_file=True)
    assert complete_at(facts(checklist=items(LATER, None), requests=(asked,))) is None
    expired = replace(asked, expired_at=LAST)
    assert complete_at(facts(checklist=items(LATER, None), requests=(expired,))) == LAST
    received = replace(asked, received_at=LAST)
    assert complete_at(facts(checklist=items(LATER, None), requests=(received,))) == LAST


def test_a_paper_named_in_time_reopens_completeness_until_it_comes() -> None:
    """Directive 2005/36/EC, article 51(1): the missing documents are named within the term."""
    asked = request(RequestTo.APPLICANT, "a better scan", completes_file=True)
    waiting = facts(requests=(asked,))
    assert complete_at(waiting) is None
    assert DeadlineKind.DECISION not in kinds(waiting)
    assert complete_at(facts(requests=(replace(asked, received_at=LAST),))) == LAST
    assert complete_at(facts(requests=(replace(asked, expired_at=LAST),))) == LAST


def test_a_request_that_was_not_needed_after_all_moves_no_date() -> None:
    asked = request(RequestTo.APPLICANT, "a scan", completes_file=True, cancelled_at=LAST)
    assert complete_at(facts(requests=(asked,))) == SUBMITTED


def test_a_later_request_stops_no_clock() -> None:
    later = request(RequestTo.APPLICANT, "something", opened_at=LAST, asked_at=LAST)
    assert complete_at(facts(requests=(later,))) == SUBMITTED
    assert due(facts(requests=(later,))) == due(facts())


@pytest.mark.parametrize("to", RequestTo)
def test_waiting_pauses_nothing_under_lisbon(to: RequestTo) -> None:
    asked = request(to, received_at=SUBMITTED + timedelta(days=20))
    assert due(facts(requests=(asked,))) == due(facts())


@pytest.mark.parametrize(
    ("ground", "to"),
    [
        (PauseGround.VERIFICATION, RequestTo.AUTHORITY),
        (PauseGround.REQUEST_TO_APPLICANT, RequestTo.APPLICANT),
    ],
)
def test_a_pause_only_on_the_grounds_that_the_regime_names(
    ground: PauseGround, to: RequestTo
) -> None:
    plain = due(facts())
    assert plain is not None
    for asked_of in RequestTo:
        asked = request(asked_of, received_at=SUBMITTED + timedelta(days=20))
        found = due(facts(regime=lisbon(ground), requests=(asked,)))
        assert found is not None
        assert found.day == plain.day + timedelta(days=20 if asked_of is to else 0)
        assert found.ends_at == clock.end_of(found.day, ZONE)


def test_two_pauses_at_once_are_one() -> None:
    one = request(RequestTo.AUTHORITY, received_at=SUBMITTED + timedelta(days=20))
    other = request(
        RequestTo.AUTHORITY,
        asked_at=SUBMITTED + timedelta(days=10),
        expired_at=SUBMITTED + timedelta(days=30),
    )
    found = due(facts(regime=lisbon(PauseGround.VERIFICATION), requests=(one, other)))
    assert found is not None and found.day == date(2026, 7, 2) + timedelta(days=30)


def test_a_pause_before_the_clock_began_lengthens_nothing() -> None:
    asked = request(RequestTo.AUTHORITY, received_at=utc(2026, 3, 19))
    case = facts(regime=lisbon(PauseGround.VERIFICATION), requests=(asked,), checklist=items(LAST))
    found = due(case)
    assert found is not None and found.day == date(2026, 7, 20)


def test_a_pause_across_the_change_of_clocks_still_ends_at_24() -> None:
    winter = utc(2026, 9, 1)
    asked = request(RequestTo.AUTHORITY, asked_at=winter, received_at=utc(2026, 10, 1))
    case = facts(
        submitted_at=utc(2026, 6, 20),
        checklist=items(),
        regime=lisbon(PauseGround.VERIFICATION),
        requests=(asked,),
    )
    found = due(case)
    assert found is not None
    assert found.day == date(2026, 11, 19) and found.ends_at == utc(2026, 11, 20, 0)


def test_while_the_clock_stands_still_no_silence_can_begin() -> None:
    waiting = request(RequestTo.AUTHORITY)
    case = facts(regime=lisbon(PauseGround.VERIFICATION), requests=(waiting,))
    found = due(case)
    assert found is not None and found.basis is DueBasis.PAUSED
    assert DeadlineKind.DECISION not in kinds(case)
    assert DeadlineKind.DECISION in kinds(facts(requests=(waiting,)))


def test_an_announced_delay_moves_the_date_and_says_so() -> None:
    """Revised Recommendation (2010): a delay is told with its reason and a new date."""
    until = clock.end_of(date(2026, 8, 3), ZONE)
    found = due(facts(delay_until=until))
    assert found is not None
    assert (found.day, found.basis) == (date(2026, 8, 3), DueBasis.ANNOUNCED_DELAY)
    shorter = due(facts(delay_until=clock.end_of(date(2026, 5, 1), ZONE)))
    assert shorter == due(facts())


def granted_silence(**more: Any) -> CaseFacts:
    lodged = appeal(utc(2026, 7, 5), AppealKind.SILENCE)
    granted = replace(lodged, decided_at=utc(2026, 7, 10), granted=True)
    passed = frozenset({(DeadlineKind.DECISION, utc(2026, 7, 2, 23))})
    return facts(appeals=(granted,), passed=passed, **more)


def test_a_granted_appeal_against_silence_sets_the_day_of_the_decision() -> None:
    """Lisbon Convention, article III.5: the regime says how long the office has from then on."""
    case = granted_silence()
    found = due(case)
    assert found is not None
    assert (found.day, found.basis) == (date(2026, 8, 10), DueBasis.APPEAL_GRANTED)
    assert found.counted_from == date(2026, 7, 10)
    ahead = {one.kind: one.at for one in deadlines(case)}
    assert ahead[DeadlineKind.DECISION] == utc(2026, 8, 10, 23)
    assert ahead[DeadlineKind.DELAY_NOTICE] == utc(2026, 7, 26, 23)
    denied = tuple(replace(one, granted=False) for one in case.appeals)
    assert due(replace(case, appeals=denied)) == due(facts())


def test_nothing_moves_the_day_that_a_granted_appeal_has_set() -> None:
    late = clock.end_of(date(2026, 10, 1), ZONE)
    waiting = request(RequestTo.AUTHORITY, opened_at=utc(2026, 7, 12), asked_at=utc(2026, 7, 12))
    pausing = lisbon(PauseGround.VERIFICATION)
    for case in (
        granted_silence(delay_until=late, delay_at=utc(2026, 7, 4)),
        granted_silence(regime=pausing, requests=(waiting,)),
    ):
        found = due(case)
        assert found is not None and found.day == date(2026, 8, 10)
        assert DeadlineKind.DECISION in kinds(case)
        assert VerbName.ANNOUNCE_DELAY not in derive(case).allowed[Role.ASSESSOR]


def test_a_regime_without_that_term_sets_no_date_and_a_new_round_has_its_own() -> None:
    silent = lisbon().model_copy(update={"after_silence": None})
    assert due(granted_silence(regime=silent)) == due(facts())
    anew = granted_silence(decisions=(decision(),), reopened_at=utc(2026, 9, 1))
    found = due(anew)
    assert found is not None and found.basis is DueBasis.COMPLETE_FILE


def with_test(**more: Any) -> DecisionFact:
    return decision(test_day=date(2026, 11, 4), test_notice_days=30, **more)


def test_the_last_day_of_an_aptitude_test_is_a_deadline_with_a_reminder() -> None:
    """Directive 2005/36/EC, article 14(7): the test is possible within six months."""
    case = facts(decisions=(with_test(),))
    ahead = {one.kind: one.at for one in deadlines(case)}
    assert ahead[DeadlineKind.APTITUDE_TEST] == utc(2026, 11, 5, 0)
    assert ahead[DeadlineKind.APTITUDE_TEST_NOTICE] == utc(2026, 10, 4, 23)
    chosen = replace(case, decisions=(with_test(measure=ConditionKind.APTITUDE_TEST),))
    assert kinds(chosen) == kinds(case)


@pytest.mark.parametrize(
    "standing",
    [
        with_test(measure=ConditionKind.ADAPTATION_PERIOD),
        with_test(letter_at=None),
        decision(test_day=date(2026, 11, 4)),
        decision(),
    ],
)
def test_where_no_test_waits_nobody_is_reminded_of_one(standing: DecisionFact) -> None:
    """Directive 2005/36/EC, article 14(2).

    Chosen otherwise, not delivered yet, decided by an earlier release, or none asked for.
    """
    assert not {DeadlineKind.APTITUDE_TEST, DeadlineKind.APTITUDE_TEST_NOTICE} & kinds(
        facts(decisions=(standing,))
    )


def test_a_closed_case_waits_for_the_test_and_for_nothing_else() -> None:
    over = (DeadlineKind.APPEAL, utc(2026, 6, 4, 23))
    case = facts(decisions=(with_test(),), passed=frozenset({over}))
    derived = derive(case)
    assert derived.stage is Stage.CLOSED
    assert (derived.wake_at, derived.wake_reason) == (
        utc(2026, 10, 4, 23),
        DeadlineKind.APTITUDE_TEST_NOTICE,
    )
    both = {(one.kind, one.at) for one in deadlines(case)}
    done = replace(case, passed=frozenset({over} | both))
    assert derive(done).wake_at is None and derive(done).stage is Stage.CLOSED
    anew = replace(case, reopened_at=utc(2026, 7, 1))
    assert DeadlineKind.APTITUDE_TEST not in kinds(anew)


def test_a_reopened_case_has_a_term_of_its_own() -> None:
    case = facts(reopened_at=utc(2026, 6, 15), decisions=(decision(),))
    found = due(case)
    assert found is not None
    assert (found.counted_from, found.day) == (date(2026, 6, 15), date(2026, 10, 15))
    assert DeadlineKind.APPEAL not in kinds(case)


def test_notice_and_silence_lie_ahead_of_a_complete_file() -> None:
    found = {d.kind: d.at for d in deadlines(facts(confirmed_at=None, claim=claim()))}
    assert found == {
        DeadlineKind.CONFIRMATION: utc(2026, 3, 17, 0),
        DeadlineKind.DELAY_NOTICE: utc(2026, 6, 17, 23),
        DeadlineKind.DECISION: utc(2026, 7, 2, 23),
        DeadlineKind.CLAIM: utc(2026, 3, 10, 0),
    }


def test_a_deadline_that_was_recorded_does_not_come_again() -> None:
    case = facts()
    passed = frozenset((d.kind, d.at) for d in deadlines(case))
    assert not list(deadlines(replace(case, passed=passed)))


def test_each_act_of_the_assessor_moves_the_end_of_the_claim() -> None:
    active = facts(claim=claim(active_at=utc(2026, 4, 1)))  # 3 April is Good Friday
    assert {d.at for d in deadlines(active) if d.kind is DeadlineKind.CLAIM} == {
        utc(2026, 4, 9, 23)
    }


def test_the_term_of_appeal_begins_with_the_letter() -> None:
    """Counted from delivery: what was not delivered cannot be appealed too late."""
    signed = decision(utc(2026, 5, 4), letter_at=None)
    assert kinds(facts(decisions=(signed,))) == set()
    sent = replace(signed, letter_at=utc(2026, 5, 6))
    assert [d.at for d in deadlines(facts(decisions=(sent,)))] == [utc(2026, 6, 6, 23)]


def test_an_ended_case_waits_for_nothing() -> None:
    for field in ("withdrawn_at", "erased_at"):
        assert not list(deadlines(facts(**{field: LATER})))


def test_an_appeal_against_silence_leaves_the_terms_as_they_were() -> None:
    case = facts(appeals=(appeal(utc(2026, 7, 5), AppealKind.SILENCE),))
    assert due(case) == due(facts())


def test_reminders_come_on_their_days_and_the_end_after_them() -> None:
    asked = request()
    case = facts(requests=(asked,))
    assert request_wake(case, asked) == utc(2026, 3, 12, 0)
    assert next_reminder(case, replace(asked, reminders=1)) == utc(2026, 3, 25, 0)
    last = replace(asked, reminders=2)
    assert next_reminder(case, last) is None
    assert request_wake(case, last) == asked.due_at
    assert request_wake(case, replace(asked, received_at=LATER)) is None


def test_an_announced_question_waits_for_the_end_of_the_time_to_object() -> None:
    until = utc(2026, 3, 10, 0)
    announced = request(RequestTo.AUTHORITY, asked_at=None, due_at=None, objection_until=until)
    assert request_wake(facts(), announced) == until
    assert next_reminder(facts(), announced) is None
