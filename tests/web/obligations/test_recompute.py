"""What a school has to do, computed as a whole and at the moment of a change."""

from datetime import date
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from hakjeok_web.attendance import actions as register
from hakjeok_web.attendance.cases import record_measure
from hakjeok_web.attendance.models import RegisterDay
from hakjeok_web.obligations.models import Obligation
from hakjeok_web.schools.models import CalendarEntry, SchoolYear
from tests import builders
from tests.web.obligations.absences import TEN_DAYS, mark, recompute, school_days, take, titles

pytestmark = pytest.mark.django_db


def test_every_school_day_not_yet_taken_is_due_on_that_day(school_class, teacher, pupil):
    days = school_days(school_class)
    take(school_class, teacher, *days[:-2])
    recompute()
    due = list(Obligation.objects.filter(rule="register.take").values_list("due_on", "audience", "detail"))
    assert due == [(date(2024, 5, day), "homeroom", "4학년 2반 1명") for day in (2, 3)]


def test_a_class_without_pupils_has_no_day_to_take(school_class, teacher):
    recompute()
    assert titles(rule="register.take") == []


def test_days_before_the_first_pupil_came_are_not_asked_for(school_class, teacher):
    builders.a_pupil(school_class, from_on=date(2024, 5, 2))
    recompute()
    assert Obligation.objects.filter(rule="register.take").count() == 2


def test_taking_a_day_removes_its_row_and_withdrawing_brings_it_back(school_class, teacher, pupil):
    recompute()
    today = Obligation.objects.filter(rule="register.take", due_on=builders.TODAY)
    take(school_class, teacher, builders.TODAY)
    assert not today.exists()
    register.untake_day(school_class=school_class, day=builders.TODAY, by=teacher)
    assert today.get().detail == "4학년 2반 1명"


def test_a_month_that_is_over_is_to_be_closed_by_the_fifth_school_day(school_class, teacher, pupil):
    recompute()
    row = Obligation.objects.get(rule="register.close", title="4월 출결 마감")
    assert row.due_on == date(2024, 5, 8)  # 5. 6. is a holiday
    assert "학교 관행" in row.reasons[0]["text"]
    assert titles(rule="register.close") == ["3월 출결 마감", "4월 출결 마감"]


def test_closing_and_reopening_a_month_are_seen_at_once(school_class, teacher, pupil):
    take(school_class, teacher, *school_days(school_class))
    recompute()
    register.close_month(school_class=school_class, month=date(2024, 4, 1), by=teacher)
    assert titles(rule="register.close") == ["3월 출결 마감"]
    registrar = builders.actor(builders.a_staff("registrar"))
    register.reopen_month(school_class=school_class, month=date(2024, 4, 1), reason="오기", by=registrar)
    assert titles(rule="register.close") == ["3월 출결 마감", "4월 출결 마감"]


def test_on_the_second_day_the_home_is_called_and_nothing_more(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS[-2:])
    assert titles(student=pupil) == ["매일 유선 연락(소재·안전, 결석 사유, 출석 독려)"]


def test_on_the_third_day_the_home_is_visited_and_the_guardian_asked_to_come(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS[-3:])
    visit = Obligation.objects.get(title="가정방문")
    assert (visit.audience, visit.due_on) == ("homeroom", date(2024, 5, 14))  # the ninth day
    assert visit.url == f"/absence-cases/{pupil.pk}/#home_visit"
    assert 27 in [step.get("page") for step in visit.reasons]
    assert sorted(Obligation.objects.filter(title="보호자·아동 내교 요청").values_list("audience", flat=True)) == [
        "homeroom", "principal",
    ]  # fmt: skip


def test_on_the_ninth_day_nothing_is_registered_yet(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS[1:])
    assert "미인정결석학생 등록" not in titles(student=pupil)


