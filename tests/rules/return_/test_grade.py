"""재취학·편입학의 학년 배정: p.64, 68, 72~75, 78, 79, 83, 84."""

import dataclasses
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.errors import BadInput
from hakjeok.return_.grade import Grade, Method, grade
from hakjeok.return_.grade_facts import EarlyReturn, GradeBasis, GradeFacts, SemesterGap

LATER = {"left_school_year": 2023, "return_date": datetime.date(2024, 3, 4)}
SAME_YEAR = {"left_school_year": 2024, "return_date": datetime.date(2024, 11, 4)}
STUDIED = {"months_abroad": 12, "foreign_regular_school": True, "has_credentials": True}
ABROAD = {"basis": GradeBasis.RECOGNIZED_ABROAD, "grade_at_leaving": 4, **STUDIED, **LATER}
FOREIGN = {"basis": GradeBasis.FOREIGN_NATIONAL, "has_credentials": True}
DEFERRED = [GradeBasis.ILLNESS, GradeBasis.REGISTERED_ALTERNATIVE]
AT_HOME = [GradeBasis.UNREGISTERED_ALTERNATIVE, GradeBasis.HOME_SCHOOLING]


def placed(**asked) -> Grade:
    return grade(GradeFacts(**asked))


def where(result: Grade) -> tuple:
    return result.allowed, result.grade, result.semester


def refused_field(**asked) -> str:
    with pytest.raises(BadInput) as refused:
        placed(**asked)
    return refused.value.field


def pages(result: Grade) -> list[int]:
    return [step.source.page for step in result.because]


class TestSumOfSemesters:
    @pytest.mark.parametrize(
        ("at_home", "abroad", "expected"),
        [
            (7, 1, (True, 5, 1)),
            (7, 2, (True, 5, 2)),
            (8, 2, (True, 6, 1)),
            (9, 2, (True, 6, 2)),
            (10, 2, (False, None, None)),
            (11, 2, (False, None, None)),
        ],
    )
    def test_the_next_semester_after_those_done_at_home_and_abroad(self, at_home, abroad, expected):
        result = placed(**ABROAD, semesters_completed=at_home, foreign_semesters=abroad)
        assert where(result) == expected
        assert result.method is Method.SUM_OF_SEMESTERS
        assert (result.evaluation_possible, result.principal_discretion) == (False, False)
        assert (result.guardian_acknowledgement, result.can_complete_year) == (False, None)

    @pytest.mark.parametrize(
        ("at_home", "abroad", "expected"), [(0, 0, (1, 1)), (0, 1, (1, 2)), (0, 2, (2, 1)), (3, 4, (4, 2))]
    )
    def test_a_foreign_national_is_placed_alike(self, at_home, abroad, expected):
        result = placed(**FOREIGN, semesters_completed=at_home, foreign_semesters=abroad)
        assert (result.grade, result.semester) == expected
        assert result.because[0].source.page == 75

    def test_the_reasons_tell_the_sum(self):
        result = placed(**ABROAD, semesters_completed=7, foreign_semesters=2)
        assert pages(result) == [72, 84]
        assert "국내 7학기와 외국 2학기" in result.because[0].text
        assert "5학년 2학기" in result.because[1].text

    def test_twelve_semesters_lead_to_middle_school(self):
        result = placed(**ABROAD, semesters_completed=10, foreign_semesters=2)
        assert "12학기" in result.because[-1].text
        assert "중학교" in result.because[-1].text
        assert result.because[-1].source.reading is True

    @pytest.mark.parametrize(("months", "counted"), [(5, 0), (6, 1), (7, 1), (None, 1)])
    def test_a_foreign_national_s_stay_under_six_months_counts_nought(self, months, counted):
        result = placed(**FOREIGN, semesters_completed=2, foreign_semesters=1, months_abroad=months)
        assert (result.grade, result.semester) == (2, 1 + counted)
        assert ("더하지 않습니다" in result.because[0].text) is not bool(counted)

    @pytest.mark.parametrize(
        ("at_leaving", "at_home", "warned"), [(4, 5, True), (4, 6, False), (4, 8, False), (4, 9, True)]
    )
    def test_semesters_that_do_not_fit_the_grade_are_told(self, at_leaving, at_home, warned):
        asked = {**ABROAD, "grade_at_leaving": at_leaving, "semesters_completed": at_home}
        assert any("맞는지" in each for each in placed(**asked, foreign_semesters=1).warnings) is warned

    def test_without_a_grade_at_leaving_nothing_is_compared(self):
        assert placed(**FOREIGN, semesters_completed=5, foreign_semesters=2).warnings == ()


