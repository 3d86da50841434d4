"""attendance.field_trip: whether a field trip may be approved, and what becomes of it (교외체험학습)."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from hakjeok.attendance.trip_days import HALF, TripDays, longest_run, plain
from hakjeok.attendance.trip_facts import Epidemic, FieldTripFacts, Limits, Purpose
from hakjeok.dates import days_later, spoken_date
from hakjeok.discrepancies import warning_of
from hakjeok.parameters import Found, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.shares import at_most
from hakjeok.source import Source, Step
from hakjeok.vocabulary import AbsenceForm, Word

PARAMETERS = load("attendance")
APPLY_BEFORE = PARAMETERS["trip_apply_before_days"]
REPORT_WITHIN = PARAMETERS["trip_report_within_days"]
MOST_CONSECUTIVE = PARAMETERS["trip_most_consecutive_days"]
SHARE = PARAMETERS["trip_share_of_year"]
WITHOUT_CONTACT = PARAMETERS["trip_days_without_contact"]

DAYS_OFF = Source(page=23, quote="연속 10일 이내(재량휴업일, 토요일, 공휴일 제외)")
HALF_DAY = Source(page=23, quote="교육상 필요한 경우 반일(해당일 수업시수의 1/2) 단위로 처리할 수 있음")
EARLY_LEAVE = Source(page=23, quote="수업시수의 1/2단위로 처리할 경우 출석인정 조퇴로 나이스에 기재함")
SCHOOL_RULE = Source(page=22, quote="학교 실정에 따라 신청서 및 보고서 제출 기한 등은 학교 규정으로 달리 정할 수 있음")
PERIOD_BY_RULE = Source(page=22, quote="교육과정의 이수에 지장이 없는 범위 안에서 해당 학교 학칙으로 정함")
AFTER_TRANSFER = Source(page=23, quote="전입교의 총 허용 일수에서 전출교의 실시 일수를 제외한 남은 일수 내에서")
BY_PHONE = Source(page=35, quote="체험학습을 실시하여야 하는 경우 유선으로 사전 허가를 받을 수 있습니다.")
HOME_LEARNING = Source(
    page=23, quote="감염병 위기경보 단계가 ‘심각’ 단계인 경우에 한해, 교외체험학습의 승인 사유에 ‘가정학습’을 포함"
)
ATHLETE = Source(
    page=21,
    quote="종목의 훈련 또는 대회 참가 등을 이유로 교외체험학습(가정학습) 등을 신청한 경우, 학교장은 허용할 수 없음",
)
LANGUAGE_COURSE = Source(page=26, quote="해외 어학연수로 인한 결석 등", reading=True)
WEIGHED = Source(
    page=23, quote="학생 간 위화감을 조성할 수 있는 불법 어학연수 및 상업적 체험학습 등의 여부를 신중히 판단하여 승인"
)
ADULT = Source(page=23, quote="학생 안전 확보를 위해 보호자(친권자 및 후견인) 및 친족 성인의 동행 여부 확인")
CONTACT = Source(page=23, quote="기간 중 1회 이상 학생이 담임교사에게 연락하도록 함")
EMERGENCY_CONTACTS = Source(page=23, quote="학교는 장기간 교외체험학습 승인 전 학생의 비상연락망 등을 확인해야 하고")
AUTHORIZED = Source(page=22, quote="면담 등을 통한 사실 확인 후 ‘출석인정결석’ 처리")
NOT_APPROVED = Source(
    page=35, quote="사전 허가를 받지 않고 실시한 체험학습은 원칙적으로 미인정결석으로 처리하여야 합니다."
)
REPORTED = Source(page=35, quote="체험학습 보고서 등을 7일 이내 제출하여 사후 확인을 받아야 출석으로 인정할 수 있으며")


class Against(Word):
    """Why a trip cannot be approved (승인할 수 없는 까닭), in the order in which they are told."""

    TOO_LATE = "too_late", "신청이 늦음"
    TOO_LONG = "too_long", "잇달아 할 수 있는 일수를 넘음"
    OVER_LIMIT = "over_limit", "남은 허용 일수를 넘음"
    PURPOSE = "purpose", "교외체험학습으로 할 수 없는 목적"
    NO_ADULT = "no_adult", "함께 갈 보호자나 친족 성인이 없음"


class Outcome(Word):
    """What becomes of the days of the trip (교외체험학습의 출결 처리)."""

    PENDING = "pending", "보고서 확인 전"
    AUTHORIZED = "authorized", "출석인정"
    UNEXCUSED = "unexcused", "미인정"


@dataclass(frozen=True, kw_only=True)
class FieldTrip(Result):
    """Days, limit, whether the trip may be approved, when its report is due, and how the days are recorded."""

    days: float = told("체험학습 일수")
    limit_days: int = told("한 해 허용 일수")
    remaining_before: float = told("신청 전 남은 일수")
    remaining_after: float = told("체험학습 뒤 남는 일수")
    approvable: bool = told("승인할 수 있음")
    reasons_against: tuple[Against, ...] = told("승인할 수 없는 까닭")
    contact_teacher: bool = told("기간 중 담임교사에게 연락")
    report_due: datetime.date = told("보고서 제출 기한")
    outcome: Outcome = told("출결 처리")
    recorded_as: AbsenceForm = told("나이스 출결 구분")


@dataclass(frozen=True)
class Figure:
    """A figure in force: that of the handbook, or of the school's own rule where it has one."""

    value: Fraction
    source: Source
    is_own: bool = False

    @property
    def days(self) -> int:
        """The figure as a whole number of days."""
        return int(self.value)

    @property
    def by_rule(self) -> str:
        """What a sentence says where the school's own rule decided (학교 규정)."""
        return "학교 규정에 따라 " if self.is_own else ""


