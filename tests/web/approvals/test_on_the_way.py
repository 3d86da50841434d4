"""A paper on its way: who may sign when, what the last signature causes, and every refusal with its remedy."""

import pytest
from django.db import IntegrityError, transaction

from hakjeok_web.approvals import actions
from hakjeok_web.approvals.models import ApprovalAct, ApprovalStep, Dispatch
from hakjeok_web.attendance.models import AbsenceMeasure
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents import registry
from hakjeok_web.documents.models import Document
from tests.web.approvals.office import CONSENT, DECISION, NOTICE, REVIEW, a_draft, approve, changed, submitted

pytestmark = pytest.mark.django_db


def state_of(paper):
    return Document.objects.get(pk=paper.pk).state


def test_the_last_signature_gives_the_number_and_does_what_the_form_causes(office, drafter, notice):
    paper = submitted(notice, drafter)
    assert (paper.state, paper.number) == ("submitted", None)
    assert approve(paper, office.of("교무부장")).state == "submitted"
    done = approve(paper, office.of("교감"))
    assert (done.state, done.number, done.kept_years, done.approved_by.name) == ("approved", 1, 5, "한교감")
    assert AbsenceMeasure.objects.get().document == done


def test_an_act_remembers_person_post_time_and_content(office, drafter, notice):
    paper = submitted(notice, drafter)
    approve(paper, office.of("교무부장"), opinion="  출결 현황 확인했습니다. ")
    submit, signed = ApprovalAct.objects.all()
    assert (submit.kind, submit.title, submit.by.name, submit.step) == ("submit", "담임교사", "김담임", None)
    assert (signed.kind, signed.title, signed.opinion) == ("approve", "교무부장", "출결 현황 확인했습니다.")
    assert bytes(signed.digest) == bytes(submit.digest) == bytes(paper.digest)


def test_whose_turn_it_is_not_yet_is_told_whose_it_is(office, drafter, notice):
    paper = submitted(notice, drafter)
    with pytest.raises(Refused, match=r"아직 차례가 아닙니다. 지금은 교무부장 정교무 차례입니다"):
        approve(paper, office.of("교감"))


def test_who_is_not_on_the_line_cannot_sign(office, drafter, notice):
    paper = submitted(notice, drafter)
    with pytest.raises(Refused, match="결재선에 없어 결재할 수 없습니다"):
        approve(paper, office.of("교장"))


def test_the_drafter_cannot_approve_his_own_paper(office, drafter, notice):
    paper = submitted(notice, drafter)
    with pytest.raises(Refused, match=r"기안한 사람은 같은 문서를 결재할 수 없습니다. 교감이 없으면 대결할 사람을"):
        approve(paper, drafter)


def test_signing_twice_is_told_what_happened_first(office, drafter, notice):
    paper = submitted(notice, drafter)
    approve(paper, office.of("교무부장"))
    with pytest.raises(Refused, match=r"교무부장 정교무 선생님이 2024. 5. 3.\(금\) 09:00에 먼저 검토했습니다"):
        approve(paper, office.of("교무부장"))


def test_an_approved_paper_tells_who_finished_it(office, drafter, notice):
    paper = submitted(notice, drafter)
    approve(paper, office.of("교무부장"))
    approve(paper, office.of("교감"))
    with pytest.raises(Refused, match=r"교감 한교감 선생님이 .*먼저 결재했습니다. 지금은 ‘완결’ 문서입니다"):
        approve(paper, office.of("교감"))


def test_an_incomplete_paper_names_its_fields(drafter, pupil):
    draft = a_draft(drafter, pupil, values={key: NOTICE[key] for key in NOTICE if key != "visit_datetime"})
    with pytest.raises(Refused) as refused:
        submitted(draft, drafter)
    assert [reason.field for reason in refused.value.reasons] == ["visit_datetime"]
    assert state_of(draft) == "draft"
    assert not ApprovalStep.objects.exists()


def test_a_paper_is_sent_up_by_its_drafter_alone(office, notice):
    with pytest.raises(Refused, match="기안한 사람만"):
        submitted(notice, office.of("학적"))


def test_a_paper_goes_back_with_an_opinion_and_comes_again_from_the_start(office, drafter, notice):
    paper = submitted(notice, drafter)
    approve(paper, office.of("교무부장"))
    back = actions.send_back(document=paper, round=1, by=office.of("교감"), opinion="장소를 고쳐 주세요.")
    assert back.state == "returned"
    again = submitted(changed(paper, drafter, visit_place="교무실"), drafter)
    assert (again.state, again.round, again.turn) == ("submitted", 2, 1)
    with pytest.raises(Refused, match="아직 차례가 아닙니다"):
        approve(again, office.of("교감"))
    approve(again, office.of("교무부장"))
    assert approve(again, office.of("교감")).number == 1


