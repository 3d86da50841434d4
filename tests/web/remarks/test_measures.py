"""학교폭력 조치사항: recorded with the first date, changed by an appeal, seen only by who has the right (p.30–31)."""

import uuid
from datetime import date

import pytest
from django.db import ProgrammingError, transaction
from django.db.models import ProtectedError

from hakjeok_web.accounts.models import MenuGrant
from hakjeok_web.config.refusals import Refused
from hakjeok_web.remarks.actions import save_remark
from hakjeok_web.remarks.models import MeasureChange, ViolenceMeasure
from hakjeok_web.remarks.violence import change_violence, record_violence
from tests import builders
from tests.web.remarks.texts import address, line_of
from tests.web.students.records import a_registrar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
DECIDED, APPEALED = date(2024, 4, 12), date(2024, 5, 2)
WORDS = "학교폭력예방 및 대책에 관한 법률 제17조제1항제4호에 따른 사회봉사"


@pytest.fixture
def registrar(school_class):
    return a_registrar()


def record(school_class, pupil, by, item=4, text=WORDS, on=DECIDED):
    return record_violence(school_class=school_class, student=pupil.pk, law_item=item, decided_on=on, text=text, by=by)


def change(school_class, measure, by, item=5, text="특별교육이수", seen=0, ground="review", on=APPEALED):
    return change_violence(
        school_class=school_class, measure=measure, ground=ground, law_item=item, text=text, changed_on=on, seen=seen,
        by=by,
    )  # fmt: skip


def said(school_class, by, pupil):
    return line_of(school_class, by, pupil).measures.text


def sent(**more):
    return {"law_item": "4", "decided_on": "2024-04-12", "text": WORDS, "key": str(uuid.uuid4())} | more


def test_a_measure_is_written_with_the_day_of_its_decision(school_class, registrar, pupil):
    """p.30 마: 제4호, 제5호, 제6호에 따른 조치사항을 조치 결정일자와 함께 결정 즉시 입력함."""
    record(school_class, pupil, registrar)
    assert said(school_class, registrar, pupil) == f"2024.04.12. {WORDS}"


def test_an_appeal_changes_the_measure_but_not_its_first_date(school_class, registrar, pupil):
    """p.30: 향후 조치가 변경될 경우 이를 수정하되, 최초 조치 결정일자는 변경하지 않음."""
    change(school_class, record(school_class, pupil, registrar), registrar)
    assert said(school_class, registrar, pupil) == "2024.04.12. 특별교육이수"
    assert ViolenceMeasure.objects.get().text == WORDS


def test_a_measure_that_a_court_took_away_is_no_longer_written(school_class, registrar, pupil):
    change(school_class, record(school_class, pupil, registrar), registrar, item=None, text="", ground="lawsuit")
    assert said(school_class, registrar, pupil) == ""


@pytest.mark.parametrize("item", [3, 7])
def test_only_items_four_to_six_stand_here(school_class, registrar, pupil, item):
    with pytest.raises(Refused, match="4, 5, 6호만"):
        record(school_class, pupil, registrar, item=item)


def test_pupils_who_entered_from_2024_on_have_a_register_of_their_own(registrar, school_class, client):
    """p.31: 2024학년도 1학년 학교생활기록부 '학교폭력 조치상황 관리'에 일원화하여 입력함."""
    first = builders.a_class(school_class.school_year, grade=1, number=1)
    child = builders.a_pupil(first, number=3, name="남도윤")
    record(first, child, registrar)
    line = line_of(first, registrar, child)
    assert (line.measures.text, line.measures.in_own_register) == ("", True)
    builders.sign_in(client, builders.a_staff("registrar"))
    page = client.get(address(child, first, "measures/")).content.decode()
    assert "‘학교폭력 조치상황 관리’에 적습니다(p.31)" in page


def test_a_second_grader_of_2024_has_it_in_the_remark(school_class, registrar):
    second = builders.a_class(school_class.school_year, grade=2, number=1)
    child = builders.a_pupil(second, number=3, name="남도윤")
    record(second, child, registrar)
    assert said(second, registrar, child).startswith("2024.04.12.")


def test_measures_can_neither_be_edited_nor_removed(school_class, registrar, pupil):
    change(school_class, record(school_class, pupil, registrar), registrar)
    for model in (ViolenceMeasure, MeasureChange):
        for act in (model.objects.all().delete, lambda model=model: model.objects.update(text="없음")):
            with pytest.raises((ProgrammingError, ProtectedError)), transaction.atomic():
                act()


