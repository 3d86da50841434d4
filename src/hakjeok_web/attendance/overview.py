"""The school's attendance as sums (학교 출결 통계): by month, grade, sex, form and kind, beside the year before."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection

from hakjeok_web.attendance.symbols import FORMS, KINDS
from hakjeok_web.schools.models import SchoolYear
from hakjeok_web.students.models import Student

Sex = Student.Sex

# Of the year before only what lay as early in it counts: a running month is compared with as many days.
_SUMS = """
SELECT y.year, extract(month FROM e.date)::int, c.grade, s.sex, e.form, e.kind, count(*)
  FROM schools_schoolyear y
  JOIN schools_schoolclass c ON c.school_year_id = y.id
  JOIN attendance_attendanceentry e ON e.school_class_id = c.id
  JOIN students_student s ON s.id = e.student_id
 WHERE y.id = ANY(%(years)s) AND e.kind <> ''
   AND e.date <= CASE WHEN y.year = %(year)s THEN %(until)s ELSE (%(until)s - interval '1 year')::date END
 GROUP BY 1, 2, 3, 4, 5, 6
"""
_PUPILS = """
SELECT y.year, c.grade, s.sex, count(DISTINCT s.id)
  FROM schools_schoolyear y
  JOIN schools_schoolclass c ON c.school_year_id = y.id
  JOIN students_classplacement p ON p.school_class_id = c.id
  JOIN students_student s ON s.id = p.student_id
 WHERE y.id = ANY(%(years)s)
 GROUP BY 1, 2, 3
"""


@dataclass(frozen=True, slots=True)
class Sum:
    """How many entries of one form and kind in one month, of one grade and sex, in one school year."""

    year: int
    month: int
    grade: int
    sex: str
    form: str
    kind: str
    number: int


@dataclass(frozen=True)
class Wanted:
    """What is counted (보기): one form or all, one grade or all, one sex or both."""

    form: str = ""
    grade: int | None = None
    sex: str = ""

    def fits(self, each: Sum) -> bool:
        return self.form in ("", each.form) and self.grade in (None, each.grade) and self.sex in ("", each.sex)


@dataclass(frozen=True)
class Line:
    """One line of a table and one bar of a chart: the kinds this year, all together the year before."""

    label: str
    kinds: tuple[int, ...]
    before: int
    pupils: int | None = None

    @property
    def total(self) -> int:
        return sum(self.kinds)

    @property
    def total_text(self) -> str:
        """`1,204`."""
        return f"{self.total:,}"

    @property
    def a_hundred(self) -> str:
        """How many to a hundred pupils, so that grades of unlike size compare."""
        return f"{self.total * 100 / self.pupils:.1f}" if self.pupils else "–"


@dataclass(frozen=True)
class Overview:
    """A school year's sums beside those of the year before, up to a day."""

    year: int
    has_before: bool
    sums: tuple[Sum, ...]
    pupils: Mapping[tuple[int, int, str], int]

    def months(self, wanted: Wanted, months: Iterable[date]) -> list[Line]:
        return [self._line(f"{each.month}월", wanted, lambda s, m=each.month: s.month == m) for each in months]

    def grades(self, wanted: Wanted, grades: Iterable[int]) -> list[Line]:
        return [
            self._line(f"{each}학년", wanted, lambda s, g=each: s.grade == g, self._pupils(each, wanted.sex))
            for each in grades
        ]

    def sexes(self, wanted: Wanted) -> list[Line]:
        return [
            self._line(f"{each.label}학생", wanted, lambda s, x=each: s.sex == x, self._pupils(wanted.grade, each))
            for each in ([Sex(wanted.sex)] if wanted.sex else Sex)
        ]

    def forms(self, wanted: Wanted) -> list[tuple[str, Line]]:
        """Each form with its kinds, whatever form is asked for."""
        every = Wanted("", wanted.grade, wanted.sex)
        return [(form, self._line(form, every, lambda s, f=form: s.form == f)) for form in FORMS]

    def _line(self, label: str, wanted: Wanted, fits: Callable[[Sum], bool], pupils: int | None = None) -> Line:
        kinds: Counter[str] = Counter()
        before = 0
        for each in self.sums:
            if wanted.fits(each) and fits(each):
                if each.year == self.year:
                    kinds[each.kind] += each.number
                else:
                    before += each.number
        return Line(label, tuple(kinds[kind] for kind in KINDS), before, pupils)

    def _pupils(self, grade: int | None, sex: str) -> int:
        return sum(
            number
            for (year, in_grade, of_sex), number in self.pupils.items()
            if year == self.year and grade in (None, in_grade) and sex in ("", of_sex)
        )


def overview_of(school_year: SchoolYear, before: SchoolYear | None, *, until: date) -> Overview:
    """The sums of a year up to `until`, and of the year before up to the same day. Two queries in one round trip."""
    years: list[uuid.UUID] = [each.pk for each in (school_year, before) if each]
    with connection.cursor() as cursor:
        cursor.execute(f"{_SUMS}; {_PUPILS}", {"years": years, "year": school_year.year, "until": until})
        sums = tuple(Sum(*row) for row in cursor.fetchall())
        cursor.nextset()
        pupils = {row[:3]: row[3] for row in cursor.fetchall()}
    return Overview(school_year.year, before is not None, sums, pupils)
