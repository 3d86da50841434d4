"""What stands against closing a month, and what should be seen before it (마감 점검)."""

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.urls import reverse

from hakjeok.korean import with_particle
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.attendance import queries
from hakjeok_web.attendance.month import Cell, Month, end_of
from hakjeok_web.config.refusals import Reason
from hakjeok_web.config.templatetags.korean import short_date
from hakjeok_web.schools.facts import YearCalendars, calendars_of
from hakjeok_web.schools.models import SchoolClass

MOST_LISTED = 5
UNTAKEN, NOT_OVER, STRAY = "확인하지 않은 날", "아직 끝나지 않은 달", "명부나 학사일정과 맞지 않는 출결"
_FIELDS = {UNTAKEN: "untaken"}


@dataclass(frozen=True)
class Check:
    """One thing to be seen before a class's month is closed; `stops` where it cannot be closed with it.

    `title` is common to all things of its kind, under which they are counted. `links` lead to where it is solved:
    the words of each and its address. `clears` is the entry that a button on the page may clear. `count` is how many
    things it tells of; 0 where there is nothing to count.
    """

    school_class_id: uuid.UUID
    title: str
    text: str
    stops: bool = False
    page: int | None = None
    links: tuple[tuple[str, str], ...] = ()
    students: frozenset[uuid.UUID] = frozenset()
    clears: tuple[uuid.UUID, date] | None = None
    count: int = 1

    @property
    def reason(self) -> Reason:
        """As a refusal tells it."""
        return Reason(self.text, field=_FIELDS.get(self.title, ""), page=self.page)


@dataclass(frozen=True)
class Asked:
    """The months that are to be closed: classes of one school year, each with its month."""

    months: tuple[tuple[SchoolClass, Month], ...]
    first_on: date
    today: date
    calendars: YearCalendars

    @property
    def classes(self) -> list[SchoolClass]:
        return [each for each, _ in self.months]


# The layers above know of requests and papers, and add their checks in `AppConfig.ready`. Each is asked once for all
# classes, so that a school needs no more queries than a class.
closing_checks: list[Callable[[Asked], Iterable[Check]]] = []


def asked(classes: Sequence[SchoolClass], first_on: date, *, today: date, reader: Actor | None = None) -> Asked:
    """The months of classes of one school year, read from the register. One query."""
    months = queries.class_months(classes, first_on, first_on, end_of(first_on), reader=reader)
    return Asked(tuple(zip(classes, months, strict=True)), first_on, today, calendars_of(classes[0].school_year))


def checks_of(asked: Asked) -> dict[uuid.UUID, list[Check]]:
    """Everything found in each class, what stops its closing first."""
    found: dict[uuid.UUID, list[Check]] = {each.pk: [] for each in asked.classes}
    for check in (*_of_the_days(asked), *_of_strays(asked), *(each for more in closing_checks for each in more(asked))):
        found[check.school_class_id].append(check)
    return {key: sorted(checks, key=lambda check: not check.stops) for key, checks in found.items()}


def grouped(checks: Iterable[Check]) -> list[tuple[str, int, list[Check]]]:
    """Title, number and things of each kind, in the order in which they come."""
    groups: dict[str, list[Check]] = {}
    for check in checks:
        groups.setdefault(check.title, []).append(check)
    return [(title, sum(check.count for check in each), each) for title, each in groups.items()]


def _of_the_days(asked: Asked) -> Iterator[Check]:
    for school_class, month in asked.months:
        if text := _not_over(month, asked.today):
            yield Check(school_class.pk, NOT_OVER, text, stops=True, count=0)
        if untaken := month.untaken_days(until=asked.today):
            yield _untaken(school_class, untaken)


def _not_over(month: Month, today: date) -> str:
    last = month.school_days[-1] if month.school_days else None
    if last and last > today:
        return f"{month.first_on.month}월의 마지막 수업일 {short_date(last)}이 아직 지나지 않았습니다."
    if end_of(month.first_on) > today and not last:
        return f"{month.first_on.month}월이 아직 끝나지 않았습니다."
    return ""


