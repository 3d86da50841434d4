"""Verbs of the register (출결): entering cells, taking a day, closing and reopening.

They run in the caller's transaction, which row security needs anyway; every check comes before the first write, so
a refusal leaves nothing behind.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import connection

from hakjeok.dates import school_year_of
from hakjeok.korean import with_particle
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance import closing_checks, ordered, queries
from hakjeok_web.attendance.locks import MonthClosed, open_sentence, taught_elsewhere
from hakjeok_web.attendance.models import Form, Kind, RegisterAct
from hakjeok_web.attendance.month import NOTHING, Cell, DayState, Month, month_of
from hakjeok_web.attendance.ordered import Key
from hakjeok_web.attendance.reason_words import told_to
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date, short_date
from hakjeok_web.documents.models import Document
from hakjeok_web.schools.actions import require_open
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import SchoolClass


@dataclass(frozen=True)
class Entry:
    """What a person wants in one cell, and the version that he saw there (0: nothing)."""

    student: uuid.UUID
    day: date
    form: str = ""  # empty: clear
    kind: str = ""
    reason: str = ""
    note: str = ""
    seen: int = 0

    @property
    def value(self) -> tuple[str, str, str, str]:
        return self.form, self.kind, self.reason, self.note


@dataclass(frozen=True)
class Conflict:
    """Somebody else wrote this cell first; both values, for the person to choose."""

    mine: Entry
    theirs: Cell


@dataclass(frozen=True)
class RefusedCell:
    """A cell that may not be written, with the sentence that says why and what to do."""

    entry: Entry
    reason: Reason


@dataclass
class Saved:
    """What became of an act: written cells, clashes, refusals, and the month afterwards."""

    month: Month
    written: list[Entry] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)
    taken: list[date] = field(default_factory=list)
    at: datetime | None = None


@dataclass(frozen=True)
class Touched:
    """What an act changed, told to whoever computes from the register (obligations)."""

    by: Actor
    school_class: SchoolClass
    days: frozenset[date]
    students: frozenset[uuid.UUID]  # whose unexcused absences changed
    others: frozenset[uuid.UUID] = frozenset()  # whose other absences changed: they may need a report


# Functions told of every change inside its transaction; filled in by the layers above when they start.
after_change: list[Callable[[Touched], None]] = []


def save_cells(
    *, school_class: SchoolClass, month: date, entries: Sequence[Entry], by: Actor, take: date | None = None,
    right: Menu = Menu.REGISTER, ordered_by: Document | None = None,
) -> Saved:  # fmt: skip
    """Write cells of one class's month; with `take`, mark the rest of that day present as well.

    Lawful cells are written, unlawful ones come back with their sentence, cells that somebody else wrote
    meanwhile come back with both values. Four statements, five where absences
    change, whatever the number of cells. Who does not keep the register
    himself writes by another `right` and names the paper that orders it; what
    a paper ordered is not changed by hand.

    Raises:
        Refused: the month is closed, or the person may not write this class's register.

    """
    _require_writer(by, school_class, right)
    version = lock_month(school_class, month)
    seen = queries.class_month(school_class, month, locked_at=version, reader=by)
    now = clock.now()
    saved = Saved(month=seen, at=now)
    kept = {} if ordered_by else ordered.why_kept(entries, seen)
    for entry in entries:
        _judge(entry, seen, school_class, saved, kept)
    if take is not None:
        _require_takeable(seen, take, by.today, school_class)
    saved.month = _applied(seen, saved.written, version, now, by)
    saved.taken = _newly_taken(saved.month, {entry.day for entry in saved.written}, take, by.today)
    write(school_class, seen, saved, version, by, ordered_by)
    if saved.taken:
        days = {**saved.month.days, **{day: replace(saved.month.day(day), taken_at=now) for day in saved.taken}}
        saved.month = replace(saved.month, days=days)
    tell_of(school_class, seen, saved, by)
    return saved


def _require_writer(by: Actor, school_class: SchoolClass, right: Menu = Menu.REGISTER) -> None:
    require_open(school_class.school_year, today=by.today)
    if not by.may_write_class(right, school_class.pk):
        raise Refused(
            f"{school_class}의 출결은 그 반 담임교사가 적습니다. 담임 지정은 학교권한관리자에게 요청해 주세요."
        )


def lock_month(school_class: SchoolClass, month: date) -> int:
    """Take the month's lock and its next version; refuse where it is closed. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO attendance_registermonth (id, school_id, school_class_id, first_on, is_closed, version) "
            "VALUES (%s, %s, %s, %s, false, 1) ON CONFLICT (school_class_id, first_on) "
            "DO UPDATE SET version = attendance_registermonth.version + 1 RETURNING version, is_closed",
            (uuid.uuid4(), school_class.school_id, school_class.pk, month),
        )
        version, is_closed = cursor.fetchone()
    if is_closed:
        raise MonthClosed(school_class, month)
    return version


