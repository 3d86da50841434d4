"""What the entries of the year propose (p.30–31, 35), from the register's rows to the text."""

from dataclasses import replace
from datetime import date

import pytest

from hakjeok.attendance.perfect import Entry
from hakjeok.record.events import Event
from hakjeok.vocabulary import Change
from hakjeok_web.remarks.actions import hide_reason, tell_ground
from hakjeok_web.remarks.proposals import way_in
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.students.placements import place
from tests import builders
from tests.web.remarks.texts import enter, line_of, proposed, school_days, take_year
from tests.web.students.records import a_registrar, an_enrolled_pupil, change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
AFTER_YEAR = date(2025, 1, 13)
TEN = ("4-22", "4-23", "4-24", "4-25", "4-26", "4-29", "4-30", "5-1", "5-2", "5-3")


@pytest.fixture
def registrar(school_class):
    return a_registrar()


@pytest.fixture
def frequent(school_class):
    """The principal set ten times."""
    builders.a_ruling(school_class.school_year, "frequent_count", 10)


def test_a_long_absence_is_written_with_its_reason(school_class, teacher, pupil):
    """p.30: 장기적인 결석은 사유를 입력함(종류별로)."""
    enter(pupil, school_class, *TEN)
    assert proposed(school_class, teacher, pupil) == "감기로 인한 질병결석(10일)"


@pytest.mark.parametrize(
    ("days", "text"), [(6, ""), (7, "감기로 인한 질병결석(7일)"), (8, "감기로 인한 질병결석(8일)")]
)
def test_an_absence_is_long_from_the_seventh_day_on(school_class, teacher, pupil, days, text):
    """p.30: 그 기간은 7일 내외의 범위."""
    enter(pupil, school_class, *school_days(school_class, days))
    assert proposed(school_class, teacher, pupil) == text


def test_the_principal_may_shorten_the_long_absence_to_four_days(school_class, teacher, pupil):
    """p.30: 최대 3일의 범위에서 조정 가능에서 학교장이 정함."""
    enter(pupil, school_class, *TEN[-4:])
    builders.a_ruling(school_class.school_year, "long_absence_days", 4)
    assert proposed(school_class, teacher, pupil) == "감기로 인한 질병결석(4일)"


def test_days_off_do_not_break_a_long_absence(school_class, teacher, pupil):
    """p.30: 같은 종류로 연속하여 출석하지 않은 경우. 5. 6.(월) is a day off."""
    enter(pupil, school_class, "4-29", "4-30", "5-1", "5-2", "5-3", "5-7", "5-8")
    assert proposed(school_class, teacher, pupil) == "감기로 인한 질병결석(7일)"


def test_absences_of_two_kinds_are_two_even_without_a_day_between(school_class, teacher, pupil):
    """p.30: ‘장기결석’은 같은 종류로 연속하여."""
    enter(pupil, school_class, *TEN[:5])
    enter(pupil, school_class, *TEN[5:], kind="unexcused", reason="늦잠")
    line = line_of(school_class, teacher, pupil)
    assert line.proposal.text == ""
    assert [each.item for each in line.proposal.left_out] == ["감기 질병결석(5일)", "늦잠 미인정결석(5일)"]


def test_a_long_absence_is_named_by_the_reason_of_most_days(school_class, teacher, pupil):
    enter(pupil, school_class, *TEN[:3], reason="독감")
    enter(pupil, school_class, *TEN[3:], reason="폐렴")
    assert proposed(school_class, teacher, pupil) == "폐렴으로 인한 질병결석(10일)"


def test_another_absence_is_written_even_for_one_day(school_class, teacher, pupil):
    """p.30: 기타결석은 1일이라도 입력."""
    enter(pupil, school_class, "5-2", kind="other", reason="가사")
    enter(pupil, school_class, "4-22", kind="other", reason="부모 간병")
    text = proposed(school_class, teacher, pupil)
    assert text == "부모 간병으로 인한 기타결석(1일), 가사로 인한 기타결석(1일)"


def test_short_absences_are_written_with_their_main_reason_when_frequent(school_class, teacher, pupil, frequent):
    """p.30: 단기결석은 횟수가 많을 경우 이를 누계하여 주된 사유를 입력할 수 있음."""
    enter(pupil, school_class, "4-1", "4-2", "4-4", "4-8", "4-12", "4-16", "4-18")
    enter(pupil, school_class, "4-22", "4-24", "4-26", reason="두통")
    assert proposed(school_class, teacher, pupil) == "감기로 인한 질병결석(10일)"


