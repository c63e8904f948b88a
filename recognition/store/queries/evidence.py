"""What assessors found for which title, counted: for the office's export and for refitting."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select

from recognition.domain.vocabulary import CodeScheme
from recognition.store.store import Store
from recognition.store.tables import CodeEvidence


@dataclass(frozen=True, slots=True)
class Decided:
    """Findings of one code for one title, where the machine had suggested one code.

    ``machine_code`` is empty where it had suggested none; ``times`` counts cases, ``assessors``
    people. Nothing says whose qualification it was.
    """

    scheme: str
    title: str
    field: str
    country: str
    code: str
    machine_code: str
    machine_confidence: float | None
    machine_abstained: bool | None
    release: str
    times: int
    assessors: int
    first: datetime
    last: datetime

    @property
    def differs(self) -> bool:
        """Whether the machine had suggested another code."""
        return bool(self.machine_code) and self.machine_code != self.code


def load_decided(store: Store) -> tuple[Decided, ...]:
    """All evidence, like titles together, in the order of scheme, country and title.

    A field found where a machine alone read the field of study is left out: the title without it
    would say something else.
    """
    with store.reading() as session:
        rows = session.scalars(select(CodeEvidence)).all()
    rows = [row for row in rows if row.field is not None or row.scheme != CodeScheme.ISCED_F]
    rows = sorted(rows, key=lambda row: (row.scheme, row.key, row.code, row.machine_code or ""))
    groups = groupby(rows, key=lambda row: (row.scheme, row.key, row.code, row.machine_code))
    found = [_decided(list(group)) for _, group in groups]
    return tuple(sorted(found, key=lambda one: (one.scheme, one.country, one.title, one.code)))


def _decided(rows: list[CodeEvidence]) -> Decided:
    newest = max(rows, key=lambda row: row.at)
    return Decided(
        scheme=newest.scheme,
        title=newest.title,
        field=newest.field or "",
        country=newest.country,
        code=newest.code,
        machine_code=newest.machine_code or "",
        machine_confidence=newest.machine_confidence,
        machine_abstained=newest.machine_abstained,
        release=newest.mapper_release or "",
        times=len(rows),
        assessors=len({row.author_id for row in rows}),
        first=min(row.at for row in rows),
        last=newest.at,
    )
