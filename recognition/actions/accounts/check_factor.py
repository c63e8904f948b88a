"""One try at the second factor: a code of the app, or a recovery code, taken once.

Tries are counted with the app, in the database, whatever browser, address or process they come
from: after five wrong ones in a row each further one is waited for, twice as long each time up to
an hour, and a hundred shut the app for good (NIST SP 800-63B, 5.2.2). Of these a hundred guess
right with three chances in ten thousand. Only who gave the password gets here at all.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from recognition.actions.accounts.one_time_codes import matching_step, recovery_digest
from recognition.errors import ErrorCode, NotAllowed
from recognition.store.keys import KeyRing, account_scope
from recognition.store.second_factors import standing_factor
from recognition.store.store import Store
from recognition.store.tables import RecoveryCode, SecondFactor

FREE_TRIES = 5
LAST_TRY = 100
LONGEST_WAIT = timedelta(hours=1)


def check_factor(store: Store, account_id: UUID, typed: str, at: datetime) -> UUID:
    """Take the code, and return the id of the app that it belongs to.

    Raises ``NotAllowed``: ``CODE_WRONG`` also for a code that was taken before, ``CODES_WAIT`` for
    any code while nobody may try, ``CODES_SHUT`` until an operator resets it, and ``SIGN_IN_OVER``
    where no app is set up any more.
    """
    with store.reading() as session:
        known = standing_factor(session, account_id)
    if known is None or known.secret_sealed is None:
        raise NotAllowed(ErrorCode.SIGN_IN_OVER, "second_factor")
    secret = store.keys.unseal(account_scope(account_id), known.secret_sealed).decode()
    step = matching_step(secret, typed, at)
    with store.writing() as session:
        # Locked, so that tries at the same moment are counted one after another.
        factor = session.get_one(SecondFactor, known.id, with_for_update=True)
        refused = _take(store.keys, session, factor, step, typed, at)
    if refused is not None:  # outside of the transaction, which keeps the count
        raise NotAllowed(refused, "code")
    return known.id


def _take(
    keys: KeyRing,
    session: Session,
    factor: SecondFactor,
    step: int | None,
    typed: str,
    at: datetime,
) -> ErrorCode | None:
    if factor.ended_at is not None:
        return ErrorCode.SIGN_IN_OVER
    if factor.failed >= LAST_TRY:
        return ErrorCode.CODES_SHUT
    if factor.waits_until is not None and at < factor.waits_until:
        return ErrorCode.CODES_WAIT
    if _is_new(factor, step) or _is_recovery(keys, session, factor, typed, at):
        factor.failed, factor.waits_until = 0, None
        return None
    factor.failed += 1
    factor.waits_until = at + wait if (wait := wait_after(factor.failed)) else None
    return ErrorCode.CODE_WRONG


def _is_new(factor: SecondFactor, step: int | None) -> bool:
    """Whether the code fits and none of its step or a later one was taken (RFC 6238, 5.2)."""
    if step is None or step <= factor.last_step:
        return False
    factor.last_step = step
    return True


def _is_recovery(
    keys: KeyRing, session: Session, factor: SecondFactor, typed: str, at: datetime
) -> bool:
    digest = recovery_digest(keys, factor.id, typed)
    code = session.get(RecoveryCode, digest)
    if code is None or code.factor_id != factor.id or code.used_at is not None:
        return False
    code.used_at = at
    return True


def wait_after(failed: int) -> timedelta:
    """How long nobody may try after so many wrong codes in a row."""
    if failed < FREE_TRIES:
        return timedelta()
    doublings = min(failed - FREE_TRIES, 6)
    return min(timedelta(minutes=2**doublings), LONGEST_WAIT)
