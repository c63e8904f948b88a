"""Phrases are found whatever their case, accents, endings, misread letters and line breaks."""

import pytest

from recognition.documents.extraction.page.fold import fold
from recognition.documents.extraction.page.lexicon import index
from recognition.documents.extraction.page.matching import Match, find_all, longest
from recognition.documents.extraction.page.tokens import tokenise

KEY = ("date_of_birth", "before")


def found(
    phrase: str, text: str, *, fuzzy: bool = False, clitics: tuple[str, ...] = ()
) -> list[str]:
    folded = fold(text)
    matches = find_all(folded, index([(phrase, KEY)], clitics), fuzzy=fuzzy).get(KEY, [])
    return [folded[m.start : m.end] for m in matches]


@pytest.mark.parametrize(
    ("phrase", "text", "wanted"),
    [
        ("date of birth", "DATE OF BIRTH: 1 May", "date of birth"),
        ("date of birth", "Date of\nbirth 1 May", "date of birth"),
        ("né le", "Né(e) le 3 mai", "ne(e) le"),
        ("народжен*", "народжена 3 травня", "народжена"),
        ("d.o.b", "D. O. B. 3/5/1990", "d. o. b"),
        ("出生日期", "出 生 日 期 : 1990", "出 生 日 期"),
        ("diploma", "D I P L O M A", "d i p l o m a"),
        ("تاريخ الميلاد", "تاريخ الميلاد: ١٩٩٠", "تاریخ المیلاد"),
    ],
)
def test_a_phrase_is_found(phrase: str, text: str, wanted: str) -> None:
    assert found(phrase, text) == [fold(wanted)]


def test_a_word_that_was_misread_by_a_letter_is_found_where_that_is_asked_for() -> None:
    assert found("date of issue", "Dale of issuc") == []
    assert found("certificate number", "Certificale Nunber 5", fuzzy=True) == ["certificale nunber"]


def test_an_article_may_hang_before_a_word() -> None:
    assert found("جامعة", "بالجامعة", clitics=("بال",)) == [fold("بالجامعة")]
    assert found("جامعة", "بالجامعة") == []


def test_of_phrases_that_overlap_the_longest_stays() -> None:
    assert longest([Match(0, 4), Match(0, 13), Match(20, 22)]) == [Match(0, 13), Match(20, 22)]


def test_an_ending_in_brackets_is_no_word() -> None:
    assert [t.text for t in tokenise("born(a) (anno) 1990")] == ["born", "anno", "1990"]
