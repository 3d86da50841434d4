"""A school opens: from the roster file to the printed register and the interview notice, one part after the other.

The parts build on each other as a school's spring does; they run in order, on one worker, against the real program.
"""

import io
import re
import zipfile

import pypdf
import pytest
from tests.conftest import PROJECT
from tests.journeys.stage import PEOPLE

pytestmark = pytest.mark.xdist_group("browser")
FIRST_DAY, LAST_DAY, SUMMER = "2026-03-03", "2027-01-04", ("2026-07-22", "2026-08-16")
MARCH, APRIL, MAY = "2026-03", "2026-04", "2026-05"
ROSTERS = PROJECT / "samples"
ABSENT = 7  # his number in 4-2
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def as_person(served_site, browser):
    """A function: the signed-in page of one of the new school's people. No page may break the site's own policy."""
    contexts, broken = [], []

    def opened(role, path="/", **how):
        contexts.append(browser.new_context(locale="ko-KR", base_url=served_site, **how))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda told: "Content Security Policy" in told.text and broken.append(told.text))
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.goto("/demo/")
        page.get_by_role("button", name=PEOPLE[role]).click()
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert broken == []


@pytest.fixture
def registrar(as_person):
    return as_person("registrar")


@pytest.fixture
def teacher(as_person):
    return as_person("homeroom")


def press(page, name, within="main"):
    page.get_by_role(within).get_by_role("button", name=name, exact=True).click()


def main(page):
    return page.get_by_role("main").inner_text()


def open_register(page, month):
    page.goto("/registers/")
    page.goto(page.url.replace(MAY, month))


def cell(page, number, day):
    return page.locator(f'tbody tr:nth-child({number}) td[data-d="{day}"]')


def keys(page, *pressed):
    """Press keys one after the other, and wait until everything is saved."""
    for key in pressed:
        page.keyboard.press(key)
    page.locator("[data-saved]", has_text="모두 저장됨").wait_for()


def word(page, number, day):
    return cell(page, number, day).locator("i").text_content()


def mark_absent(page, first, days):
    """Unexcused absences of one pupil on so many days of a month, by keyboard, as one act."""
    open_register(page, first[:7])
    cell(page, ABSENT, first).focus()
    keys(page, *["Shift+ArrowRight"] * (days - 1), "2")


def received(page, link):
    with page.expect_download() as download:
        page.get_by_role("main").get_by_role("link", name=link).click()
    return download.value.path().read_bytes()


def made_file(page, link):
    """Waits for the job to end; then the file that it made."""
    page.get_by_text("받을 파일 1개를 만들었습니다.").wait_for(timeout=30_000)
    return received(page, link)


def text_of_pdf(content):
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def text_of_hwpx(content):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sections = [name for name in parts.namelist() if re.search(r"section\d+\.xml$", name)]
        return " ".join(re.sub(r"<[^>]+>", " ", parts.read(name).decode()) for name in sections)


def test_the_administrator_opens_the_year_and_counts_190_days(as_person):
    page = as_person("school_admin", "/settings/years/new/")
    page.get_by_label("첫 수업일").fill(FIRST_DAY)
    page.get_by_label("마지막 수업일").fill(LAST_DAY)
    press(page, "학년도 열기")
    page.get_by_role("radio", name="방학").check()
    page.get_by_label("이름").fill("여름방학")
    page.get_by_label("시작일").fill(SUMMER[0])
    page.get_by_label("끝나는 날").fill(SUMMER[1])
    press(page, "일정 더하기")
    assert page.get_by_role("heading", name="2026학년도 학사일정").is_visible()
    counted = page.get_by_role("table", name=re.compile("학년별 수업일수")).get_by_role("row").all_inner_texts()
    assert [line.split()[1] for line in counted[1:7]] == ["190일"] * 6


def test_a_roster_in_disorder_is_told_row_by_row(registrar):
    upload(registrar, "roster-messy.xlsx")
    registrar.get_by_role("link", name=re.compile("읽지 못함")).click()
    told = main(registrar)
    assert re.search(r"\d+행 [A-Z]열", told)
    press(registrar, "반영하지 않고 그만두기")
    registrar.get_by_role("dialog").get_by_role("button", name="그만두기").click()
    registrar.get_by_role("cell", name="그만둠").wait_for()


