"""일괄 출력: one form for the pupils of whole classes, made one by one, handed over as one file."""

import io
import zipfile

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hakjeok_web.accounts.models import AccessEntry
from hakjeok_web.documents import batch, jobs, printing
from hakjeok_web.documents.models import FilePiece, GeneratedFile, Job, JobPart
from hakjeok_web.documents.registry import subject_of
from hakjeok_web.documents.rendering import RenderingFailed, definitions
from hakjeok_web.documents.rendering.isolated import RenderProcess
from hakjeok_web.students.models import Guardian
from hakjeok_web.students.papers import subjects_in
from tests import builders
from tests.web.documents.papers import hwpx_words, pdf_pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
NAMES = ("나라온", "도하늘", "마루한")
PAGE = "/forms/2-3/batch/"


@pytest.fixture
def pupils(school_class):
    made = [builders.a_pupil(school_class, number=number, name=name) for number, name in enumerate(NAMES, start=1)]
    for each in made:
        Guardian.objects.create(
            school_id=builders.HANBIT, student=each, name=f"{each.name}의 모", phone="010-0000-0001"
        )
    return made


@pytest.fixture
def other_class(school_class):
    other = builders.a_class(school_class.school_year, number=3)
    builders.a_pupil(other, number=1, name="바다솔")
    return other


def sent(*classes, **changes):
    asked = {"classes": [str(getattr(each, "pk", each)) for each in classes], "purpose": "점검"}
    return asked | {"format": "pdf", "binding": "together"} | changes


def worked(job):
    told = {"job_id": str(job.pk), "school_id": str(job.school_id), "user_id": str(job.requested_by_id)}
    jobs.print_batch.func(**told)
    job.refresh_from_db()
    return job


def made(client, *classes, **changes):
    client.post(PAGE, sent(*classes, **changes))
    job = worked(Job.objects.get())
    return job, client.get(f"/files/{job.files.get().pk}/").getvalue()


def test_one_file_holds_a_paper_for_each_pupil_in_order(client, homeroom, school_class, pupils):
    builders.sign_in(client, homeroom)
    job, content = made(client, school_class)
    pages = pdf_pages(content)
    assert [name in page for name, page in zip(NAMES, pages, strict=True)] == [True, True, True]
    assert all("1/1쪽" in page and "목적점검" in page for page in pages)
    assert (job.state, job.done, job.total) == ("done", 3, 3)


def test_the_merged_file_is_read_strictly_and_is_tagged(client, homeroom, school_class, pupils):
    builders.sign_in(client, homeroom)
    _, content = made(client, school_class)
    reader = pypdf.PdfReader(io.BytesIO(content), strict=True)
    root = reader.trailer["/Root"]
    assert (root["/Lang"], len(root["/StructTreeRoot"]["/K"])) == ("ko-KR", 3)
    keys = [page["/StructParents"] for page in reader.pages]
    assert root["/StructTreeRoot"]["/ParentTree"]["/Nums"][::2] == keys == [0, 1, 2]


def test_the_papers_can_come_apart_as_pdf_or_hwpx(client, homeroom, school_class, pupils):
    builders.sign_in(client, homeroom)
    for format, read in (("pdf", lambda content: "".join(pdf_pages(content))), ("hwpx", hwpx_words)):
        _, content = made(client, school_class, format=format, binding="apart")
        package = zipfile.ZipFile(io.BytesIO(content))
        assert package.namelist()[1] == f"002 4학년 2반 2번 도하늘.{format}"
        assert [name in read(package.read(file)) for name, file in zip(NAMES, package.namelist(), strict=True)]
        Job.objects.all().delete()


def test_a_paper_is_filled_as_the_entry_page_fills_it(teacher, school_class, pupils):
    found = subjects_in(teacher, [school_class.pk])
    assert found == [subject_of(teacher, each.pk) for each in pupils]


