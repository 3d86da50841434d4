"""The generated pages are those that the rules make today: run `python -m hakjeok.faces.docs docs/`."""

import json
from pathlib import Path

import pytest

from hakjeok.faces.docs import main, pages_of_documentation

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "data" / "handbook.json"
PAGES = pages_of_documentation(json.loads(CASES.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_up_to_date(name):
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES[name]


def test_no_page_of_a_decision_is_left_over():
    assert {f"rules/{path.name}" for path in (ROOT / "docs" / "rules").glob("*.md")} <= set(PAGES)


def test_every_page_of_the_handbook_stands_in_the_index():
    assert all(f"| {page} |" in PAGES["handbook-index.md"] for page in range(1, 165))


def test_the_command_writes_them(tmp_path):
    (tmp_path / "tests" / "data").mkdir(parents=True)
    (tmp_path / "tests" / "data" / "handbook.json").write_text(CASES.read_text(encoding="utf-8"), encoding="utf-8")
    assert main([str(tmp_path / "docs")]) == 0
    assert {path.name for path in (tmp_path / "docs" / "rules").iterdir()} == {
        Path(name).name for name in PAGES if name.startswith("rules/")
    }
