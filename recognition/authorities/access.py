"""Whether an authority may see a case: only on a recorded ground."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.domain import clock
from recognition.rules import Rules
from recognition.store.tables import Authority, Case, Consent

_NO_CASE = UUID(int=0)


class GroundKind(StrEnum):
    """What lets an authority see a case."""

    CONSENT = "consent"
    LAW = "law"


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground; ``id`` is that of the consent, or of the office's legal ground."""

    kind: GroundKind
    id: str

    def __str__(self) -> str:
        """The ground as it is recorded with a look-up: ``consent:<id>`` or ``law:<id>``."""
        return f"{self.kind}:{self.id}"


def may_see(
    session: Session, authority: Authority, case: Case | None, at: datetime, rules: Rules
) -> Ground | None:
    """The ground on which ``authority`` may see ``case`` at the moment ``at``; ``None`` for none.

    The holder's consent comes first: given, not withdrawn, its last day not over in the office's
    zone. Then a legal ground that was set for the authority and still stands in the office's file.
    A draft and an erased case are nobody's to see. An unknown case (``None``) asks the database
    the same questions, so that it takes as long as a case that may not be seen.
    """
    consents = session.scalars(
        select(Consent)
        .where(
            Consent.case_id == (case.id if case else _NO_CASE),
            Consent.authority_id == authority.id,
        )
        .order_by(Consent.id.desc())
    ).all()
    if case is None or case.submitted_at is None or case.erased_at is not None:
        return None
    for consent in consents:
        if consent_in_force(consent, at, rules.zone):
            return Ground(GroundKind.CONSENT, str(consent.id))
    return _legal_ground(authority, rules)


def consent_in_force(consent: Consent, at: datetime, zone: str) -> bool:
    """Whether a consent holds at the moment ``at``; it ends with its last day in ``zone``."""
    given = consent.given_at <= at
    withdrawn = consent.withdrawn_at is not None and consent.withdrawn_at <= at
    return given and not withdrawn and clock.legal_day(at, zone) <= consent.until


def _legal_ground(authority: Authority, rules: Rules) -> Ground | None:
    for ground in rules.office.legal_grounds:
        if ground.id in authority.legal_grounds:
            return Ground(GroundKind.LAW, ground.id)
    return None
