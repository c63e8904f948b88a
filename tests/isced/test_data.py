"""Systems and lexicon: every file is valid, and a broken one says where."""

from pathlib import Path

import pytest

from recognition.errors import BrokenSetting, ErrorCode
from recognition.isced.files import data_folder
from recognition.isced.lexicon import load_lexicon
from recognition.isced.systems import load_systems
from recognition.isced.weights import load_weights

COUNTRIES = (
    "SY UA ER ET AF IR IQ TR RU BY PL RO DE FR ES IT PT NL GR RS AL IN PK NG SO VN CN GB US EG MA"
)
LANGUAGES = "en fr es de it pt ro pl cs ru uk ar fa tr uz et zh vi hi sq sr el am ti nl"


def test_systems_are_there() -> None:
    """Every promised country has a system with a bachelor, a master and a doctoral level."""
    release, systems = load_systems(data_folder())
    assert release
    assert set(COUNTRIES.split()) <= set(systems)
    for system in systems.values():
        levels = {entry.level for entry in system.qualifications}
        assert {"6", "7", "8"} <= levels, system.country
        assert system.source


def test_lexicon_is_there() -> None:
    """Every promised language has degree words and subject words of all broad fields."""
    lexicon = load_lexicon(data_folder())
    assert set(LANGUAGES.split()) <= lexicon.languages
    for language in LANGUAGES.split():
        broad = {p.code[:2] for p in lexicon.subjects if p.language == language}
        assert broad >= {f"{number:02}" for number in range(1, 11)}, language
        levels = {p.code[0] for p in lexicon.degrees if p.language == language}
        assert levels >= {"3", "6", "7", "8"}, language


@pytest.mark.parametrize(
    ("file", "old", "new", "subject"),
    [
        ("systems/sy.toml", 'level = "6"', 'level = "12"', "sy.toml#qualification[4].level"),
        ("systems/sy.toml", "eqf = 8", "eqf = 9", "sy.toml#qualification[8].eqf"),
        ("systems/sy.toml", "years =", "jears =", "sy.toml#qualification[0].jears"),
        ("systems/sy.toml", 'country = "SY"', 'country = "SX"', "sy.toml#country"),
        ("systems/sy.toml", "[[", "[", "sy.toml"),
        ("lexicon/es.toml", "0311 =", "0399x =", "es.toml#fields.0399x"),
        ("lexicon/es.toml", "344 =", "345 =", "es.toml#degrees.345"),
        ("mapper.toml", "hint = 0.25", 'hint = "much"', "mapper.toml#fields.hint"),
    ],
)
def test_broken_file_names_file_and_key(
    data: Path, file: str, old: str, new: str, subject: str
) -> None:
    """A mistake in a data file is a typed error that names file and key."""
    path = data / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(BrokenSetting) as refused:
        load_systems(data)
        load_lexicon(data)
        load_weights(data)
    assert refused.value.code is ErrorCode.DATA_FILE_INVALID
    assert refused.value.subject == subject
    assert refused.value.advice


def test_missing_file_is_named(data: Path) -> None:
    """A missing file is named too."""
    (data / "mapper.toml").unlink()
    with pytest.raises(BrokenSetting) as refused:
        load_weights(data)
    assert refused.value.subject == "mapper.toml"
