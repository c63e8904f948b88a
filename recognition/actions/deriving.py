"""Ends every action: derives the case anew, in the action's transaction, and keeps the result.

The result is one row that lists sort on; ``recognition db rederive`` rebuilds it from the facts.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from recognition.actions.suggesting import FOLLOWS_FROM, CaseValues, suggest_codes
from recognition.domain import deadlines
from recognition.domain.case import TERMINAL, Derived, derive
from recognition.domain.deadlines import Due, DueBasis
from recognition.domain.events import EventKind
from recognition.domain.facts import MACHINE, CaseFacts, FixedTerm, Person, RequestFact
from recognition.domain.precedence import queue_at
from recognition.domain.state import CaseState
from recognition.domain.vocabulary import FieldName, Role, Stage
from recognition.rules import Rules
from recognition.store import outbox, tables, timeline
from recognition.store.facts import load_facts, reload_facts
from recognition.store.keys import KeyRing
from recognition.store.outbox import MailKind, OutboxKind
from recognition.store.prepared import rows
from recognition.store.touched import note_touched
from recognition.store.values import case_values


@dataclass(frozen=True, slots=True)
class Change:
    """What an action began with, which tables it has written to since, and who acts."""

    before: CaseFacts
    touched: Collection[type]
    by: Person = MACHINE

    @property
    def to_read(self) -> set[type]:
        """The tables whose facts may be others now.

        Of events only who acted for the office is a fact, and it is known of most who act again.
        """
        known = self.by.role is not Role.ASSESSOR or self.by.id in self.before.staff
        return set(self.touched) - ({tables.Event} if known else set())

    def moves_suggestion(self, facts: CaseFacts) -> bool:
        """Whether what a suggestion follows from may be other than before; a draft's country too.

        Or whether another assessor has taken the case.
        """
        if self.before.submitted_at is None or not FOLLOWS_FROM.isdisjoint(self.touched):
            return True
        held = self.before.claim.assessor_id if self.before.claim else None
        return facts.claim is not None and facts.claim.assessor_id != held


def rederive(
    session: Session,
    keys: KeyRing,
    rules: Rules,
    case: tables.Case,
    at: datetime,
    change: Change | None = None,
) -> CaseState:
    """Derive ``case`` anew; a changed stage or date becomes a line of the timeline and a mail.

    ``change`` says what has changed, so that nothing else need be read; without it, everything is.
    """
    case.revision += 1
    note_touched(session)
    view: View | None = rows(session, _VIEW, of_case=case.id).first()
    title = view.title if view is not None else ""
    if change is None:
        facts = load_facts(session, case.id, rules)
    else:
        facts = reload_facts(session, change.before, change.to_read, rules)
    if view is None or change is None or change.moves_suggestion(facts):
        values = case_values(session, case.id)
        suggest_codes(session, case, values, at)
        title = _title(values)
    derived = derive(facts)
    if view is not None:
        _tell_changes(session, keys, case, view, derived, facts, at)
    columns = view_columns(session, facts, derived, title)
    _keep_view(session, case, view, columns, at)
    _record_terms(session, facts)
    _set_request_wakes(session, facts, change.before.requests if change else ())
    session.flush()
    return _state(session, case, facts, derived)


def view_columns(
    session: Session, facts: CaseFacts, derived: Derived, title: str | None = None
) -> dict[str, Any]:
    """The columns of the read model that follow from the facts alone.

    ``title`` is the qualification's, if it is known; else it is looked up.
    """
    due = derived.due
    return {
        "revision": facts.revision,
        "stage": derived.stage,
        "next_actor": derived.next_actor,
        "allowed": {role: sorted(verbs) for role, verbs in sorted(derived.allowed.items())},
        "due_at": due.ends_at if due else None,
        "queue_at": queue_at(facts, due),
        "due_day": due.day if due else None,
        "due_basis": due.basis if due else None,
        "due_from": due.counted_from if due else None,
        "wake_at": derived.wake_at,
        "wake_reason": derived.wake_reason,
        "acknowledge_by": derived.acknowledge_by,
        "erase_at": derived.erase_at,
        "assessor_id": facts.claim.assessor_id if facts.claim else None,
        "title": _title(case_values(session, facts.case_id)) if title is None else title,
    }


def _title(values: CaseValues) -> str:
    found = values.get(FieldName.QUALIFICATION_TITLE)
    return found.best.value if found and found.best else ""


View = Row[Any]
"""The read model's row as the action before left it."""

_VIEW = select(tables.CaseView.__table__).where(tables.CaseView.case_id == bindparam("of_case"))
_NEW_VIEW = insert(tables.CaseView)
_OTHER_VIEW = update(tables.CaseView).where(tables.CaseView.case_id == bindparam("of_case"))


