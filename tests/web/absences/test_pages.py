"""The pages of requests: receiving, judging at once, correcting, cancelling, reporting; two people at once."""

import re
import uuid

import pytest

from hakjeok_web.absences import cancelling
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents import handing_over
from hakjeok_web.documents.actions import submit_document
from hakjeok_web.documents.models import Document
from tests import builders
from tests.web.absences import desk
from tests.web.absences.desk import a_report_wanted, a_trip_wanted, approved, entries, received

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
TRIP = {
    "from_on": "2024-05-07", "to_on": "2024-05-08", "purpose": "trip", "reason_text": "가족여행",
    "adult_companion": "on",
    "received_on": "2024-05-03", "how": "paper", "original_seen": "on",
}  # fmt: skip
REPORT = {
    "from_on": "2024-05-02", "reason": "illness", "reason_text": "감기", "absence_form": "absence",
    "received_on": "2024-05-03",
    "how": "paper", "documents": ["guardian_opinion"],
}  # fmt: skip


@pytest.fixture
def client_of(client, homeroom):
    return builders.sign_in(client, homeroom)


@pytest.fixture
def later(client, homeroom, time_machine):
    """A function that moves the day and signs the teacher in again."""

    def move(day):
        time_machine.move_to(f"2024-{day}T09:00:00+09:00", tick=False)
        return builders.sign_in(client, homeroom)

    return move


TRIP_PAPER = {
    "student_name": "박하준", "student_sex": "남", "student_class": "4학년 2반 7번", "contact_phone": "010-0000-0007",
    "period": "2024-05-07", "period-to": "2024-05-08", "days": "2", "purpose": "가족여행", "place": "경주",
    "plan": "첨성대를 봅니다.", "apply_date": "2024-05-03",
}  # fmt: skip


def taken_back(client):
    """The teacher has the screen again, as after a factor."""
    session = client.session
    session.pop("handed_over")
    session.save()


def post(client, address, sent, do="save", **more):
    return client.post(address, sent | {"do": do} | more)


def text(response):
    return response.content.decode()


def test_a_trip_is_received_and_its_paper_begun(client_of, pupil):
    answer = post(client_of, f"/field-trips/new/?student={pupil.pk}", TRIP)
    trip = AbsenceRequest.objects.get()
    assert answer["Location"] == f"/field-trips/{trip.pk}/"
    assert trip.document.values["period"] == {"from": "2024-05-07", "to": "2024-05-08"}
    page = text(client_of.get(answer["Location"]))
    assert "서식을 채우고 서명을 받아 상신해 주세요" in page
    assert "원본을 보았음" in page
    assert "가족여행" in text(client_of.get("/field-trips/"))


def test_the_judgement_stands_beside_the_form_before_anything_is_saved(client_of, pupil):
    answer = post(client_of, f"/field-trips/new/?student={pupil.pk}", TRIP | {"to_on": "2024-05-30"}, do="judge")
    assert answer.status_code == 200
    assert "한 번에 연속 10일까지" in text(answer)
    assert not AbsenceRequest.objects.exists()


def test_a_refusal_keeps_what_was_typed_and_stands_at_its_field(client_of, pupil):
    answer = post(client_of, f"/field-trips/new/?student={pupil.pk}", TRIP | {"from_on": "2024-05-03", "to_on": ""})
    assert answer.status_code == 422
    assert "3일 전까지" in text(answer)
    assert 'value="가족여행"' in text(answer)
    assert 'id="id_from_on_error"' in text(answer)


def test_the_same_page_sent_twice_receives_once(client_of, pupil):
    key = str(uuid.uuid4())
    answers = [post(client_of, f"/field-trips/new/?student={pupil.pk}", TRIP, key=key) for _ in range(2)]
    assert [each.status_code for each in answers] == [302, 302]
    assert AbsenceRequest.objects.count() == 1


def test_an_empty_form_is_told_what_is_missing(client_of, pupil):
    answer = post(client_of, f"/absence-reports/new/?student={pupil.pk}", {})
    assert answer.status_code == 422
    assert "날짜가 비어 있습니다" in text(answer)


