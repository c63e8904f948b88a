"""Whether the terms of a regime go together: each may be possible, and all of them not.

Judged when an office's file is read, never for the snapshot of a case, which stays as it was.
"""

from collections.abc import Iterator

from recognition.domain.regime import Regime, Term

SHORTEST_MONTH = 28
SHORTEST_YEAR = 365


def incoherent(regime: Regime) -> Iterator[str]:
    """What does not go together, each as a sentence that begins with the key at fault."""
    decision, acknowledged = regime.decision, regime.acknowledgement
    if decision.extension_max_months and not decision.extension_source:
        yield (
            "decision.extension_max_months lengthens the term without an extension_source that "
            "allows it: name the law, or write 0"
        )
    if decision.delay_notice_days >= _shortest(decision):
        yield "decision.delay_notice_days does not lie within the term of the decision"
    if acknowledged.notice_days >= _shortest(acknowledged):
        yield "acknowledgement.notice_days does not lie within the term of acknowledgement"
    if regime.erasure_notice_days >= regime.keep_closed_years * SHORTEST_YEAR:
        yield "erasure_notice_days does not lie within keep_closed_years"
    yield from _questions(regime)


def _questions(regime: Regime) -> Iterator[str]:
    """Who agrees to a question at once lets it go out before the time to object is over.

    What is due of it then is looked at when that time is over, so nothing may be due before.
    """
    asked = regime.request_to_authority
    if regime.objection_days >= min((asked.days, *asked.reminder_days)):
        yield (
            "objection_days must be shorter than the time until the first of reminder_days in "
            "request_to_authority, and than its days"
        )


def _shortest(term: Term) -> int:
    return term.days if term.days else (term.months or 0) * SHORTEST_MONTH
