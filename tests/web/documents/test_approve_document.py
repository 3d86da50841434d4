"""A paper gets its number with the final approval and never changes again."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.actions import approve_document, reference
from hakjeok_web.documents.models import Attachment, Document
from tests import builders
from tests.builders import HANBIT, SAESOL

pytestmark = pytest.mark.django_db
FRIDAY = date(2024, 5, 3)


def a_draft(school=HANBIT, title="전출 학생 학적반영"):
    drafter = builders.a_user(name="정학적")
    return Document.objects.create(school_id=school, definition="change", title=title, drafted_by=drafter)


def approved(on=FRIDAY, school=HANBIT):
    return approve_document(document=a_draft(school), by=builders.a_user(name="정교감"), on=on)


def test_numbers_follow_one_another_within_the_calendar_year():
    builders.enter()
    assert [approved().number, approved().number, approved(date(2025, 1, 2)).number] == [1, 2, 1]


def test_each_school_counts_for_itself():
    builders.enter(HANBIT, SAESOL)
    approved()
    assert approved(school=SAESOL).number == 1


def test_an_undone_approval_leaves_no_gap():
    builders.enter()
    with transaction.atomic():
        approved()
        transaction.set_rollback(True)
    assert approved().number == 1


def test_the_reference_names_school_number_and_day():
    builders.enter()
    assert reference(approved()) == "한빛초등학교-1(2024. 5. 3.)"


def test_a_draft_has_no_reference():
    builders.enter()
    assert reference(a_draft()) == ""


def test_a_second_approval_is_refused_and_uses_no_number():
    builders.enter()
    paper = approved()
    with pytest.raises(Refused, match="이미 결재가 끝난 문서입니다"):
        approve_document(document=Document.objects.get(pk=paper.pk), by=paper.approved_by, on=FRIDAY)
    assert approved().number == 2


@pytest.mark.parametrize("change", [{"title": "다른 제목"}, {"number": None, "approved_on": None, "approved_by": None}])
def test_the_database_refuses_to_change_an_approved_paper(change):
    builders.enter()
    paper = approved()
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Document.objects.filter(pk=paper.pk).update(**change)


def test_the_database_refuses_to_remove_an_approved_paper():
    builders.enter()
    paper = approved()
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Document.objects.filter(pk=paper.pk)._raw_delete("default")


def test_a_draft_may_still_be_rewritten():
    builders.enter()
    draft = a_draft()
    Document.objects.filter(pk=draft.pk).update(title="전출 학생 학적반영(고침)")
    draft.refresh_from_db()
    assert draft.title == "전출 학생 학적반영(고침)"


def a_submitted_paper():
    draft = a_draft()
    draft.state, draft.round, draft.turn = Document.State.SUBMITTED, 1, 1
    draft.save()
    return draft


@pytest.mark.parametrize("change", [{"title": "다른 제목"}, {"values": {"reason": "다른 까닭"}}])
def test_the_database_refuses_to_change_a_submitted_paper(change):
    builders.enter()
    paper = a_submitted_paper()
    with pytest.raises(IntegrityError, match="a submitted document does not change"), transaction.atomic():
        Document.objects.filter(pk=paper.pk).update(**change)


def test_the_database_refuses_an_attachment_after_submission():
    builders.enter()
    paper = a_submitted_paper()
    with pytest.raises(IntegrityError, match="attachments of a submitted document"), transaction.atomic():
        Attachment.objects.create(
            school_id=HANBIT, document=paper, name="진단서.pdf", media_type="application/pdf", size=4,
            sha256="0" * 64, content=b"%PDF", added_by=paper.drafted_by,
        )  # fmt: skip


def test_a_returned_paper_may_be_rewritten():
    builders.enter()
    paper = a_submitted_paper()
    Document.objects.filter(pk=paper.pk).update(state=Document.State.RETURNED)
    Document.objects.filter(pk=paper.pk).update(title="고친 제목")
    paper.refresh_from_db()
    assert paper.title == "고친 제목"