def test_what_a_reason_asks_besides_is_asked_with_it(client_of, pupil):
    """p.26: 미세먼지 … 학부모가 학교에 사전 연락한 경우에 한하여."""
    dust = post(
        client_of, f"/absence-reports/new/?student={pupil.pk}", REPORT | {"reason": "fine_dust_sensitive"}, do="x"
    )
    assert "보호자가 미리 연락함" in text(dust)
    assert "보호자가 미리 연락함" not in text(
        post(client_of, f"/absence-reports/new/?student={pupil.pk}", REPORT, do="x")
    )


def test_the_pupil_is_found_first(client_of, pupil):
    assert "누구의 결석신고인지" in text(client_of.get("/absence-reports/new/"))
    assert f"?student={pupil.pk}" in text(client_of.get("/absence-reports/new/?q=박하준"))


def test_a_pupil_of_another_class_does_not_exist_here(client_of, school_class):
    other = builders.a_pupil(builders.a_class(school_class.school_year, 4, 3), number=1, name="나라온")
    assert client_of.get(f"/field-trips/new/?student={other.pk}").status_code == 404
    assert client_of.get("/field-trips/new/?student=x").status_code == 404


def test_the_second_of_two_people_on_one_request_is_told(client_of, teacher, pupil):
    trip = received(pupil, a_trip_wanted("5-7"), teacher)
    first = post(client_of, f"/field-trips/{trip.pk}/edit/", TRIP, version="0")
    assert first.status_code == 302
    second = post(client_of, f"/field-trips/{trip.pk}/edit/", TRIP | {"to_on": "2024-05-09"}, version="0")
    assert second.status_code == 422
    assert "김담임 선생님이 2024. 5. 3.(금) 09:00에 먼저 했습니다(내용 고침)" in text(second)
    assert str(AbsenceRequest.objects.get().to_on) == "2024-05-08"


def test_a_homeroom_teacher_finds_his_own_class_without_looking_for_it(client_of, client, pupil):
    link = f'href="?student={pupil.pk}"'
    assert link in text(client_of.get("/absence-reports/new/"))
    builders.sign_in(client, builders.a_staff("registrar"))
    assert link not in text(client.get("/absence-reports/new/"))


def test_a_permission_by_telephone_after_the_start_is_told_at_its_own_field(client_of, pupil):
    sent = TRIP | {"from_on": "2024-05-02", "to_on": "2024-05-02", "phone_approved_on": "2024-05-03"}
    answer = post(client_of, f"/field-trips/new/?student={pupil.pk}", sent)
    assert answer.status_code == 422
    assert "체험학습을 시작하는 5. 2.(목)까지 받은 허가만 사전 허가입니다(p.35)" in text(answer)


def test_cancelling_asks_why(client_of, office, teacher, pupil):
    trip = approved(received(pupil, a_trip_wanted("5-7"), teacher), office, teacher)
    address = f"/field-trips/{trip.pk}/cancellation/"
    assert client_of.post(address, {"reason": ""}).status_code == 422
    assert client_of.post(address, {"reason": "여행을 가지 않음", "version": trip.version}).status_code == 302
    assert entries(pupil) == {}
    assert "여행을 가지 않음" in text(client_of.get(f"/field-trips/{trip.pk}/"))


def test_the_guardian_writes_first_and_the_teacher_receives_what_he_wrote(client_of, pupil):
    answer = client_of.post(f"/field-trips/tablet/?student={pupil.pk}")
    paper = Document.objects.get()
    assert answer["Location"] == f"/documents/{paper.pk}/guardian/"
    signed = {"student_signature": "박하준", "guardian_signature": "박보호"}
    client_of.post(answer["Location"], TRIP_PAPER | signed | {"version": paper.version, "act": "send"})
    taken_back(client_of)
    assert "접수하지 않은 교외체험학습 신청서 1" in text(client_of.get("/field-trips/"))
    address = f"/field-trips/new/?student={pupil.pk}&paper={paper.pk}"
    page = text(client_of.get(address))
    assert 'value="2024-05-07"' in page
    assert post(client_of, address, TRIP | {"how": "guardian"}).status_code == 302
    assert AbsenceRequest.objects.get().document_id == paper.pk
    assert "접수하지 않은" not in text(client_of.get("/field-trips/"))


