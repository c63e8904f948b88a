"""What kind of paper it is."""

import pytest

from recognition.documents.extraction.kind import KINDS, document_type, kind_features
from recognition.domain.vocabulary import DocumentType
from tests.documents.reading_pages import whole

_COURSES = (
    ((0.1, "Учебная дисциплина"), (0.5, "Часов"), (0.7, "Отметка")),
    ((0.1, "Философия"), (0.5, "152"), (0.7, "8")),
    ((0.1, "Статистика"), (0.5, "180"), (0.7, "9")),
)


@pytest.mark.parametrize(
    "previous",
    [
        ((0.1, "Документ об общем среднем образовании"), (0.6, "аттестат А 2440918")),
        ((0.1, "Предыдущий документ об образовании:"), (0.6, "аттестат о среднем образовании")),
    ],
)
def test_the_paper_with_which_somebody_was_admitted_does_not_say_what_this_one_is(
    previous: tuple[tuple[float, str], ...],
) -> None:
    paper = whole("АКАДЕМИЧЕСКАЯ СПРАВКА", previous, *_COURSES, languages=("ru",))
    kind, _ = document_type(paper)
    assert kind is DocumentType.TRANSCRIPT
    school = kind_features(paper)[KINDS.index(DocumentType.SCHOOL_LEAVING_CERTIFICATE)]
    assert school["count"] == 0


def test_a_certificate_of_a_school_is_told_by_the_same_word() -> None:
    paper = whole("АТТЕСТАТ", "о среднем общем образовании", languages=("ru",))
    assert document_type(paper)[0] is DocumentType.SCHOOL_LEAVING_CERTIFICATE


@pytest.mark.parametrize(
    ("marks", "rows"),
    [(("152", "7.5 %", "٨٠"), 3), (("Minsk", "2014-06-30", "No. 12/4"), 0)],
)
def test_rows_of_words_with_a_numeral_beside_them_are_counted(
    marks: tuple[str, ...], rows: int
) -> None:
    table = [((0.1, "Philosophy"), (0.6, mark)) for mark in marks]
    paper = whole("Certificate", *table, languages=("en",))
    assert kind_features(paper)[0]["diploma:marked_rows"] == rows / 8


def test_a_letter_has_more_full_lines_than_a_diploma() -> None:
    line = "This is to certify that Amina Yusuf has completed all requirements for the degree"
    letter = kind_features(whole(line, line, line, languages=("en",)))[0]
    diploma = kind_features(whole("Diploma", "Amina Yusuf", line, languages=("en",)))[0]
    assert letter["diploma:full_lines"] > diploma["diploma:full_lines"]
    assert letter["diploma:contrast"] == pytest.approx(0.5)
