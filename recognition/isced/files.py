"""Data files of this room: reading TOML and refusing what is not valid, by file and key."""

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Never

from recognition.errors import BrokenSetting, ErrorCode


def data_folder() -> Traversable:
    """Return the folder that holds the code lists, systems and lexicons."""
    return files("recognition.isced") / "data"


def invalid(file: str, key: str, advice: str) -> Never:
    """Raise the error for a data file that cannot be used.

    Raises:
        BrokenSetting: ``DATA_FILE_INVALID``; its subject is ``file#key``.
    """
    subject = f"{file}#{key}" if key else file
    raise BrokenSetting(ErrorCode.DATA_FILE_INVALID, subject, advice=advice)


def read_toml(path: Traversable) -> dict[str, Any]:
    """Read one TOML file.

    Raises:
        BrokenSetting: the file is missing, is not UTF-8 or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        invalid(path.name, "", "put the file back; it belongs to the installation")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        invalid(path.name, "", f"mend the file: {error}")


def toml_files(folder: Traversable) -> list[Traversable]:
    """List the TOML files of a folder by name; none where there is no such folder."""
    if not folder.is_dir():
        return []
    found = (path for path in folder.iterdir() if path.name.endswith(".toml"))
    return sorted(found, key=lambda path: path.name)


class Table:
    """One table of a data file, with typed access that names file and key when it refuses."""

    def __init__(self, file: str, values: object, prefix: str = "") -> None:
        self.file = file
        self.prefix = prefix
        if not isinstance(values, dict):
            invalid(file, prefix, "this must be a table")
        self.values: dict[str, Any] = values

    def _key(self, name: str) -> str:
        return f"{self.prefix}.{name}" if self.prefix else name

    def refuse(self, name: str, advice: str) -> Never:
        """Raise the typed error for the key ``name`` of this table."""
        invalid(self.file, self._key(name), advice)

    def only(self, *allowed: str) -> None:
        """Refuse any key that is not in ``allowed``, so that a misspelt key is noticed."""
        for name in self.values:
            if name not in allowed:
                self.refuse(name, f"unknown key; known are {', '.join(allowed)}")

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text; required and not empty unless a default is given."""
        value = self.values.get(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self.refuse(name, "a text is needed")
        return value

    def integer(self, name: str) -> int | None:
        """Return a whole number, or None when the key is absent."""
        value = self.values.get(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            self.refuse(name, "a whole number is needed")
        return value

    def flag(self, name: str) -> bool:
        """Return true or false; false when the key is absent."""
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            self.refuse(name, "true or false")
        return value

    def number(self, name: str) -> float:
        """Return a required number."""
        value = self.values.get(name)
        if not isinstance(value, int | float) or isinstance(value, bool):
            self.refuse(name, "a number is needed")
        return float(value)

    def phrases(self, name: str) -> tuple[str, ...]:
        """Return the parts of a text that holds phrases separated by semicolons."""
        text = self.text(name, "")
        return tuple(part for part in (piece.strip() for piece in text.split(";")) if part)

    def table(self, name: str) -> "Table":
        """Return a table inside this one; an absent one is empty."""
        return Table(self.file, self.values.get(name, {}), self._key(name))

    def tables(self, name: str) -> "list[Table]":
        """Return an array of tables; an absent one is empty."""
        value = self.values.get(name, [])
        if not isinstance(value, list):
            self.refuse(name, "an array of tables is needed")
        return [Table(self.file, item, f"{self._key(name)}[{i}]") for i, item in enumerate(value)]
