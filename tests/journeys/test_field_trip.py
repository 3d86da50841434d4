"""A field trip: the guardian writes and signs, the teacher receives, it is approved, entered, reported and closed."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect
from tests import builders
from tests.journeys import conftest as journeys
from tests.journeys.readable import assert_readable_by_everybody
from tests.web.approvals.office import an_office

from hakjeok_web.attendance.models import AttendanceEntry
from hakjeok_web.students.models import Guardian

pytestmark = pytest.mark.xdist_group("browser")
FRIDAY, AFTERWARDS = "2024-05-03T10:00:00+09:00", "2024-05-09T10:00:00+09:00"
place = {}


def _a_school():
    builders.enter()
    school_class = builders.a_class(builders.a_year())
    an_office(builders.a_homeroom(school_class))
    pupil = builders.a_pupil(school_class, number=7, name="박하준")
    Guardian.objects.create(
        school_id=pupil.school_id, student=pupil, name="박보호", relation="모", phone="010-0000-0007"
    )  # fmt: skip
    place["pupil"] = pupil.pk


def _entered():
    builders.enter()
    rows = AttendanceEntry.objects.filter(student=place["pupil"]).order_by("date")
    place["entries"] = [(f"{each.date:%m-%d}", each.kind, each.form) for each in rows]


@pytest.fixture(scope="module")
def site(open_site):
    """The same school on the Friday before the trip; later it lives on the day after."""
    with open_site("field_trip", _a_school, at=FRIDAY) as address:
        yield address


def _written_by_the_guardian(teacher):
    teacher.goto("/field-trips/new/?q=박하준")
    teacher.get_by_role("link", name="박하준").click()
    teacher.get_by_role("button", name="보호자가 화면에서 쓰기").click()
    main = teacher.get_by_role("main")
    main.locator("[name=period]").fill("2024-05-07")
    main.locator("[name=period-to]").fill("2024-05-08")
    main.locator("[name=days]").fill("2")
    main.locator("[name=purpose]").fill("가족여행")
    main.locator("[name=place]").fill("경주")
    main.locator("[name=plan]").fill("첨성대를 봅니다.")
    main.locator("[name=contact_phone]").fill("010-0000-0007")
    main.locator("[name=student_signature]").fill("박하준")
    main.locator("[name=guardian_signature]").fill("박보호")
    teacher.get_by_role("button", name="보내기").click()
    expect(teacher.get_by_role("heading", name="보냈습니다")).to_be_visible()
    teacher.get_by_role("link", name="선생님 화면으로").click()
    teacher.get_by_role("button", name="선생님으로 확인").click()


def _received(teacher):
    teacher.get_by_role("link", name="접수하기").click()
    assert teacher.get_by_label("첫날").input_value() == "2024-05-07"
    teacher.get_by_label("마지막 날").fill("2024-05-22")
    teacher.get_by_label("마지막 날").blur()
    expect(teacher.get_by_text("한 번에 연속 10일까지")).to_be_visible()
    teacher.get_by_label("마지막 날").fill("2024-05-08")
    teacher.get_by_label("보호자나 친족 성인이 함께 감").check()
    expect(teacher.get_by_text("출석인정결석 2일")).to_be_visible()
    assert teacher.complaints == []  # before axe comes, which sets styles of its own
    assert_readable_by_everybody(teacher)
    teacher.get_by_role("button", name="접수", exact=True).click()
    expect(teacher.get_by_text("접수했습니다.")).to_be_visible()
    assert_readable_by_everybody(teacher)
    place["trip"] = teacher.url


def _submitted(teacher):
    teacher.get_by_role("link", name="서식 쓰기").click()
    teacher.get_by_role("button", name="상신으로").click()
    teacher.get_by_role("link", name="상신", exact=True).click()
    teacher.get_by_role("main").get_by_role("button", name="상신", exact=True).last.click()
    expect(teacher.get_by_text("다음 차례:")).to_be_visible()


def _signed(approver, word):
    approver.goto("/approvals/")
    approver.get_by_role("link", name="교외체험학습").first.click()
    button = approver.get_by_role("main").get_by_role("button", name=word, exact=True)
    button.scroll_into_view_if_needed()
    button.click()
    if word == "결재":
        approver.get_by_role("dialog").get_by_role("button", name="결재").click()
        expect(approver.get_by_text("문서 번호는 한빛초등학교-1")).to_be_visible()


def test_a_trip_from_the_guardians_tablet_to_its_report(site, person, postgres, django_db_blocker):
    teacher = person("김담임")
    _written_by_the_guardian(teacher)
    _received(teacher)
    _submitted(teacher)
    _signed(person("정교무"), "검토")
    _signed(person("한교감"), "검토")
    _signed(person("오교장", width=390), "결재")
    teacher.goto(place["trip"])
    expect(teacher.get_by_text("한빛초등학교-1(2024. 5. 3.)")).to_be_visible()
    _of_database(postgres, django_db_blocker)
    assert place["entries"] == [("05-07", "authorized", "absence"), ("05-08", "authorized", "absence")]
    _reported(person, postgres)


def _of_database(postgres, blocker):
    with blocker.unblock(), ThreadPoolExecutor(1) as thread:
        thread.submit(journeys._seed, postgres, f"hakjeok_field_trip_{os.getpid()}", _entered).result()


def _reported(person, postgres):
    """The day after the trip, on another clock: the same database, served once more."""
    with journeys.served_again(postgres, f"hakjeok_field_trip_{os.getpid()}", at=AFTERWARDS) as address:
        teacher = person("김담임")
        teacher.goto(f"{address}/demo/")
        teacher.get_by_role("button", name="김담임").click()
        teacher.goto(address + place["trip"].split("/field-trips/")[1].join(("/field-trips/", "")))
        expect(teacher.get_by_text("보고서 기다림")).to_be_visible()
        teacher.get_by_role("link", name="보고서 받기").click()
        _report_by_the_guardian(teacher)
        teacher.get_by_label("면담 등으로 사실을 확인함").check()
        assert_readable_by_everybody(teacher)
        teacher.get_by_role("button", name="보고서 받음 저장").click()
        expect(teacher.get_by_text("출석인정을 확정하고 마쳤습니다")).to_be_visible()


def _report_by_the_guardian(teacher):
    teacher.get_by_role("button", name="보호자가 보고서 쓰기").click()
    expect(teacher.get_by_role("heading", name="교외체험학습 보고서")).to_be_visible()
    main = teacher.get_by_role("main")
    assert main.locator("[name=plan]").count() == 0
    main.locator("[name=report_content]").fill("첨성대를 보았습니다.")
    main.locator("[name=report_student_signature]").fill("박하준")
    main.locator("[name=report_guardian_signature]").fill("박보호")
    assert_readable_by_everybody(teacher)
    teacher.get_by_role("button", name="보내기").click()
    teacher.get_by_role("link", name="선생님 화면으로").click()
    teacher.get_by_role("button", name="선생님으로 확인").click()
    expect(teacher.get_by_text("보호자가 화면에서 보고서를 써서 보냈습니다")).to_be_visible()
