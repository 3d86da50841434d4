"""Writing a paper in the browser: saving by itself, lines by keyboard, a guardian who signs with the mouse."""

import re

import pytest
from tests import builders
from tests.journeys import conftest as journeys
from tests.journeys.readable import AXE
from tests.journeys.test_every_screen import LOOK, LOOKS
from tests.web.documents.every_field import a_draft

pytestmark = pytest.mark.xdist_group("browser")

SATURDAY = "2024-05-04T14:03:00+09:00"
place = {}


def _a_class_with_drafts():
    builders.enter()
    school_class = builders.a_class(builders.a_year())
    teacher = builders.a_homeroom(school_class)
    pupil = builders.a_pupil(school_class, number=7, name="박하준")
    place["pupil"] = pupil.pk
    for name in ("typed", "torn", "signed", "looked", "locked", "held"):
        place[name] = f"/documents/{a_draft(teacher, pupil=pupil, values={'student_name': '박하준'}).pk}"


@pytest.fixture(scope="module")
def site(open_site):
    with open_site("entry", _a_class_with_drafts, at=SATURDAY) as address:
        yield address


@pytest.fixture
def teacher(site, page):
    page.goto(f"{site}/demo/")
    page.get_by_role("button", name="김담임").click()
    page.site = site
    return page


def _saved(page):
    page.locator("[data-autosave-state]", has_text=re.compile(r"^저장됨 \d\d:\d\d$")).wait_for()


def test_typing_makes_a_draft_that_is_there_again(teacher):
    teacher.goto(f"{teacher.site}/forms/2-3/?student={place['pupil']}")
    teacher.get_by_label("내교장소").fill("1층 상담실")
    _saved(teacher)
    teacher.wait_for_url("**/documents/*/edit/")
    teacher.get_by_label("내교장소").press_sequentially(" 옆방")
    with teacher.expect_response(lambda answer: answer.request.method == "POST"):
        teacher.get_by_label("내교일시").focus()  # leaving a field saves at once
    _saved(teacher)
    teacher.reload()
    assert teacher.get_by_label("내교장소").input_value() == "1층 상담실 옆방"
    assert teacher.complaints == []


def test_a_field_that_was_left_says_what_is_wrong_until_it_is_right(teacher):
    teacher.goto(teacher.site + place["typed"] + "/edit/")
    days = teacher.get_by_label("일수", exact=True)
    days.fill("사흘")
    teacher.get_by_label("돌아오는 날").focus()
    teacher.get_by_text("숫자가 아닙니다").wait_for()
    days.fill("3")
    teacher.get_by_text("숫자가 아닙니다").wait_for(state="detached")


def test_enter_makes_a_line_below_and_the_button_takes_it_away(teacher):
    teacher.goto(teacher.site + place["typed"] + "/edit/")
    first = teacher.get_by_label("함께 가는 학생 1째 줄 성명")
    first.fill("김서연")
    first.press("Enter")
    second = teacher.get_by_label("함께 가는 학생 2째 줄 성명")
    second.wait_for()
    teacher.wait_for_function("document.activeElement.name === 'together-2-name'")
    second.fill("이도윤")
    teacher.get_by_role("button", name="함께 가는 학생 1째 줄 지우기").click()
    second.wait_for(state="detached")
    _saved(teacher)
    teacher.reload()
    assert teacher.get_by_label("함께 가는 학생 1째 줄 성명").input_value() == "이도윤"
    assert teacher.complaints == []


def test_two_windows_are_told_of_each_other(teacher):
    address = teacher.site + place["torn"] + "/edit/"
    teacher.goto(address)
    other = teacher.context.new_page()
    other.goto(address)
    other.get_by_label("까닭").fill("먼저 쓴 까닭")
    _saved(other)
    teacher.get_by_label("까닭").fill("나중에 쓴 까닭")
    teacher.get_by_text("다른 창에서 먼저 저장했습니다. 지금 저장된 내용을 보고").wait_for()
    assert teacher.get_by_label("까닭").input_value() == "나중에 쓴 까닭"
    teacher.get_by_role("button", name="이 화면의 내용으로 저장").click()
    _saved(teacher)
    other.reload()
    assert other.get_by_label("까닭").input_value() == "나중에 쓴 까닭"


