"""What people do with the school calendar (학사일정): open a year, set its days; each act in one transaction."""

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from hakjeok.dates import first_of_school_year, last_of_school_year, spoken_date
from hakjeok.korean import with_particle
from hakjeok_web.accounts.models import Homeroom
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.schools import facts, holidays
from hakjeok_web.schools.facts import YearCalendars
from hakjeok_web.schools.models import GRADES, CalendarEntry, GradeYear, School, SchoolYear, Semester

Kind = CalendarEntry.Kind


@dataclass(frozen=True)
class DaysChanged:
    """Days of one grade that a change of the calendar makes school days or days off."""

    school_year: SchoolYear
    grade: int
    become_off: frozenset[date]
    become_school: frozenset[date]


DayCheck = Callable[[DaysChanged], Iterable[Reason]]

# What stands on days (the register …) lives in layers above, which add their checks in `AppConfig.ready`.
# Every change of a calendar asks all of them; one reason is enough to refuse it.
day_checks: list[DayCheck] = []


@dataclass(frozen=True)
class NewEntry:
    """What a person writes in one line of the calendar; no grades means every grade."""

    kind: str
    name: str
    first_on: date
    last_on: date
    grades: tuple[int, ...] = ()


@transaction.atomic
def open_school_year(
    *,
    school_id: uuid.UUID,
    year: int,
    first_on: date,
    last_on: date,
    by: Actor | None = None,
    second_semester_on: date | None = None,
) -> SchoolYear:
    """Open a school year (학년도 열기) with its semesters and the public holidays of the year.

    Without `second_semester_on` the second semester begins on the first Monday from 16 August on. Classes are
    added by `class_actions`. `by` is None only where the site itself sets a school up.

    Raises:
        Refused: the year is open already, or its days lie outside the school year.

    """
    _require_year_days(year, first_on, last_on)
    second_on = second_semester_on or _monday_from(date(year, 8, 16))
    _require_semesters(first_on, second_on, last_on)
    School.objects.select_for_update().get(pk=school_id)  # two people open the same year: one after the other
    if SchoolYear.objects.filter(school_id=school_id, year=year).exists():
        raise Refused(Reason(f"{year}학년도는 이미 열었습니다. 학사일정에서 고쳐 주세요.", field="year"))
    made = SchoolYear.objects.create(
        school_id=school_id, year=year, first_on=first_on, last_on=last_on,
        changed_by=by.user if by else None, changed_at=clock.now(),
    )  # fmt: skip
    _write_semesters(made, second_on)
    CalendarEntry.objects.bulk_create(holidays.rows(made, holidays.of_year(year)))
    _end_homerooms(school_id, before=year)
    made.refresh_from_db()
    return made


def change_year(
    *,
    school_year: SchoolYear,
    first_on: date,
    last_on: date,
    second_semester_on: date,
    cut_cause: str,
    council_reviewed_on: date | None,
    seen: int,
    by: Actor,
) -> None:
    """Set the first and last day, the semesters and the ground of the number of days (학년도 날짜)."""
    _require_year_days(school_year.year, first_on, last_on)
    _require_semesters(first_on, second_semester_on, last_on)
    with changing(school_year, seen=seen, by=by) as year:
        year.first_on, year.last_on = first_on, last_on
        year.cut_cause, year.council_reviewed_on = cut_cause, council_reviewed_on
        year.save(update_fields=("first_on", "last_on", "cut_cause", "council_reviewed_on"))
        year.semesters.all().delete()
        _write_semesters(year, second_semester_on)
        _require_grades_within(year)


def change_grade_year(
    *, school_year: SchoolYear, grade: int, first_on: date, last_on: date, seen: int, by: Actor
) -> None:
    """Give a grade its own first and last day (학년별 시작·끝); the school's own days take the row away."""
    _require_year_days(school_year.year, first_on, last_on)
    with changing(school_year, seen=seen, by=by) as year:
        GradeYear.objects.filter(school_year=year, grade=grade).delete()
        if (first_on, last_on) != (year.first_on, year.last_on):
            GradeYear.objects.create(
                school_id=year.school_id, school_year=year, grade=grade, first_on=first_on, last_on=last_on
            )
        _require_grades_within(year)


