"""Statements that are made once and go past the unit of work.

Nothing is flushed for them and nothing becomes an object of the session: a third of the time.
"""

from typing import Any

from sqlalchemy import CursorResult, Executable
from sqlalchemy.orm import Session

Found = CursorResult[*tuple[Any, ...]]


def rows(session: Session, statement: Executable, **parameters: Any) -> Found:
    """What ``statement`` finds, or does, in the transaction of ``session``.

    Flush before it what it is to see. What it writes is noted by ``store.touched`` only where
    ``note`` is told.
    """
    return session.connection().execute(statement, parameters)
