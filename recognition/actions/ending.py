"""How the work on a case ends, and how it begins anew."""

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.store.tables import Claim, Request


def end_work(doing: Doing) -> None:
    """End the claim and close every request that still waits."""
    claim = doing.session.get(Claim, doing.case.id)
    if claim is not None:
        doing.session.delete(claim)
    for fact in doing.facts.requests:
        row = doing.session.get(Request, fact.id)
        if fact.waits and row is not None:
            row.cancelled_at = doing.at
            doing.event(EventKind.REQUEST_CANCELLED, row.id)


def take_up_again(doing: Doing) -> None:
    """Let a decided case be worked on again, with a new term of its own.

    A delay of the old term does not lengthen the new one; the timeline keeps what was announced.
    The new date is written to the applicant when the case is derived anew.
    """
    doing.case.reopened_at = doing.at
    doing.case.delay_at = doing.case.delay_until = None
    doing.case.delay_reason = ""
