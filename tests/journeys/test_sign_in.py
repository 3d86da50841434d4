"""A new teacher enrols, signs in with a passkey, adds an app and a password, and signs in with those."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from tests import builders
from tests.conftest import PROJECT

from hakjeok_web.accounts import actions
from hakjeok_web.accounts.models import Invitation
from hakjeok_web.config import clock

PASSWORD = "바람 부는 운동장에 은행잎이 쌓인다"
links = {}


def _a_school_with_two_new_people():
    builders.enter()
    for name, login in (("김담임", "kim.damim"), ("서학적", "seo.hakjeok")):
        staff = builders.a_staff("registrar", name=name)
        staff.user.login = login
        staff.user.save()
        links[login] = re.sub(r"^https?://[^/]+", "", actions.invite(staff.user))
    builders.a_staff("school_admin", name="황관리")
    late = builders.a_staff("registrar", name="지난이")
    links["used"] = re.sub(r"^https?://[^/]+", "", actions.invite(late.user))
    Invitation.objects.filter(user=late.user).update(used_at=clock.now())


@pytest.fixture(scope="module")
def site(open_site):
    with open_site("sign_in", _a_school_with_two_new_people) as address:
        yield address


@pytest.fixture
def with_authenticator(page):
    """The page in a browser whose device can keep passkeys."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def _button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def _code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_a_passkey_alone_lets_a_new_teacher_in(site, with_authenticator):
    page = with_authenticator
    page.goto(site + links["kim.damim"])
    _button(page, "패스키로 시작하기").click()
    page.get_by_label("이름").fill("교무실 노트북")
    _button(page, "패스키 만들기").click()
    page.wait_for_url("**/account/recovery-codes/")
    assert page.locator(".hj-codes li").count() == 10

    page.goto(f"{site}/account/")
    assert page.get_by_role("rowheader", name="패스키: 교무실 노트북").is_visible()
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert cookies["__Host-hakjeok"]["secure"]
    assert cookies["__Host-hakjeok"]["httpOnly"]

    page.locator(".hj-bar .hj-menu summary").last.click()
    _button(page, "로그아웃").click()
    page.wait_for_url("**/sign-in/")
    page.goto(f"{site}/account/sessions/")
    assert "/sign-in/?next=%2Faccount%2Fsessions%2F" in page.url
    _button(page, "패스키로 로그인").click()
    page.wait_for_url("**/account/sessions/")
    assert page.get_by_role("rowheader").first.inner_text().endswith("(이 기기)")
    assert page.complaints == []


def test_a_password_leads_only_to_a_second_factor(site, page):
    page.goto(site + links["seo.hakjeok"])
    page.get_by_label("새 비밀번호", exact=True).fill(PASSWORD)
    page.get_by_label("새 비밀번호 한 번 더").fill(PASSWORD)
    _button(page, "다음: 인증 수단 고르기").click()
    page.wait_for_url("**/account/second-factor/")
    page.goto(f"{site}/account/sessions/")
    assert page.url.endswith("/account/second-factor/")

    page.get_by_role("link", name="인증 앱 연결하기").click()
    secret = page.locator(".hj-secret").inner_text()
    page.get_by_label("인증 코드").fill(_code_of(secret))
    _button(page, "인증 앱 연결").click()
    page.wait_for_url("**/account/recovery-codes/")
    recovery = page.locator(".hj-codes li").first.inner_text()
    _sign_in_by_password(site, page, _code_of(secret))
    _sign_in_by_password(site, page, recovery)
    assert page.complaints == []


def _sign_in_by_password(site, page, code):
    page.context.clear_cookies()
    page.goto(f"{site}/sign-in/?next=/account/")
    page.get_by_label("아이디").fill("seo.hakjeok")
    page.get_by_label("비밀번호", exact=True).fill(PASSWORD)
    _button(page, "다음: 인증 코드").click()
    page.wait_for_url("**/sign-in/code/")
    page.get_by_label("인증 코드").fill(code)
    _button(page, "로그인").click()
    page.wait_for_url("**/account/")
    assert page.get_by_role("rowheader", name="비밀번호와 인증 앱의 코드").is_visible()


def test_a_used_link_opens_nothing(site, page):
    answer = page.goto(site + links["used"])
    assert answer.status == 404
    assert "이 등록 링크는 쓸 수 없습니다" in page.content()


def test_the_demonstration_signs_in_under_a_banner(site, page):
    page.goto(f"{site}/demo/")
    _button(page, "서학적").click()
    page.goto(f"{site}/account/")
    assert page.get_by_text("시연용: 학적 담당 서학적으로 보는 중").is_visible()
    _button(page, "그만 보기").click()
    page.wait_for_url("**/demo/")


def _look_around(site, page):
    page.goto(f"{site}/demo/")
    _button(page, "서학적").click()
    page.goto(f"{site}/account/")


def test_five_minutes_before_the_end_one_may_go_on(site, page):
    page.clock.install()
    _look_around(site, page)
    dialog = page.get_by_role("dialog", name="로그인 시간이")
    page.clock.fast_forward("22:00")
    assert not dialog.is_visible()
    page.clock.fast_forward("02:30")
    assert dialog.is_visible()
    _button(page, "계속 쓰기").click()
    dialog.wait_for(state="hidden")
    page.clock.fast_forward("22:00")
    assert not dialog.is_visible()


def test_a_part_of_a_page_that_comes_too_late_says_so_and_leaves_the_page(site, page):
    _look_around(site, page)
    page.context.clear_cookies()
    page.evaluate("htmx.ajax('GET', '/account/sessions/', {target: '#main'})")
    page.get_by_role("dialog", name="로그인이 끝났습니다").wait_for()
    assert page.get_by_role("heading", name="내 계정", include_hidden=True).count() == 1


@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_of_accounts_keeps_anybody_out(site, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    addresses = ["/sign-in/", "/demo/", "/enrol/unknown/"]
    _accessible(site, page, addresses)
    page.goto(f"{site}/demo/")
    _button(page, "황관리").click()
    addresses = ["/account/", "/account/sessions/", "/settings/staff/", "/settings/staff/new/", "/settings/rights/"]
    _accessible(site, page, [*addresses, "/access-log/", "/access-log/excel/"])
    page.goto(f"{site}/settings/rights/")
    page.get_by_role("link", name="서학적").click()
    _accessible(site, page, [page.url.removeprefix(site)])


def _accessible(site, page, addresses):
    axe = (PROJECT / "var/axe/axe.min.js").read_text(encoding="utf-8")
    for address in addresses:
        page.goto(site + address)
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        assert [(address, each["id"], each["nodes"][0]["html"]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
