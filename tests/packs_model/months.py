"""Names of months, which dates are written with."""

import tomllib
from importlib import resources

from babel import Locale

from recognition.documents.language import letter_script


def gregorian(language: str) -> tuple[str, ...]:
    """The names that a language (BCP 47) has in CLDR, long and short, as within dates."""
    names = Locale.parse(language).months["format"]
    return tuple(name for width in ("wide", "abbreviated") for name in names[width].values())


def ethiopian() -> tuple[str, ...]:
    """The thirteen months of Ethiopia in their own letters, in each spelling."""
    file = resources.files("recognition.documents").joinpath("data/calendars.toml")
    listed = tomllib.loads(file.read_text("utf-8"))["months"]["ethiopic"]
    spellings = " ".join(listed.values()).split()
    return tuple(name for name in spellings if letter_script(name[0]) == "Ethi")
