"""The file beside the register: 같음, 더하기, 다름, 읽지 못함, 우리만 있음."""

from datetime import date

import pytest

from hakjeok_web.attendance.models import RegisterDay, RegisterMonth
from hakjeok_web.reconciliations.compare import plan_of
from tests import builders
from tests.web.reconciliations.tables import FRIDAY, MAY, brought, entered, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday", "pupil")]
HAJUN = (4, 2, 7, "박하준", "5. 3.")


@pytest.fixture
def compared(school_class, registrar):
    def compare(*rows, **scope):
        return plan_of(brought(school_class, registrar, *rows, **scope))

    return compare


def counts(plan):
    return {name: len(getattr(plan, name)) for name in ("same", "added", "differing", "unreadable", "ours")}


def none_but(**given):
    return {"same": 0, "added": 0, "differing": 0, "unreadable": 0, "ours": 0} | given


def test_an_entry_that_the_register_has_not_is_new(compared):
    plan = compared((*HAJUN, "병결", "감기"))
    assert counts(plan) == none_but(added=1)
    assert plan.added[0].entry.value == ("absence", "illness", "감기", "")


def test_an_entry_that_says_the_same_in_other_words_is_the_same(compared, school_class, teacher, pupil):
    entered(school_class, teacher, pupil, kind="authorized", reason="교외체험학습")
    assert counts(compared((*HAJUN, "인정결석", "체험학습"))) == none_but(same=1)


def test_what_the_file_leaves_out_is_no_difference(compared, school_class, teacher, pupil):
    entered(school_class, teacher, pupil, reason="감기", note="진료확인서 받음")
    assert counts(compared((*HAJUN, "병결", ""))) == none_but(same=1)


def test_another_kind_is_a_difference_and_keeps_the_note(compared, school_class, teacher, pupil):
    entered(school_class, teacher, pupil, kind="unexcused", note="가정에 연락함")
    plan = compared((*HAJUN, "병결", "감기"))
    assert counts(plan) == none_but(differing=1)
    assert plan.differing[0].entry.value == ("absence", "illness", "감기", "가정에 연락함")


def test_another_reason_is_a_difference(compared, school_class, teacher, pupil):
    entered(school_class, teacher, pupil, reason="감기")
    assert counts(compared((*HAJUN, "병결", "골절"))) == none_but(differing=1)


def test_an_entry_that_the_file_has_not_is_ours_alone(compared, school_class, teacher, pupil):
    entered(school_class, teacher, pupil, day=date(2024, 5, 2))
    plan = compared((*HAJUN, "병결", ""), first_on=date(2024, 5, 1))
    assert counts(plan) == none_but(added=1, ours=1)


def test_outside_the_days_of_the_file_nothing_is_compared(compared, school_class, teacher, pupil):
    entered(school_class, teacher, pupil, day=date(2024, 5, 2))
    assert counts(compared((*HAJUN, "병결", ""))) == none_but(added=1)


def test_where_the_file_says_present_the_entry_stays_ours(compared, school_class, teacher, pupil):
    entered(school_class, teacher, pupil)
    plan = compared((*HAJUN, "출석", ""))
    assert counts(plan) == none_but(ours=1)
    assert plan.ours[0].file_says_present


def test_present_in_both_is_the_same(compared, school_class, teacher):
    taken(school_class, teacher)
    assert counts(compared((*HAJUN, "출석", ""))) == none_but(same=1)


def test_present_in_the_file_is_no_difference_while_our_day_is_untaken(compared):
    plan = compared((*HAJUN, "출석", ""))
    assert (counts(plan), plan.untaken_here) == (none_but(), 1)


def test_a_confirmed_presence_differs_and_is_not_chosen_beforehand(compared, school_class, teacher):
    taken(school_class, teacher)
    plan = compared((*HAJUN, "병결", "감기"))
    assert (counts(plan), plan.chosen({})) == (none_but(differing=1), ())
    assert plan.differing[0].now_word == "출석"


