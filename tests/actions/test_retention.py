"""A closed case is erased when its time of keeping is over; what is left names nobody."""

from datetime import timedelta
from typing import cast
from uuid import UUID

import pytest
from sqlalchemy import Connection, event, select

from recognition.actions.accounts.sign_in import request_link
from recognition.actions.delete_draft import delete_draft
from recognition.actions.erase_case import KEPT, erase_case
from recognition.actions.keep_act import keep_act
from recognition.domain.events import EventKind
from recognition.domain.figures import DECIDED, LEAST, RECEIVED, By
from recognition.domain.verbs import (
    Act,
    AddNote,
    Appeal,
    AskAuthority,
    Claim,
    DecideAppeal,
    ExplainNames,
    FindField,
    PassDeadlines,
    RecordLetter,
    ShowOnVerify,
    Submit,
    Withdraw,
)
from recognition.domain.vocabulary import AppealKind, FieldName, Outcome, Role, Stage
from recognition.letters.mail import send
from recognition.settings import make_settings
from recognition.store import tables
from recognition.store.base import Base, new_id
from recognition.store.keys import KeyDestroyed, case_scope
from recognition.store.outbox import MailKind, OutboxKind
from recognition.store.queries.applicant import applications
from recognition.store.queries.verify import verify_letter
from recognition.store.queries.yearly import load_years
from recognition.store.timeline import first_broken_link
from recognition.store.values import case_values
from tests.support.cases import events
from tests.support.people import HOLDER
from tests.support.towns import Office
from workflows.activities.deps import Deps
from workflows.activities.sweeps import SweepActivities
from workflows.gateway import AsyncGateway
from workflows.messages import Sweep

TEN_YEARS = timedelta(days=3654)


def full_case(office: Office) -> tuple[UUID, str]:
    """A case with something of everything, closed; and the code on its letter."""
    case = office.decided()
    with office.store.reading() as session:
        decision = session.scalars(select(tables.Decision)).one()
    blob = office.store.blobs.put(case_scope(case), "letter", b"a letter")
    office.machine(case, RecordLetter(decision_id=decision.id, blob=blob, sha256="c"))
    office.desk(case, AddNote(text=f"{HOLDER} called."))
    office.holder(case, Appeal(kind=AppealKind.DECISION, grounds="My grounds."))
    office.go(days=40)
    office.machine(case, PassDeadlines())
    with office.store.reading() as session:
        appeal = session.scalars(select(tables.AppealRow.id)).one()
    office.desk(case, DecideAppeal(appeal_id=appeal, granted=False, reason="So."), who=2)
    return case, decision.code


def let_end(office: Office, cases: list[UUID]) -> None:
    """Their letters arrive, and nobody appeals."""
    for case in cases:
        blob = office.store.blobs.put(case_scope(case), "letter", b"a letter")
        of_case = select(tables.Decision.id).where(tables.Decision.case_id == case)
        with office.store.reading() as session:
            decision = session.scalars(of_case).one()
        office.machine(case, RecordLetter(decision_id=decision, blob=blob, sha256="c"))
    office.at += timedelta(days=40)
    for case in cases:
        office.machine(case, PassDeadlines())


def words(office: Office) -> str:
    """Every value of every column of every table, as one text."""
    found = []
    with office.store.reading() as session:
        for table in Base.metadata.sorted_tables:
            found += [str(tuple(row)) for row in session.execute(select(table))]
    return "\n".join(found)


def test_nothing_of_a_person_is_left(office: Office) -> None:
    """GDPR, articles 5(1)(e) and 17: kept no longer than needed, then erased."""
    case, code = full_case(office)
    assert HOLDER in words(office) and "My grounds." in words(office)
    office.at += TEN_YEARS
    assert erase_case(office.store, office.rules, case, office.at)
    left = words(office)
    for word in (HOLDER, "My grounds.", "selam@example.org", "1991-05-04", "clinical hours", code):
        assert word not in left, word
    assert verify_letter(office.store, code) is None
    with pytest.raises(KeyDestroyed):
        office.store.keys.unseal(case_scope(case), b"0" * 40)
    assert office.rows(tables.Document) == 0, "its papers went with it"
    with office.store.reading() as session:
        for table in Base.metadata.sorted_tables:
            if "case_id" in table.c and table.name not in KEPT:
                assert session.execute(select(table)).first() is None, table.name


