"""What every table shares: aware UTC datetimes, words without NUL, JSON, the declarative base."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import uuid_utils
from sqlalchemy import JSON, DateTime, MetaData, String, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC by databases that know zones and by those that do not."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive datetimes: they are a programming error, never a user's."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give every moment its zone back."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text without NUL: no reader sees one, and PostgreSQL refuses the whole row for it.

    Forms, names of files and the text layers of PDFs may hold some.
    """

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Leave them out, in what is written and in what is looked for."""
        return None if value is None else str.replace(value, _NUL, "")


def dump_json(value: Any) -> str:
    """JSON as it is stored, without NUL too: PostgreSQL keeps it, but cannot read it out again."""
    text = json.dumps(value)
    return text if _NUL_IN_JSON not in text else json.dumps(_without_nul(value))


_NUL, _NUL_IN_JSON = "\0", r"\u0000"


def _without_nul(value: Any) -> Any:
    match value:
        case str():
            return value.replace(_NUL, "")
        case dict():
            return {_without_nul(name): _without_nul(one) for name, one in value.items()}
        case list() | tuple():
            return [_without_nul(one) for one in value]
    return value


class Base(DeclarativeBase):
    """Base of all tables; constraint names are fixed so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads a plain dict
        datetime: UtcDateTime(),
        str: Words(),
        UUID: Uuid(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
    }


def new_id() -> UUID:
    """A UUIDv7: sortable by time of making, so that indexes stay compact."""
    return UUID(bytes=uuid_utils.uuid7().bytes)
