"""Acknowledging an application and naming what is missing (2005/36/EC, article 51(1))."""

from datetime import date

import pytest

from recognition.domain.events import EventKind
from recognition.domain.verbs import Acknowledge, AskApplicant, AskedItem, Claim, PassDeadlines
from recognition.domain.vocabulary import RequestItemKind, Stage
from recognition.errors import ErrorCode, NotAllowed
from recognition.store import tables
from recognition.store.outbox import MailKind
from tests.support.cases import events
from tests.support.facts import utc
from tests.support.towns import Office
from tests.support.written import mails_written

SCAN = AskedItem(kind=RequestItemKind.DOCUMENT, subject="a better scan")
HOURS = AskedItem(kind=RequestItemKind.TEXT, subject="hours")


def view(office: Office, case: object) -> tables.CaseView:
    with office.store.reading() as session:
        return session.get_one(tables.CaseView, case)


def test_a_whole_file_is_acknowledged_as_whole(office: Office) -> None:
    """Directive 2005/36/EC, article 51(1)."""
    case = office.claimed()
    assert view(office, case).acknowledge_by == date(2026, 4, 1)
    office.desk(case, Acknowledge())
    (said,) = events(office, case, EventKind.ACKNOWLEDGED)
    assert said.data == {"missing": "", "count": 0}
    assert mails_written(office, case)[-1] == MailKind.ACKNOWLEDGED
    assert view(office, case).acknowledge_by is None
    with pytest.raises(NotAllowed):
        office.desk(case, Acknowledge())


def test_what_is_missing_is_named_asked_for_and_reopens_completeness(office: Office) -> None:
    """Directive 2005/36/EC, article 51(1): any missing document is named."""
    case = office.claimed()
    office.go(days=10)
    assert office.desk(case, Acknowledge(items=(SCAN,))).stage is Stage.INCOMPLETE
    (said,) = events(office, case, EventKind.ACKNOWLEDGED)
    assert said.data == {"missing": "a better scan", "count": 1}
    assert view(office, case).due_basis == "if_nothing_is_missing"
    assert {MailKind.REQUEST, MailKind.ACKNOWLEDGED} <= set(mails_written(office, case))


def test_to_name_a_missing_paper_is_to_acknowledge(office: Office) -> None:
    case = office.claimed()
    office.desk(case, AskApplicant(items=(HOURS,)))
    assert view(office, case).acknowledge_by is not None, "a question names nothing missing"
    office.desk(case, AskApplicant(items=(SCAN,)))
    assert view(office, case).acknowledge_by is None


def test_what_the_checklist_lacks_was_named_on_the_first_day(office: Office) -> None:
    case = office.submitted(papers=False)
    office.desk(case, Claim())
    office.desk(case, Acknowledge())
    (said,) = events(office, case, EventKind.ACKNOWLEDGED)
    assert said.data["count"] >= 1 and "qualification" in said.data["missing"]


def test_the_office_is_reminded_and_a_missed_term_is_written_down(office: Office) -> None:
    case = office.submitted()
    office.at = utc(2026, 3, 25)
    office.machine(case, PassDeadlines())
    assert events(office, case, EventKind.ACKNOWLEDGEMENT_DUE)
    assert mails_written(office, case)[-1] == MailKind.ACKNOWLEDGEMENT_NOTICE
    office.at = utc(2026, 4, 1, 23)
    office.machine(case, PassDeadlines())
    assert events(office, case, EventKind.ACKNOWLEDGEMENT_OVERDUE)
    office.desk(case, Claim())
    office.desk(case, Acknowledge(items=(SCAN,)))
    assert view(office, case).due_basis == "complete_file", "too late: it moves no date"


def test_a_colleague_who_does_not_hold_the_case_cannot(office: Office) -> None:
    case = office.claimed()
    with pytest.raises(NotAllowed) as caught:
        office.desk(case, Acknowledge(), who=1)
    assert caught.value.code is ErrorCode.CLAIMED_BY_ANOTHER
