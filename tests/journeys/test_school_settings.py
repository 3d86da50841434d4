"""A school sets itself up for the year without a line of JavaScript: opens it, sets its days, makes its classes."""

from datetime import date

import pytest
from tests import builders

from hakjeok.dates import school_year_of
from hakjeok_web.config import clock

people = {}


def _a_school_with_a_registrar():
    builders.enter()
    people["registrar"] = builders.a_staff("registrar", name="정학적").user_id
    people["teacher"] = builders.a_staff("homeroom", name="김담임").user_id


@pytest.fixture(scope="module")
def site(open_site):
    with open_site("settings", _a_school_with_a_registrar) as address:
        yield address


@pytest.fixture
def plain_page(browser):
    """A page of a browser that runs no scripts."""
    context = browser.new_context(locale="ko-KR", java_script_enabled=False)
    yield context.new_page()
    context.close()


def _press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def _open_year(page, year):
    page.get_by_role("main").get_by_role("link", name="학년도 열기").first.click()
    for label, day in (("첫 수업일", date(year, 3, 4)), ("마지막 수업일", date(year + 1, 1, 8))):
        page.get_by_label(label).fill(day.isoformat())
    _press(page, "학년도 열기")


def _add_break(page, year):
    page.get_by_role("radio", name="방학").check()
    page.get_by_label("이름").fill("여름방학")
    page.get_by_label("시작일").fill(f"{year}-07-23")
    page.get_by_label("끝나는 날").fill(f"{year}-08-14")
    _press(page, "일정 더하기")


def test_a_school_sets_itself_up_without_scripts(site, plain_page):
    page, year = plain_page, school_year_of(clock.today())
    page.goto(f"{site}/demo/")
    page.get_by_role("button", name="정학적").click()
    page.goto(f"{site}/settings/years/")
    _open_year(page, year)
    assert page.get_by_role("heading", name=f"{year}학년도 학사일정").is_visible()

    _add_break(page, year)
    assert page.get_by_role("link", name="여름방학").is_visible()
    assert page.locator(".sc-break").count() > 10

    page.goto(f"{site}/settings/classes/{year}/")
    page.get_by_label("4학년").fill("2")
    _press(page, "반 만들기")
    page.get_by_role("link", name="4학년 2반").click()
    page.get_by_role("combobox", name="담임").select_option(label="김담임 (담임교사)")
    _press(page, "담임 저장")
    assert "4학년 2반 담임을 김담임 선생님으로 정했습니다." in page.get_by_role("main").inner_text()
