"""The applicant takes her appeal back."""

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import WithdrawAppeal
from recognition.errors import ErrorCode, NotFound
from recognition.store.outbox import MailKind
from recognition.store.tables import AppealRow


def withdraw_appeal(doing: Doing, verb: WithdrawAppeal) -> None:
    """End the appeal without a decision on it; what it stood against stays as it was.

    Raises ``NotFound`` for an appeal of another case, or one that has ended.
    """
    fact = doing.facts.open_appeal
    row = doing.session.get(AppealRow, verb.appeal_id)
    if row is None or fact is None or fact.id != row.id:
        raise NotFound(ErrorCode.UNKNOWN, "appeal")
    row.withdrawn_at = doing.at
    doing.event(EventKind.APPEAL_WITHDRAWN, row.id)
    doing.mail(MailKind.APPEAL_WITHDRAWN)
