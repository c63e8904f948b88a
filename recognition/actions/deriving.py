"""Ends every action: derives the case anew, in the action's transaction, and keeps the result.

The result is one row that lists sort on; ``recognition db rederive`` rebuilds it from the facts.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from recognition.actions.suggesting import suggest_codes
from recognition.domain import deadlines
from recognition.domain.case import TERMINAL, Derived, derive
from recognition.domain.events import EventKind
from recognition.domain.facts import MACHINE, CaseFacts
from recognition.domain.state import CaseState
from recognition.domain.vocabulary import FieldName, Stage
from recognition.rules import Rules
from recognition.store import outbox, tables, timeline
from recognition.store.facts import load_facts
from recognition.store.keys import KeyRing
from recognition.store.outbox import MailKind, OutboxKind
from recognition.store.values import case_values


def rederive(
    session: Session, keys: KeyRing, rules: Rules, case: tables.Case, at: datetime
) -> CaseState:
    """Derive ``case`` anew; a changed stage or date becomes a line of the timeline and a mail."""
    case.revision += 1
    suggest_codes(session, case, at)
    facts = load_facts(session, case.id, rules)
    derived = derive(facts)
    view = session.get(tables.CaseView, case.id)
    if view is not None:
        _tell_changes(session, keys, case, view, derived, at)
    waiting_since = at
    if view is not None and view.next_actor == derived.next_actor:
        waiting_since = view.waiting_since
    columns = view_columns(session, facts, derived)
    session.merge(tables.CaseView(case_id=case.id, waiting_since=waiting_since, **columns))
    _set_request_wakes(session, facts)
    session.flush()
    return _state(session, case, facts, derived)


def view_columns(session: Session, facts: CaseFacts, derived: Derived) -> dict[str, Any]:
    """The columns of the read model that follow from the facts alone."""
    best = case_values(session, facts.case_id).get(FieldName.QUALIFICATION_TITLE)
    title = best.best.value if best and best.best else ""
    due = derived.due
    return {
        "revision": facts.revision,
        "stage": derived.stage,
        "next_actor": derived.next_actor,
        "allowed": {role: sorted(verbs) for role, verbs in sorted(derived.allowed.items())},
        "due_at": due.ends_at if due else None,
        "due_day": due.day if due else None,
        "due_basis": due.basis if due else None,
        "due_from": due.counted_from if due else None,
        "wake_at": derived.wake_at,
        "wake_reason": derived.wake_reason,
        "assessor_id": facts.claim.assessor_id if facts.claim else None,
        "title": title,
    }


def _tell_changes(
    session: Session,
    keys: KeyRing,
    case: tables.Case,
    view: tables.CaseView,
    derived: Derived,
    at: datetime,
) -> None:
    if view.stage != derived.stage:
        timeline.add_event(
            session,
            keys,
            case.id,
            EventKind.STAGE_CHANGED,
            MACHINE,
            at,
            before=str(view.stage),
            after=str(derived.stage),
        )
        if derived.stage is Stage.CONFIRMING:
            _mail(session, case, MailKind.CONFIRM_READING, at)
    due = derived.due
    if due and view.due_day and (view.due_day, view.due_basis) != (due.day, due.basis):
        timeline.add_event(
            session,
            keys,
            case.id,
            EventKind.DUE_DATE_CHANGED,
            MACHINE,
            at,
            day=due.day.isoformat(),
            basis=due.basis.value,
        )
        _mail(session, case, MailKind.NEW_DATE, at)


def _mail(session: Session, case: tables.Case, kind: MailKind, at: datetime) -> None:
    payload = {"mail": kind.value, "account_id": str(case.applicant_id)}
    outbox.add(session, OutboxKind.MAIL, at, case_id=case.id, payload=payload)


def _set_request_wakes(session: Session, facts: CaseFacts) -> None:
    """Each request knows when its own workflow wakes next."""
    for fact in facts.requests:
        row = session.get(tables.Request, fact.id)
        if row is not None:
            row.wake_at = deadlines.request_wake(facts, fact)


def _state(session: Session, case: tables.Case, facts: CaseFacts, derived: Derived) -> CaseState:
    waiting = select(func.count()).where(
        tables.Outbox.case_id == case.id, tables.Outbox.done_at.is_(None)
    )
    open_outbox = session.scalar(waiting) or 0
    over = derived.stage in TERMINAL or derived.stage is Stage.CLOSED
    return CaseState(
        case_id=case.id,
        revision=facts.revision,
        stage=derived.stage,
        next_actor=derived.next_actor,
        allowed=derived.allowed,
        due_day=derived.due.day if derived.due else None,
        wake_at=derived.wake_at,
        open_outbox=open_outbox,
        ended=over and not open_outbox,
    )


def current_state(session: Session, rules: Rules, case: tables.Case) -> CaseState:
    """The state as it is, with nothing changed."""
    facts = load_facts(session, case.id, rules)
    return _state(session, case, facts, derive(facts))
