"""The assessment of an adaptation period is recorded (Directive 2005/36/EC, article 3(1)(g))."""

from recognition.actions.adaptation import known, most_months
from recognition.actions.doing import Doing
from recognition.domain.adaptation import check_result, last_day
from recognition.domain.events import EventKind
from recognition.domain.facts import CaseFacts
from recognition.domain.verbs import AssessAdaptation, CorrectAdaptation
from recognition.domain.vocabulary import AdaptationResult
from recognition.errors import ErrorCode, InvalidInput, NotAllowed
from recognition.store.outbox import MailKind
from recognition.store.tables import AdaptationAssessment


def assess_adaptation(doing: Doing, verb: AssessAdaptation) -> None:
    """Keep it: passed, not passed, or extended; the decision stays as it is.

    Raises ``InvalidInput``: ``REASON_MISSING`` for anything but 'passed', and what
    ``check_result`` raises.
    """
    keep_assessment(doing, verb, doing.facts)
    period = known(doing)
    if verb.result is not AdaptationResult.EXTENDED or verb.months is None:
        doing.event(EventKind.ADAPTATION_ASSESSED, period.id, result=verb.result.value)
        doing.mail(MailKind.ADAPTATION_ASSESSED)
        return
    end = last_day(period.first_day, verb.months)
    doing.event(EventKind.ADAPTATION_EXTENDED, period.id, day=end.isoformat())
    doing.mail(MailKind.ADAPTATION_EXTENDED, day=end)


def keep_assessment(
    doing: Doing,
    verb: AssessAdaptation | CorrectAdaptation,
    facts: CaseFacts,
    correction_reason: str | None = None,
) -> None:
    """Keep it beside those before it, judged by ``facts``; raises what the verbs raise."""
    check_result(facts, verb.result, verb.months, doing.at, most=most_months(doing))
    if verb.result is not AdaptationResult.PASSED and not verb.reason:
        raise InvalidInput(ErrorCode.REASON_MISSING, "reason")
    if doing.person.id is None:
        raise NotAllowed(ErrorCode.WRONG_ROLE, "assess_adaptation")
    row = AdaptationAssessment(
        period_id=known(doing).id,
        case_id=doing.case.id,
        result=verb.result,
        months=verb.months if verb.result is AdaptationResult.EXTENDED else None,
        reason=verb.reason,
        correction_reason=correction_reason,
        author_id=doing.person.id,
        at=doing.at,
    )
    doing.session.add(row)
