"""Notes which tables a transaction writes to, so that only what stands in these is read again."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from recognition.store.base import Base

Tables = set[type]

_KEY = "touched tables"


@contextmanager
def touched_in(session: Session) -> Iterator[Tables]:
    """The classes of the tables that ``session`` writes to from here on.

    Complete after each flush, and after ``note_touched``. A bulk statement counts as one that
    touches every table: what it does to which row is not known here.
    """
    session.flush()
    touched: Tables = set()
    session.info[_KEY] = touched
    try:
        yield touched
    finally:
        del session.info[_KEY]


def note_touched(session: Session) -> None:
    """Note what is written to but not flushed yet: no need to flush for that alone."""
    _note_rows(session)


def note(session: Session, table: type) -> None:
    """Note a table that is written to past the unit of work (``store.prepared``)."""
    touched: Tables | None = session.info.get(_KEY)
    if touched is not None:
        touched.add(table)


@event.listens_for(Session, "before_flush")
def _note_rows(session: Session, *_: object) -> None:
    touched: Tables | None = session.info.get(_KEY)
    if touched is not None:
        touched.update(type(row) for row in (*session.new, *session.dirty, *session.deleted))


@event.listens_for(Session, "do_orm_execute")
def _note_bulk(state: ORMExecuteState) -> None:
    touched: Tables | None = state.session.info.get(_KEY)
    if touched is not None and not state.is_select:
        touched.update(_all_tables())


@cache
def _all_tables() -> frozenset[type]:
    return frozenset(mapper.class_ for mapper in Base.registry.mappers)
