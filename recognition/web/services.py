"""What the web room is given by whoever starts it: nothing here is looked up or made by itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from flask import current_app

from recognition.domain.vocabulary import Purpose


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
    public, from the regimes on offer. ``store`` and ``gateway`` belong to the audiences' pages.
    """

    settings: WebSettings
    office: WebOffice
    clock: Callable[[], datetime]
    store: Any = None
    gateway: Any = None
    ready: Callable[[], Sequence[str]] = _always_ready
    confirmed: Callable[[UUID], bool] = _never_confirmed
    terms: Sequence[LegalTerm] = ()


def get_services() -> Services:
    """Return the services of the application that answers the current request."""
    services = current_app.extensions["recognition"]
    assert isinstance(services, Services)
    return services
