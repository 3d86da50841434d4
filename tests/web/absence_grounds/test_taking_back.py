"""What a ban or a contest wrote is taken back: its days say again what they said before it."""

from datetime import date

import pytest

from hakjeok_web.absence_grounds import athletes, bans
from hakjeok_web.attendance.actions import Entry, close_month, save_cells
from hakjeok_web.attendance.cases import read_cases
from hakjeok_web.attendance.models import AttendanceEntry
from hakjeok_web.config.refusals import Refused
from hakjeok_web.schools.facts import calendars_of
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
APRIL = date(2024, 4, 1)
WEEK = [date(2024, 4, day) for day in range(22, 27)]
FLU = bans.Particulars(ground="infectious_disease", illness="독감", from_on=WEEK[0], to_on=WEEK[-1])
CONTEST = athletes.Particulars(name="육상대회", from_on=WEEK[0], to_on=WEEK[-1], letter="공문")


@pytest.fixture
def clock(time_machine):
    """09:00 on the day of the examples; it goes on, so that acts have an order."""
    time_machine.move_to("2024-05-03T09:00:00+09:00", tick=True)


@pytest.fixture
def enter(school_class, pupil, teacher):
    def entered(day, form, kind="", reason="", note=""):
        stands = AttendanceEntry.objects.filter(student=pupil, date=day).first()
        entry = Entry(pupil.pk, day, form, kind, reason, note, seen=stands.version if stands else 0)
        saved = save_cells(school_class=school_class, month=APRIL, entries=[entry], by=teacher)
        assert saved.written

    return entered


@pytest.fixture
def ban(pupil, teacher):
    """Makes a ban over whatever stands there."""

    def made(told=FLU):
        [planned] = bans.plan(students=[pupil.pk], told=told, by=teacher)
        keys = {each.key for each in planned.standing}
        return bans.register(students=[pupil.pk], told=told, by=teacher, replaces=keys)[0]

    return made


@pytest.fixture
def contest(pupil, teacher):
    """Makes a contest over whatever stands there."""

    def made(told=CONTEST):
        athlete = athletes.register(student=pupil, sport="육상", checked_on=None, by=teacher)
        return athletes.enter_event(athlete=athlete, told=told, by=teacher, replaces=True)

    return made


def register_of(pupil):
    rows = AttendanceEntry.objects.filter(student=pupil).order_by("date")
    return {each.date.day: (each.form, each.kind, each.reason, each.note) for each in rows}


@pytest.fixture
def mixed(enter):
    """A week of different entries, one of them an explicit 출석, one day empty."""
    enter(WEEK[0], "absence", "illness", "감기", "전화 옴")
    enter(WEEK[1], "late", "unexcused", "늦잠")
    enter(WEEK[2], "present")
    enter(WEEK[3], "absence", "unexcused", "연락되지 않음")


