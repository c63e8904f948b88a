"""The repository's papers are whole: links lead somewhere, and facts agree with the code."""

import re
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from recognition.domain import vocabulary
from recognition.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[1]
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_link_inside_leads_somewhere(paper: Path) -> None:
    links = re.findall(r"(?<!!)\[[^]]*\]\(([^)#]+)", paper.read_text(encoding="utf-8"))
    for link in links:
        if not urlsplit(link).scheme:
            assert (paper.parent / link).exists(), link


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_setting_that_is_named_exists(paper: Path) -> None:
    known = {PREFIX + field.upper() for field in Settings.model_fields}
    named = set(re.findall(r"RECOGNITION_[A-Z0-9_]*[A-Z0-9]", paper.read_text(encoding="utf-8")))
    assert named <= known


def test_the_licence_is_complete() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    articles = [int(number) for number in re.findall(r"^(\d+)\. ?[A-Z]", text, re.MULTILINE)]
    assert articles == list(range(1, 16))
    assert "Appendix" in text
    assert text.rstrip().endswith("require the production of a new EUPL version.")
    assert PROJECT["license"] == "EUPL-1.2"


def test_publiccode_is_valid() -> None:
    record = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    required = "publiccodeYmlVersion name url platforms developmentStatus softwareType description"
    assert set(required.split()) | {"legal", "maintenance", "localisation"} <= set(record)
    assert record["softwareVersion"] == PROJECT["version"]
    assert record["legal"]["license"] == PROJECT["license"]
    assert record["developmentStatus"] in ["concept", "development", "beta", "stable", "obsolete"]
    assert record["maintenance"]["type"] == "community"
    assert record["maintenance"]["contacts"]
    for words in record["description"].values():
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert words["features"]


def test_the_changelog_begins_with_what_is_unreleased() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE)[0] == "[Unreleased]"


def test_decisions_are_numbered_without_gaps() -> None:
    names = sorted(path.name for path in (ROOT / "docs" / "adr").glob("*.md"))
    assert [name[:4] for name in names] == [f"{n:04}" for n in range(1, len(names) + 1)]
    for name in names:
        text = (ROOT / "docs" / "adr" / name).read_text(encoding="utf-8")
        assert text.startswith(f"# {int(name[:4])}. ")
        for heading in ("Context", "Decision", "Consequences"):
            assert f"\n## {heading}\n" in text


@pytest.mark.parametrize("name", ["Stage", "NextActor", "Outcome", "Purpose"])
def test_the_glossary_knows_the_vocabulary(name: str) -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").replace("-", " ")
    for member in getattr(vocabulary, name):
        assert member.value.replace("_", " ") in text, member


def test_architecture_names_every_room() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for init in sorted((ROOT / "recognition").glob("*/__init__.py")):
        assert f"`recognition/{init.parent.name}`" in text
