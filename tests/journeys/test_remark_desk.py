"""A teacher writes the remarks of forty-five pupils by keyboard; a second browser writes one of them first."""

import pytest
from tests import builders
from tests.journeys.readable import AXE

from hakjeok_web.attendance.models import AttendanceEntry
from hakjeok_web.remarks.models import ViolenceMeasure
from hakjeok_web.schools.facts import calendars_of

pytestmark = pytest.mark.xdist_group("browser")

LONG_NAME = "남궁가나다라마바사아자차카타파하빛나는하늘"
AFTER_MAY = "2024-06-14T09:00:00+09:00"
COLD = "감기로 인한 질병결석(10일)"
place = {}


def _a_full_class():
    builders.enter()
    school_class = builders.a_class(builders.a_year())
    teacher = builders.a_homeroom(school_class)
    days = calendars_of(school_class.school_year).of(4).between(builders.TODAY.replace(day=1), builders.TODAY)
    ten = calendars_of(school_class.school_year).of(4).school_days[10:20]
    for number in range(1, 46):
        name = LONG_NAME if number % 9 == 1 else f"학생{number}"
        pupil = builders.a_pupil(school_class, number=number, name=name, birth=builders.TODAY.replace(year=2014))
        for day in ten if number == 1 else days[:1]:
            AttendanceEntry.objects.create(
                school_id=pupil.school_id, student=pupil, school_class=school_class, date=day, form="absence",
                kind="illness", reason="감기", version=1, entered_by=teacher.user, entered_at=f"{day}T09:00:00+09:00",
            )  # fmt: skip
        if number == 3:
            ViolenceMeasure.objects.create(
                school_id=pupil.school_id, student=pupil, law_item=4, decided_on=builders.TODAY, text="사회봉사",
                recorded_by=teacher.user, recorded_at=f"{day}T09:00:00+09:00",
            )  # fmt: skip
    place["desk"] = f"/attendance-remarks/{school_class.pk}/"


@pytest.fixture(scope="module")
def site(open_site):
    with open_site("remarks", _a_full_class, at=AFTER_MAY) as address:
        yield address


def _open(page, site):
    page.goto(f"{site}/demo/")
    page.get_by_role("button", name="김담임").click()
    page.goto(site + place["desk"])


@pytest.fixture
def desk(site, page):
    _open(page, site)
    return page


def _box(page, number):
    return page.locator(f".hj-remark:nth-child({number}) textarea")


def _saved(page, number):
    page.locator(f".hj-remark:nth-child({number}) [data-said]", has_text="저장됨").wait_for()


def test_the_proposal_goes_in_with_one_button_and_is_saved(desk):
    desk.locator(".hj-remark:nth-child(1)").get_by_role("button", name="제안 넣기").click()
    _saved(desk, 1)
    desk.reload()
    assert _box(desk, 1).input_value() == COLD
    assert desk.complaints == []


def test_texts_save_themselves_and_keys_lead_from_pupil_to_pupil(desk):
    _box(desk, 10).focus()
    desk.keyboard.type("열째 글")
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.id") == _box(desk, 11).get_attribute("id")
    _saved(desk, 10)
    desk.keyboard.type("열한째 글")
    desk.keyboard.press("ArrowDown")
    _saved(desk, 11)
    desk.keyboard.press("ArrowUp")
    desk.keyboard.type(", 더 쓴 글")
    _saved(desk, 11)  # by itself, after a pause, with the caret where it was
    assert desk.evaluate("document.activeElement.id") == _box(desk, 11).get_attribute("id")
    desk.wait_for_function("document.querySelector('.hj-remark:nth-child(11) [data-kept]').dataset.kept.includes('더')")
    desk.reload()
    assert [_box(desk, number).input_value() for number in (10, 11)] == ["열째 글", "열한째 글, 더 쓴 글"]


def test_a_banned_word_is_told_while_typing_and_replaced_by_a_button(desk):
    _box(desk, 12).fill("해외어학연수로 인한 미인정결석(12일)")
    row = desk.locator(".hj-remark:nth-child(12)")
    row.get_by_text("출결 특기사항에 쓸 수 없습니다(p.30, 35)").wait_for()
    row.get_by_role("button", name="바꾸기").click()
    _saved(desk, 12)
    assert _box(desk, 12).input_value() == "미인정유학(12일)"


def test_a_refused_text_stays_in_its_field(desk):
    _box(desk, 13).fill("해외 체류")
    _box(desk, 14).focus()
    desk.locator(".hj-remark:nth-child(13)").get_by_text("저장하지 않았습니다").wait_for()
    assert _box(desk, 13).input_value() == "해외 체류"
    _box(desk, 13).fill("")


def test_the_second_of_two_browsers_is_told_and_decides(site, browser, desk):
    other = browser.new_context(locale="ko-KR").new_page()
    _open(other, site)
    _box(desk, 20).fill("먼저 쓴 글")
    _box(desk, 21).focus()
    _saved(desk, 20)
    _box(other, 20).fill("나중에 쓴 글")
    _box(other, 21).focus()
    row = other.locator(".hj-remark:nth-child(20)")
    row.get_by_text("먼저 고쳤습니다").wait_for()
    assert _box(other, 20).input_value() == "나중에 쓴 글"
    row.get_by_role("button", name="내 글로 저장").click()
    _saved(other, 20)
    desk.reload()
    assert _box(desk, 20).input_value() == "나중에 쓴 글"
    other.context.close()


def test_a_text_that_was_just_written_can_be_given_back_for_the_proposal(desk):
    _box(desk, 40).fill("손으로 쓴 글")
    desk.get_by_label("40번 학생40 고르기").check()
    _saved(desk, 40)
    desk.get_by_role("button", name="고른 학생 제안 받기").click()
    desk.get_by_role("dialog").get_by_role("button", name="제안으로 바꾸기").click()
    desk.get_by_text("1명의 제안을 받았습니다").wait_for()
    assert _box(desk, 40).input_value() == ""


def test_measures_stand_beside_the_text_but_not_in_it(desk):
    row = desk.locator(".hj-remark:nth-child(3)")
    assert "2024.05.03. 사회봉사" in row.locator(".hj-remark-measures").first.inner_text()
    assert _box(desk, 3).input_value() == ""


def test_the_desk_works_without_a_script(site, browser):
    page = browser.new_context(locale="ko-KR", java_script_enabled=False).new_page()
    _open(page, site)
    row = page.locator(".hj-remark:nth-child(30)")
    row.locator("textarea").fill("스크립트 없이 쓴 글")
    row.get_by_role("button", name="저장").click()
    assert page.url.startswith(site + place["desk"])
    assert _box(page, 30).input_value() == "스크립트 없이 쓴 글"
    page.context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_long_names_fit_and_everybody_can_read_the_desk(desk, width):
    desk.set_viewport_size({"width": width, "height": 900})
    assert desk.locator(".hj-remark").count() == 45
    assert desk.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    desk.evaluate(AXE)
    found = desk.evaluate(
        "async () => (await axe.run(document, {preload: false, resultTypes: ['violations']})).violations"
        ".filter(each => ['serious', 'critical'].includes(each.impact)).map(each => [each.id, each.nodes[0].html])"
    )
    assert found == []


def test_all_proposals_come_with_one_button(desk):
    desk.get_by_role("button", name="제안 받기").first.click()
    desk.get_by_role("dialog").get_by_role("button", name="제안 받기").click()
    desk.get_by_text("제안을 받았습니다").wait_for()
    assert _box(desk, 10).input_value() == "열째 글"
