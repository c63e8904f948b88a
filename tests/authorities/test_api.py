"""The authority API over HTTP: who may ask, what is shown, and that nothing is done twice."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

import httpx

from recognition.actions.perform import perform_result
from recognition.actions.register_authority import make_secret
from recognition.authorities.client import ask as query
from recognition.authorities.client import send_answer
from recognition.authorities.inbound import mark_handled, pending_act
from recognition.authorities.signatures import AUTHORITY, sign
from recognition.domain.verbs import (
    Claim,
    Propose,
    RecordCondition,
    RecordLetter,
    Reopen,
    SignOff,
    WithdrawConsent,
)
from recognition.domain.vocabulary import (
    AuthenticityAnswer,
    ConditionResult,
    Outcome,
    ReopenGround,
    Role,
)
from recognition.store import tables
from recognition.store.facts import load_facts
from recognition.web import authority_api
from tests.authorities.contracts import answer as contract
from tests.authorities.office import ask, consent, decide, now, reference, submitted, webhooks
from tests.support.people import HOLDER, Town, content

UNKNOWN = "2026-7K3M-Q2XX"


def problem(response: httpx.Response) -> httpx.Response:
    """The same answer, which must be a problem document of the published form."""
    assert response.headers["content-type"] == "application/problem+json"
    contract("Problem").validate(response.json())
    assert response.json()["status"] == response.status_code
    return response


def test_by_consent_status_and_decision_are_shown_and_each_look_is_recorded(
    town: Town, office_url: str
) -> None:
    """GDPR, articles 6(1)(a) and 15(1)(c): by consent, and she sees who looked."""
    case = submitted(town)
    given = consent(town, case)
    name = reference(town, case)
    status = query(office_url, town.authority, town.secret, name.lower(), now())
    contract("CaseStatus").validate(status.json())
    assert status.json()["stage"] == "assessment" and status.json()["due_day"]
    early = problem(query(office_url, town.authority, town.secret, name, now(), decision=True))
    assert (early.status_code, early.json()["code"]) == (404, "not_decided")
    decide(town, case, Outcome.CONDITIONAL)
    decision = query(office_url, town.authority, town.secret, name, now(), decision=True)
    contract("Decision").validate(decision.json())
    assert decision.json()["outcome"] == "conditional"
    assert decision.json()["standing"] is True
    assert decision.json()["opens"] == [] and decision.json()["advice"] == ""
    (compared,) = decision.json()["evaluation"]["comparison"]
    assert (compared["element"], compared["finding"]) == ("workload", "substantial")
    assert "page 4" not in decision.text, "where in the file it stands is the office's"
    assert HOLDER not in status.text + decision.text
    with town.store.reading() as session:
        looks = session.query(tables.LookUp).order_by(tables.LookUp.id).all()
    assert [look.what for look in looks] == ["status", "decision"]
    assert {look.ground for look in looks} == {f"consent:{given}"}
    assert {(look.person_id, look.role) for look in looks} == {(town.authority, Role.AUTHORITY)}


def test_a_decision_stands_until_a_new_one_takes_its_place(town: Town, office_url: str) -> None:
    case = submitted(town)
    consent(town, case)
    decide(town, case)
    before = query(
        office_url, town.authority, town.secret, reference(town, case), now(), decision=True
    )
    assert (before.json()["standing"], before.json()["under_review"]) == (True, False)
    town.act(Reopen(reason="New papers."), town.assessors[2], Role.ASSESSOR, case)
    decision = query(
        office_url, town.authority, town.secret, reference(town, case), now(), decision=True
    )
    contract("Decision").validate(decision.json())
    assert (decision.json()["standing"], decision.json()["under_review"]) == (True, True)


def test_the_decision_after_a_fulfilled_condition_says_so_and_goes_out(
    town: Town, office_url: str
) -> None:
    case = submitted(town)
    consent(town, case)
    decide(town, case, Outcome.CONDITIONAL)
    first, second, _ = town.assessors
    done = RecordCondition(
        position=0, day=town.at.date(), result=ConditionResult.FULFILLED, evidence="Transcript."
    )
    again = Reopen(ground=ReopenGround.CONDITION_FULFILLED)
    for verb in (done, again, Claim(), Propose(content=content(Outcome.FULL))):
        town.act(verb, first, Role.ASSESSOR, case)
    sent = len(webhooks(town))
    proposal = town.ids(tables.Proposal)[-1]
    town.act(SignOff(proposal_id=proposal), second, Role.ASSESSOR, case)
    with town.store.reading() as session:
        decision_id = load_facts(session, case, town.rules).decisions[-1].id
    letter = RecordLetter(decision_id=decision_id, blob="b", sha256="0" * 64)
    town.act(letter, None, Role.MACHINE, case)
    assert len(webhooks(town)) == sent + 1, "to those with the holder's consent, as ever"
    name = reference(town, case)
    decision = query(office_url, town.authority, town.secret, name, now(), decision=True)
    contract("Decision").validate(decision.json())
    fulfilled = decision.json()["evaluation"]["fulfilled"]
    assert decision.json()["outcome"] == "full" and fulfilled["version"] == 1
    assert fulfilled["elements"] == ["workload"] and len(fulfilled["conditions"]) == 1
    assert "Transcript." not in decision.text, "where in the file it stands is the office's"


def test_unknown_and_not_allowed_cannot_be_told_apart(town: Town, office_url: str) -> None:
    case = submitted(town)
    withdrawn = consent(town, case)
    town.act(WithdrawConsent(consent_id=withdrawn), town.applicant, Role.APPLICANT, case)
    draft = reference(town, town.draft(papers=False))
    answers = [
        query(office_url, town.authority, town.secret, name, now(), decision=decision)
        for name in (UNKNOWN, "no-reference", reference(town, case), draft)
        for decision in (False, True)
    ]
    assert {problem(response).status_code for response in answers} == {404}
    assert len({response.content for response in answers}) == 1
    varying = {"date"}
    headers = [
        {name: value for name, value in response.headers.items() if name not in varying}
        for response in answers
    ]
    assert all(each == headers[0] for each in headers)
    with town.store.reading() as session:
        assert session.query(tables.LookUp).count() == 0


def test_unknown_and_not_allowed_ask_the_database_as_often(town: Town, office_url: str) -> None:
    from sqlalchemy import event

    case = submitted(town)
    counted: list[int] = []
    for name in (UNKNOWN, reference(town, case)):
        asked: list[str] = []

        def note(*arguments: object, into: list[str] = asked) -> None:
            into.append(str(arguments[2]))

        event.listen(town.store.engine, "before_cursor_execute", note)
        query(office_url, town.authority, town.secret, name, now())
        event.remove(town.store.engine, "before_cursor_execute", note)
        counted.append(len(asked))
    assert counted[0] == counted[1] > 2


def test_a_signature_that_does_not_fit_is_refused_alike(town: Town, office_url: str) -> None:
    case = submitted(town)
    consent(town, case)
    name = reference(town, case)
    old = now() - timedelta(minutes=6)
    refused = [
        query(office_url, town.authority, make_secret(), name, now()),
        query(office_url, uuid4(), town.secret, name, now()),
        query(office_url, town.authority, town.secret, name, old),
        query(office_url, uuid4(), authority_api._NOBODY, name, now()),
        httpx.get(f"{office_url}{authority_api.PREFIX}/cases/{name}"),
        httpx.post(f"{office_url}{authority_api.PREFIX}/webhooks/answers", content=b"\xff"),
        send_answer(
            office_url,
            town.authority,
            make_secret(),
            "answer_1",
            str(uuid4()),
            AuthenticityAnswer.CONFIRMED,
            now(),
        ),
    ]
    with town.store.writing() as session:
        session.get_one(tables.Authority, town.authority).active = False
    refused.append(query(office_url, town.authority, town.secret, name, now()))
    assert {problem(response).status_code for response in refused} == {401}
    assert len({response.content for response in refused}) == 1


def test_a_signature_for_one_address_does_not_open_another(town: Town, office_url: str) -> None:
    case = submitted(town)
    consent(town, case)
    path = f"{authority_api.PREFIX}/cases/{reference(town, case)}"
    headers = {
        AUTHORITY: str(town.authority),
        **sign(town.secret, "query_1", now(), f"GET {path}\n"),
    }
    assert httpx.get(f"{office_url}{path}/decision", headers=headers).status_code == 401
    assert httpx.get(f"{office_url}{path}?all=1", headers=headers).status_code == 401
    assert httpx.get(f"{office_url}{path}", headers=headers).status_code == 200


def test_a_query_is_answered_once(town: Town, office_url: str) -> None:
    case = submitted(town)
    consent(town, case)
    name = reference(town, case)
    first, copy = (
        query(office_url, town.authority, town.secret, name, now(), message_id="query_1")
        for _ in range(2)
    )
    assert (first.status_code, copy.status_code) == (200, 409)
    assert problem(copy).json()["code"] == "replayed"
    with town.store.writing() as session:
        row = session.query(tables.InboundMessage).one()
        row.received_at = now() - timedelta(minutes=11)
    query(office_url, town.authority, town.secret, name, now())
    with town.store.reading() as session:
        assert "query:query_1" not in [
            row.message_id for row in session.query(tables.InboundMessage)
        ]


def test_too_many_messages_are_slowed_down(town: Town, office_url: str) -> None:
    with town.store.writing() as session:
        for number in range(authority_api.PER_MINUTE):
            row = tables.InboundMessage(authority_id=town.authority, received_at=now())
            row.message_id, row.kind, row.body = f"query:{number}", "query", {}
            session.add(row)
    response = problem(query(office_url, town.authority, town.secret, UNKNOWN, now()))
    assert (response.status_code, response.headers["retry-after"]) == (429, "60")


def answer_question(
    town: Town, office_url: str, request: UUID | str, message_id: str = "answer_1"
) -> httpx.Response:
    """Send a signed answer."""
    answer = AuthenticityAnswer.CONFIRMED
    return send_answer(
        office_url, town.authority, town.secret, message_id, str(request), answer, now(), "Found."
    )


def hand_over(town: Town) -> None:
    """What the sweep does with each message that was left."""
    with town.store.reading() as session:
        rows = session.query(tables.Outbox).filter_by(kind="tell_case", done_at=None)
        left = [UUID(row.payload["inbound_id"]) for row in rows]
    for inbound_id in left:
        case, act = pending_act(town.store, inbound_id)
        result = perform_result(town.store, town.rules, case, act, now())
        mark_handled(town.store, inbound_id, result.refusal, now())


def test_without_the_engine_an_answer_is_kept_and_handed_over_later_once(
    town: Town, office_url: str
) -> None:
    case = submitted(town)
    request = ask(town, case)
    first = answer_question(town, office_url, request)
    copy = answer_question(town, office_url, request)
    assert (first.status_code, copy.status_code) == (202, 202)
    assert first.content == copy.content
    contract("AnswerTaken").validate(first.json())
    with town.store.reading() as session:
        row = session.query(tables.Outbox).filter_by(kind="tell_case").one()
        assert (row.case_id, row.subject_id) == (None, UUID(row.payload["inbound_id"]))
        assert session.query(tables.InboundMessage).one().handled_at is None
    hand_over(town)
    hand_over(town)
    later = answer_question(town, office_url, request)
    assert (later.status_code, later.json()) == (200, {"status": "recorded"})
    contract("AnswerTaken").validate(later.json())
    with town.store.reading() as session:
        stored = session.get_one(tables.Request, request)
        assert (stored.answer, stored.answer_note) == ("confirmed", "Found.")
        answered = session.query(tables.Event).filter_by(kind="question_answered")
        assert answered.count() == 1
        assert session.query(tables.InboundMessage).count() == 1
        assert session.query(tables.Outbox).filter_by(kind="tell_case", done_at=None).count() == 0


def test_a_second_answer_finds_the_question_closed(town: Town, office_url: str) -> None:
    request = ask(town, submitted(town))
    answer_question(town, office_url, request, "answer_1")
    answer_question(town, office_url, request, "answer_2")
    hand_over(town)
    for _ in range(2):
        late = problem(answer_question(town, office_url, request, "answer_2"))
        assert (late.status_code, late.json()["code"]) == (409, "nothing_to_answer")


def test_an_unknown_question_is_answered_like_an_unknown_case(town: Town, office_url: str) -> None:
    request = ask(town, submitted(town))
    with town.store.writing() as session:  # announced, but not put yet
        session.get_one(tables.Request, request).asked_at = None
    unknown_case = query(office_url, town.authority, town.secret, UNKNOWN, now())
    for asked in (uuid4(), request):
        response = answer_question(town, office_url, asked)
        assert (response.status_code, response.content) == (404, unknown_case.content)
    with town.store.reading() as session:
        kept = session.query(tables.InboundMessage).filter_by(kind="authenticity.answered")
        assert kept.count() == 0


OTHER_FORMS: list[tuple[dict[str, object], str]] = [
    ({"type": "authenticity.denied"}, "type"),
    ({"data": {"request_id": "x", "answer": "confirmed"}}, "data.request_id"),
    ({"data": {"request_id": str(uuid4()), "answer": "perhaps"}}, "data.answer"),
    ({"data": None}, "data"),
]


def test_a_message_of_another_form_is_told_where(town: Town, office_url: str) -> None:
    for change, field in OTHER_FORMS:
        body = {"type": "authenticity.answered", "data": {}} | change
        response = problem(post(town, office_url, json.dumps(body)))
        assert (response.status_code, response.json()["field"]) == (422, field)
        assert "perhaps" not in response.text


def test_a_wrong_address_or_method_is_told_in_the_same_form(office_url: str) -> None:
    api = f"{office_url}{authority_api.PREFIX}"
    for path in ("/nowhere", f"/cases/{UNKNOWN}/", "/webhooks"):
        answer = problem(httpx.get(api + path))
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown"), path
    answer = problem(httpx.get(f"{api}/webhooks/answers"))
    assert (answer.status_code, answer.json()["code"]) == (405, "refused")
    assert "POST" in answer.headers["Allow"]
    page = httpx.get(f"{office_url}/nowhere")
    assert page.status_code == 404 and page.headers["content-type"].startswith("text/html")


def test_a_message_that_is_too_large_is_refused(town: Town, office_url: str) -> None:
    response = problem(post(town, office_url, json.dumps({"note": "x" * authority_api.MAX_BODY})))
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


def post(town: Town, office_url: str, body: str) -> httpx.Response:
    """Send any body, well signed."""
    headers = {AUTHORITY: str(town.authority), **sign(town.secret, "answer_1", now(), body)}
    url = f"{office_url}{authority_api.PREFIX}/webhooks/answers"
    return httpx.post(url, content=body.encode(), headers=headers)
