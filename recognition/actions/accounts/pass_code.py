"""The second step of signing in: a code of the app, or a recovery code."""

from datetime import datetime, timedelta

from recognition.actions.accounts.check_factor import check_factor
from recognition.actions.accounts.half_sign_in import standing_half
from recognition.actions.accounts.web_sessions import NewSession, new_session
from recognition.errors import ErrorCode, NotAllowed
from recognition.store.store import Store
from recognition.store.tables import Account


def pass_code(store: Store, token: str, typed: str, at: datetime, life: timedelta) -> NewSession:
    """Sign in whoever gave the password before; raises as ``check_factor`` does.

    Who is asked to set an app up has none that a code could be of: ``SIGN_IN_OVER``.
    """
    with store.reading() as session:
        half = standing_half(session, token, at)
    if half.secret_sealed is not None:
        raise NotAllowed(ErrorCode.SIGN_IN_OVER, "half_sign_in")
    check_factor(store, half.account_id, typed, at)
    with store.writing() as session:
        account = session.get_one(Account, half.account_id, with_for_update=True)
        standing_half(session, token, at, lock=True).ended_at = at
        if not account.active:
            raise NotAllowed(ErrorCode.SIGN_IN_OVER, "account")
        return new_session(session, account, at, life)
