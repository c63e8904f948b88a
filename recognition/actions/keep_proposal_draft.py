"""What an assessor typed into a proposal is kept until it is proposed, or thrown away."""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete

from recognition.store.facts import lock_case
from recognition.store.keys import case_scope
from recognition.store.store import Store
from recognition.store.tables import ProposalDraft


def keep_proposal_draft(
    store: Store, case_id: UUID, author_id: UUID, form: Mapping[str, str], at: datetime
) -> None:
    """Keep the form in place of what was kept before. It is no fact: the case does not move.

    Raises ``NotFound`` for an unknown case.
    """
    with store.writing() as session:
        lock_case(session, case_id)
        words = json.dumps(dict(form), ensure_ascii=False).encode()
        sealed = store.keys.seal_within(session, case_scope(case_id), words)
        session.merge(ProposalDraft(case_id=case_id, author_id=author_id, sealed=sealed, at=at))


def drop_proposal_draft(store: Store, case_id: UUID, author_id: UUID) -> None:
    """Throw away what this author had typed; nothing where there is none."""
    mine = (ProposalDraft.case_id == case_id, ProposalDraft.author_id == author_id)
    with store.writing() as session:
        session.execute(delete(ProposalDraft).where(*mine))
