"""The desk's lists: what waits for this assessor, and what waits for somebody else.

No list names a holder: a case is known by its reference, country and qualification.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    exists,
    func,
    nulls_first,
    or_,
    select,
    union_all,
)

from recognition.domain.vocabulary import AppealKind, NextActor, Stage
from recognition.store.fact_statements import noted_of, staff_of
from recognition.store.queries.narrowing import EVERYTHING, Narrowing
from recognition.store.store import Store
from recognition.store.tables import (
    Account,
    AppealRow,
    Case,
    CaseView,
    Conflict,
    Event,
    Note,
    Proposal,
    Request,
)

PAGE_SIZE = 25


class Awaited(StrEnum):
    """Who is waited for, as the second list groups it."""

    APPLICANT = "applicant"
    AUTHORITY = "authority"
    COLLEAGUE = "colleague"
    SECOND_ASSESSOR = "second_assessor"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as a list shows it; ``held_by`` is a colleague's name, empty when nobody holds it.

    ``ahead`` says that it stands before its due date, since somebody fled.
    """

    id: UUID
    reference: str
    country: str
    title: str
    stage: Stage
    next_actor: NextActor
    due_at: datetime | None
    due_day: date | None
    acknowledge_by: date | None
    waiting_since: datetime
    held_by: str
    mine: bool
    ahead: bool


