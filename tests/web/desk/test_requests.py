"""Asking the applicant and authorities, reviewing, cancelling; and announcing a delay."""

import re
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from recognition.actions.register_authority import make_secret, register_authority
from recognition.domain import verbs
from recognition.domain.vocabulary import AuthenticityAnswer, CannotBeHadReason
from recognition.store.tables import Case, Request, RequestItem
from tests.web.desk.conftest import Desk, send


def requests(desk: Desk, case_id: UUID) -> list[Request]:
    with desk.store.reading() as session:
        return list(session.scalars(select(Request).where(Request.case_id == case_id)))


def test_asking_the_applicant(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}"
    anna = desk.client("anna")
    answer = send(anna, f"{path}/ask-applicant", message="kept words")
    assert answer.status_code == 422
    assert "kept words" in answer.get_data(as_text=True)
    answer = send(anna, f"{path}/ask-applicant", **{"text-2": "what of it?"})
    assert 'href="#what-2"' in answer.get_data(as_text=True)
    given = {
        "what-1": "document:transcript",
        "what-2": "text:",
        "text-2": "Where did you study in 2013?",
        "what-4": "correction:award_date",
        "text-4": "The paper says 2014.",
        "message": "Thank you",
    }
    before = anna.get(f"{path}/ask-applicant").text
    (promised,) = re.findall(r"the applicant has 30 days, until ([^,]+),", before)
    answer = send(anna, f"{path}/ask-applicant", **given)
    assert f"answer due {promised}<" in anna.get(path).text, "the day that was promised"
    assert answer.headers["Location"] == f"{path}#requests"
    with desk.store.reading() as session:
        items = list(session.scalars(select(RequestItem).order_by(RequestItem.position)))
    assert [(item.kind, item.subject) for item in items] == [
        ("document", "transcript"),
        ("text", ""),
        ("correction", "award_date"),
    ]
    (row,) = requests(desk, case_id)
    for item in items:
        desk.do(
            case_id,
            verbs.AnswerRequest(request_id=row.id, item_id=item.id, text="In Київ, since 2009"),
        )
    page = anna.get(path).get_data(as_text=True)
    assert "Answered, to be reviewed" in page
    assert "In Київ, since 2009" in page
    review = f"{path}/requests/{row.id}/review"
    assert "In Київ, since 2009" in anna.get(review).get_data(as_text=True)
    assert send(anna, review, note="good enough").status_code == 303
    (row,) = requests(desk, case_id)
    assert row.reviewed_at
    assert row.review_note == "good enough"
    assert send(anna, f"{path}/notes", text="still open").status_code == 303


def test_a_paper_that_is_here_or_cannot_be_had_says_so_where_it_would_be_asked_for(
    desk: Desk,
) -> None:
    page = desk.client("anna").get(f"/desk/cases/{desk.claimed()}/ask-applicant").text
    asked = dict(re.findall(r'<option value="document:(\w+)">([^<]+)</option>', page))
    assert asked["qualification"].endswith("(Here)")
    assert asked["identity"].endswith("(Cannot be had)")
    assert not asked["translation"].endswith(")")


def test_after_its_day_a_named_paper_is_not_said_to_reopen_completeness(desk: Desk) -> None:
    path = f"/desk/cases/{desk.claimed()}/acknowledge"
    anna = desk.client("anna")
    assert "reopens completeness; later" in anna.get(path).text
    desk.at += timedelta(days=60)
    page = anna.get(path).text
    assert "reopens completeness; later" not in page and "This day has passed" in page


def test_asking_an_authority_tells_that_the_applicant_is_told_first(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}"
    anna = desk.client("anna")
    page = anna.get(f"{path}/ask-authority").get_data(as_text=True)
    assert "The applicant is told first" in page
    assert "University of Kyiv (Ukraine)" in page
    assert "can object with a reason until 9 November 2026" in page
    answer = send(anna, f"{path}/ask-authority", authority_id=str(desk.authority), message="Is it?")
    assert answer.status_code == 303
    (row,) = requests(desk, case_id)
    page = anna.get(path).get_data(as_text=True)
    assert "Announced, not sent yet" in page
    assert "the applicant may object until 9 November 2026" in page
    desk.do(case_id, verbs.ObjectToQuestion(request_id=row.id, reason="My brother is there"))
    page = anna.get(f"{path}/requests/{row.id}/review").get_data(as_text=True)
    assert "My brother is there" in page