@pytest.mark.parametrize(("word", "label"), [("확인 전", "확인 전"), ("위탁", "위탁"), ("재적 아님", "재적 아님")])
def test_cells_that_say_nothing_are_passed_over_and_counted(compared, word, label):
    plan = compared((*HAJUN, word, ""))
    assert (counts(plan), plan.passed_over) == (none_but(), ((label, 1),))


def test_an_entry_on_a_day_that_the_file_has_not_taken_is_no_difference(compared, school_class, teacher, pupil):
    entered(school_class, teacher, pupil)
    assert counts(compared((*HAJUN, "확인 전", ""))) == none_but()


def test_other_classes_are_compared_only_if_the_file_is_the_whole_school(compared, school_class, registrar):
    other = builders.a_class(school_class.school_year, number=3)
    absent = builders.a_pupil(other, number=1, name="최유나")
    keeper = builders.actor(builders.a_homeroom(other, name="이담임"))
    entered(other, keeper, absent)
    assert counts(compared((*HAJUN, "병결", ""))) == none_but(added=1)
    assert counts(compared((*HAJUN, "병결", ""), whole_school=True)) == none_but(added=1, ours=1)


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ((4, 9, 7, "박하준", "5. 3."), "4학년 9반이 없습니다."),
        ((4, 2, 7, "이하준", "5. 3."), "4학년 2반 7번은 박하준 학생입니다."),
        ((4, 2, 40, "", "5. 3."), "그날 4학년 2반에 이 학생이 없습니다."),
        ((4, 2, 7, "박하준", "5. 6."), "대체공휴일이라 출결을 적을 수 없습니다."),
        (("", "", "", "최유나", "5. 3."), "누구인지 정할 수 없습니다."),
    ],
)
def test_a_line_that_fits_nobody_or_no_day_says_why(compared, row, cause):
    plan = compared((*row, "병결", ""))
    assert counts(plan) == none_but(unreadable=1)
    assert cause in plan.unreadable[0].cause


def test_a_name_alone_is_enough_where_it_is_one_pupils(compared):
    assert counts(compared(("", "", "", "박하준", "5. 3.", "병결", ""))) == none_but(added=1)


def test_a_pupil_who_changed_numbers_is_found_by_his_name(compared):
    assert counts(compared((4, 2, 8, "박하준", "5. 3.", "병결", ""))) == none_but(added=1)


def test_after_leaving_the_class_nothing_can_be_taken_over(compared, school_class):
    builders.a_pupil(school_class, number=3, name="김서연", to_on=date(2024, 5, 2))
    plan = compared((4, 2, 3, "김서연", "5. 3.", "병결", ""))
    assert "5. 2.(목)까지 4학년 2반 학생이었습니다" in plan.unreadable[0].cause


def test_days_off_within_a_range_are_passed_over(compared):
    plan = compared((4, 2, 7, "박하준", "5. 3.~5. 8.", "인정결석", "체험학습"))
    assert [match.line.day.day for match in plan.added] == [3, 7, 8]
    assert plan.unreadable == ()


def test_two_lines_that_turn_out_to_be_one_pupils_day_are_refused(compared):
    plan = compared((*HAJUN, "병결", ""), (4, 2, "", "박하준", "5. 3.", "무단지각", ""))
    assert counts(plan) == none_but(unreadable=2)
    assert "하루에는 한 가지만 적습니다(p.30)" in plan.unreadable[0].cause


def test_a_closed_month_cannot_be_chosen_and_names_the_way_out(compared, school_class):
    RegisterMonth.objects.create(
        school_id=school_class.school_id, school_class=school_class, first_on=MAY, is_closed=True, version=1
    )
    plan = compared((*HAJUN, "병결", ""))
    assert (plan.choosable, counts(plan)) == ((), none_but(added=1))
    assert "마감취소를 한 뒤" in plan.added[0].closed


def test_a_closed_day_cannot_be_chosen(compared, school_class):
    RegisterDay.objects.create(school_id=school_class.school_id, school_class=school_class, date=FRIDAY, is_closed=True)
    plan = compared((*HAJUN, "병결", ""))
    assert plan.choosable == ()
    assert "마감한 날입니다" in plan.added[0].closed
