"""What the applicant's pages share: the blueprint, whose case it is, and what was typed."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from recognition.domain.clock import legal_day
from recognition.domain.vocabulary import Role
from recognition.errors import ErrorCode, InvalidInput
from recognition.store.queries import applicant as queries
from recognition.store.queries.applicant import Application
from recognition.web.countries import country_name
from recognition.web.forms import FieldErrors
from recognition.web.identity import only, signed_in
from recognition.web.services import get_services

blueprint = Blueprint("applicant", __name__, url_prefix="/applications")
blueprint.before_request(only(Role.APPLICANT))

SHORT, LONG = 400, 8000
"""How much can be typed into a line and into a box (characters)."""


def own(case_id: UUID) -> Application:
    """The signed-in person's application; ``NotFound`` for everybody else's."""
    return queries.application(get_services().store, case_id, signed_in().account_id)


@blueprint.context_processor
def _shared() -> dict[str, Any]:
    """What every page of the room may show."""
    path = request.path
    items = [
        {
            "href": "/applications",
            "words": _("My applications"),
            "current": path == "/applications",
        }
    ]
    return {"nav_items": items, "country_name": country_name, "draft_ends": draft_ends}


def draft_ends(case: Application) -> date:
    """The day on which a draft is deleted if nothing in it is changed until then."""
    rules = get_services().rules
    regime = rules.regime(rules.regime_for(case.purpose))
    return legal_day(case.changed_at + timedelta(days=regime.draft_days), rules.zone)


def typed(name: str, *, most: int = LONG) -> str:
    """What was typed into a field; ``InvalidInput`` (``TOO_LONG``) if it is too long.

    A page that shows it again asks ``typed_or`` instead, so that nothing typed is ever lost.
    """
    value = request.form.get(name, "").strip()
    if len(value) > most:
        raise InvalidInput(ErrorCode.TOO_LONG, name)
    return value


def needed(name: str, *, most: int = LONG) -> str:
    """What was typed; ``InvalidInput`` (``MISSING_VALUE``) if nothing was."""
    value = typed(name, most=most)
    if not value:
        raise InvalidInput(ErrorCode.MISSING_VALUE, name)
    return value


def typed_or(name: str, otherwise: str = "") -> str:
    """What was typed into a field of the sent form, or what is known when none was sent."""
    return request.form.get(name, otherwise)


def typed_day(name: str) -> date | None:
    """The day that was typed, ``None`` for an empty field; ``InvalidInput`` if it is no day."""
    value = typed(name, most=SHORT)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise InvalidInput(ErrorCode.BAD_VALUE, name) from None


def again(template: str, errors: FieldErrors, **context: Any) -> tuple[str, int]:
    """The same page once more, with what was typed and what to change."""
    return render_template(template, errors=errors, **context), 422
