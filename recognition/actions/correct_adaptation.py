"""An assessment of an adaptation period that was recorded by mistake is recorded anew."""

from recognition.actions.adaptation import known
from recognition.actions.assess_adaptation import keep_assessment
from recognition.actions.doing import Doing
from recognition.domain.adaptation import before_newest
from recognition.domain.events import EventKind
from recognition.domain.verbs import CorrectAdaptation
from recognition.errors import ErrorCode, InvalidInput
from recognition.store.outbox import MailKind


def correct_adaptation(doing: Doing, verb: CorrectAdaptation) -> None:
    """Keep the right assessment beside the wrong one, which stays and counts no more.

    The holder is told, and reads the reason. Raises ``InvalidInput``: ``REASON_MISSING``
    (``mistake``), and what ``keep_assessment`` raises.
    """
    if not verb.mistake:
        raise InvalidInput(ErrorCode.REASON_MISSING, "mistake")
    keep_assessment(doing, verb, before_newest(doing.facts), verb.mistake)
    doing.event(EventKind.ADAPTATION_CORRECTED, known(doing).id, result=verb.result.value)
    doing.mail(MailKind.CONDITION_CORRECTED)
