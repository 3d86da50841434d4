"""전출일과 전입일: p.35, 44, 45, 49."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.dates import days_later
from hakjeok.errors import BadInput
from hakjeok.school_calendar import Calendar
from hakjeok.transfer.dates import Remoteness, TransferDates, TransferDatesFacts, dates
from tests.rules.calendars import day, days, plain_year, year_2024

CALENDAR = year_2024()
FIRST, LAST = day("2024-03-04"), day("2025-01-10")


def of(last: str, first: str, *, calendar: Calendar = CALENDAR, **more) -> TransferDates:
    return dates(TransferDatesFacts(last_attended=day(last), first_attended=day(first), calendar=calendar, **more))


def refused(last: str, first: str, **more) -> BadInput:
    with pytest.raises(BadInput) as refusal:
        of(last, first, **more)
    return refusal.value


def pages(result: TransferDates) -> list[int | None]:
    return [step.source.page for step in result.because]


def told(result: TransferDates) -> str:
    return " ".join(step.text for step in result.because)


class TestWithoutAGap:
    def test_friday_then_monday_leaves_on_sunday(self):
        result = of("2024-05-10", "2024-05-13")
        assert (result.leave_date, result.enter_date) == (day("2024-05-12"), day("2024-05-13"))
        assert (result.excluded_days, result.unexcused_days, result.warnings) == ((), (), ())
        assert pages(result) == [35, 45]
        assert "전출일은 전입일 하루 전인 2024. 5. 12.(일)" in told(result)

    def test_on_the_same_day_the_old_school_ends_the_day_before(self):
        result = of("2024-05-21", "2024-05-21")
        assert (result.leave_date, result.enter_date) == (day("2024-05-20"), day("2024-05-21"))
        assert pages(result) == [35, 44]
        assert "같은 날은 전입일로만" in told(result)

    def test_a_school_day_missed_on_the_way_is_unexcused_at_the_old_school(self):
        result = of("2024-05-21", "2024-05-23")
        assert (result.leave_date, result.unexcused_days) == (day("2024-05-22"), (day("2024-05-22"),))
        assert pages(result) == [35, 35, 45]
        assert "2024. 5. 22.(수)은 전출교에서 미인정결석" in told(result)
        assert result.warnings == ("전출로 결석이 생기지 않도록 보호자에게 미리 안내해 주세요(p.45).",)

    def test_days_off_are_not_missed(self):
        assert of("2024-05-03", "2024-05-07").unexcused_days == ()

    def test_over_a_break_there_is_no_gap(self):
        result = of("2024-07-19", "2024-08-19")
        assert (result.leave_date, result.unexcused_days) == (day("2024-08-18"), ())


class TestAllowedGap:
    @pytest.mark.parametrize(
        ("first", "unexcused", "excluded", "leave"),
        [
            ("2024-05-22", "", "", "2024-05-21"),
            ("2024-05-23", "", "2024-05-22", "2024-05-21"),
            ("2024-05-24", "2024-05-22", "2024-05-23", "2024-05-22"),
        ],
    )
    def test_a_remote_area_has_one_day(self, first, unexcused, excluded, leave):
        result = of("2024-05-21", first, remoteness=Remoteness.REMOTE_AREA)
        assert (result.unexcused_days, result.excluded_days) == (days(unexcused), days(excluded))
        assert (result.leave_date, result.enter_date) == (day(leave), day(first))

    @pytest.mark.parametrize(
        ("first", "unexcused", "excluded", "leave"),
        [
            ("2024-05-22", "", "2024-05-20 2024-05-21", "2024-05-19"),
            ("2024-05-23", "", "2024-05-20 2024-05-21 2024-05-22", "2024-05-19"),
            ("2024-05-24", "2024-05-20", "2024-05-21 2024-05-22 2024-05-23", "2024-05-20"),
        ],
    )
    def test_overseas_has_up_to_three(self, first, unexcused, excluded, leave):
        result = of("2024-05-17", first, remoteness=Remoteness.OVERSEAS)
        assert (result.unexcused_days, result.excluded_days) == (days(unexcused), days(excluded))
        assert (result.leave_date, result.enter_date) == (day(leave), day(first))

    def test_its_days_are_school_days(self):
        result = of("2024-05-10", "2024-05-20", remoteness=Remoteness.OVERSEAS)
        assert result.excluded_days == days("2024-05-14 2024-05-16 2024-05-17")
        assert (result.unexcused_days, result.leave_date) == (days("2024-05-13"), day("2024-05-13"))

    def test_the_reasons_name_the_gap_and_mark_the_reading(self):
        result = of("2024-05-21", "2024-05-23", remoteness=Remoteness.REMOTE_AREA)
        assert pages(result) == [35, 45, 45, 45, 45]
        assert [step.source.reading for step in result.because] == [False, False, False, True, True]
        assert "1일까지 공백을 인정" in told(result)
        assert "2024. 5. 22.(수)은 두 학교의 수업일수에서 모두 제외" in told(result)
        assert result.warnings == ()

    def test_without_a_day_missed_nothing_is_excluded(self):
        result = of("2024-05-10", "2024-05-13", remoteness=Remoteness.OVERSEAS)
        assert (result.excluded_days, result.leave_date) == ((), day("2024-05-12"))
        assert pages(result) == [35, 45, 45]


class TestOverTheYearsEnd:
    def test_the_pupil_leaves_no_later_than_the_end_of_february(self):
        result = of("2025-01-10", "2025-03-04")
        assert (result.leave_date, result.enter_date) == (day("2025-02-28"), day("2025-03-04"))
        assert (result.unexcused_days, result.school_year) == ((), 2025)
        assert "2월 말일인 2025. 2. 28.(금)" in told(result)
        assert result.because[-1].source.reading

    def test_an_entry_before_the_end_leaves_on_its_eve(self):
        assert of("2025-01-10", "2025-02-20").leave_date == day("2025-02-19")

    def test_an_entry_on_march_first_leaves_on_its_eve(self):
        result = of("2025-01-10", "2025-03-01")
        assert (result.leave_date, pages(result)) == (day("2025-02-28"), [35, 45])

    def test_days_missed_before_the_end_are_unexcused(self):
        result = of("2025-01-08", "2025-03-04")
        assert (result.unexcused_days, result.leave_date) == (days("2025-01-09 2025-01-10"), day("2025-02-28"))

    def test_with_the_new_year_s_calendar_too(self):
        result = of("2024-01-05", "2024-03-04")
        assert (result.leave_date, result.unexcused_days, result.school_year) == (day("2024-02-29"), (), 2024)

    def test_who_is_missed_in_the_new_year_leaves_in_it(self):
        result = of("2024-01-05", "2024-03-06")
        assert (result.leave_date, result.unexcused_days) == (day("2024-03-05"), days("2024-03-04 2024-03-05"))

    def test_days_excluded_in_the_new_year_count_as_missed_in_it(self):
        result = of("2024-01-05", "2024-03-06", remoteness=Remoteness.OVERSEAS)
        assert (result.leave_date, result.excluded_days) == (day("2024-03-03"), days("2024-03-04 2024-03-05"))


class TestSameDayOnMarchFirst:
    ASKED = {"same_day_on_march_first": True}

    def test_both_days_are_march_first(self):
        result = of("2025-01-10", "2025-03-04", **self.ASKED)
        assert (result.leave_date, result.enter_date) == (day("2025-03-01"), day("2025-03-01"))
        assert pages(result) == [44]
        assert "2025. 3. 1.(토)자로 같은 날" in told(result)
        assert any("나이스 광장" in warning for warning in result.warnings)

    def test_days_missed_before_are_unexcused_whatever_the_distance(self):
        result = of("2025-01-08", "2025-03-04", remoteness=Remoteness.OVERSEAS, **self.ASKED)
        assert (result.unexcused_days, result.excluded_days) == (days("2025-01-09 2025-01-10"), ())

    def test_days_of_the_new_year_are_the_new_school_s(self):
        assert of("2024-01-05", "2024-03-06", **self.ASKED).unexcused_days == ()

    def test_it_is_possible_from_2024(self):
        result = of("2024-01-05", "2024-03-04", **self.ASKED)
        assert (result.leave_date, result.warnings) == (
            day("2024-03-01"),
            ("같은 날짜의 처리는 나이스 광장에 질의를 등록하여 요청해야 합니다(p.44).",),
        )
        refusal = refused("2023-01-05", "2023-03-02", calendar=plain_year(2022), **self.ASKED)
        assert (refusal.field, "2024학년도부터" in refusal.message) == ("same_day_on_march_first", True)

    def test_within_a_year_it_is_refused(self):
        refusal = refused("2024-05-10", "2024-05-13", **self.ASKED)
        assert refusal.field == "same_day_on_march_first"
        assert "p.44" in refusal.message

    def test_an_entry_on_march_first_itself_is_not(self):
        assert of("2024-03-01", "2024-03-01", **self.ASKED).leave_date == day("2024-03-01")


class TestRefusals:
    def test_an_entry_before_the_last_day(self):
        assert refused("2024-05-21", "2024-05-20").field == "first_attended"

    @pytest.mark.parametrize(("last", "first"), [("2023-02-28", "2024-05-20"), ("2025-03-01", "2025-03-04")])
    def test_a_last_day_of_another_year(self, last, first):
        assert refused(last, first).field == "last_attended"

    @pytest.mark.parametrize(
        ("last", "first"), [("2024-05-20", "2026-03-02"), ("2024-02-28", "2025-03-04"), ("2023-05-20", "2024-02-29")]
    )
    def test_a_first_day_of_another_year(self, last, first):
        refusal = refused(last, first)
        assert refusal.field == "first_attended"
        assert "2024학년도" in refusal.message


class TestWarnings:
    def test_a_gap_before_the_handbook_s_year_is_that_of_the_handbook(self):
        calendar = plain_year(2023)
        result = of("2023-05-19", "2023-05-23", calendar=calendar, remoteness=Remoteness.REMOTE_AREA)
        assert (result.excluded_days, result.unexcused_days) == (days("2023-05-22"), ())
        assert result.warnings[0].startswith("2023학년도의 기준이 따로 없어 2024학년도 기준을")
        assert "기준이 따로 없어" not in "".join(of("2023-05-19", "2023-05-23", calendar=calendar).warnings)

    def test_a_last_day_that_is_no_school_day(self):
        assert "수업일이 아닙니다" in of("2024-05-11", "2024-05-13").warnings[0]

    def test_a_last_day_before_the_calendar_is_not_warned_of(self):
        assert of("2024-01-06", "2024-03-04").warnings == ()

    @pytest.mark.parametrize(("first", "warned"), [("2024-05-17", False), ("2024-05-18", True), ("2024-05-19", True)])
    def test_a_first_day_on_a_weekend(self, first, warned):
        assert any("주말" in warning for warning in of("2024-05-16", first).warnings) is warned

    def test_a_year_that_nobody_has_checked(self):
        remote = of("2026-05-19", "2026-05-21", calendar=plain_year(2026), remoteness=Remoteness.REMOTE_AREA)
        march = of("2025-12-29", "2026-03-04", calendar=plain_year(2025), same_day_on_march_first=True)
        assert "2026학년도 기준은 아직" in remote.warnings[0]
        assert "2026학년도 기준은 아직" in march.warnings[0]
        assert of("2026-05-19", "2026-05-20", calendar=plain_year(2026)).warnings == ()


@given(
    last=st.dates(FIRST, LAST),
    away=st.integers(0, 40),
    remoteness=st.sampled_from(Remoteness),
)
def test_no_school_day_is_lost_or_counted_twice(last, away, remoteness):
    first = days_later(last, away)
    result = dates(
        TransferDatesFacts(last_attended=last, first_attended=first, remoteness=remoteness, calendar=CALENDAR)
    )
    missed = CALENDAR.between(days_later(last, 1), days_later(first, -1))
    assert (*result.unexcused_days, *result.excluded_days) == missed
    of_the_old = CALENDAR.between(FIRST, result.leave_date)
    assert all(each in of_the_old for each in result.unexcused_days)
    assert not set(of_the_old) & set(result.excluded_days)
    attended_at_the_old = CALENDAR.between(FIRST, min(last, days_later(first, -1)))
    assert of_the_old == (*attended_at_the_old, *result.unexcused_days)
    assert len(result.excluded_days) <= {"none": 0, "remote_area": 1, "overseas": 3}[remoteness]


@given(
    last=st.dates(date(2024, 3, 11), date(2024, 6, 30)),
    away=st.integers(0, 20),
    weeks=st.integers(1, 20),
    remoteness=st.sampled_from(Remoteness),
)
def test_a_shift_of_all_dates_by_whole_weeks_shifts_the_answer(last, away, weeks, remoteness):
    calendar, shift = plain_year(2024), timedelta(weeks=weeks)
    asked = {"remoteness": remoteness, "calendar": calendar}
    first = days_later(last, away)
    one = dates(TransferDatesFacts(last_attended=last, first_attended=first, **asked))
    other = dates(TransferDatesFacts(last_attended=last + shift, first_attended=first + shift, **asked))
    assert (other.leave_date, other.enter_date) == (one.leave_date + shift, one.enter_date + shift)
    assert other.excluded_days == tuple(each + shift for each in one.excluded_days)
    assert other.unexcused_days == tuple(each + shift for each in one.unexcused_days)
