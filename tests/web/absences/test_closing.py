"""Before a month is closed: requests that wait, and days on which the register says something else than the paper."""

import pytest

from hakjeok_web.absences.closing import DIFFERS, NO_REPORT, OPEN
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
    report = approved(received(pupil, a_report_wanted("5-2"), teacher), office, teacher)
    assert seen(school_class) == []
    from hakjeok_web.attendance.actions import Entry, save_cells
    from hakjeok_web.attendance.models import AttendanceEntry

    version = AttendanceEntry.objects.get(student=pupil).version
    save_cells(
        school_class=school_class, month=day("5-1"), by=teacher, ordered_by=report.document,
        entries=[Entry(student=pupil.pk, day=day("5-2"), form="absence", kind="illness", note="전화함", seen=version)],
    )  # fmt: skip
    assert seen(school_class) == [DIFFERS]


def test_a_day_without_requests_shows_nothing(school_class, teacher, pupil):
    enter(school_class, pupil, "5-2", "absence", "illness", teacher)
    assert seen(school_class) == []


def reports_missed(school_class):
    found = checks_of(asked([school_class], day("5-1"), today=builders.TODAY))[school_class.pk]
    return [check for check in found if check.title == NO_REPORT]


def test_an_absence_whose_report_never_came_is_seen_with_its_days(school_class, teacher, pupil):
    """p.25: 5일 이내에 결석신고서를 제출하여 학교장의 승인."""
    for on in ("5-2", "5-3"):
        enter(school_class, pupil, on, "absence", "illness", teacher)
    (check,) = reports_missed(school_class)
    assert (check.stops, check.count, check.page) == (False, 2, 25)
    assert "5. 2.(목), 5. 3.(금) 결석의 결석신고서를 받지 않았습니다" in check.text
    assert check.links == (("결석신고서 받기", f"/absence-reports/new/?student={pupil.pk}"),)


def test_a_day_that_a_received_report_covers_is_not_asked_for(school_class, teacher, pupil):
    received(pupil, a_report_wanted("5-2"), teacher)
    for on in ("5-2", "5-3"):
        enter(school_class, pupil, on, "absence", "illness", teacher)
    (check,) = reports_missed(school_class)
    assert "5. 2.(목)" not in check.text


@pytest.mark.parametrize(("form", "kind"), [("absence", "unexcused"), ("late", "illness"), ("absence", "authorized")])
def test_what_needs_no_report_of_absence_is_not_asked_for(school_class, teacher, pupil, form, kind):
    enter(school_class, pupil, "5-2", form, kind, teacher)
    assert reports_missed(school_class) == []
