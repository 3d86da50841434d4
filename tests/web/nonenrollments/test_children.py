"""미취학 아동: who never came, the ladder from the entrance day, his papers, and the register of urging (p.11-12)."""

import uuid
from datetime import date

import pytest

from hakjeok_web.attendance.measures import Call, record_call
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.actions import complete_document, start_draft
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.registry import proposal_for, subject_of
from hakjeok_web.documents.rendering import definitions
from hakjeok_web.nonenrollments import actions, queries, urging
from hakjeok_web.nonenrollments.models import ChildMeasure, NonEnrolledChild
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
Code = ChildMeasure.Code


@pytest.fixture
def registrar(school_class):
    return builders.a_staff("registrar", name="정학적")


@pytest.fixture
def by(registrar):
    return builders.actor(registrar)


@pytest.fixture
def child(by):
    """He should have come three school days ago: 4. 30., 5. 1., 5. 2., today is the fourth day."""
    return builders.a_child_who_never_came(by, entrance_on=date(2024, 4, 30))


def due(by, child):
    return {task.code: task for task in queries.case_of(by, by.today, child.pk).open_tasks}


def record(child, by, code, **other):
    told = {"note": "적은 내용"} | other
    return actions.record_child_measure(child=child, code=code, done_on=by.today, by=by, **told)


@pytest.mark.parametrize(
    ("entrance_on", "stage", "steps"),
    [
        (date(2024, 5, 2), "contact", {"urge_letter", "home_visit", "report_office", "report_dong"}),
        (date(2024, 4, 30), "interview", {"summons"}),
        (date(2024, 4, 22), "committee", {"committee", "register", "report_office"}),
        (date(2024, 3, 4), "monthly", {"register", "report_office", "monthly_check"}),
    ],
)
def test_the_ladder_goes_by_school_days_from_the_entrance_day(by, entrance_on, stage, steps):
    """p.11: 입학기일~이후 2일, 3일(4일차)~9일(10일차), 그 뒤 월 1회."""
    child = builders.a_child_who_never_came(by, entrance_on=entrance_on)
    case = queries.case_of(by, by.today, child.pk)
    assert case.decided.stage.value == stage
    assert steps <= {task.code for task in case.open_tasks}


def test_a_child_not_located_is_a_matter_for_the_police_until_he_is(by, child):
    """p.11: 아동의 소재·안전이 확인되지 않는 경우 경찰에 즉시 협조 요청."""
    assert "police_request" in due(by, child)
    record(child, by, Code.LOCATED)
    assert "police_request" not in due(by, child)


def test_who_does_not_answer_the_interview_is_a_matter_for_the_police(by, child):
    """p.11: 면담(내교)에 응하지 않을 시 경찰에 즉시 협조 요청."""
    record(child, by, Code.LOCATED)
    record(child, by, Code.NOT_ANSWERED)
    assert "police_request" in due(by, child)


def test_departure_abroad_lets_the_visit_and_the_monthly_check_be_left_out(by):
    """p.11: 해외출국이 확인된 경우."""
    child = builders.a_child_who_never_came(by)
    record(child, by, Code.OVERSEAS)
    assert "monthly_check" not in due(by, child)


def test_a_facility_s_certificate_holds_for_six_months(by):
    """p.11: 최초 1회 재학확인서를 제출하고 6개월 이후 시설의 공문 또는 재학확인서."""
    child = builders.a_child_who_never_came(by)
    record(child, by, Code.FACILITY)
    case = queries.case_of(by, by.today, child.pk)
    check = next(task for task in case.tasks if task.code == "monthly_check")
    assert (check.waived, check.due) == (True, date(2024, 11, 3))


@pytest.mark.parametrize(
    ("definition", "codes"),
    [
        ("1-12", ["report_dong", "report_office"]), ("1-13", ["dong_request"]), ("1-14", ["police_request"]),
        ("1-15", ["police_form"]), ("1-16", ["summons"]), ("1-17", ["urge_letter"]),
    ],
)  # fmt: skip
def test_a_finished_paper_becomes_the_measure(by, child, definition, codes):
    """p.12 서식 1-12 … 1-17."""
    subject = subject_of(by, child.pk)
    values = proposal_for(by, definition, subject)
    assert set(values) <= {each.key for each in definitions()[definition].fields}
    paper = start_draft(definition=definitions()[definition], values=values, subject=subject, by=by)
    complete_document(document=paper, by=by)
    assert sorted(ChildMeasure.objects.values_list("code", flat=True)) == codes