def _judge(entry: Entry, month: Month, school_class: SchoolClass, saved: Saved, kept: Mapping[Key, str]) -> None:
    why = why_not(entry, month, school_class) or kept.get((entry.student, entry.day), "")
    if why:
        saved.refused.append(RefusedCell(entry, Reason(why, field=f"{entry.student}:{entry.day}")))
        return
    stands = month.cell(entry.student, entry.day)
    if stands.value == entry.value:
        return
    if stands.held and entry.form and not entry.reason:
        entry = replace(entry, reason=stands.held)  # he cannot have meant to clear what he was not shown
    if stands.version != entry.seen:
        saved.conflicts.append(Conflict(entry, stands))
    else:
        saved.written.append(entry)


def why_not(entry: Entry, month: Month, school_class: SchoolClass) -> str:
    """Why this cell may not be written; empty where it may. A closed month is told by `save_cells` alone."""
    if entry.day not in month.school_days:
        return _not_a_school_day(entry.day, school_class)
    if month.day(entry.day).is_closed:
        return f"{short_date(entry.day)}은 마감한 날입니다. 고치려면 그날의 마감취소를 요청해 주세요."
    pupil = next((each for each in month.pupils if each.id == entry.student and each.belongs(entry.day)), None)
    if pupil is None:
        return _not_of_the_class(entry, month, school_class)
    return taught_elsewhere(month, pupil, entry.day) or _badly_formed(entry)


def _not_a_school_day(day: date, school_class: SchoolClass) -> str:
    calendars = calendars_of(school_class.school_year)
    name = calendars.name_of(day, school_class.grade)
    why = f"{korean_date(day)}은 {with_particle(name, '이라', '라')} 출결을 적을 수 없습니다."
    return f"{why} 수업을 했다면 학사일정에서 수업일로 바꿔 주세요."


def _not_of_the_class(entry: Entry, month: Month, school_class: SchoolClass) -> str:
    known = next((each for each in month.pupils if each.id == entry.student), None)
    if known is None:
        return f"이 학생은 {school_class} 학생이 아닙니다. 화면을 새로 열어 명단을 다시 봐 주세요."
    if entry.day < known.from_on:
        since = korean_date(known.from_on)
        return f"{known.name} 학생은 {since}부터 {school_class} 학생입니다. 그 앞날은 적을 수 없습니다."
    return (
        f"{known.name} 학생은 {korean_date(known.to_on)}까지 {school_class} 학생이었습니다. "
        "그 뒤는 적을 수 없습니다. 날짜가 틀렸으면 학적반영취소를 상신해 주세요."
    )


def _badly_formed(entry: Entry) -> str:
    if not entry.form or entry.form == Form.PRESENT:
        return "" if not entry.kind else "출석에는 종류가 없습니다. 종류를 비워 주세요."
    if entry.form not in Form.values:
        return f"‘{entry.form}’은 출결 형태가 아닙니다. 결석·지각·조퇴·결과 가운데 골라 주세요."
    if entry.kind not in Kind.values:
        return "종류를 고르지 않았습니다. 질병·미인정·기타·출석인정 가운데 골라 주세요."
    if len(entry.reason) > 100 or len(entry.note) > 300:
        return "사유는 100자, 비고는 300자까지 적을 수 있습니다. 줄여 주세요."
    return ""


