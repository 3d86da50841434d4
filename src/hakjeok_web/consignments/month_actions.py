"""Entering what an institution told of a month (위탁학생 출결관리, p.33)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.attendance.locks import hold_months
from hakjeok_web.attendance.models import AttendanceEntry, Form, Kind
from hakjeok_web.attendance.month import end_of, month_of
from hakjeok_web.attendance.symbols import word_of
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date, korean_time, short_date
from hakjeok_web.consignments.actions import record_month, require_writer
from hakjeok_web.consignments.models import ConsignedEntry, ConsignedMonth, Consignment
from hakjeok_web.consignments.queries import Line
from hakjeok_web.consignments.register import days_of_month
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.students.models import ClassPlacement

Sort = tuple[str, str]  # form and kind of an entry


@dataclass(frozen=True)
class Told:
    """What a person writes about a month: day by day, or the number of days and of each sort of entry."""

    school_days: int
    days: frozenset[date] = frozenset()  # the institution's school days where they are told one by one
    by_day: Mapping[date, Sort] = field(default_factory=dict)
    counts: Mapping[Sort, int] = field(default_factory=dict)
    home_dates: frozenset[date] = frozenset()
    certificate_on: date | None = None
    note: str = ""

    @property
    def absences(self) -> int:
        """Entries of a whole day, authorized ones too: no more than school days."""
        by_number = sum(count for (form, _), count in self.counts.items() if form == Form.ABSENCE)
        return by_number + sum(form == Form.ABSENCE for form, _ in self.by_day.values())

    @property
    def entries(self) -> int:
        return len(self.by_day) + sum(self.counts.values())


def open_days(line: Line, first_on: date) -> list[date]:
    """The weekdays of a month in the consignment up to today, whichever school they were spent at."""
    last = date.fromordinal(min(end_of(first_on).toordinal() - 1, line.today.toordinal()))
    days = (date.fromordinal(each) for each in range(first_on.toordinal(), last.toordinal() + 1))
    return [day for day in days if line.consignment.covers(day) and day.weekday() < 5]


def home_school_days(line: Line, first_on: date) -> list[date]:
    """Of these, the school days of the pupil's own school."""
    if line.school_class is None:
        return []
    calendar = calendars_of(line.school_class.school_year).of(line.school_class.grade)
    return [day for day in open_days(line, first_on) if calendar.is_school_day(day)]


def save_month(*, line: Line, first_on: date, seen: int, told: Told, by: Actor) -> ConsignedMonth:
    """Enter or correct a month as the institution's certificate has it (출결확인서, p.32).

    Raises:
        Refused: more entries than school days, a day twice, a closed month of the register where days at the own
            school change, or somebody entered the month meanwhile.

    """
    consignment = line.consignment
    seats = require_writer(consignment=consignment, by=by)
    stands = _as_seen(consignment, first_on, seen)
    _require_lawful(line, first_on, told, by.today)
    _open_home_dates(line, first_on, frozenset(stands.home_dates) if stands else frozenset(), told, seats)
    row = _row(consignment, first_on, stands, told, by)
    row.entries.all().delete()
    ConsignedEntry.objects.bulk_create(_entries(row, told))
    record_month(row, seats, by, f"{first_on.year}년 {first_on.month}월: {sentence_of(told)}")
    return row


def sentence_of(told: Told) -> str:
    """`수업일 18일, 질병결석 2`."""
    counts: dict[str, int] = {}
    for sort in told.by_day.values():
        counts[word_of(*sort)] = counts.get(word_of(*sort), 0) + 1
    for sort, count in told.counts.items():
        counts[word_of(*sort)] = counts.get(word_of(*sort), 0) + count
    parts = [f"위탁기관 수업일 {told.school_days}일", *(f"{word} {count}" for word, count in counts.items())]
    parts += [f"소속교에 나온 날 {len(told.home_dates)}일"] if told.home_dates else []
    parts += [f"출결확인서 {korean_date(told.certificate_on)}"] if told.certificate_on else ["출결확인서 아직"]
    return ", ".join(parts)


