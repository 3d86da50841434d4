"""From the register's rows to what the rules, the grid and the printed sheet want."""

from collections import Counter
from datetime import date, timedelta

from django.templatetags.static import static
from django.utils import timezone

from hakjeok_web.attendance.grid import GridCell, GridDay, GridMonth, GridRow
from hakjeok_web.attendance.month import Cell, Month, Pupil, totals
from hakjeok_web.schools.facts import YearCalendars
from hakjeok_web.schools.models import SchoolClass

SATURDAY = 5


def grid_of(
    school_class: SchoolClass, month: Month, calendars: YearCalendars, *, today: date, readonly: bool, label_id: str
):
    """The month grid of a class."""
    return GridMonth(
        days=tuple(_grid_days(month, calendars, school_class.grade)),
        rows=tuple(_rows(month)),
        sprite=static("img/symbols.svg"),
        today=today,
        is_readonly=readonly or month.is_closed,
        label_id=label_id,
    )


def _grid_days(month: Month, calendars: YearCalendars, grade: int):
    for day in _weekdays(month):
        if day not in month.school_days:
            yield GridDay(on=day, off_name=calendars.name_of(day, grade))
            continue
        count, state = month.count_on(day), month.day(day)
        yield GridDay(
            on=day,
            is_taken=state.is_taken,
            is_closed=state.is_closed or month.is_closed,
            present=count.present,
            absent=count.absent,
        )


def _weekdays(month: Month) -> list[date]:
    day, days = month.first_on, []
    while day.month == month.first_on.month:
        if day.weekday() < SATURDAY:
            days.append(day)
        day += timedelta(days=1)
    return days


def _rows(month: Month):
    by_pupil: dict = {}
    for (pupil, day), cell in month.cells.items():
        by_pupil.setdefault(pupil, {})[day] = cell
    twins = Counter(pupil.name for pupil in month.pupils)
    for pupil in month.pupils:
        cells = {day: cell for day, cell in by_pupil.get(pupil.id, {}).items() if pupil.belongs(day)}
        yield GridRow(
            student=str(pupil.id),
            number=str(pupil.number),
            name=pupil.name,
            twin_mark=f"({pupil.birth_on.month}. {pupil.birth_on.day}.)" if twins[pupil.name] > 1 else "",
            cells={day: _grid_cell(cell, day) for day, cell in cells.items()},
            away=_away(pupil, month),
            consigned=month.consigned.get(pupil.id, frozenset()),
            totals=tuple(totals(cells.values())),
        )


def _away(pupil: Pupil, month: Month) -> frozenset[date]:
    if pupil.from_on <= month.first_on and pupil.to_on is None:
        return frozenset()
    return frozenset(day for day in month.school_days if not pupil.belongs(day))


def _grid_cell(cell: Cell, day: date) -> GridCell:
    return GridCell(
        form=cell.form,
        kind=cell.kind,
        reason=cell.reason,
        note=cell.note,
        version=cell.version,
        entered_later=entered_later(cell, day),
    )


def entered_later(cell: Cell, day: date) -> bool:
    """Whether the cell was written after its day (사후 입력), in Seoul."""
    return cell.at is not None and timezone.localtime(cell.at).date() > day
