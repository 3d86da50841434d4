"""Pupils with a ledger, for the tests of the record."""

from datetime import date

from hakjeok_web.documents.actions import approve_document
from hakjeok_web.documents.models import Document
from hakjeok_web.students.actions import append_change
from tests import builders
from tests.builders import HANBIT, SCHOOLS

MARCH_FIRST = date(2024, 3, 1)


def a_registrar(school=HANBIT, name="정학적"):
    """The actor who keeps the records."""
    return builders.actor(builders.a_staff("registrar", school=school, name=name))


def a_paper(by, *, approved=True, title="학적변동 반영"):
    paper = Document.objects.create(school_id=by.school_id, definition="change", title=title, drafted_by=by.user)
    return approve_document(document=paper, by=by.user, on=by.today) if approved else paper


def a_bare_pupil(school_class=None, **given):
    """A pupil whose ledger is still empty."""
    school_class = school_class or builders.a_class(builders.a_year())
    student = builders.a_pupil(school_class, **given)
    student.standing, student.is_open, student.grade = "none", False, None
    student.save()
    return student


def an_enrolled_pupil(by, school_class=None, *, on=MARCH_FIRST, **given):
    """A pupil whose only line is an entry."""
    student = a_bare_pupil(school_class, **given)
    change(student, "enrollment", on, by=by, grade=4)
    return student


def change(student, kind, on, *, by, grade=4, school_name=None, **more):
    return append_change(
        student=student, kind=kind, effective_on=on, grade=grade, by=by, ordered_by=a_paper(by),
        school_name=school_name or SCHOOLS[by.school_id], **more,
    )  # fmt: skip
