"""An assessor says that they may not touch this case."""

from recognition.actions.doing import Doing
from recognition.actions.retract_proposal import retract_proposal
from recognition.domain.events import EventKind
from recognition.domain.verbs import RegisterConflict, RetractProposal
from recognition.errors import ErrorCode, InvalidInput
from recognition.store.evaluation import load_findings
from recognition.store.tables import Claim, Conflict


def register_conflict(doing: Doing, verb: RegisterConflict) -> None:
    """Keep them away from the case from now on: their claim ends, what they found counts no more.

    A proposal of theirs is taken back, and one that rests on what they found.
    """
    if not verb.reason or doing.person.id is None:
        raise InvalidInput(ErrorCode.REASON_MISSING, "reason")
    finders = {row.section: row.author_id for row in load_findings(doing.session, doing.case.id)}
    doing.session.add(
        Conflict(
            case_id=doing.case.id,
            person_id=doing.person.id,
            reason=verb.reason,
            at=doing.at,
        )
    )
    claim = doing.session.get(Claim, doing.case.id)
    if claim is not None and claim.assessor_id == doing.person.id:
        doing.session.delete(claim)
    proposal = doing.facts.open_proposal
    if proposal is not None and doing.person.id in (proposal.author_id, *finders.values()):
        retract_proposal(doing, RetractProposal())
    doing.event(EventKind.CONFLICT_REGISTERED, doing.person.id)
