"""A case's file: calls, papers that become measures, and what must come before the police are asked."""

import re
import uuid
from datetime import date

import pytest

from hakjeok_web.attendance.cases import read_cases
from hakjeok_web.attendance.measures import Call, record_call, record_measure
from hakjeok_web.attendance.models import AbsenceMeasure
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.actions import complete_document, start_draft, submit_document
from hakjeok_web.documents.registry import proposal_for, subject_of
from hakjeok_web.documents.rendering import check, definitions
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.students.models import Guardian
from tests import builders
from tests.web.obligations.absences import TEN_DAYS, mark

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
Code = AbsenceMeasure.Code
CALL_FORM = re.compile(r'<details[^>]*id="call"[^>]*>')
MISSING = re.compile("비어 있습니다|한 줄 이상")


@pytest.fixture
def absent(school_class, teacher, pupil):
    """Absent for ten school days without excuse, up to today."""
    mark(school_class, teacher, pupil, *TEN_DAYS)
    return pupil


def the_case(school_class):
    year = school_class.school_year
    return next(iter(read_cases(year, calendars_of(year), today=builders.TODAY)))


def a_call(**other):
    sent = {"means": "phone", "spoken_with": "guardian", "located": "no", "done_on": "2024-05-03", "note": "받지 않음"}
    return {f"call-{name}": value for name, value in (sent | {"key": str(uuid.uuid4())} | other).items()} | {
        "act": "call"
    }


def proposed(definition, pupil, by):
    return proposal_for(by, definition, subject_of(by, pupil.pk))


def a_paper(definition, pupil, by, values):
    subject = subject_of(by, pupil.pk)
    return start_draft(definition=definitions()[definition], values=values, subject=subject, by=by)


def done(definition, pupil, by, values=None):
    return complete_document(document=a_paper(definition, pupil, by, values or {}), by=by)


# p.27 유선연락 시 학생과 직접 통화 또는 화상통화하여 소재·안전 확인


@pytest.mark.parametrize("means", ["phone", "video"])
def test_safety_is_known_from_speaking_with_the_pupil_himself(absent, school_class, teacher, means):
    record_call(
        student=absent, call=Call(means, "pupil", located=True), done_on=builders.TODAY, note="집에 있음", by=teacher
    )
    assert the_case(school_class).facts.told("located", False) is True


@pytest.mark.parametrize(("means", "who"), [("text", "pupil"), ("phone", "guardian"), ("phone", "nobody")])
def test_neither_a_message_nor_a_guardian_s_word_makes_safety_known(absent, teacher, means, who):
    with pytest.raises(Refused, match=r"직접 통화하거나 화상통화한 때에만"):
        record_call(student=absent, call=Call(means, who, located=True), done_on=builders.TODAY, note="", by=teacher)
    assert not AbsenceMeasure.objects.exists()


def test_a_pupil_not_reached_is_not_located_and_the_police_are_due(client, absent, homeroom, school_class):
    builders.sign_in(client, homeroom)
    assert client.post(f"/absence-cases/{absent.pk}/", a_call(contact="박영수(조부)")).status_code == 302
    page = client.get(f"/absence-cases/{absent.pk}/").content.decode()
    for words in ("박영수(조부)", "받지 않음", "경찰 수사의뢰", "소재·안전을 모름"):
        assert words in page
    assert AbsenceMeasure.objects.get(code=Code.PHONE).spoken_with == "guardian"


