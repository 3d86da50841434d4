"""From rows to the rules' school calendar (학사일정), kept in memory by version."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from hakjeok.school_calendar import Calendar, Period
from hakjeok_web.schools.models import GRADES, CalendarEntry, GradeYear, SchoolYear

WEEKEND = {5: "토요일", 6: "일요일"}
BEFORE, AFTER = "첫 수업일 전", "마지막 수업일 뒤"


class DayLine(Protocol):
    """What a line of the calendar must tell: `CalendarEntry` and `Entry` do."""

    kind: str
    name: str
    first_on: date
    last_on: date
    grades: Sequence[int]


class GradeLine(Protocol):
    grade: int
    first_on: date
    last_on: date


@dataclass(frozen=True)
class Entry:
    """A line of the calendar as plain values, so that it can be shared between requests."""

    id: uuid.UUID
    kind: str
    name: str
    first_on: date
    last_on: date
    grades: tuple[int, ...] = ()

    @property
    def is_day_off(self) -> bool:
        return self.kind != CalendarEntry.Kind.EVENT

    @property
    def kind_label(self) -> str:
        return CalendarEntry.Kind(self.kind).label

    def covers(self, day: date, grade: int) -> bool:
        return self.first_on <= day <= self.last_on and (not self.grades or grade in self.grades)


@dataclass(frozen=True)
class Bounds:
    """First and last day of one grade where they differ from the school's."""

    grade: int
    first_on: date
    last_on: date


def calendar_of(
    school_year: SchoolYear, grade: int, entries: Iterable[DayLine], grade_years: Iterable[GradeLine] = ()
) -> Calendar:
    """The rules' calendar of one grade. Public holidays are lines like any other, because a school may edit them."""
    off = [
        each for each in entries if each.kind != CalendarEntry.Kind.EVENT and (not each.grades or grade in each.grades)
    ]
    own = next((each for each in grade_years if each.grade == grade), school_year)
    breaks = [each for each in off if each.kind == CalendarEntry.Kind.BREAK]
    single = [each for each in off if each.kind != CalendarEntry.Kind.BREAK]
    return Calendar(
        school_year=school_year.year,
        first_day=own.first_on,
        last_day=own.last_on,
        breaks=tuple(Period(from_=each.first_on, to=each.last_on) for each in breaks),
        days_off=tuple(sorted({day for each in single for day in days_of(each)})),
        public_holidays=False,
    )


def days_of(line: DayLine) -> tuple[date, ...]:
    """Every day of a line, both ends included."""
    return tuple(line.first_on + timedelta(days=each) for each in range((line.last_on - line.first_on).days + 1))


class YearCalendars:
    """The calendars of a school year's six grades. Shared by all requests, never changed after it is made."""

    def __init__(self, school_year: SchoolYear, entries: Iterable[Entry], bounds: Iterable[Bounds]) -> None:
        self.school_year_id = school_year.pk
        self.version = school_year.version
        self.entries = tuple(entries)
        self.bounds = {each.grade: each for each in bounds}
        self._of = {grade: calendar_of(school_year, grade, self.entries, self.bounds.values()) for grade in GRADES}
        self._off = {grade: self._reasons(grade) for grade in GRADES}

    def of(self, grade: int) -> Calendar:
        """The calendar of a grade, with its school days computed once."""
        return self._of[grade]

    def name_of(self, day: date, grade: int) -> str:
        """Why there is no school on `day` (대체공휴일, 토요일 …); an empty string for a school day."""
        calendar = self._of[grade]
        if calendar.is_school_day(day):
            return ""
        if day < calendar.first_day:
            return BEFORE
        if day > calendar.last_day:
            return AFTER
        line = self._off[grade].get(day)
        return line.name if line else WEEKEND[day.weekday()]

    def line_on(self, day: date, grade: int) -> Entry | None:
        """The line that makes a day free, holidays within a break included; None for weekends and school days."""
        return self._off[grade].get(day)

    def events_on(self, day: date, grade: int) -> tuple[str, ...]:
        """Names of the events (행사) of a day; they do not make it a day off."""
        return tuple(each.name for each in self.entries if not each.is_day_off and each.covers(day, grade))

    def _reasons(self, grade: int) -> dict[date, Entry]:
        # The shortest line names a day best: a holiday within the break is called by its own name.
        lines = [each for each in self.entries if each.is_day_off and (not each.grades or grade in each.grades)]
        lines.sort(key=lambda each: each.first_on - each.last_on)
        return {day: each for each in lines for day in days_of(each)}


# The newest calendars of each year, one process's own. A version that a rollback took back is never given again
# (migration 0002), so equal versions mean equal calendars.
_known: dict[uuid.UUID, YearCalendars] = {}
KNOWN_AT_MOST = 256


def calendars_of(school_year: SchoolYear) -> YearCalendars:
    """The calendars of a year that was just read. No query where its version is known, otherwise one."""
    known = _known.get(school_year.pk)
    if known is not None and known.version == school_year.version:
        return known
    if len(_known) >= KNOWN_AT_MOST:
        _known.clear()
    _known[school_year.pk] = made = YearCalendars(school_year, *_lines(school_year.pk))
    return made


def calendars_of_year(school_year_id: uuid.UUID) -> YearCalendars:
    """The calendars of a year by its id: one query where its version is known, otherwise two."""
    return calendars_of(SchoolYear.objects.get(pk=school_year_id))


def _lines(school_year_id: uuid.UUID) -> tuple[list[Entry], list[Bounds]]:
    """Entries and first/last days of the grades, both in one query."""
    ours = {"school_year": OuterRef("pk")}
    days = {"first_on": F("first_on"), "last_on": F("last_on")}
    entries = CalendarEntry.objects.filter(**ours).order_by("first_on", "name", "id")
    bounds = GradeYear.objects.filter(**ours).order_by("grade")
    found = SchoolYear.objects.values_list(
        ArraySubquery(entries.values_list(JSONObject(id="id", kind="kind", name="name", grades="grades", **days))),
        ArraySubquery(bounds.values_list(JSONObject(grade="grade", **days))),
    ).get(pk=school_year_id)
    return [_entry(each) for each in found[0]], [Bounds(**_dated(each)) for each in found[1]]


def _entry(found: dict) -> Entry:
    return Entry(**_dated(found) | {"id": uuid.UUID(found["id"]), "grades": tuple(found["grades"])})


def _dated(found: dict) -> dict:
    return found | {name: date.fromisoformat(found[name]) for name in ("first_on", "last_on")}
