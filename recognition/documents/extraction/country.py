"""The country whose education system a paper belongs to: by name, wording, places, language.

Names of countries in every language come from Unicode's CLDR; what only one country's papers say
stands in ``data/countries/``, and towns in ``data/towns/``.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel.languages import get_territory_language_info

from recognition.documents.extraction.page.layout import Span
from recognition.documents.extraction.page.lexicon import Phrasebook, index, table
from recognition.documents.extraction.page.matching import Match, find_all
from recognition.documents.extraction.page.paper import Paper
from recognition.documents.extraction.page.states import names, states
from recognition.documents.extraction.page.towns import towns_on
from recognition.documents.extraction.ranking.choice import models
from recognition.documents.extraction.weights import Features, shares
from recognition.domain.vocabulary import ReadingSource

_SPEAKS = {
    "formal": 3.0,
    "name": 2.0,
    "traits": 1.5,
    "regions": 0.8,
    "towns": 0.8,
    "own_language": 0.6,
}


@cache
def _book(languages: tuple[str, ...]) -> Phrasebook:
    entries = [
        (phrase, (role, code))
        for code, roles in states().items()
        for role, found in roles.items()
        for phrase in found
    ]
    entries += [(n, ("name", code)) for code, every in names(languages).items() for n in every]
    clitics = table("clitics")
    return index(entries, [c for language in languages for c in clitics.get(language, ())])


@dataclass(frozen=True, slots=True)
class CountryCandidate:
    """A country (ISO 3166-1 alpha-2), where it is said best, and what speaks for it."""

    code: str
    span: Span | None
    features: Features


def country_candidates(paper: Paper, institution: Span | None) -> list[CountryCandidate]:
    """Every country that something on the paper speaks for, the most probable few."""
    found: dict[str, Features] = {}
    where: dict[str, tuple[float, Span]] = {}
    for code, role, weight, span in _evidence(paper):
        said = found.setdefault(code, {"bias": 1.0})
        said[role] = min(3.0, said.get(role, 0.0) + weight)
        if span.start < len(span.page.folded) / 4:
            said[f"{role}_early"] = 1.0
        if institution is not None and institution.overlaps(span):
            said["in_institution"] = 1.0
        strength = _SPEAKS[role] * weight
        if strength > where.get(code, (0.0, span))[0]:
            where[code] = (strength, span)
    _languages(paper, found)
    _rivals(found)
    return [
        CountryCandidate(code, where[code][1] if code in where else None, features)
        for code, features in found.items()
    ]


def _languages(paper: Paper, found: dict[str, Features]) -> None:
    """What the languages of a paper say: the one country of the first, and all that speak it.

    A translation is written in the language of another country than its original.
    """
    own = table("languages_of_countries").get(paper.languages[0]) if paper.languages else None
    if own:
        found.setdefault(own, {"bias": 1.0})["own_language"] = 1.0
    translated = any(page.found("document_type", "translation") for page in paper.pages)
    for rank, language in enumerate(paper.languages[:2], start=1):
        for code in spoken_in(language):
            if code in found:
                found[code][f"speaks_{rank}"] = 1.0
                found[code][f"translated_to_{rank}"] = float(translated)


def _rivals(found: dict[str, Features]) -> None:
    """How a country stands beside the strongest other, by what usually says most."""
    rough = {code: sum(_SPEAKS.get(n, 0.0) * v for n, v in f.items()) for code, f in found.items()}
    for code, features in found.items():
        other = max((v for c, v in rough.items() if c != code), default=0.0)
        features["ahead"] = max(-2.0, min(2.0, (rough[code] - other) / 3))


@cache
def spoken_in(language: str) -> frozenset[str]:
    """Countries in which a language is official or spoken by a fifth or more (CLDR)."""
    return frozenset(
        code
        for code in states()
        for spoken, facts in get_territory_language_info(code).items()
        if spoken.split("_")[0] == language
        and (facts["official_status"] or float(facts["population_percent"] or 0) > 20)
    )


def country(paper: Paper, institution: Span | None) -> tuple[str, Span | None, float] | None:
    """(ISO 3166-1 alpha-2, where it is said, calibrated probability), or None."""
    found = country_candidates(paper, institution)
    if not found:
        return None
    model = models()["country"]
    probabilities = shares([model.score(one.features) for one in found])
    best = max(range(len(found)), key=lambda i: probabilities[i])
    return found[best].code, found[best].span, model.probability(probabilities[best])


def _evidence(paper: Paper) -> Iterator[tuple[str, str, float, Span]]:
    """(country, role, weight, where); what is repeated says less each time."""
    book = _book(paper.languages)
    for page in paper.pages:
        fuzzy = page.source is ReadingSource.OCR
        found = [
            (match, role, code)
            for (role, code), matches in find_all(page.folded, book, fuzzy=fuzzy).items()
            for match in matches
        ]
        found += [(match, "towns", code) for code, match in towns_on(page)]
        again: Counter[tuple[str, str]] = Counter()
        for match, role, code in _widest(found):
            weight = match.sure / (1 + again[role, code])
            again[role, code] += 1
            yield code, role, weight, Span(page, match.start, match.end)


def _widest(found: list[tuple[Match, str, str]]) -> list[tuple[Match, str, str]]:
    """Without what stands within a longer name ("Republic of China" in "People's Republic ...")."""
    ordered = sorted(found, key=lambda f: (f[0].start, -f[0].end))
    out: list[tuple[Match, str, str]] = []
    reach = Match(0, 0)
    for entry in ordered:
        match = entry[0]
        if match.end <= reach.end and match.size < reach.size:
            continue
        if match.end > reach.end:
            reach = match
        out.append(entry)
    return out
