"""Who is there: one interface, whatever the means of signing in.

The cookie holds a random token; the session stands in the database and can be ended there. Later
means of signing in end in the same ``actions.web_sessions.NewSession``.
"""

from collections.abc import Callable
from typing import cast

from flask import Response, g, request

from recognition.actions.accounts.half_sign_in import HalfSignedIn
from recognition.actions.accounts.web_sessions import Identity, NewSession, end_session, who_is
from recognition.domain.facts import Person
from recognition.domain.vocabulary import Role
from recognition.errors import ErrorCode, NotAllowed
from recognition.web.access import auth_hook
from recognition.web.security import cookie_name
from recognition.web.services import get_services

COOKIE = "session"
"""Of the signed-in person; its whole name is ``session_cookie()``."""

HALF_COOKIE, HALF_PATH = "half-signed-in", "/staff/sign-in"


def current_identity() -> Identity | None:
    """The signed-in person of this request, looked up once; ``None`` for a stranger."""
    if "identity" not in g:
        token = request.cookies.get(session_cookie())
        services = get_services()
        g.identity = who_is(services.store, token, services.clock()) if token else None
    return cast("Identity | None", g.identity)


def signed_in() -> Identity:
    """The signed-in person; ``NotAllowed`` (``NOT_SIGNED_IN``) for a stranger."""
    identity = current_identity()
    if identity is None:
        raise NotAllowed(ErrorCode.NOT_SIGNED_IN, "session")
    return identity


def acting_person() -> Person:
    """The signed-in person as the domain knows them."""
    identity = signed_in()
    return Person(identity.role, identity.account_id)


def only(role: Role) -> Callable[[], None]:
    """A ``before_request`` hook that lets in one role and nobody else."""

    @auth_hook
    def check() -> None:
        if signed_in().role is not role:
            raise NotAllowed(ErrorCode.WRONG_ROLE, "session")

    return check


def keep_session(response: Response, session: NewSession) -> None:
    """Put a new session's token into the browser."""
    response.set_cookie(
        session_cookie(),
        session.token,
        expires=session.expires_at,
        httponly=True,
        secure=get_services().secure_cookies,
        samesite="Lax",
    )


def session_cookie() -> str:
    """The name of the cookie that holds a session's token."""
    return cookie_name(COOKIE, secure=get_services().secure_cookies)


def keep_half(response: Response, half: HalfSignedIn) -> None:
    """Put what stands for the given password into the browser, for the second step alone."""
    response.set_cookie(
        HALF_COOKIE,
        half.token,
        expires=half.expires_at,
        path=HALF_PATH,
        httponly=True,
        secure=get_services().secure_cookies,
        samesite="Strict",
    )


def drop_half(response: Response) -> None:
    """Forget it, once the second step is done."""
    response.delete_cookie(HALF_COOKIE, path=HALF_PATH)


def drop_session(response: Response) -> None:
    """End the session, in the database and in the browser."""
    token = request.cookies.get(session_cookie())
    services = get_services()
    if token:
        end_session(services.store, token, services.clock())
    # Without ``secure`` a browser would not touch a cookie of that name.
    response.delete_cookie(session_cookie(), secure=services.secure_cookies)
