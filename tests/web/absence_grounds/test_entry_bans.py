"""등교중지: several pupils at once, what the register says of their days, extension, return, cancellation."""

import html
import re
import uuid
from datetime import date

import pytest

from hakjeok_web.absence_grounds import bans
from hakjeok_web.absence_grounds.bans import Particulars
from hakjeok_web.absence_grounds.models import EntryBan
from hakjeok_web.accounts.models import AccessEntry
from hakjeok_web.attendance.actions import Entry, close_month, save_cells
from hakjeok_web.attendance.models import AttendanceEntry
from hakjeok_web.config.refusals import Refused
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
MAY = date(2024, 5, 1)
FIRST, LAST = date(2024, 5, 2), date(2024, 5, 8)  # Thursday to Wednesday; the sixth is a day off
DAYS = [date(2024, 5, 2), date(2024, 5, 3), date(2024, 5, 7), date(2024, 5, 8)]


def told(**facts) -> Particulars:
    usual = {"ground": "infectious_disease", "illness": "독감", "from_on": FIRST, "to_on": LAST}
    return Particulars(**{**usual, **facts})


def replacing(pupil, by, **facts):
    """A ban that overwrites whatever its check shows."""
    [planned] = bans.plan(students=[pupil.pk], told=told(**facts), by=by)
    keys = {each.key for each in planned.standing}
    return bans.register(students=[pupil.pk], told=told(**facts), by=by, replaces=keys)[0]


