"""Pupils to look at (살펴볼 학생): near a third of the year, away for days on end, often late.

The handbook has no such list; its thresholds are the school's practice and the page says so. What follows from the
law (the days that complete a grade, the day on which a third is missed) is decided by the rules. Of a consigned pupil
the days and absences of both places count (p.32–33), as far as the reader may know of them.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from django.db import connection

from hakjeok.absence.out_of_quota import OutOfQuota
from hakjeok.completion.required import CompletionFacts
from hakjeok.completion.required import required as completion_required
from hakjeok.errors import BadInput
from hakjeok.school_calendar import Calendar
from hakjeok.vocabulary import Basis
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.attendance.consigned import Stay, told
from hakjeok_web.attendance.forecast import BothPlaces, both_places, forecast_of
from hakjeok_web.attendance.runs import runs_in
from hakjeok_web.attendance.statistics import Classes
from hakjeok_web.schools.facts import YearCalendars
from hakjeok_web.schools.models import SchoolYear

SHARE = Fraction(1, 3)  # of the days that may be missed
RUN_DAYS = 3
LATE_TIMES = 5

_PUPILS = """
SELECT s.id, c.grade, c.number, p.number, s.name, coalesce(a.absent, '{}'), coalesce(a.unexcused, '{}'),
       coalesce(a.lates, 0),
       (SELECT max(d.date) FROM attendance_registerday d
         WHERE d.school_class_id = c.id AND d.taken_at IS NOT NULL AND d.date <= %(day)s)
  FROM students_classplacement p
  JOIN students_student s ON s.id = p.student_id
  JOIN schools_schoolclass c ON c.id = p.school_class_id
  LEFT JOIN (SELECT e.student_id,
               coalesce(array_agg(e.date) FILTER (WHERE e.form = 'absence'), '{}') AS absent,
               coalesce(array_agg(e.date) FILTER (WHERE e.form = 'absence' AND e.kind = 'unexcused'), '{}')
                 AS unexcused,
               count(*) FILTER (WHERE e.form = 'late') AS lates
          FROM attendance_attendanceentry e
         WHERE e.date BETWEEN %(first)s AND %(day)s AND e.kind NOT IN ('', 'authorized') AND e.school_id = %(school)s
         GROUP BY e.student_id
        HAVING count(*) FILTER (WHERE e.form = 'absence') >= %(run)s
            OR count(*) FILTER (WHERE e.form = 'late') >= %(late)s
            OR e.student_id = ANY(%(consigned)s::uuid[])) a ON a.student_id = s.id
 WHERE c.school_year_id = %(year)s AND p.from_on <= %(day)s AND (p.to_on IS NULL OR p.to_on >= %(day)s)
   AND (a.student_id IS NOT NULL OR s.id = ANY(%(consigned)s::uuid[]))
   AND (%(classes)s::uuid[] IS NULL OR c.id = ANY(%(classes)s::uuid[]))
 ORDER BY c.grade, c.number, p.number
"""


@dataclass(frozen=True)
class Watched:
    """A pupil to look at, with what was counted and why he is on the list.

    `may_miss` are the days that may be missed and the grade still be completed; None where the calendar is too
    short to tell. `forecast` is there where an unexcused absence goes on.
    """

    student_id: uuid.UUID
    grade: int
    class_number: int
    number: int
    name: str
    absent: int
    may_miss: int | None
    run: int
    lates: int
    forecast: OutOfQuota | None

    @property
    def share(self) -> Fraction:
        return Fraction(self.absent, self.may_miss) if self.may_miss else Fraction(0)

    @property
    def reasons(self) -> list[str]:
        """Why, in words; empty: nothing to look at."""
        told = []
        if self.may_miss is not None and self.share > 1:
            told.append(f"결석할 수 있는 {self.may_miss}일을 넘음")
        elif self.share >= SHARE:
            told.append(f"결석할 수 있는 {self.may_miss}일 가운데 {self.absent}일")
        if self.run >= RUN_DAYS:
            told.append(f"연속 {self.run}일째 결석")
        if self.lates >= LATE_TIMES:
            told.append(f"지각 {self.lates}번")
        return told


def watched(
    school_year: SchoolYear, calendars: YearCalendars, *, day: date, reader: Actor | None, classes: Classes = None
) -> list[Watched]:
    """Everybody to look at as of a day, the nearest to a third of the year first. Two queries."""
    stays = _stays(school_year, day, reader)
    wanted = {
        "school": school_year.school_id, "year": school_year.pk, "first": school_year.first_on, "day": day,
        "run": RUN_DAYS, "late": LATE_TIMES, "consigned": list(stays),
        "classes": None if classes is None else list(classes),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_PUPILS, wanted)
        rows = cursor.fetchall()
    found = []
    for row in rows:
        calendar = calendars.of(row[1])
        found.append(_watched(row, calendar, both_places(calendar, stays.get(row[0], ()), today=day)))
    return sorted((each for each in found if each.reasons), key=lambda each: (-each.share, -each.run, -each.lates))


def _stays(school_year: SchoolYear, day: date, reader: Actor | None) -> Mapping[uuid.UUID, list[Stay]]:
    """The stays that this reader may know of, by pupil."""
    found: dict[uuid.UUID, list[Stay]] = {}
    for stay in told.source.stays_in(school_year.pk, school_year.first_on, day):
        if stay.is_known_to(reader):
            found.setdefault(stay.student, []).append(stay)
    return found


@lru_cache(maxsize=64)
def _may_miss(total: int, school_year: int) -> int | None:
    facts = {"basis": Basis.NORMAL, "total_days": total, "attended": 0, "school_year": school_year}
    try:
        return total - completion_required(CompletionFacts(**facts)).required
    except BadInput:
        return None


def _watched(row: tuple, calendar: Calendar, places: BothPlaces) -> Watched:
    *who, absent, unexcused, lates, taken = row
    days = [each for each in absent if calendar.is_school_day(each)]
    return Watched(
        *who, absent=len(days) + len(places.absent), may_miss=_may_miss(places.total_days, calendar.school_year),
        run=_open_run(days, calendar, taken), lates=lates + places.lates,
        forecast=_forecast(unexcused, calendar, places, taken),
    )  # fmt: skip


def _open_run(days: list[date], calendar: Calendar, taken: date | None) -> int:
    """How many school days the absence has lasted that went on when his class was taken last; 0 if he is back."""
    runs = runs_in(days, calendar)
    if not runs:
        return 0
    first, last = runs[-1]
    is_back = taken is not None and calendar.count(last, taken) > 1
    return 0 if is_back else calendar.count(first, last)


def _forecast(unexcused: list[date], calendar: Calendar, places: BothPlaces, taken: date | None) -> OutOfQuota | None:
    """When a third of the year is missed, where an unexcused absence goes on at either place."""
    if not (_open_run(unexcused, calendar, taken) or places.goes_on):
        return None
    return forecast_of(unexcused, places, calendar, known_on=max((*unexcused, *places.unexcused)))
