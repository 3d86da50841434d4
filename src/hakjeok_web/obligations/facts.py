"""From a school's rows to what the rules of obligations want, in a few queries for the whole school."""

import uuid
from datetime import date

from django.db import connection

from hakjeok_web.absences.outstanding import read_outstanding
from hakjeok_web.attendance.cases import read_cases
from hakjeok_web.attendance.registrations import closings_of
from hakjeok_web.nonenrollments.queries import cases_in
from hakjeok_web.obligations.rules import ClassFacts, SchoolFacts
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import SchoolYear
from hakjeok_web.schools.queries import year_of

_CLASSES = """
SELECT c.id, c.grade, c.number, coalesce(p.pupils, 0), p.stays, d.days, m.months, h.serving, h.last_on
  FROM schools_schoolclass c
  LEFT JOIN LATERAL (
    SELECT json_agg(DISTINCT jsonb_build_array(from_on, to_on)) AS stays,
           count(*) FILTER (WHERE from_on <= %(today)s AND (to_on IS NULL OR to_on >= %(today)s)) AS pupils
      FROM students_classplacement WHERE school_class_id = c.id) p ON true
  LEFT JOIN LATERAL (SELECT array_agg(date) AS days FROM attendance_registerday
     WHERE school_class_id = c.id AND taken_at IS NOT NULL) d ON true
  LEFT JOIN LATERAL (SELECT array_agg(first_on) AS months FROM attendance_registermonth
     WHERE school_class_id = c.id AND is_closed) m ON true
  LEFT JOIN LATERAL (
    SELECT bool_or(from_on <= %(today)s AND (to_on IS NULL OR to_on >= %(today)s)) AS serving,
           max(to_on) FILTER (WHERE to_on < %(today)s) AS last_on
      FROM accounts_homeroom WHERE school_class_id = c.id) h ON true
 WHERE c.school_year_id = %(year)s ORDER BY c.grade, c.number
"""


def school_facts(school_id: uuid.UUID, today: date) -> SchoolFacts | None:
    """A whole school as of today; None where today's school year has not been opened. Five to eight queries."""
    school_year = year_of(school_id, today)
    if school_year is None:
        return None
    calendars = calendars_of(school_year)
    return SchoolFacts(
        school_year=school_year,
        calendars=calendars,
        classes=tuple(_classes(school_year, today)),
        cases=tuple(read_cases(school_year, calendars, today=today)),
        today=today,
        children=tuple(cases_in(school_year, calendars, today)),
        closings=tuple(closings_of(school_id)),
        outstanding=tuple(read_outstanding(school_year, calendars, today=today)),
    )


def _classes(school_year: SchoolYear, today: date) -> list[ClassFacts]:
    with connection.cursor() as cursor:
        cursor.execute(_CLASSES, {"year": school_year.pk, "today": today})
        return [_class_of(row, school_year) for row in cursor.fetchall()]


def _class_of(row: tuple, school_year: SchoolYear) -> ClassFacts:
    key, grade, number, pupils, stays, days, months, is_served, last_on = row
    return ClassFacts(
        id=key,
        grade=grade,
        number=number,
        pupils=pupils,
        stays=tuple((date.fromisoformat(start), end and date.fromisoformat(end)) for start, end in stays or ()),
        taken=frozenset(days or ()),
        closed=frozenset(months or ()),
        without_homeroom_since=None if is_served else _day_after(last_on) or school_year.first_on,
    )


def _day_after(day: date | None) -> date | None:
    return date.fromordinal(day.toordinal() + 1) if day else None
