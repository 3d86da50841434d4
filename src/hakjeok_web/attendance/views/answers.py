"""The JSON that the grid's script reads after an act (답)."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from hakjeok.korean import because_of
from hakjeok_web.attendance.actions import Conflict, Entry, RefusedCell, Saved
from hakjeok_web.attendance.facts import entered_later
from hakjeok_web.attendance.month import Cell, Month
from hakjeok_web.attendance.monthly_leave import told_after
from hakjeok_web.config.templatetags.korean import clock_time


def answer_of(
    saved: Saved, *, cells: Iterable[tuple[uuid.UUID, date]] = (), days: Iterable[date] = ()
) -> tuple[dict[str, Any], int]:
    """Body and status of an act: 200, 409 with clashes, 422 with refused cells."""
    month = saved.month
    written = [(entry.student, entry.day) for entry in saved.written] + list(cells)
    shown_days = {day for _, day in written} | set(saved.taken) | set(days)
    body = {
        "saved": [_cell(student, day, month) for student, day in written],
        "skipped": [],
        "conflicts": [_conflict(conflict) for conflict in saved.conflicts],
        "errors": [_refusal(each) for each in saved.refused],
        "notices": list(told_after(saved)),
        "days": {day.isoformat(): _day(day, month) for day in sorted(shown_days)},
        "totals": {str(student): month.totals(student) for student in {student for student, _ in written}},
        "version": month.version,
        "at": clock_time(saved.at),
    }
    return body, 409 if saved.conflicts else 422 if saved.refused else 200


def _refusal(refused: RefusedCell) -> dict[str, str]:
    entry = refused.entry
    return {"p": str(entry.student), "d": entry.day.isoformat(), "message": refused.reason.text}


def _cell(student: uuid.UUID, day: date, month: Month) -> dict[str, Any]:
    cell = month.cell(student, day)
    return {"p": str(student), "d": day.isoformat(), "late": entered_later(cell, day), **_value(cell)}


def _value(cell: Cell | Entry) -> dict[str, Any]:
    return {
        "v": getattr(cell, "version", 0),
        "form": cell.form or None,
        "kind": cell.kind or None,
        "reason": cell.reason,
        "note": cell.note,
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    theirs = {**_value(conflict.theirs), "by": conflict.theirs.by, "at": clock_time(conflict.theirs.at)}
    return {
        "p": str(conflict.mine.student),
        "d": conflict.mine.day.isoformat(),
        "mine": _value(conflict.mine),
        "theirs": theirs,
        "message": conflict_sentence(conflict),
    }


def _day(day: date, month: Month) -> dict[str, Any]:
    count, state = month.count_on(day), month.day(day)
    return {
        "taken": state.is_taken,
        "closed": state.is_closed or month.is_closed,
        "present": count.present,
        "absent": count.absent,
        "untaken": count.untaken,
    }


def conflict_sentence(conflict: Conflict) -> str:
    """`정교무 선생님이 10:41에 ‘미인정결석’으로 저장했습니다. 내가 적은 것은 ‘질병결석’입니다.`"""
    theirs, mine = conflict.theirs, Cell(*conflict.mine.value)
    when = f"{clock_time(theirs.at)}에 " if theirs.at else ""
    act = f"{theirs.by} 선생님이 {when}{because_of(f'‘{theirs.word}’')} 저장했습니다."
    if not theirs.form:
        act = "그 사이에 다른 사람이 이 칸을 지웠습니다."
    return f"{act} 내가 적은 것은 ‘{mine.word or '지움'}’입니다."
