"""Migrations: one head, and what they build is what the tables say, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from recognition.errors import BrokenSetting, ErrorCode
from recognition.store import migrate
from recognition.store.base import Base
from recognition.store.engine import make_engine


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(migrate._config()).get_heads()) == 1


def test_the_upgraded_schema_is_that_of_the_tables(empty_url: str) -> None:
    engine = make_engine(empty_url)
    migrate.upgrade(engine)
    migrate.upgrade(engine)  # a second time does nothing
    migrate.check_current(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_an_outdated_database_is_told(empty_url: str) -> None:
    engine = make_engine(empty_url)
    with pytest.raises(BrokenSetting) as caught:
        migrate.check_current(engine)
    assert caught.value.code is ErrorCode.DATABASE_OUTDATED
    assert "recognition db upgrade" in caught.value.advice
    engine.dispose()
