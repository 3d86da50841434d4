"""출결 특기사항: the desk, saving with the version seen, checks, history, and proposals for a class at once."""

from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hakjeok_web.accounts.models import AccessEntry
from hakjeok_web.config.refusals import Refused
from hakjeok_web.remarks.actions import Clash, hide_reason, save_remark, take_proposals, tell_ground
from hakjeok_web.remarks.checking import checked
from hakjeok_web.remarks.models import PerfectGround, Remark, RemarkChange
from hakjeok_web.schools.models import SchoolClass
from tests import builders
from tests.web.remarks.texts import address, enter, line_of, school_days
from tests.web.students.records import a_registrar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
HTMX = {"HX-Request": "true"}
COLD = "감기로 인한 질병결석(10일)"


@pytest.fixture
def ill(school_class, pupil):
    """The pupil was ill on ten school days."""
    enter(pupil, school_class, *school_days(school_class, 10))
    return pupil


@pytest.fixture
def signed_in(client, homeroom):
    return builders.sign_in(client, homeroom)


def save(school_class, pupil, text, by, seen=0):
    return save_remark(school_class=school_class, student=pupil.pk, text=text, seen=seen, by=by)


def sent(text=COLD, seen=0, **more):
    return {"text": text, "seen": str(seen), "from": "desk", **more}


def test_the_list_counts_written_and_empty_remarks(signed_in, school_class, teacher, pupil):
    builders.a_pupil(school_class, number=8, name="최유나")
    save(school_class, pupil, "", teacher)
    page = signed_in.get("/attendance-remarks/").content.decode()
    assert "아직 쓰지 않은 학생 1명" in page
    assert "4학년 2반" in page


def test_the_desk_shows_proposal_and_what_was_left_out(signed_in, school_class, ill):
    enter(ill, school_class, "4-1", form="late", kind="unexcused", reason="늦잠")
    page = signed_in.get(f"/attendance-remarks/{school_class.pk}/").content.decode()
    for words in (COLD, "적지 않은 것 1가지", "늦잠 미인정지각(1회)", "장기결석이 아니고 횟수가 많지 않음", "안 씀"):
        assert words in page
    assert AccessEntry.objects.filter(pupils=[ill.pk], purpose="출결 특기사항").exists()


def test_a_plain_form_saves_and_comes_back_to_the_pupil(signed_in, school_class, ill):
    answer = signed_in.post(address(ill, school_class), sent())
    assert answer["Location"] == f"/attendance-remarks/{school_class.pk}/#p-{ill.pk}"
    kept = Remark.objects.get()
    assert (kept.text, kept.version, kept.written_by.name) == (COLD, 1, "김담임")


