"""The country of a paper, where it names none: by its towns, its language, its translator."""

import pytest

from recognition.documents.extraction.country import country, country_candidates
from recognition.documents.extraction.page.states import names
from recognition.documents.extraction.page.tokens import tokenise
from recognition.documents.extraction.page.towns import named, towns, towns_on
from tests.documents.reading_pages import whole
from tests.towns.names import Town, usable_names


@pytest.mark.parametrize(
    ("line", "languages", "code"),
    [
        ("Given at Satara, the 12th January 2014", ("en",), "IN"),
        ("Edirne, 12.12.2008", ("tr",), "TR"),
        ("بدمشق في ١٢ آذار ٢٠١٤", ("ar",), "SY"),
        ("г. Набережные Челны", ("ru",), "RU"),
    ],
)
def test_a_town_tells_the_country(line: str, languages: tuple[str, ...], code: str) -> None:
    """Also behind an Arabic "in", and in two words."""
    said = country(whole("Diploma", line, languages=languages), None)
    assert said is not None
    assert said[0] == code


@pytest.mark.parametrize("line", ["given in march at satara", "12.12.2008", "Sofia Khan"])
def test_words_and_persons_are_no_towns(line: str) -> None:
    """Without a capital letter, or where a name is more often somebody's."""
    (page,) = whole(line).pages
    assert not list(towns_on(page))


def test_the_longest_name_counts() -> None:
    """Within "San José de Cúcuta" no San José is sought."""
    known = {"san jose", "san jose de"}
    (page,) = whole("San José de Cúcuta").pages
    assert [name for name, _ in named(tokenise(page.folded), known)] == ["san jose de"]


def test_a_translation_is_not_of_the_country_of_its_language() -> None:
    """What speaks for Germany on a translation into German is marked as such."""
    lines = ("Beglaubigte Übersetzung aus dem Arabischen", "Damaskus", "Deutschland")
    found = {c.code: c.features for c in country_candidates(whole(*lines, languages=("de",)), None)}
    assert found["DE"]["translated_to_1"] == 1
    assert "translated_to_1" not in found["SY"]


def test_short_names_of_countries_count_where_letters_say_more() -> None:
    """Egypt has three letters in Arabic, Thailand in Thai, Japan two."""
    assert names(("ar",))["EG"] == ("مصر",)
    assert names(("th",))["TH"] == ("ไทย",)
    assert names(("ja",))["JP"] == ("日本",)


def test_names_of_towns_are_compared_without_punctuation_and_foreign_spellings() -> None:
    """Transliterations from a third script are no names by which papers print a town."""
    town = Town(
        "Naberezhnyye Chelny",
        ("Набережные Челны", "nbryzhny chlny mdynt", "Chelny 2"),
        "RU",
        500_000,
    )
    assert usable_names(town) == {"naberezhnyye chelny", "набережные челны"}


def test_the_list_has_towns_of_most_countries() -> None:
    """And no name that is empty or in capitals."""
    assert len(set(towns().values())) > 200
    assert all(name == name.casefold() and name for name in towns())
