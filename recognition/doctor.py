"""Checks every outside part and says how to mend it: what ``recognition doctor`` prints."""

import asyncio
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from temporalio.client import Client

from recognition.documents import tesseract
from recognition.documents.register import own_register, read_register
from recognition.errors import (
    BrokenSetting,
    ErrorCode,
    InvalidInput,
    MissingPart,
    RecognitionError,
    SetupError,
)
from recognition.isced.mapper import load_parts
from recognition.letters.smtp import reach
from recognition.resources import frontend_dir, resource_dir
from recognition.rules import load_rules
from recognition.settings import PREFIX, MailMode, Mode, SecondFactor, Settings
from recognition.store import timeline
from recognition.store.migrate import check_current
from recognition.store.opening import open_store
from recognition.store.queries.second_factor import staff_without_app
from recognition.store.tables import Case, Document

PACKS = ("eng", "vie")
"""Without these many applicants' papers could not be read; packs for Latin, Cyrillic, Arabic,
Greek and Ethiopic letters come with the program."""

NEEDED_BYTES = 500_000_000
FONT = "Noto Sans"
"""What letters are set in; with it come the scripts that it has parts for."""


@dataclass(frozen=True, slots=True)
class Check:
    """One part: whether it is fine, and what is said of it."""

    name: str
    ok: bool
    said: str


def examine(settings: Settings) -> list[Check]:
    """Check every part; one that fails does not keep the others from being checked."""
    parts: dict[str, Callable[[Settings], str]] = {
        "python": _python,
        "tesseract": _tesseract,
        "fonts": _fonts,
        "templates, schemas, htmx": _resources,
        "office file": _office,
        "disk": _disk,
        "database": _database,
        "blobs and keys": _blobs,
        "sign-in of staff": _staff,
        "languages of papers": _papers,
        "register of institutions": _register,
        "mapping to ISCED": _mapping,
        "audit chain": _chain,
        "Temporal": _temporal,
        "mail": _mail,
    }
    return [_check(name, part, settings) for name, part in parts.items()]


def check_machine(settings: Settings) -> None:
    """Raise for the first part of the machine itself that is missing (before anything starts)."""
    for part in (_tesseract, _fonts, _resources, _office, _disk):
        part(settings)


def check_disk(folder: Path, needed: int = NEEDED_BYTES) -> int:
    """The free bytes where ``folder`` lies; ``SetupError`` (``DISK_FULL``) below ``needed``."""
    there = folder if folder.exists() else folder.parent
    free = shutil.disk_usage(there.resolve()).free
    if free < needed:
        raise SetupError(
            ErrorCode.DISK_FULL,
            "disk",
            advice=f"Only {free // 1_000_000} MB are free where {there.resolve()} lies; "
            f"make room for at least {needed // 1_000_000} MB.",
        )
    return free


_OF_THE_STORE = ("database", "blobs and keys", "languages of papers", "audit chain")
"""Parts that the embedded mode makes when it starts first."""


def _check(name: str, part: Callable[[Settings], str], settings: Settings) -> Check:
    if name in _OF_THE_STORE and settings.mode is Mode.EMBEDDED and settings.master_key is None:
        return Check(name, True, "not there yet: the first start (make run) makes it")
    try:
        return Check(name, True, part(settings))
    except RecognitionError as error:
        return Check(name, False, error.advice or str(error))
    except (OSError, SQLAlchemyError) as error:
        return Check(name, False, f"does not answer ({type(error).__name__}).")


def _python(_settings: Settings) -> str:
    return sys.version.split()[0]


def _tesseract(_settings: Settings) -> str:
    tesseract.require_packs(PACKS)
    return f"{tesseract.version()}, {len(tesseract.installed_packs())} language packs"


def _fonts(_settings: Settings) -> str:
    from typst import Fonts  # the printer: only this check of many needs it

    families = Fonts(include_embedded_fonts=False).families()
    if FONT not in families:
        raise MissingPart(
            ErrorCode.PROGRAM_MISSING, "fonts", advice="Run: apt-get install fonts-noto-core"
        )
    return f"{len(families)} families"


def _resources(_settings: Settings) -> str:
    resource_dir("templates")
    resource_dir("schemas")
    frontend_dir()
    return "there"


def _office(settings: Settings) -> str:
    office = load_rules(settings.office_file).office
    return f"{office.name} ({office.country}, {', '.join(office.regimes)})"


def _disk(settings: Settings) -> str:
    return f"{check_disk(settings.run_folder) // 1_000_000_000} GB free"


