"""Every page asks who is there, or stands on the list of pages that anybody may see.

A blueprint of signed-in people registers a ``before_request`` function marked with ``auth_hook``;
it raises ``NotAllowed`` when the person may not go on. The factory refuses to build an application
with an endpoint that has neither.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask

PUBLIC = frozenset(
    {
        "public.start",
        "public.privacy",
        "public.accessibility",
        "health.live",
        "health.ready",
        "pending.received",
        "answering.ask",
        "answering.answer",
        "verify.ask",
        "verify.show",
        "patterns.show",
        "patterns.live",
        "sign_in.ask",
        "sign_in.send",
        "sign_in.sent",
        "sign_in.link",
        "sign_in.use",
        "sign_in.staff",
        "sign_in.check",
        "sign_in.out",
        # These ask by a cookie of their own whether the password was given.
        "second_step.code",
        "second_step.check_code",
        "second_step.recovery",
        "second_step.check_recovery",
        "second_step.set_up",
        "second_step.check_set_up",
        "trial.mailbox",
        "trial.samples",
        "trial.sample",
    }
)

_MARK = "is_auth_hook"
F = TypeVar("F", bound=Callable[..., Any])


def auth_hook(function: F) -> F:
    """Mark a ``before_request`` function as the one that asks who is there."""
    setattr(function, _MARK, True)
    return function


def unguarded(app: Flask) -> list[str]:
    """Return the endpoints that neither are public nor have a hook that asks who is there."""
    guarded = {
        name
        for name, hooks in app.before_request_funcs.items()
        if any(getattr(hook, _MARK, False) for hook in hooks)
    }
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    return sorted(
        endpoint
        for endpoint in endpoints
        if endpoint not in PUBLIC and endpoint.rpartition(".")[0] not in guarded
    )


def check_access(app: Flask) -> None:
    """Raise ``RuntimeError`` if an endpoint is open by oversight."""
    if found := unguarded(app):
        raise RuntimeError("endpoints without a check who is there: " + ", ".join(found))
