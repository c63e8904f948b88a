"""The rules of ISCED that the mapper applies, one test a rule, named by where it stands.

"Manual": ISCED 2011 Operational Manual (UIS, OECD, Eurostat 2015), by chapter. "ISCED-F": Fields of
Education and Training 2013 and its detailed field descriptions (UIS 2014, 2015), by heading.
"""

import pytest

from recognition.isced.mapper import map_qualification
from recognition.isced.model import Query
from recognition.isced.reasons import ReasonKind

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
    """ISCED-F, 0011 Basic programmes: general schooling, also where a stream is printed."""
    found = map_qualification(Query(title, field=stream, country=country, language=language))
    assert (found.isced_level.code, found.isced_f.code) == ("3", "0011")
    assert found.isced_f.reasons[0].source == "rule/general_school"


@pytest.mark.parametrize(
    ("title", "stream", "country", "language"),
    [
        ("National Senior Certificate", None, "ZA", "en"),  # no care of the elderly
        ("Educación Media General", None, "VE", "es"),  # no training of teachers
        ("SVJEDODŽBA O ZAVRŠENOJ OSNOVNOJ ŠKOLI", None, "BA", "bs"),
        ("بكالوريا التعليم الثانوي", "تسيير واقتصاد", "DZ", "ar"),
        ("Higher Secondary Final Examination", None, "IN", "en"),  # a stage, and no subject
        ("Baccalaureate of Secondary Education", "Humanities", "MR", "en"),
    ],
)
def test_the_words_of_a_school_certificate_are_no_subjects(
    title: str, stream: str | None, country: str, language: str
) -> None:
    """ISCED-F, 0011 Basic programmes: what names the certificate names no subject of it."""
    found = map_qualification(Query(title, field=stream, country=country, language=language))
    assert found.isced_f.code == "0011"


@pytest.mark.parametrize(
    ("title", "field", "country", "code"),
    [
        ("Svedectvo, stredná odborná škola", "Elektrikár", "SK", "0713"),
        ("Dëftesë pjekurie", "infermieri", "AL", "0913"),
        ("Secondary School Teacher", "Biology", "LY", "0114"),
        ("شهادة البكالوريا للتعليم الثانوي", "المحاسبة والتجارة", "TD", "0411"),
        ("Higher secondary nursing certificate", None, "IN", "0913"),
    ],
)
def test_school_certificate_of_a_trade_keeps_its_field(
    title: str, field: str | None, country: str, code: str
) -> None:
    """ISCED-F, vocational programmes: a certificate of the same level is of its trade."""
    assert map_qualification(Query(title, field=field, country=country)).isced_f.code == code


@pytest.mark.parametrize(("title", "language", "field"), TEACHERS)
def test_teacher_training_goes_by_the_pupils_and_by_the_subject(
    title: str, language: str, field: str
) -> None:
    """ISCED-F, 0112 to 0114: pre-school; without a subject; with one, whatever the subject."""
    assert map_qualification(Query(title, language=language)).isced_f.code == field


@pytest.mark.parametrize(
    ("title", "language", "code"),
    [
        ("Certificate of yoga instructor", "en", "1014"),
        ("Pedagogika resocjalizacyjna", "pl", "0923"),
        ("Regente Agrícola", "pt", "0811"),
    ],
)
def test_teaching_that_is_part_of_the_name_of_a_subject_trains_no_teachers(
    title: str, language: str, code: str
) -> None:
    """ISCED-F, 0114: a word of teaching says what the longer name says that it stands in."""
    assert map_qualification(Query(title, language=language)).isced_f.code == code


def test_field_is_as_deep_as_the_evidence() -> None:
    """ISCED-F, broad and narrow fields: words for one give no more digits than they carry."""
    for title, code in (("Ciencias naturales", "05"), ("Ciencias sociales", "031")):
        assert map_qualification(Query(title, language="es")).isced_f.code == code


def test_unknown_field_is_9999() -> None:
    """ISCED-F, use of 9999: nothing names a subject; the mapper abstains and says what decides."""
    found = map_qualification(Query("Bachelor", language="en")).isced_f
    assert (found.code, found.abstained) == ("9999", True)
    assert ReasonKind.WOULD_DECIDE in {reason.kind for reason in found.reasons}


@pytest.mark.parametrize(("title", "country", "level"), LEVELS)
def test_level_by_the_system_of_the_country(title: str, country: str, level: str) -> None:
    """Manual, chapter 1: programmes are placed by the country's own system, not by their names."""
    assert map_qualification(Query(title, country=country)).isced_level.code == level


