"""학생선수 출석인정결석 허용일수: p.21–22."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.attendance.athlete import AthleteFacts, ExemptEvent, athlete
from hakjeok.errors import BadInput


def asked(**facts):
    return athlete(AthleteFacts(**facts))


def said(result) -> str:
    return " ".join(step.text for step in result.because)


class TestAllowance:
    def test_an_elementary_athlete_has_twenty_days(self):
        assert asked().limit == 20

    def test_four_days_of_a_contest_are_four_of_the_twenty(self):
        assert (asked(days_used=4).used, asked(days_used=4).remaining) == (4, 16)

    def test_early_leave_class_absence_and_lateness_of_four_lessons_each_are_two_days(self):
        result = asked(lesson_hours_used=4 + 4 + 4)
        assert (result.used, result.remaining) == (2, 18)
        assert "12시간은 6시간을 1일로 보아 2일" in said(result)

    @pytest.mark.parametrize(("lessons", "used"), [(5, 3), (6, 4), (7, 4), (11, 4), (12, 5)])
    def test_every_sixth_lesson_makes_a_day(self, lessons, used):
        assert asked(days_used=3, lesson_hours_used=lessons).used == used

    def test_more_than_the_allowance_leaves_nothing(self):
        assert asked(days_used=23).remaining == 0

    def test_no_lessons_are_no_step(self):
        assert "시간을 1일로" not in said(asked(days_used=3))


class TestConfirmation:
    @pytest.mark.parametrize(("days", "may"), [(1, True), (2, True), (3, False)])
    def test_what_stays_within_the_twenty_may_be_confirmed(self, days, may):
        result = asked(days_used=17, lesson_hours_used=6, asked_days=days)
        assert (result.may_confirm, result.counts) == (may, True)
        assert ("발급할 수 없습니다" in said(result)) is not may

    def test_a_contest_on_days_off_needs_no_day_of_the_allowance(self):
        assert asked(days_used=20).may_confirm is True
        assert asked(days_used=21).may_confirm is False

    def test_the_principal_may_but_need_not_permit(self):
        assert "반드시 허가해야 하는 것은 아닙니다" in said(asked(asked_days=1))
        assert "반드시" not in said(asked(days_used=20, asked_days=1))

    def test_missed_lessons_are_made_up_and_the_last_term_s_achievement_is_looked_at(self):
        assert "보충하지 않으면 미인정" in said(asked(asked_days=1))
        assert "최저학력" in said(asked(asked_days=1))

    def test_the_allowance_has_nothing_to_do_with_completion(self):
        for each in (asked(days_used=20, asked_days=1), asked(days_used=3, asked_days=1)):
            assert each.because[-1].text == "허용일수는 진급·수료·졸업에 필요한 일수와 관계없습니다."
            assert each.because[-1].source.page == 22


class TestEventsThatDoNotCount:
    @pytest.mark.parametrize("event", list(ExemptEvent))
    def test_they_may_be_confirmed_beyond_the_allowance(self, event):
        result = asked(days_used=20, asked_days=9, exempt_event=event)
        assert (result.counts, result.may_confirm, result.used, result.remaining) == (False, True, 20, 0)

    def test_only_the_national_team_itself_and_with_the_committee(self):
        told = said(asked(asked_days=9, exempt_event=ExemptEvent.NATIONAL_TEAM))
        assert "상비군 등은 국가대표가 아니므로" in told
        assert "학업성적관리위원회 심의" in told

    def test_friendly_matches_are_none_of_the_national_team(self):
        """p.22: 국제경기대회(친선경기대회는 제외)에 우리나라의 대표로 파견하기 위하여 선발·확정한 사람을 말한다."""
        told = said(asked(asked_days=9, exempt_event=ExemptEvent.NATIONAL_TEAM))
        assert "친선경기대회가 아닌 국제경기대회" in told
        hint = next(each.metadata["hint"] for each in fields(AthleteFacts) if each.name == "exempt_event")
        assert "친선경기대회는 국가대표에 들지 않습니다" in hint

    def test_letter_committee_and_report_to_the_office_follow_one_another(self):
        """p.22 (2): 대한체육회의 공문 접수 → 학업성적관리위원회 심의 → 교육(지원)청 보고."""
        told = said(asked(asked_days=9, exempt_event=ExemptEvent.NATIONAL_TEAM))
        places = [told.index(each) for each in ("대한체육회 공문", "학업성적관리위원회", "교육(지원)청에 보고")]
        assert places == sorted(places)

    def test_lessons_near_the_training_place_may_be_recognised(self):
        """p.22: 장기간 국내에서 훈련에 참가할 경우 훈련장소 인근 학교에서 위탁교육을 통해 이수한 수업도 인정 가능."""
        told = said(asked(asked_days=9, exempt_event=ExemptEvent.NATIONAL_TEAM))
        assert "훈련장소 가까운 학교에서 위탁교육으로 이수한 수업도 인정" in told

    def test_the_national_festivals_with_their_regional_rounds(self):
        told = said(asked(asked_days=9, exempt_event=ExemptEvent.NATIONAL_SPORTS_FESTIVAL))
        assert "지역예선까지, 하계와 동계 모두" in told
        assert "국가대표" not in told


@pytest.mark.parametrize("key", ["days_used", "lesson_hours_used", "asked_days"])
def test_negative_numbers_are_refused(key):
    with pytest.raises(BadInput) as refused:
        asked(**{key: -1})
    assert refused.value.field == key


@given(st.integers(0, 30), st.integers(0, 60), st.integers(0, 30))
def test_what_may_be_confirmed_never_exceeds_the_allowance(days_used, lessons, asked_days):
    result = asked(days_used=days_used, lesson_hours_used=lessons, asked_days=asked_days)
    assert result.may_confirm is (days_used + lessons // 6 + asked_days <= 20)
    assert result.remaining == max(0, 20 - result.used)
