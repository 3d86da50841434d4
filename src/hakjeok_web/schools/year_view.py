"""What the page of the school calendar shows: twelve small months, counts by grade and month, and their check."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hakjeok.dates import end_of_month
from hakjeok.parameters import load
from hakjeok.schooldays.plan import CutCause, Plan, PlanFacts, plan
from hakjeok_web.schools.facts import YearCalendars
from hakjeok_web.schools.models import GRADES, CalendarEntry, SchoolYear, Semester

WEEK = ("일", "월", "화", "수", "목", "금", "토")
# One sign for each kind of day, so that a day reads without its colour.
MARKS = {
    CalendarEntry.Kind.PUBLIC_HOLIDAY: "휴",
    CalendarEntry.Kind.DISCRETIONARY: "재",
    CalendarEntry.Kind.BREAK: "방",
    CalendarEntry.Kind.EVENT: "행",
}
LEGEND = tuple((kind.value, mark, kind.label) for kind, mark in MARKS.items())


@dataclass(frozen=True)
class Day:
    """A square of a small month. `look` is the class of the style sheet, `why` what the square stands for."""

    number: int
    look: str
    mark: str = ""
    why: str = ""


@dataclass(frozen=True)
class SmallMonth:
    first_on: date
    days: int
    weeks: Sequence[Sequence[Day | None]]

    @property
    def title(self) -> str:
        return f"{self.first_on.month}월"


@dataclass(frozen=True)
class GradeCount:
    """The school days of one grade's year and what the rule says of their number."""

    grade: int
    days: int
    by_semester: Sequence[int]
    first_on: date
    last_on: date
    has_own_days: bool
    plan: Plan

    @property
    def shortage(self) -> int:
        return max(0, self.plan.minimum - self.days)

    @property
    def badge(self) -> dict[str, str]:
        if self.shortage:
            return {"text": f"{self.shortage}일 모자람", "tone": "danger", "icon": "warning"}
        standard = standard_days(self.plan.school_year)
        if self.days < standard:
            return {"text": f"{standard}일에서 {standard - self.days}일 줄임", "tone": "warn", "icon": "info"}
        return {"text": "충분함", "tone": "ok", "icon": "done"}


def standard_days(school_year: int) -> int:
    """The school days of a year without a cause to cut them (190)."""
    return load("schooldays")["minimum_days"].at(school_year).whole


def grade_counts(school_year: SchoolYear, calendars: YearCalendars, semesters: Sequence[Semester]) -> list[GradeCount]:
    """One line for each grade."""
    return [_grade_count(school_year, calendars, semesters, grade) for grade in GRADES]


def _grade_count(school_year, calendars, semesters, grade: int) -> GradeCount:
    calendar = calendars.of(grade)
    return GradeCount(
        grade=grade,
        days=calendar.count(),
        by_semester=[calendar.count(each.first_on, each.last_on) for each in semesters],
        first_on=calendar.first_day,
        last_on=calendar.last_day,
        has_own_days=grade in calendars.bounds,
        plan=_plan(school_year, calendar.count()),
    )


def _plan(school_year: SchoolYear, days: int) -> Plan:
    return plan(
        PlanFacts(
            planned_days=days,
            cause=CutCause(school_year.cut_cause) if school_year.cut_cause else None,
            school_year=school_year.year,
            council_reviewed=school_year.council_reviewed_on is not None,
        )
    )


def reasons_of(found: Plan) -> dict:
    """A result of the rules as `_reasons.html` takes it."""
    steps = [
        {"text": step.text, "page": step.source.page, "law": step.source.law, "quote": step.source.quote}
        for step in found.because
    ]
    warnings = [{"text": text} for text in (*found.problems, *found.warnings)]
    return {"steps": steps, "warnings": warnings, "school_year": found.school_year}


def months_of(year: int) -> list[date]:
    """The first days of a school year's twelve months, March to February."""
    return [date(year + (month < 3), month, 1) for month in (*range(3, 13), 1, 2)]


def small_months(school_year: SchoolYear, calendars: YearCalendars, grade: int) -> list[SmallMonth]:
    """The twelve months of one grade, weeks beginning on Sunday."""
    return [_small_month(first, calendars, grade) for first in months_of(school_year.year)]


def _small_month(first: date, calendars: YearCalendars, grade: int) -> SmallMonth:
    last = end_of_month(first)
    squares: list[Day | None] = [None] * ((first.weekday() + 1) % 7)
    squares += [_day(first + timedelta(days=each), calendars, grade) for each in range(last.day)]
    squares += [None] * (-len(squares) % 7)
    weeks = [squares[start : start + 7] for start in range(0, len(squares), 7)]
    return SmallMonth(first, calendars.of(grade).count(first, last), weeks)


def _day(day: date, calendars: YearCalendars, grade: int) -> Day:
    events = calendars.events_on(day, grade)
    if calendars.of(grade).is_school_day(day):
        return Day(day.day, "event" if events else "school", MARKS["event"] if events else "", ", ".join(events))
    why = calendars.name_of(day, grade)
    line = calendars.line_on(day, grade)
    if line is None:
        return Day(day.day, "weekend" if day.weekday() >= 5 else "outside", "", why)
    return Day(day.day, line.kind.replace("_", "-"), MARKS[line.kind], line.name)


def month_table(school_year: SchoolYear, calendars: YearCalendars) -> list[tuple[str, list[int]]]:
    """School days by month (rows) and grade (columns), with the year's sum as the last row."""
    rows = [
        (f"{first.year}. {first.month}.", [calendars.of(g).count(first, end_of_month(first)) for g in GRADES])
        for first in months_of(school_year.year)
    ]
    return [*rows, ("모두", [calendars.of(grade).count() for grade in GRADES])]


def grades_text(grades: Sequence[int]) -> str:
    """모든 학년, 6학년, 1~3학년, 1·4학년."""
    if not grades:
        return "모든 학년"
    listed = sorted(grades)
    if len(listed) > 2 and listed[-1] - listed[0] == len(listed) - 1:
        return f"{listed[0]}~{listed[-1]}학년"
    return "·".join(str(each) for each in listed) + "학년"
