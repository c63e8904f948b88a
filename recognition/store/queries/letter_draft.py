"""What a draft of a letter is printed from: the case as it stands, and nothing is kept of it."""

from datetime import datetime
from typing import Any

from recognition.domain.decision import DecisionContent
from recognition.domain.facts import CaseFacts
from recognition.store.letter_snapshot import letter_snapshot
from recognition.store.store import Store


def load_draft_snapshot(
    store: Store, facts: CaseFacts, content: DecisionContent, at: datetime
) -> dict[str, Any]:
    """What signing ``content`` at ``at`` would freeze with it."""
    with store.reading() as session:
        return letter_snapshot(session, facts, content, at)
