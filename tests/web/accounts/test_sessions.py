"""A sign-in lasts as long as was promised and never longer (AUT-6); the clock is moved by the second."""

from datetime import timedelta

import pytest
from django.test import Client

from hakjeok_web.accounts.models import UserSession
from hakjeok_web.accounts.policies import Role
from hakjeok_web.accounts.sessions import ABSOLUTE_LIMIT, IDLE_LIMIT, PROMISED
from tests import builders

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def registrar():
    builders.enter()
    return builders.a_staff(Role.REGISTRAR)


@pytest.fixture
def browser(client, registrar):
    return builders.sign_in(client, registrar)


def _is_in(client, **headers) -> bool:
    return client.get("/account/sessions/", **headers).status_code == 200


def test_the_promise_is_29_minutes_the_limits_30_minutes_and_12_hours():
    assert (
        timedelta(minutes=29),
        timedelta(minutes=30),
        timedelta(hours=12),
    ) == (PROMISED, IDLE_LIMIT, ABSOLUTE_LIMIT)


def test_resting_as_long_as_promised_ends_nothing(browser, clock):
    clock.shift(PROMISED)
    assert _is_in(browser)


def test_an_act_whose_time_was_not_written_counts_as_promised(browser, clock):
    clock.shift(timedelta(seconds=59))
    assert _is_in(browser)  # within a minute of the sign-in: no write
    clock.shift(PROMISED)
    assert _is_in(browser)


@pytest.mark.parametrize(("rest", "still_in"), [(IDLE_LIMIT - SECOND, True), (IDLE_LIMIT, False)])
def test_resting_half_an_hour_ends_the_sign_in_to_the_second(browser, clock, rest, still_in):
    clock.shift(rest)
    assert _is_in(browser) is still_in


@pytest.mark.parametrize(("age", "still_in"), [(ABSOLUTE_LIMIT - SECOND, True), (ABSOLUTE_LIMIT, False)])
def test_acting_all_day_long_ends_after_twelve_hours_to_the_second(browser, clock, age, still_in):
    for _ in range(47):
        clock.shift(timedelta(minutes=15))
        assert _is_in(browser)
    clock.shift(age - 47 * timedelta(minutes=15))
    assert _is_in(browser) is still_in


def test_acting_starts_the_half_hour_anew(browser, clock):
    clock.shift(timedelta(minutes=20))
    assert _is_in(browser)
    clock.shift(timedelta(minutes=29))
    assert _is_in(browser)


def test_polls_in_the_background_do_not_keep_a_person_in(browser, clock):
    clock.shift(timedelta(minutes=20))
    assert _is_in(browser, headers={"X-Background": "1"})
    clock.shift(timedelta(minutes=10))
    assert not _is_in(browser)


def test_a_poll_that_writes_into_the_session_does_not_keep_a_person_in_either(browser, clock):
    session = browser.session
    clock.shift(timedelta(minutes=20))
    session["school"] = session["school"]
    session.save()
    clock.shift(timedelta(minutes=10))
    assert not _is_in(browser)


def test_minutes_left_never_promise_more_than_the_server_keeps(browser, clock):
    clock.shift(timedelta(minutes=3, seconds=20))
    answer = browser.post("/account/session/extend/").json()
    assert answer == {"minutes": 29}
    clock.shift(timedelta(hours=11, minutes=50) - timedelta(minutes=3, seconds=20))
    UserSession.objects.update(seen_at=clock_now())
    assert browser.post("/account/session/extend/").json() == {"minutes": 10}


def clock_now():
    from hakjeok_web.config import clock

    return clock.now()


def test_going_on_after_the_end_is_refused_and_not_led_to_the_sign_in_page(browser, clock):
    clock.shift(IDLE_LIMIT)
    assert browser.post("/account/session/extend/").status_code == 401


IPHONE = "Mozilla/5.0 (iPhone) Version/17 Safari/604"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0) Chrome/126 Safari/537 Edg/126"


def test_this_sign_in_stands_first_then_the_last_used(browser, registrar, clock):
    for agent in (IPHONE, WINDOWS):
        clock.shift(timedelta(minutes=5))
        Client(headers={"user-agent": agent}).post(f"/demo/sign-in-as/{registrar.user_id}/")
    page = browser.get("/account/sessions/").content.decode()
    order = [page.index(text) for text in ("(이 기기)", "윈도우 · 엣지", "아이폰 · 사파리")]
    assert order == sorted(order)


def test_ending_another_sign_in_puts_that_browser_out(browser, registrar):
    other = builders.sign_in(Client(), registrar)
    assert _is_in(other)
    page = browser.get("/account/sessions/").context["sessions"]
    name = next(each["name"] for each in page if not each["is_this"])
    assert browser.post(f"/account/sessions/{name}/end/").status_code == 302
    assert not _is_in(other)
    assert _is_in(browser)


def test_nobody_ends_the_sign_in_of_another_person(browser):
    stranger = builders.sign_in(Client(), builders.a_staff(Role.HOMEROOM, name="이담임"))
    name = stranger.get("/account/sessions/").context["sessions"][0]["name"]
    assert browser.post(f"/account/sessions/{name}/end/").status_code == 404
    assert _is_in(stranger)


def test_ending_all_others_keeps_this_one(browser, registrar):
    others = [builders.sign_in(Client(), registrar) for _ in range(2)]
    browser.post("/account/sessions/end-others/")
    assert [_is_in(other) for other in others] == [False, False]
    assert _is_in(browser)


def test_the_page_names_sign_ins_without_their_keys(browser):
    page = browser.get("/account/sessions/").content.decode()
    assert browser.session.session_key not in page


def test_signing_out_ends_it_on_the_server(browser):
    key = browser.session.session_key
    browser.post("/sign-out/")
    assert not UserSession.objects.filter(session_key=key).exists()
    assert not _is_in(browser)


def test_a_deactivated_person_is_out_with_the_next_click(browser, registrar):
    assert _is_in(browser)
    registrar.user.is_active = False
    registrar.user.save()
    assert browser.get("/account/sessions/").headers["Location"].startswith("/sign-in/")