def _require_takeable(month: Month, day: date, today: date, school_class: SchoolClass) -> None:
    if day not in month.school_days:
        raise Refused(Reason(_not_a_school_day(day, school_class), field="date"))
    if day > today:
        raise Refused(f"{short_date(day)}은 아직 오지 않은 날입니다. 그날이 되면 출석을 확인해 주세요.")
    if month.day(day).is_closed:
        raise Refused(f"{short_date(day)}은 마감한 날입니다. 고치려면 그날의 마감취소를 요청해 주세요.")


def _applied(month: Month, written: Iterable[Entry], version: int, now: datetime, by: Actor) -> Month:
    cells = dict(month.cells)
    for entry in written:
        if entry.form:
            cell = Cell(*entry.value, version=version, by=by.user.name, at=now)
            cells[entry.student, entry.day] = told_to(by, cell, (month.school_class_id,))
        else:
            cells.pop((entry.student, entry.day), None)
    return replace(month, cells=cells, version=version)


# History, removal, entry and taken days in one statement: a cell is never without its line of history.
_WRITE = """
WITH cells AS (
  SELECT * FROM unnest(%(students)s::uuid[], %(days)s::date[], %(forms)s::text[], %(kinds)s::text[],
                       %(reasons)s::text[], %(notes)s::text[], %(was_forms)s::text[], %(was_kinds)s::text[],
                       %(ids)s::uuid[])
    AS c(student, day, form, kind, reason, note, was_form, was_kind, id)),
history AS (
  INSERT INTO attendance_entrychange (school_id, student_id, school_class_id, date, was_form, was_kind, form, kind,
                                      reason, note, changed_by_id, changed_at, version, document_id)
  SELECT %(school)s, student, %(school_class)s, day, was_form, was_kind, form, kind, reason, note,
         %(by)s, %(at)s, %(version)s, %(document)s FROM cells),
gone AS (
  DELETE FROM attendance_attendanceentry e USING cells c
   WHERE c.form = '' AND e.student_id = c.student AND e.date = c.day),
entered AS (
  INSERT INTO attendance_attendanceentry (id, school_id, student_id, school_class_id, date, form, kind, reason, note,
                                          version, entered_by_id, entered_at)
  SELECT id, %(school)s, student, %(school_class)s, day, form, kind, reason, note, %(version)s, %(by)s, %(at)s
    FROM cells WHERE form <> ''
  ON CONFLICT (student_id, date) DO UPDATE
     SET form = excluded.form, kind = excluded.kind, reason = excluded.reason, note = excluded.note,
         version = excluded.version, entered_by_id = excluded.entered_by_id, entered_at = excluded.entered_at,
         school_class_id = excluded.school_class_id),
acts AS (
  INSERT INTO attendance_registeract (id, school_id, school_class_id, kind, date, reason, by_id, at)
  SELECT gen_random_uuid(), %(school)s, %(school_class)s, 'take', day, '', %(by)s, %(at)s
    FROM unnest(%(taken)s::date[]) AS d(day))
INSERT INTO attendance_registerday (id, school_id, school_class_id, date, taken_at, taken_by_id, is_closed)
SELECT gen_random_uuid(), %(school)s, %(school_class)s, day, %(at)s, %(by)s, false
  FROM unnest(%(taken)s::date[]) AS d(day)
ON CONFLICT (school_class_id, date) DO UPDATE SET taken_at = excluded.taken_at, taken_by_id = excluded.taken_by_id
"""


