"""What is found before a month is closed: what stops it, and what is only told (출결 마감 점검; p.20, 27, 30)."""

from datetime import date

import pytest

from hakjeok_web.absences.closing import NO_REPORT
from hakjeok_web.attendance import actions, closing_actions, closing_checks
from hakjeok_web.attendance.actions import Entry
from hakjeok_web.attendance.closing_checks import STRAY, UNTAKEN, Check
from hakjeok_web.attendance.closing_warnings import NO_MEASURE, NO_REASON, STEPS_LEFT
from hakjeok_web.attendance.measures import record_measure
from hakjeok_web.attendance.models import AttendanceEntry, EntryChange, RegisterDay
from hakjeok_web.config.refusals import Refused
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import CalendarEntry
from hakjeok_web.students.models import ClassPlacement
from tests import builders

pytestmark = pytest.mark.django_db
APRIL = date(2024, 4, 1)


def take_april(*classes):
    """Every school day of April taken, by rows of our own: the act itself is tried elsewhere."""
    for each in classes:
        user = builders.a_user("김출석")
        days = calendars_of(each.school_year).of(each.grade).between(APRIL, date(2024, 4, 30))
        RegisterDay.objects.bulk_create(
            RegisterDay(school_id=each.school_id, school_class=each, date=day, taken_at=_nine(day), taken_by=user)
            for day in days
        )


def _nine(day):
    return f"{day}T09:00:00+09:00"


@pytest.fixture
def april(school_class, pupil):
    take_april(school_class)
    return school_class


def enter(school_class, pupil, teacher, *days, kind="unexcused", reason=""):
    entries = [Entry(pupil.pk, day, "absence", kind, reason) for day in days]
    saved = actions.save_cells(school_class=school_class, month=days[0].replace(day=1), entries=entries, by=teacher)
    assert saved.refused == []


def found(school_class, today=builders.TODAY):
    """Without the reports of absence, of which the layer above knows (tests/web/absences/test_closing.py)."""
    asked = closing_checks.asked([school_class], APRIL, today=today)
    return [check for check in closing_checks.checks_of(asked)[school_class.pk] if check.title != NO_REPORT]


def titles(school_class):
    return [check.title for check in found(school_class)]


def test_a_month_in_order_has_nothing_to_be_seen(april):
    assert found(april) == []


def test_each_day_not_taken_has_a_link_of_its_own(april):
    RegisterDay.objects.filter(date__in=(date(2024, 4, 2), date(2024, 4, 3))).delete()
    (check,) = found(april)
    assert (check.title, check.count, check.stops) == (UNTAKEN, 2, True)
    assert check.links[0] == ("4. 2.(화) 출결", f"/registers/{april.pk}/2024-04-02/")


def test_an_other_absence_of_even_one_day_is_told_without_its_reason(april, pupil, teacher):
    """p.30: 기타결석은 1일이라도 입력."""
    enter(april, pupil, teacher, date(2024, 4, 2), kind="other")
    (check,) = found(april)
    assert (check.title, check.stops, check.page) == (NO_REASON, False, 30)
    assert check.links[0][1].startswith(f"/registers/{april.pk}/2024-04-02/#pupil-")


def test_a_pupil_s_other_absences_stand_in_one_line_with_a_link_to_each(april, pupil, teacher):
    enter(april, pupil, teacher, date(2024, 4, 2), date(2024, 4, 4), kind="other")
    (check,) = found(april)
    assert (check.count, [word for word, _ in check.links]) == (2, ["4. 2.(화) 출결", "4. 4.(목) 출결"])


def test_an_other_absence_with_its_reason_is_not_told(april, pupil, teacher):
    enter(april, pupil, teacher, date(2024, 4, 2), kind="other", reason="가사")
    assert found(april) == []


def school_days(first, number):
    return calendars_of(school_year()).of(4).between(first, date(2024, 5, 3))[:number]


def school_year():
    from hakjeok_web.schools.models import SchoolYear

    return SchoolYear.objects.get()


@pytest.mark.parametrize(("days", "told"), [(6, []), (7, [NO_REASON])])
def test_a_long_absence_is_told_without_its_reason(april, pupil, teacher, days, told):
    """p.30: 장기적인 결석과 기타결석은 사유를 입력함; 7일 내외."""
    enter(april, pupil, teacher, *school_days(date(2024, 4, 1), days), kind="illness")
    assert titles(april) == told


def test_a_long_absence_that_began_the_month_before_is_told_too(april, pupil, teacher):
    enter(april, pupil, teacher, date(2024, 3, 27), date(2024, 3, 28), date(2024, 3, 29), kind="illness")
    enter(april, pupil, teacher, *school_days(date(2024, 4, 1), 4), kind="illness")
    assert "3. 27.(수)~4. 4.(목) 질병결석 7일" in found(april)[0].text


def test_one_reason_within_a_long_absence_is_enough(april, pupil, teacher):
    enter(april, pupil, teacher, *school_days(date(2024, 4, 1), 7), kind="illness")
    enter_reason = Entry(pupil.pk, date(2024, 4, 1), "absence", "illness", "폐렴", seen=1)
    actions.save_cells(school_class=april, month=APRIL, entries=[enter_reason], by=teacher)
    assert found(april) == []


@pytest.mark.parametrize(("days", "told"), [(2, []), (3, [NO_MEASURE])])
def test_from_the_third_day_a_visit_is_asked_for(april, pupil, teacher, days, told):
    """p.27: 3~9일 결석이 지속되는 경우 가정방문 실시."""
    enter(april, pupil, teacher, *school_days(date(2024, 4, 1), days), reason="연락되지 않음")
    assert titles(april) == told


