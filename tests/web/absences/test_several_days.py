"""One report for several separate days (띄엄띄엄 빠진 날): one paper, each day by itself (p.25)."""

from datetime import date

import pytest

from hakjeok_web.absences import actions, cancelling
from hakjeok_web.absences.forms import days_typed
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.several import receive_days
from hakjeok_web.documents.models import Document
from tests import builders
from tests.web.absences.desk import a_report_wanted, approved, day, entries, received

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
ILL = "illness absence"
VISITS = {
    "from_on": "2024-05-02", "reason": "illness", "reason_text": "정기 진료", "absence_form": "absence",
    "received_on": "2024-05-03", "how": "paper", "documents": ["medical_opinion"],
    "more_days": "5/9, 5. 16.", "do": "save",
}  # fmt: skip


@pytest.fixture
def visits(teacher, pupil):
    """Weekly visits to a hospital: 5. 2., 5. 9. and 5. 16."""
    wanted = a_report_wanted("5-2", reason_text="정기 진료", papers=["medical_opinion"])
    return receive_days(student=pupil, wanted=wanted, more_days=[day("5-9"), day("5-16")], by=teacher)


def sent(client, pupil, **more):
    return client.post(f"/absence-reports/new/?student={pupil.pk}", VISITS | more)


def text(response):
    return response.content.decode()


def test_days_are_typed_as_people_write_them():
    first = date(2024, 5, 2)
    assert days_typed("5/9, 5. 16.; 2024-05-23", first) == (
        (date(2024, 5, 9), date(2024, 5, 16), date(2024, 5, 23)), "",
    )  # fmt: skip
    assert days_typed("1/7", first) == ((date(2025, 1, 7),), "")
    assert days_typed("5/9, 모레", first) == ((), "모레")
    for no_day in ("5/40", "5/10~12", "24-5-10", "5/99999999999999999999", f"{'9' * 30}/1/1", "2024-05-10-11"):
        assert days_typed(no_day, first) == ((), no_day)


def test_one_paper_stands_for_all_of_them(client, homeroom, pupil):
    answer = sent(builders.sign_in(client, homeroom), pupil)
    assert answer.status_code == 302
    assert AbsenceRequest.objects.count() == 3
    paper = Document.objects.get()
    assert paper.values["period"] == {"from": "2024-05-02", "to": "2024-05-16"}
    assert paper.values["days"] == 3
    assert paper.values["reason"] == "정기 진료 (5. 2.(목), 5. 9.(목), 5. 16.(목))"
    page = text(client.get(answer["Location"]))
    assert "같은 서류로 신고한 날" in page
    assert "기간이 다릅니다" not in page


def test_its_approval_writes_each_day_and_nothing_between(office, teacher, pupil, visits):
    approved(visits, office, teacher)
    assert entries(pupil) == {"5-2": ILL, "5-9": ILL, "5-16": ILL}
    assert set(AbsenceRequest.objects.values_list("state", flat=True)) == {"approved"}


def test_between_them_another_request_may_stand(teacher, pupil, visits):
    received(pupil, a_report_wanted("5-7", "5-8"), teacher)
    assert AbsenceRequest.objects.count() == 4


def test_the_page_judges_every_day_before_anything_is_saved(client, homeroom, teacher, pupil):
    received(pupil, a_report_wanted("5-9"), teacher)
    page = text(sent(builders.sign_in(client, homeroom), pupil, do="judge"))
    assert "다른 날" in page
    assert "김담임 선생님이 접수한 5. 9.(목) 결석신고가 이미 있습니다" in page
    assert "5. 16.(목) 질병결석" in page


def test_where_one_day_cannot_be_none_is_received(client, homeroom, teacher, pupil):
    received(pupil, a_report_wanted("5-9"), teacher)
    answer = sent(builders.sign_in(client, homeroom), pupil)
    assert answer.status_code == 422
    assert 'id="id_more_days_error"' in text(answer)
    assert AbsenceRequest.objects.count() == 1


def test_what_is_no_day_is_told_at_its_field(client, homeroom, pupil):
    answer = sent(builders.sign_in(client, homeroom), pupil, more_days="모레")
    assert answer.status_code == 422
    assert "날짜로 읽을 수 없는 것이 있습니다(모레)" in text(answer)


def test_the_same_page_sent_twice_receives_once(client, homeroom, pupil):
    builders.sign_in(client, homeroom)
    key = "01900000-0000-7000-8000-00000000abcd"
    assert [sent(client, pupil, key=key).status_code for _ in range(2)] == [302, 302]
    assert AbsenceRequest.objects.count() == 3


def test_each_day_has_its_own_deadline(teacher, pupil):
    """p.25: 결석한 날부터 5일 이내에."""
    wanted = a_report_wanted("4-23", papers=["medical_opinion"])
    first = receive_days(student=pupil, wanted=wanted, more_days=[day("4-30")], by=teacher)
    from hakjeok_web.absences.effects import preview

    assert preview(first.document)[:1] == ("4. 23.(화): 미인정결석 1일",)
    assert "4. 30.(화): 질병결석 1일" in preview(first.document)


def test_one_day_is_cancelled_by_itself_before_and_after_the_approval(office, teacher, pupil, visits):
    last = AbsenceRequest.objects.get(from_on=day("5-16"))
    cancelling.cancel(request=last, seen=last.version, reason="예약이 바뀜", by=teacher)
    assert Document.objects.get().values["period"] == {"from": "2024-05-02", "to": "2024-05-09"}
    visits.refresh_from_db()
    approved(visits, office, teacher)
    assert entries(pupil) == {"5-2": ILL, "5-9": ILL}
    other = AbsenceRequest.objects.get(from_on=day("5-9"))
    registrar = builders.actor(builders.a_staff("registrar"))
    cancelling.cancel(request=other, seen=other.version, reason="병원에 가지 않음", by=registrar)
    assert entries(pupil) == {"5-2": ILL}


def test_one_day_is_moved_and_the_paper_goes_along(teacher, pupil, visits):
    last = AbsenceRequest.objects.get(from_on=day("5-16"))
    moved = a_report_wanted("5-17", reason_text="정기 진료", papers=["medical_opinion"])
    actions.change(request=last, wanted=moved, seen=last.version, by=teacher)
    assert Document.objects.get().values["period"] == {"from": "2024-05-02", "to": "2024-05-17"}


def test_of_two_days_of_menstrual_pain_in_a_month_the_first_is_authorized(office, teacher, pupil):
    """p.25 자. 1): 월 1일 결석."""
    wanted = a_report_wanted("5-2", reason="menstrual_pain", papers=["guardian_opinion"])
    first = receive_days(student=pupil, wanted=wanted, more_days=[day("5-16")], by=teacher)
    approved(first, office, teacher)
    assert entries(pupil) == {"5-2": "authorized absence", "5-16": ILL}
