"""What is asked after (할 일): absences without a report, trips without approval or report; gone once it is there."""

import pytest

from hakjeok_web.absences import actions, cancelling
from hakjeok_web.accounts.models import Staff
from hakjeok_web.obligations.actions import recompute
from hakjeok_web.obligations.invariants import obligations as kept_wrongly
from hakjeok_web.obligations.models import Obligation
from tests import builders
from tests.web.absences.desk import a_report_wanted, a_trip_wanted, approved, day, enter, received

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def asked(rule):
    rows = Obligation.objects.filter(rule=rule)
    return [(each.title, each.detail, f"{each.due_on.month}-{each.due_on.day}") for each in rows]


def test_an_absence_without_a_report_is_asked_after_for_five_days(school_class, teacher, pupil):
    """p.25: 결석한 날부터 5일 이내에. Days in a row need one report."""
    for when in ("4-26", "4-29"):
        enter(school_class, pupil, when, "absence", "illness", teacher)
    assert asked("absence.report") == [("결석신고서 받기", "4-2 7번 박하준 · 4. 26.(금)~4. 29.(월)", "5-1")]
    received(pupil, a_report_wanted("4-26", "4-29", on="4-30"), teacher)
    assert asked("absence.report") == []
    assert asked("absence.report_open")[0][0] == "결석신고서 결재 받기"


def test_a_report_without_papers_asks_for_them(teacher, pupil):
    received(pupil, a_report_wanted("5-2", papers=()), teacher)
    assert asked("absence.report_open")[0][0] == "결석신고 증빙서류 받기"


def test_an_approved_report_is_settled(office, teacher, pupil):
    approved(received(pupil, a_report_wanted("5-2"), teacher), office, teacher)
    assert asked("absence.report_open") == []
    assert asked("absence.report") == []


def test_an_absence_that_is_taken_back_is_not_asked_after(school_class, teacher, pupil):
    saved = enter(school_class, pupil, "5-2", "absence", "illness", teacher)
    from hakjeok_web.attendance.actions import Entry, save_cells

    seen = saved.month.cell(pupil.pk, day("5-2")).version
    save_cells(
        school_class=school_class, month=day("5-1"), by=teacher,
        entries=[Entry(student=pupil.pk, day=day("5-2"), seen=seen)],
    )  # fmt: skip
    assert asked("absence.report") == []


def test_a_trip_is_asked_after_three_days_before_it_begins(teacher, pupil):
    """p.22: 3일전까지 제출; p.35: 사전 허가."""
    received(pupil, a_trip_wanted("5-8"), teacher)
    recompute(builders.HANBIT, day("5-4"))
    assert asked("trip.approval") == []
    recompute(builders.HANBIT, day("5-5"))
    assert asked("trip.approval") == [("교외체험학습 결재 받기", "4-2 7번 박하준 · 5. 8.(수)", "5-7")]


def test_a_trip_that_is_over_waits_for_its_report_for_seven_days(office, teacher, pupil):
    """p.22: 교외체험학습 보고서 제출(7일 이내)."""
    trip = approved(received(pupil, a_trip_wanted("5-7"), teacher), office, teacher)
    recompute(builders.HANBIT, day("5-7"))
    assert asked("trip.report") == []
    recompute(builders.HANBIT, day("5-8"))
    assert asked("trip.report") == [("교외체험학습 보고서 받기", "4-2 7번 박하준 · 5. 7.(화)", "5-14")]
    later = builders.actor(Staff.objects.get(pk=teacher.staff_id), today=day("5-8"))
    actions.take_report(request=trip, on=day("5-8"), confirmed=True, seen=trip.version, by=later)
    assert asked("trip.report") == []


def test_a_cancelled_request_asks_for_nothing(teacher, pupil):
    trip = received(pupil, a_trip_wanted("5-7"), teacher)
    cancelling.cancel(request=trip, seen=0, reason="가지 않음", by=teacher)
    assert asked("trip.approval") == []


def test_the_todo_page_shows_what_is_outstanding_and_what_is_kept_is_right(
    client, homeroom, school_class, teacher, pupil
):
    enter(school_class, pupil, "4-26", "absence", "illness", teacher)
    recompute(builders.HANBIT, builders.TODAY)
    assert not list(kept_wrongly(builders.HANBIT, builders.TODAY))
    assert "결석신고서 받기" in builders.sign_in(client, homeroom).get("/").content.decode()
