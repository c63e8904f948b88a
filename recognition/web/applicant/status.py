"""Where the application stands: who must act next, by when and why, and what has happened."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.actions.record_look_up import LookedAt
from recognition.domain.clock import legal_day
from recognition.domain.events import DATE_MOVED, LAST_DAY, OF_CONDITION, EventKind
from recognition.domain.verbs import VerbName
from recognition.domain.vocabulary import (
    AdaptationResult,
    ConditionKind,
    ConditionResult,
    ReopenGround,
    Role,
    Stage,
)
from recognition.store.queries import applicant as queries
from recognition.store.queries import progress
from recognition.store.queries.adaptation import adaptation_of
from recognition.store.queries.applicant import Application
from recognition.store.queries.background import load_background
from recognition.store.queries.conditions import ConditionsShown, conditions_of
from recognition.store.queries.progress import LineShown
from recognition.web.applicant.after_decision import choice_waits
from recognition.web.applicant.plain import CONDITIONS, EVENTS, LOOKED, WHO, next_step, tone_of
from recognition.web.applicant.room import blueprint, own
from recognition.web.dates import long_day
from recognition.web.fragments import page_or_block, wants_fragment
from recognition.web.services import get_services
from recognition.web.words import condition_word, word

_OVER = (Stage.CLOSED, Stage.WITHDRAWN, Stage.EXPIRED, Stage.ERASED)
_TONES = {
    EventKind.SUBMITTED: "good",
    EventKind.SIGNED: "good",
    EventKind.REQUESTED: "action",
    EventKind.QUESTION_ANNOUNCED: "action",
    EventKind.REQUEST_EXPIRED: "problem",
    EventKind.DECISION_OVERDUE: "problem",
}


@blueprint.get("/<uuid:case_id>")
def status(case_id: UUID) -> ResponseReturnValue:
    """The case's own page; a draft has its list of steps instead."""
    case = own(case_id)
    if case.is_draft:
        return redirect(url_for("applicant.tasks", case_id=case.id), 303)
    context = _state(case)
    if not wants_fragment():
        context |= _history(case)
    return page_or_block("applicant/status.html", "state", **context)


def _state(case: Application) -> dict[str, Any]:
    """What the block that refreshes itself shows."""
    services = get_services()
    asked = progress.requests(services.store, case.id, services.rules.zone)
    waiting = [] if case.stage in _OVER else [one for one in asked if one.waits_for_applicant]
    papers = queries.papers(services.store, case.id)
    decision = next(iter(progress.decisions(services.store, case.id)), None)
    today = legal_day(services.clock(), services.rules.zone)
    practice = adaptation_of(services.store, services.rules, case.id) if decision else None
    done = conditions_of(services.store, services.rules, case.id) if decision else None
    to_choose = choice_waits(case)
    tested = done is not None and done.test_passed
    return {
        "case": case,
        "next": next_step(case.stage, case.next_actor, asked=bool(waiting), to_choose=to_choose),
        "tone": tone_of(case.stage, case.next_actor),
        "settled": case.stage in _OVER,
        "waiting": waiting,
        "to_check": [one for one in papers if one.settled and one.confirmed_at is None],
        "overdue": _overdue(case),
        "decision": decision,
        "to_choose": to_choose,
        "test_day": decision.test_ahead(today) if decision and not tested else None,
        "fulfilled": done is not None and done.fulfilled,
        **_conditions(case, done),
        "practice": practice,
        "practice_over": practice.over(today) if practice else False,
    }


def _conditions(case: Application, done: ConditionsShown | None) -> dict[str, Any]:
    """What she told and nobody has looked at, and of what she can tell a result."""
    open_ = done.open if done and case.may(VerbName.STATE_CONDITION) else ()
    return {"conditions": CONDITIONS, "stated": done.waiting if done else (), "tellable": open_}


def _overdue(case: Application) -> bool:
    """Whether the office let its day pass: the timer's action has written it down."""
    return case.may("appeal") and case.stage not in (Stage.DECIDED, Stage.UNDER_APPEAL)


def _history(case: Application) -> dict[str, Any]:
    services = get_services()
    return {
        "asked": progress.requests(services.store, case.id, services.rules.zone),
        "refused": EVENTS[EventKind.QUESTION_OBJECTED],
        "told": load_background(services.store, case.id) is not None,
        "appeals": progress.appeals(services.store, case.id),
        "events": [_line(line) for line in progress.timeline(services.store, case.id)],
    }


def _line(line: LineShown) -> dict[str, Any]:
    """A line of the timeline in words; who it was is the role, or an authority's name."""
    actor = line.authority if line.role is Role.AUTHORITY and line.authority else WHO[line.role]
    if line.kind is None:
        return {"at": line.at, "actor": actor, "title": LOOKED[LookedAt(line.looked_at)]}
    if line.kind is EventKind.REQUESTED and line.role is Role.APPLICANT:
        actor = WHO[Role.MACHINE]  # what was missing when she sent it, found by the rules
    return {
        "at": line.at,
        "actor": actor,
        "title": EVENTS.get(line.kind) or word(line.kind),
        "tone": _TONES.get(line.kind, ""),
        "text": _more(line),
    }


def _more(line: LineShown) -> object:
    if line.kind is EventKind.STAGE_CHANGED:
        return word(Stage(line.data["after"]))
    if line.kind in DATE_MOVED or line.kind is EventKind.DELAY_ANNOUNCED:
        day = date.fromisoformat(line.data["day"])
        return _("New date: %(day)s.", day=long_day(day))
    if line.kind in (EventKind.ADAPTATION_ASSESSED, EventKind.ADAPTATION_CORRECTED):
        return word(AdaptationResult(line.data["result"]))
    if line.kind in OF_CONDITION and "result" in line.data:
        return condition_word(
            ConditionKind(line.data["condition"]), ConditionResult(line.data["result"])
        )
    if line.kind is EventKind.REOPENED and line.data.get("ground"):
        return word(ReopenGround(line.data["ground"]))
    if line.kind in LAST_DAY:
        return _("Last day: %(day)s.", day=long_day(date.fromisoformat(line.data["day"])))
    if line.kind is EventKind.ACKNOWLEDGED and not line.data["count"]:
        return _("The file is complete.")
    if line.kind in (EventKind.QUESTION_ANNOUNCED, EventKind.QUESTION_SENT) and line.authority:
        return _("To: %(name)s", name=line.authority)
    return ""
