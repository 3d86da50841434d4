"""The demonstration school is whole, plausible, and made once."""

from datetime import date

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, connections, transaction

from hakjeok_web.accounts.models import Homeroom, Staff
from hakjeok_web.attendance.models import AttendanceEntry, RegisterDay
from hakjeok_web.config import tenancy
from hakjeok_web.consignments.models import Consignment
from hakjeok_web.documents.models import Document
from hakjeok_web.remarks.models import Remark, RemarkChange, ViolenceMeasure
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import School, SchoolYear
from hakjeok_web.students import facts
from hakjeok_web.students.models import ClassPlacement, Student

THURSDAY = "2024-09-12T10:00:00+09:00"
SCHOOL_CODE = "G000001"  # the first school of the tests has it too


@pytest.fixture(scope="module")
def loaded(django_db_setup, clone_database, django_db_blocker, worker_id):
    """A database with the demonstration school, made once for these tests."""
    settings = connection.settings_dict
    usual = settings["NAME"]
    with django_db_blocker.unblock(), time_machine.travel(THURSDAY, tick=False):
        connection.close()
        settings["NAME"] = clone_database(f"hakjeok_demo_{worker_id}")
        call_command("load_demo", verbosity=0)
        yield
        connections.close_all()
        settings["NAME"] = usual


@pytest.fixture
def demo(loaded):
    with transaction.atomic():
        school = School.objects.get(code=SCHOOL_CODE)
        tenancy.enter(schools=[school.pk])
        yield school


def test_it_is_a_school_of_24_classes_and_600_pupils(demo):
    assert (Student.objects.filter(is_open=True).count(), Homeroom.objects.count()) == (600, 24)
    roles = set(Staff.objects.values_list("role", flat=True))
    assert roles == {"homeroom", "registrar", "duty", "vice_principal", "principal", "school_admin"}
    assert not any(post.user.has_usable_password() for post in Staff.objects.select_related("user"))


def test_its_year_has_190_school_days(demo):
    year = SchoolYear.objects.get()
    calendar = calendars_of(year).of(4)
    assert len(calendar.between(year.first_on, year.last_on)) == 190


def test_its_pupils_came_through_the_import_and_the_record_is_the_ledger(demo):
    assert Document.objects.get(definition="roster-import").title == "명렬표에 따른 학적 등록"
    ledgers = facts.events_of(list(Student.objects.values_list("pk", flat=True)))
    for student in Student.objects.all():
        said = facts.latest_standing(ledgers[student.pk])
        assert (student.standing, student.grade) == (said.status.value, said.grade)


def test_every_school_day_up_to_yesterday_is_taken_and_today_is_not(demo):
    taken = set(RegisterDay.objects.values_list("date", flat=True))
    assert (max(taken), RegisterDay.objects.filter(date=max(taken)).count()) == (date(2024, 9, 11), 24)


@pytest.mark.parametrize(("seat", "days"), [((4, 2, 7), 10), ((5, 1, 3), 3), ((6, 2, 11), 61)])
def test_three_pupils_are_away_without_excuse(demo, seat, days):
    grade, number, place = seat
    pupil = ClassPlacement.objects.get(school_class__grade=grade, school_class__number=number, number=place).student
    away = AttendanceEntry.objects.filter(student=pupil, kind="unexcused", form="absence").values_list(
        "date", flat=True
    )
    calendar = calendars_of(SchoolYear.objects.get()).of(grade)
    assert sorted(away) == list(calendar.between(date(2024, 3, 4), date(2024, 9, 11)))[-days:]


def test_three_pupils_are_taught_elsewhere_and_the_register_says_nothing_of_their_days(demo):
    found = {each.kind: each for each in Consignment.objects.all()}
    assert set(found) == {"hospital_school", "alternative_consignment", "child_protection"}
    assert found["alternative_consignment"].months.count() == 2
    assert found["child_protection"].named is not None
    for each in found.values():
        entries = AttendanceEntry.objects.filter(student=each.student_id, date__gte=each.from_on)
        assert not entries.exists()


def test_remarks_are_written_with_a_history_and_a_measure_stands_apart(demo):
    written = Remark.objects.filter(text__contains="독감으로 인한")
    assert written.count() == 3
    assert {each.version for each in written} == {2}
    assert RemarkChange.objects.filter(student__in=written.values("student")).count() == 6
    assert ViolenceMeasure.objects.count() == 1


def test_a_second_time_changes_nothing(demo):
    call_command("load_demo", verbosity=0)
    assert Student.objects.count() == 600
