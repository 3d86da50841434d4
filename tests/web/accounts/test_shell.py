"""The frame of a page links only to what exists and may be opened, and costs no query of its own."""

import pytest
from django.test import RequestFactory

from hakjeok_web.accounts.policies import Role
from hakjeok_web.config import shell as frame
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def frame_of(client):
    """A function: the frame that a person sees on a page."""

    def seen(post, path="/account/"):
        builders.sign_in(client, post)
        return client.get(path).context["shell"]

    return seen


def _titles(shell):
    return [child["title"] for area in shell.nav for child in area["children"]]


def test_every_link_of_the_navigation_opens(client, frame_of):
    builders.enter()
    builders.a_year()
    for role in Role:
        shell = frame_of(builders.a_staff(role))
        for url in [area["url"] for area in shell.nav] + [item["url"] for item in shell.bottom]:
            assert (role, url, client.get(url, follow=True).status_code) == (role, url, 200)


def test_the_administrator_sees_settings_and_no_pupils(frame_of):
    builders.enter()
    shell = frame_of(builders.a_staff(Role.SCHOOL_ADMIN))
    assert {"교직원", "권한", "조회 기록"} <= set(_titles(shell))
    assert not {"학생 명부", "출석부", "오늘의 결석"} & set(_titles(shell))


def test_a_teacher_sees_his_register_and_no_settings_of_others(frame_of):
    builders.enter()
    shell = frame_of(builders.a_homeroom(builders.a_class(builders.a_year())))
    assert "출석부" in _titles(shell)
    assert not {"교직원", "권한", "조회 기록"} & set(_titles(shell))


def test_the_present_page_is_marked_and_only_it(frame_of):
    builders.enter()
    shell = frame_of(builders.a_staff(Role.SCHOOL_ADMIN), "/settings/staff/new/")
    marked = [child["title"] for area in shell.nav for child in area["children"] if child["current"]]
    assert marked == ["교직원"]


def test_the_phone_bar_has_at_most_four(frame_of):
    builders.enter()
    for role in Role:
        assert len(frame_of(builders.a_staff(role)).bottom) <= 4


def test_says_school_role_year_and_semester(frame_of):
    builders.enter()
    builders.a_year()
    shell = frame_of(builders.a_staff(Role.DUTY, position="교무부장"))
    assert (shell.school_name, shell.role, shell.year_label) == ("한빛초등학교", "교무부장", "2024학년도 1학기")


def test_a_past_year_is_read_only(frame_of):
    builders.enter()
    shell = frame_of(builders.a_staff(Role.REGISTRAR))
    assert shell.readonly_year is None
    shell._request.year_shown = 2023
    assert shell.readonly_year == 2023
    shell._request.year_shown = 2024
    assert shell.readonly_year is None


def test_a_page_that_reads_the_years_offers_them_in_the_bar(client, frame_of):
    builders.enter()
    builders.a_year()
    post = builders.a_staff(Role.REGISTRAR)
    builders.a_year(year=2023)
    assert frame_of(post).years == []
    assert [(each["label"], each["current"]) for each in frame_of(post, "/students/").years] == [
        ("2024학년도", True),
        ("2023학년도", False),
    ]
    chosen = frame_of(post, "/students/?year=2023")
    assert chosen.readonly_year == 2023
    assert [each["url"] for each in chosen.years if each["current"]] == ["/settings/years/?year=2023"]


def test_counts_obligations_with_whatever_counter_was_set(frame_of, monkeypatch):
    builders.enter()
    monkeypatch.setattr(frame, "todo_counter", lambda actor: 5 if actor.role == "registrar" else 0)
    assert frame_of(builders.a_staff(Role.REGISTRAR)).todo_count == 5


def test_the_frame_itself_asks_the_database_nothing(client, asks_at_most, monkeypatch):
    builders.enter()
    monkeypatch.setattr(frame, "todo_counter", None)
    builders.sign_in(client, builders.a_staff(Role.REGISTRAR))
    client.get("/account/sessions/")
    # session with user, the transaction's settings, actor, and the page's own list
    with asks_at_most(4):
        client.get("/account/sessions/")


def test_stands_on_a_page_of_nobody():
    nobody = frame.Shell(RequestFactory().get("/sign-in/"))
    assert (nobody.school_name, nobody.nav, nobody.session_minutes, nobody.todo_count) == ("", [], 0, 0)
