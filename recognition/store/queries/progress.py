"""How a case goes on, for its applicant: requests, consents, decisions, appeals, the timeline.

The caller has made sure whose case it is (``queries.applicant.application``).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.domain import clock, terms
from recognition.domain.decision import DecisionContent
from recognition.domain.events import INTERNAL, EventKind
from recognition.domain.facts import RequestItemFact
from recognition.domain.measures import choice_over
from recognition.domain.terms import TermName
from recognition.domain.vocabulary import (
    AppealKind,
    CannotBeHadReason,
    ConditionKind,
    ConsentState,
    Effect,
    RequestItemKind,
    RequestState,
    RequestTo,
    Role,
    VerifyShown,
)
from recognition.errors import ErrorCode, NotFound
from recognition.rules import Rules
from recognition.store.facts import load_facts, request_fact
from recognition.store.keys import case_scope
from recognition.store.store import Store
from recognition.store.tables import (
    AppealRow,
    Authority,
    Case,
    Consent,
    Decision,
    Document,
    Event,
    LookUp,
    MeasureChoice,
    Request,
    RequestItem,
    TermEnd,
)


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One thing asked for, and its answer."""

    id: UUID
    kind: RequestItemKind
    subject: str
    text: str
    answered_at: datetime | None
    answer_text: str
    document_name: str
    cannot_be_had: CannotBeHadReason | None


@dataclass(frozen=True, slots=True)
class RequestShown:
    """A request; ``last_day`` and ``objection_day`` are the last days on which one may answer."""

    id: UUID
    to: RequestTo
    state: RequestState
    authority: str
    message: str
    asked_at: datetime | None
    last_day: date | None
    objection_day: date | None
    extended: bool
    objection: str
    items: tuple[ItemShown, ...]

    @property
    def open_items(self) -> int:
        """How many items have no answer yet."""
        return sum(item.answered_at is None for item in self.items)

    @property
    def answerable(self) -> bool:
        """Whether answers are taken: late ones are."""
        asked = self.to is RequestTo.APPLICANT
        states = (RequestState.REQUESTED, RequestState.EXPIRED, RequestState.RECEIVED)
        return asked and self.state in states

    @property
    def waits_for_applicant(self) -> bool:
        """Whether the applicant can do something about it: answer, agree or object."""
        if self.to is RequestTo.AUTHORITY:
            return self.state is RequestState.ANNOUNCED
        return self.answerable and self.open_items > 0


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of the timeline: an event, or (``looked_at``) a look at the holder's data."""

    at: datetime
    role: Role
    kind: EventKind | None
    looked_at: str
    authority: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """A signed version of the decision; ``chosen`` is the measure that she chose.

    ``test_day`` is the last day on which an aptitude test is offered, if one is asked for,
    ``statement_day`` the last of a statement in place of papers, if the letter carries one,
    ``effects`` what the recognition opens; on ``corrected_day`` a slip of the pen was put right.
    """

    id: UUID
    version: int
    content: DecisionContent
    signed_at: datetime
    letter_ready: bool
    appeal_day: date | None
    test_day: date | None
    statement_day: date | None
    effects: tuple[Effect, ...]
    chosen: ConditionKind | None
    corrected_day: date | None

    def test_ahead(self, today: date) -> date | None:
        """The last day of the aptitude test, while it lies ahead and she has not chosen another."""
        if self.test_day is None or self.chosen not in (None, ConditionKind.APTITUDE_TEST):
            return None
        return self.test_day if today <= self.test_day else None

    def choice_over(self, today: date) -> bool:
        """Whether she let the time to choose pass; it ends with the last day of the test."""
        return bool(self.content.choice and not self.chosen) and choice_over(self.test_day, today)


@dataclass(frozen=True, slots=True)
class ConsentShown:
    """A consent and whether it is in force."""

    id: UUID
    authority: str
    purpose: str
    until: date
    given_at: datetime
    state: ConsentState


