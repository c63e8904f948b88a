"""What each word of a page seems to be part of, and what the ranking makes of it."""

from pathlib import Path

import numpy as np
import pytest

from recognition.documents.extraction.candidate import Candidate, Means
from recognition.documents.extraction.page.layout import Span
from recognition.documents.extraction.page.paper import Paper, paper
from recognition.documents.extraction.page.tag_signs import PageSigns, page_signs, stretches
from recognition.documents.extraction.page.tagger import (
    INSIDE,
    TAGGED,
    Tagger,
    page_tags,
    unpacked,
)
from recognition.documents.extraction.ranking.tag_features import tag_features
from recognition.documents.extraction.tagged import tagged_spans
from recognition.domain.vocabulary import FieldName
from tests.documents.reading_pages import page, whole
from tests.tagger.packing import pack
from tests.tagger.shapes import shapes
from tests.tagger.silent import silent

DIPLOMA = (
    "UNIVERSITY OF NORTHERN LAKES",
    "It is hereby certified that",
    "Mariam Haile Tesfay",
    "having completed the course of study has been admitted to the degree of",
    "Bachelor of Science in Chemistry",
    "Given on 12 July 2014",
)


def signs_of(document: Paper) -> PageSigns:
    first = document.pages[0]
    return page_signs(first, document.script, document.words[first.number])


def inside(document: Paper, name: FieldName, text: str) -> list[float]:
    """Log-odds that the words of a text are of a field."""
    first = document.pages[0]
    tags = document.tags[first.number]
    start = first.folded.index(text)
    return [
        float(tags.odds[place, TAGGED.index(name), INSIDE])
        for place, at in enumerate(tags.starts)
        if start <= at < start + len(text)
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (FieldName.HOLDER_NAME, "mariam haile tesfay"),
        (FieldName.INSTITUTION, "university of northern lakes"),
        (FieldName.QUALIFICATION_TITLE, "bachelor of science"),
        (FieldName.FIELD_OF_STUDY, "chemistry"),
        (FieldName.AWARD_DATE, "12 july 2014"),
    ],
)
def test_words_are_told_by_what_is_around_them(name: FieldName, text: str) -> None:
    """Each value seems to be of its field, and the sentence between them of none."""
    document = whole(*DIPLOMA)
    assert min(inside(document, name, text)) > 0
    assert max(inside(document, name, "completed the course of study")) < 0


def test_the_page_says_of_what_kind_it_is() -> None:
    """A sheet that names a degree is a diploma; shares of all kinds make one."""
    document = whole(*DIPLOMA)
    kinds = document.tags[1].kinds
    assert np.exp(kinds).sum() == pytest.approx(1, abs=1e-4)
    assert int(np.argmax(kinds)) == 0


def test_a_page_without_words_has_no_tags() -> None:
    """Nothing falls over where nothing is read."""
    document = whole("---")
    assert document.tags[1].odds.shape == (0, len(TAGGED), 3)
    assert tag_features(FieldName.GRADE, [], document) == []
    assert list(tagged_spans(document, FieldName.GRADE)) == []


def test_a_word_is_seen_with_its_shape_and_what_stands_before_it() -> None:
    """A year, a capital, a mark, a new cell."""
    document = whole(((0.1, "Issued: 2014"), (0.6, "GRADE")))
    issued, year, grade = signs_of(document).signs
    assert issued["capital"] == 1 and "year" not in issued
    assert year["year"] == year["number"] == year["after::"] == 1
    assert grade["upper"] == grade["after:\t"] == 1


def test_a_phrase_is_seen_on_each_of_its_words() -> None:
    """The label of a birth date, and not the date."""
    signs = signs_of(whole("Date of birth 4 May 1990")).signs
    assert all(own.get("date_of_birth_before") for own in signs[:3])
    assert not any(own.get("date_of_birth_before") for own in signs[3:])


def test_lines_know_those_over_and_under_them() -> None:
    """In one column; the two columns are read one after the other."""
    signs = signs_of(whole(((0.1, "Name"), (0.6, "Born")), ((0.1, "Anna"), (0.6, "1990"))))
    assert [token.text for token in signs.tokens] == ["name", "anna", "born", "1990"]
    assert signs.above.tolist() == [-1, 0, -1, 2]
    assert signs.below.tolist() == [1, -1, 3, -1]


def test_han_is_taken_letter_by_letter() -> None:
    """Where nothing parts words."""
    document = paper([page("姓名李明", languages=("zh",))])
    assert [token.text for token in signs_of(document).tokens] == list("姓名李明")


def test_stretches_of_a_word_are_bounded() -> None:
    """Also of one of three thousand letters."""
    assert len(stretches("ab" * 1500)) == len(stretches("a"))


def test_a_candidate_that_agrees_is_told_from_one_that_does_not() -> None:
    """The whole name, and the name with a word of the sentence."""
    document = whole(*DIPLOMA)
    first = document.pages[0]
    name, more = "mariam haile tesfay", "mariam haile tesfay\nhaving completed"
    start = first.folded.index(name)
    spans = [Span(first, start, start + len(text)) for text in (name, more)]
    right, wrong = tag_features(
        FieldName.HOLDER_NAME, [Candidate(span, Means.SHAPE) for span in spans], document
    )
    assert right["tag_best"] == 1 and wrong["tag_best"] == 0
    assert right["tag_agreement"] > 0 > wrong["tag_agreement"]
    assert right["tag_after"] < 0


def test_what_the_tagger_takes_for_a_value_is_a_candidate() -> None:
    """Without a label, and without layout."""
    document = whole(*DIPLOMA)
    found = [c.value for c in tagged_spans(document, FieldName.HOLDER_NAME)]
    assert "Mariam Haile Tesfay" in found


def test_a_silent_tagger_says_nothing_of_any_word() -> None:
    """As long as there is none."""
    document = whole(*DIPLOMA)
    first = document.pages[0]
    tags = page_tags(first, document.script, document.words[1], silent())
    assert (tags.odds < -8).all()


def test_a_tagger_is_kept_as_it_was(tmp_path: Path) -> None:
    """In whole numbers, and within a hundredth of log-odds."""
    random = np.random.default_rng(3)
    parts = {
        name: random.normal(0, 0.05, shape).astype(np.float32)
        for name, shape in shapes(signs=2, width=8).items()
    }
    made = Tagger({"capital": 0, "year": 1}, parts)
    pack(made, tmp_path / "tagger.npz")
    with np.load(tmp_path / "tagger.npz") as kept:
        again = unpacked(kept)
    signs = signs_of(whole(*DIPLOMA))
    assert again.names == made.names
    assert np.abs(again.tags(signs)[0] - made.tags(signs)[0]).max() < 0.01
