"""Every error as a page (or a block, for htmx) that says what to do next."""

import sys
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from recognition.errors import ErrorCode, NotYetConfirmed, RecognitionError, SetupError
from recognition.web.fragments import render_block, wants_fragment
from recognition.web.pending import waiting_page
from recognition.web.sentences import sentence

SIGN_IN_PATH = "/sign-in"


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """Heading, one sentence, and what the person can do."""

    title: LazyString
    text: LazyString
    advice: LazyString


_PAGES = {
    400: ErrorPage(
        _("This page could not be used any more"),
        _("It was open for a long time, or your browser did not send what we need."),
        _("Go back, load the page again and send it once more."),
    ),
    401: ErrorPage(
        _("Please sign in"),
        _("This page is only for people who are signed in."),
        _("Sign in. Afterwards you can open the page again."),
    ),
    403: ErrorPage(
        _("You cannot do this"),
        _("This page or this step is not open to you."),
        _("If you think that this is wrong, write to us and say what you wanted to do."),
    ),
    404: ErrorPage(
        _("There is no such page"),
        _("The address may be wrong, or the page may no longer exist."),
        _("Check the address, or go to the start page."),
    ),
    405: ErrorPage(
        _("This cannot be opened like this"),
        _("The address is right, but it only works from a form."),
        _("Go back to the page before."),
    ),
    409: ErrorPage(
        _("Something changed in the meantime"),
        _("The page that you sent was older than the case. Nothing was lost and nothing was done."),
        _("Load the page again, look at what is new and decide then."),
    ),
    413: ErrorPage(
        _("The file is too large"),
        _("We could not take it."),
        _("Send a smaller file: scan in grey, or send the pages one by one."),
    ),
    422: ErrorPage(
        _("Something is missing or cannot be used"),
        _("Nothing was saved yet."),
        _("Go back, change it and send it again."),
    ),
    429: ErrorPage(
        _("Too many tries"),
        _("We stopped for a moment to keep your data safe."),
        _("Wait one minute, then try again."),
    ),
    500: ErrorPage(
        _("Something went wrong on our side"),
        _("It is not your fault, and what you saved before is safe."),
        _("Try again in a few minutes. If it happens again, tell us the number below."),
    ),
    503: ErrorPage(
        _("The office is closed for a moment"),
        _("A part of our system does not answer. Your case and your dates are safe."),
        _("Try again in a few minutes."),
    ),
}


def error_response(status: int, *, code: ErrorCode | None = None, subject: str = "") -> Response:
    """Render the page (or block) of ``status``, with the sentence of ``code`` if there is one."""
    page = _PAGES.get(status) or _PAGES[500 if status >= 500 else 400]
    context: dict[str, Any] = {
        "status": status,
        "page": page,
        "sentence": sentence(code) if code else None,
        "field": subject,
        "request_id": g.get("request_id", ""),
        "sign_in": SIGN_IN_PATH,
        "here": request.path,
        "unsent": status == 401 and _can_be_sent_again(),
    }
    template = "errors/error.html"
    if wants_fragment():
        response = make_response(render_block(template, "message", **context), status)
        if status == 401:
            response.headers["HX-Redirect"] = SIGN_IN_PATH
    else:
        response = make_response(render_template(template, **context), status)
    if status in (429, 503):
        response.headers["Retry-After"] = "60"
    return response


def _can_be_sent_again() -> bool:
    """Whether the browser still has what was typed (WCAG 2.2.5).

    It sends that again when the page is loaded anew, after a sign-in in another window.
    """
    return request.method == "POST" and request.mimetype == "application/x-www-form-urlencoded"


def _recognition_error(error: RecognitionError) -> Response:
    if isinstance(error, NotYetConfirmed):
        return waiting_page(UUID(error.subject), request.path)
    if isinstance(error, SetupError):
        structlog.get_logger().error("part_missing", code=str(error.code), subject=error.subject)
    status = 401 if error.code is ErrorCode.NOT_SIGNED_IN else error.http_status
    return error_response(status, code=error.code, subject=error.subject)


def http_error(error: HTTPException) -> Response:
    """The page of an error of HTTP."""
    if error.response is not None:
        return make_response(error.response)
    status = error.code or 500
    if status < 400:
        return make_response(error.get_response())
    if status == 500:
        log_failure(getattr(error, "original_exception", None))
    response = error_response(status)
    if status == 405 and (allowed := dict(error.get_headers()).get("Allow")):
        response.headers["Allow"] = allowed
    return response


def log_failure(error: BaseException | None) -> None:
    """Log kind and place of a failure; its text could name a person, so it is left out."""
    traceback = (error.__traceback__ if error else None) or sys.exc_info()[2]
    place = ""
    while traceback is not None:
        place = f"{traceback.tb_frame.f_globals.get('__name__')}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    structlog.get_logger().error(
        "request_failed", kind=type(error).__name__, place=place, request_id=g.get("request_id")
    )


def init_error_pages(app: Flask) -> None:
    """Answer every error of the house and of HTTP with a page of ours."""
    app.register_error_handler(RecognitionError, _recognition_error)
    app.register_error_handler(CSRFError, lambda _error: error_response(400))
    app.register_error_handler(HTTPException, http_error)
