"""What an assessor has typed into a proposal and not proposed yet."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from recognition.store.keys import case_scope
from recognition.store.store import Store
from recognition.store.tables import ProposalDraft


@dataclass(frozen=True, slots=True)
class DraftKept:
    """The form's fields as they were typed, and when they were kept."""

    form: dict[str, str]
    at: datetime


def load_proposal_draft(store: Store, case_id: UUID, author_id: UUID) -> DraftKept | None:
    """The draft of this author alone; ``None`` if there is none."""
    with store.reading() as session:
        row = session.get(ProposalDraft, (case_id, author_id))
    if row is None:
        return None
    return DraftKept(json.loads(store.keys.unseal(case_scope(case_id), row.sealed)), row.at)
