"""The limits that keep the house readable, and the one door to the wall clock."""

import ast
from pathlib import Path

import pytest

from tests.house import tree

FILE_LINES = 250
FUNCTION_LINES = 50
WRITTEN = {".py", ".html", ".css", ".js"}
BLURRY = {"utils", "util", "helpers", "helper", "common", "manager", "base", "core", "misc", "service"}
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime", "ctime"}
MIGRATIONS = tree.PACKAGE / "database" / "migrations" / "versions"


def name(path: Path) -> str:
    return path.relative_to(tree.ROOT).as_posix()


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def test_files_are_short():
    own = [path for path in tree.files() if path.suffix in WRITTEN and path.parent != MIGRATIONS]
    assert {name(path): lines(path) for path in own if lines(path) > FILE_LINES} == {}


def test_functions_are_short():
    long = {}
    for path in tree.python_files():
        for node in ast.walk(parsed(path)) if path.parent != MIGRATIONS else ():
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > FUNCTION_LINES:
                    long[f"{name(path)}:{node.name}"] = length
    assert long == {}


def test_module_names_say_what_is_inside():
    assert [name(path) for path in tree.python_files() if BLURRY & {path.stem, path.parent.name}] == []


def test_every_module_says_what_it_is_for():
    own = [*tree.python_files(tree.PACKAGE), tree.ROOT / "run.py"]
    assert [name(path) for path in own if ast.get_docstring(parsed(path)) is None] == []


def test_only_the_clock_reads_the_wall_clock():
    others = [path for path in tree.python_files(tree.PACKAGE) if path != tree.PACKAGE / "clock.py"]
    assert [reading for path in others for reading in clock_readings(path)] == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("datetime.now(UTC)", True),
        ("datetime.datetime.utcnow()", True),
        ("date.today()", True),
        ("time.time()", True),
        ("from time import time_ns", True),
        ("select(func.now())", True),
        ("clock.now()", False),
        ("time.monotonic()", False),
        ("loop.time()", False),
        ("moment.time()", False),
        ("from datetime import time", False),
    ],
)
def test_clock_search_finds_each_way_of_asking(code, found):
    assert any(reads_clock(node) for node in ast.walk(ast.parse(code))) is found


def clock_readings(path: Path) -> list[str]:
    return [f"{name(path)}:{node.lineno}" for node in ast.walk(parsed(path)) if reads_clock(node)]


def reads_clock(node: ast.AST) -> bool:
    """Whether this calls datetime.now(), time.time(), func.now() or the like, or imports one by name."""
    if isinstance(node, ast.ImportFrom):
        return node.module == "time" and any(alias.name in CLOCKS for alias in node.names)
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    owner = ast.unparse(node.func.value).rsplit(".", 1)[-1]
    if node.func.attr in {"now", "utcnow", "today"}:
        return owner != "clock"
    return owner == "time" and node.func.attr in CLOCKS
