"""초등학교에 입학하는 학년도: p.5, 6, 15, 초·중등교육법 제13조."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.admission.entry_year import EntryChoice, EntryYear, EntryYearFacts, entry_year
from hakjeok.errors import BadInput
from tests.rules.calendars import day


def of(birth_date: str, **more) -> EntryYear:
    return entry_year(EntryYearFacts(birth_date=day(birth_date), **more))


def refused_field(birth_date: str, **more) -> str:
    with pytest.raises(BadInput) as refused:
        of(birth_date, **more)
    return refused.value.field


def told(result: EntryYear) -> str:
    return " ".join(step.text for step in result.because)


class TestInTheNormalWay:
    @pytest.mark.parametrize(
        ("birth_date", "entry"),
        [("2016-12-31", 2023), ("2017-01-01", 2024), ("2017-12-31", 2024), ("2018-01-01", 2025)],
    )
    def test_who_turns_six_in_a_year_enters_in_the_next(self, birth_date, entry):
        result = of(birth_date)
        assert (result.entry_school_year, result.admissible, result.grade) == (entry, True, 1)

    def test_the_cohort_is_that_of_the_calendar_year(self):
        result = of("2017-06-30")
        assert (result.birth_from, result.birth_to) == (day("2017-01-01"), day("2017-12-31"))

    def test_the_dong_notifies(self):
        result = of("2017-06-30")
        assert result.procedure == "동장의 취학통지에 따라 입학"
        assert [step.source.page for step in result.because] == [5, 5, 4]
        assert "2023년에 만 6세" in result.because[0].text
        assert result.warnings == ()

    def test_who_was_deferred_before_enters_a_year_late_without_choosing(self):
        result = of("2017-06-30", deferred_before=True)
        assert (result.entry_school_year, result.admissible) == (2025, True)
        assert "전에 입학을 연기하였으므로 2025학년도" in result.because[2].text


class TestEarly:
    EARLY = {"choice": EntryChoice.EARLY}

    def test_one_year_earlier_with_the_cohort_of_that_year(self):
        result = of("2018-07-15", **self.EARLY)
        assert (result.entry_school_year, result.admissible) == (2024, True)
        assert (result.birth_from, result.birth_to) == (day("2017-01-01"), day("2017-12-31"))

    def test_it_is_applied_for_at_the_dong_and_the_parents_alone_choose(self):
        result = of("2018-07-15", **self.EARLY)
        assert result.procedure == "동장에게 조기입학 신청"
        assert "보호자가 동장에게 조기입학을 신청합니다." in told(result)
        assert "한 해만 앞당길 수 있어 2024학년도" in told(result)
        assert [step.source.page for step in result.because] == [5, 5, 6, 6, 6]
        assert "신중히" in result.warnings[-1]

    def test_who_was_deferred_cannot_enter_early(self):
        assert refused_field("2018-07-15", deferred_before=True, **self.EARLY) == "deferred_before"


class TestDeferred:
    DEFER = {"choice": EntryChoice.DEFER}

    def test_one_year_later_with_the_cohort_of_that_year(self):
        result = of("2017-03-02", **self.DEFER)
        assert (result.entry_school_year, result.admissible, result.grade) == (2025, True, 1)
        assert (result.birth_from, result.birth_to) == (day("2018-01-01"), day("2018-12-31"))

    def test_it_is_applied_for_at_the_dong(self):
        result = of("2017-03-02", **self.DEFER)
        assert result.procedure == "동장에게 입학연기 신청"
        assert [step.source.page for step in result.because] == [5, 5, 6, 15, 6, 6]
        assert "한 해 늦은 2025학년도" in told(result)
        assert "12월 31일" in result.warnings[0]

    def test_once_only_then_the_principal_is_asked_for_a_deferment(self):
        result = of("2017-03-02", deferred_before=True, **self.DEFER)
        assert (result.entry_school_year, result.admissible) == (2025, False)
        assert "취학유예" in result.procedure
        assert [step.source.page for step in result.because] == [5, 5, 6, 15]
        assert result.warnings == ()


class TestYears:
    def test_the_handbook_s_own_year_needs_no_warning(self):
        assert (of("2017-03-02").school_year, of("2017-03-02").warnings) == (2024, ())

    def test_a_year_before_it_is_answered_with_its_figures_and_a_warning(self):
        result = of("2016-12-31")
        assert result.school_year == 2023
        assert "2023학년도의 기준이 따로 없어 2024학년도" in result.warnings[0]

    def test_a_year_after_it_likewise(self):
        result = of("2018-01-01")
        assert result.school_year == 2025
        assert "2025학년도 기준은 아직 확인하지 않아" in result.warnings[0]

    @pytest.mark.parametrize(
        ("birth_date", "lawful"),
        [("1948-12-31", False), ("1949-01-01", True), ("2999-12-31", True), ("3000-01-01", False)],
    )
    def test_a_birth_beyond_all_calendars_is_refused(self, birth_date, lawful):
        if lawful:
            assert of(birth_date).entry_school_year == day(birth_date).year + 7
        else:
            assert refused_field(birth_date) == "birth_date"


@given(st.dates(date(2010, 1, 1), date(2040, 12, 31)), st.sampled_from(EntryChoice))
def test_every_child_enters_with_the_cohort_of_six_year_olds(birth_date, choice):
    result = entry_year(EntryYearFacts(birth_date=birth_date, choice=choice))
    assert result.birth_from.year == result.birth_to.year == result.entry_school_year - 7
    assert abs(result.entry_school_year - 7 - birth_date.year) == (choice is not EntryChoice.NORMAL)
