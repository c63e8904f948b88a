"""Signing in and out: a mailed link for applicants, a password for staff.

The link's token stands in the path and never in a log: the request log knows routes only. Opening
the link does nothing yet, so that programs that look into mails cannot use it up; the button does.
"""

from datetime import timedelta
from ipaddress import IPv4Address, ip_address, ip_network
from typing import cast

from flask import Blueprint, Flask, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter

from recognition.actions.accounts.half_sign_in import HalfSignedIn
from recognition.actions.accounts.sign_in import request_link, use_link, use_password
from recognition.domain.vocabulary import Role
from recognition.errors import ErrorCode, InvalidInput, NotAllowed
from recognition.settings import SecondFactor
from recognition.web.forms import field_errors
from recognition.web.identity import (
    HALF_PATH,
    current_identity,
    drop_session,
    keep_half,
    keep_session,
)
from recognition.web.languages import current_language
from recognition.web.sentences import sentence
from recognition.web.services import get_services

HOME = {Role.APPLICANT: "/applications", Role.ASSESSOR: "/desk"}
"""Where a person stands after signing in."""


def _network() -> str:
    """Where a visitor comes from; of IPv6 the network, whose every household has 2^64 addresses."""
    address = request.remote_addr or ""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address) or found.ipv4_mapped:
        return address
    return str(ip_network((int(found), 64), strict=False))


# Counted in each web process by itself: a brake against guessing, not a wall.
limiter = Limiter(_network, storage_uri="memory://")
blueprint = Blueprint("sign_in", __name__)
blueprint.record_once(lambda state: limiter.init_app(cast("Flask", state.app)))


def session_life() -> timedelta:
    """How long a person stays signed in."""
    return timedelta(hours=get_services().settings.session_hours)


def _typed_address() -> str:
    return request.form.get("email", "").strip().lower()


@blueprint.get("/sign-in")
def ask() -> ResponseReturnValue:
    """Ask for the address to which the link goes."""
    if identity := current_identity():
        return redirect(HOME[identity.role], 303)
    return _ask_page()


@blueprint.post("/sign-in")
@limiter.limit("20 per minute; 100 per hour")
@limiter.limit("5 per minute; 20 per hour", key_func=_typed_address)
def send() -> ResponseReturnValue:
    """Mail a link; the answer is the same for known and unknown addresses."""
    services = get_services()
    try:
        request_link(
            services.store, request.form.get("email", ""), current_language(), services.clock()
        )
    except InvalidInput as error:
        return _ask_page(error), 422
    services.gateway.let_out()
    return redirect("/sign-in/sent", 303)


@blueprint.get("/sign-in/sent")
def sent() -> ResponseReturnValue:
    """Say that the link is on its way."""
    return render_template("sign_in/sent.html")


@blueprint.get("/sign-in/link/<token>")
def link(token: str) -> ResponseReturnValue:
    """Show the button that uses the link."""
    return render_template("sign_in/link.html", token=token, problem=None)


@blueprint.post("/sign-in/link/<token>")
@limiter.limit("20 per minute")
def use(token: str) -> ResponseReturnValue:
    """Turn the link into a session."""
    services = get_services()
    try:
        session = use_link(
            services.store, token, services.clock(), session_life(), current_language()
        )
    except NotAllowed as error:
        page = render_template("sign_in/link.html", token="", problem=sentence(error.code))
        return page, error.http_status
    response = redirect(HOME[session.identity.role], 303)
    keep_session(response, session)  # type: ignore[arg-type]
    return response


@blueprint.get("/staff/sign-in")
def staff() -> ResponseReturnValue:
    """Ask staff for address and password."""
    if identity := current_identity():
        return redirect(HOME[identity.role], 303)
    return render_template("sign_in/staff.html", errors=[], email="")


@blueprint.post("/staff/sign-in")
@limiter.limit("30 per minute")
@limiter.limit("10 per minute; 60 per hour", key_func=_typed_address)
def check() -> ResponseReturnValue:
    """Sign staff in."""
    services = get_services()
    email, password = request.form.get("email", ""), request.form.get("password", "")
    try:
        found = use_password(
            services.store,
            email,
            password,
            services.clock(),
            session_life(),
            demanded=services.settings.second_factor is SecondFactor.DEMANDED,
        )
    except NotAllowed:
        errors = [("email", sentence(ErrorCode.SIGN_IN_FAILED))]
        return render_template("sign_in/staff.html", errors=errors, email=email), 403
    if isinstance(found, HalfSignedIn):
        return to_second_step(found)
    response = redirect(HOME[found.identity.role], 303)
    keep_session(response, found)  # type: ignore[arg-type]
    return response


def to_second_step(half: HalfSignedIn) -> Response:
    """Go on to what follows the password."""
    response = cast("Response", redirect(f"{HALF_PATH}/{half.next.value.replace('_', '-')}", 303))
    keep_half(response, half)
    return response


@blueprint.post("/sign-out")
def out() -> ResponseReturnValue:
    """End the session."""
    response = redirect("/", 303)
    drop_session(response)  # type: ignore[arg-type]
    return response


def _ask_page(*problems: InvalidInput) -> str:
    return render_template(
        "sign_in/ask.html",
        errors=field_errors(*problems),
        email=request.form.get("email", ""),
    )
