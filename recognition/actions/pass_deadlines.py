"""Writes down every deadline of the case that has passed: itself a fact."""

from collections.abc import Callable

from recognition.actions.doing import Doing
from recognition.domain.deadlines import deadlines
from recognition.domain.events import EventKind
from recognition.domain.verbs import PassDeadlines
from recognition.domain.vocabulary import DeadlineKind
from recognition.store.outbox import MailKind
from recognition.store.tables import Claim, DeadlinePassed


def pass_deadlines(doing: Doing, _verb: PassDeadlines) -> None:
    """Record each passed deadline once, with its consequence; none of them refuses anything."""
    passed = sorted((d for d in deadlines(doing.facts) if d.at <= doing.at), key=lambda d: d.at)
    for deadline in passed:
        doing.session.add(
            DeadlinePassed(
                case_id=doing.case.id, kind=deadline.kind, due_at=deadline.at, at=doing.at
            )
        )
        _CONSEQUENCES[deadline.kind](doing)


def _confirmation(doing: Doing) -> None:
    doing.event(EventKind.CONFIRMATION_TERM_ENDED)


def _delay_notice(doing: Doing) -> None:
    """The office is reminded to announce a delay with a new date, if there will be one."""
    doing.event(EventKind.DELAY_NOTICE_DUE)
    claim = doing.facts.claim
    if claim is not None:
        doing.mail(MailKind.DELAY_NOTICE, to=claim.assessor_id)


def _decision(doing: Doing) -> None:
    """Silence: from now on the applicant can appeal it (Lisbon Convention, article III.5)."""
    doing.event(EventKind.DECISION_OVERDUE)
    doing.mail(MailKind.SILENCE)


def _claim(doing: Doing) -> None:
    row = doing.session.get(Claim, doing.case.id)
    if row is not None:
        doing.event(EventKind.CLAIM_LAPSED, row.assessor_id)
        doing.session.delete(row)


def _appeal(doing: Doing) -> None:
    doing.event(EventKind.APPEAL_TERM_ENDED)


_CONSEQUENCES: dict[DeadlineKind, Callable[[Doing], None]] = {
    DeadlineKind.CONFIRMATION: _confirmation,
    DeadlineKind.DELAY_NOTICE: _delay_notice,
    DeadlineKind.DECISION: _decision,
    DeadlineKind.CLAIM: _claim,
    DeadlineKind.APPEAL: _appeal,
}
