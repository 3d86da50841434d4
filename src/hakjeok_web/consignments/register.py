"""What the register is told of consigned pupils (출석부가 아는 위탁): see attendance/consigned.py."""

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import connection

from hakjeok.attendance.spells import Record
from hakjeok.vocabulary import AbsenceForm, AbsenceKind, Exclusion
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.attendance.consigned import NO_COUNTS, Counts, Elsewhere, Stay, ToldMonth, is_insider
from hakjeok_web.attendance.month import end_of, month_of
from hakjeok_web.attendance.symbols import PAIRS
from hakjeok_web.consignments.models import Consignment

Kind = Consignment.Kind
OFF_THE_LADDER = {Kind.ALTERNATIVE: Exclusion.CONSIGNED, Kind.JUVENILE: Exclusion.JUVENILE_DETENTION}
SATURDAY = 5

_STAYS_FROM = """
SELECT c.student_id, c.from_on, c.to_on, c.kind, c.named_id,
       (SELECT json_agg(json_build_array(m.first_on, m.school_days, m.days, m.home_dates,
               (SELECT json_agg(json_build_array(e.date, e.form, e.kind, e.count) ORDER BY e.form, e.kind)
                  FROM consignments_consignedentry e WHERE e.month_id = m.id),
               (m.entered_at AT TIME ZONE 'Asia/Seoul')::date) ORDER BY m.first_on)
          FROM consignments_consignedmonth m WHERE m.consignment_id = c.id)
  FROM consignments_consignment c
 WHERE NOT c.is_cancelled AND (c.to_on IS NULL OR c.to_on >= %(first)s)
"""
_STAYS = f"""{_STAYS_FROM}
   AND c.student_id = ANY(%(students)s) AND c.from_on <= %(last)s ORDER BY c.student_id, c.from_on
"""
_STAYS_OF_CLASSES = f"""{_STAYS_FROM}
   AND c.from_on < %(end)s AND c.student_id IN (SELECT student_id FROM students_classplacement
       WHERE school_class_id = ANY(%(classes)s) AND from_on < %(end)s AND (to_on IS NULL OR to_on >= %(first)s))
 ORDER BY c.student_id, c.from_on
"""  # noqa: S608 (constants only)
_STAYS_OF_YEAR = f"""{_STAYS_FROM}
   AND c.from_on <= %(last)s AND c.student_id IN (SELECT p.student_id FROM students_classplacement p
       JOIN schools_schoolclass k ON k.id = p.school_class_id WHERE k.school_year_id = %(year)s)
 ORDER BY c.student_id, c.from_on
"""  # noqa: S608 (constants only)
_UNEXCUSED = f"""
SELECT c.student_id FROM consignments_consignment c
  JOIN consignments_consignedmonth m ON m.consignment_id = c.id
  JOIN consignments_consignedentry e ON e.month_id = m.id AND e.form = 'absence' AND e.kind = 'unexcused'
 WHERE c.student_id = s.id AND NOT c.is_cancelled AND c.kind <> '{Kind.PROTECTION}'
   AND m.first_on BETWEEN date_trunc('month', %(first)s::date) AND %(last)s
"""  # noqa: S608 (constants only)
# An entry belongs to the class that the pupil was in on its day; a month told as numbers, to that of its first day.
_COUNTS = """
SELECT p.school_class_id, c.student_id, e.form, e.kind, sum(e.count)
  FROM consignments_consignedentry e
  JOIN consignments_consignedmonth m ON m.id = e.month_id
  JOIN consignments_consignment c ON c.id = m.consignment_id AND NOT c.is_cancelled
  JOIN students_classplacement p ON p.student_id = c.student_id
       AND p.from_on <= coalesce(e.date, greatest(m.first_on, c.from_on))
       AND (p.to_on IS NULL OR p.to_on >= coalesce(e.date, greatest(m.first_on, c.from_on)))
  JOIN schools_schoolclass s ON s.id = p.school_class_id AND s.school_year_id = %(year)s
 WHERE m.first_on BETWEEN %(first)s AND %(last)s
   AND (c.kind <> %(secret)s OR %(insider)s OR c.named_id = %(staff)s)
 GROUP BY p.school_class_id, c.student_id, e.form, e.kind
"""


