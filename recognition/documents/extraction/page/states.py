"""The states of the world and what their papers call them, as data: ``data/countries/``.

Names of countries in every language come from Unicode's CLDR.
"""

from collections import defaultdict
from functools import cache
from importlib import resources

from babel import Locale, UnknownLocaleError

from recognition.documents.extraction.page.fold import fold
from recognition.documents.extraction.page.lexicon import table
from recognition.documents.language import UNSPACED, letter_script

_SKIP = {"TD", "NE", "CU", "TO", "OM", "GU", "MO", "ML", "RE", "AQ"}  # short names, usual words
_SHORT = UNSPACED | {"Hang"}  # scripts of whose names two letters say enough


@cache
def states() -> dict[str, dict[str, list[str]]]:
    """Country → ``formal``, ``traits`` and ``regions``, as phrases."""
    folder = resources.files("recognition.documents").joinpath("data/countries")
    out: dict[str, dict[str, list[str]]] = {}
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        for code, roles in table(f"countries/{entry.name.removesuffix('.toml')}").items():
            own = out.setdefault(code, {})
            for role, found in roles.items():
                own.setdefault(role, []).extend(found)
    return out


@cache
def names(languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Country → its names in some languages (four letters or more, or not Latin)."""
    out: dict[str, list[str]] = {}
    for language in languages:
        try:
            territories = Locale.parse("ckb" if language == "ku" else language).territories
        except (UnknownLocaleError, ValueError):
            continue
        for code, name in territories.items():
            if len(code) == 2 and code.isalpha() and code not in _SKIP and _is_telling(name):
                out.setdefault(code, []).append(name)
    return {code: tuple(every) for code, every in out.items()}


def _is_telling(name: str) -> bool:
    """Whether no usual word is like it: three letters are enough in Arabic, two in Chinese."""
    script = letter_script(name[0])
    return len(fold(name)) >= (4 if script == "Latn" else 2 if script in _SHORT else 3)


@cache
def state_names(languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Names of states in full and in short, folded, by their first word, the longest first."""
    formal = [fold(p.rstrip("*")) for roles in states().values() for p in roles.get("formal", ())]
    short = [fold(name) for every in names(languages).values() for name in every]
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(dict.fromkeys(formal + short), key=len, reverse=True):
        found[name.split(" ", 1)[0]].append(name)
    return {first: tuple(every) for first, every in found.items()}
