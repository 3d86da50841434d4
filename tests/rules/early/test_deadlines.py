"""조기진급·조기졸업 일정: p.92, 93, 94."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok import decide
from hakjeok.dates import school_year_of
from hakjeok.early.deadlines import Deadlines, DeadlinesFacts, deadlines
from hakjeok.errors import BadInput
from tests.rules.calendars import day


def of(school_year: int = 2024, **more) -> Deadlines:
    return deadlines(DeadlinesFacts(school_year=school_year, **more))


def ends(period) -> tuple[str, str]:
    return period.from_.isoformat(), period.to.isoformat()


def texts(result: Deadlines) -> list[str]:
    return [step.text for step in result.because]


class TestYear:
    def test_the_periods_of_2024(self):
        result = of()
        assert ends(result.apply) == ("2024-03-01", "2024-04-30")
        assert ends(result.evaluate) == ("2024-06-01", "2024-11-30")
        assert ends(result.decide) == ("2025-02-01", "2025-02-28")

    def test_february_of_a_leap_year_is_longer(self):
        assert ends(of(2027).decide) == ("2028-02-01", "2028-02-29")

    @pytest.mark.parametrize(("new_entrant", "by"), [(False, "2024-03-31"), (True, "2024-04-30")])
    def test_chosen_within_one_month_and_new_entrants_within_two(self, new_entrant, by):
        result = of(new_entrant=new_entrant)
        assert result.select_by == day(by)
        assert ("신입생은" in texts(result)[1]) is new_entrant
        assert f"{2 if new_entrant else 1}개월 이내인" in texts(result)[1]

    def test_undone_within_sixty_days_of_the_next_year_the_first_of_march_being_one(self):
        result = of()
        assert result.revert_by == day("2025-04-29")
        assert (result.revert_by - day("2025-03-01")).days + 1 == 60
        assert "60일 이내인 2025. 4. 29.(화)까지" in texts(result)[-2]

    def test_periods_are_spoken_as_in_the_contract(self):
        answered = decide("early.deadlines", {"school_year": 2024})["result"]
        assert answered["apply"] == {"from": "2024-03-01", "to": "2024-04-30"}


class TestAppeal:
    def test_within_ten_days_and_examined_anew_within_fifteen(self):
        result = of(result_known_on=day("2024-12-02"), appealed_on=day("2024-12-10"))
        assert (result.appeal_by, result.reevaluate_by) == (day("2024-12-12"), day("2024-12-25"))
        assert "10일 이내인 2024. 12. 12.(목)까지" in texts(result)[4]
        assert "15일 이내인 2024. 12. 25.(수)까지" in texts(result)[5]

    def test_not_before_the_result_is_known(self):
        result = of()
        assert (result.appeal_by, result.reevaluate_by, len(result.because)) == (None, None, 6)

    def test_the_request_alone_tells_when_it_is_examined_anew(self):
        result = of(appealed_on=day("2024-12-10"))
        assert (result.appeal_by, result.reevaluate_by, len(result.warnings)) == (None, day("2024-12-25"), 1)

    @pytest.mark.parametrize(("text", "late"), [("2024-12-11", False), ("2024-12-12", False), ("2024-12-13", True)])
    def test_a_late_request_is_warned_of(self, text, late):
        result = of(result_known_on=day("2024-12-02"), appealed_on=day(text))
        assert any("기한(2024. 12. 12.(목))을 지났습니다" in warning for warning in result.warnings) is late

    @pytest.mark.parametrize(("text", "refused"), [("2024-12-01", True), ("2024-12-02", False)])
    def test_a_request_before_the_result_is_refused(self, text, refused):
        asked = {"result_known_on": day("2024-12-02"), "appealed_on": day(text)}
        if not refused:
            assert of(**asked).reevaluate_by == day("2024-12-17")
            return
        with pytest.raises(BadInput) as error:
            of(**asked)
        assert error.value.field == "appealed_on"


class TestWarnings:
    def test_the_months_of_the_table_are_an_example(self):
        assert "p.92" in of().warnings[0]
        assert len(of().warnings) == 1

    def test_a_year_nobody_has_checked(self):
        result = of(2026)
        assert (result.school_year, len(result.warnings)) == (2026, 2)
        assert "2026학년도 기준은 아직 확인하지 않아" in result.warnings[0]

    def test_a_year_before_the_handbook_s_is_answered_with_a_warning(self):
        result = of(2023)
        assert (ends(result.decide), result.revert_by) == (("2024-02-01", "2024-02-29"), day("2024-04-29"))
        assert "2023학년도의 기준이 따로 없어" in result.warnings[0]


@given(st.integers(2020, 2100), st.booleans())
def test_the_dates_of_a_year_follow_one_another(school_year, new_entrant):
    result = of(school_year, new_entrant=new_entrant)
    last = result.decide.to
    assert result.apply.from_ <= result.select_by < result.evaluate.from_ < result.evaluate.to < result.decide.from_
    assert school_year_of(last) == school_year
    assert school_year_of(last + timedelta(1)) == school_year_of(result.revert_by) == school_year + 1
