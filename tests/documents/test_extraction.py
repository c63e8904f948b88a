"""Extraction takes any words in any language, and abstains where there is nothing."""

import random

import pytest

from recognition.documents.extraction.extract import candidates, extract
from recognition.documents.extraction.page.lexicon import known_languages, table
from recognition.documents.extraction.page.paper import paper
from recognition.documents.model import PageReading, Word
from recognition.domain.vocabulary import FieldName, ReadingSource
from recognition.reading import hints


def page(lines: list[str], *languages: str) -> PageReading:
    """Lines one under the other, each word a box in proportion to its letters."""
    words = []
    for number, line in enumerate(lines):
        x, y = 0.1, 0.05 + 0.045 * number
        for text in line.split():
            width = 0.011 * len(text)
            box = (x, y, min(x + width, 1.0), y + 0.016)
            words.append(Word(text=text, box=box, confidence=0.95, line=number))
            x = min(x + width + 0.008, 0.99)
    return PageReading(
        number=1,
        width=1654,
        height=2339,
        source=ReadingSource.OCR,
        languages=languages,
        script="Latn",
        words=tuple(words),
        reader_version="1",
    )


def test_thirty_languages_have_phrases() -> None:
    wanted = (
        "en fr de es pt it nl pl ro tr uk ru be sr bg ar fa ur ku el he hy ka am ti vi zh ko hi"
    )
    assert set(wanted.split()) <= set(known_languages())


@pytest.mark.parametrize("language", known_languages())
def test_a_shuffled_page_of_a_language_never_breaks_it(language: str) -> None:
    said = [
        phrase.rstrip("*")
        for section in table(f"phrases/{language}").values()
        for role in section.values()
        for phrase in role
    ]
    chance = random.Random(language)
    lines = [" ".join(chance.choices(said, k=3)) + chance.choice([":", " 12.05.2014", ""])
             for _ in range(20)]  # fmt: skip
    reading = extract([page(lines, language)])
    assert reading.pages == 1
    assert all(0 <= field.confidence <= 1 for field in reading.fields.values())


def test_a_letter_that_is_no_diploma_yields_no_person() -> None:
    fields = extract(
        [page(["the weather was fine", "we went for a walk", "and back"], "en")]
    ).fields
    assert not {FieldName.HOLDER_NAME, FieldName.INSTITUTION, FieldName.AWARD_DATE} & set(fields)


def test_a_sentence_is_taken_apart() -> None:
    """With what the mapper knows of degrees and subjects, as everywhere in the program."""
    fields = extract(
        [
            page(
                [
                    "Northern Lights University",
                    "This is to certify that Ada Mary Example, born on 4 May 1990,",
                    "has been awarded the degree of Master of Science in Geology",
                    "Date of issue: 1 June 2015",
                ],
                "en",
            )
        ],
        hints,
    ).fields
    said = {name: field.normalised for name, field in fields.items()}
    assert said[FieldName.HOLDER_NAME] == "Ada Mary Example"
    assert said[FieldName.INSTITUTION] == "Northern Lights University"
    assert said[FieldName.DATE_OF_BIRTH] == "1990-05-04"
    assert said[FieldName.AWARD_DATE] == "2015-06-01"
    assert said[FieldName.QUALIFICATION_TITLE] == "Master of Science in Geology"


@pytest.mark.parametrize(
    "line", ["born in Wasit in 1991, of Iraqi nationality", "born at Kirundo in the year 1991"]
)
def test_a_year_after_a_place_of_birth_may_be_that_of_birth(line: str) -> None:
    whole = paper(
        [page(["This is to certify that Haidar Karim,", line, "Issued 3 May 2014"], "en")]
    )
    found = {c.normalised for c in candidates(FieldName.DATE_OF_BIRTH, whole)}
    assert "1991" in found


def test_a_language_without_phrases_has_its_months_all_the_same() -> None:
    whole = paper([page(["दिनांक: ३१ ऑगस्ट २००५"], "mr")])
    assert [c.normalised for c in candidates(FieldName.AWARD_DATE, whole)] == ["2005-08-31"]


def test_family_and_given_name_under_their_own_labels_are_one_name() -> None:
    lines = ["1.1 Family name: Example", "1.2 Given name: Ada", "Date of birth: 4 May 1990"]
    fields = extract([page(lines, "en")]).fields
    assert fields[FieldName.HOLDER_NAME].normalised == "Example Ada"


@pytest.mark.parametrize(
    ("line", "language", "born"),
    [
        ("尹国栋，男，1982年9月生，于二〇〇四年入学", "zh", "1982"),
        ("성명 육동혁 1979년 4월 30일생", "ko", "1979-04-30"),
        ("د محمد ایوب لور، په ۱۳۷۸ کال کې زېږېدلی", "ps", "1999"),
    ],
)
def test_words_of_birth_may_follow_their_date(line: str, language: str, born: str) -> None:
    found = candidates(FieldName.DATE_OF_BIRTH, paper([page([line], language)], hints))
    assert (born, "birth") in {(one.normalised, one.role) for one in found}