def test_lateness_and_the_like_is_written_only_when_frequent(school_class, teacher, pupil, frequent):
    """p.30: 지각·조퇴·결과는 입력하지 않으나 횟수가 많을 경우 특기사항에 사유를 입력할 수 있음."""
    enter(pupil, school_class, *school_days(school_class, 12), form="late", reason="정기진료")
    other = builders.a_pupil(school_class, number=8, name="최유나")
    enter(other, school_class, *school_days(school_class, 9), form="early_leave", reason="두통치료")
    assert proposed(school_class, teacher, pupil) == "정기진료로 인한 질병지각(12회)"
    assert proposed(school_class, teacher, other) == ""


def test_authorized_absences_are_not_written(school_class, teacher, pupil):
    """p.31: 출석인정결석의 경우 학교폭력 관련 조치사항 이외에는 사유를 입력하지 않음."""
    enter(pupil, school_class, *TEN, kind="authorized", reason="교외체험학습")
    line = line_of(school_class, teacher, pupil)
    assert line.proposal.text == ""
    assert [str(each.why.korean) for each in line.proposal.left_out] == ["출석인정의 사유는 적지 않음"]


def test_an_overseas_language_course_is_written_as_unexcused_study_abroad(school_class, teacher, pupil):
    """p.35 질의: ‘해외어학연수’ 출결상황 특기사항 입력."""
    enter(pupil, school_class, *TEN, kind="unexcused", reason="해외어학연수")
    assert proposed(school_class, teacher, pupil) == "미인정유학(10일)"


def test_an_illness_that_the_committee_protects_is_left_blank(school_class, teacher, pupil):
    """p.30: 보호할 필요가 있다고 판단되는 질병의 경우 학업성적관리위원회 심의를 통해 사유를 입력하지 않음 ☞ 공란."""
    enter(pupil, school_class, *TEN, reason="우울증")
    line, on = line_of(school_class, teacher, pupil), date(2024, 5, 2)
    hide_reason(school_class=school_class, line=line, reason="우울증", is_hidden=True, reviewed_on=on, by=teacher)
    after = line_of(school_class, teacher, pupil)
    assert after.proposal.text == ""
    assert "우울증" not in str(after.proposal.left_out)
    hide_reason(school_class=school_class, line=line, reason="우울증", is_hidden=False, reviewed_on=on, by=teacher)
    assert proposed(school_class, teacher, pupil) == "우울증으로 인한 질병결석(10일)"


def test_a_reason_that_is_missing_is_told_instead_of_a_text(school_class, teacher, pupil):
    enter(pupil, school_class, "5-2", kind="other", reason="")
    line = line_of(school_class, teacher, pupil)
    assert line.proposal.problem == "기타결석의 사유를 적어야 합니다. 사유를 넣어 주세요(p.30)."


def test_an_entry_on_a_day_that_became_a_day_off_does_not_count(school_class, teacher, pupil):
    enter(pupil, school_class, "5-6", kind="other", reason="가사")
    assert proposed(school_class, teacher, pupil) == ""


