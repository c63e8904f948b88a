"""An appeal against the decision or against silence (Lisbon, article III.5)."""

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import Appeal
from recognition.domain.vocabulary import AppealKind
from recognition.errors import ErrorCode, InvalidInput
from recognition.store.base import new_id
from recognition.store.outbox import MailKind
from recognition.store.tables import AppealRow


def appeal(doing: Doing, verb: Appeal) -> None:
    """Lodge the appeal; ``InvalidInput`` (``BAD_VALUE``) unless it fits what stands."""
    decided = doing.facts.standing_decision is not None
    if (verb.kind is AppealKind.DECISION) is not decided:
        raise InvalidInput(ErrorCode.BAD_VALUE, "kind")
    if not verb.grounds:
        raise InvalidInput(ErrorCode.REASON_MISSING, "grounds")
    row = AppealRow(
        id=new_id(),
        case_id=doing.case.id,
        kind=verb.kind,
        grounds=verb.grounds,
        lodged_at=doing.at,
    )
    doing.session.add(row)
    doing.event(EventKind.APPEALED, row.id, against=verb.kind.value)
    doing.mail(MailKind.APPEAL_RECEIVED)
