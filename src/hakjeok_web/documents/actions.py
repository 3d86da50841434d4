"""Verbs on papers (문서): a draft is written and saved, submitted, approved; from then on the paper never changes.

Who approves is the affair of the layer above (`approvals`); here the paper's own states change.
"""

import copy
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from hakjeok_web.accounts.models import User
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.documents import registry, verification
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.registry import Subject
from hakjeok_web.documents.rendering import Definition, check, definitions
from hakjeok_web.documents.wordings import definition_of, form_in_use

# One statement: the row of the series stays locked until the transaction ends, so that no number is given twice
# and none is lost when the transaction is undone.
_NEXT_NUMBER = """
INSERT INTO documents_numberseries (id, school_id, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (school_id, year) DO UPDATE SET last = documents_numberseries.last + 1
RETURNING last
"""
# Written by the system when the paper is finished; nobody types it.
GIVEN_AT_THE_END = frozenset({"document.number"})


class Outdated(Refused):
    """The draft was saved elsewhere after this page had read it; `document` is what stands now."""

    def __init__(self, document: Document) -> None:
        at = timezone.localtime(document.saved_at)
        super().__init__(
            f"{document.drafted_by.name} 선생님이 {at:%H:%M}에 다른 창에서 먼저 저장했습니다. "
            "지금 저장된 내용을 보고 골라 주세요."
        )
        self.document = document


@transaction.atomic
def start_draft(
    *, definition: Definition, values: Mapping[str, Any], subject: Subject | None, by: Actor, title: str = ""
) -> Document:
    """Begin a paper (기안). It may be incomplete; only `submit_document` asks for everything."""
    return Document.objects.create(
        school_id=by.school_id,
        definition=definition.id,
        form=form_in_use(definition.id, by.school_id),
        title=title or _title(definition, values),
        values=dict(values),
        pupil_id=subject.pupil_id if subject else None,
        drafted_by=by.user,
    )


@transaction.atomic
def save_draft(*, document: Document, values: Mapping[str, Any], seen: int, by: Actor) -> Document:
    """Keep what has been written so far (임시저장). `seen` is the version of the draft that was being written on.

    Raises:
        Outdated: it was saved in another window meanwhile.
        Refused: it is no draft any more, or is somebody else's.

    """
    locked = editable(document, by=by)
    if locked.version != seen:
        raise Outdated(locked)
    definition = definition_of(locked)
    locked.values, locked.version = dict(values), seen + 1
    if definition is not None:
        locked.title = _title(definition, values)
    locked.save(update_fields=["values", "version", "title", "saved_at"])
    return locked


@transaction.atomic
def discard_draft(*, document: Document, by: Actor) -> None:
    """Throw a draft away (삭제). One that was on an approval line stays in the files, marked.

    Raises:
        Refused: it is no draft any more, or somebody else's.

    """
    locked = editable(document, by=by)
    if locked.round == 0:
        locked.delete()
        return
    locked.state = Document.State.DISCARDED
    locked.save(update_fields=["state"])


def editable(document: Document, *, by: Actor) -> Document:
    """The paper, locked for writing by its drafter.

    Raises:
        Refused: it is on an approval line or finished, or somebody else's.

    """
    locked = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if locked.drafted_by_id != by.user.pk:
        raise Refused("이 문서는 기안한 사람만 고칠 수 있습니다.")
    if not locked.is_editable:
        raise Refused(f"{locked.get_state_display()} 문서는 고칠 수 없습니다. 고치려면 먼저 회수해 주세요.")
    return locked


@transaction.atomic
def submit_document(*, document: Document, by: Actor) -> Document:
    """Close a complete draft for approval (상신): from now on its content stands.

    Raises:
        Refused: something is missing or wrong in it, each with its field; or it is not the drafter's draft.

    """
    locked = editable(document, by=by)
    _require_complete(locked)
    for check_first in registry.submission_checks.get(locked.definition, ()):
        check_first(locked, by)
    locked.state, locked.turn, locked.round = Document.State.SUBMITTED, 1, locked.round + 1
    locked.submitted_at, locked.digest = clock.now(), content_digest(locked)
    locked.save(update_fields=["state", "turn", "round", "submitted_at", "digest"])
    return locked


def _require_complete(document: Document) -> None:
    definition = definition_of(document)
    if definition is None:
        return
    given = {each.key: "-" for each in definition.fields if each.auto in GIVEN_AT_THE_END}
    problems = check(definition, document.values | given)
    if problems:
        raise Refused(*(Reason(problem.message, problem.key) for problem in problems))


def content_digest(document: Document) -> bytes:
    """What every approver signs: form, title, values and attachments."""
    attachments = sorted(document.attachments.values_list("sha256", flat=True))
    content = [document.definition, str(document.form_id), document.title, document.values, attachments]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).digest()


@transaction.atomic
def complete_document(*, document: Document, by: Actor) -> Document:
    """The final approval (완결): the number, and everything that such a paper causes (registry.effects), or nothing.

    Raises:
        Refused: it was approved before, its content is not what was submitted, or an effect is not lawful.

    """
    if document.digest is not None and bytes(document.digest) != content_digest(document):
        raise Refused("상신한 뒤에 문서가 바뀌었습니다. 결재할 수 없습니다. 반려하고 다시 상신하게 해 주세요.")
    approve_document(document=document, by=by.user, on=by.today)
    for effect in registry.effects.get(document.definition, ()):
        effect.apply(document, by)
    return document


@transaction.atomic
def approve_document(*, document: Document, by: User, on: date) -> Document:
    """Give a paper the school's next number of the calendar year of `on`.

    Raises:
        Refused: somebody approved it before.

    """
    locked = Document.objects.select_for_update().get(pk=document.pk)
    if locked.is_approved:
        raise Refused(f"이미 결재가 끝난 문서입니다. 문서 번호는 {locked.number}번입니다.")
    document.number = _next_number(document, year=on.year)
    document.approved_on, document.approved_by = on, by
    document.state = Document.State.APPROVED
    document.code = verification.new_code() if document.definition in definitions() else ""
    document.save(update_fields=["number", "approved_on", "approved_by", "state", "code"])
    verification.issue(document, reference=reference(document))
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


def printed_values(document: Document) -> dict[str, Any]:
    """What the paper shows: its own values, its number, and what the approval writes around them."""
    definition = definition_of(document)
    fields = definition.fields if definition else ()
    number = {each.key: reference(document) for each in fields if each.auto == "document.number"}
    values = _printable(definition, document.values) if definition and document.is_editable else document.values
    return values | number | registry.around(document)


def _printable(definition: Definition, values: Mapping[str, Any]) -> dict[str, Any]:
    """A draft without what cannot be printed: text that was typed where a date belongs stays on its page alone."""
    kept = copy.deepcopy(dict(values))
    for problem in check(definition, values):
        table, _, place = problem.key.partition(".")
        line, _, column = place.partition(".")
        if column:
            kept[table][int(line) - 1].pop(column, None)
        else:
            kept.pop(table, None)
    return kept


@transaction.atomic
def finish_document(
    *, definition: Definition, values: Mapping[str, Any], subject: Subject | None, by: Actor
) -> Document:
    """Make a paper that nobody else has to approve, with its number and its effects."""
    draft = start_draft(definition=definition, values=values, subject=subject, by=by)
    return complete_document(document=draft, by=by)


def _title(definition: Definition, values: Mapping[str, Any]) -> str:
    """A draft is called by its 제목, every other paper by its form."""
    written = values.get("subject") if definition.kind == "draft" else ""
    return str(written or definition.heading or definition.title)[:120]
