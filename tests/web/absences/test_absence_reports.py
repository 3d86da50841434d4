"""Reports of absence (결석신고서 2-2): reason, evidence, approval, register (p.20, 24–26, 30)."""

import pytest

from hakjeok_web.absences import actions, cancelling
from hakjeok_web.absences.judging import judge
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.pupil_days import pupil_days
from hakjeok_web.attendance import actions as register
from hakjeok_web.attendance.models import AttendanceEntry, EntryChange
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.models import Document
from tests import builders
from tests.web.absences import desk
from tests.web.absences.desk import a_report_wanted, approved, day, enter, entries, received, sent_up

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def judged(pupil, wanted):
    return judge(wanted, pupil_days(pupil, wanted.from_on, today=builders.TODAY))


def words(found):
    return " ".join(each.text for each in (*found.against, *found.warnings))


def test_a_report_writes_the_register_once_the_principal_has_approved_it(office, teacher, pupil):
    """p.25: 결석신고서를 제출하여 학교장의 승인을 받은 경우."""
    report = received(pupil, a_report_wanted("5-1", "5-2", reason_text="감기"), teacher)
    assert entries(pupil) == {}
    approved(report, office, teacher)
    assert entries(pupil) == {"5-1": "illness absence", "5-2": "illness absence"}
    change = EntryChange.objects.latest("id")
    assert (change.reason, change.note) == ("감기", "한빛초등학교-1(2024. 5. 3.)")


def test_an_entry_of_the_teacher_gets_the_kind_that_was_approved(office, school_class, teacher, pupil):
    """p.25: the day is entered at once, its kind is decided by the report."""
    enter(school_class, pupil, "5-2", "absence", "unexcused", teacher)
    approved(received(pupil, a_report_wanted("5-2"), teacher), office, teacher)
    assert entries(pupil) == {"5-2": "illness absence"}
    assert EntryChange.objects.latest("id").was_word == "미인정결석"


@pytest.mark.parametrize(("on", "kind"), [("5-1", "illness"), ("5-2", "unexcused")])
def test_a_report_comes_within_five_days(teacher, pupil, on, kind):
    """p.25: 결석한 날부터 5일 이내에 … 결석신고서를 제출."""
    assert judged(pupil, a_report_wanted("4-26", on=on)).kind == kind


def test_a_late_report_needs_the_principals_decision(office, teacher, pupil):
    """p.25; the way out of a late report is told, and its reason stays on record."""
    late = judged(pupil, a_report_wanted("4-23", on="5-3"))
    assert late.kind == "unexcused"
    assert "학교장이 정하므로 결재를 받아 주세요" in words(late)
    report = received(pupil, a_report_wanted("4-23", on="5-3", exception_reason="보호자 입원"), teacher)
    assert report.acts.get(kind="exception").note == "보호자 입원"
    desk.by_delegation("2-2", office)
    paper = sent_up(report, teacher)
    assert paper.steps.get(kind="decision").staff.role == "vice_principal"
    with pytest.raises(Refused, match="학교장"):
        desk.signed_by_all(paper, office)


def test_the_principal_may_accept_a_late_report(office, teacher, pupil):
    report = received(pupil, a_report_wanted("4-23", on="5-3", exception_reason="보호자 입원"), teacher)
    paper = desk.save_draft(
        document=report.document, values=report.document.values | desk.WRITTEN["2-2"], seen=0, by=teacher
    )
    paper = desk.offices.submitted(paper, teacher, [office.place("decision", "교장")])
    desk.offices.approve(paper, office.of("교장"))
    assert entries(pupil) == {"4-23": "illness absence"}


def test_three_days_need_the_paper_of_a_doctor(teacher, pupil):
    """p.25: 의사 진단서 또는 의견서; p.25 나.: 상습적이지 않은 2일 이내의 결석."""
    short = judged(pupil, a_report_wanted("4-30", "5-1", on="5-2"))
    long = judged(pupil, a_report_wanted("4-30", "5-2", on="5-2"))
    assert short.missing == ()
    assert [each.korean for each in long.missing] == ["의사 진단서", "의견서·소견서·진료확인서"]


