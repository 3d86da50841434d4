"""Taking over: what is ticked, once, under a paper; nothing is cleared and nobody is written over."""

import pytest

from hakjeok_web.attendance import actions as register
from hakjeok_web.attendance import queries
from hakjeok_web.attendance.actions import Entry
from hakjeok_web.attendance.models import AttendanceEntry, RegisterMonth
from hakjeok_web.attendance.templatetags.register_words import entry_source
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.models import Document
from hakjeok_web.reconciliations import actions
from hakjeok_web.reconciliations.actions import Source
from hakjeok_web.reconciliations.compare import plan_of
from hakjeok_web.reconciliations.models import Reconciliation
from tests import builders
from tests.web.reconciliations.tables import FRIDAY, MAY, brought, entered, pasted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday", "pupil")]
HAJUN = (4, 2, 7, "박하준", "5. 3.")
ILL = (*HAJUN, "병결", "감기")


def take(reconciliation, by, *, seen=None, ticked=()):
    plan = plan_of(reconciliation)
    if ticked:
        tick(reconciliation, by, shown=ticked, ticked=ticked)
    seen = plan.seen if seen is None else seen
    return actions.take_over(reconciliation=reconciliation, seen=seen, version=reconciliation.version, by=by)


def tick(reconciliation, by, **rows):
    actions.choose(reconciliation=reconciliation, version=reconciliation.version, by=by, **rows)


def test_new_entries_are_written_unless_they_are_unticked(school_class, registrar, pupil):
    builders.a_pupil(school_class, number=8, name="이도윤")
    waiting = brought(school_class, registrar, ILL, (4, 2, 8, "이도윤", "5. 3.", "무단지각", ""))
    doyun = next(match.key for match in plan_of(waiting).added if match.pupil.name == "이도윤")
    tick(waiting, registrar, shown=[doyun], ticked=[])
    assert [match.pupil.id for match in take(waiting, registrar)] == [pupil.pk]
    assert AttendanceEntry.objects.get().reason == "감기"


def test_different_entries_are_written_only_if_they_are_ticked(school_class, teacher, registrar, pupil):
    entered(school_class, teacher, pupil, kind="unexcused")
    waiting = brought(school_class, registrar, ILL)
    with pytest.raises(Refused, match="고른 칸이 없습니다"):
        take(waiting, registrar)
    take(waiting, registrar, ticked=[plan_of(waiting).differing[0].key])
    assert AttendanceEntry.objects.get().kind == "illness"


def test_the_history_of_a_cell_names_the_paper(school_class, registrar, pupil):
    take(brought(school_class, registrar, ILL), registrar)
    change = queries.history_of_cell(pupil.pk, FRIDAY)[0]
    assert entry_source(change) == "출결 대조 반영(붙여 넣은 표) 한빛초등학교-1(2024. 5. 3.)"


def test_the_paper_says_how_many_cells_of_which_file(school_class, registrar):
    waiting = brought(school_class, registrar, ILL)
    take(waiting, registrar)
    paper = Document.objects.get()
    assert paper.values == {
        "file": "붙여 넣은 표", "period": "2024. 5. 3.(금)~2024. 5. 3.(금)", "added": 1, "changed": 0
    }  # fmt: skip
    assert Reconciliation.objects.get().document == paper


def test_the_lines_are_forgotten_and_what_was_left_is_kept(school_class, registrar):
    waiting = brought(school_class, registrar, ILL, (4, 9, 1, "최유나", "5. 3.", "병결", ""))
    take(waiting, registrar)
    done = Reconciliation.objects.get()
    assert (done.state, done.reading, done.choices) == ("applied", {}, {})
    assert [row["kind"] for row in done.outcome["left"]] == ["읽지 못함"]


def test_nothing_of_ours_is_cleared(school_class, teacher, registrar, pupil):
    other = builders.a_pupil(school_class, number=8, name="이도윤")
    entered(school_class, teacher, other)
    take(brought(school_class, registrar, ILL, (4, 2, 8, "이도윤", "5. 3.", "출석", "")), registrar)
    assert AttendanceEntry.objects.filter(student=other, kind="illness").exists()


