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
    "Revised Recommendation": (),
    "2005/36/EC": ("11", "14", "50", "51(1)", "51(2)", "51(3)"),
    "1182/71": ("3",),
    "GDPR": (
        *("5(1)(c)", "5(1)(e)", "7(3)", "12(1)", "13", "15(1)(c)", "15(3)", "16", "17", "20"),
        *("22", "25", "25(2)", "32"),
    ),
    "AI Act": ("12", "14", "26(11)"),
    "2022/2555": ("21(2)(j)",),
    "2016/2102": ("4", "7"),
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


NUMBER = re.compile(r"(?<![\w./(])(?:[IVX]+\.\d|VII|\d+(?:\(\w+\))*)(?![\w/])")
"""An article, as ``III.5``, ``VII``, ``51(2)`` or ``15(1)(c)``."""


def articles(text: str) -> dict[str, set[str]]:
    """The articles that a text names, by law; a law that it names alone has none."""
    found: dict[str, set[str]] = {}
    for part in " ".join(text.split()).split(";"):
        for law in BINDING:
            if law in part:
                said = part.split(law, 1)[1]
                if law != "Lisbon":  # others number their articles like anything else
                    said = said.partition("article")[2]
                found.setdefault(law, set()).update(NUMBER.findall(said))
    return found


@cache
def said_by(file: Path, name: str) -> dict[str, set[str]]:
    """The articles that a test names in its docstring, or its module for all its tests."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    texts = [ast.get_docstring(tree) or ""]
    texts += [
        ast.get_docstring(node) or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == name
    ]
    return articles(";".join(texts))


def covers(named: set[str], article: str) -> bool:
    """Whether one of them is that article, a part of it, or the whole of which it is a part."""
    return any(
        one == article or one.startswith(f"{article}(") or article.startswith(f"{one}(")
        for one in named
    )


def index() -> list[tuple[str, tuple[str, ...], Path, str]]:
    """The rows of the table of articles: law, articles, and the test that is linked."""
    found, law = [], ""
    page = ROOT / "docs" / "policy" / "README.md"
    for row in page.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in row.split("|")]
        link = LINK.search(row) if len(cells) > 4 else None
        if link is None:
            continue
        law = next((one for one in BINDING if one in cells[1]), law)
        file = (page.parent / link[1]).resolve()
        found.append((law, tuple(re.split(r",\s*", cells[2])), file, link[2]))
    return found


@pytest.mark.parametrize(
    ("law", "bound", "file", "name"),
    [pytest.param(*row, id=f"{row[0]}-{','.join(row[1])}-{row[3]}") for row in index()],
)
def test_the_test_of_an_article_names_it(
    law: str, bound: tuple[str, ...], file: Path, name: str
) -> None:
    said = said_by(file, name)
    assert law in said, f"{name} does not name {law}"
    for article in bound if BINDING[law] else ():
        assert covers(said[law], article), f"{name} does not name article {article} of {law}"


@pytest.mark.parametrize("law", BINDING)
def test_the_index_has_every_article_that_binds_and_no_other(law: str) -> None:
    rows = [articles for one, articles, _, _ in index() if one == law]
    assert rows
    if BINDING[law]:
        assert {article for row in rows for article in row} == set(BINDING[law])


def sourced() -> Iterator[tuple[str, str, tuple[tuple[Path, str], ...]]]:
    """The rows of the subjects' tables: page, source, and the tests that are linked."""
    for page in PAGES:
        for row in page.read_text(encoding="utf-8").splitlines():
            cells = [cell.strip() for cell in row.split("|")]
            if page.name == "README.md" or len(cells) < 4 or "/tests/" not in row:
                continue
            if articles(cells[2]):
                tests = tuple(
                    ((page.parent / target).resolve(), name) for target, name in LINK.findall(row)
                )
                yield page.stem, cells[2], tests


def test_the_source_of_a_rule_is_named_by_one_of_its_tests() -> None:
    rows = list(sourced())
    assert len(rows) > 50
    unnamed = []
    for page, source, tests in rows:
        bound = [(law, one) for law, found in articles(source).items() for one in found or {""}]
        said = [said_by(file, name) for file, name in tests if name]
        named = any(
            law in one and (not article or covers(one[law], article))
            for one in said
            for law, article in bound
        )
        if not named:
            unnamed.append((page, source, [name for _, name in tests]))
    assert unnamed == []
