"""A pupil is moved to another class for days that are past: his entries go with him, a closed register stays."""

from datetime import date

import pytest

from hakjeok_web.attendance import statistics
from hakjeok_web.attendance.actions import Entry, save_cells
from hakjeok_web.attendance.models import RegisterMonth
from hakjeok_web.config.refusals import Refused
from hakjeok_web.students.placements import place
from tests import builders

pytestmark = pytest.mark.django_db
APRIL, MAY = date(2024, 4, 1), date(2024, 5, 1)
MAY_SECOND = date(2024, 5, 2)


@pytest.fixture
def other_class(school_class):
    return builders.a_class(school_class.school_year, number=3)


@pytest.fixture
def registrar(school_class):
    return builders.actor(builders.a_staff("registrar"))


def close(school_class, month=APRIL):
    RegisterMonth.objects.create(
        school_id=school_class.school_id, school_class=school_class, first_on=month, is_closed=True
    )


def move(pupil, school_class, from_on, by):
    place(student=pupil, school_class=school_class, number=21, from_on=from_on, by=by)


def test_entries_are_counted_in_the_class_that_the_pupil_is_now_said_to_have_been_in(
    school_class, other_class, teacher, registrar, pupil
):
    absent = Entry(pupil.pk, MAY_SECOND, "absence", "illness")
    save_cells(school_class=school_class, month=MAY, entries=[absent], by=teacher)
    move(pupil, other_class, MAY, registrar)
    year = school_class.school_year_id
    assert [row.class_number for row in statistics.absentees(year, MAY_SECOND)] == [3]
    assert {row.class_number: sum(row.counts) for row in statistics.year_counts(year)} == {2: 0, 3: 1}
    assert [sum(row.counts) for row in statistics.month_counts(year, MAY, date(2024, 6, 1))] == [0, 1]


def test_entries_before_the_move_stay_where_they_were_made(school_class, other_class, teacher, registrar, pupil):
    absent = Entry(pupil.pk, MAY_SECOND, "absence", "illness")
    save_cells(school_class=school_class, month=MAY, entries=[absent], by=teacher)
    move(pupil, other_class, date(2024, 5, 3), registrar)
    year = school_class.school_year_id
    assert {row.class_number: sum(row.counts) for row in statistics.year_counts(year)} == {2: 1, 3: 0}


@pytest.mark.parametrize("closed", ["the class that he leaves", "the class that he joins"])
def test_a_closed_register_is_not_changed_by_a_move(school_class, other_class, registrar, pupil, closed):
    close(school_class if closed.endswith("leaves") else other_class)
    with pytest.raises(Refused, match="2024년 4월 출석부를 마감했습니다"):
        move(pupil, other_class, date(2024, 4, 30), registrar)
    move(pupil, other_class, MAY, registrar)


def test_nobody_is_put_into_a_class_of_a_past_year(school_class, other_class, pupil):
    later = builders.actor(builders.a_staff("registrar"), today=date(2025, 3, 4))
    with pytest.raises(Refused, match="지난 학년도"):
        move(pupil, other_class, MAY, later)