def test_the_pupils_are_read_by_a_fixed_number_of_queries(teacher, school_class, pupils):
    def count():
        with CaptureQueriesContext(connection) as queries:
            subjects_in(teacher, [school_class.pk])
        return len(queries)

    before = count()
    for number in range(11, 21):
        builders.a_pupil(school_class, number=number, name="하라온")
    assert before == count() == 7


def test_a_teacher_prints_for_his_own_class_only(client, homeroom, school_class, pupils, other_class):
    builders.sign_in(client, homeroom)
    assert "4학년 3반" not in client.get(PAGE).content.decode()
    assert client.post(PAGE, sent(other_class)).status_code == 422
    assert not Job.objects.exists()


def test_the_whole_school_can_be_chosen_by_those_who_see_it(client, school_class, pupils, other_class):
    builders.sign_in(client, builders.a_staff("registrar"))
    job, content = made(client, "all")
    assert job.title == "내교 통지서 전교"
    assert len(pdf_pages(content)) == 4


def test_every_pupil_is_in_the_access_log(client, homeroom, school_class, pupils):
    builders.sign_in(client, homeroom)
    made(client, school_class)
    ordered, fetched = AccessEntry.objects.order_by("seq")
    assert set(ordered.pupils) == set(fetched.pupils) == {each.pk for each in pupils}
    assert ordered.purpose == "일괄 출력: 점검"


def test_what_cannot_be_printed_is_told_and_the_others_are_made(client, homeroom, school_class, pupils):
    pupils[1].name = "도龘"
    pupils[1].save()
    builders.sign_in(client, homeroom)
    job, content = made(client, school_class)
    assert len(pdf_pages(content)) == 2
    page = client.get(f"/jobs/{job.pk}/").content.decode()
    assert "4학년 2반 2번 도龘: 자녀(학생) 이름: ‘龘’(U+9F98)" in page
    assert AccessEntry.objects.order_by("seq").last().pupils == [pupils[1].pk]


def test_nothing_at_all_is_a_failed_job(client, homeroom, school_class, pupils):
    for each in pupils:
        each.name = "龘"
        each.save()
    builders.sign_in(client, homeroom)
    client.post(PAGE, sent(school_class))
    job = worked(Job.objects.get())
    assert (job.state, job.files.count()) == ("failed", 0)
    assert "한 부도 만들지 못했습니다" in job.message


def test_a_killed_job_goes_on_where_it_stopped(client, homeroom, school_class, pupils, monkeypatch):
    builders.sign_in(client, homeroom)
    client.post(PAGE, sent(school_class))
    printed, render = [], RenderProcess.render

    def dying(process, *given, **named):
        printed.append(given[2]["student_name"])
        if len(printed) == 3:
            raise KeyboardInterrupt  # nothing of ours catches it, as nothing catches a kill
        return render(process, *given, **named)

    monkeypatch.setattr(jobs, "side_by_side", lambda make, wanted: (make(process, each) for each in wanted))
    monkeypatch.setattr(RenderProcess, "render", dying)
    with RenderProcess() as process:
        with pytest.raises(KeyboardInterrupt):
            worked(Job.objects.get())
        assert (Job.objects.get().done, JobPart.objects.count()) == (2, 2)
        job = worked(Job.objects.get())
    assert printed == [*NAMES, NAMES[2]]
    assert len(pdf_pages(client.get(f"/files/{job.files.get().pk}/").getvalue())) == 3
    assert not JobPart.objects.exists()


def test_a_cancelled_job_leaves_nothing(client, homeroom, school_class, pupils):
    builders.sign_in(client, homeroom)
    client.post(PAGE, sent(school_class))
    job = Job.objects.get()
    batch.keep_part(job=job, number=1, wanted={"pupil": str(pupils[0].pk), "name": "-"}, content=b"%PDF")
    client.post(f"/jobs/{job.pk}/cancellation/")
    assert worked(job).state == "cancelled"
    assert not JobPart.objects.exists()
    assert not GeneratedFile.objects.exists()


