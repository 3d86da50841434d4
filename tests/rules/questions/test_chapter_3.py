"""Questions of chapter 3 (p.50) about those who do not go to school, and the advice of p.52."""

import pytest

from hakjeok import decide
from tests.rules.questions.asking import asks

CALENDAR = {"school_year": 2024, "first_day": "2024-03-04", "last_day": "2025-01-10", "public_holidays": False}


def long_absence(today: str) -> dict:
    asked = {"total_days": 190, "absent_since": "2024-03-04", "calendar": CALENDAR, "today": today}
    return decide("absence.out_of_quota", asked)["result"]


def ladder(absences: list[str], today: str, **more) -> dict:
    return decide("absence.ladder", {"absences": absences, "calendar": CALENDAR, "today": today, **more})["result"]


@asks(page=50, begins="수업일수 ⅓이상 장기결석 전이라도")
def test_unrecognised_study_abroad_is_unexcused_absence_until_more_than_a_third_is_missed():
    """p.50: 미인정유학은 확인 즉시 정원 외로 관리하지 않고 미인정결석으로 관리·대응한다."""
    known_abroad = ladder(["2024-03-04"], "2024-03-04", overseas_confirmed=True)
    assert known_abroad["stage"] == "contact"
    day_63, day_64 = long_absence("2024-05-29"), long_absence("2024-05-30")
    assert (day_63["count"], day_63["reached"], day_63["remark"]) == (63, False, None)
    assert (day_64["count"], day_64["reached"], day_64["can_complete_year"]) == (64, True, False)


@asks(page=50, begins="초등학교를 가정내학습으로 하거나")
def test_learning_at_home_or_at_an_unaccredited_facility_is_unexcused_absence():
    """p.50: 취학의 독촉 등의 조치를 하고 3분의 1을 넘으면 정원 외 학적관리를 할 수 있다. 과태료는 판정하지 않는다."""
    third_day = ladder(["2024-03-04", "2024-03-05", "2024-03-06"], "2024-03-06")
    assert {"home_visit", "summons"} <= {action["code"] for action in third_day["actions"]}
    reached = long_absence("2024-05-30")
    assert (reached["reached"], reached["principal_discretion"]) == (True, True)


@pytest.mark.parametrize("before", [100, 180])
def test_more_than_200_days_attended_after_a_school_with_another_school_year_are_fine(before):
    """p.52: 9월에 학년을 시작한 학교에서 전입 오면 출석일수가 200일이 넘을 수 있다."""
    jeju = {"school": "제주국제학교", "from": "2023-09-01", "to": "2024-06-14", "total_days": before}
    facts = {"total_days": 110, "previous": [jeju], "from": "2024-06-17"}
    answered = decide("attendance.totals", facts)
    assert answered["result"]["attended_days"] == 110 + before
    assert answered["warnings"] == []
