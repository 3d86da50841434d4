"""Verbs of consigned pupils (위탁학생): register, change, end, cancel, record a step.

Each begins with the lock of the pupil's record, so that two people's acts come one after the other, and keeps the
register's months as they are while it decides on which days the pupil is looked for.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F

from hakjeok_web.accounts.models import Staff
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance.actions import Touched, after_change
from hakjeok_web.attendance.consigned import is_insider
from hakjeok_web.attendance.locks import hold_months
from hakjeok_web.attendance.models import AttendanceEntry
from hakjeok_web.attendance.month import month_of
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date, korean_time, short_date
from hakjeok_web.consignments.models import ConsignedMonth, Consignment, ConsignmentAct
from hakjeok_web.schools.actions import require_open
from hakjeok_web.schools.models import SchoolClass
from hakjeok_web.students.models import ClassPlacement, Student

Code = ConsignmentAct.Code
Kind = Consignment.Kind
# What a person writes down himself; the other lines of the history are written by the acts themselves.
STEPS = (Code.DIAGNOSIS, Code.OPINION, Code.APPLIED, Code.ACCEPTED, Code.RELEASED, Code.REPORTED)
SHORTEST_REASON = 2


@dataclass(frozen=True)
class Particulars:
    """What a person writes about a consignment (등록할 내용)."""

    kind: str
    institution: str
    from_on: date
    ground: str
    to_on: date | None = None
    place: str = ""
    named: Staff | None = None


def register(*, student: Student, told: Particulars, by: Actor) -> Consignment:
    """Register a pupil as consigned (위탁학생 등록, p.32).

    Raises:
        Refused: no right to his class, another institution in the period, a closed month, or the register says
            something of a day in it.

    """
    seats = _locked_seats(student)
    _require_writer(by, seats[-1].school_class, told.kind)
    _require_lawful(student, told, seats)
    _require_alone(student, told)
    days = _days(told.from_on, told.to_on, seats)
    _hold(seats, days)
    _require_nothing_entered(student, days)
    made = Consignment.objects.create(
        school_id=student.school_id, student=student, kind=told.kind, institution=told.institution.strip(),
        place=told.place.strip(), from_on=told.from_on, to_on=told.to_on, ground=told.ground.strip(),
        named=_named(told), registered_by=by.user,
    )  # fmt: skip
    _record(made, Code.REGISTER, by, f"{told.institution.strip()}, {_period(told.from_on, told.to_on)}")
    _tell(made, seats[-1].school_class, by)
    return made


def change(*, consignment: Consignment, seen: int, told: Particulars, by: Actor) -> Consignment:
    """Correct what was registered (고침), the period included.

    Raises:
        Refused: as `register`; somebody changed it meanwhile, or months are entered outside of the new period.

    """
    seats = _locked_seats(consignment.student)
    stands = _as_seen(consignment, seen)
    _require_writer(by, seats[-1].school_class, told.kind)
    _require_lawful(stands.student, told, seats)
    _require_alone(stands.student, told, but=stands.pk)
    _move(stands, seats, told.from_on, told.to_on)
    stands.kind, stands.institution, stands.place = told.kind, told.institution.strip(), told.place.strip()
    stands.from_on, stands.to_on, stands.ground, stands.named = (
        told.from_on, told.to_on, told.ground.strip(), _named(told)
    )  # fmt: skip
    return _saved(stands, Code.CHANGE, seats, by, _period(told.from_on, told.to_on))


def end(*, consignment: Consignment, seen: int, to_on: date, by: Actor) -> Consignment:
    """Say on which day the time at the institution ended (위탁 끝): the next school day he is looked for again.

    Raises:
        Refused: the day is before the first one or in a closed month, or somebody changed it meanwhile.

    """
    seats = _locked_seats(consignment.student)
    stands = _as_seen(consignment, seen)
    _require_writer(by, seats[-1].school_class, stands.kind)
    if to_on < stands.from_on:
        raise Refused(Reason(f"위탁은 {korean_date(stands.from_on)}에 시작했습니다. 그날부터 적어 주세요.", "to_on"))
    _move(stands, seats, stands.from_on, to_on)
    stands.to_on = to_on
    return _saved(stands, Code.END, seats, by, f"{korean_date(to_on)}까지")


def cancel(*, consignment: Consignment, seen: int, reason: str, by: Actor) -> Consignment:
    """Take back a registration that was wrong (등록 취소); it stays on record with its reason.

    Raises:
        Refused: months are entered, the reason is missing, or somebody changed it meanwhile.

    """
    seats = _locked_seats(consignment.student)
    stands = _as_seen(consignment, seen)
    _require_writer(by, seats[-1].school_class, stands.kind)
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(Reason("취소하는 까닭이 비어 있습니다. 무엇이 틀렸는지 적어 주세요.", "reason"))
    if stands.months.filter(school_days__gt=0).exists():
        raise Refused(
            "위탁기관의 월 기록이 있어 등록을 취소할 수 없습니다. 그만 다녔으면 ‘위탁 끝’에 마지막 날을 적어 주세요."
        )
    _hold(seats, _days(stands.from_on, stands.to_on, seats))
    stands.is_cancelled = True
    return _saved(stands, Code.CANCEL, seats, by, reason.strip())


def record_step(*, consignment: Consignment, code: str, done_on: date, by: Actor, note: str = "") -> ConsignmentAct:
    """Write down a step of the procedure (절차, p.33); it is never edited, a later one corrects it."""
    seats = _locked_seats(consignment.student)
    _require_writer(by, seats[-1].school_class, consignment.kind)
    if code not in STEPS:
        raise Refused(Reason("무엇을 했는지 고르지 않았습니다. 목록에서 골라 주세요.", "code"))
    if done_on > by.today:
        raise Refused(
            Reason(f"{korean_date(done_on)}은 아직 오지 않은 날입니다. 한 날을 오늘까지로 적어 주세요.", "done_on")
        )
    return _record(consignment, code, by, note, done_on)


def require_writer(*, consignment: Consignment, by: Actor) -> list[ClassPlacement]:
    """Lock the pupil's record for an act on his consignment; his places in classes, oldest first."""
    seats = _locked_seats(consignment.student)
    _require_writer(by, seats[-1].school_class, consignment.kind)
    return seats


