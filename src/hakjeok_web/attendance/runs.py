"""Consecutive school days (연속): runs in a pupil's days, as a school's calendar has them."""

from collections.abc import Iterable
from datetime import date

from hakjeok.school_calendar import Calendar

Run = tuple[date, date]


def runs_in(days: Iterable[date], calendar: Calendar) -> tuple[Run, ...]:
    """First and last day of each run of consecutive school days; days off are left out."""
    number_of, runs = calendar.number_of, []
    for day in sorted(day for day in days if day in number_of):
        if runs and number_of[day] == number_of[runs[-1][1]] + 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return tuple(runs)
