"""A proposal that is typed and not proposed yet: kept at each step, and found again.

Buttons that lead elsewhere send the form along, so that nothing is lost without scripts either.
With them it is also kept while somebody types (``step=typed``, a request of its own).
"""

import re
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.actions.keep_proposal_draft import drop_proposal_draft, keep_proposal_draft
from recognition.domain.vocabulary import CodeScheme
from recognition.store.queries.proposal_drafts import DraftKept, load_proposal_draft
from recognition.web.desk.opening import Opened
from recognition.web.identity import signed_in
from recognition.web.services import get_services

EVALUATION = "evaluation"
"""Where ``go`` leads besides the codes: to the comparison that the proposal rests on."""

_TYPED = re.compile(
    r"outcome|compares_to|reasons|ground|no_choice|advice|why-\w+|rests-\w+-\w+|condition-\w+-\d+"
)


def keep_typed(case_id: UUID) -> None:
    """Keep the sent form for the signed-in assessor alone."""
    services = get_services()
    form = {name: words for name, words in request.form.items() if _TYPED.fullmatch(name)}
    me = signed_in().account_id
    keep_proposal_draft(services.store, case_id, me, form, services.clock())


def typed_before(opened: Opened) -> DraftKept | None:
    """What this assessor had typed, unless somebody has proposed since."""
    kept = load_proposal_draft(get_services().store, opened.id, signed_in().account_id)
    newest = max((one.proposed_at for one in opened.file.proposals), default=None)
    return kept if kept and (newest is None or kept.at > newest) else None


def leaving(case_id: UUID) -> ResponseReturnValue | None:
    """Where the pressed button leads, once the form is kept; ``None`` for a step of the form."""
    there = request.form.get("go", "")
    if there in set(CodeScheme):
        return _to(url_for("desk.codes", case_id=case_id, scheme=there, then="propose"))
    if there == EVALUATION:
        return _to(url_for("desk.evaluation", case_id=case_id))
    if request.form.get("step") == "typed":
        return "", 204
    if request.form.get("step") == "keep":
        flash(_("What you typed is kept. It is yours alone until you propose it."), "good")
        return _to(url_for("desk.case", case_id=case_id, _anchor="decision"))
    return None


def forget_typed(case_id: UUID) -> ResponseReturnValue:
    """Throw away what was typed, and begin anew."""
    drop_proposal_draft(get_services().store, case_id, signed_in().account_id)
    return _to(url_for("desk.propose", case_id=case_id))


def _to(address: str) -> ResponseReturnValue:
    return redirect(address, 303)
