"""A regime: the terms that a law sets for the procedure, as validated data.

Every number of the law stands in a regime file (``recognition/data/regimes``), with its source;
the regime that applies is snapshotted into a case when it is submitted.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class PauseGround(StrEnum):
    """What may lawfully stop the decision clock, where the regime's data says so."""

    REQUEST_TO_APPLICANT = "request_to_applicant"
    VERIFICATION = "verification"


Days = Annotated[int, Field(ge=1, le=3660)]
Months = Annotated[int, Field(ge=1, le=120)]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DecisionTerm(_Record):
    """How long the office has from the complete file, and what may stop or lengthen it."""

    months: Months
    source: str
    pauses: tuple[PauseGround, ...] = ()
    delay_notice_days: Days
    extension_max_months: Months


class RequestTerm(_Record):
    """How long somebody has for an answer (days), and on which days a reminder goes out."""

    days: Days
    reminder_days: tuple[Days, ...]
    more_time_days: Days | None = None
    source: str


class Regime(_Record):
    """The terms of one legal regime.

    ``version`` names the edition of the data; a case keeps the one it was submitted under.
    """

    id: str
    version: str
    name: str
    source: str
    decision: DecisionTerm
    acknowledgement_days: Days
    confirmation_days: Days
    request_to_applicant: RequestTerm
    request_to_authority: RequestTerm
    objection_days: Days
    claim_lapse_working_days: Days
    appeal_months: Months
    draft_days: Days
    draft_notice_days: Days
    keep_closed_years: Annotated[int, Field(ge=1, le=100)]
