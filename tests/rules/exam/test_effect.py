"""졸업학력 검정고시 합격의 처리: p.68."""

from datetime import date

import pytest

from hakjeok.exam.effect import ExamFacts, ExamStatus, effect


def asked(status: ExamStatus, **more):
    return effect(ExamFacts(**{"status": status, "passed_on": date(2024, 8, 30), **more}))


@pytest.mark.parametrize("status", list(ExamStatus))
def test_the_day_and_the_words_are_added_to_the_remarks(status):
    result = asked(status)
    assert result.remark == "2024.08.30. 졸업학력 검정고시 합격"
    assert result.because[0].source.page == 68
    assert result.school_year == 2024


def test_for_a_deferred_pupil_the_committee_s_exemption_is_entered_in_the_menu():
    result = asked(ExamStatus.DEFERRED, menu_available=True)
    assert (result.exemption_possible, result.by_correction_register) == (True, False)
    assert result.committee == "의무교육관리위원회"
    assert "등록 탭에서 면제를 추가로" in result.because[-1].text


def test_where_the_menu_does_not_take_it_by_the_correction_register():
    result = asked(ExamStatus.DEFERRED)
    assert (result.exemption_possible, result.by_correction_register) == (True, True)
    assert result.committee == "학업성적관리위원회"
    assert "정정대장으로 등록" in result.because[-1].text


@pytest.mark.parametrize("menu_available", [False, True])
def test_one_out_of_quota_gets_the_remark_only(menu_available):
    result = asked(ExamStatus.OUT_OF_QUOTA, menu_available=menu_available)
    assert (result.exemption_possible, result.by_correction_register, result.committee) == (False, False, None)
    assert (len(result.because), "유예 중인 학생뿐" in result.because[-1].text) == (2, True)


def test_january_belongs_to_the_school_year_before():
    assert asked(ExamStatus.DEFERRED, passed_on=date(2025, 1, 10)).school_year == 2024
