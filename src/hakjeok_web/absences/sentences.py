"""What is told about a request: what is wrong, why with its page, what can be done (screens.md 5.3)."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from hakjeok.attendance.field_trip import Against, FieldTrip
from hakjeok.attendance.trip_days import plain
from hakjeok.attendance.trip_facts import Purpose
from hakjeok.dates import days_later
from hakjeok.korean import because_of, with_particle
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.pupil_days import PupilDays
from hakjeok_web.absences.wanted import Wanted
from hakjeok_web.attendance.models import Form
from hakjeok_web.attendance.month import Cell
from hakjeok_web.config.refusals import Reason
from hakjeok_web.config.templatetags.korean import korean_date, short_date
from hakjeok_web.schools.figures import TRIP_APPLY_BEFORE, TRIP_MOST_CONSECUTIVE, TRIP_SHARE_OF_YEAR


def half_days(value: object) -> Fraction:
    """A number of days as it was typed (3, 2.5)."""
    return Fraction(str(value or 0))


def no_school_days(wanted: Wanted, there: PupilDays) -> Reason:
    """A day off, or days on which the pupil is not here."""
    if there.place_on(wanted.from_on) is None and there.place_on(wanted.to_on) is None:
        return Reason(
            f"{korean_date(wanted.from_on)}에 이 학생은 우리 학교의 어느 반에도 없습니다. 날짜를 확인해 주세요.",
            field="from_on",
        )
    page = 23 if wanted.is_trip else 20
    return Reason(
        f"{period(wanted.from_on, wanted.to_on)}에는 수업일이 없습니다. 쉬는 날은 출결로 처리하지 않습니다(p.{page}). "
        "날짜를 바꿔 주세요. 수업을 하는 날이면 학사일정에서 수업일로 바꿔 주세요.",
        field="from_on",
        page=page,
    )


def period(first: date, last: date) -> str:
    """`5. 7.(화)` or `5. 7.(화)~5. 9.(목)`."""
    return short_date(first) if first == last else f"{short_date(first)}~{short_date(last)}"


def period_of(request: AbsenceRequest) -> str:
    return period(request.from_on, request.to_on)


def overlapping(other: AbsenceRequest) -> Reason:
    """Two requests for one day."""
    word = other.get_kind_display()
    return Reason(
        f"{other.entered_by.name} 선생님이 접수한 {period_of(other)} {with_particle(word, '이', '가')} 이미 있습니다. "
        "하루에는 한 가지만 처리합니다(p.30). 날짜를 바꾸거나 먼저 접수한 것을 취소해 주세요.",
        field="from_on",
        page=30,
    )


def received_in_future(wanted: Wanted) -> Reason:
    return Reason(
        f"접수일 {korean_date(wanted.received_on)}은 아직 오지 않은 날입니다. 받은 날을 적어 주세요.",
        field="received_on",
    )


def against(code: Against, trip: FieldTrip, wanted: Wanted, there: PupilDays, days: Sequence[date]) -> Reason:
    """Why a trip cannot be approved, each with its remedy."""
    return {
        Against.TOO_LATE: _too_late,
        Against.TOO_LONG: _too_long,
        Against.OVER_LIMIT: _over_limit,
        Against.PURPOSE: _wrong_purpose,
        Against.NO_ADULT: _no_adult,
    }[code](trip, wanted, there, days)


def _too_late(trip: FieldTrip, wanted: Wanted, there: PupilDays, days: Sequence[date]) -> Reason:
    rule = there.figure(TRIP_APPLY_BEFORE, wanted)
    before = rule.days
    possible = there.calendar.next_after(days_later(wanted.received_on, before - 1))
    later = f" 시작일을 {short_date(possible)} 이후로 바꿔 주세요." if possible else ""
    return Reason(
        f"시작일이 {short_date(days[0])}이라 {short_date(days_later(days[0], -before))}까지 신청해야 했습니다"
        f"({rule.said}, {rule.basis}).{later} "
        "학교장이 전화로 먼저 허가했으면 ‘전화 허가를 받은 날’을 적어 주세요(p.35).",
        field="from_on",
        page=22,
    )


def _too_long(trip: FieldTrip, wanted: Wanted, there: PupilDays, days: Sequence[date]) -> Reason:
    rule = there.figure(TRIP_MOST_CONSECUTIVE, wanted)
    most = rule.days
    joined = "" if days[0] >= wanted.from_on and days[-1] <= wanted.to_on else "앞뒤 체험학습과 이어져 "
    return Reason(
        f"{joined}수업일로 {len(days)}일입니다. 한 번에 연속 {most}일까지 할 수 있습니다({rule.basis}). "
        f"{short_date(days[0])}에 시작하면 끝나는 날을 {short_date(days[most - 1])}까지로 줄여 주세요.",
        field="to_on",
        page=23,
    )


def _over_limit(trip: FieldTrip, wanted: Wanted, there: PupilDays, days: Sequence[date]) -> Reason:
    former = half_days(wanted.told.get("used_before_transfer", 0))
    used = there.used_trip_days(wanted) + former
    rule = there.figure(TRIP_SHARE_OF_YEAR, wanted)
    with_former = f"(다니던 학교 {plain(former)}일 포함)" if former else ""
    return Reason(
        f"남은 체험학습은 {trip.remaining_before}일인데 {trip.days}일을 신청했습니다. "
        f"올해 허용 {trip.limit_days}일 가운데 {plain(used)}일을 썼습니다{with_former}({rule.basis}). "
        "기간을 줄여 주세요.",
        field="to_on",
        page=23,
    )


def _wrong_purpose(trip: FieldTrip, wanted: Wanted, there: PupilDays, days: Sequence[date]) -> Reason:
    told = {
        Purpose.HOME_LEARNING: (
            "가정학습은 감염병 위기경보가 ‘심각’일 때만 승인할 수 있습니다(p.23). 위기경보 단계를 확인해 주세요.",
            23,
        ),
        Purpose.ATHLETE_TRAINING: (
            "선수로 등록한 종목의 훈련이나 대회는 교외체험학습으로 허용할 수 없습니다(p.21). "
            "학생선수 출석인정결석 허용일수를 이용해 주세요.",
            21,
        ),
        Purpose.LANGUAGE_COURSE: (
            "어학연수는 교외체험학습으로 승인하지 않습니다(p.23, 26). 목적을 확인해 주세요. "
            "그래도 결석하면 미인정결석입니다.",
            26,
        ),
    }
    text, page = told[wanted.purpose]
    return Reason(text, field="purpose", page=page)


def _no_adult(trip: FieldTrip, wanted: Wanted, there: PupilDays, days: Sequence[date]) -> Reason:
    return Reason(
        "함께 가는 보호자나 친족 성인이 없습니다. 학생의 안전을 위해 동행하는 사람이 있어야 합니다(p.23). "
        "보호자에게 확인해 주세요.",
        field="adult_companion",
        page=23,
    )


def reported_too_early(last: date) -> Reason:
    return Reason(
        f"체험학습이 {korean_date(last)}에 끝납니다. 보고서는 끝난 날부터 받습니다(p.22). 받은 날을 바로잡아 주세요.",
        field="report_on",
        page=22,
    )


def closed_month(day: date) -> Reason:
    return Reason(
        f"{day.month}월은 마감한 달입니다. 결재 전에 마감취소를 요청해 주세요. 마감한 달에는 출결이 적히지 않습니다."
    )


def two_forms(day: date, cell: Cell, form: str) -> Reason:
    return Reason(
        f"{short_date(day)}에 {with_particle(cell.word, '이', '가')} 이미 적혀 있는데 "
        f"{with_particle(Form(form).label, '을', '를')} 신청했습니다. 하루에는 한 가지만 적습니다(p.30). "
        "출석부를 바로잡거나, 학교장이 하나를 정하도록 ‘학교장 결정’에 까닭을 적어 주세요.",
        field="exception_reason",
        page=30,
    )


def one_of_two(day: date, cell: Cell, form: str) -> Reason:
    return Reason(
        f"{short_date(day)}에 적힌 {with_particle(cell.word, '을', '를')} {because_of(Form(form).label)} 바꿉니다. "
        "하루에는 한 가지만 적으며 학교장이 정합니다(p.30).",
        page=30,
    )


def were_present(days: Sequence[date]) -> Reason:
    told = ", ".join(short_date(day) for day in days)
    return Reason(f"출석으로 확인한 날이 있습니다: {told}. 결재하면 결석으로 바뀝니다. 날짜가 맞는지 봐 주세요.")


def goes_on(wanted: Wanted, there: PupilDays, days: Sequence[date]) -> Reason:
    rule = there.figure(TRIP_MOST_CONSECUTIVE, wanted)
    return Reason(
        f"앞뒤 체험학습과 이어져 모두 수업일로 {len(days)}일입니다. "
        f"한 번에 연속 {rule.days}일까지 할 수 있습니다({rule.basis}).",
        page=23,
    )


def period_differs(paper: str) -> str:
    return f"서식에 적은 기간({paper})이 접수한 기간과 다릅니다. 접수한 기간을 고치거나 서식을 고쳐 다시 상신해 주세요."


NEEDS_THE_PRINCIPAL = (
    "학교장 결정을 구하는 문서라 학교장(또는 그 대결자)이 마지막에 결재해야 합니다. "
    "반려하고, 결재선의 마지막을 학교장으로 바꿔 다시 상신하게 해 주세요."
)
