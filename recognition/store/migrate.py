"""Brings a database to the newest form, or says that it is not there yet."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from recognition.errors import BrokenSetting, ErrorCode

_FOLDER = Path(__file__).parent / "migrations"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine) -> None:
    """Apply every migration that the database lacks."""
    with engine.begin() as connection:
        command.upgrade(_config(connection), "head")


def make_revision(engine: Engine, message: str, revision_id: str) -> None:
    """Write a new migration from the difference between the database and the tables."""
    with engine.begin() as connection:
        command.revision(_config(connection), message, autogenerate=True, rev_id=revision_id)


def check_current(engine: Engine) -> None:
    """``BrokenSetting`` (``DATABASE_OUTDATED``) unless the database is at the newest migration."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current != head:
        raise BrokenSetting(
            ErrorCode.DATABASE_OUTDATED, "database", advice="Run: recognition db upgrade"
        )
