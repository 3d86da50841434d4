"""Family events (경조사): the window of days that one authorizes, and the chosen days in the register (p.24, 36)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction

from hakjeok.attendance.family_event import FamilyEvent as Occasion
from hakjeok.attendance.family_event import FamilyEventDays, FamilyEventFacts, Relation, family_event
from hakjeok.errors import BadInput
from hakjeok.school_calendar import Calendar
from hakjeok_web.absence_grounds.acts import record, require_as_seen, require_reason, saved
from hakjeok_web.absence_grounds.models import FamilyEvent, GroundAct
from hakjeok_web.absence_grounds.register import Seated, Value, Written, locked, overwritten, write
from hakjeok_web.absence_grounds.taking_back import take_back
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance.models import Kind
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date, short_date
from hakjeok_web.students.models import Student

RIGHT = Menu.ABSENCE_REPORTS
WEEK = timedelta(days=7)
NEAR_PAGE = 36
Code = GroundAct.Code


@dataclass(frozen=True)
class Event:
    """A family event and the first day that the pupil misses for it (경조사)."""

    event: Occasion
    relation: Relation
    event_date: date
    first_absence: date | None = None


def window_of(told: Event, calendar: Calendar, absences: Sequence[date] = ()) -> FamilyEventDays:
    """The decision attendance.family_event; without an absence the days from the first school day after the event.

    Raises:
        Refused: the days lie outside of the school year, or the first absence is too far from the event (p.36).

    """
    found = _decided(told, calendar, absences)
    if told.first_absence and found.window:
        _require_near(told, told.first_absence, found, calendar)
    return found


def _decided(told: Event, calendar: Calendar, absences: Sequence[date]) -> FamilyEventDays:
    first = told.first_absence or calendar.next_after(told.event_date) or told.event_date
    facts = {"event": told.event, "relation": told.relation, "event_date": told.event_date, "calendar": calendar}
    try:
        return family_event(FamilyEventFacts(first_absence=first, absences=tuple(absences), **facts))
    except BadInput as error:
        raise Refused(Reason(error.message, "first_absence")) from error


def _require_near(told: Event, first: date, found: FamilyEventDays, calendar: Calendar) -> None:
    """Refuse a window that does not reach the event, and a first absence after the window: no day would count."""
    reaches = _decided(told, calendar, found.window).valid
    if not reaches or first > found.window[-1]:
        raise Refused(
            Reason(
                f"처음 결석한 날({korean_date(first)})이 "
                f"경조사가 있은 날({korean_date(told.event_date)})에서 너무 멉니다. "
                f"경조사가 있은 날을 포함해 앞뒤로 {found.days}일 안의 결석만 인정합니다(p.{NEAR_PAGE}). "
                "두 날짜를 확인하거나, 경조사 다음 수업일부터 세려면 처음 결석한 날을 비워 주세요.",
                "first_absence", page=NEAR_PAGE,
            )
        )  # fmt: skip


@transaction.atomic
def enter(
    *, student: Student, told: Event, days: Sequence[date], by: Actor, calendar: Calendar, replaces: bool
) -> FamilyEvent:
    """Enter the chosen days of the window as 출석인정결석 (경조사 출결); further days of one event join those before.

    Raises:
        Refused: no day chosen, a day that the event does not authorize, or a day that may not be written.

    """
    if not days:
        raise Refused(Reason("결석한 날을 고르지 않았습니다. 하루 이상 골라 주세요.", "days"))
    found = window_of(told, calendar, days)
    if found.outside:
        outside = ", ".join(short_date(day) for day in found.outside)
        raise Refused(
            Reason(
                f"{outside}은 이 경조사로 인정하는 날이 아닙니다(p.24). 기간 안의 날만 골라 주세요.", "days", page=24
            )
        )
    [each] = locked([student.pk], by=by, right=RIGHT)
    made = _kept(student, told, found.authorized, calendar, by)
    wanted = [(each, dict.fromkeys(found.authorized, value_of(made)))]
    write(wanted, by=by, right=RIGHT, replaces=overwritten(wanted, by=by) if replaces else ())
    return made


def _kept(student: Student, told: Event, days: Sequence[date], calendar: Calendar, by: Actor) -> FamilyEvent:
    """The event with these days: a new one, or the one that stands and was told of other days."""
    same = {"student": student, "event": told.event.value, "relation": told.relation.value, "event_on": told.event_date}
    stands = FamilyEvent.objects.filter(**same, is_cancelled=False).first()
    note = ", ".join(short_date(day) for day in days)
    if stands is None:
        made = FamilyEvent.objects.create(school_id=student.school_id, days=sorted(days), registered_by=by.user, **same)
        record(made, Code.REGISTER, by, note)
        return made
    joined = sorted({*stands.days, *days})
    _require_one_window(told, joined, calendar)
    stands.days = joined
    return saved(stands, Code.DAYS, by, note)


def _require_one_window(told: Event, days: Sequence[date], calendar: Calendar) -> None:
    """All days of one event lie within its number of days, whenever they were entered (가능 일수 내, p.24)."""
    found = _decided(replace(told, first_absence=days[0]), calendar, days)
    if found.outside:
        outside = ", ".join(short_date(day) for day in found.outside)
        raise Refused(
            Reason(
                f"먼저 적은 날까지 합하면 {outside}은 이 경조사로 인정하는 {found.days}일을 넘습니다(p.24). "
                "기간 안의 날만 골라 주세요.",
                "days", page=24,
            )
        )  # fmt: skip


def value_of(event: FamilyEvent) -> Value:
    """What the register says of each of its days."""
    return Value(event.form, Kind.AUTHORIZED, event.reason)


@transaction.atomic
def cancel(*, event: FamilyEvent, seen: int, reason: str, by: Actor) -> Written:
    """Take back an event that was entered wrongly (등록 취소): its days say what they said before.

    Raises:
        Refused: there is no reason, it is cancelled, a month is closed, or somebody changed it meanwhile.

    """
    each, stands = _seated_as_seen(event, seen, by)
    require_reason(reason)
    done = take_back(each, stands, value_of(stands), stands.days, by=by, right=RIGHT)
    stands.is_cancelled = True
    saved(stands, Code.CANCEL, by, reason.strip())
    return done


def _seated_as_seen(event: FamilyEvent, seen: int, by: Actor) -> tuple[Seated, FamilyEvent]:
    [each] = locked([event.student_id], by=by, right=RIGHT)
    stands = FamilyEvent.objects.get(pk=event.pk)
    require_as_seen(stands, seen)
    return each, stands


@dataclass(frozen=True)
class CalendarDay:
    """One day of the picture (달력의 하루): whether the event authorizes it, and why it does not count."""

    on: date
    is_window: bool
    is_event: bool
    off_name: str


def weeks_of(told: Event, window: Sequence[date], calendars, grade: int) -> Iterator[list[CalendarDay]]:
    """The weeks from the event or the window's first day to its last, Sunday first."""
    first, last = min((told.event_date, *window)), max((told.event_date, *window))
    start = first - timedelta(days=(first.weekday() + 1) % 7)
    while start <= last:
        yield [_day(start + timedelta(days=each), told, window, calendars, grade) for each in range(7)]
        start += WEEK


def _day(on: date, told: Event, window: Sequence[date], calendars, grade: int) -> CalendarDay:
    return CalendarDay(on, on in window, on == told.event_date, calendars.name_of(on, grade))
