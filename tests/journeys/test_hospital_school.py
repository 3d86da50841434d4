"""A hospital-school pupil's year: registered, told month by month, at both schools in May, back in June (p.32–33)."""

import re

import pytest
from tests import builders

pytestmark = pytest.mark.xdist_group("browser")
IN_JUNE = "2024-06-14T09:00:00+09:00"
place = {}


def _a_class_with_a_sick_pupil():
    builders.enter()
    school_class = builders.a_class(builders.a_year())
    builders.a_homeroom(school_class)
    builders.a_staff("registrar", name="정학적")
    place["class"] = f"/registers/{school_class.pk}"
    place["pupil"] = f"/students/{builders.a_pupil(school_class, number=7, name='박하준').pk}/attendance/"
    builders.a_pupil(school_class, number=8, name="최유나")


@pytest.fixture(scope="module")
def site(open_site):
    with open_site("hospital", _a_class_with_a_sick_pupil, at=IN_JUNE) as address:
        yield address


@pytest.fixture
def teacher(page, site):
    page.goto(f"{site}/demo/")
    page.get_by_role("button", name="김담임").click()
    page.base = site
    return page


def _press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def _register(page):
    page.goto(f"{page.base}/consignments/new/")
    page.get_by_role("searchbox", name="학생", exact=True).fill("박하준")
    _press(page, "찾기")
    page.get_by_role("link", name="박하준").click()
    page.get_by_label("위탁의 종류").select_option("hospital_school")
    page.get_by_label("위탁기관").fill("가온병원학교")
    page.get_by_label("시작일").fill("2024-04-08")
    _press(page, "등록")
    assert "근거 문서가 비어 있습니다" in page.get_by_role("main").inner_text()
    assert page.get_by_label("위탁기관").input_value() == "가온병원학교"
    page.get_by_label("근거 문서").fill("가온교육지원청-1234(2024. 4. 5.)")
    _press(page, "등록")


def _step(page, code, on):
    page.get_by_label("한 일", exact=True).select_option(code)
    page.get_by_label("한 날").fill(on)
    _press(page, "저장")


def _april_by_day(page):
    page.get_by_role("link", name="2024년 4월 출결확인서 받아 적기").click()
    page.get_by_label("출결확인서를 받은 날").fill("2024-05-02")
    page.get_by_label("4. 9.(화)").select_option("absence:illness")
    _press(page, "저장")


def _may_as_numbers(page):
    page.get_by_role("link", name="2024년 5월 출결확인서 받아 적기").click()
    page.get_by_role("link", name="합계로").click()
    page.get_by_label("출결확인서를 받은 날").fill("2024-06-03")
    page.get_by_label("위탁기관의 수업일수").fill("18")
    page.get_by_label("질병결석").fill("2")
    page.get_by_label("5. 31.(금)").check(force=True)
    _press(page, "저장")


def _end(page, on):
    page.get_by_role("link", name="위탁 끝").click()
    page.get_by_label("위탁기관의 마지막 날").fill(on)
    _press(page, "저장")


def test_a_year_with_a_hospital_school(teacher):
    page = teacher
    _register(page)
    assert "진단서와 담임 의견이 먼저입니다" in page.get_by_role("main").inner_text()
    for code in ("diagnosis", "opinion", "applied", "accepted"):
        _step(page, code, "2024-04-05")
    _april_by_day(page)
    _may_as_numbers(page)
    _end(page, "2024-05-31")
    assert "복귀 뒤에 할 것" in page.get_by_role("main").inner_text()
    for code in ("released", "reported"):
        _step(page, code, "2024-06-03")
    told = page.get_by_role("main").inner_text()
    assert "복귀 뒤에 할 것" not in told
    assert "결석 3일" in told
    assert [line for line in page.complaints if "422" not in line] == []


def test_the_register_shows_the_days_and_opens_the_one_at_the_own_school(teacher):
    page = teacher
    page.goto(f"{page.base}{place['class']}/2024-05/")
    row = page.locator("tr[data-p]", has_text="박하준")
    assert row.locator("td.g").count() == 20  # of May's 21 school days one was spent here
    assert "g" not in (row.locator('td[data-d="2024-05-31"]').get_attribute("class") or "").split()
    page.goto(f"{page.base}{place['pupil']}")
    told = page.get_by_role("main").inner_text()
    assert "위탁기관 34일" in told  # sixteen in April and eighteen in May
    assert re.search(r"소속교 \d+일", told)
