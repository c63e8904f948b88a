"""Proposing a decision: first the outcome, then what that outcome must say. And taking it back."""

from collections.abc import Mapping
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _

from recognition.actions.record_look_up import LookedAt
from recognition.domain import verbs
from recognition.domain.decision import DecisionContent, better_than
from recognition.domain.fulfilment import fulfilled
from recognition.domain.vocabulary import (
    CodeScheme,
    ConditionKind,
    Outcome,
    RefusalGround,
)
from recognition.errors import InvalidInput
from recognition.store.queries.casefile import CaseFile
from recognition.web.desk.blueprint import blueprint
from recognition.web.desk.drafts import draft_of
from recognition.web.desk.open_points import still_open
from recognition.web.desk.opening import Opened, carry_out, make, open_case
from recognition.web.desk.proposing import (
    content_from,
    form_from,
    lacking,
    line_count,
    rests_on,
)
from recognition.web.desk.reasons import code_title
from recognition.web.desk.unfinished import forget_typed, keep_typed, leaving, typed_before
from recognition.web.desk.words import say
from recognition.web.forms import FieldErrors, field_errors
from recognition.web.services import get_services


@blueprint.route("/cases/<uuid:case_id>/propose", methods=["GET", "POST"])
def propose(case_id: UUID) -> ResponseReturnValue:
    """Choose an outcome (``outcome``; ``step=outcome``), then fill in and send (``step=propose``).

    Fields: ``compares_to``, ``reasons``, ``ground``, ``no_choice``, ``advice``, ``why-<outcome>``,
    ``rests-<outcome>-<element>``, ``condition-kind-N``, ``-text-N``, ``-months-N``, ``-credits-N``.
    ``shown`` is the outcome whose fields the page showed: another that was ticked is shown first.
    ``step=more`` offers more lines; every step but ``draft`` keeps what was typed, also for
    another day. ``step=draft`` answers with the letter of what was typed, as a draft (PDF).
    ``step=keep``, ``typed`` and ``forget``, and ``go`` (somewhere else): see ``unfinished``.
    """
    step = request.form.get("step")
    opened = open_case(case_id, LookedAt.DRAFT if step == "draft" else LookedAt.CASE)
    if request.method != "POST":
        opened.need(verbs.VerbName.PROPOSE)
        return _page(opened, _start(opened), [])
    if step == "forget":
        return forget_typed(case_id)
    if step == "typed" and verbs.VerbName.PROPOSE not in opened.can:
        return "", 204  # sent a moment before the proposal, and overtaken by it
    if step != "draft":  # which is to leave no trace, and leaves the form where it is
        keep_typed(case_id)
    if left := leaving(case_id):
        return left
    if request.form.get("outcome") not in set(Outcome) or step not in ("draft", "propose"):
        return _page(opened, request.form, [])
    if step == "propose" and request.form.get("shown", "") not in ("", request.form["outcome"]):
        return _page(opened, request.form, [("outcome", _other_outcome())]), 422
    try:
        content = content_from(opened.file, get_services().rules, request.form)
        missing = lacking(content)
    except InvalidInput as fault:
        return _page(opened, request.form, field_errors(fault)), 422
    if step == "draft":
        return _draft(opened, content, missing)
    if missing:
        return _page(opened, request.form, field_errors(*missing)), 422
    return carry_out(
        case_id,
        lambda: make(verbs.Propose, content=content),
        _("Proposed. A second assessor checks it now."),
        "decision",
        lambda errors: _page(open_case(case_id), request.form, errors),
    )


def _other_outcome() -> str:
    """Why nothing was proposed: the outcome that is ticked is not the one that was filled in."""
    return str(_("You ticked another outcome. Look at what it asks, then propose it."))


def _draft(
    opened: Opened, content: DecisionContent, missing: list[InvalidInput]
) -> ResponseReturnValue:
    """The letter of what was typed; also of what could not be proposed yet, which it says."""
    opened.need(verbs.VerbName.PROPOSE)
    return draft_of(opened, content, missing)


