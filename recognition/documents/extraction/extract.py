"""From the pages of a document to its fields.

Each field has candidates from several means; a model ranks them by what speaks for each, checks
between fields (the holder is not the institution, a birth precedes an award) choose among them,
and what stays uncertain is left to the applicant.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from recognition.documents.extraction import holder, institution, results, title
from recognition.documents.extraction.candidate import Candidate, distinct
from recognition.documents.extraction.country import country
from recognition.documents.extraction.courses import courses
from recognition.documents.extraction.kind import document_type
from recognition.documents.extraction.page.layout import Span
from recognition.documents.extraction.page.paper import Hints, Paper, no_hints, paper
from recognition.documents.extraction.ranking.choice import (
    Surroundings,
    choose,
    described,
    first_look,
    models,
)
from recognition.documents.extraction.sections import sections
from recognition.documents.extraction.when import award_dates, birth_dates
from recognition.documents.model import DocumentReading, Field, PageReading
from recognition.domain.vocabulary import DocumentType, FieldName, ReadingSource


def extract(readings: Sequence[PageReading], hints: Hints = no_hints) -> DocumentReading:
    """What the pages say together; fields that are uncertain are left out.

    ``hints`` comes from the room that knows subjects and degrees (``recognition.reading``).
    """
    found: dict[FieldName, Field] = {}
    doubtful: dict[FieldName, Field] = {}
    kind: DocumentType | None = None
    whole = paper(readings, hints)
    if whole.pages:
        kind, kind_sure = document_type(whole)
        language = next(iter(whole.languages), "")
        _fill(found, doubtful, whole, Surroundings(kind, whole.script, language))
        found[FieldName.DOCUMENT_TYPE] = Field(
            value=kind.value,
            normalised=kind.value,
            page=whole.pages[0].number,
            box=None,
            confidence=round(kind_sure, 3),
            source=ReadingSource.DERIVED,
        )
    return DocumentReading(
        pages=len(readings),
        languages=tuple(dict.fromkeys(code for page in readings for code in page.languages)),
        document_type=kind,
        fields={name: found[name] for name in FieldName if name in found},
        doubtful=doubtful,
        courses=courses(whole),
        sections=sections(whole) if kind is DocumentType.DIPLOMA_SUPPLEMENT else (),
        warnings=tuple(dict.fromkeys(code for page in readings for code in page.warnings)),
        missing_packs=tuple(dict.fromkeys(p for page in readings for p in page.missing_packs)),
    )


CANDIDATES: Mapping[FieldName, Callable[[Paper], Iterator[Candidate]]] = {
    FieldName.INSTITUTION: institution.institutions,
    FieldName.HOLDER_NAME: holder.holders,
    FieldName.DATE_OF_BIRTH: birth_dates,
    FieldName.AWARD_DATE: award_dates,
    FieldName.QUALIFICATION_TITLE: title.titles,
    FieldName.FIELD_OF_STUDY: title.fields,
    FieldName.GRADE: results.grades,
    FieldName.CREDITS: results.credits,
    FieldName.DURATION: results.durations,
}
"""What finds the candidates of each ranked field, in the order in which fields are settled."""


_LABEL_LETTERS = 5
"""Letters from which a phrase at the start of a line is a label, and no part of a value."""

_TWO_QUOTED = re.compile(r"[»”\"]\s?[/|(]?\s?[«“\"](?=\w)")
"""Where one quoted value ends and the next begins: the same in two languages."""


def candidates(name: FieldName, whole: Paper) -> list[Candidate]:
    """Every candidate of a field; none runs on into a line that begins with another's label."""
    others = [other for other in CANDIDATES if other is not name]
    found = distinct(CANDIDATES[name](whole))
    return [
        c
        for c in found
        if c.value
        and not _TWO_QUOTED.search(c.value)
        and not any(_runs_on(part, others) for part in c.parts or (c.span,))
    ]


def _runs_on(span: Span, others: Iterable[FieldName]) -> bool:
    page = span.page
    begins = {s.start for s in page.segments if span.start < s.start < span.end}
    return any(
        match.start in begins
        and match.size >= _LABEL_LETTERS
        and match.sure == 1
        and not _opened(page.folded[span.start : match.start])
        for other in (others if begins else ())
        for match in page.within(other.value, "before", span.start, span.end)
    )


def _opened(text: str) -> bool:
    return text.count("(") > text.count(")")


# A value that one of these took is not another's.
_APART = {
    FieldName.HOLDER_NAME: (FieldName.INSTITUTION,),
    FieldName.QUALIFICATION_TITLE: (FieldName.INSTITUTION, FieldName.HOLDER_NAME),
    FieldName.FIELD_OF_STUDY: (FieldName.INSTITUTION, FieldName.HOLDER_NAME),
    FieldName.AWARD_DATE: (FieldName.DATE_OF_BIRTH,),
    FieldName.GRADE: (FieldName.DATE_OF_BIRTH, FieldName.AWARD_DATE),
}


def _fill(
    found: dict[FieldName, Field],
    doubtful: dict[FieldName, Field],
    whole: Paper,
    where: Surroundings,
) -> None:
    every = {name: described(name, candidates(name, whole), whole) for name in CANDIDATES}
    looks = ((name, first_look(name, known)) for name, known in every.items())
    guesses = {name: guess for name, guess in looks if guess is not None}
    taken: dict[FieldName, Span] = {}
    for name, known in every.items():
        others = [taken[other] for other in _APART.get(name, ()) if other in taken]
        usable = [one for one in known if not _overlaps(one.candidate, others)]
        if name is FieldName.AWARD_DATE and FieldName.DATE_OF_BIRTH in found:
            born = found[FieldName.DATE_OF_BIRTH].normalised[:4]
            usable = [one for one in usable if one.candidate.normalised[:4] > born]
        choice = choose(name, usable, guesses, where)
        if choice is None:
            continue
        certain = choice.probability >= given_from(name)
        (found if certain else doubtful)[name] = _field(choice.candidate, choice.probability)
        if certain:
            taken[name] = choice.candidate.span
    _put_country(found, whole, taken.get(FieldName.INSTITUTION))


def given_from(name: FieldName) -> float:
    """The probability, 0 to 1, from which a value of a field is given and not left open."""
    return models()[name.value].threshold


def _overlaps(candidate: Candidate, others: Iterable[Span]) -> bool:
    return any(candidate.span.overlaps(other) for other in others)


def _field(candidate: Candidate, probability: float) -> Field:
    span = candidate.span
    return Field(
        value=candidate.value,
        normalised=candidate.normalised or candidate.value,
        page=span.page.number,
        box=candidate.box,
        confidence=round(probability, 3),
        source=span.page.source,
    )


def _put_country(found: dict[FieldName, Field], whole: Paper, where: Span | None) -> None:
    said = country(whole, where)
    if said is None or said[2] < given_from(FieldName.COUNTRY):
        return
    code, span, probability = said
    found[FieldName.COUNTRY] = Field(
        value=span.text if span else code,
        normalised=code,
        page=span.page.number if span else whole.pages[0].number,
        box=span.box if span else None,
        confidence=round(probability, 3),
        source=ReadingSource.DERIVED,
    )
