"""Closing a month and reopening it (p.20 업무 개요; 출결 마감)."""

from datetime import date

import pytest

from hakjeok_web.attendance import actions
from hakjeok_web.attendance.actions import Entry
from hakjeok_web.attendance.models import RegisterAct
from hakjeok_web.config.refusals import Refused
from hakjeok_web.schools.facts import calendars_of
from tests import builders

pytestmark = pytest.mark.django_db
APRIL, MAY = date(2024, 4, 1), date(2024, 5, 1)


@pytest.fixture
def pupil(school_class):
    return builders.a_pupil(school_class)


def take_month(school_class, teacher, month, last=date(2024, 5, 3)):
    for day in calendars_of(school_class.school_year).of(4).between(month, month.replace(day=30)):
        if day <= last:
            actions.save_cells(school_class=school_class, month=month, entries=[], by=teacher, take=day)


def close(school_class, teacher, month=APRIL):
    actions.close_month(school_class=school_class, month=month, by=teacher)


def test_a_month_with_an_untaken_day_cannot_be_closed(school_class, teacher, pupil):
    take_month(school_class, teacher, APRIL, last=date(2024, 4, 29))
    with pytest.raises(Refused, match=r"확인하지 않은 날이 1일 있습니다: 4\. 30\.\(화\)"):
        close(school_class, teacher)


def test_a_month_that_is_not_over_cannot_be_closed(school_class, teacher, pupil):
    take_month(school_class, teacher, MAY)
    with pytest.raises(Refused, match=r"마지막 수업일 5\. 31\.\(금\)이 아직 지나지 않았습니다"):
        close(school_class, teacher, MAY)


def test_a_closed_month_takes_no_entry_and_says_who_closed_it(school_class, teacher, pupil):
    take_month(school_class, teacher, APRIL)
    close(school_class, teacher)
    entry = Entry(pupil.pk, date(2024, 4, 2), "absence", "illness")
    with pytest.raises(Refused, match="김담임 선생님이 마감했습니다"):
        actions.save_cells(school_class=school_class, month=APRIL, entries=[entry], by=teacher)


def test_a_month_cannot_be_closed_twice(school_class, teacher, pupil):
    take_month(school_class, teacher, APRIL)
    close(school_class, teacher)
    with pytest.raises(Refused):
        close(school_class, teacher)


def test_reopening_needs_a_reason_and_the_right(school_class, teacher, pupil):
    take_month(school_class, teacher, APRIL)
    close(school_class, teacher)
    registrar = builders.actor(builders.a_staff("registrar"))
    with pytest.raises(Refused, match="마감취소는 학적 담당이나"):
        actions.reopen_month(school_class=school_class, month=APRIL, reason="오기", by=teacher)
    with pytest.raises(Refused, match="사유가 비어"):
        actions.reopen_month(school_class=school_class, month=APRIL, reason=" ", by=registrar)
    actions.reopen_month(school_class=school_class, month=APRIL, reason="진료확인서 늦게 옴", by=registrar)
    assert RegisterAct.objects.filter(kind="reopen_month").get().reason == "진료확인서 늦게 옴"


def test_a_month_without_school_days_can_be_closed(school_class, teacher, pupil):
    later = builders.actor(teacher_staff(teacher), today=date(2025, 3, 2))
    close(school_class, later, date(2025, 2, 1))
    assert RegisterAct.objects.filter(kind="close_month").count() == 1


def teacher_staff(teacher):
    from hakjeok_web.accounts.models import Staff

    return Staff.objects.select_related("user").get(pk=teacher.staff_id)


def test_a_closed_day_takes_no_entry(school_class, teacher, pupil):
    day = date(2024, 5, 2)
    actions.save_cells(school_class=school_class, month=MAY, entries=[], by=teacher, take=day)
    actions.close_days(school_class=school_class, days=[day], by=teacher)
    saved = actions.save_cells(
        school_class=school_class, month=MAY, entries=[Entry(pupil.pk, day, "late", "illness")], by=teacher
    )
    assert "마감한 날입니다" in saved.refused[0].reason.text


def test_a_month_of_another_year_cannot_be_closed(school_class, teacher, pupil):
    with pytest.raises(Refused, match="2019년 5월은 2024학년도의 달이 아닙니다"):
        close(school_class, teacher, date(2019, 5, 1))


def next_spring(staff):
    return builders.actor(staff, today=date(2025, 3, 4))


def test_a_past_year_takes_no_entry_whoever_holds_the_right(school_class, homeroom, pupil):
    entry = Entry(pupil.pk, date(2024, 4, 2), "absence", "illness")
    with pytest.raises(Refused, match="2024학년도는 지난 학년도라 고칠 수 없습니다"):
        actions.save_cells(school_class=school_class, month=APRIL, entries=[entry], by=next_spring(homeroom))


def test_a_month_of_a_past_year_stays_closed(school_class, teacher, pupil):
    take_month(school_class, teacher, APRIL)
    close(school_class, teacher)
    registrar = next_spring(builders.a_staff("registrar"))
    with pytest.raises(Refused, match="지난 학년도"):
        actions.reopen_month(school_class=school_class, month=APRIL, reason="고침", by=registrar)


def test_the_register_says_who_closed_it_and_why_it_was_opened_again(client, school_class, teacher, homeroom, pupil):
    take_month(school_class, teacher, APRIL)
    close(school_class, teacher)
    builders.sign_in(client, homeroom)
    address = f"/registers/{school_class.pk}/2024-04/"
    assert "4월은 마감했습니다" in client.get(address).content.decode()
    builders.enter()
    registrar = builders.actor(builders.a_staff("registrar"))
    actions.reopen_month(school_class=school_class, month=APRIL, reason="진료확인서 늦게 옴", by=registrar)
    assert "마감취소됨 · 사유 진료확인서 늦게 옴" in client.get(address).content.decode()


@pytest.mark.usefixtures("friday")
def test_of_two_who_close_a_month_the_second_is_told_who_was_first(client, school_class, teacher, homeroom, pupil):
    take_month(school_class, teacher, APRIL)
    address = f"/register-closings/{school_class.pk}/2024-04/"
    registrar = builders.a_staff("registrar", name="정학적")
    assert builders.sign_in(client, registrar).post(address, {"action": "close"}).status_code == 302
    second = builders.sign_in(client, homeroom).post(address, {"action": "close"})
    assert second.status_code == 422
    assert "정학적 선생님이" in second.content.decode()


@pytest.mark.usefixtures("friday")
def test_of_two_who_reopen_a_month_the_second_is_told_that_it_is_open(client, school_class, teacher, pupil):
    take_month(school_class, teacher, APRIL)
    close(school_class, teacher)
    address = f"/register-closings/{school_class.pk}/2024-04/"
    for name, status in (("정학적", 302), ("한학적", 422)):
        signed_in = builders.sign_in(client, builders.a_staff("registrar", name=name))
        answer = signed_in.post(address, {"action": "reopen", "reason": "진료확인서 늦게 옴"})
        assert answer.status_code == status
    assert "정학적 선생님이" in answer.content.decode()
