"""The office registers an authority: its name, where its webhooks go, and its key."""

import base64
import secrets
from datetime import datetime
from uuid import UUID

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