def _start(opened: Opened) -> dict[str, str]:
    """What was typed and not proposed yet, or the last round, to go on from.

    Else an empty form, with the outcome of the address.
    """
    proposals = opened.file.proposals
    if typed := typed_before(opened):
        return typed.form
    form = form_from(proposals[-1].content) if proposals else {}
    if proposals and _fulfilled_since(opened.file):
        form = {"outcome": Outcome.FULL, "compares_to": form["compares_to"], "reasons": _done()}
    if not proposals:
        form["why-full"] = _in_words(opened)
        for element in opened.file.evaluated.evaluation.substantial:
            form[f"rests-full-{element}"] = "yes"
        form["compares_to"] = _target(opened)
    return form | ({"outcome": request.args["outcome"]} if "outcome" in request.args else {})


def _fulfilled_since(file: CaseFile) -> bool:
    """Whether the conditions of the last decision are fulfilled, and nothing is proposed since."""
    facts = file.facts
    if not facts.decisions or not facts.reopened_at:
        return False
    newer = file.proposals[-1].proposed_at > facts.reopened_at
    return not newer and fulfilled(facts, facts.decisions[-1])


def _done() -> str:
    """Words to begin with: what is new, since nothing else is."""
    return str(_("What our earlier decision asked for is fulfilled."))


def _in_words(opened: Opened) -> str:
    """The substantial differences in the words of the evaluation: why it is not full."""
    found = opened.file.evaluated.evaluation.substantial.values()
    return "\n".join(f"{say(one.element)}: {one.text}" for one in found)


def _target(opened: Opened) -> str:
    purpose = opened.file.evaluated.evaluation.purpose
    return purpose.target if purpose else ""


def _grounds(opened: Opened) -> list[tuple[RefusalGround, LazyString, str]]:
    """The grounds of a refusal to choose from: a mill and a forgery where they were found."""
    found = opened.file.evaluated.evaluation
    grounds = [RefusalGround.SUBSTANTIAL_DIFFERENCE]
    grounds += [RefusalGround.MILL] if found.mill else []
    grounds += [RefusalGround.FORGED] if found.forged else []
    return [(one, say(one), "") for one in grounds]


def _page(opened: Opened, form: Mapping[str, str], errors: FieldErrors) -> str:
    text = form.get("outcome", "")
    outcome = Outcome(text) if text in set(Outcome) else None
    more = form.get("step") == "more"
    proposals = opened.file.proposals
    return render_template(
        "desk/propose.html",
        opened=opened,
        file=opened.file,
        errors=errors,
        sent=form,
        typed_before=typed_before(opened),
        outcome=outcome,
        better=better_than(outcome) if outcome else (),
        outcomes=[(one, say(one), _hints()[one]) for one in Outcome],
        found=opened.file.evaluated.evaluation,
        rests=[(one, say(one)) for one in opened.file.evaluated.evaluation.substantial],
        relied={one: set(rests_on(opened.file.evaluated.evaluation, form, one)) for one in Outcome},
        grounds=_grounds(opened),
        asks=opened.file.facts.regime.asks_of(opened.file.facts.purpose),
        terms=get_services().rules.compensation,
        kinds=[(one, say(one)) for one in ConditionKind],
        conditions=range(1, line_count(form, more) + 1),
        codes=[(scheme, opened.file.finding(scheme)) for scheme in CodeScheme],
        code_title=code_title,
        open=still_open(opened.file),
        sent_back=proposals[-1] if proposals and proposals[-1].review_reason else None,
    )


def _hints() -> dict[Outcome, str]:
    return {
        Outcome.FULL: _("There is no substantial difference."),
        Outcome.ALTERNATIVE: _("It compares to another qualification than the one asked about."),
        Outcome.PARTIAL: _("A part of it is recognised; what is missing is named."),
        Outcome.CONDITIONAL: _("It is recognised once a condition is met."),
        Outcome.REFUSAL: _("A substantial difference remains, and nothing better fits."),
    }


@blueprint.post("/cases/<uuid:case_id>/retract")
def retract(case_id: UUID) -> ResponseReturnValue:
    """Take the proposal back before it was reviewed."""
    return carry_out(case_id, verbs.RetractProposal, _("You took the proposal back."), "decision")
