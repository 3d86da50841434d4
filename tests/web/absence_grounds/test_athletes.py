"""학생선수 허용일수 (p.21–22): what counts, what does not, the limit, and lessons that were not made up."""

import html
from datetime import date

import pytest

from hakjeok_web.absence_grounds import athletes
from hakjeok_web.absence_grounds.athletes import Particulars
from hakjeok_web.absence_grounds.models import AthleteEvent
from hakjeok_web.absence_grounds.queries import allowance_of, athlete_or_404
from hakjeok_web.accounts.models import MenuGrant
from hakjeok_web.accounts.policies import Menu
from hakjeok_web.attendance.models import AttendanceEntry
from hakjeok_web.config.refusals import Refused
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
MONDAY, THURSDAY = date(2024, 4, 15), date(2024, 4, 18)


def told(**facts) -> Particulars:
    usual = {"name": "가온시 육상대회", "from_on": MONDAY, "to_on": THURSDAY, "letter": "가온체육회-12"}
    return Particulars(**{**usual, **facts})


@pytest.fixture
def athlete(pupil, teacher):
    return athletes.register(student=pupil, sport="육상", checked_on=date(2024, 3, 5), by=teacher)


def used(athlete):
    found = allowance_of(athlete.events.all())
    return found.used, found.remaining


def test_four_days_of_a_contest_take_four_days(athlete, teacher):
    """p.21 [예시1] 학생선수가 4일 동안 대회에 참가한 경우: 학교급별 출석인정 허용일수에서 4일 제외."""
    athletes.enter_event(athlete=athlete, told=told(), by=teacher)
    assert used(athlete) == (4, 16)
    assert set(AttendanceEntry.objects.values_list("form", "kind", "reason")) == {
        ("absence", "authorized", "대회 참가(가온시 육상대회)")
    }


def test_twelve_lessons_take_two_days(athlete, teacher):
    """p.21 [예시2] 조퇴 4시간, 결과 4시간, 지각 4시간: 합산 12시간이 되므로 2일로 간주."""
    for day, form in ((15, "early_leave"), (16, "class_absence"), (17, "late")):
        on = date(2024, 4, day)
        facts = told(name=f"훈련 {day}", from_on=on, to_on=on, form=form, lessons=4)
        athletes.enter_event(athlete=athlete, told=facts, by=teacher)
    assert used(athlete) == (2, 18)


def test_beyond_twenty_days_the_principal_may_not_confirm(athlete, teacher):
    """p.21: 학교장은 ‘학생선수 출석인정결석 허용일수’를 초과하여 … 「학교장확인서」를 발급할 수 없습니다."""
    athletes.enter_event(athlete=athlete, told=told(to_on=date(2024, 5, 10)), by=teacher)
    spent = used(athlete)[0]
    assert 15 <= spent <= 20
    with pytest.raises(Refused, match="학교장 확인서를 발급할 수 없습니다"):
        athletes.enter_event(athlete=athlete, told=told(from_on=date(2024, 5, 20), to_on=date(2024, 5, 31)), by=teacher)
    assert AthleteEvent.objects.count() == 1


def test_the_national_festival_takes_nothing(athlete, teacher):
    """p.21: 전국체육대회 및 전국소년체육대회 참가(지역예선, 하계·동계 대회 모두 포함)는 누적되지 않는다."""
    athletes.enter_event(athlete=athlete, told=told(exempt="national_sports_festival"), by=teacher)
    assert used(athlete) == (0, 20)
    assert AttendanceEntry.objects.filter(kind="authorized").count() == 4


def test_lessons_that_were_not_made_up_make_the_days_unexcused(athlete, teacher):
    """p.21: 수업결손 보충 최종 확인(보충 의무 미이행시 미인정 처리)."""
    event = athletes.enter_event(athlete=athlete, told=told(), by=teacher)
    athletes.say_made_up(event=event, seen=1, made_up=False, by=teacher)
    assert set(AttendanceEntry.objects.values_list("kind", flat=True)) == {"unexcused"}
    assert used(athlete) == (0, 20)


def test_made_up_lessons_leave_the_days_authorized(athlete, teacher):
    event = athletes.enter_event(athlete=athlete, told=told(), by=teacher)
    athletes.say_made_up(event=event, seen=1, made_up=True, by=teacher)
    assert set(AttendanceEntry.objects.values_list("kind", flat=True)) == {"authorized"}
    assert athlete_or_404(teacher, athlete.pk).to_make_up == 0


