"""Letters that look alike are spelt as the language of the page spells them."""

import pytest

from recognition.documents.spelling import in_order, language_of, spelt
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


@pytest.mark.parametrize(
    ("seen", "meant"),
    [(")تاريخ(", "(تاريخ)"), (")خمسمائة", "(خمسمائة"), ("وأربعون(", "وأربعون)"),
     ("المولود(ة(:", "المولود(ة):"), ("(تاريخ)", "(تاريخ)")],
)  # fmt: skip
def test_brackets_stand_around_what_they_enclose(seen: str, meant: str) -> None:
    (written,) = spelt([Token(seen, 10, 20, 90, 50, 0.9, (3, 0, 0))], "ar")
    assert written.text == meant


@pytest.mark.parametrize(
    ("seen", "meant"),
    [("٤١٠٢ء", "٢٠١٤ء"), ("نمبر٠٠٨", "نمبر٨٠٠"), ("٢٠١٤", "٢٠١٤"), ("رقم٥/٢١", "رقم١٢/٥")],
)
def test_a_number_within_a_word_is_put_in_order(seen: str, meant: str) -> None:
    (written,) = in_order([Token(seen, 10, 20, 90, 50, 0.9, (3, 0, 0))])
    assert written.text == meant
