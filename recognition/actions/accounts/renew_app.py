"""Somebody who is signed in changes their own second factor, and proves anew who they are."""

from datetime import datetime
from uuid import UUID

from recognition.actions.accounts.check_factor import check_factor
from recognition.actions.accounts.half_sign_in import HalfSignedIn, offer_app
from recognition.actions.accounts.set_up_app import make_recovery_codes
from recognition.actions.accounts.sign_in import fits
from recognition.actions.change_of_sign_in import tell_owner
from recognition.errors import ErrorCode, NotAllowed
from recognition.store.second_factors import standing_factor
from recognition.store.store import Store
from recognition.store.tables import Account


def renew_app(
    store: Store, account_id: UUID, password: str, typed: str, at: datetime
) -> HalfSignedIn:
    """Offer another app, or a first one; what stands goes on until the new one is confirmed.

    Raises ``NotAllowed``: ``PASSWORD_WRONG``, or as ``check_factor`` does.
    """
    replaces = _prove(store, account_id, password, typed, at)
    with store.writing() as session:
        return offer_app(store.keys, session, account_id, replaces, at)


def renew_recovery_codes(
    store: Store, account_id: UUID, password: str, typed: str, at: datetime
) -> tuple[str, ...]:
    """Ten new recovery codes in place of those that are left; raises as ``renew_app`` does."""
    factor_id = _prove(store, account_id, password, typed, at)
    with store.writing() as session:
        session.get_one(Account, account_id, with_for_update=True)
        factor = standing_factor(session, account_id)
        if factor is None or factor.id != factor_id:
            raise NotAllowed(ErrorCode.SIGN_IN_OVER, "second_factor")
        tell_owner(session, account_id, at)
        return make_recovery_codes(store.keys, session, factor.id)


def _prove(store: Store, account_id: UUID, password: str, typed: str, at: datetime) -> UUID | None:
    """The id of the app whose code was typed; ``None`` where none is set up."""
    with store.reading() as session:
        account = session.get_one(Account, account_id)
        factor = standing_factor(session, account_id)
    if account.password_hash is None or not fits(account.password_hash, password):
        raise NotAllowed(ErrorCode.PASSWORD_WRONG, "password")
    return check_factor(store, account_id, typed, at) if factor else None
