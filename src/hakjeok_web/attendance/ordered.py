"""Days that an approved paper ordered (결재로 적힌 출결), as the register must know them: told by the apps above."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Protocol

from hakjeok_web.attendance.month import Month

Key = tuple[uuid.UUID, date]  # pupil and day


class Wanted(Protocol):
    """What somebody wants on a day."""

    student: uuid.UUID
    day: date
    form: str
    kind: str
    note: str


# Each is told the notes of days that are about to change, and answers why some of them stay, and the way out.
keepers: list[Callable[[Mapping[Key, str]], Mapping[Key, str]]] = []


def why_kept(entries: Iterable[Wanted], month: Month) -> dict[Key, str]:
    """Why days are not made something else by hand. Nothing is asked where none has a note: an order leaves one.

    The note itself names the order, so that it stays too.
    """
    notes = {}
    for each in entries:
        cell = month.cell(each.student, each.day)
        if cell.note and (cell.form, cell.kind, cell.note) != (each.form, each.kind, each.note):
            notes[each.student, each.day] = cell.note
    return {key: why for keeper in keepers for key, why in keeper(notes).items()} if notes else {}
