"""How long workflows go on trying: as long as it takes, save for what can never succeed."""

from datetime import timedelta

from temporalio.common import RetryPolicy

from recognition.errors import NotFound

HOPELESS = (NotFound.__name__,)
"""Errors after which another try cannot help: the case or document was erased."""


def patient(longest: timedelta, *, first: timedelta = timedelta(seconds=1)) -> RetryPolicy:
    """Try until it succeeds, at most ``longest`` apart."""
    return RetryPolicy(
        initial_interval=first, maximum_interval=longest, non_retryable_error_types=HOPELESS
    )