class Institutions:
    """The source that the register asks (위탁기관)."""

    stays_of_classes = _STAYS_OF_CLASSES
    unexcused_elsewhere = _UNEXCUSED

    def stays(self, rows: Iterable[tuple]) -> list[Stay]:
        """The stays that its statement found."""
        return [_stay(row) for row in rows]

    def stays_of(self, students: Collection[uuid.UUID], first: date, last: date) -> list[Stay]:
        """The stays that touch a period. One query."""
        return [_stay(row) for row in _rows(_STAYS, students=list(students), first=first, last=last)]

    def stays_in(self, year: uuid.UUID, first: date, last: date) -> list[Stay]:
        """The stays of a school year's pupils that touch a period. One query."""
        return [_stay(row) for row in _rows(_STAYS_OF_YEAR, year=year, first=first, last=last)]

    def year_of(self, student: uuid.UUID, first: date, last: date, *, today: date, reader: Actor | None) -> Elsewhere:
        """One pupil's time elsewhere that this reader may know of. One query."""
        known = [stay for stay in self.stays_of([student], first, last) if stay.is_known_to(reader)]
        told = [month for stay in known for month in stay.months if month_of(first) <= month.first_on <= last]
        return Elsewhere(
            stays=tuple(known),
            days=sum(month.days for month in told),
            records=tuple(record for month in told for record in month.records),
            missing=tuple(month for stay in known for month in _missing(stay, first, last, today)),
        )

    def counts_of(self, year: uuid.UUID, first: date, last: date, *, reader: Actor | None) -> Counts:
        """The institutions' entries of a school year between two days, as far as this reader may know. One query."""
        wanted = {
            "year": year, "first": first, "last": last, "secret": Kind.PROTECTION,
            "insider": reader is not None and is_insider(reader), "staff": reader.staff_id if reader else None,
        }  # fmt: skip
        counts: dict[tuple[uuid.UUID, uuid.UUID], list[int]] = {}
        with connection.cursor() as cursor:
            cursor.execute(_COUNTS, wanted)
            for school_class, student, form, kind, count in cursor.fetchall():
                counts.setdefault((school_class, student), list(NO_COUNTS))[PAIRS.index((form, kind))] = count
        return {key: tuple(row) for key, row in counts.items()}


def _rows(statement: str, **wanted: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, wanted)
        return cursor.fetchall()


def _stay(row: tuple) -> Stay:
    student, from_on, to_on, kind, named, months = row
    stay = Stay(
        student=student,
        from_on=from_on,
        to_on=to_on,
        home_dates=frozenset(_day(each) for month in months or () for each in month[3]),
        off_ladder=OFF_THE_LADDER.get(kind),
        named=frozenset({named} - {None}) if kind == Kind.PROTECTION else None,
    )
    return replace(stay, months=tuple(_told(stay, month) for month in months or ()))


def _told(stay: Stay, month: list) -> ToldMonth:
    first_on, school_days, *_, entered_on = month
    last_on = _told_until(stay, _day(first_on), school_days, _day(entered_on))
    return ToldMonth(_day(first_on), last_on, school_days, tuple(_records(stay, month)))


def _told_until(stay: Stay, first_on: date, school_days: int, entered_on: date) -> date:
    """The day of the entry, else the month's last; so too where the number has room in the whole month only."""
    last = end_of(first_on) - timedelta(days=1)
    until_then = [day for day in days_of_month(stay, first_on) if day <= entered_on and day.weekday() < SATURDAY]
    return last if school_days > len(until_then) else min(entered_on, last)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _records(stay: Stay, told: list) -> Iterator[Record]:
    """A month's entries as the rules want them; entries told as numbers get days of the month, one each."""
    first_on, _, _, _, entries, _ = told
    free = iter(days_of_month(stay, _day(first_on)))
    for on, form, kind, count in entries or ():
        for _ in range(count):
            yield Record(date=_day(on) if on else next(free), form=AbsenceForm(form), kind=AbsenceKind(kind))


def days_of_month(stay: Stay, first_on: date) -> list[date]:
    """The days of a month that belong to the institution, weekdays first."""
    days = (first_on + timedelta(days=each) for each in range((end_of(first_on) - first_on).days))
    return sorted((day for day in days if stay.covers(day)), key=lambda day: (day.weekday() >= SATURDAY, day))


def _missing(stay: Stay, first: date, last: date, today: date) -> Iterator[date]:
    entered = {month.first_on for month in stay.months}
    return (month for month in due_months(stay, first, last, today) if month not in entered)


def due_months(stay: Stay, first: date, last: date, today: date) -> Iterator[date]:
    """The months of a stay that are over, whole or with the stay, and so must have been told by the institution."""
    until = min(last, stay.to_on or last)
    month = month_of(max(first, stay.from_on))
    while month <= until:
        if min(end_of(month) - timedelta(days=1), until) < today:
            yield month
        month = end_of(month)