REPORT_PAPER = {
    "student_name": "박하준", "student_class": "4학년 2반 7번", "timing": "하였으므로", "period": "2024-05-02",
    "period-to": "2024-05-02", "days": "5", "reason": "감기로 열이 남", "proof": ["병원처방전 또는 약봉투"],
    "submit_date": "2024-05-03", "guardian_signature": "박보호",
}  # fmt: skip


class TestAGuardianSReport:
    """What the guardian has written stays; what the school says of it is filled in when it is received."""

    @pytest.fixture
    def paper(self, client_of, pupil):
        address = client_of.post(f"/absence-reports/tablet/?student={pupil.pk}")["Location"]
        paper = Document.objects.get()
        client_of.post(address, REPORT_PAPER | {"version": paper.version, "act": "send"})
        taken_back(client_of)
        paper.refresh_from_db()
        return paper

    @pytest.fixture
    def address(self, pupil, paper):
        return f"/absence-reports/new/?student={pupil.pk}&paper={paper.pk}"

    def test_the_papers_that_he_ticked_are_told_and_ticked(self, client_of, address):
        page = text(client_of.get(address))
        assert "보호자가 표시한 증명서류: 병원처방전 또는 약봉투" in page
        assert re.search(r'value="prescription"[^>]*checked', page)

    def test_days_kind_and_checked_papers_are_the_school_s(self, client_of, address, paper):
        sent = REPORT | {"how": "guardian", "documents": ["prescription"]}
        assert post(client_of, address, sent).status_code == 302
        paper.refresh_from_db()
        filled = {key: paper.values[key] for key in ("days", "absence_kind", "proof_checked", "reason")}
        assert filled == {"days": 1, "absence_kind": "질병", "proof_checked": ["처방전"], "reason": "감기로 열이 남"}

    def test_further_days_and_their_cancelling_leave_his_words(self, client_of, address, paper, teacher):
        sent = {"how": "guardian", "documents": ["medical_opinion"], "reason_text": "진료", "more_days": "5/9"}
        assert post(client_of, address, REPORT | sent).status_code == 302
        his = {key: paper.values[key] for key in ("timing", "reason", "proof", "submit_date", "guardian_signature")}
        paper.refresh_from_db()
        assert (paper.values["period"], paper.values["days"]) == ({"from": "2024-05-02", "to": "2024-05-09"}, 2)
        assert paper.values["proof_checked"] == ["의견서"]
        assert his.items() <= paper.values.items()
        more = AbsenceRequest.objects.get(from_on="2024-05-09")
        cancelling.cancel(request=more, seen=more.version, reason="가지 않음", by=teacher)
        paper.refresh_from_db()
        assert (paper.values["period"], paper.values["days"]) == ({"from": "2024-05-02", "to": "2024-05-02"}, 1)
        assert his.items() <= paper.values.items()

    def test_what_was_received_is_never_removed_as_unsent(self, client_of, address, paper):
        begun = paper.values | {handing_over.MARK: {"began_it": True, "sent_at": "2024-05-03T09:00"}}
        Document.objects.filter(pk=paper.pk).update(values=begun)
        post(client_of, address, REPORT | {"how": "guardian", "documents": ["prescription"]})
        client_of.post(f"/documents/{paper.pk}/handing-over/", {"part": ""})
        paper.refresh_from_db()
        assert not handing_over.handing_of(paper).sent_at
        assert not handing_over.unsent_ones(Document.objects.all()).exists()

    def test_without_the_teacher_s_confirmation_it_goes_nowhere(self, client_of, office, address, paper, teacher):
        post(client_of, address, REPORT | {"how": "guardian", "documents": ["prescription"]})
        paper.refresh_from_db()
        with pytest.raises(Refused, match="확인방법"):
            submit_document(document=paper, by=teacher)


