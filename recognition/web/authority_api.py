"""The authority API, version 1: signed queries and signed answers (``schemas/openapi.yaml``).

Machines speak here: no session, no cookie, no form token; every request is signed. A case that may
not be seen is answered like one that does not exist: same status, same body, same work.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

import structlog
from flask import Blueprint, Flask, Response, g, json, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from recognition.actions.record_look_up import LookedAt, record_look_up
from recognition.authorities import inbound, signatures
from recognition.authorities.inbound import Ending
from recognition.authorities.messages import AnswerMessage
from recognition.authorities.queries import Seen, secret_of, see_decision, see_status
from recognition.domain.facts import Person
from recognition.domain.vocabulary import Role
from recognition.errors import (
    ErrorCode,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotYetConfirmed,
    RecognitionError,
    SetupError,
)
from recognition.web.access import auth_hook
from recognition.web.errorpages import http_error, log_failure
from recognition.web.services import get_services

PREFIX = "/api/authority/v1"
MAX_BODY = 65_536
PER_MINUTE = 120
"""Messages of one authority that are taken in a minute."""

blueprint = Blueprint("authority_api", __name__, url_prefix=PREFIX)

_NOBODY = "whsec_" + "AAAA" * 8
"""Checked against in place of a secret where the sender is unknown, to take as long."""


class Problem(StrEnum):
    """Why a request was not answered (member ``code`` of the problem document)."""

    BAD_SIGNATURE = "bad_signature"
    REPLAYED = "replayed"
    UNKNOWN = "unknown"
    NOT_DECIDED = "not_decided"
    BAD_VALUE = "bad_value"
    NOTHING_TO_ANSWER = "nothing_to_answer"
    TOO_LARGE = "too_large"
    TOO_MANY_REQUESTS = "too_many_requests"
    REFUSED = "refused"
    FAILED = "failed"


_TITLES = {
    Problem.BAD_SIGNATURE: "The signature is missing, wrong, too old, or of an unknown sender.",
    Problem.REPLAYED: "This webhook-id was used before; make a new one for each query.",
    Problem.UNKNOWN: "There is no such thing, or none that you may see.",
    Problem.NOT_DECIDED: "The case is not decided yet.",
    Problem.BAD_VALUE: "The message does not have the published form.",
    Problem.NOTHING_TO_ANSWER: "The question is closed; nothing was changed.",
    Problem.TOO_LARGE: "The message is too large.",
    Problem.TOO_MANY_REQUESTS: "Too many messages within a minute.",
    Problem.REFUSED: "The request cannot be used.",
    Problem.FAILED: "Something went wrong on our side; send it again later.",
}


@dataclass(frozen=True, slots=True)
class _Sender:
    """Who signed the request, and its id."""

    authority_id: UUID
    message_id: str

    @property
    def person(self) -> Person:
        return Person(Role.AUTHORITY, self.authority_id)


def _sender() -> _Sender:
    return cast("_Sender", g.sender)


def _answer(status: int, body: dict[str, Any], media_type: str = "application/json") -> Response:
    return Response(json.dumps(body), status, content_type=media_type)


def _problem(status: int, code: Problem, field: str = "") -> Response:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": _TITLES[code],
        "status": int(status),
        "code": code.value,
    }
    if field:
        body["field"] = field
    response = _answer(status, body, "application/problem+json")
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        response.headers["Retry-After"] = "60"
    return response


@blueprint.before_request
@auth_hook
def _check_sender() -> Response | None:
    """Ask who signed; a stranger, a wrong secret and an old copy get one and the same answer."""
    request.max_content_length = MAX_BODY
    body = request.get_data()
    services = get_services()
    authority_id = _claimed_id()
    secret = secret_of(services.store, authority_id)
    try:
        payload = _signed_payload(body.decode())
        message_id = signatures.verify(secret or _NOBODY, _headers(), payload, services.clock())
    except (NotAllowed, UnicodeDecodeError):
        secret = None
    if secret is None:
        return _problem(HTTPStatus.UNAUTHORIZED, Problem.BAD_SIGNATURE)
    g.sender = _Sender(authority_id, message_id)
    return _check_rate(authority_id)


def _check_rate(authority_id: UUID) -> Response | None:
    services = get_services()
    since = services.clock() - timedelta(minutes=1)
    if inbound.messages_since(services.store, authority_id, since) < PER_MINUTE:
        return None
    return _problem(HTTPStatus.TOO_MANY_REQUESTS, Problem.TOO_MANY_REQUESTS)


def _claimed_id() -> UUID:
    try:
        return UUID(request.headers.get(signatures.AUTHORITY, ""))
    except ValueError:
        return UUID(int=0)


def _headers() -> dict[str, str]:
    return {name.lower(): value for name, value in request.headers.items()}


def _signed_payload(body: str) -> str:
    """A webhook is signed over its body, a query over method, address and body."""
    if request.method == "POST":
        return body
    query = request.query_string.decode()
    path = request.script_root + request.path + (f"?{query}" if query else "")
    return signatures.query_payload(request.method, path, body)


@blueprint.get("/cases/<reference>")
def status(reference: str) -> Response:
    """Where a case stands; recorded with its ground before it is shown."""
    if (copy := _copy()) is not None:
        return copy
    services = get_services()
    seen = see_status(
        services.store, services.rules, _sender().authority_id, reference, services.clock()
    )
    return _show(seen, LookedAt.STATUS)


@blueprint.get("/cases/<reference>/decision")
def decision(reference: str) -> Response:
    """How a case was decided; recorded with its ground before it is shown."""
    if (copy := _copy()) is not None:
        return copy
    services = get_services()
    seen = see_decision(
        services.store, services.rules, _sender().authority_id, reference, services.clock()
    )
    return _show(seen, LookedAt.DECISION)


def _copy() -> Response | None:
    """The refusal of a query whose id was used before; remembers the id otherwise."""
    services, sender = get_services(), _sender()
    if inbound.keep_query(services.store, sender.authority_id, sender.message_id, services.clock()):
        return None
    return _problem(HTTPStatus.CONFLICT, Problem.REPLAYED)


def _show(seen: Seen | None, what: LookedAt) -> Response:
    if seen is None:
        return _problem(HTTPStatus.NOT_FOUND, Problem.UNKNOWN)
    services = get_services()
    record_look_up(
        services.store, seen.case_id, _sender().person, what, services.clock(), str(seen.ground)
    )
    if seen.view is None:
        return _problem(HTTPStatus.NOT_FOUND, Problem.NOT_DECIDED)
    return _answer(HTTPStatus.OK, seen.view)


@blueprint.post("/webhooks/answers")
def receive_answer() -> Response:
    """Take an authority's answer in; a second copy gets the same answer and changes nothing."""
    services, sender = get_services(), _sender()
    try:
        message = AnswerMessage.model_validate_json(request.get_data())
    except ValidationError as error:
        place = error.errors(include_url=False, include_input=False)[0]["loc"]
        raise InvalidInput(ErrorCode.BAD_VALUE, ".".join(map(str, place))) from None
    inbound_id = inbound.keep_answer(
        services.store, sender.authority_id, sender.message_id, message, services.clock()
    )
    ending = inbound.ending_of(services.store, inbound_id)
    if ending == inbound.RECEIVED:
        ending = hand_over(inbound_id)
    if ending.status >= HTTPStatus.BAD_REQUEST:
        return _problem(ending.status, Problem(ending.code))
    return _answer(ending.status, {"status": ending.code})


