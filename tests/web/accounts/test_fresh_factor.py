"""What leaves the school, and what is sealed, is handed out after a factor shown afresh (AUT-8)."""

import time
from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from hakjeok_web.accounts.models import AccessEntry
from hakjeok_web.students import identity
from tests import builders

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
CONFIRM = "/account/confirm/code/?next="


@pytest.fixture
def registrar():
    builders.enter()
    staff = builders.a_staff("registrar")
    TOTP.activate(staff.user, SECRET)
    return staff


@pytest.fixture
def pupil(registrar):
    pupil = builders.a_pupil(builders.a_class(builders.a_year()), birth=date(2014, 8, 21))
    identity.set_number(student=pupil, number="140821-3000008", by=builders.actor(registrar))
    return pupil


@pytest.fixture
def browser(client, registrar, pupil):
    """The registrar's, whose factor was shown long ago."""
    return builders.sign_in(client, registrar)


def test_a_number_is_shown_after_a_fresh_factor_only(browser, pupil):
    answer = browser.post(f"/students/{pupil.pk}/number/", {"reason": "신원 대조"})
    assert answer.headers["Location"] == f"{CONFIRM}%2Fstudents%2F{pupil.pk}%2F"
    assert not AccessEntry.objects.exists()


def test_the_fragment_of_a_number_leads_the_whole_page_there(browser, pupil):
    answer = browser.post(f"/students/{pupil.pk}/number/", {"reason": "신원 대조"}, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith(CONFIRM)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_list_is_taken_away_after_a_fresh_factor_only(browser, method):
    answer = getattr(browser, method)("/students/excel/?class=4-2", {"purpose": "점검"} if method == "post" else None)
    assert answer.headers["Location"] == f"{CONFIRM}%2Fstudents%2Fexcel%2F%3Fclass%3D4-2"
    assert not AccessEntry.objects.exists()


def test_a_factor_of_four_minutes_ago_is_fresh(browser):
    session = browser.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time() - 240}]
    session.save()
    assert browser.post("/students/excel/", {"purpose": "점검"}).status_code == 200
