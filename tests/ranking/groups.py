"""What is fitted: the candidates of each field of each document, and which of them are right."""

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter

from recognition.documents.extraction.candidate import Candidate
from recognition.documents.extraction.country import country_candidates
from recognition.documents.extraction.extract import candidates
from recognition.documents.extraction.kind import KINDS, kind_features
from recognition.documents.extraction.page.layout import PageText, Span
from recognition.documents.extraction.page.paper import Paper, paper
from recognition.documents.extraction.ranking.choice import Surroundings
from recognition.documents.extraction.ranking.features import describe
from recognition.documents.intake import check_file
from recognition.documents.model import PageReading
from recognition.documents.pages import split
from recognition.documents.reader import read_page
from recognition.documents.scoring import Truth
from recognition.domain.vocabulary import PRINTED, FieldName
from recognition.reading import hints
from tests.ranking.labels import is_right
from tests.tagger.halves import tagger_without
from tests.words_model.halves import model_without

READINGS = TypeAdapter(list[PageReading])
FIELDS = PRINTED
EVERY = (*FIELDS, FieldName.DOCUMENT_TYPE, FieldName.COUNTRY)


class Group:
    """The candidates of one field of one document: features, values, places, which are right.

    ``surroundings``: those in which a feature may speak otherwise; none before the first look.
    """

    def __init__(self, template: str, wanted: bool) -> None:
        self.template = template
        self.wanted = wanted
        self.weight = 1.0
        self.script = ""
        self.language = ""
        self.surroundings: Surroundings | None = None
        self.features: list[dict[str, float]] = []
        self.values: list[str] = []
        self.right: list[bool] = []
        self.spans: list[Span] = []

    @property
    def contexts(self) -> tuple[str, ...]:
        """The contexts in which a weight may be another."""
        return () if self.surroundings is None else self.surroundings.contexts

    def bare(self) -> "Group":
        """The same without its surroundings."""
        group = copy(self)
        group.surroundings = None
        return group

    def only(self, places: Sequence[int]) -> "Group":
        """The same document with some of the candidates."""
        group = copy(self)
        group.features = [self.features[place] for place in places]
        group.values = [self.values[place] for place in places]
        group.right = [self.right[place] for place in places]
        group.spans = [self.spans[place] for place in places] if self.spans else []
        return group


def readings(folder: Path, truth: Truth) -> list[PageReading]:
    """What is read of a document, from beside it where it was read before."""
    kept = folder / f"{truth.id}.pages.json"
    if kept.exists():
        return READINGS.validate_json(kept.read_bytes())
    data = (folder / truth.file).read_bytes()
    pages = [read_page(page) for page in split(data, check_file(data).media_type)]
    kept.write_bytes(READINGS.dump_json(pages))
    return pages


def groups_of(job: tuple[Path, Truth, float]) -> dict[FieldName, Group]:
    """The groups of every field of one document, which counts as much as the job says."""
    folder, truth, weight = job
    template = truth.id.rsplit("-", 1)[0]
    whole = paper(readings(folder, truth), hints, model_without(template), tagger_without(template))
    out = {}
    for name in FIELDS:
        usable = candidates(name, whole)
        group = Group(template, name in truth.fields)
        group.features = list(describe(name, usable, whole))
        group.values = [c.compared for c in usable]
        group.spans = _light(usable)
        group.right = [is_right(truth, name, c.normalised or c.value) for c in usable]
        out[name] = group
    out[FieldName.DOCUMENT_TYPE] = _kinds(truth, whole, template)
    out[FieldName.COUNTRY] = _countries(truth, whole, template)
    for group in out.values():
        group.weight = weight
        group.script = whole.script
        group.language = next(iter(whole.languages), "")
    return out


def _kinds(truth: Truth, whole: Paper, template: str) -> Group:
    group = Group(template, True)
    group.features = kind_features(whole) if whole.pages else []
    group.values = [kind.value for kind in KINDS] if whole.pages else []
    group.right = [truth.agrees(FieldName.DOCUMENT_TYPE, value) for value in group.values]
    return group


def _countries(truth: Truth, whole: Paper, template: str) -> Group:
    """Countries, with the right institution given: at run time it is the one that was found."""
    named = [
        c.span for c in candidates(FieldName.INSTITUTION, whole)
        if FieldName.INSTITUTION in truth.fields and truth.agrees(FieldName.INSTITUTION, c.value)
    ]  # fmt: skip
    found = country_candidates(whole, named[0] if named else None)
    group = Group(template, True)
    group.features = [one.features for one in found]
    group.values = [one.code for one in found]
    group.right = [truth.agrees(FieldName.COUNTRY, value) for value in group.values]
    return group


def _light(usable: list[Candidate]) -> list[Span]:
    """Where the candidates stand, on pages without their words: those are not needed here."""
    pages: dict[int, PageText] = {}
    for page in {id(c.span.page): c.span.page for c in usable}.values():
        bare = [replace(segment, words=()) for segment in page.segments]
        pages[page.number] = PageText(page.number, page.source, segments=bare)
    return [Span(pages[c.span.page.number], c.span.start, c.span.end) for c in usable]
