"""Whose words count in a title, and how words of different scripts are found."""

from pathlib import Path

import pytest

from recognition.errors import BrokenSetting
from recognition.isced.evaluate import calibration_error
from recognition.isced.files import data_folder
from recognition.isced.grades import framework_level, grade_numbers, level_of_grades
from recognition.isced.lexicon import Role
from recognition.isced.mapper import load_parts, map_qualification
from recognition.isced.model import Query
from recognition.isced.phrases import PhraseIndex
from recognition.isced.similarity import Similarity
from recognition.isced.subjects import Subjects
from recognition.isced.text import fold, forms, is_sign, pattern, tokens
from recognition.isced.tongues import FOREIGN, LENT, NEAR, OWN, POSSIBLE, load_tongues, script_of

FIELDS = [
    ("Ụkpụrụ obodo", "ig", "9999"),
    ("Lögfræði", "is", "0421"),
    ("Infermeria", "ca", "0913"),
    ("Innealtóireacht shibhialta", "ga", "0732"),
    ("Xogħol soċjali", "mt", "0923"),
    ("Erizaintzako Gradua", "eu", "0913"),
    ("Укук таануу", "ky", "0421"),
    ("Halkara gatnaşyklary", "tk", "0312"),
    ("रसायनशास्त्र", "mr", "0531"),
    ("సివిల్ ఇంజనీరింగ్", "te", "0732"),
    ("Építőmérnök", "hu", "0732"),
    ("Електротехника", "bg", "0713"),
    ("Стоматологија", "mk", "0911"),
    ("Zdravstvena nega", "sl", "0913"),
    ("Apskaita ir auditas", "lt", "0411"),
    ("Tiesību zinātne", "lv", "0421"),
    ("Tietojenkäsittelytiede", "fi", "0613"),
    ("Sjuksköterskeexamen", "sv", "0913"),
    ("Retsvidenskab, jura", "da", "0421"),
    ("Sykepleie", "no", "0913"),
    ("אדריכלות ובינוי ערים", "he", "0731"),
    ("Teknik Sipil", "id", "0732"),
    ("Perhutanan", "ms", "0821"),
    ("Uuguzi na ukunga", "sw", "0913"),
    ("Maamulka ganacsiga", "so", "0413"),
    ("Hüquqşünaslıq", "az", "0421"),
    ("Құқықтану", "kk", "0421"),
    ("Малын эмч", "mn", "0841"),
    ("Тарҷума, забони англисӣ", "tg", "0231"),
    ("Հոգեբանություն", "hy", "0313"),
    ("სამართალი", "ka", "0421"),
    ("간호학과", "ko", "0913"),
    ("土木工学科", "ja", "0732"),
    ("นิติศาสตร์", "th", "0421"),
    ("পরিসংখ্যান", "bn", "0542"),
    ("कानून", "ne", "0421"),
    ("வேளாண்மை", "ta", "0811"),
    ("විදුලි කාර්මික", "si", "0713"),
    ("ئەندازیاری شارستانی", "ku", "0732"),
    ("Endezyariya avahiyê", "ku", "0732"),
    ("عمرانیات", "ur", "0314"),
    ("روغتیا عامه", "ps", "0919"),
    ("Правазнаўства", "be", "0421"),
    ("Sociálna práca", "sk", "0923"),
    ("Sestrinstvo", "hr", "0913"),
]


@pytest.mark.parametrize(("title", "language", "field"), FIELDS)
def test_subjects_of_many_languages(title: str, language: str | None, field: str) -> None:
    """A usual subject is found in its language; one without a lexicon is not guessed at."""
    found = map_qualification(Query(title, language=language)).isced_f
    assert found.code == field or (field == "9999" and found.abstained)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Diplom", "Latn"),
        ("Диплом", "Cyrl"),
        ("護理", "Hani"),
        ("ディプロマ", "Kana"),
        ("", "Latn"),
    ],
)
def test_script_of(text: str, script: str) -> None:
    """The first letter that is not Latin says the script."""
    assert script_of(text) == script


