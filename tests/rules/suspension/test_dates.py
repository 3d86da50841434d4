"""면제·유예·정원 외 학적관리의 날짜: p.7, 59~61, 63~65, 68."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.suspension.dates import DatesFacts, Window, dates
from hakjeok.suspension.words import DatedKind

JULY_6 = date(2024, 7, 6)


def asked(kind: DatedKind, decided_on: date = JULY_6, **more):
    return dates(DatesFacts(kind=kind, decided_on=decided_on, **more))


def texts(result) -> str:
    return " ".join(step.text for step in result.because)


class TestExemption:
    def test_the_change_is_on_the_day_of_the_decision_which_still_counts(self):
        result = asked(DatedKind.EXEMPTION)
        assert (result.change_date, result.out_of_quota_from, result.counts_as_school_day) == (JULY_6, None, True)
        assert (result.deferment_until, result.notice_by, result.notice_window) == (None, None, None)
        assert "면제의 변동일은 결정한 날인 2024. 7. 6.(토)입니다." in texts(result)
        assert [step.source.page for step in result.because] == [63, 7, 64]

    def test_no_figure_is_needed_so_any_year_is_answered(self):
        result = asked(DatedKind.EXEMPTION, date(2019, 5, 2))
        assert (result.school_year, result.warnings) == (2019, ())


class TestDeferment:
    def test_out_of_quota_from_the_next_calendar_day(self):
        result = asked(DatedKind.DEFERMENT)
        assert (result.change_date, result.out_of_quota_from) == (JULY_6, date(2024, 7, 7))
        assert result.counts_as_school_day
        assert "다음 날인 2024. 7. 7.(일)부터" in texts(result)

    @pytest.mark.parametrize(
        ("decided_on", "until", "notice_by"),
        [
            (date(2023, 7, 14), date(2024, 2, 29), date(2024, 1, 29)),
            (date(2024, 2, 29), date(2024, 2, 29), date(2024, 1, 29)),
            (date(2024, 3, 1), date(2025, 2, 28), date(2025, 1, 28)),
            (JULY_6, date(2025, 2, 28), date(2025, 1, 28)),
            (date(2025, 2, 28), date(2025, 2, 28), date(2025, 1, 28)),
            (date(2027, 5, 3), date(2028, 2, 29), date(2028, 1, 29)),
        ],
    )
    def test_it_lasts_to_the_school_year_s_end_and_notice_goes_a_month_before(self, decided_on, until, notice_by):
        result = asked(DatedKind.DEFERMENT, decided_on)
        assert (result.deferment_until, result.notice_by) == (until, notice_by)
        assert result.notice_window == Window(notice_by, until)

    def test_its_steps(self):
        result = asked(DatedKind.DEFERMENT)
        assert [step.source.page for step in result.because] == [63, 64, 63, 65, 59, 64]
        assert "1개월 전인 2025. 1. 28.(화)까지" in texts(result)
        assert "학년도가 끝나는 2025. 2. 28.(금)까지" in texts(result)

    @pytest.mark.parametrize(("day", "late"), [(27, False), (28, False), (29, True)])
    def test_decided_after_the_deadline_of_the_notice(self, day, late):
        warnings = asked(DatedKind.DEFERMENT, date(2025, 1, day)).warnings
        assert any("결정하는 대로" in each for each in warnings) is late

    def test_out_of_quota_from_the_first_of_march_after_the_29th_of_february(self):
        assert asked(DatedKind.DEFERMENT, date(2024, 2, 28)).out_of_quota_from == date(2024, 2, 29)
        assert asked(DatedKind.DEFERMENT, date(2024, 2, 29)).out_of_quota_from == date(2024, 3, 1)

    def test_a_year_before_the_handbook_s_and_a_year_nobody_has_checked_are_warned_of(self):
        before = asked(DatedKind.DEFERMENT, date(2024, 2, 29))
        assert before.school_year == 2023
        assert before.warnings[0].startswith("2023학년도의 기준이 따로 없어 2024학년도 기준을")
        assert asked(DatedKind.DEFERMENT, date(2024, 3, 1)).warnings == ()
        assert "2031학년도" in asked(DatedKind.DEFERMENT, date(2031, 5, 2)).warnings[0]


class TestLongAbsence:
    def test_the_change_is_the_start_and_does_not_count(self):
        result = asked(DatedKind.OUT_OF_QUOTA)
        assert (result.change_date, result.out_of_quota_from, result.counts_as_school_day) == (JULY_6, JULY_6, False)
        assert result.deferment_until is None
        assert [step.source.page for step in result.because] == [61, 64, 68, 60]
        assert "시작하는 2024. 7. 6.(토)입니다." in texts(result)

    def test_notice_in_the_january_before_the_next_school_year(self):
        result = asked(DatedKind.OUT_OF_QUOTA)
        assert result.notice_window == Window(date(2025, 1, 1), date(2025, 1, 31))
        assert result.notice_by == date(2025, 1, 31)
        assert "2025. 1. 1.(수)부터 2025. 1. 31.(금)까지" in texts(result)

    def test_none_for_one_still_abroad_who_stays_out_of_quota(self):
        result = asked(DatedKind.OUT_OF_QUOTA, abroad=True)
        assert (result.notice_by, result.notice_window, result.warnings) == (None, None, ())
        assert (result.because[-1].source.page, len(result.because)) == (60, 3)

    def test_begun_in_a_year_before_the_handbook_s(self):
        result = asked(DatedKind.OUT_OF_QUOTA, date(2023, 6, 14))
        assert result.notice_window == Window(date(2024, 1, 1), date(2024, 1, 31))
        assert "2023학년도의 기준이 따로 없어" in result.warnings[0]

    def test_being_abroad_matters_to_the_long_absence_alone(self):
        assert asked(DatedKind.DEFERMENT, abroad=True).notice_by == date(2025, 1, 28)

    @pytest.mark.parametrize(("decided_on", "late"), [(date(2025, 1, 31), False), (date(2025, 2, 1), True)])
    def test_begun_after_the_window(self, decided_on, late):
        warnings = asked(DatedKind.OUT_OF_QUOTA, decided_on).warnings
        assert any("결정하는 대로" in each for each in warnings) is late


@given(st.dates(date(2024, 3, 1), date(2060, 2, 28)))
def test_a_deferment_never_lasts_longer_than_a_year_and_ends_before_march(decided_on):
    result = asked(DatedKind.DEFERMENT, decided_on)
    assert decided_on <= result.deferment_until < decided_on + timedelta(days=366)
    after = result.deferment_until + timedelta(days=1)
    assert (after.month, after.day) == (3, 1)