@dataclass(frozen=True)
class Standard:
    """The figures that a trip is compared with, and what to warn of about them."""

    apply_before: Figure
    report_within: Figure
    most_consecutive: Figure
    share: Figure
    without_contact: Figure
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """The facts of a trip, its days and the figures that it is compared with."""

    facts: FieldTripFacts
    days: TripDays
    standard: Standard

    @property
    def apply_by(self) -> datetime.date:
        """The last day on which the trip could be applied for."""
        return days_later(self.days.first, -self.standard.apply_before.days)

    @property
    def report_due(self) -> datetime.date:
        """The last day on which the report is in time."""
        return days_later(self.days.last, self.standard.report_within.days)

    @property
    def long(self) -> bool:
        """Whether the pupil has to get in touch with the teacher on the way."""
        return self.days.longest_run > self.standard.without_contact.days


@decision(
    "attendance.field_trip",
    title="교외체험학습의 승인과 출결",
    pages=(21, 22, 23, 24, 26, 35, 119, 120),
    asked_as=(
        "교외체험학습은 며칠까지 쓸 수 있나요?",
        "체험학습 신청서는 며칠 전까지 내야 하나요?",
        "체험학습 보고서를 늦게 내면 어떻게 되나요?",
        "전입생의 체험학습 남은 일수는 며칠인가요?",
        "가정학습도 체험학습으로 인정되나요?",
    ),
    forms=("2-1",),
)
def field_trip(facts: FieldTripFacts) -> FieldTrip:
    """Compare a field trip with the year's limit and the school's periods (p.22–23, 35)."""
    standard = _standard(facts)
    asked = Asked(facts, _days(facts, standard), standard)
    against = tuple(code for code, is_against in CHECKS.items() if is_against(asked))
    outcome = _outcome(asked, against)
    return FieldTrip(
        days=plain(asked.days.taken),
        limit_days=asked.days.limit,
        remaining_before=plain(asked.days.remaining_before),
        remaining_after=plain(asked.days.remaining_after),
        approvable=not against,
        reasons_against=against,
        contact_teacher=asked.long,
        report_due=asked.report_due,
        outcome=outcome,
        recorded_as=AbsenceForm.EARLY_LEAVE if facts.half_day else AbsenceForm.ABSENCE,
        because=tuple(_reasons(asked, against, outcome)),
        warnings=tuple(_warnings(asked, against, outcome)),
        school_year=facts.calendar.school_year,
    )


def _standard(facts: FieldTripFacts) -> Standard:
    own, year = facts.limits or Limits(), facts.calendar.school_year
    apply_before = APPLY_BEFORE.at(year)
    return Standard(
        apply_before=_figure(apply_before, own.apply_before_days, SCHOOL_RULE),
        report_within=_figure(REPORT_WITHIN.at(year), own.report_within_days, SCHOOL_RULE),
        most_consecutive=_figure(MOST_CONSECUTIVE.at(year), own.max_consecutive, PERIOD_BY_RULE),
        share=_figure(SHARE.at(year), own.share_of_year, PERIOD_BY_RULE),
        without_contact=_figure(WITHOUT_CONTACT.at(year), None, CONTACT),
        warnings=apply_before.warnings,
    )


