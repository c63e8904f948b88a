"""Migrations: one head, and what they build is what the tables say, on both databases."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from recognition.errors import BrokenSetting, ErrorCode
from recognition.store import migrate
from recognition.store.base import Base
from recognition.store.engine import make_engine
from recognition.store.tables import Case, InboundMessage
from tests.support.towns import make_office


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


def test_words_that_are_no_longer_needed_go(tmp_path: Path, database_url: str | None) -> None:
    office = make_office(tmp_path, database_url)
    store, case = office.store, office.claimed()
    calendar = {"zone": "Europe/Berlin", "country": "DE", "subdivision": None}
    asked = {"request_id": "01a21bad-c2c8-775a-95a0-afa309fb6bc8"}
    answer = {"data": {**asked, "answer": "confirmed", "note": "Her aunt."}, "timestamp": None}
    with store.writing() as session:
        erased = session.get_one(Case, case)
        erased.erased_at = office.at
        erased.snapshot = {"calendar": calendar, "items": [{"id": "online_verification_report"}]}
        for name, handled_at in (("taken", office.at), ("waits", None)):
            session.add(
                InboundMessage(
                    authority_id=office.authority,
                    message_id=name,
                    kind="authenticity.answered",
                    body=answer,
                    received_at=office.at,
                    handled_at=handled_at,
                )
            )
        session.execute(text("UPDATE alembic_version SET version_num = '0016'"))
    migrate.upgrade(store.engine)
    with store.reading() as session:
        bodies = {row.message_id: row.body for row in session.query(InboundMessage)}
        assert session.get_one(Case, case).snapshot == {"calendar": calendar}
    assert bodies == {"taken": {"data": asked}, "waits": answer}
    store.close()
