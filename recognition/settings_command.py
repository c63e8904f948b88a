"""``recognition settings``: what is in force on this machine, and where each value came from."""

import os
import re
from pathlib import Path
from typing import Any

import click
from pydantic import SecretStr

from recognition.office import EXAMPLE_FILE, Office, load_office
from recognition.settings import PREFIX, Settings, load_settings

MASK = "********"


def origin(settings: Settings, field: str) -> str:
    """Say where a value came from: the environment, the program's own arguments, or nowhere."""
    name = PREFIX + field.upper()
    if any(set_name.upper() == name for set_name in os.environ):
        return "environment"
    return "program" if field in settings.model_fields_set else "default"


def shown(value: Any) -> str:
    """Return a value as text for an operator's screen, with every secret masked."""
    if isinstance(value, SecretStr):
        return MASK
    if value is None:
        return "(none)"
    told = re.sub(r"(://[^:/@]*):.*@", rf"\1:{MASK}@", str(value))
    return re.sub(r"([?&]password=)[^&]*", rf"\1{MASK}", told)


def office_lines(office: Office) -> list[str]:
    """Return the office file in force, one ``key = value`` a line, nested keys dotted."""

    def flatten(prefix: str, value: Any) -> list[str]:
        if isinstance(value, dict):
            inner = ((f"{prefix}.{key}", part) for key, part in value.items())
        elif isinstance(value, list) and any(isinstance(part, dict) for part in value):
            inner = ((f"{prefix}.{number}", part) for number, part in enumerate(value, start=1))
        else:
            return [f"{prefix[1:]} = {value!r}"]
        return [line for key, part in inner for line in flatten(key, part)]

    return flatten("", office.model_dump(mode="json"))


@click.command("settings", epilog="Example: recognition settings --quiet")
@click.option("--quiet", is_flag=True, help="Leave out what each setting means.")
def settings_command(*, quiet: bool) -> None:
    """Print every setting with its value and origin, and the office file in force."""
    settings = load_settings()
    for field, about in Settings.model_fields.items():
        value = shown(getattr(settings, field))
        click.echo(f"{PREFIX}{field.upper()} = {value}  [{origin(settings, field)}]")
        if not quiet:
            click.echo(f"    {about.description}")
    path: Path | None = settings.office_file
    click.echo(f"\nOffice file: {path or f'{EXAMPLE_FILE} (the example that comes along)'}")
    for line in office_lines(load_office(path)):
        click.echo(f"    {line}")
