"""Raw SQL as the application's role sees no row without the setting, and no other school's row with it."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from hakjeok_web.students.models import Student
from tests import builders

pytestmark = pytest.mark.django_db


def _count():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM students_student")
        return cursor.fetchone()[0]


@pytest.fixture
def _pupils_of_two_schools(db):
    for school, name in ((builders.HANBIT, "박하준"), (builders.SAESOL, "최유나")):
        builders.enter(school)
        builders.a_pupil(builders.a_class(builders.a_year(school)), name=name)


@pytest.mark.usefixtures("_pupils_of_two_schools")
def test_without_the_setting_there_are_no_rows():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL app.schools = ''")
    assert _count() == 0


@pytest.mark.usefixtures("_pupils_of_two_schools")
def test_a_school_sees_its_own_pupils_only():
    builders.enter(builders.SAESOL)
    assert [student.name for student in Student.objects.all()] == ["최유나"]


def test_a_row_for_another_school_cannot_be_written(db):
    builders.enter(builders.HANBIT)
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        builders.a_year(builders.SAESOL)