def test_what_is_left_counts_and_its_chain_holds(office: Office) -> None:
    case, _ = full_case(office)
    before = len(events(office, case, EventKind.SIGNED))
    office.at += TEN_YEARS
    erase_case(office.store, office.rules, case, office.at)
    with office.store.reading() as session:
        row = session.get_one(tables.Case, case)
        view = session.get_one(tables.CaseView, case)
        assert first_broken_link(session, office.store.keys, case) is None
    assert (row.country, row.purpose) == (None, None), "they stand in the figures of the year"
    assert view.stage == Stage.ERASED and view.erase_at is None
    assert before == len(events(office, case, EventKind.SIGNED)) == 1
    assert events(office, case, EventKind.ERASED)
    assert applications(office.store, office.applicant) == []
    assert not erase_case(office.store, office.rules, case, office.at), "once"


def test_the_figures_of_its_year_are_kept_before_it_is_erased(office: Office) -> None:
    """An office's yearly statistics outlive the cases, and no row of them is about one."""
    cases = [office.decided() for _ in range(5)]
    cases += [office.decided(Outcome.PARTIAL)]
    office.holder(office.claimed(), Withdraw())
    zone = office.rules.zone
    before = load_years(office.store, zone)
    let_end(office, cases)
    office.at += TEN_YEARS
    for case in cases[:3]:
        assert erase_case(office.store, office.rules, case, office.at)
    office.submitted()
    after = load_years(office.store, zone)
    assert after == before != (), "the rest of its year changes nothing, nor do newer years of few"
    for case in cases[3:]:
        assert erase_case(office.store, office.rules, case, office.at)
    assert load_years(office.store, zone) == before
    (whole,) = (one for one in before if one.by is By.ALL)
    assert (whole.year, whole.days, whole.numbers[RECEIVED]) == (2026, 0, 7)
    with office.store.reading() as session:
        groups = session.scalars(select(tables.YearGroup)).all()
    assert len(groups) == len(before)
    assert not [one for one in groups if any(0 < (n or 9) < LEAST for n in one.numbers.values())]


def test_what_an_earlier_release_left_for_counting_is_counted_and_goes(office: Office) -> None:
    old, *others = [office.decided() for _ in range(5)]
    with office.store.writing() as session:
        left = session.get_one(tables.Case, old)
        left.erased_at, left.details = office.at, {}
    let_end(office, others)
    office.at += TEN_YEARS
    assert erase_case(office.store, office.rules, others[0], office.at)
    (whole,) = (one for one in load_years(office.store, office.rules.zone) if one.by is By.ALL)
    assert whole.numbers[DECIDED] == 5
    with office.store.reading() as session:
        assert session.get_one(tables.Case, old).country is None


def test_what_was_found_for_a_title_stays_and_loses_its_case(office: Office) -> None:
    case, _ = full_case(office)
    evidence = tables.CodeEvidence(
        case_id=case, scheme="isced_f", key="k", title="Nurse", country="ER", code="0913",
        author_id=office.assessors[0], at=office.at,
    )  # fmt: skip
    with office.store.writing() as session:
        session.add(evidence)
    office.at += TEN_YEARS
    assert erase_case(office.store, office.rules, case, office.at)
    with office.store.reading() as session:
        kept = session.scalars(select(tables.CodeEvidence)).all()
    assert [(row.title, row.case_id) for row in kept if row.key == "k"] == [("Nurse", None)]


