"""The domain is pure: no clock, no chance, no input or output, no library that has any."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import recognition.domain

FOLDER = Path(recognition.domain.__file__).parent

MODULES = {
    "abc", "bisect", "collections", "collections.abc", "dataclasses", "datetime", "decimal",
    "enum", "fractions", "functools", "hashlib", "heapq", "itertools", "json", "math", "operator",
    "re", "statistics", "string", "types", "typing", "unicodedata", "uuid", "zoneinfo",
    "dateutil", "dateutil.relativedelta", "holidays", "pydantic",
}  # fmt: skip
"""What a module of the domain may import, beside the domain itself and recognition.errors."""

CALLS = {"open", "input", "print", "exec", "eval", "compile", "__import__", "breakpoint"}
BY_NAME = {"uuid.uuid1", "uuid.uuid4", "uuid.uuid7"}
METHODS = {"now", "utcnow", "today", "monotonic", "getenv", "uuid1", "uuid4", "uuid7"}


def impurities(source: str) -> Iterator[str]:
    """Yield ``line: what`` for everything in ``source`` that a pure module may not do."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    if not allowed(alias.name):
                        yield f"{node.lineno}: import {alias.name}"
            case ast.ImportFrom(module=module, level=0) if not allowed(str(module)):
                yield f"{node.lineno}: from {module} import"
            case ast.ImportFrom(module=module, names=names) if BY_NAME & {
                f"{module}.{alias.name}" for alias in names
            }:
                yield f"{node.lineno}: imports a clock or chance by name"
            case ast.Call(func=ast.Name(id=name)) if name in CALLS:
                yield f"{node.lineno}: {name}()"
            case ast.Attribute(attr=name) if name in METHODS:
                yield f"{node.lineno}: .{name}"
            case ast.AsyncFunctionDef() | ast.Global():
                yield f"{node.lineno}: {type(node).__name__}"


def allowed(module: str) -> bool:
    ours = ("recognition.domain", "recognition.errors")
    return module in MODULES or any(f"{module}.".startswith(f"{name}.") for name in ours)


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda path: path.stem)
def test_a_module_of_the_domain_is_pure(path: Path) -> None:
    assert list(impurities(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "import time",
        "import random",
        "import pathlib",
        "from pathlib import Path",
        "import sqlalchemy",
        "from recognition import settings",
        "from recognition.store import tables",
        "import datetime\ndatetime.datetime.now()",
        "from datetime import date\ndate.today()",
        "from uuid import uuid4",
        "import uuid\nuuid.uuid4()",
        "open('/etc/passwd')",
        "print('hello')",
        "clock = default.utcnow",
        "async def read(): ...",
    ],
)
def test_the_lint_sees_what_is_not_pure(source: str) -> None:
    assert list(impurities(source))


def test_the_lint_lets_pure_code_be() -> None:
    source = "from datetime import UTC, datetime\nfrom recognition.domain import vocabulary\n"
    assert list(impurities(source + "def f(at: datetime) -> bool: return at.tzinfo is UTC")) == []
