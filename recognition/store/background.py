"""The answers to the questionnaire, sealed in their rows and opened for who may read them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.store.keys import KeyRing, case_scope
from recognition.store.tables import BackgroundPart

Answers = dict[str, dict[str, str]]
"""By part, by question."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was told: the newest of each part. ``id`` and ``at`` are those of the last one sent."""

    id: UUID
    at: datetime
    answers: Answers

    @property
    def parts(self) -> int:
        """How many parts have an answer."""
        return len(self.answers)


def newest_rows(session: Session, case_id: UUID) -> tuple[BackgroundPart, ...]:
    """The rows that count, the last one sent at the end; an empty part counts as well."""
    query = (
        select(BackgroundPart)
        .where(BackgroundPart.case_id == case_id)
        .order_by(BackgroundPart.id.desc())
    )
    newest: dict[str, BackgroundPart] = {}
    for row in session.scalars(query):
        newest.setdefault(row.part, row)
    return tuple(reversed(newest.values()))


def seal_answers(
    session: Session, keys: KeyRing, case_id: UUID, answers: Mapping[str, str]
) -> bytes:
    """Answers of one part, for its row."""
    return keys.seal_within(session, case_scope(case_id), json.dumps(dict(answers)).encode())


def opened(keys: KeyRing, rows: Iterable[BackgroundPart]) -> Told | None:
    """What the rows say; ``None`` where nothing was told. Raises ``KeyDestroyed`` once erased."""
    rows = tuple(rows)
    told: Answers = {
        row.part: json.loads(keys.unseal(case_scope(row.case_id), row.sealed)) for row in rows
    }
    answers = {part: words for part, words in told.items() if words}
    return Told(rows[-1].id, rows[-1].at, answers) if answers else None