def test_factors() -> None:
    """Own words count whole, those of the like and of lenders less, others hardly."""
    tongues = load_tongues(data_folder())
    languages = frozenset({"sk", "cs", "en", "so", "ru"})
    known = tongues.factors("sk", "právo", languages)
    assert [known[code] for code in ("sk", "cs", "en", "so")] == [OWN, NEAR, LENT, FOREIGN]
    guessed = tongues.factors(None, "право", languages)
    assert (guessed["ru"], guessed["sk"]) == (POSSIBLE, FOREIGN)
    assert tongues.factors("sk", "право", languages)["ru"] == POSSIBLE


def test_foreign_short_word_does_not_count() -> None:
    """A word of an unrelated language that happens to be spelled alike is no evidence."""
    found = map_qualification(Query("SHAHAADADA DUGSIGA SARE", country="SO", language="so"))
    assert found.isced_f.code == "0011"


def test_signs_must_stand_together() -> None:
    """In scripts without spaces a phrase is not found across other signs."""
    index = PhraseIndex([(pattern("学士"), "6")], frozenset())
    assert not index.find(tokens("学硕士"))
    assert [m.value for m in index.find(tokens("工学学士"))] == ["6"]
    assert is_sign("学")
    assert not is_sign("law")


def test_end_of_a_compound() -> None:
    """Languages that join nouns have the subject at the end of a long word."""
    index = PhraseIndex([(pattern("installateur"), "0713")], frozenset())
    (match,) = index.find(tokens("Elektroinstallateur"), compounds=True)
    assert match.inside
    assert not index.find(tokens("Elektroinstallateur"))


def test_prefixed_words() -> None:
    """Hebrew and Ethiopic join a preposition to the word that follows it."""
    assert forms("במדעים") == ("במדעים", "מדעים")
    assert forms("law") == ("law",)
    assert fold("ሒሳብ") == fold("ሂሳብ")


def test_similarity_weighs_groups() -> None:
    """The nearest spelling is of the group that counts; errors of OCR are near."""
    index = Similarity(["engineering", "ingeniería"], ["en", "es"])
    assert index.nearest("enqineering", 1, {"en": 1.0, "es": 0.2})[0][0] == 0
    assert index.nearest("ingenieria", 1)[0][0] == 1
    assert index.nearest("12", 1, {"en": 1.0}) == []
    assert Similarity([], []).nearest("law", 3) == []


def test_numbers_that_say_a_level() -> None:
    """Frameworks state a level; school years are cut at 6, 9 and 12."""
    assert framework_level(tokens("EQF level 7")) == ("7", 7, "eqf level 7")
    assert framework_level(tokens("Law")) is None
    assert grade_numbers(tokens("Grades 1 to 6"), {"grade"}) == [1, 6]
    assert grade_numbers(tokens("Grade 8"), {"grade"}) == [8]
    assert grade_numbers(tokens("Trade Test Certificate, Grade I"), {"grade"}) == []
    assert [level_of_grades([n]) for n in (4, 9, 11, 13)] == ["1", "2", "3", "4"]


def test_broken_tongues(data: Path) -> None:
    """A script that does not exist is refused."""
    path = data / "tongues.toml"
    path.write_text(path.read_text("utf-8").replace("Grek =", "Greq ="), "utf-8")
    with pytest.raises(BrokenSetting) as refused:
        load_tongues(data)
    assert refused.value.subject == "tongues.toml#scripts.Greq"


def test_no_outcomes_have_no_error() -> None:
    """The measure of calibration is not defined without titles."""
    with pytest.raises(ZeroDivisionError):
        calibration_error([])


def test_arabic_words_that_begin_like_the_article_are_alike_with_it_and_without() -> None:
    """Electronics and German begin like the article; 'and' is written together with its word."""
    assert tokens("الإلكترونيات") == tokens("إلكترونيات")
    assert tokens("والألمانية") == tokens("ألمانية")
    found = map_qualification(Query("دبلوم محاسبة وإدارة أعمال", language="ar")).isced_f
    assert found.code == "0411"
    assert "0413" in [one.code for one in found.alternatives]


def test_words_of_a_role_are_of_the_own_language() -> None:
    """What names a stream of schooling in one language names none in another."""
    parts = load_parts()
    subjects = Subjects(parts.lexicon, parts.weights.fields, parts.tongues)
    words = tokens("humanistyczny")
    for language, streams in (("pl", 1), ("tr", 0)):
        factors = subjects.factors(language, "humanistyczny")
        assert len(subjects.roles(words, Role.STREAM, factors)) == streams
