"""Words that papers say anyway, and that therefore name no town."""

import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any

from recognition.documents.extraction.page.fold import fold
from recognition.documents.extraction.page.tokens import tokenise

_TABLES = ("phrases", "dates")
_MORE = ("small_words.toml", "calendars.toml", "relatives.toml")


def words_of_papers() -> set[str]:
    """Every phrase that the reading knows in any language, and every word of them, folded."""
    data = resources.files("recognition.documents").joinpath("data")
    files = [file for table in _TABLES for file in data.joinpath(table).iterdir()]
    files += [data.joinpath(name) for name in _MORE]
    words: set[str] = set()
    for file in files:
        for phrase in _texts(tomllib.loads(file.read_text(encoding="utf-8"))):
            own = [token.text for token in tokenise(fold(phrase))]
            words |= {*own, " ".join(own)}
    return words


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