def _database(settings: Settings) -> str:
    store = open_store(settings)
    try:
        check_current(store.engine)
    except OperationalError as error:
        raise SetupError(
            ErrorCode.DATABASE_UNREACHABLE,
            "database",
            advice=f"The database does not answer. Start it, or correct {PREFIX}DATABASE_URL.",
        ) from error
    return f"{store.engine.dialect.name}, up to date"


def _blobs(settings: Settings) -> str:
    blobs = open_store(settings).blobs
    name = blobs.put("office", "doctor", b"well")
    if blobs.get("office", name) != b"well":
        raise BrokenSetting(ErrorCode.KEY_MISSING, "blobs", advice="Blobs come back changed.")
    blobs.delete(name)
    return "sealed, kept and unsealed"


def _staff(settings: Settings) -> str:
    """How many sign in by password alone. No fault: where it is demanded, they set an app up."""
    lacking, staff = staff_without_app(open_store(settings))
    demanded = settings.second_factor is SecondFactor.DEMANDED
    set_up = f"{staff - lacking} of {staff} have set up an authenticator app"
    said = f"second factor {settings.second_factor}; {set_up}"
    if not lacking:
        return said
    if not demanded:
        return f"{said}, the others sign in by password alone (see {PREFIX}SECOND_FACTOR)"
    return (
        f"{said}, the others must at their next sign-in, and until then a password is enough to "
        "set one up in their name. `recognition staff list` names them"
    )


def _papers(settings: Settings) -> str:
    """Whether papers came in whose languages this machine cannot read."""
    with open_store(settings).reading() as session:
        wanted = session.scalars(select(Document.missing_packs)).all()
    lacking = [set(packs) - tesseract.installed_packs() for packs in wanted if packs]
    packs = sorted(set().union(*lacking))
    if packs:
        raise MissingPart(
            ErrorCode.LANGUAGE_PACK_MISSING,
            ",".join(packs),
            advice=f"{sum(map(bool, lacking))} papers came in whose languages are not installed; "
            f"people read them instead. Run, where reading runs: {tesseract.apt_line(packs)}",
        )
    return "all that came in are installed"


def _register(settings: Settings) -> str:
    file = settings.institutions
    try:
        register = read_register(file) if file else own_register()
    except InvalidInput as error:
        raise BrokenSetting(
            ErrorCode.DATA_FILE_INVALID,
            "institutions",
            advice=f"The register of institutions cannot be read: {error.subject}. "
            f"Correct that line, or {PREFIX}INSTITUTIONS.",
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenSetting(
            ErrorCode.DATA_FILE_INVALID,
            "institutions",
            advice=f"The register of institutions cannot be read ({type(error).__name__}). "
            f"It is a text file in UTF-8; correct {PREFIX}INSTITUTIONS.",
        ) from error
    return f"{len(register)} institutions, {'the office’s own' if file else 'the small one'}"


def _mapping(settings: Settings) -> str:
    release = load_parts(settings.isced_folder).release
    return f"{release}{'' if release.office else '; no files of the office'}"


def _chain(settings: Settings) -> str:
    store = open_store(settings)
    with store.reading() as session:
        cases = session.scalars(select(Case.id)).all()
        broken = [
            case_id
            for case_id in cases
            if timeline.first_broken_link(session, store.keys, case_id) is not None
        ]
    if broken:
        raise SetupError(
            ErrorCode.DATA_FILE_INVALID,
            "timeline",
            advice=f"The timeline was changed from outside in: {', '.join(map(str, broken))}.",
        )
    return f"{len(cases)} timelines whole"


def _temporal(settings: Settings) -> str:
    async def ask() -> None:
        await asyncio.wait_for(
            Client.connect(settings.temporal_address, namespace=settings.temporal_namespace), 3
        )

    try:
        asyncio.run(ask())
    except (RuntimeError, TimeoutError) as error:
        raise SetupError(
            ErrorCode.ENGINE_UNREACHABLE,
            settings.temporal_address,
            advice=f"Nobody answers at {settings.temporal_address}. Cases are kept and go on "
            "when it is back; start it, or run: recognition up",
        ) from error
    return f"answers at {settings.temporal_address}"


def _mail(settings: Settings) -> str:
    if settings.mail_mode is MailMode.MAILBOX:
        return "kept in the mailbox page, nothing is sent"
    try:
        return f"{reach(settings.smtp_url or '')} answers"
    except SetupError as error:
        raise SetupError(
            ErrorCode.MAIL_UNREACHABLE,
            "mail",
            advice="The mail server does not answer, or does not let this office in. Start it, or "
            f"correct {PREFIX}SMTP_URL.",
        ) from error
