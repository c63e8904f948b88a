"""Puts the web's services together from settings and office: what ``recognition web`` serves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from recognition.office import Office, load_office
from recognition.rules import Rules
from recognition.settings import Mode, Settings
from recognition.store.queries.cases import is_done
from recognition.store.store import Store
from recognition.web.services import LegalTerm, Services
from workflows.codec import sealing_converter
from workflows.gateway import Gateway


@dataclass(frozen=True, slots=True)
class _WebSettings:
    secret_key: str
    embedded: bool
    secure_cookies: bool
    max_upload_bytes: int


@dataclass(frozen=True, slots=True)
class _WebOffice:
    name: str
    address: Sequence[str]
    email: str
    phone: str
    timezone: str
    languages: Sequence[str]
    appeal_body: str
    fee_text: str


def utc_now() -> datetime:
    """The web's clock; tests hand in another."""
    return datetime.now(UTC)


def open_store(settings: Settings) -> Store:
    """The store that the settings describe."""
    options = {
        "endpoint": settings.s3_endpoint,
        "region": settings.s3_region,
        "access_key_id": settings.s3_access_key_id,
        "secret_access_key": (
            settings.s3_secret_access_key.get_secret_value()
            if settings.s3_secret_access_key
            else None
        ),
    }
    known = {name: value for name, value in options.items() if value}
    master = settings.master_key.get_secret_value() if settings.master_key else ""
    return Store.open(settings.database_url, settings.blob_url, master, known)


def open_gateway(settings: Settings, store: Store) -> Gateway:
    """The gateway to the engine that the settings name."""
    return Gateway(
        settings.temporal_address, settings.temporal_namespace, sealing_converter(store.keys)
    )


def services_from(
    settings: Settings, *, clock: Callable[[], datetime] = utc_now, office: Office | None = None
) -> Services:
    """Everything that the pages use; connects on first use."""
    office = office or load_office(settings.office_file)
    rules = Rules(office)
    store = open_store(settings)
    return Services(
        settings=_WebSettings(
            secret_key=settings.secret_key_text(),
            embedded=settings.mode is Mode.EMBEDDED,
            secure_cookies=settings.public_url.startswith("https"),
            max_upload_bytes=settings.max_upload_bytes,
        ),
        office=_web_office(office),
        clock=clock,
        store=store,
        gateway=open_gateway(settings, store),
        rules=rules,
        session_life=timedelta(hours=settings.session_hours),
        confirmed=lambda action_id: is_done(store, action_id),
        terms=_terms(rules),
    )


def _web_office(office: Office) -> _WebOffice:
    return _WebOffice(
        name=office.name,
        address=office.address,
        email=office.contact.email,
        phone=office.contact.phone or "",
        timezone=office.time_zone,
        languages=office.languages,
        appeal_body=office.appeal.name,
        fee_text=office.fee_text or "",
    )


def _terms(rules: Rules) -> tuple[LegalTerm, ...]:
    terms = []
    for purpose in rules.office.purposes:
        regime = rules.regime(rules.regime_for(purpose))
        terms.append(LegalTerm(purpose, regime.decision.months, regime.decision.source))
    return tuple(terms)
