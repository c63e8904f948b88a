"""What differs from machine to machine, and its secrets: ``RECOGNITION_*`` in the environment.

What an office decides (its name, languages, regimes) stands in ``office.toml``; see
:mod:`recognition.office`. Without any setting the program runs on one machine by itself, with
everything below ``.run/``. ``recognition settings`` prints what is in force and where it came from.
"""

import base64
import binascii
import difflib
import json
import os
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from recognition.errors import BrokenSetting, ErrorCode
from recognition.records import explain

PREFIX = "RECOGNITION_"
KEY_BYTES = 32
KEYS_FILE = "keys.json"
_LAST_PORT = 65_535


class Mode(StrEnum):
    """How the program runs."""

    EMBEDDED = "embedded"
    PRODUCTION = "production"


class SecondFactor(StrEnum):
    """Whether staff must sign in with an authenticator app beside their password."""

    DEMANDED = "demanded"
    OFFERED = "offered"


class MailMode(StrEnum):
    """Where letters by e-mail go: a page that shows them, or a mail server."""

    MAILBOX = "mailbox"
    SMTP = "smtp"


class Settings(BaseSettings):
    """All settings. Build it with :func:`load_settings` or, in tests, :func:`make_settings`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True
    )

    mode: Mode = Field(
        Mode.EMBEDDED,
        description="embedded: everything on this machine, for trying. production: each part on "
        "its own, and nothing left to defaults that would be unsafe there.",
    )
    run_folder: Path = Field(
        Path(".run"), description="Folder of everything that this machine keeps by itself."
    )
    database_url: str = Field(
        default_factory=lambda given: f"sqlite:///{given['run_folder']}/recognition.db",
        repr=False,
        description="The database that owns the facts: sqlite:///FILE or "
        "postgresql+psycopg://USER:PASSWORD@HOST/NAME.",
    )
    blob_url: str = Field(
        default_factory=lambda given: (given["run_folder"].resolve() / "blobs").as_uri(),
        description="Where encrypted files are kept: file:///FOLDER or s3://BUCKET/PREFIX.",
    )
    s3_endpoint: str | None = Field(
        None, description="Address of the object store, where it is not Amazon's."
    )
    s3_region: str = Field("us-east-1", description="Region of the object store.")
    s3_access_key_id: str | None = Field(None, description="Name of the object store's key.")
    s3_secret_access_key: SecretStr | None = Field(None, description="The object store's key.")
    s3_allow_http: bool = Field(
        False, description="Speak plain HTTP to the object store, inside a closed network."
    )
    temporal_address: str = Field(
        "127.0.0.1:7233", description="HOST:PORT of Temporal, the engine that drives the cases."
    )
    temporal_namespace: str = Field("default", description="Temporal's namespace for the cases.")
    master_key: SecretStr | None = Field(
        None,
        description="Wraps the key of every document and case: 32 random bytes in base64. Lost "
        "with it is everything; embedded mode makes one.",
    )
    secret_key: SecretStr | None = Field(
        None,
        description="Signs sessions and forms: 32 or more random characters. Embedded mode makes "
        "one.",
    )
    public_url: str = Field(
        "http://127.0.0.1:8000", description="The address that people see; links in letters use it."
    )
    host: str = Field("127.0.0.1", description="Address on which the web server listens.")
    port: int = Field(8000, ge=1, le=65535, description="Port on which the web server listens.")
    web_processes: int = Field(
        2, ge=1, le=64, description="Processes of one web server; each serves eight people at once."
    )
    trusted_proxies: int = Field(
        0,
        ge=0,
        le=5,
        description="How many reverse proxies of your own stand before the web server; each may "
        "say who the visitor is.",
    )
    mail_mode: MailMode = Field(
        MailMode.MAILBOX,
        description="mailbox: e-mails are shown on a page and go nowhere. smtp: they are sent.",
    )
    smtp_url: str | None = Field(
        None,
        repr=False,
        description="The mail server: smtp://, smtp+starttls:// or smtps:// USER:PASSWORD@HOST:"
        "PORT.",
    )
    office_file: Path | None = Field(
        None, description="The office's own file; without it, the example that comes along."
    )
    ocr_processes: int = Field(
        default_factory=lambda: max(1, os.cpu_count() or 1),
        ge=1,
        le=64,
        description="Pages read at the same time by one reading worker; one processor each.",
    )
    page_seconds: float = Field(
        60,
        ge=1,
        le=150,
        description="Seconds after which reading a page is given up; a person reads it then.",
    )
    institutions: Path | None = Field(
        None,
        description="The office's own register of institutions (a table in a text file); without "
        "it, the small one that comes along.",
    )
    isced_folder: Path | None = Field(
        None,
        description="Folder of the office's own qualifications, phrases and model for the mapping "
        "to ISCED, laid over those that come along (docs/mapping.md).",
    )
    max_upload_mb: int = Field(
        50, ge=1, le=500, description="Largest file taken in, in megabytes of 1,000,000 bytes."
    )
    max_papers: int = Field(
        300, ge=10, description="How many papers one applicant can have here, in all her cases."
    )
    session_hours: int = Field(
        12, ge=1, le=168, description="Hours after which a person must sign in again."
    )
    second_factor: SecondFactor = Field(
        default_factory=lambda given: (
            SecondFactor.OFFERED if given["mode"] is Mode.EMBEDDED else SecondFactor.DEMANDED
        ),
        description="demanded: staff set up an authenticator app at their next sign-in and need it "
        "ever after (the default in production). offered: only who sets one up needs it.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least that is logged: debug, info, warning or error."
    )

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value.startswith("postgresql://"):
            value = value.replace("postgresql://", "postgresql+psycopg://", 1)
        if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("must begin with sqlite:/// or postgresql+psycopg://")
        try:
            port = urlsplit(value).port
        except ValueError:  # its words may repeat the address
            port = 0
        if port == 0:
            raise ValueError("must have a number from 1 to 65535 as its port")
        return value

    @field_validator("blob_url")
    @classmethod
    def _known_blob_store(cls, value: str) -> str:
        if not value.startswith(("file:///", "s3://")):
            raise ValueError("must begin with file:/// or s3://")
        return value.rstrip("/")

    @field_validator("public_url", "s3_endpoint")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        fault = "must be an address like https://recognition.example.org"
        parts = _parted(value, fault)
        more = parts.query or parts.fragment or "@" in parts.netloc
        if parts.scheme not in ("http", "https") or more:
            raise ValueError(fault)
        return value.rstrip("/")

    @field_validator("temporal_address")
    @classmethod
    def _host_and_port(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isdecimal() or len(port) > 5 or int(port) > _LAST_PORT:
            raise ValueError("must be HOST:PORT, like 127.0.0.1:7233")
        return value

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, value: str | None) -> str | None:
        if value is None:
            return None
        fault = "must be an address like smtp+starttls://mail.example.org:587"
        if _parted(value, fault).scheme not in ("smtp", "smtp+starttls", "smtps"):
            raise ValueError(fault)
        return value

    @field_validator("master_key")
    @classmethod
    def _whole_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(_decoded(value)) != KEY_BYTES:
            raise ValueError(f"must be {KEY_BYTES} random bytes in base64")
        return value

    @field_validator("secret_key")
    @classmethod
    def _long_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < KEY_BYTES:
            raise ValueError(f"must have {KEY_BYTES} characters or more")
        return value

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        faults = [] if self.mode is Mode.EMBEDDED else list(_unsafe_in_production(self))
        if self.mail_mode is MailMode.SMTP and not self.smtp_url:
            faults.append("SMTP_URL is missing, which mail mode smtp needs")
        if bool(self.s3_access_key_id) != bool(self.s3_secret_access_key):
            faults.append("S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are needed both, or neither")
        if faults:
            raise ValueError("; ".join(PREFIX + fault for fault in faults))
        return self

    @property
    def max_upload_bytes(self) -> int:
        """The largest file taken in, in bytes."""
        return self.max_upload_mb * 1_000_000

    def master_key_text(self) -> str:
        """Return the base64 key that wraps all data keys; raises ``BrokenSetting`` if not set."""
        return self._needed("master_key").get_secret_value()

    def secret_key_text(self) -> str:
        """Return the key that signs sessions; raises ``BrokenSetting`` if not set."""
        return self._needed("secret_key").get_secret_value()

    def _needed(self, field: str) -> SecretStr:
        value = getattr(self, field)
        if not isinstance(value, SecretStr):
            name = PREFIX + field.upper()
            raise BrokenSetting(ErrorCode.KEY_MISSING, name, advice=f"Set {name}.")
        return value


def _parted(address: str, fault: str) -> SplitResult:
    """An address with a host; ``ValueError`` with the sentence ``fault`` for what is none."""
    try:
        parts = urlsplit(address)
        whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        whole = False
    if not whole:
        raise ValueError(fault)
    return parts


def _decoded(key: SecretStr) -> bytes:
    try:
        return base64.b64decode(key.get_secret_value(), validate=True)
    except binascii.Error:
        return b""


def _unsafe_in_production(settings: Settings) -> list[str]:
    rules = {
        "MASTER_KEY is missing, which production mode needs": settings.master_key is None,
        "SECRET_KEY is missing, which production mode needs": settings.secret_key is None,
        "DATABASE_URL must be a PostgreSQL database in production mode": (
            settings.database_url.startswith("sqlite")
        ),
        "PUBLIC_URL must begin with https:// in production mode": (
            not settings.public_url.startswith("https://")
        ),
        "MAIL_MODE must be smtp in production mode": settings.mail_mode is not MailMode.SMTP,
        "OFFICE_FILE is missing, which production mode needs": settings.office_file is None,
    }
    return [sentence for sentence, broken in rules.items() if broken]


def make_settings(**values: Any) -> Settings:
    """Read the environment anew; ``values`` win over it.

    Raises :class:`BrokenSetting` naming every setting at fault; no value is ever repeated.
    """
    _refuse_unknown_names()
    try:
        return Settings(**values)
    except ValidationError as error:
        faults = explain(error)
    names = [PREFIX + field.upper() if field else "" for field in faults]
    sentences = [f"{name} {fault}." for name, fault in zip(names, faults.values(), strict=True)]
    subject = ", ".join(filter(None, names))
    advice = " ".join(sentences).strip()
    raise BrokenSetting(ErrorCode.SETTING_INVALID, subject, advice=advice)


@cache
def load_settings() -> Settings:
    """Return this process's settings, read once from the environment.

    Take it at the outermost place (a command, an application factory) and hand it on; a test hands
    on what :func:`make_settings` gives.

    In embedded mode the keys that the first ``recognition up`` made are taken from its folder, so
    that every command on that machine works without setting anything.
    """
    settings = make_settings()
    return settings if settings.mode is Mode.PRODUCTION else with_kept_keys(settings)


def with_kept_keys(settings: Settings) -> Settings:
    """``settings`` with the keys kept in the run folder, where none were given."""
    file = settings.run_folder / KEYS_FILE
    if not file.exists():
        return settings
    missing = {
        name: key for name, key in _kept_keys(file).items() if getattr(settings, name) is None
    }
    given = {name: getattr(settings, name) for name in settings.model_fields_set}
    return make_settings(**{**given, **missing})


def _kept_keys(file: Path) -> dict[str, str]:
    try:
        kept = json.loads(file.read_text("utf-8"))
        return {name: kept[name] for name in ("master_key", "secret_key")}
    except (OSError, ValueError, TypeError, KeyError) as error:
        advice = (
            f"{file} does not hold the keys of this installation. Without them nothing that it "
            "keeps can be read: put the file back from a copy."
        )
        raise BrokenSetting(ErrorCode.KEY_MISSING, KEYS_FILE, advice=advice) from error


def _refuse_unknown_names() -> None:
    known = [PREFIX + field.upper() for field in Settings.model_fields]
    for name in os.environ:
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            near = difflib.get_close_matches(name.upper(), known, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            advice = f"{name} is not a setting of this program.{hint}"
            raise BrokenSetting(ErrorCode.SETTING_INVALID, name, advice=advice)
