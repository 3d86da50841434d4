"""잘못 적음: a measure that was written down wrongly is taken back, stays to be seen, and counts no more."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hakjeok_web.attendance.cases import read_cases
from hakjeok_web.attendance.measures import Call, record_call, record_measure, void_measure
from hakjeok_web.attendance.models import AbsenceMeasure
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.actions import complete_document, start_draft
from hakjeok_web.documents.registry import proposal_for, subject_of
from hakjeok_web.documents.rendering import definitions
from hakjeok_web.schools.facts import calendars_of
from tests import builders
from tests.web.obligations.absences import TEN_DAYS, mark, recompute, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
Code = AbsenceMeasure.Code


@pytest.fixture
def absent(school_class, teacher, pupil):
    """Absent for three school days without excuse, up to today."""
    mark(school_class, teacher, pupil, *TEN_DAYS[-3:])
    return pupil


def the_case(school_class):
    year = school_class.school_year
    return next(iter(read_cases(year, calendars_of(year), today=builders.TODAY)))


def open_steps(school_class):
    return {task.code for task in the_case(school_class).open_tasks}


def a_visit(pupil, by, note="보호자를 만남"):
    return record_measure(student=pupil, code=Code.HOME_VISIT, done_on=builders.TODAY, by=by, note=note)


def void(measure, by, reason="다른 학생의 방문"):
    return void_measure(measure=measure, reason=reason, by=by)


def test_taking_back_lets_others_add_rows_that_point_at_the_pupil(absent, teacher):
    """A pupil's row that is held whole waits for the school's recomputation, and that for it: both would stand."""
    visit = a_visit(absent, teacher)
    with CaptureQueriesContext(connection) as asked:
        void(visit, teacher)
    held = [each["sql"] for each in asked if 'FROM "students_student"' in each["sql"] and " FOR " in each["sql"]]
    assert held
    assert all("FOR NO KEY UPDATE" in each for each in held)


# p.27 소재·안전, 결석 사유 확인, 출석 독려: what was met and found belongs to the measure.


@pytest.mark.parametrize("code", ["home_visit", "summons", "abuse_report", "monthly_check", "facility_certificate"])
def test_a_measure_with_nothing_told_of_it_is_refused(absent, teacher, code):
    with pytest.raises(Refused, match="내용이 비어 있습니다"):
        record_measure(student=absent, code=code, done_on=builders.TODAY, by=teacher, note="  ")


def test_a_call_that_reached_somebody_tells_what_was_said(absent, teacher):
    told = {"student": absent, "done_on": builders.TODAY, "by": teacher, "note": ""}
    with pytest.raises(Refused, match="들은 결석 사유와 출석을 독려한 내용"):
        record_call(call=Call("phone", "guardian"), **told)
    assert record_call(call=Call("phone", "nobody"), **told)


def test_the_refusal_stands_at_the_content_and_keeps_the_choice(client, absent, homeroom):
    sent = {"code": "home_visit", "done_on": "2024-05-03", "note": "", "key": str(uuid.uuid4())}
    answer = builders.sign_in(client, homeroom).post(f"/absence-cases/{absent.pk}/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "내용이 비어 있습니다" in page
    assert '<option value="home_visit" selected>' in page


# What is taken back counts neither for the ladder nor for papers and lists.


def test_a_step_whose_measure_was_taken_back_is_due_again(school_class, absent, teacher):
    visit = a_visit(absent, teacher)
    assert "home_visit" not in open_steps(school_class)
    void(visit, teacher)
    assert "home_visit" in open_steps(school_class)


def test_the_obligation_comes_back_at_once(absent, teacher):
    recompute()
    visit = a_visit(absent, teacher)
    assert "가정방문" not in " ".join(titles())
    void(visit, teacher)
    assert "가정방문" in " ".join(titles())


def test_papers_tell_nothing_of_what_was_taken_back(absent, teacher):
    void(a_visit(absent, teacher), teacher)
    line = proposal_for(teacher, "4-8", subject_of(teacher, absent.pk))["students"][0]
    assert "가정방문" not in line.get("remark", "")


def test_what_a_call_told_falls_with_the_call(school_class, absent, teacher):
    call = record_call(
        student=absent, call=Call("phone", "pupil", located=True), done_on=builders.TODAY, note="집에 있음", by=teacher
    )
    assert the_case(school_class).facts.last_word("located") is True
    void(call, teacher)
    assert the_case(school_class).facts.last_word("located") is None


# It stays to be seen.


def test_it_stays_in_the_history_with_the_voiding_directly_above_it(client, absent, homeroom, teacher):
    visit, address = a_visit(absent, teacher), f"/absence-cases/{absent.pk}/"
    assert f"?void={visit.pk}#void" in builders.sign_in(client, homeroom).get(address).content.decode()
    assert "한 일로 세지 않습니다" in client.get(f"{address}?void={visit.pk}").content.decode()
    sent = {"act": "void", "void-measure": str(visit.pk), "void-reason": "옆 반 학생", "void-key": str(uuid.uuid4())}
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    page = client.get(address).content.decode()
    struck = '<s><span class="hj-kind">가정방문</span>보호자를 만남</s> <strong>잘못 적음</strong>'
    assert 0 < page.index("옆 반 학생") < page.index(struck)
    assert AbsenceMeasure.objects.filter(code=Code.VOID).count() == 1


def test_without_a_reason_nothing_is_taken_back(client, absent, homeroom, teacher):
    visit, address = a_visit(absent, teacher), f"/absence-cases/{absent.pk}/"
    answer = builders.sign_in(client, homeroom).post(address, {"act": "void", "void-measure": str(visit.pk)})
    assert answer.status_code == 422
    assert "까닭이 비어 있습니다" in answer.content.decode()
    assert not AbsenceMeasure.objects.filter(code=Code.VOID).exists()


# Who may, and what may not.


def test_of_two_who_take_it_back_the_second_is_told_who_did(absent, teacher):
    visit = a_visit(absent, teacher)
    void(visit, builders.actor(builders.a_staff("registrar", name="정학적")))
    with pytest.raises(Refused, match=r"정학적 선생님이 .*먼저 ‘잘못 적음’으로"):
        void(visit, teacher)


def test_a_teacher_of_another_class_takes_nothing_back(school_class, absent, teacher):
    visit = a_visit(absent, teacher)
    other = builders.actor(builders.a_homeroom(builders.a_class(school_class.school_year, number=3), name="오담임"))
    with pytest.raises(Refused, match="그 반 담임교사나 학적 담당"):
        void(visit, other)


def test_the_measure_of_a_paper_stands_with_its_paper(absent, teacher):
    draft = start_draft(definition=definitions()["4-8"], values={}, subject=subject_of(teacher, absent.pk), by=teacher)
    complete_document(document=draft, by=teacher)
    with pytest.raises(Refused, match="바른 문서를 다시 만들어"):
        void(AbsenceMeasure.objects.get(code=Code.REPORT_DONG), teacher)


def test_the_database_knows_no_voiding_without_what_it_voids(absent, teacher):
    with pytest.raises(IntegrityError), transaction.atomic():
        AbsenceMeasure.objects.create(
            school_id=absent.school_id, student=absent, code=Code.VOID, done_on=date(2024, 5, 3), note="빈 줄",
            recorded_by=teacher.user,
        )  # fmt: skip
