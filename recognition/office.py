"""The office that runs this installation: who it is and what it offers, from ``office.toml``.

One installation is one office. The file is written by the office, not by a developer; every key
is explained in the example ``recognition/data/office.toml``. Machines and secrets are not in it;
see :mod:`recognition.settings`. Neither are legal terms: these stand in the regimes.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

import pycountry
from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, Field, StringConstraints, field_validator, model_validator

from recognition.domain.email_address import is_email
from recognition.domain.vocabulary import Purpose
from recognition.errors import ErrorCode
from recognition.records import Record, read_record

EXAMPLE_FILE = "office.toml"

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]


def _a_country(value: str) -> str:
    if pycountry.countries.get(alpha_2=value) is None:
        raise ValueError("must be a country's two capital letters (ISO 3166-1), like PT")
    return value


@cache
def _time_zones() -> frozenset[str]:
    """All that this machine knows: it opens some six hundred files to tell."""
    return frozenset(available_timezones())


def _a_time_zone(value: str) -> str:
    if value not in _time_zones():
        raise ValueError("must be a time zone like Europe/Lisbon")
    return value


def _a_language(value: str) -> str:
    try:
        Locale.parse(value, sep="-")
    except (UnknownLocaleError, ValueError):
        raise ValueError("must be a language code like en or pt-BR") from None
    return value


def _an_e_mail_address(value: str) -> str:
    if not is_email(value):
        raise ValueError("must be an e-mail address")
    return value


CountryCode = Annotated[str, AfterValidator(_a_country)]
TimeZoneName = Annotated[str, AfterValidator(_a_time_zone)]
LanguageCode = Annotated[str, AfterValidator(_a_language)]
EmailAddress = Annotated[str, AfterValidator(_an_e_mail_address)]


class Letterhead(Record):
    """What stands at the head and the foot of every letter."""

    lines: Annotated[tuple[Line, ...], Field(min_length=1, max_length=6)]
    signature: Line
    foot: Line | None = None


class Contact(Record):
    """How applicants reach the office."""

    email: EmailAddress
    phone: Line | None = None
    website: Line | None = None
    hours: Line | None = None


class MailSender(Record):
    """From whom e-mails come."""

    name: Line
    address: EmailAddress
    reply_to: EmailAddress | None = None


class AppealBody(Record):
    """Where an applicant appeals against a refusal or against silence (Lisbon III.5)."""

    name: Line
    address: Annotated[tuple[Line, ...], Field(min_length=1, max_length=8)]
    days_text: Text
    how: Text | None = None


class LegalGround(Record):
    """A ground in law on which an authority may see a case without the holder's consent."""

    id: Code
    title: Line
    source: Line


class OfficeTexts(Record):
    """What the office says of itself, in another language: as much of it as it has translated."""

    name: Line | None = None
    fee: Text | None = None
    appeal_name: Line | None = None
    appeal_time: Text | None = None
    appeal_how: Text | None = None


class Office(Record):
    """The office. ``version`` is the version of the file's form, not of its contents."""

    version: Literal[1]
    name: Line
    address: Annotated[tuple[Line, ...], Field(min_length=1, max_length=8)]
    country: CountryCode
    subdivision: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{1,3}$")] | None = None
    time_zone: TimeZoneName
    languages: Annotated[tuple[LanguageCode, ...], Field(min_length=1)]
    purposes: Annotated[tuple[Purpose, ...], Field(min_length=1)]
    regimes: Annotated[tuple[Code, ...], Field(min_length=1)]
    contact: Contact
    letterhead: Letterhead
    mail: MailSender
    appeal: AppealBody
    fee_text: Text | None = None
    legal_grounds: tuple[LegalGround, ...] = ()
    translations: dict[LanguageCode, OfficeTexts] = Field(default_factory=dict)

    @field_validator("languages", "purposes", "regimes")
    @classmethod
    def _no_doubles(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(values)) != len(values):
            raise ValueError("names the same thing twice")
        return values

    @model_validator(mode="after")
    def _grounds_differ(self) -> Self:
        ids = [ground.id for ground in self.legal_grounds]
        if len(set(ids)) != len(ids):
            raise ValueError("has two legal_grounds with the same id")
        return self

    @model_validator(mode="after")
    def _translations_are_offered(self) -> Self:
        for language in self.translations:
            if language not in self.languages[1:]:
                raise ValueError(
                    f"has translations into {language}, which is none of its further languages"
                )
        return self

    def texts_of(self, text: str) -> dict[str, str]:
        """A text of this file by language: as it stands, and in those it is translated into."""
        found = {self.main_language: text}
        for language, said in self.translations.items():
            by_text = {
                self.name: said.name,
                self.fee_text: said.fee,
                self.appeal.name: said.appeal_name,
                self.appeal.days_text: said.appeal_time,
                self.appeal.how: said.appeal_how,
            }
            if translated := by_text.get(text):
                found[language] = translated
        return found

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which legal days begin and end."""
        return ZoneInfo(self.time_zone)

    @property
    def main_language(self) -> str:
        """The language of a page when the visitor has asked for none that is offered."""
        return self.languages[0]


def load_office(path: Path | None = None) -> Office:
    """Read the office file, or without a path the example that comes along.

    Raises :class:`recognition.errors.BrokenSetting` with a sentence for every fault.
    """
    source = path or files("recognition") / "data" / EXAMPLE_FILE
    return read_record(source, Office, ErrorCode.OFFICE_FILE_INVALID)
