"""A class's month as plain facts (반별 월 출결), and what can be read off it without the database."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from hakjeok_web.attendance.models import Form, Kind

FORMS = (Form.ABSENCE, Form.LATE, Form.EARLY_LEAVE, Form.CLASS_ABSENCE)
KINDS = (Kind.ILLNESS, Kind.UNEXCUSED, Kind.OTHER, Kind.AUTHORIZED)


@dataclass(frozen=True)
class Cell:
    """What stands in one cell of the register; `version` is that of the act that wrote it."""

    form: str
    kind: str = ""
    reason: str = ""
    note: str = ""
    version: int = 0
    by: str = ""
    at: datetime | None = None

    @property
    def value(self) -> tuple[str, str, str, str]:
        return self.form, self.kind, self.reason, self.note

    @property
    def is_absence(self) -> bool:
        return self.form == Form.ABSENCE

    @property
    def is_unexcused_absence(self) -> bool:
        return self.form == Form.ABSENCE and self.kind == Kind.UNEXCUSED

    @property
    def word(self) -> str:
        """`질병결석`, `출석`."""
        if self.form == Form.PRESENT:
            return Form.PRESENT.label
        return f"{Kind(self.kind).label}{Form(self.form).label}" if self.form else ""


NOTHING = Cell(form="")


@dataclass(frozen=True)
class Pupil:
    """A pupil in a class with the days on which he belongs to it (both included)."""

    id: uuid.UUID
    number: int
    name: str
    sex: str
    birth_on: date
    from_on: date
    to_on: date | None

    def belongs(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True)
class DayState:
    """What was decided about a class's day: taken, closed."""

    taken_at: datetime | None = None
    is_closed: bool = False

    @property
    def is_taken(self) -> bool:
        return self.taken_at is not None


UNTOUCHED = DayState()


@dataclass(frozen=True)
class DayCount:
    """How many of a class are present, absent or not yet known on a day (명)."""

    present: int
    absent: int
    untaken: int


@dataclass(frozen=True)
class Month:
    """Everything of a class's month: who, which days, what was entered."""

    school_class_id: uuid.UUID
    first_on: date
    school_days: tuple[date, ...]
    pupils: tuple[Pupil, ...]
    cells: Mapping[tuple[uuid.UUID, date], Cell]
    days: Mapping[date, DayState] = field(default_factory=dict)
    is_closed: bool = False
    version: int = 0
    consigned: Mapping[uuid.UUID, frozenset[date]] = field(default_factory=dict)  # days at institutions (위탁)
    withheld: Mapping[uuid.UUID, frozenset[date]] = field(default_factory=dict)  # days kept from the reader

    def cell(self, pupil: uuid.UUID, day: date) -> Cell:
        return self.cells.get((pupil, day), NOTHING)

    def day(self, day: date) -> DayState:
        return self.days.get(day, UNTOUCHED)

    def is_consigned(self, pupil: uuid.UUID, day: date) -> bool:
        return day in self.consigned.get(pupil, ())

    def is_withheld(self, pupil: uuid.UUID, day: date) -> bool:
        return day in self.withheld.get(pupil, ())

    def pupils_on(self, day: date) -> list[Pupil]:
        """Who is looked for in the class on a day: without those who are at an institution."""
        return [pupil for pupil in self.listed_on(day) if not self.is_consigned(pupil.id, day)]

    def listed_on(self, day: date) -> list[Pupil]:
        """Who belongs to the class on a day, wherever he is taught."""
        return [pupil for pupil in self.pupils if pupil.belongs(day)]

    def unmarked_on(self, day: date) -> list[Pupil]:
        """Pupils of whom nobody has said anything yet (확인 전)."""
        if self.day(day).is_taken:
            return []
        return [pupil for pupil in self.pupils_on(day) if not self.cell(pupil.id, day).form]

    def count_on(self, day: date) -> DayCount:
        untaken = len(self.unmarked_on(day))
        here = self.pupils_on(day)
        absent = sum(self.cell(pupil.id, day).is_absence for pupil in here)
        return DayCount(present=len(here) - absent - untaken, absent=absent, untaken=untaken)

    def untaken_days(self, *, until: date) -> list[date]:
        """School days up to `until` that nobody has taken (확인하지 않은 날)."""
        return [day for day in self.school_days if day <= until and not self.day(day).is_taken and self.pupils_on(day)]

    def totals(self, pupil: uuid.UUID) -> list[int]:
        """Sixteen counts, form by form, in each the kinds 질병·미인정·기타·출석인정."""
        return totals(cell for (each, _), cell in self.cells.items() if each == pupil)


def totals(cells: Iterable[Cell]) -> list[int]:
    """Sixteen counts of the cells, form by form, in each the kinds 질병·미인정·기타·출석인정."""
    counts = [0] * (len(FORMS) * len(KINDS))
    for cell in cells:
        if cell.kind:
            counts[FORMS.index(cell.form) * len(KINDS) + KINDS.index(cell.kind)] += 1
    return counts


def month_of(day: date) -> date:
    """The first of the month of `day`."""
    return day.replace(day=1)


def end_of(first_on: date) -> date:
    """The first of the month after."""
    return date(first_on.year + first_on.month // 12, first_on.month % 12 + 1, 1)
