"""미인정결석 관리: who may open a case, what it says, and how a measure gets on record."""

import re
import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hakjeok_web.accounts.models import AccessEntry
from hakjeok_web.attendance.cases import case_of, read_cases, record_measure
from hakjeok_web.attendance.models import AbsenceMeasure
from hakjeok_web.config.refusals import Refused
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.students.placements import place
from tests import builders
from tests.web.obligations.absences import TEN_DAYS, mark, school_days, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def the_case(school_class, today=builders.TODAY):
    year = school_class.school_year
    return next(iter(read_cases(year, calendars_of(year), today=today)), None)


def sent(code="home_visit", done_on="2024-05-03", note="보호자를 만남", key=None):
    return {"code": code, "done_on": done_on, "note": note, "key": str(key or uuid.uuid4())}


def address(pupil):
    return f"/absence-cases/{pupil.pk}/"


@pytest.mark.parametrize(("days", "stage"), [(2, "contact"), (3, "visit"), (9, "visit"), (10, "report")])
def test_the_stage_changes_on_the_third_and_the_tenth_day(school_class, teacher, pupil, days, stage):
    mark(school_class, teacher, pupil, *TEN_DAYS[-days:])
    found = the_case(school_class)
    assert (found.days, found.ladder.stage.value) == (days, stage)


def test_a_late_entry_is_no_absence(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS[-3:], form="late")
    assert the_case(school_class) is None


@pytest.mark.parametrize("kind", ["authorized", "illness", "other"])
def test_absences_of_the_other_kinds_are_no_case(school_class, teacher, pupil, kind):
    """p.27: ①출석으로 처리하는 결석 ②질병으로 인한 결석 ③기타 결석은 관리·대응 절차를 따르지 않음."""
    mark(school_class, teacher, pupil, *TEN_DAYS, kind=kind)
    assert the_case(school_class) is None


def test_who_was_assigned_here_and_never_came_is_treated_alike(school_class, teacher):
    """p.27: 전출 이후 배정받은 전입 학교장은 출석 여부를 확인하고, 출석하지 않은 경우 미인정결석과 동일하게 처리."""
    assigned = builders.a_pupil(school_class, number=8, name="최유나", from_on=TEN_DAYS[-3])
    mark(school_class, teacher, assigned, *TEN_DAYS[-3:])
    found = the_case(school_class)
    assert (found.facts.student_id, found.days, found.ladder.stage.value) == (assigned.pk, 3, "visit")


def test_days_nobody_has_taken_do_not_end_an_absence_that_reaches_the_last_known_day(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS[-4:-1])  # 5. 3. is not taken yet
    assert the_case(school_class).days == 3


def test_a_return_is_the_first_day_back_after_a_registered_absence(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS[:8])
    record_measure(student=pupil, code="register", done_on=date(2024, 5, 1), by=teacher)
    take(school_class, teacher, date(2024, 5, 2))
    assert the_case(school_class).facts.returned_on == date(2024, 5, 2)


def test_a_day_that_nobody_has_taken_is_no_return(school_class, teacher, pupil):
    builders.a_pupil(school_class, number=8, name="최유나")  # without her, his entries would take the days
    mark(school_class, teacher, pupil, *TEN_DAYS[:7], TEN_DAYS[8])
    record_measure(student=pupil, code="register", done_on=date(2024, 4, 30), by=teacher)
    assert the_case(school_class).facts.returned_on is None
    take(school_class, teacher, TEN_DAYS[7])
    assert the_case(school_class).facts.returned_on == TEN_DAYS[7]


def test_a_return_is_known_from_the_class_that_the_pupil_was_in(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS[:7])
    record_measure(student=pupil, code="register", done_on=date(2024, 4, 30), by=teacher)
    take(school_class, teacher, TEN_DAYS[7])
    other = builders.a_class(school_class.school_year, number=3)
    registrar = builders.actor(builders.a_staff("registrar"))
    place(student=pupil, school_class=other, number=21, from_on=TEN_DAYS[8], by=registrar)
    assert the_case(school_class).facts.returned_on == TEN_DAYS[7]


def test_two_short_absences_make_two_runs(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS[:2], TEN_DAYS[4])
    runs = the_case(school_class).facts.runs
    assert runs == ((date(2024, 4, 22), date(2024, 4, 23)), (date(2024, 4, 26), date(2024, 4, 26)))


def test_departure_abroad_lets_visit_and_summons_be_left_out(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS[-3:])
    record_measure(student=pupil, code="overseas_confirmed", done_on=builders.TODAY, by=teacher, note="적은 내용")
    waived = {task.code for task in the_case(school_class).tasks if task.waived}
    assert waived == {"home_visit", "summons"}
    record_measure(student=pupil, code="in_country", done_on=builders.TODAY, by=teacher)
    assert not any(task.waived for task in the_case(school_class).tasks)


