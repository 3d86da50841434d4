"""What every decision answers, reason by reason, is what was written down: a change shows itself (`make answers`)."""

import json

import pytest
from tools.answers import ANSWERS, frozen

from hakjeok.registry import every

DECISIONS = {each.name: each for each in every()}


@pytest.mark.parametrize("name", DECISIONS)
def test_it_answers_as_written_down(name):
    written = json.loads((ANSWERS / f"{name}.json").read_text(encoding="utf-8"))
    today = frozen(DECISIONS[name], [each["input"] for each in written["answers"]])
    for then, now in zip(written["answers"], today["answers"], strict=True):
        assert now == then
    assert json.loads(json.dumps(today)) == written


def test_nothing_is_left_of_decisions_that_are_gone():
    assert {path.stem for path in ANSWERS.glob("*.json")} == set(DECISIONS)


def test_many_questions_are_asked_of_each():
    assert min(len(json.loads(path.read_text())["answers"]) for path in ANSWERS.glob("*.json")) >= 3