def add_entry(*, school_year: SchoolYear, entry: NewEntry, seen: int, by: Actor) -> CalendarEntry:
    """Add a line to the calendar (일정 더하기).

    Raises:
        Refused: a field is wrong, a break overlaps another, the line changes nothing, somebody was faster, or
            something stands on a day whose nature would change.

    """
    entry = _checked(school_year, entry)
    with changing(school_year, seen=seen, by=by) as year:
        _require_no_overlap(year, entry)
        _require_effect(year, entry)
        return CalendarEntry.objects.create(school_id=year.school_id, school_year=year, **vars(entry))


def change_entry(*, line: CalendarEntry, entry: NewEntry, seen: int, by: Actor) -> None:
    """Change a line of the calendar (일정 고치기). Raises Refused as `add_entry`."""
    entry = _checked(line.school_year, entry)
    with changing(line.school_year, seen=seen, by=by) as year:
        _require_no_overlap(year, entry, but=line.pk)
        for name, value in vars(entry).items():
            setattr(line, name, value)
        line.save(update_fields=tuple(vars(entry)))


def remove_entry(*, line: CalendarEntry, seen: int, by: Actor) -> None:
    """Take a line out of the calendar (일정 없애기). Raises Refused as `add_entry`."""
    with changing(line.school_year, seen=seen, by=by):
        line.delete()


def add_holidays(*, school_year: SchoolYear, days: Collection[date], seen: int, by: Actor) -> int:
    """Add those public holidays of the table that were chosen and are not there yet; how many it were."""
    with changing(school_year, seen=seen, by=by) as year:
        missing = [each for each in holidays.compare(year) if not each.is_known and each.day in days]
        CalendarEntry.objects.bulk_create(holidays.rows(year, [(each.day, each.name) for each in missing]))
        return len(missing)


@contextmanager
def changing(school_year: SchoolYear, *, seen: int, by: Actor) -> Iterator[SchoolYear]:
    """Change the calendar of a year: locked, never over another's change, and asked of all who use its days.

    `seen` is the version that the person had before him. Refused rolls back what the block has written.
    """
    with transaction.atomic():
        year = SchoolYear.objects.select_for_update(of=("self",)).select_related("changed_by").get(pk=school_year.pk)
        require_open(year, today=by.today)
        _require_seen(year, seen)
        before = facts.calendars_of(year)
        yield year
        SchoolYear.objects.filter(pk=year.pk).update(changed_by=by.user, changed_at=clock.now())
        year.refresh_from_db()
        _require_free_days(year, before, facts.calendars_of(year))


def require_open(school_year: SchoolYear, *, today: date) -> None:
    """Refuse to change what belongs to a past year."""
    if school_year.is_past(today):
        raise Refused(
            f"{school_year}는 지난 학년도라 고칠 수 없습니다. 지난 기록은 학적 담당이 정정대장으로 바로잡습니다."
        )


def _require_seen(year: SchoolYear, seen: int) -> None:
    if year.version == seen:
        return
    who = f"{year.changed_by.name} 선생님이" if year.changed_by else "다른 분이"
    raise Refused(
        f"{who} 먼저 학사일정을 고쳤습니다. 아래는 지금의 학사일정입니다. 살펴보고 그래도 맞으면 다시 저장해 주세요."
    )


def _require_free_days(year: SchoolYear, before: YearCalendars, after: YearCalendars) -> None:
    reasons = []
    for grade in GRADES:
        old, new = set(before.of(grade).school_days), set(after.of(grade).school_days)
        changed = DaysChanged(year, grade, become_off=frozenset(old - new), become_school=frozenset(new - old))
        if changed.become_off or changed.become_school:
            reasons += [reason for check in day_checks for reason in check(changed)]
    if reasons:
        raise Refused(*dict.fromkeys(reasons))


def _require_year_days(year: int, first_on: date, last_on: date) -> None:
    reasons = [
        *_outside(year, first_on, field="first_on", name="첫 수업일"),
        *_outside(year, last_on, field="last_on", name="마지막 수업일"),
    ]
    if not reasons and last_on <= first_on:
        reasons = [Reason("마지막 수업일이 첫 수업일보다 빠릅니다. 두 날짜를 바로잡아 주세요.", field="last_on")]
    if reasons:
        raise Refused(*reasons)


def _require_semesters(first_on: date, second_on: date, last_on: date) -> None:
    if not first_on < second_on <= last_on:
        raise Refused(
            Reason(
                f"2학기 시작일 {spoken_date(second_on)}이 수업 기간 안에 없습니다. "
                f"{spoken_date(first_on)} 뒤, {spoken_date(last_on)} 이전으로 적어 주세요.",
                field="second_semester_on",
            )
        )


