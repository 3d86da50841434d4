"""Papers from their approval to the file, and who gets the file."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from hakjeok_web.accounts.models import MenuGrant
from hakjeok_web.documents import jobs
from hakjeok_web.documents.actions import approve_document
from hakjeok_web.documents.models import Document, GeneratedFile, Job
from hakjeok_web.students.models import ClassPlacement, Guardian
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.fixture
def pupil(school_class):
    pupil = builders.a_pupil(school_class, number=7, name="박하준")
    Guardian.objects.create(school_id=builders.HANBIT, student=pupil, name="박보호", phone="010-0000-1234")
    return pupil


def values(pupil):
    return {
        "addressee": "박보호",
        "student_name": pupil.name,
        "visit_datetime": "2024-05-07T14:30",
        "visit_place": "한빛초등학교 1층 상담실",
        "school_phone": "02-0000-0001",
        "issue_date": "2024-05-03",
        "principal_seal": "한빛초등학교장",
    }


def a_paper(client, homeroom, pupil):
    builders.sign_in(client, homeroom)
    client.post(f"/forms/2-3/?student={pupil.pk}", values(pupil) | {"act": "submit"})
    return builders.approved(Document.objects.get(definition="2-3"))


def ordered(client, document, format="pdf"):
    client.post(f"/documents/{document.pk}/files/", {"format": format})
    job = Job.objects.get()
    jobs.print_files.func(job_id=str(job.pk), school_id=str(job.school_id), user_id=str(job.requested_by_id))
    return GeneratedFile.objects.get()


def test_the_entry_page_is_filled_from_the_record(client, homeroom, pupil):
    page = builders.sign_in(client, homeroom).get(f"/forms/2-3/?student={pupil.pk}").content.decode()
    assert 'value="박하준"' in page
    assert 'value="박보호"' in page


def test_a_paper_gets_the_next_number_of_the_year(client, homeroom, pupil):
    document = a_paper(client, homeroom, pupil)
    assert (document.number, document.approved_on.isoformat(), document.pupil_id) == (1, "2024-05-03", pupil.pk)


def test_the_pdf_holds_what_was_entered_and_the_number(client, homeroom, pupil):
    made = ordered(client, a_paper(client, homeroom, pupil))
    answer = client.get(f"/files/{made.pk}/")
    text = PdfReader(io.BytesIO(answer.getvalue())).pages[0].extract_text()
    assert "박보호" in text
    assert "한빛초등학교-1(2024. 5. 3.)" in text


def test_a_file_goes_to_the_one_who_asked_and_to_nobody_else(client, homeroom, pupil):
    made = ordered(client, a_paper(client, homeroom, pupil), "hwpx")
    registrar = builders.a_staff("registrar")
    assert builders.sign_in(client, registrar).get(f"/files/{made.pk}/").status_code == 404


def test_a_file_whose_content_was_changed_is_not_delivered(client, homeroom, pupil):
    made = ordered(client, a_paper(client, homeroom, pupil))
    GeneratedFile.objects.filter(pk=made.pk).update(content=b"%PDF-other")
    assert client.get(f"/files/{made.pk}/").status_code == 404


def test_a_file_can_be_fetched_for_a_day(client, homeroom, pupil, time_machine):
    made = ordered(client, a_paper(client, homeroom, pupil))
    time_machine.move_to("2024-05-04T09:00:01+09:00", tick=False)
    builders.sign_in(client, homeroom)
    assert client.get(f"/files/{made.pk}/").status_code == 404


def test_a_job_that_ran_is_not_run_again(client, homeroom, pupil):
    ordered(client, a_paper(client, homeroom, pupil))
    job = Job.objects.get()
    jobs.print_files.func(job_id=str(job.pk), school_id=str(job.school_id), user_id=str(job.requested_by_id))
    assert GeneratedFile.objects.count() == 1


def test_a_teacher_of_another_class_cannot_write_about_the_pupil(client, school_class, pupil):
    other = builders.a_homeroom(builders.a_class(school_class.school_year, number=3), name="오담임")
    assert builders.sign_in(client, other).get(f"/forms/2-3/?student={pupil.pk}").status_code == 404


def test_the_printed_register_is_ordered_with_its_purpose(client, school_class, homeroom, pupil):
    builders.sign_in(client, homeroom)
    address = f"/registers/{school_class.pk}/2024-05/paper/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"format": "pdf"}).status_code == 422
    client.post(address, {"format": "pdf", "purpose": "출결 확인"})
    assert Job.objects.get().order["purpose"] == "출결 확인"


def test_a_paper_without_a_printed_form_says_what_it_did(client, homeroom, pupil):
    paper = Document.objects.create(
        school_id=builders.HANBIT,
        definition="roster-import",
        title="명렬표에 따른 학적 등록",
        values={"file": "명렬표.xlsx", "added": 25},
        drafted_by=homeroom.user,
    )
    approve_document(document=paper, by=homeroom.user, on=builders.TODAY)
    page = builders.sign_in(client, homeroom).get(f"/documents/{paper.pk}/").content.decode()
    assert "명렬표.xlsx" in page
    assert "한글 파일" not in page


def test_the_right_to_read_all_pupils_is_no_right_to_write_about_them(client, school_class, homeroom, pupil):
    other = builders.a_homeroom(builders.a_class(school_class.school_year, number=3), name="오담임")
    MenuGrant.objects.create(
        school_id=builders.HANBIT, staff=other, menu="students", may_read=True, may_write=False, reason="전교 명부",
        granted_by=homeroom.user,
    )  # fmt: skip
    builders.sign_in(client, other)
    assert client.get(f"/students/{pupil.pk}/").status_code == 200
    assert client.post(f"/forms/2-3/?student={pupil.pk}", values(pupil)).status_code == 404


@pytest.mark.parametrize("address", ["/forms/2-3/?student={}", "/students/{}/attendance/", "/students/{}/"])
def test_a_class_does_not_know_a_pupil_who_is_yet_to_join_it(client, school_class, homeroom, address):
    before = builders.a_class(school_class.school_year, number=3)
    coming = builders.a_pupil(before, number=11, name="윤서아", to_on=date(2024, 5, 31))
    ClassPlacement.objects.create(
        school_id=builders.HANBIT, student=coming, school_class=school_class, number=30, from_on=date(2024, 6, 1)
    )
    assert builders.sign_in(client, homeroom).get(address.format(coming.pk)).status_code == 404


def test_a_colleague_s_form_about_nobody_in_particular_is_his_own(client, homeroom, pupil):
    registrar = builders.a_staff("registrar")
    paper = Document.objects.create(
        school_id=builders.HANBIT, definition="2-3", title="내교 통지서", values={}, drafted_by=registrar.user
    )
    assert builders.sign_in(client, homeroom).get(f"/documents/{paper.pk}/").status_code == 404
    assert builders.sign_in(client, registrar).get(f"/documents/{paper.pk}/").status_code == 200
