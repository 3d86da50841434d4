"""Rows for the tests of remarks: entries of the register, and what a page sends."""

from datetime import date

from hakjeok_web.attendance.models import AttendanceEntry, RegisterDay
from hakjeok_web.remarks.desk import desk_of
from hakjeok_web.schools.facts import calendars_of
from tests import builders


def enter(pupil, school_class, *days, form="absence", kind="illness", reason="감기"):
    """The same entry on several days of 2024, written past the register's own checks (`4-22`)."""
    by = builders.a_user()
    for day in days:
        AttendanceEntry.objects.create(
            school_id=pupil.school_id, student=pupil, school_class=school_class, date=on(day), form=form, kind=kind,
            reason=reason, version=1, entered_by=by, entered_at=f"{on(day)}T09:00:00+09:00",
        )  # fmt: skip


def on(day):
    if isinstance(day, date):
        return day
    month, number = (int(part) for part in day.split("-"))
    return date(2024 if month > 2 else 2025, month, number)


def school_days(school_class, count, last=builders.TODAY):
    """The last `count` school days up to a day."""
    calendar = calendars_of(school_class.school_year).of(school_class.grade)
    return calendar.between(calendar.first_day, last)[-count:]


def take_year(school_class):
    """Every school day of the year is taken."""
    by = builders.a_user()
    for day in calendars_of(school_class.school_year).of(school_class.grade).school_days:
        RegisterDay.objects.create(
            school_id=school_class.school_id, school_class=school_class, date=day, taken_by=by,
            taken_at=f"{day}T09:00:00+09:00",
        )  # fmt: skip


def line_of(school_class, by, pupil):
    return desk_of(school_class, by=by).line(pupil.pk)


def proposed(school_class, by, pupil):
    return line_of(school_class, by, pupil).proposal.text


def address(pupil, school_class, tail=""):
    return f"/attendance-remarks/{school_class.pk}/{pupil.pk}/{tail}"
