"""The days of a field trip: which are asked for, how many run on, how many are left of the year's limit (p.23)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from hakjeok.school_calendar import Calendar

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class TripDays:
    """The school days of a trip and what they take from the year's limit."""

    school_days: tuple[datetime.date, ...]
    longest_run: int
    taken: Fraction
    limit: int
    remaining_before: Fraction

    @property
    def first(self) -> datetime.date:
        """The first school day of the trip."""
        return self.school_days[0]

    @property
    def last(self) -> datetime.date:
        """The last school day of the trip."""
        return self.school_days[-1]

    @property
    def remaining_after(self) -> Fraction:
        """What is left of the limit after the trip, never below none."""
        return max(Fraction(0), self.remaining_before - self.taken)


def longest_run(days: Sequence[datetime.date], calendar: Calendar) -> int:
    """The most school days that follow one another; days off between them do not part them (p.23)."""
    longest = run = 1
    for before, after in pairwise(calendar.number_of[day] for day in days):
        run = run + 1 if after == before + 1 else 1
        longest = max(longest, run)
    return longest


def plain(days: Fraction) -> float:
    """A number of days as it is shown: whole where it is whole, otherwise with its half."""
    return int(days) if days.denominator == 1 else float(days)
