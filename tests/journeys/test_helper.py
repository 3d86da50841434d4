"""판정 도우미 in the real browser: by keyboard, on a telephone, without scripts, and for a pupil."""

import json
import re
from urllib.parse import quote

import pytest
from tests.journeys.readable import AXE

pytestmark = pytest.mark.xdist_group("browser")
SERIOUS = """async () => (await axe.run(document, {preload: false, resultTypes: ['violations']})).violations
    .filter(each => ['serious', 'critical'].includes(each.impact)).map(each => [each.id, each.nodes[0].html])"""
REFUSED = "Failed to load resource: the server responded with a status of 422"
CALENDAR = {"school_year": 2026, "first_day": "2026-03-03", "last_day": "2027-01-08"}
TEN_DAYS = (
    "2026-04-29, 2026-04-30, 2026. 5. 4.(월)\n2026-05-06 2026-05-07 2026-05-08 2026-05-11 2026-05-12 20260513 20260514"
)
ABSENT = {"absences": ["2026-05-12", "2026-05-13"], "calendar": CALENDAR, "today": "2026-05-14"}


@pytest.fixture
def open_at(served_site, page):
    def opened(address):
        page.goto(f"{served_site}{address}")
        return page

    return opened


def _complaints(page):
    return [each for each in page.complaints if not each.startswith(REFUSED)]


def _ask(page):
    page.get_by_role("main").get_by_role("button", name="판정하기").last.click()
    page.get_by_role("heading", name="답", exact=False).first.wait_for()


def test_a_visitor_finds_a_decision_while_typing_and_asks_it_by_keyboard(open_at):
    page = open_at("/helper/")
    page.get_by_label("무엇이 궁금한가요?").press_sequentially("수료 출석", delay=20)
    page.get_by_role("status").filter(has_text="‘수료 출석’에 맞는 판정").wait_for()
    page.get_by_role("link", name="수료에 필요한 출석일수").focus()
    page.keyboard.press("Enter")
    page.get_by_label("계속 재학").focus()
    page.keyboard.press("Space")
    page.get_by_label("수업일수", exact=True).fill("190")
    page.get_by_label("출석일수", exact=True).fill("126")
    page.keyboard.press("Enter")
    page.locator("#answer-title:focus").wait_for()
    assert "1일 모자라 수료할 수 없습니다." in page.get_by_role("main").inner_text()
    assert page.complaints == []


def test_days_are_taken_as_people_write_them(open_at):
    page = open_at("/helper/absence.ladder/")
    page.get_by_label("미인정결석일").fill(TEN_DAYS)
    _ask(page)
    assert "수업일로 연속 10일 미인정결석입니다." in page.get_by_role("main").inner_text()


def test_a_fact_with_a_name_that_forms_have_too_is_sent(open_at):
    page = open_at("/helper/attendance.classify/")
    page.get_by_label("사유", exact=True).select_option("infectious_disease")
    page.get_by_label("지각").check()
    _ask(page)
    assert "출석인정지각" in page.locator(".hp-answer").inner_text()
    assert page.complaints == []


def test_what_is_wrong_takes_the_focus_and_leads_to_its_field(open_at):
    page = open_at("/helper/absence.out_of_quota/")
    page.get_by_role("textbox", name="미인정결석일", exact=True).fill("어제")
    page.get_by_role("main").get_by_role("button", name="판정하기").last.click()
    page.locator(".hj-error-summary:focus").wait_for()
    page.get_by_role("link", name=re.compile("미인정결석일: ‘어제’는 날짜가 아닙니다")).click()
    assert page.evaluate("document.activeElement.name") == "absences"
    assert page.get_by_role("textbox", name="미인정결석일", exact=True).input_value() == "어제"
    assert _complaints(page) == []


