"""미인정결석학생 등록: registered on the tenth day, reported, submitted, received, closed, used again (p.27-29, 37)."""

import uuid
from datetime import date

import pytest

from hakjeok_web.attendance import registrations
from hakjeok_web.attendance.cases import read_cases
from hakjeok_web.attendance.measures import record_measure
from hakjeok_web.attendance.models import AbsenceMeasure, AbsenceRegistration, RegistrationReport
from hakjeok_web.config.refusals import Refused
from hakjeok_web.schools.facts import calendars_of
from tests import builders
from tests.web.obligations.absences import TEN_DAYS, mark, school_days, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
Code = AbsenceMeasure.Code


def case_on(school_class, today=builders.TODAY):
    year = school_class.school_year
    return next(iter(read_cases(year, calendars_of(year), today=today)))


@pytest.fixture
def registrar(school_class):
    return builders.a_staff("registrar", name="정학적")


@pytest.fixture
def absent(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    return pupil


@pytest.fixture
def reported(absent, school_class, teacher):
    return registrations.register(case=case_on(school_class), reason="가출", by=teacher)


def address(pupil):
    return f"/absence-cases/{pupil.pk}/registration/"


def sent(act, **other):
    return {"act": act, "key": str(uuid.uuid4())} | other


def test_a_pupil_absent_for_ten_school_days_running_is_registered(reported, absent):
    """수업일수 기준 연속 10일 이상 미인정결석한 학생 — p.27, 28: by the first day and the tenth."""
    found = AbsenceRegistration.objects.get()
    assert (found.student_id, found.first_absence_on, found.tenth_on) == (absent.pk, TEN_DAYS[0], TEN_DAYS[9])
    assert (reported.number, reported.state) == (1, "보고")
    assert AbsenceMeasure.objects.get(code=Code.REGISTER).note == "등록 보고 순번 1"


def test_an_absence_shorter_than_ten_days_is_not_registered(school_class, teacher, pupil):
    """연속 10일 이하 결석과 출석을 반복하는 학생: 등록대상에서 제외 — p.27"""
    mark(school_class, teacher, pupil, *TEN_DAYS[1:])
    with pytest.raises(Refused, match=r"연속 9일째라 아직 등록하지 않습니다"):
        registrations.register(case=case_on(school_class), reason="가출", by=teacher)


def test_a_pupil_not_located_is_registered_whatever_the_day(school_class, teacher, pupil):
    """소재·안전이 확인되지 않으면 즉시 수사의뢰 후 등록·제출 — p.27."""
    mark(school_class, teacher, pupil, *TEN_DAYS[-2:])
    record_measure(student=pupil, code=Code.NOT_LOCATED, done_on=builders.TODAY, by=teacher)
    report = registrations.register(case=case_on(school_class), reason="소재 불명", by=teacher)
    assert (report.first_absence_on, report.tenth_on) == (TEN_DAYS[-2], None)


def test_of_a_report_sent_twice_the_most_recent_number_is_deleted(reported, school_class, registrar):
    """동일 내용이 중복 보고 된 경우, 최근 보고 순번 삭제 — p.28: the earlier stays."""
    by = builders.actor(registrar)
    twice = registrations.register(case=case_on(school_class), reason="가출", by=by)
    assert (twice.number, twice.state) == (2, "삭제")
    reported.refresh_from_db()
    assert (reported.number, reported.state) == (1, "보고")
    assert AbsenceMeasure.objects.filter(code=Code.REGISTER).count() == 1


def test_the_second_of_two_people_is_told_who_reported_first(client, reported, absent, registrar):
    builders.sign_in(client, registrar)
    page = client.post(address(absent), sent("register", reason="가출"), follow=True).content.decode()
    assert "김담임 선생님이" in page
    assert "같은 내용(순번 1)을 먼저 보고했습니다" in page
    assert "p.28" in page


def test_the_same_form_sent_twice_makes_one_report(client, absent, homeroom):
    builders.sign_in(client, homeroom)
    form = sent("register", reason="가출")
    assert [client.post(address(absent), form).status_code for _ in range(2)] == [302, 302]
    assert RegistrationReport.objects.count() == 1


def test_a_registration_without_a_reason_is_refused_at_its_field(client, absent, homeroom):
    answer = builders.sign_in(client, homeroom).post(address(absent), sent("register", reason="", remark="시설 이름"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("사유가 비어 있습니다. 적어 주세요.") == 2
    assert "시설 이름" in page


def test_a_report_is_submitted_with_its_approval_and_then_received(reported, registrar):
    """업무담당자: 승인요청→결재완료→제출 — p.28, 29: 승인요청→결재완료→제출, then received."""
    by = builders.actor(registrar)
    paper = registrations.request_approval(report=reported, by=by)
    reported.refresh_from_db()
    assert reported.state.startswith("승인요청")
    with pytest.raises(Refused, match="아직 제출하지 않은 보고"):
        registrations.note_receipt(report=reported, on=by.today, received_by="", by=by)
    builders.approved(paper)
    reported = RegistrationReport.objects.get()
    assert reported.state == "제출"
    assert AbsenceMeasure.objects.get(code=Code.REPORT_OFFICE).document_id == paper.pk
    registrations.note_receipt(report=reported, on=by.today, received_by="가온교육지원청 최보람", by=by)
    assert RegistrationReport.objects.get().state == "접수"


def test_the_second_to_ask_for_approval_is_told_who_did(reported, registrar):
    registrations.request_approval(report=reported, by=builders.actor(registrar))
    other = builders.actor(builders.a_staff("registrar", name="박학적"))
    with pytest.raises(Refused, match="정학적 선생님이 먼저 승인을 요청했습니다"):
        registrations.request_approval(report=reported, by=other)


def test_a_discarded_draft_lets_approval_be_asked_for_again(reported, registrar):
    from hakjeok_web.documents.actions import discard_draft

    by = builders.actor(registrar)
    discard_draft(document=registrations.request_approval(report=reported, by=by), by=by)
    reported.refresh_from_db()
    assert reported.state == "보고"
    assert registrations.request_approval(report=reported, by=by).pk


def test_the_homeroom_teacher_reports_but_does_not_submit(client, reported, absent, homeroom, teacher):
    with pytest.raises(Refused, match="학적 담당이 합니다"):
        registrations.request_approval(report=reported, by=teacher)
    page = builders.sign_in(client, homeroom).get(address(absent)).content.decode()
    assert "승인요청<" not in page


def test_the_only_report_is_not_deleted(reported, registrar):
    with pytest.raises(Refused, match="하나뿐인 보고는 삭제하지 않습니다"):
        registrations.drop(report=reported, by=builders.actor(registrar))


@pytest.fixture
def back(reported, school_class, teacher, time_machine):
    """He comes on Tuesday, 7 May, and it is written down."""
    time_machine.move_to("2024-05-07T09:00:00+09:00", tick=False)
    day = date(2024, 5, 7)
    take(school_class, builders.actor(teacher_staff(teacher), day), day)
    return day


def teacher_staff(teacher):
    from hakjeok_web.accounts.models import Staff

    return Staff.objects.get(pk=teacher.staff_id)


def test_a_return_is_reported_within_three_days(back, school_class, teacher):
    """기존 관리대상 학생이 학교에 복귀한 경우 복귀일 3일 이내 보고 — p.29"""
    case = case_on(school_class, back)
    due = next(task for task in case.open_tasks if task.code == Code.RETURN)
    assert due.due == date(2024, 5, 10)
    by = builders.actor(teacher_staff(teacher), back)
    report = registrations.report_return(case=case, by=by)
    assert (report.number, report.returned_on, report.closed_as) == (2, back, "returned")
    assert not any(task.code == Code.RETURN for task in case_on(school_class, back).open_tasks)
    assert not AbsenceRegistration.objects.get().is_open


def test_a_return_is_submitted_with_its_approval_too(back, school_class, teacher, registrar):
    """p.29: 업무담당자: 승인요청→결재완료→제출."""
    report = registrations.report_return(
        case=case_on(school_class, back), by=builders.actor(teacher_staff(teacher), back)
    )
    builders.approved(registrations.request_approval(report=report, by=builders.actor(registrar, back)))
    assert RegistrationReport.objects.get(number=2).state == "제출"


def test_nobody_is_reported_back_before_he_came(reported, school_class, teacher):
    with pytest.raises(Refused, match="아직 출석한 날이 없어"):
        registrations.report_return(case=case_on(school_class), by=teacher)


def test_a_pupil_absent_again_is_not_added_again_but_corrected(back, school_class, teacher, time_machine):
    """기존 등록학생을 조회하여 복귀날짜 삭제 — p.37 Q&A: the dates are corrected."""
    staff = teacher_staff(teacher)
    by = builders.actor(staff, back)
    registrations.report_return(case=case_on(school_class, back), by=by)
    again = [day for day in school_days(school_class, date(2024, 5, 24)) if day > back][:10]
    time_machine.move_to("2024-05-24T09:00:00+09:00", tick=False)
    by = builders.actor(staff, date(2024, 5, 24))
    mark(school_class, by, AbsenceRegistration.objects.get().student, *again)
    report = registrations.register(case=case_on(school_class, again[-1]), reason="가출", by=by)
    found = AbsenceRegistration.objects.get()
    assert (found.first_absence_on, found.tenth_on, found.returned_on) == (again[0], again[9], None)
    assert report.number == 3
    assert [each.first_absence_on for each in found.reports.all()] == [again[0], TEN_DAYS[0], TEN_DAYS[0]]


@pytest.mark.parametrize("kind", ["exemption", "deferment", "out_of_quota"])
def test_a_change_of_the_record_closes_on_the_day_of_its_approval(client, reported, absent, registrar, kind):
    """유예, 면제, 정원 외 복귀일: 승인완료 일자 — p.29: 복귀일: 승인완료 일자, 학적처리일 3일 이내."""
    from hakjeok_web.documents.models import Document
    from hakjeok_web.students.models import RecordChange

    by = builders.actor(registrar)
    builders.sign_in(client, registrar)
    paper = Document.objects.create(school_id=absent.school_id, definition="4-4", title="결정", drafted_by=by.user)
    from hakjeok_web.documents.actions import approve_document

    approve_document(document=paper, by=by.user, on=by.today)
    RecordChange.objects.create(
        school_id=absent.school_id, student=absent, seq=1, kind=kind, effective_on=by.today, school_name="한빛초등학교",
        grade=4, document=paper, recorded_by=by.user,
    )  # fmt: skip
    change = registrations.change_of(AbsenceRegistration.objects.get())
    assert (change.approved_on, change.decided.report_by) == (by.today, date(2024, 5, 6))
    assert "미인정결석 등록 복귀 처리" in client.get("/").content.decode()
    report = registrations.close_for_change(student=absent, by=by)
    assert "미인정결석 등록 복귀 처리" not in client.get("/").content.decode()
    assert (report.returned_on, report.closed_as) == (by.today, kind)


def test_the_list_shows_every_registration_and_comes_as_excel(client, reported, absent, registrar):
    builders.sign_in(client, registrar)
    page = client.get("/absence-cases/registrations/").content.decode()
    for words in ("박하준", "순번 1", "가출", "보고"):
        assert words in page
    answer = client.post("/absence-cases/registrations/excel/", {"purpose": "점검"})
    assert answer.content[:2] == b"PK"


def test_another_class_s_teacher_finds_no_registration(client, reported, absent, school_class):
    other = builders.a_homeroom(builders.a_class(school_class.school_year, number=3), name="오담임")
    builders.sign_in(client, other)
    assert client.get(address(absent)).status_code == 404
    assert client.post(address(absent), sent("register", reason="가출")).status_code == 404
    assert "박하준" not in client.get("/absence-cases/registrations/").content.decode()


def test_the_principal_reads_a_registration_and_does_nothing(client, reported, absent):
    builders.sign_in(client, builders.a_staff("principal"))
    assert client.get(address(absent)).status_code == 200
    assert client.post(address(absent), sent("register", reason="가출")).status_code == 403


def test_submitting_and_receiving_by_the_page(client, reported, absent, registrar):
    builders.sign_in(client, registrar)
    answer = client.post(address(absent), sent("request", report=str(reported.pk)))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/documents/")
    reported.refresh_from_db()
    builders.approved(reported.document)
    client.post(address(absent), sent("receive", report=str(reported.pk), on="2024-05-03", received_by="최보람"))
    assert "최보람" in client.get(address(absent)).content.decode()


def test_a_report_of_another_pupil_does_not_exist_here(client, reported, absent, registrar, school_class, teacher):
    other = builders.a_pupil(school_class, number=8, name="최유나")
    mark(school_class, teacher, other, *TEN_DAYS)
    builders.sign_in(client, registrar)
    assert client.post(address(other), sent("request", report=str(reported.pk))).status_code == 404
