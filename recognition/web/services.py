"""What the web room is given by whoever starts it: nothing here is looked up or made by itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, cast
from uuid import UUID

from flask import current_app

from recognition.domain.decision import DecisionContent
from recognition.domain.vocabulary import Purpose
from recognition.office import Office
from recognition.rules import Rules
from recognition.settings import Mode, Settings
from recognition.store.store import Store
from workflows.gateway import Gateway


@dataclass(frozen=True, slots=True)
class LegalTerm:
    """How long a decision may take for one purpose, as the regime's data says.

    Counted in months or in days; the other is ``None``. ``language`` is that of ``source``, ``""``
    for the office's own; ``names`` are those of the law by language. A closed case is kept
    ``keep_years``, a draft that nobody changes ``draft_days``.
    """

    purpose: Purpose
    months: int | None
    source: str
    days: int | None = None
    language: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    keep_years: int = 0
    draft_days: int = 0


@dataclass(frozen=True, slots=True)
class InstitutionFound:
    """An institution of the register that a name may mean.

    ``score`` is 0 to 1, ``known_as`` the name that it was found by, ``note`` what an assessor
    should know of it.
    """

    id: str
    name: str
    country: str
    known_as: str
    note: str
    score: float


LookUp = Callable[[str, str | None], Sequence[InstitutionFound] | None]
"""Name and country (ISO 3166-1 alpha-2) to candidates; ``None``: the register cannot be read."""


class DraftPrinter(Protocol):
    """A decision's letter as PDF before it is signed, marked as a draft on each page.

    ``missing`` are sentences in ``language`` on what it lacks.
    """

    def __call__(
        self,
        content: DecisionContent,
        snapshot: dict[str, Any],
        *,
        missing: Sequence[str],
        language: str,
    ) -> bytes:
        """Print it; nothing is stored."""


def _no_register(_name: str, _country: str | None) -> Sequence[InstitutionFound]:
    return ()


def _always_ready() -> Sequence[str]:
    return ()


def _never_confirmed(_action_id: UUID) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that the pages use; made once by the command that starts the server.

    ``ready`` names the parts that do not answer (none: ready). ``confirmed`` says whether the
    action with this id has been carried out. ``terms`` are the legal limits that are shown to the
    public, from the regimes on offer. ``institutions`` looks a name up in the office's register,
    the likeliest first. ``print_draft`` prints a letter before it is signed. ``store`` and
    ``gateway`` belong to the audiences' pages.
    ``samples_folder`` holds invented scans to try with.
    """

    settings: Settings
    office: Office
    clock: Callable[[], datetime]
    store: Store = cast("Store", None)  # noqa: RUF009 - the shell alone needs none
    gateway: Gateway = cast("Gateway", None)  # noqa: RUF009 - the shell alone needs none
    rules: Rules = cast("Rules", None)  # noqa: RUF009 - the shell alone needs none
    ready: Callable[[], Sequence[str]] = _always_ready
    confirmed: Callable[[UUID], bool] = _never_confirmed
    terms: Sequence[LegalTerm] = ()
    institutions: LookUp = _no_register
    print_draft: DraftPrinter = cast("DraftPrinter", None)  # noqa: RUF009 - for the desk alone
    samples_folder: Path | None = None

    @property
    def embedded(self) -> bool:
        """Whether everything runs on one machine for trying out."""
        return self.settings.mode is Mode.EMBEDDED

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies travel over HTTPS only."""
        return self.settings.public_url.startswith("https://")


def get_services() -> Services:
    """Return the services of the application that answers the current request."""
    services = current_app.extensions["recognition"]
    assert isinstance(services, Services)
    return services
