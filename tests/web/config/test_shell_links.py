"""The frame offers only what opens."""

import pytest

from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def school_class():
    builders.enter()
    return builders.a_class(builders.a_year())


def test_the_ledger_of_the_school_is_offered_to_those_who_see_the_school(client, school_class):
    teacher = builders.sign_in(client, builders.a_homeroom(school_class))
    assert b'href="/changes/"' not in teacher.get("/students/").content
    registrar = builders.sign_in(client, builders.a_staff("registrar"))
    assert b'href="/changes/"' in registrar.get("/students/").content


def test_the_years_are_offered_to_those_who_may_change_them(client, school_class):
    registrar = builders.sign_in(client, builders.a_staff("registrar"))
    assert b"/settings/years/?year=2024" in registrar.get("/students/").content
