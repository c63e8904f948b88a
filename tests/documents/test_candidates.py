"""What may be a value is found, whatever the language; which of it is one is for the ranking."""

import pytest

from recognition.documents.extraction.candidate import Means
from recognition.documents.extraction.extract import candidates
from recognition.documents.extraction.page.layout import PageText, Segment, Span
from recognition.documents.extraction.page.paper import paper
from recognition.documents.extraction.ranking.chronology import among_dates
from recognition.documents.extraction.ranking.relations import Guess, relations
from recognition.documents.model import PageReading
from recognition.domain.vocabulary import FieldName, ReadingSource
from tests.documents.reading_pages import whole
from tests.documents.test_extraction import page


def values(name: FieldName, reading: PageReading) -> set[str]:
    return {candidate.value for candidate in candidates(name, paper([reading]))}


@pytest.mark.parametrize(
    ("line", "language", "duration"),
    [
        ("after a course of 3 years 6 months", "en", "3 years 6 months"),
        ("nach fünfjährigem Besuch der Schule", "de", "fünfjährigem"),
        ("završila četverogodišnje obrazovanje", "bs", "četverogodišnje"),
        ("corso di studi quinquennale", "it", "quinquennale"),
        ("mafunzo ya miaka miwili", "sw", "miaka miwili"),
        ("مدة الدراسة سنتان", "ar", "سنتان"),
        ("مدة الدراسة لسنتين", "ar", "لسنتين"),
        ("nach funfjahrlgem Besuch der Schule", "de", "funfjahrlgem"),
        ("在本校四年制本科学习", "zh", "四年制"),
        ("a course of 240 hours", "en", "240 hours"),
        ("con una duración de 2.000 horas", "es", "2.000 horas"),
        ("د دوو کلونو عمومي اوسط", "ps", "دوو کلونو"),
        ("czas trwania 6 lat (12 semestrów)", "pl", "6 lat (12 semestrów)"),
        ("délka vzdělávání: 3 a půl roku", "cs", "3 a půl roku"),
        ("durata legale del corso: anni tre", "it", "anni tre"),
        ("с продължителност 960 учебни часа", "bg", "960 учебни часа"),
    ],
)
def test_a_duration_is_found_however_it_is_said(line: str, language: str, duration: str) -> None:
    assert duration in values(FieldName.DURATION, page([line], language))


@pytest.mark.parametrize(
    ("line", "language", "normalised"),
    [
        ("Срок обучения: 4года", "ru", "4 года"),
        ("Eğitim süresi: 4yıl", "tr", "4 yıl"),
        ("修業年限 3年", "ja", "3年"),
    ],
)
def test_a_space_that_recognition_lost_is_set_where_the_script_sets_one(
    line: str, language: str, normalised: str
) -> None:
    found = candidates(FieldName.DURATION, paper([page([line], language)]))
    assert normalised in {c.normalised or c.value for c in found}


def test_a_field_in_quotes_begins_after_its_code() -> None:
    line = "Спеціальність: 5.12010102 «Сестринська справа»"
    assert "Сестринська справа" in values(FieldName.FIELD_OF_STUDY, page([line], "uk"))


@pytest.mark.parametrize(
    ("line", "language", "total"),
    [
        ("Tổng số tín chỉ tích lũy: 129. Giấy này có giá trị", "vi", "129"),
        ("Insgesamt erworbene Leistungspunkte: 180, davon 60 für Praktika", "de", "180"),
        ("Total credits earned 121.5", "en", "121.5"),
    ],
)
def test_credits_are_found_within_a_sentence(line: str, language: str, total: str) -> None:
    found = candidates(FieldName.CREDITS, paper([page([line], language)]))
    assert total in {c.normalised for c in found}


def test_a_name_like_a_short_word_for_a_duration_is_none() -> None:
    assert not values(FieldName.DURATION, page(["محمد عثمان لغاری"], "ur"))