@pytest.mark.parametrize(
    ("institution", "level"),
    [("Краевой аграрный колледж", "5"), ("Профессиональное училище № 17", "5")],
)
def test_institution_decides_where_the_title_is_a_profession(institution: str, level: str) -> None:
    """Manual, chapter 1, proxy criteria: where content is unknown, the kind of institution."""
    query = Query("Агроном", institution=institution, country="RU", language="ru")
    assert map_qualification(query).isced_level.code == level


def test_year_decides_between_degrees_of_one_name() -> None:
    """Manual, chapter 1: the programme counts, not its title; a reform may change one of them."""
    before = Query("Diplomirani ekonomista", country="RS", language="sr", year=1998)
    after = Query("Diplomirani ekonomista", country="RS", language="sr", year=2016)
    assert map_qualification(before).isced_level.code == "7"
    assert map_qualification(after).isced_level.code == "6"


@pytest.mark.parametrize("word", ["Transcript of records", "Provisional certificate", "Copy"])
def test_kind_of_document_names_no_field(word: str) -> None:
    """What kind of paper it is says nothing about the field."""
    assert map_qualification(Query(word, field="Nursing")).isced_f.code == "0913"


INTERDISCIPLINARY = [
    ("Interdisciplinary studies: sociology and psychology", "en", "0388"),
    ("Междисциплинарные исследования: социология и психология", "ru", "0388"),
    ("Estudios interdisciplinarios en ciencias sociales", "es", "0388"),
    ("Études pluridisciplinaires : histoire et philosophie", "fr", "0288"),
    ("学際科学：物理学と化学", "ja", "0588"),
    ("دراسات متعددة التخصصات في العلوم الإنسانية", "ar", "0288"),
]
ATTAINMENT = [
    ("Abitur", "DE", "344"),
    ("Baccalauréat professionnel", "FR", "354"),
    ("CAP", "FR", "353"),
    ("Primary school certificate", None, "100"),
    ("Higher National Diploma", "GB", "550"),
    ("Bachelor of Laws", None, "660"),
]
SHORT = [
    ("Higher National Diploma", "GB"),
    ("Brevet de technicien supérieur", "FR"),
    ("Associate of Arts", "US"),
    ("Técnico Superior en Administración y Finanzas", "ES"),
    ("Foundation degree", "GB"),
]
LONG = [
    ("Licenciado en Medicina", "MX"),
    ("Staatsexamen Humanmedizin", "DE"),
    ("Laurea magistrale a ciclo unico", "IT"),
    ("Диплом специалиста", "RU"),
    ("Juris Doctor", "US"),
]
SCHOOLING = [("Grades 1 to 6", "1"), ("Grade 8", "2"), ("Grade 11", "3")]


@pytest.mark.parametrize(("title", "language", "field"), INTERDISCIPLINARY)
def test_interdisciplinary_programme_without_a_leading_subject(
    title: str, language: str, field: str
) -> None:
    """ISCED-F, inter-disciplinary programmes: x88 of the broad field that comes first."""
    found = map_qualification(Query(title, language=language)).isced_f
    assert found.code == field
    assert found.reasons[0].source == "rule/interdisciplinary"


def test_one_subject_leads_whatever_the_programme_calls_itself() -> None:
    """ISCED-F, leading subject: with one detailed field named, it is of that field."""
    found = map_qualification(Query("Interdisciplinary nursing", language="en")).isced_f
    assert found.code == "0913"
    nothing = map_qualification(Query("Interdisciplinary studies", language="en")).isced_f
    assert nothing.abstained


def test_of_two_subjects_the_first_leads() -> None:
    """ISCED-F, leading subject: shares are not known from a title, so the order speaks."""
    for title, first, second in (
        ("History and chemistry", "0222", "0531"),
        ("Chemistry and history", "0531", "0222"),
    ):
        found = map_qualification(Query(title, language="en")).isced_f
        assert found.code == first
        assert second in [one.code for one in found.alternatives]


@pytest.mark.parametrize(("title", "code"), [("Literacy", "0021"), ("Life skills", "0031")])
def test_generic_programmes(title: str, code: str) -> None:
    """ISCED-F, 00 Generic programmes: literacy and numeracy; personal skills."""
    assert map_qualification(Query(title, language="en")).isced_f.code == code


@pytest.mark.parametrize(("title", "country", "attainment"), ATTAINMENT)
def test_attainment_by_orientation_completion_and_access(
    title: str, country: str | None, attainment: str
) -> None:
    """Manual, chapter 1, ISCED-A: second digit orientation, third completion and access."""
    assert map_qualification(Query(title, country=country)).isced_level.isced_a == attainment


