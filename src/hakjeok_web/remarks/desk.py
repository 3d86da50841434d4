"""A class's desk (특기사항 작업대): each pupil's proposal beside what is saved."""

import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.http import Http404

from hakjeok.attendance.perfect import Entry
from hakjeok.record.events import Event
from hakjeok.school_calendar import Calendar
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.remarks import queries
from hakjeok_web.remarks.models import PerfectGround
from hakjeok_web.remarks.proposals import (
    NO_MEASURES,
    NOT_TOLD,
    Entered,
    MeasureNow,
    MeasuresSaid,
    Proposal,
    Rules,
    YearFacts,
    measures_said,
    proposal_of,
    way_in,
)
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import SchoolClass
from hakjeok_web.schools.queries import within_year
from hakjeok_web.students.facts import events_of

_PUPILS = f"""{queries.LAST_SEAT}
SELECT s.student_id, s.number, p.name, p.birth_on, s.to_on, r.text, r.proposed, r.version, u.name, r.written_at
  FROM seat s
  JOIN students_student p ON p.id = s.student_id
  LEFT JOIN remarks_remark r ON r.student_id = s.student_id AND r.school_year_id = %(year)s
  LEFT JOIN accounts_user u ON u.id = r.written_by_id
 WHERE s.school_class_id = %(school_class)s AND (%(students)s::uuid[] IS NULL OR s.student_id = ANY(%(students)s))
 ORDER BY s.number, p.name
"""  # noqa: S608  (constants only)


@dataclass(frozen=True)
class Kept:
    """What stands saved as a pupil's remark."""

    text: str
    proposed: str
    version: int
    by: str
    at: datetime


@dataclass(frozen=True)
class Line:
    """One pupil of the desk: his proposal, what is saved, his measures where the person may see them."""

    id: uuid.UUID
    number: int
    name: str
    to_on: date | None
    way: Entry
    proposal: Proposal
    kept: Kept | None = None
    measures: MeasuresSaid = NO_MEASURES
    entries: Sequence[Entered] = field(default=())
    twin_mark: str = ""

    @property
    def text(self) -> str:
        return self.kept.text if self.kept else ""

    @property
    def version(self) -> int:
        return self.kept.version if self.kept else 0

    @property
    def full_text(self) -> str:
        """As the student record has it: the remark, then the measures."""
        return ", ".join(part for part in (self.text, self.measures.text) if part)

    @property
    def is_stale(self) -> bool:
        """Whether the entries now propose something else than when the text was written (출결이 바뀜)."""
        kept, now = self.kept, self.proposal
        return kept is not None and not now.problem and now.text not in (kept.proposed, kept.text)

    @property
    def may_take(self) -> bool:
        """Whether the proposal differs from what stands there."""
        return not self.proposal.problem and (self.kept is None or self.kept.text != self.proposal.text)


@dataclass(frozen=True)
class Desk:
    """A class's remarks of a year, pupil by pupil, and what holds for all of them."""

    school_class: SchoolClass
    rules: Rules
    lines: Sequence[Line]
    untaken: int  # school days of the year until today that nobody has taken

    @property
    def written(self) -> int:
        return sum(line.kept is not None for line in self.lines)

    def line(self, student: uuid.UUID) -> Line | None:
        return next((each for each in self.lines if each.id == student), None)


@dataclass(frozen=True)
class _Reading:
    """What was read for all pupils of a desk, by pupil."""

    school_class: SchoolClass
    calendar: Calendar
    rules: Rules
    is_over: bool
    entries: Mapping[uuid.UUID, Sequence[Entered]]
    events: Mapping[uuid.UUID, Sequence[Event]]
    grounds: Mapping[uuid.UUID, PerfectGround]
    hidden: Mapping[uuid.UUID, frozenset[str]]
    measures: Mapping[uuid.UUID, Sequence[MeasureNow]]

    def said(self, student: uuid.UUID) -> MeasuresSaid:
        found = self.measures.get(student, ())
        return measures_said(found, grade=self.school_class.grade, school_year=self.calendar.school_year)


def desk_of(
    school_class: SchoolClass, *, by: Actor, students: Collection[uuid.UUID] | None = None, sees_all: bool = False
) -> Desk:
    """The class's desk. Seven queries; two more where the person may see measures.

    `sees_all` reads the measures whoever asks: an act that has to know the whole length.
    """
    rows = _pupils(school_class, by.today, students)
    ids, year = [row[0] for row in rows], school_class.school_year
    calendar = calendars_of(year).of(school_class.grade)
    untaken = queries.untaken_days(school_class, calendar, by.today)
    sees = sees_all or by.may_read_class(Menu.VIOLENCE_MEASURES, school_class.pk)
    read = _Reading(
        school_class,
        calendar,
        rules=queries.rules_on(year, by.today),
        is_over=by.today >= calendar.last_day and not untaken,
        entries=queries.entries_of(ids, calendar),
        events=events_of(ids),
        grounds=queries.grounds_of(ids, year),
        hidden=queries.hidden_reasons(ids, year),
        measures=queries.measures_of(ids) if sees else {},
    )
    twins = Counter(row[2] for row in rows)
    return Desk(school_class, read.rules, [_line(row, read, twins) for row in rows], untaken)


def line_or_404(desk: Desk, student: uuid.UUID) -> Line:
    """The pupil's line, or 404 where he is not of this class."""
    found = desk.line(student)
    if found is None:
        raise Http404
    return found


def _pupils(school_class: SchoolClass, today: date, students: Collection[uuid.UUID] | None) -> list[tuple]:
    year = school_class.school_year
    wanted: dict[str, Any] = {"year": year.pk, "today": within_year(year.year, today)}
    wanted |= {"school_class": school_class.pk, "students": None if students is None else list(students)}
    with connection.cursor() as cursor:
        cursor.execute(_PUPILS, wanted)
        return cursor.fetchall()


def _facts(read: _Reading, student: uuid.UUID, to_on: date | None) -> YearFacts:
    ground = read.grounds.get(student)
    return YearFacts(
        calendar=read.calendar,
        grade=read.school_class.grade,
        rules=read.rules,
        entries=read.entries.get(student, ()),
        events=read.events.get(student, ()),
        hidden=read.hidden.get(student, frozenset()),
        special=ground.special if ground else "",
        former=ground.former if ground else NOT_TOLD,
        is_over=read.is_over and (to_on is None or to_on >= read.calendar.last_day),
    )


def _line(row: tuple, read: _Reading, twins: Mapping[str, int]) -> Line:
    student, number, name, birth_on, to_on, *kept = row
    facts = _facts(read, student, to_on)
    return Line(
        id=student,
        number=number,
        name=name,
        to_on=to_on,
        way=way_in(facts.events, read.calendar),
        proposal=proposal_of(facts),
        kept=Kept(*kept) if kept[2] is not None else None,
        measures=read.said(student),
        entries=facts.entries,
        twin_mark=f"({birth_on.month}. {birth_on.day}.)" if twins[name] > 1 else "",
    )
