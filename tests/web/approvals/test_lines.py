"""The line that the school's rule gives, who stands in for whom, and lines that are not lawful."""

from datetime import date

import pytest

from hakjeok_web.approvals import actions
from hakjeok_web.approvals.absences import end_absence, register_absence
from hakjeok_web.approvals.lines import propose_line
from hakjeok_web.approvals.models import ApprovalAct, ApprovalStep
from hakjeok_web.approvals.papers import around
from hakjeok_web.approvals.rules import change_rule
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.models import Document
from tests import builders
from tests.web.approvals.office import CONSENT, DECISION, REVIEW, a_draft, approve, submitted

pytestmark = pytest.mark.django_db
FRIDAY, NEXT_FRIDAY = date(2024, 5, 3), date(2024, 5, 10)


def proposed(office, document, by):
    names = {staff.pk: post for post, staff in office.staff.items()}
    return [(place.kind.label, names[place.staff_id]) for place in propose_line(document, by)]


def away(office, post, deputy, *, by="관리", first=FRIDAY, last=NEXT_FRIDAY):
    return register_absence(
        staff=office.staff[post],
        deputy=office.staff[deputy],
        from_on=first,
        to_on=last,
        reason="출장",
        by=office.of(by),
    )


def test_a_notice_is_decided_by_the_vice_principal_and_a_letter_by_the_principal(office, drafter, notice, letter):
    assert proposed(office, notice, drafter) == [("검토", "교무부장"), ("결재", "교감")]
    assert proposed(office, letter, drafter) == [("검토", "교무부장"), ("검토", "교감"), ("결재", "교장")]


def test_who_decides_below_the_principal_decides_by_delegation(office, drafter, notice, letter):
    submitted(notice, drafter)
    submitted(letter, drafter)
    assert {step.staff.user.name for step in ApprovalStep.objects.filter(is_delegated=True)} == {"한교감"}


def test_the_drafter_is_left_out_of_his_own_line(office, letter, drafter):
    head = office.of("교무부장")
    own = a_draft(head, definition="1-5")
    assert proposed(office, own, head) == [("검토", "교감"), ("결재", "교장")]


def test_what_the_vice_principal_drafts_goes_to_the_principal(office):
    vice = office.of("교감")
    assert proposed(office, a_draft(vice), vice) == [("검토", "교무부장"), ("결재", "교장")]


def test_what_the_principal_drafts_is_decided_by_the_vice_principal(office):
    principal = office.of("교장")
    assert proposed(office, a_draft(principal, definition="1-5"), principal) == [("검토", "교무부장"), ("결재", "교감")]


def test_the_school_changes_its_rule_for_a_form(office, drafter, notice):
    line = [{"kind": "decision", "post": "교무부장"}]
    change_rule(subject="2-3", line=line, reason="전결 규정 제3조", by=office.of("관리"))
    assert proposed(office, notice, drafter) == [("결재", "교무부장")]
    done = approve(submitted(notice, drafter), office.of("교무부장"))
    assert done.number == 1


def test_the_rule_of_a_form_goes_before_the_rule_of_its_kind(office, drafter, notice):
    principal = [{"kind": "decision", "post": "교장"}]
    change_rule(subject="notice", line=principal, reason="전결 규정", by=office.of("관리"))
    assert proposed(office, notice, drafter) == [("결재", "교장")]
    change_rule(subject="2-3", line=[], reason="담임 전결", by=office.of("관리"))
    assert proposed(office, notice, drafter) == []


def test_what_its_drafter_decides_is_finished_as_soon_as_it_is_sent(office, drafter, notice):
    change_rule(subject="2-3", line=[], reason="담임 전결", by=office.of("관리"))
    done = submitted(notice, drafter)
    assert (done.state, done.number) == ("approved", 1)
    assert around(done)["_approvals"] == [{"role": "담임교사", "name": "김담임", "mark": "전결"}]


def test_only_who_keeps_the_rules_changes_them(office):
    with pytest.raises(Refused, match="학교권한관리자가 고칩니다"):
        change_rule(subject="2-3", line=[], reason="-", by=office.of("교감"))


def test_a_rule_ends_with_its_decision(office):
    line = [{"kind": "decision", "post": "교감"}, {"kind": "review", "post": "교장"}]
    with pytest.raises(Refused, match="결재는 마지막 한 단계만"):
        change_rule(subject="2-3", line=line, reason="-", by=office.of("관리"))


def test_nobody_below_the_rule_may_decide(office, drafter, notice):
    with pytest.raises(Refused, match="교감 이상이 결재합니다"):
        submitted(notice, drafter, [office.place(DECISION, "교무부장")])


