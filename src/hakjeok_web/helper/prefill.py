"""What is known before anybody asks (미리 채움): from the clock, from one's own school, from a pupil's record.

Facts are known by name and kind alone, in the two tables below; nothing depends on a decision.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any, get_type_hints

from hakjeok.attendance.remark import RemarkFacts
from hakjeok.attendance.trip_facts import Limits
from hakjeok.dates import days_later, first_of_school_year, last_of_school_year, school_year_of
from hakjeok.errors import BadInput
from hakjeok.faces.answering import written
from hakjeok.faces.openapi import family_of
from hakjeok.faces.reading import alternatives
from hakjeok.facts import spoken
from hakjeok.parameters import load
from hakjeok.public_holidays import holidays_of
from hakjeok.record.events import Event
from hakjeok.registry import Decision
from hakjeok.school_calendar import Calendar, Period
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.attendance.cases import read_cases
from hakjeok_web.attendance.queries import unexcused_days
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import SchoolClass, SchoolYear
from hakjeok_web.schools.queries import current_year, within_year
from hakjeok_web.schools.rulings import rulings_of
from hakjeok_web.students import facts as ledgers
from hakjeok_web.students.models import Student
from hakjeok_web.students.queries import placement_on

EXAMPLE = "보기로 채운 학사일정입니다. 우리 학교의 날짜로 고쳐 주세요."
SUMMER_ABOUT, SUMMER_DAYS = (7, 20), 28
MONDAY, FRIDAY = 0, 4
FIRST_GRADE = 1


@dataclass(frozen=True)
class Known:
    """Facts as JSON values, and for some of them a sentence that says where they come from."""

    values: Mapping[str, Any] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asker:
    """Whoever asks: a person of a school, or anybody."""

    today: date
    actor: Actor | None = None

    @cached_property
    def school_year(self) -> SchoolYear | None:
        return current_year(self.actor.school_id, self.today) if self.actor else None

    @cached_property
    def calendar(self) -> Calendar:
        return calendars_of(self.school_year).of(self.grade) if self.school_year else example_calendar(self.today)

    @cached_property
    def grade(self) -> int:
        """Of one's own class; a school's grades mostly have the same days."""
        homerooms = self.actor.homerooms if self.actor else ()
        own = SchoolClass.objects.filter(pk__in=homerooms).order_by("grade").first() if homerooms else None
        return own.grade if own else FIRST_GRADE

    @property
    def note_on_calendar(self) -> str:
        return f"{self.actor.school_name} {self.grade}학년의 학사일정입니다." if self.school_year else EXAMPLE


@dataclass(frozen=True)
class Subject(Asker):
    """A pupil of one's school, of whom the record tells."""

    student: Student | None = None

    @cached_property
    def grade(self) -> int:
        """Of the class that he is in today, else of his record."""
        seat = placement_on(self.student, self.today)
        return (seat.school_class.grade if seat else self.student.grade) or FIRST_GRADE

    def absences(self) -> tuple[date, ...]:
        """The days of unexcused absence of the school year up to today."""
        year = self.calendar.school_year
        first, last = first_of_school_year(year), min(last_of_school_year(year), self.today)
        return tuple(unexcused_days([self.student.pk], first, last).get(self.student.pk, ()))

    def known_on(self) -> date:
        """The last day for which his attendance is known: a day that nobody has taken proves no return."""
        year = self.school_year
        cases = read_cases(year, calendars_of(year), today=self.today, students=[self.student.pk]) if year else []
        return cases[0].facts.known_on if cases else self.today

    @cached_property
    def own(self) -> Mapping[str, Any]:
        """What the school set in place of the handbook's figures, by the names of the facts (학교 규정값)."""
        if self.school_year is None:
            return {}
        rulings, day = rulings_of(self.school_year), within_year(self.school_year.year, self.today)
        return rulings.taken(Limits, day) | rulings.taken(RemarkFacts, day)

    def limits(self) -> Limits | None:
        """The school's own figures of field trips; None where it set none."""
        told = {name: value for name, value in self.own.items() if name in Limits.__dataclass_fields__}
        return Limits(**told) if any(value is not None for value in told.values()) else None

    def events(self) -> tuple[Event, ...]:
        return ledgers.events_of([self.student.pk])[self.student.pk]