def test_a_cell_that_a_teacher_wrote_since_is_told_and_not_written_over(school_class, teacher, registrar, pupil):
    waiting = brought(school_class, registrar, ILL)
    seen = plan_of(waiting).seen
    entered(school_class, teacher, pupil, kind="unexcused")
    with pytest.raises(Refused) as refused:
        take(waiting, registrar, seen=seen)
    assert str(refused.value) == (
        "4학년 2반 7번 박하준 5. 3.(금): 김담임 선생님이 09:00에 먼저 고쳤습니다. "
        "지금은 미인정결석이고 파일은 질병결석입니다. 다시 보고 골라 주세요."
    )
    assert AttendanceEntry.objects.get().kind == "unexcused"
    assert not Document.objects.exists()


def test_a_cell_that_was_cleared_since_is_told_too(school_class, teacher, registrar, pupil):
    month = entered(school_class, teacher, pupil, kind="unexcused")
    waiting = brought(school_class, registrar, ILL)
    seen = plan_of(waiting).seen
    register.save_cells(
        school_class=school_class, month=MAY, entries=[Entry(pupil.pk, FRIDAY, seen=month.version)], by=teacher
    )
    with pytest.raises(Refused, match="지금은 출석이고"):
        take(waiting, registrar, seen=seen)
    assert not AttendanceEntry.objects.exists()


def test_another_cell_of_the_month_does_not_disturb(school_class, teacher, registrar):
    other = builders.a_pupil(school_class, number=8, name="이도윤")
    waiting = brought(school_class, registrar, ILL)
    seen = plan_of(waiting).seen
    entered(school_class, teacher, other)
    assert len(take(waiting, registrar, seen=seen)) == 1


def test_a_tick_does_not_outlive_a_change_of_its_cell(school_class, teacher, registrar, pupil):
    month = entered(school_class, teacher, pupil, kind="unexcused")
    waiting = brought(school_class, registrar, ILL)
    key = plan_of(waiting).differing[0].key
    tick(waiting, registrar, shown=[key], ticked=[key])
    entry = Entry(pupil.pk, FRIDAY, "absence", "other", seen=month.version)
    register.save_cells(school_class=school_class, month=MAY, entries=[entry], by=teacher)
    with pytest.raises(Refused, match="고른 칸이 없습니다"):
        take(waiting, registrar)


def test_a_month_that_was_closed_since_is_not_written(school_class, registrar):
    waiting = brought(school_class, registrar, ILL)
    seen = plan_of(waiting).seen
    RegisterMonth.objects.create(
        school_id=school_class.school_id, school_class=school_class, first_on=MAY, is_closed=True, version=1
    )
    with pytest.raises(Refused, match=r"4학년 2반 5월은 마감했습니다\. 고치려면 마감취소를 요청해 주세요"):
        take(waiting, registrar, seen=seen)
    assert not AttendanceEntry.objects.exists()


def test_it_is_taken_over_once(school_class, registrar):
    waiting = brought(school_class, registrar, ILL)
    take(waiting, registrar)
    with pytest.raises(Refused, match=r"정학적 선생님이 .* 09:00에 이미 반영했습니다"):
        take(waiting, registrar)


def test_dropping_writes_nothing_and_forgets_the_lines(school_class, registrar):
    actions.drop(reconciliation=brought(school_class, registrar, ILL), by=registrar)
    assert (Reconciliation.objects.get().reading, AttendanceEntry.objects.exists()) == ({}, False)


def test_the_same_list_waits_only_once(school_class, registrar):
    first, second = (brought(school_class, registrar, ILL) for _ in range(2))
    assert first == second


def test_a_list_of_a_past_year_is_not_taken(school_class, registrar):
    past = builders.actor(builders.a_staff("registrar"), today=FRIDAY.replace(year=2025))
    with pytest.raises(Refused, match="지난 학년도라 고칠 수 없습니다"):
        brought(school_class, past, ILL)


@pytest.mark.parametrize(
    ("scope", "why"),
    [
        ({"first_on": FRIDAY.replace(year=2023)}, "2024학년도의 날이 아닙니다"),
        ({"first_on": FRIDAY, "last_on": MAY}, "끝나는 날이 시작하는 날보다 앞섭니다"),
    ],
)
def test_the_days_to_compare_are_of_the_year_and_in_order(school_class, registrar, scope, why):
    with pytest.raises(Refused, match=why):
        actions.upload(school_year=school_class.school_year, source=Source.pasted(pasted(ILL), **scope), by=registrar)


def test_a_teacher_may_not_take_over(school_class, teacher, registrar):
    """Only who has the right of 출결 대조 writes by it; the register itself stays the teacher's."""
    waiting = brought(school_class, registrar, ILL)
    stranger = builders.actor(builders.a_staff("duty"))
    with pytest.raises(Refused):
        take(waiting, stranger)
