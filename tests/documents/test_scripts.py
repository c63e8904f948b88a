"""Script and direction of lines that WeasyPrint sets and PDFium draws."""

import numpy as np
import pypdfium2 as pdfium
import pytest
from weasyprint import HTML

from recognition.documents import layout, scripts
from recognition.documents.tesseract import Picture

LINES = {
    "Latn": "This is to certify that the degree of Bachelor of Arts was conferred",
    "Cyrl": "Настоящий диплом свидетельствует об окончании университета",
    "Arab": "الجمهورية العربية السورية جامعة الياسمين تشهد بأن السيدة",
    "Ethi": "የኢትዮጵያ ፌዴራላዊ ዴሞክራሲያዊ ሪፐብሊክ ዩኒቨርሲቲ",
    "Hebr": "האוניברסיטה העברית מעניקה את התואר בוגר במדעי הרוח",
    "Grek": "Το πανεπιστήμιο απονέμει τον τίτλο του πτυχιούχου",
    "Deva": "यह प्रमाणित किया जाता है कि विश्वविद्यालय ने उपाधि प्रदान की",
    "Beng": "এই মর্মে প্রত্যয়ন করা যাচ্ছে যে বিশ্ববিদ্যালয়",
    "Taml": "பல்கலைக்கழகம் வழங்கும் பட்டச் சான்றிதழ்",
    "Sinh": "විශ්වවිද්යාලය උපාධි සහතිකය ප්රදානය කරයි",
    "Geor": "საქართველოს უნივერსიტეტი ანიჭებს ბაკალავრის ხარისხს",
    "Armn": "Երևանի պետական համալսարանը շնորհում է աստիճան",
    "Hani": "學士學位證書茲證明學生修業期滿成績及格依學位授予法",
    "Hang": "위 사람은 본 대학교에서 소정의 과정을 이수하였으므로",
    "Jpan": "上記の者は本学において所定の課程を修めたことを証する",
    "Thai": "มหาวิทยาลัยมอบปริญญาบัตรฉบับนี้ให้ไว้เพื่อแสดงว่า",
}


def page(*texts: str) -> Picture:
    """A page at 200 dpi with each text three times, in two sizes."""
    body = "".join(f"<p>{t}</p><h2>{t[: len(t) // 2]}</h2><p>{t}</p>" for t in texts)
    style = "@page { size: A4 landscape; margin: 20mm } body { font: 14pt/1.6 serif }"
    written = HTML(string=f"<style>{style}</style>{body}").write_pdf()
    with pdfium.PdfDocument(written) as document:
        drawn = document[0].render(scale=200 / 72, grayscale=True).to_numpy()
    return np.ascontiguousarray(drawn[:, :, 0] if drawn.ndim == 3 else drawn, np.uint8)


def found(picture: Picture) -> list[str]:
    """Scripts of a page, most text first."""
    widths: dict[str, int] = {}
    for segment in layout.segments(picture):
        width = segment.box[2] - segment.box[0]
        widths[segment.script] = widths.get(segment.script, 0) + width
    return sorted(widths, key=lambda script: -widths[script])


@pytest.mark.parametrize("script", scripts.SCRIPTS)
def test_each_script_is_told_and_its_way_up(script: str) -> None:
    picture = page(LINES[script])
    assert found(picture)[0] == script
    for degrees in (0, 90, 180, 270):
        turned = np.ascontiguousarray(np.rot90(picture, degrees // 90))
        assert layout.turn(turned) == degrees


def test_two_scripts_on_a_page_are_both_found() -> None:
    picture = page(LINES["Latn"], LINES["Arab"])
    assert set(found(picture)) >= {"Latn", "Arab"}


def test_a_bare_page_has_no_segments_and_stays_as_it_is() -> None:
    bare = np.full((800, 600), 255, np.uint8)
    assert layout.segments(bare) == []
    assert layout.turn(bare) == 0
