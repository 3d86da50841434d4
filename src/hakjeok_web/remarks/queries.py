"""Reads of remarks: the classes, the values of the year, and what is known of pupils."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from hakjeok.attendance.remark import RemarkFacts
from hakjeok.school_calendar import Calendar
from hakjeok.vocabulary import AbsenceForm, AbsenceKind
from hakjeok_web.attendance.models import AttendanceEntry, Form, RegisterDay
from hakjeok_web.remarks.models import HiddenReason, MeasureChange, PerfectGround, ViolenceMeasure
from hakjeok_web.remarks.proposals import Entered, MeasureNow, Rules, measures_said
from hakjeok_web.schools.models import SchoolClass, SchoolYear
from hakjeok_web.schools.queries import within_year
from hakjeok_web.schools.rulings import rulings_of

HERE, OWN_REGISTER = "출결 특기사항", "학교폭력 조치상황 관리"
# A pupil stands in the class where he is, or was last, in the year; his remark is written there.
LAST_SEAT = """
WITH seat AS (
  SELECT DISTINCT ON (p.student_id) p.student_id, p.school_class_id, p.number, p.to_on
    FROM students_classplacement p JOIN schools_schoolclass c ON c.id = p.school_class_id
   WHERE c.school_year_id = %(year)s AND p.from_on <= %(today)s
   ORDER BY p.student_id, p.from_on DESC)
"""
_CLASSES = f"""{LAST_SEAT}
SELECT c.id, c.grade, c.number, count(s.student_id), count(r.id), count(r.id) FILTER (WHERE r.text <> ''),
       max(r.written_at)
  FROM schools_schoolclass c
  LEFT JOIN seat s ON s.school_class_id = c.id
  LEFT JOIN remarks_remark r ON r.student_id = s.student_id AND r.school_year_id = c.school_year_id
 WHERE c.school_year_id = %(year)s AND (%(classes)s::uuid[] IS NULL OR c.id = ANY(%(classes)s::uuid[]))
 GROUP BY c.id, c.grade, c.number ORDER BY count(r.id) = count(s.student_id), c.grade, c.number
"""  # noqa: S608  (constants only)


@dataclass(frozen=True)
class ClassLine:
    """A class with how many of its remarks are written (쓴 학생), empty ones among them counted."""

    id: uuid.UUID
    grade: int
    number: int
    pupils: int
    written: int
    with_text: int
    last_at: datetime | None

    @property
    def name(self) -> str:
        return f"{self.grade}학년 {self.number}반"

    @property
    def left(self) -> int:
        return self.pupils - self.written


def class_lines(school_year: SchoolYear, *, today: date, classes: Collection[uuid.UUID] | None) -> list[ClassLine]:
    """The classes within reach, those with remarks to write first. One query."""
    wanted = {"year": school_year.pk, "today": within_year(school_year.year, today)}
    wanted["classes"] = None if classes is None else list(classes)
    with connection.cursor() as cursor:
        cursor.execute(_CLASSES, wanted)
        return [ClassLine(*row) for row in cursor.fetchall()]


def rules_on(school_year: SchoolYear, today: date) -> Rules:
    """What the principal set, as the decisions take it: as of today, or of the year's last day. One query."""
    day = within_year(school_year.year, today)
    return Rules(**rulings_of(school_year).taken(RemarkFacts, day))


def untaken_days(school_class: SchoolClass, calendar: Calendar, today: date) -> int:
    """School days of the year until today that nobody has taken. One query."""
    days = RegisterDay.objects.filter(school_class=school_class, taken_at__isnull=False)
    taken = set(days.values_list("date", flat=True))
    return sum(day <= today and day not in taken for day in calendar.school_days)


def entries_of(students: Collection[uuid.UUID], calendar: Calendar) -> Mapping[uuid.UUID, list[Entered]]:
    """What was entered for the pupils on the school days of the year, in its order. One query."""
    found: dict[uuid.UUID, list[Entered]] = {}
    rows = AttendanceEntry.objects.filter(
        student_id__in=students, date__range=(calendar.first_day, calendar.last_day)
    ).exclude(form=Form.PRESENT)
    for student, day, form, kind, reason in rows.order_by("date").values_list(
        "student_id", "date", "form", "kind", "reason"
    ):
        if calendar.is_school_day(day):
            entry = Entered(day, AbsenceForm(form), AbsenceKind(kind), " ".join(reason.split()))
            found.setdefault(student, []).append(entry)
    return found


