"""Reasons on the page of a report: found by everyday words, with what they ask for; private ones for few (p.20–32)."""

import io

import openpyxl
import pytest

from hakjeok.attendance.reasons import Reason
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.accounts.models import MenuGrant
from hakjeok_web.attendance.models import AttendanceEntry, EntryChange
from hakjeok_web.attendance.reason_words import every_reason
from tests import builders
from tests.web.absences.desk import a_report_wanted, approved, received

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
PRIVATE = [each.code.value for each in every_reason() if each.is_private]


@pytest.fixture
def post(client, homeroom, pupil):
    """A function that sends the page of a new report, and gives what comes back."""
    builders.sign_in(client, homeroom)
    address = f"/absence-reports/new/?student={pupil.pk}"
    return lambda **sent: client.post(address, {"do": "judge"} | sent).content.decode()


@pytest.fixture
def nurse(school_class):
    """Somebody who was given the right to read and enter the whole school's reports, but keeps no class."""
    staff = builders.a_staff("duty", name="한보건")
    MenuGrant.objects.create(
        school_id=staff.school_id, staff=staff, menu="absence_reports", may_read=True, may_write=True, reason="보건",
        granted_by=staff.user,
    )  # fmt: skip
    return staff


@pytest.fixture
def suspension(teacher, pupil):
    wanted = a_report_wanted(
        reason="violence_offender_suspension", papers=(), reason_text="6호 조치 5일", exception_reason="심의위 결정"
    )
    return received(pupil, wanted, teacher)


def test_without_a_script_a_reason_is_found_and_picked_by_buttons(post):
    found = post(find="독감")
    assert 'name="pick" value="infectious_disease"' in found
    picked = post(find="독감", pick="infectious_disease", from_on="2024-05-02")
    assert '<option value="infectious_disease" selected>' in picked
    assert 'value="2024-05-02"' in picked
    assert 'name="pick"' not in picked


def test_the_list_of_all_reasons_stays_beside_the_search(post):
    page = post(find="가나다라")
    assert "찾은 사유가 없습니다. 더 짧은 말로" in page
    assert all(f'value="{each}"' in page for each in Reason if each not in ("field_trip", "field_trip_excess"))


def test_a_field_trip_is_sent_to_its_own_desk(post, pupil):
    assert f"/field-trips/new/?student={pupil.pk}" in post(find="가족여행")


def test_a_picked_reason_tells_at_once_what_it_asks_for(post):
    page = post(pick="care_of_family")
    assert "가족을 돌보는 등 부득이한 집안 사정" in page
    assert "사유를 보이는 근거자료" in page
    assert "p.30" in page


def test_an_illness_tells_its_papers_by_its_length(post):
    """p.25 가, 나."""
    page = post(pick="illness")
    assert "2일까지는 의사 진단서" in page
    assert "더 길거나 상습적이면 의사 진단서 또는 의견서" in page


def test_where_a_committee_deliberates_the_page_says_so(client, post, pupil):
    """p.20: 관련 공문을 근거로 학업성적관리위원회 심의를 거쳐 출석으로 처리하고."""
    page = post(pick="representative_event")
    assert "학업성적관리위원회의 심의를 거쳐야 합니다" in page
    assert 'href="/committees/">위원회</a></dd>' not in page
    builders.sign_in(client, builders.a_staff("registrar"))
    assert 'href="/committees/">위원회</a></dd>' in post(pick="representative_event")


@pytest.mark.parametrize(("done", "word"), [("", "출석인정결석"), ("True", "출석인정결석"), ("False", "미인정결석")])
def test_lessons_that_are_not_made_up_yet_count_for_nothing(post, done, word):
    """p.21: 수업결손 보충 최종 확인(보충 의무 미이행시 미인정 처리)."""
    sent = {"from_on": "2024-05-02", "received_on": "2024-05-03", "how": "paper", "absence_form": "absence"}
    page = post(reason="representative_event", documents=["official_letter"], make_up_done=done, **sent)
    assert f"<strong>{word} 1일</strong>" in page


