"""What the tagger learns from: the words of read pages, and which of them are of which value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recognition.documents.extraction.extract import candidates
from recognition.documents.extraction.kind import KINDS
from recognition.documents.extraction.page.fold import fold
from recognition.documents.extraction.page.layout import Span
from recognition.documents.extraction.page.paper import Paper, paper
from recognition.documents.extraction.page.tag_signs import PageSigns, Places, page_signs
from recognition.documents.extraction.page.tagger import BEGIN, END, INSIDE, TAGGED
from recognition.documents.scoring import Truth
from recognition.domain.vocabulary import FieldName
from recognition.reading import hints
from tests.ranking.groups import readings
from tests.ranking.labels import is_right
from tests.tagger.silent import silent
from tests.words_model.halves import model_without

_REPEATED = (FieldName.HOLDER_NAME, FieldName.INSTITUTION, FieldName.QUALIFICATION_TITLE)
"""Fields whose printed forms are of the field wherever they stand."""

_LEAST_LETTERS = 7  # of a printed form that is looked for in the text


@dataclass(frozen=True, slots=True)
class Example:
    """One page: what is to be seen of its N words, and what each is to be taken for.

    ``signs`` (N, signs by ``names``), ``labels`` (N, fields, 3) as the tagger is to give them,
    ``kind`` the place of the document's kind; the rest as in ``PageSigns``.
    """

    template: str
    names: tuple[str, ...]
    signs: NDArray[np.float16]
    stretches: NDArray[np.uint16]
    segment: Places
    above: Places
    below: Places
    labels: NDArray[np.uint8]
    kind: int


def examples(job: tuple[Path, Truth]) -> list[Example]:
    """The pages of one document; its words' letters are judged by the papers of the other half."""
    folder, truth = job
    template = truth.id.rsplit("-", 1)[0]
    whole = paper(readings(folder, truth), hints, model_without(template), silent())
    labels = _labels(truth, whole)
    kind = next(n for n, k in enumerate(KINDS) if truth.agrees(FieldName.DOCUMENT_TYPE, k.value))
    return [
        _example(template, signs, labels[number], kind)
        for number, signs in _signs(whole).items()
        if signs.tokens
    ]


def _example(template: str, signs: PageSigns, labels: NDArray[np.uint8], kind: int) -> Example:
    names = sorted({name for own in signs.signs for name in own})
    rows = [[own.get(name, 0.0) for name in names] for own in signs.signs]
    return Example(
        template,
        tuple(names),
        np.array(rows, np.float16),
        signs.stretches.astype(np.uint16),
        signs.segment,
        signs.above,
        signs.below,
        labels,
        kind,
    )


def _signs(whole: Paper) -> dict[int, PageSigns]:
    return {p.number: page_signs(p, whole.script, whole.words[p.number]) for p in whole.pages}


def _labels(truth: Truth, whole: Paper) -> dict[int, NDArray[np.uint8]]:
    signs = _signs(whole)
    out = {n: np.zeros((len(s.tokens), len(TAGGED), 3), np.uint8) for n, s in signs.items()}
    for place, name in enumerate(TAGGED):
        for spans in _right(truth, name, whole):
            words = [(s.page.number, _words(signs[s.page.number], s)) for s in spans]
            if not all(found for _, found in words):
                continue
            for number, found in words:
                out[number][found, place, INSIDE] = 1
            out[words[0][0]][words[0][1][0], place, BEGIN] = 1
            out[words[-1][0]][words[-1][1][-1], place, END] = 1
    return out


def _right(truth: Truth, name: FieldName, whole: Paper) -> Iterator[Sequence[Span]]:
    """Where a right value stands: candidates that are right, and forms that the paper repeats."""
    if name not in truth.fields:
        return
    for one in candidates(name, whole):
        if is_right(truth, name, one.normalised or one.value):
            yield one.parts or (one.span,)
    if name in _REPEATED:
        for form in {fold(form) for form in (truth.fields[name], *truth.verbatim.get(name, ()))}:
            yield from ((span,) for span in _repeated(form, whole))


def _repeated(form: str, whole: Paper) -> Iterator[Span]:
    for page in whole.pages if len(form) >= _LEAST_LETTERS else ():
        text = page.folded.replace("\n", " ").replace("\t", " ")
        place = text.find(form)
        while place >= 0:
            yield Span(page, place, place + len(form))
            place = text.find(form, place + 1)


def _words(signs: PageSigns, span: Span) -> list[int]:
    return [n for n, t in enumerate(signs.tokens) if t.start < span.end and t.end > span.start]
