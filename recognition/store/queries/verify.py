"""What the verify page tells of a letter: whether it stands, and what the holder lets it say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from recognition.domain.vocabulary import Outcome, VerifyShown
from recognition.store.store import Store
from recognition.store.tables import Case, Decision


class LetterStanding(StrEnum):
    """Whether a letter is the one that counts.

    One that was signed counts until a newer one, by two people too, takes its place: that its case
    was taken up again changes nothing (docs/adr/0013). ``REVOKED``: the newer one takes back what
    it recognised.
    """

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
        newest = session.scalars(
            select(Decision)
            .where(Decision.case_id == case.id)
            .order_by(Decision.version.desc())
            .limit(1)
        ).one()
    return VerifiedLetter(
        reference=case.reference,
        version=decision.version,
        signed_at=decision.signed_at,
        sha256=decision.letter_sha256,
        standing=_standing(decision, newest),
        shown=_shown(case, decision),
    )


def _standing(decision: Decision, newest: Decision) -> LetterStanding:
    if newest.version == decision.version:
        return LetterStanding.VALID
    if _refuses(newest) and not _refuses(decision):
        return LetterStanding.REVOKED
    return LetterStanding.SUPERSEDED


def _refuses(decision: Decision) -> bool:
    return Outcome(decision.content["outcome"]) is Outcome.REFUSAL


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
