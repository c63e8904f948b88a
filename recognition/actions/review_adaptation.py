"""An assessor confirms the beginning that the holder stated, or says why not."""

from recognition.actions.doing import Doing
from recognition.actions.record_adaptation import confirm
from recognition.domain import adaptation
from recognition.domain.events import EventKind
from recognition.domain.verbs import ReviewAdaptation
from recognition.errors import ErrorCode, InvalidInput, Stale
from recognition.store.outbox import MailKind
from recognition.store.tables import AdaptationPeriod


def review_adaptation(doing: Doing, verb: ReviewAdaptation) -> None:
    """Confirm it as it was stated, or decline it with a reason: she can state it anew.

    Raises ``Stale`` where she has stated another since, ``InvalidInput`` (``REASON_MISSING``).
    """
    waiting = adaptation.stated(doing.facts)
    row = doing.session.get(AdaptationPeriod, verb.adaptation_id)
    if row is None or waiting is None or waiting.id != row.id:
        raise Stale(ErrorCode.CASE_MOVED_ON, "adaptation")
    if verb.confirmed:
        confirm(doing, row)
        return
    if not verb.reason:
        raise InvalidInput(ErrorCode.REASON_MISSING, "reason")
    row.reviewed_by, row.declined_at, row.decline_reason = doing.person.id, doing.at, verb.reason
    doing.event(EventKind.ADAPTATION_DECLINED, row.id)
    doing.mail(MailKind.ADAPTATION_DECLINED)
