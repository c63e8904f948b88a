"""The office registers an authority: its name, where its webhooks go, and its key.

A key that somebody else may know is renewed, and an authority that is none any more is closed.
"""

import base64
import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.errors import ErrorCode, NotFound
from recognition.store.base import new_id
from recognition.store.store import Store
from recognition.store.tables import Authority


def make_secret() -> str:
    """A webhook secret in the form of the Standard Webhooks specification (``whsec_…``)."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def register_authority(
    store: Store,
    name: str,
    webhook_url: str,
    secret: str,
    at: datetime,
    *,
    email: str | None = None,
    country: str = "",
    legal_grounds: tuple[str, ...] = (),
) -> UUID:
    """Register it and return its id; ``legal_grounds`` are ids from the office's file.

    One with no ``webhook_url`` is asked by mail at ``email``.
    """
    with store.writing() as session:
        authority = Authority(
            id=new_id(),
            name=name,
            country=country,
            webhook_url=webhook_url,
            email=email,
            secret_sealed=store.keys.seal_with_master(secret.encode()),
            legal_grounds=list(legal_grounds),
            created_at=at,
        )
        session.add(authority)
        session.flush()
        return authority.id


def renew_secret(store: Store, authority_id: UUID, secret: str) -> None:
    """Give an authority a new secret; what is signed with the old one is refused from now on.

    Raises ``NotFound``.
    """
    sealed = store.keys.seal_with_master(secret.encode())
    with store.writing() as session:
        _known(session, authority_id).secret_sealed = sealed


def close_authority(store: Store, authority_id: UUID) -> None:
    """Take nothing from it, and send it nothing, any more; what it did stays. Raises ``NotFound``.

    A link that was mailed to it is not taken either.
    """
    with store.writing() as session:
        _known(session, authority_id).active = False


def load_all(store: Store) -> tuple[Authority, ...]:
    """Every authority, the closed ones too, by name."""
    with store.reading() as session:
        return tuple(session.scalars(select(Authority).order_by(Authority.name)))


def _known(session: Session, authority_id: UUID) -> Authority:
    authority = session.get(Authority, authority_id, with_for_update=True)
    if authority is None:
        raise NotFound(ErrorCode.UNKNOWN, "authority")
    return authority
