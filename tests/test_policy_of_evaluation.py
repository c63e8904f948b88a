"""The page on the evaluation tells only rules that a test holds."""

import ast
import re

import pytest

from tests.support.processes import ROOT

PAGE = ROOT / "docs" / "policy" / "evaluation.md"
LINKS = sorted(set(re.findall(r"\]\(([^)#]+\.py)#(\w+)\)", PAGE.read_text("utf-8"))))


@pytest.mark.parametrize(("file", "name"), LINKS)
def test_a_rule_leads_to_its_test(file: str, name: str) -> None:
    path = (PAGE.parent / file).resolve()
    functions = {
        node.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert name in functions


def test_every_rule_has_one() -> None:
    rules = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    told = [line for line in rules if not line.startswith(("| rule", "| ---"))]
    assert len(told) > 25
    assert [line for line in told if "](../../tests/" not in line] == []
