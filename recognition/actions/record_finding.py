"""A finding of the evaluation, recorded one section at a time."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from recognition.actions.doing import Doing
from recognition.domain.evaluation import (
    AuthenticityFound,
    ElementFound,
    Evidence,
    Finding,
    PurposeFound,
)
from recognition.domain.events import EventKind
from recognition.domain.suggestion import suggest
from recognition.domain.verbs import RecordFinding
from recognition.domain.vocabulary import Authenticity, EvidenceKind, FieldName, Role
from recognition.errors import ErrorCode, InvalidInput, NotAllowed
from recognition.store.evaluation import bases_suggested, load_basis, load_evaluation
from recognition.store.tables import Account, BackgroundPart, CodeSuggestion, FindingRow

INTERVIEWERS = 2
"""People who interview a holder without papers (EAR manual; Lisbon Convention, article VII)."""


def record_finding(doing: Doing, verb: RecordFinding) -> None:
    """Keep the finding with its author, moment and what the machine suggested meanwhile.

    Raises ``InvalidInput``: ``EVIDENCE_UNKNOWN`` for evidence that is not of this case,
    ``MISSING_VALUE`` and ``TWO_EVALUATORS`` for a reconstruction without a background paper or
    without an interview by two people who are in no conflict.
    """
    if doing.person.id is None:
        raise NotAllowed(ErrorCode.WRONG_ROLE, "record_finding")
    finding = verb.finding
    if isinstance(finding, PurposeFound):  # the purpose is the application's, not the form's
        finding = finding.model_copy(update={"purpose": doing.facts.purpose})
    _check_evidence(doing, finding.evidence)
    if isinstance(finding, AuthenticityFound):
        _check_reconstruction(finding)
    doing.session.add(
        FindingRow(
            case_id=doing.case.id,
            section=finding.section,
            content=finding.model_dump(mode="json"),
            suggested=_suggested(doing, finding),
            suggested_bases=_suggested_bases(doing, finding),
            author_id=doing.person.id,
            at=doing.at,
        )
    )
    doing.event(EventKind.FINDING_RECORDED, section=finding.section.value)


def _suggested(doing: Doing, finding: Finding) -> str | None:
    if not isinstance(finding, ElementFound):
        return None
    purpose = load_evaluation(doing.session, doing.case.id).purpose
    made = suggest(
        finding.element, load_basis(doing.session, doing.case.id, doing.rules.workload), purpose
    )
    return made.finding.value if made and made.finding else None


def _suggested_bases(doing: Doing, finding: Finding) -> list[str] | None:
    """What the form had ticked; ``None`` where it asks for no basis."""
    reconstructed = load_evaluation(doing.session, doing.case.id).reconstructed
    if not isinstance(finding, ElementFound) or not reconstructed:
        return None
    return [
        one.value for one in bases_suggested(doing.session, doing.keys, doing.rules, doing.facts)
    ]


def _check_reconstruction(finding: AuthenticityFound) -> None:
    """Where no paper proves it, a background paper and two interviewers stand in for papers."""
    if finding.authenticity is not Authenticity.RECONSTRUCTED:
        return
    kinds = {one.kind for one in finding.evidence}
    if EvidenceKind.BACKGROUND_PAPER not in kinds:
        raise InvalidInput(ErrorCode.MISSING_VALUE, EvidenceKind.BACKGROUND_PAPER.value)
    if EvidenceKind.INTERVIEW not in kinds:
        raise InvalidInput(ErrorCode.TWO_EVALUATORS, EvidenceKind.INTERVIEW.value)


def _check_evidence(doing: Doing, evidence: Collection[Evidence]) -> None:
    for one in evidence:
        if one.kind is EvidenceKind.INTERVIEW:
            _check_interviewers(doing, one)
        elif not _is_of_the_case(doing, one):
            raise InvalidInput(ErrorCode.EVIDENCE_UNKNOWN, one.kind.value)


def _check_interviewers(doing: Doing, interview: Evidence) -> None:
    people = set(interview.evaluators)
    query = select(Account.id).where(Account.id.in_(people), Account.kind == Role.ASSESSOR)
    staff = set(doing.session.scalars(query)) - doing.facts.conflicted
    if len(people) != INTERVIEWERS or staff != people:
        raise InvalidInput(ErrorCode.TWO_EVALUATORS, EvidenceKind.INTERVIEW.value)


def _is_of_the_case(doing: Doing, one: Evidence) -> bool:
    match one.kind:
        case EvidenceKind.FIELD:
            return one.ref in set(FieldName)
        case EvidenceKind.DOCUMENT | EvidenceKind.BACKGROUND_PAPER:
            written = one.kind is EvidenceKind.BACKGROUND_PAPER and not one.ref
            papers = {str(document.id) for document in doing.facts.documents}
            if one.kind is EvidenceKind.BACKGROUND_PAPER and _was_told(doing, one.ref):
                return True
            return bool(one.text) if written else one.ref in papers
        case EvidenceKind.REQUEST:
            return one.ref in {str(request.id) for request in doing.facts.requests}
        case EvidenceKind.SUGGESTION:
            return _is_suggestion(doing, one.ref)
        case _:
            return bool(one.text)


def _was_told(doing: Doing, ref: str) -> bool:
    """Whether it is what the holder told in the questionnaire, up to that row."""
    told = select(BackgroundPart.id).where(BackgroundPart.case_id == doing.case.id)
    return ref in {str(one) for one in doing.session.scalars(told)}


def _is_suggestion(doing: Doing, ref: str) -> bool:
    try:
        row = doing.session.get(CodeSuggestion, UUID(ref))
    except ValueError:
        return False
    return row is not None and row.case_id == doing.case.id