def _require_grades_within(year: SchoolYear) -> None:
    for own in year.grade_years.all():
        if own.first_on < year.first_on or own.last_on > year.last_on:
            raise Refused(
                Reason(
                    f"{own.grade}학년의 수업 기간({spoken_date(own.first_on)}~{spoken_date(own.last_on)})이 학교의 "
                    f"수업 기간({spoken_date(year.first_on)}~{spoken_date(year.last_on)})을 벗어납니다. "
                    "두 기간을 맞춰 주세요.",
                    field="last_on" if own.last_on > year.last_on else "first_on",
                )
            )


def _checked(school_year: SchoolYear, entry: NewEntry) -> NewEntry:
    """The line with its name trimmed and its grades in order. Raises Refused with every wrong field."""
    year, name, grades = school_year.year, entry.name.strip(), tuple(sorted(set(entry.grades)))
    reasons = [
        *_outside(year, entry.first_on, field="first_on", name="시작일"),
        *_outside(year, entry.last_on, field="last_on", name="끝나는 날"),
    ]
    if not name:
        reasons.append(Reason("일정 이름이 비어 있습니다. 여름방학, 개교기념일처럼 적어 주세요.", field="name"))
    if entry.last_on < entry.first_on:
        reasons.append(
            Reason(
                f"끝나는 날({spoken_date(entry.last_on)})이 시작일({spoken_date(entry.first_on)})보다 빠릅니다. "
                "두 날짜를 바로잡아 주세요.",
                field="last_on",
            )
        )
    if reasons:
        raise Refused(*reasons)
    return NewEntry(entry.kind, name, entry.first_on, entry.last_on, () if grades == tuple(GRADES) else grades)


def _outside(year: int, day: date, *, field: str, name: str) -> list[Reason]:
    first, last = first_of_school_year(year), last_of_school_year(year)
    if first <= day <= last:
        return []
    return [
        Reason(
            f"{with_particle(name, '은', '는')} {spoken_date(day)}이라 {year}학년도에 들지 않습니다. "
            f"{spoken_date(first)}부터 {spoken_date(last)} 사이의 날짜를 적어 주세요.",
            field=field,
        )
    ]


def _require_no_overlap(year: SchoolYear, entry: NewEntry, *, but: uuid.UUID | None = None) -> None:
    """Breaks do not overlap one another; no line stands twice."""
    others = CalendarEntry.objects.filter(
        school_year=year, kind=entry.kind, first_on__lte=entry.last_on, last_on__gte=entry.first_on
    ).exclude(pk=but)
    if entry.kind != Kind.BREAK:
        others = others.filter(name=entry.name)
    for other in others:
        if not entry.grades or not other.grades or set(entry.grades) & set(other.grades):
            known = f"{other.name}({spoken_date(other.first_on)}~{spoken_date(other.last_on)})"
            raise Refused(
                Reason(
                    f"{with_particle(known, '과', '와')} 날짜가 겹칩니다. "
                    "날짜나 학년을 바꾸거나 먼저 있던 일정을 고쳐 주세요.",
                    field="first_on",
                )
            )


def _require_effect(year: SchoolYear, entry: NewEntry) -> None:
    """A discretionary day off on days that are off already is a slip."""
    calendars = facts.calendars_of(year)
    grades = entry.grades or GRADES
    if entry.kind != Kind.DISCRETIONARY or any(
        calendars.of(grade).count(entry.first_on, entry.last_on) for grade in grades
    ):
        return
    why = calendars.name_of(entry.first_on, grades[0])
    raise Refused(
        Reason(
            f"{spoken_date(entry.first_on)}은 이미 쉬는 날({why})이라 재량휴업일로 정할 것이 없습니다. "
            "날짜를 바꿔 주세요.",
            field="first_on",
        )
    )


def _write_semesters(year: SchoolYear, second_on: date) -> None:
    spans = ((year.first_on, second_on - timedelta(days=1)), (second_on, year.last_on))
    Semester.objects.bulk_create(
        Semester(school_id=year.school_id, school_year=year, number=number, first_on=first, last_on=last)
        for number, (first, last) in enumerate(spans, start=1)
    )


def _end_homerooms(school_id: uuid.UUID, *, before: int) -> None:
    """Homeroom teachers of earlier years keep their classes, and the rights on them, no longer than their year."""
    for earlier in SchoolYear.objects.filter(school_id=school_id, year__lt=before):
        Homeroom.objects.filter(school_class__school_year=earlier, to_on=None).update(
            to_on=last_of_school_year(earlier.year)
        )


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)
