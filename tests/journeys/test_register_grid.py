"""A teacher keeps the month by keyboard alone; a second browser changes the same cell; a thumb marks one day."""

import json

import pytest
from playwright.sync_api import expect
from tests import builders
from tests.conftest import PROJECT

from hakjeok_web.schools.models import SchoolClass

NAMES = ("강민준", "남궁가나다라마바사아", "박하준")
DAY, NEXT_DAY = "2024-05-03", "2024-05-07"
AFTER_MAY = "2024-06-14T09:00:00+09:00"  # so that every entry of May is a late one
place = {}


def _a_class_of_three():
    builders.enter()
    school_class = builders.a_class(builders.a_year())
    builders.a_homeroom(school_class)
    for number, name in enumerate(NAMES, start=1):
        builders.a_pupil(school_class, number=number, name=name)
    assert SchoolClass.objects.count() == 1
    place["class"] = f"/registers/{school_class.pk}"


@pytest.fixture(scope="module")
def site(open_site):
    with open_site("register", _a_class_of_three, at=AFTER_MAY) as address:
        yield address


def _open(page, site, tail="/2024-05/"):
    page.goto(f"{site}/demo/")
    page.get_by_role("button", name="김담임").click()
    page.goto(site + place["class"] + tail)


@pytest.fixture
def register(site, page):
    _open(page, site)
    return page


def _cell(page, number, day=DAY):
    return page.locator(f'tbody tr:nth-child({number}) td[data-d="{day}"]')


def _word(page, number, day=DAY):
    return _cell(page, number, day).locator("i").text_content()


def _press(page, *keys):
    """Press keys one after the other and wait until everything is saved."""
    for key in keys:
        page.keyboard.press(key)
    page.locator("[data-saved]", has_text="모두 저장됨").wait_for()


def _in_hangul_mode(page, code):
    """A key as it arrives while the Korean input method is on: only its code can be relied on."""
    page.evaluate(
        "code => document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown', {code, key: 'Process', bubbles: true, cancelable: true}))",
        code,
    )


def test_symbols_are_one_key_and_move_down(register):
    _cell(register, 1).focus()
    _press(register, "1")
    _in_hangul_mode(register, "KeyW")
    _press(register)
    register.reload()
    assert _word(register, 1) == "질병결석, 사후 입력"
    assert _word(register, 2) == "미인정지각, 사후 입력"
    totals = register.locator("tbody tr:nth-child(1) td.t:visible").all_text_contents()
    assert totals == ["1", "", "", "", "", "", ""]


def test_a_range_is_one_act_and_one_undo(register):
    _cell(register, 1, "2024-05-13").focus()
    _press(register, "Shift+ArrowDown", "Shift+ArrowRight", "f")
    assert _word(register, 2, "2024-05-14") == "출석인정조퇴, 사후 입력"
    _press(register, "Control+z")
    register.reload()
    assert {_word(register, row, day) for row in (1, 2) for day in ("2024-05-13", "2024-05-14")} == {"확인 전"}


def test_the_rest_of_a_past_day_is_present_after_a_question(register):
    _cell(register, 3, NEXT_DAY).focus()
    _press(register, "2")
    _cell(register, 1, NEXT_DAY).focus()
    register.keyboard.press("g")
    register.get_by_role("button", name="모두 출석", exact=True).click()
    expect(register.get_by_role("dialog")).to_contain_text("결석한 학생")  # one of them the day before
    register.get_by_role("button", name="모두 왔음").click()
    register.get_by_text("2명 출석, 1명은 적힌 대로 두었습니다.").first.wait_for()
    assert [_word(register, row, NEXT_DAY) for row in (1, 2)] == ["출석", "출석"]
    foot = register.locator(f'[data-foot][data-d="{NEXT_DAY}"]').all_text_contents()
    assert foot == ["2", "1"]


