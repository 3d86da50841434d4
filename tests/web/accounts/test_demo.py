"""Only a demonstration site lets people look at it as anybody."""

import pytest

from hakjeok_web.accounts.models import Staff
from hakjeok_web.accounts.policies import Role
from tests import builders
from tests.builders import HANBIT, SAESOL

pytestmark = pytest.mark.django_db
ROUTES = ("/demo/", "/demo/stop/", "/demo/sign-in-as/{user}/")


@pytest.fixture
def people():
    builders.enter(HANBIT, SAESOL)
    school_class = builders.a_class(builders.a_year())
    return {
        "homeroom": builders.a_homeroom(school_class, name="김담임"),
        "gone": builders.a_staff(Role.REGISTRAR, name="나간이", to_on=builders.TODAY.replace(year=2023)),
        "principal": builders.a_staff(Role.PRINCIPAL, name="새교장", school=SAESOL),
    }


def test_lists_the_people_who_serve_today(client, people):
    page = client.get("/demo/").content.decode()
    assert "김담임" in page
    assert "새교장" in page
    assert "나간이" not in page


def test_signs_in_as_the_chosen_person_at_his_school(client, people):
    answer = client.post(f"/demo/sign-in-as/{people['principal'].user_id}/")
    assert answer.headers["Location"] == "/"
    assert client.session["demo_as"] == str(people["principal"].user_id)
    assert client.session["school"] == str(SAESOL)


def test_somebody_without_a_post_today_cannot_be_shown(client, people):
    assert client.post(f"/demo/sign-in-as/{people['gone'].user_id}/").status_code == 404


def test_choosing_another_person_ends_the_first_sign_in(client, people):
    client.post(f"/demo/sign-in-as/{people['principal'].user_id}/")
    first = client.session.session_key
    client.post(f"/demo/sign-in-as/{people['homeroom'].user_id}/")
    assert not client.session.exists(first)
    assert client.session["school"] == str(HANBIT)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_real_site_has_no_such_pages(client, people, settings, route, method):
    settings.DEMO = False
    address = route.format(user=people["homeroom"].user_id)
    assert getattr(client, method)(address).status_code == 404
    assert Staff.objects.filter(user__sessions__isnull=False).count() == 0
