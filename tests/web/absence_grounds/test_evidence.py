"""증빙 파일: the papers that prove a ground of absence, kept as files."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from hakjeok.attendance.family_event import FamilyEvent as Occasion
from hakjeok.attendance.family_event import Relation
from hakjeok_web.absence_grounds import athletes, bans, diagnoses, evidence, family_events
from hakjeok_web.absence_grounds.models import Evidence
from hakjeok_web.accounts.models import AccessEntry
from hakjeok_web.config.refusals import Refused
from hakjeok_web.schools.facts import calendars_of
from tests import builders
from tests.web.documents.files import a_pdf, a_picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
DAYS = {"from_on": date(2024, 5, 2), "to_on": date(2024, 5, 3)}


@pytest.fixture
def ban(pupil, teacher):
    told = bans.Particulars(ground="infectious_disease", illness="독감", **DAYS)
    return bans.register(students=[pupil.pk], told=told, by=teacher)[0]


@pytest.fixture
def event(pupil, teacher):
    athlete = athletes.register(student=pupil, sport="육상", checked_on=None, by=teacher)
    days = {"from_on": date(2024, 4, 11), "to_on": date(2024, 4, 12)}
    told = athletes.Particulars(name="소년체전", letter="가온교육지원청-12", **days)
    return athletes.enter_event(athlete=athlete, told=told, by=teacher)


@pytest.fixture
def diagnosis(pupil, teacher):
    told = diagnoses.Particulars(ground="chronic_illness", received_on=date(2024, 3, 6), paper="진단서")
    return diagnoses.register(student=pupil, told=told, by=teacher)


@pytest.fixture
def family_event(school_class, pupil, teacher):
    told = family_events.Event(Occasion.DEATH, Relation.GRANDPARENT, date(2024, 4, 15))
    calendar = calendars_of(school_class.school_year).of(4)
    chosen = {"days": [date(2024, 4, 16)], "calendar": calendar, "replaces": False}
    return family_events.enter(student=pupil, told=told, by=teacher, **chosen)


@pytest.fixture(params=["ban", "event", "diagnosis", "family_event"])
def ground(request):
    return request.getfixturevalue(request.param)


def address(ground):
    if sort_of(ground) == "ban":
        return f"/entry-bans/{ground.pk}/evidence/"
    if sort_of(ground) == "event":
        return f"/athletes/{ground.athlete_id}/events/{ground.pk}/evidence/"
    if sort_of(ground) == "family_event":
        return f"/absences/family-events/{ground.pk}/evidence/"
    return f"/absences/diagnoses/{ground.pk}/evidence/"


def sort_of(ground):
    return evidence.SORTS[type(ground)].field


def sent(name="진단서.pdf", content=None):
    return {"files": SimpleUploadedFile(name, content or a_pdf())}


def attach(ground, by, name="진단서.pdf"):
    return evidence.attach(ground=ground, name=name, content=a_pdf(), by=by)


def test_a_file_is_put_up_listed_and_opened_by_whoever_reads_the_ground(client, ground, homeroom):
    builders.sign_in(client, homeroom)
    assert client.post(address(ground), sent()).status_code == 302
    kept = Evidence.objects.get()
    assert (getattr(kept, sort_of(ground)), kept.media_type) == (ground, "application/pdf")
    page = client.get(address(ground)).content.decode()
    assert "진단서.pdf" in page
    answer = client.get(f"{address(ground)}{kept.pk}/")
    assert answer.content == a_pdf()
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")


def test_who_opened_it_is_logged(client, ground, pupil, homeroom, teacher):
    kept = attach(ground, teacher)
    builders.sign_in(client, homeroom).get(f"{address(ground)}{kept.pk}/")
    assert AccessEntry.objects.filter(pupils=[pupil.pk], purpose="증빙 파일 받기").exists()


def test_what_could_run_is_refused_by_name(client, ground, homeroom):
    builders.sign_in(client, homeroom)
    answer = client.post(address(ground), sent("진단서.pdf", b"MZ\x90\x00"))
    assert answer.status_code == 422
    assert "‘진단서.pdf’" in answer.content.decode()
    assert not Evidence.objects.exists()


def test_a_photo_loses_where_it_was_taken(ground, teacher):
    kept = evidence.attach(ground=ground, name="확인서.jpg", content=a_picture(), by=teacher)
    assert kept.media_type == "image/jpeg"


def test_the_same_file_is_kept_once(ground, teacher):
    attach(ground, teacher)
    with pytest.raises(Refused, match="같은 파일이 이미 있습니다"):
        attach(ground, teacher, "사본.pdf")


def test_a_file_that_does_not_belong_there_is_taken_away_and_the_history_says_so(client, ground, homeroom, teacher):
    kept = attach(ground, teacher)
    builders.sign_in(client, homeroom)
    assert client.post(address(ground), {"remove": str(kept.pk)}).status_code == 302
    assert not Evidence.objects.exists()
    assert [act.note for act in ground.acts.filter(code__in=("file", "file_gone"))] == ["진단서.pdf"] * 2
    assert client.post(address(ground), {"remove": str(kept.pk)}).status_code == 302  # gone already


def test_another_class_s_teacher_finds_neither_page_nor_file(client, school_class, ground, teacher):
    kept = attach(ground, teacher)
    other = builders.a_class(school_class.school_year, number=3)
    builders.sign_in(client, builders.a_homeroom(other, name="이웃반"))
    assert client.get(address(ground)).status_code == 404
    assert client.get(f"{address(ground)}{kept.pk}/").status_code == 404


def test_a_file_of_another_ground_does_not_open(client, ban, diagnosis, homeroom, teacher):
    """A right to one ground is none to the other's health data."""
    kept = attach(diagnosis, teacher)
    assert builders.sign_in(client, homeroom).get(f"{address(ban)}{kept.pk}/").status_code == 404


