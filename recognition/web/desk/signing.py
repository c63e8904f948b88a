"""Sign-off: the proposal in full, what changed since the round before, and one of two answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.domain import verbs
from recognition.domain.decision import DecisionContent
from recognition.domain.vocabulary import FieldName, Outcome
from recognition.errors import NotAllowed
from recognition.store.queries.casefile import CaseFile
from recognition.web.dates import written_day
from recognition.web.desk import evidence
from recognition.web.desk.blueprint import blueprint, country
from recognition.web.desk.history import lines_after_round
from recognition.web.desk.open_points import still_open
from recognition.web.desk.opening import Opened, carry_out, make, open_case, typed
from recognition.web.desk.reasons import code_title
from recognition.web.desk.words import say
from recognition.web.forms import FieldErrors


@dataclass(frozen=True, slots=True)
class Change:
    """One field of the proposal that is not as it was; empty: it was not there, or is gone."""

    field: str
    before: str
    after: str


@blueprint.route("/cases/<uuid:case_id>/sign-off", methods=["GET", "POST"])
def sign_off(case_id: UUID) -> ResponseReturnValue:
    """Sign (``step=sign``) or send back (``step=send_back``, ``reason``); ``proposal_id``."""
    if request.method != "POST":
        opened = open_case(case_id)
        opened.need(verbs.VerbName.SIGN_OFF)
        return _page(opened, [])
    if typed("step") == "send_back":
        return carry_out(
            case_id,
            lambda: make(verbs.SendBack, proposal_id=typed("proposal_id"), reason=typed("reason")),
            _("The proposal was sent back."),
            "decision",
            lambda errors: _again(case_id, errors),
        )
    return carry_out(
        case_id,
        lambda: make(verbs.SignOff, proposal_id=typed("proposal_id")),
        _("Signed. The letter is being made."),
        "decision",
        lambda errors: _again(case_id, errors),
    )


def _again(case_id: UUID, errors: FieldErrors) -> ResponseReturnValue:
    opened = open_case(case_id)
    if opened.file.facts.open_proposal is None:
        return redirect(url_for("desk.case", case_id=case_id, since=g.get("stale_since", 0)), 303)
    try:
        return _page(opened, errors)
    except NotAllowed:
        return redirect(url_for("desk.case", case_id=case_id), 303)


def _page(opened: Opened, errors: FieldErrors) -> str:
    proposals = opened.file.proposals
    proposal, before = proposals[-1], (proposals[-2] if len(proposals) > 1 else None)
    content = DecisionContent.model_validate(proposal.content)
    return render_template(
        "desk/sign_off.html",
        opened=opened,
        file=opened.file,
        errors=errors,
        proposal=proposal,
        content=content,
        before=before,
        changes=changes(DecisionContent.model_validate(before.content), content) if before else [],
        facts=lines_after_round(opened.file, before.id) if before else [],
        code_title=code_title,
        reason=typed("reason"),
        about=about(opened.file),
        open=still_open(opened.file),
        evidence=lambda finding: evidence.pieces(opened.file, finding),
    )


def about(file: CaseFile) -> list[dict[str, str]]:
    """Whom and what a decision is about, for who sees the case for the first time: rows."""
    said = {name: values.best for name, values in file.values.items()}
    best = {name: str(one.value) for name, one in said.items() if one}
    details, purpose = file.case.details or {}, file.facts.purpose
    rows = {
        _("Name"): details.get("full_name", ""),
        _("Date of birth"): written_day(details.get("date_of_birth", "")),
        say(FieldName.QUALIFICATION_TITLE): best.get(FieldName.QUALIFICATION_TITLE, ""),
        say(FieldName.FIELD_OF_STUDY): best.get(FieldName.FIELD_OF_STUDY, ""),
        say(FieldName.INSTITUTION): best.get(FieldName.INSTITUTION, ""),
        say(FieldName.COUNTRY): country(file.case.country),
        say(FieldName.AWARD_DATE): written_day(best.get(FieldName.AWARD_DATE, "")),
        _("Purpose"): str(say(purpose)) if purpose else "",
        _("Profession"): details.get("profession", ""),
    }
    return [{"key": str(key), "value": value} for key, value in rows.items() if value]


def changes(before: DecisionContent, after: DecisionContent) -> list[Change]:
    """What a new round says otherwise, field by field."""
    old, new = dict(_flat(before)), dict(_flat(after))
    return [
        Change(name, old.get(name, ""), new.get(name, ""))
        for name in dict.fromkeys([*old, *new])
        if old.get(name, "") != new.get(name, "")
    ]


def _flat(content: DecisionContent) -> Iterator[tuple[str, str]]:
    yield _("Outcome"), str(say(content.outcome))
    yield _("Compares to"), content.compares_to
    yield _("ISCED 2011 level"), code_title(content.isced_level)
    yield _("ISCED-F 2013 field"), code_title(content.isced_f)
    yield _("Reasons"), content.reasons
    yield from _findings(content)
    whys: dict[Outcome, Any] = {one.outcome: one.reason for one in content.exclusions}
    for outcome, why in whys.items():
        yield _("Why not: %(outcome)s", outcome=say(outcome)), why
    for number, one in enumerate(content.differences, start=1):
        name = _("Substantial difference %(number)s", number=number)
        yield name, f"{say(one.element)}: {one.text}"
    for number, condition in enumerate(content.conditions, start=1):
        name = _("Condition %(number)s", number=number)
        numbers = [f"{number:g}" for number in (condition.months, condition.credits) if number]
        yield name, ", ".join((f"{say(condition.kind)}: {condition.text}", *numbers))
    yield _("Why the holder may not choose"), content.no_choice


def _findings(content: DecisionContent) -> Iterator[tuple[str, str]]:
    """Each finding as a field of its own, without its evidence."""
    for one in content.evaluation.findings if content.evaluation else ():
        told = one.model_dump(exclude={"section", "evidence"}, exclude_defaults=True)
        words = (str(say(v)) if isinstance(v, StrEnum) else str(v) for v in told.values() if v)
        yield str(say(one.section)), "; ".join(words)
