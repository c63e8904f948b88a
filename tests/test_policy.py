"""The policy pages: every rule has its test, and every article that binds is named by one."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs" / "policy").glob("*.md"))
RULE = re.compile(r"^(?:- |\d+\. |\| (?!rule |---))(.*)$", re.MULTILINE)
"""A rule is an item of a list, or a row of a table."""
LINK = re.compile(r"\]\(([^)#\s]+)(?:#([\w-]+))?\)")

BINDING = {
    "Lisbon": ("III.1", "III.2", "III.3", "III.5", "IV.1", "V.1", "VI.1", "VI.3", "VII"),
    "2005/36/EC": ("11", "14", "50", "51(1)", "51(2)", "51(3)"),
    "GDPR": ("22",),
}
"""Articles that bind the software."""


def links() -> Iterator[tuple[Path, str, str]]:
    for page in PAGES:
        for target, name in LINK.findall(page.read_text(encoding="utf-8")):
            yield page, target, name


@cache
def functions(file: Path) -> frozenset[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(
    ("page", "target", "name"),
    [pytest.param(*link, id=f"{link[0].stem}-{link[1]}-{link[2]}") for link in links()],
)
def test_every_link_of_a_policy_leads_somewhere(page: Path, target: str, name: str) -> None:
    file = (page.parent / target).resolve()
    assert file.is_file(), f"{page.name}: {target}"
    if file.suffix == ".py":
        assert name in functions(file), f"{page.name}: {target} has no {name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_rule_has_its_test(page: Path) -> None:
    if page.name == "README.md":
        return
    rules = RULE.findall(page.read_text(encoding="utf-8"))
    assert len(rules) > 3
    untested = [rule for rule in rules if "/tests/" not in rule]
    assert [rule for rule in untested if not rule.startswith(("Make a folder", "Restart"))] == []


def test_no_page_is_left_out_of_the_index() -> None:
    index = (ROOT / "docs" / "policy" / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if f"({page.name})" not in index] == ["README.md"]


@cache
def named() -> dict[str, set[str]]:
    """The articles that docstrings of tests name, by law."""
    found: dict[str, set[str]] = {law: set() for law in BINDING}
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Module | ast.FunctionDef) and (text := ast.get_docstring(node)):
                for part in re.split(r";|\n", text):
                    for law in BINDING:
                        if law in part:
                            found[law] |= set(re.findall(r"[IVX]+(?:\.\d+)?|\d+(?:\(\d+\))?", part))
    return found


@pytest.mark.parametrize(
    ("law", "article"), [(law, one) for law, articles in BINDING.items() for one in articles]
)
def test_every_article_that_binds_is_named_by_a_test(law: str, article: str) -> None:
    whole = {article, *(one for one in named()[law] if one.startswith(f"{article}("))}
    assert whole & named()[law], f"no test names {law}, article {article}"


@pytest.mark.parametrize(
    ("law", "article"), [(law, one) for law, articles in BINDING.items() for one in articles]
)
def test_every_article_that_binds_stands_in_the_index(law: str, article: str) -> None:
    index = (ROOT / "docs" / "policy" / "README.md").read_text(encoding="utf-8")
    rows = [row.split("|")[2] for row in index.splitlines() if row.startswith("|")]
    assert any(article in re.split(r"[,\s]+", cell.strip()) for cell in rows), (law, article)
