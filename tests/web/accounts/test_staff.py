"""The administrator keeps posts and rights; he cannot help himself, and every act is kept."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from hakjeok_web.accounts import staff
from hakjeok_web.accounts.models import AccessEntry, Homeroom, MenuGrant, Staff, User
from hakjeok_web.accounts.policies import Menu, Right, Role, Scope
from hakjeok_web.config.refusals import Refused
from tests import builders
from tests.builders import HANBIT, SAESOL, TODAY

pytestmark = pytest.mark.django_db
NEW = {"name": "나보건", "login": "na.bogeon", "role": "duty", "position": "보건교사", "from_on": "2024-05-03"}


@pytest.fixture
def admin():
    builders.enter(HANBIT, SAESOL)
    return builders.a_staff(Role.SCHOOL_ADMIN, name="황관리")


@pytest.fixture
def browser(client, admin):
    return builders.sign_in(client, admin)


@pytest.fixture
def teacher(admin):
    return builders.a_homeroom(builders.a_class(builders.a_year()), name="김담임")


def test_a_new_person_enrols_by_the_link_that_is_shown_once(browser):
    page = browser.post("/settings/staff/new/", NEW)
    path = page.context["link"].split("localhost:8000")[-1]
    assert Client().get(path).status_code == 200
    assert (
        "/enrol/"
        not in browser.get(f"/settings/staff/{Staff.objects.get(user__login='na.bogeon').pk}/").content.decode()
    )


def test_a_taken_sign_in_name_is_refused_and_what_was_typed_stays(browser):
    builders.a_user(login="na.bogeon")
    answer = browser.post("/settings/staff/new/", NEW)
    assert answer.status_code == 422
    assert "‘na.bogeon’은 이미 쓰는 아이디입니다" in answer.content.decode()
    assert 'value="보건교사"' in answer.content.decode()


@pytest.mark.parametrize("login", ["ab", "Na.Bogeon", "나보건", "na bogeon", "-bogeon", "a" * 31])
def test_badly_formed_sign_in_names_are_refused(browser, login):
    assert browser.post("/settings/staff/new/", NEW | {"login": login}).status_code == 422
    assert not User.objects.filter(name="나보건").exists()


def test_a_changed_role_counts_with_the_next_click(browser, teacher):
    theirs = builders.sign_in(Client(), teacher)
    assert theirs.get("/settings/staff/").status_code == 404
    browser.post(f"/settings/staff/{teacher.pk}/post/", {"role": "school_admin", "position": "정보부장"})
    assert theirs.get("/settings/staff/").status_code == 200


def test_an_ended_post_is_refused_with_the_next_click_and_leaves_the_class(browser, teacher):
    theirs = builders.sign_in(Client(), teacher)
    assert theirs.get("/account/").status_code == 200
    yesterday = TODAY - timedelta(days=1)
    assert browser.post(f"/settings/staff/{teacher.pk}/end/", {"to_on": yesterday}).status_code == 302
    assert theirs.get("/account/").status_code == 302
    assert Homeroom.objects.get(staff=teacher).to_on == yesterday


def test_a_last_day_before_the_first_is_refused_with_the_remedy(browser, teacher):
    answer = browser.post(f"/settings/staff/{teacher.pk}/end/", {"to_on": "2020-02-29"})
    assert answer.status_code == 422
    assert "시작일 이후의 날을 적어 주세요" in answer.content.decode()


@pytest.mark.parametrize(
    ("action", "values"),
    [
        (staff.change_post, {"role": "principal", "position": ""}),
        (staff.end_post, {"to_on": TODAY}),
        (staff.invite_again, {}),
        (staff.grant, {"menu": "students", "level": "write", "reason": "보고 싶어서"}),
    ],
)
def test_nobody_helps_himself(admin, action, values):
    with pytest.raises(Refused, match="스스로 바꿀 수 없습니다"):
        action(by=builders.actor(admin), post=admin, **values)


def test_lost_keys_get_a_new_link(browser, teacher):
    page = browser.post(f"/settings/staff/{teacher.pk}/invitation/")
    assert "/enrol/" in page.context["link"]


def test_somebody_of_two_schools_is_not_handed_to_one_of_them(admin, teacher):
    Staff.objects.create(school_id=SAESOL, user=teacher.user, role=Role.HOMEROOM, from_on=TODAY)
    builders.enter(HANBIT, user=admin.user_id)
    with pytest.raises(Refused, match="다른 학교에도 근무하는 사람"):
        staff.invite_again(by=builders.actor(admin), post=teacher)
    assert Staff.objects.filter(school_id=SAESOL).count() == 0  # the look across the wall is over


def _grant(browser, post, level, menu="statistics"):
    reason = {"write": "통계를 함께 맡음", "none": "업무가 끝남", "read": "참고"}[level]
    return browser.post(f"/settings/rights/{post.pk}/grant/", {"menu": menu, "level": level, "reason": reason})


def test_a_granted_right_counts_at_once_and_so_does_its_withdrawal(browser, teacher):
    assert builders.actor(teacher).right(Menu.STATISTICS) == Right()
    _grant(browser, teacher, "write")
    assert builders.actor(teacher).right(Menu.STATISTICS) == Right(Scope.SCHOOL, Scope.SCHOOL)
    _grant(browser, teacher, "none")
    assert builders.actor(teacher).right(Menu.STATISTICS) == Right()


def test_the_history_keeps_both_acts_with_who_and_why_newest_first(browser, teacher, clock):
    _grant(browser, teacher, "write")
    clock.shift(60)
    _grant(browser, teacher, "none")
    acts = browser.get(f"/settings/rights/{teacher.pk}/").context["history"]
    assert [(act.words, act.reason, act.granted_by.name) for act in acts] == [
        ("없음", "업무가 끝남", "황관리"),
        ("보기와 적기", "통계를 함께 맡음", "황관리"),
    ]


def test_the_history_reaches_back_five_years_and_no_further(browser, teacher, clock):
    _grant(browser, teacher, "read")
    clock.shift(timedelta(days=5 * 365 + 1))  # 2029. 5. 3.
    assert _history_length(browser, teacher, clock) == 1
    clock.shift(timedelta(days=1))
    assert _history_length(browser, teacher, clock) == 0


def _history_length(browser, teacher, clock):
    builders.sign_in(browser, Staff.objects.get(role=Role.SCHOOL_ADMIN))
    return len(browser.get(f"/settings/rights/{teacher.pk}/").context["history"])


def test_a_right_without_a_reason_is_not_given(browser, teacher):
    answer = browser.post(f"/settings/rights/{teacher.pk}/grant/", {"menu": "students", "level": "read", "reason": " "})
    assert answer.status_code == 422
    assert not MenuGrant.objects.exists()


def test_giving_what_is_there_already_says_so(browser, teacher):
    _grant(browser, teacher, "read")
    answer = _grant(browser, teacher, "read")
    assert "권한은 이미 ‘보기’입니다" in answer.content.decode()
    assert MenuGrant.objects.count() == 1


def test_the_list_of_staff_goes_out_as_excel_with_its_purpose_in_the_log(browser, teacher):
    assert browser.get("/settings/staff/excel/").status_code == 200
    assert not AccessEntry.objects.exists()
    answer = browser.post("/settings/staff/excel/?state=all", {"purpose": "점검"})
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_name("교직원").to_python()
    assert [row[0] for row in rows] == ["성명", "김담임", "황관리"]
    assert rows[1][4] == "4-2"
    entry = AccessEntry.objects.get()
    assert (entry.function, entry.purpose, entry.pupils) == ("accounts:staff-excel", "엑셀 받기: 점검", [])


def test_rights_go_out_as_excel(browser, teacher):
    _grant(browser, teacher, "write")
    answer = browser.post("/settings/rights/excel/", {"purpose": "점검"})
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_name("권한 기록").to_python()
    assert rows[1][1:] == ["김담임", "출결 통계", "보기와 적기", "통계를 함께 맡음", "황관리"]


def test_the_list_takes_few_queries_however_many_people(browser, teacher, asks_at_most):
    for number in range(60):
        builders.a_staff(Role.DUTY, name=f"직원{number:02}")
    with asks_at_most(8):
        page = browser.get("/settings/staff/")
    assert len(page.context["rows"]) == 50
    assert page.context["pages"]["text"] == "1~50 / 62명"
    with asks_at_most(8):
        assert len(browser.get("/settings/staff/?page=2").context["rows"]) == 12
    with asks_at_most(8):
        browser.get("/settings/rights/")
    with asks_at_most(8):
        browser.get(f"/settings/rights/{teacher.pk}/")
