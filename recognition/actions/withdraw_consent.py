"""The holder takes a consent back; from then on the authority sees nothing."""

from recognition.actions.doing import Doing
from recognition.domain.events import EventKind
from recognition.domain.verbs import WithdrawConsent
from recognition.errors import ErrorCode, NotFound
from recognition.store.tables import Consent


def withdraw_consent(doing: Doing, verb: WithdrawConsent) -> None:
    """End the consent now; ``NotFound`` for one of another case."""
    consent = doing.session.get(Consent, verb.consent_id)
    if consent is None or consent.case_id != doing.case.id:
        raise NotFound(ErrorCode.UNKNOWN, "consent")
    if consent.withdrawn_at is None:
        consent.withdrawn_at = doing.at
        doing.event(EventKind.CONSENT_WITHDRAWN, consent.id)
