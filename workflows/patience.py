"""How long workflows go on trying: as long as it takes, save for what can never succeed."""

from datetime import timedelta

from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, FailureError

from recognition.errors import NotFound

SILENT = timedelta(seconds=4)
"""An activity that has not beaten for so long is given to another worker (docs/adr/0003)."""

HOPELESS = (NotFound.__name__,)
"""Errors after which another try cannot help: the case or document was erased."""


def is_hopeless(error: FailureError) -> bool:
    """Whether an activity failed for something that is not there.

    A remote activity's error stands behind an ``ActivityError``, a local one's by itself.
    """
    cause = error.cause if isinstance(error, ActivityError) else error
    return isinstance(cause, ApplicationError) and cause.type in HOPELESS


def patient(longest: timedelta, *, first: timedelta = timedelta(seconds=1)) -> RetryPolicy:
    """Try until it succeeds, at most ``longest`` apart."""
    return RetryPolicy(
        initial_interval=first, maximum_interval=longest, non_retryable_error_types=HOPELESS
    )