def write(school_class: SchoolClass, before: Month, saved: Saved, version: int, by: Actor, ordered_by=None) -> None:
    """Write the entries and their history, and the days that were taken. One statement."""
    written = saved.written
    if not written and not saved.taken:
        return
    was = [before.cell(entry.student, entry.day) for entry in written]
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            {
                **{"school": school_class.school_id, "school_class": school_class.pk},
                "by": by.user.pk,
                "at": saved.at,
                "version": version,
                "document": ordered_by.pk if ordered_by else None,
                "taken": saved.taken,
                "students": [entry.student for entry in written],
                "days": [entry.day for entry in written],
                "forms": [entry.form for entry in written],
                "kinds": [entry.kind for entry in written],
                "reasons": [entry.reason for entry in written],
                "notes": [entry.note for entry in written],
                "was_forms": [cell.form for cell in was],
                "was_kinds": [cell.kind for cell in was],
                "ids": [uuid.uuid4() for _ in written],
            },
        )


def _newly_taken(month: Month, touched: set[date], take: date | None, today: date) -> list[date]:
    """The day asked for, and days on which now every pupil is marked."""
    complete = {day for day in touched if day <= today and month.pupils_on(day) and not month.unmarked_on(day)}
    return sorted(day for day in complete | ({take} if take else set()) if not month.day(day).is_taken)


def tell_of(school_class: SchoolClass, before: Month, saved: Saved, by: Actor) -> None:
    """Tell the layers above which days and whose unexcused absences changed."""
    students = frozenset(
        entry.student
        for entry in saved.written
        if (entry.form, entry.kind) == (Form.ABSENCE, Kind.UNEXCUSED)
        or before.cell(entry.student, entry.day).is_unexcused_absence
    )
    days = frozenset({entry.day for entry in saved.written} | set(saved.taken))
    if not days:
        return
    touched = Touched(by=by, school_class=school_class, days=days, students=students, others=_absent(saved, before))
    for tell in after_change:
        tell(touched)


def _absent(saved: Saved, before: Month) -> frozenset[uuid.UUID]:
    """Whose absences of whatever kind changed."""
    changed = (each for each in saved.written if Form.ABSENCE in (each.form, before.cell(each.student, each.day).form))
    return frozenset(each.student for each in changed)


def untake_day(*, school_class: SchoolClass, day: date, by: Actor) -> Month:
    """Make a taken day 확인 전 again (확인 취소); the entries stay. Undo of taking a day."""
    _require_writer(by, school_class)
    version = lock_month(school_class, month_of(day))
    month = queries.class_month(school_class, month_of(day), reader=by)
    if not month.day(day).is_taken:
        raise Refused(f"{short_date(day)}은 아직 확인하지 않은 날입니다.")
    if month.day(day).is_closed:
        raise Refused(f"{short_date(day)}은 마감한 날입니다. 먼저 그날의 마감취소를 요청해 주세요.")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE attendance_registerday SET taken_at = NULL, taken_by_id = NULL "
            "WHERE school_class_id = %s AND date = %s",
            (school_class.pk, day),
        )
    _record(school_class, RegisterAct.Kind.UNTAKE, day, by)
    for tell in after_change:
        tell(Touched(by=by, school_class=school_class, days=frozenset({day}), students=frozenset()))
    return replace(month, version=version, days={**month.days, day: DayState()})


def close_month(*, school_class: SchoolClass, month: date, by: Actor) -> None:
    """Close a class's month (월 출결마감). A month without school days closes too.

    Raises:
        Refused: it is closed already, not over or of another year, or a school day is still 확인 전.

    """
    require_closer(by, school_class)
    require_month_of_year(school_class, month)
    lock_month(school_class, month)
    asked = closing_checks.asked([school_class], month, today=by.today, reader=by)
    if stops := [check for check in closing_checks.checks_of(asked)[school_class.pk] if check.stops]:
        raise Refused(*(check.reason for check in stops))
    close_locked(school_class, month, by)


def require_month_of_year(school_class: SchoolClass, month: date) -> None:
    """Refuse a month of another school year."""
    year = school_class.school_year
    if school_year_of(month) != year.year:
        raise Refused(f"{month.year}년 {month.month}월은 {year}의 달이 아닙니다. 출결 마감에서 달을 다시 골라 주세요.")


