"""The guardian writes on the teacher's tablet: his part alone, and what he sends is in the teacher's draft."""

import pytest

from tests import builders
from tests.web.documents.every_field import COMPLETE, a_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.fixture
def draft(client, homeroom, pupil):
    builders.sign_in(client, homeroom)
    return a_draft(homeroom, pupil=pupil, values={"teacher_check": "확인함", "reason": "선생님이 적은 까닭"})


def address(draft):
    return f"/documents/{draft.pk}/guardian/"


def test_he_sees_his_part_the_consent_in_full_and_no_way_elsewhere(client, draft):
    page = client.get(address(draft)).content.decode()
    for words in ("체험학습 처리", "성명, 연락처", "한 해", "교육지원청", "4학년 2반 7번 박하준"):
        assert words in page
    for hidden in ("담임 확인", "접수번호", "학교장", "주 메뉴", "학생 넣기"):
        assert hidden not in page


def test_what_he_sends_is_in_the_draft_and_the_school_s_part_stays(client, draft):
    answer = client.post(address(draft), COMPLETE | {"version": 0, "act": "send"})
    assert answer["Location"] == f"{address(draft)}sent/"
    assert "화면을 선생님에게 돌려주세요" in client.get(answer["Location"]).content.decode()
    draft.refresh_from_db()
    assert (draft.values["signature"], draft.values["teacher_check"]) == ("박보호", "확인함")
    assert "reason" not in draft.values  # he emptied it


def test_what_he_left_out_is_told_and_nothing_is_lost(client, draft):
    answer = client.post(address(draft), COMPLETE | {"version": 0, "signature": "", "act": "send"})
    assert answer.status_code == 422
    draft.refresh_from_db()
    assert draft.values["days"] == 2


def test_lines_are_added_on_his_page_too(client, draft):
    answer = client.post(address(draft), {"version": 0, "together-lines": 1, "act": "add:together"})
    assert answer["Location"] == f"{address(draft)}#table-together"
    draft.refresh_from_db()
    assert len(draft.values["together"]) == 2


def test_a_form_that_the_school_writes_is_not_shown_to_guardians(client, homeroom, draft):
    client.post("/forms/2-3/", {"act": "save"})
    notice = type(draft).objects.get(definition="2-3")
    assert client.get(address(notice)).status_code == 404


def test_a_guardian_s_part_in_two_windows_is_not_written_over(client, draft):
    client.post(address(draft), COMPLETE | {"version": 0, "act": "send"})
    answer = client.post(address(draft), COMPLETE | {"version": 0, "days": "9", "act": "send"})
    assert "다른 창에서 먼저 저장했습니다" in answer.content.decode()
