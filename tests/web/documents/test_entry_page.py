"""The entry page of a paper: filled from the records, saved whatever was typed, checked before it is submitted."""

import json
import uuid

import pytest

from hakjeok_web.accounts.models import AccessEntry
from hakjeok_web.documents.models import Document
from hakjeok_web.students.models import Guardian
from tests import builders
from tests.web.documents.every_field import COMPLETE, a_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
NOTICE = {
    "addressee": "박보호", "student_name": "박하준", "visit_datetime": "2024-05-07T14:30",
    "visit_place": "한빛초등학교 1층 상담실", "school_phone": "02-0000-0001", "issue_date": "2024-05-03",
    "principal_seal": "한빛초등학교장",
}  # fmt: skip


@pytest.fixture
def pupil(school_class):
    pupil = builders.a_pupil(school_class, number=7, name="박하준")
    Guardian.objects.create(school_id=builders.HANBIT, student=pupil, name="박보호", phone="010-0000-1234")
    return pupil


@pytest.fixture
def writing(client, homeroom, pupil):
    """The teacher's browser on a draft with every kind of field."""
    draft = a_draft(homeroom, pupil=pupil)
    builders.sign_in(client, homeroom)
    client.draft, client.address = draft, f"/documents/{draft.pk}/edit/"
    return client


def send(writing, **typed):
    """Send the page as it is now; what is saved, and the answer."""
    writing.draft.refresh_from_db()
    answer = writing.post(writing.address, {"version": writing.draft.version, "together-lines": 1, **typed})
    writing.draft.refresh_from_db()
    return writing.draft.values, answer


def test_opening_a_form_makes_no_draft(client, homeroom, pupil):
    page = builders.sign_in(client, homeroom).get(f"/forms/2-3/?student={pupil.pk}").content.decode()
    assert "기록에서 가져옴" in page
    assert not Document.objects.exists()


def test_an_incomplete_page_is_kept_and_can_be_opened_again(client, homeroom, pupil):
    builders.sign_in(client, homeroom)
    answer = client.post(f"/forms/2-3/?student={pupil.pk}", {"visit_place": "1층 상담실", "act": "save"})
    draft = Document.objects.get()
    assert answer["Location"] == f"/documents/{draft.pk}/edit/"
    assert (draft.values, draft.pupil_id, draft.state) == ({"visit_place": "1층 상담실"}, pupil.pk, "draft")
    assert "1층 상담실" in client.get(answer["Location"]).content.decode()


