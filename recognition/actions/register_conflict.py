"""An assessor says that they may not touch this case."""

from uuid import UUID

from sqlalchemy import delete

from recognition.actions.doing import Doing
from recognition.actions.retract_proposal import retract_proposal
from recognition.domain.events import EventKind
from recognition.domain.verbs import RegisterConflict, RetractProposal
from recognition.domain.vocabulary import CodeScheme
from recognition.errors import ErrorCode, InvalidInput
from recognition.store.evaluation import load_findings
from recognition.store.impartial import finders, found_code
from recognition.store.tables import Claim, CodeEvidence, Conflict
from recognition.store.values import case_values


def register_conflict(doing: Doing, verb: RegisterConflict) -> None:
    """Keep them away from the case from now on: their claim ends, what they found counts no more.

    A proposal of theirs is taken back, and one that rests on what they found. Their codes speak for
    no other case either.
    """
    if not verb.reason or doing.person.id is None:
        raise InvalidInput(ErrorCode.REASON_MISSING, "reason")
    relied_on = _finders(doing)
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
    if proposal is not None and doing.person.id in {proposal.author_id, *relied_on}:
        retract_proposal(doing, RetractProposal())
    theirs = (CodeEvidence.case_id == doing.case.id, CodeEvidence.author_id == doing.person.id)
    doing.session.execute(delete(CodeEvidence).where(*theirs))
    doing.event(EventKind.CONFLICT_REGISTERED, doing.person.id)


def _finders(doing: Doing) -> set[UUID | None]:
    """Who found what counts now, of the evaluation, the codes and the fields."""
    session, case_id = doing.session, doing.case.id
    newest = {row.section: row for row in load_findings(session, case_id)}
    codes = (found_code(session, case_id, scheme) for scheme in CodeScheme)
    fields = (values.found for values in case_values(session, case_id).values())
    people = {row.author_id for row in (*codes, *fields) if row is not None}
    return people.union(*(finders(row.author_id, row.content) for row in newest.values()))
