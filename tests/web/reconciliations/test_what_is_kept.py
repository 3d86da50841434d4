"""What a list may not do: write where nothing is written, tell what few may know, or lose what the file leaves out."""

from datetime import date

import pytest

from hakjeok_web.attendance import actions as register
from hakjeok_web.attendance.models import AttendanceEntry
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.models import Document
from hakjeok_web.reconciliations import actions
from hakjeok_web.reconciliations.compare import plan_of
from hakjeok_web.reconciliations.models import Reconciliation
from tests import builders
from tests.web.consignments.stays import consigned
from tests.web.reconciliations.tables import FRIDAY, MAY, brought, entered, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday", "pupil")]
HAJUN = (4, 2, 7, "박하준", "5. 3.")


def take(waiting, by, *, seen=None, ticked=()):
    plan = plan_of(waiting, reader=by)
    if ticked:
        actions.choose(reconciliation=waiting, shown=ticked, ticked=ticked, version=waiting.version, by=by)
    return actions.take_over(reconciliation=waiting, seen=seen or plan.seen, version=waiting.version, by=by)


def test_a_day_at_an_institution_is_not_written_and_says_where_it_is(school_class, registrar, pupil):
    consigned(pupil, registrar, to_on=date(2024, 5, 31))
    plan = plan_of(brought(school_class, registrar, (*HAJUN, "병결", "")), reader=registrar)
    assert (plan.choosable, len(plan.unreadable)) == ((), 1)
    assert "위탁 중이라 출석부에 적지 않습니다" in plan.unreadable[0].cause
    assert "위탁학생에서 적습니다(p.32)" in plan.unreadable[0].remedy


def test_a_private_reason_stays_where_the_file_says_another_kind(school_class, teacher, registrar, pupil):
    entered(school_class, teacher, pupil, kind="authorized", reason="생리통")
    waiting = brought(school_class, registrar, (*HAJUN, "병결", ""))
    take(waiting, registrar, ticked=[plan_of(waiting, reader=registrar).differing[0].key])
    entry = AttendanceEntry.objects.get()
    assert (entry.kind, entry.reason) == ("illness", "생리통")


def test_a_private_reason_is_not_kept_among_what_was_left(school_class, teacher, registrar, pupil):
    builders.a_pupil(school_class, number=8, name="이도윤")
    entered(school_class, teacher, pupil, kind="authorized", reason="생리통")
    take(
        brought(school_class, registrar, (*HAJUN, "병결", "생리통"), (4, 2, 8, "이도윤", "5. 3.", "병결", "")),
        registrar,
    )
    left = Reconciliation.objects.get().outcome["left"]
    assert [(row["our_reason"], row["their_reason"]) for row in left] == [("", "알리지 않음")]


def test_a_class_that_was_closed_since_stops_the_whole_list(school_class, teacher, registrar):
    """Nothing half-written: the other class's cells wait as well."""
    other = builders.a_class(school_class.school_year, number=3)
    builders.a_pupil(other, number=1, name="이도윤")
    waiting = brought(school_class, registrar, (*HAJUN, "병결", ""), (4, 3, 1, "이도윤", "5. 3.", "병결", ""))
    seen = plan_of(waiting, reader=registrar).seen
    taken(school_class, teacher)
    register.close_days(school_class=school_class, days=[FRIDAY], by=teacher)
    with pytest.raises(Refused, match=r"4학년 2반 5. 3.\(금\): 김담임 선생님이 09:00에 먼저"):
        take(waiting, registrar, seen=seen)
    assert not AttendanceEntry.objects.exists()
    assert not Document.objects.exists()


def test_a_day_that_was_confirmed_since_is_not_written_unasked(school_class, teacher, registrar):
    waiting = brought(school_class, registrar, (*HAJUN, "병결", ""))
    seen = plan_of(waiting, reader=registrar).seen
    taken(school_class, teacher)
    with pytest.raises(Refused, match=r"4학년 2반 5. 3.\(금\): 김담임 선생님이 09:00에 먼저 ‘.*출석.*’"):
        take(waiting, registrar, seen=seen)
    assert not AttendanceEntry.objects.exists()


def test_a_tick_of_an_untaken_cell_does_not_hold_once_the_day_is_confirmed(school_class, teacher, registrar):
    waiting = brought(school_class, registrar, (*HAJUN, "병결", ""))
    key = plan_of(waiting, reader=registrar).added[0].key
    taken(school_class, teacher)
    with pytest.raises(Refused, match="고른 칸이 없습니다"):
        take(waiting, registrar, ticked=[key])


def test_a_confirmed_presence_is_replaced_if_ticked_and_keeps_its_history(school_class, teacher, registrar, pupil):
    taken(school_class, teacher)
    waiting = brought(school_class, registrar, (*HAJUN, "병결", "감기"))
    take(waiting, registrar, ticked=[plan_of(waiting, reader=registrar).differing[0].key])
    month = register.queries.class_month(school_class, MAY)
    assert (month.cell(pupil.pk, FRIDAY).word, month.day(FRIDAY).is_taken) == ("질병결석", True)
    assert Document.objects.get().title == "출결 대조 반영(붙여 넣은 표)"


def test_a_pupil_who_had_left_is_told_with_his_last_day(school_class, registrar):
    builders.a_pupil(school_class, number=3, name="김서연", to_on=date(2024, 5, 2))
    plan = plan_of(brought(school_class, registrar, (4, 2, 3, "김서연", "5. 3.", "병결", "")), reader=registrar)
    assert "2024. 5. 2.(목)까지" in plan.unreadable[0].cause
    assert "학적반영취소" in plan.unreadable[0].remedy
