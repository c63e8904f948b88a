"""From the pages of a document to its fields.

Each field has candidates from several means; checks between fields (the holder is not the
institution, a birth precedes an award) choose among them, and what stays uncertain is left out.
"""

import re
from collections.abc import Iterable, Sequence

from recognition.documents.extraction import names, study
from recognition.documents.extraction.candidates import Candidate, after_labels
from recognition.documents.extraction.country import country
from recognition.documents.extraction.dates import FoundDate, find_dates
from recognition.documents.extraction.fold import digits
from recognition.documents.extraction.layout import PageText, Span, page_text
from recognition.documents.extraction.lexicon import find, known_languages, phrases
from recognition.documents.model import DocumentReading, Field, PageReading
from recognition.domain.vocabulary import FieldName, ReadingSource

THRESHOLD = 0.45
_BIRTH_REACH = 60  # letters between a birth label and its date
_AWARD_REACH = 70

Languages = tuple[str, ...]


def extract(pages: Sequence[PageReading]) -> DocumentReading:
    """What the pages say together; fields that are uncertain are left out."""
    spoken = tuple(dict.fromkeys(code for page in pages for code in page.languages))
    languages = tuple(dict.fromkeys([*(c for c in spoken if c in known_languages()), "en"]))
    texts = [page_text(page) for page in pages if page.words]
    found: dict[FieldName, Field] = {}
    kind, kind_sure = study.document_type(texts, languages)
    if texts:
        _fill(found, texts, languages)
        found[FieldName.DOCUMENT_TYPE] = Field(
            value=kind.value,
            normalised=kind.value,
            page=texts[0].number,
            box=None,
            confidence=round(kind_sure, 3),
            source=ReadingSource.DERIVED,
        )
    return DocumentReading(
        pages=len(pages),
        languages=spoken,
        document_type=kind if texts else None,
        fields={name: found[name] for name in FieldName if name in found},
        warnings=tuple(dict.fromkeys(code for page in pages for code in page.warnings)),
        missing_packs=tuple(dict.fromkeys(name for page in pages for name in page.missing_packs)),
    )


def _fill(found: dict[FieldName, Field], pages: list[PageText], languages: Languages) -> None:
    institution = _best(names.institutions(pages, languages))
    _put(found, FieldName.INSTITUTION, institution)
    holder = _best(c for c in names.holders(pages, languages) if not _same(c, institution))
    _put(found, FieldName.HOLDER_NAME, holder)
    _put_dates(found, pages, languages)
    title = _best(c for c in study.titles(pages, languages) if not _same(c, institution, holder))
    _put(found, FieldName.QUALIFICATION_TITLE, title)
    subject = _best(
        c
        for c in study.fields(pages, languages, title.span if title else None)
        if not _same(c, institution, holder)
    )
    _put(found, FieldName.FIELD_OF_STUDY, subject)
    _put(found, FieldName.GRADE, _best(study.grades(pages, languages)))
    credits = _best(study.credits(pages, languages))
    _put(found, FieldName.CREDITS, credits, digits(credits.span.text) if credits else None)
    _put(found, FieldName.DURATION, _best(study.durations(pages, languages)))
    _put_country(found, pages, languages, institution)


def _put_country(
    found: dict[FieldName, Field],
    pages: list[PageText],
    languages: Languages,
    institution: Candidate | None,
) -> None:
    where = country(pages, languages, institution.span if institution else None)
    if where is None or where[2] < THRESHOLD:
        return
    code, span, sure = where
    found[FieldName.COUNTRY] = Field(
        value=span.text if span else code,
        normalised=code,
        page=span.page.number if span else pages[0].number,
        box=span.box if span else None,
        confidence=round(sure, 3),
        source=ReadingSource.DERIVED,
    )


def _best(candidates: Iterable[Candidate]) -> Candidate | None:
    """The strongest candidate, strength times how surely its words were read."""
    usable = [c for c in candidates if c.span.text]
    return max(usable, key=_sure, default=None)


def _sure(candidate: Candidate) -> float:
    return candidate.strength * (0.5 + 0.5 * candidate.span.confidence)


