"""Propose a decision to a second assessor."""

from sqlalchemy import bindparam, delete

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.grounds import check_content
from recognition.domain.statement import statement_of
from recognition.domain.verbs import Propose
from recognition.errors import ErrorCode, NotAllowed
from recognition.store.base import new_id
from recognition.store.evaluation import load_evaluation, with_conditions
from recognition.store.prepared import rows
from recognition.store.tables import Proposal, ProposalDraft

_FORGET = delete(ProposalDraft).where(
    ProposalDraft.case_id == bindparam("of_case"),
    ProposalDraft.author_id == bindparam("of_author"),
)
"""What its author had typed: it is proposed now."""


def propose(doing: Doing, verb: Propose) -> None:
    """Keep the proposal as a new round, with the evaluation on which it stands.

    Raises ``InvalidInput`` where its outcome lacks its grounds. What the evaluation says is the
    case's own, whatever was sent along.
    """
    found = load_evaluation(doing.session, doing.case.id)
    evaluation = with_conditions(doing.session, doing.facts, found)
    content = verb.content.model_copy(
        update={
            "evaluation": evaluation,
            "terms": doing.rules.compensation,
            "statement": statement_of(evaluation, doing.rules.statement),
            "asks": doing.facts.regime.asks_of(doing.facts.purpose),
        }
    )
    check_content(content)
    if doing.person.id is None:
        raise NotAllowed(ErrorCode.WRONG_ROLE, "propose")
    row = Proposal(
        id=new_id(),
        case_id=doing.case.id,
        round=len(doing.facts.proposals) + 1,
        author_id=doing.person.id,
        content=content.model_dump(mode="json", exclude_none=True),
        proposed_at=doing.at,
    )
    doing.session.add(row)
    rows(doing.session, _FORGET, of_case=doing.case.id, of_author=doing.person.id)
    doing.event(EventKind.PROPOSED, row.id, round=row.round)