class TestOneSemesterShort:
    SHORT = {"one_semester_gap": SemesterGap.SHORT, "consecutive": True}

    @pytest.mark.parametrize("basis", [ABROAD, FOREIGN])
    def test_the_principal_may_add_it(self, basis):
        result = placed(**{**basis, "grade_at_leaving": 1}, foreign_semesters=1, **self.SHORT)
        assert (where(result), result.principal_discretion) == ((True, 2, 1), True)
        assert [page for page in pages(result) if page == 84] == [84, 84]
        assert "1학기는 학교장이" in result.because[1].text

    def test_not_after_a_break(self):
        result = placed(**ABROAD, semesters_completed=6, foreign_semesters=1, one_semester_gap=SemesterGap.SHORT)
        assert (where(result), result.principal_discretion) == ((True, 4, 2), False)
        assert "이어서 들어오지 않아" in result.because[1].text

    def test_not_for_a_first_entry_to_grade_one(self):
        result = placed(**FOREIGN, **self.SHORT)
        assert (where(result), result.principal_discretion) == ((True, 1, 1), False)
        assert "신입학" in result.because[1].text

    def test_where_none_lacks_none_is_added(self):
        result = placed(**ABROAD, semesters_completed=6, foreign_semesters=1, consecutive=True)
        assert (where(result), len(result.because)) == ((True, 4, 2), 2)

    @pytest.mark.parametrize(("at_home", "allowed"), [(9, True), (10, False)])
    def test_with_it_the_course_may_be_done(self, at_home, allowed):
        result = placed(**ABROAD, semesters_completed=at_home, foreign_semesters=1, **self.SHORT)
        assert result.allowed is allowed


class TestRecognizedStudyThatDoesNotCount:
    @pytest.mark.parametrize(
        ("months", "method"),
        [(5, Method.GRADE_AT_LEAVING), (6, Method.SUM_OF_SEMESTERS), (7, Method.SUM_OF_SEMESTERS)],
    )
    def test_under_six_months_it_counts_as_unrecognized(self, months, method):
        result = placed(**{**ABROAD, "months_abroad": months}, semesters_completed=7, foreign_semesters=1)
        assert result.method is method

    def test_under_six_months_there_is_no_evaluation_either(self):
        result = placed(**{**ABROAD, "months_abroad": 5}, evaluation_passed_grade=5)
        assert (where(result), result.evaluation_possible) == ((True, 4, None), False)
        assert pages(result) == [72, 64, 73]
        assert "5개월로 6개월에" in result.because[0].text
        assert any("평가 결과를 반영하지" in each for each in result.warnings)

    def test_without_a_regular_school_it_counts_as_unrecognized(self):
        result = placed(**{**ABROAD, "foreign_regular_school": False}, foreign_semesters=2)
        assert (where(result), result.method) == ((True, 4, None), Method.GRADE_AT_LEAVING)
        assert pages(result)[0] == 73

    def test_without_months_the_semesters_tell_the_length(self):
        asked = {**ABROAD, "months_abroad": None, "semesters_completed": 7}
        assert placed(**asked, foreign_semesters=1).method is Method.SUM_OF_SEMESTERS
        assert placed(**asked, foreign_semesters=0).method is Method.GRADE_AT_LEAVING

    def test_in_the_same_year_it_is_treated_as_unrecognized(self):
        result = placed(**{**ABROAD, **SAME_YEAR, "months_abroad": 4})
        assert (result.principal_discretion, result.guardian_acknowledgement) == (True, True)
        assert (result.can_complete_year, result.evaluation_possible) == (False, False)

    def test_what_is_not_proved_leaves_the_grade_of_the_exemption(self):
        result = placed(**{**ABROAD, "has_credentials": False}, semesters_completed=7, foreign_semesters=2)
        assert (where(result), result.method) == ((True, 4, None), Method.GRADE_AT_LEAVING)
        assert (result.evaluation_possible, result.principal_discretion, pages(result)) == (False, False, [64])

    @pytest.mark.parametrize("passed", [None, 5])
    def test_a_time_without_the_ground_of_the_exemption_asks_for_an_evaluation(self, passed):
        asked = {**ABROAD, "exemption_requirements_broken": True, "evaluation_passed_grade": passed}
        result = placed(**asked, semesters_completed=7, foreign_semesters=2)
        assert (where(result), result.method) == ((True, passed, None), Method.SUBJECT_EVALUATION)
        assert (result.evaluation_possible, pages(result)) == (True, [68])
        assert any("평가를 마쳐야" in each for each in result.warnings) is (passed is None)


