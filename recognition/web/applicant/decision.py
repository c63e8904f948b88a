"""The decision in plain words, with its letter; earlier versions stay."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask import Response
from flask.typing import ResponseReturnValue

from recognition.domain.clock import legal_day
from recognition.domain.verbs import VerbName
from recognition.errors import ErrorCode, NotFound
from recognition.isced.codes import is_field, is_level
from recognition.isced.titles import field_title, level_title
from recognition.store.queries import progress
from recognition.store.queries.adaptation import adaptation_of
from recognition.store.queries.applicant import Application
from recognition.store.queries.condition_history import history_of
from recognition.store.queries.conditions import ConditionsShown, conditions_of
from recognition.store.queries.progress import DecisionShown
from recognition.web.applicant.plain import CONDITIONS, EFFECTS, ELEMENTS, OUTCOMES
from recognition.web.applicant.room import blueprint, own
from recognition.web.fragments import page_or_block
from recognition.web.languages import current_language
from recognition.web.services import get_services


@blueprint.get("/<uuid:case_id>/decision")
def decision(case_id: UUID) -> ResponseReturnValue:
    """Outcome, reasons, conditions, the letter, and how to appeal."""
    case = own(case_id)
    versions = progress.decisions(get_services().store, case.id)
    if not versions:
        raise NotFound(ErrorCode.UNKNOWN, "decision")
    found = versions[0].content.evaluation
    services = get_services()
    today = legal_day(services.clock(), services.rules.zone)
    test_day = versions[0].test_day
    practice = adaptation_of(services.store, services.rules, case.id)
    done = conditions_of(services.store, services.rules, case.id)
    stands = progress.stands(services.store, services.rules, case.id)
    title, meaning = OUTCOMES[versions[0].content.outcome]
    return page_or_block(
        "applicant/decision.html",
        "letter",
        case=case,
        decision=versions[0],
        earlier=versions[1:],
        stands=stands,
        history={} if stands else history_of(services.store, case.id),
        title=title,
        level=_code(versions[0].content.isced_level, is_level, level_title),
        field=_code(versions[0].content.isced_f, is_field, field_title),
        meaning=meaning,
        elements=ELEMENTS,
        opens=[EFFECTS[one] for one in versions[0].effects],
        conditions=CONDITIONS,
        compared=found.elements if found else (),
        fulfilled=found.fulfilled if found else None,
        outcomes=OUTCOMES,
        adaptation=practice,
        done=done,
        practice_over=practice.over(today),
        choice_over=_choice_over(case, versions[0], done, today),
        test_over=test_day is not None and test_day < today and not done.test_passed,
    )


def _choice_over(
    case: Application, decision: DecisionShown, done: ConditionsShown, today: date
) -> bool:
    """Whether the time to choose has passed, of a decision that stands and is still open."""
    stands = case.may(VerbName.CHOOSE_MEASURE)
    return stands and decision.choice_over(today) and not done.test_passed


def _code(code: str, known: Callable[[str], bool], title: Callable[[str, str], str]) -> str:
    """A code with its title in her language; a code alone says nothing to her."""
    return f"{code} {title(code, current_language())}" if known(code) else code


@blueprint.get("/<uuid:case_id>/decision/<int:version>/letter.pdf")
def letter(case_id: UUID, version: int) -> ResponseReturnValue:
    """The letter as PDF, for its addressee."""
    case = own(case_id)
    return Response(
        progress.letter(get_services().store, case.id, version),
        mimetype="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{case.reference}-{version}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )
