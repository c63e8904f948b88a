"""What lawfully stops the decision clock: the grounds that the regime names, and no others."""

from collections.abc import Callable
from datetime import datetime

from recognition.domain.facts import CaseFacts, RequestFact
from recognition.domain.regime import PauseGround
from recognition.domain.vocabulary import DeadlineKind, RequestTo

_GROUNDS = {
    RequestTo.APPLICANT: PauseGround.REQUEST_TO_APPLICANT,
    RequestTo.AUTHORITY: PauseGround.VERIFICATION,
}


Stops = tuple[RequestFact, ...]
"""Requests that stop the clock, in the order in which they were asked."""


def stopping(facts: CaseFacts, ends: Callable[[Stops], datetime]) -> Stops:
    """The requests that the regime lets the clock stand still for.

    ``ends`` says when the term ends if these stop it: a clock that has run out cannot be stopped
    any more, whether somebody has written that down yet or not.
    """
    found: Stops = ()
    for asked_at, request in sorted(
        ((r.asked_at, r) for r in facts.requests if r.asked_at and _lawful(facts, r)),
        key=lambda pair: pair[0],
    ):
        if not any(one.waits for one in found) and asked_at >= ends(found):
            break
        found += (request,)
    return found


def pauses_since(stops: Stops, start: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """From when until when the clock stood still, for pauses that ended after ``start``."""
    found = []
    for request in stops:
        end = request.ended_at
        if end is not None and end > start:
            assert request.asked_at is not None
            found.append((max(request.asked_at, start), end))
    return tuple(sorted(found))


def ground_of(stops: Stops) -> PauseGround | None:
    """Why the clock stands still now, or ``None`` while it runs."""
    return next((_GROUNDS[one.to] for one in stops if one.waits), None)


def _lawful(facts: CaseFacts, request: RequestFact) -> bool:
    """Whether the regime names that ground, and no silence was written down before it was asked."""
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