def hand_over(inbound_id: UUID) -> Ending:
    """Give the answer to its case; where the engine does not answer, the sweep does it later."""
    services = get_services()
    case_id, act = inbound.pending_act(services.store, inbound_id)
    refusal: ErrorCode | None = None
    try:
        services.gateway.act(case_id, act)
    except (NotYetConfirmed, SetupError):
        return inbound.RECEIVED
    except RecognitionError as error:
        refusal = error.code
    return inbound.mark_handled(services.store, inbound_id, refusal, services.clock())


@blueprint.errorhandler(RecognitionError)
def _house_error(error: RecognitionError) -> Response:
    if isinstance(error, NotFound):
        return _problem(HTTPStatus.NOT_FOUND, Problem.UNKNOWN)
    if isinstance(error, InvalidInput):
        return _problem(HTTPStatus.UNPROCESSABLE_ENTITY, Problem.BAD_VALUE, error.subject)
    structlog.get_logger().error("authority_api_failed", code=str(error.code))
    return _problem(HTTPStatus.SERVICE_UNAVAILABLE, Problem.FAILED)


@blueprint.errorhandler(HTTPException)
def _http_error(error: HTTPException) -> Response:
    code = error.code or 500
    if code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return _problem(code, Problem.TOO_LARGE)
    if code < 500:
        return _problem(code, Problem.REFUSED)
    log_failure(getattr(error, "original_exception", None))
    return _problem(code, Problem.FAILED)


@blueprint.app_errorhandler(HTTPStatus.NOT_FOUND)
@blueprint.app_errorhandler(HTTPStatus.METHOD_NOT_ALLOWED)
def _no_such_address(error: HTTPException) -> Response:
    """A machine is told in its own form what no route of ours has taken; people get a page."""
    if not request.path.startswith(f"{PREFIX}/"):
        return http_error(error)
    if error.code == HTTPStatus.NOT_FOUND:
        return _problem(HTTPStatus.NOT_FOUND, Problem.UNKNOWN)
    response = _problem(HTTPStatus.METHOD_NOT_ALLOWED, Problem.REFUSED)
    response.headers["Allow"] = dict(error.get_headers()).get("Allow", "")
    return response


@blueprint.record
def _without_form_token(state: Any) -> None:
    app: Flask = state.app
    app.extensions["csrf"].exempt(blueprint)
