"""Two people act on one pupil at the same moment: one ban a day, one contest a day, and the register agrees."""

from datetime import date

import pytest
from django.db import transaction

from hakjeok_web.absence_grounds import athletes, bans
from hakjeok_web.absence_grounds.models import AthleteEvent, EntryBan
from hakjeok_web.attendance import actions as register
from hakjeok_web.attendance.actions import Entry
from hakjeok_web.attendance.models import AttendanceEntry
from tests import builders
from tests.web.students.test_two_clerks_at_once import refusals, together

DAY = date(2024, 5, 2)
BAN = bans.Particulars(ground="infectious_disease", illness="독감", from_on=DAY, to_on=DAY)
CONTEST = athletes.Particulars(name="육상대회", from_on=DAY, to_on=DAY, letter="공문")


@pytest.fixture
def stage(own_database, friday):
    with transaction.atomic():
        builders.enter()
        school_class = builders.a_class(builders.a_year())
        teacher = builders.actor(builders.a_homeroom(school_class))
        registrar = builders.actor(builders.a_staff("registrar", name="정학적"))
        return school_class, builders.a_pupil(school_class), teacher, registrar


def test_two_bans_of_one_pupil_make_one(stage):
    _, pupil, teacher, registrar = stage
    outcomes = together(
        lambda: bans.register(students=[pupil.pk], told=BAN, by=teacher),
        lambda: bans.register(students=[pupil.pk], told=BAN, by=registrar),
    )
    assert len(refusals(outcomes)) == 1
    with transaction.atomic():
        builders.enter()
        assert (EntryBan.objects.count(), AttendanceEntry.objects.count()) == (1, 1)


def test_two_contests_on_one_day_make_one(stage):
    _, pupil, teacher, registrar = stage
    with transaction.atomic():
        builders.enter()
        athlete = athletes.register(student=pupil, sport="육상", checked_on=None, by=teacher)
    outcomes = together(
        lambda: athletes.enter_event(athlete=athlete, told=CONTEST, by=teacher),
        lambda: athletes.enter_event(athlete=athlete, told=CONTEST, by=registrar),
    )
    assert len(refusals(outcomes)) == 1
    with transaction.atomic():
        builders.enter()
        assert (AthleteEvent.objects.count(), AttendanceEntry.objects.count()) == (1, 1)


def test_a_ban_and_a_cell_of_the_teacher_never_overwrite_one_another(stage):
    school_class, pupil, teacher, registrar = stage
    entry = Entry(pupil.pk, DAY, "absence", "illness", "감기")
    outcomes = together(
        lambda: register.save_cells(school_class=school_class, month=date(2024, 5, 1), entries=[entry], by=teacher),
        lambda: bans.register(students=[pupil.pk], told=BAN, by=registrar),
    )
    with transaction.atomic():
        builders.enter()
        bans_made, kind = EntryBan.objects.count(), AttendanceEntry.objects.get().kind
    assert (bans_made, kind) in ((0, "illness"), (1, "authorized"))
    assert refusals(outcomes) or outcomes[0].conflicts