def test_the_same_measure_is_recorded_once(client, school_class, pupil):
    builders.sign_in(client, builders.a_staff("registrar"))
    form = sent()
    assert [client.post(address(pupil, school_class, "measures/"), form).status_code for _ in range(2)] == [302, 302]
    answer = client.post(address(pupil, school_class, "measures/"), sent())
    assert answer.status_code == 422
    assert "이미 적혀 있습니다" in answer.content.decode()
    assert ViolenceMeasure.objects.count() == 1


def test_of_two_changes_the_second_is_told(school_class, registrar, pupil):
    measure = record(school_class, pupil, registrar)
    change(school_class, measure, registrar)
    with pytest.raises(Refused, match="정학적 선생님이 먼저 이 조치를 바꾸었습니다"):
        change(school_class, measure, registrar, text="다른 특별교육")


def test_a_change_comes_by_the_form_and_shows_in_the_list(client, school_class, registrar, pupil):
    measure = record(school_class, pupil, registrar)
    builders.sign_in(client, builders.a_staff("registrar", name="한학적"))
    form = {"measure": f"{measure.pk}:0", "ground": "review", "law_item": "5", "text": "특별교육이수",
            "changed_on": "2024-05-02", "key": str(uuid.uuid4())}  # fmt: skip
    assert client.post(address(pupil, school_class, "measures/"), form).status_code == 302
    page = client.get("/attendance-remarks/measures/").content.decode()
    for words in ("4-2 7번 박하준", "2024. 4. 12.(금)", "특별교육이수", "출결 특기사항"):
        assert words in page
    late = form | {"measure": f"{measure.pk}:1", "key": str(uuid.uuid4()), "changed_on": "2024-04-11"}
    answer = client.post(address(pupil, school_class, "measures/"), late)
    assert answer.status_code == 422
    assert "처음 결정한 2024. 4. 12.(금)부터 오늘까지" in answer.content.decode()


def test_the_homeroom_teacher_reads_the_measures_of_his_class_but_records_none(client, school_class, homeroom, pupil):
    record(school_class, pupil, a_registrar())
    builders.sign_in(client, homeroom)
    assert WORDS in client.get(f"/attendance-remarks/{school_class.pk}/").content.decode()
    page = client.get(address(pupil, school_class, "measures/")).content.decode()
    assert "조치 적기" not in page
    assert client.post(address(pupil, school_class, "measures/"), sent()).status_code == 403


def test_who_writes_remarks_without_the_right_sees_no_measure(client, school_class, registrar, pupil):
    record(school_class, pupil, registrar)
    helper = builders.a_staff("duty", name="문부장")
    MenuGrant.objects.create(
        school_id=helper.school_id, staff=helper, menu="remarks", may_read=True, may_write=True, reason="학년부장",
        granted_by=registrar.user,
    )  # fmt: skip
    builders.sign_in(client, helper)
    for url in (f"/attendance-remarks/{school_class.pk}/", address(pupil, school_class), "/attendance-remarks/"):
        page = client.get(url).content.decode()
        assert "사회봉사" not in page
        assert "학교폭력" not in page
    assert client.get(address(pupil, school_class, "measures/")).status_code == 404
    assert client.get("/attendance-remarks/measures/").status_code == 404
    saved = client.post(address(pupil, school_class), {"text": "글", "seen": "0"}, headers={"HX-Request": "true"})
    assert "사회봉사" not in saved.content.decode()


def test_the_violence_officer_records_by_his_grant(school_class, registrar, pupil):
    officer = builders.a_staff("duty", name="문폭력")
    MenuGrant.objects.create(
        school_id=officer.school_id, staff=officer, menu="violence_measures", may_read=True, may_write=True,
        reason="학교폭력 담당", granted_by=registrar.user,
    )  # fmt: skip
    record(school_class, pupil, builders.actor(officer))
    assert said(school_class, registrar, pupil).startswith("2024.04.12.")
    with pytest.raises(Refused, match="그 권한을 받은 사람만"):
        record(school_class, pupil, builders.actor(builders.a_staff("principal")))


def test_the_measures_count_towards_the_length_for_who_sees_them(school_class, registrar, pupil):
    record(school_class, pupil, registrar)
    with pytest.raises(Refused, match="한도 1500바이트"):
        save_remark(school_class=school_class, student=pupil.pk, text="가" * 490, seen=0, by=registrar)


def test_a_day_to_come_is_refused(school_class, registrar, pupil):
    with pytest.raises(Refused, match="아직 오지 않은 날"):
        record(school_class, pupil, registrar, on=date(2024, 5, 4))


def test_the_list_comes_as_an_excel_file(client, school_class, registrar, pupil):
    record(school_class, pupil, registrar)
    builders.sign_in(client, builders.a_staff("registrar", name="한학적"))
    assert client.post("/attendance-remarks/measures/excel/", {"purpose": "점검"}).content[:2] == b"PK"
