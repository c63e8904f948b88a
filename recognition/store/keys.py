"""Keys: a master key wraps a data key per case, document and account; what is sealed names which.

AES-256-GCM throughout; a sealed value is ``nonce (12 bytes) + ciphertext``. Destroying a data key
makes what it sealed unreadable, in backups and workflow histories too.
"""

import base64
import hashlib
import hmac
import os
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Engine, event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from recognition.errors import BrokenSetting, ErrorCode
from recognition.store.engine import assert_no_open_session, reading, writing
from recognition.store.tables import DataKey

_NONCE = 12
_KEY = 32
_OTHER_MASTER = "This is not the master key that this database was made with."


def case_scope(case_id: UUID) -> str:
    """The scope of a case's data key."""
    return f"case/{case_id}"


def document_scope(document_id: UUID) -> str:
    """The scope of a document's data key."""
    return f"document/{document_id}"


def account_scope(account_id: UUID) -> str:
    """The scope of what is an account's own: what its authenticator app knows."""
    return f"account/{account_id}"


OFFICE_SCOPE = "office"
"""The scope of what belongs to no case: requests and deliveries in transit (ids alone)."""


class KeyDestroyed(BrokenSetting):
    """What was sealed with this key was erased: no other try can read it."""


class KeyRing:
    """Data keys by scope, made on first use and cached unwrapped in memory."""

    def __init__(self, engine: Engine, master_key: str) -> None:
        """Take the master key as base64 of 32 bytes; ``BrokenSetting`` if it is not."""
        try:
            self._master = base64.b64decode(master_key, validate=True)
            if len(self._master) != _KEY:
                raise ValueError("not 32 bytes")
            self._wrapper = AESGCM(self._master)
        except ValueError as error:
            raise BrokenSetting(
                ErrorCode.KEY_MISSING,
                "RECOGNITION_MASTER_KEY",
                advice="Set it to 32 random bytes in base64: openssl rand -base64 32",
            ) from error
        self._engine = engine
        self._key = lru_cache(maxsize=2048)(self._load_or_make)

    def seal(self, scope: str, plain: bytes) -> bytes:
        """Encrypt for a scope."""
        nonce = os.urandom(_NONCE)
        return nonce + AESGCM(self._key(scope)).encrypt(nonce, plain, scope.encode())

    def seal_within(self, session: Session, scope: str, plain: bytes) -> bytes:
        """Encrypt for a scope while ``session`` writes; a new key is made in its transaction."""
        row = session.get(DataKey, scope)
        if row is None:
            key = AESGCM.generate_key(bit_length=256)
            session.add(DataKey(scope=scope, wrapped=self._wrap(key, scope)))
            session.flush()
        else:
            key = self._unwrapped(row)
        nonce = os.urandom(_NONCE)
        return nonce + AESGCM(key).encrypt(nonce, plain, scope.encode())

    def unseal(self, scope: str, sealed: bytes) -> bytes:
        """Decrypt what was sealed for a scope; ``BrokenSetting`` if the key does not fit."""
        try:
            key = AESGCM(self._key(scope))
            return key.decrypt(sealed[:_NONCE], sealed[_NONCE:], scope.encode())
        except InvalidTag as error:
            raise BrokenSetting(ErrorCode.KEY_MISSING, scope.split("/")[0]) from error

    def seal_with_master(self, plain: bytes) -> bytes:
        """Encrypt a secret of the installation itself (an authority's webhook secret)."""
        nonce = os.urandom(_NONCE)
        return nonce + self._wrapper.encrypt(nonce, plain, b"installation")

    def unseal_with_master(self, sealed: bytes) -> bytes:
        """Decrypt what ``seal_with_master`` encrypted; ``BrokenSetting`` with another key."""
        return self._unwrap(sealed, b"installation")

    def digest(self, *parts: bytes) -> str:
        """A keyed digest (hex, 64 characters), for blob names, duplicates and the audit chain."""
        mac = hmac.new(self._master, digestmod=hashlib.sha256)
        for part in parts:
            mac.update(len(part).to_bytes(8, "big"))
            mac.update(part)
        return mac.hexdigest()

    def destroy(self, scope: str) -> None:
        """Forget a data key for good; the row stays, so that it is never made anew."""
        with writing(self._engine) as session:
            self.destroy_within(session, scope)

    def destroy_within(self, session: Session, scope: str) -> None:
        """Forget a data key together with what else ``session`` deletes: both, or neither."""
        row = session.get(DataKey, scope)
        if row:
            row.wrapped = None
        event.listen(session, "after_commit", lambda _: self._key.cache_clear(), once=True)

    def _load_or_make(self, scope: str) -> bytes:
        found = self._load(scope)
        if found is not None:
            return found
        assert_no_open_session()  # making a key writes; SQLite would wait for itself
        key = AESGCM.generate_key(bit_length=256)
        try:
            with writing(self._engine) as session:
                session.add(DataKey(scope=scope, wrapped=self._wrap(key, scope)))
        except IntegrityError:  # another process was quicker; theirs is the one
            return self._load(scope) or key
        return key

    def _load(self, scope: str) -> bytes | None:
        with reading(self._engine) as session:
            row = session.get(DataKey, scope)
        return None if row is None else self._unwrapped(row)

    def _wrap(self, key: bytes, scope: str) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + self._wrapper.encrypt(nonce, key, scope.encode())

    def _unwrapped(self, row: DataKey) -> bytes:
        if row.wrapped is None:
            raise KeyDestroyed(ErrorCode.KEY_MISSING, "destroyed")
        return self._unwrap(row.wrapped, row.scope.encode())

    def _unwrap(self, sealed: bytes, context: bytes) -> bytes:
        try:
            return self._wrapper.decrypt(sealed[:_NONCE], sealed[_NONCE:], context)
        except InvalidTag as error:
            raise BrokenSetting(
                ErrorCode.KEY_MISSING, "RECOGNITION_MASTER_KEY", advice=_OTHER_MASTER
            ) from error
