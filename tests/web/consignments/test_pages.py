"""The screens of consigned pupils: what they show, what they answer, and how often they ask the database."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hakjeok_web.accounts.models import AccessEntry
from hakjeok_web.consignments import actions
from hakjeok_web.consignments.models import ConsignedMonth, Consignment
from tests import builders
from tests.web.consignments.stays import APRIL, consigned, enter_month, sent, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def new_of(pupil):
    return f"/consignments/new/?student={pupil.pk}"


def test_a_teacher_finds_the_pupil_and_registers_him(client, pupil, homeroom):
    builders.sign_in(client, homeroom)
    assert f"?student={pupil.pk}" in client.get("/consignments/new/?q=박하준").content.decode()
    answer = client.post(new_of(pupil), sent())
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "가온병원학교" in page
    assert "2024. 4. 8.(월)~4. 30.(화)" in page
    assert AccessEntry.objects.filter(pupils__contains=[pupil.pk], purpose="위탁학생").exists()


def test_the_same_registration_sent_twice_is_made_once(client, pupil, homeroom):
    builders.sign_in(client, homeroom)
    form = sent()
    assert [client.post(new_of(pupil), form)["Location"] for _ in range(2)] == [
        f"/consignments/{Consignment.objects.get().pk}/"
    ] * 2


def test_a_refused_registration_keeps_what_was_typed(client, pupil, homeroom):
    answer = builders.sign_in(client, homeroom).post(new_of(pupil), sent(ground="", institution="나래병원학교"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "근거 문서가 비어 있습니다" in page
    assert 'value="나래병원학교"' in page


def test_a_teacher_is_not_offered_the_protection_of_a_child(client, pupil, homeroom, registrar_staff):
    page = builders.sign_in(client, homeroom).get(new_of(pupil)).content.decode()
    assert "학대 피해" not in page
    assert "알아도 되는 담임" not in page
    page = builders.sign_in(client, registrar_staff).get(new_of(pupil)).content.decode()
    assert "학대 피해" in page
    assert "김담임" in page


def test_open_months_stand_first_in_the_list(client, school_class, pupil, teacher, homeroom):
    done = builders.a_pupil(school_class, number=1, name="강민준")
    enter_month(consigned(done, teacher), teacher)
    consigned(pupil, teacher)
    page = builders.sign_in(client, homeroom).get("/consignments/").content.decode()
    assert page.index("박하준") < page.index("강민준")
    assert "4월 기록" in page
    assert "진단서 받기" in page


def test_an_empty_list_says_what_belongs_there(client, school_class, homeroom):
    page = builders.sign_in(client, homeroom).get("/consignments/").content.decode()
    assert "지금 위탁한 학생이 없습니다" in page


def test_the_procedure_of_a_hospital_school_is_a_list_of_tasks(client, pupil, teacher, homeroom):
    """p.33: 진단서 및 담임교사 의견을 첨부하여 관할 교육청에 공문으로 신청 ▸ 등록 조치 ▸ 출석 확인 ▸ 반영."""
    made = consigned(pupil, teacher)
    builders.sign_in(client, homeroom)
    url = f"/consignments/{made.pk}/"
    assert "아직 할 수 없음 (진단서와 담임 의견이 먼저입니다)" in client.get(url).content.decode()
    for code in ("diagnosis", "opinion"):
        body = {"code": code, "done_on": "2024-04-03", "note": "", "key": str(uuid.uuid4())}
        assert client.post(url, body).status_code == 302
    page = client.get(url).content.decode()
    assert "?step=applied#record" in page
    assert "2024년 4월 출결확인서 받아 적기" in page


def test_the_return_to_school_is_told_to_the_institution_and_to_the_office(client, pupil, teacher, homeroom):
    """p.33: 복귀하면 기관에 공문으로 등록 해지 조치하고 관할 교육청에 결과를 보고함."""
    made = consigned(pupil, teacher)
    enter_month(made, teacher)
    url = f"/consignments/{made.pk}/"
    page = builders.sign_in(client, homeroom).get(url).content.decode()
    assert "복귀 뒤에 할 것" in page
    assert "기관에 공문으로 등록 해지" in page
    for code in ("released", "reported"):
        actions.record_step(consignment=made, code=code, done_on=builders.TODAY, by=teacher)
    assert "복귀 뒤에 할 것" not in client.get(url).content.decode()


def month_of_browser(**facts):
    days = {f"day-2024-04-{day:02}": "present" for day in range(8, 31) if date(2024, 4, day).weekday() < 5}
    return days | {"certificate_on": "2024-05-02", "note": "", "seen": "0", "key": str(uuid.uuid4())} | facts


def test_a_month_is_entered_day_by_day(client, pupil, teacher, homeroom):
    made = consigned(pupil, teacher)
    url = f"/consignments/{made.pk}/months/2024-04/"
    builders.sign_in(client, homeroom)
    assert '<option value="present" selected>' in client.get(url).content.decode()
    body = month_of_browser(**{"day-2024-04-09": "absence:illness", "day-2024-04-10": "", "day-2024-04-26": "home"})
    assert client.post(url, body).status_code == 302
    month = ConsignedMonth.objects.get()
    assert (month.school_days, month.home_dates) == (15, [date(2024, 4, 26)])
    again = client.get(url).content.decode()
    assert '<option value="absence:illness" selected>' in again
    assert '<option value="home" selected>' in again


def test_a_month_is_entered_as_numbers(client, pupil, teacher, homeroom):
    made = consigned(pupil, teacher)
    url = f"/consignments/{made.pk}/months/2024-04/?how=numbers"
    builders.sign_in(client, homeroom)
    body = {"school_days": "2", "count-absence-illness": "3", "seen": "0", "key": str(uuid.uuid4())}
    answer = client.post(url, body)
    assert answer.status_code == 422
    assert "결석(3일)이 위탁기관의 수업일수(2일)보다 많습니다" in answer.content.decode()
    assert client.post(url, body | {"school_days": "17"}).status_code == 302
    page = client.get(f"/consignments/{made.pk}/").content.decode()
    assert "질병결석 3" in page
    assert "출결확인서 받기" in page  # the proof is still missing


def test_a_month_that_has_not_begun_does_not_exist(client, pupil, teacher, homeroom):
    made = consigned(pupil, teacher, to_on=None)
    builders.sign_in(client, homeroom)
    assert client.get(f"/consignments/{made.pk}/months/2024-06/").status_code == 404
    assert client.get(f"/consignments/{made.pk}/months/2024-03/").status_code == 404


def test_end_change_and_cancellation_lead_back_to_the_consignment(client, pupil, teacher, homeroom):
    made = consigned(pupil, teacher)
    url = f"/consignments/{made.pk}/"
    builders.sign_in(client, homeroom)
    assert client.post(f"{url}end/", {"to_on": "2024-04-29", "seen": "1"})["Location"] == url
    assert client.post(f"{url}change/", sent(institution="나래병원학교", seen="2"))["Location"] == url
    assert client.post(f"{url}change/", sent(seen="2")).status_code == 422  # somebody changed it meanwhile
    assert client.post(f"{url}cancellation/", {"reason": "다른 학생", "seen": "3"})["Location"] == url
    page = client.get(url).content.decode()
    assert "등록을 취소한 위탁입니다" in page
    assert "한 일 적기" not in page
    assert client.get(f"{url}end/").status_code == 403


def test_the_principal_reads_and_writes_nothing(client, pupil, teacher):
    made = consigned(pupil, teacher)
    builders.sign_in(client, builders.a_staff("principal"))
    assert "가온병원학교" in client.get(f"/consignments/{made.pk}/").content.decode()
    assert client.post(f"/consignments/{made.pk}/", {}).status_code == 403
    assert client.post(f"/consignments/{made.pk}/months/2024-04/", {}).status_code == 403


def test_the_list_comes_as_an_excel_file(client, pupil, teacher, homeroom):
    consigned(pupil, teacher)
    answer = builders.sign_in(client, homeroom).post("/consignments/excel/", {"purpose": "점검"})
    assert answer.content[:2] == b"PK"


def test_a_consignment_asks_as_often_for_a_year_of_months_as_for_one(client, pupil, teacher, homeroom):
    made = consigned(pupil, teacher, from_on=date(2024, 3, 11), to_on=None)
    builders.sign_in(client, homeroom)
    few = count(client, f"/consignments/{made.pk}/")
    enter_month(made, teacher, month=date(2024, 3, 1), facts=told(15))
    enter_month(made, teacher, month=APRIL, facts=told(20, counts={("absence", "illness"): 2}))
    assert count(client, f"/consignments/{made.pk}/") <= few + 1  # the entries of months
    assert few <= 18


def count(client, url):
    builders.enter()
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len([query for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])
