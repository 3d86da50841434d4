"""The one door of the ledger (학적변동): every change of a record comes through here."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import IntegrityError, transaction

from hakjeok.korean import with_particle
from hakjeok.record.events import Event
from hakjeok.vocabulary import Change
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.models import Document
from hakjeok_web.students import facts, placements
from hakjeok_web.students.facts import NewLine
from hakjeok_web.students.models import RecordChange, Student

PROJECTIONS = ("standing", "is_open", "grade", "last_seq")


@transaction.atomic
def append_change(
    *,
    student: Student,
    kind: str,
    effective_on: date,
    grade: int,
    school_name: str,
    ordered_by: Document,
    by: Actor,
    reason: str = "",
    reason_on: date | None = None,
    office: str = "",
    seen_seq: int | None = None,
) -> RecordChange:
    """Append one line to a pupil's ledger, if the rules allow it after all that stands there (학적반영).

    The pupil is locked first, so that of two clerks the second is judged by what the first has done. With
    `seen_seq`, the last line that the clerk saw, he is told even where his line would still be lawful.
    A change that ends the spell also ends the pupil's place in his class.

    Raises:
        Refused: the document is not approved, or `record.validate` has something against the line.

    """
    _require_approval(ordered_by)
    line = NewLine(
        kind=Change(kind), effective_on=effective_on, grade=grade, school_name=school_name,
        reason=reason, reason_on=reason_on, office=office,
    )  # fmt: skip
    locked = _lock(student, seen_seq)
    told = (*facts.events(locked.changes.all()), line.event())
    _require_lawful(told)
    change = _row(locked, line, ordered_by=ordered_by, by=by, seq=locked.last_seq + 1)
    _keep(student, locked, change, told)
    placements.end_with_spell(locked, told, on=effective_on)
    return change


@transaction.atomic
def cancel_change(*, change: RecordChange, ordered_by: Document, by: Actor) -> RecordChange:
    """Cancel a line by a line of its own (학적반영취소); both stay in the ledger.

    Raises:
        Refused: the document is not approved, the line is cancelled already or is itself a cancellation, or
            what remains would not be lawful.

    """
    _require_approval(ordered_by)
    student = change.student
    locked = _lock(student, None)
    remaining = remaining_without(change)
    row = RecordChange(
        school_id=locked.school_id, student=locked, seq=locked.last_seq + 1, cancels=change,
        kind=change.kind, effective_on=change.effective_on, school_name=change.school_name,
        grade=change.grade, document=ordered_by, recorded_by=by.user,
    )  # fmt: skip
    _keep(student, locked, row, remaining)
    placements.give_back(locked, remaining, on=change.effective_on)
    return row


def append_first_changes(
    *, entries: Sequence[tuple[Student, Sequence[NewLine]]], ordered_by: Document, by: Actor
) -> list[RecordChange]:
    """Open many new records at once with their first lines (학적 생성). Two inserts for any number of pupils.

    The pupils are not saved yet; their persons are. The same rules decide as for a single line.

    Raises:
        Refused: as `append_change`; the sentence begins with the pupil's name.

    """
    _require_approval(ordered_by)
    rows: list[RecordChange] = []
    for student, lines in entries:
        told = tuple(line.event() for line in lines)
        _require_lawful(told, before=f"{student.name} 학생:")
        _project(student, told, last_seq=len(lines))
        rows += [_row(student, line, ordered_by=ordered_by, by=by, seq=seq) for seq, line in enumerate(lines, start=1)]
    _save_as_only_open_record(lambda: Student.objects.bulk_create([student for student, _ in entries]))
    return RecordChange.objects.bulk_create(rows)


def remaining_without(change: RecordChange) -> tuple[Event, ...]:
    """What a pupil's ledger says once a line is cancelled. One query.

    Raises:
        Refused: it is cancelled already, is itself a cancellation, or what remains would not be lawful.

    """
    ledger = list(change.student.changes.all())
    _require_cancellable(change, ledger)
    remaining = facts.events(line for line in ledger if line.pk != change.pk)
    _require_lawful(remaining, before="취소하면 남은 학적변동이 이어지지 않습니다.")
    return remaining


def _require_approval(document: Document) -> None:
    if not document.is_approved:
        raise Refused("결재가 끝나지 않은 문서로는 학적에 반영할 수 없습니다. 결재를 마친 뒤 반영해 주세요.")


def _lock(student: Student, seen_seq: int | None) -> Student:
    locked = Student.objects.select_for_update().get(pk=student.pk)
    if seen_seq is not None and seen_seq != locked.last_seq:
        raise Refused(_overtaken(locked))
    return locked


def _overtaken(student: Student) -> str:
    last = student.changes.select_related("recorded_by").last()
    act = "학적반영취소" if last.cancels_id else Change(last.kind).korean
    return (
        f"{last.recorded_by.name} 선생님이 먼저 {student.name} 학생의 {with_particle(act, '을', '를')} 반영했습니다. "
        "지금 학적변동을 보고 다시 정해 주세요."
    )


def _require_lawful(told, *, before: str = "") -> None:
    reasons = facts.why_unlawful(told)
    if before and reasons:
        raise Refused(before, *reasons)
    if reasons:
        raise Refused(*reasons)


def _require_cancellable(change: RecordChange, ledger: Iterable[RecordChange]) -> None:
    if change.cancels_id:
        raise Refused("학적반영취소는 다시 취소할 수 없습니다. 필요하면 변동을 새로 반영해 주세요.")
    if any(line.cancels_id == change.pk for line in ledger):
        raise Refused("이미 취소한 변동입니다. 지금 학적변동을 확인해 주세요.")


def _row(student: Student, line: NewLine, *, ordered_by: Document, by: Actor, seq: int) -> RecordChange:
    return RecordChange(
        school_id=student.school_id, student=student, seq=seq, kind=line.kind.value,
        effective_on=line.effective_on, school_name=line.school_name, grade=line.grade, reason=line.reason,
        reason_on=line.reason_on, office=line.office, document=ordered_by, recorded_by=by.user,
    )  # fmt: skip


def _keep(student: Student, locked: Student, row: RecordChange, told) -> None:
    row.save()
    _project(locked, told, last_seq=row.seq)
    _save_as_only_open_record(lambda: locked.save(update_fields=PROJECTIONS))
    for name in PROJECTIONS:
        setattr(student, name, getattr(locked, name))


def _project(student: Student, told, *, last_seq: int) -> None:
    standing = facts.latest_standing(told)
    student.standing, student.grade = standing.status.value, standing.grade
    student.is_open = standing.status not in facts.CLOSED
    student.last_seq = last_seq


def _save_as_only_open_record(save) -> None:
    try:
        with transaction.atomic():
            save()
    except IntegrityError as error:
        if "one_open_record_a_person" not in str(error):
            raise
        raise Refused(
            "이 아동의 학적이 다른 학교에 열려 있습니다. 그 학교에서 전출한 뒤에 반영할 수 있습니다."
        ) from error
