"""What the verify page tells of a letter: whether it stands, and what the holder lets it say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from recognition.domain.events import EventKind
from recognition.domain.vocabulary import ReopenGround, VerifyShown
from recognition.store.store import Store
from recognition.store.tables import Case, Decision, Event


class LetterStanding(StrEnum):
    """Whether a letter is the one that counts."""

    VALID = "valid"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class VerifiedLetter:
    """A letter of this office; ``shown`` is empty unless its holder lets the page say more."""

    reference: str
    version: int
    signed_at: datetime
    sha256: str | None
    standing: LetterStanding
    shown: Mapping[VerifyShown, str]


def verify_letter(store: Store, code: str) -> VerifiedLetter | None:
    """The letter behind a code (in its written form); ``None`` if this office wrote none such."""
    with store.reading() as session:
        row = session.execute(
            select(Decision, Case)
            .join(Case, Case.id == Decision.case_id)
            .where(Decision.code == code)
        ).one_or_none()
        if row is None:
            return None
        decision, case = row
        newest = session.scalar(
            select(func.max(Decision.version)).where(Decision.case_id == case.id)
        )
        standing = LetterStanding.VALID
        if case.reopened_at and case.reopened_at >= decision.signed_at:
            in_favour = _since_fulfilled(session, case)
            standing = LetterStanding.VALID if in_favour else LetterStanding.REVOKED
        if newest != decision.version:
            standing = LetterStanding.SUPERSEDED
    return VerifiedLetter(
        reference=case.reference,
        version=decision.version,
        signed_at=decision.signed_at,
        sha256=decision.letter_sha256,
        standing=standing,
        shown=_shown(case, decision),
    )


def _since_fulfilled(session: Session, case: Case) -> bool:
    """Whether it was taken up again since its conditions are fulfilled.

    Who did what was asked of her keeps what she has until the new decision gives her more.
    """
    reopened = session.scalars(
        select(Event)
        .where(Event.case_id == case.id, Event.kind == EventKind.REOPENED)
        .order_by(Event.number.desc())
        .limit(1)
    ).first()
    if reopened is None or reopened.at != case.reopened_at:
        return False
    return reopened.data.get("ground") == ReopenGround.CONDITION_FULFILLED


def _shown(case: Case, decision: Decision) -> dict[VerifyShown, str]:
    """What the holder agreed to, and nothing of an erased case."""
    if case.erased_at:
        return {}
    allowed = {VerifyShown(one) for one in case.verify_shows or ()}
    said = {
        VerifyShown.HOLDER: decision.snapshot["holder"],
        VerifyShown.OUTCOME: decision.content["outcome"],
        VerifyShown.COMPARES_TO: decision.content.get("compares_to", ""),
    }
    return {what: said[what] for what in VerifyShown if what in allowed and said[what]}
