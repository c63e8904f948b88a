"""The second assessor signs: this freezes a decision version."""

import os

from sqlalchemy import bindparam, delete

from recognition.actions.doing import Doing
from recognition.actions.ending import end_work
from recognition.actions.pass_deadlines import note_silence
from recognition.actions.signing import open_proposal
from recognition.domain.decision import DecisionContent
from recognition.domain.events import EventKind
from recognition.domain.grounds import check_content
from recognition.domain.reference import make_code
from recognition.domain.verbs import SignOff
from recognition.errors import ErrorCode, NotAllowed
from recognition.store.base import new_id
from recognition.store.letter_snapshot import letter_snapshot
from recognition.store.outbox import OutboxKind
from recognition.store.prepared import rows
from recognition.store.tables import AppealRow, Decision, ProposalDraft

_FORGET = delete(ProposalDraft).where(ProposalDraft.case_id == bindparam("of_case"))
"""What anybody had typed and not proposed: it is decided now."""


def sign_off(doing: Doing, verb: SignOff) -> None:
    """Freeze the decision with everything its letter prints, and let the letter be made.

    Raises ``Stale`` if another proposal is open by now.
    """
    row = open_proposal(doing, verb.proposal_id)
    content = DecisionContent.model_validate(row.content)
    check_content(content)
    if doing.person.id is None:
        raise NotAllowed(ErrorCode.WRONG_ROLE, "sign_off")
    row.reviewer_id, row.reviewed_at, row.approved = doing.person.id, doing.at, True
    snapshot = letter_snapshot(doing.session, doing.facts, content, doing.at)
    version = snapshot["version"]
    decision = Decision(
        id=new_id(),
        case_id=doing.case.id,
        version=version,
        code=make_code(os.urandom(10)),
        proposal_id=row.id,
        proposer_id=row.author_id,
        signer_id=doing.person.id,
        content=row.content,
        snapshot=snapshot,
        signed_at=doing.at,
    )
    doing.session.add(decision)
    rows(doing.session, _FORGET, of_case=doing.case.id)
    end_work(doing)
    _settle_appeal(doing)
    note_silence(doing, tell=False)
    doing.event(EventKind.SIGNED, decision.id, version=version, outcome=content.outcome.value)
    doing.send(OutboxKind.LETTER, decision.id)


def _settle_appeal(doing: Doing) -> None:
    """An appeal against silence ends with the decision that was owed; nobody judges it any more."""
    fact = doing.facts.open_appeal
    row = doing.session.get(AppealRow, fact.id) if fact else None
    if row is not None:
        row.decided_at = doing.at
        doing.event(EventKind.APPEAL_SETTLED, row.id)
