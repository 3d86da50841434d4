"""How the decisions are listed and described for other programs."""

from hakjeok.faces.openapi import described, listed
from hakjeok.registry import find


def test_a_decision_is_listed_with_its_family_and_the_questions_it_answers():
    told = listed(find("attendance.perfect"))
    assert (told["name"], told["title"], told["pages"][0]) == ("attendance.perfect", "개근", 31)
    assert told["family"] == {"name": "attendance", "title": "출결"}
    assert told["asked_as"]
    assert told["forms"] == []


def test_it_is_described_with_what_it_asks_and_answers():
    told = described(find("completion.required"))
    assert told["title"] == "수료에 필요한 출석일수"
    assert told["input"]["required"] == ["basis", "total_days", "attended", "school_year"]
    assert "required" in told["output"]["properties"]
