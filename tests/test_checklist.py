"""Checklists: from data, never a dead end, and the same answer each time."""

import itertools

import pycountry
import pytest

from recognition.checklist import ItemNeed, _load, checklist_for, reason_text
from recognition.domain.vocabulary import CannotBeHadReason, DocumentKind, Purpose
from recognition.errors import InvalidInput

FORMER_STATES = {"SU", "YU", "CS", "DD"}


@pytest.mark.parametrize("purpose", Purpose)
def test_every_application_has_a_list(purpose: Purpose) -> None:
    countries = ["SY", "ER", "UA", "AF", "PT", "CN", "NG", "YU"]
    for country, level in itertools.product(countries, [None, *range(9)]):
        checklist = checklist_for(purpose, country, level)
        ids = [item.id for item in checklist.items]
        assert len(ids) == len(set(ids))
        assert {"qualification", "identity"} <= {item.id for item in checklist.required}
        needs = [item.need for item in checklist.items]
        assert needs == sorted(needs, key=lambda need: need is not ItemNeed.REQUIRED)
        assert checklist == checklist_for(purpose, country, level)
        for item in checklist.items:
            assert sorted(item.reasons) == sorted(CannotBeHadReason), "no item is a dead end"


@pytest.mark.parametrize(
    ("country", "reason"), [("SY", "danger"), ("ER", "not_issued"), ("AF", "danger")]
)
def test_where_originals_cannot_be_had_it_is_said_first(country: str, reason: str) -> None:
    first = checklist_for(Purpose.ACADEMIC, country, 6).items[0]
    assert first.notes
    assert first.usual_reasons > 0
    assert first.reasons[0] == reason


def test_purpose_country_and_level_make_the_difference() -> None:
    def ids(purpose: Purpose, country: str, level: int | None) -> dict[str, ItemNeed]:
        return {item.id: item.need for item in checklist_for(purpose, country, level).items}

    assert ids(Purpose.PROFESSIONAL, "TR", 6)["right_to_practise"] is ItemNeed.REQUIRED
    assert "right_to_practise" not in ids(Purpose.ACADEMIC, "TR", 6)
    assert ids(Purpose.ACADEMIC, "TR", 6)["transcript"] is ItemNeed.REQUIRED
    assert ids(Purpose.ACADEMIC, "TR", 3)["transcript"] is ItemNeed.HELPFUL
    assert "supplement" in ids(Purpose.ACADEMIC, "TR", 6)
    assert "supplement" not in ids(Purpose.ACADEMIC, "SY", 6)
    assert "thesis" not in ids(Purpose.ACADEMIC, "TR", 7)
    assert "thesis" in ids(Purpose.ACADEMIC, "TR", None)
    assert "online_verification_report" in ids(Purpose.LABOUR_MARKET, "CN", 6)


def test_the_version_names_both_files() -> None:
    papers, countries, _ = _load()
    version = checklist_for(Purpose.ACADEMIC, "PT").version
    assert version == f"{papers.version}/{countries.version}"


@pytest.mark.parametrize(("country", "level"), [("pt", 6), ("Portugal", 6), ("PT", 9), ("PT", -1)])
def test_what_is_no_country_or_level_is_refused(country: str, level: int) -> None:
    with pytest.raises(InvalidInput):
        checklist_for(Purpose.ACADEMIC, country, level)


def test_the_data_names_only_what_exists() -> None:
    papers, countries, _ = _load()
    known = {country.alpha_2 for country in pycountry.countries} | FORMER_STATES
    ids = {item.id for item in papers.items}
    for item in papers.items:
        assert item.only_from <= known
    for note in countries.notes:
        assert note.countries <= known
        assert note.items <= ids
        assert note.note or note.usual_reasons
    assert {item.document for item in papers.items} == set(DocumentKind)


def test_every_reason_has_words() -> None:
    assert len({reason_text(reason) for reason in CannotBeHadReason}) == len(CannotBeHadReason)