Source = Callable[[Any], Any]
# Name and kind of a fact, and where it comes from for anybody.
OF_ANYBODY: Mapping[tuple[str, Any], Source] = {
    ("today", date): lambda asker: asker.today,
    ("school_year", int): lambda asker: school_year_of(asker.today),
    ("calendar", Calendar): lambda asker: asker.calendar,
    ("entry_year", int): lambda asker: school_year_of(asker.today) + 1,
}
# The same in the decisions of one family alone, where a word means something else.
OF_ANYBODY_IN: Mapping[tuple[str, str, Any], Source] = {
    ("admission", "school_year", int): lambda asker: school_year_of(asker.today) + 1,
}
# The same for a pupil; where a family is named, the fact means this in its decisions alone.
OF_PUPIL: Mapping[tuple[str, Any], tuple[str, Source]] = {
    ("birth_date", date): ("", lambda pupil: pupil.student.birth_on),
    ("grade", int): ("", lambda pupil: pupil.grade),
    ("total_days", int): ("", lambda pupil: pupil.calendar.count()),
    ("absences", tuple[date, ...]): ("absence", lambda pupil: pupil.absences()),
    ("today", date): ("absence", lambda pupil: pupil.known_on()),
    ("limits", Limits): ("attendance", lambda pupil: pupil.limits()),
    ("long_absence_days", int): ("attendance", lambda pupil: pupil.own.get("long_absence_days")),
    ("frequent_count", int): ("attendance", lambda pupil: pupil.own.get("frequent_count")),
    ("events", tuple[Event, ...]): ("record", lambda pupil: pupil.events()),
}


def usual(decision: Decision, asker: Asker) -> Known:
    """What anybody would fill in first: today, the school year, the calendar. At most two queries."""
    family = family_of(decision)
    found = (
        (name, OF_ANYBODY_IN.get((family, name, kind)) or OF_ANYBODY.get((name, kind)))
        for name, kind in _kinds(decision).items()
    )
    return _known({name: source for name, source in found if source}, asker)


def of_pupil(decision: Decision, subject: Subject) -> Known:
    """The same with what the record tells of a pupil. At most seven queries."""
    found = _known(_pupil_sources(decision), subject)
    rest = usual(decision, subject)
    return Known({**rest.values, **found.values}, rest.notes)


def is_about_pupils(decision: Decision) -> bool:
    """Whether a pupil's record tells anything that the decision asks."""
    return bool(_pupil_sources(decision))


def example_calendar(today: date) -> Calendar:
    """A plausible calendar of the school year of today: as many days as the law asks for, with four weeks of summer."""
    return _example(school_year_of(today))


@cache
def _example(year: int) -> Calendar:
    minimum = load("schooldays")["minimum_days"].at(year).whole
    has_holidays, monday = _has_holidays(year), date(year, *SUMMER_ABOUT)
    monday += timedelta(days=(MONDAY - monday.weekday()) % 7)
    summer = Period(from_=monday, to=days_later(monday, SUMMER_DAYS - 1))
    march, last = days_later(first_of_school_year(year), 1), last_of_school_year(year)
    about = {"school_year": year, "breaks": (summer,), "public_holidays": has_holidays}
    whole = Calendar(first_day=march, last_day=last, **about)
    return Calendar(first_day=whole.school_days[0], last_day=whole.nth_from(march, minimum) or last, **about)


def _has_holidays(year: int) -> bool:
    try:
        return bool(holidays_of(year))
    except BadInput:  # beyond the table: the person enters the days himself
        return False


def _pupil_sources(decision: Decision) -> dict[str, Source]:
    family = family_of(decision)
    found = ((name, OF_PUPIL.get((name, kind))) for name, kind in _kinds(decision, or_none=True).items())
    return {name: known[1] for name, known in found if known and known[0] in ("", family)}


def _known(sources: Mapping[str, Source], asker: Asker) -> Known:
    values = {name: written(source(asker)) for name, source in sources.items()}
    return Known(values, {name: asker.note_on_calendar for name in values if name == "calendar"})


@cache
def _kinds(decision: Decision, *, or_none: bool = False) -> dict[str, Any]:
    """The kind of each fact by its name; of one that may be unknown its kind otherwise."""
    hints = get_type_hints(decision.facts_type)
    kinds = {spoken(name): hint for name, hint in hints.items()}
    return {name: _without_none(kind) for name, kind in kinds.items()} if or_none else kinds


def _without_none(kind: Any) -> Any:
    ways = alternatives(kind) if type(None) in getattr(kind, "__args__", ()) else ()
    return ways[0] if len(ways) == 1 else kind
