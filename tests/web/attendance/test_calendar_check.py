"""A day on which the register was kept does not become a day off by a change of the calendar."""

from datetime import date

import pytest

from hakjeok_web.attendance import actions
from hakjeok_web.config.refusals import Refused
from hakjeok_web.schools import actions as calendar
from hakjeok_web.schools.actions import NewEntry
from tests import builders

pytestmark = pytest.mark.django_db
FRIDAY, MONDAY = builders.TODAY, date(2024, 5, 13)


@pytest.fixture
def school_class():
    builders.enter()
    school_class = builders.a_class(builders.a_year())
    builders.a_pupil(school_class)
    return school_class


def off(day):
    return NewEntry(kind="discretionary", name="재량휴업일", first_on=day, last_on=day)


def add(school_class, day):
    by = builders.actor(builders.a_staff("school_admin"))
    year = school_class.school_year
    year.refresh_from_db()
    return calendar.add_entry(school_year=year, entry=off(day), by=by, seen=year.version)


def test_a_taken_day_cannot_become_a_day_off(school_class):
    teacher = builders.actor(builders.a_homeroom(school_class))
    actions.save_cells(school_class=school_class, month=date(2024, 5, 1), entries=[], by=teacher, take=FRIDAY)
    with pytest.raises(Refused, match=r"4학년은 5\. 3\.\(금\)에 출석부를 적었습니다"):
        add(school_class, FRIDAY)


def test_a_day_that_nobody_kept_can(school_class):
    add(school_class, MONDAY)