def test_not_a_day_too_early_and_never_while_it_goes_on(office: Office) -> None:
    case, _ = full_case(office)
    with office.store.reading() as session:
        end = session.get_one(tables.CaseView, case).erase_at
    assert end is not None and end > office.at + timedelta(days=3640)
    assert not erase_case(office.store, office.rules, case, end - timedelta(seconds=1))
    running = office.claimed()
    assert not erase_case(office.store, office.rules, running, office.at + 3 * TEN_YEARS)
    assert erase_case(office.store, office.rules, case, end)


def test_a_withdrawn_case_is_kept_and_erased_like_a_decided_one(office: Office) -> None:
    case = office.claimed()
    office.desk(case, FindField(field=FieldName.INSTITUTION, value="Asmara"))
    office.desk(case, AskAuthority(authority_id=office.authority))
    office.holder(case, Withdraw())
    office.at += TEN_YEARS
    assert erase_case(office.store, office.rules, case, office.at)
    assert "Asmara" not in words(office)


def test_a_person_and_papers_that_another_case_needs_stay(office: Office) -> None:
    old, _ = full_case(office)
    office.at += TEN_YEARS
    other = office.submitted()
    assert erase_case(office.store, office.rules, old, office.at)
    with office.store.reading() as session:
        account = session.get_one(tables.Account, office.applicant)
    assert account.active and account.email == "selam@example.org"
    office.desk(other, Claim())


def test_a_case_that_cannot_be_erased_holds_up_no_other(office: Office) -> None:
    broken, whole = office.claimed(), office.claimed()
    for case in (broken, whole):
        office.holder(case, Withdraw())
    with office.store.writing() as session:
        session.get_one(tables.Case, broken).regime = {"id": "of another release"}
    office.at += TEN_YEARS
    assert sweeps(office).sweep_closed(Sweep(at=office.at)) == 1
    with office.store.reading() as session:
        erased = {row.id: row.erased_at for row in session.scalars(select(tables.Case))}
    assert erased[whole] == office.at and erased[broken] is None


def test_what_she_said_of_a_paper_that_another_case_has_stays(office: Office) -> None:
    old, _ = full_case(office)
    office.at += TEN_YEARS
    other = office.draft()
    assert said_of_the_title(office, other)
    assert erase_case(office.store, office.rules, old, office.at)
    assert said_of_the_title(office, other)


def said_of_the_title(office: Office, case: UUID) -> bool:
    with office.store.reading() as session:
        title = case_values(session, case).get(FieldName.QUALIFICATION_TITLE)
    return title is not None and title.stated is not None


def test_no_mail_to_her_stays_either(office: Office) -> None:
    """Those of no case too: where mails are kept, each has her address on it."""
    case, _ = full_case(office)
    request_link(office.store, "selam@example.org", "en", office.at)
    with office.store.reading() as session:
        mails = select(tables.Outbox.id).where(tables.Outbox.kind == OutboxKind.MAIL)
        rows = session.scalars(mails.where(tables.Outbox.case_id.is_(None))).all()
    for row in rows:
        send(office.store, make_settings(), office.rules.office, row, office.at)
    assert office.rows(tables.Mail) == 1
    office.at += TEN_YEARS
    assert erase_case(office.store, office.rules, case, office.at)
    assert "selam@example.org" not in words(office)


def test_neither_country_nor_purpose_can_be_told_from_the_papers_asked_for(office: Office) -> None:
    case, _ = full_case(office)
    office.at += TEN_YEARS
    assert erase_case(office.store, office.rules, case, office.at)
    with office.store.reading() as session:
        snapshot = session.get_one(tables.Case, case).snapshot
    assert snapshot is not None and list(snapshot) == ["calendar"]


class Killed(BaseException):
    """The process is gone."""