def test_the_same_page_sent_twice_orders_once(client, homeroom, school_class, pupils):
    builders.sign_in(client, homeroom)
    key = "8f0e0e0e-0000-4000-8000-000000000001"
    answers = [client.post(PAGE, sent(school_class, key=key)) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Job.objects.count() == 1


def test_progress_is_told_with_the_time_that_is_left(client, homeroom, school_class, pupils, time_machine):
    builders.sign_in(client, homeroom)
    client.post(PAGE, sent(school_class))
    started = "2024-05-03T08:58:00+09:00"
    Job.objects.update(state="running", total=312, done=120, started_at=started)
    page = client.get(f"/jobs/{Job.objects.get().pk}/").content.decode()
    assert "312명 가운데 120명 · 약 4분 남음" in page


def test_too_large_a_result_is_refused_with_a_way_out(client, homeroom, school_class, pupils, monkeypatch):
    monkeypatch.setattr(batch, "MOST_BYTES", 1000)
    builders.sign_in(client, homeroom)
    client.post(PAGE, sent(school_class))
    job = worked(Job.objects.get())
    assert (job.state, job.message) == ("failed", batch.TOO_LARGE)
    assert not JobPart.objects.exists()


def test_a_large_file_is_kept_and_sent_in_pieces(client, homeroom, school_class, pupils, monkeypatch):
    monkeypatch.setattr(printing, "PIECE", 10_000)
    builders.sign_in(client, homeroom)
    _, content = made(client, school_class)
    assert FilePiece.objects.count() == -(-len(content) // 10_000)
    assert len(pdf_pages(content)) == 3


def test_a_changed_piece_is_not_delivered(client, homeroom, school_class, pupils):
    builders.sign_in(client, homeroom)
    job, _ = made(client, school_class)
    FilePiece.objects.update(content=b"%PDF-other")
    assert client.get(f"/files/{job.files.get().pk}/").status_code == 404


def test_a_form_that_is_about_no_pupil_is_not_printed_for_many(client, homeroom):
    assert builders.sign_in(client, homeroom).get("/forms/attendance-register/batch/").status_code == 404


def test_an_empty_class_is_told(client, homeroom, school_class):
    answer = builders.sign_in(client, homeroom).post(PAGE, sent(school_class))
    assert answer.status_code == 422
    assert "고른 반에 학생이 없습니다" in answer.content.decode()


@pytest.mark.parametrize(("format", "read"), [("pdf", lambda made: pdf_pages(made)[0]), ("hwpx", hwpx_words)])
def test_a_blank_form_shows_nobody(client, homeroom, pupils, format, read):
    builders.sign_in(client, homeroom)
    client.post("/forms/2-3/blank/", {"format": format})
    job = Job.objects.get()
    jobs.print_files.func(job_id=str(job.pk), school_id=str(job.school_id), user_id=str(job.requested_by_id))
    words = read(client.get(f"/files/{job.files.get().pk}/").getvalue())
    assert "○○○귀하" in words
    assert not any(name in words for name in NAMES)
    assert not AccessEntry.objects.exists()


def test_processes_side_by_side_keep_the_order_and_end():
    from hakjeok_web.documents.rendering.isolated import side_by_side

    notice = definitions()["2-3"]
    names = [f"학생{number}" for number in range(9)]

    def make(process, name):
        return process, process.render("2-3", "pdf", dict(notice.sample) | {"student_name": name}).content

    found = list(side_by_side(make, names))
    assert [name in pdf_pages(content)[0] for name, (_, content) in zip(names, found, strict=True)] == [True] * 9
    assert all(process.process.poll() is not None for process, _ in found)
    with pytest.raises(RenderingFailed):
        list(side_by_side(lambda process, _: process.process.kill() or process.render("2-3", "pdf", {}), [1]))
