"""외국·국제학교 재학 기간의 기재: p.48, 49, 51, 79."""

import pytest

from hakjeok.discrepancies import warning_of
from hakjeok.record.foreign_period import ForeignPeriod, ForeignPeriodFacts, ForeignSchool, foreign_period

BLANK = (ForeignSchool.FOREIGN, ForeignSchool.JEJU_INTERNATIONAL, ForeignSchool.ACCREDITED_FOREIGN)


def of(school_kind: ForeignSchool, recognised: bool = True) -> ForeignPeriod:
    return foreign_period(ForeignPeriodFacts(school_kind=school_kind, recognised=recognised))


def pages(result: ForeignPeriod) -> list[int | None]:
    return [step.source.page for step in result.because]


@pytest.mark.parametrize("school", ForeignSchool)
def test_abroad_and_at_international_schools_subjects_and_activities_stay_blank(school):
    result = of(school)
    blank = school in BLANK
    assert (result.subjects_blank, result.activities_blank) == (blank, blank)
    assert result.scores_taken_over is not blank


@pytest.mark.parametrize(("school", "decides"), [(each, each not in BLANK) for each in ForeignSchool])
def test_what_is_entered_is_the_grading_committee_s_decision(school, decides):
    assert of(school).committee == ("학업성적관리위원회" if decides else None)


@pytest.mark.parametrize("recognised", [True, False])
def test_recognised_or_not_a_time_at_a_foreign_school_stays_blank(recognised):
    result = of(ForeignSchool.FOREIGN, recognised)
    assert (result.subjects_blank, result.warnings) == (True, ())
    assert [step.source.reading for step in result.because] == [False, True]
    assert pages(result) == [79, 79]


def test_scores_of_a_korean_school_are_taken_over():
    result = of(ForeignSchool.KOREAN_SCHOOL_ABROAD)
    assert (pages(result), result.warnings) == ([49, 49, 49], ())
    assert "성적으로 반영합니다" in result.because[0].text


def test_without_recognition_a_korean_school_is_no_transfer_but_its_scores_stand():
    result = of(ForeignSchool.KOREAN_SCHOOL_ABROAD, recognised=False)
    assert result.scores_taken_over
    assert result.warnings == (warning_of("korean_school_without_recognition"),)


@pytest.mark.parametrize("school", [ForeignSchool.JEJU_INTERNATIONAL, ForeignSchool.ACCREDITED_FOREIGN])
def test_of_international_schools_only_notarised_translations_are_entered(school):
    result = of(school, recognised=False)
    assert pages(result) == [49, 51]
    assert any("교육청 지침" in warning for warning in result.warnings) is (school == "jeju_international")


def test_an_alternative_school_s_grades_may_be_entered():
    result = of(ForeignSchool.ACCREDITED_ALTERNATIVE, recognised=False)
    assert (pages(result), "결정을 확인" in result.warnings[0]) == ([49, 49], True)
    assert result.school_year == 2024
