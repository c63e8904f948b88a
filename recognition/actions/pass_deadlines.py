"""Writes down every deadline of the case that has passed: itself a fact."""

from collections.abc import Callable
from datetime import date

from recognition.actions.adaptation import known
from recognition.actions.doing import Doing
from recognition.domain import clock
from recognition.domain.adaptation import last_day
from recognition.domain.deadlines import (
    Deadline,
    DueBasis,
    acknowledgement_term,
    deadlines,
    due,
)
from recognition.domain.events import EventKind
from recognition.domain.verbs import PassDeadlines
from recognition.domain.vocabulary import DeadlineKind
from recognition.store.outbox import MailKind
from recognition.store.tables import Claim, DeadlinePassed


def pass_deadlines(doing: Doing, _verb: PassDeadlines) -> None:
    """Record each passed deadline once, with its consequence; none of them refuses anything."""
    for deadline in _passed(doing):
        _record(doing, deadline)
        _CONSEQUENCES[deadline.kind](doing)


def note_silence(doing: Doing, *, tell: bool) -> None:
    """Record that the day of the decision has passed before something else takes its place.

    An act may come before the timer does: in the first second of the next day, or after a worker
    was away. ``tell`` the applicant, unless what comes says it all.
    """
    for deadline in _passed(doing):
        if deadline.kind is DeadlineKind.DECISION:
            _record(doing, deadline)
            _decision(doing, tell=tell)


def _passed(doing: Doing) -> list[Deadline]:
    """What has passed and is not recorded, oldest first."""
    return sorted((d for d in deadlines(doing.facts) if d.at <= doing.at), key=lambda d: d.at)


def _record(doing: Doing, passed: Deadline) -> None:
    doing.session.add(
        DeadlinePassed(case_id=doing.case.id, kind=passed.kind, due_at=passed.at, at=doing.at)
    )


def _confirmation(doing: Doing) -> None:
    doing.event(EventKind.CONFIRMATION_TERM_ENDED)


def _delay_notice(doing: Doing) -> None:
    """The office is reminded to announce a delay with a new date, if there will be one.

    A day that a granted appeal against silence has set cannot be moved: it is told just that.
    """
    doing.event(EventKind.DELAY_NOTICE_DUE)
    found = due(doing.facts)
    ordered = found is not None and found.basis is DueBasis.APPEAL_GRANTED
    kind = MailKind.ORDERED_NOTICE if ordered else MailKind.DELAY_NOTICE
    doing.remind_office(kind, day=found.day if found else None)


def _acknowledgement_notice(doing: Doing) -> None:
    """The office is reminded to say what is missing, while it can still stop the clock."""
    doing.event(EventKind.ACKNOWLEDGEMENT_DUE)
    term = acknowledgement_term(doing.facts)
    doing.remind_office(MailKind.ACKNOWLEDGEMENT_NOTICE, day=term.day if term else None)


def _acknowledgement(doing: Doing) -> None:
    """From now on a missing paper moves no date; the application counts as whole."""
    doing.event(EventKind.ACKNOWLEDGEMENT_OVERDUE)
    doing.remind_office(MailKind.ACKNOWLEDGEMENT_NOTICE)


def _decision(doing: Doing, *, tell: bool = True) -> None:
    """Silence: from now on the applicant can appeal it (Lisbon Convention, article III.5)."""
    doing.event(EventKind.DECISION_OVERDUE)
    if tell:
        doing.mail(MailKind.SILENCE)


def _claim(doing: Doing) -> None:
    row = doing.session.get(Claim, doing.case.id)
    if row is not None:
        doing.event(EventKind.CLAIM_LAPSED, row.assessor_id)
        doing.session.delete(row)


def _appeal(doing: Doing) -> None:
    doing.event(EventKind.APPEAL_TERM_ENDED)


def _test_notice(doing: Doing) -> None:
    """Holder and office are reminded while there is time (2005/36/EC, article 14(7)).

    Nobody is told that a day comes near which is over: a test counted as passed by mistake.
    """
    standing = doing.facts.standing_decision
    day = standing.test_day if standing else None
    assert day is not None, "only a decision with such a day has the deadline"
    doing.event(EventKind.APTITUDE_TEST_NEAR, day=day.isoformat())
    if clock.end_of(day, doing.facts.zone) > doing.at:
        doing.mail(MailKind.TEST_NOTICE, day=day)
        doing.remind_office(MailKind.TEST_TO_OFFER, day=day)


def _test_over(doing: Doing) -> None:
    """The time for the test is over, and that is all: the decision stays as it is."""
    doing.event(EventKind.APTITUDE_TEST_TERM_ENDED)
    doing.mail(MailKind.TEST_TERM_ENDED)


def _adaptation_notice(doing: Doing) -> None:
    """Holder and office are reminded of the end, and of the assessment (article 3(1)(g)).

    Nobody is told that an end comes near which is over: its beginning was recorded late.
    """
    day = _last_day_of_practice(doing)
    doing.event(EventKind.ADAPTATION_NEAR, day=day.isoformat())
    if clock.end_of(day, doing.facts.zone) > doing.at:
        doing.mail(MailKind.ADAPTATION_NOTICE, day=day)
        doing.remind_office(MailKind.ADAPTATION_ENDS, day=day)


def _adaptation_over(doing: Doing) -> None:
    """The period is over, and that is all: its assessment is the office's to record."""
    doing.event(EventKind.ADAPTATION_ENDED)
    doing.mail(MailKind.ADAPTATION_OVER)
    doing.remind_office(MailKind.ADAPTATION_TO_ASSESS)


def _last_day_of_practice(doing: Doing) -> date:
    period = known(doing)
    return last_day(period.first_day, period.months)


_CONSEQUENCES: dict[DeadlineKind, Callable[[Doing], None]] = {
    DeadlineKind.CONFIRMATION: _confirmation,
    DeadlineKind.ACKNOWLEDGEMENT_NOTICE: _acknowledgement_notice,
    DeadlineKind.ACKNOWLEDGEMENT: _acknowledgement,
    DeadlineKind.DELAY_NOTICE: _delay_notice,
    DeadlineKind.DECISION: _decision,
    DeadlineKind.CLAIM: _claim,
    DeadlineKind.APPEAL: _appeal,
    DeadlineKind.APTITUDE_TEST_NOTICE: _test_notice,
    DeadlineKind.APTITUDE_TEST: _test_over,
    DeadlineKind.ADAPTATION_NOTICE: _adaptation_notice,
    DeadlineKind.ADAPTATION: _adaptation_over,
}