def grounds_of(students: Collection[uuid.UUID], year: SchoolYear) -> Mapping[uuid.UUID, PerfectGround]:
    """What was last told about each pupil's year. One query."""
    rows = PerfectGround.objects.filter(student_id__in=students, school_year=year)
    return {row.student_id: row for row in rows.order_by("recorded_at", "id")}


def ground_of(student: uuid.UUID, year: SchoolYear) -> PerfectGround | None:
    """What was last told about the pupil's year. One query."""
    return PerfectGround.objects.filter(student_id=student, school_year=year).first()


def hidden_reasons(students: Collection[uuid.UUID], year: SchoolYear) -> Mapping[uuid.UUID, frozenset[str]]:
    """The illnesses that are not named, by pupil. One query."""
    last: dict[uuid.UUID, dict[str, bool]] = {}
    for row in HiddenReason.objects.filter(student_id__in=students, school_year=year).order_by("recorded_at", "id"):
        last.setdefault(row.student_id, {})[row.reason] = row.is_hidden
    return {
        student: frozenset(reason for reason, is_hidden in reasons.items() if is_hidden)
        for student, reasons in last.items()
    }


def measures_of(students: Collection[uuid.UUID]) -> Mapping[uuid.UUID, list[MeasureNow]]:
    """The measures that stand, after all changes, in the order of their first decisions. Two queries."""
    found: dict[uuid.UUID, list[MeasureNow]] = {}
    for measure in ViolenceMeasure.objects.filter(student_id__in=students).prefetch_related("later"):
        now = as_it_stands(measure)
        if now is not None:
            found.setdefault(measure.student_id, []).append(now)
    return found


def as_it_stands(measure: ViolenceMeasure) -> MeasureNow | None:
    """The measure after its changes, with its first date (p.30); None where it is gone."""
    changes: Sequence[MeasureChange] = list(measure.later.all())
    last = changes[-1] if changes else measure
    return MeasureNow(last.law_item, measure.decided_on, last.text) if last.law_item else None


@dataclass(frozen=True)
class ListedMeasure:
    """One measure in the school's list, with where the pupil is in the year."""

    student: uuid.UUID
    school_class: uuid.UUID
    grade: int
    class_number: int
    number: int
    name: str
    decided_on: date
    item: str
    text: str
    later: str
    place: str

    @property
    def seat(self) -> str:
        return f"{self.grade}-{self.class_number} {self.number}번"


_SEATS = f"""{LAST_SEAT}
SELECT s.student_id, c.id, c.grade, c.number, s.number, p.name
  FROM seat s JOIN schools_schoolclass c ON c.id = s.school_class_id JOIN students_student p ON p.id = s.student_id
 WHERE s.student_id IN (SELECT student_id FROM remarks_violencemeasure)
   AND (%(classes)s::uuid[] IS NULL OR c.id = ANY(%(classes)s::uuid[]))
"""  # noqa: S608  (constants only)


def listed_measures(
    school_year: SchoolYear, *, today: date, classes: Collection[uuid.UUID] | None
) -> list[ListedMeasure]:
    """The measures of the year's pupils within reach, the last decided first. Three queries."""
    wanted = {"year": school_year.pk, "today": within_year(school_year.year, today)}
    wanted["classes"] = None if classes is None else list(classes)
    with connection.cursor() as cursor:
        cursor.execute(_SEATS, wanted)
        seats = {row[0]: row[1:] for row in cursor.fetchall()}
    found = ViolenceMeasure.objects.filter(student_id__in=seats).prefetch_related("later")
    return [_listed(each, seats[each.student_id], school_year.year) for each in found.order_by("-decided_on", "-id")]


def _listed(measure: ViolenceMeasure, seat: tuple, year: int) -> ListedMeasure:
    changes, grade = list(measure.later.all()), seat[1]
    now = as_it_stands(measure)
    said = measures_said([now] if now else [], grade=grade, school_year=year)
    later = (changes[-1].text or f"없어짐({changes[-1].get_ground_display()})") if changes else ""
    place = OWN_REGISTER if said.in_own_register else HERE if now else ""
    return ListedMeasure(
        measure.student_id, *seat, measure.decided_on, measure.get_law_item_display(), measure.text, later, place
    )
