"""Pages in Nastaliq are read with the pack for it, and those in Naskh as if there were none."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz import fuzz

from recognition.documents import language, lines, retry, room
from recognition.documents.lines import Rectangle
from recognition.documents.pages import PageSource
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
    print(found,before)
    assert found > 85
    assert found > before + 10


@pytest.mark.parametrize("texts", [URDU, ARABIC], ids=["Urdu", "Arabic"])
def test_a_page_in_naskh_is_read_as_if_there_were_no_other_style(
    texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = painted(texts, NASKH)
    found = read(page)
    print(fuzz.ratio(found, " ".join(texts)))
    assert fuzz.ratio(found, " ".join(texts)) > 90
    without_styles(monkeypatch)
    assert read(page) == found
