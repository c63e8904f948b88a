"""The letter before it is signed: for who proposes, and for who signs. Nothing of it is kept."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recognition.actions.record_look_up import LookedAt
from recognition.domain.decision import DecisionContent
from recognition.domain.vocabulary import Outcome
from recognition.errors import ErrorCode, InvalidInput, NotFound
from recognition.store.queries.letter_draft import load_draft_snapshot
from recognition.web.desk.blueprint import blueprint
from recognition.web.desk.opening import Opened, open_case
from recognition.web.desk.proposing import FINDINGS
from recognition.web.desk.words import say
from recognition.web.languages import current_language
from recognition.web.sentences import sentence
from recognition.web.services import get_services

_SHOWN_BY_BROWSERS = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"
"""Viewers of PDF are plugins to a policy, with a style of their own; the file has no scripts."""


@blueprint.get("/cases/<uuid:case_id>/draft.pdf")
def draft(case_id: UUID) -> ResponseReturnValue:
    """The letter of the proposal that waits for its signature; ``NotFound`` without one."""
    opened = open_case(case_id, LookedAt.DRAFT)
    if opened.file.facts.open_proposal is None:
        raise NotFound(ErrorCode.UNKNOWN, "proposal")
    content = DecisionContent.model_validate(opened.file.proposals[-1].content)
    return draft_of(opened, content, ())


def draft_of(opened: Opened, content: DecisionContent, lacks: Iterable[InvalidInput]) -> Response:
    """The letter of ``content`` as it would be sent if it were signed now, marked as a draft."""
    services = get_services()
    snapshot = load_draft_snapshot(services.store, opened.file.facts, content, services.clock())
    pdf = services.print_draft(
        content,
        snapshot,
        missing=tuple(dict.fromkeys(in_words(lacks))),
        language=current_language(),
    )
    response = Response(pdf, mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="draft.pdf"'
    response.headers["Content-Security-Policy"] = f"{_SHOWN_BY_BROWSERS}; frame-ancestors 'none'"
    response.headers["Cache-Control"] = "no-store"
    return response


def in_words(lacks: Iterable[InvalidInput]) -> Iterator[str]:
    """What is missing, each by the name of the question of the form that would mend it."""
    for one in lacks:
        name, said = _question(one.subject), str(sentence(one.code))
        yield f"{name}: {said}" if name else said


def _question(field: str) -> str:
    kind, _dash, rest = field.partition("-")
    if kind == "why":
        return str(_("Why not: %(outcome)s", outcome=say(Outcome(rest))))
    if kind == "condition":
        return str(_("Condition %(number)s", number=rest.rpartition("-")[2]))
    names = {
        FINDINGS: _("The comparison on which it rests"),
        "ground": _("On what does the refusal rest?"),
        "compares_to": _("Compares to"),
        "reasons": _("Reasons, as the holder will read them"),
        "advice": _("What can the holder do to be recognised later?"),
        "no_choice": _("Why the holder may not choose between the measures"),
    }
    return str(names.get(field, ""))