def test_the_script_gets_the_new_state_with_its_version(signed_in, school_class, ill):
    answer = signed_in.post(address(ill, school_class), sent(), headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="seen" value="1"' in page
    assert "저장됨 09:00" in page
    assert "<textarea" not in page


def test_the_same_text_sent_twice_is_one_act(signed_in, school_class, ill):
    assert [signed_in.post(address(ill, school_class), sent()).status_code for _ in range(2)] == [302, 302]
    assert RemarkChange.objects.count() == 1


def test_every_act_leaves_its_line_of_history(signed_in, school_class, teacher, ill):
    save(school_class, ill, "첫 글", teacher)
    save(school_class, ill, COLD, teacher, seen=1)
    acts = list(RemarkChange.objects.values_list("was_text", "text", "version"))
    assert acts == [("첫 글", COLD, 2), ("", "첫 글", 1)]
    page = signed_in.get(address(ill, school_class)).content.decode()
    assert f"<del>첫 글</del> → <ins>{COLD}</ins>" in page


def test_history_can_neither_be_edited_nor_removed(school_class, teacher, pupil):
    save(school_class, pupil, "글", teacher)
    for act in (RemarkChange.objects.all().delete, lambda: RemarkChange.objects.update(text="다른 글")):
        with pytest.raises(ProgrammingError), transaction.atomic():
            act()


def test_of_two_people_the_second_is_told_who_was_first(signed_in, school_class, pupil):
    save(school_class, pupil, "먼저 쓴 글", a_registrar(name="정교무"))
    answer = signed_in.post(address(pupil, school_class), sent("나중에 쓴 글"), headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("정교무 선생님이 09:00에 먼저 고쳤습니다", "먼저 쓴 글", "나중에 쓴 글", 'name="seen" value="1"'):
        assert words in page
    assert Remark.objects.get().text == "먼저 쓴 글"
    # Once he has seen it, his own text goes through.
    assert signed_in.post(address(pupil, school_class), sent("나중에 쓴 글", seen=1)).status_code == 302


def test_a_clash_without_a_script_keeps_what_was_typed(signed_in, school_class, pupil):
    save(school_class, pupil, "먼저 쓴 글", a_registrar())
    answer = signed_in.post(address(pupil, school_class), sent("나중에 쓴 글"))
    assert answer.status_code == 409
    assert ">나중에 쓴 글</textarea>" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("해외 체류", "‘해외’는 출결 특기사항에 쓸 수 없습니다(p.30)."),
        ("교외 대회 참가", "‘교외 대회 참가’는 출결 특기사항에 쓸 수 없습니다(p.30)."),
        ("해외봉사활동", "‘해외봉사활동’은 출결 특기사항에 쓸 수 없습니다(p.30)."),
        ("해외어학연수", "‘미인정유학(00일)’처럼 적습니다."),
        ("가" * 501, "1503바이트여서 한도 1500바이트(한글 500자)를 넘습니다."),
    ],
)
def test_words_that_may_not_stand_are_refused_and_kept_on_the_page(signed_in, school_class, pupil, text, sentence):
    """p.30 라: 출결 특기사항에 ‘교외’, ‘해외’ 문구 입력 불가."""
    answer = signed_in.post(address(pupil, school_class), sent(text))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f">{text}</textarea>" in page
    assert not Remark.objects.exists()


def test_typing_is_checked_without_being_kept(signed_in, school_class):
    answer = signed_in.post(
        "/attendance-remarks/check/", {"text": "해외어학연수로 인한 미인정결석(12일)"}, headers=HTMX
    )
    page = answer.content.decode()
    assert 'data-fill="미인정유학(12일)"' in page
    assert "/ 1500바이트" in page


def test_the_offered_wording_is_put_in_by_a_plain_button(signed_in, school_class, pupil):
    text = "해외어학연수로 인한 미인정결석(12일), 감기로 인한 질병결석(8일)"
    assert signed_in.post(address(pupil, school_class), sent(text, action="replace")).status_code == 302
    assert Remark.objects.get().text == "미인정유학(12일), 감기로 인한 질병결석(8일)"


def test_a_text_of_exactly_the_limit_may_stand():
    assert checked("가" * 500).problems == ()
    assert checked("가" * 499 + "가나").problems != ()


def test_the_proposal_is_taken_by_a_plain_button(signed_in, school_class, ill):
    assert signed_in.post(address(ill, school_class), sent("", action="take")).status_code == 302
    assert Remark.objects.get().text == COLD


def test_proposals_of_a_class_fill_only_empty_remarks(signed_in, school_class, teacher, ill):
    other = builders.a_pupil(school_class, number=8, name="최유나")
    enter(other, school_class, "5-2", kind="other", reason="가사")
    save(school_class, other, "손으로 쓴 글", teacher)
    signed_in.post(f"/attendance-remarks/{school_class.pk}/proposals/", {"which": "empty"})
    texts = dict(Remark.objects.values_list("student__name", "text"))
    assert texts == {"박하준": COLD, "최유나": "손으로 쓴 글"}


def test_a_pupil_with_nothing_to_write_becomes_written_as_empty(school_class, teacher, pupil):
    enter(pupil, school_class, "5-2", reason="감기")
    assert take_proposals(school_class=school_class, by=teacher).written == 1
    assert line_of(school_class, teacher, pupil).kept.text == ""


def test_a_pupil_of_whom_a_perfect_year_is_still_open_is_left_alone(school_class, teacher, pupil):
    assert take_proposals(school_class=school_class, by=teacher).written == 0


