"""What the web room is given by whoever starts it: nothing here is looked up or made by itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, cast
from uuid import UUID

from flask import current_app

from recognition.domain.vocabulary import Purpose
from recognition.rules import Rules
from recognition.store.store import Store
from workflows.gateway import Gateway


class WebSettings(Protocol):
    """The settings that the web room reads (machines and secrets, nothing about the office)."""

    @property
    def secret_key(self) -> str:
        """Key that signs the browser's session cookie; at least 32 characters."""

    @property
    def embedded(self) -> bool:
        """Whether everything runs on one machine for trying out."""

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies travel over HTTPS only."""

    @property
    def max_upload_bytes(self) -> int:
        """Largest request body that is taken."""


class WebOffice(Protocol):
    """What the screens say of the office."""

    @property
    def name(self) -> str:
        """The office's full name."""

    @property
    def address(self) -> Sequence[str]:
        """Lines of the postal address."""

    @property
    def email(self) -> str:
        """Where a person writes to."""

    @property
    def phone(self) -> str:
        """What a person calls; empty if there is none."""

    @property
    def timezone(self) -> str:
        """IANA zone in which the office's days are counted."""

    @property
    def languages(self) -> Sequence[str]:
        """Languages offered, the first is the fallback (``de``, ``ar``)."""

    @property
    def appeal_body(self) -> str:
        """Who hears an appeal."""

    @property
    def fee_text(self) -> str:
        """What the procedure costs, in the office's words; empty if nothing is said."""


@dataclass(frozen=True, slots=True)
class LegalTerm:
    """How long a decision may take for one purpose, as the regime's data says."""

    purpose: Purpose
    months: int
    source: str


def _always_ready() -> Sequence[str]:
    return ()


def _never_confirmed(_action_id: UUID) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that the pages use; made once by the command that starts the server.

    ``ready`` names the parts that do not answer (none: ready). ``confirmed`` says whether the
    action with this id has been carried out. ``terms`` are the legal limits that are shown to the
    public, from the regimes on offer. ``store``, ``gateway`` and ``rules`` belong to the pages of
    the audiences.
    """

    settings: WebSettings
    office: WebOffice
    clock: Callable[[], datetime]
    store: Store = cast("Store", None)  # noqa: RUF009 - the shell alone needs none
    gateway: Gateway = cast("Gateway", None)  # noqa: RUF009 - the shell alone needs none
    rules: Rules = cast("Rules", None)  # noqa: RUF009 - the shell alone needs none
    session_life: timedelta = timedelta(hours=12)
    ready: Callable[[], Sequence[str]] = _always_ready
    confirmed: Callable[[UUID], bool] = _never_confirmed
    terms: Sequence[LegalTerm] = ()


def get_services() -> Services:
    """Return the services of the application that answers the current request."""
    services = current_app.extensions["recognition"]
    assert isinstance(services, Services)
    return services
