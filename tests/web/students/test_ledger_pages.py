"""학적변동 대장 and 학적반영취소."""

from datetime import date

import pytest
import time_machine

from hakjeok_web.accounts.models import AccessEntry
from hakjeok_web.approvals import actions as approvals
from hakjeok_web.approvals.lines import propose_line
from hakjeok_web.documents import registry
from hakjeok_web.documents.models import Document
from hakjeok_web.students.models import Student
from hakjeok_web.students.school_ledger import ledger_filters_of
from tests import builders
from tests.builders import SAESOL
from tests.web.students.records import a_registrar, an_enrolled_pupil, change

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def third_of_may():
    with time_machine.travel("2024-05-03T10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def clerk():
    builders.enter()
    return a_registrar()


@pytest.fixture
def pupil(clerk):
    return an_enrolled_pupil(clerk)


@pytest.fixture
def left(clerk, pupil):
    return change(pupil, "transfer_out", date(2024, 5, 2), by=clerk)


@pytest.fixture
def registrar(client, pupil):
    return builders.sign_in(client, builders.a_staff("registrar", name="한학적"))


def words(response):
    return [word for _, word in response.context["rows"]]


def test_the_latest_change_stands_first(registrar, left):
    assert words(registrar.get("/changes/")) == ["전출", "취학"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=transfer_out", ["전출"]),
        ("to=2024-03-31", ["취학"]),
        ("from=2024-05-01", ["전출"]),
        ("kind=x&from=y", ["전출", "취학"]),
    ],
)
def test_it_is_narrowed_by_kind_and_day(registrar, left, query, found):
    assert words(registrar.get(f"/changes/?{query}")) == found


def test_the_pupils_shown_are_logged(registrar, left, pupil):
    registrar.get("/changes/")
    builders.enter()
    assert AccessEntry.objects.latest("seq").pupils == [pupil.pk]


def test_a_homeroom_teacher_has_no_list_of_the_school(client, pupil):
    teacher = builders.sign_in(client, builders.a_homeroom(pupil.placements.get().school_class))
    assert teacher.get("/changes/").status_code == 404
    assert 'href="/changes/"' not in teacher.get("/students/").content.decode()


@pytest.fixture
def cancellation(registrar, left):
    registrar.post(f"/changes/{left.pk}/cancellation/", {"reason": "다른 학생의 전출을 잘못 반영함"})
    builders.enter()
    return Document.objects.get(definition="change-cancellation")


def approved(paper):
    """The paper after its drafter, the vice principal and the principal."""
    by = {role: builders.actor(builders.a_staff(role)) for role in ("vice_principal", "principal")}
    drafter = builders.actor(paper.drafted_by.posts.get())
    sent = approvals.submit(document=paper, line=propose_line(paper, drafter), by=drafter)
    approvals.approve(document=sent, round=1, by=by["vice_principal"])
    return approvals.approve(document=sent, round=1, by=by["principal"])


def test_a_cancellation_asks_why_and_is_drafted_first(registrar, left, pupil):
    url = f"/changes/{left.pk}/cancellation/"
    assert registrar.post(url, {"reason": ""}).status_code == 422
    answer = registrar.post(url, {"reason": "다른 학생의 전출을 잘못 반영함"})
    builders.enter()
    paper = Document.objects.get(definition="change-cancellation")
    assert answer["Location"] == f"/documents/{paper.pk}/"
    assert (Student.objects.get(pk=pupil.pk).standing, paper.number) == ("transferred_out", None)


def test_the_final_approval_cancels_the_change_under_its_number(registrar, cancellation, pupil):
    paper = approved(cancellation)
    assert (Student.objects.get(pk=pupil.pk).standing, paper.number, paper.pupil_id) == ("enrolled", 3, pupil.pk)
    assert words(registrar.get("/changes/")) == ["학적반영취소(전출)", "전출", "취학"]


def test_the_approver_reads_beforehand_what_falls_away(cancellation, pupil):
    told = " ".join(registry.effects["change-cancellation"][0].preview(cancellation))
    assert "전출이 없던 일이 됩니다" in told
    assert "학적 상태는 ‘재학’입니다" in told


def test_a_second_clerk_is_told_that_it_was_drafted_already(registrar, left, cancellation):
    answer = registrar.post(f"/changes/{left.pk}/cancellation/", {"reason": "잘못 반영함"})
    assert (answer.status_code, "이 변동의 취소를 먼저 기안했습니다" in answer.content.decode()) == (422, True)


def test_what_others_rest_on_is_refused_and_no_number_is_used(registrar, left, pupil):
    entry = pupil.changes.first()
    answer = registrar.post(f"/changes/{entry.pk}/cancellation/", {"reason": "잘못 반영함"})
    assert (answer.status_code, "남은 학적변동이 이어지지 않습니다" in answer.content.decode()) == (422, True)
    builders.enter()
    assert not Document.objects.filter(definition="change-cancellation").exists()


def test_the_ledger_of_a_pupil_leads_to_it(registrar, left, pupil):
    page = registrar.get(f"/students/{pupil.pk}/changes/").content.decode()
    assert f"/changes/{left.pk}/cancellation/" in page


def test_another_school_s_change_does_not_exist(client, left):
    builders.enter(SAESOL)
    other = builders.sign_in(client, builders.a_staff("registrar", school=SAESOL, name="서학적"))
    assert other.get(f"/changes/{left.pk}/cancellation/").status_code == 404


def test_excel_has_every_line(registrar, left):
    assert registrar.post("/changes/excel/", {"purpose": "점검"}).content[:2] == b"PK"


def test_excel_tells_its_conditions_as_people_write_days(registrar, left):
    lines = ledger_filters_of({"kind": "transfer_out", "from": "2024-03-04", "to": "2024-05-03"}).told()
    assert lines == "전출, 2024. 3. 4.(월)~2024. 5. 3.(금)"
