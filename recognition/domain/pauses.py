"""What lawfully stops the decision clock: the grounds that the regime names, and no others."""

from datetime import datetime

from recognition.domain.facts import CaseFacts, RequestFact
from recognition.domain.regime import PauseGround
from recognition.domain.vocabulary import DeadlineKind, RequestTo

_GROUNDS = {
    RequestTo.APPLICANT: PauseGround.REQUEST_TO_APPLICANT,
    RequestTo.AUTHORITY: PauseGround.VERIFICATION,
}


def pauses_since(facts: CaseFacts, start: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """From when until when the clock stood still, for pauses that ended after ``start``."""
    found = []
    for request in facts.requests:
        end = request.ended_at
        if end is not None and end > start and _pauses(facts, request):
            assert request.asked_at is not None
            found.append((max(request.asked_at, start), end))
    return tuple(sorted(found))


def standing_still(facts: CaseFacts) -> PauseGround | None:
    """Why the clock stands still now, or ``None`` while it runs."""
    return next(
        (_GROUNDS[r.to] for r in facts.requests if r.waits and _pauses(facts, r)),
        None,
    )


def _pauses(facts: CaseFacts, request: RequestFact) -> bool:
    """Whether the regime lets the clock stand still while this is answered.

    A clock that has run out cannot be stopped any more: silence stays silence.
    """
    if _GROUNDS[request.to] not in facts.regime.decision.pauses or request.completes_file:
        return False
    if request.asked_at is None:
        return False
    return all(request.asked_at < ran_out for ran_out in missed(facts))


def missed(facts: CaseFacts) -> tuple[datetime, ...]:
    """The ends of the decision's term that the office let pass since it last took the case up."""
    return tuple(
        at
        for kind, at in facts.passed
        if kind is DeadlineKind.DECISION and (not facts.reopened_at or at > facts.reopened_at)
    )
