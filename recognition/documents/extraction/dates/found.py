"""What a search for dates finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class FoundDate:
    """A date in folded text: where, ISO 8601 (to the day, month or year), and how sure.

    ``calendar`` is the one that it is printed in; ``iso`` is always Gregorian.
    """

    start: int
    end: int
    iso: str
    sure: float
    calendar: str = "gregorian"
