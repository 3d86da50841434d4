"""미인정결석 관리·대응: p.26–29, 37, 60, 62."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.absence.actions import Action, ActionCode
from hakjeok.absence.ladder import Ladder, LadderFacts, ladder
from hakjeok.absence.runs import Run
from hakjeok.errors import BadInput
from hakjeok.vocabulary import Exclusion, Registration, Stage
from tests.rules.calendars import day, days, plain_year, year_2024

YEAR = year_2024()
FIRST = YEAR.school_days.index(day("2024-04-01"))


def absent_for(number: int, start: int = FIRST):
    return YEAR.school_days[start : start + number]


def after(number: int, **more) -> Ladder:
    """The ladder on the last of `number` consecutive school days absent from 1 April on."""
    absences = absent_for(number)
    return ladder(LadderFacts(absences=absences, calendar=YEAR, today=absences[-1], **more))


def codes(result: Ladder) -> list[str]:
    return [action.code.value for action in result.actions]


def action_of(result: Ladder, code: ActionCode) -> Action:
    (found,) = (action for action in result.actions if action.code is code)
    return found


class TestStages:
    @pytest.mark.parametrize(
        ("number", "stage"),
        [
            (1, Stage.CONTACT),
            (2, Stage.CONTACT),
            (3, Stage.VISIT),
            (4, Stage.VISIT),
            (9, Stage.VISIT),
            (10, Stage.REPORT),
            (11, Stage.REPORT),
        ],
    )
    def test_the_third_and_the_tenth_day_change_what_is_done(self, number, stage):
        assert after(number).stage is stage

    @pytest.mark.parametrize(("number", "register"), [(9, False), (10, True), (11, True)])
    def test_the_tenth_consecutive_day_is_registered(self, number, register):
        result = after(number)
        assert result.register is register
        assert result.registration is (Registration.NEW if register else None)

    def test_the_first_day_of_the_run_is_the_date_of_the_first_absence(self):
        result = after(12)
        assert (result.first_absence_date, result.tenth_day) == (day("2024-04-01"), day("2024-04-15"))

    def test_before_the_tenth_day_neither_date_is_told(self):
        assert (after(9).first_absence_date, after(9).tenth_day) == (None, None)


class TestRuns:
    def test_days_off_do_not_break_a_run(self):
        absences = days("2024-04-05 2024-04-08 2024-04-09 2024-04-11")  # a weekend and the 10th off
        result = ladder(LadderFacts(absences=absences, calendar=YEAR, today=day("2024-04-11")))
        assert result.run == Run(day("2024-04-05"), day("2024-04-11"), 4)

    def test_a_day_attended_ends_the_run(self):
        result = ladder(LadderFacts(absences=absent_for(9), calendar=YEAR, today=YEAR.school_days[FIRST + 9]))
        assert (result.run, result.stage, result.longest, result.actions) == (None, Stage.NONE, 9, ())

    def test_a_day_off_counts_as_the_school_day_before(self):
        absences = days("2024-04-04 2024-04-05")
        result = ladder(LadderFacts(absences=absences, calendar=YEAR, today=day("2024-04-07")))
        assert (result.run.days, result.run.last) == (2, day("2024-04-05"))

    def test_before_the_first_school_day_there_is_no_run(self):
        result = ladder(LadderFacts(absences=(), calendar=YEAR, today=day("2024-03-01")))
        assert (result.run, result.longest) == (None, 0)

    def test_after_the_last_school_day_the_run_stands(self):
        absences = days("2025-01-09 2025-01-10")
        result = ladder(LadderFacts(absences=absences, calendar=YEAR, today=day("2025-02-01")))
        assert result.run.days == 2

    def test_dates_that_are_no_school_day_or_later_are_not_counted_but_told(self):
        absences = days("2024-04-06 2024-04-08 2024-04-12")
        result = ladder(LadderFacts(absences=absences, calendar=YEAR, today=day("2024-04-08")))
        assert result.run.days == 1
        assert "2건" in result.warnings[0]

    @pytest.mark.parametrize(("runs", "card"), [(1, False), (2, True), (3, True)])
    def test_a_second_run_puts_the_pupil_on_a_watch_card(self, runs, card):
        absences = [YEAR.school_days[FIRST + 2 * each] for each in range(runs)]
        result = ladder(LadderFacts(absences=tuple(absences), calendar=YEAR, today=absences[-1]))
        assert result.watch_card is card

    def test_an_earlier_run_of_ten_that_was_not_registered_is_warned_of(self):
        today = YEAR.school_days[FIRST + 12]
        facts = {"absences": absent_for(10), "calendar": YEAR, "today": today}
        assert "연속 10일 이상" in ladder(LadderFacts(**facts)).warnings[0]
        assert ladder(LadderFacts(**facts, registered_before=True)).warnings == ()


class TestActions:
    def test_each_stage_has_its_actions(self):
        assert codes(after(2)) == ["phone_daily"]
        assert codes(after(3)) == ["phone_daily", "home_visit", "summons"]
        assert codes(after(10)) == ["register", "report_office", "report_dong", "monthly_check"]

    def test_visit_and_summons_are_due_by_the_ninth_day(self):
        result = after(3)
        due = {action_of(result, code).due for code in (ActionCode.HOME_VISIT, ActionCode.SUMMONS)}
        assert due == {day("2024-04-12")}
        assert action_of(result, ActionCode.SUMMONS).forms == ("2-3",)

    def test_the_dong_s_welfare_staff_may_come_along_and_the_police_may_be_asked_for_help(self):
        """p.27: 주민센터 사회복지전담직원 등과 함께 실시 가능 ※ 필요 시 관할 경찰서에 협조 요청."""
        result = after(3)
        assert "주민센터 사회복지전담직원" in action_of(result, ActionCode.HOME_VISIT).who
        told = [step.text for step in result.because]
        assert "가정방문은 주민센터 사회복지전담직원 등과 함께 할 수 있습니다." in told
        assert "필요하면 관할 경찰서에 협조를 요청합니다." in told

    def test_whoever_meets_guardian_and_pupil_urges_them_and_asks_why(self):
        """p.27: 학교장은 보호자와 학생 면담 시 출석 독려 및 미인정결석 사유 파악."""
        told = "보호자와 학생을 만나면 출석을 독려하고 결석 사유를 파악합니다."
        assert [told in [step.text for step in after(days).because] for days in (2, 3, 9, 10)] == [
            False, True, True, False,
        ]  # fmt: skip

    @pytest.mark.parametrize("today", ["2024-04-05", "2024-04-06", "2024-04-07"])
    def test_what_is_done_daily_or_at_once_is_due_today_even_on_a_day_off(self, today):
        facts = {"absences": days("2024-04-05"), "calendar": YEAR, "today": day(today), "located": False}
        result = ladder(LadderFacts(**facts))
        due = {action_of(result, code).due for code in (ActionCode.PHONE_DAILY, ActionCode.REGISTER)}
        assert due == {day(today)}

    def test_registration_is_due_on_the_tenth_day_itself(self):
        assert action_of(after(12), ActionCode.REGISTER).due == day("2024-04-15")
        assert action_of(after(12), ActionCode.REPORT_DONG).forms == ("4-8",)

    def test_whereabouts_are_checked_by_the_end_of_each_month(self):
        assert action_of(after(12), ActionCode.MONTHLY_CHECK).due == day("2024-04-30")

    def test_where_the_year_ends_first_there_is_no_date(self):
        absences = days("2025-01-08 2025-01-09 2025-01-10")
        result = ladder(LadderFacts(absences=absences, calendar=YEAR, today=day("2025-01-10")))
        assert action_of(result, ActionCode.SUMMONS).due is None


class TestNotLocatedAndAbuse:
    def test_one_not_located_is_visited_on_the_first_days_and_registered_at_once(self):
        result = after(1, located=False)
        assert codes(result) == [
            "police_request",
            "phone_daily",
            "home_visit",
            "register",
            "report_office",
            "report_dong",
        ]
        assert (result.stage, result.register, result.tenth_day) == (Stage.CONTACT, True, None)
        assert action_of(result, ActionCode.HOME_VISIT).due == day("2024-04-01")

    def test_one_who_is_located_is_not_visited_on_the_first_days(self):
        assert "home_visit" not in codes(after(2))

    def test_in_the_visiting_days_the_visit_is_due_today(self):
        assert action_of(after(4, located=False), ActionCode.HOME_VISIT).due == day("2024-04-04")

    def test_signs_of_abuse_are_reported_and_registered_on_any_day(self):
        result = after(2, abuse_signs=True)
        assert codes(result)[:2] == ["abuse_report", "police_request"]
        assert (result.register, result.first_absence_date) == (True, day("2024-04-01"))
        assert "home_visit" not in codes(result)

    def test_signs_of_abuse_of_a_pupil_who_attends_are_reported_without_registration(self):
        result = ladder(LadderFacts(absences=(), calendar=YEAR, today=day("2024-04-01"), abuse_signs=True))
        assert (codes(result), result.register) == (["abuse_report", "police_request"], False)

    def test_the_police_letter_is_explained(self):
        assert "즉시 수사를 의뢰" in after(1, located=False).warnings[0]

    def test_on_the_tenth_day_the_date_is_told_though_not_located(self):
        assert after(10, located=False).tenth_day == day("2024-04-15")


class TestExceptions:
    def test_abroad_visit_summons_and_monthly_check_may_be_left_out(self):
        assert action_of(after(3, overseas_confirmed=True), ActionCode.HOME_VISIT).waived
        assert action_of(after(3, overseas_confirmed=True), ActionCode.SUMMONS).waived
        assert action_of(after(10, overseas_confirmed=True), ActionCode.MONTHLY_CHECK).waived
        assert not action_of(after(3), ActionCode.HOME_VISIT).waived

    def test_one_abroad_is_registered_all_the_same(self):
        result = after(10, overseas_confirmed=True)
        assert result.register
        assert not action_of(result, ActionCode.REGISTER).waived

    @pytest.mark.parametrize(
        ("given_on", "waived", "due"),
        [
            ("2023-10-14", False, "2024-04-30"),
            ("2023-10-15", False, "2024-04-30"),
            ("2023-10-16", True, "2024-04-16"),
            ("2024-04-16", False, "2024-04-30"),  # not yet received today
        ],
    )
    def test_a_facility_s_certificate_holds_for_six_months(self, given_on, waived, due):
        result = after(10, alternative_facility_certificate_on=day(given_on))
        check = action_of(result, ActionCode.MONTHLY_CHECK)
        assert (check.waived, check.due) == (waived, day(due))

    @pytest.mark.parametrize(("given_on", "asked"), [("2023-10-14", True), ("2023-10-15", True), ("2023-10-16", False)])
    def test_from_six_months_on_the_facility_s_letter_is_asked_for(self, given_on, asked):
        result = after(10, alternative_facility_certificate_on=day(given_on))
        assert any("6개월이 지났습니다" in warning for warning in result.warnings) is asked

    @pytest.mark.parametrize(("number", "warned"), [(9, False), (10, True), (11, True)])
    def test_ten_days_of_an_earlier_run_are_asked_after(self, number, warned):
        absences, today = (*absent_for(number), *absent_for(1, FIRST + 20)), YEAR.school_days[FIRST + 20]
        result = ladder(LadderFacts(absences=absences, calendar=YEAR, today=today))
        assert any("전에 연속 10일 이상" in warning for warning in result.warnings) is warned

    @pytest.mark.parametrize("excluded", list(Exclusion))
    def test_excluded_pupils_are_not_on_the_ladder(self, excluded):
        result = after(10, excluded=excluded, returned_on=day("2024-04-30"))
        assert (result.stage, result.register, result.actions, result.watch_card) == (Stage.NONE, False, (), False)
        assert excluded.korean in result.because[0].text

    def test_one_registered_before_is_reopened(self):
        assert after(10, registered_before=True).registration is Registration.REOPEN
        assert after(9, registered_before=True).registration is None


class TestReturn:
    def test_the_return_is_reported_within_three_days(self):
        facts = {"absences": absent_for(10), "calendar": YEAR, "today": day("2024-04-16")}
        result = ladder(LadderFacts(**facts, returned_on=day("2024-04-16"), registered_before=True))
        assert codes(result) == ["return_report"]
        assert action_of(result, ActionCode.RETURN_REPORT).due == day("2024-04-19")

    def test_a_return_on_a_day_of_absence_is_refused(self):
        with pytest.raises(BadInput) as refused:
            LadderFacts(absences=absent_for(2), calendar=YEAR, today=day("2024-04-02"), returned_on=day("2024-04-02"))
        assert refused.value.field == "returned_on"


class TestYears:
    def test_a_year_that_was_not_checked_is_answered_with_a_warning(self):
        year = plain_year(2031)
        result = ladder(LadderFacts(absences=(), calendar=year, today=day("2031-04-01")))
        assert "2031학년도" in result.warnings[0]

    def test_a_year_before_the_first_known_is_answered_with_a_warning(self):
        result = ladder(LadderFacts(absences=(), calendar=plain_year(2023), today=day("2023-04-03")))
        assert result.warnings[0].startswith("2023학년도의 기준이 따로 없어 2024학년도 기준을")


school_days = st.sets(st.sampled_from(YEAR.school_days[:60]), max_size=40)
ORDER = list(Stage)


@given(school_days, st.sampled_from(YEAR.school_days[:60]), st.sampled_from(YEAR.school_days[:60]))
def test_one_more_absence_never_lowers_the_ladder(absences, extra, today):
    def result_of(dates):
        return ladder(LadderFacts(absences=tuple(dates), calendar=YEAR, today=today))

    before, now = result_of(absences), result_of(absences | {extra})
    assert now.longest >= before.longest
    assert ORDER.index(now.stage) >= ORDER.index(before.stage)
    assert (now.run.days if now.run else 0) >= (before.run.days if before.run else 0)


@given(school_days, st.sampled_from(YEAR.school_days[:60]))
def test_the_run_reaches_today_and_holds_absences_only(absences, today):
    result = ladder(LadderFacts(absences=tuple(absences), calendar=YEAR, today=today))
    if result.run is None:
        assert today not in absences
    else:
        assert result.run.last == today
        assert set(YEAR.between(result.run.first, today)) <= absences
        assert result.run.days <= result.longest
