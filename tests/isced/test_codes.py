"""The code lists are complete and hang together."""

from pathlib import Path

import pytest

from recognition.errors import BrokenSetting, ErrorCode, InvalidInput
from recognition.isced import codes


def test_counts_of_the_standard() -> None:
    """ISCED-F has 11 broad fields and 'unknown', 58 narrow and 150 detailed with auxiliaries."""
    lengths = [len(code) for code in codes.field_list().titles]
    assert [lengths.count(n) for n in (2, 3, 4)] == [12, 58, 150]


def test_every_code_has_its_parents() -> None:
    """A detailed field stands under its narrow, a narrow under its broad field."""
    for broad in codes.fields():
        assert broad.narrow
        for narrow in broad.narrow:
            assert narrow.field.code[:2] == broad.field.code
            assert narrow.detailed
            assert all(field.code[:3] == narrow.field.code for field in narrow.detailed)


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("0228", "Inter-disciplinary programmes and qualifications involving humanities"),
        ("0610", "Information and Communication Technologies (ICTs) not further defined"),
        ("0999", "Health and welfare not elsewhere classified"),
        ("0613", "Software and applications development and analysis"),
    ],
)
def test_titles_follow_the_rule_for_auxiliary_codes(code: str, title: str) -> None:
    """Titles of codes ending in 0, 8 and 9 are made by the standard's rule."""
    assert codes.field_title(code) == title


def test_levels() -> None:
    """Levels 0 to 9, with EQF and cycle where one corresponds."""
    assert [level.code for level in codes.levels()] == list("0123456789")
    assert codes.level("7").eqf == 7
    assert codes.level("5").cycle == "short"
    assert codes.is_attainment("665") is False
    assert codes.attainment_title("660").startswith("Bachelor")


def test_unknown_codes_are_refused() -> None:
    """A code that is not in the list is a typed error."""
    assert not codes.is_field("0620")
    assert not codes.is_level("10")
    with pytest.raises(InvalidInput) as refused:
        codes.field_title("0620")
    assert refused.value.code is ErrorCode.BAD_VALUE


def test_misplaced_field_is_named(data: Path) -> None:
    """A detailed field under the wrong narrow field names file and key."""
    file = data / "iscedf.toml"
    file.write_text(file.read_text("utf-8").replace("0311 =", "0411 ="), "utf-8")
    with pytest.raises(BrokenSetting) as refused:
        codes.load_fields(data)
    assert refused.value.code is ErrorCode.DATA_FILE_INVALID
    assert refused.value.subject == "iscedf.toml#03.031.0411"
