"""An office's own qualifications and phrases: laid over, checked, and named by every suggestion."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from recognition.cli import main
from recognition.errors import BrokenSetting, ErrorCode
from recognition.isced.mapper import Mapper, load_parts
from recognition.isced.model import Query
from recognition.isced.overlay import digest, line_of

SYRIA = """country = "SY"
remove = "basic"

[[qualification]]
id = "bachelor"
level = "7"
isced_a = "760"

[[qualification]]
id = "office_diploma"
english = "Qasioun Completion Paper"
level = "5"
"""
NIUE = """country = "NU"
name = "Niue"
languages = "en"
source = "letter of its ministry, 2026"

[[qualification]]
id = "paper"
english = "Fakamooli Lahi"
level = "4"
"""
SPANISH = """language = "es"

[fields]
0914 = "cuidados quiméricos; enfermería"

[remove]
fields = "derecho"
"""
HAUSA = """language = "ha"
name = "Hausa"

[degrees]
6 = "digirin farko"

[fields]
0421 = "shari'a"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An office's folder with a corrected country, a new one, and two languages."""
    folder = tmp_path / "isced"
    for name, text in (
        ("systems/sy.toml", SYRIA),
        ("systems/nu.toml", NIUE),
        ("lexicon/es.toml", SPANISH),
        ("lexicon/ha.toml", HAUSA),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def check(folder: Path) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["isced", "check", str(folder)])
    return done.exit_code, done.output


def test_a_qualification_is_corrected_added_and_removed(own: Path) -> None:
    """Only the keys that the office gives change; reasons say whose entry it is."""
    mapper = Mapper(load_parts(own))
    found = mapper.map(Query("ليسانس في الحقوق", country="SY", language="ar")).isced_level
    assert (found.code, found.isced_a) == ("7", "760")
    assert found.reasons[0].source == "office/systems/sy:bachelor"
    added = mapper.map(Query("Qasioun Completion Paper", country="SY")).isced_level
    assert added.code == "5"
    parts = load_parts(own)
    assert "basic" not in {entry.id for entry in parts.systems["SY"].qualifications}
    assert {entry.own for entry in parts.systems["SY"].qualifications} == {True, False}


def test_a_country_without_a_file_is_added(own: Path) -> None:
    """A whole country is one file."""
    found = Mapper(load_parts(own)).map(Query("Fakamooli Lahi", country="NU")).isced_level
    assert found.code == "4"
    assert found.reasons[0].source == "office/systems/nu:paper"


def test_a_country_can_be_begun_anew(own: Path) -> None:
    """With replace nothing of what comes along is kept, so that the rest must be given."""
    path = own / "systems" / "sy.toml"
    path.write_text(NIUE.replace("NU", "SY").replace("[[", "replace = true\n[[", 1), "utf-8")
    assert [entry.id for entry in load_parts(own).systems["SY"].qualifications] == ["paper"]


def test_a_phrase_is_added_and_another_means_what_the_office_says(own: Path) -> None:
    """The office's meaning of a phrase stands in the place of the one that comes along."""
    mapper = Mapper(load_parts(own))
    for title in ("Cuidados quiméricos", "Enfermería"):
        found = mapper.map(Query(title, language="es")).isced_f
        assert found.code == "0914"
        assert found.reasons[0].source == "office/lexicon/es:0914"
    assert not [p for p in load_parts(own).lexicon.subjects if p.text == "derecho"]


def test_a_language_without_a_file_is_added(own: Path) -> None:
    """Degree and subject words of a new language count at once."""
    found = Mapper(load_parts(own)).map(Query("Digirin farko a shari'a", language="ha"))
    assert (found.isced_level.code, found.isced_f.code) == ("6", "0421")


def test_the_release_changes_with_every_file(own: Path) -> None:
    """The digest of the office's files is part of the release, and follows every letter."""
    before = load_parts(own).release
    assert before.office == digest(own)
    assert str(before).endswith(f"; office {digest(own)}")
    (own / "lexicon" / "ha.toml").write_text(HAUSA + "# reviewed\n", "utf-8")
    assert load_parts(own).release.office not in ("", before.office)
    assert "office" not in str(load_parts().release)


