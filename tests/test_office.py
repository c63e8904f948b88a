"""The office file: the example is whole, and each fault in a file of one's own is told."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import recognition
from recognition.domain.vocabulary import Purpose
from recognition.errors import BrokenSetting, ErrorCode
from recognition.office import load_office

EXAMPLE = Path(recognition.__file__).parent / "data" / "office.toml"


def test_the_example_describes_an_office() -> None:
    office = load_office()
    assert office.version == 1
    assert set(office.purposes) == set(Purpose)
    assert office.zone == ZoneInfo("Europe/Lisbon")
    assert office.main_language == "en"
    assert office.appeal.days_text
    assert [ground.id for ground in office.legal_grounds] == ["university_admission"]
    assert load_office(EXAMPLE) == office


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        (('country = "PT"', 'country = "Portugal"'), "country", "two capital letters"),
        (("Europe/Lisbon", "Lisbon"), "time_zone", "a time zone like"),
        (('["en", ', '["en", "en", '), "languages", "twice"),
        (('["en", ', '["english", '), "languages.0", "a language code"),
        (("languages = [", "languages = []  # ["), "languages", "at least 1"),
        (('"academic", ', '"hobby", '), "purposes.0", "'hobby'"),
        (("help@recognition.example", "help"), "contact.email", "an e-mail address"),
        (("fee_text", "fees"), "fees", "not known here"),
        (("[appeal]", "[appeals]"), "appeal", "is missing"),
        (("version = 1", "version = 2"), "version", "1"),
        (("[translations.uk]", "[translations.tr]"), "", "none of its further languages"),
    ],
)
def test_a_fault_is_told(
    tmp_path: Path, change: tuple[str, str], field: str, sentence: str
) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert change[0] in text
    path = tmp_path / "mine.toml"
    path.write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(BrokenSetting) as broken:
        load_office(path)
    assert broken.value.code is ErrorCode.OFFICE_FILE_INVALID
    assert broken.value.subject == f"mine.toml:{field}"
    assert sentence in broken.value.advice
    assert str(path) in broken.value.advice


def test_two_grounds_do_not_share_an_id(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    path = tmp_path / "mine.toml"
    path.write_text(text + text[text.index("[[legal_grounds]]") :], encoding="utf-8")
    with pytest.raises(BrokenSetting, match="office_file_invalid"):
        load_office(path)


@pytest.mark.parametrize("content", [b"name = [", b"\xff\xfe", None])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BrokenSetting) as broken:
        load_office(path)
    assert str(path) in broken.value.advice


def test_an_office_says_things_in_the_reader_s_language() -> None:
    office = load_office()
    said = office.texts_of(office.fee_text or "")
    assert set(said) == set(office.languages) and said["en"] == office.fee_text
    board = office.appeal.name
    assert office.texts_of(board) == {"en": board}, "it is not translated"
