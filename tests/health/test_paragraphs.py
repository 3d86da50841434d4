"""Each paragraph of chapter 2 (p.20–37), its Q & As too, is shown by tests that are named for it, or says why none is.

tests/data/chapter_2.toml lists the paragraphs in the order of the book. One lasts until the next begins, the first of
a page begins with the page, and each line that carries a mark of the handbook (가. 1) ▸ ※ …, 질의) is among the words
that begin a paragraph: so no line is outside of the list, and nothing that has its own mark hides in another paragraph.
"""

import os
import re
import subprocess
import sys
import tomllib
from itertools import accumulate, pairwise
from pathlib import Path

import pytest

from tests.health.test_sources import HANDBOOK, squeezed

ROOT = Path(__file__).parents[2]
PARAGRAPHS = tomllib.loads((ROOT / "tests/data/chapter_2.toml").read_text(encoding="utf-8"))["paragraph"]
PAGES = range(20, 38)
NAMED = sorted({name for each in PARAGRAPHS for name in each.get("tests", ())})
LONGEST = 400  # characters without spaces, so that a table or a list is not one paragraph
MARK = re.compile(r" *([가-하]\. |\(?\d\) ?|[▸▪￭○∙ㅇ] *\S|\(?※|- |\[ |\[예시|<예시>|\(사례|\(방법|\* \(|예\)|【|질의 )")
RUNNING_HEAD = re.compile(
    r"(?m)^(학적업무 도움자료 \(초등용\)|제2장 출결상황 관리|\d+ 서울특별시교육청|www\.sen\.go\.kr \d+)$"
)


@pytest.fixture(scope="module")
def printed():
    """The lines of each page, without running heads and blank lines."""
    if not HANDBOOK.is_dir():
        pytest.skip(f"no handbook text at {HANDBOOK}: set HAKJEOK_HANDBOOK to look for its paragraphs")
    text = (HANDBOOK / "02-attendance.txt").read_text(encoding="utf-8")
    parts = re.split(r"=== printed page (\d+) \(pdf \d+\) ===", text)
    pages = zip(map(int, parts[1::2]), parts[2::2], strict=True)
    return {page: [line for line in RUNNING_HEAD.sub("", body).splitlines() if line.strip()] for page, body in pages}


@pytest.mark.parametrize("page", PAGES)
def test_the_paragraphs_of_a_page_are_its_whole_text_in_order(printed, page):
    openings = openings_of(page)
    found = places(squeezed("".join(printed[page])), openings)
    assert [opening for opening, at in zip(openings, found, strict=True) if at < 0] == []
    assert found[0] == 0


@pytest.mark.parametrize("page", PAGES)
def test_whatever_has_a_mark_begins_a_paragraph(printed, page):
    openings, lines = openings_of(page), printed[page]
    spans = [
        range(start, start + len(opening))
        for start, opening in zip(places(squeezed("".join(lines)), openings), openings, strict=True)
    ]
    at = accumulate((len(squeezed(line)) for line in lines), initial=0)
    marked = [(line, start) for line, start in zip(lines, at, strict=False) if MARK.match(line)]
    assert [line for line, start in marked if not any(start in span for span in spans)] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_paragraph_is_longer_than_one_idea(printed, page):
    text = squeezed("".join(printed[page]))
    openings = openings_of(page)
    ends = [*places(text, openings), len(text)]
    too_long = [
        opening for opening, (start, end) in zip(openings, pairwise(ends), strict=True) if end - start > LONGEST
    ]
    assert too_long == []


def openings_of(page: int) -> list[str]:
    """With what words the paragraphs of a page begin, their headings included."""
    return [squeezed(each.get("under", "") + each["begins"]) for each in PARAGRAPHS if each["page"] == page]


def places(text: str, openings: list[str]) -> list[int]:
    """Where each paragraph begins, looked for after the beginning of the one before; -1 where it does not stand."""
    found, after = [], 0
    for opening in openings:
        at = text.find(opening, after)
        found.append(at)
        after = at + 1 if at >= 0 else after
    return found


@pytest.fixture(scope="module")
def collected():
    """The names of the tests in the files that are named, as pytest itself finds them, with their parameters."""
    files = sorted({name.partition("::")[0] for name in NAMED})
    outside = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    asked = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "-q",
        *(file for file in files if (ROOT / file).exists()),
    ]
    answer = subprocess.run(asked, cwd=ROOT, env=outside, capture_output=True, text=True, check=True)
    return {line for line in answer.stdout.splitlines() if "::" in line}


def test_each_test_that_is_named_exists(collected):
    known = collected | {name.partition("[")[0] for name in collected}
    assert [name for name in NAMED if name not in known] == []


def test_each_paragraph_has_tests_or_a_reason():
    assert [each["begins"] for each in PARAGRAPHS if bool(each.get("tests")) == bool(each.get("plain"))] == []


def test_reasons_are_sentences_and_few():
    reasons = [each["plain"] for each in PARAGRAPHS if "plain" in each]
    assert [reason for reason in reasons if not reason.endswith("다.")] == []
    assert len(reasons) < len(PARAGRAPHS) / 8


def test_every_page_is_there_and_every_question():
    assert [each["page"] for each in PARAGRAPHS] == sorted(each["page"] for each in PARAGRAPHS)
    assert {each["page"] for each in PARAGRAPHS} == set(PAGES)
    questions = [each for each in PARAGRAPHS if each["begins"].startswith("질의")]
    assert (len(questions), all("tests" in each for each in questions)) == (12, True)
