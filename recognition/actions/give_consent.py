"""The holder lets an authority see the case: to whom, for what, until when."""

from recognition.actions.doing import Doing
from recognition.domain import clock
from recognition.domain.events import EventKind
from recognition.domain.verbs import GiveConsent
from recognition.errors import ErrorCode, InvalidInput, NotFound
from recognition.store.base import new_id
from recognition.store.tables import Authority, Consent


def give_consent(doing: Doing, verb: GiveConsent) -> None:
    """Record the consent; ``NotFound`` for an unknown authority, ``BAD_VALUE`` for a past day."""
    authority = doing.session.get(Authority, verb.authority_id)
    if authority is None or not authority.active:
        raise NotFound(ErrorCode.UNKNOWN, "authority")
    if verb.until < clock.legal_day(doing.at, doing.facts.zone):
        raise InvalidInput(ErrorCode.BAD_VALUE, "until")
    if not verb.purpose:
        raise InvalidInput(ErrorCode.MISSING_VALUE, "purpose")
    consent = Consent(
        id=new_id(),
        case_id=doing.case.id,
        authority_id=authority.id,
        purpose=verb.purpose,
        until=verb.until,
        given_at=doing.at,
    )
    doing.session.add(consent)
    doing.event(EventKind.CONSENT_GIVEN, consent.id, until=verb.until.isoformat())
