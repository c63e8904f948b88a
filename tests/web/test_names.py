"""When two names look like one person's."""

import pytest

from recognition.web.names import same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Olena Kovalchuk", "KOVALCHUK Olena"),
        ("Olena Kovalchuk", "Олена Ковальчук"),
        ("José Núñez", "Jose Nunez"),
        ("Selam Tesfalidet Weldemariam", "Selam Weldemariam"),
        ("Ahmad Hassan", "أحمد حسن"),
        ("Anna-Maria Weiß", "Anna Maria Weiss"),
        ("Olena Kovalchuk", ""),
    ],
)
def test_one_person(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Olena Kovalchuk", "Olena Petrenko"),
        ("Olena Kovalchuk", "Марія Петренко"),
        ("Ahmad Hassan", "محمد علي"),
        ("Maria Silva", "Maria Santos"),
    ],
)
def test_perhaps_another(one: str, other: str) -> None:
    assert not same_name(one, other)