def _figure(found: Found, own: int | Fraction | None, rule: Source) -> Figure:
    return Figure(found.share, found.source) if own is None else Figure(Fraction(own), rule, is_own=True)


def _days(facts: FieldTripFacts, standard: Standard) -> TripDays:
    days = facts.school_days
    limit = at_most(standard.share.value, of=facts.year_days)
    return TripDays(
        school_days=days,
        longest_run=longest_run(days, facts.calendar),
        taken=len(days) * (HALF if facts.half_day else Fraction(1)),
        limit=limit,
        remaining_before=max(Fraction(0), limit - Fraction(facts.used_days) - facts.used_before_transfer),
    )


def _is_late(asked: Asked) -> bool:
    applied_on = asked.facts.applied_on
    return not asked.facts.phone_approval and applied_on is not None and applied_on > asked.apply_by


def _has_a_wrong_purpose(asked: Asked) -> bool:
    facts = asked.facts
    return {
        Purpose.TRIP: False,
        Purpose.HOME_LEARNING: facts.epidemic_level is not Epidemic.SERIOUS,
        Purpose.ATHLETE_TRAINING: facts.registered_sport,
        Purpose.LANGUAGE_COURSE: True,
    }[facts.purpose]


def _lacks_an_adult(asked: Asked) -> bool:
    return not asked.facts.adult_companion and asked.facts.purpose is not Purpose.HOME_LEARNING


CHECKS: dict[Against, Callable[[Asked], bool]] = {
    Against.TOO_LATE: _is_late,
    Against.TOO_LONG: lambda asked: asked.days.longest_run > asked.standard.most_consecutive.days,
    Against.OVER_LIMIT: lambda asked: asked.days.taken > asked.days.remaining_before,
    Against.PURPOSE: _has_a_wrong_purpose,
    Against.NO_ADULT: _lacks_an_adult,
}


def _outcome(asked: Asked, against: tuple[Against, ...]) -> Outcome:
    reported_on = asked.facts.report_submitted_on
    if against:
        return Outcome.UNEXCUSED
    if reported_on is None:
        return Outcome.PENDING
    return Outcome.AUTHORIZED if reported_on <= asked.report_due else Outcome.UNEXCUSED


def _reasons(asked: Asked, against: tuple[Against, ...], outcome: Outcome) -> Iterator[Step]:
    yield from _about_the_days(asked)
    yield from _about_the_limit(asked)
    yield _about_the_application(asked)
    yield from _about_the_run(asked)
    yield from _about_the_purpose(asked)
    if _lacks_an_adult(asked):
        yield Step("함께 갈 보호자나 친족 성인이 있어야 승인할 수 있습니다.", ADULT)
    yield from _about_the_outcome(asked, against, outcome)


def _about_the_days(asked: Asked) -> Iterator[Step]:
    days = asked.days
    until = "" if days.first == days.last else f"부터 {spoken_date(days.last)}까지"
    yield Step(
        f"재량휴업일·토요일·공휴일을 빼면 {spoken_date(days.first)}{until} 수업일 {len(days.school_days)}일입니다.",
        DAYS_OFF,
    )
    if asked.facts.half_day:
        yield Step(f"반일 체험학습이므로 {plain(days.taken)}일로 셉니다.", HALF_DAY)
        yield Step("반일 체험학습은 출석인정조퇴로 적습니다.", EARLY_LEAVE)


def _about_the_limit(asked: Asked) -> Iterator[Step]:
    days, facts, share = asked.days, asked.facts, asked.standard.share
    percent = f"{float(share.value * 100):g}"
    yield Step(
        f"{share.by_rule}수업일수 {facts.year_days}일의 {percent}% 이내이므로 한 해에 {days.limit}일까지입니다.",
        share.source,
    )
    if facts.used_days:
        yield Step(f"올해 이 학교에서 이미 {plain(Fraction(facts.used_days))}일을 썼습니다.", share.source)
    if facts.used_before_transfer:
        former = plain(Fraction(facts.used_before_transfer))
        yield Step(f"전출교에서 쓴 {former}일은 이 학교의 허용 일수에서 뺍니다.", AFTER_TRANSFER)
    compared = "보다 많습니다" if CHECKS[Against.OVER_LIMIT](asked) else "을 넘지 않습니다"
    yield Step(
        f"신청한 {plain(days.taken)}일은 남은 허용 일수 {plain(days.remaining_before)}일{compared}.", share.source
    )