class TestABan:
    def test_cancelled_it_leaves_every_day_as_it_was(self, pupil, teacher, mixed, ban):
        before = register_of(pupil)
        bans.cancel(ban=ban(), seen=1, reason="다른 학생", by=teacher)
        assert register_of(pupil) == before

    def test_five_days_of_unexcused_absence_are_a_case_again(self, school_class, pupil, teacher, enter, ban):
        for day in WEEK:
            enter(day, "absence", "unexcused", "연락되지 않음")
        made = ban()
        assert not self.cases(school_class, pupil)
        bans.cancel(ban=made, seen=1, reason="진단서가 다른 학생의 것", by=teacher)
        [case] = self.cases(school_class, pupil)
        assert (case.days, case.is_running) == (5, True)

    def cases(self, school_class, pupil):
        year = school_class.school_year
        return read_cases(year, calendars_of(year), today=builders.TODAY, students=[pupil.pk])

    def test_who_comes_back_has_from_that_day_on_what_stood_there(self, pupil, teacher, mixed, ban):
        before = register_of(pupil)
        done = bans.end(ban=ban(), seen=1, returned_on=WEEK[1], by=teacher)
        assert register_of(pupil) == before | {22: ("absence", "authorized", "법정 감염병(독감)", "전화 옴")}
        assert [value.word for value in done.days.values()] == ["미인정지각", "출석", "미인정결석", "출석"]

    def test_a_day_changed_since_stays_and_is_told(self, pupil, teacher, mixed, ban, enter):
        made = ban()
        enter(WEEK[0], "absence", "other", "집안일")
        enter(WEEK[1], "")
        done = bans.cancel(ban=made, seen=1, reason="다른 학생", by=teacher)
        assert register_of(pupil)[22][:3] == ("absence", "other", "집안일")
        assert 23 not in register_of(pupil)
        assert {day: cell.word for day, cell in done.left.items()} == {WEEK[0]: "기타결석", WEEK[1]: ""}

    def test_what_a_teacher_had_entered_in_the_same_words_stays(self, pupil, teacher, enter, ban):
        enter(WEEK[0], "absence", "authorized", "법정 감염병(독감)")
        bans.cancel(ban=ban(), seen=1, reason="다른 학생", by=teacher)
        assert register_of(pupil) == {22: ("absence", "authorized", "법정 감염병(독감)", "")}

    def test_a_second_ban_does_not_bring_back_the_first(self, pupil, teacher, mixed, ban):
        before = register_of(pupil)
        bans.end(ban=ban(), seen=1, returned_on=WEEK[1], by=teacher)
        again = bans.Particulars(ground="infectious_disease", illness="독감", from_on=WEEK[1], to_on=WEEK[-1])
        bans.cancel(ban=ban(again), seen=1, reason="다른 학생", by=teacher)
        assert {day: said for day, said in register_of(pupil).items() if day > 22} == {
            day: said for day, said in before.items() if day > 22
        }

    def test_a_contest_that_was_cancelled_meanwhile_does_not_come_back(self, pupil, teacher, mixed, ban, contest):
        before = register_of(pupil)
        event = contest()
        made = ban()
        done = athletes.cancel(event=event, seen=1, reason="대회 취소", by=teacher)
        assert set(done.left) == set(WEEK)
        bans.cancel(ban=made, seen=1, reason="다른 학생", by=teacher)
        assert register_of(pupil) == before

    def test_a_contest_that_still_stands_comes_back(self, pupil, teacher, ban, contest):
        contest()
        bans.cancel(ban=ban(), seen=1, reason="다른 학생", by=teacher)
        assert {said[2] for said in register_of(pupil).values()} == {"대회 참가(육상대회)"}

    def test_a_closed_month_refuses_with_the_way_out_and_changes_nothing(
        self, school_class, pupil, teacher, mixed, ban
    ):
        made = ban()
        for day in calendars_of(school_class.school_year).of(4).between(APRIL, date(2024, 4, 30)):
            save_cells(school_class=school_class, month=APRIL, entries=[], by=teacher, take=day)
        close_month(school_class=school_class, month=APRIL, by=teacher)
        before = register_of(pupil)
        for act in (
            lambda: bans.cancel(ban=made, seen=1, reason="다른 학생", by=teacher),
            lambda: bans.end(ban=made, seen=1, returned_on=WEEK[1], by=teacher),
        ):
            with pytest.raises(Refused, match="마감취소를 요청해 주세요"):
                act()
        made.refresh_from_db()
        assert (made.is_cancelled, made.returned_on, register_of(pupil)) == (False, None, before)


class TestAContest:
    def test_cancelled_it_leaves_every_day_as_it_was(self, pupil, teacher, mixed, contest):
        before = register_of(pupil)
        athletes.cancel(event=contest(), seen=1, reason="대회 취소", by=teacher)
        assert register_of(pupil) == before

    def test_also_after_it_was_said_that_lessons_were_not_made_up(self, pupil, teacher, mixed, contest):
        before = register_of(pupil)
        event = contest()
        athletes.say_made_up(event=event, seen=1, made_up=False, by=teacher)
        athletes.cancel(event=event, seen=2, reason="대회 취소", by=teacher)
        assert register_of(pupil) == before


class TestPages:
    def test_the_person_is_told_what_stands_again_and_what_was_left(self, client, homeroom, mixed, ban, enter):
        made = ban()
        enter(WEEK[0], "absence", "other", "집안일")
        builders.sign_in(client, homeroom)
        sent = {"act": "cancel", "seen": 1, "reason": "다른 학생"}
        page = client.post(f"/entry-bans/{made.pk}/", sent, follow=True).content.decode()
        assert "되돌린 날: 4. 23.(화) 미인정지각, 4. 25.(목) 미인정결석." in page
        assert "그대로 두었습니다: 4. 22.(월) 기타결석." in page

    def test_an_extension_names_the_days_that_it_would_overwrite(self, client, homeroom, teacher, pupil, enter):
        told = bans.Particulars(ground="infectious_disease", illness="독감", from_on=WEEK[0], to_on=WEEK[1])
        [made] = bans.register(students=[pupil.pk], told=told, by=teacher)
        enter(WEEK[2], "late", "unexcused", "늦잠")
        enter(WEEK[4], "absence", "illness", "감기")
        builders.sign_in(client, homeroom)
        sent = {"act": "extend", "seen": 1, "to_on": "2024-04-26"}
        refused = client.post(f"/entry-bans/{made.pk}/", sent)
        assert "4. 24.(수) ‘미인정지각’, 4. 26.(금) ‘질병결석’" in refused.content.decode()
        assert client.post(f"/entry-bans/{made.pk}/", sent | {"replaces": "on"}).status_code == 302
        assert {said[1] for said in register_of(pupil).values()} == {"authorized"}