def _keep_view(
    session: Session, case: tables.Case, view: View | None, columns: dict[str, Any], at: datetime
) -> None:
    """Write the row, or what of it is other than before; past the unit of work."""
    if view is None:
        rows(session, _NEW_VIEW, case_id=case.id, waiting_since=at, **columns)
        return
    other = {name: value for name, value in columns.items() if getattr(view, name) != value}
    if "next_actor" in other:
        other["waiting_since"] = at
    rows(session, _OTHER_VIEW, of_case=case.id, **other)


def _tell_changes(
    session: Session,
    keys: KeyRing,
    case: tables.Case,
    view: View,
    derived: Derived,
    facts: CaseFacts,
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
    known = view.due_day is not None or view.stage in _DECIDED
    due = derived.due
    if due and known and (view.due_day, view.due_basis) != (due.day, due.basis):
        kind = _move_of_the_date(view, due)
        timeline.add_event(
            session,
            keys,
            case.id,
            kind,
            MACHINE,
            at,
            day=due.day.isoformat(),
            basis=due.basis.value,
            ground=deadlines.standing_still(facts),
        )
        paused = kind is EventKind.CLOCK_PAUSED
        mail = MailKind.CLOCK_PAUSED if paused else MailKind.NEW_DATE
        _mail(session, case, mail, at, due.day)


_DECIDED = (Stage.DECIDED, Stage.CLOSED, Stage.UNDER_APPEAL)
"""Stages without a date, after which one that comes is a new one."""


def _move_of_the_date(view: View, due: Due) -> EventKind:
    """What happened to the clock: it was stopped, goes on, or has another end."""
    if due.basis is DueBasis.PAUSED:
        return EventKind.CLOCK_PAUSED
    resumed = view.due_basis == DueBasis.PAUSED
    return EventKind.CLOCK_RESUMED if resumed else EventKind.DUE_DATE_CHANGED


def _record_terms(session: Session, facts: CaseFacts) -> None:
    """Keep each term's end beside what it was computed from: from now on it is a fact."""
    for name, term in deadlines.in_force(facts).items():
        known = facts.fixed.get(name)
        if known == term:
            continue
        if known is None:
            session.add(tables.TermEnd(case_id=facts.case_id, name=name, **asdict(term)))
        else:
            moved = {f"new_{column}": value for column, value in asdict(term).items()}
            rows(session, _MOVE_TERM, of_case=facts.case_id, of_name=name, **moved)


_MOVE_TERM = (
    update(tables.TermEnd)
    .where(
        tables.TermEnd.case_id == bindparam("of_case"), tables.TermEnd.name == bindparam("of_name")
    )
    .values({column: bindparam(f"new_{column}") for column in FixedTerm.__slots__})
)


def _mail(
    session: Session, case: tables.Case, kind: MailKind, at: datetime, day: date | None = None
) -> None:
    payload = {"mail": kind.value, "account_id": str(case.applicant_id)}
    payload |= {"day": day.isoformat()} if day else {}
    outbox.add(session, OutboxKind.MAIL, at, case_id=case.id, payload=payload)


def _set_request_wakes(
    session: Session, facts: CaseFacts, unchanged: Collection[RequestFact]
) -> None:
    """Each request knows when its own workflow wakes next."""
    for fact in facts.requests:
        if fact in unchanged:
            continue
        row = session.get(tables.Request, fact.id)
        if row is not None:
            row.wake_at = deadlines.request_wake(facts, fact)


_WAITING = select(func.count()).where(
    tables.Outbox.case_id == bindparam("case_id"), tables.Outbox.done_at.is_(None)
)


def _state(session: Session, case: tables.Case, facts: CaseFacts, derived: Derived) -> CaseState:
    open_outbox = rows(session, _WAITING, case_id=case.id).scalar_one()
    return CaseState(
        case_id=case.id,
        revision=facts.revision,
        stage=derived.stage,
        next_actor=derived.next_actor,
        allowed=derived.allowed,
        due_day=derived.due.day if derived.due else None,
        wake_at=derived.wake_at,
        open_outbox=open_outbox,
        ended=_ended(derived.stage, derived.wake_at, open_outbox),
    )


def _ended(stage: Stage, wake_at: datetime | None, open_outbox: int) -> bool:
    """Whether nothing is pending: nothing to be done, to wait for, or to go out."""
    over = stage in TERMINAL or stage is Stage.CLOSED
    return over and wake_at is None and not open_outbox


def with_open_rows(state: CaseState, open_outbox: int) -> CaseState:
    """The state once only so many rows still have to go out."""
    ended = _ended(state.stage, state.wake_at, open_outbox)
    return state.model_copy(update={"open_outbox": open_outbox, "ended": ended})


def current_state(session: Session, rules: Rules, case: tables.Case) -> CaseState:
    """The state as it is, with nothing changed."""
    facts = load_facts(session, case.id, rules)
    return _state(session, case, facts, derive(facts))
