"""Pages in Nastaliq are read with the pack for it, and those in Naskh as if there were none."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz import fuzz

from recognition.documents import language, retry, room
from recognition.documents.lines import Rectangle
from recognition.documents.model import PageSource
from recognition.documents.reader import read_page
from recognition.documents.room import Roomy
from recognition.documents.tesseract import Picture, Token

NASTALIQ = "/usr/share/fonts/truetype/noto/NotoNastaliqUrdu-Regular.ttf"
NASKH = "/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf"
URDU = [
    "جامعہ دریائے راوی ملتان",
    "تصدیق کی جاتی ہے کہ محمد عمران صدیقی ولد عبدالرشید",
    "نے سالانہ امتحان منعقدہ مئی میں کامیابی حاصل کی",
    "بیچلر آف کامرس کی ڈگری عطا کی جاتی ہے",
    "تاریخ اجرا دس ستمبر",
    "ناظم امتحانات اور رجسٹرار کے دستخط",
]
ARABIC = [
    "جامعة الوادي الأخضر للعلوم والتكنولوجيا",
    "تشهد الكلية بأن الطالب قد أتم متطلبات الدرجة",
    "ومنح درجة البكالوريوس في الهندسة المدنية بتقدير جيد",
    "صدرت هذه الشهادة بناء على قرار مجلس الجامعة",
]


def painted(texts: Sequence[str], font: str, size: int = 40) -> Picture:
    """Lines under one another, black on white, from the right."""
    face = ImageFont.truetype(font, size, layout_engine=ImageFont.Layout.RAQM)
    paper = Image.new("L", (1654, 180 + 150 * len(texts)), 255)
    for number, text in enumerate(texts):
        at = (1500, 140 + 150 * number)
        ImageDraw.Draw(paper).text(at, text, font=face, fill=0, anchor="rs", direction="rtl")
    return np.asarray(paper, np.uint8)


def read(picture: Picture) -> str:
    """All words of a page."""
    _, png = cv2.imencode(".png", picture)
    height, width = picture.shape
    page = PageSource(number=1, image=png.tobytes(), width=width, height=height)
    return " ".join(word.text for word in read_page(page).words)


def without_styles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "styles", lambda _: [])


def test_a_page_in_nastaliq_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    page, wanted = painted(URDU, NASTALIQ), " ".join(URDU)
    found = fuzz.ratio(read(page), wanted)
    without_styles(monkeypatch)
    before = fuzz.ratio(read(page), wanted)
    assert found > 85
    assert found > before + 10


@pytest.mark.parametrize("texts", [URDU, ARABIC], ids=["Urdu", "Arabic"])
def test_a_page_in_naskh_is_read_as_if_there_were_no_other_style(
    texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = painted(texts, NASKH)
    found = read(page)
    assert fuzz.ratio(found, " ".join(texts)) > 90
    without_styles(monkeypatch)
    assert read(page) == found


BOX: Rectangle = (200, 80, 400, 120)


def inked(*boxes: Rectangle) -> Picture:
    """White paper with black boxes."""
    picture = np.full((220, 600), 255, np.uint8)
    for left, top, right, bottom in boxes:
        picture[top:bottom, left:right] = 0
    return picture


def roomy(picture: Picture, *others: Rectangle) -> Roomy:
    every = list(enumerate([BOX, *others]))
    return room.roomy(picture, every[:1], every)[0]


def test_a_line_gets_room_up_to_the_middle_of_the_gap_to_its_neighbours() -> None:
    assert roomy(inked(BOX)).box == (200, 60, 400, 128)
    assert roomy(inked(BOX), (200, 20, 400, 70), (210, 124, 380, 160)).box == (200, 75, 400, 122)


def test_a_line_takes_words_beside_it_that_no_other_line_has() -> None:
    near, far = (150, 90, 190, 110), (60, 90, 100, 110)
    assert roomy(inked(BOX, near, far)).box[0] == 150
    assert roomy(inked(BOX, near, far), (140, 82, 190, 118)).box[0] == 200


def test_a_part_of_a_word_belongs_to_the_line_that_it_rises_from() -> None:
    rising = (300, 62, 340, 76)
    found = roomy(inked(BOX, rising), rising)
    assert found.parts == {1}
    assert found.box == (200, 60, 400, 128)


def test_strokes_of_other_lines_are_taken_out_of_a_strip() -> None:
    word, own, other = (50, 30, 90, 70), (100, 0, 104, 80), (200, 0, 210, 12)
    picture = inked(word, own, other)[:100]
    np.testing.assert_array_equal(room.tidy(picture), inked(word, own)[:100])


def words(line: int, text: str, confidence: float) -> list[Token]:
    return [Token(word, 0, 0, 10, 10, confidence, (line, 0, 0)) for word in text.split()]


def test_each_line_is_kept_as_it_was_read_better() -> None:
    badly = [Roomy(n, (0, 50 * n, 300, 50 * n + 40), frozenset()) for n in (0, 1)]
    badly[1] = Roomy(1, badly[1].box, frozenset({2}))
    before = [*words(0, "alpha beta", 0.5), *words(1, "gamma", 0.1), *words(2, "delta", 0.1)]
    new = {0: words(0, "other words", 0.4), 1: words(1, "one whole line", 0.9)}
    tokens = retry.in_style(badly, before, lambda lines: [t for n, _ in lines for t in new[n]])
    assert " ".join(token.text for token in tokens) == "alpha beta one whole line"


def test_a_page_whose_first_lines_are_read_no_better_is_left_at_that() -> None:
    badly = [Roomy(n, (0, 50 * n, 3000, 50 * n + 40), frozenset()) for n in range(5)]
    before = [token for n in range(5) for token in words(n, "some words", 0.5)]
    asked: list[int] = []

    def worse(lines: Sequence[tuple[int, Rectangle]]) -> list[Token]:
        asked.extend(number for number, _ in lines)
        return [token for number, _ in lines for token in words(number, "worse words", 0.4)]

    assert retry.in_style(badly, before, worse) == before
    assert len(asked) == 1