@dataclass(frozen=True, slots=True)
class CaseList:
    """One page of a list; pages count from 1, ``total`` is that of all pages."""

    lines: tuple[CaseLine, ...]
    page: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def load_queue(
    store: Store, person_id: UUID, page: int = 1, narrowing: Narrowing = EVERYTHING
) -> CaseList:
    """Cases in which this assessor acts next and that ``narrowing`` asks for, 25 a page.

    Without a date (appeals, what a decision asked for), overdue, by due date, waiting longest;
    the cases of those who fled stand before theirs (``domain.precedence``).
    """
    with store.reading() as session:
        total = (
            session.scalar(select(func.count()).select_from(queue_ids(person_id, narrowing))) or 0
        )
        page = min(max(page, 1), max(1, -(-total // PAGE_SIZE)))
        query = queue_query(person_id, narrowing).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
        lines = tuple(_line(row, person_id) for row in session.execute(query))
    return CaseList(lines, page, total)


def load_awaited(store: Store, person_id: UUID, who: Awaited, page: int = 1) -> CaseList:
    """Cases in which somebody else acts next, in the queue's order."""
    where = _awaited(who, person_id)
    with store.reading() as session:
        total = session.scalar(select(func.count()).select_from(CaseView).where(where)) or 0
        page = min(max(page, 1), max(1, -(-total // PAGE_SIZE)))
        query = (
            _lines(where)
            .order_by(nulls_first(CaseView.queue_at), CaseView.waiting_since, CaseView.case_id)
            .limit(PAGE_SIZE)
            .offset((page - 1) * PAGE_SIZE)
        )
        lines = tuple(_line(row, person_id) for row in session.execute(query))
    return CaseList(lines, page, total)


def queue_query(person_id: UUID, narrowing: Narrowing = EVERYTHING) -> CompoundSelect[Any]:
    """The queue: two walks along ``ix_case_view_queue``, merged in its order without a sort.

    Cases without a date first, on every database: no list of dates may bury an appeal.
    """
    more = narrowing.conditions(person_id)
    both = union_all(*(_lines(and_(turn, *more)) for turn in _turns(person_id)))
    return both.order_by(nulls_first(both.selected_columns.queue_at), "waiting_since", "case_id")


def queue_ids(person_id: UUID, narrowing: Narrowing = EVERYTHING) -> Any:
    """The queue's ids alone, for counting."""
    ids = select(CaseView.case_id).where(*narrowing.conditions(person_id))
    if narrowing.of_application:
        ids = ids.join(Case, Case.id == CaseView.case_id)
    return union_all(*(ids.where(turn) for turn in _turns(person_id))).subquery()


def _turns(person_id: UUID) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return _to_assess(person_id), _to_sign(person_id)


def _to_assess(person_id: UUID) -> ColumnElement[bool]:
    """Nobody's or mine; an appeal is for whoever was not involved before, whoever holds the case.

    While an appeal is about silence the case itself goes on too, for whoever may work on it.
    """
    free = or_(CaseView.assessor_id.is_(None), CaseView.assessor_id == person_id)
    appealed = CaseView.stage == Stage.UNDER_APPEAL
    to_decide = and_(appealed, ~_involved(person_id))
    return and_(
        CaseView.next_actor == NextActor.ASSESSOR,
        or_(to_decide, and_(or_(~appealed, _silence_appealed()), free)),
        _unconflicted(person_id),
    )


def _silence_appealed() -> ColumnElement[bool]:
    return exists().where(
        AppealRow.case_id == CaseView.case_id,
        AppealRow.decided_at.is_(None),
        AppealRow.withdrawn_at.is_(None),
        AppealRow.kind == AppealKind.SILENCE,
    )


def _involved(person_id: UUID) -> ColumnElement[bool]:
    """The same people as in ``CaseFacts.involved``."""
    proposed = exists().where(
        Proposal.case_id == CaseView.case_id,
        or_(Proposal.author_id == person_id, Proposal.reviewer_id == person_id),
    )
    asked = exists().where(Request.case_id == CaseView.case_id, Request.opened_by == person_id)
    did = staff_of(CaseView.case_id).where(Event.person_id == person_id).exists()
    noted = noted_of(CaseView.case_id).where(Note.author_id == person_id).exists()
    holds = func.coalesce(CaseView.assessor_id == person_id, False)
    return or_(proposed, asked, did, noted, holds)


def _to_sign(person_id: UUID) -> ColumnElement[bool]:
    return and_(
        CaseView.next_actor == NextActor.SECOND_ASSESSOR,
        ~_proposed_by(person_id),
        _unconflicted(person_id),
    )


def _proposed_by(person_id: UUID) -> ColumnElement[bool]:
    return exists().where(
        Proposal.case_id == CaseView.case_id,
        Proposal.author_id == person_id,
        Proposal.reviewed_at.is_(None),
    )


def _unconflicted(person_id: UUID) -> ColumnElement[bool]:
    return ~exists().where(Conflict.case_id == CaseView.case_id, Conflict.person_id == person_id)


def _awaited(who: Awaited, person_id: UUID) -> ColumnElement[bool]:
    free = _unconflicted(person_id)
    if who is Awaited.COLLEAGUE:
        return and_(CaseView.next_actor == NextActor.ASSESSOR, ~_to_assess(person_id), free)
    if who is Awaited.SECOND_ASSESSOR:
        return and_(CaseView.next_actor == NextActor.SECOND_ASSESSOR, _proposed_by(person_id), free)
    return and_(CaseView.next_actor == NextActor(who.value), CaseView.stage != Stage.DRAFT, free)


def _lines(where: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            CaseView.case_id.label("case_id"),
            CaseView.queue_at.label("queue_at"),
            CaseView.waiting_since.label("waiting_since"),
            CaseView.stage,
            CaseView.next_actor,
            CaseView.due_at,
            CaseView.due_day,
            CaseView.acknowledge_by,
            CaseView.title,
            CaseView.assessor_id,
            Case.reference,
            Case.country,
            Account.name,
        )
        .join(Case, Case.id == CaseView.case_id)
        .outerjoin(Account, Account.id == CaseView.assessor_id)
        .where(where)
    )


def _line(row: Any, person_id: UUID) -> CaseLine:
    return CaseLine(
        id=row.case_id,
        reference=row.reference,
        country=row.country or "",
        title=row.title,
        stage=Stage(row.stage),
        next_actor=NextActor(row.next_actor),
        due_at=row.due_at,
        due_day=row.due_day,
        acknowledge_by=row.acknowledge_by,
        waiting_since=row.waiting_since,
        held_by=row.name or "",
        mine=row.assessor_id == person_id,
        ahead=row.queue_at != row.due_at,
    )