def test_a_refused_call_keeps_what_was_typed(client, absent, homeroom):
    builders.sign_in(client, homeroom)
    answer = client.post(f"/absence-cases/{absent.pk}/", a_call(located="yes", contact="박영수(조부)"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "직접 통화하거나 화상통화한 때에만" in page
    assert "박영수(조부)" in page


def test_the_form_of_a_call_stays_folded_until_it_is_asked_for_or_was_refused(client, absent, homeroom):
    address = f"/absence-cases/{absent.pk}/"
    folded = builders.sign_in(client, homeroom).get(address)
    assert "open" not in CALL_FORM.search(folded.content.decode())[0]
    for shown in (
        client.get(f"{address}?act=call"),
        client.post(address, a_call(located="yes", contact="박영수(조부)")),
    ):
        assert "open" in CALL_FORM.search(shown.content.decode())[0]


def test_the_same_call_sent_twice_is_one_call(client, absent, homeroom):
    builders.sign_in(client, homeroom)
    call = a_call()
    assert [client.post(f"/absence-cases/{absent.pk}/", call).status_code for _ in range(2)] == [302, 302]
    assert AbsenceMeasure.objects.filter(code=Code.PHONE).count() == 1


# p.29 서식활용 2-3 … 2-7, p.60-61 4-8 … 4-10: each finished paper is the measure itself.


@pytest.mark.parametrize(
    ("definition", "code"),
    [
        ("2-3", "summons"), ("2-4", "police_form"), ("2-5", "dong_request"), ("2-7", "watch_card"),
        ("4-8", "report_dong"), ("4-9", "police_report"), ("4-10", "police_request"),
    ],
)  # fmt: skip
def test_a_finished_paper_becomes_the_measure(absent, teacher, definition, code):
    paper = done(definition, absent, teacher)
    measure = AbsenceMeasure.objects.get(code=code)
    assert (measure.document_id, measure.done_on) == (paper.pk, builders.TODAY)


def test_a_visit_is_recorded_on_the_day_of_the_checklist(absent, teacher):
    done("2-6", absent, teacher, {"visit_period": "2024-05-02"})
    assert AbsenceMeasure.objects.get(code=Code.HOME_VISIT).done_on == date(2024, 5, 2)


def test_the_lookups_of_a_police_request_are_measures_too(absent, teacher):
    done("2-4", absent, teacher, {"resident_lookup_datetime": "2024-05-02T10:20"})
    assert AbsenceMeasure.objects.get(code=Code.RESIDENT_LOOKUP).done_on == date(2024, 5, 2)


def test_a_paper_about_a_pupil_without_a_class_records_nothing(absent, teacher):
    absent.placements.all().delete()
    done("4-8", absent, builders.actor(builders.a_staff("registrar")))
    assert not AbsenceMeasure.objects.exists()


# Filled in from the case.


def test_the_status_for_the_dong_counts_school_days_and_tells_what_was_done(absent, teacher):
    record_measure(student=absent, code=Code.HOME_VISIT, done_on=date(2024, 4, 25), by=teacher, note="적은 내용")
    line = proposed("4-8", absent, teacher)["students"][0]
    assert line["absence_period"] == {"from": "2024-04-22", "to": "2024-05-03"}
    assert (line["absence_days"], line["remark"]) == (10, "가정방문(4. 25.)")


def test_the_police_request_is_filled_with_people_visits_and_reason(absent, teacher):
    Guardian.objects.create(
        school_id=absent.school_id, student=absent, name="박영수", relation="부", phone="010-0000-1234"
    )
    record_measure(student=absent, code=Code.HOME_VISIT, done_on=date(2024, 4, 25), by=teacher, note="인기척 없음")
    values = proposed("2-4", absent, teacher)
    assert [each["name"] for each in values["persons"]] == ["박하준", "박영수"]
    assert "인기척 없음" in values["home_visits"][0]["visited_at_result"]
    assert "수업일로 10일 미인정결석" in values["request_reason"]
    assert values["investigation_kind"] == ["소재 수사"]


def test_signs_of_abuse_change_the_investigation_and_its_law(absent, teacher):
    record_measure(student=absent, code=Code.ABUSE_SIGNS, done_on=builders.TODAY, by=teacher, note="적은 내용")
    assert proposed("2-4", absent, teacher)["investigation_kind"] == ["학대(의심) 수사"]
    assert "제10조" in proposed("4-10", absent, teacher)["related"]


def test_the_watch_card_carries_each_month_s_care(absent, teacher):
    record_measure(student=absent, code=Code.MONTHLY, done_on=builders.TODAY, by=teacher, note="영상 통화로 안전 확인")
    assert proposed("2-7", absent, teacher)["monthly"][0]["content"] == "영상 통화로 안전 확인"


@pytest.mark.parametrize("definition", ["2-4", "2-5", "2-6", "2-7", "4-8", "4-9", "4-10"])
def test_nothing_proposed_is_wrong_in_its_form(absent, teacher, definition):
    record_measure(student=absent, code=Code.HOME_VISIT, done_on=date(2024, 4, 25), by=teacher, note="인기척 없음")
    values = proposed(definition, absent, teacher)
    fields = {each.key for each in definitions()[definition].fields}
    assert set(values) <= fields
    wrong = [each.message for each in check(definitions()[definition], values) if not MISSING.search(each.message)]
    assert wrong == []


def test_the_entry_page_opens_filled_from_the_case(client, absent, homeroom):
    builders.sign_in(client, homeroom)
    page = client.get(f"/forms/4-8/?student={absent.pk}").content.decode()
    for words in ("박하준", "2024-04-22", 'value="10"'):
        assert words in page


def test_a_form_about_a_pupil_who_is_not_absent_stays_as_it_is(school_class, teacher, pupil):
    assert proposed("4-8", pupil, teacher) == {}


# p.123 경찰 수사의뢰 요청서: <확인 및 조회 사항>; p.142 유의사항 ③


def ready(definition, absent, teacher, **changed):
    return a_paper(definition, absent, teacher, dict(definitions()[definition].sample) | changed)


def test_the_police_are_not_asked_before_the_visit(absent, teacher):
    with pytest.raises(Refused, match=r"가정방문 기록이 없습니다.*점검표\(2-6\).*p\.123.*112"):
        submit_document(document=ready("2-4", absent, teacher), by=teacher)


def test_a_search_needs_the_immigration_lookup_or_a_word_that_it_cannot_be_had(absent, teacher):
    record_measure(student=absent, code=Code.HOME_VISIT, done_on=date(2024, 4, 25), by=teacher, note="적은 내용")
    lacking = ready("2-4", absent, teacher, immigration_lookup_datetime="")
    with pytest.raises(Refused, match="출입국사실 조회 기록이 없습니다"):
        submit_document(document=lacking, by=teacher)
    impossible = ready("2-4", absent, teacher, immigration_lookup_datetime="", lookup_impossible=True)
    assert submit_document(document=impossible, by=teacher).state == "submitted"


def test_where_abuse_is_feared_the_immigration_lookup_is_left_out(absent, teacher):
    record_measure(student=absent, code=Code.HOME_VISIT, done_on=date(2024, 4, 25), by=teacher, note="적은 내용")
    paper = ready("2-4", absent, teacher, investigation_kind=["학대(의심) 수사"], immigration_lookup_datetime="")
    assert submit_document(document=paper, by=teacher).state == "submitted"


def test_the_letter_to_the_police_needs_the_request_form(absent, teacher):
    with pytest.raises(Refused, match=r"수사의뢰 요청서\(2-4\)가 없습니다"):
        submit_document(document=ready("4-10", absent, teacher), by=teacher)
    done("2-4", absent, teacher)
    assert submit_document(document=ready("4-10", absent, teacher), by=teacher).state == "submitted"


def test_the_case_page_tells_which_checks_are_missing(client, absent, homeroom, teacher):
    record_measure(student=absent, code=Code.RESIDENT_LOOKUP, done_on=builders.TODAY, by=teacher)
    page = builders.sign_in(client, homeroom).get(f"/absence-cases/{absent.pk}/").content.decode()
    assert "✓ 주민등록 조회" in page
    assert "○ 출입국사실 조회" in page
    assert f"/forms/2-4/?student={absent.pk}" in page


# p.27 집중관리카드 마련 등을 통하여 지속 관리


def test_a_watch_card_asks_for_an_entry_a_month(school_class, teacher, pupil):
    mark(school_class, teacher, pupil, TEN_DAYS[0], TEN_DAYS[3], TEN_DAYS[9])
    due = {task.code for task in the_case(school_class).open_tasks}
    assert "watch_card" in due
    assert "monthly_check" not in due
    record_measure(student=pupil, code=Code.WATCH_CARD, done_on=builders.TODAY, by=teacher)
    monthly = next(task for task in the_case(school_class).open_tasks if task.code == "monthly_check")
    assert (monthly.title, monthly.due) == ("집중관리카드 월별 기록", date(2024, 5, 31))
    record_measure(student=pupil, code=Code.MONTHLY, done_on=builders.TODAY, by=teacher, note="적은 내용")
    assert "monthly_check" not in {task.code for task in the_case(school_class).open_tasks}
