"""Alembic's environment: the connection is handed in by ``recognition.store.migrate``."""

from alembic import context

from recognition.store import tables
from recognition.store.base import Base

__all__ = ["tables"]

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