def upload(page, name):
    page.goto("/imports/")
    page.locator("input[type=file]").set_input_files(ROSTERS / name)
    press(page, "올려서 미리 보기")


def test_the_registrar_takes_over_the_roster(registrar):
    upload(registrar, "roster-600.xlsx")
    registrar.get_by_role("button", name=re.compile("600명.* 반영")).click()
    registrar.get_by_role("dialog").get_by_role("button", name="반영", exact=True).click()
    registrar.get_by_text("600명을 새로 등록").wait_for()
    registrar.goto("/students/")
    assert "600명" in main(registrar)


def test_a_class_gets_its_homeroom_teacher(as_person):
    page = as_person("school_admin", "/settings/classes/2026/")
    page.get_by_role("link", name="4학년 2반").click()
    page.get_by_role("combobox", name="담임").select_option(label=f"{PEOPLE['homeroom']} (담임교사)")
    press(page, "담임 저장")
    assert "4학년 2반 담임을 봉담임 선생님으로 정했습니다." in main(page)


def test_the_register_is_kept_by_keyboard_alone(teacher):
    open_register(teacher, MAY)
    for _ in range(60):
        if teacher.evaluate("!!document.activeElement.closest('td[data-d]')"):
            break
        teacher.keyboard.press("Tab")
    today = "2026-05-14"
    keys(teacher, "ArrowDown", "2", "ArrowDown", "q", "Control+z", "ArrowUp", "1")
    marked = [word(teacher, number, today) for number in range(1, 6)]
    assert "미인정결석" in marked
    assert "질병지각" not in marked
    teacher.keyboard.press("g")
    teacher.get_by_text("명 출석").first.wait_for()
    keys(teacher)
    teacher.reload()
    assert [word(teacher, number, today) for number in range(1, 6)].count("출석") >= 3


def test_a_day_is_marked_by_thumb_on_a_phone(as_person):
    page = as_person("homeroom", viewport=PHONE, has_touch=True)
    open_register(page, MAY)
    page.goto(page.url.replace("/2026-05/", "/2026-05-14/"))
    page.get_by_label(re.compile("^9번 .* 출결 적기")).click()
    page.get_by_role("button", name="조퇴", exact=True).click()
    page.get_by_role("button", name="질병조퇴").click()
    keys(page)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.reload()
    assert "질병조퇴" in main(page)


def test_the_third_day_of_an_unexcused_absence_asks_for_a_visit(teacher):
    mark_absent(teacher, "2026-05-12", 3)
    assert word(teacher, ABSENT, "2026-05-13") == "미인정결석, 사후 입력"
    teacher.goto("/")
    visit = teacher.locator("li.hj-task", has_text=f"가정방문 4-2 {ABSENT}번")
    visit.get_by_text("근거 p.27").click()
    visit.get_by_text("수업일로 연속 3일 미인정결석입니다.").wait_for()
    assert f"보호자·아동 내교 요청 4-2 {ABSENT}번" in main(teacher)


def test_the_tenth_day_asks_for_a_report_to_the_office(teacher, registrar):
    mark_absent(teacher, "2026-05-04", 5)
    mark_absent(teacher, "2026-04-29", 2)
    teacher.goto("/")
    assert "미인정결석학생 등록" in main(teacher)
    registrar.goto("/")
    told = main(registrar)
    assert "교육장에게 제출" in told
    assert f"4-2 {ABSENT}번" in told
    assert "연속 10일" in told
    assert "근거 p.27" in told


