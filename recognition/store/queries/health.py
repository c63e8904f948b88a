"""Whether the store answers: without it no page can be shown."""

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from recognition.store.store import Store


def silent_parts(store: Store) -> tuple[str, ...]:
    """The names of the parts that do not answer; the engine is none of them.

    Pages and drafts go on without the engine, and submitted acts wait for it.
    """
    try:
        with store.reading() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return ("database",)
    return ()
