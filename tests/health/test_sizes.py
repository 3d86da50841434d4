"""Nothing grows beyond what STYLE.md allows; what is longer for a reason is named in longer.toml and grows no more."""

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIMITS = {"rule": 25, "function": 25, "view": 15, "method": 10, "test": 20, "module": 400}
LONGER = tomllib.loads(Path(__file__).with_name("longer.toml").read_text())


def measured():
    """Kind, `path::name` and number of lines of every module and function; docstrings are not counted."""
    for base in ("src", "tests"):
        for path in sorted((ROOT / base).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _of_module(path)


def _of_module(path):
    source, name = path.read_text(), str(path.relative_to(ROOT))
    tree = ast.parse(source)
    yield "module", name, len(source.splitlines())
    for holder in [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]:
        for node in holder.body:
            if isinstance(node, ast.FunctionDef):
                yield _kind(name, holder, node), f"{name}::{node.name}", _lines(node)


def _kind(name, holder, node):
    if name.startswith("tests/"):
        return "test" if node.name.startswith("test_") else "function"
    if name.startswith("src/hakjeok/"):
        return "rule"
    if isinstance(holder, ast.ClassDef):
        return "method"
    return "view" if "views" in name and not node.name.startswith("_") else "function"


def _lines(node):
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return node.end_lineno - body[0].lineno + 1 if body else 0


def test_nothing_is_longer_than_allowed():
    granted = {name: entry["lines"] for name, entry in LONGER.items()}
    too_long = {name: lines for kind, name, lines in measured() if lines > max(LIMITS[kind], granted.get(name, 0))}
    assert too_long == {}


def test_what_may_be_longer_still_exists_and_says_why():
    names = {name for _, name, _ in measured()}
    assert [name for name, entry in LONGER.items() if name not in names or not entry["because"]] == []


def test_the_list_of_exceptions_stays_short():
    assert len(LONGER) <= 60


def test_a_docstring_does_not_count():
    told, untold = (ast.parse(f"def a():\n    {more}b()\n    c()\n").body[0] for more in ('"""Told."""\n    ', ""))
    assert _lines(told) == _lines(untold) == 2