@pytest.mark.parametrize(
    ("line", "language", "grade"),
    [
        ("Genel not ortalaması (4.00) 2,61", "tr", "2,61"),
        ("com a média final de 14 (catorze) valores", "pt", "14 (catorze) valores"),
        ("com a média final de 14 (catorze) valores", "pt", "14"),
        ("Overall grade: very good (4.32)", "en", "very good (4.32)"),
        ("der Erfolg bei der Prüfung war sehr gut (4)", "de", "sehr gut (4)"),
        ("с итогом 4 (хорошо)", "ru", "4 (хорошо)"),
        ("is granted the degree with 81.20%.", "en", "81.20%"),
        ("النسبة المئوية ٪٧٩٫٤", "ar", "٪٧٩٫٤"),
        ("session with a total of 215 out of 240.", "en", "215 out of 240"),
        ("اجتاز بمجموع ٧١٥ من ٩٠٠", "ar", "٧١٥ من ٩٠٠"),
        ("katika daraja la Pili (Juu).", "sw", "Pili (Juu)"),
    ],
)
def test_a_grade_is_found_behind_its_scale_and_with_its_words(
    line: str, language: str, grade: str
) -> None:
    assert grade in values(FieldName.GRADE, page([line], language))


def test_the_mark_reached_is_found_in_a_row_behind_the_highest() -> None:
    reading = page(["Total marks obtained"], "en")
    columns = [reading.words[0].model_copy(update={"text": text, "box": (x, 0.05, x + 0.05, 0.066)})
               for text, x in (("600", 0.6), ("523", 0.8))]  # fmt: skip
    reading = reading.model_copy(update={"words": (*reading.words, *columns)})
    assert {"600", "523"} <= values(FieldName.GRADE, reading)


def test_a_person_is_found_within_a_sentence() -> None:
    line = "attendu que Jean Robenson Estimable a complété quatre années"
    assert "Jean Robenson Estimable" in values(FieldName.HOLDER_NAME, page([line], "fr"))


@pytest.mark.parametrize(
    ("line", "language", "holder"),
    [
        ("تشهد الوزارة بأن زينب أبو الحمد حسنين المولود بجهة قوص", "ar", "زينب أبو الحمد حسنين"),
        (
            "يبين الكشف علامات الطالب وسيم عبد القادر نعناع والدته جورجيت",
            "ar",
            "وسيم عبد القادر نعناع",
        ),
        ("تصدیق است که احمد شکیب صافی ولد عبدالصمد", "fa", "احمد شکیب صافی"),
    ],
)
def test_a_name_begins_behind_that_and_ends_where_its_sentence_goes_on(
    line: str, language: str, holder: str
) -> None:
    assert holder in values(FieldName.HOLDER_NAME, page([line], language))


def test_a_name_of_three_lines_is_one_and_ends_before_the_sentence_goes_on() -> None:
    """So diplomas of Russia print it since 2014."""
    lines = [
        "Настоящий диплом свидетельствует о том, что",
        "Сайфуллин",
        "Ильнур",
        "Рашитович",
        "освоил программу бакалавриата по направлению подготовки",
    ]
    assert "Сайфуллин Ильнур Рашитович" in values(FieldName.HOLDER_NAME, page(lines, "ru"))


def test_a_value_stands_beside_a_label_that_a_second_language_repeats() -> None:
    """The second label may be in a language, or so badly read, that no phrase is known in it."""
    reading = whole(((0.1, "Name / AP"), (0.4, "Tigist Alemu Gebre")), languages=("en",))
    found = {(c.value, c.means) for c in candidates(FieldName.HOLDER_NAME, reading)}
    assert ("Tigist Alemu Gebre", Means.BESIDE) in found


def test_a_patronymic_under_a_label_of_its_own_belongs_to_the_name() -> None:
    lines = ["Фамилия Бронникова", "Имя Вероника", "Отчество Игоревна", "Дата рождения 19.08.2001"]
    found = values(FieldName.HOLDER_NAME, page(lines, "ru"))
    assert "Бронникова Вероника Игоревна" in found


@pytest.mark.parametrize(
    ("lines", "language", "holder"),
    [
        (
            ["Prénoms : Ndèye Fatou", "Né(e) le : 02/07/1997", "Régime : normal", "Nom : DIOUF"],
            "fr",
            "DIOUF Ndèye Fatou",
        ),
        (
            [
                "Numele de familie la naștere și inițiala tatălui: BĂLĂNESCU C.",
                "Prenumele: Andreea Mihaela",
            ],
            "ro",
            "BĂLĂNESCU Andreea Mihaela",
        ),
        (
            ["Кравець", "(прізвище)", "Данило Олегович", "(власне ім'я, по батькові)"],
            "uk",
            "Кравець Данило Олегович",
        ),
    ],
)
def test_family_and_given_name_are_one_with_what_stands_between_them_left_out(
    lines: list[str], language: str, holder: str
) -> None:
    assert holder in values(FieldName.HOLDER_NAME, page(lines, language))


