"""The data that dates are read with: sound files, and numbers in words that come out right."""

import tomllib
from pathlib import Path

import pytest

from recognition.documents.extraction.dates.numerals import geez, han, hebrew_number, roman
from recognition.documents.extraction.dates.words import Kind, vocabulary
from recognition.documents.extraction.page.fold import fold

FOLDER = Path(__file__).parents[2] / "recognition/documents/data/dates"
FILES = sorted(FOLDER.glob("*.toml"))
KEYS = {
    "also", "calendars", "endings", "fill", "joins", "locales", "month_after", "month_before",
    "months", "numbers", "prefixes", "year_first",
}  # fmt: skip


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_is_sound(file: Path) -> None:
    data = tomllib.loads(file.read_text("utf-8"))
    assert data.keys() <= KEYS
    assert all(0 < int(value) <= 2010 for value in data.get("numbers", {}))
    assert all(1 <= int(n) <= 13 for months in data.get("months", {}).values() for n in months)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_number_word_says_one_thing(file: Path) -> None:
    numbers = tomllib.loads(file.read_text("utf-8")).get("numbers", {})
    said = [
        (fold(word.replace("_", " ")), value)
        for value in numbers
        for word in numbers[value].split()
    ]
    meanings = dict(said)
    assert [pair for pair in said if meanings[pair[0]] != pair[1]] == []


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "nineteen ninety-eight", 1998),
        ("en", "nineteen hundred and ninety-eight", 1998),
        ("en", "two thousand and one", 2001),
        ("en", "twenty twenty-one", 2021),
        ("de", "achtundzwanzigsten", 28),
        ("de", "zweitausendfünfzehn", 2015),
        ("de", "eintausendneunhundertachtundneunzig", 1998),
        ("fr", "mil neuf cent quatre-vingt-dix-huit", 1998),
        ("fr", "soixante et onze", 71),
        ("it", "millenovecentottanta", 1980),
        ("nl", "negentienhonderd achtennegentig", 1998),
        ("da", "nitten hundrede otteoghalvfems", 1998),
        ("sv", "tvåtusenfjorton", 2014),
        ("fi", "kaksituhatta neljätoista", 2014),
        ("hu", "ezerkilencszázkilencvennyolc", 1998),
        ("ru", "две тысячи тринадцатого", 2013),
        ("ru", "двухтысячного", 2000),
        ("pl", "dwa tysiące jedenastego", 2011),
        ("ar", "ألفين وتسعة", 2009),
        ("ar", "ألف وتسعمائة وثمانية وتسعين", 1998),
        ("fa", "هزار و سیصد و هشتاد و هفت", 1387),
        ("he", "אלף תשע מאות תשעים ושמונה", 1998),
        ("hi", "एक हज़ार नौ सौ अट्ठानबे", 1998),
        ("ka", "ათას ცხრაას ოთხმოცდათვრამეტი", 1998),
        ("th", "สองพันห้าร้อยห้าสิบเจ็ด", 2557),
        ("vi", "hai nghìn không trăm mười bốn", 2014),
        ("tr", "bin dokuz yüz doksan sekiz", 1998),
        ("sw", "elfu mbili na kumi na nne", 2014),
        ("la", "bis millesimo quarto decimo", 2014),
        ("la", "millesimo nongentesimo nonagesimo octavo", 1998),
    ],
)
def test_a_number_in_words(language: str, text: str, value: int) -> None:
    folded = fold(text).replace("-", " ")
    assert vocabulary((language,)).numbers.read(folded, 0) == (len(folded), value)


def test_numerals_of_other_scripts() -> None:
    assert [roman(text) for text in ("xxiii", "xxiiii", "mcmxcviii", "mmxiv", "iix", "")] == [
        23, 24, 1998, 2014, None, None,
    ]  # fmt: skip
    written = ("二〇一四", "二千十四", "一百零一", "廿三", "이천십사", "天")
    assert [han(text) for text in written] == [2014, 2014, 101, 23, 2014, None]
    assert [hebrew_number(text) for text in ('י"ב', 'תשע"ד', "ה'תשע\"ד", 'התשע"ד', "ג'", "גד")] == [
        12, 5774, 5774, 5774, 3, None,
    ]  # fmt: skip
    assert geez(fold("፳፻፰")) == 2008
    assert geez(fold("፲፱፻፺፯")) == 1997


def test_the_page_s_own_language_names_its_months_first() -> None:
    assert vocabulary(("pl", "hr")).entries["listopada"].value == 11
    assert vocabulary(("hr", "pl")).entries["listopada"].value == 10
    assert vocabulary(("am", "ti")).entries[fold("መስከረም")].calendar == "ethiopic"
    assert vocabulary(("ti", "am")).entries[fold("መስከረም")].calendar == "gregorian"
    assert vocabulary(("en",)).entries["of"].kind is Kind.FILL
