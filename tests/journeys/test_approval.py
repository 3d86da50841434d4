"""A letter goes up its line, comes back, goes up again, is decided by delegation, sent, and found in the register."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect
from tests import builders
from tests.journeys import conftest as journeys
from tests.journeys.readable import assert_readable_by_everybody
from tests.web.approvals.office import a_draft, an_office, changed

from hakjeok_web.documents.models import Document

pytestmark = pytest.mark.xdist_group("browser")
FRIDAY = "2024-05-03T10:00:00+09:00"
TITLE = "취학의무 유예 결정 통보"
RETURNED = "받는 곳을 다시 확인해 주세요."
place = {}


def _an_office_with_a_draft():
    builders.enter()
    office = an_office(builders.a_homeroom(builders.a_class(builders.a_year())))
    draft = a_draft(office.of("학적"), definition="1-5")
    place["paper"], place["office"] = f"/documents/{draft.pk}/", office


def _other_recipients():
    builders.enter()
    changed(Document.objects.get(title=TITLE), place["office"].of("학적"), recipient="가온2동장")


@pytest.fixture(scope="module")
def site(open_site):
    with open_site("approval", _an_office_with_a_draft, at=FRIDAY) as address:
        yield address


def _rule(admin):
    """교무부장 reviews, 보건교사 consents, 교감 decides."""
    admin.goto("/settings/delegation/1-5/")
    for label, stop in (("1번째", "검토 교무부장"), ("2번째", "협조 보건교사"), ("3번째", "결재 교감")):
        admin.get_by_label(label).select_option(stop)
    admin.get_by_label("까닭").fill("학교 전결 규정 제3조")
    admin.get_by_role("button", name="규정 저장").click()
    expect(admin.get_by_text("교무부장 검토 → 보건교사 협조 → 교감 결재(전결)")).to_be_visible()


def _submit(drafter, link):
    drafter.goto(place["paper"])
    drafter.get_by_role("link", name=link, exact=True).click()
    expect(drafter.get_by_text("결재 교감(전결)").or_(drafter.get_by_text("교감 결재(전결)"))).to_be_visible()
    assert_readable_by_everybody(drafter)
    drafter.get_by_role("main").get_by_role("button", name="상신", exact=True).last.click()
    expect(drafter.get_by_text("다음 차례: 교무부장 정교무")).to_be_visible()


def _open_first(page):
    page.goto("/approvals/")
    page.get_by_role("link", name=TITLE).click()
    assert_readable_by_everybody(page)


def _send_back(approver):
    _open_first(approver)
    approver.get_by_role("button", name="반려").click()
    expect(approver.get_by_text("반려하는 까닭이 비어 있습니다").first).to_be_visible()
    approver.get_by_label("의견").fill(RETURNED)
    approver.get_by_role("button", name="반려").click()
    expect(approver.get_by_text("반려했습니다")).to_be_visible()


def _change(postgres, blocker):
    with blocker.unblock(), ThreadPoolExecutor(1) as thread:
        thread.submit(journeys._seed, postgres, f"hakjeok_approval_{os.getpid()}", _other_recipients).result()


def _sign(approver, word):
    _open_first(approver)
    button = approver.get_by_role("main").get_by_role("button", name=word, exact=True)
    button.scroll_into_view_if_needed()
    button.click()


def _decide(approver):
    _sign(approver, "결재(전결)")
    approver.get_by_role("dialog").get_by_role("button", name="결재").click()
    expect(approver.get_by_text("문서 번호는 한빛초등학교-1(2024. 5. 3.)입니다")).to_be_visible()


def _send(registrar):
    registrar.goto("/dispatches/")
    registrar.get_by_role("link", name="발송 적기").click()
    registrar.get_by_label("방법").select_option(label="우편")
    registrar.get_by_role("button", name="저장").click()
    expect(registrar.get_by_text("보낼 문서가 없습니다")).to_be_visible()


def test_a_letter_from_its_draft_to_the_register(site, person, postgres, django_db_blocker):
    _rule(person("권관리"))
    drafter = person("정학적")
    _submit(drafter, "상신")
    _send_back(person("정교무"))
    drafter.goto(place["paper"])
    expect(drafter.get_by_text(RETURNED).first).to_be_visible()
    _change(postgres, django_db_blocker)
    _submit(drafter, "다시 상신")
    _sign(person("정교무", width=390), "검토")
    _sign(person("이보건"), "협조")
    _decide(person("한교감"))
    _send(drafter)
    drafter.goto("/document-register/?q=유예")
    drafter.get_by_role("link", name=TITLE).click()
    expect(drafter.get_by_text("시행 한빛초등학교-1(2024. 5. 3.)")).to_be_visible()