def _same(candidate: Candidate, *others: Candidate | None) -> bool:
    return any(
        other is not None
        and other.span.page is candidate.span.page
        and candidate.span.start < other.span.end
        and other.span.start < candidate.span.end
        for other in others
    )


def _put(
    found: dict[FieldName, Field],
    name: FieldName,
    candidate: Candidate | None,
    normalised: str | None = None,
) -> None:
    if candidate is None or (sure := _sure(candidate)) < THRESHOLD:
        return
    span = candidate.span
    value = span.text.strip(" .,;:")
    found[name] = Field(
        value=value,
        normalised=value if normalised is None else normalised,
        page=span.page.number,
        box=span.box,
        confidence=round(max(0.0, min(1.0, sure)), 3),
        source=span.page.source,
    )


def _put_dates(found: dict[FieldName, Field], pages: list[PageText], languages: Languages) -> None:
    births: list[tuple[float, Span, str]] = []
    awards: list[tuple[float, Span, str]] = []
    for page in pages:
        dates = find_dates(page.folded, languages)
        labelled = _near(page, dates, "date_of_birth", languages, _BIRTH_REACH)
        for date in dates:
            span = page.span(date.start, date.end)
            if date in labelled:
                births.append((0.95 * date.sure, span, date.iso))
                continue
            late = 0.06 * date.start / max(1, len(page.folded))
            whole = 0.1 if len(date.iso) == 10 else 0.0
            awards.append((0.62 * date.sure + late + whole, span, date.iso))
        for date in _near(page, dates, "award_date", languages, _AWARD_REACH):
            if date not in labelled:
                whole = 0.05 if len(date.iso) == 10 else -0.1
                awards.append((0.85 * date.sure + whole, page.span(date.start, date.end), date.iso))
        awards.extend(_bare_years(page, languages))
    birth = max(births, key=lambda b: b[0], default=None)
    awards = [a for a in awards if birth is None or a[2][:4] > birth[2][:4]]
    _put_date(found, FieldName.DATE_OF_BIRTH, birth)
    _put_date(found, FieldName.AWARD_DATE, max(awards, key=lambda a: a[0], default=None))


def _near(
    page: PageText, dates: list[FoundDate], section: str, languages: Languages, reach: int
) -> list[FoundDate]:
    """The first date after each label of a kind of date, within reach."""
    out = []
    group = phrases(languages, section, "before")
    matches = list(find(page, group, fuzzy=True))
    for match in matches:
        after = [d for d in dates if match.end - 1 <= d.start < match.end + reach]
        if after:
            between = page.folded[match.end : after[0].start]
            if (
                not any(
                    other.start > match.end and other.end <= after[0].start for other in matches
                )
                or len(between) < reach / 2
            ):
                out.append(after[0])
    for candidate in after_labels(page, languages, section):
        inside = [
            d for d in dates if candidate.span.start <= page.at[d.start] < candidate.span.end + 2
        ]
        out.extend(inside[:1])
    return out


def _bare_years(page: PageText, languages: Languages) -> list[tuple[float, Span, str]]:
    """Years standing alone after an award label: the least that a paper may say."""
    out = []
    for match in find(page, phrases(languages, "award_date", "before")):
        hit = re.compile(r"\D{0,25}?(?<!\d)((?:19|20)\d\d)(?![\d/.-])").match(
            page.folded, match.end
        )
        if hit:
            out.append((0.5, page.span(hit.start(1), hit.end(1)), hit[1]))
    return out


def _put_date(
    found: dict[FieldName, Field], name: FieldName, best: tuple[float, Span, str] | None
) -> None:
    if best is None:
        return
    strength, span, iso = best
    sure = strength * (0.5 + 0.5 * span.confidence)
    if sure < THRESHOLD:
        return
    if len(iso) == 7:
        iso = iso[:4]  # the form knows whole dates and years
    found[name] = Field(
        value=span.text,
        normalised=iso,
        page=span.page.number,
        box=span.box,
        confidence=round(min(1.0, sure), 3),
        source=span.page.source,
    )
