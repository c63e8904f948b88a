"""The database: one engine a process, short sessions, and a guard against long transactions.

SQLite runs in WAL mode; writers take the lock when they begin (``BEGIN IMMEDIATE``), so that two
of them wait for each other instead of failing half-way. On PostgreSQL who writes sees what others
commit meanwhile, so what is looked at before it is changed is locked; who reads sees one snapshot
on both.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from psycopg import IsolationLevel
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from recognition.store.base import dump_json
from recognition.store.turns import BUSY_SECONDS, turn

_open_sessions: ContextVar[int] = ContextVar("open_sessions", default=0)


def make_engine(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL (``sqlite:///…``, ``postgresql+psycopg://…``)."""
    return _sqlite(url) if url.startswith("sqlite") else _postgresql(url)


def _postgresql(url: str) -> Engine:
    engine = create_engine(url, pool_pre_ping=True, hide_parameters=True, json_serializer=dump_json)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # psycopg says it with the BEGIN that it sends before the first statement.
        reads = not _writes(connection)
        driver: Any = connection.connection.dbapi_connection
        driver.isolation_level = IsolationLevel.REPEATABLE_READ if reads else None
        driver.read_only = reads

    return engine


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("writes", True))


def _sqlite(url: str) -> Engine:
    engine = create_engine(
        url,
        connect_args={"timeout": BUSY_SECONDS},
        hide_parameters=True,
        json_serializer=dump_json,
    )

    @event.listens_for(engine, "connect")
    def _prepare(dbapi_connection: Any, _record: object) -> None:
        dbapi_connection.isolation_level = None
        cursor = dbapi_connection.cursor()
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")

    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session in one transaction: committed at the end, rolled back on an error."""
    with (
        _counted(),
        turn(engine),
        Session(engine, expire_on_commit=False) as session,
        session.begin(),
    ):
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that only reads, from one snapshot."""
    bound = engine.execution_options(writes=False)
    with _counted(), Session(bound, expire_on_commit=False) as session:
        yield session


@contextmanager
def _counted() -> Iterator[None]:
    token = _open_sessions.set(_open_sessions.get() + 1)
    try:
        yield
    finally:
        _open_sessions.reset(token)


def assert_no_open_session() -> None:
    """Called before anything slow or outside (gateway, HTTP, blobs, OCR).

    A transaction that is open meanwhile would hold the lock; SQLite would wait for itself.
    """
    if _open_sessions.get():
        raise AssertionError("a database session is open while something outside is called")
