"""Counts of the register for a class or a school (출결 통계): month, year, day."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.attendance.consigned import NO_COUNTS, added, told
from hakjeok_web.attendance.symbols import PAIRS, word_of

COUNT_WORDS = [word_of(form, kind) for form, kind in PAIRS]
Classes = Collection[uuid.UUID] | None  # None: the whole school

_COUNTS = ", ".join(f"count(*) FILTER (WHERE e.form = '{form}' AND e.kind = '{kind}')" for form, kind in PAIRS)
_CLASS_FILTER = "(%(classes)s::uuid[] IS NULL OR c.id = ANY(%(classes)s::uuid[]))"
_MONTH = f"""
SELECT c.id, c.grade, c.number, {_COUNTS}
  FROM schools_schoolclass c
  LEFT JOIN attendance_attendanceentry e
         ON e.school_class_id = c.id AND e.date >= %(first)s AND e.date < %(end)s AND e.kind <> ''
 WHERE c.school_year_id = %(year)s AND {_CLASS_FILTER}
 GROUP BY c.id ORDER BY c.grade, c.number
"""  # noqa: S608 (constants only)
_YEAR = f"""
SELECT s.id, c.id, c.grade, c.number, p.number, s.name, p.from_on, p.to_on, {_COUNTS}
  FROM students_classplacement p
  JOIN schools_schoolclass c ON c.id = p.school_class_id
  JOIN students_student s ON s.id = p.student_id
  LEFT JOIN attendance_attendanceentry e
         ON e.student_id = p.student_id AND e.school_class_id = c.id AND e.kind <> ''
 WHERE c.school_year_id = %(year)s AND {_CLASS_FILTER}
 GROUP BY s.id, c.id, p.id ORDER BY c.grade, c.number, p.number
"""  # noqa: S608 (constants only)
_ABSENT = f"""
SELECT s.id, c.id, c.grade, c.number, p.number, s.name, e.form, e.kind, e.reason, e.note, u.name, e.entered_at,
       g.name, g.phone
  FROM attendance_attendanceentry e
  JOIN schools_schoolclass c ON c.id = e.school_class_id
  JOIN students_student s ON s.id = e.student_id
  JOIN accounts_user u ON u.id = e.entered_by_id
  JOIN students_classplacement p ON p.student_id = e.student_id AND p.school_class_id = c.id
       AND p.from_on <= e.date AND (p.to_on IS NULL OR p.to_on >= e.date)
  LEFT JOIN LATERAL (SELECT name, phone FROM students_guardian WHERE student_id = s.id
                      ORDER BY is_first_contact DESC, name LIMIT 1) g ON true
 WHERE e.date = %(day)s AND e.kind <> '' AND c.school_year_id = %(year)s AND {_CLASS_FILTER}
 ORDER BY e.reason <> '', c.grade, c.number, p.number
"""  # noqa: S608 (constants only)
_CLASS_DAYS = f"""
SELECT c.id, c.grade, c.number, d.taken_at IS NOT NULL, coalesce(d.is_closed, false)
  FROM schools_schoolclass c
  LEFT JOIN attendance_registerday d ON d.school_class_id = c.id AND d.date = %(day)s
 WHERE c.school_year_id = %(year)s AND {_CLASS_FILTER}
   AND EXISTS (SELECT 1 FROM students_classplacement p WHERE p.school_class_id = c.id
                AND p.from_on <= %(day)s AND (p.to_on IS NULL OR p.to_on >= %(day)s))
 ORDER BY c.grade, c.number
"""  # noqa: S608 (constants only)


@dataclass(frozen=True, slots=True)
class ClassCounts:
    """A class's sixteen counts of a month."""

    school_class_id: uuid.UUID
    grade: int
    number: int
    counts: tuple[int, ...]

    @property
    def absent(self) -> int:
        """Days of absence that count as such: without 출석인정."""
        return sum(self.counts[:3])


@dataclass(frozen=True, slots=True)
class PupilCounts:
    """A pupil's sixteen counts of a school year in one class."""

    student_id: uuid.UUID
    grade: int
    class_number: int
    number: int
    name: str
    from_on: date
    to_on: date | None
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Absentee:
    """A pupil who was away on a day, with whom to call."""

    student_id: uuid.UUID
    school_class_id: uuid.UUID
    grade: int
    class_number: int
    number: int
    name: str
    form: str
    kind: str
    reason: str
    note: str
    entered_by: str
    entered_at: datetime
    guardian: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class ClassDay:
    """Whether a class's day was taken and closed."""

    school_class_id: uuid.UUID
    grade: int
    number: int
    is_taken: bool
    is_closed: bool

    @property
    def short_name(self) -> str:
        return f"{self.grade}-{self.number}"


def month_counts(
    year_id: uuid.UUID, first: date, end: date, classes: Classes = None, *, reader: Actor | None = None
) -> list[ClassCounts]:
    """Each class's counts from `first` to before `end`, with those of institutions (p.33). Two queries."""
    rows = _fetch(_MONTH, year=year_id, first=first, end=end, classes=classes)
    elsewhere = told.source.counts_of(year_id, first, end - timedelta(days=1), reader=reader)
    more: dict[uuid.UUID, tuple[int, ...]] = {}
    for (school_class, _), counts in elsewhere.items():
        more[school_class] = added(more.get(school_class, NO_COUNTS), counts)
    return [ClassCounts(*row[:3], counts=added(row[3:], more.get(row[0], NO_COUNTS))) for row in rows]


def year_counts(year_id: uuid.UUID, classes: Classes = None, *, reader: Actor | None = None) -> list[PupilCounts]:
    """Each pupil's counts of the year with those of institutions, by class and number. Two queries.

    Of a pupil who left the class and came back the institutions' counts stand in the last of his rows.
    """
    rows = _fetch(_YEAR, year=year_id, classes=classes)
    more = dict(told.source.counts_of(year_id, date.min, date.max, reader=reader))
    found = []
    for row in reversed(rows):
        own = more.pop((row[1], row[0]), NO_COUNTS)
        found.append(PupilCounts(row[0], *row[2:8], counts=added(row[8:], own)))
    return found[::-1]


def absentees(year_id: uuid.UUID, day: date, classes: Classes = None) -> list[Absentee]:
    """Everybody away on a day, those without a reason first. One query."""
    return [Absentee(*row) for row in _fetch(_ABSENT, year=year_id, day=day, classes=classes)]


def class_days(year_id: uuid.UUID, day: date, classes: Classes = None) -> list[ClassDay]:
    """The state of each class with pupils on a day. One query."""
    return [ClassDay(*row) for row in _fetch(_CLASS_DAYS, year=year_id, day=day, classes=classes)]


def _fetch(sql: str, *, classes: Classes, **wanted: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, wanted | {"classes": None if classes is None else list(classes)})
        return cursor.fetchall()
