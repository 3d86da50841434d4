"""Three weeks of an unexcused absence: calls, visit, police, registration, submission, receipt, return (p.26-29)."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect
from tests import builders
from tests.journeys.readable import assert_readable_by_everybody
from tests.web.approvals.office import an_office
from tests.web.obligations.absences import TEN_DAYS, mark

from hakjeok_web.students.models import Guardian

pytestmark = pytest.mark.xdist_group("browser")
BACK = "2024-05-10T09:30:00+09:00"  # the Friday on which he comes again
DAYS = (*TEN_DAYS, date(2024, 5, 7), date(2024, 5, 8), date(2024, 5, 9))
NAME = "남궁하늘빛나라"
place = {}


def _three_weeks():
    builders.enter()
    school_class = builders.a_class(builders.a_year())
    homeroom = builders.a_homeroom(school_class)
    an_office(homeroom)
    pupil = builders.a_pupil(school_class, name=NAME)
    Guardian.objects.create(
        school_id=pupil.school_id, student=pupil, name="남궁영수", relation="부", phone="010-0000-1234"
    )
    mark(school_class, builders.actor(homeroom, date(2024, 5, 9)), pupil, *DAYS)
    place["case"], place["pupil"] = f"/absence-cases/{pupil.pk}/", pupil.pk
    place["day"] = f"/registers/{school_class.pk}/2024-05-10/"


@pytest.fixture(scope="module")
def site(open_site):
    with open_site("three_weeks", _three_weeks, at=BACK) as address:
        yield address


def _call(teacher):
    """Nobody knows where he is: the police are due at once (p.27)."""
    teacher.goto(place["case"])
    assert_readable_by_everybody(teacher)
    calls = teacher.locator("#call")
    calls.get_by_text("연락 적기").click()
    calls.get_by_text("보호자", exact=True).click()
    calls.get_by_label("연락자 성명(관계)").fill("남궁영수(부)")
    calls.get_by_text("확인하지 못함", exact=True).click()
    calls.get_by_label("내용").fill("어디 있는지 모른다고 함")
    calls.get_by_role("button", name="연락 저장").click()
    expect(teacher.locator("#police_request")).to_contain_text("경찰 수사의뢰")


def _record(teacher, code, note):
    teacher.goto(f"{place['case']}?code={code}#record")
    form = teacher.locator("#record")
    form.get_by_label("내용").fill(note)
    form.get_by_role("button", name="조치 저장").click()
    expect(teacher.locator("#main, main").first).to_contain_text(note)


def _police_request(teacher):
    """The form is filled in from the case; the line goes to the principal."""
    teacher.goto(place["case"])
    teacher.locator("#forms").get_by_role("link", name=re.compile("2-4")).click()
    expect(teacher.locator("[name=request_reason]")).to_have_value(re.compile("수업일로 13일 미인정결석"))
    expect(teacher.locator("[name=home_visits-1-visited_at_result]")).to_have_value(re.compile("인기척 없음"))
    expect(teacher.locator("[name=persons-2-name]")).to_have_value("남궁영수")
    for name, value in {
        "persons-1-rrn": "140807-3******", "persons-2-rrn": "840311-1******", "persons-3-name": "김서연",
        "persons-3-rrn": "860921-2******", "resident_lookup_datetime": "2024-05-09T10:20",
        "immigration_lookup_datetime": "2024-05-09T10:40", "requester_phone": "02-0000-0001",
        "home_visits-2-visited_at_result": "다시 방문하였으나 만나지 못함",
    }.items():  # fmt: skip
        teacher.locator(f"[name={name}]").fill(value)
    teacher.locator("h1").click()  # the last field is left, and the draft saved by itself
    teacher.wait_for_load_state("networkidle")
    teacher.get_by_role("button", name="상신으로").click()
    _submit(teacher)


def _submit(page):
    """From the paper's page up its line."""
    page.wait_for_url(re.compile(r"/documents/[^/]+/$"))
    page.get_by_role("link", name=re.compile("상신")).first.click()
    page.get_by_role("main").get_by_role("button", name="상신", exact=True).last.click()
    expect(page.get_by_text("결재 중").or_(page.get_by_text("다음 차례")).first).to_be_visible()


def _reviewed_and_decided(person, title):
    """교감 reviews, 교장 decides."""
    reviewer, principal = person("한교감"), person("오교장")
    for page in (reviewer, principal):
        page.goto("/approvals/")
        page.get_by_role("link", name=re.compile(title)).click()
        page.get_by_role("main").get_by_role("button", name=re.compile("^(결재|검토)")).first.click()
        page.wait_for_load_state("networkidle")
    principal.get_by_role("dialog").get_by_role("button", name="결재").click()
    expect(principal.get_by_text("문서 번호는 한빛초등학교-")).to_be_visible()


def _register(teacher):
    teacher.goto(f"{place['case']}registration/")
    teacher.get_by_label("사유").fill("가출")
    teacher.get_by_role("button", name="등록하고 보고").click()
    expect(teacher.get_by_text("보고 순번은 1입니다")).to_be_visible()
    assert_readable_by_everybody(teacher)


def _submission(registrar):
    registrar.goto(f"{place['case']}registration/")
    registrar.get_by_role("button", name=re.compile("승인요청")).click()
    _submit(registrar)


def _receipt(registrar):
    registrar.goto(f"{place['case']}registration/")
    registrar.get_by_label("접수한 사람").fill("가온교육지원청 최보람")
    registrar.get_by_role("button", name=re.compile("접수 적기")).click()
    expect(registrar.get_by_text("접수를 적었습니다")).to_be_visible()


def _return(teacher):
    """On Friday he sits in class: the day is taken, and his return is reported within three days (p.29)."""
    teacher.goto(place["day"])
    teacher.locator("[data-all-present]").click()
    teacher.get_by_role("button", name="모두 왔음").click()  # he was absent the day before
    expect(teacher.get_by_text("출석을 확인했습니다")).to_be_visible()
    teacher.goto(f"{place['case']}registration/")
    expect(teacher.get_by_text("학교에 돌아왔습니다. 5. 13.(월)까지 보고합니다")).to_be_visible()
    teacher.get_by_role("button", name="복귀 보고").click()
    expect(teacher.get_by_text("보고 순번은 2입니다")).to_be_visible()


def test_three_weeks_of_absence_from_the_first_call_to_the_return(person):
    teacher, registrar = person("김담임"), person("정학적")
    _call(teacher)
    _record(teacher, "home_visit", "인기척 없음")
    _record(teacher, "resident_lookup", "주소 이전과 말소 사실이 없음")
    _police_request(teacher)
    _reviewed_and_decided(person, "수사의뢰 요청서")
    _register(teacher)
    _submission(registrar)
    _reviewed_and_decided(person, "미인정결석학생 제출")
    _receipt(registrar)
    _return(teacher)
    teacher.goto(place["case"])
    expect(teacher.locator("#registration")).to_contain_text("학교에 복귀")
    phone = person("김담임", 390)
    phone.goto(place["case"])
    assert_readable_by_everybody(phone)
