"""Puts the web's services together from settings and office: what ``recognition web`` serves."""

from collections.abc import Callable
from datetime import UTC, datetime

from recognition.office import load_office
from recognition.rules import Rules
from recognition.settings import Settings
from recognition.store.opening import open_store
from recognition.store.queries.cases import is_done
from recognition.store.queries.health import silent_parts
from recognition.web.services import LegalTerm, Services
from workflows.codec import sealing_converter
from workflows.gateway import Gateway


def utc_now() -> datetime:
    """The web's clock; tests hand in another."""
    return datetime.now(UTC)


def services_from(settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> Services:
    """Everything that the pages use; connects on first use."""
    office = load_office(settings.office_file)
    rules = Rules(office)
    store = open_store(settings)
    gateway = Gateway(
        settings.temporal_address, settings.temporal_namespace, sealing_converter(store.keys)
    )
    return Services(
        settings=settings,
        office=office,
        clock=clock,
        store=store,
        gateway=gateway,
        rules=rules,
        ready=lambda: silent_parts(store),
        confirmed=lambda action_id: is_done(store, action_id),
        terms=_terms(rules),
        samples_folder=settings.run_folder / "samples",
    )


def _terms(rules: Rules) -> tuple[LegalTerm, ...]:
    terms = []
    for purpose in rules.office.purposes:
        regime = rules.regime(rules.regime_for(purpose))
        terms.append(LegalTerm(purpose, regime.decision.months, regime.decision.source))
    return tuple(terms)
