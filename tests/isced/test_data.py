"""Systems and lexicon: every file is valid, and a broken one says where."""

from collections import defaultdict
from pathlib import Path

import pytest

from recognition.errors import BrokenSetting, ErrorCode
from recognition.isced.files import data_folder
from recognition.isced.lexicon import Role, Strength, load_lexicon
from recognition.isced.systems import load_systems
from recognition.isced.weights import load_weights

COUNTRIES = (
    "SY UA ER ET AF IR IQ TR RU BY RS AL IN PK NG SO VN CN GB US EG MA BA MK ME XK GE AM AZ MD KZ "
    "KG UZ TJ TM MN CM CI SN ML GN GM GH TG BJ BF NE TD CF CG CD AO MZ TZ KE UG RW BI ZW ZM ZA SL "
    "LR MG TN DZ LY SD SS YE JO PS LB SA LK NP BD MM TH ID MY PH KR JP TW CO VE EC PE BO AR BR CL "
    "CU DO HT MX GT HN SV NI CA AU NZ IL CH "
    # The European Union and the European Economic Area
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO"
)
LANGUAGES = (
    "en fr es de it pt ro pl cs ru uk ar fa tr uz et zh vi hi sq sr el am ti nl hu bg sk sl hr mk "
    "lt lv fi sv da he id sw so az kk mn tg hy ka ko ja th bn ta si ku ur ps be "
    "ca is ga mt eu ky tk mr te"
)
# Phrases that do mean two fields; what stands beside them decides.
AMBIGUOUS = {
    ("ar", "ادله جناييه"),
    ("ar", "اعلام"),
    ("ar", "تربيه"),
    ("ar", "قياده"),
    ("de", "lehramt"),
    ("es", "didactica"),
    ("pt", "gestao portuaria"),
    ("ru", "изобразительное искусство"),
}


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


def test_no_phrase_means_two_fields() -> None:
    """A phrase of a language names one detailed field; a code may stand beside its parents."""
    codes: defaultdict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for phrase in load_lexicon(data_folder()).subjects:
        if phrase.strength is Strength.NAME:
            codes[phrase.language, phrase.words].add(phrase.code)
    double = {
        (language, " ".join(words))
        for (language, words), found in codes.items()
        for longest in [max(found, key=len)]
        if any(not longest.startswith(code) for code in found)
    }
    assert double <= AMBIGUOUS


def test_roles_streams_and_institutions_are_there() -> None:
    """The words that the rules need are known in the languages that need them."""
    lexicon = load_lexicon(data_folder())
    assert len({p.language for r, p in lexicon.roles if r is Role.STREAM}) >= 15
    assert len({p.language for p in lexicon.institutions}) >= 45
    taught = {p.language for r, p in lexicon.roles if r is Role.TEACHER_TRAINING}
    assert set(LANGUAGES.split()) <= taught


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
