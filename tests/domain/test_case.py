"""Stage by stage: where a case stands, who is next, who may do what."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from recognition.domain.case import TERMINAL, derive, may
from recognition.domain.facts import MACHINE, CaseFacts, Person
from recognition.domain.verbs import VerbName as V
from recognition.domain.vocabulary import (
    AppealKind,
    DeadlineKind,
    DocumentState,
    NextActor,
    RequestTo,
    Right,
    Role,
    Stage,
)
from recognition.errors import ErrorCode
from tests.support.facts import (
    APPLICANT,
    AUTHORITY,
    FIRST,
    SECOND,
    SUBMITTED,
    THIRD,
    appeal,
    assessor,
    claim,
    decision,
    diploma,
    facts,
    proposal,
    request,
    utc,
)

DUE = utc(2026, 7, 2, 23)
CLOSED = frozenset({(DeadlineKind.APPEAL, utc(2026, 6, 4, 23))})
SILENT = frozenset({(DeadlineKind.DECISION, DUE)})

CASES: dict[Stage, CaseFacts] = {
    Stage.DRAFT: facts(submitted_at=None, confirmed_at=None),
    Stage.READING: facts(confirmed_at=None, documents=(diploma(DocumentState.READING),)),
    Stage.CONFIRMING: facts(confirmed_at=None, documents=(diploma(DocumentState.READ),)),
    Stage.INCOMPLETE: facts(requests=(request(RequestTo.APPLICANT, "item"),)),
    Stage.ASSESSMENT: facts(),
    Stage.VERIFICATION: facts(requests=(request(RequestTo.AUTHORITY),)),
    Stage.SIGN_OFF: facts(proposals=(proposal(),)),
    Stage.DECIDED: facts(decisions=(decision(),)),
    Stage.UNDER_APPEAL: facts(decisions=(decision(),), appeals=(appeal(utc(2026, 5, 9)),)),
    Stage.CLOSED: facts(decisions=(decision(),), passed=CLOSED),
    Stage.WITHDRAWN: facts(withdrawn_at=SUBMITTED),
    Stage.EXPIRED: facts(expired_at=SUBMITTED),
    Stage.ERASED: facts(erased_at=SUBMITTED),
}
NEXT = {
    Stage.DRAFT: NextActor.APPLICANT,
    Stage.READING: NextActor.MACHINE,
    Stage.CONFIRMING: NextActor.APPLICANT,
    Stage.INCOMPLETE: NextActor.APPLICANT,
    Stage.ASSESSMENT: NextActor.ASSESSOR,
    Stage.VERIFICATION: NextActor.AUTHORITY,
    Stage.SIGN_OFF: NextActor.SECOND_ASSESSOR,
    Stage.UNDER_APPEAL: NextActor.ASSESSOR,
}

ANY_TIME = {V.GIVE_CONSENT, V.WITHDRAW_CONSENT}
AFTERWARDS = ANY_TIME | {V.CHOOSE_MEASURE, V.SHOW_ON_VERIFY}
PENDING = ANY_TIME | {
    V.ATTACH_DOCUMENT,
    V.CONFIRM_READING,
    V.EXPLAIN_NAMES,
    V.SETTLE_ITEM,
    V.ANSWER_BACKGROUND,
    V.ANSWER_REQUEST,
    V.ASK_MORE_TIME,
    V.AGREE_TO_QUESTION,
    V.OBJECT_TO_QUESTION,
    V.WITHDRAW,
}
DESK = {V.ADD_NOTE, V.REGISTER_CONFLICT, V.CLAIM, V.RELEASE, V.HAND_OVER, V.ANNOUNCE_DELAY}
HELD = {
    V.FIND_FIELD,
    V.FIND_CODE,
    V.RECORD_FINDING,
    V.ASK_APPLICANT,
    V.ASK_AUTHORITY,
    V.REVIEW_REQUEST,
    V.CANCEL_REQUEST,
    V.PROPOSE,
}
RUNNING = {V.REFRESH, V.RECORD_DELIVERY, V.PASS_DEADLINES}
TIMERS = RUNNING | {V.SEND_QUESTION, V.REMIND_REQUEST, V.EXPIRE_REQUEST, V.RECORD_LETTER}
WORKING = (
    Stage.READING,
    Stage.CONFIRMING,
    Stage.INCOMPLETE,
    Stage.ASSESSMENT,
    Stage.VERIFICATION,
)
TABLE: dict[Stage, dict[Role, set[V]]] = {
    Stage.DRAFT: {
        Role.APPLICANT: {
            V.EDIT_APPLICATION,
            V.ATTACH_DOCUMENT,
            V.REMOVE_DOCUMENT,
            V.CONFIRM_READING,
            V.EXPLAIN_NAMES,
            V.SETTLE_ITEM,
            V.ANSWER_BACKGROUND,
            V.SUBMIT,
        },
        Role.MACHINE: RUNNING,
    },
    **{
        stage: {
            Role.APPLICANT: PENDING,
            Role.ASSESSOR: DESK | HELD,
            Role.AUTHORITY: {V.ANSWER_AUTHENTICITY},
            Role.MACHINE: TIMERS,
        }
        for stage in WORKING
    },
    Stage.SIGN_OFF: {
        Role.APPLICANT: PENDING,
        Role.ASSESSOR: DESK | {V.SIGN_OFF, V.SEND_BACK, V.RETRACT_PROPOSAL},
        Role.AUTHORITY: {V.ANSWER_AUTHENTICITY},
        Role.MACHINE: TIMERS,
    },
    Stage.DECIDED: {
        Role.APPLICANT: AFTERWARDS | {V.APPEAL},
        Role.ASSESSOR: {V.ADD_NOTE, V.REGISTER_CONFLICT, V.REOPEN, V.CORRECT_SLIP},
        Role.MACHINE: TIMERS,
    },
    Stage.UNDER_APPEAL: {
        Role.APPLICANT: AFTERWARDS | {V.WITHDRAW_APPEAL},
        Role.ASSESSOR: {V.ADD_NOTE, V.REGISTER_CONFLICT, V.DECIDE_APPEAL},
        Role.MACHINE: TIMERS,
    },
    Stage.CLOSED: {
        Role.APPLICANT: AFTERWARDS,
        Role.ASSESSOR: {V.ADD_NOTE, V.REGISTER_CONFLICT, V.REOPEN, V.CORRECT_SLIP},
        Role.MACHINE: TIMERS,
    },
    Stage.WITHDRAWN: {
        Role.APPLICANT: {V.WITHDRAW_CONSENT},
        Role.MACHINE: RUNNING | {V.RECORD_LETTER},
    },
    Stage.EXPIRED: {Role.MACHINE: RUNNING},
    Stage.ERASED: {Role.MACHINE: RUNNING},
}
PEOPLE = {
    Role.APPLICANT: APPLICANT,
    Role.ASSESSOR: assessor(THIRD),
    Role.AUTHORITY: AUTHORITY,
    Role.MACHINE: MACHINE,
}


@pytest.mark.parametrize("stage", Stage)
def test_the_facts_make_the_stage_and_the_next_actor(stage: Stage) -> None:
    derived = derive(CASES[stage])
    assert derived.stage is stage
    assert derived.next_actor is NEXT.get(stage, NextActor.NOBODY)


@pytest.mark.parametrize("stage", Stage)
def test_each_role_may_do_in_a_stage_what_the_table_says(stage: Stage) -> None:
    allowed = derive(CASES[stage]).allowed
    assert {role: set(verbs) for role, verbs in allowed.items() if verbs} == TABLE[stage]


@pytest.mark.parametrize("stage", Stage)
def test_whatever_the_table_lacks_is_refused_to_everybody(stage: Stage) -> None:
    for role, verb in product(Role, V):
        if verb not in TABLE[stage].get(role, set()):
            assert may(PEOPLE[role], verb, CASES[stage]) is ErrorCode.STAGE_FORBIDS, (role, verb)


@pytest.mark.parametrize("stage", Stage)
def test_what_the_table_has_is_open_to_the_right_person(stage: Stage) -> None:
    held = replace(CASES[stage], claim=claim(THIRD))
    if stage is Stage.UNDER_APPEAL:
        held = CASES[stage]
    for role, verbs in TABLE[stage].items():
        named = replace(PEOPLE[role], rights=frozenset(Right))
        for verb in verbs - {V.RETRACT_PROPOSAL}:
            assert may(named, verb, held) is None, (role, verb)


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.CLOSED])
def test_only_whom_the_office_has_named_corrects_a_slip(stage: Stage) -> None:
    case = CASES[stage]
    assert may(assessor(THIRD), V.CORRECT_SLIP, case) is ErrorCode.RIGHT_MISSING
    named = replace(assessor(THIRD), rights=frozenset({Right.CORRECT}))
    assert may(named, V.CORRECT_SLIP, case) is None
    barred = replace(case, conflicted=frozenset({THIRD}))
    assert may(named, V.CORRECT_SLIP, barred) is ErrorCode.CONFLICT_OF_INTEREST


@pytest.mark.parametrize("stage", Stage)
def test_no_stage_but_an_end_is_a_dead_end(stage: Stage) -> None:
    derived = derive(CASES[stage])
    people = any(derived.allowed[role] for role in (Role.APPLICANT, Role.ASSESSOR))
    if stage in TERMINAL:
        assert derived.wake_at is None and derived.wake_reason is None
    else:
        assert people or derived.wake_at


def test_the_next_waking_says_why() -> None:
    """Idleness of the claim passes first, the decision's date months later; then the appeal's."""
    held = replace(CASES[Stage.ASSESSMENT], claim=claim(THIRD))
    assert derive(held).wake_reason is DeadlineKind.CLAIM
    assert derive(replace(held, claim=None)).wake_reason is DeadlineKind.DELAY_NOTICE
    assert derive(CASES[Stage.DECIDED]).wake_reason is DeadlineKind.APPEAL


@pytest.mark.parametrize("stage", Stage)
def test_a_decision_is_due_as_long_as_none_was_made(stage: Stage) -> None:
    open_ = {*WORKING, Stage.SIGN_OFF}  # what is under appeal here is a decision
    assert (derive(CASES[stage]).due is not None) is (stage in open_)


def test_no_machine_signs_proposes_or_decides() -> None:
    """GDPR, article 22: no decision is reached by software alone."""
    for case in CASES.values():
        machine = derive(case).allowed[Role.MACHINE]
        assert not machine & {V.PROPOSE, V.SIGN_OFF, V.DECIDE_APPEAL, V.REOPEN, V.SUBMIT}


@pytest.mark.parametrize(
    ("changes", "stage"),
    [
        ({"documents": (diploma(DocumentState.STORED),)}, Stage.READING),
        ({"documents": (diploma(DocumentState.UNREADABLE),)}, Stage.CONFIRMING),
        ({"documents": ()}, Stage.ASSESSMENT),
        (
            {"documents": (diploma(DocumentState.READ), diploma(DocumentState.READING))},
            Stage.READING,
        ),
        (
            {
                "documents": (diploma(DocumentState.READING),),
                "passed": frozenset({(DeadlineKind.CONFIRMATION, SUBMITTED)}),
            },
            Stage.ASSESSMENT,
        ),
        (
            {"documents": (diploma(DocumentState.READING),), "proposals": (proposal(),)},
            Stage.SIGN_OFF,
        ),
    ],
)
def test_reading_holds_nobody_up(changes: dict[str, Any], stage: Stage) -> None:
    assert derive(facts(confirmed_at=None, **changes)).stage is stage


def test_later_papers_throw_no_case_back() -> None:
    case = facts(documents=(diploma(DocumentState.STORED),))
    assert derive(case).stage is Stage.ASSESSMENT


@pytest.mark.parametrize(
    "changes",
    [
        {"received_at": SUBMITTED},
        {"expired_at": SUBMITTED},
        {"objected_at": SUBMITTED, "asked_at": None},
    ],
)
def test_what_came_back_waits_for_the_assessor_until_looked_at(changes: dict[str, Any]) -> None:
    came = request(RequestTo.AUTHORITY, **changes)
    waiting = request(RequestTo.AUTHORITY)
    assert derive(facts(requests=(came, waiting))).stage is Stage.ASSESSMENT
    looked_at = replace(came, reviewed_at=utc(2026, 3, 5))
    assert derive(facts(requests=(looked_at, waiting))).stage is Stage.VERIFICATION


def test_an_answer_after_the_review_of_the_expiry_waits_again() -> None:
    late = request(
        RequestTo.AUTHORITY,
        expired_at=utc(2026, 4, 1),
        reviewed_at=utc(2026, 4, 2),
        received_at=utc(2026, 4, 9),
    )
    waiting = request(RequestTo.AUTHORITY)
    assert derive(facts(requests=(late, waiting))).stage is Stage.ASSESSMENT


def test_an_announced_question_is_the_applicants_to_agree_to() -> None:
    announced = request(RequestTo.AUTHORITY, asked_at=None, objection_until=utc(2026, 3, 9))
    derived = derive(facts(requests=(announced,)))
    assert (derived.stage, derived.next_actor) == (Stage.VERIFICATION, NextActor.APPLICANT)


def test_a_request_to_the_applicant_goes_before_one_to_an_authority() -> None:
    both = (request(RequestTo.AUTHORITY), request(RequestTo.APPLICANT))
    assert derive(facts(requests=both)).stage is Stage.INCOMPLETE


def test_a_stranger_may_nothing() -> None:
    stranger = Person(Role.APPLICANT, THIRD)
    for stage, case in CASES.items():
        for verb in TABLE[stage].get(Role.APPLICANT, set()):
            assert may(stranger, verb, case) is ErrorCode.NOT_YOURS


def test_nobody_assesses_the_own_case_nor_in_a_conflict() -> None:
    for verb in DESK | HELD:
        own = replace(facts(), applicant_id=FIRST)
        assert may(assessor(), verb, own) is ErrorCode.CONFLICT_OF_INTEREST
        conflicted = facts(conflicted=frozenset({FIRST}), claim=claim())
        assert may(assessor(), verb, conflicted) is ErrorCode.CONFLICT_OF_INTEREST
    assert may(Person(Role.ASSESSOR), V.CLAIM, facts()) is ErrorCode.WRONG_ROLE


@pytest.mark.parametrize("verb", sorted(HELD | {V.RELEASE, V.HAND_OVER}))
def test_work_needs_the_claim(verb: V) -> None:
    assert may(assessor(), verb, facts()) is ErrorCode.NOT_CLAIMED
    assert may(assessor(), verb, facts(claim=claim(SECOND))) is ErrorCode.CLAIMED_BY_ANOTHER
    assert may(assessor(), verb, facts(claim=claim())) is None


@pytest.mark.parametrize("verb", [V.ADD_NOTE, V.REGISTER_CONFLICT, V.ANNOUNCE_DELAY])
def test_some_acts_need_no_claim(verb: V) -> None:
    assert may(assessor(), verb, facts(claim=claim(SECOND))) is None


def test_a_claim_is_one_persons() -> None:
    assert may(assessor(), V.CLAIM, facts(claim=claim(SECOND))) is ErrorCode.CLAIMED_BY_ANOTHER
    assert may(assessor(), V.CLAIM, facts(claim=claim())) is None


@pytest.mark.parametrize("verb", [V.SIGN_OFF, V.SEND_BACK])
def test_four_eyes(verb: V) -> None:
    case = CASES[Stage.SIGN_OFF]
    assert may(assessor(FIRST), verb, case) is ErrorCode.OWN_PROPOSAL
    assert may(assessor(SECOND), verb, case) is None


def test_only_the_proposer_retracts() -> None:
    case = CASES[Stage.SIGN_OFF]
    assert may(assessor(FIRST), V.RETRACT_PROPOSAL, case) is None
    assert may(assessor(SECOND), V.RETRACT_PROPOSAL, case) is ErrorCode.NOT_YOURS


@pytest.mark.parametrize(
    "involvement",
    [
        {"proposals": (proposal(reviewed_at=utc(2026, 5, 4), reviewer_id=SECOND),)},
        {"proposals": (proposal(SECOND, reviewed_at=utc(2026, 5, 4), reviewer_id=FIRST),)},
        {"requests": (request(received_at=SUBMITTED),)},
        {"claim": claim()},
    ],
)
def test_an_appeal_is_decided_by_somebody_else(involvement: dict[str, Any]) -> None:
    """Lisbon Convention, article III.5: an appeal is no question to the one who decided."""
    case = replace(CASES[Stage.UNDER_APPEAL], **involvement)
    assert may(assessor(FIRST), V.DECIDE_APPEAL, case) is ErrorCode.INVOLVED_BEFORE
    assert may(assessor(THIRD), V.DECIDE_APPEAL, case) is None


@pytest.mark.parametrize("stage", [*WORKING, Stage.SIGN_OFF])
def test_silence_can_be_appealed_once_its_day_has_passed(stage: Stage) -> None:
    """Lisbon Convention, article III.5; Directive 2005/36/EC, article 51(3)."""
    case = CASES[stage]
    assert may(APPLICANT, V.APPEAL, case) is ErrorCode.STAGE_FORBIDS
    silent = replace(case, passed=SILENT)
    assert may(APPLICANT, V.APPEAL, silent) is None
    lodged = appeal(utc(2026, 7, 5), AppealKind.SILENCE)
    denied = replace(lodged, decided_at=utc(2026, 7, 9), granted=False)
    assert may(APPLICANT, V.APPEAL, replace(silent, appeals=(lodged,))) is ErrorCode.STAGE_FORBIDS
    assert may(APPLICANT, V.APPEAL, replace(silent, appeals=(denied,))) is ErrorCode.STAGE_FORBIDS


def test_a_delay_that_is_announced_too_late_takes_no_right_away() -> None:
    late = facts(passed=SILENT, delay_until=utc(2026, 8, 3, 23))
    assert may(APPLICANT, V.APPEAL, late) is None
    twice = SILENT | {(DeadlineKind.DECISION, utc(2026, 8, 3, 23))}
    lodged = appeal(utc(2026, 7, 5), AppealKind.SILENCE)
    denied = replace(lodged, decided_at=utc(2026, 7, 9), granted=False)
    assert may(APPLICANT, V.APPEAL, replace(late, passed=twice, appeals=(denied,))) is None


def test_silence_before_a_decision_is_no_silence_after_its_reopening() -> None:
    reopened = facts(
        passed=SILENT,
        decisions=(decision(utc(2026, 7, 10)),),
        reopened_at=utc(2026, 7, 20),
    )
    assert may(APPLICANT, V.APPEAL, reopened) is ErrorCode.STAGE_FORBIDS
    again = SILENT | {(DeadlineKind.DECISION, utc(2026, 11, 21, 0))}
    assert may(APPLICANT, V.APPEAL, replace(reopened, passed=again)) is None


def test_an_appeal_against_silence_stops_no_answer_and_no_withdrawal() -> None:
    case = facts(passed=SILENT, appeals=(appeal(utc(2026, 7, 5), AppealKind.SILENCE),))
    derived = derive(case)
    assert derived.stage is Stage.UNDER_APPEAL
    assert derived.due is not None, "the decision is owed all the same"
    assert derived.allowed[Role.APPLICANT] == PENDING | {V.WITHDRAW_APPEAL}
    assert derived.allowed[Role.AUTHORITY] == {V.ANSWER_AUTHENTICITY}


def test_a_version_is_appealed_once() -> None:
    case = CASES[Stage.DECIDED]
    assert may(APPLICANT, V.APPEAL, case) is None
    denied = replace(appeal(utc(2026, 5, 9)), decided_at=utc(2026, 5, 20), granted=False)
    appealed = replace(case, appeals=(denied,))
    assert may(APPLICANT, V.APPEAL, appealed) is ErrorCode.STAGE_FORBIDS
    taken_back = replace(appeal(utc(2026, 5, 9)), withdrawn_at=utc(2026, 5, 20))
    assert may(APPLICANT, V.APPEAL, replace(case, appeals=(taken_back,))) is None
    second = decision(utc(2026, 6, 20), version=2)
    anew = replace(appealed, decisions=(decision(), second), reopened_at=utc(2026, 6, 1))
    assert derive(anew).stage is Stage.DECIDED
    assert may(APPLICANT, V.APPEAL, anew) is None


def test_a_decision_without_its_letter_is_never_too_old_to_be_appealed() -> None:
    unsent = facts(decisions=(decision(letter_at=None),))
    derived = derive(unsent)
    assert derived.stage is Stage.DECIDED and derived.wake_at is None
    assert V.RECORD_LETTER in derived.allowed[Role.MACHINE]
