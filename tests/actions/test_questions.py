"""Questions to authorities: announced, agreed or objected to, sent, answered by the right one."""

from uuid import UUID

import pytest
from sqlalchemy import select

from recognition.actions.register_authority import make_secret, register_authority
from recognition.domain.verbs import (
    AgreeToQuestion,
    AnswerAuthenticity,
    AskAuthority,
    CancelRequest,
    Claim,
    ExpireRequest,
    ObjectToQuestion,
    RemindRequest,
    ReviewRequest,
    SendQuestion,
    Withdraw,
)
from recognition.domain.vocabulary import AuthenticityAnswer, NextActor, Stage, WebhookType
from recognition.errors import ErrorCode, InvalidInput, NotAllowed, NotFound
from recognition.store import tables
from recognition.store.base import new_id
from recognition.store.outbox import MailKind, OutboxKind, read_body
from tests.support.towns import Office


def announced(office: Office) -> tuple[UUID, UUID]:
    """A case whose first assessor wants to ask the ministry; with the question's id."""
    case = office.claimed()
    after = office.desk(case, AskAuthority(authority_id=office.authority))
    assert (after.stage, after.next_actor) == (Stage.VERIFICATION, NextActor.APPLICANT)
    with office.store.reading() as session:
        return case, session.scalars(select(tables.Request.id)).one()


def row(office: Office, question: UUID) -> tables.Request:
    with office.store.reading() as session:
        return session.get_one(tables.Request, question)


def sent(office: Office) -> list[str]:
    """The types of the webhooks that go out."""
    query = select(tables.Outbox).where(tables.Outbox.kind == OutboxKind.WEBHOOK)
    with office.store.reading() as session:
        rows = session.scalars(query).all()
    return [read_body(office.store.keys, row)["type"] for row in rows]


def confirmed(question: UUID) -> AnswerAuthenticity:
    return AnswerAuthenticity(request_id=question, answer=AuthenticityAnswer.CONFIRMED)


def test_the_applicant_is_told_before_anybody_is_asked(office: Office) -> None:
    _, question = announced(office)
    query = select(tables.Outbox).where(tables.Outbox.kind == OutboxKind.MAIL)
    with office.store.reading() as session:
        mails = [mail.payload["mail"] for mail in session.scalars(query)]
    assert MailKind.QUESTION_ANNOUNCED in mails
    assert not sent(office) and row(office, question).asked_at is None


def test_agreed_it_goes_out_at_once(office: Office) -> None:
    case, question = announced(office)
    after = office.holder(case, AgreeToQuestion(request_id=question))
    assert after.next_actor is NextActor.AUTHORITY
    assert sent(office) == [WebhookType.AUTHENTICITY_REQUESTED]
    with pytest.raises(InvalidInput):
        office.holder(case, AgreeToQuestion(request_id=question))
    office.machine(case, SendQuestion(request_id=question))
    assert len(sent(office)) == 1


def test_objected_to_it_never_goes_out(office: Office) -> None:
    case, question = announced(office)
    with pytest.raises(InvalidInput) as caught:
        office.holder(case, ObjectToQuestion(request_id=question, reason=" "))
    assert caught.value.code is ErrorCode.REASON_MISSING
    after = office.holder(case, ObjectToQuestion(request_id=question, reason="It is dangerous."))
    assert (after.stage, after.next_actor) == (Stage.ASSESSMENT, NextActor.ASSESSOR)
    office.at = row(office, question).objection_until
    office.machine(case, SendQuestion(request_id=question))
    assert not sent(office)
    with pytest.raises(NotFound):
        office.asked(case, confirmed(question))
    office.desk(case, Claim())
    office.desk(case, ReviewRequest(request_id=question))
    with pytest.raises(InvalidInput):
        office.desk(case, ReviewRequest(request_id=question))


def test_it_goes_out_when_the_time_to_object_is_over(office: Office) -> None:
    case, question = announced(office)
    office.at = row(office, question).objection_until
    office.go(microseconds=-1)
    office.machine(case, SendQuestion(request_id=question))
    assert not sent(office)
    office.go(microseconds=1)
    office.machine(case, SendQuestion(request_id=question))
    assert sent(office) == [WebhookType.AUTHENTICITY_REQUESTED]
    with pytest.raises(InvalidInput) as caught:
        office.holder(case, ObjectToQuestion(request_id=question, reason="Too late."))
    assert caught.value.code is ErrorCode.NOTHING_TO_ANSWER


@pytest.mark.parametrize("end", ["cancelled", "withdrawn"])
def test_what_nobody_needs_any_more_is_not_sent(office: Office, end: str) -> None:
    case, question = announced(office)
    if end == "cancelled":
        office.desk(case, CancelRequest(request_id=question))
        office.at = row(office, question).objection_until
        office.machine(case, SendQuestion(request_id=question))
    else:
        office.holder(case, Withdraw())
        office.at = row(office, question).objection_until
        with pytest.raises(NotAllowed):
            office.machine(case, SendQuestion(request_id=question))
    assert not sent(office) and row(office, question).wake_at is None


def test_only_the_asked_authority_answers_and_only_once(office: Office) -> None:
    case, question = announced(office)
    other = register_authority(
        office.store, "Other", "http://127.0.0.1:9/x", make_secret(), office.at
    )
    with pytest.raises(NotFound):
        office.asked(case, confirmed(question))  # it was not asked yet
    office.holder(case, AgreeToQuestion(request_id=question))
    with pytest.raises(NotFound):
        office.asked(case, confirmed(question), other)
    with pytest.raises(NotFound):
        office.asked(case, confirmed(new_id()))
    assert office.asked(case, confirmed(question)).stage is Stage.ASSESSMENT
    assert row(office, question).answer == AuthenticityAnswer.CONFIRMED
    with pytest.raises(InvalidInput) as caught:
        office.asked(
            case,
            AnswerAuthenticity(request_id=question, answer=AuthenticityAnswer.NOT_CONFIRMED),
        )
    assert caught.value.code is ErrorCode.NOTHING_TO_ANSWER
    assert row(office, question).answer == AuthenticityAnswer.CONFIRMED


def test_an_answer_after_the_expiry_was_reviewed_is_taken(office: Office) -> None:
    case, question = announced(office)
    office.holder(case, AgreeToQuestion(request_id=question))
    office.at = row(office, question).due_at
    assert office.machine(case, ExpireRequest(request_id=question)).stage is Stage.ASSESSMENT
    office.desk(case, Claim())
    office.desk(case, ReviewRequest(request_id=question))
    office.go(days=20)
    office.asked(case, confirmed(question))
    office.go(days=1)
    office.desk(case, Claim())
    office.desk(case, ReviewRequest(request_id=question, note="It is real."))


def test_reminders_go_to_the_authority(office: Office) -> None:
    case, question = announced(office)
    office.holder(case, AgreeToQuestion(request_id=question))
    for number in (1, 2, 2):
        office.machine(case, RemindRequest(request_id=question, number=number))
    assert sent(office)[1:] == [WebhookType.AUTHENTICITY_REMINDER] * 2


def test_the_applicant_cannot_answer_for_the_authority(office: Office) -> None:
    case, question = announced(office)
    with pytest.raises(NotAllowed):
        office.holder(case, confirmed(question))


def test_only_a_registered_authority_can_be_asked(office: Office) -> None:
    case = office.claimed()
    with pytest.raises(NotFound):
        office.desk(case, AskAuthority(authority_id=new_id()))
    assert office.rows(tables.Request) == 0
