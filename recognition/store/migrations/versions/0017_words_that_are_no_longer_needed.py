"""Words that stand where they need not: notes of authorities, papers that erased cases were asked.

A note that its case has taken stands there, and goes with it. The papers that were asked for tell
country and purpose of a case.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

INBOUND = sa.table(
    "inbound_message", sa.column("id", sa.Uuid()), sa.column("kind"),
    sa.column("body", sa.JSON()), sa.column("handled_at"),
)  # fmt: skip
CASE = sa.table(
    "case", sa.column("id", sa.Uuid()), sa.column("snapshot", sa.JSON()), sa.column("erased_at")
)


def upgrade() -> None:
    """Apply."""
    taken = (INBOUND.c.kind == "authenticity.answered", INBOUND.c.handled_at.is_not(None))
    for row in _rows(sa.select(INBOUND.c.id, INBOUND.c.body).where(*taken)):
        asked = {"data": {"request_id": row.body["data"]["request_id"]}}
        op.execute(sa.update(INBOUND).where(INBOUND.c.id == row.id).values(body=asked))
    erased = CASE.c.erased_at.is_not(None)
    for row in _rows(sa.select(CASE.c.id, CASE.c.snapshot).where(erased)):
        kept = {key: part for key, part in (row.snapshot or {}).items() if key == "calendar"}
        op.execute(sa.update(CASE).where(CASE.c.id == row.id).values(snapshot=kept))


def _rows(query: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
    return op.get_bind().execute(query).all()
