"""Runs of consecutive school days absent (연속 결석)."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from hakjeok.result import told
from hakjeok.school_calendar import Calendar


@dataclass(frozen=True)
class Run:
    """Consecutive school days absent: the first, the last and how many."""

    first: date = told("첫 결석일")
    last: date = told("마지막 결석일")
    days: int = told("연속 결석 일수")

    def nth(self, number: int, calendar: Calendar) -> date | None:
        """The nth school day of the run, had it gone on; None past the year's end."""
        return calendar.nth_from(self.first, number)


@dataclass(frozen=True)
class Runs:
    """The runs of a year up to a day.

    `current` is the run that reaches that day; `ignored` counts the dates that are no school day or later.
    """

    current: Run | None
    longest: int
    number: int
    ignored: int


def runs_of(absences: Iterable[date], calendar: Calendar, today: date) -> Runs:
    """The runs up to `today`; a day off counts as the last school day before it (p.27)."""
    dates = set(absences)
    until = bisect_right(calendar.school_days, today)
    number_of = calendar.number_of
    numbers = sorted(number for each in dates if (number := number_of.get(each, until)) < until)
    runs = tuple(_runs(numbers))
    reaches_today = bool(runs) and runs[-1][1] == until - 1
    return Runs(
        current=_run(*runs[-1], calendar) if reaches_today else None,
        longest=max((last - first + 1 for first, last in runs), default=0),
        number=len(runs),
        ignored=len(dates) - len(numbers),
    )


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run among rising numbers of school days."""
    begin = 0
    for index, number in enumerate(numbers):
        if index + 1 == len(numbers) or numbers[index + 1] != number + 1:
            yield numbers[begin], number
            begin = index + 1


def _run(first: int, last: int, calendar: Calendar) -> Run:
    days = calendar.school_days
    return Run(days[first], days[last], last - first + 1)
