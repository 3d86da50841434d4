"""학기 진단서 (p.25–26): one paper proves the absences of a semester."""

from datetime import date

import pytest

from hakjeok.attendance.classify import ClassifyFacts, classify
from hakjeok.attendance.reasons import DustLevel, Reason
from hakjeok_web.absence_grounds import diagnoses
from hakjeok_web.absence_grounds.diagnoses import Particulars
from hakjeok_web.absence_grounds.models import Diagnosis
from hakjeok_web.attendance.diagnosed import term_diagnoses
from hakjeok_web.config.refusals import Refused
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
ON = date(2024, 5, 3)


def told(**facts) -> Particulars:
    usual = {"ground": "chronic_illness", "received_on": date(2024, 3, 6), "paper": "가온병원 진단서"}
    return Particulars(**{**usual, **facts})


def diagnosed_this_term(student, reason, on):
    return any(each.proves(reason, [on]) for each in term_diagnoses([student], on, on))


def test_a_paper_of_the_first_days_proves_the_absences_of_the_semester(pupil, teacher):
    """p.26: 학기 초 최초 제출한 진단서로 해당학기 질병결석 증빙을 갈음할 수 있음."""
    diagnoses.register(student=pupil, told=told(), by=teacher)
    assert diagnosed_this_term(pupil.pk, Reason.CHRONIC_ILLNESS, ON)
    assert not diagnosed_this_term(pupil.pk, Reason.CHRONIC_ILLNESS, date(2024, 9, 2))
    assert not diagnosed_this_term(pupil.pk, Reason.FINE_DUST_SENSITIVE, ON)


def test_dust_that_is_bad_and_a_call_before_make_an_illness(pupil, teacher):
    """p.26: 농도가 ‘나쁨’ 이상이며, 학부모가 학교에 사전 연락한 경우에 한하여 질병결석으로 인정함."""
    diagnoses.register(student=pupil, told=told(ground="fine_dust_sensitive", says_of_dust=True), by=teacher)
    found = classify(
        ClassifyFacts(
            reason=Reason.FINE_DUST_SENSITIVE, dust_level=DustLevel.BAD, guardian_notified_before=True,
            principal_approved=True, submitted_within_days=2,
            diagnosed_this_term=diagnosed_this_term(pupil.pk, Reason.FINE_DUST_SENSITIVE, ON),
        )
    )  # fmt: skip
    assert found.kind.value == "illness"


def test_a_dust_diagnosis_has_to_speak_of_dust(pupil, teacher):
    """p.25: 미세먼지와의 관련성이 드러나는 소견 또는 향후 치료의견 등이 명시된 의사의 진단서(소견서)."""
    with pytest.raises(Refused, match="미세먼지와의 관련성"):
        diagnoses.register(student=pupil, told=told(ground="fine_dust_sensitive"), by=teacher)


def test_a_humidifier_victim_needs_the_certificate(pupil, teacher):
    """p.26: 환경부로부터 가습기 살균제 건강 피해자 증명서를 발급받은 학생."""
    with pytest.raises(Refused, match="증명서가 있어야"):
        diagnoses.register(student=pupil, told=told(ground="humidifier_victim"), by=teacher)
    diagnoses.register(student=pupil, told=told(ground="humidifier_victim", has_certificate=True), by=teacher)


def test_one_diagnosis_of_a_kind_a_semester_and_the_second_is_told_of_the_first(pupil, teacher, registrar):
    diagnoses.register(student=pupil, told=told(), by=teacher)
    with pytest.raises(Refused, match="김담임 선생님이"):
        diagnoses.register(student=pupil, told=told(), by=registrar)


def test_a_cancelled_diagnosis_proves_nothing(pupil, teacher):
    made = diagnoses.register(student=pupil, told=told(), by=teacher)
    diagnoses.cancel(diagnosis=made, seen=1, reason="다른 학생", by=teacher)
    assert not diagnosed_this_term(pupil.pk, Reason.CHRONIC_ILLNESS, ON)
    diagnoses.register(student=pupil, told=told(), by=teacher)


def test_the_pages_register_list_and_cancel(client, pupil, homeroom):
    builders.sign_in(client, homeroom)
    url = f"/absences/diagnoses/new/?student={pupil.pk}"
    assert client.post(url, {"ground": "chronic_illness", "received_on": "2024-03-06"}).status_code == 422
    sent = {"ground": "chronic_illness", "received_on": "2024-03-06", "paper": "가온병원 진단서"}
    assert client.post(url, sent).status_code == 302
    assert "가온병원 진단서" in client.get("/absences/diagnoses/").content.decode()
    made = Diagnosis.objects.get()
    cancel = f"/absences/diagnoses/{made.pk}/cancellation/"
    assert client.get(cancel).status_code == 200
    assert client.post(cancel, {"reason": "다른 학생", "seen": 1}).status_code == 302
    assert client.get(cancel).status_code == 404


def test_another_classs_diagnosis_does_not_exist(client, school_class, pupil, teacher):
    made = diagnoses.register(student=pupil, told=told(), by=teacher)
    other = builders.a_homeroom(builders.a_class(school_class.school_year, 4, 3), name="이담임")
    assert builders.sign_in(client, other).get(f"/absences/diagnoses/{made.pk}/cancellation/").status_code == 404
