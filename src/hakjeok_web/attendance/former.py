"""What stood in cells of the register before something wrote there (앞선 출결): what is taken back leaves it again."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from hakjeok_web.attendance.models import EntryChange

Value = tuple[str, str, str]  # form, kind, reason
Known = Callable[[EntryChange], bool]


def _nothing(_change: EntryChange) -> bool:
    return False


def stood_before(
    student: uuid.UUID, days: Iterable[date], *, wrote: Known, undone: Known = _nothing
) -> dict[date, Value]:
    """What stood on each day before the first change that `wrote` knows; days without one are left out. One query.

    What something else wrote that was taken back meanwhile (`undone`) is passed over: it does not come back.
    """
    histories: dict[date, list[EntryChange]] = {}
    for change in EntryChange.objects.filter(student_id=student, date__in=list(days)).order_by("id"):
        histories.setdefault(change.date, []).append(change)
    firsts = {day: _first(history, wrote, undone) for day, history in histories.items()}
    return {day: _value_before(histories[day], at) for day, at in firsts.items() if at is not None}


def _first(history: Sequence[EntryChange], wrote: Known, undone: Known) -> int | None:
    at = next((place for place, change in enumerate(history) if wrote(change)), None)
    while at and undone(history[at - 1]):
        at -= 1
    return at


def _value_before(history: Sequence[EntryChange], at: int) -> Value:
    """A change keeps the form and kind that it replaced; their reason stands in the change before it."""
    form, kind = history[at].was_form, history[at].was_kind
    before = history[at - 1] if at else None
    reason = before.reason if before and (before.form, before.kind) == (form, kind) else ""
    return form, kind, reason
