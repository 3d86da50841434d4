"""A pupil's year day by day (개인 출결), from rows to plain facts."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from hakjeok.absence.out_of_quota import OutOfQuota
from hakjeok.attendance.totals import Record, Totals, TotalsFacts
from hakjeok.attendance.totals import totals as decide_totals
from hakjeok.school_calendar import Calendar
from hakjeok.vocabulary import AbsenceForm, AbsenceKind
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.attendance.consigned import Elsewhere, told
from hakjeok_web.attendance.forecast import both_places, forecast_of
from hakjeok_web.attendance.models import Form
from hakjeok_web.attendance.month import Cell
from hakjeok_web.attendance.reason_words import told_to
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import SchoolClass, SchoolYear

_ENTRIES = """
SELECT e.date, e.form, e.kind, e.reason, e.note, e.version, u.name, e.entered_at
  FROM attendance_attendanceentry e JOIN accounts_user u ON u.id = e.entered_by_id
 WHERE e.student_id = %(student)s AND e.date BETWEEN %(first)s AND %(last)s ORDER BY e.date
"""
_PLACES = """
SELECT p.from_on, p.to_on, c.id, c.grade, c.number, p.number,
       (SELECT coalesce(array_agg(d.date), '{}') FROM attendance_registerday d WHERE d.school_class_id = c.id
         AND d.taken_at IS NOT NULL AND d.date >= p.from_on AND (p.to_on IS NULL OR d.date <= p.to_on))
  FROM students_classplacement p
  JOIN schools_schoolclass c ON c.id = p.school_class_id
 WHERE p.student_id = %(student)s AND c.school_year_id = %(year)s ORDER BY p.from_on
"""


@dataclass(frozen=True)
class Place:
    """A pupil's place in a class from day to day (both included)."""

    from_on: date
    to_on: date | None
    school_class_id: uuid.UUID
    grade: int
    class_number: int
    number: int

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True)
class PupilYear:
    """One pupil's school year: his places, the days taken for him, and what was entered."""

    school_year: SchoolYear
    calendar: Calendar
    places: tuple[Place, ...]
    cells: Mapping[date, Cell]
    taken: frozenset[date]
    today: date
    elsewhere: Elsewhere = field(default_factory=Elsewhere)  # what the reader may know of institutions

    @property
    def entered(self) -> list[tuple[date, Cell]]:
        """Entries other than an explicit 출석, newest first."""
        return [(day, cell) for day, cell in sorted(self.cells.items(), reverse=True) if cell.form != Form.PRESENT]

    def belongs(self, day: date) -> bool:
        return any(place.covers(day) for place in self.places)

    def place_on(self, day: date) -> Place | None:
        return next((place for place in self.places if place.covers(day)), None)

    def is_known(self, day: date) -> bool:
        return day in self.taken or day in self.cells

    @property
    def known_days(self) -> int:
        """School days here on which it is known whether he was there."""
        return sum(self.is_known(day) for day in self._days_here if day <= self.today)

    @property
    def consigned_days(self) -> int:
        """School days up to today that he spent at an institution."""
        return sum(self.elsewhere.covers(day) for day in self.calendar.school_days if day <= self.today)

    @property
    def _days_here(self) -> list[date]:
        return [day for day in self.home_school_days if self.belongs(day)]

    @property
    def unexcused(self) -> tuple[date, ...]:
        return tuple(sorted(day for day, cell in self.cells.items() if cell.is_unexcused_absence))

    @property
    def totals(self) -> Totals:
        """The counts of the record's table (attendance.totals, of consigned pupils attendance.consigned)."""
        if self.elsewhere.stays:
            return self.elsewhere.totals(len(self.home_school_days), self.records)
        return decide_totals(TotalsFacts(total_days=max(1, len(self.calendar.school_days)), records=self.records))

    @property
    def records(self) -> tuple[Record, ...]:
        """What was entered here, as the rules want it."""
        return tuple(
            Record(date=day, form=AbsenceForm(cell.form), kind=AbsenceKind(cell.kind))
            for day, cell in self.entered
            if self.calendar.is_school_day(day)
        )

    @property
    def home_school_days(self) -> list[date]:
        """The school days of the year that are not spent at an institution."""
        return [day for day in self.calendar.school_days if not self.elsewhere.covers(day)]

    @property
    def forecast(self) -> OutOfQuota | None:
        """When a third of the year will be missed, if the present absence goes on; None without an absence."""
        places = both_places(self.calendar, self.elsewhere.stays, today=self.today)
        known = (day for day in self.calendar.school_days if day <= self.today and self.is_known(day))
        known_on = max((*known, *places.unexcused), default=None)
        if known_on is None or not (self.unexcused or places.unexcused):
            return None
        return forecast_of(self.unexcused, places, self.calendar, known_on=known_on)


def pupil_year(
    student_id: uuid.UUID, school_year: SchoolYear, *, today: date, reader: Actor | None = None
) -> PupilYear:
    """A pupil's year as `reader` may know it. Three queries; the calendar comes from memory."""
    with connection.cursor() as cursor:
        wanted = {"student": student_id, "year": school_year.pk}
        cursor.execute(_PLACES, wanted)
        rows = cursor.fetchall()
        places = tuple(Place(*row[:-1]) for row in rows)
        calendar = calendars_of(school_year).of(places[-1].grade if places else 1)
        wanted |= {"first": calendar.first_day, "last": calendar.last_day}
        cursor.execute(_ENTRIES, wanted)
        classes = [place.school_class_id for place in places]
        cells = {day: told_to(reader, Cell(*rest), classes) for day, *rest in cursor.fetchall()}
    taken = frozenset(day for row in rows for day in row[-1])
    elsewhere = told.source.year_of(student_id, calendar.first_day, calendar.last_day, today=today, reader=reader)
    return PupilYear(school_year, calendar, places, cells, taken, today, elsewhere)


def class_of(year: PupilYear) -> SchoolClass | None:
    """The class that the pupil is in, or was in last; one that he is yet to join does not count. No query."""
    begun = [each for each in year.places if each.from_on <= year.today]
    if not begun:
        return None
    place = begun[-1]
    return SchoolClass(
        id=place.school_class_id, school_year=year.school_year, grade=place.grade, number=place.class_number
    )
