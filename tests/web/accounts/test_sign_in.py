"""Nobody gets in with a password alone, by a forgotten door, or by trying again and again (AUT-2, AUT-9)."""

import base64

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from hakjeok_web.accounts.models import User, UserSession
from hakjeok_web.accounts.policies import Role
from tests import builders

pytestmark = pytest.mark.django_db
PASSWORD = "바람 부는 운동장에 은행잎이 쌓인다"
SECRET = base64.b32encode(b"twenty bytes of test").decode()


@pytest.fixture
def teacher():
    builders.enter()
    post = builders.a_staff(Role.REGISTRAR, name="서학적")
    post.user.login = "seo.hakjeok"
    post.user.set_password(PASSWORD)
    post.user.save()
    return post


@pytest.fixture
def with_app(teacher):
    TOTP.activate(teacher.user, SECRET)
    return teacher


def _code() -> str:
    import time

    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def _give_password(client, password=PASSWORD, **more):
    return client.post("/sign-in/", {"login": "seo.hakjeok", "password": password}, **more)


def _give_code(client, code):
    return client.post("/sign-in/code/", {"code": code})


def test_anonymous_people_are_led_to_the_sign_in_and_back(client):
    answer = client.get("/account/sessions/?a=1&b=2")
    assert answer.headers["Location"] == "/sign-in/?next=%2Faccount%2Fsessions%2F%3Fa%3D1%26b%3D2"