@pytest.mark.parametrize(("title", "country"), SHORT)
def test_short_cycle_tertiary(title: str, country: str) -> None:
    """Manual, chapter 8: shorter than a first degree, occupational, and tertiary: level 5."""
    found = map_qualification(Query(title, country=country)).isced_level
    assert (found.code, found.cycle) == ("5", "short")


@pytest.mark.parametrize(("title", "country"), LONG)
def test_long_first_degrees_are_level_7(title: str, country: str) -> None:
    """Manual, chapter 10: a first degree of five years or more, and as complex as a master's."""
    assert map_qualification(Query(title, country=country)).isced_level.code == "7"


def test_integrated_programme_is_of_the_level_that_it_ends_with() -> None:
    """Manual, chapter 10: bachelor's and master's in one end with the master's."""
    title = "Integrated bachelor's and master's degree"
    assert map_qualification(Query(title, language="en")).isced_level.code == "7"


@pytest.mark.parametrize(
    ("title", "country"), [("Doctor of Medicine", "US"), ("Juris Doctor", "US")]
)
def test_first_professional_degrees_are_no_doctorates(title: str, country: str) -> None:
    """Manual, chapters 10 and 11: a doctor's title without advanced research is not level 8."""
    found = map_qualification(Query(title, country=country)).isced_level
    assert (found.code, found.cycle) == ("7", "second")
    research = map_qualification(Query("Doctor of Philosophy", country=country)).isced_level
    assert (research.code, research.cycle) == ("8", "third")


@pytest.mark.parametrize(
    ("title", "field", "country", "level"),
    [
        ("Doctor", "General Medicine", "KG", "7"),
        ("دکترا", "طب", "IR", "7"),
        ("Doctor", "Sociology", "KG", "8"),
        ("Doctor of Philosophy", "Medicine", "EG", "8"),
        ("Doktor der Medizin", None, "DE", "8"),
    ],
)
def test_bare_degree_is_read_with_the_field_beside_it(
    title: str, field: str | None, country: str, level: str
) -> None:
    """Manual, chapters 10 and 11: whether a doctor is a first degree, the field may say."""
    found = map_qualification(Query(title, field=field, country=country)).isced_level
    assert found.code == level


@pytest.mark.parametrize(
    ("title", "institution", "country", "level"),
    [
        ("Diploma", "Jose Rizal Memorial National High School", "PH", "3"),
        ("Diploma", "University of San Isidro", "PH", "5"),
        ("Ön Lisans", "Ege Meslek Yüksekokulu", "TR", "5"),  # not 'yüksekokulu lisans'
    ],
)
def test_bare_degree_is_read_with_the_institution_before_it(
    title: str, institution: str, country: str, level: str
) -> None:
    """Manual, chapter 1: a diploma of a high school is a high school diploma."""
    found = map_qualification(Query(title, institution=institution, country=country)).isced_level
    assert found.code == level


def test_post_secondary_that_is_not_tertiary() -> None:
    """Manual, chapter 6: after upper secondary, and not as complex as tertiary: level 4."""
    found = map_qualification(Query("Post-secondary certificate", language="en")).isced_level
    assert found.code == "4"


@pytest.mark.parametrize(("title", "level"), SCHOOLING)
def test_school_years(title: str, level: str) -> None:
    """Manual, chapters 3 to 5: six years, then three, then three, where the system is unknown."""
    found = map_qualification(Query(title, language="en")).isced_level
    assert found.code == level
    assert ReasonKind.GRADE_NUMBERS in {reason.kind for reason in found.reasons}


def test_early_childhood_education() -> None:
    """Manual, chapter 2: education before primary is level 0."""
    found = map_qualification(Query("Preschool education", language="en")).isced_level
    assert found.code == "0"


def test_level_of_a_framework_decides_where_the_title_states_it() -> None:
    """Recommendation 2017/C 189/03 (EQF): a level that the title states is evidence."""
    found = map_qualification(Query("Certificate, EQF level 5", language="en")).isced_level
    assert (found.code, found.eqf) == ("5", 5)
    assert ReasonKind.FRAMEWORK_LEVEL in {reason.kind for reason in found.reasons}


def test_level_9_is_never_suggested() -> None:
    """Manual, chapter 1: 9, not elsewhere classified, is for statistics."""
    for title in ("Zzyzx", "Certificate not elsewhere classified", "Special education"):
        found = map_qualification(Query(title, language="en")).isced_level
        assert "9" not in {found.code, *(one.code for one in found.alternatives)}
