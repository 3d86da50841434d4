"""A plausible year of attendance up to yesterday for the demonstration school (시범 출결); same seed, same year."""

import random
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from hakjeok_web.accounts.models import User
from hakjeok_web.attendance.consigned import Stay, told
from hakjeok_web.attendance.models import (
    AttendanceEntry,
    EntryChange,
    Form,
    Kind,
    RegisterAct,
    RegisterDay,
    RegisterMonth,
)
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import SchoolClass, SchoolYear
from hakjeok_web.students.models import ClassPlacement

SEED = 190
TAKEN_AT, CLOSED_AT = time(8, 55), time(16, 10)
MONTHS_OPEN = 1  # the last finished month still waits for its closing


@dataclass(frozen=True)
class Habit:
    """A kind of entry, how often it begins for one pupil on one day, and how many days it may last."""

    form: str
    kind: str
    chance: float
    longest: int
    reasons: Sequence[str]


HABITS = (
    Habit(Form.ABSENCE, Kind.ILLNESS, 0.004, 3, ("감기", "독감", "장염")),
    Habit(Form.ABSENCE, Kind.AUTHORIZED, 0.0016, 4, ("교외체험학습", "경조사")),
    Habit(Form.LATE, Kind.UNEXCUSED, 0.0015, 1, ("늦잠",)),
    Habit(Form.LATE, Kind.ILLNESS, 0.001, 1, ("병원 진료",)),
    Habit(Form.EARLY_LEAVE, Kind.ILLNESS, 0.0022, 1, ("복통", "두통", "병원 진료")),
    Habit(Form.ABSENCE, Kind.OTHER, 0.0003, 1, ("가사",)),
    Habit(Form.CLASS_ABSENCE, Kind.ILLNESS, 0.0004, 1, ("보건실에서 쉼",)),
)
# Grade, class, number, and for how many school days up to yesterday he has been away without excuse.
AWAY = ((4, 2, 7, 10), (5, 1, 3, 3), (6, 2, 11, 61))
AWAY_REASON = "연락되지 않음"


@dataclass(frozen=True)
class Mark:
    """One cell of the register."""

    student: uuid.UUID
    day: date
    form: str
    kind: str
    reason: str


def fill_year(school_year: SchoolYear, *, today: date) -> int:
    """Take every school day up to yesterday in every class; how many entries that made. A fixed number of inserts."""
    chance = random.Random(SEED)  # noqa: S311 - nothing here is secret
    filled, stays = _Filled(), told.source.stays_in(school_year.pk, school_year.first_on, today)
    for school_class, teacher in _classes(school_year):
        days = calendars_of(school_year).of(school_class.grade).between(school_year.first_on, today - timedelta(days=1))
        seats = _seats(school_class)
        marks = [mark for seat in seats for mark in _marks_of(seat, school_class, days, chance)]
        marks = [mark for mark in marks if not _is_elsewhere(mark, stays)]
        filled.add(school_class, teacher, days, marks, today)
    filled.save()
    return len(filled.entries)


def _classes(school_year: SchoolYear) -> list[tuple[SchoolClass, User]]:
    classes = school_year.classes.prefetch_related("homerooms__staff__user")
    return [(each, next(iter(each.homerooms.all())).staff.user) for each in classes]


def _seats(school_class: SchoolClass) -> list[ClassPlacement]:
    return list(ClassPlacement.objects.filter(school_class=school_class).order_by("number"))


def _marks_of(seat: ClassPlacement, school_class, days: Sequence[date], chance: random.Random) -> Iterator[Mark]:
    own = [day for day in days if seat.covers(day)]
    where = (school_class.grade, school_class.number, seat.number)
    away = next((count for *place, count in AWAY if tuple(place) == where), 0)
    marks: dict[date, Mark] = {}
    for place, day in enumerate(own):
        for habit in HABITS:
            if day not in marks and chance.random() < habit.chance:
                _spell(marks, seat.student_id, own[place : place + chance.randint(1, habit.longest)], habit, chance)
    for day in own[len(own) - away :] if away else ():
        marks[day] = Mark(seat.student_id, day, Form.ABSENCE, Kind.UNEXCUSED, AWAY_REASON)
    yield from marks.values()


def _is_elsewhere(mark: Mark, stays: Iterable[Stay]) -> bool:
    """Whether the day belongs to an institution (위탁)."""
    return any(stay.student == mark.student and stay.covers(mark.day) for stay in stays)


def _spell(marks: dict[date, Mark], student: uuid.UUID, days: Sequence[date], habit: Habit, chance) -> None:
    reason = chance.choice(habit.reasons)
    for day in days:
        marks.setdefault(day, Mark(student, day, habit.form, habit.kind, reason))


class _Filled:
    """Rows on their way into the register."""

    def __init__(self) -> None:
        self.months: list[RegisterMonth] = []
        self.days: list[RegisterDay] = []
        self.acts: list[RegisterAct] = []
        self.entries: list[AttendanceEntry] = []
        self.history: list[EntryChange] = []

    def add(self, school_class: SchoolClass, teacher: User, days, marks: Sequence[Mark], today: date) -> None:
        self._add_months(school_class, teacher, days, today)
        for day in days:
            at = _instant(day, TAKEN_AT)
            ours = {"school_id": school_class.school_id, "school_class": school_class, "date": day}
            self.days.append(RegisterDay(**ours, taken_at=at, taken_by=teacher))
            self.acts.append(RegisterAct(**ours, kind=RegisterAct.Kind.TAKE, by=teacher, at=at))
        for mark in marks:
            self._add_mark(school_class, teacher, mark)

    def _add_months(self, school_class: SchoolClass, teacher: User, days: Sequence[date], today: date) -> None:
        firsts = sorted({day.replace(day=1) for day in days})
        finished = [first for first in firsts if first < today.replace(day=1)]
        closed = finished[: len(finished) - MONTHS_OPEN] if len(finished) > MONTHS_OPEN else []
        for first in firsts:
            self.months.append(
                RegisterMonth(
                    school_id=school_class.school_id, school_class=school_class, first_on=first,
                    is_closed=first in closed, version=1,
                )
            )  # fmt: skip
        for first in closed:
            last_day = max(day for day in days if day.replace(day=1) == first)
            self.acts.append(
                RegisterAct(
                    school_id=school_class.school_id, school_class=school_class, date=first, by=teacher,
                    kind=RegisterAct.Kind.CLOSE_MONTH, at=_instant(last_day, CLOSED_AT),
                )
            )  # fmt: skip

    def _add_mark(self, school_class: SchoolClass, teacher: User, mark: Mark) -> None:
        at = _instant(mark.day, TAKEN_AT)
        said = {
            "school_id": school_class.school_id, "student_id": mark.student, "school_class": school_class,
            "date": mark.day, "form": mark.form, "kind": mark.kind, "reason": mark.reason, "version": 1,
        }  # fmt: skip
        self.entries.append(AttendanceEntry(**said, entered_by=teacher, entered_at=at))
        self.history.append(EntryChange(**said, changed_by=teacher, changed_at=at))

    def save(self) -> None:
        # The months of consigned pupils are there already: they were held when these were registered.
        RegisterMonth.objects.bulk_create(
            self.months, update_conflicts=True, unique_fields=("school_class", "first_on"),
            update_fields=("is_closed", "version"),
        )  # fmt: skip
        RegisterDay.objects.bulk_create(self.days)
        RegisterAct.objects.bulk_create(self.acts)
        AttendanceEntry.objects.bulk_create(self.entries)
        EntryChange.objects.bulk_create(self.history)


def _instant(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