def test_a_facility_s_certificate_suspends_the_monthly_check(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    record_measure(student=pupil, code="facility_certificate", done_on=date(2024, 5, 2), by=teacher, note="적은 내용")
    check = next(task for task in the_case(school_class).tasks if task.code == "monthly_check")
    assert (check.waived, check.due) == (True, date(2024, 11, 2))


def test_no_absence_no_case(school_class, teacher, pupil):
    take(school_class, teacher, builders.TODAY)
    assert the_case(school_class) is None
    facts = None
    mark(school_class, teacher, pupil, date(2024, 5, 2))
    facts = the_case(school_class).facts
    assert case_of(facts).facts.known_on == builders.TODAY


@pytest.mark.parametrize("role", ["registrar", "principal", "vice_principal"])
def test_the_school_s_heads_see_every_case(client, school_class, teacher, pupil, role):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    builders.sign_in(client, builders.a_staff(role))
    page = client.get("/absence-cases/").content.decode()
    assert "박하준" in page
    assert "10일째" in page
    assert "미인정결석학생 등록" in page


def test_another_class_s_teacher_finds_no_such_case(client, school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    other = builders.a_homeroom(builders.a_class(school_class.school_year, number=3), name="오담임")
    builders.sign_in(client, other)
    assert client.get(address(pupil)).status_code == 404
    assert client.post(address(pupil), sent()).status_code == 404
    assert "박하준" not in client.get("/absence-cases/").content.decode()


def test_another_school_s_registrar_finds_no_such_case(client, school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    builders.enter(builders.HANBIT, builders.SAESOL)
    stranger = builders.a_staff("registrar", school=builders.SAESOL)
    assert builders.sign_in(client, stranger).get(address(pupil)).status_code == 404


def test_the_case_page_shows_ladder_due_steps_year_and_reasons(client, school_class, homeroom, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    page = builders.sign_in(client, homeroom).get(address(pupil)).content.decode()
    for words in ("연속 10일째", "3~9일", "교육장에게 제출", "p.27", "계속 결석하면", "이렇게 판단했습니다", "2-3"):
        assert words in page
    assert 'id="register"' in page
    assert AccessEntry.objects.filter(pupils__contains=[pupil.pk], purpose="미인정결석 관리").exists()


def test_the_case_page_asks_at_most_thirteen_queries(client, school_class, homeroom, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    builders.sign_in(client, homeroom).get(address(pupil))
    with CaptureQueriesContext(connection) as asked:
        client.get(address(pupil))
    kinds = [query["sql"] for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(kinds) <= 13, "\n".join(sql[:120] for sql in kinds)


def test_a_measure_is_recorded_and_its_step_goes(client, school_class, homeroom, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS[-3:])
    builders.sign_in(client, homeroom)
    assert client.post(address(pupil), sent()).status_code == 302
    page = client.get(address(pupil)).content.decode()
    assert "보호자를 만남" in page
    assert 'id="home_visit"' not in page
    measure = AbsenceMeasure.objects.get()
    assert (measure.code, measure.recorded_by.name) == ("home_visit", "김담임")


def test_the_same_form_sent_twice_is_recorded_once(client, school_class, homeroom, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS[-3:])
    builders.sign_in(client, homeroom)
    form = sent()
    assert [client.post(address(pupil), form).status_code for _ in range(2)] == [302, 302]
    assert AbsenceMeasure.objects.count() == 1
    assert client.post(address(pupil), form | {"note": "다른 내용"}).status_code == 422


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"code": ""}, "무엇을 했는지 고르지 않았습니다"),
        ({"code": "party"}, "목록에 없는 조치입니다"),
        ({"done_on": "2024-05-04"}, "아직 오지 않은 날입니다"),
        ({"done_on": "2024-02-29"}, "이 학교의 반에 있지 않았습니다"),
        ({"done_on": "어제"}, "없는 날짜입니다"),
        ({"note": "가" * 301}, "300자 이하로"),
    ],
)
def test_a_measure_that_cannot_be_is_refused_and_what_was_typed_stays(
    client, school_class, homeroom, teacher, pupil, wrong, sentence
):
    mark(school_class, teacher, pupil, *TEN_DAYS[-3:])
    answer = builders.sign_in(client, homeroom).post(address(pupil), sent(note="두 번 찾아감") | wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert wrong.get("note", "두 번 찾아감") in page
    assert AbsenceMeasure.objects.count() == 0


def test_the_principal_reads_a_case_but_records_nothing(client, school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS[-3:])
    builders.sign_in(client, builders.a_staff("principal"))
    page = client.get(address(pupil)).content.decode()
    assert "조치 적기" not in page
    assert "내교 통지서(2-3) 만들기" in page
    assert client.post(address(pupil), sent()).status_code == 403


def test_a_measure_is_refused_to_a_teacher_of_another_class(school_class, pupil):
    other = builders.actor(builders.a_homeroom(builders.a_class(school_class.school_year, number=3), name="오담임"))
    with pytest.raises(Refused, match="그 반 담임교사나 학적 담당"):
        record_measure(student=pupil, code="home_visit", done_on=builders.TODAY, by=other, note="적은 내용")


def test_an_interview_notice_that_was_made_is_the_summons(client, school_class, teacher, pupil):
    from hakjeok_web.documents.actions import finish_document
    from hakjeok_web.documents.registry import Subject
    from hakjeok_web.documents.rendering import definitions

    mark(school_class, teacher, pupil, *TEN_DAYS[-3:])
    subject = Subject(pupil_id=pupil.pk, label="박하준")
    paper = finish_document(definition=definitions()["2-3"], values={}, subject=subject, by=teacher)
    measure = AbsenceMeasure.objects.get()
    assert (measure.code, measure.document_id) == ("summons", paper.pk)
    assert "summons" not in {task.code for task in the_case(school_class).open_tasks}


def test_measures_can_neither_be_edited_nor_removed(school_class, teacher, pupil):
    from django.db import ProgrammingError, transaction

    measure = record_measure(student=pupil, code="phone_daily", done_on=builders.TODAY, by=teacher)
    for act in (measure.delete, lambda: AbsenceMeasure.objects.update(note="아무 일 없음")):
        with pytest.raises(ProgrammingError), transaction.atomic():
            act()


def test_the_list_keeps_those_who_came_back_under_all(client, school_class, homeroom, teacher, pupil):
    mark(school_class, teacher, pupil, date(2024, 3, 11))
    take(school_class, teacher, *school_days(school_class)[-3:])
    builders.sign_in(client, homeroom)
    assert "지금 관리할 미인정결석이 없습니다" in client.get("/absence-cases/").content.decode()
    assert "지금은 출석" in client.get("/absence-cases/?all=1").content.decode()


def test_cases_come_as_an_excel_file(client, school_class, homeroom, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    answer = builders.sign_in(client, homeroom).post("/absence-cases/excel/", {"purpose": "점검"})
    assert answer.content[:2] == b"PK"


# p.27: 소재·안전 확인, 가정방문(3~9일), 내교 요청.


def facts_shown(client, homeroom, pupil):
    page = builders.sign_in(client, homeroom).get(address(pupil)).content.decode()
    return dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page)), page


def test_what_nobody_has_written_down_is_not_known(client, school_class, homeroom, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    shown, _ = facts_shown(client, homeroom, pupil)
    asked = ("소재·안전", "아동학대 징후", "해외 출국")
    assert [shown[fact] for fact in asked] == ["확인하지 않음"] * 3


def test_the_last_word_on_a_fact_is_shown_as_it_was_said(client, school_class, homeroom, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    for code in ("not_located", "no_abuse_signs", "in_country"):
        record_measure(student=pupil, code=code, done_on=builders.TODAY, by=teacher, note="적은 내용")
    shown, _ = facts_shown(client, homeroom, pupil)
    assert (shown["소재·안전"], shown["아동학대 징후"], shown["해외 출국"]) == ("모름", "없음", "국내에 있음")


def test_a_pupil_not_asked_after_yet_does_not_call_for_the_police(school_class, teacher, pupil):
    """p.27: the police are asked where safety was looked for and not confirmed, not on every first day."""
    mark(school_class, teacher, pupil, TEN_DAYS[-1])
    assert [task.code for task in the_case(school_class).tasks] == ["phone_daily"]


def test_visit_and_summons_never_made_stay_undone_on_the_tenth_day(client, school_class, homeroom, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    assert [(task.code, task.due) for task in the_case(school_class).missed] == [
        ("home_visit", date(2024, 5, 2)), ("summons", date(2024, 5, 2)),
    ]  # fmt: skip
    _, page = facts_shown(client, homeroom, pupil)
    assert page.count("3~9일째에 할 일") == 2


def test_a_visit_made_late_is_missed_no_longer(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    record_measure(student=pupil, code="home_visit", done_on=builders.TODAY, by=teacher, note="집에 아무도 없음")
    assert [task.code for task in the_case(school_class).missed] == ["summons"]


def test_a_pupil_known_to_be_abroad_was_to_be_visited_by_nobody(school_class, teacher, pupil):
    """p.37: 가정방문 및 내교요청은 생략이 가능합니다."""
    mark(school_class, teacher, pupil, *TEN_DAYS)
    record_measure(
        student=pupil, code="overseas_confirmed", done_on=builders.TODAY, by=teacher, note="출입국사실확인서"
    )
    assert the_case(school_class).missed == ()
