"""경조사 (p.24, 36): the window of days on a calendar, and the chosen days in the register."""

import re
from datetime import date

import pytest

from hakjeok.attendance.family_event import FamilyEvent, Relation
from hakjeok_web.absence_grounds import family_events
from hakjeok_web.absence_grounds.family_events import Event
from hakjeok_web.attendance.actions import Entry, save_cells
from hakjeok_web.attendance.models import AttendanceEntry
from hakjeok_web.config.refusals import Refused
from hakjeok_web.schools.facts import calendars_of
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
GRANDPARENT = Event(FamilyEvent.DEATH, Relation.GRANDPARENT, date(2024, 6, 11))


@pytest.fixture
def calendar(school_class):
    return calendars_of(school_class.school_year).of(4)


def test_the_day_before_a_grandparents_death_is_authorized_too(pupil, teacher, calendar):
    """p.36: 조부모의 임종을 지키기 위해 사망 전날에 결석했을 때도 … 사망일을 포함하여 전후 5일 이내라면 가능합니다."""
    told = Event(FamilyEvent.DEATH, Relation.GRANDPARENT, date(2024, 6, 11), first_absence=date(2024, 6, 10))
    window = family_events.window_of(told, calendar).window
    assert window == tuple(date(2024, 6, day) for day in (10, 11, 12, 13, 14))
    days = [date(2024, 6, day) for day in (10, 11, 13)]
    family_events.enter(student=pupil, told=told, days=days, by=teacher, calendar=calendar, replaces=False)
    rows = AttendanceEntry.objects.order_by("date").values_list("date", "kind", "reason")
    assert list(rows) == [(day, "authorized", "경조사(조부모·외조부모 사망)") for day in days]


def test_a_death_on_thursday_authorizes_friday_and_four_days_after_the_holiday(calendar):
    """p.36: 사망 다음 날인 금요일부터 다음 주 화요일, 수요일, 목요일, 금요일까지입니다. The Monday is a day off."""
    told = Event(FamilyEvent.DEATH, Relation.GRANDPARENT, date(2024, 5, 2))
    assert family_events.window_of(told, calendar).window == tuple(date(2024, 5, day) for day in (3, 7, 8, 9, 10))


def test_the_calendar_shows_why_a_day_is_not_counted(school_class):
    calendars = calendars_of(school_class.school_year)
    told = Event(FamilyEvent.DEATH, Relation.GRANDPARENT, date(2024, 5, 2))
    window = family_events.window_of(told, calendars.of(4)).window
    days = [day for week in family_events.weeks_of(told, window, calendars, 4) for day in week]
    assert days[0].on == date(2024, 4, 28)  # a Sunday
    assert [day.on.day for day in days if day.is_window] == [3, 7, 8, 9, 10]
    assert next(day for day in days if day.on == date(2024, 5, 6)).off_name
    assert next(day for day in days if day.is_event).on == date(2024, 5, 2)


def test_a_day_outside_of_the_window_is_refused(pupil, teacher, calendar):
    days = [date(2024, 6, 12), date(2024, 6, 21)]
    with pytest.raises(Refused, match="인정하는 날이 아닙니다"):
        family_events.enter(student=pupil, told=GRANDPARENT, days=days, by=teacher, calendar=calendar, replaces=False)
    assert not AttendanceEntry.objects.exists()


ASKED = {"event": "death", "relation": "grandparent", "event_date": "2024-05-02", "first_absence": ""}


def test_the_page_shows_the_days_and_enters_the_chosen_ones(client, pupil, homeroom):
    builders.sign_in(client, homeroom)
    url = f"/absences/family-events/new/?student={pupil.pk}"
    assert "누구의 경조사" in client.get(url).content.decode()
    page = client.get(url, {"student": pupil.pk, **ASKED}).content.decode()
    assert "출석으로 인정하는 5일" in page
    assert "is-window" in page
    answer = client.post(url, {**ASKED, "days": ["2024-05-03", "2024-05-07"]})
    assert answer.status_code == 302
    assert AttendanceEntry.objects.filter(kind="authorized").count() == 2


