"""Which text layers are believed."""

import pytest

from recognition.documents.model import LayerVerdict, Word
from recognition.documents.pdftext import PageText
from recognition.documents.textlayer import judge


def layer(text: str, **figures: float) -> PageText:
    words = [
        Word(text=word, box=(0.1, 0.1, 0.2, 0.2), confidence=1, line=0) for word in text.split()
    ]
    return PageText(words=tuple(words), **figures)


GOOD = [
    "This is to certify that Ada Example was awarded the degree of Bachelor of Arts",
    "Видано Соловейко Мар'яна Остапівна дата народження 14.03.1997",
    "الجمهورية العربية السورية جامعة الياسمين تشهد بأن السيدة قد نالت الشهادة",
    "Cộng hòa xã hội chủ nghĩa Việt Nam Bằng tốt nghiệp trung học phổ thông",
    "የኢትዮጵያ ፌዴራላዊ ዴሞክራሲያዊ ሪፐብሊክ ዩኒቨርሲቲ",
    "學士學位證書 中華民國 一百零一年六月十三日",
]


@pytest.mark.parametrize("text", GOOD)
def test_plain_text_of_any_script_is_trusted(text: str) -> None:
    assert judge(layer(text)) is LayerVerdict.TRUSTED


@pytest.mark.parametrize(
    ("text", "figures", "verdict"),
    [
        ("", {}, LayerVerdict.ABSENT),
        (GOOD[0], {"invisible": 1.0}, LayerVerdict.INVISIBLE),
        ("Scanned by Office", {"image_cover": 0.9}, LayerVerdict.SPARSE),
        (GOOD[0], {"unmapped": 0.2}, LayerVerdict.UNMAPPED_GLYPHS),
        ("řŎŚŘŜŊŔőœŉŚŤ ōőŘŔŗŕ ŪũųũŴũūŹ ŭŮŹŮůŮ", {}, LayerVerdict.BROKEN_MAP),
        (":,.iJJ e:uj w:;11 J:1qo ,.qo;:j LJw.qa1;w ji;aJj,ouj", {}, LayerVerdict.NOT_WORDS),
        ("ةيبرعلا ةيروهمجلا ةيروسلا ةعماجلا نيمسايلا ةداهشلا", {}, LayerVerdict.REVERSED),
    ],
)
def test_a_bad_layer_is_refused_with_its_reason(
    text: str, figures: dict[str, float], verdict: LayerVerdict
) -> None:
    assert judge(layer(text, **figures)) is verdict
