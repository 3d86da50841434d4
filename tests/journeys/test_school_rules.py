"""A school sets a figure of its own and goes back to the handbook's, without a line of JavaScript."""

import pytest
from tests import builders

from hakjeok.dates import school_year_of
from hakjeok_web.config import clock


def _a_school_with_an_administrator():
    builders.enter()
    builders.a_year(year=school_year_of(clock.today()))
    builders.a_staff("school_admin", name="권관리")


@pytest.fixture(scope="module")
def site(open_site):
    with open_site("rules", _a_school_with_an_administrator) as address:
        yield address


@pytest.fixture
def page(browser):
    """A page of a browser that runs no scripts."""
    context = browser.new_context(locale="ko-KR", java_script_enabled=False)
    yield context.new_page()
    context.close()


def _main(page):
    return page.get_by_role("main").inner_text()


def _open(page):
    page.get_by_role("link", name="신청서를 내는 기한").click()


def test_a_figure_is_set_and_taken_back_without_scripts(site, page):
    page.goto(f"{site}/demo/")
    page.get_by_role("button", name="권관리").click()
    page.goto(f"{site}/settings/rules/")
    _open(page)
    page.get_by_label("값", exact=True).fill("5")
    page.get_by_role("button", name="저장", exact=True).click()
    assert "근거가 비어 있습니다" in _main(page)
    page.get_by_label("근거").fill("학칙 제12조")
    page.get_by_role("button", name="저장", exact=True).click()
    assert "기준과 다름" in _main(page)

    _open(page)
    page.get_by_role("button", name="지침서의 기준으로 되돌리기").click()
    assert "신청서를 내는 기한을 지침서의 기준으로 되돌렸습니다" in page.locator("body").inner_text()
    assert "기준과 다름" not in _main(page)
    _open(page)
    assert "학칙 제12조" in _main(page)
