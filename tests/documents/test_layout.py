"""What stands in one row, in one column, and which lines go on: told on the level sheet."""

import math

import pytest

from recognition.documents.extraction.page.layout import page_text
from recognition.documents.extraction.page.level import levelled
from recognition.documents.model import Box, PageReading, Word
from tests.documents.test_extraction import page

SENTENCE = [
    "This is to certify that the person named above has completed all",
    "requirements of the faculty and was on the recommendation of its",
    "board admitted to the degree.",
]
FORM = ["Name of the student", "Place of birth", "Course of studies", "Class of the award"]


def text(reading: PageReading) -> str:
    return page_text(reading, ("en",)).text


def askew(reading: PageReading, degrees: float) -> PageReading:
    """The same page, laid on the glass at a slant."""
    rise = math.tan(math.radians(degrees)) * reading.width / reading.height

    def turned(box: Box) -> Box:
        drop = rise * ((box[0] + box[2]) / 2 - 0.5)
        return (box[0], box[1] + drop, box[2], box[3] + drop)

    words = [word.model_copy(update={"box": turned(word.box)}) for word in reading.words]
    return reading.model_copy(update={"words": tuple(words)})


def row(*cells: tuple[float, str], y: float, line: int) -> list[Word]:
    """Words of a line at their places."""
    return [
        Word(text=cell, box=(x, y, x + 0.012 * len(cell), y + 0.016), confidence=0.95, line=line)
        for x, cell in cells
    ]


def with_words(words: list[Word], script: str = "Latn") -> PageReading:
    return page([], "en").model_copy(update={"words": tuple(words), "script": script})


@pytest.mark.parametrize("degrees", [-4.0, 0.0, 2.0, 5.0])
def test_a_sentence_is_one_line_however_the_sheet_lay(degrees: float) -> None:
    assert text(askew(page(SENTENCE, "en"), degrees)) == " ".join(SENTENCE)


def test_a_line_of_chinese_goes_on_without_a_space() -> None:
    sentence = ["学生沈晓岚,性别女,于二〇一二年九月至二〇一六年六月在本校土", "木工程专业学习"]
    assert page_text(page(sentence, "zh"), ("zh",)).text == "".join(sentence)


@pytest.mark.parametrize("degrees", [-4.0, 0.0, 5.0])
def test_rows_of_a_form_stay_apart(degrees: float) -> None:
    assert text(askew(page(FORM, "en"), degrees)).splitlines() == FORM


def test_a_slanted_page_is_levelled() -> None:
    reading = askew(page(SENTENCE * 3, "en"), 5.0)
    for word, box in zip(page(SENTENCE * 3, "en").words, levelled(reading), strict=True):
        assert box[3] == pytest.approx(word.box[3], abs=0.002)


def test_a_page_of_single_words_has_no_slope() -> None:
    reading = with_words(row((0.1, "Diploma"), y=0.1, line=0))
    assert levelled(reading) == [reading.words[0].box]


def test_a_justified_line_is_not_parted_at_its_wide_spaces() -> None:
    first = row((0.1, "awarded"), (0.25, "by"), (0.34, "the"), (0.48, "University"), y=0.1, line=0)
    second = row((0.1, "Agricultural"), (0.285, "Sciences,"), (0.528, "Class,"), y=0.12, line=1)
    assert "\t" not in text(with_words(first + second))


JUSTIFIED = (
    row((0.1, "abgeschlossen"), (0.266, "hat"), (0.312, "und"), (0.358, "heute"), y=0.1, line=0),
    row((0.1, "den"), (0.195, "Grad"), (0.302, "Bachelor"), y=0.12, line=1),
    row((0.1, "Krankenpflege"), (0.266, "ist"), (0.312, "und"), (0.358, "heute"), y=0.14, line=2),
)


@pytest.mark.parametrize("line", [1, 7])
def test_a_justified_line_of_few_words_is_one_wherever_it_was_parted(line: int) -> None:
    """``line`` 7: the last word was taken for a line of its own."""
    above, middle, below = JUSTIFIED
    *rest, last = middle
    middle = [*rest, last.model_copy(update={"line": line})]
    assert "den Grad Bachelor" in text(with_words([*above, *middle, *below]))


def test_columns_of_a_table_are_parted() -> None:
    table = ["Anatomy Six Good", "Surgery Ten Fair", "Nursing Two Fine", "English One Poor"]
    words = [word for word in page(["Marks of the examinations that were taken"], "en").words]
    for number, cells in enumerate(table, start=1):
        places = zip((0.1, 0.4, 0.56), cells.split(), strict=True)
        words += row(*places, y=0.1 + 0.03 * number, line=number)
    _, *rows = text(with_words(words)).splitlines()
    assert rows == [cells.replace(" ", "\t") for cells in table]


def test_a_space_between_family_and_given_name_is_kept() -> None:
    words = row((0.1, "長谷部"), (0.16, "直樹"), y=0.1, line=0)
    assert text(with_words(words, "Hani")) == "長谷部 直樹"


def test_letters_of_a_heading_that_are_set_apart_are_one_word() -> None:
    words = row(*((0.1 + 0.05 * n, letter) for n, letter in enumerate("毕业证书")), y=0.1, line=0)
    joined = text(with_words(words, "Hani"))
    assert joined.replace("\t", "") == "毕业证书"


def test_no_line_goes_on_in_a_label() -> None:
    lines = [
        "whereas the board of this college has found him to have completed all",
        "Field of study: arts, the history of the land and the languages, and",
        "of its people, and the board did on the day that is named below",
    ]
    first, *others = lines
    assert text(page(lines, "en")) == f"{first}\n{' '.join(others)}"


def test_the_name_of_a_state_on_a_line_of_its_own_does_not_go_on() -> None:
    lines = ["بسم الله", "جمهوری اسلامی ایران", "دانشگاه تهران دانشنامه"]
    assert page_text(page(lines, "fa"), ("fa",)).text.splitlines() == lines
