"""Alembic's environment: the connection is handed in by ``recognition.store.migrate``."""

from typing import Literal

from alembic import context

from recognition.store import tables
from recognition.store.base import Base, UtcDateTime, Words

__all__ = ["tables"]


def _render(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our types as plain database types, so that old migrations need no code of ours."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Words):
        return "sa.String()"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_item=_render,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
