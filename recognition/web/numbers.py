"""Numbers in addresses and forms: what no database could hold is none."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

MOST = 2**31 - 1
"""The largest number that both databases take for a whole one."""


def read_number(text: str) -> int | None:
    """The number that was written; ``None`` for anything else, and for one that is too large."""
    short = text.isascii() and text.isdecimal() and len(text) <= len(str(MOST))
    return number if short and (number := int(text)) <= MOST else None


class _Number(IntegerConverter):
    """``<int:…>`` of an address; of a larger number there is no page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max": MOST, **kwargs})


def init_numbers(app: Flask) -> None:
    """Take numbers in addresses so."""
    app.url_map.converters["int"] = _Number
