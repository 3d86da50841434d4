"""Which months of which classes are closed, and what stands against closing (출결 마감)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from hakjeok.attendance.totals import Record, Totals, TotalsFacts
from hakjeok.attendance.totals import totals as decide_totals
from hakjeok.school_calendar import Calendar
from hakjeok.vocabulary import AbsenceForm, AbsenceKind
from hakjeok_web.attendance.month import Month, Pupil, end_of, month_of, totals
from hakjeok_web.attendance.queries import class_months as months_of_classes
from hakjeok_web.attendance.statistics import Classes, month_counts
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import SchoolClass, SchoolYear

_CLASSES = """
SELECT c.id, c.grade, c.number, m.is_closed, a.at, u.name, a.reason, a.kind,
       (SELECT coalesce(array_agg(d.date), '{}') FROM attendance_registerday d WHERE d.school_class_id = c.id
         AND d.date >= %(first)s AND d.date < %(end)s AND d.taken_at IS NOT NULL)
  FROM schools_schoolclass c
  LEFT JOIN attendance_registermonth m ON m.school_class_id = c.id AND m.first_on = %(first)s
  LEFT JOIN LATERAL (SELECT at, by_id, reason, kind FROM attendance_registeract WHERE school_class_id = c.id
     AND date = %(first)s AND kind IN ('close_month', 'reopen_month') ORDER BY at DESC LIMIT 1) a ON true
  LEFT JOIN accounts_user u ON u.id = a.by_id
 WHERE c.school_year_id = %(year)s AND (%(classes)s::uuid[] IS NULL OR c.id = ANY(%(classes)s::uuid[]))
 ORDER BY c.grade, c.number
"""


@dataclass(frozen=True)
class ClassMonth:
    """A class's month on the way to being closed."""

    school_class_id: uuid.UUID
    grade: int
    number: int
    is_closed: bool
    at: datetime | None
    by: str | None
    reason: str | None
    was_reopened: bool
    untaken: tuple[date, ...]
    is_over: bool

    @property
    def may_close(self) -> bool:
        return not self.is_closed and self.is_over and not self.untaken


def class_months(school_year: SchoolYear, first_on: date, *, today: date, classes=None) -> list[ClassMonth]:
    """Every class's state in a month. One query."""
    calendars = calendars_of(school_year)
    wanted = {"first": first_on, "end": end_of(first_on), "year": school_year.pk}
    wanted["classes"] = None if classes is None else list(classes)
    with connection.cursor() as cursor:
        cursor.execute(_CLASSES, wanted)
        rows = cursor.fetchall()
    months = []
    for school_class, grade, number, closed, at, by, reason, kind, taken in rows:
        days = calendars.of(grade).between(first_on, date.fromordinal(end_of(first_on).toordinal() - 1))
        untaken = tuple(day for day in days if day <= today and day not in set(taken))
        over = days[-1] <= today if days else end_of(first_on) <= today
        months.append(
            ClassMonth(school_class, grade, number, bool(closed), at, by, reason, kind == "reopen_month", untaken, over)
        )
    return months


def months_of(school_year: SchoolYear) -> list[date]:
    """The firsts of the months of a school year, from its first to its last school day."""
    months, first_on = [], month_of(school_year.first_on)
    while first_on <= school_year.last_on:
        months.append(first_on)
        first_on = end_of(first_on)
    return months


@dataclass(frozen=True)
class MonthState:
    """Whether a class's month is closed, and who did the last act on it when."""

    is_closed: bool = False
    at: datetime | None = None
    by: str = ""


NOT_YET = MonthState()


@dataclass(frozen=True)
class ClassYear:
    """A class's year on the way to being closed (연 마감): with its last month it is, and its totals are fixed."""

    school_class_id: uuid.UUID
    grade: int
    number: int
    months: Mapping[date, MonthState]
    counts: tuple[int, ...]

    @property
    def is_closed(self) -> bool:
        return all(month.is_closed for month in self.months.values())

    @property
    def last(self) -> MonthState | None:
        """The last closing, by which the year was closed."""
        closed = [month for month in self.months.values() if month.is_closed and month.at]
        return max(closed, key=lambda month: month.at, default=None)


_LAST_ACTS = """
SELECT DISTINCT ON (a.school_class_id, a.date) a.school_class_id, a.date, a.kind = 'close_month', a.at, u.name
  FROM attendance_registeract a JOIN accounts_user u ON u.id = a.by_id
  JOIN schools_schoolclass c ON c.id = a.school_class_id
 WHERE c.school_year_id = %(year)s AND a.kind IN ('close_month', 'reopen_month')
   AND (%(classes)s::uuid[] IS NULL OR c.id = ANY(%(classes)s::uuid[]))
 ORDER BY a.school_class_id, a.date, a.at DESC, a.id DESC
"""


def class_years(school_year: SchoolYear, *, classes: Classes = None) -> list[ClassYear]:
    """Every class's months and counts of a year. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST_ACTS, {"year": school_year.pk, "classes": None if classes is None else list(classes)})
        acts = {(school_class, month): MonthState(*rest) for school_class, month, *rest in cursor.fetchall()}
    months = months_of(school_year)
    counted = month_counts(school_year.pk, months[0], end_of(months[-1]), classes)
    return [
        ClassYear(
            row.school_class_id,
            row.grade,
            row.number,
            {month: acts.get((row.school_class_id, month), NOT_YET) for month in months},
            row.counts,
        )
        for row in counted
    ]


@dataclass(frozen=True)
class PupilTotals:
    """A pupil's year in a class as the record's table has it (출결상황): of the days that are known so far."""

    student_id: uuid.UUID
    number: int
    name: str
    from_on: date
    to_on: date | None
    totals: Totals
    counts: tuple[int, ...]

    @property
    def total_days(self) -> int:
        return self.totals.total_days

    @property
    def attended_days(self) -> int:
        return self.totals.attended_days


def pupil_totals(school_class: SchoolClass) -> list[PupilTotals]:
    """Each pupil's year in the class by `attendance.totals`. One query."""
    calendar = calendars_of(school_class.school_year).of(school_class.grade)
    first, end = calendar.first_day, date.fromordinal(calendar.last_day.toordinal() + 1)
    year = months_of_classes([school_class], month_of(first), first, end)[0]
    return [_totals_of(pupil, year, calendar) for pupil in year.pupils]


def _totals_of(pupil: Pupil, year: Month, calendar: Calendar) -> PupilTotals:
    cells = [(day, year.cell(pupil.id, day)) for day in calendar.school_days if pupil.belongs(day)]
    cells = [(day, cell) for day, cell in cells if cell.form or year.day(day).is_taken]
    records = tuple(
        Record(date=day, form=AbsenceForm(cell.form), kind=AbsenceKind(cell.kind)) for day, cell in cells if cell.kind
    )
    decided = decide_totals(TotalsFacts(total_days=len(cells), records=records))
    counts = tuple(totals(cell for _, cell in cells))
    return PupilTotals(pupil.id, pupil.number, pupil.name, pupil.from_on, pupil.to_on, decided, counts)
