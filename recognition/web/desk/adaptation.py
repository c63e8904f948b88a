"""An adaptation period at the desk: its beginning, and its assessment."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from recognition.domain import verbs
from recognition.domain.adaptation import before_newest, longer
from recognition.domain.facts import CaseFacts
from recognition.domain.vocabulary import AdaptationResult
from recognition.errors import ErrorCode, InvalidInput
from recognition.web.dates import long_day
from recognition.web.desk.blueprint import blueprint
from recognition.web.desk.opening import Opened, carry_out, make, open_case, typed
from recognition.web.forms import FieldErrors


@blueprint.route("/cases/<uuid:case_id>/adaptation", methods=["GET", "POST"])
def record_adaptation(case_id: UUID) -> ResponseReturnValue:
    """Record its beginning: ``place``, ``first_day`` (ISO), ``months``."""
    if request.method != "POST":
        return _page(open_case(case_id), verbs.VerbName.RECORD_ADAPTATION, [])
    words = {name: typed(name) for name in ("place", "first_day", "months")}
    return carry_out(
        case_id,
        lambda: make(verbs.RecordAdaptation, **words),
        _("The beginning is recorded; the holder is told the last day."),
        "decision",
        lambda errors: _again(case_id, verbs.VerbName.RECORD_ADAPTATION, errors),
    )


@blueprint.route("/cases/<uuid:case_id>/adaptation/review", methods=["GET", "POST"])
def review_adaptation(case_id: UUID) -> ResponseReturnValue:
    """Look at what the holder stated: ``adaptation_id``, ``confirmed`` (yes, no), ``reason``."""
    if request.method != "POST":
        return _page(open_case(case_id), verbs.VerbName.REVIEW_ADAPTATION, [])
    return carry_out(
        case_id,
        lambda: make(
            verbs.ReviewAdaptation,
            adaptation_id=typed("adaptation_id"),
            confirmed=_one_of("confirmed", ("yes", "no")) == "yes",
            reason=typed("reason"),
        ),
        _("Kept; the holder is told."),
        "decision",
        lambda errors: _again(case_id, verbs.VerbName.REVIEW_ADAPTATION, errors),
    )


@blueprint.route("/cases/<uuid:case_id>/adaptation/assessment", methods=["GET", "POST"])
def assess_adaptation(case_id: UUID) -> ResponseReturnValue:
    """Record how it was assessed: ``result``, ``months`` (whole length), ``reason``."""
    if request.method != "POST":
        return _page(open_case(case_id), verbs.VerbName.ASSESS_ADAPTATION, [])
    return carry_out(
        case_id,
        lambda: make(
            verbs.AssessAdaptation,
            result=_one_of("result", tuple(AdaptationResult)),
            months=typed("months") or None,
            reason=typed("reason"),
        ),
        _("The assessment is recorded; the holder is told."),
        "decision",
        lambda errors: _again(case_id, verbs.VerbName.ASSESS_ADAPTATION, errors),
    )


@blueprint.route("/cases/<uuid:case_id>/adaptation/assessment/correct", methods=["GET", "POST"])
def correct_adaptation(case_id: UUID) -> ResponseReturnValue:
    """Record it anew: ``result``, ``months``, ``reason``, and ``mistake`` that says why."""
    if request.method != "POST":
        return _page(open_case(case_id), verbs.VerbName.CORRECT_ADAPTATION, [])
    return carry_out(
        case_id,
        lambda: make(
            verbs.CorrectAdaptation,
            result=_one_of("result", tuple(AdaptationResult)),
            months=typed("months") or None,
            reason=typed("reason"),
            mistake=typed("mistake"),
        ),
        _("It is recorded anew; the holder is told."),
        "decision",
        lambda errors: _again(case_id, verbs.VerbName.CORRECT_ADAPTATION, errors),
    )


def _one_of(name: str, known: tuple[str, ...]) -> str:
    if typed(name) not in known:
        raise InvalidInput(ErrorCode.MISSING_VALUE, name)
    return typed(name)


def _longer(facts: CaseFacts, verb: verbs.VerbName, most: int) -> list[tuple[str, str]]:
    """Each length that an extension may lead to, in words that say its last day."""
    if verb is verbs.VerbName.CORRECT_ADAPTATION:
        facts = before_newest(facts)
    lengths = [
        (
            str(months),
            ngettext(
                "%(num)s month: until %(day)s",
                "%(num)s months: until %(day)s",
                months,
                day=long_day(day),
            ),
        )
        for months, day in longer(facts, most=most)
    ]
    return [("", _("Not extended")), *lengths]


def _again(case_id: UUID, verb: verbs.VerbName, errors: FieldErrors) -> ResponseReturnValue:
    return _page(open_case(case_id), verb, errors)


def _page(opened: Opened, verb: verbs.VerbName, errors: FieldErrors) -> str:
    """The form of a verb, which bears its name."""
    opened.need(verb)
    shown = opened.file.adaptation
    return render_template(
        f"desk/{verb}.html",
        opened=opened,
        file=opened.file,
        errors=errors,
        adaptation=shown,
        longer=_longer(opened.file.facts, verb, shown.longest),
        results=tuple(AdaptationResult),
        sent=request.form,
    )
