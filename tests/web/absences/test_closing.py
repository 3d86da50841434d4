"""Before a month is closed: requests that wait, and days on which the register says something else than the paper."""

import pytest

from hakjeok_web.absences.closing import DIFFERS, OPEN
from hakjeok_web.attendance.closing_checks import asked, checks_of
from tests import builders
from tests.web.absences.desk import a_report_wanted, approved, day, enter, received

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def seen(school_class):
    found = checks_of(asked([school_class], day("5-1"), today=builders.TODAY))[school_class.pk]
    return [check.title for check in found if check.title in (OPEN, DIFFERS)]


def test_a_request_that_waits_is_seen(school_class, teacher, pupil):
    received(pupil, a_report_wanted("5-2"), teacher)
    assert seen(school_class) == [OPEN]


def test_what_the_paper_says_and_the_register_says_is_compared(office, school_class, teacher, pupil):
    approved(received(pupil, a_report_wanted("5-2"), teacher), office, teacher)
    assert seen(school_class) == []
    from hakjeok_web.attendance.actions import Entry, save_cells
    from hakjeok_web.attendance.models import AttendanceEntry

    version = AttendanceEntry.objects.get(student=pupil).version
    save_cells(
        school_class=school_class, month=day("5-1"), by=teacher,
        entries=[Entry(student=pupil.pk, day=day("5-2"), form="absence", kind="illness", note="전화함", seen=version)],
    )  # fmt: skip
    assert seen(school_class) == [DIFFERS]


def test_a_day_without_requests_shows_nothing(school_class, teacher, pupil):
    enter(school_class, pupil, "5-2", "absence", "illness", teacher)
    assert seen(school_class) == []
