"""Credits and lengths of two systems side by side: what is sure is converted, and nothing else."""

import pycountry
import pytest

from recognition.domain.evaluation import PurposeFound
from recognition.domain.lengths import years_of
from recognition.domain.suggestion import Basis, suggest
from recognition.domain.vocabulary import ElementFinding, EvaluationElement
from recognition.domain.workload import Because, Declared, Workload, workload_of
from recognition.rules import load_workload

DATA = load_workload()


def told(**declared: object) -> Workload:
    return workload_of(Declared(**declared), DATA)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("country", "year", "credits", "system", "converted"),
    [
        ("PT", 2019, 180, "ects", 180),
        ("GB", 2015, 360, "uk", 180),
        ("NZ", 2015, 360, "nz", 180),
        ("ZA", 2015, 480, "za", 240),
        ("JP", 1995, 124, "jp", 240),
        ("NO", 1999, 80, "no_before", 240),
        ("SE", 2001, 120, "se_before", 180),
        ("SE", 2012, 180, "ects", 180),
        ("UA", 2019, 240, "ects", 240),
    ],
)
def test_credits_are_converted_by_what_a_year_counts_there(
    country: str, year: int, credits: float, system: str, converted: float
) -> None:
    found = told(credits=credits, credits_text=f"{credits}", country=country, award_year=year)
    assert found.system is not None and found.system.id == system
    assert (found.credits, found.because) == (converted, Because.COUNTRY)


def test_what_the_paper_names_goes_before_what_is_usual() -> None:
    found = told(credits=180, credits_text="180 ECTS", country="GB", award_year=2015)
    assert (found.credits, found.because) == (180, Because.NAMED)
    assert found.system is not None and found.system.id == "ects"


@pytest.mark.parametrize(
    ("credits", "years", "system"),
    [(124, 4, "us_semester"), (186, 4, "us_quarter"), (150, 4, None), (124, None, None)],
)
def test_where_a_country_has_two_systems_the_length_says_which(
    credits: float, years: float | None, system: str | None
) -> None:
    found = told(credits=credits, credits_text=f"{credits}", years=years, country="US")
    assert (found.system.id if found.system else None) == system
    if system is None:
        assert [one.id for one in found.candidates] == ["us_semester", "us_quarter"]
        assert found.credits is None and found.years_by_credits is None
    else:
        assert found.because is Because.LENGTH


@pytest.mark.parametrize(
    ("country", "year"),
    [("CN", 2015), ("AU", 2015), ("UA", 2005), ("PT", None), ("SE", 2007), ("", 2015)],
)
def test_what_is_not_sure_is_not_converted(country: str, year: int | None) -> None:
    """Another system, a year of change, an unknown year: figures as they stand."""
    found = told(credits=180, credits_text="180", country=country, award_year=year)
    assert found.system is None and found.credits is None


def test_what_does_not_fit_together_is_said() -> None:
    same = {"credits": 180, "credits_text": "180", "country": "PT", "award_year": 2019}
    assert not told(**same, years=3).apart
    assert told(**same, years=5).apart
    assert not told(**same).apart, "nothing to compare"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("4 years", 4),
        ("three academic years", 3),
        ("3 or 4 years", 4),
        ("three years", 3),
        ("3,5 Jahre", 3.5),
        ("6 Semester", 3),
        ("sechs Semester (3 Jahre)", 3),
        ("36 months", 3),
        ("3 роки 10 місяців", 3 + 10 / 12),
        ("чотири роки", 4),
        ("5 лет", 5),
        ("٤ سنوات", 4),
        ("أربع سنوات", 4),
        ("سنتان", 2),
        ("四年制", 4),
        ("3 ans", 3),
        ("2 años", 2),
        ("dreijährige Ausbildung", 3),
        ("1200 hours", None),
        ("3 and more", None),
        ("three and a half years", 3.5),
        ("3½ Jahre", 3.5),
        ("dreieinhalb Jahre", 3.5),
        ("deux ans et demi", 2.5),
        ("tres años y medio", 3.5),
        ("3 anni e mezzo", 3.5),
        ("три с половиной года", 3.5),
        ("чотири з половиною роки", 4.5),
        ("ثلاث سنوات ونصف", 3.5),
        ("三年半", 3.5),
        ("three years, half of them abroad", 3),
        ("2010", None),
        ("", None),
    ],
)
def test_a_length_is_understood_in_many_languages(text: str, years: float | None) -> None:
    assert years_of(text, DATA.lengths) == (pytest.approx(years) if years else None)


HERE = PurposeFound(target="Bachelor", credits_here=180, years_here=3)


@pytest.mark.parametrize(
    ("basis", "finding"),
    [
        (Basis(credits=180, credits_text="360"), "none"),
        (Basis(credits=150, years=4, credits_text="300", duration_text="4 years"), None),
        (Basis(years=3, duration_text="3 years"), "none"),
        (Basis(years=3, credits_text="99", duration_text="3 years"), "none"),
        (Basis(years=2, duration_text="2 years"), None),
        (Basis(credits_text="360"), None),
    ],
)
def test_the_suggestion_goes_by_converted_credits_then_by_length(
    basis: Basis, finding: str | None
) -> None:
    """GDPR, article 22: 'no difference' or nothing, and a person finds."""
    made = suggest(EvaluationElement.WORKLOAD, basis, HERE)
    assert made is not None and made.finding == finding
    assert made.finding in (None, ElementFinding.NONE)


def test_every_system_names_its_source_and_known_countries() -> None:
    known = {one.alpha_2 for one in pycountry.countries}
    for system in DATA.systems:
        assert system.source and system.title
        assert all(code in known for use in system.countries for code in use.codes), system.id
    assert DATA.own.per_year == 60
