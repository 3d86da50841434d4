"""The school calendar: its questions agree with one another, and it knows only weekdays and the days it was told."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hakjeok.dates import first_of_school_year, last_of_school_year, school_year_of
from hakjeok.school_calendar import Calendar, Period

WEEKS = timedelta(weeks=52)
FIRST, LAST = date(2024, 3, 1), date(2025, 2, 28)
# 364 days later these still lie in the next school year.
EARLIEST_THAT_SHIFTS = date(2024, 3, 2)

days_of_the_year = st.dates(FIRST, LAST)
around_the_year = st.dates(FIRST - timedelta(40), LAST + timedelta(40))
ordered_pairs = st.tuples(days_of_the_year, days_of_the_year).map(sorted)
periods = ordered_pairs.map(lambda pair: Period(from_=pair[0], to=min(pair[1], pair[0] + timedelta(45))))


@st.composite
def calendars(draw, earliest: date = FIRST):
    first, last = sorted(draw(st.tuples(st.dates(earliest, LAST), st.dates(earliest, LAST))))
    return Calendar(
        school_year=2024,
        first_day=first,
        last_day=last,
        breaks=tuple(draw(st.lists(periods, max_size=3))),
        days_off=tuple(draw(st.lists(days_of_the_year, max_size=12))),
        public_holidays=False,
    )


def later(day: date | None, by: timedelta = WEEKS) -> date | None:
    return None if day is None else day + by


def shifted(calendar: Calendar) -> Calendar:
    """The same calendar 52 weeks later, in the next school year."""
    return Calendar(
        school_year=calendar.school_year + 1,
        first_day=later(calendar.first_day),
        last_day=later(calendar.last_day),
        breaks=tuple(Period(from_=later(each.from_), to=later(each.to)) for each in calendar.breaks),
        days_off=tuple(later(each) for each in calendar.days_off),
        public_holidays=False,
    )


@given(calendars(EARLIEST_THAT_SHIFTS), around_the_year, around_the_year, st.integers(1, 60))
def test_a_calendar_fifty_two_weeks_later_answers_fifty_two_weeks_later(calendar, one, other, nth):
    moved = shifted(calendar)
    assert moved.school_days == tuple(later(each) for each in calendar.school_days)
    assert moved.is_school_day(later(one)) is calendar.is_school_day(one)
    assert moved.count(later(one), later(other)) == calendar.count(one, other)
    assert moved.between(later(one), later(other)) == tuple(later(each) for each in calendar.between(one, other))
    assert moved.nth_from(later(one), nth) == later(calendar.nth_from(one, nth))
    assert moved.next_after(later(one)) == later(calendar.next_after(one))
    assert moved.previous_or_same(later(one)) == later(calendar.previous_or_same(one))


@given(calendars())
def test_school_days_are_weekdays_of_the_year_that_are_not_off(calendar):
    for each in calendar.school_days:
        assert calendar.first_day <= each <= calendar.last_day
        assert each.weekday() < 5
        assert each not in calendar.days_off
        assert not any(period.from_ <= each <= period.to for period in calendar.breaks)


@given(calendars(), around_the_year, around_the_year)
def test_as_many_are_counted_as_lie_between(calendar, one, other):
    found = calendar.between(one, other)
    assert calendar.count(one, other) == len(found)
    assert list(found) == [each for each in calendar.school_days if one <= each <= other]
    assert all(calendar.is_school_day(each) for each in found)


@given(calendars(), around_the_year)
def test_the_whole_year_is_what_lies_before_and_from_a_day_on(calendar, day):
    before = calendar.count(last=day - timedelta(1))
    assert before + calendar.count(first=day) == calendar.count() == len(calendar.school_days)
    assert calendar.number_of.get(day, before) == before


@given(calendars(), around_the_year, st.integers(1, 250))
def test_the_nth_day_is_the_nth_that_lies_ahead(calendar, day, nth):
    ahead = [each for each in calendar.school_days if each >= day]
    found = calendar.nth_from(day, nth)
    assert found == (ahead[nth - 1] if nth <= len(ahead) else None)
    assert found is None or calendar.count(day, found) == nth


@given(calendars(), around_the_year)
def test_the_next_day_is_the_first_from_tomorrow_on(calendar, day):
    assert calendar.next_after(day) == calendar.nth_from(day + timedelta(1), 1)
    assert (calendar.nth_from(day, 1) == day) is calendar.is_school_day(day)


@given(calendars(), around_the_year)
def test_going_on_from_day_to_day_passes_every_day_that_is_left(calendar, day):
    passed, at = [], calendar.next_after(day)
    while at is not None:
        passed.append(at)
        at = calendar.next_after(at)
    assert passed == [each for each in calendar.school_days if each > day]


@given(calendars(), around_the_year)
def test_back_from_the_next_day_there_is_the_day_before_it(calendar, day):
    here, following = calendar.previous_or_same(day), calendar.next_after(day)
    assert (here is None) is (calendar.count(last=day) == 0)
    if here is not None:
        assert calendar.next_after(here) == following
    if following is not None:
        assert calendar.previous_or_same(following) == following
        assert calendar.previous_or_same(following - timedelta(1)) == here


@given(calendars(), days_of_the_year)
def test_one_more_day_off_takes_away_that_day_and_no_other(calendar, day):
    fewer = Calendar(
        school_year=2024,
        first_day=calendar.first_day,
        last_day=calendar.last_day,
        breaks=calendar.breaks,
        days_off=(*calendar.days_off, day),
        public_holidays=False,
    )
    assert fewer.school_days == tuple(each for each in calendar.school_days if each != day)


@given(st.dates(date(1950, 1, 1), date(2998, 12, 31)))
def test_every_day_belongs_to_one_school_year(day):
    year = school_year_of(day)
    assert first_of_school_year(year) <= day <= last_of_school_year(year)
    assert last_of_school_year(year) + timedelta(1) == first_of_school_year(year + 1)