def test_chosen_remarks_are_replaced_and_the_old_text_stays_in_history(signed_in, school_class, teacher, ill):
    save(school_class, ill, "손으로 쓴 글", teacher)
    form = {"which": "chosen", "chosen": [f"{ill.pk}:1"]}
    signed_in.post(f"/attendance-remarks/{school_class.pk}/proposals/", form)
    assert Remark.objects.get().text == COLD
    assert RemarkChange.objects.first().was_text == "손으로 쓴 글"


def test_a_chosen_remark_that_somebody_changed_meanwhile_is_left_and_told(signed_in, school_class, ill):
    save(school_class, ill, "그 사이에 쓴 글", a_registrar(name="정교무"))
    form = {"which": "chosen", "chosen": [f"{ill.pk}:0"]}
    page = signed_in.post(f"/attendance-remarks/{school_class.pk}/proposals/", form).content.decode()
    assert "받지 못한 학생이 1명 있습니다" in page
    assert "정교무 선생님이 09:00에 먼저 고쳤습니다" in page
    assert Remark.objects.get().text == "그 사이에 쓴 글"


def test_a_proposal_that_cannot_be_made_is_told_with_its_pupil(signed_in, school_class, pupil):
    enter(pupil, school_class, "5-2", kind="other", reason="")
    page = signed_in.post(f"/attendance-remarks/{school_class.pk}/proposals/", {"which": "empty"}).content.decode()
    assert "기타결석의 사유를 적어야 합니다" in page
    assert not Remark.objects.exists()


def test_a_proposal_with_banned_words_is_not_taken(school_class, teacher, pupil):
    enter(pupil, school_class, "5-2", kind="other", reason="해외 체류")
    taken = take_proposals(school_class=school_class, by=teacher)
    assert (taken.written, [why for _, why in taken.left]) == (
        0, ["‘해외’는 출결 특기사항에 쓸 수 없습니다(p.30). 다른 말로 고쳐 주세요."],
    )  # fmt: skip


def test_a_remark_is_stale_once_the_entries_propose_something_else(signed_in, school_class, teacher, ill):
    save(school_class, ill, COLD, teacher)
    assert not line_of(school_class, teacher, ill).is_stale
    enter(ill, school_class, "4-1", kind="other", reason="가사")
    assert line_of(school_class, teacher, ill).is_stale
    page = signed_in.get(f"/attendance-remarks/{school_class.pk}/").content.decode()
    assert "글을 쓴 뒤에 출결이 바뀌어" in page
    assert "다시 제안받기" in page


def test_a_text_of_one_s_own_is_not_stale_while_the_entries_stay(school_class, teacher, ill):
    save(school_class, ill, "손으로 쓴 글", teacher)
    assert not line_of(school_class, teacher, ill).is_stale


def test_a_past_year_is_read_only(signed_in, school_class, ill, time_machine):
    time_machine.move_to("2025-03-04T09:00:00+09:00")
    by = a_registrar()
    with pytest.raises(Refused, match="지난 학년도라 고칠 수 없습니다"):
        save(school_class, ill, COLD, builders.actor(by_post(by), date(2025, 3, 4)))


def by_post(actor):
    from hakjeok_web.accounts.models import Staff

    return Staff.objects.get(pk=actor.staff_id)


def test_heads_read_the_desk_but_write_nothing(client, school_class, ill):
    builders.sign_in(client, builders.a_staff("principal"))
    page = client.get(f"/attendance-remarks/{school_class.pk}/").content.decode()
    assert "<textarea" not in page
    assert COLD in page
    assert client.post(address(ill, school_class), sent()).status_code == 403


def test_another_class_s_teacher_finds_no_such_desk(client, school_class, pupil):
    other = builders.a_homeroom(builders.a_class(school_class.school_year, number=3), name="오담임")
    builders.sign_in(client, other)
    assert client.get(f"/attendance-remarks/{school_class.pk}/").status_code == 404
    assert client.post(address(pupil, school_class), sent()).status_code == 404
    assert client.post(address(pupil, SchoolClass.objects.get(number=3)), sent()).status_code == 404


def test_a_pupil_who_changed_classes_stands_where_he_is_now(school_class, pupil):
    from hakjeok_web.students.placements import place

    other = builders.a_class(school_class.school_year, number=3)
    registrar = a_registrar()
    place(student=pupil, school_class=other, number=21, from_on=date(2024, 5, 2), by=registrar)
    assert line_of(school_class, registrar, pupil) is None
    assert line_of(other, registrar, pupil).number == 21