def shown(answer) -> str:
    """The page's words, one blank between them."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode().partition("<main")[2])
    return re.sub(r"\s+", " ", html.unescape(text))


def entered(pupil):
    rows = AttendanceEntry.objects.filter(student=pupil).order_by("date")
    return [(each.date, each.kind, each.reason) for each in rows]


@pytest.fixture
def ban(pupil, teacher):
    return bans.register(students=[pupil.pk], told=told(), by=teacher)[0]


def test_a_statutory_infection_is_authorized_on_its_school_days(pupil, ban):
    """p.20: 법정 감염병 등으로 출석하지 못한 경우. Days without school are not entered."""
    assert entered(pupil) == [(day, "authorized", "법정 감염병(독감)") for day in DAYS]


@pytest.mark.parametrize(("recognised", "kind"), [(True, "authorized"), (False, "illness")])
def test_another_infection_is_authorized_where_the_principal_recognises_the_need(pupil, teacher, recognised, kind):
    """p.20: 학교 내 확산 방지를 위해 학교장이 필요하다고 인정하는 비법정 감염병 포함."""
    facts = told(ground="nonstatutory_infection", illness="농가진", is_recognised=recognised)
    bans.register(students=[pupil.pk], told=facts, by=teacher)
    assert {each for _, each, _ in entered(pupil)} == {kind}


def test_several_pupils_are_kept_home_at_once(school_class, pupil, teacher):
    other = builders.a_pupil(school_class, number=8, name="정도윤")
    assert len(bans.register(students=[pupil.pk, other.pk], told=told(), by=teacher)) == 2
    assert entered(pupil) == entered(other)


def test_what_is_entered_already_is_changed_only_on_purpose(school_class, pupil, teacher):
    entry = Entry(pupil.pk, DAYS[1], "absence", "illness", "감기", "전화 옴")
    save_cells(school_class=school_class, month=MAY, entries=[entry], by=teacher)
    with pytest.raises(Refused, match=r"이미 적힌 출결이 있습니다: 5\. 3\.\(금\) ‘질병결석’"):
        bans.register(students=[pupil.pk], told=told(), by=teacher)
    assert not EntryBan.objects.exists()
    assert AttendanceEntry.objects.get().kind == "illness"
    replacing(pupil, teacher, from_on=DAYS[1])
    assert AttendanceEntry.objects.get(date=DAYS[1]).note == "전화 옴"


def test_overlapping_bans_name_the_other_one(pupil, ban, registrar):
    with pytest.raises(Refused, match="김담임 선생님이"):
        bans.register(students=[pupil.pk], told=told(from_on=LAST, to_on=date(2024, 5, 10)), by=registrar)


def test_a_closed_month_refuses_with_the_way_out(school_class, pupil, registrar, teacher):
    days = [date(2024, 3, day) for day in range(4, 32)]
    for day in days:
        if day.weekday() < 5:
            save_cells(school_class=school_class, month=date(2024, 3, 1), entries=[], by=teacher, take=day)
    close_month(school_class=school_class, month=date(2024, 3, 1), by=teacher)
    with pytest.raises(Refused, match="마감취소를 요청해 주세요"):
        bans.register(students=[pupil.pk], told=told(from_on=date(2024, 3, 28), to_on=date(2024, 4, 2)), by=registrar)


def test_an_extension_enters_the_further_days(pupil, ban, teacher):
    bans.extend(ban=ban, seen=1, to_on=date(2024, 5, 10), by=teacher)
    assert [day for day, _, _ in entered(pupil)] == [*DAYS, date(2024, 5, 9), date(2024, 5, 10)]


def test_who_comes_back_early_is_present_again_from_that_day(pupil, ban, teacher):
    bans.end(ban=ban, seen=1, returned_on=date(2024, 5, 3), by=teacher)
    assert [day for day, _, _ in entered(pupil)] == DAYS[:1]
    ban.refresh_from_db()
    assert ban.to_on == date(2024, 5, 2)


def test_what_somebody_entered_since_stays_when_the_ban_is_cancelled(school_class, pupil, ban, teacher):
    stands = AttendanceEntry.objects.get(date=DAYS[1])
    entry = Entry(pupil.pk, DAYS[1], "absence", "illness", "입원", seen=stands.version)
    save_cells(school_class=school_class, month=MAY, entries=[entry], by=teacher)
    bans.cancel(ban=ban, seen=1, reason="다른 학생", by=teacher)
    assert entered(pupil) == [(DAYS[1], "illness", "입원")]


def test_the_second_of_two_people_is_told_who_did_what(pupil, ban, teacher, registrar):
    bans.extend(ban=ban, seen=1, to_on=date(2024, 5, 10), by=teacher)
    with pytest.raises(Refused, match=r"김담임 선생님이 .*‘연장’"):
        bans.end(ban=ban, seen=1, returned_on=date(2024, 5, 3), by=registrar)


def test_a_teacher_of_another_class_registers_nobody(school_class, pupil):
    other = builders.a_homeroom(builders.a_class(school_class.school_year, 4, 3), name="이담임")
    with pytest.raises(Refused, match="담임교사나 학적 담당이"):
        bans.register(students=[pupil.pk], told=told(), by=builders.actor(other))


def test_the_period_may_not_end_before_it_begins(pupil, teacher):
    with pytest.raises(Refused, match="마지막 날이 시작일보다"):
        bans.register(students=[pupil.pk], told=told(to_on=date(2024, 5, 1)), by=teacher)


class TestPages:
    def sent(self, *pupils, **facts):
        usual = {
            "students": [str(each.pk) for each in pupils], "ground": "infectious_disease", "illness": "독감",
            "from_on": "2024-05-02", "to_on": "2024-05-03", "key": str(uuid.uuid4()), "confirmed": "1",
        }  # fmt: skip
        return {**usual, **facts}

    def test_a_teacher_registers_pupils_of_his_class(self, client, pupil, homeroom):
        builders.sign_in(client, homeroom)
        assert "7번 박하준" in client.get("/entry-bans/new/").content.decode()
        form = self.sent(pupil)
        assert [client.post("/entry-bans/new/", form).status_code for _ in range(2)] == [302, 302]
        assert EntryBan.objects.count() == 1
        page = client.get("/entry-bans/").content.decode()
        assert "오늘 끝나는 학생 1명" in page
        assert AccessEntry.objects.filter(pupils__contains=[pupil.pk], purpose="등교중지").exists()

    def test_the_registrar_chooses_the_class_first(self, client, school_class, pupil, registrar_staff):
        builders.a_class(school_class.school_year, 4, 3)
        builders.sign_in(client, registrar_staff)
        assert "학생 고르기" in client.get("/entry-bans/new/").content.decode()
        assert "박하준" in client.get(f"/entry-bans/new/?class={school_class.pk}").content.decode()

    def test_a_refused_form_keeps_what_was_typed(self, client, pupil, homeroom):
        answer = builders.sign_in(client, homeroom).post("/entry-bans/new/", self.sent(pupil, ground=""))
        assert answer.status_code == 422
        assert 'value="독감"' in answer.content.decode()

    def test_before_anything_is_written_each_pupils_days_are_shown(self, client, school_class, pupil, homeroom):
        other = builders.a_pupil(school_class, number=8, name="정도윤", from_on=date(2024, 5, 3))
        builders.sign_in(client, homeroom)
        form = self.sent(pupil, other, to_on="2025-02-28")
        del form["confirmed"]
        page = shown(client.post("/entry-bans/new/", form))
        assert "2024. 5. 2.(목)부터 2025. 2. 28.(금)까지" in page
        [first, second] = re.findall(r"번 (\w+) (\d+)일 (5\. \d\.\(.\)~2025\. 1\. 10\.\(금\) 출석인정결석 없음)", page)
        assert first[0] == "박하준"
        assert first[2].startswith("5. 2.(목)")
        assert second[0] == "정도윤"
        assert int(second[1]) == int(first[1]) - 1 > 100
        assert not EntryBan.objects.exists()
        assert client.post("/entry-bans/new/", form | {"confirmed": "1"}).status_code == 302
        assert EntryBan.objects.count() == 2

    def test_only_what_was_shown_and_ticked_for_a_pupil_is_overwritten(self, client, school_class, pupil, homeroom):
        teacher, other = builders.actor(homeroom), builders.a_pupil(school_class, number=8, name="정도윤")
        entries = [
            Entry(pupil.pk, DAYS[0], "absence", "unexcused", "연락되지 않음"),
            Entry(other.pk, DAYS[1], "late", "unexcused", "늦잠"),
        ]
        save_cells(school_class=school_class, month=MAY, entries=entries, by=teacher)
        builders.sign_in(client, homeroom)
        form = self.sent(pupil, other)
        answer = client.post("/entry-bans/new/", {key: form[key] for key in form if key != "confirmed"})
        assert "5. 2.(목) 미인정결석(연락되지 않음) 이미 적은 출결을 바꿈 7번 박하준" in shown(answer)
        ticks = re.findall(r'name="replaces" value="([^"]+)"', answer.content.decode())
        refused = client.post("/entry-bans/new/", {**form, "replaces": ticks[:1]})
        assert refused.status_code == 422
        assert "정도윤 학생은 이미 적힌 출결이 있습니다: 5. 3.(금) ‘미인정지각’" in shown(refused)
        assert not EntryBan.objects.exists()
        assert client.post("/entry-bans/new/", {**form, "replaces": ticks}).status_code == 302
        assert set(AttendanceEntry.objects.values_list("kind", flat=True)) == {"authorized"}

    def test_what_somebody_entered_after_it_was_shown_is_not_overwritten(self, client, school_class, pupil, homeroom):
        teacher, form = builders.actor(homeroom), self.sent(pupil)
        entry = Entry(pupil.pk, DAYS[0], "absence", "unexcused", "연락되지 않음")
        save_cells(school_class=school_class, month=MAY, entries=[entry], by=teacher)
        builders.sign_in(client, homeroom)
        seen = client.post("/entry-bans/new/", {key: form[key] for key in form if key != "confirmed"})
        ticks = re.findall(r'name="replaces" value="([^"]+)"', seen.content.decode())
        version = AttendanceEntry.objects.get().version
        entry = Entry(pupil.pk, DAYS[0], "absence", "illness", "입원", seen=version)
        save_cells(school_class=school_class, month=MAY, entries=[entry], by=teacher)
        refused = client.post("/entry-bans/new/", {**form, "replaces": ticks})
        assert refused.status_code == 422
        assert "5. 2.(목) 질병결석(입원)" in shown(refused)
        assert AttendanceEntry.objects.get().kind == "illness"

    def test_a_closed_month_is_refused_before_anything_is_asked(self, client, school_class, pupil, homeroom, teacher):
        for day in range(4, 32):
            if date(2024, 3, day).weekday() < 5:
                on = date(2024, 3, day)
                save_cells(school_class=school_class, month=date(2024, 3, 1), entries=[], by=teacher, take=on)
        close_month(school_class=school_class, month=date(2024, 3, 1), by=teacher)
        form = self.sent(pupil, from_on="2024-03-28", to_on="2024-04-02")
        del form["confirmed"]
        refused = builders.sign_in(client, homeroom).post("/entry-bans/new/", form)
        assert refused.status_code == 422
        assert "마감취소를 요청해 주세요" in refused.content.decode()
        assert 'value="독감"' in refused.content.decode()

    def test_it_says_which_kind_was_written_for_each_pupil(self, client, school_class, pupil, homeroom):
        """p.20: a non-statutory infection that the principal did not recognise is 질병결석."""
        other = builders.a_pupil(school_class, number=8, name="정도윤")
        builders.sign_in(client, homeroom)
        form = self.sent(pupil, other, ground="nonstatutory_infection", illness="농가진")
        page = client.post("/entry-bans/new/", form, follow=True).content.decode()
        assert re.search(r"(박하준, 정도윤|정도윤, 박하준) 학생을 등교중지로 등록하고 출석부에 질병결석으로", page)

    def test_going_back_keeps_what_was_typed(self, client, pupil, homeroom):
        form = self.sent(pupil) | {"edit": "1"}
        del form["confirmed"]
        page = builders.sign_in(client, homeroom).post("/entry-bans/new/", form).content.decode()
        assert 'value="독감"' in page
        assert "checked" in page

    def test_the_page_of_a_ban_extends_ends_and_cancels(self, client, pupil, homeroom, ban):
        builders.sign_in(client, homeroom)
        url = f"/entry-bans/{ban.pk}/"
        assert client.post(url, {"act": "extend", "seen": 1, "to_on": "2024-05-09"}).status_code == 302
        assert client.post(url, {"act": "return", "seen": 1, "returned_on": "2024-05-03"}).status_code == 422
        assert client.post(url, {"act": "return", "seen": 2, "returned_on": "2024-05-03"}).status_code == 302
        assert client.post(url, {"act": "cancel", "seen": 3, "reason": ""}).status_code == 422
        assert client.post(url, {"act": "cancel", "seen": 3, "reason": "다른 학생"}).status_code == 302
        page = client.get(url).content.decode()
        assert "연장" in page
        assert "다른 학생" in page

    def test_heads_read_but_do_not_write(self, client, ban):
        builders.sign_in(client, builders.a_staff("principal"))
        assert client.get(f"/entry-bans/{ban.pk}/").status_code == 200
        assert client.post(f"/entry-bans/{ban.pk}/", {"act": "cancel"}).status_code == 403


def test_a_long_list_is_turned_page_by_page_and_keeps_what_was_asked(client, school_class, ban, teacher, monkeypatch):
    monkeypatch.setattr("hakjeok_web.absence_grounds.views.listing.PER_PAGE", 1)
    other = builders.a_pupil(school_class, number=8, name="정도윤")
    bans.register(students=[other.pk], told=told(), by=teacher)
    builders.sign_in(client, builders.a_staff("registrar"))
    first = client.get("/entry-bans/?all=1").content.decode()
    assert "1~1명 / 2명" in first
    assert 'rel="next" href="?all=1&amp;page=2"' in first
    assert "정도윤" in client.get("/entry-bans/?all=1&page=2").content.decode()
