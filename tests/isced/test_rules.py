"""The rules of ISCED 2011 and ISCED-F 2013 that the mapper applies, one test a rule."""

import pytest

from recognition.isced.mapper import map_qualification
from recognition.isced.model import Query

SCHOOL = [
    ("ДИПЛОМА ЗА СРЕДНО ОБРАЗОВАНИЕ", "Природоматематически", "BG", "bg"),
    ("شهادة الدراسة الثانوية العامة", "الفرع العلمي", "SY", "ar"),
    ("گواهینامهٔ پایان تحصیلات دورهٔ متوسطه", "ریاضی و فیزیک", "IR", "fa"),
    ("АТЕСТАТ про повну загальну середню освіту", None, "UA", "uk"),
    ("BACHILLER EN CIENCIAS NATURALES", "Ciencias Naturales", "AR", "es"),
    ("תעודת בגרות", "עיוני", "IL", "he"),
    ("Érettségi bizonyítvány", None, "HU", "hu"),
    ("高等学校卒業証書", "普通科", "JP", "ja"),
]
TEACHERS = [
    ("Učiteľstvo pre materské školy", "sk", "0112"),
    ("Förskollärarexamen", "sv", "0112"),
    ("Pradinio ugdymo pedagogika", "lt", "0113"),
    ("Pendidikan Guru Sekolah Dasar", "id", "0113"),
    ("riyaziyyat müəllimliyi", "az", "0114"),
    ("Pendidikan Matematika", "id", "0114"),
    ("Cosmetology instructor", "en", "0114"),
    ("History teacher education", "en", "0114"),
]
LEVELS = [
    ("Кандидат наук", "KG", "8"),
    ("Специалист", "KZ", "7"),
    ("Диплом о среднем профессиональном образовании", "RU", "5"),
    ("Бакалавр", "UZ", "6"),
    ("Attestat", "AM", "3"),
    ("Licence", "SN", "6"),
    ("Brevet d'études du premier cycle", "CI", "2"),
    ("Técnico superior universitario", "VE", "5"),
    ("Ijazah Sarjana Muda", "MY", "6"),
    ("Sarjana", "ID", "6"),
    ("Výučný list", "SK", "3"),
    ("Profesinio bakalauro diplomas", "LT", "6"),
    ("Magistrs", "LV", "7"),
]


@pytest.mark.parametrize(("title", "stream", "country", "language"), SCHOOL)
def test_general_schooling_is_a_basic_programme_whatever_its_stream(
    title: str, stream: str | None, country: str, language: str
) -> None:
    """A general school certificate is 0011 and level 3, also where a stream is printed."""
    found = map_qualification(Query(title, field=stream, country=country, language=language))
    assert (found.isced_level.code, found.isced_f.code) == ("3", "0011")
    assert found.isced_f.reasons[0].source == "rule/general_school"


def test_school_certificate_of_a_trade_keeps_its_field() -> None:
    """A vocational certificate of the same level is of its trade."""
    query = Query("Svedectvo, stredná odborná škola", field="Elektrikár", language="sk")
    assert map_qualification(query).isced_f.code == "0713"


@pytest.mark.parametrize(("title", "language", "field"), TEACHERS)
def test_teacher_training_goes_by_the_pupils_and_by_the_subject(
    title: str, language: str, field: str
) -> None:
    """Pre-school 0112, without a subject 0113, with one 0114 whatever the subject."""
    assert map_qualification(Query(title, language=language)).isced_f.code == field


def test_field_is_as_deep_as_the_evidence() -> None:
    """Words that name a broad field only give two digits."""
    assert map_qualification(Query("Ciencias naturales", language="es")).isced_f.code == "05"


def test_unknown_field_is_9999() -> None:
    """Where nothing names a subject the field is unknown, and the mapper abstains."""
    found = map_qualification(Query("Bachelor", language="en")).isced_f
    assert (found.code, found.abstained) == ("9999", True)


@pytest.mark.parametrize(("title", "country", "level"), LEVELS)
def test_level_by_the_system_of_the_country(title: str, country: str, level: str) -> None:
    """The same word has the level that its country gives it."""
    assert map_qualification(Query(title, country=country)).isced_level.code == level


@pytest.mark.parametrize(
    ("institution", "level"),
    [("Краевой аграрный колледж", "5"), ("Профессиональное училище № 17", "5")],
)
def test_institution_decides_where_the_title_is_a_profession(institution: str, level: str) -> None:
    """A profession says no level; the kind of institution does."""
    query = Query("Агроном", institution=institution, country="RU", language="ru")
    assert map_qualification(query).isced_level.code == level


def test_year_decides_between_degrees_of_one_name() -> None:
    """A title of before the reform is of another level than one of the same name after it."""
    before = Query("Diplomirani ekonomista", country="RS", language="sr", year=1998)
    after = Query("Diplomirani ekonomista", country="RS", language="sr", year=2016)
    assert map_qualification(before).isced_level.code == "7"
    assert map_qualification(after).isced_level.code == "6"


@pytest.mark.parametrize("word", ["Transcript of records", "Provisional certificate", "Copy"])
def test_kind_of_document_names_no_field(word: str) -> None:
    """What kind of paper it is says nothing about the field."""
    assert map_qualification(Query(word, field="Nursing")).isced_f.code == "0913"