def test_what_is_missing_is_named_at_its_field_and_everything_typed_stays(client, homeroom, pupil):
    builders.sign_in(client, homeroom)
    sent = NOTICE | {"visit_datetime": "", "act": "submit"}
    answer = client.post(f"/forms/2-3/?student={pupil.pk}", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_visit_datetime"' in page
    assert "한빛초등학교 1층 상담실" in page
    assert f'action="/documents/{Document.objects.get().pk}/edit/"' in page


def test_a_complete_page_leads_to_the_paper(client, homeroom, pupil):
    builders.sign_in(client, homeroom)
    answer = client.post(f"/forms/2-3/?student={pupil.pk}", NOTICE | {"act": "submit"})
    assert answer["Location"] == f"/documents/{Document.objects.get().pk}/"


def test_the_same_page_sent_twice_makes_one_draft_and_the_second_sending_stays(client, homeroom, pupil):
    builders.sign_in(client, homeroom)
    sent = NOTICE | {"key": str(uuid.uuid4()), "version": "0"}
    first = client.post(f"/forms/2-3/?student={pupil.pk}", sent)
    second = client.post(f"/forms/2-3/?student={pupil.pk}", sent | {"visit_place": "강당"})
    assert first["Location"] == second["Location"]
    assert Document.objects.get().values["visit_place"] == "강당"


def test_saving_by_itself_makes_the_draft_and_says_what_is_wrong_at_each_field(client, homeroom, pupil):
    builders.sign_in(client, homeroom)
    answer = client.post(
        f"/forms/2-3/?student={pupil.pk}", {"school_phone": "전화 없음", "key": str(uuid.uuid4())},
        headers={"X-Autosave": "1"},
    ).json()  # fmt: skip
    draft = Document.objects.get()
    assert (answer["address"], answer["version"], answer["saved"]) == (f"/documents/{draft.pk}/edit/", 0, "09:00")
    assert answer["problems"]["school_phone"].startswith("전화번호로 읽을 수 없습니다")
    assert not AccessEntry.objects.filter(function="documents:entry").exists()


def test_every_kind_of_field_keeps_its_value(writing):
    values, _ = send(
        writing, student_sex="남", away="2024-05-07", **{"away-to": "2024. 5. 8."}, days="1,234일", back_on="20240509",
        meets_at="2024-05-10T14:00", went_before="아니오", kind="친척 방문", papers=["계획서"], signature="박보호",
        **{"together-1-name": "김서연", "together-1-goes": "예", "meals-1-count": "3"},
    )  # fmt: skip
    assert values == {
        "student_sex": "남", "away": {"from": "2024-05-07", "to": "2024-05-08"}, "days": 1234,
        "back_on": "2024-05-09", "meets_at": "2024-05-10T14:00", "went_before": False, "kind": "친척 방문",
        "papers": ["계획서"], "signature": "박보호", "together": [{"name": "김서연", "goes": True}],
        "meals": [{"meal": "아침", "count": 3}, {"meal": "점심"}],
    }  # fmt: skip
    page = writing.get(writing.address).content.decode()
    assert 'value="2024-05-08"' in page
    assert "항공권이나 배표처럼" in page


def test_what_cannot_be_read_stays_as_it_was_typed_with_its_sentence(writing):
    values, answer = send(writing, days="사흘쯤", back_on="다음 주", act="submit")
    page = answer.content.decode()
    assert (values["days"], values["back_on"]) == ("사흘쯤", "다음 주")
    assert 'value="다음 주"' in page
    assert "숫자가 아닙니다" in page
    assert 'type="text" name="back_on"' in writing.get(writing.address).content.decode()


def test_a_draft_with_wrong_text_can_be_looked_at_as_a_paper(writing):
    send(writing, days="사흘쯤", back_on="다음 주", **{"together-1-born": "모름", "together-1-name": "김서연"})
    page = writing.get(f"/documents/{writing.draft.pk}/").content.decode()
    assert "김서연" in page
    assert "모름" not in page


def test_no_whole_resident_number_is_kept(writing):
    values, _ = send(writing, student_rrn="140503-3123456")
    assert values["student_rrn"] == "140503-3******"


def test_lines_of_a_table_are_added_and_removed_without_a_script(writing):
    values, answer = send(writing, act="add:together", **{"together-1-name": "김서연"})
    assert values["together"] == [{"name": "김서연"}, {}]
    assert answer["Location"].endswith("/edit/#table-together")
    typed = {"together-lines": 2, "together-1-name": "김서연", "together-2-name": "이도윤"}
    values, _ = send(writing, act="remove:together:1", **typed)
    assert values["together"] == [{"name": "이도윤"}]


def test_lines_that_nobody_wrote_in_do_not_count_when_the_paper_is_submitted(writing):
    typed = {**COMPLETE, "together-lines": 3, "together-2-name": "이도윤", "act": "submit"}
    values, answer = send(writing, **typed)
    assert answer.status_code == 302
    assert values["together"] == [{"name": "이도윤"}]


def test_a_wrong_cell_is_named_with_its_line(writing):
    typed = {**COMPLETE, "together-lines": 2, "together-1-name": "김서연", "together-2-born": "모름", "act": "submit"}
    _, answer = send(writing, **typed)
    page = answer.content.decode()
    assert 'href="#id_together-2-born"' in page
    assert "함께 가는 학생 2째 줄 성명: 비어 있습니다." in page


def test_two_windows_do_not_write_over_each_other(writing):
    send(writing, reason="먼저 쓴 까닭")
    answer = writing.post(writing.address, {"version": 0, "reason": "나중에 쓴 까닭", "together-lines": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "김담임 선생님이 09:00에 다른 창에서 먼저 저장했습니다" in page
    assert "먼저 쓴 까닭" in page
    assert "나중에 쓴 까닭" in page
    values, _ = send(writing, reason="나중에 쓴 까닭")
    assert values["reason"] == "나중에 쓴 까닭"


def test_saving_by_itself_in_two_windows_is_told_and_saves_nothing(writing):
    send(writing, reason="먼저")
    answer = writing.post(writing.address, {"version": 0, "reason": "나중"}, headers={"X-Autosave": "1"})
    assert answer.status_code == 409
    assert json.loads(answer.content)["version"] == 1
    writing.draft.refresh_from_db()
    assert writing.draft.values["reason"] == "먼저"


def test_what_the_records_know_can_be_read_anew(writing):
    values, _ = send(writing, student_name="박하쥰", reason="여행", act="reload")
    assert (values["student_name"], values["phone"], values["reason"]) == ("박하준", "010-0000-1234", "여행")


def test_a_draft_is_its_writer_s_alone(writing):
    colleague = builders.a_staff("registrar")
    assert builders.sign_in(writing, colleague).get(writing.address).status_code == 404


def test_a_submitted_paper_is_not_written_on(client, homeroom, writing):
    send(writing, **COMPLETE)
    builders.approved(writing.draft)
    assert writing.get(writing.address)["Location"] == f"/documents/{writing.draft.pk}/"
    assert writing.post(writing.address, {"reason": "다시"}).status_code == 302
    writing.draft.refresh_from_db()
    assert "reason" not in writing.draft.values


def test_a_draft_is_deleted_after_one_question(writing):
    address = f"/documents/{writing.draft.pk}/discard/"
    assert "되돌릴 수 없습니다" in writing.get(address).content.decode()
    writing.post(address)
    assert not Document.objects.exists()


def test_forms_are_found_by_plain_words(client, homeroom):
    builders.sign_in(client, homeroom)
    page = client.get("/forms/?q=결석 통지").content.decode()
    assert "미인정결석학생 내교통지서" in page
    assert "취학의무 유예(면제) 결정" not in page
    assert "찾는 말과 맞는 서식이 없습니다" in client.get("/forms/?q=낙타").content.decode()


def test_the_forms_used_last_come_first(client, homeroom, pupil):
    builders.sign_in(client, homeroom)
    assert "최근에 쓴 서식" not in client.get("/forms/").content.decode()
    client.post(f"/forms/2-3/?student={pupil.pk}", NOTICE)
    assert "최근에 쓴 서식" in client.get("/forms/").content.decode()


def test_only_official_drafts_are_offered_to_begin_with(client, homeroom):
    page = builders.sign_in(client, homeroom).get("/documents/new/").content.decode()
    assert "/forms/1-5/" in page
    assert "/forms/2-3/" not in page
