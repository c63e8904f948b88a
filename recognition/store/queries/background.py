"""What a holder told in the questionnaire, for her and for the desk."""

from uuid import UUID

from recognition.store.background import Told, newest_rows, opened
from recognition.store.store import Store


def load_background(store: Store, case_id: UUID) -> Told | None:
    """The newest answers of each part; ``None`` where nothing was told."""
    with store.reading() as session:
        rows = newest_rows(session, case_id)
    return opened(store.keys, rows)
