"""Institutions by name: the register that comes along, looking up, and a broken file."""

from pathlib import Path

import pycountry
import pytest

from recognition.documents import register as module
from recognition.documents.register import Register, read_register
from recognition.errors import InvalidInput

FILE = Path(module.__file__).parent / "data" / "institutions.tsv"
KOSOVO = "XK"  # in use everywhere, though not a code of ISO 3166-1
HEADER = "id\tname\tcountry\tother_names\tnote"


def rows() -> list[list[str]]:
    return [line.split("\t") for line in FILE.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def register() -> Register:
    return read_register(FILE)


def test_the_register_loads_as_a_whole(register: Register) -> None:
    header, *entries = rows()
    assert "\t".join(header) == HEADER
    assert len(register) == len(entries) > 1200


def test_every_line_is_whole_and_in_order() -> None:
    _, *entries = rows()
    assert all(len(entry) == len(HEADER.split("\t")) for entry in entries)
    assert not any('"' in cell or cell != cell.strip() for entry in entries for cell in entry)
    places = [(country, number) for number, _, country, *_ in entries]
    assert places == sorted(places)
    assert len({number for number, *_ in entries}) == len(entries)


def test_every_country_is_a_country() -> None:
    known = {country.alpha_2 for country in pycountry.countries} | {KOSOVO}
    for number, _, country, *_ in rows()[1:]:
        assert country in known, number
        assert number.startswith(f"{country}-"), number


def test_no_name_stands_twice_in_an_entry() -> None:
    for number, name, _, others, _ in rows()[1:]:
        names = [name, *others.split("|")]
        assert len(set(names)) == len(names), number


@pytest.mark.parametrize(
    ("written", "country", "name"),
    [
        ("جامعة دمشق", "SY", "جامعة دمشق"),
        ("Damascus University", "SY", "جامعة دمشق"),
        ("Jamiat Dimashq", "SY", "جامعة دمشق"),
        ("Univers1ty of Darnascus", "SY", "جامعة دمشق"),
        ("Al-Baath Universty", "SY", "جامعة حمص"),
        ("دانشگاه تهران", "IR", "دانشگاه تهران"),
        ("Daneshgahe Tehran", "IR", "دانشگاه تهران"),
        ("پوهنتون کابل", "AF", "پوهنتون کابل"),
        ("አዲስ አበባ ዩኒቨርስቲ", "ET", "አዲስ አበባ ዩኒቨርሲቲ"),
        ("Adis Abeba University", "ET", "አዲስ አበባ ዩኒቨርሲቲ"),
        (
            "Донецький націонапьний університет",
            "UA",
            "Донецький національний університет імені Василя Стуса",
        ),
        (
            "თბილისის სახელმწიფო უნივერსიტეტი",
            "GE",
            "ივანე ჯავახიშვილის სახელობის თბილისის სახელმწიფო უნივერსიტეტი",
        ),
        ("Yerevan State Univercity", "AM", "Երևանի պետական համալսարան"),
        ("ISTANBUL UNIVERSITESI", "TR", "İstanbul Üniversitesi"),
        ("ঢাকা বিশ্ববিদ্যালয়", "BD", "ঢাকা বিশ্ববিদ্যালয়"),
        ("清華大学", "CN", "清华大学"),
        ("West African Examination Council", "NG", "West African Examinations Council"),
        ("UNIKIN", "CD", "Université de Kinshasa"),
    ],
)
def test_found_in_any_script_and_in_spite_of_errors(
    register: Register, written: str, country: str, name: str
) -> None:
    first = register.look_up(written, country)[0]
    assert (first.institution.name, first.institution.country) == (name, country)


@pytest.mark.parametrize(("country", "other"), [("CU", "VE"), ("VE", "CU")])
def test_a_namesake_in_another_country_ranks_lower(
    register: Register, country: str, other: str
) -> None:
    first, second, *_ = register.look_up("Universidad de Oriente", country)
    assert (first.institution.country, second.institution.country) == (country, other)
    assert second.score < first.score


@pytest.mark.parametrize("written", ["Handwerkskammer Köln", "Zqwx Kvrtp", "", "?"])
def test_an_unknown_name_finds_nothing(register: Register, written: str) -> None:
    assert register.look_up(written) == []


@pytest.mark.parametrize(
    "line",
    [
        "SY-001\tجامعة حلب\tSY\t\t",  # the id stands there already
        "\tجامعة حلب\tSY\t\t",
        "SY-002\t\tSY\t\t",
        "SY-002\tجامعة حلب\tSyria\t\t",
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    broken = tmp_path / "own.tsv"
    broken.write_text(f"{HEADER}\nSY-001\tجامعة دمشق\tSY\t\t\n{line}\n", "utf-8")
    with pytest.raises(InvalidInput, match=r"own\.tsv: line 3"):
        read_register(broken)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "own.tsv"
    broken.write_text("id\tname\nSY-001\tجامعة دمشق\n", "utf-8")
    with pytest.raises(InvalidInput, match=r"own\.tsv: line 1.*country"):
        read_register(broken)
