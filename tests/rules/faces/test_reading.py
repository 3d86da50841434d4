"""Facts from JSON: strict, with the path of the first wrong field and a Korean sentence."""

import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok import decide
from hakjeok.errors import BadInput, UnknownDecision
from hakjeok.faces.answering import error_body
from hakjeok.faces.reading import reader_of

YEAR = {"school_year": 2024, "first_day": "2024-03-04", "last_day": "2025-01-10", "public_holidays": False}
LADDER = {"calendar": YEAR, "today": "2024-04-01"}
COMPLETION = {"basis": "normal", "total_days": 191, "attended": 128, "school_year": 2024}


def refusal(name: str, facts: object) -> BadInput:
    with pytest.raises(BadInput) as refused:
        decide(name, facts)
    return refused.value


@pytest.mark.parametrize(
    ("changed", "field", "word"),
    [
        ({"total_days": "191"}, "total_days", "정수"),
        ({"total_days": 191.0}, "total_days", "정수"),
        ({"total_days": True}, "total_days", "정수"),
        ({"total_days": None}, "total_days", "정수"),
        ({"basis": "other"}, "basis", "transfer_in(전입학)"),
        ({"basis": 1}, "basis", "쓸 수 없는 값 1"),
        ({"committee_choice": []}, "committee_choice", "쓸 수 없는 값"),
        ({"total_day": 191}, "total_day", "‘total_days’"),
        ({"xyz": 191}, "xyz", "지워 주세요"),
    ],
)
def test_wrong_values_and_keys_are_named(changed, field, word):
    found = refusal("completion.required", {**COMPLETION, **changed})
    assert found.field == field
    assert word in found.message


@pytest.mark.parametrize("key", list(COMPLETION))
def test_what_is_left_out_is_named(key):
    without = {name: value for name, value in COMPLETION.items() if name != key}
    found = refusal("completion.required", without)
    assert (found.field, "꼭 필요한 값" in found.message) == (key, True)


@pytest.mark.parametrize(
    "written",
    [
        "2024-4-1",
        "20240401",
        "2024-02-30",
        "2024-04-01T00:00",
        "2024/04/01",
        "2024-W01-1",
        1711929600,
        None,
        ["2024-04-01"],
    ],
)
def test_only_a_real_date_with_hyphens_is_one(written):
    assert refusal("absence.ladder", {**LADDER, "today": written}).field == "today"


@pytest.mark.parametrize(
    ("written", "taken"), [("1899-12-31", False), ("1900-01-01", True), ("2999-12-31", True), ("3000-01-01", False)]
)
def test_a_date_is_near_enough_to_count_months_from(written, taken):
    if taken:
        assert reader_of(date)(written) == date.fromisoformat(written)
    else:
        with pytest.raises(BadInput, match="1900년부터 2999년 사이의 날짜여야"):
            reader_of(date)(written)


@pytest.mark.parametrize(
    ("calendar", "field"),
    [
        ({**YEAR, "breaks": [{"from": "2024-08-16", "to": "2024-07-22"}]}, "calendar.breaks.0.to"),
        ({**YEAR, "breaks": [{"from": "2024-07-22"}]}, "calendar.breaks.0.to"),
        ({**YEAR, "breaks": [{"from_": "2024-07-22", "to": "2024-08-16"}]}, "calendar.breaks.0.from_"),
        ({**YEAR, "breaks": {}}, "calendar.breaks"),
        ({**YEAR, "breaks": [[]]}, "calendar.breaks.0"),
        ({**YEAR, "days_off": ["2024-05-06", "x"]}, "calendar.days_off.1"),
        ({**YEAR, "last_day": "2025-03-01"}, "calendar.last_day"),
        ({**YEAR, "public_holidays": "true"}, "calendar.public_holidays"),
        ({**YEAR, "school_year": 2033, "first_day": "2033-03-02", "last_day": "2033-12-30", "public_holidays": True},
         "calendar.public_holidays"),
        ([], "calendar"),
    ],
)  # fmt: skip
def test_the_path_leads_into_the_calendar(calendar, field):
    assert refusal("absence.ladder", {**LADDER, "calendar": calendar}).field == field


def test_the_path_leads_into_lists():
    event = {"change": "admission", "date": "2024-03-04", "school": "한빛초등학교", "grade": 1}
    found = refusal("record.lines", {"events": [event, {**event, "grade": 7}]})
    assert (found.field, "6 이하" in found.message) == ("events.1.grade", True)
    assert refusal("record.lines", {"events": [event, {**event, "school": 3}]}).field == "events.1.school"


def test_half_a_character_is_no_text():
    event = {"change": "admission", "date": "2024-03-04", "school": "\ud800", "grade": 1}
    assert refusal("record.lines", {"events": [event]}).field == "events.0.school"


@pytest.mark.parametrize("facts", [[], None, "x", 3])
def test_facts_are_an_object(facts):
    found = refusal("completion.required", facts)
    assert "중괄호" in found.message


def test_a_long_value_is_cut_in_the_message():
    assert "…" in refusal("completion.required", {**COMPLETION, "basis": "x" * 99}).message


def test_dates_and_tuples_of_python_are_taken_too():
    facts = {**LADDER, "today": date(2024, 4, 1), "absences": (date(2024, 4, 1),)}
    assert decide("absence.ladder", facts)["result"]["run"]["days"] == 1


@pytest.mark.parametrize("wrong", ["0.1", True, 1e9, [0.1]])
def test_a_share_is_a_plain_number(wrong):
    trip = {"from": "2024-04-15", "to": "2024-04-16", "calendar": LADDER["calendar"], "total_days": 190}
    found = refusal("attendance.field_trip", {**trip, "limits": {"share_of_year": wrong}})
    assert (found.field, "0.1처럼" in found.message) == ("limits.share_of_year", True)


def test_an_unknown_name_tells_the_nearest():
    with pytest.raises(UnknownDecision) as unknown:
        decide("absence.lader", {})
    assert unknown.value.nearest[0] == "absence.ladder"
    assert "absence.ladder" in unknown.value.message


@pytest.mark.parametrize(
    "name",
    ["", "x", "absence", "absence.runs", "absence.", ".ladder", "faces.cli", "os.path", "a.b.c", "absence.ladder.x"],
)
def test_a_module_that_is_no_decision_is_unknown(name):
    assert refusal(name, {}).field == "decision"


# What to do stands at the end of a refusal, with the page where there is one.
ASKS_FOR_SOMETHING = re.compile(r"요(\(p\.[\d, –~]+\))?\.$")
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted({*LADDER, *COMPLETION, "events", "absences", "spans"})), json_values)
def test_no_json_value_gets_past_the_reader_unrefused_or_crashes_it(key, value):
    for name, facts in (("absence.ladder", LADDER), ("completion.required", COMPLETION), ("record.validate", {})):
        try:
            answered = decide(name, {**facts, key: value})
        except BadInput as error:
            answered = error_body(error)
            wrong = answered["error"]
            assert wrong["field"]
            assert ASKS_FOR_SOMETHING.search(wrong["message"]), wrong["message"]
        json.dumps(answered)
