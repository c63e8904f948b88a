"""Propose a decision to a second assessor."""

from recognition.actions.doing import Doing
from recognition.domain.decision import check_content
from recognition.domain.events import EventKind
from recognition.domain.verbs import Propose
from recognition.errors import ErrorCode, NotAllowed
from recognition.store.base import new_id
from recognition.store.tables import Proposal


def propose(doing: Doing, verb: Propose) -> None:
    """Keep the proposal as a new round; ``InvalidInput`` where its outcome lacks its grounds."""
    check_content(verb.content)
    if doing.person.id is None:
        raise NotAllowed(ErrorCode.WRONG_ROLE, "propose")
    row = Proposal(
        id=new_id(),
        case_id=doing.case.id,
        round=len(doing.facts.proposals) + 1,
        author_id=doing.person.id,
        content=verb.content.model_dump(mode="json"),
        proposed_at=doing.at,
    )
    doing.session.add(row)
    doing.event(EventKind.PROPOSED, row.id, round=row.round)
