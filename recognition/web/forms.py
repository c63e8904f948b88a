"""What every form carries: the id of the action it asks for and the revision that it showed."""

from collections.abc import Sequence
from uuid import UUID

import uuid_utils.compat
from flask import Flask, g, request
from flask_babel import LazyString

from recognition.errors import ErrorCode, InvalidInput
from recognition.web.sentences import sentence_of

FieldErrors = list[tuple[str, LazyString | str]]


def new_action_id() -> UUID:
    """Return an id for the action that a form about to be shown will ask for (UUIDv7)."""
    return uuid_utils.compat.uuid7()


def sent_action_id() -> UUID:
    """Return the action id of the form that was sent. Raises ``InvalidInput``."""
    try:
        return UUID(request.form.get("action_id", ""))
    except ValueError:
        raise InvalidInput(ErrorCode.BAD_VALUE, "action_id") from None


def sent_revision() -> int:
    """Return the revision that the sent form showed. Raises ``InvalidInput``."""
    try:
        return int(request.form.get("revision", ""))
    except ValueError:
        raise InvalidInput(ErrorCode.BAD_VALUE, "revision") from None


def field_errors(*errors: InvalidInput) -> FieldErrors:
    """Return pairs (field, sentence) for the macros ``error_summary`` and ``field``."""
    return [(error.subject, sentence_of(error)) for error in errors]


def for_field(errors: Sequence[tuple[str, LazyString | str]], name: str) -> LazyString | str:
    """Return the sentence of field ``name``, or nothing: ``error=errors|for_field("name")``."""
    return next((words for field, words in errors if field == name), "")


def named(ident: str, label: str) -> str:
    """Remember what a field of the page is called; says nothing itself."""
    labels()[ident] = label
    return ""


def labels() -> dict[str, str]:
    """What the fields that were written so far are called, in the order of the page."""
    if "field_labels" not in g:
        g.field_labels = {}
    known: dict[str, str] = g.field_labels
    return known


def in_order(errors: Sequence[tuple[str, LazyString | str]]) -> FieldErrors:
    """The mistakes in the order of the page's fields, those of no field first."""
    order = {ident: number for number, ident in enumerate(labels())}
    return sorted(errors, key=lambda error: order.get(error[0], -1))


def init_forms(app: Flask) -> None:
    """Give templates the filters and functions of forms that are named like these."""
    app.jinja_env.filters.update(for_field=for_field, in_order=in_order)
    app.jinja_env.globals.update(new_action_id=new_action_id, named=named, labels=labels)
