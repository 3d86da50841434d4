"""Reads of the obligations: whose they are, what a person may see of them, and how they are shown."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from hakjeok_web.absences.outstanding import What
from hakjeok_web.accounts.models import Staff
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.config.templatetags.korean import days_left, short_date
from hakjeok_web.obligations import rules
from hakjeok_web.obligations.models import Computation, Obligation

# The menu whose screen fulfils a rule: who cannot open it is not shown the obligation.
MENU_OF: Mapping[str, Menu] = {
    rules.TAKE: Menu.REGISTER,
    rules.CLOSE: Menu.CLOSINGS,
    rules.LADDER: Menu.ABSENCE_CASES,
    rules.QUOTA: Menu.ABSENCE_CASES,
    rules.NONENROLLMENT: Menu.ABSENCE_CASES,
    What.NO_REPORT: Menu.ABSENCE_REPORTS,
    What.REPORT_OPEN: Menu.ABSENCE_REPORTS,
    What.TRIP_OPEN: Menu.FIELD_TRIPS,
    What.TRIP_REPORT: Menu.FIELD_TRIPS,
    rules.TOO_SHORT: Menu.CALENDAR,
    rules.NO_HOMEROOM: Menu.CLASSES,
}
LIST_OF: Mapping[str, str] = {
    rules.TAKE: "/registers/",
    rules.LADDER: "/absence-cases/",
    rules.QUOTA: "/absence-cases/",
    rules.NONENROLLMENT: "/absence-cases/children/",
}
COUNTED: Mapping[str, str] = {rules.TOO_SHORT: "개 학년", rules.NO_HOMEROOM: "개 반", rules.CLOSE: "개 반"}
OF_A_CLASS: Mapping[str, str] = {rules.TAKE: "일", rules.CLOSE: "개 달"}
PUPILS, CLASSES = "명", "개 반"
SEVERAL = 1


class Segment(StrEnum):
    """Which obligations a person looks at (보기)."""

    MINE = "mine"
    CLASS = "class"
    SCHOOL = "school"


SEGMENT_TITLES = {Segment.MINE: "내 할 일", Segment.CLASS: "우리 반", Segment.SCHOOL: "학교"}


def segments_of(actor: Actor) -> list[Segment]:
    """The views that a person has: his own, his classes', and the school's if some menu reaches that far."""
    whole = any(actor.readable_classes(menu) is None for menu in (Menu.REGISTER, Menu.ABSENCE_CASES))
    found = [(Segment.MINE, True), (Segment.CLASS, bool(actor.homerooms)), (Segment.SCHOOL, whole)]
    return [segment for segment, exists in found if exists]


def obligations_of(actor: Actor, segment: Segment) -> QuerySet[Obligation]:
    """What a person may see in a view, first due first. One query."""
    within = {
        Segment.MINE: Q(audience=actor.role) & ~Q(audience=rules.HOMEROOM)
        | Q(audience=rules.HOMEROOM, school_class__in=actor.homerooms),
        Segment.CLASS: Q(school_class__in=actor.homerooms),
        Segment.SCHOOL: Q(),
    }[segment]
    return Obligation.objects.filter(within & _within_reach(actor)).order_by("due_on", "rule", "detail", "key")


def _within_reach(actor: Actor) -> Q:
    """Only what the person's menus reach: the school's rows, or those of his classes."""
    reach = Q(pk__in=())
    for rule, menu in MENU_OF.items():
        classes = actor.readable_classes(menu)
        if classes is None:
            reach |= Q(rule=rule)
        elif classes:
            reach |= Q(rule=rule, school_class__in=classes)
    return reach


def of_pupil(actor: Actor, student_id: uuid.UUID) -> list[Obligation]:
    """Everything to be done about a pupil that a person may see. One query."""
    return list(Obligation.objects.filter(_within_reach(actor), student_id=student_id).order_by("due_on", "key"))


# Every page shows this number, so it is counted where the rows are: the conditions of `obligations_of` for one's own
# list, and the keys of `folded`.
_COUNT = """
SELECT count(*) FROM (
  SELECT DISTINCT rule, CASE WHEN is_past THEN school_class_id END, CASE WHEN NOT is_past THEN title END,
         CASE WHEN NOT is_past THEN due_on END
    FROM (SELECT *, rule = ANY(%(of_a_class)s) AND due_on < %(today)s AS is_past FROM obligations_obligation
           WHERE (CASE WHEN audience = %(homeroom)s THEN school_class_id = ANY(%(homerooms)s)
                       ELSE audience = %(role)s END)
             AND (rule = ANY(%(of_school)s) OR rule = ANY(%(of_classes)s) AND school_class_id = ANY(%(homerooms)s))
         ) mine) lines
"""


def count_of(actor: Actor) -> int:
    """How many rows the person's own list shows (할 일 n). One query."""
    reach = {rule: actor.readable_classes(menu) for rule, menu in MENU_OF.items()}
    wanted = {
        "role": actor.role,
        "homeroom": rules.HOMEROOM,
        "homerooms": list(actor.homerooms),
        "of_school": [rule for rule, classes in reach.items() if classes is None],
        "of_classes": [rule for rule, classes in reach.items() if classes],
        "of_a_class": list(OF_A_CLASS),
        "today": actor.today,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, wanted)
        return cursor.fetchone()[0]