class TestPerfectYear:
    """p.31 바: 해당학년 동안 1회의 결석·지각·조퇴·결과도 없는 경우 ‘개근’으로 입력함."""

    def line(self, school_class, post, pupil, today=AFTER_YEAR):
        return line_of(school_class, builders.actor(post, today), pupil)

    def test_is_proposed_when_every_day_of_the_year_is_taken(self, school_class, homeroom, pupil):
        take_year(school_class)
        assert self.line(school_class, homeroom, pupil).proposal.text == "개근"

    def test_waits_for_the_last_school_day(self, school_class, homeroom, pupil):
        take_year(school_class)
        line = self.line(school_class, homeroom, pupil, date(2025, 1, 9))
        assert line.proposal.text == ""
        assert "마지막 수업일 1. 10.(금)까지" in line.proposal.waiting

    def test_waits_for_days_that_nobody_has_taken(self, school_class, homeroom, pupil):
        line = self.line(school_class, homeroom, pupil)
        assert (line.proposal.text, bool(line.proposal.waiting)) == ("", True)

    def test_is_not_ended_by_an_authorized_absence(self, school_class, homeroom, pupil):
        take_year(school_class)
        enter(pupil, school_class, "5-2", kind="authorized", reason="경조사")
        assert self.line(school_class, homeroom, pupil).proposal.text == "개근"

    def test_is_ended_by_one_late_entry(self, school_class, homeroom, pupil):
        take_year(school_class)
        enter(pupil, school_class, "5-2", form="late", reason="늦잠")
        assert self.line(school_class, homeroom, pupil).proposal.text == ""

    @pytest.mark.parametrize("special", ["itinerant", "health_impairment"])
    def test_is_left_blank_for_pupils_taught_at_home_or_in_hospital(self, school_class, homeroom, pupil, special):
        """p.31: 순회교육학생, 건강장애학생은 ‘개근’을 입력하지 않고 공란으로 둠."""
        take_year(school_class)
        by = builders.actor(homeroom, AFTER_YEAR)
        tell_ground(school_class=school_class, student=pupil.pk, special=special, former=(None,) * 4, by=by)
        assert self.line(school_class, homeroom, pupil).proposal.text == ""

    def test_is_never_written_for_who_entered_in_mid_year(self, school_class, homeroom, registrar):
        """p.31: 중도 입학·편입학생은 ‘개근’으로 입력하지 않음."""
        take_year(school_class)
        entered = an_enrolled_pupil(registrar, school_class, number=8, on=date(2024, 4, 15), name="최유나")
        assert self.line(school_class, homeroom, entered).proposal.text == ""

    def test_adds_both_schools_after_a_transfer(self, school_class, homeroom, registrar):
        """p.31: 전입학인 경우 전출교와 전입교의 출결을 합하고 ‘개근’의 입력 여부를 결정함."""
        take_year(school_class)
        moved = an_enrolled_pupil(registrar, school_class, number=8, name="최유나")
        change(moved, "transfer_out", date(2024, 4, 12), by=registrar)
        change(moved, "transfer_in", date(2024, 4, 15), by=registrar)
        place(student=moved, school_class=school_class, number=8, from_on=date(2024, 4, 15), by=registrar)
        before = self.line(school_class, homeroom, moved)
        assert before.proposal.text == ""
        assert "전에 다니던 때" in before.proposal.waiting
        for former, text in (((0, 1, 0, 0), ""), ((0, 0, 0, 0), "개근")):
            by = builders.actor(homeroom, AFTER_YEAR)
            tell_ground(school_class=school_class, student=moved.pk, special="", former=former, by=by)
            assert self.line(school_class, homeroom, moved).proposal.text == text

    def test_is_not_proposed_for_who_left_before_the_end(self, school_class, homeroom):
        take_year(school_class)
        gone = builders.a_pupil(school_class, number=8, name="최유나", to_on=date(2024, 11, 29))
        assert self.line(school_class, homeroom, gone).proposal.text == ""


@pytest.mark.parametrize(
    ("changes", "way"),
    [
        ([("enrollment", (3, 4), 4)], Entry.FULL_YEAR),
        ([("enrollment", (4, 15), 4)], Entry.MID_YEAR_ADMISSION),
        ([("transfer_in", (4, 15), 4)], Entry.TRANSFER_IN),
        ([("lateral_entry", (4, 15), 4)], Entry.LATERAL_ENTRY),
        ([("deferment", (3, 5), 4), ("reentry", (4, 15), 4)], Entry.REENTRY_SAME_OR_LOWER),
        ([("deferment", (3, 5), 4), ("reentry", (4, 15), 3)], Entry.REENTRY_SAME_OR_LOWER),
        ([("deferment", (3, 5), 3), ("reentry", (4, 15), 4)], Entry.REENTRY_HIGHER),
        ([("lateral_entry", (4, 15), 4), ("transfer_in", (4, 22), 4)], Entry.LATERAL_ENTRY),
    ],
)
def test_the_way_into_the_grade_is_read_from_the_ledger(school_class, changes, way):
    """p.31 바 1), 2): 중도 입학·편입학, 상위학년으로 중도 재취학, 전입학, 재입학(하위학년 재취학)."""
    events = [
        Event(change=Change(kind), date=date(2024, *on), school="한빛초", grade=grade) for kind, on, grade in changes
    ]
    assert way_in(events, calendars_of(school_class.school_year).of(4)) is way


def test_a_value_of_another_school_proposes_nothing(school_class, teacher, pupil):
    enter(pupil, school_class, *TEN[-4:])
    builders.enter(builders.SAESOL)
    builders.a_ruling(builders.a_year(builders.SAESOL), "long_absence_days", 4)
    builders.enter()
    assert proposed(school_class, teacher, pupil) == ""


def test_a_value_holds_from_its_day_on(school_class, teacher, pupil):
    """The remark is of the whole year: what holds today decides."""
    enter(pupil, school_class, *TEN[-4:])
    builders.a_ruling(school_class.school_year, "long_absence_days", 4, from_on=date(2024, 5, 4))
    assert proposed(school_class, teacher, pupil) == ""
    tomorrow = replace(teacher, today=date(2024, 5, 4))
    assert proposed(school_class, tomorrow, pupil) == "감기로 인한 질병결석(4일)"
