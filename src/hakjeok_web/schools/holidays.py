"""Public holidays (공휴일) from the rules' table into the school's own, editable one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hakjeok.errors import BadInput
from hakjeok.public_holidays import holidays_of
from hakjeok_web.schools.models import CalendarEntry, SchoolYear


@dataclass(frozen=True)
class Compared:
    """A public holiday of the table beside what the school's calendar says of that day."""

    day: date
    name: str
    known_as: str | None = None

    @property
    def is_known(self) -> bool:
        return self.known_as is not None


def of_year(year: int) -> tuple[tuple[date, str], ...]:
    """Day and Korean name of each public holiday of the school year; none where the table does not reach it."""
    try:
        return holidays_of(year)
    except BadInput:
        return ()


def compare(school_year: SchoolYear) -> list[Compared]:
    """Every public holiday of the table, and whether the school's calendar has that day as one. One query."""
    known = {each.first_on: each.name for each in school_year.entries.filter(kind=CalendarEntry.Kind.PUBLIC_HOLIDAY)}
    return [Compared(day, name, known.get(day)) for day, name in of_year(school_year.year)]


def rows(school_year: SchoolYear, days: Iterable[tuple[date, str]]) -> list[CalendarEntry]:
    """Unsaved lines of the calendar, one a day."""
    return [
        CalendarEntry(
            school_id=school_year.school_id, school_year=school_year, kind=CalendarEntry.Kind.PUBLIC_HOLIDAY,
            name=name, first_on=day, last_on=day,
        )
        for day, name in days
    ]  # fmt: skip
