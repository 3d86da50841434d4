"""A diagnosis registered for the semester stands in for the evidence of its absences (p.25–26)."""

import pytest

from hakjeok_web.absence_grounds import diagnoses
from hakjeok_web.absence_grounds.diagnoses import Particulars
from hakjeok_web.absences.judging import judge
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.outstanding import read_outstanding
from hakjeok_web.absences.pupil_days import pupil_days
from hakjeok_web.schools.facts import calendars_of
from tests import builders
from tests.web.absences.desk import a_report_wanted, approved, day, entries, received

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
DUST = {"dust_level": "bad", "guardian_notified_before": True}


def diagnosed(pupil, by, ground="chronic_illness", **more):
    told = {"ground": ground, "received_on": day("3-6"), "paper": "가온병원 진단서"} | more
    return diagnoses.register(student=pupil, told=Particulars(**told), by=by)


def judged(pupil, wanted):
    return judge(wanted, pupil_days(pupil, wanted.from_on, today=builders.TODAY))


def a_report_of(pupil, client, **sent):
    usual = {
        "from_on": "2024-05-02", "reason": "chronic_illness", "absence_form": "absence", "received_on": "2024-05-03",
        "how": "paper",
    }  # fmt: skip
    return client.post(f"/absence-reports/new/?student={pupil.pk}", usual | sent).content.decode()


def test_the_diagnosis_of_the_semester_is_judged_with_by_itself(teacher, pupil):
    """p.26: 학기 초 최초 제출한 진단서로 해당학기 질병결석 증빙을 갈음할 수 있음."""
    wanted = a_report_wanted(reason="chronic_illness", papers=())
    assert judged(pupil, wanted).kind == "unexcused"
    diagnosed(pupil, teacher)
    found = judged(pupil, wanted)
    assert (found.kind, found.missing, found.diagnosis.paper) == ("illness", (), "가온병원 진단서")


def test_in_a_new_semester_it_counts_no_more(teacher, pupil):
    """p.26: 해당학기."""
    diagnosed(pupil, teacher)
    september = a_report_wanted("9-3", on="5-3", reason="chronic_illness", papers=())
    assert judged(pupil, september).diagnosis is None
    assert judged(pupil, september).kind == "unexcused"


def test_one_that_was_cancelled_counts_no_more(teacher, pupil):
    made = diagnosed(pupil, teacher)
    diagnoses.cancel(diagnosis=made, seen=made.version, reason="다른 학생의 것", by=teacher)
    assert judged(pupil, a_report_wanted(reason="chronic_illness", papers=())).diagnosis is None


def test_it_proves_its_own_illness_only(teacher, pupil):
    diagnosed(pupil, teacher)
    assert judged(pupil, a_report_wanted(reason="illness", papers=())).diagnosis is None


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (DUST, "illness"),
        (DUST | {"dust_level": "very_bad"}, "illness"),
        (DUST | {"dust_level": "normal"}, "unexcused"),
        ({"dust_level": "bad"}, "unexcused"),
        ({}, "unexcused"),
    ],
)
def test_dust_still_asks_the_level_and_the_guardians_word(teacher, pupil, told, kind):
    """p.26: 농도가 ‘나쁨’ 이상이며, 학부모가 학교에 사전 연락한 경우에 한하여 질병결석으로 인정함."""
    diagnosed(pupil, teacher, "fine_dust_sensitive", says_of_dust=True)
    assert judged(pupil, a_report_wanted(reason="fine_dust_sensitive", papers=(), told=told)).kind == kind


def test_a_victims_certificate_is_known_with_his_diagnosis(teacher, pupil):
    """p.26 바.: 가습기 살균제 건강 피해자 증명서를 발급받은 학생이 의사의 진단서."""
    diagnosed(pupil, teacher, "humidifier_victim", has_certificate=True)
    found = judged(pupil, a_report_wanted(reason="humidifier_victim", papers=()))
    assert (found.kind, found.missing) == ("illness", ())


def test_the_page_names_the_diagnosis_and_asks_for_no_paper(client, homeroom, teacher, pupil):
    builders.sign_in(client, homeroom)
    before = a_report_of(pupil, client, do="judge")
    assert "받은 서류" in before
    assert f"/absences/diagnoses/new/?student={pupil.pk}" in before
    diagnosed(pupil, teacher)
    page = a_report_of(pupil, client, do="judge")
    assert "가온병원 진단서" in page
    assert "서류를 다시 받지 않습니다(p.26)" in page
    assert "받은 서류" not in page
    assert "아직 없는 서류" not in page


def test_for_dust_the_page_still_asks_what_no_diagnosis_tells(client, homeroom, teacher, pupil):
    builders.sign_in(client, homeroom)
    diagnosed(pupil, teacher, "fine_dust_sensitive", says_of_dust=True)
    page = a_report_of(pupil, client, reason="fine_dust_sensitive", do="judge")
    assert "보호자가 미리 연락함" in page
    assert "등교시간대 미세먼지 농도" in page
    assert "받은 서류" not in page


def test_a_report_with_it_goes_into_register_and_paper(client, homeroom, office, teacher, pupil):
    diagnosed(pupil, teacher)
    builders.sign_in(client, homeroom)
    a_report_of(pupil, client, do="save")
    made = AbsenceRequest.objects.get()
    assert made.document.values["proof_checked"] == ["진단서"]
    assert made.document.values["proof_other"] == "학기 초에 낸 진단서로 갈음(가온병원 진단서)"
    approved(made, office, teacher)
    assert entries(pupil) == {"5-2": "illness absence"}
    assert "가온병원 진단서" in client.get(f"/absence-reports/{made.pk}/").content.decode()


def test_what_is_outstanding_is_the_approval_and_no_paper(school_class, teacher, pupil):
    year = school_class.school_year
    received(pupil, a_report_wanted(reason="chronic_illness", papers=()), teacher)
    calendars = calendars_of(year)
    assert [each.title for each in read_outstanding(year, calendars, today=builders.TODAY)] == [
        "결석신고 증빙서류 받기"
    ]
    diagnosed(pupil, teacher)
    assert [each.title for each in read_outstanding(year, calendars, today=builders.TODAY)] == ["결석신고서 결재 받기"]
