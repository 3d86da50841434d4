"""2장 출결상황 관리의 질의응답(p.35–37) 가운데 결석의 사유와 증빙, 경조사, 체험학습, 조퇴."""

from hakjeok import decide
from tests.rules.questions.asking import asks

YEAR_2024 = {"school_year": 2024, "first_day": "2024-03-04", "last_day": "2025-01-10", "public_holidays": False}
FEBRUARY_2024 = {
    "school_year": 2023,
    "first_day": "2024-02-01",
    "last_day": "2024-02-29",
    "days_off": ["2024-02-12"],
    "public_holidays": False,
}


def result_of(name: str, **facts) -> dict:
    return decide(name, facts)["result"]


def reasons_of(name: str, **facts) -> str:
    return " ".join(step["text"] for step in decide(name, facts)["because"])


@asks(page=35, begins="학교장의 사전허가 없이 이루어진")
def test_a_field_trip_without_the_principal_s_prior_approval_is_unexcused():
    """p.35: 사전허가 없는 체험학습은 원칙적으로 미인정결석이고, 부득이하면 유선으로 사전 허가를 받을 수 있다."""
    assert result_of("attendance.classify", reason="field_trip")["kind"] == "unexcused"
    trip = {"calendar": YEAR_2024, "total_days": 190, "adult_companion": True, "from": "2024-04-15", "to": "2024-04-16"}
    on_the_day_before = {**trip, "applied_on": "2024-04-14"}
    assert result_of("attendance.field_trip", **on_the_day_before)["outcome"] == "unexcused"
    by_phone = {**on_the_day_before, "phone_approval": True, "report_submitted_on": "2024-04-23"}
    assert result_of("attendance.field_trip", **by_phone)["outcome"] == "authorized"
    late = {**trip, "applied_on": "2024-04-12", "report_submitted_on": "2024-04-24"}
    assert result_of("attendance.field_trip", **late)["outcome"] == "unexcused"


@asks(page=36, begins="조부모의 임종을 지키기 위해")
def test_an_absence_on_the_day_before_a_grandparent_s_death_is_authorized():
    """p.36: 사망일을 포함하여 전후 5일 이내면 출석인정. 5·6·8일 결석, 7·9일 출석(인쇄된 예)."""
    result = result_of(
        "attendance.family_event",
        event="death",
        relation="grandparent",
        event_date="2024-02-06",
        first_absence="2024-02-05",
        absences=["2024-02-05", "2024-02-06", "2024-02-08"],
        calendar=FEBRUARY_2024,
    )
    assert (result["days"], result["valid"], result["outside"]) == (5, True, [])
    assert result["authorized"] == ["2024-02-05", "2024-02-06", "2024-02-08"]
    assert (result["window"][0], result["window"][-1]) == ("2024-02-05", "2024-02-09")


@asks(page=36, begins="조부모가 목요일에 사망한 경우")
def test_five_days_from_the_day_after_the_death_leave_days_off_out():
    """p.36: 목요일 사망, 금요일부터 결석: 금요일과 다음 주 화·수·목·금요일(월요일은 대체공휴일)."""
    result = result_of(
        "attendance.family_event",
        event="death",
        relation="grandparent",
        event_date="2024-02-08",
        first_absence="2024-02-09",
        absences=["2024-02-09", "2024-02-13", "2024-02-16"],
        calendar=FEBRUARY_2024,
    )
    assert result["window"] == ["2024-02-09", "2024-02-13", "2024-02-14", "2024-02-15", "2024-02-16"]
    assert result["authorized"] == ["2024-02-09", "2024-02-13", "2024-02-16"]


@asks(page=36, begins="미세먼지 민감군 학생의 질병결석")
def test_where_the_level_of_fine_dust_is_looked_up():
    """p.36: ‘나쁨’ 이상인지는 에어코리아나 우리동네대기질 앱에서 확인한다."""
    facts = {
        "reason": "fine_dust_sensitive",
        "diagnosed_this_term": True,
        "guardian_notified_before": True,
        "submitted_within_days": 2,
    }
    assert "에어코리아" in reasons_of("attendance.classify", **facts, dust_level="bad")
    kinds = [
        result_of("attendance.classify", **facts, dust_level=level)["kind"]
        for level in ("good", "normal", "bad", "very_bad")
    ]
    assert kinds == ["unexcused", "unexcused", "illness", "illness"]


@asks(page=37, begins="초등학교 5학년 학생이 체조 특기자가")
def test_leaving_after_the_first_lesson_every_day_does_not_hinder_completion():
    """p.37: 1교시 후 조퇴는 출석일수에 들어가므로 5학년 수료가 가능하다."""
    day = result_of("attendance.day", events=[{"form": "early_leave", "kind": "unexcused"}])
    assert (day["form"], day["attended"]) == ("early_leave", True)
    second_semester = [f"2024-09-{number:02}" for number in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13)]
    records = [{"date": on, "form": "early_leave", "kind": "unexcused"} for on in second_semester]
    attended = result_of("attendance.totals", total_days=190, records=records)["attended_days"]
    assert attended == 190
    year = {"basis": "normal", "total_days": 190, "attended": attended, "school_year": 2024}
    assert result_of("completion.required", **year)["completes"] is True
