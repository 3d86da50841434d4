"""Facts of every kind: to a form, through a browser, and back to the values of the contract."""

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from lxml import html

from hakjeok.faces.reading import read
from hakjeok_web.helper.asking import ask, blank, summary, with_row, without_row
from hakjeok_web.helper.definitions import questions_of
from tests.web.helper.every_kind import CALENDAR, KINDS, LEAST, WHOLE, KindFacts

QUESTIONS = questions_of(KINDS)


def typed_of(values):
    return QUESTIONS.typed(values)


def through_a_browser(asked):
    """The typed values after the form was drawn and sent again."""
    parts = "".join(render_to_string(part.template, {"part": part, "asked": asked}) for part in asked.shown().parts)
    sent = QueryDict(mutable=True)
    for control in html.fromstring(f"<form>{parts}</form>").xpath(".//input[@name] | .//textarea | .//select"):
        is_box = control.get("type") in ("radio", "checkbox")
        if not is_box or control.get("checked") is not None:
            sent.appendlist(control.get("name"), control.get("value") if is_box else control.value or "")
    return QUESTIONS.read(sent, "")


def problems_of(**changed):
    return dict(ask(KINDS, typed_of(WHOLE | changed)).problems)


@pytest.mark.parametrize("values", [LEAST, WHOLE, WHOLE | {"either": {"on": "2024-05-07"}}, WHOLE | {"either": None}])
def test_values_come_back_as_they_were(values):
    asked = ask(KINDS, through_a_browser(blank(KINDS, values)))
    assert asked.problems == []
    assert asked.facts == read(KindFacts, values)


def test_what_equals_its_default_is_not_told():
    assert ask(KINDS, typed_of(LEAST | {"sure": True, "papers": ["diagnosis"]})).values == LEAST


def test_all_that_cannot_be_read_is_told_at_once():
    asked = ask(KINDS, typed_of({}) | {"days": "셋", "dates": "2024-02-30", "scores": "7, 칠"})
    assert dict(asked.problems) == {
        "reason": "꼭 필요한 값입니다. 골라 주세요.",
        "days": "‘셋’은 정수가 아닙니다. 3처럼 숫자로만 적어 주세요.",
        "dates": "2024. 2. 30.은 없는 날짜입니다. 날짜를 바로잡아 주세요.",
        "scores": "‘칠’은 정수가 아닙니다. 3처럼 숫자로만 적어 주세요.",
        "calendar.school_year": "꼭 필요한 값입니다. 적어 주세요.",
        "calendar.first_day": "꼭 필요한 값입니다. 적어 주세요.",
        "calendar.last_day": "꼭 필요한 값입니다. 적어 주세요.",
    }


@pytest.mark.parametrize(
    ("days", "told"),
    [(0, "적은 값이 0입니다. 1 이상으로 적어 주세요."), (9, None), (10, "적은 값이 10입니다. 9 이하로 적어 주세요.")],
)
def test_a_range_is_kept(days, told):
    assert problems_of(days=days).get("days") == told


def test_a_complaint_stands_at_its_field_and_in_the_summary_with_the_way_to_it():
    asked = ask(KINDS, typed_of(WHOLE | {"visits": [{"on": "2024-05-07"}, {"on": "2025-02-03"}]}))
    shown = asked.shown()
    assert {part.path: part.error for part in shown.walk() if part.error} == {
        "visits.1.on": "학년도가 끝난 뒤입니다. 날짜를 고쳐 주세요."
    }
    assert list(summary(shown)) == [
        {"href": "#id_visits-1-on", "text": "방문 2 › 간 날: 학년도가 끝난 뒤입니다. 날짜를 고쳐 주세요."}
    ]


def test_a_complaint_about_one_of_many_days_stands_at_their_box():
    asked = ask(KINDS, typed_of(WHOLE))
    asked.problems.append(("dates.1", "쉬는 날입니다."))
    assert next(part.error for part in asked.shown().walk() if part.path == "dates") == "쉬는 날입니다."


def test_a_complaint_without_a_place_is_not_lost():
    asked = ask(KINDS, typed_of(WHOLE))
    asked.problems.append(("", "서로 맞지 않습니다."))
    asked.shown()
    assert asked.unplaced == ["서로 맞지 않습니다."]


class TestWhatDoesNotMatter:
    def test_it_is_left_out_of_the_facts(self):
        asked = ask(KINDS, typed_of(WHOLE | {"reason": "illness"}))
        assert {"place", "far", "nights"} & set(asked.values) == set()

    def test_what_follows_from_it_is_left_out_too(self):
        assert "nights" not in ask(KINDS, typed_of(WHOLE | {"far": False})).values

    def test_the_page_tells_the_script_when_it_matters(self):
        shown = {part.path: (part.asked_by, part.asked_values) for part in blank(KINDS, {}).shown().walk()}
        assert shown["place"] == ("reason", "travel")
        assert shown["nights"] == ("far", "on")
        assert shown["days"] == ("", "")


class TestRows:
    def test_an_empty_list_offers_a_blank_row(self):
        visits = next(part for part in blank(KINDS, LEAST).shown().parts if part.path == "visits")
        assert [part.path for part in visits.parts] == ["visits.0"]

    def test_blank_rows_are_no_answer(self):
        typed = typed_of(WHOLE)
        typed["visits"].insert(0, QUESTIONS.typed({})["visits"] or {"on": "", "by": "", "papers": []})
        assert len(ask(KINDS, typed).facts.visits) == 2

    def test_a_row_is_added_where_it_is_asked_for(self):
        asked = with_row(KINDS, typed_of(WHOLE), "calendar.breaks")
        assert len(asked.typed["calendar"]["breaks"]) == 2

    def test_a_row_is_taken_out(self):
        asked = without_row(KINDS, typed_of(WHOLE), "visits.0")
        assert [visit["on"] for visit in asked.typed["visits"]] == ["2024-05-08"]

    @pytest.mark.parametrize("path", ["", "days", "visits.x", "visits.7", "nothing.0", "calendar.breaks.0.from"])
    def test_where_there_is_no_list_nothing_happens(self, path):
        assert with_row(KINDS, typed_of(WHOLE), path).typed == typed_of(WHOLE)
        assert without_row(KINDS, typed_of(WHOLE), path).typed == typed_of(WHOLE)


@pytest.mark.parametrize("value", [None, 5, "x", [], {}, [5, None], {"on": [1]}, True, 1.5])
@pytest.mark.parametrize("name", [question.name for question in QUESTIONS.questions])
def test_nonsense_in_an_address_counts_as_nothing(name, value):
    ask(KINDS, typed_of(WHOLE | {name: value})).shown()


def test_a_group_that_is_known_is_told_in_one_line():
    calendar = blank(KINDS, LEAST).shown().parts[-1]
    told = "2024학년도 · 첫 수업일 2024. 3. 4.(월) · 마지막 수업일 2025. 1. 10.(금)"
    assert calendar.gist.replace("\u00a0", " ") == told
    assert all("\u00a0" in part for part in calendar.gist.split(" · ")[1:])  # no day is cut in two
    assert blank(KINDS, {"calendar": CALENDAR | {"last_day": ""}}).shown().parts[-1].gist == ""
