"""Before everybody becomes present, those who were absent the school day before are asked about."""

import json
import uuid
from datetime import date

import pytest

from hakjeok_web.attendance.actions import Entry, save_cells
from hakjeok_web.attendance.models import AttendanceEntry, RegisterDay
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
THURSDAY, FRIDAY = date(2024, 5, 2), builders.TODAY
TUESDAY = date(2024, 4, 30)


@pytest.fixture
def absent_on(school_class, teacher, pupil):
    """The pupil has no excuse for having been away on these days; another pupil came."""
    builders.a_pupil(school_class, number=11, name="이도윤")

    def mark(*days, form="absence"):
        for day in days:
            made = [Entry(pupil.pk, day, form, "unexcused")]
            save_cells(school_class=school_class, month=day.replace(day=1), entries=made, by=teacher)

    return mark


@pytest.fixture
def signed_in(client, homeroom):
    return builders.sign_in(client, homeroom)


def take(client, school_class, day, **more):
    address = f"/registers/{school_class.pk}/{day:%Y-%m}/days/{day}/taken/"
    return client.post(address, json.dumps({"key": str(uuid.uuid4())} | more), content_type="application/json")


def is_taken(day):
    return RegisterDay.objects.filter(date=day, taken_at__isnull=False).exists()


def test_who_was_absent_yesterday_is_named_and_nothing_is_written(signed_in, school_class, absent_on):
    absent_on(THURSDAY)
    answer = take(signed_in, school_class, FRIDAY)
    assert answer.status_code == 422
    assert "5. 2.(목)에 결석한 학생 1명이 있습니다: 7번 박하준(미인정결석)." in answer.json()["ask"]
    assert not is_taken(FRIDAY)


def test_said_to_have_come_they_are_present_like_the_others(signed_in, school_class, absent_on):
    absent_on(THURSDAY)
    assert take(signed_in, school_class, FRIDAY, came=True).status_code == 200
    assert is_taken(FRIDAY)


def test_nobody_is_asked_about_whose_absence_is_entered_today(signed_in, school_class, absent_on):
    absent_on(THURSDAY, FRIDAY)
    assert take(signed_in, school_class, FRIDAY).status_code == 200


def test_who_only_came_late_yesterday_is_not_asked_about(signed_in, school_class, absent_on):
    absent_on(THURSDAY, form="late")
    assert take(signed_in, school_class, FRIDAY).status_code == 200


def test_the_day_before_may_lie_in_the_month_before(signed_in, school_class, absent_on):
    absent_on(TUESDAY)
    assert "4. 30.(화)" in take(signed_in, school_class, date(2024, 5, 1)).json()["ask"]


def test_without_scripts_the_day_page_asks_and_the_second_press_answers(signed_in, school_class, absent_on, pupil):
    absent_on(THURSDAY)
    address = f"/registers/{school_class.pk}/{FRIDAY}/"
    asked = signed_in.post(address, {"action": "all_present"})
    assert asked.status_code == 422
    assert "7번 박하준(미인정결석)" in asked.content.decode()
    assert 'name="came" value="1"' in asked.content.decode()
    assert signed_in.post(address, {"action": "all_present", "came": "1"}).status_code == 302
    assert is_taken(FRIDAY)


def test_an_absence_typed_in_the_same_form_answers_the_question(signed_in, school_class, absent_on, pupil):
    absent_on(THURSDAY)
    typed = {f"form-{pupil.pk}": "absence", f"kind-{pupil.pk}": "unexcused", "action": "all_present"}
    assert signed_in.post(f"/registers/{school_class.pk}/{FRIDAY}/", typed).status_code == 302
    assert AttendanceEntry.objects.filter(student=pupil, date=FRIDAY, kind="unexcused").exists()


def test_the_month_s_plain_button_leads_to_the_day_with_the_question(signed_in, school_class, absent_on):
    absent_on(THURSDAY)
    address = f"/registers/{school_class.pk}/2024-05/days/{FRIDAY}/taken/"
    page = signed_in.post(address, follow=True)
    assert page.redirect_chain == [(f"/registers/{school_class.pk}/{FRIDAY}/", 302)]
    assert "7번 박하준(미인정결석)" in page.content.decode()