def test_days_of_illness_before_count_for_the_evidence(office, school_class, teacher, pupil):
    """p.25: two reports of two days each are one absence of four."""
    for when in ("4-29", "4-30"):
        enter(school_class, pupil, when, "absence", "illness", teacher)
    found = judged(pupil, a_report_wanted("5-1", "5-2", on="5-2"))
    assert found.missing


def test_a_prescription_is_too_little_for_three_days(teacher, pupil):
    """p.25, 121: the form's note and the text differ."""
    found = judged(pupil, a_report_wanted("4-30", "5-2", on="5-2", papers=["prescription"]))
    assert found.missing


def test_a_statutory_disease_is_authorized(office, teacher, pupil):
    """p.20 가.: 법정 감염병 등으로 출석하지 못한 경우."""
    papers = ("medical_opinion",)
    approved(received(pupil, a_report_wanted(reason="infectious_disease", papers=papers), teacher), office, teacher)
    assert entries(pupil) == {"5-2": "authorized absence"}


def test_menstrual_pain_is_authorized_once_a_month_and_stays_private(office, teacher, pupil):
    """p.25 자. 1): 월 1일 결석 … 출석으로 인정함."""
    approved(received(pupil, a_report_wanted("5-2", reason="menstrual_pain"), teacher), office, teacher)
    assert entries(pupil) == {"5-2": "authorized absence"}
    assert EntryChange.objects.latest("id").reason == ""
    again = judged(pupil, a_report_wanted("5-3", reason="menstrual_pain"))
    assert again.kind != "authorized"


def test_other_absence_needs_evidence_for_the_principals_approval(teacher, pupil):
    """p.30 6.: 근거자료를 첨부하여 학교장의 결재를 득함."""
    found = judged(pupil, a_report_wanted(reason="care_of_family", papers=()))
    assert found.kind == "other"
    assert "근거자료" in words(found)


def test_two_forms_on_a_day_the_principal_chooses(office, school_class, teacher, pupil):
    """p.30: 같은 날짜에 지각·조퇴·결과가 발생된 경우에는 학교장이 판단하여 어느 한 가지 경우로만 처리함."""
    enter(school_class, pupil, "5-2", "late", "unexcused", teacher)
    with pytest.raises(Refused, match="하루에는 한 가지만 적습니다"):
        received(pupil, a_report_wanted("5-2", form="early_leave"), teacher)
    received(pupil, a_report_wanted("5-2", form="early_leave", exception_reason="조퇴로 정함"), teacher)


def test_a_day_off_cannot_be_reported(teacher, pupil):
    with pytest.raises(Refused, match="수업일이 없습니다"):
        received(pupil, a_report_wanted("4-27", "4-28"), teacher)


def test_two_requests_for_one_day_are_refused(teacher, pupil):
    received(pupil, a_report_wanted("5-2"), teacher)
    with pytest.raises(Refused, match=r"김담임 선생님이 접수한 5\. 2\.\(목\) 결석신고가 이미 있습니다"):
        received(pupil, a_report_wanted("5-1", "5-3"), teacher)


def test_a_closed_month_is_not_written_and_says_how_to_go_on(office, school_class, teacher, pupil):
    report = received(pupil, a_report_wanted("4-30", on="5-3"), teacher)
    for each in _school_days_of_april(school_class):
        register.save_cells(school_class=school_class, month=day("4-1"), entries=[], take=each, by=teacher)
    register.close_month(school_class=school_class, month=day("4-1"), by=teacher)
    assert "마감한 달" in words(judged(pupil, a_report_wanted("4-30", on="5-3", id=report.pk)))
    paper = sent_up(report, teacher)
    with pytest.raises(Refused, match="마감취소를 요청해 주세요"):
        desk.signed_by_all(paper, office)
    assert Document.objects.get(pk=paper.pk).number is None