def _about_the_application(asked: Asked) -> Step:
    applied_on, before = asked.facts.applied_on, asked.standard.apply_before
    rule = f"신청서는 {before.by_rule}{before.days}일 전인 {spoken_date(asked.apply_by)}까지 내야 합니다."
    if applied_on is None or (asked.facts.phone_approval and applied_on > asked.apply_by):
        return Step(f"{rule} 부득이하여 유선으로 사전 허가를 받았습니다.", BY_PHONE)
    compared = "늦었습니다" if _is_late(asked) else "늦지 않았습니다"
    return Step(f"{rule} {spoken_date(applied_on)}에 내어 {compared}.", before.source)


def _about_the_run(asked: Asked) -> Iterator[Step]:
    run, most = asked.days.longest_run, asked.standard.most_consecutive
    compared = "보다 깁니다" if run > most.days else "을 넘지 않습니다"
    limit = f"학교 규정의 {most.days}일" if most.is_own else f"{most.days}일"
    yield Step(f"잇달아 하는 체험학습은 {run}일로 {limit}{compared}.", most.source)
    if asked.long:
        contact = asked.standard.without_contact
        yield Step(f"연속 {contact.days}일을 넘으므로 기간 중 한 번 이상 학생이 담임교사에게 연락합니다.", CONTACT)
        yield Step("승인하기 전에 학생의 비상연락망을 확인합니다.", EMERGENCY_CONTACTS)


def _about_the_purpose(asked: Asked) -> Iterator[Step]:
    facts = asked.facts
    if facts.purpose is Purpose.HOME_LEARNING:
        level = facts.epidemic_level.korean
        yield Step(f"가정학습은 감염병 위기경보가 ‘심각’일 때만 승인합니다. 지금은 ‘{level}’입니다.", HOME_LEARNING)
    if facts.purpose is Purpose.ATHLETE_TRAINING and facts.registered_sport:
        yield Step("선수로 등록한 종목의 훈련과 대회는 교외체험학습으로 허용할 수 없습니다.", ATHLETE)
    if facts.purpose is Purpose.LANGUAGE_COURSE:
        yield Step("어학연수는 교외체험학습으로 승인하지 않습니다.", LANGUAGE_COURSE)
        yield Step("상업적 체험학습 등도 학생 간 위화감이 생기지 않는지 신중히 판단해 승인합니다.", WEIGHED)


def _about_the_outcome(asked: Asked, against: tuple[Against, ...], outcome: Outcome) -> Iterator[Step]:
    if against:
        yield Step("승인할 수 없으므로, 그래도 결석하면 미인정결석입니다.", NOT_APPROVED)
        return
    within = asked.standard.report_within
    yield Step(
        f"보고서는 {within.by_rule}끝난 뒤 {within.days}일 안인 {spoken_date(asked.report_due)}까지 냅니다.",
        within.source,
    )
    if outcome is Outcome.AUTHORIZED:
        yield Step("보고서를 기한 안에 냈으므로 사실을 확인한 뒤 출석인정으로 처리합니다.", AUTHORIZED)
    elif outcome is Outcome.UNEXCUSED:
        yield Step("보고서가 늦어 출석으로 인정할 수 없습니다.", REPORTED)


def _warnings(asked: Asked, against: tuple[Against, ...], outcome: Outcome) -> Iterator[str]:
    yield from asked.standard.warnings
    ignored = len(set(asked.facts.dates)) - len(asked.days.school_days) if asked.facts.dates else 0
    if ignored:
        yield f"수업일이 아닌 날짜 {ignored}건은 세지 않았습니다. 날짜가 맞는지 살펴봐 주세요."
    if asked.days.longest_run == asked.standard.without_contact.days:
        yield warning_of("contact_on_a_trip")
    if asked.long and not against:
        days = asked.standard.without_contact.days
        yield f"연속 {days}일을 넘는 체험학습입니다. 승인하기 전에 학생의 비상연락망을 확인해 주세요(p.23)."
    if outcome is Outcome.UNEXCUSED and not against and asked.standard.report_within.is_own:
        yield "보고서가 학교 규정의 기한보다 늦어 미인정결석이 됩니다(p.22, 35)."
    elif outcome is Outcome.UNEXCUSED and not against:
        yield (
            "보고서가 늦어 미인정결석이 됩니다. 학교 규정에서 제출 기한을 달리 정했는지 먼저 살펴봐 주세요(p.22, 35)."
        )