def test_the_principal_reads_and_puts_nothing_up(client, ground, teacher):
    attach(ground, teacher)
    builders.sign_in(client, builders.a_staff("principal"))
    page = client.get(address(ground))
    assert page.status_code == 200
    assert "파일 올리기" not in page.content.decode()
    assert client.post(address(ground), sent()).status_code == 403


def test_a_cancelled_ground_takes_no_files(ban, teacher):
    bans.cancel(ban=ban, seen=1, reason="다른 학생", by=teacher)
    with pytest.raises(Refused, match="취소한 등록입니다"):
        attach(ban, teacher)


def test_the_files_of_a_cancelled_diagnosis_are_still_read(client, diagnosis, homeroom, teacher):
    kept = attach(diagnosis, teacher)
    diagnoses.cancel(diagnosis=diagnosis, seen=diagnosis.version, reason="다른 학생", by=teacher)
    builders.sign_in(client, homeroom)
    page = client.get(address(diagnosis)).content.decode()
    assert "진단서.pdf" in page
    assert "파일 올리기" not in page
    assert client.get(f"{address(diagnosis)}{kept.pk}/").content == a_pdf()
    assert client.post(address(diagnosis), sent("소견서.pdf")).status_code == 403
    assert client.get(f"/absences/diagnoses/{diagnosis.pk}/cancellation/").status_code == 404


def test_the_pages_of_the_grounds_say_how_many_files_there_are(client, ban, event, diagnosis, homeroom, teacher):
    builders.sign_in(client, homeroom)
    pages = (f"/entry-bans/{ban.pk}/", f"/athletes/{event.athlete_id}/", "/absences/diagnoses/")
    assert all("파일 올리기" in client.get(page).content.decode() for page in pages)
    for each in (ban, event, diagnosis):
        attach(each, teacher)
    assert all("파일 1개" in client.get(page).content.decode() for page in pages)


def test_a_file_belongs_to_one_ground(ban, diagnosis, teacher):
    kept = attach(ban, teacher)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=kept.pk).update(diagnosis=diagnosis)