def test_who_is_killed_while_erasing_leaves_no_key(office: Office) -> None:
    """Rows and key go in one transaction: a case that is erased is not erased once more."""
    case, _ = full_case(office)
    office.at += TEN_YEARS
    written = []

    def count(connection: Connection) -> None:
        written.append(connection)

    def die(_: Connection) -> None:
        if written:
            raise Killed

    engine = office.store.engine
    event.listen(engine, "commit", count)
    event.listen(engine, "begin", die)
    with pytest.raises(Killed):
        erase_case(office.store, office.rules, case, office.at)
    event.remove(engine, "begin", die)
    event.remove(engine, "commit", count)
    with office.store.reading() as session:
        assert session.get_one(tables.Case, case).erased_at == office.at
        assert session.get_one(tables.DataKey, case_scope(case)).wrapped is None


def sweeps(office: Office) -> SweepActivities:
    """The daily sweeps, which need no engine."""
    return SweepActivities(
        Deps(office.store, office.rules, make_settings(), cast("AsyncGateway", None))
    )


def notices(office: Office, kind: MailKind) -> int:
    with office.store.reading() as session:
        rows = session.scalars(select(tables.Outbox).where(tables.Outbox.kind == OutboxKind.MAIL))
        return sum(row.payload["mail"] == kind for row in rows)


def test_a_draft_is_deleted_a_whole_notice_after_it_was_announced(office: Office) -> None:
    """Also where nothing was swept for months: nobody loses a draft without being told."""
    office.draft()
    office.go(days=200)
    daily = sweeps(office)
    assert daily.sweep_drafts(Sweep(at=office.at)) == 0
    assert notices(office, MailKind.DRAFT_NOTICE) == 1
    office.go(days=13)
    assert daily.sweep_drafts(Sweep(at=office.at)) == 0
    office.go(days=1)
    assert daily.sweep_drafts(Sweep(at=office.at)) == 2, "and her address, with nothing behind it"
    assert notices(office, MailKind.DRAFT_NOTICE) == 1
    assert office.rows(tables.Case) == 0


def test_a_draft_that_is_changed_while_it_is_swept_stays(office: Office) -> None:
    case = office.draft()
    with office.store.reading() as session:
        seen = session.get_one(tables.Case, case).changed_at
    office.go(days=1)
    office.holder(case, ExplainNames(explanation="I married."))
    assert not delete_draft(office.store, case, office.applicant, changed_at=seen)
    office.holder(case, Submit())
    assert not delete_draft(office.store, case, office.applicant, changed_at=seen)
    assert office.rows(tables.Case) == 1


def test_an_act_that_was_kept_for_the_engine_is_no_notice(office: Office) -> None:
    """She is told of the erasure, though something else was written down for her case meanwhile."""
    case, _ = full_case(office)
    with office.store.reading() as session:
        end = session.get_one(tables.CaseView, case).erase_at
    assert end is not None
    office.at = end - timedelta(days=20)
    act = Act(
        action_id=new_id(), role=Role.APPLICANT, person_id=office.applicant, verb=ShowOnVerify()
    )
    keep_act(office.store, case, act, office.at)
    for _ in range(2):
        sweeps(office).sweep_closed(Sweep(at=office.at))
    assert notices(office, MailKind.ERASURE_NOTICE) == 1


def test_an_address_with_nothing_behind_it_is_kept_as_long_as_a_draft(office: Office) -> None:
    """GDPR, article 5(1)(e): who never applied, or whose only draft is gone, is forgotten too."""
    request_link(office.store, "curious@example.org", "en", office.at)
    office.submitted()
    office.go(days=89)
    daily = sweeps(office)
    daily.sweep_drafts(Sweep(at=office.at))
    assert "curious@example.org" in words(office)
    office.go(days=1)
    daily.sweep_drafts(Sweep(at=office.at))
    left = words(office)
    assert "curious@example.org" not in left and "selam@example.org" in left
    assert "assessor1@office.example" in left, "staff have no cases of their own"
    request_link(office.store, "curious@example.org", "en", office.at)
    daily.sweep_drafts(Sweep(at=office.at))
    assert "curious@example.org" in words(office), "and may come back as somebody new"
