"""Which text layers are believed."""

from io import BytesIO

import pytest
from PIL import Image
from weasyprint import HTML

from recognition.documents.layercheck import confirm
from recognition.documents.model import LayerVerdict, PageSource, Word
from recognition.documents.pages import split
from recognition.documents.pdftext import PageText
from recognition.documents.plausible import mirrored, strange
from recognition.documents.reader import read_page
from recognition.documents.textlayer import judge, put_in_order
from recognition.domain.vocabulary import MediaType, ReadingSource, ReadingWarning


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
    "毕业证书 学生沈晓岚,性别女,于二〇一二年九月至二〇一六年六月在本校护理学专业四年制本科学习。",
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


SHAPED = [
    (
        "জাহেদা খাতুন এই বিশ্ববিদ্যালয় হইতে ২য় বিভাগে উত্তীর্ণ হইয়াছে",
        "জা{হেদো খাতুনি এই 2বিশ্ব2বিদ্যালয় হই{ত 2দ্বি2তীয় 2বিভা{গে",
    ),
    (
        "महात्मा विश्वविद्यालय प्रमाणित करता है कि विद्यार्थी ने शिक्षा पूरी की",
        "महाɟत्मा ɟविश्वɟविद्यालय प्रमाɢणित करता है कɟ ɟविद्यार्थी",
    ),
    (
        "المعهد العالي (CCNA) شهادة دبلوم في البرمجة ISO-9001 والشبكات سنة2011",
        "تصدیŻ کɊجŬتی űلسلہ شɊجë معارĶöلŬ όŰاǔعہ",
    ),
]


@pytest.mark.parametrize(("sound", "torn"), SHAPED)
def test_words_that_came_apart_when_they_were_shaped_are_not_believed(
    sound: str, torn: str
) -> None:
    assert judge(layer(sound)) is LayerVerdict.TRUSTED
    assert judge(layer(torn)) is LayerVerdict.BROKEN_MAP


LONG = [
    "This is to certify that Ada Example, having completed the required studies, was awarded",
    "Niniejszym zaświadcza się, że po ukończeniu studiów uzyskała dyplom magistra",
    "Настоящий диплом свидетельствует о том, что она окончила университет и получила степень",
    "الجمهورية العربية السورية جامعة الياسمين تشهد بأن السيدة قد نالت درجة الإجازة",
    "دانشگاه گواهی می‌شود دوره کارشناسی پیوسته را در رشته مهندسی برق گذرانده است",
    "האוניברסיטה העברית מעניקה את התואר בוגר במדעי הרוח לסטודנטית לאחר שסיימה",
    "Truờng đại học công nhận và cấp bằng tốt nghiệp cho sinh viên ngành kinh tế",
]


def shifted(text: str) -> str:
    """Each letter as the next of the letters of the text: a map of glyphs that is one off."""
    letters = sorted({letter for letter in "".join(LONG).lower() if letter.isalpha()})
    following = dict(zip(letters, [*letters[1:], letters[0]], strict=True))
    return "".join(following.get(letter, letter) for letter in text.lower())


@pytest.mark.parametrize("text", LONG)
def test_exchanged_letters_look_strange_and_real_ones_do_not(text: str) -> None:
    assert not strange(text)
    assert strange(shifted(text))


@pytest.mark.parametrize("text", [LONG[3], LONG[5]])
def test_mirror_order_is_seen_and_put_right(text: str) -> None:
    assert not mirrored(text)
    assert mirrored(text[::-1])
    turned = layer(text[::-1]).words
    assert [word.text for word in put_in_order(turned)] == text.split()


def test_numbers_and_latin_words_stay_as_they_are_in_a_line_that_is_turned() -> None:
    turned = layer("2009 )AB( ةداهش نيمسايلا ةعماج").words
    texts = [word.text for word in put_in_order(turned)]
    assert texts == ["جامعة", "الياسمين", "شهادة", ")AB(", "2009"]


STYLE = "<style>@page { size: A4; margin: 20mm } body { font: 15pt/1.7 serif }</style>"


def source(html: str) -> PageSource:
    written = HTML(string=STYLE + html).write_pdf()
    return next(iter(split(written, MediaType.PDF)))


@pytest.mark.parametrize("text", [*GOOD, *LONG])
def test_a_printed_page_is_trusted_in_any_script(text: str) -> None:
    page = source(f"<p>{text}</p><p>{text}</p>")
    assert page.layer is LayerVerdict.TRUSTED
    assert text.split()[0] in [word.text for word in page.text_words]


@pytest.mark.parametrize("text", LONG[:3])
def test_a_layer_that_says_other_letters_than_are_printed_is_refused(text: str) -> None:
    """As with a map of glyphs that is one off: the page shows the text, the layer another."""
    drawn = source(f"<p>{text}</p><p>{text}</p>")
    words = tuple(word.model_copy(update={"text": shifted(word.text)}) for word in drawn.text_words)
    with Image.open(BytesIO(drawn.image)) as picture:
        assert confirm(PageText(words=words), picture) is LayerVerdict.BROKEN_MAP


def test_a_layer_in_another_script_than_is_printed_is_refused() -> None:
    drawn = source(f"<p>{LONG[3]}</p><p>{LONG[3]} {LONG[3]}</p>")
    words = tuple(word.model_copy(update={"text": "certify"}) for word in drawn.text_words)
    with Image.open(BytesIO(drawn.image)) as picture:
        assert confirm(PageText(words=words), picture) is LayerVerdict.BROKEN_MAP


def test_a_layer_that_lacks_what_a_picture_shows_is_refused() -> None:
    drawn = source("".join(f"<p>{LONG[0]}</p>" for _ in range(6)))
    some = tuple(word for word in drawn.text_words if word.box[1] < 0.2)
    with Image.open(BytesIO(drawn.image)) as picture:
        whole = PageText(words=drawn.text_words, image_cover=0.9)
        assert confirm(whole, picture) is LayerVerdict.TRUSTED
        part = PageText(words=some, image_cover=0.9)
        assert confirm(part, picture) is LayerVerdict.SPARSE


def test_a_script_that_is_not_known_is_said_and_the_rest_is_read() -> None:
    page = source(
        "<p>ໃບປະກາສະນີຍະບັດປະລິນຍາຕີ</p><p>Xiengkhouang University, Bachelor of Agriculture</p>"
    )
    reading = read_page(page)
    assert reading.source is ReadingSource.TEXT_LAYER
    assert reading.warnings == (ReadingWarning.SCRIPT_UNKNOWN,)
    assert "Xiengkhouang University, Bachelor" in " ".join(word.text for word in reading.words)


@pytest.mark.parametrize("text", GOOD)
def test_nothing_is_said_of_scripts_that_are_known(text: str) -> None:
    assert read_page(source(f"<p>{text}</p>")).warnings == ()