def test_check_says_that_all_is_well(own: Path) -> None:
    """What was read is counted, and the release is said."""
    code, said = check(own)
    assert code == 0, said
    assert "systems/sy.toml: Syria, 2 of the office's own" in said
    assert "lexicon/es.toml: 2 phrases of the office's own" in said
    assert f"office {digest(own)}" in said


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("systems/sy.toml", 'level = "5"', 'level = "12"', "line 12, level: no such ISCED 2011"),
        ("systems/sy.toml", "english =", "englisch =", "line 11, englisch: unknown key"),
        ("systems/sy.toml", '"basic"', '"basis"', "line 2, remove: no qualification 'basis'"),
        ("systems/nu.toml", 'name = "Niue"', "", "line 1, name: a text is needed"),
        ("systems/nu.toml", '"NU"', '"NX"', "line 1, country: the file is named after its"),
        (
            "systems/nu.toml",
            "[[qualification]]",
            "[qualification]",
            "line 6, qualification: an array",
        ),
        ("systems/nu.toml", '= "4"', "= 4", "line 9, level: a text is needed"),
        ("systems/nu.toml", "id =", "id ==", "mend the file"),
        ("lexicon/es.toml", "0914", "0994", "line 4, 0994: no such code in the code list"),
        ("lexicon/es.toml", "[fields]", "[field]", "es.toml, line 3, field: unknown key"),
        ("lexicon/es.toml", '"derecho"', '"derechos x"', "line 7, fields: no phrase"),
        ("lexicon/ha.toml", 'name = "Hausa"', "", "line 1, name: a text is needed"),
        ("lexicon/ha.toml", "0421 =", '0411 = "shari\'a"\n0421 =', "means 0411 and 0421; keep one"),
    ],
)
def test_check_names_file_line_and_what_to_do(
    own: Path, file: str, old: str, new: str, said: str
) -> None:
    """A mistake is told with its place; the other files are looked at all the same."""
    path = own / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    code, output = check(own)
    assert code == 1
    (fault,) = [line for line in output.splitlines() if line.startswith("FAIL")]
    assert file in fault
    assert said in fault
    assert output.count("ok  ") >= 3


@pytest.mark.parametrize("name", ["system/sy.toml", "lexicon/es.txt", "systems.toml"])
def test_check_tells_of_files_that_nobody_reads(own: Path, name: str) -> None:
    """A misspelt folder or ending is not passed over in silence."""
    path = own / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("", "utf-8")
    code, output = check(own)
    assert code == 1
    assert f"{name}: not looked at" in output


@pytest.mark.parametrize(
    ("part", "name", "key"), [("systems", "qq", "country"), ("lexicon", "qq", "language")]
)
def test_check_knows_countries_and_languages(own: Path, part: str, name: str, key: str) -> None:
    """Codes that no standard has are told."""
    text = (NIUE if part == "systems" else HAUSA).replace('"NU"', '"QQ"').replace('"ha"', '"qq"')
    (own / part / f"{name}.toml").write_text(text, "utf-8")
    code, output = check(own)
    assert code == 1
    assert f"line 1, {key}: no such code in ISO" in output


def test_a_broken_file_stops_the_mapper_with_its_place(own: Path) -> None:
    """No suggestion is made from half of an office's data."""
    (own / "systems" / "nu.toml").write_text(NIUE.replace('"4"', '"14"'), "utf-8")
    with pytest.raises(BrokenSetting) as refused:
        load_parts(own)
    assert refused.value.code is ErrorCode.DATA_FILE_INVALID
    assert refused.value.advice.startswith("systems/nu.toml, line 9, level: no such ISCED")
    with pytest.raises(BrokenSetting) as missing:
        load_parts(own / "nowhere")
    assert "There is no folder" in missing.value.advice


def test_the_setting_is_used_and_nothing_needs_to_be_set(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program of its own maps with the office's files when the setting names them."""
    import json
    import subprocess
    import sys

    monkeypatch.setenv("RECOGNITION_ISCED_FOLDER", str(own))
    words = ["map", "--title", "Fakamooli Lahi", "--country", "NU", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "recognition", *words], capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    assert found["isced_level"]["code"] == "4"
    assert found["release"].endswith(digest(own))


def test_lines_of_keys() -> None:
    """The line of a key is found in its own table, and the table's where the key is absent."""
    text = 'a = 1\n[x]\na = 2\n[[q]]\na = 3\n[[q]]\n"a" = 4\n[x.y]\nb = 5\n'
    keys = ["a", "x.a", "q[0].a", "q[1].a", "q[1].z", "x.y.b", "q[0]", "x"]
    assert [line_of(text, key) for key in keys] == [1, 3, 5, 7, 6, 9, 4, 2]
