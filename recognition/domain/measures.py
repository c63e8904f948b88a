"""Compensation measures: what may be asked of a holder, for how long, and whose choice it is.

Directive 2005/36/EC, article 14: an adaptation period of limited length or an aptitude test,
normally as the applicant chooses. The limits are data (``recognition/data/compensation.toml``);
a decision takes along those that it was proposed under.
"""

from datetime import date
from typing import Annotated

from pydantic import Field

from recognition.domain.texts import Record
from recognition.domain.vocabulary import ConditionKind

TO_CHOOSE_FROM = (ConditionKind.ADAPTATION_PERIOD, ConditionKind.APTITUDE_TEST)
"""The two measures between which the applicant chooses."""


def choice_over(test_day: date | None, today: date) -> bool:
    """Whether the time to choose is over: it ends with the last day of the test.

    The office offers the test within that time and no longer (2005/36/EC, article 14(7)), so that
    afterwards there is nothing left to choose from, until it takes the case up again. A decision
    that names no such day (of an earlier release) sets no term.
    """
    return test_day is not None and today > test_day


class CompensationTerms(Record):
    """How long an adaptation period may last, and within what time a test is offered (months).

    ``aptitude_test_notice_days`` before the last day of that time holder and office are reminded;
    terms of an earlier release have none, and remind of nothing. ``adaptation_notice_days`` before
    the last day of an adaptation period they are reminded of that: those in force when its
    beginning is recorded.
    """

    version: str
    source: str
    adaptation_max_months: Annotated[int, Field(ge=1, le=120)]
    aptitude_test_months: Annotated[int, Field(ge=1, le=60)]
    aptitude_test_notice_days: Annotated[int, Field(ge=1, le=366)] | None = None
    adaptation_notice_days: Annotated[int, Field(ge=1, le=366)] | None = None
