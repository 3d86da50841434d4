"""Several classes read at once: nobody stands twice in a list."""

from datetime import date

import pytest

from hakjeok_web.attendance import queries
from tests import builders
from tests.web.obligations.absences import mark

pytestmark = pytest.mark.django_db
MAY = date(2024, 5, 1)
DAYS = (date(2024, 5, 1), date(2024, 5, 2), date(2024, 5, 3))


def test_pupils_of_the_same_number_in_several_classes_stand_once_each():
    builders.enter()
    year = builders.a_year()
    classes = [builders.a_class(year, grade, 1) for grade in range(1, 7)]
    seats = [[builders.a_pupil(each, number=number) for number in range(1, 8)] for each in classes]
    teachers = [builders.actor(builders.a_homeroom(each)) for each in classes]
    for day in DAYS:  # day by day, so that no class's entries lie beside each other
        for each, teacher, pupils in zip(classes, teachers, seats, strict=True):
            for pupil in pupils:
                mark(each, teacher, pupil, day)
    months = queries.class_months(classes, MAY, MAY, date(2024, 6, 1))
    assert [[pupil.id for pupil in month.pupils] for month in months] == [[each.pk for each in row] for row in seats]