def test_somebody_above_the_rule_may_decide(office, drafter, notice):
    paper = submitted(notice, drafter, [office.place(DECISION, "교장")])
    assert approve(paper, office.of("교장")).number == 1
    assert not ApprovalStep.objects.filter(is_delegated=True).exists()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ([], "결재할 사람이 없습니다"),
        ([(DECISION, "교감"), (REVIEW, "교무부장")], "결재는 마지막에 한 사람만"),
        ([(DECISION, "교감"), (DECISION, "교장")], "결재는 마지막에 한 사람만"),
        ([(REVIEW, "교감"), (DECISION, "교감")], "한교감 선생님이 두 번 결재하게 됩니다"),
        ([(REVIEW, "담임"), (DECISION, "교감")], "기안한 사람은 같은 문서를 결재할 수 없습니다"),
    ],
)
def test_an_unlawful_line_is_refused(office, drafter, notice, line, sentence):
    with pytest.raises(Refused, match=sentence):
        submitted(notice, drafter, [office.place(kind, post) for kind, post in line])
    assert Document.objects.get(pk=notice.pk).state == "draft"


def test_who_left_the_school_stands_on_no_line(office, drafter, notice):
    gone = builders.a_staff("duty", name="이떠남", to_on=date(2024, 4, 30))
    office.staff["전임"] = gone
    with pytest.raises(Refused, match="지금 근무하지 않는 사람"):
        submitted(notice, drafter, [office.place(REVIEW, "전임"), office.place(DECISION, "교감")])


def test_a_deputy_signs_for_an_absent_person_and_the_paper_says_so(office, drafter, letter):
    away(office, "교장", "교감")
    line = [office.place(REVIEW, "교무부장"), office.place(DECISION, "교장")]
    paper = submitted(letter, drafter, line)
    approve(paper, office.of("교무부장"))
    done = approve(paper, office.of("교감"))
    assert (done.number, done.approved_by.name) == (1, "한교감")
    act = ApprovalAct.objects.get(by=office.staff["교감"].user)
    assert act.in_place_of == office.staff["교장"]
    assert around(done)["_approvals"][-1] == {"role": "교장", "name": "한교감", "mark": "대결"}


def test_who_would_sign_twice_as_a_deputy_stands_on_the_proposed_line_once(office, drafter, letter):
    away(office, "교장", "교감")
    assert proposed(office, letter, drafter) == [("검토", "교무부장"), ("결재", "교장")]


def test_an_absence_that_comes_later_opens_what_waits_already(office, drafter, notice):
    paper = submitted(notice, drafter)
    away(office, "교무부장", "정보부장")
    approve(paper, office.of("정보부장"))
    assert approve(paper, office.of("교감")).number == 1


def test_who_signed_already_does_not_sign_again_for_somebody_else(office, drafter, notice):
    paper = submitted(notice, drafter)
    approve(paper, office.of("교무부장"))
    away(office, "교감", "교무부장")
    with pytest.raises(Refused, match="이미 결재해 다른 사람을 대신할 수 없습니다"):
        approve(paper, office.of("교무부장"))
    back = actions.send_back(document=paper, round=1, by=office.of("교무부장"), opinion="결재선을 다시 정해 주세요.")
    assert back.state == "returned"


def test_the_drafter_signs_for_nobody(office, drafter, notice):
    away(office, "교감", "담임")
    with pytest.raises(Refused, match="대결자를 바꿔 주세요"):
        submitted(notice, drafter, [office.place(DECISION, "교감")])
    assert proposed(office, notice, drafter) == [("검토", "교무부장"), ("결재", "교장")]


def test_who_is_back_signs_himself(office, drafter, notice):
    absence = away(office, "교무부장", "정보부장", by="교무부장")
    paper = submitted(notice, drafter)
    end_absence(absence=absence, by=office.of("교무부장"))
    with pytest.raises(Refused, match="결재선에 없어"):
        approve(paper, office.of("정보부장"))
    assert approve(paper, office.of("교무부장")).turn == 2


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"by": "교감"}, "다른 사람의 부재는 학교권한관리자가"),
        ({"deputy": "교장"}, "자기 자신은 대결할 수 없습니다"),
        ({"last": date(2024, 5, 2), "first": date(2024, 5, 1)}, "이미 지났습니다"),
        ({"last": date(2024, 5, 2)}, "시작일보다 앞섭니다"),
    ],
)
def test_an_absence_that_cannot_be(office, given, sentence):
    with pytest.raises(Refused, match=sentence):
        away(office, "교장", given.pop("deputy", "교감"), **given)


def test_an_absence_is_not_registered_twice_nor_given_to_somebody_away(office):
    away(office, "교장", "교감")
    with pytest.raises(Refused, match="이미 부재로 등록했습니다"):
        away(office, "교장", "교무부장")
    with pytest.raises(Refused, match=r"오교장 선생님도 .*부재입니다"):
        away(office, "교무부장", "교장")
    with pytest.raises(Refused, match="오교장 선생님을 대신하고 있습니다"):
        away(office, "교감", "교무부장")


def test_consents_that_follow_one_another_share_a_turn(office, drafter, notice):
    line = [
        office.place(REVIEW, "교무부장"), office.place(CONSENT, "보건교사"), office.place(CONSENT, "정보부장"),
        office.place(DECISION, "교감"),
    ]  # fmt: skip
    submitted(notice, drafter, line)
    assert [step.position for step in ApprovalStep.objects.all()] == [1, 2, 2, 3]
