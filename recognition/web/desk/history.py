"""The timeline of a case at the desk: every line in words, internal ones too."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import g
from flask_babel import gettext as _
from flask_babel import ngettext

from recognition.domain.deadlines import DueBasis
from recognition.domain.events import DATE_MOVED, INTERNAL, LAST_DAY, OF_CONDITION, EventKind
from recognition.domain.vocabulary import (
    AdaptationResult,
    CodeScheme,
    ConditionKind,
    ConditionResult,
    DocumentState,
    EvaluationSection,
    FieldName,
    Outcome,
    ReopenGround,
    Role,
    Stage,
)
from recognition.store.queries.casefile import CaseFile
from recognition.web.dates import long_day
from recognition.web.desk.blueprint import blueprint
from recognition.web.desk.reasons import code_title
from recognition.web.desk.words import say
from recognition.web.words import condition_word

TONES = {
    EventKind.DECISION_OVERDUE: "problem",
    EventKind.DELIVERY_GIVEN_UP: "problem",
    EventKind.SENT_BACK: "action",
    EventKind.ADAPTATION_STATED: "action",
    EventKind.CONDITION_STATED: "action",
    EventKind.ADAPTATION_ENDED: "action",
    EventKind.QUESTION_OBJECTED: "action",
    EventKind.APPEALED: "action",
    EventKind.SIGNED: "good",
    EventKind.LETTER_READY: "good",
    EventKind.SUBMITTED: "good",
}


_OF_ROUNDS = (EventKind.PROPOSED, EventKind.STAGE_CHANGED)


@dataclass(frozen=True, slots=True)
class Line:
    """A line for the macro ``timeline``."""

    at: datetime
    title: str
    actor: str
    text: str
    tone: str
    internal: bool


def lines(file: CaseFile, since: int = 0) -> list[Line]:
    """The lines after number ``since``, newest first."""
    return [_line(file, event) for event in reversed(file.events) if event.number > since]


@blueprint.app_template_global("changed")
def changed(file: CaseFile) -> list[Line] | None:
    """What a sent page had not shown, where it was too old to be acted on; ``None`` otherwise."""
    return lines(file, g.stale_since) if "stale_since" in g else None


def lines_after_round(file: CaseFile, proposal_id: UUID) -> list[Line]:
    """What happened in the case after a round ended, newest first; not the rounds themselves."""
    of_round = max((one.number for one in file.events if one.subject_id == proposal_id), default=0)
    after = [one for one in reversed(file.events) if one.number > of_round]
    return [_line(file, one) for one in after if one.kind not in _OF_ROUNDS]


def who(file: CaseFile, role: Role, person_id: Any) -> str:
    """A colleague by name, everybody else by role."""
    if role is Role.ASSESSOR and person_id in file.people:
        return file.people[person_id]
    return str(say(role))


def _line(file: CaseFile, event: Any) -> Line:
    kind = EventKind(event.kind)
    internal = kind in INTERNAL
    text = _text(file, kind, event.data, event.subject_id)
    if internal:
        text = " ".join(part for part in (text, _("(Not shown to the applicant.)")) if part)
    return Line(
        at=event.at,
        title=str(say(kind)),
        actor=who(file, _role(kind, Role(event.role)), event.person_id),
        text=text,
        tone=TONES.get(kind, ""),
        internal=internal,
    )


def _role(kind: EventKind, role: Role) -> Role:
    """Who did it: what is missing when she sends it is asked for by the rules, not by her."""
    by_rules = kind is EventKind.REQUESTED and role is Role.APPLICANT
    return Role.MACHINE if by_rules else role


def _text(file: CaseFile, kind: EventKind, data: dict[str, Any], subject: Any) -> str:
    if kind is EventKind.STAGE_CHANGED:
        before, after = say(Stage(data["before"])), say(Stage(data["after"]))
        return str(_("From “%(before)s” to “%(after)s”.", before=before, after=after))
    if kind in DATE_MOVED:
        day = long_day(date.fromisoformat(data["day"]))
        return str(_("Now %(day)s. %(why)s", day=day, why=say(DueBasis(data["basis"]))))
    if kind is EventKind.HANDED_OVER and subject in file.people:
        return str(_("To %(name)s.", name=file.people[subject]))
    if kind is EventKind.READING_ENDED:
        return f"{say(DocumentState(data['state']))}."
    if kind is EventKind.FIELD_FOUND and subject is not None:
        return str(_("Date of a paper."))
    if kind is EventKind.FIELD_FOUND:
        return f"{say(FieldName(data['field']))}."
    if kind is EventKind.FINDING_RECORDED:
        return f"{say(EvaluationSection(data['section']))}."
    if kind is EventKind.MEASURE_CHOSEN:
        return f"{say(ConditionKind(data['measure']))}."
    if kind in OF_CONDITION:
        return _condition(data)
    return _more(file, kind, data)


def _condition(data: dict[str, Any]) -> str:
    kind = ConditionKind(data["condition"])
    if "result" not in data:
        return f"{say(kind)}."
    return f"{say(kind)}: {condition_word(kind, ConditionResult(data['result']))}."


def _more(file: CaseFile, kind: EventKind, data: dict[str, Any]) -> str:
    if kind is EventKind.CODE_FOUND:
        said = f"{say(CodeScheme(data['scheme']))}: {code_title(data['code'])}."
        return said + (" " + _("The machine was overruled.") if data.get("overruled") else "")
    if kind is EventKind.ACKNOWLEDGED:
        many = data["count"]
        named = ngettext("%(num)s missing paper named.", "%(num)s missing papers named.", many)
        return str(named if many else _("The file is complete."))
    if kind is EventKind.REQUESTED:
        return str(ngettext("%(num)s thing asked for.", "%(num)s things asked for.", data["items"]))
    if kind in (EventKind.QUESTION_ANNOUNCED, EventKind.QUESTION_SENT):
        names = {str(key): name for key, name in file.authorities.items()}
        return names.get(str(data.get("authority")), "")
    if kind in LAST_DAY:
        return str(_("Last day: %(day)s.", day=long_day(date.fromisoformat(data["day"]))))
    if kind in (EventKind.ADAPTATION_ASSESSED, EventKind.ADAPTATION_CORRECTED):
        return f"{say(AdaptationResult(data['result']))}."
    if kind is EventKind.DELAY_ANNOUNCED:
        return str(_("New date: %(day)s.", day=long_day(date.fromisoformat(data["day"]))))
    if kind in (EventKind.PROPOSED, EventKind.SENT_BACK):
        return str(_("Round %(round)s.", round=data["round"]))
    if kind is EventKind.SIGNED:
        outcome = say(Outcome(data["outcome"]))
        return str(_("Version %(version)s: %(outcome)s.", version=data["version"], outcome=outcome))
    if kind in (EventKind.LETTER_READY, EventKind.CORRECTED):
        return str(_("Version %(version)s.", version=data["version"]))
    if kind is EventKind.REOPENED and data.get("ground"):
        return f"{say(ReopenGround(data['ground']))}."
    if kind is EventKind.APPEAL_DECIDED:
        return str(_("Granted.") if data["granted"] else _("Not granted."))
    return ""
