"""Puts the web's services together from settings and office: what ``recognition web`` serves."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path

from recognition.documents.register import Found, Register, own_register, read_register
from recognition.errors import InvalidInput
from recognition.printing import print_draft
from recognition.rules import Rules, load_rules
from recognition.settings import Settings
from recognition.store.opening import open_store
from recognition.store.queries.cases import is_done
from recognition.store.queries.health import silent_parts
from recognition.web.services import InstitutionFound, LegalTerm, LookUp, Services
from workflows.codec import sealing_converter
from workflows.gateway import Gateway

CANDIDATES = 3
"""How many institutions of the register are shown for a name."""


def utc_now() -> datetime:
    """The web's clock; tests hand in another."""
    return datetime.now(UTC)


def services_from(settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> Services:
    """Everything that the pages use; connects on first use."""
    rules = load_rules(settings.office_file)
    store = open_store(settings)
    gateway = Gateway(
        settings.temporal_address, settings.temporal_namespace, sealing_converter(store.keys)
    )
    return Services(
        settings=settings,
        office=rules.office,
        clock=clock,
        store=store,
        gateway=gateway,
        rules=rules,
        ready=lambda: silent_parts(store),
        confirmed=lambda action_id: is_done(store, action_id),
        terms=_terms(rules),
        institutions=institutions_of(settings.institutions),
        print_draft=partial(print_draft, office=rules.office),
        samples_folder=settings.run_folder / "samples",
    )


def institutions_of(file: Path | None) -> LookUp:
    """Looks names up in the office's register, or in the small one that comes along.

    The file is read when a name is first asked for; ``recognition doctor`` says what is wrong
    with it, and a page that cannot have it goes on without.
    """

    @lru_cache(maxsize=1)
    def register() -> Register:
        return read_register(file) if file else own_register()

    @lru_cache(maxsize=1000)
    def look_up(name: str, country: str | None) -> Sequence[InstitutionFound] | None:
        try:
            found = register().look_up(name, country, limit=CANDIDATES)
        except (InvalidInput, OSError, UnicodeDecodeError):
            return None
        return tuple(_institution(one) for one in found)

    return look_up


def _institution(found: Found) -> InstitutionFound:
    entry = found.institution
    return InstitutionFound(
        entry.id, entry.name, entry.country, found.name, entry.note, found.score
    )


def _terms(rules: Rules) -> tuple[LegalTerm, ...]:
    terms = []
    for purpose in rules.office.purposes:
        regime = rules.regime(rules.regime_for(purpose))
        term, language = regime.decision, regime.named("")[1]
        terms.append(
            LegalTerm(
                purpose,
                term.months,
                term.source,
                term.days,
                language,
                regime.names,
                keep_years=regime.keep_closed_years,
                draft_days=regime.draft_days,
            )
        )
    return tuple(terms)
