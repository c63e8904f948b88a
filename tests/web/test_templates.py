"""Guards over templates, style sheet and script: what no page may do."""

import re
from pathlib import Path

import pytest

from recognition.resources import resource_dir

TEMPLATES = resource_dir("templates")
STATIC = Path(__file__).parents[2] / "recognition" / "web" / "static"
SCREENS = sorted(
    path for path in TEMPLATES.rglob("*.html") if path.relative_to(TEMPLATES).parts[0] != "letters"
)
COMPONENTS = [path for path in SCREENS if path.parent.name == "components"]
PAGES = [path for path in SCREENS if path.parent.name not in ("components", "layouts", "parts")]
# Components that only the pattern page uses so far: take a name out once a page uses it.
ONLY_ON_PATTERNS = {
    "queue_table",
}
PHYSICAL = re.compile(
    r"(?<![\w-])((margin|padding|border|scroll-margin|scroll-padding)-(top|right|bottom|left)[\w-]*"
    r"|border-(top|bottom)-(left|right)-radius|left|right|top|bottom|width|height|(min|max)-(width|height))\s*:"
    r"|(float|clear|text-align|caption-side)\s*:\s*(left|right)"
)


def ident(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", SCREENS, ids=ident)
def test_no_script_or_style_in_the_page(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"\son\w+\s*=|\shx-on|javascript:", source)
    assert not re.search(r"\sstyle\s*=|<style", source)
    for script in re.findall(r"<script[^>]*>(.*?)</script>", source, re.S):
        assert not script.strip()
    assert "|safe" not in source and "Markup(" not in source


@pytest.mark.parametrize("path", PAGES, ids=ident)
def test_a_page_extends_a_layout_and_has_a_title_and_one_heading(path: Path) -> None:
    source = path.read_text()
    assert re.search(r'{% extends "layouts/\w+\.html" %}', source)
    assert "{% block title %}" in source
    own = len(re.findall(r"<h1\b", source))
    by_component = len(
        re.findall(r"as_heading=true|{{ confirmation\(|{% call confirmation\(", source)
    )
    assert own + by_component == 1


@pytest.mark.parametrize("path", COMPONENTS, ids=ident)
def test_a_component_is_one_macro_of_its_file_s_name(path: Path) -> None:
    macros = re.findall(r"{% macro (\w+)\(", path.read_text())
    assert [name for name in macros if not name.startswith("_")] == [path.stem]


def test_every_component_is_used() -> None:
    everywhere = {path: path.read_text() for path in SCREENS}
    unused = {
        component.stem
        for component in COMPONENTS
        if not any(
            f"import {component.stem} " in source and path.parent.name != "patterns"
            for path, source in everywhere.items()
            if path.parent.name != "components"
        )
    }
    used_inside = {"status_tag", "date"}
    assert unused - used_inside == ONLY_ON_PATTERNS - used_inside


def test_every_component_is_on_the_pattern_pages() -> None:
    shown = "".join(path.read_text() for path in (TEMPLATES / "patterns").glob("*.html"))
    shown += (TEMPLATES / "layouts" / "base.html").read_text()
    assert [path.stem for path in COMPONENTS if f"import {path.stem} " not in shown] == []


@pytest.mark.parametrize(
    "path", [path for path in PAGES if path.parent.name != "patterns"], ids=ident
)
def test_words_come_from_the_catalogue(path: Path) -> None:
    source = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", " ", path.read_text(), flags=re.S)
    assert re.findall(r"[A-Za-z]{3,}", source) == []


@pytest.mark.parametrize("sheet", ["app.css", "desk.css"])
def test_a_style_sheet_is_small_and_logical(sheet: str) -> None:
    css = (STATIC / sheet).read_text()
    assert len(css.encode()) < 20_000
    rules = re.sub(r"/\*.*?\*/|@media[^{]*{", " ", css, flags=re.S)
    assert [match.group(0) for match in PHYSICAL.finditer(rules)] == []
    assert PHYSICAL.search("a { margin-left: 1px }") and PHYSICAL.search("a{text-align: left}")
    assert "px" not in re.sub(r"[12]px|@media[^{]*{", "", css)


def test_script_is_small() -> None:
    assert len((STATIC / "app.js").read_bytes()) < 5_000