def test_a_run_with_one_measure_still_tells_the_steps_left(april, pupil, teacher):
    enter(april, pupil, teacher, *school_days(date(2024, 4, 1), 3), reason="연락되지 않음")
    record_measure(student=pupil, code="home_visit", done_on=date(2024, 4, 3), by=teacher, note="적은 내용")
    (check,) = found(april)
    assert (check.title, check.page) == (STEPS_LEFT, 27)
    assert "하지 않은 조치: 보호자·아동 내교 요청" in check.text
    assert check.links[0][1] == f"/absence-cases/{pupil.pk}/?code=summons"


def test_a_run_whose_steps_were_all_taken_is_not_told(april, pupil, teacher):
    enter(april, pupil, teacher, *school_days(date(2024, 4, 1), 3), reason="연락되지 않음")
    for code in ("home_visit", "summons"):
        record_measure(student=pupil, code=code, done_on=date(2024, 4, 3), by=teacher, note="적은 내용")
    assert found(april) == []


def test_a_run_of_another_month_is_not_told(april, pupil, teacher):
    enter(april, pupil, teacher, *school_days(date(2024, 3, 4), 3), reason="연락되지 않음")
    assert found(april) == []


def entry_left_behind(april, pupil, teacher):
    """An entry of a day on which the pupil, as it is known later, was no longer in the class."""
    enter(april, pupil, teacher, date(2024, 4, 15), kind="illness")
    ClassPlacement.objects.filter(student=pupil).update(to_on=date(2024, 4, 12))


def test_an_entry_of_a_pupil_who_was_not_in_the_class_stops_the_closing(april, pupil, teacher):
    entry_left_behind(april, pupil, teacher)
    (check,) = found(april)
    assert (check.title, check.stops) == (STRAY, True)
    assert "4. 15.(월)에는 4학년 2반 학생이 아닌 박하준 학생에게 질병결석이 적혀 있습니다." in check.text
    with pytest.raises(Refused, match="학적변동을 먼저 바로잡아 주세요"):
        actions.close_month(school_class=april, month=APRIL, by=teacher)


def test_an_entry_of_a_day_off_stops_the_closing(april, pupil, teacher):
    enter(april, pupil, teacher, date(2024, 4, 15), kind="illness")
    year = school_year()
    CalendarEntry.objects.create(
        school_id=year.school_id, school_year=year, kind="discretionary", name="재량휴업일",
        first_on=date(2024, 4, 15), last_on=date(2024, 4, 15),
    )  # fmt: skip
    again = type(april).objects.select_related("school_year").get(pk=april.pk)
    (check,) = found(again)
    assert "4. 15.(월)은 재량휴업일인데 박하준 학생에게 질병결석이 적혀 있습니다." in check.text


def test_clearing_a_stray_entry_keeps_its_history(april, pupil, teacher):
    entry_left_behind(april, pupil, teacher)
    closing_actions.clear_stray(school_class=april, student=pupil.pk, day=date(2024, 4, 15), by=teacher)
    assert found(april) == []
    assert not AttendanceEntry.objects.exists()
    last = EntryChange.objects.order_by("id").last()
    assert (last.was_word, last.form, last.changed_by.name) == ("질병결석", "", "김담임")


def test_only_an_entry_that_contradicts_is_cleared_from_here(april, pupil, teacher):
    enter(april, pupil, teacher, date(2024, 4, 15), kind="illness")
    with pytest.raises(Refused, match="이미 지웠거나 출석부와 맞습니다"):
        closing_actions.clear_stray(school_class=april, student=pupil.pk, day=date(2024, 4, 15), by=teacher)


def test_a_stray_entry_is_cleared_by_its_button(client, april, pupil, teacher, homeroom, time_machine):
    time_machine.move_to("2024-05-03T09:00:00+09:00", tick=False)
    entry_left_behind(april, pupil, teacher)
    builders.sign_in(client, homeroom)
    address = f"/register-closings/{april.pk}/2024-04/"
    assert "지우기" in client.get(address).content.decode()
    sent = {"action": "clear", "student": str(pupil.pk), "day": "2024-04-15"}
    assert "고칠 것과 살펴볼 것이 없습니다." in client.post(address, sent, follow=True).content.decode()
    assert client.post(address, {"action": "clear", "day": "2024-03-15", "student": str(pupil.pk)}).status_code == 422


def test_a_layer_above_adds_its_checks(april, teacher, monkeypatch):
    def open_report(asked):
        yield from (
            Check(each.pk, "열린 결석신고", "결석신고서 1건을 받지 않았습니다.", stops=True) for each in asked.classes
        )

    monkeypatch.setattr(closing_checks, "closing_checks", [*closing_checks.closing_checks, open_report])
    with pytest.raises(Refused, match="결석신고서 1건을 받지 않았습니다"):
        actions.close_month(school_class=april, month=APRIL, by=teacher)


def test_what_is_only_told_does_not_stop_the_closing(april, pupil, teacher):
    enter(april, pupil, teacher, date(2024, 4, 2), kind="other")
    actions.close_month(school_class=april, month=APRIL, by=teacher)


def test_a_visit_never_made_is_told_of_a_run_of_ten_days_too(april, pupil, teacher):
    """p.27: 3~9일의 가정방문과 내교 요청은 10일이 되어도 한 것이 되지 않는다."""
    enter(april, pupil, teacher, *school_days(date(2024, 4, 1), 11), reason="연락되지 않음")
    (check,) = found(april)
    assert "가정방문, 보호자·아동 내교 요청" in check.text