class TestEarlyReturn:
    EARLY = {**ABROAD, **SAME_YEAR, "months_abroad": 4}

    @pytest.mark.parametrize(("cause", "reading"), [(EarlyReturn.PUBLIC, False), (EarlyReturn.GROUND_ENDED, True)])
    def test_the_principal_may_place_by_evaluation_even_in_the_same_year(self, cause, reading):
        result = placed(**self.EARLY, early_return_cause=cause, evaluation_passed_grade=5)
        assert (where(result), result.method) == ((True, 5, None), Method.SUBJECT_EVALUATION)
        assert (result.evaluation_possible, result.principal_discretion) == (True, True)
        assert (result.can_complete_year, result.guardian_acknowledgement) == (None, False)
        assert [step.source.reading for step in result.because] == [False, reading, False]
        assert pages(result) == [72, 72, 72]

    def test_before_the_evaluation_it_is_the_grade_at_leaving(self):
        result = placed(**self.EARLY, early_return_cause=EarlyReturn.PUBLIC)
        assert (where(result), result.method) == ((True, 4, None), Method.GRADE_AT_LEAVING)
        assert "증빙자료" in result.warnings[0]

    def test_after_six_months_the_semesters_are_added_all_the_same(self):
        result = placed(**ABROAD, early_return_cause=EarlyReturn.PUBLIC, semesters_completed=7, foreign_semesters=1)
        assert (where(result), result.principal_discretion) == ((True, 5, 1), False)
        assert result.warnings == ()

    @pytest.mark.parametrize(
        ("cause", "possible"), [(EarlyReturn.PUBLIC, True), (EarlyReturn.GROUND_ENDED, False), (None, False)]
    )
    def test_without_papers_only_a_public_cause_leads_to_an_evaluation(self, cause, possible):
        result = placed(**{**ABROAD, "has_credentials": False}, early_return_cause=cause)
        assert (result.grade, result.evaluation_possible) == (4, possible)


