"""Each question of the handbook (Q & A) is asked by a test, or written down with the reason why no decision answers."""

import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from tests.health.test_sources import HANDBOOK, squeezed

HERE = Path(__file__).parent
CHAPTERS = range(1, 7)
UNANSWERED = tomllib.loads((HERE / "no_decision.toml").read_text(encoding="utf-8"))["question"]


def asked() -> list[tuple[int, str]]:
    modules = (import_module(f"tests.rules.questions.test_chapter_{chapter}") for chapter in CHAPTERS)
    holders = [holder for module in modules for holder in (module, *_classes(module))]
    tests = (each for holder in holders for each in vars(holder).values())
    return [question for each in tests for question in getattr(each, "asks", [])]


def _classes(module):
    return (each for name, each in vars(module).items() if name.startswith("Test"))


@pytest.fixture(scope="module")
def printed():
    """Page and text of every question of chapters 1 to 6."""
    if not HANDBOOK.is_dir():
        pytest.skip(f"no handbook text at {HANDBOOK}: set HAKJEOK_HANDBOOK to look for its questions")
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(HANDBOOK.glob("0[1-6]*.txt")))
    parts = re.split(r"=== printed page (\d+) \(pdf \d+\) ===", text)
    pages = zip(map(int, parts[1::2]), parts[2::2], strict=True)
    return [(page, squeezed(begun)) for page, text in pages for begun in re.findall(r"(?m)^질의 (.+)$", text)]


def test_every_printed_question_is_asked_or_has_a_reason(printed):
    told = [*asked(), *((each["page"], each["begins"]) for each in UNANSWERED)]
    assert [(page, text) for page, text in printed if not _tells(told, page, text)] == []


def _tells(told, page, text):
    return any(page == on and text.startswith(squeezed(begins)) for on, begins in told)


def test_what_is_asked_is_printed(printed):
    told = [*asked(), *((each["page"], each["begins"]) for each in UNANSWERED)]
    assert [(page, begins) for page, begins in told if not _printed(printed, page, begins)] == []


def _printed(printed, page, begins):
    return any(page == on and text.startswith(squeezed(begins)) for on, text in printed)


def test_each_reason_is_a_sentence():
    assert all(each["because"].endswith("다.") for each in UNANSWERED)
    assert len(UNANSWERED) < len(asked()) / 5
