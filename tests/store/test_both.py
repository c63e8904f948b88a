"""What SQLite and PostgreSQL would do differently where nobody asks: both do the same."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select, text

from recognition.actions.accounts.grant_right import grant_right, load_staff, revoke_right
from recognition.authorities.inbound import keep_answer, mark_handled, pending_act
from recognition.authorities.messages import AnswerData, AnswerMessage
from recognition.domain.verbs import AddNote, AnswerAuthenticity, AskAuthority, EditApplication
from recognition.domain.vocabulary import AuthenticityAnswer, Purpose, Right
from recognition.errors import ErrorCode
from recognition.store import tables
from recognition.store.engine import make_engine
from recognition.store.outbox import OutboxKind, add
from tests.store.at_once import at_once, codes
from tests.support.postgres import Postgres
from tests.support.towns import Office
from workflows.activities.outbox import cases_left


def answered(office: Office, note: str = "") -> UUID:
    """An answer of the authority's that was kept; its inbound id."""
    case = office.claimed()
    office.desk(case, AskAuthority(authority_id=office.authority))
    with office.store.writing() as session:
        question = session.scalars(
            select(tables.Request).where(tables.Request.case_id == case)
        ).one()
        question.asked_at = office.at
    data = AnswerData(request_id=question.id, answer=AuthenticityAnswer.CONFIRMED, note=note)
    message = AnswerMessage(type="authenticity.answered", data=data)
    return keep_answer(office.store, office.authority, str(question.id), message, office.at)


def test_who_reads_sees_one_moment(office: Office) -> None:
    case, count = office.claimed(), select(func.count()).select_from(tables.Note)
    with office.store.reading() as session:
        assert session.scalar(count) == 0
        assert codes(at_once(lambda: office.desk(case, AddNote(text="Meanwhile.")))) == []
        assert session.scalar(count) == 0
    assert office.rows(tables.Note) == 1


def test_a_connection_that_reads_writes_again_afterwards(office: Office) -> None:
    case = office.claimed()
    for number in range(3):
        assert office.rows(tables.Note) == number
        office.desk(case, AddNote(text="A note."))


def test_cases_with_something_left_are_looked_at_in_the_order_of_their_failures(
    office: Office,
) -> None:
    cases = [office.submitted() for _ in range(3)]
    with office.store.writing() as session:
        for row in session.scalars(select(tables.Outbox)):
            row.done_at = office.at
        for number, (case, attempts) in enumerate(zip(cases, (1, 0, 0), strict=True)):
            at = office.at - timedelta(hours=number)
            add(session, OutboxKind.MAIL, at, case_id=case)
            session.flush()
            row = session.scalars(select(tables.Outbox).where(tables.Outbox.case_id == case))
            row.all()[-1].attempts = attempts
    with office.store.reading() as session:
        left = session.scalars(cases_left(office.at + timedelta(minutes=1))).all()
    assert left == [cases[2], cases[1], cases[0]]


def test_what_no_reader_sees_is_left_out(office: Office) -> None:
    """A NUL in a form, in a file's name or in a PDF's text costs nobody the rest."""
    case = office.claimed()
    office.desk(case, AddNote(text="The seal\0 differs."))
    document = office.stored(b"%PDF-1.4 other")
    draft = office.draft(papers=False)
    office.holder(
        draft,
        EditApplication(purpose=Purpose.ACADEMIC, country="ER", details={"full_name": "Se\0lam"}),
    )
    with office.store.writing() as session:
        session.get_one(tables.Document, document).name = "scan\0.pdf"
    with office.store.reading() as session:
        assert session.scalars(select(tables.Note.text)).one() == "The seal differs."
        assert session.get_one(tables.Document, document).name == "scan.pdf"
        assert session.get_one(tables.Case, draft).details["full_name"] == "Selam"
        found = select(tables.Note.id).where(tables.Note.text == "The \0seal differs.")
        assert session.scalars(found).one()


def test_what_an_authority_writes_stands_nowhere_in_clear_until_its_case_has_it(
    office: Office,
) -> None:
    """GDPR, article 32: a note may name the holder, or who knows her."""
    inbound = answered(office, note="Her aunt Zufan con\0firmed it.")
    with office.store.reading() as session:
        kept = session.get_one(tables.InboundMessage, inbound)
        asked = tables.InboundMessage.body["data"]["request_id"].as_string()
        assert "Zufan" not in str(kept.body) and "confirmed" not in str(kept.body)
        assert session.scalars(select(asked)).one() == kept.message_id
    _, act = pending_act(office.store, inbound)
    assert isinstance(act.verb, AnswerAuthenticity)
    assert act.verb.answer is AuthenticityAnswer.CONFIRMED
    assert act.verb.note.replace("\0", "") == "Her aunt Zufan confirmed it."


def test_an_answer_that_an_earlier_release_kept_is_handed_over(office: Office) -> None:
    inbound = answered(office)
    with office.store.writing() as session:
        row = session.get_one(tables.InboundMessage, inbound)
        data = {"request_id": row.message_id, "answer": "confirmed", "note": "Found."}
        row.body = {"type": "authenticity.answered", "timestamp": None, "data": data}
    _, act = pending_act(office.store, inbound)
    assert isinstance(act.verb, AnswerAuthenticity) and act.verb.note == "Found."


def test_an_answer_that_is_handled_twice_at_once_has_one_ending(office: Office) -> None:
    inbound = answered(office)

    def end(refusal: ErrorCode | None) -> Callable[[], object]:
        return lambda: mark_handled(office.store, inbound, refusal, office.at)

    ends = at_once(end(None), end(ErrorCode.NOTHING_TO_ANSWER), end(None))
    assert codes(ends) == [] and len(set(ends)) == 1
    with office.store.reading() as session:
        kept = session.get_one(tables.InboundMessage, inbound).answer
    assert mark_handled(office.store, inbound, None, office.at) == ends[0]
    assert kept is not None and kept["code"] == ends[0].code  # type: ignore[attr-defined]


def test_a_right_that_was_granted_twice_at_once_is_taken_back_at_once(office: Office) -> None:
    email = "assessor2@office.example"
    granted = at_once(
        *(lambda: grant_right(office.store, email, Right.CORRECT, office.at) for _ in range(4))
    )
    assert codes(granted) == [] and sorted(map(bool, granted)) == [False, False, False, True]
    assert revoke_right(office.store, email, Right.CORRECT, office.at)
    assert {one.email: one.rights for one in load_staff(office.store)}[email] == frozenset()


def test_a_database_that_was_restarted_is_reached_again(postgres: Postgres, migrated: str) -> None:
    engine = make_engine(migrated)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    postgres.drop_connections()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    engine.dispose()
