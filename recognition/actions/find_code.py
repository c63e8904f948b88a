"""The assessor's ISCED level or field, beside the machine's suggestion."""

from sqlalchemy import bindparam, select

from recognition.actions.doing import Doing
from recognition.actions.evidence import keep_evidence
from recognition.domain.events import EventKind
from recognition.domain.verbs import FindCode
from recognition.domain.vocabulary import CodeScheme
from recognition.errors import ErrorCode, InvalidInput
from recognition.isced.codes import is_field, is_level
from recognition.store.prepared import rows
from recognition.store.tables import CodeFinding, CodeSuggestion

_SUGGESTED = (
    select(
        CodeSuggestion.code,
        CodeSuggestion.confidence,
        CodeSuggestion.abstained,
        CodeSuggestion.release,
    )
    .where(
        CodeSuggestion.case_id == bindparam("of_case"),
        CodeSuggestion.scheme == bindparam("of_scheme"),
    )
    .order_by(CodeSuggestion.id.desc())
    .limit(1)
)


def find_code(doing: Doing, verb: FindCode) -> None:
    """Keep the human's code and reason with the machine's code, confidence and release.

    It counts as evidence for other cases with the same title.

    Raises ``InvalidInput``: ``BAD_VALUE`` for no code of that list, ``REASON_MISSING`` where the
    assessor overrules the machine without saying why; a machine that abstained is not overruled.
    """
    known = is_level if verb.scheme is CodeScheme.ISCED_LEVEL else is_field
    if not known(verb.code):
        raise InvalidInput(ErrorCode.BAD_VALUE, "code")
    suggestion = rows(
        doing.session, _SUGGESTED, of_case=doing.case.id, of_scheme=verb.scheme
    ).first()
    leant_on = suggestion is not None and not suggestion.abstained
    overruled = suggestion is not None and leant_on and suggestion.code != verb.code
    if overruled and not verb.reason:
        raise InvalidInput(ErrorCode.REASON_MISSING, "reason")
    finding = CodeFinding(
        case_id=doing.case.id,
        scheme=verb.scheme,
        code=verb.code,
        machine_code=suggestion.code if suggestion else None,
        machine_confidence=suggestion.confidence if suggestion else None,
        mapper_release=suggestion.release if suggestion else None,
        reason=verb.reason,
        author_id=doing.person.id,
        at=doing.at,
    )
    doing.session.add(finding)
    keep_evidence(doing, finding, abstained=suggestion.abstained if suggestion else None)
    doing.event(EventKind.CODE_FOUND, scheme=verb.scheme.value, code=verb.code, overruled=overruled)
