"""Letters that look alike are spelt as the language of the page spells them."""

import pytest

from recognition.documents.spelling import language_of, spelt
from recognition.documents.tesseract import Token


@pytest.mark.parametrize(
    ("seen", "language", "meant"),
    [
        ("رياضى", "fa", "ریاضی"),
        ("كارشناسى", "fa", "کارشناسی"),
        ("١٣٧٥/٢/٣٠", "fa", "۱۳۷۵/۲/۳۰"),
        ("۱۹۸۱", "ar", "١٩٨١"),
        ("مصطفى", "ar", "مصطفى"),
        ("عالي", "ar", "عالي"),
        ("كۆلێژى", "ku", "کۆلێژی"),
        ("٢٠١٥", "ku", "٢٠١٥"),
        ("كابل", "", "كابل"),
    ],
)
def test_spelling_goes_by_the_language(seen: str, language: str, meant: str) -> None:
    token = Token(seen, 10, 20, 90, 50, 0.9, (3, 0, 0))
    (written,) = spelt([token], language)
    assert (written.text, written.line, written.confidence) == (meant, token.line, 0.9)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("تشهد الجامعة بأن الطالبة قد نالت الإجازة في الصيدلة", "ar"),
        ("دانشگاه تهران گواهى مى نمايد كه آقاى پرويز چمنى دوره كارشناسى را به پايان رسانيده", "fa"),
        ("محترم گل احمد در رشته الثقافة الاسلامية از پوهنتون كابل فارغ گرديده است", "fa"),
    ],
)
def test_language_is_told_before_letters_are_spelt(text: str, code: str) -> None:
    assert language_of(text) == code