def test_another_row_comes_with_the_focus_and_goes_again(open_at):
    page = open_at("/helper/record.lines/")
    page.locator("[name='events.0.change']").select_option("admission")
    page.get_by_label("학교 이름").fill("한빛초등학교")
    page.get_by_role("button", name="학적변동 줄 더하기").click()
    page.locator(".hp-row").nth(1).wait_for()
    assert page.evaluate("document.activeElement.matches('.hp-row:last-child')")
    page.get_by_role("button", name="학적변동 2번째 빼기").click()
    page.locator(".hp-row").nth(1).wait_for(state="detached")
    assert page.get_by_label("학교 이름").input_value() == "한빛초등학교"
    assert page.complaints == []


def test_the_copied_address_opens_the_same_answer(open_at, page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_at(f"/helper/absence.ladder/?facts={quote(json.dumps(ABSENT))}")
    page.get_by_role("button", name="주소 복사").click()
    page.get_by_text("주소를 복사했습니다.").wait_for()
    before = page.locator(".hp-answer .hj-reasons").inner_text()
    page.goto(page.evaluate("navigator.clipboard.readText()"))
    assert page.locator(".hp-answer .hj-reasons").inner_text() == before


def test_what_was_chosen_stays_chosen_beside_the_answer(open_at):
    page = open_at("/helper/return.kind/")
    page.locator("[name='previous_change'][value='exemption']").check()
    page.locator("[name='nationality'][value='kr']").check()
    for _ in range(2):
        page.get_by_role("button", name="판정하기").click()
        page.locator(".hp-result").get_by_text("재취학", exact=True).first.wait_for()
    assert page.locator("[name='previous_change'][value='exemption']").is_checked()
    assert page.locator("[name='nationality'][value='kr']").is_checked()


def test_everything_goes_without_scripts(served_site, browser):
    context = browser.new_context(locale="ko-KR", java_script_enabled=False, base_url=served_site)
    page = context.new_page()
    page.goto("/helper/")
    page.get_by_label("무엇이 궁금한가요?").fill("정원 외")
    page.get_by_role("button", name="찾기").click()
    page.get_by_role("link", name="장기결석에 따른 정원 외 학적관리").click()
    page.get_by_label("수업일수", exact=True).fill("190")
    page.get_by_label("결석이 시작된 날").fill("2026-04-22")
    page.get_by_text("고치기").click()
    page.get_by_role("button", name="방학 줄 더하기").click()
    assert page.locator(".hp-row").count() == 2
    _ask(page)
    assert "64일" in page.locator(".hp-answer").inner_text()
    context.close()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize(
    "address",
    [
        "/helper/?q=%EA%B2%B0%EC%84%9D",
        f"/helper/absence.ladder/?facts={quote(json.dumps(ABSENT))}",
        f"/helper/absence.ladder/?facts={quote(json.dumps({'absences': 5}))}",
        "/helper/record.lines/",
    ],
)
def test_a_page_can_be_read_by_everybody(open_at, page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    open_at(address)
    assert page.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.evaluate(AXE)
    assert page.evaluate(SERIOUS) == []


def test_on_paper_stand_the_facts_and_the_answer_without_the_form(open_at, page):
    open_at(f"/helper/absence.ladder/?facts={quote(json.dumps(ABSENT))}")
    page.emulate_media(media="print")
    assert page.get_by_text("이렇게 알려 주셨습니다").is_visible()
    assert not page.locator("#facts").is_visible()


def test_a_teacher_asks_about_a_pupil_from_his_page(open_at):
    page = open_at("/demo/")
    page.get_by_role("button", name="김담임").click()
    open_at("/absence-cases/")
    page.get_by_role("main").locator('a[href^="/absence-cases/0"]').first.click()
    open_at(re.sub(r".*/absence-cases/([^/]+)/.*", r"/students/\1/", page.url))
    page.get_by_role("main").get_by_role("link", name="판정 도우미").click()
    page.get_by_role("link", name="장기결석에 따른 정원 외 학적관리").click()
    assert "학생의 기록에서 가져와 채웠습니다." in page.get_by_role("main").inner_text()
    _ask(page)
    assert page.get_by_role("button", name="주소 복사").count() == 0
    assert page.complaints == []
