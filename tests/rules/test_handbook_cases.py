"""Every printed example of the handbook whose decision is registered."""

import json
import warnings
from pathlib import Path

import pytest

from hakjeok import decide
from hakjeok.registry import names

CASES = json.loads((Path(__file__).parents[1] / "data" / "handbook.json").read_text(encoding="utf-8"))
REGISTERED = [case for case in CASES if case["decision"] in names()]
FIRST_RELEASE = {
    "attendance.day",
    "attendance.totals",
    "absence.ladder",
    "absence.out_of_quota",
    "completion.required",
    "schooldays.count",
    "record.validate",
    "record.lines",
}


@pytest.mark.parametrize("case", REGISTERED, ids=lambda case: f"{case['id']} p.{case['page']}")
def test_the_handbook_s_own_example(case):
    answered = decide(case["decision"], case["input"])
    result = answered["result"]
    for key, expected in case["expect"].items():
        _require(result[key], expected)
    assert all(step["text"] and step["source"] for step in answered["because"])


def _require(found, expected):
    """The value itself; of an object the keys that are printed; of a list those that it has to contain."""
    if isinstance(expected, dict) and "contains" in expected:
        assert set(expected["contains"]) <= set(found)
    elif isinstance(expected, dict) and isinstance(found, dict):
        assert {key: found[key] for key in expected} == expected
    else:
        assert found == expected


def test_the_decisions_of_the_first_release_are_there():
    assert set(names()) >= FIRST_RELEASE


def test_cases_of_decisions_to_come_are_told():
    waiting = sorted({case["decision"] for case in CASES} - set(names()))
    if waiting:
        warnings.warn(f"no decision yet for the printed cases of: {', '.join(waiting)}", stacklevel=1)
    assert len(REGISTERED) + sum(case["decision"] in waiting for case in CASES) == len(CASES)