def test_a_day_that_is_not_offered_and_a_relation_without_days_are_refused(client, pupil, homeroom):
    builders.sign_in(client, homeroom)
    url = f"/absences/family-events/new/?student={pupil.pk}"
    assert client.post(url, {**ASKED, "days": ["2024-05-20"]}).status_code == 422
    assert client.post(url, {**ASKED, "days": []}).status_code == 422
    page = client.get(url, {"student": pupil.pk, **ASKED, "event": "marriage"}).content.decode()
    assert "출석을 인정하는 경조사에 들지 않습니다" in page


def test_the_first_question_of_page_36_on_the_page(client, pupil, homeroom):
    """p.36: 사망 전일과 당일, 목요일에 결석하고 수요일과 금요일에 출석. The death is on Tuesday, 2024-06-11."""
    builders.sign_in(client, homeroom)
    url = f"/absences/family-events/new/?student={pupil.pk}"
    asked = ASKED | {"event_date": "2024-06-11", "first_absence": "2024-06-10"}
    assert "출석으로 인정하는 5일" in client.get(url, {"student": pupil.pk, **asked}).content.decode()
    assert client.post(url, {**asked, "days": ["2024-06-10", "2024-06-11", "2024-06-13"]}).status_code == 302
    assert entered() == {10: "authorized", 11: "authorized", 13: "authorized"}


def test_the_second_question_of_page_36_on_the_page(client, pupil, homeroom):
    """p.36: 사망 다음 날인 금요일부터 다음 주 화·수·목·금요일까지; 수·목요일에 출석. The Monday is a day off."""
    builders.sign_in(client, homeroom)
    url = f"/absences/family-events/new/?student={pupil.pk}"
    page = client.get(url, {"student": pupil.pk, **ASKED}).content.decode()
    assert re.findall(r'name="days" value="2024-05-(\d\d)"', page) == ["03", "07", "08", "09", "10"]
    assert client.post(url, {**ASKED, "days": ["2024-05-03", "2024-05-07", "2024-05-10"]}).status_code == 302
    assert entered() == {3: "authorized", 7: "authorized", 10: "authorized"}


def entered():
    return {each.date.day: each.kind for each in AttendanceEntry.objects.all()}


@pytest.mark.parametrize("first", ["2024-04-12", "2024-04-25", "2024-05-13", "2024-06-20"])
def test_a_first_absence_far_from_the_event_is_refused_on_top_and_no_calendar_is_shown(client, pupil, homeroom, first):
    """p.36: 사망일을 포함하여 전후 5일 이내라면 — the day of the death, 2024-05-02, is in none of these five days."""
    builders.sign_in(client, homeroom)
    url, asked = f"/absences/family-events/new/?student={pupil.pk}", ASKED | {"first_absence": first}
    for answer in (
        client.get(url, {"student": pupil.pk, **asked}), client.post(url, {**asked, "days": [first]}),
    ):  # fmt: skip
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "경조사가 있은 날(2024. 5. 2.(목))에서 너무 멉니다" in page.partition("<main")[2].partition("<form")[0]
        assert "출석으로 인정하는" not in page
        assert "is-window" not in page
    assert not AttendanceEntry.objects.exists()


@pytest.mark.parametrize("first", ["2024-04-26", "2024-05-02", "2024-05-04", "2024-05-10"])
def test_a_first_absence_within_the_days_shows_them(client, pupil, homeroom, first):
    """Of five school days from 2024-04-26 on the day of the event is the last; 2024-05-04 is a Saturday."""
    builders.sign_in(client, homeroom)
    asked = {"student": pupil.pk, **ASKED, "first_absence": first}
    page = client.get(f"/absences/family-events/new/?student={pupil.pk}", asked).content.decode()
    assert "출석으로 인정하는 5일" in page