@dataclass(frozen=True, slots=True)
class AppealShown:
    """An appeal and its answer; ``open`` until it is decided or taken back."""

    id: UUID
    kind: AppealKind
    lodged_at: datetime
    decided_at: datetime | None
    granted: bool | None
    reason: str
    withdrawn_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether it is neither decided nor withdrawn."""
        return self.decided_at is None and self.withdrawn_at is None


def requests(store: Store, case_id: UUID, zone: str) -> list[RequestShown]:
    """Every request of the case, the newest first.

    ``zone`` is the office's; a submitted case keeps the one that it was submitted in.
    """
    with store.reading() as session:
        case = session.get_one(Case, case_id)
        zone = (case.snapshot or {}).get("calendar", {}).get("zone", zone)
        items = _items(session, case_id)
        names = _authority_names(session)
        rows = session.scalars(
            select(Request).where(Request.case_id == case_id).order_by(Request.id.desc())
        )
        return [_request(row, items[row.id], names, zone) for row in rows]


def request(store: Store, case_id: UUID, request_id: UUID, zone: str) -> RequestShown:
    """One request; ``NotFound`` if the case has no such one."""
    found = next((one for one in requests(store, case_id, zone) if one.id == request_id), None)
    if found is None:
        raise NotFound(ErrorCode.UNKNOWN, "request")
    return found


def more_time_day(store: Store, rules: Rules, case_id: UUID, request_id: UUID) -> date | None:
    """The last day on which she could answer if she asked for more time; ``None`` for no more."""
    with store.reading() as session:
        facts = load_facts(session, case_id, rules)
    found = next((one for one in facts.requests if one.id == request_id), None)
    end = terms.more_time_end(facts, found) if found else None
    return clock.last_day(end, facts.zone) if end else None


def asked_cases(store: Store, applicant_id: UUID) -> set[UUID]:
    """The applicant's open cases in which a question waits for her."""
    query = (
        select(Request.case_id)
        .join(Case, Case.id == Request.case_id)
        .where(
            Case.applicant_id == applicant_id,
            Case.withdrawn_at.is_(None),
            Request.cancelled_at.is_(None),
            Request.objected_at.is_(None),
            Request.reviewed_at.is_(None),
            Request.received_at.is_(None),
            (Request.to == RequestTo.APPLICANT) | Request.asked_at.is_(None),
        )
    )
    with store.reading() as session:
        return set(session.scalars(query))


def _items(session: Session, case_id: UUID) -> dict[UUID, list[ItemShown]]:
    query = (
        select(RequestItem, Document.name)
        .join(Request, Request.id == RequestItem.request_id)
        .outerjoin(Document, Document.id == RequestItem.answer_document_id)
        .where(Request.case_id == case_id)
        .order_by(RequestItem.position)
    )
    items: dict[UUID, list[ItemShown]] = defaultdict(list)
    for row, name in session.execute(query):
        items[row.request_id].append(
            ItemShown(
                id=row.id,
                kind=RequestItemKind(row.kind),
                subject=row.subject,
                text=row.text,
                answered_at=row.answered_at,
                answer_text=row.answer_text,
                document_name=name or "",
                cannot_be_had=CannotBeHadReason(row.cannot_be_had) if row.cannot_be_had else None,
            )
        )
    return items


def _request(
    row: Request, items: list[ItemShown], names: Mapping[UUID, str], zone: str
) -> RequestShown:
    facts = tuple(RequestItemFact(i.id, i.kind, i.subject, i.answered_at) for i in items)
    return RequestShown(
        id=row.id,
        to=RequestTo(row.to),
        state=request_fact(row, facts).state,
        authority=names.get(row.authority_id, "") if row.authority_id else "",
        message=row.message,
        asked_at=row.asked_at,
        last_day=clock.last_day(row.due_at, zone) if row.due_at else None,
        objection_day=clock.last_day(row.objection_until, zone) if row.objection_until else None,
        extended=row.extended_at is not None,
        objection=row.objection,
        items=tuple(items),
    )


def _authority_names(session: Session) -> dict[UUID, str]:
    return {ident: name for ident, name in session.execute(select(Authority.id, Authority.name))}


def timeline(store: Store, case_id: UUID) -> list[LineShown]:
    """What the applicant may see of the timeline, with every look-up; the newest first."""
    with store.reading() as session:
        names = _authority_names(session)
        events = session.scalars(select(Event).where(Event.case_id == case_id))
        lines = [
            LineShown(event.at, Role(event.role), kind, "", _authority_of(event, names), event.data)
            for event in events
            if (kind := EventKind(event.kind)) not in INTERNAL
        ]
        looks = session.scalars(select(LookUp).where(LookUp.case_id == case_id))
        lines += [
            LineShown(
                look.at,
                Role(look.role),
                None,
                look.what,
                names.get(look.person_id, "") if look.person_id else "",
                {"ground": look.ground},
            )
            for look in looks
        ]
    # Lines of one moment stay in their order: sorting is stable, and then all is turned round.
    return sorted(lines, key=lambda line: line.at)[::-1]