class TestLaterYear:
    @pytest.mark.parametrize("basis", [*DEFERRED, *AT_HOME])
    @pytest.mark.parametrize(
        ("passed", "expected", "method"),
        [(None, 2, Method.GRADE_AT_LEAVING), (3, 3, Method.SUBJECT_EVALUATION)],
    )
    def test_the_grade_at_leaving_or_that_of_the_evaluation(self, basis, passed, expected, method):
        result = placed(basis=basis, grade_at_leaving=2, evaluation_passed_grade=passed, **LATER)
        assert (where(result), result.method) == ((True, expected, None), method)
        assert (result.evaluation_possible, result.can_complete_year) == (True, None)
        assert (result.principal_discretion, result.guardian_acknowledgement) == (False, False)
        assert pages(result) == ([83, 83] if basis in DEFERRED else [64, 78])

    @pytest.mark.parametrize(
        ("regular", "months", "possible"), [(True, 5, False), (True, 6, True), (True, 7, True), (False, 12, False)]
    )
    def test_after_unrecognized_study_only_a_regular_school_of_six_months(self, regular, months, possible):
        study = {"foreign_regular_school": regular, "months_abroad": months, "evaluation_passed_grade": 4}
        result = placed(basis=GradeBasis.UNRECOGNIZED_ABROAD, grade_at_leaving=3, **study, **LATER)
        assert (result.evaluation_possible, result.grade) == (possible, 4 if possible else 3)
        assert result.because[-1].source.page == (78 if possible else 73)

    @pytest.mark.parametrize(
        ("basis", "warned"), [*((each, False) for each in DEFERRED), *((each, True) for each in AT_HOME)]
    )
    def test_that_form_4_4_says_otherwise_is_told(self, basis, warned):
        result = placed(basis=basis, grade_at_leaving=2, **LATER)
        assert any("4-4" in each for each in result.warnings) is warned
        assert any("출석일수" in each for each in result.warnings)

    @pytest.mark.parametrize(
        ("at_leaving", "when", "warned"), [(6, LATER, True), (6, SAME_YEAR, False), (5, LATER, False)]
    )
    def test_from_grade_six_middle_school_is_told(self, at_leaving, when, warned):
        result = placed(basis=GradeBasis.HOME_SCHOOLING, grade_at_leaving=at_leaving, **when)
        assert any("중학교" in each for each in result.warnings) is warned

    def test_a_deferred_pupil_of_grade_six_comes_back_to_it(self):
        result = placed(basis=GradeBasis.ILLNESS, grade_at_leaving=6, **LATER)
        assert not any("중학교" in each for each in result.warnings)


class TestSameYear:
    @pytest.mark.parametrize("basis", [*DEFERRED, *AT_HOME, GradeBasis.UNRECOGNIZED_ABROAD])
    def test_only_when_the_principal_allows_it_and_without_evaluation(self, basis):
        result = placed(basis=basis, grade_at_leaving=3, evaluation_passed_grade=4, **STUDIED, **SAME_YEAR)
        assert (where(result), result.method) == ((True, 3, None), Method.GRADE_AT_LEAVING)
        assert (result.principal_discretion, result.guardian_acknowledgement) == (True, True)
        assert result.evaluation_possible is False
        assert result.can_complete_year is (None if basis in DEFERRED else False)
        assert pages(result) == [73, 73, 83, 73]
        assert result.because[-1].source.reading is (basis in DEFERRED)
        assert any("평가 결과를 반영하지" in each for each in result.warnings)

    @pytest.mark.parametrize(
        ("day", "same"),
        [(datetime.date(2024, 3, 1), True), (datetime.date(2025, 2, 28), True), (datetime.date(2025, 3, 1), False)],
    )
    def test_the_school_year_ends_with_february(self, day, same):
        result = placed(basis=GradeBasis.ILLNESS, grade_at_leaving=3, left_school_year=2024, return_date=day)
        assert result.guardian_acknowledgement is same
        assert result.school_year == (2024 if same else 2025)


class TestOffices:
    def test_a_foreign_national_without_papers_is_reviewed(self):
        result = placed(basis=GradeBasis.FOREIGN_NATIONAL, foreign_semesters=4)
        assert (where(result), result.method, pages(result)) == ((True, None, None), Method.OFFICE_REVIEW, [75])
        assert (result.evaluation_possible, result.warnings) == (False, ())

    def test_a_pupil_from_the_north_follows_the_manual(self):
        result = placed(basis=GradeBasis.NORTH_KOREAN)
        assert (where(result), result.method, pages(result)) == ((True, None, None), Method.OFFICE_REVIEW, [75])
        assert "매뉴얼" in result.warnings[0]


