"""Forms of a value that say the same, whichever of them a paper is marked with."""

import pytest

from tests.papers.usage import further_forms


@pytest.mark.parametrize(
    ("name", "value", "further"),
    [
        ("qualification_title", "Degree of Bachelor of Laws (LL.B)", "Bachelor of Laws (LL.B)"),
        ("qualification_title", "درجة البكالوريوس في الصيدلة", "البكالوريوس في الصيدلة"),
        ("field_of_study", "812.1 Turism", "Turism"),
        ("field_of_study", "5230700 – Bank ishi", "Bank ishi"),
        ("field_of_study", "26-41-M/002 Elektrotechnika", "Elektrotechnika"),
        ("grade", "gut (1,7)", "gut"),
        ("grade", "gut (1,7)", "1,7"),
        ("grade", "CGPA 3.21", "3.21"),
        ("grade", "14 (catorze) valores", "14"),
        ("grade", "73.7 % – Good", "73.7"),
        ("duration", "چهار سال (هشت سمستر)", "چهار سال"),
    ],
)
def test_a_shorter_form_says_the_same(name: str, value: str, further: str) -> None:
    """What announces a title, numbers a field or stands in brackets may be left out."""
    assert further in further_forms(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("qualification_title", "Diploma in Midwifery"),
        ("qualification_title", "شهادة بكالوريا التعليم الثانوي"),
        ("field_of_study", "3D Design"),
        ("grade", "Second Class Honours (Upper Division)"),
        ("grade", "Second Class (Division 1)"),
        ("grade", "First Division"),
        ("institution", "Universität (Nord)"),
    ],
)
def test_what_belongs_to_a_value_stays(name: str, value: str) -> None:
    """A part without which it would be another value is never left out."""
    assert further_forms(name, value) == []
