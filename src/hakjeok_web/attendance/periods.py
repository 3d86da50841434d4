"""Entries of a period one by one (기간별 출결): who was away when, of a class, a grade, a form or a kind."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection

Classes = Collection[uuid.UUID] | None  # None: the whole school

_ENTRIES = """
SELECT s.id, e.date, c.grade, c.number, p.number, s.name, e.form, e.kind, e.reason, e.note, u.name,
       count(*) OVER ()
  FROM attendance_attendanceentry e
  JOIN schools_schoolclass c ON c.id = e.school_class_id
  JOIN students_student s ON s.id = e.student_id
  JOIN accounts_user u ON u.id = e.entered_by_id
  LEFT JOIN students_classplacement p ON p.student_id = e.student_id AND p.school_class_id = c.id
       AND p.from_on <= e.date AND (p.to_on IS NULL OR p.to_on >= e.date)
 WHERE e.date BETWEEN %(first)s AND %(last)s AND e.kind <> ''
   AND (%(classes)s::uuid[] IS NULL OR c.id = ANY(%(classes)s::uuid[]))
   AND (%(school_class)s::uuid IS NULL OR c.id = %(school_class)s)
   AND (%(grade)s::int IS NULL OR c.grade = %(grade)s)
   AND (%(form)s = '' OR e.form = %(form)s) AND (%(kind)s = '' OR e.kind = %(kind)s)
   AND c.school_id = %(school)s
 ORDER BY e.date DESC, c.grade, c.number, p.number, s.id
 LIMIT %(most)s OFFSET %(offset)s
"""
MOST_IN_A_FILE = 50_000


@dataclass(frozen=True)
class Period:
    """What is asked for: the days, both included, and what narrows them."""

    first: date
    last: date
    grade: int | None = None
    school_class: uuid.UUID | None = None
    form: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PeriodEntry:
    """One entry of the register in a list."""

    student_id: uuid.UUID
    day: date
    grade: int
    class_number: int
    number: int | None
    name: str
    form: str
    kind: str
    reason: str
    note: str
    entered_by: str


def entries_of(
    period: Period, *, school: uuid.UUID, classes: Classes, most: int = MOST_IN_A_FILE, offset: int = 0
) -> tuple[list[PeriodEntry], int]:
    """The entries, newest day first, and how many there are in all. One query."""
    wanted = vars(period) | {
        "school": school, "classes": None if classes is None else list(classes), "most": most, "offset": offset,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, wanted)
        rows = cursor.fetchall()
    return [PeriodEntry(*row[:-1]) for row in rows], rows[0][-1] if rows else 0