@pytest.mark.parametrize("basis", [GradeBasis.FOREIGN_NATIONAL, GradeBasis.NORTH_KOREAN])
def test_who_left_no_school_here_is_not_asked_how(basis):
    asked_if = {each.name: each.metadata["asked_if"] for each in dataclasses.fields(GradeFacts)}
    for name in ("grade_at_leaving", "left_school_year", "evaluation_passed_grade"):
        assert basis not in asked_if[name][1]
        assert GradeBasis.ILLNESS in asked_if[name][1]


class TestRefusals:
    @pytest.mark.parametrize("missing", ["grade_at_leaving", "left_school_year", "return_date"])
    def test_what_the_grade_at_leaving_needs(self, missing):
        asked = {"basis": GradeBasis.ILLNESS, "grade_at_leaving": 2, **LATER, missing: None}
        assert refused_field(**asked) == missing

    def test_the_grade_at_leaving_where_nothing_is_proved(self):
        assert refused_field(**{**ABROAD, "has_credentials": False, "grade_at_leaving": None}) == "grade_at_leaving"
        early = {"months_abroad": 1, "early_return_cause": EarlyReturn.PUBLIC, "grade_at_leaving": None}
        assert refused_field(**{**ABROAD, **early}) == "grade_at_leaving"

    def test_a_return_before_the_year_of_leaving(self):
        asked = {"basis": GradeBasis.ILLNESS, "grade_at_leaving": 2, "left_school_year": 2025}
        assert refused_field(**asked, return_date=datetime.date(2025, 2, 28)) == "return_date"
        assert placed(**asked, return_date=datetime.date(2025, 3, 1)).grade == 2

    def test_a_year_of_leaving_alone_is_no_contradiction(self):
        assert refused_field(basis=GradeBasis.ILLNESS, grade_at_leaving=2, left_school_year=2030) == "return_date"

    def test_a_return_before_the_handbook_s_year_is_answered_with_a_warning(self):
        before = {"left_school_year": 2020, "return_date": datetime.date(2022, 3, 2)}
        gap = {"one_semester_gap": SemesterGap.SHORT, "consecutive": True}
        result = placed(**{**ABROAD, **before}, **gap, semesters_completed=7, foreign_semesters=2)
        assert where(result) == (True, 6, 1)
        assert "2022학년도의 기준이 따로 없어" in result.warnings[0]

    def test_a_pupil_who_left_in_april_2023_and_comes_back_in_february_2024_comes_back_in_the_same_year(self):
        same_year = {"left_school_year": 2023, "return_date": datetime.date(2024, 2, 5)}
        asked = {"basis": GradeBasis.UNRECOGNIZED_ABROAD, "grade_at_leaving": 6, **STUDIED, **same_year}
        result = placed(**{**asked, "months_abroad": 9})
        assert (result.allowed, result.grade, result.evaluation_possible) == (True, 6, False)
        assert (result.can_complete_year, result.guardian_acknowledgement) == (False, True)

    def test_a_year_nobody_has_checked_is_answered_with_a_warning(self):
        later = {"left_school_year": 2029, "return_date": datetime.date(2031, 3, 3)}
        result = placed(**{**ABROAD, **later}, semesters_completed=7, foreign_semesters=2)
        assert "2031학년도" in result.warnings[0]

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("grade_at_leaving", 7),
            ("semesters_completed", 13),
            ("foreign_semesters", -1),
            ("evaluation_passed_grade", 0),
        ],
    )
    def test_numbers_that_cannot_be(self, key, value):
        assert refused_field(basis=GradeBasis.ILLNESS, **{key: value}) == key


@given(st.integers(0, 12), st.integers(0, 12))
def test_every_semester_abroad_brings_the_pupil_one_semester_on(at_home, abroad):
    result = placed(**FOREIGN, semesters_completed=at_home, foreign_semesters=abroad)
    total = at_home + abroad
    assert result.allowed is (total < 12)
    if result.allowed:
        assert (result.grade - 1) * 2 + (result.semester - 1) == total