def test_the_desk_asks_as_often_for_forty_pupils_as_for_one(signed_in, school_class, pupil):
    url = f"/attendance-remarks/{school_class.pk}/"
    signed_in.get(url)
    counts = []
    for numbers in ((), range(8, 48)):
        for number in numbers:
            other = builders.a_pupil(school_class, number=number, name=f"학생{number}", birth=date(2014, 3, 5))
            enter(other, school_class, "5-2", kind="other", reason="가사")
        with CaptureQueriesContext(connection) as asked:
            signed_in.get(url)
        counts.append(len([each for each in asked if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
    assert counts[0] == counts[1] <= 16, counts


def test_the_desk_comes_as_an_excel_file(signed_in, school_class, ill):
    answer = signed_in.post(f"/attendance-remarks/{school_class.pk}/excel/", {"purpose": "점검"})
    assert answer.content[:2] == b"PK"


def test_the_desk_says_by_which_figures_it_proposes(signed_in, school_class, ill):
    builders.a_ruling(school_class.school_year, "long_absence_days", 5)
    builders.a_ruling(school_class.school_year, "frequent_count", 10)
    page = signed_in.get(f"/attendance-remarks/{school_class.pk}/").content.decode()
    assert "장기결석 5일부터 · 많다고 보는 횟수 10번" in page
    assert signed_in.get("/settings/rules/").status_code == 200


def test_facts_about_a_perfect_year_are_told_whole(signed_in, school_class, pupil):
    form = {"special": "", "former_absences": "0", "former_lates": "", "former_early_leaves": "0"}
    answer = signed_in.post(address(pupil, school_class, "grounds/"), form)
    assert answer.status_code == 422
    assert "결석·지각·조퇴·결과를 모두 적어 주세요" in answer.content.decode()
    whole = dict.fromkeys(("former_absences", "former_lates", "former_early_leaves", "former_class_absences"), "0")
    for _ in range(2):
        assert signed_in.post(address(pupil, school_class, "grounds/"), whole).status_code == 302
    assert PerfectGround.objects.count() == 1


def test_an_illness_is_hidden_from_the_page(signed_in, school_class, pupil):
    enter(pupil, school_class, *school_days(school_class, 10), reason="우울증")
    form = {"reason": "우울증", "is_hidden": "1", "reviewed_on": "2024-05-02"}
    assert signed_in.post(address(pupil, school_class, "hidden-reasons/"), form).status_code == 302
    page = signed_in.get(address(pupil, school_class)).content.decode()
    assert "개인정보를 보호하려고 공란으로 둠" in page
    assert "심의 2024. 5. 2.(목)" in page


def test_what_was_not_entered_as_an_illness_cannot_be_hidden(school_class, teacher, ill):
    line = line_of(school_class, teacher, ill)
    told = {"school_class": school_class, "line": line, "is_hidden": True, "by": teacher}
    with pytest.raises(Refused, match="그런 질병 사유가 없습니다"):
        hide_reason(**told, reason="우울증", reviewed_on=date(2024, 5, 2))
    with pytest.raises(Refused, match="아직 오지 않은 날"):
        hide_reason(**told, reason="감기", reviewed_on=date(2024, 5, 4))


def test_only_who_writes_the_class_s_remarks_saves_one(school_class, pupil):
    with pytest.raises(Refused, match="담임교사나 학적 담당이 씁니다"):
        save(school_class, pupil, "글", builders.actor(builders.a_staff("principal")))
    with pytest.raises(Refused, match="목록에서 골라"):
        tell_ground(school_class=school_class, student=pupil.pk, special="x", former=(None,) * 4, by=a_registrar())


def test_a_clash_carries_both_texts(school_class, teacher, pupil):
    save(school_class, pupil, "먼저 쓴 글", a_registrar())
    with pytest.raises(Clash) as clash:
        save(school_class, pupil, "나중에 쓴 글", teacher)
    assert (clash.value.theirs, clash.value.version) == ("먼저 쓴 글", 1)