def test_a_contest_to_come_is_not_made_up_yet(athlete, teacher):
    event = athletes.enter_event(athlete=athlete, told=told(to_on=date(2024, 5, 7)), by=teacher)
    with pytest.raises(Refused, match="아직 끝나지 않은"):
        athletes.say_made_up(event=event, seen=1, made_up=True, by=teacher)


def test_a_cancelled_contest_gives_its_days_back(athlete, teacher):
    event = athletes.enter_event(athlete=athlete, told=told(), by=teacher)
    athletes.cancel(event=event, seen=1, reason="대회 취소", by=teacher)
    assert not AttendanceEntry.objects.exists()
    assert used(athlete) == (0, 20)


def test_contests_of_one_athlete_do_not_overlap(athlete, teacher):
    athletes.enter_event(athlete=athlete, told=told(), by=teacher)
    with pytest.raises(Refused, match="날짜가 겹칩니다"):
        athletes.enter_event(athlete=athlete, told=told(from_on=THURSDAY), by=teacher)


def test_the_second_of_two_people_is_told_who_did_what(athlete, teacher, registrar):
    event = athletes.enter_event(athlete=athlete, told=told(), by=teacher)
    athletes.say_made_up(event=event, seen=1, made_up=True, by=teacher)
    with pytest.raises(Refused, match=r"김담임 선생님이 .*수업을 보충함"):
        athletes.cancel(event=event, seen=1, reason="대회 취소", by=registrar)


def test_a_pupil_is_registered_once_a_year(pupil, athlete, teacher):
    with pytest.raises(Refused, match="이미 등록되어"):
        athletes.register(student=pupil, sport="수영", checked_on=None, by=teacher)


def test_who_is_near_the_limit_stands_first(client, school_class, athlete, teacher, homeroom):
    other = builders.a_pupil(school_class, number=1, name="강민준")
    athletes.register(student=other, sport="수영", checked_on=None, by=teacher)
    athletes.enter_event(athlete=athlete, told=told(), by=teacher)
    page = builders.sign_in(client, homeroom).get("/athletes/").content.decode()
    assert page.index("박하준") < page.index("강민준")
    assert "16일" in page


def test_where_it_is_looked_up_whether_a_pupil_is_a_registered_athlete(client, pupil, homeroom):
    """p.35 질의: ‘학생선수’ 여부를 확인할 수 있는 방법 — 대한체육회 포털에서 아래의 경로로 확인이 가능합니다."""
    page = html.unescape(builders.sign_in(client, homeroom).get(f"/athletes/new/?student={pupil.pk}").content.decode())
    path = ("www.sports.or.kr", "전문체육 선수등록&증명서", "정보제공서비스(전문선수 통합검색)", "선수정보 통합검색")
    places = [page.index(each) for each in path]
    assert places == sorted(places)


def test_the_coach_reads_how_much_was_used(client, athlete, teacher):
    """p.21: 학교운동부 감독교사도 허용일수 누적시수 확인 가능."""
    athletes.enter_event(athlete=athlete, told=told(), by=teacher)
    coach = builders.a_staff("duty", name="최감독")
    builders.sign_in(client, coach)
    assert client.get("/athletes/").status_code == 404
    MenuGrant.objects.create(
        school_id=coach.school_id, staff=coach, menu=Menu.ATHLETES, may_read=True, may_write=False, reason="감독",
        granted_by=teacher.user,
    )  # fmt: skip
    assert "남은 일수 16일" in client.get(f"/athletes/{athlete.pk}/").content.decode()


def test_the_pages_register_and_enter(client, pupil, homeroom):
    builders.sign_in(client, homeroom)
    assert "www.sports.or.kr" in client.get(f"/athletes/new/?student={pupil.pk}").content.decode()
    made = client.post(f"/athletes/new/?student={pupil.pk}", {"sport": "육상"})
    assert made.status_code == 302
    form = {
        "name": "육상대회", "letter": "공문", "from_on": "2024-04-15", "to_on": "2024-04-16", "form": "absence",
    }  # fmt: skip
    assert client.post(made["Location"], form).status_code == 302
    event = AthleteEvent.objects.get()
    page = client.get(made["Location"]).content.decode()
    assert "남은 일수 18일" in page
    sent = {"act": "not_made_up", "event": str(event.pk), "seen": 1}
    assert client.post(made["Location"], sent).status_code == 302
    assert client.post(made["Location"], {**form, "name": ""}).status_code == 422
    lessons = {**form, "form": "late", "from_on": "2024-04-17", "to_on": "2024-04-17"}
    assert "빠진 수업시간이 비어" in client.post(made["Location"], lessons).content.decode()
