"""A list asks the database as often for fifty rows as for five."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hakjeok_web.accounts.access_log import Shown, append
from hakjeok_web.attendance.models import AttendanceEntry
from hakjeok_web.documents.models import Job
from hakjeok_web.obligations.actions import recompute
from hakjeok_web.schools.models import SchoolYear
from hakjeok_web.students.models import RosterImport
from tests import builders

pytestmark = pytest.mark.django_db
DAYS = (date(2024, 4, 30), date(2024, 5, 1), date(2024, 5, 2), date(2024, 5, 3))
BUDGET = 12
PAGES = {
    "registrar": (
        "/", "/?view=school", "/students/", "/students/sheet/", "/students/search/?q=학생", "/imports/", "/registers/",
        "/registers/school/2024-05/", "/absentees/", "/register-closings/", "/register-closings/2024-04/",
        "/register-closings/years/2024/", "/attendance-statistics/2024-05/", "/attendance-statistics/",
        "/attendance-statistics/periods/", "/attendance-statistics/perfect/", "/attendance-statistics/watch/",
        "/attendance-statistics/years/2024/", "/absence-cases/", "/forms/", "/jobs/", "/settings/classes/2024/",
        "/settings/calendar/2024/", "/settings/years/", "/helper/", "/helper/absence.ladder/",
    ),
    "school_admin": ("/settings/staff/", "/settings/rights/", "/access-log/", "/settings/"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _friday(time_machine):
    time_machine.move_to("2024-05-03T09:00:00+09:00", tick=False)


@pytest.fixture
def reader(request):
    builders.enter()
    builders.a_year()
    return builders.a_staff(request.param)


def _fill(reader, first, last):
    """One more of everything for each number: class, pupil, absences, person, paper job, roster, log entry."""
    builders.enter()
    year = SchoolYear.objects.get(school_id=reader.school_id)
    teacher = builders.actor(reader)
    for number in range(first, last + 1):
        school_class = builders.a_class(year, grade=number % 6 + 1, number=number)
        builders.a_homeroom(school_class, name=f"담임{number}")
        pupil = builders.a_pupil(school_class, number=1, name=f"학생{number}", birth=date(2014, 3, 5))
        _absences(pupil, school_class, reader)
        Job.objects.create(school_id=reader.school_id, requested_by=reader.user, title=f"출석부 {number}")
        RosterImport.objects.create(
            school_id=reader.school_id,
            school_year=year,
            file_name=f"{number}.xlsx",
            content=b"",
            uploaded_by=reader.user,
        )
        append(Shown(function="students:pupil", pupils={pupil.pk}), by=teacher, place="192.0.2.1")
    recompute(reader.school_id, builders.TODAY)


def _absences(pupil, school_class, reader):
    for day in DAYS:
        AttendanceEntry.objects.create(
            school_id=pupil.school_id, student=pupil, school_class=school_class, date=day, form="absence",
            kind="unexcused", version=1, entered_by=reader.user, entered_at=f"{day}T09:00:00+09:00",
        )  # fmt: skip


def _count(client, page):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(page)
    assert response.status_code == 200
    return len([query for query in queries if "SAVEPOINT" not in query["sql"]])


@pytest.mark.parametrize(
    ("reader", "page"), [(role, page) for role, pages in PAGES.items() for page in pages], indirect=["reader"]
)
def test_fifty_rows_need_no_more_queries_than_five(client, reader, page):
    builders.sign_in(client, reader)
    _fill(reader, 1, 5)
    client.get(page)  # what is read once and kept is not counted
    few = _count(client, page)
    _fill(reader, 6, 50)
    assert _count(client, page) == few
    assert few <= BUDGET