def test_on_the_tenth_day_each_is_told_his_part_until_that_day(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    told = set(Obligation.objects.filter(due_on=builders.TODAY, student=pupil).values_list("title", "audience"))
    assert told == {
        ("미인정결석학생 등록", "homeroom"),
        ("교육장에게 제출", "registrar"),
        ("주민센터에 결석 현황 제출", "registrar"),
    }


def test_on_the_eleventh_day_the_tenth_stays_the_due_day(school_class, homeroom, teacher, pupil, time_machine):
    time_machine.move_to("2024-05-07T09:00:00+09:00", tick=False)
    later = builders.actor(homeroom, today=date(2024, 5, 7))
    mark(school_class, later, pupil, *TEN_DAYS, date(2024, 5, 7))
    row = Obligation.objects.get(title="미인정결석학생 등록")
    assert row.due_on == date(2024, 5, 3)
    assert "연속 11일" in row.detail


def test_a_day_off_neither_counts_nor_ends_the_absence(school_class, homeroom, teacher, pupil, time_machine):
    time_machine.move_to("2024-05-07T09:00:00+09:00", tick=False)
    later = builders.actor(homeroom, today=date(2024, 5, 7))
    mark(school_class, later, pupil, date(2024, 5, 2), date(2024, 5, 3), date(2024, 5, 7))  # weekend and 5. 6. between
    assert "연속 3일" in Obligation.objects.get(title="가정방문").detail


def test_a_day_attended_ends_the_absence_when_it_is_taken(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS[-4:-1])
    assert "가정방문" in titles(student=pupil)
    take(school_class, teacher, builders.TODAY)
    assert titles(student=pupil) == []


def test_a_measure_fulfils_what_it_was_taken_for(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS[-3:])
    record_measure(student=pupil, code="home_visit", done_on=builders.TODAY, by=teacher, note="만나지 못함")
    assert "가정방문" not in titles(student=pupil)


def test_yesterday_s_call_does_not_stand_for_today_s(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS[-2:])
    record_measure(student=pupil, code="phone_daily", done_on=date(2024, 5, 2), by=teacher)
    assert len(titles(student=pupil)) == 1
    record_measure(student=pupil, code="phone_daily", done_on=builders.TODAY, by=teacher)
    assert titles(student=pupil) == []


def test_a_measure_of_an_earlier_absence_does_not_count(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, date(2024, 3, 11), date(2024, 3, 12), date(2024, 3, 13))
    record_measure(student=pupil, code="home_visit", done_on=date(2024, 3, 13), by=teacher, note="적은 내용")
    take(school_class, teacher, date(2024, 3, 14))
    mark(school_class, teacher, pupil, *TEN_DAYS[-3:])
    assert "가정방문" in titles(student=pupil)


def test_a_second_absence_asks_for_a_watch_card_once(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, date(2024, 3, 11))
    take(school_class, teacher, date(2024, 3, 12))
    mark(school_class, teacher, pupil, builders.TODAY)
    assert "집중관리카드 마련" in titles(student=pupil)
    record_measure(student=pupil, code="watch_card", done_on=builders.TODAY, by=teacher)
    assert "집중관리카드 마련" not in titles(student=pupil)


def test_a_registered_pupil_s_return_is_reported_within_three_days(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *[day for day in TEN_DAYS if day < date(2024, 5, 2)], date(2024, 4, 19),
         date(2024, 4, 18), date(2024, 4, 17))  # fmt: skip
    record_measure(student=pupil, code="register", done_on=date(2024, 4, 30), by=teacher)
    take(school_class, teacher, date(2024, 5, 2))
    row = Obligation.objects.get(student=pupil, title="복귀 보고")
    assert (row.due_on, row.reasons[0]["page"]) == (date(2024, 5, 5), 29)
    record_measure(student=pupil, code="return_report", done_on=builders.TODAY, by=teacher)
    assert titles(student=pupil) == []


def test_a_return_after_nine_days_needs_no_report(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS[:9])
    take(school_class, teacher, builders.TODAY)
    assert titles(student=pupil) == []


def test_a_pupil_who_cannot_be_found_goes_to_the_police_at_once(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, builders.TODAY)
    record_measure(student=pupil, code="not_located", done_on=builders.TODAY, by=teacher)
    rows = Obligation.objects.filter(title="경찰 수사의뢰")
    assert sorted(rows.values_list("audience", flat=True)) == ["principal", "registrar"]
    record_measure(student=pupil, code="located", done_on=builders.TODAY, by=teacher, note="적은 내용")
    assert not rows.all().exists()


def test_a_third_of_the_year_is_announced_and_then_decided(school_class, homeroom, teacher, pupil, time_machine):
    days = school_days(school_class, until=date(2024, 6, 28))
    time_machine.move_to(f"{days[62]}T09:00:00+09:00", tick=False)
    later = builders.actor(homeroom, today=days[62])
    threshold = len(school_days(school_class, until=date(2025, 2, 28))) // 3 + 1
    mark(school_class, later, pupil, *days[: threshold - 1])
    announced = Obligation.objects.filter(title="정원 외·진급 불가 미리 안내")
    assert sorted(announced.values_list("audience", flat=True)) == ["homeroom", "registrar"]
    assert announced.first().due_on == days[threshold - 1]
    time_machine.move_to(f"{days[threshold - 1]}T09:00:00+09:00", tick=False)
    mark(school_class, builders.actor(homeroom, today=days[threshold - 1]), pupil, days[threshold - 1])
    decide = Obligation.objects.get(rule="absence.out_of_quota")
    assert (decide.audience, decide.title) == ("registrar", "정원 외 학적관리 결정")
    assert any("진급하지 못합니다" in each["text"] for each in decide.reasons if each.get("warning"))


def test_a_pupil_who_left_is_no_longer_on_the_list(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS[-3:])
    pupil.placements.update(to_on=date(2024, 5, 2))
    recompute()
    assert titles(student=pupil) == []


def test_a_class_without_homeroom_teacher_is_the_administrator_s(school_class, pupil):
    recompute()
    row = Obligation.objects.get(rule="class.no_homeroom")
    assert (row.audience, row.detail, row.due_on) == ("school_admin", "4학년 2반 1명", date(2024, 3, 4))


def test_a_year_that_is_too_short_is_told_grade_by_grade(school_class, teacher):
    CalendarEntry.objects.create(
        school_id=builders.HANBIT, school_year=school_class.school_year, kind="discretionary", name="재량휴업일",
        first_on=date(2024, 11, 4), last_on=date(2024, 11, 22), grades=[6],
    )  # fmt: skip
    recompute()
    rows = Obligation.objects.filter(rule="calendar.too_short")
    assert {row.detail[:3] for row in rows} == {"6학년"}
    assert sorted(row.audience for row in rows) == ["registrar", "school_admin"]
    assert 88 in [step.get("page") for step in rows[0].reasons]


def test_computing_twice_changes_nothing(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    recompute()
    before = list(Obligation.objects.order_by("key").values())
    again = recompute()
    assert (again.put, again.removed) == (0, 0)
    assert list(Obligation.objects.order_by("key").values()) == before


def test_what_an_act_leaves_is_what_the_whole_computation_says(school_class, teacher, pupil):
    other = builders.a_pupil(school_class, number=3, name="김서연")
    recompute()
    mark(school_class, teacher, pupil, *TEN_DAYS)
    mark(school_class, teacher, other, *TEN_DAYS[2:5], kind="unexcused")
    take(school_class, teacher, *school_days(school_class)[10:])
    again = recompute()
    assert (again.put, again.removed) == (0, 0)


def test_every_row_leads_to_a_screen_that_exists(school_class, teacher, pupil):
    builders.a_class(school_class.school_year, grade=5, number=4)
    mark(school_class, teacher, pupil, *TEN_DAYS)
    recompute()
    for url in Obligation.objects.values_list("url", flat=True):
        resolve(urlsplit(url).path)


def test_a_school_without_an_opened_year_has_nothing_to_do():
    builders.enter()
    assert recompute().put == 0


def test_a_past_year_s_register_touches_nothing(school_class, teacher, pupil, homeroom):
    mark(school_class, teacher, pupil, *TEN_DAYS[-3:])
    before = titles(student=pupil)
    later = builders.actor(homeroom, today=date(2025, 3, 4))
    RegisterDay.objects.filter(school_class=school_class).delete()
    register.close_month(school_class=school_class, month=date(2025, 2, 1), by=later)
    assert titles(student=pupil) == before


def test_taking_a_day_costs_one_statement_here(school_class, teacher, pupil, django_assert_num_queries):
    from hakjeok_web.obligations.actions import recompute_touched

    school_days(school_class)
    touched = register.Touched(teacher, school_class, frozenset({builders.TODAY}), frozenset())
    with django_assert_num_queries(1):
        recompute_touched(touched)


def test_a_changed_absence_costs_two_statements_here(school_class, teacher, pupil, django_assert_num_queries):
    from hakjeok_web.obligations.actions import recompute_touched

    school_days(school_class)
    touched = register.Touched(teacher, school_class, frozenset({builders.TODAY}), frozenset({pupil.pk}))
    with django_assert_num_queries(2):
        recompute_touched(touched)


def test_a_change_of_the_calendar_is_noticed_on_the_first_page(school_class, teacher, pupil):
    from hakjeok_web.obligations.actions import recompute_if_stale

    assert recompute_if_stale(builders.HANBIT, builders.TODAY)
    assert not recompute_if_stale(builders.HANBIT, builders.TODAY)
    SchoolYear.objects.update(cut_cause="disaster")
    assert recompute_if_stale(builders.HANBIT, builders.TODAY)
    builders.a_pupil(school_class, number=9, name="오세린")
    assert recompute_if_stale(builders.HANBIT, builders.TODAY)