def test_a_label_is_no_part_of_a_name() -> None:
    heads = ((0.1, "Numele de familie:"), (0.4, "Prenumele:"), (0.7, "Data nașterii:"))
    row = ((0.1, "TÓTH"), (0.4, "Zsolt Attila"), (0.7, "14.06.1991"))
    reading = whole(heads, row, languages=("ro",))
    found = {c.value for c in candidates(FieldName.HOLDER_NAME, reading)}
    assert not any(value.startswith("Prenumele Data") for value in found)


def test_a_name_at_birth_in_a_bracket_is_not_the_holder_after_a_label() -> None:
    line = "Szentandrási Borbála Ilona (születési név: Vadkerti Borbála Ilona)"
    found = candidates(FieldName.HOLDER_NAME, paper([page([line], "hu")]))
    assert "Szentandrási Borbála Ilona" in {c.value for c in found}
    assert not any(c.value.startswith("Vadkerti") and c.label.size for c in found)


def test_the_name_of_a_parent_in_a_bracket_is_not_set_before_the_holders() -> None:
    line = "потврђује се да је Јасмина Ђурковић, (Бранислав), рођена 3. маја 1994."
    found = values(FieldName.HOLDER_NAME, page([line], "sr"))
    assert "Јасмина Ђурковић" in found
    assert not any("(" in value for value in found)


def test_two_values_in_quotes_are_not_one() -> None:
    line = "па спецыяльнасці «Аграномія» «Агрономия»"
    found = values(FieldName.FIELD_OF_STUDY, page([line], "be"))
    assert "Аграномія" in found
    assert "Агрономия" in found
    assert not any("Аграномія" in value and "Агрономия" in value for value in found)


def test_a_day_to_come_is_no_date_of_award() -> None:
    """It is the day until which a paper is valid."""
    reading = page(["Issued on 4 May 2019", "Valid until 30 June 2039"], "en")
    found = {c.normalised for c in candidates(FieldName.AWARD_DATE, paper([reading]))}
    assert found == {"2019-05-04"}


def test_a_degree_is_found_without_the_certificate_that_it_stands_in() -> None:
    reading = page(["وحصل على شهادة البكالوريوس في الهندسة المدنية للسنة الدراسية"], "ar")
    assert "البكالوريوس في الهندسة المدنية" in values(FieldName.QUALIFICATION_TITLE, reading)


@pytest.mark.parametrize(
    ("line", "language", "field"),
    [
        ("دبلوم التمريض العام", "ar", "التمريض العام"),
        ("MAGISTAR GEOGRAFIJE – TURIZAM I ZAŠTITA", "bs", "TURIZAM I ZAŠTITA"),
        ("Branch: Industrial / Electricity", "en", "Electricity"),
    ],
)
def test_a_field_is_found_behind_its_degree_and_behind_its_group(
    line: str, language: str, field: str
) -> None:
    assert field in values(FieldName.FIELD_OF_STUDY, page([line], language))


def test_a_field_is_found_in_a_row_of_its_own_within_a_wrapped_sentence() -> None:
    lines = ["with first class honours in", "Psychology", "on the 18th day of July"]
    assert "Psychology" in values(FieldName.FIELD_OF_STUDY, page(lines, "en"))


def test_a_name_in_quotes_is_found_with_what_stands_after_it() -> None:
    line = 'Universitatea Tehnică "Mihai Dragan" din Bălți'
    found = values(FieldName.INSTITUTION, page([line], "ro"))
    assert any(value.endswith("din Bălți") and value.startswith("Universitatea") for value in found)


def test_a_birth_is_long_before_the_other_dates() -> None:
    reading = page(["12 May 1990", "1 June 2014", "3 July 2015"], "en")
    found = {c.normalised: c for c in candidates(FieldName.DATE_OF_BIRTH, paper([reading]))}
    dates = sorted(found)
    birth, award = (among_dates(found[date], dates) for date in ("1990-05-12", "2015-07-03"))
    assert birth["time_first"] == birth["time_life_after"] == 1
    assert award["time_last"] == award["time_life_before"] == 1
    assert not birth["time_life_before"] and not award["time_life_after"]


def _row(number: int, start: int, end: int) -> Segment:
    return Segment((), (0.1, number / 20, 0.9, number / 20 + 0.02), start, end)


