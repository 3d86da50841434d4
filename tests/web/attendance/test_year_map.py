"""The picture of a pupil's year (출결 그림): every school day once, a drawing for each month, told in words too."""

import re

import pytest

from hakjeok_web.attendance.actions import Entry, save_cells
from hakjeok_web.attendance.year import pupil_year
from hakjeok_web.attendance.year_map import describe, render_year_map
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.fixture
def year_of(school_class, teacher, pupil):
    """The pupil's year after these entries of today's month."""

    def read(*entries):
        made = [Entry(pupil.pk, day, form, kind) for day, form, kind in entries]
        save_cells(school_class=school_class, month=builders.TODAY.replace(day=1), entries=made, by=teacher)
        return pupil_year(pupil.pk, school_class.school_year, today=builders.TODAY)

    return read


def drawn(year):
    picture = render_year_map(year, name="출결")
    return [re.findall(r'<rect class="(\w+)"', month) for month in re.findall(r"<svg viewBox.*?</svg>", picture)]


def test_each_month_with_school_days_is_a_drawing_of_its_own(year_of):
    year = year_of()
    assert len(drawn(year)) == len({(day.year, day.month) for day in year.calendar.school_days})


def test_each_school_day_is_drawn_once_and_today_has_a_frame(year_of):
    year = year_of()
    marks = [look for month in drawn(year) for look in month]
    assert len(marks) == len(year.calendar.school_days) + marks.count("today")
    assert marks.count("today") == 1


def test_an_absence_is_drawn_in_its_month(year_of):
    year = year_of((builders.TODAY, "absence", "unexcused"))
    may = sorted({(day.year, day.month) for day in year.calendar.school_days}).index((2024, 5))
    assert [month.count("unexcused") for month in drawn(year)].index(1) == may


@pytest.mark.parametrize(
    ("form", "kind", "told"), [("absence", "unexcused", "미인정결석 1일"), ("late", "illness", "질병지각 1번")]
)
def test_absences_are_told_in_days_and_other_entries_in_times(year_of, form, kind, told):
    assert told in describe(year_of((builders.TODAY, form, kind)))