def _locked_seats(student: Student) -> list[ClassPlacement]:
    # The weak lock: a writer of the register holds a month and points at the pupil, which must not wait for this one.
    Student.objects.select_for_update(no_key=True).get(pk=student.pk)
    seats = list(student.placements.select_related("school_class__school_year").order_by("from_on"))
    if not seats:
        raise Refused(f"{student.name} 학생은 아직 반이 없어 위탁학생으로 등록할 수 없습니다. 반을 먼저 정해 주세요.")
    return seats


def _require_writer(by: Actor, school_class: SchoolClass, kind: str) -> None:
    if not by.may_write_class(Menu.CONSIGNMENTS, school_class.pk):
        raise Refused(f"{school_class}의 위탁학생은 그 반 담임교사나 학적 담당이 적습니다.")
    if kind == Kind.PROTECTION and not is_insider(by):
        raise Refused(
            Reason(
                "보호 중인 학생은 소재가 드러나지 않도록 학적 담당이 적습니다(p.34). 학적 담당에게 알려 주세요.", "kind"
            )
        )
    require_open(school_class.school_year, today=by.today)


def _require_lawful(student: Student, told: Particulars, seats: list[ClassPlacement]) -> None:
    reasons = []
    if told.kind not in Kind.values:
        reasons.append(Reason("위탁의 종류를 고르지 않았습니다. 목록에서 골라 주세요.", "kind"))
    if not told.institution.strip():
        reasons.append(Reason("위탁기관이 비어 있습니다. 공문에 적힌 이름을 적어 주세요.", "institution"))
    if not told.ground.strip():
        reasons.append(
            Reason("근거 문서가 비어 있습니다. 법원이나 교육청의 공문 번호와 날짜를 적어 주세요(p.32).", "ground")
        )
    if told.to_on and told.to_on < told.from_on:
        reasons.append(Reason("끝나는 날이 시작일보다 빠릅니다. 두 날짜를 바로잡아 주세요.", "to_on"))
    if told.from_on < seats[0].from_on:
        since = korean_date(seats[0].from_on)
        reasons.append(
            Reason(f"{student.name} 학생은 {since}부터 이 학교 학생입니다. 그날부터 적어 주세요.", "from_on")
        )
    if reasons:
        raise Refused(*reasons)


def _require_alone(student: Student, told: Particulars, *, but: uuid.UUID | None = None) -> None:
    """One institution a day (p.33); the other one is named with who registered it and when."""
    others = student.consignments.filter(is_cancelled=False).exclude(pk=but).select_related("registered_by")
    for other in others:
        if (told.to_on is None or other.from_on <= told.to_on) and (other.to_on is None or told.from_on <= other.to_on):
            raise Refused(
                Reason(
                    f"{other.registered_by.name} 선생님이 {korean_time(other.registered_at)}에 등록한 위탁"
                    f"({_period(other.from_on, other.to_on)})과 날짜가 겹칩니다. "
                    "앞의 위탁을 먼저 끝내거나 시작일을 바꿔 주세요.",
                    "from_on",
                )
            )


