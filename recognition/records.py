"""Read a TOML file into a validated record, and say plainly what is wrong with it.

Used for everything that an office or a developer writes by hand: ``office.toml``, checklists,
regimes. A record is a frozen pydantic model that refuses unknown keys, so that a misspelt key is
told and never ignored.
"""

import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from recognition.errors import BrokenSetting, ErrorCode


class Record(BaseModel):
    """Base of all hand-written records: immutable, and strict about the keys it knows."""

    model_config = ConfigDict(extra="forbid", frozen=True)


R = TypeVar("R", bound=BaseModel)


def explain(error: ValidationError, *, show_input: bool = False) -> dict[str, str]:
    """Return what is wrong by dotted field path, each as one sentence without its full stop.

    The value that was given is shown only with ``show_input``; it may be a secret.
    """
    told: dict[str, str] = {}
    for detail in error.errors(include_url=False):
        if detail["type"] == "default_factory_not_called":
            continue  # only says that another field is at fault
        path = ".".join(str(part) for part in detail["loc"])
        told[path] = _sentence(dict(detail), show_input=show_input)
    return told


def _sentence(detail: dict[str, Any], *, show_input: bool) -> str:
    match detail["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is not known here; look for a spelling mistake"
        case "value_error":
            return str(detail["ctx"]["error"])
    message = str(detail["msg"])
    message = message[0].lower() + message[1:]
    given = f" (given: {detail['input']!r})" if show_input else ""
    return f"is not valid: {message}{given}"


def read_record(source: Path | Traversable, model: type[R], code: ErrorCode) -> R:
    """Read the TOML file ``source`` as a ``model``.

    Raises :class:`BrokenSetting` with ``code``: its subject is the file's name and the first field
    at fault, its advice a sentence for every fault.
    """
    name = source.name
    try:
        values = tomllib.loads(source.read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise BrokenSetting(code, name, advice=f"{source} cannot be read: {reason}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BrokenSetting(code, name, advice=f"{source} is not valid TOML: {error}.") from error
    try:
        return model.model_validate(values)
    except ValidationError as error:
        faults = explain(error, show_input=True)
        advice = " ".join(f"{field or 'The file'} {fault}." for field, fault in faults.items())
        subject = f"{name}:{next(iter(faults))}"
        raise BrokenSetting(code, subject, advice=f"In {source}: {advice}") from None