def test_a_page_that_was_never_sent_is_the_teacher_s_to_go_on_with_or_to_remove(client_of, pupil):
    client_of.post(f"/absence-reports/tablet/?student={pupil.pk}")
    taken_back(client_of)
    page = text(client_of.get("/absence-reports/"))
    assert "보내지 않음 1" in page
    assert "접수하기" not in page
    paper = Document.objects.get()
    assert f"/documents/{paper.pk}/handing-over/?back=/absence-reports/" in page
    assert client_of.get(f"/absence-reports/new/?student={pupil.pk}&paper={paper.pk}").status_code == 404
    client_of.post(f"/documents/{paper.pk}/discard/")
    assert "보내지 않음" not in text(client_of.get("/absence-reports/"))


def test_an_own_draft_of_the_teacher_is_no_guardian_s(client_of, pupil):
    client_of.post(f"/forms/2-2/?student={pupil.pk}", {"act": "save"})
    page = text(client_of.get("/absence-reports/"))
    assert "접수하지 않은" not in page
    assert "보내지 않음" not in page


def test_an_application_says_nothing_of_its_report(client_of, pupil):
    client_of.post(f"/field-trips/tablet/?student={pupil.pk}")
    assert [key for key in Document.objects.get().values if key.startswith("report")] == []


def test_the_guardian_writes_the_report_after_the_trip(client_of, office, teacher, pupil, later):
    trip = approved(received(pupil, a_trip_wanted("5-7"), teacher), office, teacher)
    address = f"/field-trips/{trip.pk}/report/"
    assert client_of.post(address, {"report_on": "2024-05-03", "do": "tablet"}).status_code == 422
    later("05-08")
    page = client_of.post(address, {"report_on": "2024-05-08", "do": "tablet"})["Location"]
    shown = text(client_of.get(page))
    assert 'name="report_content"' in shown
    assert 'name="plan"' not in shown
    written = Document.objects.get(pk=page.split("/")[2])
    assert written.values["report_date"] == "2024-05-08"
    assert "report_guardian_signature" not in written.values


def test_a_late_report_offers_the_two_ways(client_of, office, teacher, pupil, later):
    trip = approved(received(pupil, a_trip_wanted("5-7"), teacher), office, teacher)
    later("05-16")
    assert "보고서 늦음" in text(client_of.get("/field-trips/"))
    address = f"/field-trips/{trip.pk}/report/"
    page = text(client_of.get(address))
    assert "학교장 결재로" in page
    assert "미인정결석으로 바꾸기" in page
    assert client_of.post(address, {"report_on": "2024-05-16", "do": "unexcused"}).status_code == 302
    assert entries(pupil) == {"5-7": "unexcused absence"}


def test_a_report_in_time_closes_the_trip_on_the_page(client_of, office, teacher, pupil, later):
    trip = approved(received(pupil, a_trip_wanted("5-7"), teacher), office, teacher)
    later("05-08")
    address = f"/field-trips/{trip.pk}/report/"
    early = client_of.post(address, {"report_on": "2024-05-06", "confirmed": "on", "do": "take"})
    assert early.status_code == 422
    assert client_of.post(address, {"report_on": "2024-05-08", "confirmed": "on", "do": "take"}).status_code == 302
    assert "마침" in text(client_of.get(f"/field-trips/{trip.pk}/"))


def test_contacts_during_a_long_trip_are_noted(client_of, office, teacher, pupil, later):
    """p.23: 기간 중 1회 이상 학생이 담임교사에게 연락하도록 함."""
    trip = approved(received(pupil, a_trip_wanted("5-7", "5-14"), teacher), office, teacher)
    later("05-10")
    assert "아직 적은 것이 없습니다" in text(client_of.get(f"/field-trips/{trip.pk}/"))
    client_of.post(f"/field-trips/{trip.pk}/contacts/", {"on": "2024-05-10", "told": "전화"})
    assert "학생이 연락했습니다" in text(client_of.get(f"/field-trips/{trip.pk}/"))


def test_the_approver_reads_what_will_change(client, office, school_class, teacher, pupil):
    desk.enter(school_class, pupil, "5-2", "absence", "unexcused", teacher)
    report = received(pupil, a_report_wanted("5-2"), teacher)
    desk.sent_up(report, teacher)
    page = text(builders.sign_in(client, office.staff["교장"]).get(f"/documents/{report.document_id}/"))
    assert "5. 2.(목): 질병결석 1일" in page
    assert "미인정결석 → 질병결석" in page