def _days(from_on: date, to_on: date | None, seats: list[ClassPlacement]) -> frozenset[date]:
    """Every day of a period until the end of the pupil's last school year."""
    last = min(to_on or date.max, seats[-1].school_class.school_year.last_on)
    return frozenset(from_on + timedelta(days=each) for each in range((last - from_on).days + 1))


def _hold(seats: Collection[ClassPlacement], days: Collection[date]) -> None:
    """Keep the months of these days as they are in the register of each class that the pupil was in."""
    for seat in sorted(seats, key=lambda seat: seat.school_class_id):
        months = {month_of(day) for day in days if seat.covers(day)}
        hold_months(school_class=seat.school_class, months=months)


def _require_nothing_entered(student: Student, days: Collection[date]) -> None:
    """A day has one form (p.30): what the register says must go before the institution tells of that day."""
    entries = AttendanceEntry.objects.filter(student=student, date__in=days).exclude(kind="").order_by("date")
    found = list(entries.values_list("date", flat=True)[:6])
    if found:
        listed = ", ".join(short_date(day) for day in found[:5]) + (" 등" if len(found) > 5 else "")
        raise Refused(
            Reason(
                f"출석부에 {listed}의 기록이 있습니다. 하루에는 한 가지만 적으므로(p.30) 위탁기관에 다닌 날이면 "
                "출석부에서 지우고, 소속교의 기록이 맞으면 위탁 기간을 고쳐 주세요.",
                "from_on",
            )
        )


def _named(told: Particulars) -> Staff | None:
    return told.named if told.kind == Kind.PROTECTION else None


def _as_seen(consignment: Consignment, seen: int) -> Consignment:
    """The row as it stands; refused where somebody changed it after the person had opened his page."""
    stands = Consignment.objects.select_for_update(of=("self",)).select_related("student").get(pk=consignment.pk)
    if stands.is_cancelled:
        raise Refused("등록을 취소한 위탁입니다. 다시 위탁되었으면 새로 등록해 주세요.")
    if stands.version != seen:
        last = stands.acts.select_related("by").order_by("at", "pk").last()
        who = f"{last.by.name} 선생님이 {korean_time(last.at)}에 먼저 고쳤습니다({last.get_code_display()})."
        raise Refused(f"{who} 화면을 새로 열어 지금 내용을 보고 다시 적어 주세요.")
    return stands


def _move(stands: Consignment, seats: list[ClassPlacement], from_on: date, to_on: date | None) -> None:
    """Make sure that the period may become another one: the days that come and go, and the months entered."""
    before, after = _days(stands.from_on, stands.to_on, seats), _days(from_on, to_on, seats)
    _hold(seats, before ^ after)
    _require_nothing_entered(stands.student, after - before)
    for month in stands.months.all():
        told = {*month.days, *month.home_dates}
        left = [day for day in after if month_of(day) == month.first_on]
        if not told <= after or month.school_days > len(left):
            raise Refused(
                Reason(
                    f"{month.first_on.year}년 {month.first_on.month}월의 기록이 새 기간 밖에 있습니다. "
                    "그 달의 기록을 먼저 고쳐 주세요.",
                    "to_on",
                )
            )


def _saved(stands: Consignment, code: str, seats: list[ClassPlacement], by: Actor, note: str) -> Consignment:
    stands.version = F("version") + 1
    stands.save()
    stands.refresh_from_db(fields=("version",))
    _record(stands, code, by, note)
    _tell(stands, seats[-1].school_class, by)
    return stands


def _record(consignment: Consignment, code: str, by: Actor, note: str, done_on: date | None = None) -> ConsignmentAct:
    return ConsignmentAct.objects.create(
        school_id=consignment.school_id, consignment=consignment, code=code, done_on=done_on or by.today,
        note=note.strip()[:300], by=by.user,
    )  # fmt: skip


def record_month(month: ConsignedMonth, seats: list[ClassPlacement], by: Actor, note: str) -> None:
    """Write down in the history that a month was entered; its unexcused absences count toward the third (p.32–33)."""
    _record(month.consignment, Code.MONTH, by, note)
    _tell(month.consignment, seats[-1].school_class, by)


def _period(from_on: date, to_on: date | None) -> str:
    return f"{korean_date(from_on)}~{korean_date(to_on)}" if to_on else f"{korean_date(from_on)}부터"


def _tell(consignment: Consignment, school_class: SchoolClass, by: Actor) -> None:
    """What has to be done about the pupil's absences may have changed (p.27 ④⑤)."""
    touched = Touched(by=by, school_class=school_class, days=frozenset(), students=frozenset({consignment.student_id}))
    for tell in after_change:
        tell(touched)