def _as_seen(consignment: Consignment, first_on: date, seen: int) -> ConsignedMonth | None:
    if Consignment.objects.values_list("is_cancelled", flat=True).get(pk=consignment.pk):
        raise Refused("등록을 취소한 위탁입니다. 다시 위탁되었으면 새로 등록해 주세요.")
    stands = consignment.months.filter(first_on=first_on).select_related("entered_by").first()
    if (stands.version if stands else 0) != seen:
        raise Refused(
            f"{stands.entered_by.name} 선생님이 {korean_time(stands.entered_at)}에 이 달을 먼저 적었습니다. "
            "화면을 새로 열어 그 기록을 보고 다시 적어 주세요."
        )
    return stands


def _require_lawful(line: Line, first_on: date, told: Told, today: date) -> None:
    reasons = [*_about_days(line, first_on, told), *_about_entries(told)]
    if told.certificate_on and told.certificate_on > today:
        reasons.append(
            Reason(
                f"{korean_date(told.certificate_on)}은 아직 오지 않은 날입니다. 받은 날을 오늘까지로 적어 주세요.",
                "certificate_on",
            )
        )
    if reasons:
        raise Refused(*reasons)


def _about_days(line: Line, first_on: date, told: Told):
    usable = set(days_of_month(line.stay, first_on)) | set(open_days(line, first_on))
    if not told.days | set(told.by_day) <= usable or told.days & told.home_dates:
        yield Reason("위탁 기간 밖의 날이나 소속교에 나온 날이 위탁기관의 수업일에 들어 있습니다. 바로잡아 주세요.")
    if not told.home_dates <= set(home_school_days(line, first_on)):
        yield Reason("소속교에 나온 날은 위탁 기간에 든 소속교의 수업일에서 고릅니다. 바로잡아 주세요.", "home_dates")
    room = len(usable - told.home_dates)
    if told.school_days > room:
        yield Reason(
            f"위탁기관의 수업일수({told.school_days}일)가 이 달의 위탁 기간({room}일)보다 많습니다. "
            "출결확인서를 다시 봐 주세요.",
            "school_days",
        )


def _about_entries(told: Told):
    if any(sort[0] not in Form.values or sort[1] not in Kind.values for sort in (*told.by_day.values(), *told.counts)):
        yield Reason("출결의 형태나 종류가 아닙니다. 목록에서 골라 주세요.")
    if told.absences > told.school_days:
        yield Reason(
            f"결석({told.absences}일)이 위탁기관의 수업일수({told.school_days}일)보다 많습니다. "
            "수업일수나 기록을 바로잡아 주세요.",
            "school_days",
        )
    elif told.entries > told.school_days:
        yield Reason(
            f"기록({told.entries}번)이 위탁기관의 수업일수({told.school_days}일)보다 많습니다. "
            "하루에는 한 가지만 적습니다(p.30).",
            "school_days",
        )


def _open_home_dates(
    line: Line, first_on: date, before: frozenset[date], told: Told, seats: list[ClassPlacement]
) -> None:
    """Days at the own school are the register's: it must be open, and empty where a day goes back (p.33)."""
    changed = before ^ told.home_dates
    for seat in seats:
        hold_months(school_class=seat.school_class, months={month_of(day) for day in changed if seat.covers(day)})
    gone = AttendanceEntry.objects.filter(student=line.consignment.student_id, date__in=before - told.home_dates)
    day = gone.exclude(kind="").values_list("date", flat=True).first()
    if day is not None:
        raise Refused(
            Reason(
                f"출석부에 {short_date(day)}의 기록이 있습니다. "
                "소속교에 나온 날이 아니면 출석부에서 먼저 지워 주세요(p.30).",
                "home_dates",
            )
        )


def _row(
    consignment: Consignment, first_on: date, stands: ConsignedMonth | None, told: Told, by: Actor
) -> ConsignedMonth:
    row = stands or ConsignedMonth(school_id=consignment.school_id, consignment=consignment, first_on=first_on)
    row.school_days, row.days, row.home_dates = told.school_days, sorted(told.days), sorted(told.home_dates)
    row.certificate_on, row.note = told.certificate_on, told.note.strip()
    row.entered_by, row.entered_at = by.user, clock.now()
    row.version = F("version") + 1 if stands else 1
    row.save()
    return row


def _entries(row: ConsignedMonth, told: Told) -> list[ConsignedEntry]:
    by_day = [(day, sort, 1) for day, sort in told.by_day.items()]
    counted = [(None, sort, count) for sort, count in told.counts.items() if count]
    return [
        ConsignedEntry(school_id=row.school_id, month=row, date=day, form=form, kind=kind, count=count)
        for day, (form, kind), count in (*by_day, *counted)
    ]