def test_a_reason_that_nobody_knows_is_none(post):
    assert "목록에 없는 것입니다" in post(pick="x", do="save")


@pytest.mark.parametrize("reason", PRIVATE)
def test_the_register_does_not_name_what_is_private(office, teacher, pupil, reason):
    wanted = a_report_wanted(reason=reason, reason_text="알려지면 안 되는 말", exception_reason="학교장이 정함")
    approved(received(pupil, wanted, teacher), office, teacher)
    assert AttendanceEntry.objects.get().reason == ""
    assert EntryChange.objects.get().reason == ""


def test_all_that_the_guide_names_is_private():
    """p.24–26: 생리통, 학교폭력 4–6호, 징계, 경찰 선도."""
    named = {
        "menstrual_pain", "violence_victim", "violence_victim_protection", "violence_offender_social_service",
        "violence_offender_special_education", "violence_offender_suspension", "school_service", "social_service",
        "special_education_order", "discipline_suspension", "home_learning_order", "police_guidance",
    }  # fmt: skip
    assert named <= set(PRIVATE)


def test_what_was_typed_makes_a_reason_private_too(teacher, pupil):
    made = received(pupil, a_report_wanted(reason="illness", reason_text="생리통이 심함"), teacher)
    approved_words = a_report_wanted(reason="illness", reason_text=made.reason_text).words
    assert approved_words == ""


class TestWhoIsTold:
    def test_the_list_tells_few(self, client, suspension, homeroom, nurse):
        assert "6호 조치 5일" in self.text(client, homeroom, "/absence-reports/")
        others = self.text(client, nurse, "/absence-reports/")
        assert "6호" not in others
        assert "출석정지" not in others
        assert "알리지 않음" in others

    @pytest.mark.parametrize("role", ["registrar", "vice_principal", "principal"])
    def test_registrar_and_heads_read_it(self, client, suspension, role):
        page = self.text(client, builders.a_staff(role), f"/absence-reports/{suspension.pk}/")
        assert "6호 조치 5일" in page

    def test_the_page_tells_few(self, client, suspension, nurse):
        page = self.text(client, nurse, f"/absence-reports/{suspension.pk}/")
        assert "박하준" in page
        assert "가린 사유입니다" in page
        assert not [word for word in ("6호", "출석정지", "심의위 결정", "p.26", "미인정결석") if word in page]

    @pytest.mark.parametrize("page", ["edit", "cancellation"])
    def test_who_is_not_told_does_not_change_it(self, client, suspension, nurse, page):
        assert builders.sign_in(client, nurse).get(f"/absence-reports/{suspension.pk}/{page}/").status_code == 403

    def test_who_entered_it_knows_it(self, client, nurse, pupil):
        received(pupil, a_report_wanted(reason="police_guidance"), builders.actor(nurse))
        made = AbsenceRequest.objects.get()
        assert "경찰관서의 선도프로그램" in self.text(client, nurse, f"/absence-reports/{made.pk}/")

    def test_the_file_tells_few(self, client, suspension, homeroom, nurse):
        assert "6호 조치 5일" in self.cells(client, homeroom)
        others = self.cells(client, nurse)
        assert "6호 조치 5일" not in others
        assert "알리지 않음" in others

    def test_what_is_no_secret_is_told_to_all_who_read_the_list(self, client, teacher, pupil, nurse):
        received(pupil, a_report_wanted(reason_text="감기"), teacher)
        assert "감기" in self.text(client, nurse, "/absence-reports/")

    def text(self, client, staff, address):
        return builders.sign_in(client, staff).get(address).content.decode()

    def cells(self, client, staff):
        answer = builders.sign_in(client, staff).post("/absence-reports/excel/", {"purpose": "점검"})
        sheet = openpyxl.load_workbook(
            io.BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content)
        )
        return [cell.value for each in sheet for row in each.iter_rows() for cell in row]
