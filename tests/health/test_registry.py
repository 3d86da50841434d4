"""The decisions that are registered: names, titles, places, pages; and the words that must never change unseen."""

import dataclasses
import json
from keyword import iskeyword
from pathlib import Path

import pytest

from hakjeok import vocabulary
from hakjeok.registry import every
from hakjeok.result import own_fields
from hakjeok.vocabulary import Word

ROOT = Path(__file__).parents[2]
FROZEN = json.loads((ROOT / "tests" / "data" / "frozen_names.json").read_text(encoding="utf-8"))
CASES = json.loads((ROOT / "tests" / "data" / "handbook.json").read_text(encoding="utf-8"))
DECISIONS = every()
WITHOUT_CASE = {
    "admission.schedule": "the table of p.4 itself, which its own test reads step by step",
    "reports.due": "the handbook prints periods, not a school's events",
}


def words() -> dict[str, dict[str, str]]:
    lists = (each for each in vars(vocabulary).values() if isinstance(each, type) and issubclass(each, Word))
    return {each.__name__: dict(each.choices()) for each in lists if each is not Word}


def test_titles_are_unique():
    titles = [each.title for each in DECISIONS]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda each: each.name)
class TestEach:
    def test_its_name_is_its_path(self, decision):
        family, name = decision.name.split(".")
        assert decision.function.__module__.removeprefix("hakjeok.").replace("_.", ".") == f"{family}.{name}"

    def test_its_pages_are_pages_of_the_handbook(self, decision):
        assert decision.pages == tuple(sorted(set(decision.pages)))
        assert all(1 <= page <= 164 for page in decision.pages)

    def test_it_says_what_it_does(self, decision):
        assert decision.doc

    def test_people_find_it_by_questions_of_their_own(self, decision):
        assert len(decision.asked_as) >= 2
        assert all(question.endswith("?") for question in decision.asked_as)

    def test_people_read_a_korean_title_for_every_fact_and_result(self, decision):
        fields = [*dataclasses.fields(decision.facts_type), *own_fields(decision.result_type)]
        assert [each.name for each in fields if not each.metadata.get("korean")] == []

    def test_it_has_a_printed_case_or_a_reason_why_none(self, decision):
        has_case = any(case["decision"] == decision.name for case in CASES)
        assert has_case is (decision.name not in WITHOUT_CASE)

    def test_it_has_a_test_of_its_own(self, decision):
        family, name = decision.name.split(".")
        folder = f"{family}_" if iskeyword(family) else family
        assert (ROOT / "tests" / "rules" / folder / f"test_{name}.py").exists()


def test_no_name_of_a_decision_was_lost():
    assert set(FROZEN["decisions"]) <= {each.name for each in DECISIONS}


@pytest.mark.parametrize("name", FROZEN["words"])
def test_no_word_was_lost_or_renamed(name):
    assert FROZEN["words"][name].items() <= words()[name].items()