def _authority_of(event: Event, names: Mapping[UUID, str]) -> str:
    named = event.data.get("authority")
    if named:
        return names.get(UUID(named), "")
    return names.get(event.person_id, "") if event.person_id else ""


def decisions(store: Store, case_id: UUID) -> list[DecisionShown]:
    """Every signed version, the newest first."""
    with store.reading() as session:
        rows = session.execute(
            select(Decision, MeasureChoice.kind)
            .outerjoin(MeasureChoice, MeasureChoice.decision_id == Decision.id)
            .where(Decision.case_id == case_id)
            .order_by(Decision.version.desc())
        ).all()
        term = session.get(TermEnd, (case_id, TermName.APPEAL.value))
        newest = rows[0][0] if rows else None
        return [
            DecisionShown(
                id=row.id,
                version=row.version,
                content=DecisionContent.model_validate(row.content),
                signed_at=row.signed_at,
                letter_ready=row.letter_blob is not None,
                appeal_day=_appeal_day(row, newest, term),
                test_day=_day(row.snapshot.get("test_day")),
                statement_day=_day(row.snapshot.get("statement_day")),
                effects=tuple(Effect(one) for one in row.snapshot.get("effects", ())),
                chosen=ConditionKind(kind) if kind else None,
                corrected_day=_day(row.snapshot.get("corrected_day")),
            )
            for row, kind in rows
        ]


def _appeal_day(row: Decision, newest: Decision | None, term: TermEnd | None) -> date | None:
    """Until when it can be appealed: as the term runs since the letter came, until then as signed.

    A correction is the same decision, and the term that of its first letter.
    """
    signed_day = _day(row.snapshot.get("signed_day"))
    same = newest is not None and row.signed_at == newest.signed_at
    if same and term and signed_day and signed_day <= term.first_day:
        return term.day
    return _day(row.snapshot.get("appeal_day"))


def stands(store: Store, rules: Rules, case_id: UUID) -> bool:
    """Whether the newest decision stands: the case was not taken up again since."""
    with store.reading() as session:
        return load_facts(session, case_id, rules).standing_decision is not None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def letter(store: Store, case_id: UUID, version: int) -> bytes:
    """The decision letter as PDF; ``NotFound`` while it is not made."""
    query = select(Decision.letter_blob).where(
        Decision.case_id == case_id, Decision.version == version
    )
    with store.reading() as session:
        blob = session.scalars(query).first()
    if blob is None:
        raise NotFound(ErrorCode.UNKNOWN, "letter")
    return store.blobs.get(case_scope(case_id), blob)


def shown_on_verify(store: Store, case_id: UUID) -> frozenset[VerifyShown]:
    """What she lets the public page say of her letters."""
    with store.reading() as session:
        shows = session.get_one(Case, case_id).verify_shows
    return frozenset(VerifyShown(one) for one in shows or ())


def consents(store: Store, case_id: UUID, today: date) -> list[ConsentShown]:
    """Every consent ever given, the newest first."""
    query = (
        select(Consent, Authority.name)
        .join(Authority, Authority.id == Consent.authority_id)
        .where(Consent.case_id == case_id)
        .order_by(Consent.id.desc())
    )
    with store.reading() as session:
        return [
            ConsentShown(
                row.id, name, row.purpose, row.until, row.given_at, _consent_state(row, today)
            )
            for row, name in session.execute(query)
        ]


def _consent_state(row: Consent, today: date) -> ConsentState:
    if row.withdrawn_at:
        return ConsentState.WITHDRAWN
    return ConsentState.GIVEN if row.until >= today else ConsentState.ENDED


def authorities(store: Store) -> list[tuple[UUID, str]]:
    """Registered authorities to which consent can be given, by name."""
    query = select(Authority.id, Authority.name).where(Authority.active).order_by(Authority.name)
    with store.reading() as session:
        return [(ident, name) for ident, name in session.execute(query)]


def appeals(store: Store, case_id: UUID) -> list[AppealShown]:
    """Every appeal, the newest first."""
    query = select(AppealRow).where(AppealRow.case_id == case_id).order_by(AppealRow.id.desc())
    with store.reading() as session:
        return [
            AppealShown(
                id=row.id,
                kind=AppealKind(row.kind),
                lodged_at=row.lodged_at,
                decided_at=row.decided_at,
                granted=row.granted,
                reason=row.reason,
                withdrawn_at=row.withdrawn_at,
            )
            for row in session.scalars(query)
        ]
