"""교외체험학습의 승인과 출결: p.21–24, 26, 35, 119, 120."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.attendance import field_trip as module
from hakjeok.attendance.field_trip import Against, Outcome, field_trip
from hakjeok.attendance.trip_facts import Epidemic, FieldTripFacts, Limits, Purpose
from hakjeok.discrepancies import warning_of
from hakjeok.errors import BadInput
from hakjeok.vocabulary import AbsenceForm
from tests.rules.calendars import day, days, plain_year, year_2024

CALENDAR = year_2024()
CONTACTS = "비상연락망"


def facts(first: str = "2024-04-15", last: str = "2024-04-19", **more) -> FieldTripFacts:
    given = {"calendar": CALENDAR, "total_days": 190, "applied_on": day("2024-04-01"), "adult_companion": True}
    if "dates" not in more:
        given |= {"from_": day(first), "to": day(last)}
    return FieldTripFacts(**given | more)


def answer(*args, **more):
    return field_trip(facts(*args, **more))


def refused_field(*args, **more) -> str:
    with pytest.raises(BadInput) as refused:
        answer(*args, **more)
    return refused.value.field


def told(result, source) -> list[str]:
    return [step.text for step in result.because if step.source == source]


class TestDays:
    def test_days_off_do_not_count(self):
        result = answer("2024-04-05", "2024-04-14")
        assert (result.days, result.report_due) == (5, day("2024-04-19"))
        assert told(result, module.DAYS_OFF)[0].endswith("2024. 4. 5.(금)부터 2024. 4. 12.(금)까지 수업일 5일입니다.")

    def test_as_a_list_they_may_stand_in_any_order_and_twice(self):
        result = answer(dates=days("2024-04-16 2024-04-15 2024-04-16"))
        assert (result.days, result.warnings) == (2, ())

    def test_days_off_of_a_list_are_warned_of(self):
        result = answer(dates=days("2024-04-12 2024-04-13 2024-04-14"))
        assert (result.days, result.report_due) == (1, day("2024-04-19"))
        assert "수업일이 아닌 날짜 2건" in result.warnings[0]

    def test_without_a_last_day_it_is_one_day(self):
        result = answer(to=None)
        assert result.days == 1
        assert "2024. 4. 15.(월) 수업일 1일입니다." in told(result, module.DAYS_OFF)[0]

    def test_a_half_day_is_half_and_recorded_as_early_leave(self):
        result = answer("2024-04-15", "2024-04-15", half_day=True)
        assert (result.days, result.remaining_after) == (0.5, 18.5)
        assert (result.recorded_as, len(told(result, module.EARLY_LEAVE))) == (AbsenceForm.EARLY_LEAVE, 1)
        assert "0.5일" in told(result, module.HALF_DAY)[0]

    def test_a_whole_day_is_recorded_as_absence(self):
        result = answer()
        assert (result.recorded_as, told(result, module.HALF_DAY)) == (AbsenceForm.ABSENCE, [])

    def test_two_half_days_are_one(self):
        result = answer("2024-04-15", "2024-04-16", half_day=True)
        assert (result.days, type(result.days)) == (1, int)


class TestLimit:
    @pytest.mark.parametrize(("total", "limit"), [(189, 18), (190, 19), (191, 19), (199, 19), (200, 20)])
    def test_a_tenth_of_the_year_and_no_part_of_a_day(self, total, limit):
        result = answer(total_days=total)
        assert result.limit_days == limit
        assert f"수업일수 {total}일의 10% 이내이므로 한 해에 {limit}일까지" in result.because[1].text

    def test_without_the_days_of_the_year_the_calendar_is_counted(self):
        assert answer(total_days=None).limit_days == CALENDAR.count() // 10

    @pytest.mark.parametrize(("used", "against"), [(13, ()), (14, ()), (15, (Against.OVER_LIMIT,))])
    def test_five_days_need_five_left(self, used, against):
        result = answer(used_days=Fraction(used))
        assert result.reasons_against == against
        assert (result.remaining_before, result.remaining_after) == (19 - used, max(0, 14 - used))
        compared = "보다 많습니다" if against else "을 넘지 않습니다"
        assert f"남은 허용 일수 {19 - used}일{compared}" in result.because[3].text

    @pytest.mark.parametrize(("before", "left"), [(10, 9), (18, 1), (19, 0), (20, 0)])
    def test_days_at_the_former_school_are_taken_from_this_school_s_limit(self, before, left):
        result = answer("2024-04-15", "2024-04-15", used_before_transfer=Fraction(before))
        assert (result.remaining_before, result.approvable) == (left, left >= 1)
        assert told(result, module.AFTER_TRANSFER) == [f"전출교에서 쓴 {before}일은 이 학교의 허용 일수에서 뺍니다."]

    def test_half_days_used_are_taken_too(self):
        result = answer(used_days=Fraction("2.5"), used_before_transfer=Fraction(1))
        assert (result.remaining_before, result.remaining_after) == (15.5, 10.5)
        assert "이미 2.5일을 썼습니다" in result.because[2].text

    def test_nothing_used_is_not_told(self):
        result = answer()
        assert not any("썼습니다" in step.text for step in result.because)
        assert told(result, module.AFTER_TRANSFER) == []


class TestApplication:
    @pytest.mark.parametrize(
        ("applied", "late"), [("2024-04-11", False), ("2024-04-12", False), ("2024-04-13", True), ("2024-04-15", True)]
    )
    def test_three_days_before_the_first_day(self, applied, late):
        result = answer(applied_on=day(applied))
        assert (Against.TOO_LATE in result.reasons_against, result.approvable) == (late, not late)
        text = next(step.text for step in result.because if "신청서는" in step.text)
        assert "3일 전인 2024. 4. 12.(금)까지" in text
        assert text.endswith("늦었습니다." if late else "늦지 않았습니다.")

    @pytest.mark.parametrize("applied_on", [None, day("2024-04-15")])
    def test_by_telephone_it_may_be_approved_all_the_same(self, applied_on):
        result = answer(applied_on=applied_on, phone_approval=True)
        assert (result.approvable, len(told(result, module.BY_PHONE))) == (True, 1)

    @pytest.mark.parametrize(("applied", "matters"), [("2024-04-11", 0), ("2024-04-12", 0), ("2024-04-13", 1)])
    def test_in_time_the_telephone_does_not_matter(self, applied, matters):
        result = answer(applied_on=day(applied), phone_approval=True)
        assert (result.approvable, len(told(result, module.BY_PHONE))) == (True, matters)


class TestLength:
    @pytest.mark.parametrize(
        ("last", "run", "too_long"), [("2024-05-28", 9, False), ("2024-05-29", 10, False), ("2024-05-30", 11, True)]
    )
    def test_at_most_ten_school_days_running(self, last, run, too_long):
        result = answer("2024-05-16", last)
        assert (result.days, Against.TOO_LONG in result.reasons_against) == (run, too_long)
        compared = "보다 깁니다" if too_long else "을 넘지 않습니다"
        assert f"잇달아 하는 체험학습은 {run}일로 10일{compared}." in [step.text for step in result.because]

    def test_days_off_between_do_not_part_a_run_but_a_day_at_school_does(self):
        eleven = "2024-05-16 2024-05-17 2024-05-20 2024-05-21 2024-05-22 2024-05-23 2024-05-27 2024-05-28 2024-05-29"
        result = answer(dates=days(eleven + " 2024-05-30 2024-05-31"))
        assert (result.days, result.reasons_against, result.contact_teacher) == (11, (), True)

    @pytest.mark.parametrize(("last", "contact"), [("2024-04-18", False), ("2024-04-19", False), ("2024-04-22", True)])
    def test_for_more_than_five_days_the_pupil_gets_in_touch(self, last, contact):
        result = answer("2024-04-15", last)
        assert result.contact_teacher is contact
        assert bool(told(result, module.CONTACT)) is contact
        assert bool(told(result, module.EMERGENCY_CONTACTS)) is contact
        assert any(CONTACTS in warning for warning in result.warnings) is contact

    @pytest.mark.parametrize(("last", "warned"), [("2024-04-18", False), ("2024-04-19", True), ("2024-04-22", False)])
    def test_at_five_days_the_form_differs(self, last, warned):
        assert (warning_of("contact_on_a_trip") in answer("2024-04-15", last).warnings) is warned

    def test_what_cannot_be_approved_needs_no_emergency_contacts(self):
        result = answer("2024-05-16", "2024-05-30")
        assert not any(CONTACTS in warning for warning in result.warnings)


class TestPurpose:
    @pytest.mark.parametrize("level", Epidemic)
    def test_home_learning_only_at_the_highest_alert(self, level):
        result = answer(purpose=Purpose.HOME_LEARNING, epidemic_level=level, adult_companion=False)
        expected = () if level is Epidemic.SERIOUS else (Against.PURPOSE,)
        assert result.reasons_against == expected
        assert f"지금은 ‘{level.korean}’입니다." in told(result, module.HOME_LEARNING)[0]

    @pytest.mark.parametrize("registered", [True, False])
    def test_an_athlete_s_own_sport_has_its_own_allowance(self, registered):
        result = answer(purpose=Purpose.ATHLETE_TRAINING, registered_sport=registered)
        assert (Against.PURPOSE in result.reasons_against) is registered
        assert bool(told(result, module.ATHLETE)) is registered

    def test_the_sport_is_taken_to_be_the_athlete_s_own(self):
        assert answer(purpose=Purpose.ATHLETE_TRAINING).reasons_against == (Against.PURPOSE,)

    def test_a_language_course_is_no_field_trip(self):
        result = answer(purpose=Purpose.LANGUAGE_COURSE)
        assert (result.reasons_against, len(told(result, module.LANGUAGE_COURSE))) == ((Against.PURPOSE,), 1)

    def test_commercial_trips_are_weighed_with_care(self):
        """p.23: 불법 어학연수 및 상업적 체험학습 등의 여부를 신중히 판단하여 승인."""
        assert "상업적 체험학습" in told(answer(purpose=Purpose.LANGUAGE_COURSE), module.WEIGHED)[0]

    def test_a_trip_is_what_it_is_for_unless_told_otherwise(self):
        result = answer()
        assert (result.approvable, told(result, module.LANGUAGE_COURSE)) == (True, [])
        assert told(result, module.ATHLETE) == told(result, module.HOME_LEARNING) == []

    @pytest.mark.parametrize("companion", [True, False])
    def test_a_guardian_or_adult_relative_comes_along(self, companion):
        result = answer(adult_companion=companion)
        assert result.reasons_against == (() if companion else (Against.NO_ADULT,))
        assert bool(told(result, module.ADULT)) is not companion


class TestOutcome:
    def test_until_the_report_comes_it_is_open(self):
        result = answer()
        assert (result.outcome, result.report_due) == (Outcome.PENDING, day("2024-04-26"))
        assert result.because[-1].text == "보고서는 끝난 뒤 7일 안인 2024. 4. 26.(금)까지 냅니다."

    @pytest.mark.parametrize(
        ("on", "outcome"), [(19, "authorized"), (25, "authorized"), (26, "authorized"), (27, "unexcused")]
    )
    def test_the_report_comes_within_seven_days(self, on, outcome):
        result = answer(report_submitted_on=day(f"2024-04-{on}"))
        assert result.outcome.value == outcome
        source = module.AUTHORIZED if outcome == "authorized" else module.REPORTED
        assert result.because[-1].source == source
        assert any("학교 규정에서 제출 기한" in warning for warning in result.warnings) is (outcome == "unexcused")

    def test_without_approval_the_days_are_unexcused_whatever_is_reported(self):
        result = answer(adult_companion=False, report_submitted_on=day("2024-04-22"))
        assert (result.outcome, result.because[-1].source) == (Outcome.UNEXCUSED, module.NOT_APPROVED)
        assert not any("제출 기한" in warning for warning in result.warnings)


class TestRuleOfTheSchool:
    def test_it_may_set_other_periods_and_another_share(self):
        own = Limits(apply_before_days=7, report_within_days=10, max_consecutive=4, share_of_year=Fraction("0.15"))
        result = answer(limits=own, applied_on=day("2024-04-09"))
        assert (result.limit_days, result.report_due) == (28, day("2024-04-29"))
        assert result.reasons_against == (Against.TOO_LATE, Against.TOO_LONG)
        assert "7일 전인 2024. 4. 8.(월)까지" in told(result, module.SCHOOL_RULE)[0]
        assert len(told(result, module.PERIOD_BY_RULE)) == 3

    def test_what_it_leaves_out_stays_as_it_is(self):
        result = answer(limits=Limits(apply_before_days=0), applied_on=day("2024-04-15"))
        assert (result.approvable, result.limit_days, result.report_due) == (True, 19, day("2024-04-26"))


def test_the_reasons_against_stand_in_their_order():
    result = answer(
        "2024-05-13",
        "2024-05-31",
        applied_on=day("2024-05-12"),
        used_days=Fraction(10),
        purpose=Purpose.LANGUAGE_COURSE,
        adult_companion=False,
    )
    assert result.reasons_against == tuple(Against)
    assert result.approvable is False


class TestRefusals:
    def test_dates_and_a_period_at_once(self):
        assert refused_field(dates=days("2024-04-15"), from_=day("2024-04-15")) == "dates"
        assert refused_field(dates=days("2024-04-15"), to=day("2024-04-15")) == "dates"

    def test_no_day_at_all(self):
        assert refused_field(from_=None) == "from"
        assert refused_field(from_=None, to=None) == "from"

    def test_a_period_that_ends_before_it_begins(self):
        assert refused_field("2024-04-15", "2024-04-14") == "to"

    def test_days_off_only(self):
        assert refused_field("2024-04-13", "2024-04-14") == "from"
        assert refused_field(dates=days("2024-04-13")) == "dates"

    def test_an_application_whose_day_is_not_known(self):
        assert refused_field(applied_on=None) == "applied_on"

    def test_a_report_before_the_trip_was_over(self):
        assert refused_field(report_submitted_on=day("2024-04-18")) == "report_submitted_on"

    @pytest.mark.parametrize("key", ["used_days", "used_before_transfer"])
    @pytest.mark.parametrize("value", ["-1", "0.3", "367"])
    def test_days_used_that_cannot_be(self, key, value):
        assert refused_field(**{key: Fraction(value)}) == key

    @pytest.mark.parametrize("total", [0, 367])
    def test_days_of_the_year_that_cannot_be(self, total):
        assert refused_field(total_days=total) == "total_days"

    def test_a_year_before_the_handbook_has_its_figures_with_a_warning(self):
        result = answer("2023-04-17", "2023-04-18", calendar=plain_year(2023), applied_on=day("2023-04-14"))
        assert (result.approvable, result.school_year) == (True, 2023)
        assert "2024학년도 기준을 적용" in result.warnings[0]

    def test_a_year_nobody_has_checked_is_answered_with_one_warning(self):
        result = answer("2031-04-21", "2031-04-22", calendar=plain_year(2031))
        assert [("2031학년도" in warning) for warning in result.warnings] == [True]


@given(st.sets(st.sampled_from(CALENDAR.school_days), min_size=1, max_size=25), st.integers(0, 25))
def test_what_is_taken_and_what_is_left_are_what_was_there(chosen, used):
    result = answer(dates=tuple(chosen), used_days=Fraction(used), phone_approval=True)
    assert result.days == len(chosen)
    over = Against.OVER_LIMIT in result.reasons_against
    assert over is (len(chosen) > result.remaining_before)
    assert result.remaining_after == (0 if over else result.remaining_before - len(chosen))
