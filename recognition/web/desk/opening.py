"""Opening a case at the desk, and doing something to it from a form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from pydantic import BaseModel, ValidationError
from werkzeug.wrappers import Response as WerkzeugResponse

from recognition.actions.record_look_up import LookedAt, record_look_up
from recognition.domain import verbs
from recognition.domain.case import may
from recognition.domain.facts import Person
from recognition.domain.verbs import AnyVerb, VerbName
from recognition.domain.vocabulary import Role
from recognition.errors import ErrorCode, InvalidInput, NotAllowed, NotYetConfirmed, Stale
from recognition.store.queries.casefile import CaseFile, check_may_look, load_case_file
from recognition.web.acting import do
from recognition.web.forms import FieldErrors, field_errors
from recognition.web.identity import acting_person
from recognition.web.numbers import read_number
from recognition.web.pending import waiting_page
from recognition.web.services import get_services

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Opened:
    """A case as it lies open before the signed-in assessor; ``can`` holds what they may do."""

    file: CaseFile
    person: Person
    can: frozenset[VerbName]

    @property
    def id(self) -> UUID:
        """The case's id."""
        return self.file.case.id

    @property
    def holds(self) -> bool:
        """Whether this assessor holds the case."""
        claim = self.file.facts.claim
        return claim is not None and claim.assessor_id == self.person.id

    def need(self, verb: VerbName) -> None:
        """Raise ``NotAllowed`` where the page of ``verb`` is not open to this person now."""
        if verb not in self.can:
            why = may(self.person, verb, self.file.facts)
            raise NotAllowed(why or ErrorCode.STAGE_FORBIDS, verb)


def open_case(case_id: UUID, what: LookedAt = LookedAt.CASE) -> Opened:
    """Open a case's file and write the look down.

    Raises ``NotFound`` for what is not submitted, ``NotAllowed`` (``CONFLICT_OF_INTEREST``) for
    somebody who may not touch the case.
    """
    services, person = get_services(), acting_person()
    assert person.id is not None
    check_may_look(services.store, case_id, person.id)
    file = load_case_file(services.store, services.rules, case_id)
    record_look_up(services.store, case_id, person, what, services.clock())
    assessor = file.with_rights(Person(Role.ASSESSOR, person.id))
    return Opened(file, assessor, file.allowed(assessor))


def glance(case_id: UUID, what: LookedAt) -> None:
    """Like ``open_case``, for a single paper or letter: the same refusals, without the file."""
    services, person = get_services(), acting_person()
    assert person.id is not None
    check_may_look(services.store, case_id, person.id)
    record_look_up(services.store, case_id, person, what, services.clock())


def make(model: type[M], **values: Any) -> M:
    """Build a verb from what was typed; ``InvalidInput`` names the field that cannot be used."""
    try:
        return model(**values)
    except ValidationError as error:
        where = str(error.errors()[0]["loc"][0]) if error.errors()[0]["loc"] else ""
        raise InvalidInput(ErrorCode.BAD_VALUE, where) from None


def typed(name: str) -> str:
    """What was typed into a field of the sent form, without blanks around it."""
    return request.form.get(name, "").strip()


def seen() -> int:
    """The newest line of the timeline when the sent page was made; 0 if it did not say."""
    return read_number(request.form.get("seen", "")) or 0


Again = Callable[[FieldErrors], ResponseReturnValue]


def carry_out(
    case_id: UUID,
    verb: Callable[[], AnyVerb],
    done: LazyString | str,
    section: str,
    again: Again | None = None,
    back: str = "",
) -> ResponseReturnValue:
    """Do a verb and go ``back``, or to the case's ``section``; ``again`` shows the form as typed.

    A form that was sent from an old page comes back with what changed; one without ``again``
    leads to the case, which says it.
    """
    back = back or url_for("desk.case", case_id=case_id, _anchor=section)
    try:
        do(case_id, verb())
    except NotYetConfirmed as waiting:
        return waiting_page(UUID(waiting.subject), back)
    except InvalidInput as error:
        if again is None:
            raise
        return _with_status(again(field_errors(error)), 422)
    except Stale:
        if again is None:
            return redirect(url_for("desk.case", case_id=case_id, since=seen()), 303)
        g.stale_since = seen()
        return _with_status(again([]), 409)
    flash(str(done), "good")
    return redirect(back, 303)


def one_question(
    case_id: UUID,
    verb: type[verbs.AddNote] | type[verbs.RegisterConflict],
    asked: str,
    done: LazyString | str,
    section: str,
) -> ResponseReturnValue:
    """A step that asks for one thing in words (``asked``): its form, or the verb carried out.

    Its template bears the verb's name.
    """
    name: VerbName = verb.model_fields["verb"].default

    def page(opened: Opened, errors: FieldErrors) -> str:
        template = f"desk/{name}.html"
        shown = {"opened": opened, "file": opened.file, "errors": errors}
        return render_template(template, **shown, value=typed(asked))

    if request.method != "POST":
        opened = open_case(case_id)
        opened.need(name)
        return page(opened, [])
    return carry_out(
        case_id,
        lambda: make(verb, **{asked: typed(asked)}),
        done,
        section,
        lambda errors: page(open_case(case_id), errors),
    )


def _with_status(page: ResponseReturnValue, status: int) -> ResponseReturnValue:
    if isinstance(page, WerkzeugResponse):  # it leads elsewhere
        return page
    return page, status  # type: ignore[return-value]
