"""Registering, changing, ending and cancelling a consignment: what is lawful, and what is told where it is not."""

from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from hakjeok.attendance.consigned import Consignment as RuleKind
from hakjeok_web.attendance import actions as register
from hakjeok_web.attendance.actions import Entry
from hakjeok_web.config.refusals import Refused
from hakjeok_web.consignments import actions
from hakjeok_web.consignments.models import Consignment, ConsignmentAct
from tests import builders
from tests.web.consignments.stays import APRIL, FIRST, LAST, consigned, enter_month, particulars

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def mark(school_class, teacher, pupil, day, form="absence", kind="illness"):
    entry = Entry(pupil.pk, day, form, kind)
    return register.save_cells(school_class=school_class, month=day.replace(day=1), entries=[entry], by=teacher)


def test_the_kinds_are_those_of_the_rule():
    assert {each.value: each.label for each in Consignment.Kind} == {each.value: each.korean for each in RuleKind}


def test_a_homeroom_teacher_registers_his_own_pupil(pupil, teacher):
    made = consigned(pupil, teacher)
    assert (made.institution, made.from_on, made.to_on) == ("가온병원학교", FIRST, LAST)
    assert ConsignmentAct.objects.get().code == "register"


def test_a_teacher_of_another_class_registers_nobody(school_class, pupil):
    other = builders.actor(builders.a_homeroom(builders.a_class(school_class.school_year, number=3), name="오담임"))
    with pytest.raises(Refused, match="그 반 담임교사나 학적 담당"):
        consigned(pupil, other)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": "party"}, "위탁의 종류를 고르지 않았습니다"),
        ({"institution": " "}, "위탁기관이 비어 있습니다"),
        ({"ground": ""}, r"근거 문서가 비어 있습니다.*p\.32"),
        ({"to_on": date(2024, 4, 7)}, "끝나는 날이 시작일보다 빠릅니다"),
        ({"from_on": date(2024, 2, 29)}, "부터 이 학교 학생입니다"),
    ],
)
def test_what_cannot_be_is_refused(pupil, teacher, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        consigned(pupil, teacher, **wrong)
    assert not Consignment.objects.exists()


def test_several_institutions_in_a_year_do_not_overlap(pupil, teacher, registrar):
    consigned(pupil, teacher)
    with pytest.raises(Refused, match=r"김담임 선생님이 .*에 등록한 위탁.*과 날짜가 겹칩니다"):
        consigned(pupil, registrar, from_on=LAST, to_on=None)
    consigned(pupil, registrar, kind="remote_class", institution="꿀맛무지개교실", from_on=date(2024, 5, 1), to_on=None)
    assert Consignment.objects.count() == 2


def test_the_database_itself_allows_one_institution_a_day(pupil, teacher):
    first = consigned(pupil, teacher)
    first.pk, first._state.adding = None, True
    with pytest.raises(IntegrityError, match="one_institution_a_day"), transaction.atomic():
        Consignment.objects.create(
            school_id=pupil.school_id, student=pupil, kind="remote_class", institution="꿀맛무지개교실", from_on=LAST,
            ground="공문", registered_by=teacher.user,
        )  # fmt: skip


def test_a_day_that_the_register_has_written_must_be_cleared_first(school_class, pupil, teacher):
    mark(school_class, teacher, pupil, date(2024, 4, 9))
    with pytest.raises(Refused, match=r"출석부에 4\. 9\.\(화\)의 기록이 있습니다"):
        consigned(pupil, teacher)


def test_a_closed_month_refuses_with_the_way_out(school_class, pupil, teacher):
    for day in range(1, 31):
        if date(2024, 4, day).weekday() < 5 and day != 10:
            register.save_cells(school_class=school_class, month=APRIL, entries=[], by=teacher, take=date(2024, 4, day))
    register.close_month(school_class=school_class, month=APRIL, by=teacher)
    with pytest.raises(Refused, match=r"4월은 .*마감했습니다.*마감취소"):
        consigned(pupil, teacher)


def test_who_changes_what_another_changed_meanwhile_is_told_who_did(pupil, teacher, registrar):
    made = consigned(pupil, teacher)
    actions.change(consignment=made, seen=1, told=particulars(institution="나래병원학교"), by=registrar)
    with pytest.raises(Refused, match=r"정학적 선생님이 .*먼저 고쳤습니다"):
        actions.end(consignment=made, seen=1, to_on=date(2024, 4, 26), by=teacher)
    made.refresh_from_db()
    assert (made.institution, made.to_on, made.version) == ("나래병원학교", LAST, 2)


def test_the_end_opens_the_register_again(school_class, pupil, teacher):
    made = consigned(pupil, teacher)
    assert mark(school_class, teacher, pupil, date(2024, 4, 30)).refused
    actions.end(consignment=made, seen=1, to_on=date(2024, 4, 29), by=teacher)
    assert mark(school_class, teacher, pupil, date(2024, 4, 30)).written


def test_an_end_before_the_beginning_is_refused(pupil, teacher):
    made = consigned(pupil, teacher)
    with pytest.raises(Refused, match="에 시작했습니다"):
        actions.end(consignment=made, seen=1, to_on=date(2024, 4, 5), by=teacher)


def test_a_period_may_not_leave_an_entered_month_outside(pupil, teacher):
    made = consigned(pupil, teacher)
    enter_month(made, teacher)
    with pytest.raises(Refused, match="4월의 기록이 새 기간 밖에 있습니다"):
        actions.end(consignment=made, seen=1, to_on=date(2024, 4, 12), by=teacher)


def test_a_wrong_registration_is_cancelled_and_stays_on_record(school_class, pupil, teacher):
    made = consigned(pupil, teacher)
    with pytest.raises(Refused, match="까닭이 비어 있습니다"):
        actions.cancel(consignment=made, seen=1, reason=" ", by=teacher)
    actions.cancel(consignment=made, seen=1, reason="다른 학생을 골랐음", by=teacher)
    assert mark(school_class, teacher, pupil, FIRST).written
    assert Consignment.objects.get().is_cancelled
    consigned(pupil, teacher, from_on=date(2024, 4, 9))


def test_a_consignment_with_months_is_not_cancelled(pupil, teacher):
    made = consigned(pupil, teacher)
    enter_month(made, teacher)
    with pytest.raises(Refused, match="‘위탁 끝’에 마지막 날을"):
        actions.cancel(consignment=made, seen=1, reason="잘못 등록함", by=teacher)


def test_the_steps_can_neither_be_edited_nor_removed(pupil, teacher):
    made = consigned(pupil, teacher)
    act = actions.record_step(consignment=made, code="diagnosis", done_on=date(2024, 4, 3), by=teacher)
    for wrong in (act.delete, lambda: ConsignmentAct.objects.update(note="없음")):
        with pytest.raises(ProgrammingError), transaction.atomic():
            wrong()


def test_a_step_of_tomorrow_or_of_no_kind_is_refused(pupil, teacher):
    made = consigned(pupil, teacher)
    with pytest.raises(Refused, match="아직 오지 않은 날"):
        actions.record_step(consignment=made, code="applied", done_on=date(2024, 5, 4), by=teacher)
    with pytest.raises(Refused, match="고르지 않았습니다"):
        actions.record_step(consignment=made, code="register", done_on=FIRST, by=teacher)


def test_a_pupil_under_protection_is_registered_by_the_registrar_alone(pupil, teacher, registrar, homeroom):
    with pytest.raises(Refused, match=r"학적 담당이 적습니다\(p\.34\)"):
        consigned(pupil, teacher, kind="child_protection")
    made = consigned(pupil, registrar, kind="child_protection", named=homeroom)
    assert made.named == homeroom
