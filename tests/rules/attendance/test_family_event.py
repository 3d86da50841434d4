"""경조사로 인한 출석인정결석: p.24, 36."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.attendance.family_event import (
    BEFORE_OR_AFTER,
    BEYOND,
    FROM_THE_NEXT_DAY,
    MAY_ATTEND,
    NOT_LISTED,
    WITH_THE_DAY,
    FamilyEvent,
    FamilyEventFacts,
    Relation,
    family_event,
)
from hakjeok.errors import BadInput
from tests.rules.calendars import day, days, plain_year, year_2024

CALENDAR = year_2024()
TABLE = {
    ("marriage", "sibling"): 1,
    ("marriage", "parent"): 1,
    ("adoption", "self"): 20,
    ("death", "parent"): 5,
    ("death", "grandparent"): 5,
    ("death", "great_grandparent"): 3,
    ("death", "sibling"): 3,
    ("death", "sibling_spouse"): 3,
    ("death", "parent_sibling"): 1,
    ("death", "parent_sibling_spouse"): 1,
}


def asked(event_on: str, first: str | None, absences: str = "", **more) -> FamilyEventFacts:
    given = {"event": FamilyEvent.DEATH, "relation": Relation.GRANDPARENT, "calendar": CALENDAR, **more}
    first_absence = day(first) if first else None
    return FamilyEventFacts(event_date=day(event_on), first_absence=first_absence, absences=days(absences), **given)


def answer(event_on: str, first: str | None, absences: str = "", **more):
    return family_event(asked(event_on, first, absences, **more))


def refused_field(*args, **more) -> str:
    with pytest.raises(BadInput) as refused:
        answer(*args, **more)
    return refused.value.field


def sources(result) -> list:
    return [step.source for step in result.because]


class TestDays:
    @pytest.mark.parametrize("event", FamilyEvent)
    @pytest.mark.parametrize("relation", Relation)
    def test_each_pair_has_the_days_of_the_table_and_any_other_none(self, event, relation):
        result = answer("2024-04-02", "2024-04-02", event=event, relation=relation)
        expected = TABLE.get((event.value, relation.value), 0)
        assert (result.days, len(result.window), result.valid) == (expected, expected, expected > 0)
        told = f"{expected}일까지 출석으로 인정합니다." if expected else "출석을 인정하는 경조사에 들지 않습니다."
        assert result.because[0].text == f"{relation.korean} {event.korean}: {told}"

    def test_a_pair_that_is_not_listed_authorizes_nothing(self):
        result = answer("2024-04-02", "2024-04-02", event=FamilyEvent.MARRIAGE)
        assert (result.window, result.authorized, result.outside) == ((), (), days("2024-04-02"))
        assert (sources(result), result.warnings) == ([NOT_LISTED], ())


class TestWindow:
    def test_days_off_never_count(self):
        result = answer("2024-04-05", "2024-04-08", "2024-04-08 2024-04-12 2024-04-15")
        assert result.window == days("2024-04-08 2024-04-09 2024-04-11 2024-04-12 2024-04-15")
        assert result.authorized == days("2024-04-08 2024-04-12 2024-04-15")

    def test_the_day_before_the_event_may_be_the_first(self):
        result = answer("2024-04-02", "2024-04-01")
        assert (result.window[0], result.valid) == (day("2024-04-01"), True)
        assert WITH_THE_DAY in sources(result)

    @pytest.mark.parametrize(
        ("first", "valid"), [("2024-03-28", False), ("2024-03-29", True), ("2024-04-01", True), ("2024-04-04", True)]
    )
    def test_it_has_to_reach_the_day_of_the_event(self, first, valid):
        result = answer("2024-04-04", first)
        assert result.valid is valid
        assert (result.authorized == days(first)) is valid
        assert (result.outside == days(first)) is not valid

    def test_an_absence_too_early_is_told_as_such(self):
        result = answer("2024-04-04", "2024-03-28")
        assert sources(result)[-2:] == [BEFORE_OR_AFTER, BEYOND]
        assert "들지 않으므로" in result.because[-2].text
        assert result.because[-1].text.startswith("결석 1일은")

    def test_it_starts_at_the_latest_on_the_first_school_day_after_the_event(self):
        result = answer("2024-04-05", "2024-04-09")
        assert result.window[0] == day("2024-04-08")
        assert {FROM_THE_NEXT_DAY, MAY_ATTEND} <= set(sources(result))

    def test_coming_to_school_between_does_not_push_it_back(self):
        assert MAY_ATTEND not in sources(answer("2024-04-05", "2024-04-08"))

    @pytest.mark.parametrize(("first", "valid"), [("2024-04-12", True), ("2024-04-15", True), ("2024-04-16", False)])
    def test_an_absence_after_its_end_is_not_authorized(self, first, valid):
        result = answer("2024-04-05", first)
        assert (result.valid, result.window[-1]) == (valid, day("2024-04-15"))

    def test_the_event_may_lie_in_the_holidays(self):
        result = answer("2024-07-25", "2024-08-19")
        assert (result.valid, result.window[0]) == (True, day("2024-08-19"))

    def test_an_event_on_a_day_off_inside_the_span_counts(self):
        assert answer("2024-04-06", "2024-04-05", relation=Relation.SIBLING).valid is True


class TestAbsences:
    def test_those_beyond_the_window_stand_apart(self):
        result = answer("2024-04-01", "2024-04-01", "2024-04-08 2024-04-05 2024-04-01")
        assert (result.authorized, result.outside) == (days("2024-04-01 2024-04-05"), days("2024-04-08"))
        assert result.because[-2].text == "그 기간에 든 결석 2일은 출석인정결석입니다."
        assert result.because[-1].text.startswith("나머지 결석 1일은")

    def test_the_first_is_the_earliest_where_it_is_left_out(self):
        result = answer("2024-04-02", None, "2024-04-03 2024-04-01")
        assert (result.window[0], result.authorized) == (day("2024-04-01"), days("2024-04-01 2024-04-03"))

    def test_days_off_among_them_are_not_counted_and_warned_of(self):
        result = answer("2024-04-05", "2024-04-05", "2024-04-05 2024-04-06 2024-04-07")
        assert (result.authorized, result.outside) == (days("2024-04-05"), ())
        assert result.warnings == ("수업일이 아닌 날짜 2건은 세지 않았습니다. 날짜가 맞는지 살펴봐 주세요.",)

    def test_the_first_may_be_a_day_off_from_which_the_next_school_days_count(self):
        result = answer("2024-04-06", "2024-04-06", "2024-04-06 2024-04-09")
        assert result.window == days("2024-04-08 2024-04-09 2024-04-11 2024-04-12 2024-04-15")
        assert (result.valid, result.authorized) == (True, days("2024-04-09"))

    @pytest.mark.parametrize("first", ["2024-04-06", "2024-04-07", "2024-04-10"])
    def test_a_day_off_alone_is_no_absence(self, first):
        result = answer("2024-04-06", first)
        assert (result.days, result.valid, result.authorized, result.outside) == (5, False, (), ())
        assert result.because[-1].text.startswith("결석한 날이 모두 쉬는 날")
        assert "수업일이 아닌 날짜 1건" in result.warnings[0]

    def test_one_school_day_alone_is_not_warned_of(self):
        assert answer("2024-04-05", "2024-04-05").warnings == ()


class TestEndOfTheYear:
    def test_the_days_that_are_left_are_shown_with_a_warning(self):
        result = answer("2025-01-08", "2025-01-09")
        assert (result.window, result.valid) == (days("2025-01-09 2025-01-10"), True)
        assert "5일 가운데 2일만" in result.warnings[0]

    def test_an_event_after_the_last_school_day_has_no_day_after_it(self):
        result = answer("2025-01-11", "2025-01-10")
        assert (result.window, result.valid) == (days("2025-01-10"), False)


class TestRefusals:
    def test_an_event_without_an_absence(self):
        assert refused_field("2024-04-02", None) == "first_absence"

    @pytest.mark.parametrize("first", ["2024-03-01", "2025-01-11"])
    def test_a_first_absence_before_or_after_the_year_s_lessons(self, first):
        assert refused_field("2024-04-05", first) == "first_absence"

    def test_one_after_which_no_lessons_are_held(self):
        calendar = plain_year(2024, last="12-29")
        assert refused_field("2024-12-26", "2024-12-28", calendar=calendar) == "first_absence"


class TestOtherYears:
    def test_a_year_before_the_first_known_has_its_figures_with_a_warning(self):
        result = answer("2021-06-01", "2021-06-01", calendar=plain_year(2021))
        assert (result.days, result.school_year) == (5, 2021)
        assert "2022학년도 기준을 적용" in result.warnings[0]

    def test_the_first_known_year_is_that_of_the_examples(self):
        assert answer("2022-06-02", "2022-06-02", calendar=plain_year(2022)).warnings == ()

    def test_a_year_nobody_has_checked_is_answered_with_a_warning(self):
        result = answer("2031-06-02", "2031-06-02", calendar=plain_year(2031))
        assert "2031학년도" in result.warnings[0]


@given(st.sampled_from(CALENDAR.school_days), st.sampled_from(CALENDAR.school_days))
def test_the_window_holds_consecutive_school_days_and_never_starts_later_than_after_the_event(event_on, first):
    given_facts = asked("2024-04-02", "2024-04-02")
    asked_facts = FamilyEventFacts(
        event=given_facts.event,
        relation=given_facts.relation,
        event_date=event_on,
        first_absence=first,
        calendar=CALENDAR,
    )
    result = family_event(asked_facts)
    numbers = [CALENDAR.number_of[each] for each in result.window]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert numbers[0] <= CALENDAR.number_of[first]
    assert numbers[0] <= CALENDAR.number_of[event_on] + 1
    assert set(result.authorized) | set(result.outside) == {first}
