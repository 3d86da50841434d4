"""The registrar pastes the list of another system and takes over what she ticks, with scripts and without."""

import pytest
from playwright.sync_api import expect
from tests import builders

from hakjeok_web.attendance import actions
from hakjeok_web.attendance.actions import Entry

pytestmark = pytest.mark.xdist_group("browser")
IN_MAY = "2024-05-03T09:00:00+09:00"
TABLE = (
    "학년\t반\t번호\t성명\t일자\t출결구분\t사유\n"
    "4\t2\t1\t강민준\t5. 2.(목)\t병결\t감기\n"
    "4\t2\t2\t박하준\t5/3\t무단지각\t\n"
    "4\t2\t9\t최유나\t5/3\t병결\t"
)


def _a_class_with_an_entry():
    builders.enter()
    school_class = builders.a_class(builders.a_year())
    teacher = builders.actor(builders.a_homeroom(school_class))
    builders.a_pupil(school_class, number=1, name="강민준")
    hajun = builders.a_pupil(school_class, number=2, name="박하준")
    builders.a_staff("registrar", name="정학적")
    entry = Entry(hajun.pk, builders.TODAY, "late", "illness", reason="병원 진료")
    actions.save_cells(school_class=school_class, month=builders.TODAY.replace(day=1), entries=[entry], by=teacher)


@pytest.fixture
def site(open_site, request):
    name = f"reconciliation_{request.node.callspec.params['scripts']}".lower()
    with open_site(name, _a_class_with_an_entry, at=IN_MAY) as address:
        yield address


@pytest.mark.parametrize("scripts", [True, False])
def test_a_list_is_compared_and_taken_over(browser, site, scripts):
    page = browser.new_context(locale="ko-KR", java_script_enabled=scripts, base_url=site).new_page()
    page.goto("/demo/")
    page.get_by_role("button", name="정학적").click()
    page.goto("/attendance-reconciliations/")
    page.get_by_label("붙여 넣기").fill(TABLE)
    page.get_by_role("button", name="출석부와 대조").click()
    tabs = page.get_by_role("navigation", name="비교 결과").get_by_role("link")
    expect(tabs).to_have_text(["읽지 못함 1", "다름 1", "더하기 1", "우리만 있음 0", "같음 0"])
    assert "그날 4학년 2반에 이 학생이 없습니다." in page.locator("main").inner_text()
    page.get_by_role("link", name="다름 1").click()
    page.get_by_role("checkbox").check()
    if not scripts:
        page.get_by_role("button", name="고른 것 저장").click()
    page.get_by_role("link", name="더하기 1").click()  # the tick outlives the change of tab
    page.get_by_role("button", name="고른 2칸 반영").click()
    if scripts:
        page.get_by_role("dialog").get_by_role("button", name="반영", exact=True).click()
    page.get_by_text("문서 번호는 한빛초등학교-1(2024. 5. 3.)입니다.").wait_for()
    page.context.close()
