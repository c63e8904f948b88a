"""Lines that the packs of this program read, by the real tesseract."""

import numpy as np
import pytest
from PIL import Image, ImageDraw
from rapidfuzz import fuzz

from recognition.documents import language, tesseract
from tests.packs_model.pens import Pen

FONTS = {
    "Ethi": "/usr/share/fonts/truetype/noto/NotoSansEthiopic-Regular.ttf",
    "Grek": "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
}
AMHARIC = "ሐምሌ 27 ቀን 2005 ዓ.ም. በአዲስ አበባ ዩኒቨርሲቲ"
TIGRINYA = "ኮሌጅ ጥዕና ስነ-ፍልጠት ኣስመራ 11 ነሓሰ 2014"
GREEK = "Το Πανεπιστήμιο απονέμει το πτυχίο στις 12 Ιουνίου 2011"
SCRIPTS = [("Ethi", AMHARIC), ("Ethi", TIGRINYA), ("Grek", GREEK), ("Grek", "ΒΑΘΜΟΣ 8,94 / 10")]


def read(script: str, text: str) -> str:
    """A line in black on white, as the packs of its script read it."""
    pen = Pen(FONTS[script], 32, FONTS["Grek"])
    left, top, right, bottom = pen.box(text, language.language_of(text, script))
    picture = Image.new("L", (round(right - left) + 40, round(bottom - top) + 40), 255)
    at = (20 - left, 20 - top)
    pen.paint(ImageDraw.Draw(picture), at, text, language.language_of(text, script), (0,))
    strip = np.asarray(picture, np.uint8)
    tokens = tesseract.words(strip, language.script_packs(script), layout=7)
    return " ".join(token.text for token in tokens)


@pytest.mark.parametrize(("script", "text"), SCRIPTS)
def test_a_line_is_read_with_its_numbers(script: str, text: str) -> None:
    found = read(script, text)
    assert fuzz.ratio(found, text) > 94
    assert [c for c in found if c.isdigit()] == [c for c in text if c.isdigit()]


@pytest.mark.parametrize(
    ("script", "text"),
    [("Ethi", "ዕለት ልደት / Date of birth"), ("Grek", "Ημερομηνία γέννησης / Date of birth")],
)
def test_english_beside_it_is_read_as_well(script: str, text: str) -> None:
    assert fuzz.ratio(read(script, text), text) > 94
