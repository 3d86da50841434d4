"""The measured school is what the measurements say it is."""

import pytest

from hakjeok_web.accounts.models import Homeroom
from hakjeok_web.attendance.models import AttendanceEntry, EntryChange, RegisterDay
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import School, SchoolClass, SchoolYear
from hakjeok_web.students.models import ClassPlacement, RecordChange, Student
from tests import builders
from tests.bench.school import Size, fill, month_to_measure, open_year, pupils_of
from tests.builders import HANBIT, TODAY

pytestmark = pytest.mark.django_db
SMALL = Size(classes=(1, 0, 0, 2, 0, 0), pupils_a_class=6, days=190, exceptions=120)


@pytest.fixture
def hanbit():
    builders.enter()
    return School.objects.get(pk=HANBIT)


def test_a_small_one_has_as_many_of_each_as_its_size_says(hanbit):
    fill(hanbit, SMALL, today=TODAY)
    counts = [model.objects.count() for model in (SchoolClass, Homeroom, Student, ClassPlacement, AttendanceEntry)]
    assert counts == [3, 3, 18, 18, 120]
    assert EntryChange.objects.count() == 120
    assert RecordChange.objects.values("student").distinct().count() == 18
    assert set(Student.objects.values_list("standing", flat=True)) == {"enrolled"}


def test_every_school_day_before_today_is_taken(hanbit):
    fill(hanbit, SMALL, today=TODAY)
    year = SchoolYear.objects.get()
    before = [day for day in calendars_of(year).of(1).school_days if day < TODAY]
    assert RegisterDay.objects.filter(taken_at__isnull=False).count() == 3 * len(before)


@pytest.mark.parametrize("days", [190, 191])
def test_the_year_has_exactly_the_days_that_were_asked_for(hanbit, days):
    year = open_year(hanbit, TODAY, days)
    assert {len(calendars_of(year).of(grade).school_days) for grade in (1, 6)} == {days}


def test_the_large_one_has_a_thousand_pupils_in_forty_classes():
    pupils = pupils_of(Size(), 2024)
    assert len(pupils) == Size().pupils == 1000
    assert len({(pupil.grade, pupil.class_number) for pupil in pupils}) == 40
    assert len({(pupil.grade, pupil.class_number, pupil.number) for pupil in pupils}) == 1000


def test_the_measured_month_is_the_last_that_is_over(hanbit):
    year = open_year(hanbit, TODAY, 190)
    assert month_to_measure(year, TODAY).isoformat() == "2024-04-01"
    assert month_to_measure(year, TODAY.replace(month=3)).isoformat() == "2024-03-01"