def test_nothing_goes_back_without_an_opinion(office, drafter, notice):
    paper = submitted(notice, drafter)
    with pytest.raises(Refused) as refused:
        actions.send_back(document=paper, round=1, by=office.of("교무부장"), opinion="  ")
    assert refused.value.reasons[0].field == "opinion"
    assert state_of(paper) == "submitted"


def test_what_was_changed_meanwhile_is_not_signed_unseen(office, drafter, notice):
    paper = submitted(notice, drafter)
    actions.withdraw(document=paper, by=drafter)
    again = submitted(changed(paper, drafter, visit_place="교무실"), drafter)
    with pytest.raises(Refused, match="문서를 다시 열어 확인해 주세요"):
        approve(again, office.of("교무부장"), round=1)


def test_a_paper_can_be_taken_back_until_somebody_has_signed(office, drafter, notice):
    paper = submitted(notice, drafter)
    assert actions.withdraw(document=paper, by=drafter).state == "withdrawn"
    again = submitted(paper, drafter)
    approve(again, office.of("교무부장"))
    with pytest.raises(Refused, match=r"교무부장 정교무 선생님이 .*먼저 검토했습니다. 그래서 회수할 수 없습니다"):
        actions.withdraw(document=again, by=drafter)


def test_nobody_else_takes_a_paper_back(office, drafter, notice):
    paper = submitted(notice, drafter)
    with pytest.raises(Refused, match="기안한 사람만 회수"):
        actions.withdraw(document=paper, by=office.of("교감"))


def test_a_draft_cannot_be_taken_back(drafter, notice):
    with pytest.raises(Refused, match="회수할 것이 없습니다"):
        actions.withdraw(document=notice, by=drafter)


def test_consents_side_by_side_come_in_any_order_and_are_all_needed(office, drafter, notice):
    line = [office.place(CONSENT, "보건교사"), office.place(CONSENT, "정보부장"), office.place(DECISION, "교감")]
    paper = submitted(notice, drafter, line)
    approve(paper, office.of("정보부장"))
    with pytest.raises(Refused, match="지금은 보건교사 이보건 차례입니다"):
        approve(paper, office.of("교감"))
    approve(paper, office.of("보건교사"))
    assert approve(paper, office.of("교감")).number == 1


def test_a_refused_effect_leaves_everything_unapproved(office, drafter, notice, monkeypatch):
    def refuse(document, by):
        raise Refused("그날은 수업일이 아니라 적을 수 없습니다. 날짜를 고쳐 주세요.")

    effect = registry.Effect("refuse", "아무것도 하지 않습니다.", "2-3", refuse)
    monkeypatch.setitem(registry.effects, "2-3", [*registry.effects["2-3"], effect])
    paper = submitted(notice, drafter)
    approve(paper, office.of("교무부장"))
    with pytest.raises(Refused, match="그날은 수업일이 아니라"):
        approve(paper, office.of("교감"))
    assert state_of(paper) == "submitted"
    assert ApprovalAct.objects.filter(kind="approve").count() == 1
    assert not AbsenceMeasure.objects.exists()


def test_a_content_other_than_the_submitted_one_is_not_signed(office, drafter, notice):
    paper = submitted(notice, drafter)
    Document.objects.filter(pk=paper.pk).update(digest=b"another")
    with pytest.raises(Refused, match="상신한 뒤에 문서가 바뀌었습니다"):
        approve(paper, office.of("교무부장"))


def test_a_letter_is_to_be_sent_to_each_of_its_recipients(office, drafter, letter):
    paper = submitted(letter, drafter)
    for post in ("교무부장", "교감", "교장"):
        approve(paper, office.of(post))
    assert [each.recipient for each in Dispatch.objects.all()] == ["가온1동장", "가온교육지원청교육장"]


def test_a_paper_that_stays_inside_is_sent_to_nobody(office, drafter, letter):
    paper = submitted(changed(letter, drafter, recipient="내부결재"), drafter)
    for post in ("교무부장", "교감", "교장"):
        approve(paper, office.of(post))
    assert not Dispatch.objects.exists()


def test_the_database_takes_one_act_a_step_and_one_end_a_round(office, drafter, notice):
    paper = submitted(notice, drafter)
    step = ApprovalStep.objects.first()
    approve(paper, office.of("교무부장"))
    with pytest.raises(IntegrityError, match="one_act_a_step"), transaction.atomic():
        ApprovalAct.objects.create(
            school_id=paper.school_id, document=paper, round=1, step=step, kind="approve", by=drafter.user, title="-",
            at="2024-05-03T09:00:00+09:00", digest=b"",
        )  # fmt: skip


def test_a_review_in_place_of_a_decision_is_no_line(office, drafter, notice):
    with pytest.raises(Refused, match="결재할 사람이 없습니다"):
        submitted(notice, drafter, [office.place(REVIEW, "교감")])
