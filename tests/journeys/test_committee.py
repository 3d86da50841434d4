"""A committee from its first member to its minutes: told what is wrong on the way, mended, and decided."""

import re

import pytest
from tests import builders

pytestmark = pytest.mark.xdist_group("browser")
NOW = "2024-05-03T10:00:00+09:00"
OUTSIDE = (("최경찰", "관할 경찰", "가온경찰서"), ("문학부모", "학부모", "학부모"))


def _a_school():
    builders.enter()
    school_class = builders.a_class(builders.a_year())
    builders.a_pupil(school_class, number=7, name="박하준")
    for role, name in (("registrar", "정학적"), ("principal", "오교장"), ("vice_principal", "한교감")):
        builders.a_staff(role, name=name)
    builders.a_staff("duty", name="정교무", position="교무부장")


@pytest.fixture(scope="module")
def site(open_site):
    with open_site("committee", _a_school, at=NOW) as address:
        yield address


def _press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def _appoint(page, role, *, staff="", name="", affiliation="", chair=False):
    page.get_by_role("link", name="위원 위촉").first.click()
    if staff:
        page.get_by_label("교직원").select_option(label=staff)
    else:
        page.get_by_label("성명").fill(name)
        page.get_by_label("소속").fill(affiliation)
        page.get_by_label("외부위원").check()
    page.get_by_label("직위나 역할").select_option(label=role)
    page.get_by_role("radio", name="위원장" if chair else "위원", exact=True).check()
    _press(page, "위촉")


def _attend(page, *present):
    for row in page.locator("#attendance tbody tr").all():
        came = row.locator("th").inner_text().split()[0] in present
        row.get_by_role("combobox").select_option("present" if came else "absent")


def test_a_committee_from_its_first_member_to_its_minutes(site, page):
    page.goto(f"{site}/demo/")
    page.get_by_role("button", name="정학적").click()
    _make_a_committee(page, site)
    _plan_a_meeting(page)
    meeting = page.url
    _miss_the_quorum_and_open(page)
    _decide(page)
    _close(page, meeting)
    assert page.complaints == [refused for refused in page.complaints if "422" in refused]


def _make_a_committee(page, site):
    page.goto(f"{site}/committees/new/")
    page.get_by_role("radio", name="의무교육관리위원회").check()
    _press(page, "위원회 만들기")
    _appoint(page, "학교장", staff="오교장 (교장)", chair=True)
    _appoint(page, "교감", staff="한교감 (교감)")
    _appoint(page, "부장교사(교무·학년)", staff="정교무 (교무부장)")
    told = page.get_by_role("main").inner_text()
    assert "구성을 바로잡아야 회의를 열 수 있습니다" in told
    assert "정해진 외부위원이 모자람" in told
    for name, role, affiliation in OUTSIDE:
        _appoint(page, role, name=name, affiliation=affiliation)
    assert "구성을 바로잡아야" not in page.get_by_role("main").inner_text()


def _plan_a_meeting(page):
    page.get_by_role("link", name="회의 계획").click()
    page.get_by_label("날짜").fill("2024-05-03")
    page.get_by_label("시각").fill("15:30")
    page.get_by_label("장소").fill("회의실")
    page.get_by_label("안건 구분").select_option(label="취학의무 유예")
    page.get_by_label("안건", exact=True).fill("취학의무 유예 심의")
    page.get_by_role("combobox", name="학생", exact=True).press_sequentially("박하")
    page.get_by_role("option", name=re.compile("박하준")).click()
    _press(page, "회의 계획 저장")
    assert "4학년 2반 7번 박하준" in page.get_by_role("main").inner_text()


def _miss_the_quorum_and_open(page):
    _attend(page, "오교장", "한교감")
    page.locator("#quorum", has_text="출석 2명").wait_for()
    assert "정족수가 모자랍니다" in page.locator("#quorum").inner_text()
    _press(page, "출석 저장")
    _press(page, "개회")
    assert "5명 가운데 2명이 출석해 개회할 수 없습니다. 3명 이상" in page.get_by_role("main").inner_text()
    _attend(page, "오교장", "한교감", "정교무", "최경찰", "문학부모")
    _press(page, "출석 저장")
    _press(page, "개회")
    assert "개회했습니다" in page.locator("body").inner_text()


def _decide(page):
    page.get_by_role("link", name="제1안 취학의무 유예 심의").click()
    page.get_by_text("빠지는 위원 적기").click()
    page.get_by_label("위원", exact=True).select_option(label="위원 최경찰")
    page.get_by_role("radio", name="제척: 학생의 친족임").check()
    page.get_by_label("까닭").first.fill("학생의 외삼촌")
    _press(page, "빠지는 위원 저장")
    page.get_by_label("발언한 위원").select_option(label="위원 정교무")
    page.get_by_label("내용", exact=True).fill("진단서를 확인했습니다.")
    _press(page, "발언 저장")
    _vote(page, "5")
    assert "더하면 5명인데 의결에 참여하는 출석위원은 4명입니다" in page.get_by_role("main").inner_text()
    _vote(page, "4")
    assert "출석위원 4명의 과반수는 3명이고 4명이 찬성했으므로 가결되었습니다" in page.get_by_role("main").inner_text()


def _vote(page, in_favour):
    page.get_by_label("찬성").fill(in_favour)
    page.get_by_label("결정 내용과 사유").fill("한 학년도 유예를 승인함")
    _press(page, "의결 저장")


def _close(page, meeting):
    page.goto(meeting)
    page.locator("#close").get_by_role("button", name="회의 마치기").click()
    page.get_by_role("dialog").get_by_role("button", name="회의 마치기").click()
    page.get_by_text("회의를 마쳤습니다").first.wait_for()
    if page.get_by_role("button", name="기안 만들기: 회의록").count():  # where the form is shipped
        page.get_by_role("button", name="기안 만들기: 회의록").click()
        assert "/documents/" in page.url
        page.goto(meeting)
    page.get_by_role("link", name="2024학년도 의무교육관리위원회").click()
    page.get_by_role("link", name="심의결과 기록부").click()
    said = page.get_by_role("main").inner_text()
    assert all(word in said for word in ("박하준", "승인", "찬성 4", "한 학년도 유예를 승인함"))
