"""The country whose education system a paper belongs to: by name, wording, places, language."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from babel import Locale, UnknownLocaleError

from recognition.documents.extraction.fold import fold
from recognition.documents.extraction.layout import PageText, Span
from recognition.documents.extraction.lexicon import find, table

_SKIP = {"TD", "NE", "CU", "TO", "OM", "GU", "MO", "ML", "RE", "AQ"}  # short names, usual words


@cache
def _names(languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Country → its folded names in some languages (four letters or more, or not Latin)."""
    out: dict[str, list[str]] = {}
    for language in (*languages, "en"):
        try:
            territories = Locale.parse("ckb" if language == "ku" else language).territories
        except (UnknownLocaleError, ValueError):
            continue
        for code, name in territories.items():
            folded = fold(name)
            if len(code) == 2 and code.isalpha() and code not in _SKIP and len(folded) > 3:
                out.setdefault(code, []).append(folded)
    return {code: tuple(names) for code, names in out.items()}


@cache
def _wording(section: str) -> dict[str, tuple[str, ...]]:
    entries = table("countries")[section].items()
    return {
        code: tuple(
            fold(phrase.rstrip("*")) + ("*" if phrase.endswith("*") else "") for phrase in p
        )
        for code, p in entries
    }


def country(
    pages: Sequence[PageText], languages: tuple[str, ...], institution: Span | None
) -> tuple[str, Span | None, float] | None:
    """(ISO 3166-1 alpha-2, where it is said, confidence), or None."""
    scores: defaultdict[str, float] = defaultdict(float)
    spans: dict[str, Span] = {}
    evidence = [
        (_wording("formal"), 3.0),
        (_names(languages), 2.0),
        (_wording("traits"), 1.2),
        (_wording("places"), 0.8),
    ]
    for page in pages:
        for names, weight in evidence:
            for code, group in names.items():
                for match in find(page, group):
                    early = 1.2 if match.start < len(page.folded) / 4 else 1.0
                    span = page.span(match.start, match.end)
                    scores[code] += weight * early * _in(span, institution)
                    spans.setdefault(code, span)
    for language in languages[:1]:
        own = table("countries")["languages"].get(language)
        if own:
            scores[own] += 0.7
    if not scores:
        return None
    (best, score), *others = sorted(scores.items(), key=lambda item: -item[1])[:2]
    second = others[0][1] if others else 0.0
    sure = min(0.95, 0.45 + 0.18 * (score - 0.8 * second))
    return best, spans.get(best), max(0.0, sure)


def _in(span: Span, institution: Span | None) -> float:
    """A place in the institution's own name says more than one elsewhere."""
    if institution is None or span.page is not institution.page:
        return 1.0
    inside = institution.start <= span.start and span.end <= institution.end
    return 1.5 if inside else 1.0


def state_at(folded: str, languages: tuple[str, ...]) -> int:
    """Length of the state's name that a folded text begins with; 0 if none."""
    for names in (_wording("formal"), _names(languages)):
        for group in names.values():
            for name in group:
                if folded.startswith(name + " "):
                    return len(name)
    return 0


def state_before(folded: str, languages: tuple[str, ...]) -> int:
    """Words up to the end of "republic of …" that a folded text begins with; 0 if it does not."""
    if not folded.startswith(("republi", "republik", "ministry", "государ", "федер")):
        return 0
    ends = [
        len(folded[: folded.index(f" {name} ") + len(name) + 1].split())
        for group in _names(languages).values()
        for name in group
        if f" {name} " in folded
    ]
    return min(ends, default=0)