def test_a_field_speaks_for_the_title_before_it() -> None:
    text = PageText(1, ReadingSource.OCR, segments=[_row(0, 0, 10), _row(1, 11, 40)])
    title, field = Span(text, 0, 10), Span(text, 14, 30)
    guesses = {FieldName.FIELD_OF_STUDY: Guess(field, 0.8)}
    told = relations(title, FieldName.QUALIFICATION_TITLE, guesses)
    assert told == {
        "field_of_study:before": 0.8,
        "field_of_study:right_before": 0.8,
        "field_of_study:near_before": 0.8,
    }
    inside = relations(Span(text, 0, 30), FieldName.QUALIFICATION_TITLE, guesses)
    assert inside == {"field_of_study:holds": 0.8, "field_of_study:same_end": 0.8}


def test_an_improbable_guess_and_a_field_itself_say_nothing() -> None:
    text = PageText(1, ReadingSource.OCR, segments=[_row(0, 0, 40)])
    span = Span(text, 0, 10)
    doubtful = {FieldName.FIELD_OF_STUDY: Guess(Span(text, 14, 30), 0.1)}
    assert relations(span, FieldName.QUALIFICATION_TITLE, doubtful) == {}
    own = {FieldName.QUALIFICATION_TITLE: Guess(span, 0.9)}
    assert relations(span, FieldName.QUALIFICATION_TITLE, own) == {}


def test_a_value_is_found_behind_a_label_in_two_languages() -> None:
    for line in ("Name / Naam: Ntombizodwa Mabaso", "Full name (as on passport): Giap Van Cuong"):
        found = values(FieldName.HOLDER_NAME, page([line], "en"))
        assert line.partition(": ")[2] in found


def test_the_first_row_of_a_line_that_seems_to_wrap_may_be_a_value() -> None:
    lines = ["It is certified on this day that", "Defne Karagozlu", "completed the studies of"]
    assert "Defne Karagozlu" in values(FieldName.HOLDER_NAME, page(lines, "en"))


def test_a_field_is_found_between_a_university_and_its_department_in_chinese() -> None:
    found = values(FieldName.FIELD_OF_STUDY, page(["學生在本校玉山大學日本語文學系修業"], "zh"))
    assert "日本語文學" in found


@pytest.mark.parametrize(
    ("line", "language", "field"),
    [
        ("Specialité : 34.02.01 Soins infirmiers", "fr", "Soins infirmiers"),
        ("по специальности 1502 Автомобили", "ru", "Автомобили"),
        ("in Chemistry (Organic)", "en", "Chemistry (Organic)"),
        ("Major in Physical Science Cum Laude", "en", "Physical Science"),
    ],
)
def test_a_field_is_found_behind_a_code_or_a_joining_word_and_before_a_grade(
    line: str, language: str, field: str
) -> None:
    assert field in values(FieldName.FIELD_OF_STUDY, page([line], language))


def test_a_long_row_of_numbers_comes_to_an_end() -> None:
    """Each dash more once doubled the time: forty of them would never have ended."""
    numbers = "1-" * 40 + "!"
    found = values(FieldName.FIELD_OF_STUDY, page([f"Field of study: {numbers}"], "en"))
    assert any(value.startswith("1-1-") for value in found)


@pytest.mark.parametrize(
    ("name", "line", "language", "value"),
    [
        (FieldName.INSTITUTION, "a(z) Körös-parti Főiskola Pedagógiai Karán", "hu",
         "Körös-parti Főiskola"),
        (FieldName.FIELD_OF_STUDY, "baigė Nemuno kolegijos verslo vadybos studijų programą", "lt",
         "verslo vadybos"),
        (FieldName.QUALIFICATION_TITLE, "menyandang gelar Sarjana Teknik (S.T.). Surat ini berlaku",
         "id", "Sarjana Teknik (S.T.)"),
        (FieldName.FIELD_OF_STUDY, "на студиската програма Деловно право со освоени 60 ЕКТС", "mk",
         "Деловно право"),
        (FieldName.FIELD_OF_STUDY, "SHAHADA YA KWANZA YA ELIMU", "sw", "ELIMU"),
    ],
)  # fmt: skip
def test_a_value_is_found_between_what_stands_close_before_and_behind_it(
    name: FieldName, line: str, language: str, value: str
) -> None:
    assert value in values(name, page([line], language))


def test_credits_are_found_with_their_number_in_words_before_the_unit() -> None:
    reading = page(["обима 180 (сто осамдесет) ЕСПБ, са просечном оценом 8,14"], "sr")
    found = candidates(FieldName.CREDITS, paper([reading]))
    assert "180" in {candidate.normalised for candidate in found}