def test_a_guardian_signs_with_the_mouse_and_the_teacher_has_it(teacher):
    teacher.goto(teacher.site + place["signed"] + "/edit/")
    teacher.get_by_role("button", name="보호자에게 보이기").click()
    teacher.get_by_role("button", name="보호자에게 건네기").click()
    assert teacher.get_by_role("navigation").count() == 0
    assert teacher.get_by_label("보호자", exact=True).input_value() == ""
    teacher.get_by_label("기간 시작하는 날").fill("2024-05-07")
    teacher.get_by_label("기간 끝나는 날").fill("2024-05-08")
    teacher.get_by_label("일수", exact=True).fill("2")
    teacher.get_by_label("동의함").check()
    teacher.get_by_label("보호자", exact=True).fill("박보호")
    _draw(teacher)
    teacher.get_by_role("button", name="보내기").click()
    teacher.get_by_text("화면을 선생님에게 돌려주세요").wait_for()
    teacher.get_by_role("link", name="선생님 화면으로").click()
    teacher.get_by_role("button", name="선생님으로 확인").click()
    teacher.get_by_alt_text("보호자: 손으로 쓴 서명").wait_for()
    assert teacher.get_by_label("보호자", exact=True).input_value() == "박보호"
    assert teacher.complaints == []


def _draw(page):
    page.get_by_role("button", name="손으로 서명").click()
    canvas = page.locator("[data-signature-pad] canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 8):
        page.mouse.move(box["x"] + 40 + step * 50, box["y"] + 60 + (step % 2) * 60)
    page.mouse.up()
    page.get_by_role("button", name="서명 넣기").click()


def test_back_and_other_tabs_lead_to_nothing_until_the_teacher_is_there(remembering, site):
    remembering.goto(f"{site}/demo/")
    remembering.get_by_role("button", name="김담임").click()
    remembering.goto(f"{site}/students/")
    remembering.goto(f"{site}{place['locked']}/handing-over/")
    remembering.get_by_role("button", name="보호자에게 건네기").click()
    remembering.get_by_role("heading", name="모든 칸 신청서").wait_for()
    for _ in range(2):  # the page of the button, then the list of pupils
        remembering.go_back()
        remembering.get_by_role("heading", name="선생님 확인").wait_for()
    assert "박하준" not in remembering.content()
    other = remembering.context.new_page()
    other.goto(f"{site}/students/")
    other.get_by_role("link", name="보호자 화면으로").click()
    other.get_by_label("까닭").wait_for()
    other.get_by_role("link", name="선생님에게 돌려주기").click()
    other.get_by_role("button", name="선생님으로 확인").click()
    other.goto(f"{site}/students/")
    other.get_by_role("heading", name="학생 명부").wait_for()


@pytest.fixture
def remembering(browser):
    """A page of a browser that keeps whole pages for Back, as people's browsers do and test browsers do not."""
    found = browser.browser_type.launch(
        executable_path=journeys._chromium(),
        args=["--no-sandbox"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield found.new_context(locale="ko-KR").new_page()
    found.close()


@pytest.mark.parametrize("tail", ["/edit/", "/handing-over/", "/attachments/", "/pupils/together/"])
def test_every_kind_of_field_can_be_read_by_everybody(teacher, tail):
    _readable(teacher, place["looked"] + tail)


def test_what_a_guardian_holds_can_be_read_by_everybody(teacher):
    teacher.goto(f"{teacher.site}{place['held']}/handing-over/")
    teacher.get_by_role("button", name="보호자에게 건네기").click()
    for address in (f"{place['held']}/guardian/", f"{place['held']}/guardian/sent/", "/students/"):
        _readable(teacher, address)


def _readable(teacher, address):
    for width in (1440, 390):
        teacher.set_viewport_size({"width": width, "height": 900})
        teacher.goto(teacher.site + address)
        assert teacher.complaints == []
        assert teacher.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
        teacher.evaluate(AXE)
        assert [(width, look[0], each) for look in LOOKS for each in teacher.evaluate(LOOK, look)] == []
