"""Who has not been away once this year (개근), by `attendance.perfect` on what register and ledger tell."""

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection

from hakjeok.attendance.perfect import ADDED, Entry, Perfect, PerfectFacts, Special
from hakjeok.attendance.perfect import perfect as decide_perfect
from hakjeok.dates import first_of_school_year
from hakjeok.vocabulary import Change
from hakjeok_web.attendance.statistics import Classes
from hakjeok_web.schools.models import SchoolYear

# The layers above know who is taught at home, in a hospital or at a distance; they add themselves when they start.
specials: list[Callable[[Collection[uuid.UUID], date], Mapping[uuid.UUID, Special]]] = []

# Pupils of the day's classes without one entry that counts in the year, with the lines of the year's ledger and the
# grade of the line before each.
_CLEAN = """
SELECT s.id, c.grade, c.number, p.number, s.name,
       (SELECT json_agg(json_build_array(r.kind, r.effective_on, r.grade, r.grade_before) ORDER BY r.seq)
          FROM (SELECT r.*, lag(r.grade) OVER (ORDER BY r.seq) AS grade_before
                  FROM students_recordchange r
                 WHERE r.student_id = s.id AND r.cancels_id IS NULL
                   AND NOT EXISTS (SELECT 1 FROM students_recordchange x WHERE x.cancels_id = r.id)) r
         WHERE r.effective_on BETWEEN %(first)s AND %(day)s)
  FROM students_classplacement p
  JOIN students_student s ON s.id = p.student_id
  JOIN schools_schoolclass c ON c.id = p.school_class_id
 WHERE c.school_year_id = %(year)s AND p.from_on <= %(day)s AND (p.to_on IS NULL OR p.to_on >= %(day)s)
   AND (%(grade)s::int IS NULL OR c.grade = %(grade)s)
   AND (%(classes)s::uuid[] IS NULL OR c.id = ANY(%(classes)s::uuid[]))
   AND NOT EXISTS (SELECT 1 FROM attendance_attendanceentry e
                    WHERE e.student_id = s.id AND e.kind NOT IN ('', 'authorized')
                      AND e.date BETWEEN %(first)s AND %(day)s)
 ORDER BY c.grade, c.number, p.number
"""


@dataclass(frozen=True)
class PerfectYear:
    """A pupil whose year is perfect so far, and how he came into the grade."""

    student_id: uuid.UUID
    grade: int
    class_number: int
    number: int
    name: str
    entry: Entry
    decided: Perfect

    @property
    def needs_former_school(self) -> bool:
        """Whether the attendance before the entry has to be added, which this register does not know (p.31)."""
        return self.entry in ADDED


def perfect_years(
    school_year: SchoolYear, *, day: date, grade: int | None = None, classes: Classes = None
) -> list[PerfectYear]:
    """The pupils for whom 개근 would be written as of a day. One query, and what the layers above need."""
    wanted = {
        "year": school_year.pk, "first": first_of_school_year(school_year.year), "day": day, "grade": grade,
        "classes": None if classes is None else list(classes),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_CLEAN, wanted)
        rows = cursor.fetchall()
    special = _specials({row[0] for row in rows}, day)
    decisions: dict[tuple[Entry, Special | None], Perfect] = {}
    found = []
    for *who, changes in rows:
        facts = _entry_of(changes or (), school_year.first_on), special.get(who[0])
        if facts not in decisions:
            decisions[facts] = decide_perfect(PerfectFacts(entry=facts[0], special=facts[1]))
        if decisions[facts].perfect:
            found.append(PerfectYear(*who, facts[0], decisions[facts]))
    return found


def _specials(students: Collection[uuid.UUID], day: date) -> Mapping[uuid.UUID, Special]:
    return {student: each for told in specials for student, each in told(students, day).items()}


def _entry_of(changes: Collection[tuple[str, str, int, int | None]], first_on: date) -> Entry:
    """How the pupil came into the grade, by the last line of the year that let him in."""
    entry = Entry.FULL_YEAR
    for kind, on, grade, grade_before in changes:
        match kind:
            case Change.TRANSFER_IN:
                entry = Entry.TRANSFER_IN
            case Change.LATERAL_ENTRY:
                entry = Entry.LATERAL_ENTRY
            case Change.REENTRY:
                higher = grade_before is not None and grade > grade_before
                entry = Entry.REENTRY_HIGHER if higher else Entry.REENTRY_SAME_OR_LOWER
            case Change.ADMISSION | Change.ENROLLMENT if date.fromisoformat(on) > first_on:
                entry = Entry.MID_YEAR_ADMISSION
    return entry
