"""Gather the texts of data files for translation; `make messages` calls it through Babel."""

import io
import tomllib
from collections.abc import Iterator
from typing import IO, Any

TEXT_KEYS = frozenset({"help", "note", "title"})
"""Keys whose value is a text for people; so is every value of a table called ``texts``."""


def extract_messages(
    fileobj: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield each text as ``(line, "", text, comments)``, the form that Babel asks for."""
    content = fileobj.read()
    lines = content.decode("utf-8").splitlines()
    for text in _texts(tomllib.load(io.BytesIO(content))):
        line = next((number for number, row in enumerate(lines, 1) if text in row), 0)
        yield line, "", text, []


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            if key == "texts":
                yield from part.values()
            elif key in TEXT_KEYS and isinstance(part, str):
                yield part
            else:
                yield from _texts(part)
