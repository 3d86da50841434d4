"""The rules' calendar from the rows of a year, for each grade, remembered by version."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hakjeok_web.schools import facts
from hakjeok_web.schools.models import CalendarEntry, GradeYear, SchoolYear
from tests import builders

MEMORIAL, ELECTION = date(2024, 6, 6), date(2024, 4, 10)


@pytest.fixture
def year(db):
    builders.enter(builders.HANBIT)
    return builders.a_year()


def _add(year, first, last=None, *, kind="discretionary", name="재량휴업일", grades=()):
    return CalendarEntry.objects.create(
        school_id=year.school_id, school_year=year, kind=kind, name=name, first_on=first, last_on=last or first,
        grades=list(grades),
    )  # fmt: skip


def _calendars(year):
    return facts.calendars_of_year(year.pk)


def test_a_holiday_of_the_table_is_no_school_day_and_has_a_name(year):
    calendars = _calendars(year)
    assert not calendars.of(4).is_school_day(MEMORIAL)
    assert calendars.name_of(MEMORIAL, 4) == "현충일"


def test_a_holiday_removed_from_the_table_is_a_school_day(year):
    CalendarEntry.objects.filter(first_on=ELECTION).delete()
    assert _calendars(year).of(4).is_school_day(ELECTION)


def test_an_event_is_a_school_day(year):
    _add(year, date(2024, 5, 10), kind="event", name="운동회")
    calendars = _calendars(year)
    assert calendars.of(3).is_school_day(date(2024, 5, 10))
    assert calendars.events_on(date(2024, 5, 10), 3) == ("운동회",)


def test_a_day_off_for_one_grade_is_a_school_day_for_the_others(year):
    _add(year, date(2024, 6, 7), grades=[6])
    calendars = _calendars(year)
    assert [grade for grade in range(1, 7) if not calendars.of(grade).is_school_day(date(2024, 6, 7))] == [6]
    assert calendars.name_of(date(2024, 6, 7), 6) == "재량휴업일"
    assert calendars.name_of(date(2024, 6, 7), 5) == ""


def test_a_grade_with_its_own_last_day_ends_earlier(year):
    GradeYear.objects.create(
        school_id=year.school_id, school_year=year, grade=6, first_on=year.first_on, last_on=date(2025, 1, 3)
    )
    calendars = _calendars(year)
    assert calendars.of(6).last_day == date(2025, 1, 3)
    assert calendars.of(5).count() - calendars.of(6).count() == 5
    assert calendars.name_of(date(2025, 1, 6), 6) == "마지막 수업일 뒤"


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2024, 3, 1), "첫 수업일 전"),
        (date(2024, 5, 4), "토요일"),
        (date(2024, 5, 5), "일요일"),
        (date(2024, 8, 15), "광복절"),  # within the break
        (date(2024, 8, 14), "여름방학"),
        (date(2024, 5, 3), ""),
    ],
)
def test_a_day_without_school_says_why(year, day, why):
    assert _calendars(year).name_of(day, 4) == why


def test_a_known_version_costs_one_query_and_gives_the_same_object(year, django_assert_num_queries):
    with django_assert_num_queries(2):
        first = _calendars(year)
    with django_assert_num_queries(1):
        assert _calendars(year) is first


def test_every_change_of_the_rows_raises_the_version(year):
    versions = [SchoolYear.objects.get().version]
    changes = [
        lambda: _add(year, date(2024, 6, 7)),
        lambda: CalendarEntry.objects.filter(first_on=date(2024, 6, 7)).update(last_on=date(2024, 6, 10)),
        lambda: CalendarEntry.objects.filter(first_on=date(2024, 6, 7)).delete(),
        lambda: SchoolYear.objects.update(last_on=date(2025, 1, 9)),
    ]
    for change in changes:
        change()
        versions.append(SchoolYear.objects.get().version)
    assert versions == sorted(set(versions))


def test_an_object_read_earlier_does_not_write_its_version_back(year):
    earlier = SchoolYear.objects.get()
    _add(year, date(2024, 6, 7))
    raised = SchoolYear.objects.get().version
    earlier.save()
    assert SchoolYear.objects.get().version == raised


def test_a_calendar_that_was_rolled_back_is_not_remembered(year):
    with transaction.atomic():
        _add(year, date(2024, 6, 7))
        assert not _calendars(year).of(1).is_school_day(date(2024, 6, 7))
        transaction.set_rollback(True)
    _add(year, date(2024, 6, 10))
    assert _calendars(year).of(1).is_school_day(date(2024, 6, 7))
    assert not _calendars(year).of(1).is_school_day(date(2024, 6, 10))


DAYS = st.dates(date(2024, 3, 1), date(2025, 2, 28))
LINES = st.lists(
    st.tuples(DAYS, st.integers(0, 40), st.sampled_from(CalendarEntry.Kind.values), st.sets(st.integers(1, 6))),
    max_size=12,
)


@given(lines=LINES, bounds=st.tuples(DAYS, DAYS), grade=st.integers(1, 6))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_count_is_what_counting_day_by_day_gives(lines, bounds, grade):
    year = SchoolYear(year=2024, first_on=date(2024, 3, 4), last_on=date(2025, 1, 10))
    entries = [
        CalendarEntry(kind=kind, name="쉼", first_on=day, last_on=day + timedelta(days=more), grades=sorted(grades))
        for day, more, kind, grades in lines
    ]
    own = [GradeYear(grade=3, first_on=min(bounds), last_on=max(bounds))]
    first, last = (min(bounds), max(bounds)) if grade == 3 else (year.first_on, year.last_on)
    expected = 0
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        off = any(each.kind != "event" and each.covers(day, grade) for each in entries)
        expected += day.weekday() < 5 and not off
    assert facts.calendar_of(year, grade, entries, own).count() == expected
