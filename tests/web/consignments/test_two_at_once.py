"""Two people act on one pupil at the same moment: the register and his time elsewhere never contradict each other."""

from datetime import date

import pytest
from django.db import transaction

from hakjeok_web.attendance import actions as register
from hakjeok_web.attendance.actions import Entry, Saved
from hakjeok_web.attendance.models import AttendanceEntry
from hakjeok_web.consignments.models import ConsignedMonth, Consignment
from tests import builders
from tests.web.consignments.stays import APRIL, consigned, enter_month, told
from tests.web.students.test_two_clerks_at_once import refusals, together

DAY = date(2024, 4, 8)


@pytest.fixture
def stage(own_database, friday):
    with transaction.atomic():
        builders.enter()
        school_class = builders.a_class(builders.a_year())
        teacher = builders.actor(builders.a_homeroom(school_class))
        registrar = builders.actor(builders.a_staff("registrar", name="정학적"))
        return school_class, builders.a_pupil(school_class), teacher, registrar


def test_two_registrations_of_one_pupil_make_one(stage):
    _, pupil, teacher, registrar = stage
    outcomes = together(lambda: consigned(pupil, teacher), lambda: consigned(pupil, registrar))
    assert [("과 날짜가 겹칩니다" in told) for told in refusals(outcomes)] == [True]
    with transaction.atomic():
        builders.enter()
        assert Consignment.objects.count() == 1


def test_a_cell_and_a_registration_never_stand_on_one_day(stage):
    school_class, pupil, teacher, registrar = stage
    entry = Entry(pupil.pk, DAY, "absence", "illness")

    def write() -> Saved:
        return register.save_cells(school_class=school_class, month=APRIL, entries=[entry], by=teacher)

    outcomes = together(write, lambda: consigned(pupil, registrar))
    with transaction.atomic():
        builders.enter()
        stand = (AttendanceEntry.objects.count(), Consignment.objects.count())
    assert stand in ((1, 0), (0, 1))
    told_no = bool(refusals(outcomes)) or bool(outcomes[0].refused)
    assert told_no


def test_two_people_enter_one_month_and_the_second_is_told(stage):
    _, pupil, teacher, registrar = stage
    with transaction.atomic():
        builders.enter()
        made = consigned(pupil, teacher)
    outcomes = together(
        lambda: enter_month(made, teacher, facts=told(17)), lambda: enter_month(made, registrar, facts=told(16))
    )
    assert ["이 달을 먼저 적었습니다" in told_no for told_no in refusals(outcomes)] == [True]
    with transaction.atomic():
        builders.enter()
        assert ConsignedMonth.objects.count() == 1
