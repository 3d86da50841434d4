"""Which months of which classes are closed, and what stands against closing (출결 마감)."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from hakjeok_web.attendance.month import end_of, month_of
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import SchoolYear

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
