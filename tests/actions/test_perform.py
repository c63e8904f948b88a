"""What holds for every action: once, whole or not at all, derived, chained, and short."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete, event, select, text, update

from recognition.actions.perform import perform, perform_result
from recognition.actions.record_look_up import LookedAt, record_look_up
from recognition.actions.rederiving import rederive_all
from recognition.actions.registry import HANDLERS
from recognition.domain.events import EventKind
from recognition.domain.facts import Person
from recognition.domain.state import CaseState
from recognition.domain.verbs import (
    Act,
    AddNote,
    AnnounceDelay,
    AnyVerb,
    Appeal,
    AskApplicant,
    Claim,
    EditApplication,
    ExplainNames,
    PassDeadlines,
    Propose,
    RecordLetter,
    Reopen,
    SendBack,
    SignOff,
    Submit,
    VerbName,
)
from recognition.domain.vocabulary import Purpose, Role
from recognition.errors import ErrorCode, InvalidInput, NotAllowed, NotFound, Stale
from recognition.store import tables
from recognition.store.base import Base, new_id
from recognition.store.engine import assert_no_open_session
from recognition.store.timeline import first_broken_link
from tests.support.people import content
from tests.support.towns import Office


def everything(office: Office) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with office.store.reading() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }


def act(office: Office, verb: AnyVerb, revision: int | None = None) -> Act:
    return Act(
        action_id=new_id(),
        role=Role.ASSESSOR,
        person_id=office.assessors[0],
        revision=revision,
        verb=verb,
    )


def story(office: Office) -> UUID:
    """A case through every turn: sent back, signed, delivered, appealed, reopened, silent."""
    case = office.proposed()
    proposal = office.ids(tables.Proposal)[-1]
    office.desk(case, SendBack(proposal_id=proposal, reason="Name the level."), who=1)
    office.desk(case, AnnounceDelay(new_date=date(2026, 8, 1), reason="Ill."))
    office.desk(case, Propose(content=content()))
    office.go(hours=1)
    office.desk(case, SignOff(proposal_id=office.ids(tables.Proposal)[-1]), who=1)
    with office.store.reading() as session:
        decision = session.scalars(select(tables.Decision.id)).one()
    office.machine(case, RecordLetter(decision_id=decision, blob="b", sha256="c"))
    office.go(days=1)
    office.desk(case, Reopen(reason="A new paper came."))
    office.go(days=150)
    office.machine(case, PassDeadlines())
    office.holder(case, Appeal(kind="silence", grounds="Nobody answered me."))
    return case


def test_every_verb_has_one_handler() -> None:
    assert set(HANDLERS) == set(VerbName)


def test_the_same_action_again_changes_nothing_and_answers_the_same(office: Office) -> None:
    case = office.submitted()
    note = act(office, AddNote(text="Once."))
    first = perform(office.store, office.rules, case, note, office.at)
    office.holder(case, ExplainNames(explanation="I married."))
    before = everything(office)
    again = perform(office.store, office.rules, case, note, office.go(days=1))
    assert again == first and everything(office) == before


def test_an_action_id_is_one_cases(office: Office) -> None:
    case, other = office.submitted(), office.submitted()
    note = act(office, AddNote(text="Once."))
    for one in (case, other):
        perform(office.store, office.rules, one, note, office.at)
    assert office.rows(tables.Note) == 2


@pytest.mark.parametrize(
    ("verb", "error"),
    [
        (AddNote(text=""), InvalidInput),
        (AskApplicant(items=()), InvalidInput),
        (Propose(content=content().model_copy(update={"reasons": ""})), InvalidInput),
        (AnnounceDelay(new_date=date(2020, 1, 1), reason="x"), InvalidInput),
        (SignOff(proposal_id=new_id()), NotAllowed),
        (Submit(), NotAllowed),
    ],
)
def test_what_is_refused_changes_nothing(
    office: Office, verb: AnyVerb, error: type[Exception]
) -> None:
    case = office.claimed()
    before = everything(office)
    with pytest.raises(error):
        office.desk(case, verb)
    assert everything(office) == before


def test_bad_details_of_a_draft_change_nothing(office: Office) -> None:
    case = office.draft()
    before = everything(office)
    for bad in ({"country": "ZZ"}, {"country": "er"}):
        with pytest.raises(InvalidInput):
            office.holder(case, EditApplication(purpose=Purpose.ACADEMIC, **bad))
    assert everything(office) == before


def test_a_draft_without_what_it_needs_is_not_taken_in(office: Office) -> None:
    case = office.draft(papers=False)
    office.holder(case, EditApplication(details={"full_name": ""}))
    with pytest.raises(InvalidInput) as caught:
        office.holder(case, Submit())
    assert (caught.value.code, caught.value.subject) == (ErrorCode.MISSING_VALUE, "full_name")


def test_a_stale_page_is_told_so_where_it_matters(office: Office) -> None:
    case = office.claimed()
    with pytest.raises(Stale) as caught:
        verb = act(office, Propose(content=content()), revision=1)
        perform(office.store, office.rules, case, verb, office.at)
    assert caught.value.code is ErrorCode.CASE_MOVED_ON
    perform(office.store, office.rules, case, act(office, AddNote(text="x"), 1), office.at)


def test_a_refusal_is_an_answer_across_processes(office: Office) -> None:
    case = office.submitted()
    result = perform_result(
        office.store, office.rules, case, act(office, AddNote(text="")), office.at
    )
    assert (result.refusal, result.status) == (ErrorCode.MISSING_VALUE, 422)
    assert result.state.case_id == case
    with pytest.raises(NotFound):
        perform_result(office.store, office.rules, new_id(), act(office, Claim()), office.at)


def test_the_read_model_is_what_the_facts_say(office: Office) -> None:
    story(office), office.draft(), office.submitted(papers=False), office.decided()
    assert rederive_all(office.store, office.rules) == (0, 4)


def test_a_spoilt_read_model_is_rebuilt(office: Office) -> None:
    case, other = story(office), office.submitted()
    right = everything(office)["case_view"]
    with office.store.writing() as session:
        session.get_one(tables.CaseView, case).stage = "draft"
        session.execute(update(tables.CaseView).values(due_at=None, title="x"))
    assert rederive_all(office.store, office.rules) == (2, 2)
    assert everything(office)["case_view"] == right
    with office.store.writing() as session:
        session.execute(delete(tables.CaseView).where(tables.CaseView.case_id == other))
    assert rederive_all(office.store, office.rules) == (1, 2)


def test_the_answer_and_the_read_model_agree(office: Office) -> None:
    case = office.claimed()
    state: CaseState = office.desk(case, AddNote(text="x"))
    with office.store.reading() as session:
        view = session.get_one(tables.CaseView, case)
    assert (view.revision, view.stage, view.wake_at, view.due_day) == (
        state.revision,
        state.stage,
        state.wake_at,
        state.due_day,
    )


@pytest.mark.parametrize(
    ("spoil", "broken"),
    [
        ("UPDATE event SET kind = 'withdrawn' WHERE number = 3", 3),
        ("UPDATE event SET person_id = NULL WHERE number = 4", 4),
        ("UPDATE event SET at = '2020-01-01 00:00:00' WHERE number = 2", 2),
        ("DELETE FROM event WHERE number = 3", 3),
        ("DELETE FROM event WHERE number = 1", 1),
        (
            "UPDATE event SET number = CASE number WHEN 3 THEN -4 ELSE -3 END "
            "WHERE number IN (3, 4); UPDATE event SET number = -number WHERE number < 0",
            3,
        ),
        (
            "DELETE FROM event WHERE number = 3; "
            "UPDATE event SET number = -number + 1 WHERE number > 3; "
            "UPDATE event SET number = -number WHERE number < 0",
            3,
        ),
    ],
)
def test_a_spoilt_timeline_is_found(office: Office, spoil: str, broken: int) -> None:
    case = story(office)
    with office.store.writing() as session:
        assert first_broken_link(session, office.store.keys, case) is None
        for statement in spoil.split("; "):
            session.execute(text(statement))
    with office.store.reading() as session:
        assert first_broken_link(session, office.store.keys, case) == broken


def test_every_line_of_the_timeline_holds_codes_alone(office: Office) -> None:
    case = story(office)
    with office.store.reading() as session:
        events = session.scalars(select(tables.Event).where(tables.Event.case_id == case)).all()
        words = " ".join(str(event.data) for event in events)
    assert {event.kind for event in events} <= set(EventKind)
    for secret in ("Selam", "Name the level", "Ill.", "Nobody answered"):
        assert secret not in words


def test_nothing_outside_is_called_while_a_session_is_open(office: Office) -> None:
    assert_no_open_session()
    blobs = office.store.blobs
    outside: tuple[Callable[[], object], ...] = (
        assert_no_open_session,
        lambda: blobs.put("office", "x", b"x"),
        lambda: blobs.get("office", "x"),
        lambda: blobs.delete("x"),
    )
    for opened in (office.store.reading, office.store.writing):
        for call in outside:
            with opened(), pytest.raises(AssertionError):
                call()
    assert_no_open_session()


def test_a_look_is_written_down_once_in_half_an_hour(office: Office) -> None:
    case = office.submitted()
    person = Person(Role.ASSESSOR, office.assessors[0])
    for minutes in (0, 29, 2):
        record_look_up(office.store, case, person, LookedAt.CASE, office.go(minutes=minutes))
    assert office.rows(tables.LookUp) == 2
    record_look_up(office.store, case, person, LookedAt.DOCUMENT, office.at)
    other = Person(Role.ASSESSOR, office.assessors[1])
    record_look_up(office.store, case, other, LookedAt.CASE, office.at)
    assert office.rows(tables.LookUp) == 4


def test_offices_of_tests_share_nothing(office: Office, tmp_path: Path) -> None:
    office.draft()
    assert office.store_folder.is_relative_to(tmp_path) and office.rows(tables.Case) == 1


def test_an_act_reads_of_a_case_only_what_it_needs(office: Office) -> None:
    """The bound is a third below what an act took when all was read again after it."""
    case = office.claimed()
    office.desk(case, AddNote(text="The statements are made."))
    with statements(office, "") as said:
        office.desk(case, AddNote(text="A note."))
    assert len(said) <= 18, said
    staff = [statement for statement in said if "DISTINCT event.person_id" in statement]
    assert len(staff) == 1, "who acted before is known of whoever acts again"


def test_a_signature_suggests_no_codes_anew(office: Office) -> None:
    case = office.proposed()
    suggested = office.rows(tables.CodeSuggestion)
    sign = SignOff(proposal_id=office.ids(tables.Proposal)[-1])
    with statements(office, "code_suggestion") as said:
        office.desk(case, sign, who=1)
    assert not said and office.rows(tables.CodeSuggestion) == suggested


@contextmanager
def statements(office: Office, word: str) -> Iterator[list[str]]:
    """The statements with a word in them, as they are said."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if word in statement:
            said.append(statement)

    event.listen(office.store.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(office.store.engine, "before_cursor_execute", note)
