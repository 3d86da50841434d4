"""The guardian writes on the teacher's tablet: his part alone, and what he sends is in the teacher's draft."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from hakjeok_web.documents import handing_over, jobs
from hakjeok_web.documents.forms import EntryForm
from hakjeok_web.documents.guardian_side import is_for_guardians, merged, parts_of_guardian
from hakjeok_web.documents.handing_over import MARK
from hakjeok_web.documents.models import Document, GeneratedFile, Job
from hakjeok_web.documents.rendering import definitions
from hakjeok_web.schools.models import School
from tests import builders
from tests.web.documents.drawings import signed
from tests.web.documents.every_field import COMPLETE, a_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
TASK = "documents.forget_expired_of_school"
FIXED = [{"meal": "아침"}, {"meal": "점심"}]


@pytest.fixture
def draft(client, homeroom, pupil):
    """A draft that its teacher has handed over."""
    builders.sign_in(client, homeroom)
    values = {"teacher_check": "확인함", "reason": "선생님이 적은 까닭", "signature": "박보호"}
    return handed(client, a_draft(homeroom, pupil=pupil, values=values))


def handed(client, draft):
    assert client.post(f"/documents/{draft.pk}/handing-over/", {"part": ""})["Location"] == address(draft)
    draft.refresh_from_db()
    return draft


def address(draft):
    return f"/documents/{draft.pk}/guardian/"


def test_he_sees_his_part_the_consent_in_full_and_no_way_elsewhere(client, draft):
    page = client.get(address(draft)).content.decode()
    for words in ("체험학습 처리", "성명, 연락처", "한 해", "교육지원청", "4학년 2반 7번 박하준"):
        assert words in page
    for hidden in ("담임 확인", "접수번호", "학교장", "주 메뉴", "학생 넣기"):
        assert hidden not in page


def test_what_he_sends_is_in_the_draft_and_the_school_s_part_stays(client, draft):
    answer = client.post(address(draft), COMPLETE | {"version": 1, "act": "send"})
    assert answer["Location"] == f"{address(draft)}sent/"
    assert "화면을 선생님에게 돌려주세요" in client.get(answer["Location"]).content.decode()
    draft.refresh_from_db()
    assert (draft.values["signature"], draft.values["teacher_check"]) == ("박보호", "확인함")
    assert "reason" not in draft.values  # he emptied it


def test_what_he_left_out_is_told_and_nothing_is_lost(client, draft):
    answer = client.post(address(draft), COMPLETE | {"version": 1, "signature": "", "act": "send"})
    assert answer.status_code == 422
    draft.refresh_from_db()
    assert draft.values["days"] == 2


def test_lines_are_added_on_his_page_too(client, draft):
    answer = client.post(address(draft), {"version": 1, "together-lines": 1, "act": "add:together"})
    assert answer["Location"] == f"{address(draft)}#table-together"
    draft.refresh_from_db()
    assert len(draft.values["together"]) == 2


@pytest.mark.parametrize("key", ["days", "teacher_check", "_guardian", "_pupils", "meals", "nothing"])
def test_a_line_is_added_to_no_other_field_than_an_open_table(client, draft, key):
    before = draft.values.get(key)
    client.post(address(draft), {"version": 1, "days": "2", "act": f"add:{key}"})
    draft.refresh_from_db()
    assert draft.values.get(key) == {"days": 2, "meals": FIXED}.get(key, before)
    assert client.get(address(draft)).status_code == 200


def test_nothing_but_his_part_is_taken_from_what_he_sends():
    kept = {"absence_kind": "질병", "reason": "감기"}
    assert merged(definitions()["2-2"], kept, {"reason": "장염", "absence_kind": "인정"}) == kept | {"reason": "장염"}


def test_nobody_has_signed_when_he_gets_it(client, draft):
    page = client.get(address(draft)).content.decode()
    assert 'name="signature" value=""' in page
    assert "보호자가 직접 이름을 적거나 손으로 서명합니다." in page


def test_a_drawn_signature_is_enough_where_the_record_knows_who_signs():
    sent = {"guardian_signature-drawn": signed()["drawn"]}
    form = EntryForm(definitions()["2-2"], sent, only=["guardian_signature"], signers={"guardian.name": "박보호"})
    assert form.problems() == {}
    assert form.values()["guardian_signature"]["name"] == "박보호"


def test_what_he_has_sent_he_does_not_change_any_more(client, draft):
    for _ in range(2):  # sent twice is sent once
        answer = client.post(address(draft), COMPLETE | {"version": 1, "act": "send"})
        assert answer["Location"] == f"{address(draft)}sent/"
    assert client.get(address(draft))["Location"] == f"{address(draft)}sent/"


def test_a_form_that_the_school_writes_is_not_shown_to_guardians(client, homeroom):
    builders.sign_in(client, homeroom)
    client.post("/forms/2-3/", {"act": "save"})
    notice = Document.objects.get(definition="2-3")
    for tail in ("guardian/", "handing-over/"):
        assert client.get(f"/documents/{notice.pk}/{tail}").status_code == 404


def test_a_guardian_s_part_in_two_windows_is_not_written_over(client, draft):
    client.post(address(draft), COMPLETE | {"version": 1, "act": "keep"})
    answer = client.post(address(draft), COMPLETE | {"version": 1, "days": "9", "act": "send"})
    assert "다른 창에서 먼저 저장했습니다" in answer.content.decode()


def test_the_application_is_handed_over_without_the_report(client, homeroom, pupil):
    builders.sign_in(client, homeroom)
    client.post(f"/forms/2-1/?student={pupil.pk}", {"act": "save"})
    trip = Document.objects.get(definition="2-1")
    before = client.get(f"/documents/{trip.pk}/handing-over/").content.decode()
    assert "교외체험학습 신청서 건네기" in before
    assert "교외체험학습 보고서 건네기" in before
    handed(client, trip)
    page = client.get(address(trip)).content.decode()
    assert 'name="guardian_signature"' in page
    assert "report_" not in page


def test_the_report_is_handed_over_without_the_application(client, homeroom, pupil):
    builders.sign_in(client, homeroom)
    client.post(f"/forms/2-1/?student={pupil.pk}", {"act": "save"})
    trip = Document.objects.get(definition="2-1")
    client.post(f"/documents/{trip.pk}/handing-over/", {"part": "교외체험학습 보고서"})
    page = client.get(address(trip)).content.decode()
    assert 'name="report_content"' in page
    assert 'name="plan"' not in page


def test_only_the_field_trip_has_two_parts_for_guardians():
    forms = [each for each in definitions().values() if is_for_guardians(each)]
    several = {each.id: list(parts_of_guardian(each).values()) for each in forms if len(parts_of_guardian(each)) > 1}
    assert several == {"2-1": ["교외체험학습 신청서", "교외체험학습 보고서"]}
    assert parts_of_guardian(definitions()["2-2"]) == {"": "결석신고서"}


def test_a_part_that_the_form_has_not_is_not_handed_over(client, homeroom, pupil):
    builders.sign_in(client, homeroom)
    own = a_draft(homeroom, pupil=pupil)
    assert client.post(f"/documents/{own.pk}/handing-over/", {"part": "접수증"}).status_code == 404


def test_a_page_that_was_never_sent_is_removed_after_two_weeks(client, draft, time_machine):
    values = draft.values | {MARK: draft.values[MARK] | {"began_it": True}}
    Document.objects.filter(pk=draft.pk).update(values=values)
    for day, left in (("2024-05-16", 1), ("2024-05-18", 0)):
        time_machine.move_to(f"{day}T09:00:00+09:00")
        handing_over.forget_unsent()
        assert Document.objects.filter(pk=draft.pk).count() == left


def test_a_printed_page_that_was_never_sent_goes_after_its_file(client, homeroom, draft, time_machine):
    begun = draft.values | {MARK: draft.values[MARK] | {"began_it": True}}
    Document.objects.filter(pk=draft.pk).update(values=begun)
    job = Job.objects.create(school_id=builders.HANBIT, requested_by=homeroom.user, title="신청서")
    file = {"name": "신청서.pdf", "media_type": "application/pdf", "content": b"-", "binding": b"-"}
    until = datetime(2024, 5, 20, 9, tzinfo=UTC)
    GeneratedFile.objects.create(
        school_id=builders.HANBIT, requested_by=homeroom.user, job=job, document=draft, expires_at=until, **file
    )
    for day, left in (("2024-05-18", 1), ("2024-05-21", 0)):
        time_machine.move_to(f"{day}T09:00:00+09:00")
        jobs.forget_expired_of_school.func(school_id=str(builders.HANBIT))
        builders.enter(builders.HANBIT)
        assert (Document.objects.count(), GeneratedFile.objects.count()) == (left, left)


def test_each_school_forgets_in_a_job_of_its_own(school_class):
    jobs.forget_expired.func(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args ->> 'school_id' FROM procrastinate_jobs WHERE task_name = %s", [TASK])
        told = {school for (school,) in cursor.fetchall()}
    assert told == {str(each) for each in School.objects.values_list("pk", flat=True)} != set()


def test_a_page_that_was_sent_once_is_never_removed(client, homeroom, draft, time_machine):
    values = draft.values | {MARK: draft.values[MARK] | {"began_it": True}}
    Document.objects.filter(pk=draft.pk).update(values=values)
    client.post(address(draft), COMPLETE | {"version": 1, "act": "send"})
    client.logout()
    builders.sign_in(client, homeroom)
    handed(client, draft)  # once more, and he does not send it
    assert not handing_over.handing_of(draft).sent_at
    assert handing_over.handed_ones(Document.objects.all()).get() == draft  # still among his papers
    time_machine.move_to("2024-07-01T09:00:00+09:00")
    handing_over.forget_unsent()
    assert Document.objects.filter(pk=draft.pk).exists()


def test_a_paper_of_the_teacher_s_is_never_removed(client, draft, time_machine):
    time_machine.move_to("2024-07-01T09:00:00+09:00")
    handing_over.forget_unsent()
    assert Document.objects.filter(pk=draft.pk).exists()
