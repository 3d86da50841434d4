"""A report of absence in a browser: its reason is found while typing, picked, and tells what it asks for."""

import pytest
from playwright.sync_api import expect
from tests import builders
from tests.journeys.readable import assert_readable_by_everybody
from tests.web.approvals.office import an_office

pytestmark = pytest.mark.xdist_group("browser")


def _a_school():
    builders.enter()
    school_class = builders.a_class(builders.a_year())
    an_office(builders.a_homeroom(school_class))
    builders.a_pupil(school_class, number=7, name="박하준")


@pytest.fixture(scope="module")
def site(open_site):
    with open_site("reason_search", _a_school, at="2024-05-03T10:00:00+09:00") as address:
        yield address


@pytest.mark.parametrize("width", [1440, 390])
def test_a_reason_is_found_while_typing_and_picked(site, person, width):
    teacher = person("김담임", width=width)
    teacher.goto("/absence-reports/new/?q=박하준")
    teacher.get_by_role("link", name="박하준").click()
    main = teacher.get_by_role("main")
    main.get_by_label("첫날").fill("2024-05-02")
    main.get_by_label("사유 찾기").press_sequentially("대회")
    found = main.get_by_role("button", name="학교·시도·국가 대표 대회와 훈련")
    expect(found).to_be_visible()
    found.click()
    expect(main.get_by_label("사유", exact=True)).to_have_value("representative_event")
    expect(main.get_by_label("사유", exact=True)).to_be_focused()
    expect(main.get_by_text("학업성적관리위원회의 심의를 거쳐야 합니다")).to_be_visible()
    expect(main.get_by_text("출석인정결석 1일")).to_be_visible()
    assert main.get_by_label("첫날").input_value() == "2024-05-02"
    expect(found).to_have_count(0)
    assert teacher.complaints == []
    assert_readable_by_everybody(teacher)
