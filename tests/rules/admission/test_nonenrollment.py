"""미취학 아동 관리·대응: p.4, 10, 11, 16."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.actions import Action, ActionCode
from hakjeok.admission.actions import NonenrollmentStage
from hakjeok.admission.nonenrollment import Nonenrollment, NonenrollmentFacts, nonenrollment
from hakjeok.errors import BadInput
from tests.rules.calendars import day, plain_year, year_2024

YEAR = year_2024()
ENTRANCE = day("2024-03-04")
NOT_LOCATED = ["police_request"]
TO_DAY_THREE = ["create_record", "phone_daily", "urge_letter", "home_visit", "report_office", "report_dong"]
TO_DAY_NINE = ["create_record", "phone_daily", "summons"]
DAY_TEN = ["create_record", "phone_daily", "committee", "register", "report_office"]
LATER = ["create_record", "register", "report_office", "monthly_check"]


def asked(today, **more) -> Nonenrollment:
    return nonenrollment(
        NonenrollmentFacts(**{"entrance_day": ENTRANCE, "calendar": YEAR, "today": today, "located": True, **more})
    )


def on_day(number: int, **more) -> Nonenrollment:
    return asked(YEAR.nth_from(ENTRANCE, number), **more)


def codes(result: Nonenrollment) -> list[str]:
    return [action.code.value for action in result.actions]


def action_of(result: Nonenrollment, code: ActionCode) -> Action:
    (found,) = (action for action in result.actions if action.code is code)
    return found


def told(result: Nonenrollment) -> str:
    return " ".join(step.text for step in result.because)


class TestStages:
    @pytest.mark.parametrize(
        ("number", "stage"),
        [
            (1, "contact"),
            (3, "contact"),
            (4, "interview"),
            (9, "interview"),
            (10, "committee"),
            (11, "monthly"),
            (60, "monthly"),
        ],
    )
    def test_days_one_four_ten_and_eleven_begin_a_stage(self, number, stage):
        result = on_day(number)
        assert (result.day_no, result.stage) == (number, stage)

    def test_days_are_school_days(self):
        result = asked(day("2024-03-11"))  # Monday of the second week
        assert (result.day_no, result.stage) == (6, NonenrollmentStage.INTERVIEW)
        assert "2024. 3. 11.(월)은 6일차" in result.because[0].text
        assert result.because[0].source.reading

    def test_a_day_off_counts_as_the_school_day_before(self):
        result = asked(day("2024-03-10"))
        assert result.day_no == 5
        assert "2024. 3. 8.(금)은 5일차" in result.because[0].text

    def test_where_the_entrance_day_is_no_school_day_the_next_one_is_the_first(self):
        result = asked(day("2024-03-05"), entrance_day=day("2024-03-01"))
        assert result.day_no == 2
        assert action_of(result, ActionCode.CREATE_RECORD).due == ENTRANCE

    @pytest.mark.parametrize("today", ["2024-02-29", "2024-03-03"])
    def test_before_the_entrance_day_nothing_is_to_be_done(self, today):
        result = asked(day(today), located=False, answered_interview=False)
        assert (result.day_no, result.stage, result.actions, result.warnings) == (0, "none", (), ())
        assert [step.source.page for step in result.because] == [11]
        assert "2024. 3. 4.(월)" in result.because[0].text


class TestActions:
    @pytest.mark.parametrize(
        ("number", "expected"),
        [
            (1, TO_DAY_THREE),
            (3, TO_DAY_THREE),
            (4, TO_DAY_NINE),
            (9, TO_DAY_NINE),
            (10, DAY_TEN),
            (11, LATER),
        ],
    )
    def test_each_stage_has_its_actions(self, number, expected):
        assert codes(on_day(number)) == expected

    @pytest.mark.parametrize(
        ("number", "code", "due", "forms"),
        [
            (2, "create_record", "2024-03-04", ()),
            (2, "phone_daily", "2024-03-05", ()),
            (2, "urge_letter", "2024-03-06", ("1-17",)),
            (2, "home_visit", "2024-03-06", ("1-13",)),
            (2, "report_office", "2024-03-06", ("1-12",)),
            (2, "report_dong", "2024-03-06", ("1-12",)),
            (5, "summons", "2024-03-14", ("1-16",)),
            (10, "committee", "2024-03-15", ("1-18", "1-20", "1-21")),
            (10, "register", "2024-03-15", ()),
            (10, "report_office", "2024-03-15", ()),
            (12, "register", "2024-03-15", ()),
            (12, "monthly_check", "2024-03-31", ("4-11",)),
        ],
    )
    def test_each_action_has_its_day_and_its_forms(self, number, code, due, forms):
        found = action_of(on_day(number), ActionCode(code))
        assert (found.due, found.forms, found.waived) == (day(due), forms, False)
        assert found.title == ActionCode(code).korean

    def test_two_make_the_home_visit(self):
        assert "2인" in action_of(on_day(1), ActionCode.HOME_VISIT).who

    @pytest.mark.parametrize(
        ("number", "code", "who"),
        [
            (1, "create_record", "업무담당자"),
            (1, "phone_daily", "학교장"),
            (4, "summons", "학교장"),
            (10, "committee", "학교장"),
            (11, "monthly_check", "교육장 소속 전담기구"),
        ],
    )
    def test_each_action_has_who_does_it(self, number, code, who):
        assert action_of(on_day(number), ActionCode(code)).who == who

    def test_where_the_calendar_ends_first_there_is_no_date(self):
        result = asked(day("2025-01-09"), entrance_day=day("2025-01-09"))
        assert (result.day_no, action_of(result, ActionCode.URGE_LETTER).due) == (1, None)


class TestAbroad:
    @pytest.mark.parametrize(("overseas", "waived"), [(True, True), (False, False)])
    def test_the_home_visit_may_be_left_out(self, overseas, waived):
        result = on_day(1, overseas_confirmed=overseas)
        assert action_of(result, ActionCode.HOME_VISIT).waived is waived
        assert ("가정방문을 생략할 수 있습니다" in told(result)) is waived

    def test_the_interview_may_not(self):
        assert not action_of(on_day(4, overseas_confirmed=True), ActionCode.SUMMONS).waived

    @pytest.mark.parametrize(("overseas", "waived"), [(True, True), (False, False)])
    def test_nor_is_the_monthly_rhythm_kept(self, overseas, waived):
        result = on_day(11, overseas_confirmed=overseas)
        assert action_of(result, ActionCode.MONTHLY_CHECK).waived is waived
        assert ("월 1회 주기를 지키지 않아도" in told(result)) is waived
        assert ("한 해 2회 이상" in told(result)) is waived


class TestUnregisteredFacility:
    @pytest.mark.parametrize(
        ("given_on", "waived", "due"),
        [
            ("2023-09-17", False, "2024-03-31"),
            ("2023-09-18", False, "2024-03-31"),
            ("2023-09-19", True, "2024-03-19"),
            ("2024-03-18", True, "2024-09-18"),
            ("2024-03-19", False, "2024-03-31"),  # not yet received today
        ],
    )
    def test_its_certificate_holds_for_six_months(self, given_on, waived, due):
        result = on_day(11, alternative_facility_certificate_on=day(given_on))
        check = action_of(result, ActionCode.MONTHLY_CHECK)
        assert (check.waived, check.due) == (waived, day(due))

    def test_abroad_the_month_stays_the_measure(self):
        result = on_day(11, overseas_confirmed=True, alternative_facility_certificate_on=day("2024-03-18"))
        assert action_of(result, ActionCode.MONTHLY_CHECK).due == day("2024-03-31")

    @pytest.mark.parametrize(("given_on", "warned"), [("2023-09-18", True), ("2023-09-19", False)])
    def test_then_the_facility_s_letter_is_asked_for(self, given_on, warned):
        result = on_day(11, alternative_facility_certificate_on=day(given_on))
        assert any("6개월이 지났습니다" in warning for warning in result.warnings) is warned
        assert "미인가 대안교육시설" in told(result)

    def test_before_day_eleven_or_without_one_nothing_is_said_of_it(self):
        assert on_day(10, alternative_facility_certificate_on=day("2023-01-02")).warnings == ()
        assert "미인가 대안교육시설" not in told(on_day(11))


class TestPolice:
    @pytest.mark.parametrize("number", [1, 4, 10, 11])
    @pytest.mark.parametrize(
        ("known", "text"),
        [
            ({"located": False}, "소재·안전이 확인되지 않았으므로"),
            ({"answered_interview": False}, "내교 요청에 응하지 않았으므로"),
        ],
    )
    def test_a_child_not_located_or_not_brought_is_looked_for_at_once(self, number, known, text):
        result = on_day(number, **known)
        request = action_of(result, ActionCode.POLICE_REQUEST)
        assert (request.due, request.forms) == (YEAR.nth_from(ENTRANCE, number), ("1-14", "1-15"))
        assert codes(result)[0] == "police_request"
        assert text in result.because[-1].text
        assert "즉시 수사를 의뢰" in result.warnings[0]

    @pytest.mark.parametrize("answered", [None, True])
    def test_without_a_refusal_the_police_are_not_asked(self, answered):
        result = on_day(5, answered_interview=answered)
        assert (codes(result), result.warnings) == (TO_DAY_NINE, ())

    def test_where_nobody_says_so_a_child_is_not_located(self):
        result = nonenrollment(NonenrollmentFacts(entrance_day=ENTRANCE, calendar=YEAR, today=ENTRANCE))
        assert codes(result) == NOT_LOCATED + TO_DAY_THREE

    def test_a_child_not_located_is_visited_today(self):
        assert action_of(on_day(1, located=False), ActionCode.HOME_VISIT).due == ENTRANCE

    @pytest.mark.parametrize("today", ["2024-03-01", "2024-03-04", "2024-03-20"])
    def test_signs_of_abuse_are_reported_on_any_day(self, today):
        result = asked(day(today), abuse_signs=True)
        assert codes(result)[:2] == ["abuse_report", "police_request"]
        assert action_of(result, ActionCode.ABUSE_REPORT).due == day(today)
        assert [step.source.page for step in result.because[-2:]] == [10, 11]
        assert "즉시 신고" in result.because[-2].text


class TestReasons:
    @pytest.mark.parametrize(
        ("number", "pages"),
        [
            (1, [11, 16, 11, 11, 4, 11, 11, 11, 4]),
            (4, [11, 16, 11, 11, 11, 11]),
            (10, [11, 16, 11, 11, 11, 11]),
            (11, [11, 16, 11, 11, 11, 11]),
        ],
    )
    def test_each_stage_cites_its_sentences(self, number, pages):
        assert [step.source.page for step in on_day(number).because] == pages

    @pytest.mark.parametrize(
        ("number", "texts"),
        [
            (
                1,
                (
                    "학적을 만들어",
                    "매일 유선",
                    "직접 통화",
                    "독촉장",
                    "전출한 아동",
                    "2인이 함께",
                    "교육장에게 보고",
                    "동장에게도",
                ),
            ),
            (4, ("학적을 만들어", "매일 유선", "내교를 요청", "반드시 아동과 함께")),
            (10, ("학적을 만들어", "매일 유선", "의무교육관리위원회", "나이스에")),
            (11, ("학적을 만들어", "나이스에", "전담기구", "월 1회", "3분의 1")),
        ],
    )
    def test_each_stage_says_what_is_done(self, number, texts):
        result = on_day(number)
        assert all(text in told(result) for text in texts)


class TestYearsAndRefusals:
    def test_a_year_that_was_not_checked_is_answered_with_a_warning(self):
        year = plain_year(2031)
        result = asked(day("2031-03-04"), entrance_day=day("2031-03-04"), calendar=year)
        assert result.school_year == 2031
        assert "2031학년도" in result.warnings[0]

    def test_a_year_before_the_first_known_is_answered_with_a_warning(self):
        result = asked(day("2023-03-06"), entrance_day=day("2023-03-06"), calendar=plain_year(2023))
        assert result.warnings[0].startswith("2023학년도의 기준이 따로 없어 2024학년도 기준을")

    @pytest.mark.parametrize("entrance", ["2024-02-29", "2025-03-01"])
    def test_an_entrance_day_of_another_year_is_refused(self, entrance):
        with pytest.raises(BadInput) as refused:
            asked(ENTRANCE, entrance_day=day(entrance))
        assert refused.value.field == "entrance_day"


ORDER = list(NonenrollmentStage)


@given(st.sampled_from(YEAR.school_days[:60]), st.integers(0, 30))
def test_a_later_day_never_lowers_the_stage(today, more):
    now, later = asked(today), asked(YEAR.nth_from(today, more + 1))
    assert later.day_no == now.day_no + more
    assert ORDER.index(later.stage) >= ORDER.index(now.stage)