def _untaken(school_class: SchoolClass, days: Sequence[date]) -> Check:
    listed = ", ".join(short_date(day) for day in days[:MOST_LISTED]) + (" 등" if len(days) > MOST_LISTED else "")
    return Check(
        school_class.pk,
        UNTAKEN,
        f"확인하지 않은 날이 {len(days)}일 있습니다: {listed}. 출석부에서 출석을 확인해 주세요.",
        stops=True,
        links=tuple((f"{short_date(day)} 출결", day_url(school_class.pk, day)) for day in days),
        count=len(days),
    )


def day_url(school_class_id: uuid.UUID, day: date) -> str:
    """Where a class's day is entered."""
    return reverse("attendance:day", args=(school_class_id, day))


@dataclass(frozen=True)
class Stray:
    """An entry that the register cannot show: on its day the pupil was not in the class, or there was no school."""

    school_class_id: uuid.UUID
    student_id: uuid.UUID
    name: str
    day: date
    cell: Cell
    belongs: bool

    @property
    def key(self) -> tuple[uuid.UUID, date]:
        return self.student_id, self.day


_STRAYS = """
SELECT e.school_class_id, e.student_id, s.name, e.date, e.form, e.kind, e.reason, e.note, e.version,
       coalesce(p.school_class_id = e.school_class_id, false)
  FROM unnest(%(classes)s::uuid[], %(grades)s::int[]) AS c(id, grade)
  JOIN attendance_attendanceentry e ON e.school_class_id = c.id AND e.date >= %(first)s AND e.date < %(end)s
  JOIN students_student s ON s.id = e.student_id
  LEFT JOIN students_classplacement p
    ON p.student_id = e.student_id AND p.from_on <= e.date AND (p.to_on IS NULL OR p.to_on >= e.date)
 WHERE p.school_class_id IS DISTINCT FROM e.school_class_id
    OR (c.grade, e.date) NOT IN (SELECT * FROM unnest(%(day_grades)s::int[], %(days)s::date[]))
 ORDER BY e.date, s.name
"""


def strays_of(classes: Collection[SchoolClass], first_on: date) -> list[Stray]:
    """The entries of a month that contradict the record or the calendar. One query."""
    calendars = calendars_of(next(iter(classes)).school_year)
    last = date.fromordinal(end_of(first_on).toordinal() - 1)
    grades = {each.grade for each in classes}
    days = [(grade, day) for grade in grades for day in calendars.of(grade).between(first_on, last)]
    wanted = {
        "classes": [each.pk for each in classes],
        "grades": [each.grade for each in classes],
        "first": first_on,
        "end": end_of(first_on),
        "day_grades": [grade for grade, _ in days],
        "days": [day for _, day in days],
    }
    with connection.cursor() as cursor:
        cursor.execute(_STRAYS, wanted)
        return [Stray(*row[:4], Cell(*row[4:9]), row[9]) for row in cursor.fetchall()]


def _of_strays(asked: Asked) -> Iterator[Check]:
    by_id = {each.pk: each for each in asked.classes}
    for stray in strays_of(asked.classes, asked.first_on):
        school_class = by_id[stray.school_class_id]
        yield Check(
            school_class.pk,
            STRAY,
            _stray_sentence(stray, school_class, asked.calendars),
            stops=True,
            links=(_stray_link(stray, asked.calendars.of(school_class.grade).school_year),),
            students=frozenset({stray.student_id}),
            clears=stray.key,
        )


def _stray_link(stray: Stray, year: int) -> tuple[str, str]:
    if stray.belongs:
        return f"{year}학년도 학사일정", reverse("schools:calendar", args=(year,))
    return f"{stray.name} 학생의 출결", reverse("attendance:pupil", args=(stray.student_id,))


def _stray_sentence(stray: Stray, school_class: SchoolClass, calendars: YearCalendars) -> str:
    entry = f"{stray.name} 학생에게 {with_particle(stray.cell.word, '이', '가')} 적혀 있습니다."
    if not stray.belongs:
        return (
            f"{short_date(stray.day)}에는 {school_class} 학생이 아닌 {entry} "
            "지우거나, 날짜가 틀렸으면 학적변동을 먼저 바로잡아 주세요."
        )
    name = calendars.name_of(stray.day, school_class.grade)
    return f"{short_date(stray.day)}은 {name}인데 {entry} 지우거나, 수업을 했으면 학사일정에서 수업일로 바꿔 주세요."
