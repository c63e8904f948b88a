"""A slip of the pen in a signed decision is put right, by the office itself, with its trace."""

import os
from typing import Any

from pydantic import ValidationError

from recognition.actions.doing import Doing
from recognition.domain import clock
from recognition.domain.correction import corrected
from recognition.domain.decision import DecisionContent
from recognition.domain.events import EventKind
from recognition.domain.grounds import check_content
from recognition.domain.reference import make_code
from recognition.domain.verbs import CorrectSlip
from recognition.errors import ErrorCode, InvalidInput, Stale
from recognition.store.base import new_id
from recognition.store.outbox import OutboxKind
from recognition.store.tables import Decision, MeasureChoice

PERSONAL = ("holder", "date_of_birth", "fields")
"""What of the letter's snapshot are words about the holder and the qualification."""


def correct_slip(doing: Doing, verb: CorrectSlip) -> None:
    """Make a new version of the letter, marked as corrected; the old one is superseded.

    The decision, its two signatures and the term of appeal stay as they were. Raises ``Stale`` for
    a version that no longer stands, ``InvalidInput``: ``MISSING_VALUE``, ``REASON_MISSING``, and
    ``BAD_VALUE`` (``wrong``: it stands nowhere; ``right``: it makes no sound decision).
    """
    row = doing.session.get(Decision, verb.decision_id)
    standing = doing.facts.standing_decision
    if row is None or standing is None or standing.id != row.id:
        raise Stale(ErrorCode.CASE_MOVED_ON, "decision")
    for name in ("wrong", "right"):
        if not getattr(verb, name):
            raise InvalidInput(ErrorCode.MISSING_VALUE, name)
    if not verb.reason:
        raise InvalidInput(ErrorCode.REASON_MISSING, "reason")
    content, snapshot = _put_right(row, verb)
    version = len(doing.facts.decisions) + 1
    day = clock.legal_day(doing.at, doing.facts.zone).isoformat()
    snapshot |= {"version": version, "corrects_version": row.version, "corrected_day": day}
    decision = Decision(
        id=new_id(),
        case_id=doing.case.id,
        version=version,
        code=make_code(os.urandom(10)),
        proposal_id=row.proposal_id,
        proposer_id=row.proposer_id,
        signer_id=row.signer_id,
        content=content,
        snapshot=snapshot,
        signed_at=row.signed_at,
        corrects=row.id,
        corrected_by=doing.person.id,
        correction_reason=verb.reason,
    )
    doing.session.add(decision)
    _keep_choice(doing, row, decision)
    doing.event(EventKind.CORRECTED, decision.id, version=version, corrects=row.version)
    doing.send(OutboxKind.LETTER, decision.id)


def _keep_choice(doing: Doing, before: Decision, after: Decision) -> None:
    """What she chose for the decision stays chosen: a slip asks nothing of her again."""
    chosen = doing.session.get(MeasureChoice, before.id)
    if chosen is not None:
        doing.session.flush()
        doing.session.add(
            MeasureChoice(
                decision_id=after.id, case_id=chosen.case_id, kind=chosen.kind, at=chosen.at
            )
        )


def _put_right(row: Decision, verb: CorrectSlip) -> tuple[dict[str, Any], dict[str, Any]]:
    before = DecisionContent.model_validate(row.content)
    content, in_content = corrected(before.model_dump(), verb.wrong, verb.right)
    words = {key: row.snapshot[key] for key in PERSONAL if key in row.snapshot}
    personal, in_words = corrected(words, verb.wrong, verb.right)
    if not in_content + in_words or verb.wrong == verb.right:
        raise InvalidInput(ErrorCode.BAD_VALUE, "wrong")
    try:
        after = DecisionContent.model_validate(content)
    except ValidationError:
        raise InvalidInput(ErrorCode.BAD_VALUE, "right") from None
    check_content(after)
    return after.model_dump(mode="json"), {**row.snapshot, **personal}
