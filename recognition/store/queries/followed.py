"""How often assessors found what the machine had suggested, and how often something else.

The EU AI Act counts the assessment of education among high-risk uses: what was suggested and what
people did is kept, and an office must be able to see how often the two differ.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.store.store import Store
from recognition.store.tables import CodeFinding, FindingRow


class Suggested(StrEnum):
    """What a machine suggests to an assessor."""

    ISCED_LEVEL = "isced_level"
    ISCED_F = "isced_f"
    NO_DIFFERENCE = "no_difference"
    BASIS = "basis"


@dataclass(frozen=True, slots=True)
class Followed:
    """In how many cases or elements it was suggested, and in how many a person found the same."""

    what: Suggested
    times: int
    same: int

    @property
    def differ(self) -> int:
        """How often a person found something else."""
        return self.times - self.same


def load_followed(store: Store) -> tuple[Followed, ...]:
    """Each kind of suggestion; of several findings of one thing the newest counts."""
    counted: dict[Suggested, list[bool]] = defaultdict(list)
    with store.reading() as session:
        for what, same in (*_codes(session), *_elements(session)):
            counted[what].append(same)
    return tuple(Followed(one, len(counted[one]), sum(counted[one])) for one in Suggested)


def _codes(session: Session) -> Iterator[tuple[Suggested, bool]]:
    columns = (CodeFinding.scheme, CodeFinding.machine_code, CodeFinding.code)
    query = select(CodeFinding.case_id, *columns).order_by(CodeFinding.id)
    newest = {(row.case_id, row.scheme): row for row in session.execute(query)}
    for row in newest.values():
        if row.machine_code:
            yield Suggested(row.scheme), row.machine_code == row.code


def _elements(session: Session) -> Iterator[tuple[Suggested, bool]]:
    columns = (FindingRow.suggested, FindingRow.suggested_bases, FindingRow.content)
    query = select(FindingRow.case_id, FindingRow.section, *columns).order_by(FindingRow.id)
    newest = {(row.case_id, row.section): row for row in session.execute(query)}
    for row in newest.values():
        if row.suggested:
            yield Suggested.NO_DIFFERENCE, row.content.get("finding") == row.suggested
        if row.suggested_bases:
            yield Suggested.BASIS, _same(row.content.get("bases", ()), row.suggested_bases)


def _same(found: Iterable[str], suggested: Iterable[str]) -> bool:
    return set(found) == set(suggested)
