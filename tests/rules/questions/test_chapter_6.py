"""Q & A of chapter 6 (수료·진급·졸업): p.96, 97."""

from hakjeok import decide
from tests.rules.calendars import day, year_2024
from tests.rules.questions.asking import asks


def result_of(name: str, **facts) -> dict:
    return decide(name, facts)["result"]


def texts_of(name: str, **facts) -> str:
    return "\n".join(step["text"] for step in decide(name, facts)["because"])


@asks(page=96, begins="6학년인 학생이 2023년 4월 말에 미인정 유학")
def test_one_who_was_abroad_without_recognition_since_april_does_not_graduate():
    """p.96: 4월 말에 미인정 유학을 나가 2월에 돌아오면 출석이 ⅔에 못 미쳐 졸업할 수 없다(학년도는 2024로 옮겨 물음)."""
    attended = year_2024().count(last=day("2024-04-30"))
    days = result_of("completion.required", basis="normal", total_days=194, attended=attended, school_year=2024)
    assert (days["required"], days["counted"], days["completes"]) == (130, 41, False)
    after = result_of("completion.outcome", grade=6, completes=days["completes"])
    assert (after["change"], after["to_grade"]) == ("retention", 6)


@asks(page=96, begins="학부모가 학년말에 학생의 진급을 원하지")
def test_a_parent_s_wish_alone_is_no_ground_for_retention():
    """p.96: 학부모가 원한다고 유급할 수 없고, 출석 ⅔ 미달이나 교육과정 미이수일 때만 할 수 있다."""
    wished = {"grade": 3, "parent_wishes_retention": True}
    assert result_of("completion.outcome", **wished, completes=True)["change"] == "promotion"
    assert "학부모가 원하는 것만으로는 유급할 수 없습니다" in texts_of("completion.outcome", **wished, completes=True)
    assert result_of("completion.outcome", **wished, completes=False)["change"] == "retention"
    lacking = result_of("completion.outcome", **wished, completes=True, curriculum_completed=False)
    assert lacking["change"] == "retention"


@asks(page=96, begins="초등학교 5학년 학생이 체조 특기자가 되고")
def test_leaving_early_every_day_of_a_semester_does_not_hinder_completion():
    """p.96: 2학기 내내 1교시 뒤 조퇴해도 조퇴한 날은 출석이므로 5학년을 수료하고 진급한다."""
    second_term = year_2024().between(day("2024-08-19"), day("2025-01-10"))
    left = [{"date": each.isoformat(), "form": "early_leave", "kind": "unexcused"} for each in second_term]
    totals = result_of("attendance.totals", total_days=194, records=left)
    assert totals["attended_days"] == 194
    days = result_of(
        "completion.required", basis="normal", total_days=194, attended=totals["attended_days"], school_year=2024
    )
    assert days["completes"]
    assert result_of("completion.outcome", grade=5, completes=True)["to_grade"] == 6


@asks(page=97, begins="4학년 학생을 6학년으로 조기진급 시킬")
def test_early_promotion_from_four_to_six_is_registered_before_the_lists_are_made():
    """p.97: 4학년에서 6학년으로 조기진급하려면 조기진급자로 먼저 등록한 뒤 진급대상자를 생성한다."""
    answered = decide("completion.outcome", {"grade": 4, "completes": True, "early": "promotion"})
    assert (answered["result"]["change"], answered["result"]["to_grade"]) == ("early_promotion", 6)
    assert "조기진급자로 먼저 등록한 뒤 진급대상자를 생성" in answered["warnings"][0]


@asks(page=16, begins="초등학교에서 조기진급을 할 수 있는 횟수")
@asks(page=97, begins="초등학교에서 조기진급을 할 수 있는 횟수")
def test_early_promotion_may_happen_as_often_as_one_likes():
    """p.97: 교과목별 조기이수로 과정을 모두 이수하면 조기진급 횟수는 제한하지 않는다."""
    assert "횟수는 제한하지 않습니다" in texts_of("completion.outcome", grade=3, completes=True, early="promotion")
    years = [("admission", "2022-03-02", 1), ("early_promotion", "2023-03-01", 3), ("early_promotion", "2024-03-01", 5)]
    events = [{"change": change, "date": on, "grade": grade, "school": "한빛초등학교"} for change, on, grade in years]
    assert result_of("record.validate", events=events)["valid"]
