"""Two people at one paper at the same moment: one wins, the other is told who did what."""

from functools import partial

import pytest
from django.db import transaction

from hakjeok_web.approvals import actions
from hakjeok_web.approvals.models import ApprovalAct
from hakjeok_web.documents.models import Document
from tests import builders
from tests.web.approvals.office import DECISION, a_draft, an_office, approve, submitted
from tests.web.students.test_two_clerks_at_once import refusals, together


@pytest.fixture
def office(own_database, friday):
    with transaction.atomic():
        builders.enter()
        school_class = builders.a_class(builders.a_year())
        made = an_office(builders.a_homeroom(school_class))
        made.actors = {post: made.of(post) for post in made.staff}
        return made


@pytest.fixture
def paper(office):
    """Waits for 교감, with 교무부장 as his deputy: both may sign at one step."""
    with transaction.atomic():
        builders.enter()
        drafter = office.actors["담임"]
        return submitted(a_draft(drafter), drafter, [office.place(DECISION, "교감")])


def acts():
    with transaction.atomic():
        builders.enter()
        return list(ApprovalAct.objects.values_list("kind", flat=True)), Document.objects.get().state


def test_of_two_who_sign_at_one_step_one_is_told_of_the_other(office, paper):
    from tests.web.approvals.test_lines import away

    with transaction.atomic():
        builders.enter()
        away(office, "교감", "교무부장")
    outcomes = together(*(partial(approve, paper, office.actors[post]) for post in ("교감", "교무부장")))
    assert len(refusals(outcomes)) == 1
    assert "먼저 결재했습니다. 지금은 ‘완결’ 문서입니다" in refusals(outcomes)[0]
    assert acts() == (["submit", "approve"], "approved")


def test_signing_and_taking_back_do_not_both_happen(office, paper):
    outcomes = together(
        partial(approve, paper, office.actors["교감"]),
        partial(actions.withdraw, document=paper, by=office.actors["담임"]),
    )
    assert len(refusals(outcomes)) == 1
    assert "먼저" in refusals(outcomes)[0]
    assert acts() in ((["submit", "approve"], "approved"), (["submit", "withdraw"], "withdrawn"))


def test_signing_and_sending_back_do_not_both_happen(office, paper):
    outcomes = together(
        partial(approve, paper, office.actors["교감"]),
        partial(actions.send_back, document=paper, round=1, by=office.actors["교감"], opinion="고쳐 주세요."),
    )
    assert len(refusals(outcomes)) == 1
    assert len(acts()[0]) == 2
