"""The decision letter was made and stored with its digest."""

from sqlalchemy import select

from recognition.actions.asking import tell_consented
from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import RecordLetter
from recognition.errors import ErrorCode, NotFound
from recognition.store.outbox import MailKind, OutboxKind
from recognition.store.tables import Decision, Outbox


def record_letter(doing: Doing, verb: RecordLetter) -> None:
    """Keep blob and digest once; the letter of a version is never made anew."""
    decision = doing.session.get(Decision, verb.decision_id)
    if decision is None or decision.case_id != doing.case.id:
        raise NotFound(ErrorCode.UNKNOWN, "decision")
    for row in doing.session.scalars(
        select(Outbox).where(Outbox.subject_id == decision.id, Outbox.kind == OutboxKind.LETTER)
    ):
        row.done_at = doing.at
    if decision.letter_at is not None:
        return
    decision.letter_blob, decision.letter_sha256 = verb.blob, verb.sha256
    decision.letter_at = doing.at
    doing.event(EventKind.LETTER_READY, decision.id, version=decision.version)
    doing.mail(MailKind.CORRECTED if decision.corrects else MailKind.DECISION)
    tell_consented(doing, decision)