def test_the_interview_notice_is_made_and_read_back(teacher):
    teacher.goto("/absence-cases/")
    teacher.get_by_role("main").get_by_role("link", name=re.compile(f"4-2 {ABSENT}번")).click()
    teacher.get_by_role("link", name="내교 통지서(2-3) 만들기").click()
    name = teacher.get_by_label("자녀(학생) 이름").input_value()
    teacher.get_by_label("내교일시").fill("2026-05-15T15:40")
    press(teacher, "상신으로")
    teacher.wait_for_url(re.compile(r"/documents/[0-9a-f-]{36}/(submission/)?$"))
    paper = re.sub("submission/$", "", teacher.url)
    for button, link, read in (("PDF", ".pdf 받기", text_of_pdf), ("한글 파일", ".hwpx 받기", text_of_hwpx)):
        teacher.goto(paper)
        press(teacher, button)
        told = read(made_file(teacher, re.compile(re.escape(link))))
        assert name in told
        assert "새빛초등학교" in told
        assert re.search(r"2026\. ?5\. ?15\.|2026년 5월 15일", told)


def test_a_month_is_closed_when_every_day_is_taken(teacher):
    open_register(teacher, MARCH)
    days = teacher.locator("tbody tr:nth-child(1) td[data-d]:not(.off)").evaluate_all(
        "all => all.map(e => e.dataset.d)"
    )
    for day in days:
        cell(teacher, 1, day).focus()
        teacher.keyboard.press("g")
        teacher.get_by_role("dialog").get_by_role("button", name="모두 출석", exact=True).click()
        keys(teacher)
    teacher.goto(teacher.url.replace("registers", "register-closings"))
    press(teacher, "마감")
    press(teacher, "마감", within="dialog")
    teacher.get_by_text("3월을 마감했습니다.").wait_for()
    open_register(teacher, MARCH)
    teacher.get_by_text(re.compile(r"3월은 마감했습니다\. .*봉담임")).wait_for()


def test_a_closed_month_is_reopened_with_a_reason(as_person, registrar):
    registrar.goto("/register-closings/?month=2026-03")
    registrar.get_by_role("main").get_by_role("link", name=re.compile("4학년 2반|4-2")).first.click()
    press(registrar, "마감취소")
    assert "마감취소 사유가 비어 있습니다" in main(registrar)
    head = as_person("vice_principal", registrar.url)
    head.get_by_label("마감취소 사유").fill("3월 9일 질병결석을 뒤늦게 확인함")
    press(head, "마감취소")
    head.get_by_text("3월 마감을 취소했습니다.").wait_for()
    assert "3월 9일 질병결석을 뒤늦게 확인함" in main(head)


def test_the_monthly_register_is_printed_and_read_back(teacher):
    open_register(teacher, MAY)
    name = teacher.locator(f"tbody tr:nth-child({ABSENT}) th").last.inner_text()
    paper = teacher.url + "paper/"
    for word_of_format, link, read in (("PDF", ".pdf", text_of_pdf), ("한글 파일", ".hwpx", text_of_hwpx)):
        teacher.goto(paper)
        teacher.get_by_label(word_of_format, exact=True).check()
        teacher.get_by_label("결재·보고 자료").check()
        press(teacher, "파일 만들기")
        told = read(made_file(teacher, re.compile(re.escape(link))))
        assert "새빛초등학교" in told
        assert "출석부" in told.replace(" ", "")
        assert name.split()[-1] in told


def test_of_two_teachers_at_one_cell_the_second_chooses(as_person, teacher):
    day, other = "2026-04-30", as_person("homeroom")
    open_register(teacher, APRIL)
    open_register(other, APRIL)
    cell(other, 3, day).focus()
    keys(other, "3")
    cell(teacher, 3, day).focus()
    teacher.keyboard.press("1")
    box = teacher.locator("[data-problems]")
    box.get_by_text("‘기타결석’으로 저장했습니다. 내가 적은 것은 ‘질병결석’입니다.").wait_for()
    cell(teacher, 3, day).focus()
    with teacher.expect_response("**/cells/"):
        teacher.keyboard.press("y")
    box.wait_for(state="hidden")
    other.reload()
    assert word(other, 3, day).startswith("질병결석")


def test_everything_that_was_looked_at_is_in_the_access_log(as_person):
    page = as_person("school_admin", "/access-log/")
    told = main(page)
    assert all(name in told for name in (PEOPLE["registrar"], PEOPLE["homeroom"], "출석부 인쇄", "파일 받기"))