def test_a_script_of_an_ended_sign_in_is_told_so_and_swaps_nothing(client):
    answer = client.get("/account/sessions/", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Reswap"] == "none"


def test_a_password_alone_opens_nothing_but_the_way_to_a_second_factor(client, teacher):
    _give_password(client)
    for address in ("/account/", "/account/sessions/", "/account/password/", "/students/", "/settings/staff/"):
        answer = client.get(address)
        assert (address, answer.headers.get("Location")) == (address, "/account/second-factor/")
    assert client.get("/account/second-factor/").status_code == 200
    assert client.get("/account/passkeys/new/").status_code == 200


def test_connecting_an_app_makes_the_sign_in_strong_and_shows_recovery_codes_once(client, teacher):
    _give_password(client)
    secret = client.get("/account/one-time-codes/new/").context["form"].secret
    answer = client.post("/account/one-time-codes/new/", {"code": _code_of(secret)})
    assert answer.headers["Location"] == "/account/recovery-codes/"
    assert len(client.get("/account/recovery-codes/").context["unused_codes"][0]) == 8
    assert client.get("/account/recovery-codes/").context["unused_codes"][0] == "****"
    assert client.get("/account/").status_code == 200


def _code_of(secret):
    import time

    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_with_an_app_the_password_does_not_even_sign_in(client, with_app):
    answer = _give_password(client)
    assert answer.headers["Location"] == "/sign-in/code/"
    assert client.get("/account/passkeys/new/").headers["Location"].startswith("/sign-in/")


def test_password_and_code_let_in(client, with_app):
    _give_password(client)
    assert _give_code(client, _code()).headers["Location"] == "/"
    assert client.get("/account/").status_code == 200


def test_a_code_lets_in_once(client, with_app):
    _give_password(client)
    _give_code(client, _code())
    second = Client()
    _give_password(second)
    answer = _give_code(second, _code())
    assert answer.status_code == 200
    assert second.get("/account/").status_code == 302


def test_a_wrong_code_is_told_in_korean_and_five_stop_the_trying(client, with_app):
    _give_password(client)
    wrong = f"{(int(_code()) + 1) % 1_000_000:06}"
    for _ in range(5):
        assert "코드나 패스키가 맞지 않습니다" in _give_code(client, wrong).content.decode()
    assert "여러 번 틀려서 잠시 멈췄습니다" in _give_code(client, _code()).content.decode()


def test_five_wrong_passwords_stop_this_computer_and_nobody_else(client, with_app):
    for _ in range(5):
        answer = _give_password(client, "틀린 비밀번호")
    assert answer.status_code == 429
    assert "15분 뒤에 다시 해 주세요" in answer.content.decode()
    assert _give_password(client).status_code == 429
    elsewhere = _give_password(Client(REMOTE_ADDR="10.20.30.41"))
    assert elsewhere.headers["Location"] == "/sign-in/code/"


def test_after_a_quarter_of_an_hour_one_may_try_again(client, with_app, clock):
    for _ in range(5):
        _give_password(client, "틀린 비밀번호")
    clock.shift(15 * 60 + 1)
    assert _give_password(client).headers["Location"] == "/sign-in/code/"


def test_an_unknown_name_and_a_wrong_password_read_the_same(client, teacher):
    wrong = _give_password(client, "틀린 비밀번호").context["form"].non_field_errors()
    unknown = client.post("/sign-in/", {"login": "nobody", "password": PASSWORD}).context["form"].non_field_errors()
    assert wrong == unknown == ["아이디나 비밀번호가 맞지 않습니다. 다시 적어 주세요."]


@pytest.mark.parametrize(
    "address",
    [
        "sign-up",
        "signup",
        "accounts/signup",
        "accounts/login",
        "password/reset",
        "account/email",
        "accounts/password/reset",
    ],
)
def test_doors_of_the_library_that_we_do_not_use_do_not_exist(client, address):
    assert client.get(f"/{address}/").status_code == 404


def test_a_deactivated_person_does_not_get_in(client, with_app):
    User.objects.update(is_active=False)
    assert _give_password(client).headers["Location"] == "/sign-in/"
    assert UserSession.objects.filter(user=with_app.user).count() == 0


def test_passwords_are_kept_by_argon2(teacher):
    assert User.objects.get(pk=teacher.user.pk).password.startswith("argon2$argon2id$")


def test_secrets_of_apps_are_sealed_in_the_database(with_app):
    stored = Authenticator.objects.get(user=with_app.user)
    assert SECRET not in str(stored.data)
    assert stored.wrap().validate_code(_code())


def _signed_in_by_code(teacher):
    browser = Client()
    _give_password(browser)
    _give_code(browser, _code())
    return browser


def test_a_new_password_ends_all_other_sign_ins(with_app, clock):
    first = _signed_in_by_code(with_app)
    clock.shift(60)
    second = _signed_in_by_code(with_app)
    new = {"password1": "은행나무 아래에서 줄넘기를 했다", "password2": "은행나무 아래에서 줄넘기를 했다"}
    assert second.post("/account/password/", new).status_code == 302
    assert second.get("/account/").status_code == 200
    assert first.get("/account/").status_code == 302


@pytest.mark.parametrize(
    ("password", "complaint"),
    [
        ("열네 자는 너무 짧습니다", "너무 짧습니다"),
        ("121212121212121212", "쉽게 짐작할"),
        ("seo.hakjeok.seo.hakjeok", "쉽게 짐작할"),
    ],
)
def test_weak_passwords_are_refused_and_say_why(with_app, password, complaint):
    browser = _signed_in_by_code(with_app)
    answer = browser.post("/account/password/", {"password1": password, "password2": password})
    assert answer.status_code == 422
    assert complaint in str(answer.context["form"].errors)


def test_a_change_asks_for_a_fresh_factor_after_five_minutes(with_app, clock):
    browser = _signed_in_by_code(with_app)
    assert browser.get("/account/password/").status_code == 200
    clock.shift(5 * 60)
    assert (
        browser.get("/account/password/").headers["Location"] == "/account/confirm/code/?next=%2Faccount%2Fpassword%2F"
    )
    answer = browser.post("/account/confirm/code/", {"code": _code(), "next": "/account/password/"})
    assert answer.headers["Location"] == "/account/password/"
    assert browser.get("/account/password/").status_code == 200


def test_the_code_that_let_in_does_not_confirm_as_well(with_app):
    browser = _signed_in_by_code(with_app)
    cache.clear()  # what another process of the server knows
    answer = browser.post("/account/confirm/code/", {"code": _code(), "next": "/account/"})
    assert "방금 쓴 코드입니다" in answer.content.decode()


def test_a_password_is_no_fresh_factor_where_there_is_a_better_one(with_app, clock):
    browser = _signed_in_by_code(with_app)
    clock.shift(5 * 60)
    assert browser.get("/account/confirm/password/").headers["Location"].startswith("/account/confirm/code/")


def test_a_new_factor_ends_all_other_sign_ins(teacher):
    first, second = Client(), Client()
    _give_password(first)
    _give_password(second)
    secret = second.get("/account/one-time-codes/new/").context["form"].secret
    second.post("/account/one-time-codes/new/", {"code": _code_of(secret)})
    assert second.get("/account/").status_code == 200
    assert first.get("/account/second-factor/").headers["Location"].startswith("/sign-in/")


def test_the_last_factor_cannot_be_taken_away(with_app):
    browser = _signed_in_by_code(with_app)
    page = browser.post("/account/one-time-codes/removal/")
    assert "마지막 인증 수단은 지울 수 없습니다" in page.content.decode()
    assert Authenticator.objects.filter(user=with_app.user, type="totp").count() == 1


def test_the_proof_of_one_person_does_not_count_for_another(client, with_app):
    _give_password(client)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
    session["account_authentication_methods_user"] = str(builders.a_user().pk)
    session.save()
    stranger = builders.a_staff(Role.REGISTRAR)
    client.force_login(stranger.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/account/").headers["Location"] == "/account/second-factor/"


def test_a_foreign_address_to_come_back_to_is_not_followed(client, with_app):
    client.post("/sign-in/?next=https://evil.example/", {"login": "seo.hakjeok", "password": PASSWORD})
    assert _give_code(client, _code()).headers["Location"] == "/"


def test_a_demonstration_cannot_change_the_shown_person(client, with_app):
    client.post(f"/demo/sign-in-as/{with_app.user_id}/")
    for address in ("/account/passkeys/new/", "/account/one-time-codes/removal/"):
        assert client.get(address).headers["Location"] == "/account/"
    client.post(
        "/account/password/", {"password1": "은행나무 아래에서 줄넘기", "password2": "은행나무 아래에서 줄넘기"}
    )
    assert User.objects.get(pk=with_app.user_id).check_password(PASSWORD)
