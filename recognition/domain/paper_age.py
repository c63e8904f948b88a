"""How old a paper was on the day on which it was submitted (Directive 2005/36/EC, article 50(1)).

Told to the assessor, and never a ground by itself: no machine refuses a paper, or waits for one.
"""

from dataclasses import dataclass
from datetime import date

from recognition.domain.clock import months_later


@dataclass(frozen=True, slots=True)
class PaperAge:
    """The day of a paper, ``None`` where not known; when it was submitted; how old it may be."""

    day: date | None
    submitted: date
    oldest_months: int

    @property
    def last_day(self) -> date | None:
        """The last day on which it was young enough."""
        return months_later(self.day, self.oldest_months) if self.day else None

    @property
    def too_old(self) -> bool:
        """Whether it was older than that when it was submitted."""
        return self.last_day is not None and self.last_day < self.submitted

    @property
    def ahead(self) -> bool:
        """Whether its day lies after its submission: then the day is hardly right."""
        return self.day is not None and self.day > self.submitted


def day_of(text: str) -> date | None:
    """The day that a value names, if it is one (ISO 8601)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
