"""A case whose time of keeping is over is erased: what is left says that there was one, not whose.

Left are dates, the steps of the procedure (codes, and ids of the office's staff) and the audit
chain. Everything else goes, with the key that sealed it, so that backups cannot tell either. Before
that the figures of its years are kept, in which nobody can be told.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Table, delete, or_, select, update
from sqlalchemy.orm import Session

from recognition.actions.accounts.forget import forget_if_nothing_is_left
from recognition.actions.deriving import view_columns
from recognition.actions.discard_document import discard_document
from recognition.actions.keep_years import keep_years
from recognition.domain.case import derive
from recognition.domain.deadlines import erasure_term
from recognition.domain.events import EventKind
from recognition.domain.facts import MACHINE
from recognition.domain.vocabulary import ValueOrigin
from recognition.rules import Rules
from recognition.store import tables as t
from recognition.store import timeline
from recognition.store.base import Base
from recognition.store.facts import load_facts, lock_case
from recognition.store.keys import case_scope
from recognition.store.store import Store

KEPT = frozenset({"case", "case_view", "event", "deadline_passed", "code_evidence"})
"""Tables whose rows say nothing about a person; what was found for a title loses its case."""


def erase_case(store: Store, rules: Rules, case_id: UUID, at: datetime) -> bool:
    """Erase it if its time is over by its facts; says whether it was erased."""
    with store.writing() as session:
        case = lock_case(session, case_id)
        term = erasure_term(load_facts(session, case_id, rules))
        if term is None or term.ends_at > at:
            return False
        keep_years(session, case_id, rules.zone, at)
        documents, blobs = _papers(session, case_id), _letters(session, case_id)
        _delete_rows(session, case_id)
        _empty(case, at)
        session.flush()
        timeline.add_event(session, store.keys, case_id, EventKind.ERASED, MACHINE, at)
        facts = load_facts(session, case_id, rules)
        view = session.get_one(t.CaseView, case_id)
        for name, value in view_columns(session, facts, derive(facts)).items():
            setattr(view, name, value)
        forget_if_nothing_is_left(session, case.applicant_id)
        store.keys.destroy_within(session, case_scope(case_id))
    for blob in blobs:
        store.blobs.delete(blob)
    for document_id in documents:
        discard_document(store, document_id)
    return True


def _papers(session: Session, case_id: UUID) -> list[UUID]:
    attached = select(t.CaseDocument.document_id).where(t.CaseDocument.case_id == case_id)
    return list(session.scalars(attached))


def _letters(session: Session, case_id: UUID) -> list[str]:
    made = select(t.Decision.letter_blob).where(t.Decision.case_id == case_id)
    return [blob for blob in session.scalars(made) if blob]


def _delete_rows(session: Session, case_id: UUID) -> None:
    """Delete the rows of the case in every table, those that point to others first."""
    of_case = or_(t.Outbox.case_id == case_id, t.Outbox.subject_id == case_id)
    outbox_ids = select(t.Outbox.id).where(of_case)
    known = select(t.Request.id).where(t.Request.case_id == case_id)
    requests = [str(one) for one in session.scalars(known)]
    session.execute(delete(t.Mail).where(t.Mail.id.in_(outbox_ids)))
    session.execute(delete(t.Outbox).where(of_case))
    asked = t.InboundMessage.body["data"]["request_id"].as_string()
    answers = select(t.InboundMessage.id).where(asked.in_(requests))
    session.execute(delete(t.Outbox).where(t.Outbox.subject_id.in_(answers)))
    session.execute(delete(t.InboundMessage).where(asked.in_(requests)))
    for decision in session.scalars(select(t.Decision).where(t.Decision.case_id == case_id)):
        decision.corrects = None
    evidence = update(t.CodeEvidence).where(t.CodeEvidence.case_id == case_id)
    session.execute(evidence.values(case_id=None))
    # What she said of a paper is the paper's, as long as another case has that.
    said = update(t.FieldValue).where(
        t.FieldValue.case_id == case_id, t.FieldValue.origin == ValueOrigin.STATED
    )
    session.execute(said.values(case_id=None))
    session.flush()
    for table in reversed(Base.metadata.sorted_tables):
        if table.name in KEPT:
            continue
        if "case_id" in table.c:
            session.execute(delete(table).where(table.c.case_id == case_id))
        else:
            _delete_parts(session, table, case_id)


def _delete_parts(session: Session, table: Table, case_id: UUID) -> None:
    """Delete rows that belong to the case by another row of its (an item of a request)."""
    for key in table.foreign_keys:
        whole = key.column.table
        if whole.name not in KEPT and "case_id" in whole.c and whole.name != "document":
            ids = select(key.column).where(whole.c.case_id == case_id)
            session.execute(delete(table).where(key.parent.in_(ids)))


def _empty(case: t.Case, at: datetime) -> None:
    case.erased_at = at
    case.details = {}
    case.country = case.purpose = None
    # The papers that were asked for tell both: some are asked for from one country alone.
    case.snapshot = {key: kept for key, kept in (case.snapshot or {}).items() if key == "calendar"}
    case.verify_shows = None
    case.names_explanation = case.delay_reason = ""
    case.revision += 1