def last_computed(school_id: uuid.UUID) -> datetime | None:
    """When the school's obligations were last computed as a whole. One query."""
    return Computation.objects.filter(school_id=school_id).values_list("computed_at", flat=True).first()


@dataclass(frozen=True)
class Folded:
    """Rows of one rule and one due day as one line (묶은 줄): `결석신고서 받기 4명`."""

    rows: Sequence[Obligation]
    today: date

    @property
    def first(self) -> Obligation:
        return self.rows[0]

    @property
    def is_several(self) -> bool:
        return len(self.subjects) > SEVERAL

    @cached_property
    def subjects(self) -> dict[Any, list[Obligation]]:
        """The rows of each pupil, class or day: two people may have to act about the same one."""
        found: dict[Any, list[Obligation]] = {}
        classes = {row.school_class_id for row in self.rows}
        is_by_class = self.first.rule in OF_A_CLASS and len(classes) > SEVERAL
        for row in self.rows:
            what = row.school_class_id if is_by_class else (row.student_id, row.school_class_id, row.due_on, row.detail)
            found.setdefault(what, []).append(row)
        return found

    @property
    def items(self) -> list[tuple[str, str]]:
        """Name and address of each subject."""
        return [(self._name(rows), rows[0].url) for rows in self.subjects.values()]

    def _name(self, rows: Sequence[Obligation]) -> str:
        first = rows[0]
        if first.rule not in OF_A_CLASS:
            return first.detail
        if len(rows) > SEVERAL:
            return f"{first.detail} · {len(rows)}{OF_A_CLASS[first.rule]}"
        return f"{first.detail} {short_date(first.due_on) if first.rule == rules.TAKE else first.title}"

    @property
    def what(self) -> str:
        if self.first.rule == rules.TAKE and self.first.due_on == self.today:
            return f"오늘 {self.first.title}"
        is_mixed = len({row.title for row in self.rows}) > SEVERAL
        return "출결 마감" if is_mixed else self.first.title

    @property
    def who(self) -> str:
        return f"{len(self.subjects)}{self._counter}" if self.is_several else self.first.detail

    @property
    def _are_of_one_class(self) -> bool:
        """Whether these are several days or months of one class."""
        return self.is_several and len({row.school_class_id for row in self.rows}) == 1

    @property
    def _counter(self) -> str:
        if self.first.student_id:
            return PUPILS
        if self._are_of_one_class and self.first.rule in OF_A_CLASS:
            return OF_A_CLASS[self.first.rule]
        return COUNTED.get(self.first.rule, CLASSES)

    @property
    def url(self) -> str:
        """The screen that fulfils it; of several, the list where all of them stand."""
        if not self.is_several or (self.first.rule in OF_A_CLASS and self._are_of_one_class):
            return self.first.url
        if self.first.rule == rules.CLOSE:
            return f"/register-closings/?month={self.first.key[-7:]}"
        return LIST_OF.get(self.first.rule, self.first.url)

    @property
    def audiences(self) -> str:
        """Who has to act (`담임교사, 교장`)."""
        return ", ".join(dict.fromkeys(Staff.Role(row.audience).label for row in self.rows))

    @property
    def due_on(self) -> date:
        return self.first.due_on

    @property
    def state(self) -> str:
        if self.due_on < self.today:
            return "overdue"
        return "today" if self.due_on == self.today else "later"

    @property
    def when_text(self) -> str:
        return "오늘" if self.state == "today" else days_left(self.due_on, self.today)

    @property
    def due_text(self) -> str:
        return "오늘까지" if self.state == "today" else f"{short_date(self.due_on)}까지"

    @property
    def reasons(self) -> dict | None:
        """As `_reasons.html` wants them; of several only what holds for all."""
        steps = [each for each in self.first.reasons if not each.get("warning")]
        if self.is_several:
            others = [row.reasons for row in self.rows[1:]]
            steps = [step for step in steps if all(step in other for other in others)]
        warnings = [] if self.is_several else [each for each in self.first.reasons if each.get("warning")]
        return {"steps": steps, "warnings": warnings} if steps or warnings else None


def folded(rows: Iterable[Obligation], *, today: date, of_school: bool = False) -> list[Folded]:
    """Rows of one rule, title and due day together; and a class's (or the school's) past days and past months."""
    lines: dict[tuple, list[Obligation]] = {}
    for row in rows:
        key = (row.rule, row.title, row.due_on)
        if row.rule in OF_A_CLASS and row.due_on < today:
            key = (row.rule,) if of_school else (row.rule, row.school_class_id)
        lines.setdefault(key, []).append(row)
    return [Folded(tuple(each), today) for each in lines.values()]


@dataclass(frozen=True)
class Group:
    """Lines that are due in one stretch of time (지난 일, 오늘, 다음 주까지, 그 뒤)."""

    id: str
    title: str
    lines: Sequence[Folded]


def grouped(lines: Sequence[Folded], *, today: date) -> list[Group]:
    """Overdue first; empty groups are left out."""
    next_sunday = today + timedelta(days=13 - today.weekday())
    bounds = (
        ("overdue", "지난 일", lambda due: due < today),
        ("today", f"오늘 {short_date(today)}", lambda due: due == today),
        ("next-week", "다음 주까지", lambda due: today < due <= next_sunday),
        ("later", "그 뒤", lambda due: due > next_sunday),
    )
    groups = [Group(key, title, [line for line in lines if falls(line.due_on)]) for key, title, falls in bounds]
    return [group for group in groups if group.lines]
