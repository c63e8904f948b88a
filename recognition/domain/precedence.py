"""Who is taken up first: people whose papers cannot be had because they fled.

The Lisbon Convention, article VII, has them assessed "fairly and expeditiously", even where no
document proves the qualification. No date of the law moves by it, nor anybody's right.
"""

from datetime import datetime, timedelta

from recognition.domain.deadlines import Due
from recognition.domain.facts import CaseFacts
from recognition.domain.vocabulary import CannotBeHadReason

DISPLACED = frozenset({CannotBeHadReason.WAR_OR_DISPLACEMENT, CannotBeHadReason.DANGER})
"""Reasons why a paper cannot be had that refugees and people in a like situation give."""


def queue_at(facts: CaseFacts, due: Due | None) -> datetime | None:
    """By which moment lists order the case; ``None`` without a date.

    That is its due date, or as many days before it as the regime gives those who fled.
    """
    if due is None:
        return None
    precedence = facts.regime.precedence
    if precedence is None or not facts.displaced:
        return due.ends_at
    return due.ends_at - timedelta(days=precedence.days)