def test_two_people_choose_between_their_values(register, browser, site):
    other = browser.new_context(locale="ko-KR").new_page()
    _open(other, site)
    _cell(other, 3, "2024-05-16").focus()
    _press(other, "3")
    _cell(register, 3, "2024-05-16").focus()
    register.keyboard.press("1")
    box = register.locator("[data-problems]")
    box.get_by_text("‘기타결석’으로 저장했습니다. 내가 적은 것은 ‘질병결석’입니다.").wait_for()
    _cell(register, 3, "2024-05-16").focus()
    _press(register, "y")
    box.wait_for(state="hidden")
    register.reload()
    assert _word(register, 3, "2024-05-16") == "질병결석, 사후 입력"
    other.context.close()


def test_what_could_not_be_sent_waits_and_is_sent(register):
    register.route("**/cells/", lambda route: route.abort())
    _cell(register, 2, "2024-05-20").focus()
    register.keyboard.press("4")
    register.get_by_text("적은 것 1칸은 화면에 그대로 있습니다.").wait_for()
    assert _word(register, 2, "2024-05-20") == "출석인정결석, 저장하지 못함"
    register.unroute("**/cells/")
    register.get_by_role("button", name="다시 시도").click()
    _press(register)
    register.reload()
    assert _word(register, 2, "2024-05-20") == "출석인정결석, 사후 입력"


def test_the_panel_takes_reason_and_note(register):
    _cell(register, 2, "2024-05-21").focus()
    register.keyboard.press("Enter")
    register.get_by_label("조퇴", exact=True).check()
    register.get_by_label("기타", exact=True).check()
    register.get_by_label("사유").fill("가정 사정")
    register.get_by_label("비고").fill("11시에 감")
    register.locator("[data-panel] [type=submit]").click()
    _press(register)
    register.reload()
    _cell(register, 2, "2024-05-21").focus()
    register.get_by_text("가정 사정 · 11시에 감").wait_for()


def test_words_are_pasted_as_from_excel(register):
    _cell(register, 1, "2024-05-23").focus()
    register.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
            document.activeElement.dispatchEvent(event);
        }""",
        "미인정결석\t♡\n무단지각\t없는말\n",
    )
    _press(register)
    assert _word(register, 1, "2024-05-24") == "질병결석, 사후 입력"
    assert _word(register, 2, "2024-05-23") == "미인정지각, 사후 입력"
    register.get_by_text("알 수 없는 값은 넣지 않았습니다: ‘없는말’.").wait_for()


def test_a_thumb_marks_one_pupil_of_a_day(site, browser):
    context = browser.new_context(locale="ko-KR", viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    _open(page, site, "/2024-05-28/")
    page.get_by_label("2번 남궁가나다라마바사아 출결 적기").click()
    page.get_by_role("button", name="지각", exact=True).click()
    page.get_by_role("button", name="질병지각").click()
    _press(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.reload()
    assert "질병지각" in page.locator(".hj-pupil").first.inner_text()
    context.close()


def test_one_day_goes_without_scripts(site, browser):
    context = browser.new_context(locale="ko-KR", java_script_enabled=False)
    page = context.new_page()
    _open(page, site, "/2024-05-29/")
    page.get_by_role("group", name="3번 박하준 형태").get_by_label("결석").check()
    page.get_by_role("group", name="3번 박하준 종류").get_by_label("질병").check()
    page.locator("[data-all-present]").click()
    page.get_by_text("등교 2명, 결석 1명").wait_for()
    assert page.locator(".hj-pupil .state").all_text_contents() == ["질병결석", "출석", "출석"]
    context.close()


def test_the_grid_breaks_no_rule_of_accessibility(register):
    register.evaluate((PROJECT / "var/axe/axe.min.js").read_text(encoding="utf-8"))
    found = register.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert not found, json.dumps([(rule["id"], rule["nodes"][0]["html"]) for rule in found], ensure_ascii=False)
