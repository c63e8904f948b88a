"""The country whose education system a paper belongs to: by name, wording, places, language.

Names of countries in every language come from Unicode's CLDR; what only one country's papers say
stands in ``data/countries/``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import resources

from babel import Locale, UnknownLocaleError

from recognition.documents.extraction.fold import fold
from recognition.documents.extraction.layout import Span
from recognition.documents.extraction.lexicon import Phrasebook, index, table
from recognition.documents.extraction.matching import Match, find_all
from recognition.documents.extraction.paper import Paper
from recognition.domain.vocabulary import ReadingSource

_SKIP = {"TD", "NE", "CU", "TO", "OM", "GU", "MO", "ML", "RE", "AQ"}  # short names, usual words
_SPEAKS = {"formal": 3.0, "name": 2.0, "traits": 1.5, "regions": 0.8}
_MAIN_LANGUAGE = 0.7


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
def _names(languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Country → its names in some languages (four letters or more, or not Latin)."""
    out: dict[str, list[str]] = {}
    for language in languages:
        try:
            territories = Locale.parse("ckb" if language == "ku" else language).territories
        except (UnknownLocaleError, ValueError):
            continue
        for code, name in territories.items():
            if len(code) == 2 and code.isalpha() and code not in _SKIP and len(fold(name)) > 3:
                out.setdefault(code, []).append(name)
    return {code: tuple(names) for code, names in out.items()}


@cache
def _book(languages: tuple[str, ...]) -> Phrasebook:
    entries = [
        (phrase, (role, code))
        for code, roles in states().items()
        for role, found in roles.items()
        for phrase in found
    ]
    entries += [(n, ("name", code)) for code, names in _names(languages).items() for n in names]
    clitics = table("clitics")
    return index(entries, [c for language in languages for c in clitics.get(language, ())])


def country(paper: Paper, institution: Span | None) -> tuple[str, Span | None, float] | None:
    """(ISO 3166-1 alpha-2, where it is said, confidence), or None."""
    scores: defaultdict[str, float] = defaultdict(float)
    best_span: dict[str, tuple[float, Span]] = {}
    for code, weight, span in _evidence(paper):
        said = weight * _in(span, institution)
        scores[code] += said
        if said > best_span.get(code, (0.0, span))[0]:
            best_span[code] = (said, span)
    own = table("languages_of_countries").get(paper.languages[0]) if paper.languages else None
    if own:
        scores[own] += _MAIN_LANGUAGE
    if not scores:
        return None
    (best, score), *others = sorted(scores.items(), key=lambda item: -item[1])[:2]
    second = others[0][1] if others else 0.0
    sure = min(0.97, 0.45 + 0.18 * (score - 0.8 * second))
    return best, best_span[best][1] if best in best_span else None, max(0.0, sure)


def _evidence(paper: Paper) -> Iterator[tuple[str, float, Span]]:
    """(country, weight, where); what is repeated says less each time, what stands early more."""
    book = _book(paper.languages)
    for page in paper.pages:
        fuzzy = page.source is ReadingSource.OCR
        found = [
            (match, role, code)
            for (role, code), matches in find_all(page.folded, book, fuzzy=fuzzy).items()
            for match in matches
        ]
        again: Counter[tuple[str, str]] = Counter()
        for match, role, code in _widest(found):
            early = 1.2 if match.start < len(page.folded) / 4 else 1.0
            weight = _SPEAKS[role] * early * match.sure / (1 + again[role, code])
            again[role, code] += 1
            yield code, weight, Span(page, match.start, match.end)


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


def _in(span: Span, institution: Span | None) -> float:
    """A place in the institution's own name says more than one elsewhere."""
    return 1.5 if institution is not None and institution.overlaps(span) else 1.0


@cache
def state_names(languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Names of states in full and in short, folded, by their first word, the longest first."""
    formal = [fold(p.rstrip("*")) for roles in states().values() for p in roles.get("formal", ())]
    short = [fold(name) for names in _names(languages).values() for name in names]
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(dict.fromkeys(formal + short), key=len, reverse=True):
        found[name.split(" ", 1)[0]].append(name)
    return {first: tuple(names) for first, names in found.items()}
