"""A queue as long as an office's: bare lines, without papers and timelines."""

from datetime import timedelta
from uuid import UUID

from recognition.domain.reference import make_reference
from recognition.domain.vocabulary import CodeScheme, NextActor, Purpose, Role, Stage
from recognition.store.base import new_id
from recognition.store.queries.narrowing import FIELD_UNKNOWN, Held, Narrowing
from recognition.store.tables import Case, CaseView, CodeSuggestion
from tests.web.desk.conftest import START, Desk

COUNTRIES = ("UA", "SY", "TR", "IN", "AF")
FIELDS = ("0613", "0913", "0231", "1015")

EVERY_KIND = Narrowing(
    countries=("UA", "SY"),
    fields=("06", FIELD_UNKNOWN),
    purposes=(Purpose.ACADEMIC,),
    regimes=("lisbon",),
    stages=(Stage.ASSESSMENT, Stage.SIGN_OFF),
    held=(Held.MINE, Held.NOBODY),
)

KINDS = (
    Narrowing(countries=("UA",)),
    Narrowing(fields=("06",)),
    Narrowing(purposes=(Purpose.ACADEMIC,)),
    Narrowing(regimes=("lisbon",)),
    Narrowing(stages=(Stage.ASSESSMENT,)),
    Narrowing(held=(Held.NOBODY,)),
    Narrowing(held=(Held.MINE,)),
    EVERY_KIND,
)
"""Narrowings of each kind, and of all at once."""


def fill(desk: Desk, many: int) -> list[UUID]:
    """Cases by turns to assess and to sign, of five countries, three purposes and four fields.

    The machine suggests the fields, and abstains in every eighth case.
    """
    ids = [new_id() for _ in range(many)]
    with desk.store.writing() as session:
        session.add_all(_case(desk, number, one) for number, one in enumerate(ids))
        session.flush()
        session.add_all(_view(number, one) for number, one in enumerate(ids))
        session.add_all(_suggestion(number, one) for number, one in enumerate(ids))
    return ids


def _case(desk: Desk, number: int, case_id: UUID) -> Case:
    at = START + timedelta(minutes=number)
    return Case(
        id=case_id,
        reference=make_reference(2026, number.to_bytes(5)),
        applicant_id=desk.people["applicant"],
        regime_id="lisbon",
        purpose=list(Purpose)[number % 3],
        country=COUNTRIES[number % 5],
        created_at=at,
        changed_at=at,
        submitted_at=at,
    )


def _view(number: int, case_id: UUID) -> CaseView:
    at = START + timedelta(minutes=number)
    return CaseView(
        case_id=case_id,
        revision=1,
        stage=Stage.ASSESSMENT if number % 2 else Stage.SIGN_OFF,
        next_actor=NextActor.ASSESSOR if number % 2 else NextActor.SECOND_ASSESSOR,
        allowed={Role.ASSESSOR: []},
        due_at=at + timedelta(days=number % 7),
        queue_at=at + timedelta(days=number % 7),
        due_day=at.date(),
        waiting_since=at,
    )


def _suggestion(number: int, case_id: UUID) -> CodeSuggestion:
    return CodeSuggestion(
        case_id=case_id,
        scheme=CodeScheme.ISCED_F,
        code=FIELDS[number % 4],
        confidence=0.7,
        abstained=number % 8 == 0,
        release="test",
        input_digest="test",
        at=START,
    )
