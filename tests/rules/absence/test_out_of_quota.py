"""장기결석에 따른 정원 외 학적관리: p.29, 60, 61, 63–66, 73."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.absence.out_of_quota import OutOfQuota, OutOfQuotaFacts, out_of_quota
from hakjeok.completion.required import CompletionFacts, required
from hakjeok.dates import spoken_date
from hakjeok.errors import BadInput
from hakjeok.record.events import Event
from hakjeok.record.lines import LinesFacts, lines
from hakjeok.vocabulary import Basis, Change
from tests.rules.calendars import day, days, plain_year, year_2024

YEAR = year_2024()


def of(*, total_days: int = 190, today: str = "2024-06-05", **more) -> OutOfQuota:
    return out_of_quota(OutOfQuotaFacts(total_days=total_days, calendar=YEAR, today=day(today), **more))


def first_absences(number: int):
    return YEAR.school_days[:number]


class TestThreshold:
    @pytest.mark.parametrize(("total_days", "threshold"), [(189, 64), (190, 64), (191, 64), (192, 65), (193, 65)])
    def test_it_is_the_first_day_beyond_a_third(self, total_days, threshold):
        assert of(total_days=total_days).threshold == threshold

    @pytest.mark.parametrize(("number", "reached"), [(63, False), (64, True), (65, True)])
    def test_of_190_days_64_absences_reach_it(self, number, reached):
        result = of(absences=first_absences(number), today="2024-06-07")
        assert (result.reached, result.can_complete_year, result.projected) == (reached, not reached, not reached)

    def test_absences_beyond_it_are_not_counted(self):
        result = of(absences=first_absences(80), today="2024-07-19")
        assert (result.count, result.threshold_date) == (64, YEAR.school_days[63])

    def test_only_192_days_and_other_multiples_of_three_warn_of_the_two_wordings(self):
        assert any("3의 배수" in warning for warning in of(total_days=192).warnings)
        assert not any("3의 배수" in warning for warning in of(total_days=191).warnings)

    def test_all_unexcused_days_count_not_one_run(self):
        scattered = YEAR.school_days[0:160:2]
        result = of(absences=scattered, today="2024-12-20")
        assert (result.count, result.threshold_date) == (64, scattered[63])


class TestDates:
    def test_the_change_is_on_the_next_school_day(self):
        result = of(absent_since=day("2024-03-04"), total_days=192, today="2024-06-07")
        assert (result.threshold_date, result.change_date) == (day("2024-06-05"), day("2024-06-07"))

    def test_the_registration_is_closed_within_three_days_of_it(self):
        assert of(absent_since=day("2024-03-04")).close_registration_by == day("2024-06-08")

    def test_before_it_every_day_after_today_is_taken_as_missed(self):
        result = of(absences=first_absences(60), today="2024-06-03")
        # 60 absences to 29 May; today and the days between were attended; four more after today.
        assert (result.count, result.threshold_date) == (60, day("2024-06-10"))
        assert result.projected

    def test_an_absence_that_begins_later_is_projected_from_there(self):
        result = of(absent_since=day("2024-06-10"), today="2024-06-03")
        assert (result.count, result.threshold_date) == (0, YEAR.nth_from(day("2024-06-10"), 64))

    def test_one_absent_since_last_year_is_counted_from_the_first_day(self):
        result = of(absent_since=day("2023-11-15"))
        assert (result.count, result.threshold_date) == (64, day("2024-06-04"))
        assert any("첫 수업일부터" in step.text for step in result.because)

    def test_where_the_year_ends_first_there_are_no_dates(self):
        result = of(absent_since=day("2024-12-02"), today="2024-12-20")
        assert (result.threshold_date, result.change_date, result.close_registration_by) == (None, None, None)
        assert "새로 셉니다" in result.calendar_note

    def test_reached_on_the_last_school_day_there_is_no_day_of_change(self):
        last = YEAR.school_days[-64:]
        result = of(absences=last, today="2025-01-10")
        assert (result.reached, result.threshold_date, result.change_date) == (True, day("2025-01-10"), None)
        assert (result.suffix, result.remark) == (None, None)
        assert result.calendar_note is not None
        assert not any("변동일" in step.text for step in result.because)

    def test_with_dates_there_is_no_note(self):
        assert of(absent_since=day("2024-03-04")).calendar_note is None


class TestWords:
    def test_they_are_those_that_the_record_prints(self):
        result = of(absent_since=day("2024-03-04"))
        admission = Event(change=Change.ADMISSION, date=day("2024-03-01"), school="한빛초등학교", grade=1)
        leaving = Event(change=Change.OUT_OF_QUOTA, date=result.change_date, school="한빛초등학교", grade=1)
        printed = lines(LinesFacts(events=(admission, leaving)))
        assert printed.history[0].endswith(result.suffix)
        assert printed.remarks == (result.remark,)
        assert result.suffix == "(2024년 06월 05일 장기결석에 따른 정원 외 학적관리)"

    def test_before_the_threshold_there_are_none(self):
        result = of(absences=first_absences(63))
        assert (result.suffix, result.remark) == (None, None)

    def test_the_principal_decides_and_reports(self):
        result = of()
        assert result.principal_discretion
        assert result.report == ("즉시 교육장", "3일 이내 동장(4-8)")

    def test_the_guardian_is_told_that_the_year_is_lost(self):
        assert any("진급하지 못합니다" in each for each in of(absent_since=day("2024-03-04")).warnings)


class TestFacts:
    def test_the_days_of_the_year_hold_even_where_the_calendar_differs(self):
        assert any("194일" in warning for warning in of(total_days=190).warnings)
        assert of(total_days=194).warnings == ()

    def test_days_that_are_no_school_days_are_not_counted_but_told(self):
        result = of(absences=days("2024-03-09 2024-03-11 2023-12-01 2024-06-10"), total_days=194)
        assert result.count == 1
        assert "3건" in result.warnings[0]

    def test_both_ways_of_telling_the_absences_are_refused(self):
        with pytest.raises(BadInput) as refused:
            of(absences=first_absences(1), absent_since=day("2024-03-04"))
        assert refused.value.field == "absent_since"

    @pytest.mark.parametrize("total_days", [0, 367])
    def test_a_year_of_no_length_is_refused(self, total_days):
        with pytest.raises(BadInput) as refused:
            of(total_days=total_days)
        assert refused.value.field == "total_days"

    def test_a_year_before_the_first_known_is_answered_with_a_warning(self):
        facts = OutOfQuotaFacts(total_days=190, calendar=plain_year(2023), today=day("2023-06-01"))
        assert out_of_quota(facts).warnings[0].startswith("2023학년도의 기준이 따로 없어 2024학년도 기준을")


absences = st.sets(st.sampled_from(YEAR.school_days))


@given(absences, st.integers(171, 200), st.sampled_from(YEAR.school_days))
def test_the_threshold_is_where_completion_becomes_impossible(dates, total_days, today):
    result = of(absences=tuple(dates), total_days=total_days, today=today.isoformat())
    best = CompletionFacts(
        basis=Basis.NORMAL, total_days=total_days, attended=total_days - result.count, school_year=2024
    )
    assert required(best).completes is result.can_complete_year


@given(absences, st.sampled_from(YEAR.school_days), st.sampled_from(YEAR.school_days))
def test_one_more_absence_never_lowers_the_count_or_moves_the_date_later(dates, extra, today):
    before = of(absences=tuple(dates), today=today.isoformat())
    now = of(absences=tuple(dates | {extra}), today=today.isoformat())
    assert now.count >= before.count
    if before.threshold_date is not None:
        assert now.threshold_date <= before.threshold_date


def test_after_the_threshold_the_count_is_told_as_of_the_day_it_was_reached():
    result = of(absent_since=day("2024-03-04"), today="2024-09-30")
    told = " ".join(step.text for step in result.because)
    assert f"{spoken_date(result.threshold_date)}까지 이 학년도의 미인정결석은 {result.threshold}일입니다." in told
    assert spoken_date(day("2024-09-30")) not in told


class TestConsigned:
    """위탁학생: 소속교와 위탁기관의 수업일수와 출결내용을 합산한다(p.32–33)."""

    AT_HOME, ELSEWHERE = first_absences(40), YEAR.school_days[40:64]

    def consigned(self, **more) -> OutOfQuota:
        usual = {"absences": self.AT_HOME, "institution_absences": self.ELSEWHERE, "institution_days": 30}
        return of(**{**usual, "today": "2024-06-10", **more})

    @pytest.mark.parametrize(("elsewhere", "reached"), [(23, False), (24, True)])
    def test_unexcused_absences_of_both_places_are_added(self, elsewhere, reached):
        assert self.consigned(institution_absences=self.ELSEWHERE[:elsewhere]).reached is reached

    def test_a_day_of_the_institution_need_not_be_a_school_day_at_home(self):
        saturday = day("2024-03-09")
        found = of(institution_absences=(saturday,), institution_days=20, today="2024-03-11")
        assert (found.count, found.warnings) == (1, ())

    def test_a_day_told_at_both_places_counts_once(self):
        both = self.consigned(institution_absences=self.AT_HOME[:1])
        assert both.count == 40

    def test_the_year_may_differ_from_the_calendar_without_a_warning(self):
        assert not any("학사일정" in each for each in self.consigned(total_days=185).warnings)
        assert any("학사일정" in each for each in of(total_days=185).warnings)

    def test_the_reasons_name_both_pages(self):
        pages = {step.source.page for step in self.consigned().because}
        assert {32, 33} <= pages

    def test_more_absences_than_days_at_the_institution_are_refused(self):
        with pytest.raises(BadInput, match=r"위탁기관의 미인정결석\(24일\)이 위탁기관의 수업일수\(23일\)보다 많습니다"):
            self.consigned(institution_days=23)
