"""초등학교 졸업자와 동등의 학력: p.79, 초·중등교육법 시행령 제96조제1항제5호, 제6호."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.errors import BadInput
from hakjeok.graduation.equivalence import (
    EquivalenceFacts,
    GradeSixChange,
    Ground,
    School,
    equivalence,
    known_course_years,
    korean_course_years,
)
from hakjeok.vocabulary import Nationality


def judged(*schools: tuple[str, int, int, bool], nationality: Nationality | None = None):
    keys = ("country", "system_years", "completed_years", "completed_all")
    every = tuple(School(**dict(zip(keys, each, strict=True))) for each in schools)
    return equivalence(EquivalenceFacts(schools=every, nationality=nationality))


class TestOneCountry:
    @pytest.mark.parametrize("years", [4, 5, 6, 8])
    def test_its_whole_elementary_course_is_recognised(self, years):
        result = judged(("영국", years, years, True))
        assert (result.equivalent, result.why) == (True, Ground.ONE_COUNTRY)

    def test_an_unfinished_course_is_not(self):
        result = judged(("영국", 6, 5, False))
        assert (result.equivalent, result.why) == (False, Ground.NOT_COMPLETED)
        assert (result.may_enter_grade_six, result.entry_change, result.warnings) == (False, None, ())

    def test_two_schools_of_one_country_are_one_country(self):
        assert judged(("영국", 4, 2, False), ("영국 ", 4, 2, True)).why is Ground.ONE_COUNTRY

    @pytest.mark.parametrize(("done", "warned"), [(5, False), (6, True), (7, True)])
    def test_years_that_reach_ours_without_the_end_of_the_course_are_told(self, done, warned):
        result = judged(("케냐", 8, done, False))
        assert result.equivalent is False
        assert any(f"{done}년" in each for each in result.warnings) is warned


class TestSeveralCountries:
    @pytest.mark.parametrize("years", [5, 6, 8])
    def test_courses_of_five_years_or_more_are_recognised(self, years):
        result = judged(("가", years, 2, False), ("나", years, years - 2, True))
        assert (result.equivalent, result.why) == (True, Ground.SEVERAL_COUNTRIES)
        assert "2개 나라" in result.because[0].text

    @pytest.mark.parametrize(("first", "second"), [(4, 6), (6, 4), (4, 4)])
    def test_a_shorter_course_among_them_is_not(self, first, second):
        result = judged(("가", first, 2, False), ("나", second, 2, True))
        assert (result.equivalent, result.why) == (False, Ground.COURSE_TOO_SHORT)
        assert "4년제" in result.because[0].text
        assert result.because[0].source.reading is True

    def test_unfinished_courses_are_not(self):
        result = judged(("가", 6, 2, False), ("나", 6, 3, False))
        assert (result.equivalent, result.why) == (False, Ground.NOT_COMPLETED)
        assert "2개 이상" in result.because[0].source.quote

    def test_the_whole_course_of_one_country_is_enough_wherever_else_the_pupil_was(self):
        assert judged(("가", 6, 6, True), ("나", 4, 1, False)).why is Ground.ONE_COUNTRY
        assert judged(("가", 5, 5, True), ("나", 4, 1, False)).why is Ground.ONE_COUNTRY

    def test_a_short_course_is_not_enough_beside_another_country(self):
        assert judged(("가", 4, 4, True), ("나", 6, 1, False)).why is Ground.COURSE_TOO_SHORT

    def test_the_end_of_a_course_begun_elsewhere_is_not_the_whole_course(self):
        assert judged(("가", 4, 2, False), ("나", 6, 4, True)).why is Ground.COURSE_TOO_SHORT


class TestGradeSix:
    @pytest.mark.parametrize(
        ("nationality", "change"),
        [
            (None, None),
            (Nationality.KR, GradeSixChange.ENROLLMENT),
            (Nationality.DUAL, GradeSixChange.ENROLLMENT),
            (Nationality.FOREIGN, GradeSixChange.LATERAL_ENTRY),
        ],
    )
    def test_after_a_five_year_course_it_is_open_when_the_guardian_wishes(self, nationality, change):
        result = judged(("싱가포르", 5, 5, True), nationality=nationality)
        assert (result.equivalent, result.may_enter_grade_six, result.entry_change) == (True, True, change)
        assert [step.source.page for step in result.because] == [79, 79, 79]
        assert (change.korean if change else "취학, 외국 국적이면 편입학") in result.because[-1].text
        assert len(result.warnings) == (nationality is Nationality.FOREIGN)

    @pytest.mark.parametrize("years", [4, 6, 8])
    def test_after_another_course_it_is_not(self, years):
        result = judged(("영국", years, years, True), nationality=Nationality.KR)
        assert (result.may_enter_grade_six, result.entry_change, len(result.because)) == (False, None, 1)

    def test_it_goes_by_the_course_that_was_finished(self):
        assert judged(("가", 6, 3, False), ("나", 5, 2, True)).may_enter_grade_six
        assert not judged(("가", 5, 3, False), ("나", 6, 3, True)).may_enter_grade_six

    def test_a_course_that_is_not_recognised_opens_nothing(self):
        assert not judged(("가", 4, 2, False), ("나", 5, 3, True)).may_enter_grade_six


class TestSystems:
    def test_the_table_of_school_systems(self):
        assert (known_course_years(), korean_course_years()) == ({5, 6, 8}, 6)

    @pytest.mark.parametrize(("years", "warned"), [(4, True), (5, False), (6, False), (7, True), (8, False)])
    def test_a_course_that_the_table_does_not_show_is_told(self, years, warned):
        assert any(f"{years}년제" in each for each in judged(("가", years, years, True)).warnings) is warned


class TestRefusals:
    def test_no_school(self):
        with pytest.raises(BadInput) as refused:
            EquivalenceFacts(schools=())
        assert refused.value.field == "schools"

    @pytest.mark.parametrize(
        ("field", "school"),
        [
            ("completed_years", (6, 7)),
            ("completed_years", (6, -1)),
            ("system_years", (0, 0)),
            ("system_years", (17, 1)),
        ],
    )
    def test_years_that_cannot_be(self, field, school):
        with pytest.raises(BadInput) as refused:
            School(country="가", system_years=school[0], completed_years=school[1])
        assert refused.value.field == field


@given(st.lists(st.integers(1, 16), min_size=2, max_size=4))
def test_begun_in_several_countries_it_counts_just_when_no_course_is_shorter_than_five_years(systems):
    schools = [(f"나라{index}", years, 0, index == 0) for index, years in enumerate(systems)]
    assert judged(*schools).equivalent is (min(systems) >= 5)
