"""What a ground of absence writes into the register (출석부에 적기), and takes back again.

Pupils are locked first, then months, always in the same order: two people's acts come one after the other. A verb is
one savepoint (`transaction.atomic`): a refusal of a later month takes back what was written in an earlier one.
"""

import uuid
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Prefetch

from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance import ordered, queries
from hakjeok_web.attendance.actions import Entry, save_cells
from hakjeok_web.attendance.locks import MonthClosed
from hakjeok_web.attendance.models import Form
from hakjeok_web.attendance.month import Cell, Month, month_of
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date, short_date
from hakjeok_web.schools.actions import require_open
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import SchoolClass
from hakjeok_web.students.models import ClassPlacement, Student

LONGEST = timedelta(days=366)
PLACES = Prefetch("placements", ClassPlacement.objects.select_related("school_class__school_year").order_by("from_on"))
CHANGED_MEANWHILE = "방금 다른 사람이 이 학생의 출결을 고쳤습니다. 화면을 새로 열어 보고 다시 해 주세요."


@dataclass(frozen=True)
class Value:
    """What a cell is to say: form, kind, reason; an empty form clears it."""

    form: str = ""
    kind: str = ""
    reason: str = ""

    def stands_in(self, cell: Cell) -> bool:
        return (cell.form, cell.kind, cell.held or cell.reason) == (self.form, self.kind, self.reason)

    @property
    def word(self) -> str:
        """`질병결석`; of a day on which nothing is entered, `출석`."""
        return Cell(self.form, self.kind).word or Form.PRESENT.label


@dataclass(frozen=True)
class Seated:
    """A locked pupil with his places in classes, oldest first."""

    student: Student
    places: tuple[ClassPlacement, ...]

    @property
    def school_class(self) -> SchoolClass:
        return self.places[-1].school_class

    def class_on(self, day: date) -> SchoolClass | None:
        return next((p.school_class for p in self.places if p.from_on <= day and (not p.to_on or day <= p.to_on)), None)

    def school_days(self, first: date, last: date) -> list[date]:
        """The school days of a period on which he belongs to a class."""
        days = (first + timedelta(days=each) for each in range((last - first).days + 1))
        return [day for day in days if (found := self.class_on(day)) and _is_school_day(found, day)]


def _is_school_day(school_class: SchoolClass, day: date) -> bool:
    return calendars_of(school_class.school_year).of(school_class.grade).is_school_day(day)


def locked(students: Collection[uuid.UUID], *, by: Actor, right: Menu) -> list[Seated]:
    """Lock the pupils for an act of this person, in the order of their ids.

    Raises:
        Refused: a pupil has no class, or is of a class that the person may not write.

    """
    # The weak lock: a writer of the register holds a month and points at the pupil, which must not wait for this one.
    found = Student.objects.select_for_update(no_key=True).filter(pk__in=students).order_by("pk")
    seated = [Seated(each, tuple(each.placements.all())) for each in found.prefetch_related(PLACES)]
    for each in seated:
        _require_writer(each, by, right)
    return seated


def _require_writer(each: Seated, by: Actor, right: Menu) -> None:
    if not each.places:
        raise Refused(f"{each.student.name} 학생은 아직 반이 없습니다. 반을 먼저 정해 주세요.")
    if not by.may_write_class(right, each.school_class.pk):
        raise Refused(f"{each.school_class} 학생의 것은 그 반 담임교사나 학적 담당이 적습니다.")
    require_open(each.school_class.school_year, today=by.today)


def require_period(first: date, last: date) -> None:
    """Refuse a period that ends before it begins, or is longer than a year."""
    if last < first:
        raise Refused(Reason("마지막 날이 시작일보다 빠릅니다. 두 날짜를 바로잡아 주세요.", "to_on"))
    if last - first > LONGEST:
        raise Refused(Reason("기간이 1년을 넘습니다. 두 날짜를 바로잡아 주세요.", "to_on"))


def require_school_days(each: Seated, first: date, last: date) -> list[date]:
    """The school days of a period; refuse one that has none for this pupil."""
    days = each.school_days(first, last)
    if not days:
        raise Refused(
            Reason(
                f"{korean_date(first)}부터 {korean_date(last)}까지 {each.student.name} 학생의 수업일이 없습니다. "
                "날짜나 학사일정을 확인해 주세요.",
                "from_on",
            )
        )
    return days


Days = Mapping[date, Value]
Key = tuple[uuid.UUID, date, int]  # a cell as somebody saw it: pupil, day, version


@dataclass(frozen=True)
class Standing:
    """Something else that is entered on a day which a ground is to write (그날에 이미 적힌 출결)."""

    student: Student
    on: date
    cell: Cell

    @property
    def key(self) -> Key:
        return self.student.pk, self.on, self.cell.version

    @property
    def words(self) -> str:
        """`5. 3.(금) 질병결석(감기)`; of a reason that the reader may not know, nothing."""
        return f"{short_date(self.on)} {self.cell.word}" + (f"({self.cell.reason})" if self.cell.reason else "")


@dataclass
class Written:
    """What became of the days: what each says now, and those left alone because they say something else."""

    days: dict[date, Value] = field(default_factory=dict)
    left: dict[date, Cell] = field(default_factory=dict)
    count: int = 0


