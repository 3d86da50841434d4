"""진급·유급·졸업: p.7, 88, 89, 91, 92, 96, 97."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.completion.outcome import Early, Outcome, OutcomeFacts, outcome
from hakjeok.errors import BadInput
from hakjeok.vocabulary import Change
from tests.rules.calendars import day


def of(grade: int = 3, **more) -> Outcome:
    return outcome(OutcomeFacts(**{"grade": grade, "completes": True, **more}))


def texts(result: Outcome) -> list[str]:
    return [step.text for step in result.because]


class TestPromotion:
    @pytest.mark.parametrize("grade", [1, 2, 3, 4, 5])
    def test_one_who_completes_goes_up_one_grade(self, grade):
        result = of(grade)
        assert (result.change, result.to_grade, result.remark) == (Change.PROMOTION, grade + 1, None)
        assert texts(result) == [
            "수업일수의 3분의 2 이상 출석했습니다.",
            f"{grade}학년을 수료했으므로 {grade + 1}학년으로 진급합니다.",
        ]
        assert result.warnings == ()

    def test_from_the_last_grade_one_graduates(self):
        result = of(6)
        assert (result.change, result.to_grade, result.remark) == (Change.GRADUATION, None, None)
        assert texts(result)[1] == "6개 학년의 교육과정을 모두 수료했으므로 졸업합니다."

    def test_a_parent_s_wish_is_no_ground_for_retention(self):
        result = of(3, parent_wishes_retention=True)
        assert (result.change, result.to_grade) == (Change.PROMOTION, 4)
        assert texts(result)[1] == "학부모가 원하는 것만으로는 유급할 수 없습니다."


class TestRetention:
    @pytest.mark.parametrize("grade", [1, 3, 6])
    def test_too_few_days_and_the_grade_is_done_again(self, grade):
        result = of(grade, completes=False, decided_on=day("2024-02-28"))
        assert (result.change, result.to_grade) == (Change.RETENTION, grade)
        assert result.remark == f"2024.02.28. 출석일수 미달로 초등학교 {grade}학년 유급"
        assert texts(result) == [
            "수업일수의 3분의 2 이상 출석하지 못했으므로 유급 대상입니다.",
            f"다음 학년도 1학기 시작일부터 {grade}학년을 다시 다닙니다.",
            "유급은 정한 날과 까닭을 학적 특기사항에 적습니다.",
            "겹치는 기간의 내용은 학년이력 등을 빼고 정정대장으로 삭제합니다.",
        ]
        assert not result.because[2].source.reading

    def test_also_when_the_principal_finds_the_curriculum_not_completed(self):
        result = of(2, curriculum_completed=False, decided_on=day("2025-02-14"))
        assert (result.change, result.to_grade) == (Change.RETENTION, 2)
        assert result.remark == "2025.02.14. 교육과정 미이수로 초등학교 2학년 유급"
        assert texts(result)[1].startswith("학교장이 교육과정을 이수하지 않았다고 평가했으므로")
        assert result.because[3].source.reading

    def test_where_both_lack_the_printed_reason_is_written(self):
        result = of(2, completes=False, curriculum_completed=False, decided_on=day("2025-02-14"))
        assert result.remark == "2025.02.14. 출석일수 미달로 초등학교 2학년 유급"

    def test_without_a_day_there_is_no_remark_yet(self):
        result = of(2, completes=False)
        assert result.remark is None
        assert result.warnings == (
            "정한 날이 없어 특기사항 문구를 만들지 못했습니다. 유급을 정한 날을 넣어 주세요(p.88).",
        )
        assert of(2, completes=False, decided_on=day("2025-02-14")).warnings == ()

    def test_nothing_said_of_attendance_is_not_enough(self):
        assert outcome(OutcomeFacts(grade=4)).change is Change.RETENTION

    @pytest.mark.parametrize(("grade", "early"), [(4, Early.PROMOTION), (5, Early.GRADUATION)])
    def test_early_promotion_and_graduation_need_the_present_grade(self, grade, early):
        result = of(grade, completes=False, early=early)
        assert (result.change, result.to_grade) == (Change.RETENTION, grade)
        assert texts(result)[1] == f"{early.korean}을 하려면 지금 학년을 수료해야 합니다."


class TestEarly:
    @pytest.mark.parametrize("grade", [1, 2, 3, 4])
    def test_promotion_goes_up_two_grades_as_often_as_one_likes(self, grade):
        result = of(grade, early=Early.PROMOTION)
        assert (result.change, result.to_grade) == (Change.EARLY_PROMOTION, grade + 2)
        assert texts(result)[1:] == [
            f"조기진급을 인정받았으므로 {grade + 2}학년으로 올라갑니다.",
            "조기진급을 할 수 있는 횟수는 제한하지 않습니다.",
        ]
        assert "조기진급자로 먼저 등록" in result.warnings[0]

    def test_graduation_is_from_grade_five(self):
        result = of(5, early=Early.GRADUATION)
        assert (result.change, result.to_grade, result.warnings) == (Change.EARLY_GRADUATION, None, ())
        assert texts(result)[1] == "5학년에서 조기졸업을 인정받았으므로 졸업합니다."

    @pytest.mark.parametrize(
        ("grade", "early"),
        [(5, Early.PROMOTION), (6, Early.PROMOTION), (4, Early.GRADUATION), (6, Early.GRADUATION)],
    )
    def test_from_other_grades_it_is_refused(self, grade, early):
        with pytest.raises(BadInput) as refused:
            of(grade, early=early)
        assert refused.value.field == "early"
        assert f"{grade}학년에서는 {early.korean}을" in refused.value.message


class TestDeath:
    @pytest.mark.parametrize("completes", [True, False])
    def test_honorary_graduation_when_the_principal_recognises_it(self, completes):
        result = of(1, completes=completes, died=True, honorary_approved=True)
        assert (result.change, result.to_grade, result.remark) == (Change.HONORARY_GRADUATION, None, None)
        assert texts(result) == [
            "학칙에 따라 학교장이 인정했으므로 명예졸업으로 처리합니다.",
            "명예졸업은 학업성적관리위원회가 심의합니다.",
            "명예졸업일은 그 학년도의 졸업일입니다.",
        ]

    @pytest.mark.parametrize("completes", [True, False])
    def test_otherwise_nothing_is_decided_at_the_year_s_end(self, completes):
        result = of(6, completes=completes, died=True)
        assert (result.change, result.to_grade, result.remark) == (None, None, None)
        assert texts(result) == ["사망한 학생은 내부결재로 면제하며, 진급·유급·졸업을 정하지 않습니다."]

    def test_of_the_living_it_is_not_taken_up(self):
        result = of(6, honorary_approved=True)
        assert result.change is Change.GRADUATION
        assert "명예졸업은 사망한 학생에게만" in result.warnings[0]


class TestYear:
    @pytest.mark.parametrize(("text", "year"), [("2024-02-28", 2023), ("2025-02-28", 2024), ("2025-03-01", 2025)])
    def test_it_is_that_of_the_decision(self, text, year):
        assert of(decided_on=day(text)).school_year == year

    def test_or_the_handbook_s(self):
        assert of().school_year == 2024


@pytest.mark.parametrize("grade", [0, 7])
def test_there_are_six_grades(grade):
    with pytest.raises(BadInput) as refused:
        of(grade)
    assert refused.value.field == "grade"


@given(st.integers(1, 6), st.booleans(), st.booleans(), st.booleans())
def test_a_wish_changes_nothing_and_only_those_who_complete_both_go_up(grade, completes, curriculum, wish):
    facts = {"completes": completes, "curriculum_completed": curriculum}
    result = of(grade, **facts, parent_wishes_retention=wish)
    assert result.change is of(grade, **facts).change
    assert (result.change is not Change.RETENTION) is (completes and curriculum)
