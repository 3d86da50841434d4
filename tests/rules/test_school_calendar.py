from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.errors import BadInput
from hakjeok.school_calendar import Calendar, Period
from tests.rules.calendars import day, days, plain_year, year_2024

YEAR = year_2024()


class TestSchoolDays:
    @pytest.mark.parametrize(
        ("text", "is_one"),
        [
            ("2024-03-01", False),  # before the first day
            ("2024-03-04", True),
            ("2024-03-09", False),  # Saturday
            ("2024-04-10", False),  # a listed day off
            ("2024-07-19", True),
            ("2024-07-22", False),  # the break's first day
            ("2024-08-16", False),  # its last
            ("2024-08-19", True),
            ("2025-01-10", True),
            ("2025-01-13", False),  # after the last day
        ],
    )
    def test_a_school_day_is_a_weekday_of_the_year_that_is_not_off(self, text, is_one):
        assert YEAR.is_school_day(day(text)) is is_one

    def test_public_holidays_are_off_by_default(self):
        year = Calendar(school_year=2024, first_day=day("2024-03-04"), last_day=day("2024-12-31"))
        off = [day("2024-05-06"), day("2024-04-10"), day("2024-10-01"), day("2024-12-25")]
        assert not any(year.is_school_day(each) for each in off)

    def test_without_the_table_only_listed_days_are_off(self):
        assert plain_year(2024).is_school_day(day("2024-05-06"))

    def test_the_whole_year_is_counted(self):
        assert YEAR.count() == len(YEAR.school_days) == 45 * 5 - 4 * 5 - 11

    def test_both_ends_count(self):
        assert YEAR.count(day("2024-05-13"), day("2024-05-17")) == 4
        assert YEAR.between(day("2024-05-13"), day("2024-05-17")) == days("2024-05-13 2024-05-14 2024-05-16 2024-05-17")

    def test_nothing_lies_between_days_in_the_wrong_order(self):
        assert YEAR.count(day("2024-05-17"), day("2024-05-13")) == 0
        assert YEAR.between(day("2024-05-17"), day("2024-05-13")) == ()


class TestStepping:
    def test_the_nth_day_counts_a_school_day_itself(self):
        assert YEAR.nth_from(day("2024-05-14"), 1) == day("2024-05-14")
        assert YEAR.nth_from(day("2024-05-14"), 2) == day("2024-05-16")

    def test_from_a_day_off_the_next_school_day_is_the_first(self):
        assert YEAR.nth_from(day("2024-05-15"), 1) == day("2024-05-16")

    def test_beyond_the_year_there_is_none(self):
        assert YEAR.nth_from(day("2025-01-10"), 2) is None
        assert YEAR.next_after(day("2025-01-10")) is None
        assert YEAR.previous_or_same(day("2024-03-03")) is None

    def test_a_count_from_nought_is_a_mistake_of_the_caller(self):
        with pytest.raises(ValueError, match="from 1"):
            YEAR.nth_from(day("2024-05-14"), 0)

    def test_the_next_day_is_later(self):
        assert YEAR.next_after(day("2024-07-19")) == day("2024-08-19")

    def test_a_day_off_stands_for_the_school_day_before(self):
        assert YEAR.previous_or_same(day("2024-08-18")) == day("2024-07-19")
        assert YEAR.previous_or_same(day("2024-08-19")) == day("2024-08-19")


class TestRefusals:
    @pytest.mark.parametrize(
        ("first", "last", "field"),
        [
            ("2024-02-29", "2024-12-31", "first_day"),
            ("2024-03-04", "2025-03-01", "last_day"),
            ("2024-05-04", "2024-05-03", "last_day"),
        ],
    )
    def test_days_outside_the_school_year_are_refused(self, first, last, field):
        with pytest.raises(BadInput) as refused:
            Calendar(school_year=2024, first_day=day(first), last_day=day(last), public_holidays=False)
        assert refused.value.field == field

    def test_a_break_that_ends_before_it_begins_is_refused(self):
        with pytest.raises(BadInput) as refused:
            Period(from_=day("2024-07-22"), to=day("2024-07-21"))
        assert refused.value.field == "to"

    def test_a_year_without_a_holiday_table_is_refused(self):
        with pytest.raises(BadInput) as refused:
            Calendar(school_year=2033, first_day=day("2033-03-02"), last_day=day("2033-12-30"))
        assert (refused.value.field, "days_off" in refused.value.message) == ("public_holidays", True)


dates_around = st.dates(date(2024, 2, 1), date(2025, 3, 31))


@given(dates_around, st.integers(1, 30))
def test_the_nth_day_is_the_day_up_to_which_n_are_counted(start, nth):
    found = YEAR.nth_from(start, nth)
    if found is None:
        assert YEAR.count(start) < nth
    else:
        assert YEAR.count(start, found) == nth
        assert YEAR.is_school_day(found)


@given(dates_around)
def test_before_and_after_a_day_there_is_no_other_school_day(start):
    before, later = YEAR.previous_or_same(start), YEAR.next_after(start)
    assert before is None or (before <= start and YEAR.count(before + timedelta(1), start) == 0)
    assert later is None or (later > start and YEAR.count(start + timedelta(1), later) == 1)


@given(dates_around, dates_around, dates_around)
def test_counts_add_up(a, b, c):
    first, middle, last = sorted((a, b, c))
    assert YEAR.count(first, last) == YEAR.count(first, middle) + YEAR.count(middle + timedelta(1), last)
