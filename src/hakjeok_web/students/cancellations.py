"""학적반영취소 by paper: drafted, sent up its approval line, applied with the final approval."""

from django.db import transaction

from hakjeok.korean import with_particle
from hakjeok.vocabulary import Change
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config.refusals import Refused
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.registry import Effect
from hakjeok_web.students import facts
from hakjeok_web.students.actions import cancel_change, remaining_without
from hakjeok_web.students.models import RecordChange

DEFINITION = "change-cancellation"
OPEN = (*Document.EDITABLE, Document.State.SUBMITTED)


@transaction.atomic
def draft_cancellation(*, change: RecordChange, reason: str, by: Actor) -> Document:
    """Write the paper that cancels a line once it is approved (기안); what cannot be cancelled is told now.

    Raises:
        Refused: the line cannot be cancelled (see `remaining_without`), or somebody has drafted it already.

    """
    remaining_without(change)
    _require_no_other(change)
    kind = Change(change.kind).korean
    values = {"change": str(change.pk), "kind": kind, "on": korean_date(change.effective_on), "reason": reason}
    return Document.objects.create(
        school_id=change.school_id, definition=DEFINITION, values=values, pupil_id=change.student_id,
        title=f"학적반영취소({kind})", drafted_by=by.user,
    )  # fmt: skip


def _require_no_other(change: RecordChange) -> None:
    drafted = Document.objects.filter(definition=DEFINITION, values__change=str(change.pk), state__in=OPEN)
    other = drafted.select_related("drafted_by").first()
    if other is not None:
        raise Refused(
            f"{other.drafted_by.name} 선생님이 이 변동의 취소를 먼저 기안했습니다({other.get_state_display()}). "
            "그 문서로 결재를 받아 주세요."
        )


def _apply(document: Document, by: Actor) -> None:
    cancel_change(change=_change_of(document), ordered_by=document, by=by)


def _preview(document: Document) -> list[str]:
    """What the approver is told beforehand."""
    change = _change_of(document)
    name, kind = change.student.name, with_particle(Change(change.kind).korean, "이", "가")
    on = korean_date(change.effective_on)
    told = [f"{name} 학생의 {on} {kind} 없던 일이 됩니다. 두 줄 모두 학적변동에 남습니다."]
    try:
        back = facts.latest_standing(remaining_without(change)).status
    except Refused as refused:
        return [*told, f"지금은 반영할 수 없습니다. {refused}"]
    return [*told, f"그러면 학적 상태는 ‘{back.korean}’입니다."]


def _change_of(document: Document) -> RecordChange:
    return RecordChange.objects.select_related("student").get(pk=document.values["change"])


EFFECT = Effect(
    name="cancel_change",
    title="학적변동 한 줄을 취소합니다(학적반영취소).",
    definition=DEFINITION,
    apply=_apply,
    preview=_preview,
)
