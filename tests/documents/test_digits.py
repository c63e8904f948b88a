"""Numbers in lines of Arabic script, read digit by digit."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from recognition.documents.digits import ARABIC, PERSIAN, WESTERN, mend, parts, read
from recognition.documents.tesseract import Picture, Token

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
NASKH = "/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf"


def painted(text: str, size: int = 36) -> Picture:
    """Black on white, from left to right as it stands in ``text``."""
    font = ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)
    left, top, right, bottom = font.getbbox(text)
    picture = Image.new("L", (round(right - left) + 20, round(bottom - top) + 20), 255)
    ImageDraw.Draw(picture).text((10 - left, 10 - top), text, font=font, fill=0)
    return np.asarray(picture, np.uint8)


def painted_as_in_urdu(text: str, size: int = 36) -> Picture:
    """In a font that gives 4, 6 and 7 the forms of Urdu, in other languages as well."""
    font = ImageFont.truetype(NASKH, size, layout_engine=ImageFont.Layout.RAQM)
    left, top, right, bottom = font.getbbox(text, direction="ltr", language="ur")
    picture = Image.new("L", (round(right - left) + 20, round(bottom - top) + 20), 255)
    ImageDraw.Draw(picture).text(
        (10 - left, 10 - top), text, font=font, fill=0, direction="ltr", language="ur"
    )
    return np.asarray(picture, np.uint8)


def token(text: str, picture: Picture, confidence: float = 0.4) -> Token:
    height, width = picture.shape
    box = {"left": 0, "top": 0, "right": width, "bottom": height}
    return Token(text=text, confidence=confidence, line=(0, 0, 0), **box)


@pytest.mark.parametrize("size", [20, 36, 60])
@pytest.mark.parametrize(
    ("number", "eastern"),
    [
        ("٢٩/٩/١٩٨٥", ARABIC), ("٧٥,٤", ARABIC), ("٢٠١٧", ARABIC), ("٣٨٦", ARABIC),
        ("۱۳۷۶/۱۲/۲۹", PERSIAN), ("۱۸/۰۴", PERSIAN), ("۵۴۶", PERSIAN),
        ("1985", ARABIC), ("14/11/2021", ARABIC), ("2036", PERSIAN),
    ],
)  # fmt: skip
def test_numbers_of_three_kinds_of_digits_are_read(number: str, eastern: str, size: int) -> None:
    found = read(painted(number, size), (eastern, WESTERN))
    assert found is not None
    assert found[0] == number
    assert found[1] > 0.85


@pytest.mark.parametrize("number", ["۱۳۹۷", "۱۳۷۴", "۴۷۶", "۲۷"])
def test_the_forms_of_urdu_are_read_as_well(number: str) -> None:
    found = read(painted_as_in_urdu(number), (PERSIAN, WESTERN))
    assert found is not None
    assert found[0] == number


def test_a_bracket_is_no_digit() -> None:
    found = read(painted("(١٩٧٦)"))
    assert found is not None
    assert found[0] == "١٩٧٦"


@pytest.mark.parametrize("word", ["جامعة", "محمد", "دبلوم", "Diploma"])
def test_a_word_is_no_number(word: str) -> None:
    assert read(painted(word)) is None


def test_a_number_that_was_taken_for_others_is_mended_and_the_words_stay() -> None:
    number, word = painted("٢٩/٩/١٩٨٥"), painted("معهد")
    (mended,) = mend(number, [token("١9/9/1946", number)], persian=False)
    assert mended.text == "٢٩/٩/١٩٨٥"
    assert mended.confidence > 0.85
    tokens = [token("معهد", word, confidence=0.9), token("معهد", word, confidence=0.3)]
    assert mend(word, tokens, persian=False) == tokens


def test_a_digit_alone_is_of_the_kind_of_the_others() -> None:
    year, day = painted("١٩٧٦"), painted("٥")
    both = np.full((max(year.shape[0], day.shape[0]), year.shape[1] + day.shape[1]), 255, np.uint8)
    both[: year.shape[0], : year.shape[1]] = year
    both[: day.shape[0], year.shape[1] :] = day
    one = token("0", day)
    one = replace(one, left=year.shape[1], right=both.shape[1])
    mended = mend(both, [token("1966", year), one], persian=False)
    assert [number.text for number in mended] == ["١٩٧٦", "٥"]


def test_the_sign_of_a_calendar_is_no_digit() -> None:
    (mended,) = mend(painted("م٢٠١١"), [token("٢٠1١م", painted("م٢٠١١"))], persian=False)
    assert mended.text == "٢٠١١م"


def test_a_nought_in_a_date_is_no_point() -> None:
    found = read(painted("٦/٢/٢٠٠٥", 24))
    assert found is not None
    assert found[0] == "٦/٢/٢٠٠٥"


def test_dirt_in_a_number_is_left_out() -> None:
    dirty = painted("١٩٧٦").copy()
    for x in range(20, dirty.shape[1] - 12, 12):
        dirty[-7:-3, x : x + 4] = 0
    found = read(dirty)
    assert found is not None
    assert found[0] == "١٩٧٦"


@pytest.mark.parametrize("shape", [(0, 0), (3, 50), (20, 20)])
def test_nothing_is_read_of_nothing(shape: tuple[int, int]) -> None:
    blank = np.full(shape, 255, np.uint8)
    assert parts(blank) == []
    assert read(blank) is None


def test_the_digits_of_the_three_kinds_stand_in_order() -> None:
    assert [[int(d) for d in kind] for kind in (ARABIC, PERSIAN, WESTERN)] == [[*range(10)]] * 3