def _school_days_of_april(school_class):
    from hakjeok_web.schools.facts import calendars_of

    return calendars_of(school_class.school_year).of(4).between(day("4-1"), day("4-30"))


@pytest.fixture
def registrar():
    return builders.actor(builders.a_staff("registrar"))


def test_cancelling_brings_back_what_stood_before(office, school_class, teacher, registrar, pupil):
    entry = register.Entry(pupil.pk, day("5-2"), "absence", "unexcused", "연락되지 않음")
    register.save_cells(school_class=school_class, month=day("5-1"), entries=[entry], by=teacher)
    report = approved(received(pupil, a_report_wanted("5-2"), teacher), office, teacher)
    cancelling.cancel(request=report, seen=report.version, reason="서류가 사실과 다름", by=registrar)
    assert entries(pupil) == {"5-2": "unexcused absence"}
    assert AttendanceEntry.objects.get(student=pupil).reason == "연락되지 않음"
    assert EntryChange.objects.filter(date=day("5-2")).count() == 3


def test_what_was_approved_and_has_begun_no_teacher_takes_back_alone(office, teacher, pupil):
    report = approved(received(pupil, a_report_wanted("5-2"), teacher), office, teacher)
    with pytest.raises(Refused, match="학적 담당이나 교감·교장이 취소합니다"):
        cancelling.cancel(request=report, seen=report.version, reason="서류가 사실과 다름", by=teacher)
    assert entries(pupil) == {"5-2": "illness absence"}


def test_the_second_of_two_people_is_told_who_did_what(teacher, pupil):
    report = received(pupil, a_report_wanted("5-2"), teacher)
    seen = report.version
    actions.change(request=report, wanted=a_report_wanted("5-1", "5-2"), seen=seen, by=teacher)
    with pytest.raises(Refused, match=r"김담임 선생님이 2024\. 5\. 3\.\(금\) .*먼저 했습니다\(내용 고침\)"):
        cancelling.cancel(request=report, seen=seen, reason="x", by=teacher)


def test_a_change_goes_into_the_paper_too(teacher, pupil):
    report = received(pupil, a_report_wanted("5-2"), teacher)
    changed = actions.change(request=report, wanted=a_report_wanted("5-1", "5-2"), seen=0, by=teacher)
    assert Document.objects.get(pk=changed.document_id).values["period"] == {"from": "2024-05-01", "to": "2024-05-02"}


def test_what_is_on_its_line_is_not_changed(office, teacher, pupil):
    report = received(pupil, a_report_wanted("5-2"), teacher)
    sent_up(report, teacher)
    with pytest.raises(Refused, match="결재 중인 신청"):
        actions.change(request=report, wanted=a_report_wanted("5-1"), seen=0, by=teacher)
    with pytest.raises(Refused, match="결재 중인 문서"):
        cancelling.cancel(request=report, seen=0, reason="x", by=teacher)


def test_a_paper_that_was_thrown_away_is_begun_anew(teacher, pupil):
    from hakjeok_web.documents.actions import discard_draft

    report = received(pupil, a_report_wanted("5-2"), teacher)
    discard_draft(document=report.document, by=teacher)
    report.refresh_from_db()
    assert report.document is None
    assert actions.begin_paper(request=report, by=teacher).values["reason"] == "질병"


def test_nobody_receives_for_another_class(office, teacher, pupil, school_class):
    other = builders.a_homeroom(builders.a_class(school_class.school_year, 4, 3), name="이담임")
    with pytest.raises(Refused, match="담임교사나 학적 담당이 접수"):
        received(pupil, a_report_wanted("5-2"), builders.actor(other))
    assert not AbsenceRequest.objects.exists()
