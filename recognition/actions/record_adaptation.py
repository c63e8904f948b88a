"""An assessor records when an adaptation period began."""

from recognition.actions.adaptation import standing
from recognition.actions.doing import Doing
from recognition.domain.adaptation import check_beginning, last_day
from recognition.domain.events import EventKind
from recognition.domain.verbs import RecordAdaptation
from recognition.errors import ErrorCode, InvalidInput, NotAllowed
from recognition.store.base import new_id
from recognition.store.outbox import MailKind
from recognition.store.tables import AdaptationPeriod


def record_adaptation(doing: Doing, verb: RecordAdaptation) -> None:
    """Keep it; the newest record counts, and what was recorded before stays.

    Raises ``InvalidInput`` (``MISSING_VALUE``: ``place``), and what ``check_beginning`` raises.
    """
    if not verb.place:
        raise InvalidInput(ErrorCode.MISSING_VALUE, "place")
    if doing.person.id is None:
        raise NotAllowed(ErrorCode.WRONG_ROLE, "record_adaptation")
    check_beginning(doing.facts, verb.first_day, verb.months, doing.at)
    row = AdaptationPeriod(
        id=new_id(),
        case_id=doing.case.id,
        decision_id=standing(doing).id,
        place=verb.place,
        first_day=verb.first_day,
        months=verb.months,
        stated_by=doing.person.id,
        stated_at=doing.at,
    )
    doing.session.add(row)
    confirm(doing, row)


def confirm(doing: Doing, row: AdaptationPeriod) -> None:
    """From now on the period counts, its end is watched, and the holder knows its last day."""
    row.reviewed_by, row.confirmed_at = doing.person.id, doing.at
    row.notice_days = doing.rules.compensation.adaptation_notice_days
    end = last_day(row.first_day, row.months)
    doing.event(EventKind.ADAPTATION_RECORDED, row.id, day=end.isoformat())
    doing.mail(MailKind.ADAPTATION_RECORDED, day=end)
