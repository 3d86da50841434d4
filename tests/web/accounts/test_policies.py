"""Deny by default: no route without a policy, no right without a post, nothing across schools (ISO-1, ISO-4, ISO-7)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from hakjeok_web.accounts.middleware import policy_of
from hakjeok_web.accounts.models import Staff
from hakjeok_web.accounts.policies import Audience, Role
from hakjeok_web.accounts.queries import actor_of
from tests import builders
from tests.builders import HANBIT, SAESOL, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    builders.enter(HANBIT, SAESOL)
    return builders.a_staff(Role.SCHOOL_ADMIN, name="황관리")


def _routes(patterns, prefix=""):
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield path, pattern.callback
        else:
            yield from _routes(pattern.url_patterns, path)


def test_every_route_carries_a_policy():
    bare = [path for path, view in _routes(get_resolver().url_patterns) if policy_of(view) is None]
    assert bare == []


def test_only_these_routes_are_open_to_anyone():
    routes = _routes(get_resolver().url_patterns)
    of_accounts = {path for path, view in routes if policy_of(view).audience == Audience.ANYONE}
    assert of_accounts >= {"sign-in/", "sign-in/passkey/", "sign-in/code/", "sign-out/", "enrol/<str:code>/"}
    assert {path for path in of_accounts if path.startswith(("settings", "access-log", "students"))} == set()


def test_a_view_without_policy_does_not_exist(client, admin, monkeypatch):
    from hakjeok_web.accounts.views import staff

    builders.sign_in(client, admin)
    assert client.get("/settings/staff/").status_code == 200
    monkeypatch.delattr(staff.index, "route_policy")
    assert client.get("/settings/staff/").status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SCHOOL_ADMIN])
def test_nobody_else_finds_the_administrators_pages(client, role):
    builders.enter()
    builders.sign_in(client, builders.a_staff(role))
    addresses = ("/settings/staff/", "/settings/staff/new/", "/settings/rights/", "/access-log/", "/access-log/excel/")
    assert [client.get(address).status_code for address in addresses] == [404] * 5


def test_another_schools_person_does_not_exist(client, admin):
    stranger = builders.a_staff(Role.HOMEROOM, school=SAESOL)
    builders.sign_in(client, admin)
    for address in ("/settings/staff/{}/", "/settings/rights/{}/"):
        assert client.get(address.format(stranger.pk)).status_code == 404
    assert client.post(f"/settings/rights/{stranger.pk}/grant/", {"menu": "students"}).status_code == 404


def test_an_ended_post_is_out_with_the_next_click(client, admin):
    builders.sign_in(client, admin)
    assert client.get("/settings/staff/").status_code == 200
    Staff.objects.filter(pk=admin.pk).update(to_on=TODAY - timedelta(days=1))
    assert client.get("/settings/staff/").status_code == 404


def test_a_post_counts_on_its_first_and_last_day_and_not_beyond(admin):
    post = builders.a_staff(Role.REGISTRAR, from_on=TODAY, to_on=TODAY + timedelta(days=3))
    days = [TODAY + timedelta(days=shift) for shift in (-1, 0, 3, 4)]
    actors = [actor_of(post.user, school_id=HANBIT, today=day) for day in days]
    assert [actor is not None for actor in actors] == [False, True, True, False]


def test_two_posts_are_two_views_of_the_world(client, admin):
    Staff.objects.create(school_id=SAESOL, user=admin.user, role=Role.SCHOOL_ADMIN, from_on=TODAY)
    builders.a_staff(Role.HOMEROOM, school=SAESOL, name="새담임")
    builders.sign_in(client, admin)
    assert "새담임" not in client.get("/settings/staff/").content.decode()
    assert client.post("/account/school/", {"school": str(SAESOL)}).headers["Location"] == "/"
    assert "새담임" in client.get("/settings/staff/").content.decode()


def test_one_cannot_switch_to_a_school_without_a_post(client, admin):
    builders.sign_in(client, admin)
    for school in (SAESOL, "nonsense", ""):
        assert client.post("/account/school/", {"school": str(school)}).status_code == 404


def test_a_session_that_names_a_foreign_school_sees_nothing(client, admin):
    builders.sign_in(client, admin)
    session = client.session
    session["school"] = str(SAESOL)
    session.save()
    assert client.get("/settings/staff/").status_code == 404


def test_pages_are_not_kept_by_the_browser(client, admin):
    builders.sign_in(client, admin)
    assert "no-store" in client.get("/settings/staff/").headers["Cache-Control"]
    assert "no-store" in Client().get("/sign-in/").headers["Cache-Control"]


def test_no_page_of_accounts_runs_inline_scripts_or_styles(client, admin):
    builders.sign_in(client, admin)
    for address in ("/account/", "/account/passkeys/new/", "/settings/staff/", "/settings/rights/", "/access-log/"):
        answer = client.get(address)
        page = answer.content.decode()
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert " style=" not in page
        assert "<script>" not in page