def close_locked(school_class: SchoolClass, month: date, by: Actor) -> None:
    """Close a month whose lock is held and against which nothing stands, and tell of it."""
    _set_closed(school_class, month, True)
    _record(school_class, RegisterAct.Kind.CLOSE_MONTH, month, by)
    for tell in after_change:
        tell(Touched(by=by, school_class=school_class, days=frozenset({month}), students=frozenset()))


def reopen_month(*, school_class: SchoolClass, month: date, reason: str, by: Actor) -> None:
    """Open a closed month again (마감취소), with a reason that stays on record."""
    if not by.may_write(Menu.REOPENING):
        raise Refused("마감취소는 학적 담당이나 교감·교장이 합니다. 사유를 적어 요청해 주세요.")
    require_open(school_class.school_year, today=by.today)
    if not reason.strip():
        raise Refused(Reason("마감취소 사유가 비어 있습니다. 무엇을 고치려는지 적어 주세요.", field="reason"))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE attendance_registermonth SET is_closed = false, version = version + 1 "
            "WHERE school_class_id = %s AND first_on = %s AND is_closed",
            (school_class.pk, month),
        )
        if cursor.rowcount == 0:
            raise Refused(open_sentence(school_class, month))
    _record(school_class, RegisterAct.Kind.REOPEN_MONTH, month, by, reason)
    for tell in after_change:
        tell(Touched(by=by, school_class=school_class, days=frozenset({month}), students=frozenset()))


def close_days(*, school_class: SchoolClass, days: Sequence[date], by: Actor) -> list[date]:
    """Close taken days (하루 마감); days 확인 전 are refused. All days must lie in one month."""
    require_closer(by, school_class)
    lock_month(school_class, month_of(days[0]))
    month = queries.class_month(school_class, month_of(days[0]))
    for day in days:
        if not month.day(day).is_taken:
            raise Refused(f"{short_date(day)}은 아직 확인하지 않았습니다. 출석을 확인한 뒤에 마감해 주세요.")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE attendance_registerday SET is_closed = true WHERE school_class_id = %s AND date = ANY(%s) "
            "AND NOT is_closed RETURNING date",
            (school_class.pk, list(days)),
        )
        closed = [row[0] for row in cursor.fetchall()]
    for day in closed:
        _record(school_class, RegisterAct.Kind.CLOSE_DAY, day, by)
    return closed


def reopen_day(*, school_class: SchoolClass, day: date, reason: str, by: Actor) -> None:
    """Open a closed day again (하루 마감취소), with a reason."""
    require_closer(by, school_class)
    require_open(school_class.school_year, today=by.today)
    if not reason.strip():
        raise Refused(Reason("마감취소 사유가 비어 있습니다. 무엇을 고치려는지 적어 주세요.", field="reason"))
    lock_month(school_class, month_of(day))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE attendance_registerday SET is_closed = false "
            "WHERE school_class_id = %s AND date = %s AND is_closed",
            (school_class.pk, day),
        )
        if cursor.rowcount == 0:
            raise Refused(f"{short_date(day)}은 마감되어 있지 않습니다.")
    _record(school_class, RegisterAct.Kind.REOPEN_DAY, day, by, reason)


def require_closer(by: Actor, school_class: SchoolClass) -> None:
    """Refuse whoever may not close this class's months."""
    if not by.may_write_class(Menu.CLOSINGS, school_class.pk):
        raise Refused(f"{school_class}의 마감은 담임교사나 학적 담당이 합니다.")


def _set_closed(school_class: SchoolClass, month: date, closed: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE attendance_registermonth SET is_closed = %s WHERE school_class_id = %s AND first_on = %s",
            (closed, school_class.pk, month),
        )


def _record(school_class: SchoolClass, kind: str, day: date, by: Actor, reason: str = "") -> None:
    RegisterAct.objects.create(
        school_id=school_class.school_id,
        school_class=school_class,
        kind=kind,
        date=day,
        reason=reason.strip(),
        by=by.user,
        at=clock.now(),
    )


__all__ = ["NOTHING", "Entry", "Saved", "Touched", "after_change", "close_month", "reopen_month", "save_cells"]
