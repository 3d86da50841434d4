"""Questions and answers of chapter 5 (재취학·편입학, p.83~85)."""

from hakjeok import decide
from tests.rules.questions.asking import asks


@asks(page=83, begins="유예에 따른 정원 외 학적관리 중인 학생에게")
def test_an_exemption_may_be_added_while_a_pupil_is_deferred():
    """p.83 유예 중인 학생에게 면제 사유가 생기면 면제를 추가로 등록할 수 있다."""
    events = [
        {"change": "admission", "date": "2023-03-02", "school": "한빛초등학교", "grade": 1},
        {"change": "deferment", "date": "2023-07-09", "school": "한빛초등학교", "grade": 1, "reason": "질병치료"},
        {"change": "exemption", "date": "2023-10-04", "school": "한빛초등학교", "grade": 1, "reason": "해외 출국"},
    ]
    assert decide("record.validate", {"events": events})["result"] == {"valid": True, "problems": []}


@asks(page=83, begins="저희 사촌 동생들이 미국국적을")
def test_pupils_with_american_nationality_may_attend_for_two_months():
    """p.83 두 달만 머무는 외국 국적 학생도 학교장의 승인으로 체험생이 될 수 있고, 정식으로 들어올 수도 있다."""
    answered = decide("return.trial", {"nationality": "foreign", "suspended": False, "weeks": 8})
    assert answered["result"] == {"admissible": True, "record": False, "forms": ["5-6", "5-7"], "instead": None}
    assert any("정식으로 들어올 수도" in step["text"] for step in answered["because"])
    proper = {"nationality": "foreign", "compulsory_age": True, "previous_change": "none"}
    assert decide("return.kind", proper)["result"]["change"] == "enrollment"


@asks(page=83, begins="2023년 6월에 유예한 학생이")
def test_the_repeated_time_is_replaced_and_a_print_out_kept():
    """p.83 재취학 뒤의 내용으로 새로 적고, 겹치는 자료를 지우기 전의 출력물을 보관한다."""
    result = decide("record.overlap", {"change": "reentry", "from": "2024-03-04"})["result"]
    assert result["print_first"] is True
    assert result["kept"]
    assert result["replaced"]


@asks(page=83, begins="2023학년도 2학년 재학 중 질병으로")
def test_after_an_illness_the_grade_at_leaving_or_by_evaluation_the_next():
    """p.83 유예 당시 학년이 원칙이나, 당해 학년도가 아니면 이수인정평가로 3학년에도 재취학할 수 있다."""
    asked = {"basis": "illness", "grade_at_leaving": 2, "left_school_year": 2023, "return_date": "2024-03-04"}
    result = decide("return.grade", asked)["result"]
    assert (result["grade"], result["evaluation_possible"]) == (2, True)
    evaluated = decide("return.grade", {**asked, "evaluation_passed_grade": 3})["result"]
    assert (evaluated["grade"], evaluated["method"]) == (3, "subject_evaluation")


@asks(page=84, begins="6학년 학생이 6학년 졸업을 하지 않고")
def test_a_pupil_of_grade_six_back_after_the_time_applies_at_a_middle_school():
    """p.84 중학교 입학 시기를 지나 입국한 6학년 미인정유학 학생은 중학교에 신청한다."""
    asked = {"previous_change": "out_of_quota", "nationality": "kr", "compulsory_age": True}
    result = decide("return.kind", {**asked, "grade_at_leaving": 6, "school_years_since": 1})["result"]
    assert result["change"] == "middle_school"


@asks(page=84, begins="한국 초등학교에서 4학년 1학기까지")
def test_a_higher_grade_abroad_is_not_taken_over():
    """p.84 4학년 1학기까지 마치고 외국에서 6학년 두 학기를 이수하면 5학년 2학기로 재취학한다."""
    result = decide(
        "return.grade",
        {
            "basis": "recognized_abroad",
            "grade_at_leaving": 4,
            "semesters_completed": 7,
            "foreign_semesters": 2,
            "months_abroad": 12,
            "foreign_regular_school": True,
            "has_credentials": True,
        },
    )["result"]
    assert (result["allowed"], result["grade"], result["semester"]) == (True, 5, 2)


class TestSchoolYearFromSeptember:
    ASKED = {
        "basis": "recognized_abroad",
        "semesters_completed": 0,
        "foreign_semesters": 1,
        "months_abroad": 6,
        "foreign_regular_school": True,
        "has_credentials": True,
        "one_semester_gap": "short",
        "return_date": "2025-03-04",
    }

    @asks(page=84, begins="2024학년 3월에 초등학교에 입학하여야")
    def test_a_semester_that_lacks_for_the_system_s_sake_may_be_allowed(self):
        """p.84 9월에 미국 초등학교에 입학하여 한 학기를 마치고 바로 오면 학교장의 판단으로 2학년 1학기에 들어온다."""
        result = decide("return.grade", {**self.ASKED, "consecutive": True})["result"]
        assert (result["grade"], result["semester"], result["principal_discretion"]) == (2, 1, True)

    def test_not_when_the_pupil_does_not_come_at_once(self):
        """p.84 이수 뒤 연속하여 취학하지 않으면 해당하지 않는다."""
        result = decide("return.grade", {**self.ASKED, "consecutive": False})["result"]
        assert (result["grade"], result["semester"], result["principal_discretion"]) == (1, 2, False)


@asks(page=85, begins="2023학년도에 가정내학습(홈스쿨링)")
def test_after_home_schooling_two_thirds_of_the_whole_year_are_needed():
    """p.85 전체 수업일수의 3분의 2 이상이고, 2024학년도까지는 위원회가 남은 수업일수로 정할 수 있다."""
    asked = {"basis": "domestic_reentry", "total_days": 190, "days_from_entry": 150, "attended": 110}
    whole = decide("completion.required", {**asked, "school_year": 2024})["result"]
    assert (whole["required"], whole["completes"]) == (127, False)
    remaining = decide("completion.required", {**asked, "school_year": 2024, "committee_choice": "remaining"})
    assert (remaining["result"]["required"], remaining["result"]["completes"]) == (100, True)