class TestKept:
    """An event has a row of its own: list, history, evidence, cancelling."""

    @pytest.fixture
    def entered(self, pupil, teacher, calendar):
        """Enters days of the grandparent's death; over whatever stands there, where it is said so."""

        def enter(*days, replaces=False):
            told = Event(FamilyEvent.DEATH, Relation.GRANDPARENT, date(2024, 5, 2))
            days = [date(2024, 5, day) for day in days]
            return family_events.enter(
                student=pupil, told=told, days=days, by=teacher, calendar=calendar, replaces=replaces
            )

        return enter

    def test_cancelled_it_leaves_its_days_as_they_were(self, school_class, pupil, teacher, entered):
        entries = [
            Entry(pupil.pk, date(2024, 5, 3), "absence", "unexcused", "연락되지 않음"),
            Entry(pupil.pk, date(2024, 5, 7), "late", "illness", "병원 진료"),
        ]
        save_cells(school_class=school_class, month=date(2024, 5, 1), entries=entries, by=teacher)
        event = entered(3, 7, 8, replaces=True)
        family_events.cancel(event=event, seen=1, reason="다른 학생", by=teacher)
        rows = AttendanceEntry.objects.order_by("date").values_list("date__day", "form", "kind", "reason")
        assert list(rows) == [(3, "absence", "unexcused", "연락되지 않음"), (7, "late", "illness", "병원 진료")]

    def test_further_days_of_the_same_event_join_it(self, entered):
        first, again = entered(3), entered(7, 8)
        assert again.pk == first.pk
        assert [day.day for day in again.days] == [3, 7, 8]
        assert [act.code for act in again.acts.all()] == ["days", "register"]

    def test_days_entered_apart_are_no_more_than_those_entered_together(self, pupil, teacher, calendar, entered):
        """p.24: 가능 일수 내에서 출석으로 인정할 수 있음."""
        before = Event(FamilyEvent.DEATH, Relation.GRANDPARENT, date(2024, 5, 2), date(2024, 4, 26))
        days = [date(2024, 4, 26), date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1), date(2024, 5, 2)]
        family_events.enter(student=pupil, told=before, days=days, by=teacher, calendar=calendar, replaces=False)
        with pytest.raises(Refused, match=r"합하면 5\. 3\.\(금\)은 이 경조사로 인정하는 5일을 넘습니다"):
            entered(3)

    def test_after_it_was_cancelled_it_is_entered_anew(self, teacher, entered):
        first = entered(3)
        family_events.cancel(event=first, seen=1, reason="날짜가 틀림", by=teacher)
        assert entered(7).pk != first.pk

    def test_the_second_of_two_people_is_told_who_did_what(self, teacher, registrar, entered):
        event = entered(3)
        family_events.cancel(event=event, seen=1, reason="날짜가 틀림", by=teacher)
        with pytest.raises(Refused, match=r"김담임 선생님이 .*‘등록 취소’"):
            family_events.cancel(event=event, seen=1, reason="날짜가 틀림", by=registrar)

    def test_a_refusal_keeps_no_event(self, school_class, pupil, teacher, entered):
        entry = Entry(pupil.pk, date(2024, 5, 3), "absence", "illness", "감기")
        save_cells(school_class=school_class, month=date(2024, 5, 1), entries=[entry], by=teacher)
        with pytest.raises(Refused, match=r"5\. 3\.\(금\) ‘질병결석’"):
            entered(3)
        assert not pupil.family_events.exists()

    def test_it_is_listed_opened_and_cancelled(self, client, homeroom, entered):
        builders.sign_in(client, homeroom)
        assert "적은 경조사가 없습니다" in client.get("/absences/family-events/").content.decode()
        event = entered(3, 7)
        assert "조부모·외조부모 사망" in client.get("/absences/family-events/").content.decode()
        url = f"/absences/family-events/{event.pk}/"
        page = client.get(url).content.decode()
        assert "5. 3.(금), 5. 7.(화) · 2일" in page
        assert "파일 올리기" in page
        assert client.post(url, {"seen": 1, "reason": ""}).status_code == 422
        assert client.post(url, {"seen": 1, "reason": "다른 학생"}).status_code == 302
        page = client.get(url).content.decode()
        assert "다른 학생" in page
        assert "파일 올리기" not in page
        assert "적은 경조사가 없습니다" in client.get("/absences/family-events/").content.decode()
        assert not AttendanceEntry.objects.exists()
