"""Reads of the register."""

import uuid
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import connection
from django.http import Http404

from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance.consigned import consigned_days, told
from hakjeok_web.attendance.models import AttendanceEntry, EntryChange, RegisterAct
from hakjeok_web.attendance.month import Cell, DayState, Month, Pupil, end_of, month_of
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import SchoolClass

# A pupil's place and, beside it, what was entered for him in the period: one query for a class or a school.
_ROWS = """
SELECT p.school_class_id, s.id, p.number, s.name, s.sex, s.birth_on, p.from_on, p.to_on,
       e.date, e.form, e.kind, e.reason, e.note, e.version, u.name, e.entered_at
  FROM students_classplacement p
  JOIN students_student s ON s.id = p.student_id
  LEFT JOIN attendance_attendanceentry e
         ON e.student_id = p.student_id AND e.date >= %(first)s AND e.date < %(end)s
        AND e.date >= p.from_on AND (p.to_on IS NULL OR e.date <= p.to_on)
  LEFT JOIN accounts_user u ON u.id = e.entered_by_id
 WHERE p.school_class_id = ANY(%(classes)s) AND p.from_on < %(end)s AND (p.to_on IS NULL OR p.to_on >= %(first)s)
 ORDER BY p.school_class_id, p.number, p.from_on, p.student_id
"""

_STATES = """
SELECT school_class_id, date, taken_at, is_closed, NULL::bigint FROM attendance_registerday
 WHERE school_class_id = ANY(%(classes)s) AND date >= %(first)s AND date < %(end)s
UNION ALL
SELECT school_class_id, first_on, NULL, is_closed, version FROM attendance_registermonth
 WHERE school_class_id = ANY(%(classes)s) AND first_on = %(month)s
"""
OPEN = (False, 0)  # a month that nobody has written to yet


def readable_class(actor: Actor, school_class_id: uuid.UUID, menu: Menu = Menu.REGISTER) -> SchoolClass:
    """The class with its school year, or 404: another school's and another class's do not exist. One query."""
    found = SchoolClass.objects.select_related("school_year").filter(pk=school_class_id).first()
    if found is None or not actor.may_read_class(menu, found.pk):
        raise Http404
    return found


def class_month(
    school_class: SchoolClass, first_on: date, *, locked_at: int | None = None, reader: Actor | None = None
) -> Month:
    """A class's whole month. One query; the calendar comes from memory once its year is known.

    `locked_at` is the version of a writer who holds the month's lock, and so knows that it is open. Of secret stays at
    institutions the month tells a `reader` only what he may know; without one it tells of none.
    """
    month = class_months([school_class], first_on, first_on, end_of(first_on), reader=reader)[0]
    return month if locked_at is None else replace(month, version=locked_at, is_closed=False)


def class_day(school_class: SchoolClass, day: date, *, reader: Actor | None = None) -> Month:
    """The same for one day: a month that knows nothing of its other days. One query."""
    return class_months([school_class], month_of(day), day, day + timedelta(days=1), reader=reader)[0]


def class_months(
    classes: Collection[SchoolClass], month: date, first: date, end: date, *, reader: Actor | None = None
) -> list[Month]:
    """Several classes of one school year, from `first` to before `end` within `month`. One query for all."""
    rows, states, stays = _read([each.pk for each in classes], month, first, end)
    pupils, cells = _pupils_and_cells(rows)
    days, months = _days_and_months(states)
    found = []
    for each in classes:
        school_days = _school_days(each, first, end)
        known, withheld = consigned_days(stays, school_days, reader=reader) if stays else ({}, {})
        found.append(
            Month(
                school_class_id=each.pk,
                first_on=month,
                school_days=school_days,
                pupils=tuple(pupils.get(each.pk, ())),
                cells=cells.get(each.pk, {}),
                days=days.get(each.pk, {}),
                is_closed=months.get(each.pk, OPEN)[0],
                version=months.get(each.pk, OPEN)[1],
                consigned=known,
                withheld=withheld,
            )
        )
    return found


def _school_days(school_class: SchoolClass, first: date, end: date) -> tuple[date, ...]:
    calendar = calendars_of(school_class.school_year).of(school_class.grade)
    return calendar.between(first, end - timedelta(days=1))


def _read(classes, month, first, end):
    """Pupils with their entries, days and months, and stays at institutions: one round trip for all three."""
    wanted = {"classes": classes, "month": month, "first": first, "end": end}
    with connection.cursor() as cursor:
        cursor.execute(f"{_ROWS}; {_STATES}; {told.source.stays_of_classes}", wanted)
        rows = cursor.fetchall()
        cursor.nextset()
        states = cursor.fetchall()
        cursor.nextset()
        return rows, states, told.source.stays(cursor.fetchall())


def _pupils_and_cells(rows):
    pupils: dict[uuid.UUID, list[Pupil]] = {}
    cells: dict[uuid.UUID, dict[tuple[uuid.UUID, date], Cell]] = {}
    last = None
    for school_class, student, number, name, sex, birth, from_on, to_on, *entry in rows:
        if (student, from_on) != last:
            last = (student, from_on)
            pupils.setdefault(school_class, []).append(Pupil(student, number, name, sex, birth, from_on, to_on))
        if entry[0] is not None:
            cells.setdefault(school_class, {})[student, entry[0]] = Cell(*entry[1:])
    return pupils, cells


def _days_and_months(states):
    days: dict[uuid.UUID, dict[date, DayState]] = {}
    months: dict[uuid.UUID, tuple[bool, int]] = {}
    for school_class, day, taken_at, is_closed, version in states:
        if version is None:
            days.setdefault(school_class, {})[day] = DayState(taken_at, is_closed)
        else:
            months[school_class] = is_closed, version
    return days, months


def changes_since(month: Month, version: int) -> list[tuple[uuid.UUID, date]]:
    """Cells of the month that were written after `version` (고친 칸). One query."""
    rows = EntryChange.objects.filter(
        school_class_id=month.school_class_id,
        version__gt=version,
        date__gte=month.first_on,
        date__lt=end_of(month.first_on),
    )
    return list(rows.values_list("student_id", "date").distinct())


def history_of_cell(student_id: uuid.UUID, day: date) -> list[EntryChange]:
    """Every act on one cell, newest first: who entered and what was changed (입력 이력). One query."""
    rows = EntryChange.objects.filter(student_id=student_id, date=day)
    rows = rows.select_related("changed_by", "document__school")
    return list(rows.order_by("-id"))


def unexcused_days(student_ids: Collection[uuid.UUID], first: date, last: date) -> dict[uuid.UUID, list[date]]:
    """Days of unexcused absence (미인정결석) of each pupil, in order, from `first` to `last`. One query."""
    days: dict[uuid.UUID, list[date]] = {}
    rows = AttendanceEntry.objects.filter(
        student_id__in=student_ids, form="absence", kind="unexcused", date__range=(first, last)
    ).order_by("date")
    for student, day in rows.values_list("student_id", "date"):
        days.setdefault(student, []).append(day)
    return days


def last_closing(school_class: SchoolClass, first_on: date) -> RegisterAct | None:
    """The last 마감 or 마감취소 of a month. One query."""
    kinds = (RegisterAct.Kind.CLOSE_MONTH, RegisterAct.Kind.REOPEN_MONTH)
    acts = RegisterAct.objects.filter(school_class=school_class, date=first_on, kind__in=kinds)
    return acts.select_related("by").first()


def last_touched(month: Month) -> datetime | None:
    """When the month was last written to. No query."""
    return max((cell.at for cell in month.cells.values() if cell.at), default=None)
