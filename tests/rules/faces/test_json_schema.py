"""The JSON Schema says the same as the reader: what it allows is read, what it forbids is refused."""

import json

import pytest

from hakjeok import decide
from hakjeok.faces.json_schema import facts_schema, result_schema
from hakjeok.registry import every, names


@pytest.mark.parametrize("name", names())
def test_every_decision_has_both(name):
    for schema in (facts_schema(name), result_schema(name)):
        assert schema["$schema"].endswith("2020-12/schema")
        assert schema["additionalProperties"] is False
        json.dumps(schema, ensure_ascii=False)


def test_titles_ranges_defaults_and_words_are_told():
    properties = facts_schema("completion.required")["properties"]
    assert properties["total_days"] == {"type": "integer", "title": "수업일수", "minimum": 1, "maximum": 366}
    assert properties["attended_before"]["default"] == 0
    assert {"const": "transfer_in", "title": "전입학"} in properties["basis"]["oneOf"]
    assert properties["days_from_entry"]["anyOf"][0] == {"type": "integer", "minimum": 0, "maximum": 366}
    assert properties["days_from_entry"]["default"] is None


def test_keys_are_spoken_as_in_the_contract():
    calendar = facts_schema("schooldays.count")["properties"]["calendar"]
    assert calendar["properties"]["breaks"]["items"]["required"] == ["from", "to"]
    assert calendar["properties"]["breaks"]["default"] == []
    assert calendar["properties"]["first_day"]["format"] == "date"


def test_what_is_required_is_exactly_what_has_no_default():
    assert facts_schema("completion.required")["required"] == ["basis", "total_days", "attended", "school_year"]


def test_the_result_names_what_the_answer_holds():
    answered = decide("attendance.day", {"events": [{"form": "late", "kind": "illness"}]})
    assert set(result_schema("attendance.day")["properties"]) == set(answered["result"])


@pytest.mark.parametrize("decision", every(), ids=lambda each: each.name)
def test_every_fact_has_a_korean_title(decision):
    def titles(schema):
        for each in schema.get("properties", {}).values():
            yield each.get("title")
            yield from titles(each.get("items", each))

    assert all(titles(facts_schema(decision.name)))