def standing(wanted: Iterable[tuple[Seated, Days]], *, by: Actor) -> list[Standing]:
    """What would be overwritten, for the person to say so. One query a class and month.

    Raises:
        MonthClosed: one of the months is closed.

    """
    found = []
    for (school_class, month), cells in _by_month(wanted):
        before = queries.class_month(school_class, month, reader=by)
        if before.is_closed:
            raise MonthClosed(school_class, month)
        found += _standing(cells, before)
    return found


def overwritten(wanted: Iterable[tuple[Seated, Days]], *, by: Actor) -> frozenset[Key]:
    """The cells of whatever stands there now, for who said ‘이미 적은 출결을 바꿈’ of one pupil."""
    return frozenset(each.key for each in standing(wanted, by=by))


def write(
    wanted: Iterable[tuple[Seated, Days]],
    *,
    by: Actor,
    right: Menu,
    replaces: Container[Key] = frozenset(),
    only_if: Value | None = None,
) -> Written:
    """Write values into the register. Five queries a class and month.

    With `only_if` only cells change that still say this. Otherwise a cell that says something else refuses the whole,
    unless the person saw just that and `replaces` it.

    Raises:
        Refused: a month is closed, a day may not be written, or something else is entered on a day.

    """
    written = Written()
    for (school_class, month), cells in _by_month(wanted):
        before = queries.class_month(school_class, month, reader=by)
        here = [each for each in cells if not before.is_consigned(each[0].pk, each[1])]
        if only_if is None:
            _require_not_ordered(here, before)
            _require_free(here, before, replaces)
        else:
            here = _still_saying(only_if, here, before, written)
        _save(school_class, before, here, by, right, written)
    return written


Cells = list[tuple[Student, date, Value]]


def _by_month(wanted: Iterable[tuple[Seated, Days]]) -> Iterator[tuple[tuple[SchoolClass, date], Cells]]:
    found: dict[tuple[SchoolClass, date], Cells] = {}
    for each, days in wanted:
        for day, value in days.items():
            if school_class := each.class_on(day):
                found.setdefault((school_class, month_of(day)), []).append((each.student, day, value))
    yield from sorted(found.items(), key=lambda item: (item[0][0].pk, item[0][1]))


def _require_not_ordered(cells: Cells, before: Month) -> None:
    """What an approved paper wrote is not replaced here, whatever the person ticks: the way out is another."""
    entries = [_entry(student, day, value, before.cell(student.pk, day)) for student, day, value in cells]
    kept = ordered.why_kept(entries, before)
    names = {student.pk: student.name for student, _, _ in cells}
    if kept:
        raise Refused(*(Reason(f"{names[key[0]]} 학생: {why}", "replaces") for key, why in kept.items()))


def _require_free(cells: Cells, before: Month, replaces: Container[Key]) -> None:
    taken = [each for each in _standing(cells, before) if each.key not in replaces]
    if taken:
        raise Refused(*(_not_free([one for one in taken if one.student == each]) for each in _students(taken)))


def _standing(cells: Cells, before: Month) -> list[Standing]:
    found = [Standing(student, day, before.cell(student.pk, day)) for student, day, value in cells
             if _says_another(before.cell(student.pk, day), value)]  # fmt: skip
    return [each for each in found if not before.is_consigned(each.student.pk, each.on)]


def _says_another(stands: Cell, value: Value) -> bool:
    return bool(stands.form) and stands.form != Form.PRESENT and not value.stands_in(stands)


def _students(standing: Iterable[Standing]) -> Iterable[Student]:
    return dict.fromkeys(each.student for each in standing)


def _not_free(taken: list[Standing]) -> Reason:
    days = ", ".join(f"{short_date(each.on)} ‘{each.cell.word}’" for each in taken)
    return Reason(
        f"{taken[0].student.name} 학생은 이미 적힌 출결이 있습니다: {days}. "
        "이 내용으로 바꾸려면 ‘이미 적은 출결을 바꿈’을 골라 주세요.",
        "replaces",
    )


def _still_saying(value: Value, cells: Cells, before: Month, written: Written) -> Cells:
    found = []
    for student, day, wanted in cells:
        stands = before.cell(student.pk, day)
        if value.stands_in(stands):
            found.append((student, day, wanted))
        else:
            written.left[day] = stands
    return found


def _save(school_class: SchoolClass, before: Month, cells: Cells, by: Actor, right: Menu, written: Written) -> None:
    entries = [_entry(student, day, value, before.cell(student.pk, day)) for student, day, value in cells]
    if not entries:
        return
    saved = save_cells(school_class=school_class, month=before.first_on, entries=entries, by=by, right=right)
    if saved.refused:
        raise Refused(*(each.reason.text for each in saved.refused))
    if saved.conflicts:
        raise Refused(CHANGED_MEANWHILE)
    written.count += len(saved.written)
    written.days |= {day: value for _, day, value in cells}


def _entry(student: Student, day: date, value: Value, stands: Cell) -> Entry:
    note = stands.note if value.form else ""
    return Entry(student.pk, day, value.form, value.kind, value.reason, note, seen=stands.version)
