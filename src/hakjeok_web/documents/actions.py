"""Verbs on papers (문서): approval gives the number; from then on the paper never changes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection, transaction
from uuid_utils.compat import uuid7

from hakjeok_web.accounts.models import User
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents import registry
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.registry import Subject
from hakjeok_web.documents.rendering import Definition

# One statement: the row of the series stays locked until the transaction ends, so that no number is given twice
# and none is lost when the transaction is undone.
_NEXT_NUMBER = """
INSERT INTO documents_numberseries (id, school_id, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (school_id, year) DO UPDATE SET last = documents_numberseries.last + 1
RETURNING last
"""


@transaction.atomic
def approve_document(*, document: Document, by: User, on: date) -> Document:
    """Give a draft its final approval (완결) and the school's next number of the calendar year of `on`.

    Raises:
        Refused: somebody approved it before.

    """
    locked = Document.objects.select_for_update().get(pk=document.pk)
    if locked.is_approved:
        raise Refused(f"이미 결재가 끝난 문서입니다. 문서 번호는 {locked.number}번입니다.")
    document.number = _next_number(document, year=on.year)
    document.approved_on, document.approved_by = on, by
    document.save(update_fields=["number", "approved_on", "approved_by"])
    return document


def _next_number(document: Document, *, year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_NUMBER, [uuid7(), document.school_id, year])
        return cursor.fetchone()[0]


def reference(document: Document) -> str:
    """How other papers cite it (문서 번호): `한빛초등학교-123(2024. 5. 3.)`. Empty for a draft."""
    if not document.is_approved:
        return ""
    day = document.approved_on
    return f"{document.school.name}-{document.number}({day.year}. {day.month}. {day.day}.)"


@transaction.atomic
def finish_document(
    *, definition: Definition, values: Mapping[str, Any], subject: Subject | None, by: Actor
) -> Document:
    """Make a paper, give it its number, and let happen what such a paper causes (registry.effects)."""
    document = Document.objects.create(
        school_id=by.school_id,
        definition=definition.id,
        title=definition.heading or definition.title,
        values=dict(values),
        pupil_id=subject.pupil_id if subject else None,
        drafted_by=by.user,
    )
    approve_document(document=document, by=by.user, on=by.today)
    for effect in registry.effects.get(definition.id, ()):
        effect(document, by)
    return document