def test_the_urging_letter_opens_filled_in_and_counts_the_letters(client, registrar, by, child):
    record(child, by, Code.URGE)
    values = proposal_for(by, "1-17", subject_of(by, child.pk))
    assert values == {"round": 2, "entrance_date": "2024-04-30", "days_not_enrolled": 4}
    page = builders.sign_in(client, registrar).get(f"/forms/1-17/?student={child.pk}").content.decode()
    for words in ("이새봄", "최나래", "2024-04-30"):
        assert words in page


def test_a_child_is_put_on_the_list_once(client, registrar, by):
    builders.sign_in(client, registrar)
    form = {
        "name": "이새봄", "sex": "female", "birth_on": "2017-11-20", "address": "가온시", "guardian_name": "최나래",
        "entrance_on": "2024-03-04", "key": str(uuid.uuid4()),
    }  # fmt: skip
    first, second = (client.post("/absence-cases/children/new/", form) for _ in range(2))
    assert first["Location"] == second["Location"]
    again = client.post("/absence-cases/children/new/", form | {"key": str(uuid.uuid4())})
    assert again.status_code == 422
    assert "정학적 선생님이" in again.content.decode()
    assert NonEnrolledChild.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "아동 성명이 비어 있습니다"),
        ({"entrance_on": "2024-05-10"}, "입학기일이 아직 오지 않았습니다"),
        ({"entrance_on": "2023-03-02"}, "이번 학년도의 날이 아닙니다"),
        ({"birth_on": "어제"}, "없는 날짜입니다"),
    ],
)
def test_a_child_that_cannot_be_is_refused_and_what_was_typed_stays(client, registrar, wrong, sentence):
    form = {
        "name": "이새봄", "sex": "female", "birth_on": "2017-11-20", "address": "가온시 배움로 15",
        "guardian_name": "최나래", "entrance_on": "2024-03-04",
    }  # fmt: skip
    answer = builders.sign_in(client, registrar).post("/absence-cases/children/new/", form | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "가온시 배움로 15" in page


def test_of_two_people_who_correct_a_child_the_second_is_told(client, registrar, by, child):
    other = builders.actor(builders.a_staff("registrar", name="박학적"))
    facts = {name: getattr(child, name) for name in ("name", "birth_on", "entrance_on")}
    actions.correct_child(child=child, facts=facts | {"address": "새 주소"}, seen=0, by=other)
    with pytest.raises(Refused, match="박학적 선생님이"):
        actions.correct_child(child=child, facts=facts, seen=0, by=by)


def test_of_two_people_who_end_a_matter_the_second_is_told(by, child):
    actions.close_child(child=child, state="entered", on=by.today, by=by)
    with pytest.raises(Refused, match="정학적 선생님이 먼저 ‘입학함’으로"):
        actions.close_child(child=child, state="moved", on=by.today, by=by)
    assert queries.case_of(by, by.today, child.pk).open_tasks == []


def test_a_measure_by_the_page_shows_in_the_history(client, registrar, child):
    builders.sign_in(client, registrar)
    address = f"/absence-cases/children/{child.pk}/"
    sent = {
        "code": "phone_daily", "done_on": "2024-05-03", "means": "phone", "contact": "최나래(모)",
        "note": "아동과 통화함", "key": str(uuid.uuid4()),
    }  # fmt: skip
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    page = client.get(address).content.decode()
    assert "전화 · 최나래(모) · 아동과 통화함" in page
    assert ChildMeasure.objects.count() == 1


def test_a_matter_ends_by_the_page(client, registrar, child):
    builders.sign_in(client, registrar)
    address = f"/absence-cases/children/{child.pk}/"
    assert client.post(address, {"act": "close", "close-state": "", "close-on": "2024-05-03"}).status_code == 422
    client.post(address, {"act": "close", "close-state": "entered", "close-on": "2024-05-03"})
    assert "입학함" in client.get("/absence-cases/children/").content.decode()


def test_measures_can_neither_be_edited_nor_removed(by, child):
    from django.db import ProgrammingError, transaction

    measure = record(child, by, Code.PHONE)
    for act in (measure.delete, lambda: ChildMeasure.objects.update(note="아무 일 없음")):
        with pytest.raises(ProgrammingError), transaction.atomic():
            act()


def test_homeroom_teachers_do_not_see_children_without_a_class(client, homeroom, child):
    builders.sign_in(client, homeroom)
    assert client.get("/absence-cases/children/").status_code == 404
    assert client.get(f"/absence-cases/children/{child.pk}/").status_code == 404
    assert client.get(f"/forms/1-17/?student={child.pk}").status_code == 404
    assert "미취학 아동" not in client.get("/absence-cases/").content.decode()


def test_the_register_of_urging_holds_both_kinds(by, child, pupil, teacher):
    """p.61, 143: kept while whereabouts are checked; kinds 무단미취학 and 장기 미인정 결석."""
    record(child, by, Code.OVERSEAS)
    record(child, by, Code.PHONE, means="phone", contact="최나래(모)", note="출국했다고 함")
    call = Call("video", "pupil", located=True)
    record_call(student=pupil, call=call, done_on=date(2024, 5, 2), note="집에 있음", by=teacher)
    first, second = urging.lines_of(by, date(2024, 5, 1))
    assert (first.kind, first.situation, first.method, first.contact) == (
        "장기 미인정 결석", "소재·안전 확인", "화상통화", "학생 본인",
    )  # fmt: skip
    assert (second.kind, second.situation, second.contact) == ("무단미취학", "해외 출국", "최나래(모)")
    assert urging.lines_of(by, date(2024, 4, 1)) == []
    assert [line.name for line in urging.lines_of(teacher, date(2024, 5, 1))] == ["박하준"]


def test_the_register_becomes_a_draft_of_the_form(client, registrar, by, child):
    record(child, by, Code.PHONE, means="phone", contact="최나래(모)", note="출국했다고 함")
    builders.sign_in(client, registrar)
    assert "이새봄" in client.get("/absence-cases/urging/").content.decode()
    answer = client.post("/absence-cases/urging/form/", {"month": "2024-05"})
    draft = Document.objects.get()
    assert answer["Location"] == f"/drafts/{draft.pk}/" or str(draft.pk) in answer["Location"]
    assert draft.values["entries"][0]["contact_name_relation"] == "최나래(모)"
    assert draft.values["_pupils"] == [str(child.pk)]
    assert client.get(answer["Location"]).status_code == 200


def test_an_empty_month_makes_no_draft(client, registrar):
    builders.sign_in(client, registrar)
    page = client.post("/absence-cases/urging/form/", {"month": "2024-03"}, follow=True).content.decode()
    assert "만들 것이 없습니다" in page
    assert not Document.objects.exists()


@pytest.mark.parametrize("address", ["/absence-cases/children/excel/", "/absence-cases/urging/excel/?month=2024-05"])
def test_both_lists_come_as_excel_files(client, registrar, by, child, address):
    record(child, by, Code.PHONE, note="받지 않음")
    answer = builders.sign_in(client, registrar).post(address, {"purpose": "점검"})
    assert answer.content[:2] == b"PK"


def test_the_registrar_finds_a_child_s_steps_among_his_tasks(client, registrar, by, child):
    builders.sign_in(client, registrar)
    page = client.get("/").content.decode()
    assert "미취학 아동 · 4일차" in page
    assert "이새봄" not in page
    actions.close_child(child=child, state="entered", on=by.today, by=by)
    assert "미취학 아동 · 4일차" not in client.get("/").content.decode()


def test_a_measure_with_nothing_told_of_it_is_refused(by, child):
    with pytest.raises(Refused, match="내용이 비어 있습니다"):
        record(child, by, Code.ANSWERED, note=" ")


def test_a_measure_written_down_wrongly_is_due_again(by, child):
    made = record(child, by, Code.RECORD)
    assert "create_record" not in due(by, child)
    actions.void_child_measure(measure=made, reason="다른 아동의 학적", by=by)
    assert "create_record" in due(by, child)


def test_a_measure_is_taken_back_by_the_page_and_stays_struck_through(client, registrar, by, child):
    visit, address = record(child, by, Code.HOME_VISIT, note="만남"), f"/absence-cases/children/{child.pk}/"
    builders.sign_in(client, registrar)
    assert f"?void={visit.pk}#void" in client.get(address).content.decode()
    assert "한 일로 세지 않습니다" in client.get(f"{address}?void={visit.pk}").content.decode()
    sent = {"act": "void", "void-measure": str(visit.pk), "void-reason": "다른 아동", "void-key": str(uuid.uuid4())}
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    assert '<s><span class="hj-kind">가정방문</span>만남</s>' in client.get(address).content.decode()
    assert "가정방문" not in [line.method for line in urging.lines_of(by, date(2024, 5, 1))]


def test_of_two_who_take_a_measure_of_a_child_back_the_second_is_told(by, child):
    visit = record(child, by, Code.HOME_VISIT)
    actions.void_child_measure(measure=visit, reason="다른 아동", by=by)
    with pytest.raises(Refused, match=r"정학적 선생님이 .*먼저 ‘잘못 적음’으로"):
        actions.void_child_measure(measure=visit, reason="다른 아동", by=by)