def test_no_authority_is_asked_that_nobody_chose(desk: Desk) -> None:
    for name, land in (("Academy of Aleppo", "SY"), ("Board of Degrees", "")):
        hook = "http://127.0.0.1:1/hook"
        register_authority(desk.store, name, hook, make_secret(), desk.at, country=land)
    case_id = desk.claimed()
    path, anna = f"/desk/cases/{case_id}/ask-authority", desk.client("anna")
    offered = re.findall(r'<option value="[^"]*"[^>]*>([^<]+)', anna.get(path).text)
    first = ["Choose", "University of Kyiv (Ukraine)"]
    assert offered == [*first, "Academy of Aleppo (Syria)", "Board of Degrees"]
    answer = send(anna, path, authority_id="", message="Is it?")
    assert answer.status_code == 422 and 'href="#authority_id"' in answer.text
    assert "Is it?" in answer.text and not requests(desk, case_id)


def test_what_the_holder_told_of_danger_is_seen_before_an_authority_is_asked(desk: Desk) -> None:
    case_id = desk.claimed()
    path, anna = f"/desk/cases/{case_id}/ask-authority", desk.client("anna")
    told = "Think of what the holder has told before you ask"
    lost, danger = (
        verbs.SettleItem(item_id="identity", reason=reason, note="The police asked for me.")
        for reason in (CannotBeHadReason.LOST, CannotBeHadReason.DANGER)
    )
    desk.do(case_id, lost)
    other = anna.get(path).text
    assert "The police" not in other
    desk.do(case_id, danger)
    page = anna.get(path).text
    assert told in page and "The police asked for me." in page
    desk.do(case_id, verbs.AskAuthority(authority_id=desk.authority), "anna")
    (request,) = requests(desk, case_id)
    desk.do(case_id, verbs.ObjectToQuestion(request_id=request.id, reason="My brother is there."))
    assert "My brother is there." in anna.get(path).text


def test_the_day_of_an_authority_s_answer_is_told_before_it_is_asked(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}"
    anna = desk.client("anna")
    page = anna.get(f"{path}/ask-authority").text
    (promised,) = re.findall(r"at the latest until ([^.]+)\.", page)
    desk.do(case_id, verbs.AskAuthority(authority_id=desk.authority), "anna")
    (row,) = requests(desk, case_id)
    desk.at += timedelta(days=8)
    desk.do(case_id, verbs.SendQuestion(request_id=row.id), "machine")
    assert f"answer due {promised}<" in anna.get(path).text


def test_an_authority_s_answer_is_shown(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}"
    desk.do(case_id, verbs.AskAuthority(authority_id=desk.authority), "anna")
    (row,) = requests(desk, case_id)
    desk.do(case_id, verbs.AgreeToQuestion(request_id=row.id))
    said = verbs.AnswerAuthenticity(
        request_id=row.id, answer=AuthenticityAnswer.NOT_CONFIRMED, note="no such number"
    )
    desk.do(case_id, said, "authority")
    page = desk.client("anna").get(path).get_data(as_text=True)
    assert "Not confirmed" in page
    assert "no such number" in page


def test_cancelling(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}"
    item = verbs.AskedItem(kind="text", subject="", text="Why?")
    desk.do(case_id, verbs.AskApplicant(items=(item,)), "anna")
    (row,) = requests(desk, case_id)
    anna = desk.client("anna")
    answer = send(anna, path, f"{path}/requests/{row.id}/cancel")
    assert answer.status_code == 303
    (row,) = requests(desk, case_id)
    assert row.cancelled_at
    assert "Cancel this request" not in anna.get(path).get_data(as_text=True)


def test_a_delay_says_its_limits_and_keeps_what_was_typed(desk: Desk) -> None:
    case_id = desk.claimed()
    path = f"/desk/cases/{case_id}"
    anna = desk.client("anna")
    page = anna.get(f"{path}/delay").get_data(as_text=True)
    assert "due on 2 March 2027 now" in page
    for day in ("2030-01-01", "2027-01-01", "soon"):
        answer = send(anna, f"{path}/delay", new_date=day, reason="many cases")
        assert answer.status_code == 422, day
        assert "many cases" in answer.get_data(as_text=True)
        assert 'href="#new_date"' in answer.get_data(as_text=True)
    answer = send(anna, f"{path}/delay", new_date="2027-03-20", reason="many cases")
    assert answer.status_code == 303
    with desk.store.reading() as session:
        case = session.get(Case, case_id)
        assert case is not None
        assert case.delay_reason == "many cases"
    page = anna.get(path).get_data(as_text=True)
    assert "20 March 2027" in page
    assert "Announce a delay" not in page
