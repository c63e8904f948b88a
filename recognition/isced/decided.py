"""What an office's assessors decided for a title before: counted evidence, never a rule."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from recognition.isced.reasons import Reason, ReasonKind


@dataclass(frozen=True, slots=True)
class DecidedBefore:
    """How often a code was found for a title, by how many assessors, and when last (UTC)."""

    code: str
    times: int
    assessors: int
    last: date

    def as_json(self, title: str) -> dict[str, Any]:
        """Return it in the shape of the mapper's reasons, with its counts beside."""
        source = f"office/decisions: {self.times} by {self.assessors}, last {self.last}"
        reason = Reason(ReasonKind.OFFICE_DECISIONS, title, source, self.code)
        counts = {"times": self.times, "assessors": self.assessors, "last": str(self.last)}
        return {**reason.as_json(), **counts}
