"""Every printed example of the handbook."""

import json
from pathlib import Path

import pytest

from hakjeok import decide

CASES = json.loads((Path(__file__).parents[1] / "data" / "handbook.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} p.{case['page']}")
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
