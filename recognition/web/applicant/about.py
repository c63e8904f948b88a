"""About you: purpose, country of the qualification, and the applicant's own details."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.domain.verbs import DETAILS, EditApplication
from recognition.domain.vocabulary import Purpose
from recognition.errors import ErrorCode, InvalidInput
from recognition.store.queries.applicant import Application
from recognition.web.acting import do
from recognition.web.applicant.room import SHORT, again, blueprint, own, typed, typed_day
from recognition.web.countries import country_options, is_country
from recognition.web.forms import FieldErrors, field_errors
from recognition.web.services import get_services

_NEEDED = ("purpose", "country", "full_name")
_EARLIEST_BIRTH = 1900


@blueprint.get("/<uuid:case_id>/about")
def about(case_id: UUID) -> ResponseReturnValue:
    """Show the form with what is known."""
    case = own(case_id)
    given = {"purpose": case.purpose or "", "country": case.country or "", **case.details}
    return render_template("applicant/about.html", errors=[], **_context(case, given))


@blueprint.post("/<uuid:case_id>/about")
def save_about(case_id: UUID) -> ResponseReturnValue:
    """Keep what was typed; with a mistake in it, show all of it again."""
    case = own(case_id)
    if errors := _mistakes():
        return again("applicant/about.html", errors, **_context(case, request.form.to_dict()))
    do(
        case.id,
        EditApplication(
            purpose=Purpose(typed("purpose")),
            country=typed("country"),
            details={name: typed(name) for name in DETAILS},
        ),
    )
    return redirect(url_for("applicant.tasks", case_id=case.id), 303)


def _mistakes() -> FieldErrors:
    found = []
    for name in ("purpose", "country", *DETAILS):
        try:
            _check(name)
        except InvalidInput as error:
            found.append(error)
    return field_errors(*found)


def _check(name: str) -> None:
    value = typed(name, most=SHORT)
    if not value:
        if name in _NEEDED:
            raise InvalidInput(ErrorCode.MISSING_VALUE, name)
        return
    if name in ("country", "residence_country") and not is_country(value):
        raise InvalidInput(ErrorCode.BAD_VALUE, name)
    if name == "purpose" and value not in get_services().rules.office.purposes:
        raise InvalidInput(ErrorCode.BAD_VALUE, name)
    if name == "date_of_birth":
        day, today = typed_day(name), get_services().clock().date()
        if day and not (day.year >= _EARLIEST_BIRTH and day < today):
            raise InvalidInput(ErrorCode.BAD_VALUE, name)


def _context(case: Application, given: dict[str, str]) -> dict[str, object]:
    names = ("purpose", "country", *DETAILS)
    return {
        "case": case,
        "given": {name: given.get(name, "") for name in names},
        "purposes": get_services().rules.office.purposes,
        "countries": country_options(),
    }
