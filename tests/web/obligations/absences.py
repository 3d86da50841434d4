"""Rows for the tests of obligations: absences, taken days and measures, written as quickly as the register allows."""

from datetime import date

from hakjeok_web.attendance import actions
from hakjeok_web.attendance.actions import Entry
from hakjeok_web.attendance.month import month_of
from hakjeok_web.obligations import actions as obligations
from hakjeok_web.obligations.models import Obligation
from hakjeok_web.schools.facts import calendars_of
from tests import builders

# School days of 2024 around the tests' today (5. 3.); 4. 22. is the first of ten.
TEN_DAYS = tuple(date(2024, 4, day) for day in (22, 23, 24, 25, 26, 29, 30)) + tuple(
    date(2024, 5, day) for day in (1, 2, 3)
)


def school_days(school_class, until=builders.TODAY):
    calendar = calendars_of(school_class.school_year).of(school_class.grade)
    return calendar.between(calendar.first_day, until)


def take(school_class, teacher, *days):
    """Take days, one act a day."""
    for day in days:
        actions.save_cells(school_class=school_class, month=month_of(day), entries=[], by=teacher, take=day)


def mark(school_class, teacher, pupil, *days, form="absence", kind="unexcused"):
    """Write the same into several cells of a pupil, each as the first entry of its cell."""
    for month in sorted({month_of(day) for day in days}):
        entries = [Entry(pupil.pk, day, form, kind) for day in days if month_of(day) == month]
        actions.save_cells(school_class=school_class, month=month, entries=entries, by=teacher)


def recompute(today=builders.TODAY):
    return obligations.recompute(builders.HANBIT, today)


def titles(**which):
    return sorted(Obligation.objects.filter(**which).values_list("title", flat=True))
