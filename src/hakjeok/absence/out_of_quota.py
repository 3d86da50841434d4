"""absence.out_of_quota: when a long absence may be put out of quota (장기결석에 따른 정원 외 학적관리)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.dates import days_later, spoken_date
from hakjeok.discrepancies import warning_of
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import Found, load
from hakjeok.record.wording import long_absence_remark, long_absence_suffix
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.school_calendar import Calendar
from hakjeok.shares import more_than
from hakjeok.source import Source, Step

PARAMETERS = load("absence")
SHARE = PARAMETERS["out_of_quota_share"]
CLOSE_WITHIN = PARAMETERS["close_registration_within_days"]

REPORT = ("즉시 교육장", "3일 이내 동장(4-8)")

NOT_CARRIED_OVER = Source(
    page=73,
    quote="학년 말에 결석이 시작되어 진급처리가 된 경우 정원 외 학적관리 처리 산정 기준일은 다음 학년도 3월 1일임",
)
COUNTED_TO_THRESHOLD = Source(
    page=61, quote="수업일수에 따른 ⅓ 기간 동안 미인정결석 처리 후, 장기결석에 따른 정원 외 학적관리"
)
CHANGE_DATE = Source(page=61, quote="변동일자는 정원 외 학적관리 시작일인 65일째 날짜로 기재함")
CHANGE_DATE_IS_NO_SCHOOL_DAY = Source(page=64, quote="정원 외 학적관리일(변동일자)는 수업일수에 포함되지 않음")
PRINCIPAL_MAY = Source(page=60, quote="수업일수 ⅓이상 결석할 경우 학칙에 따라 정원 외 학적관리 할 수 있음")
CANNOT_COMPLETE = Source(
    page=65, quote="이후 출석하여도 해당 학년의 수료 및 졸업이 불가능(수업일수 ⅔미달)한 자를 정원 외 학적관리"
)
PROJECTION = Source(page=61, quote="64일째 되는 날까지 미인정결석 처리", reading=True)
REPORT_AT_ONCE = Source(page=60, quote="학적이 관리되는 학생이 발생한 경우 즉시 교육장에게 보고")
DAYS_OF_BOTH = Source(
    page=32, quote="위탁할 때까지 재적교 수업일수와 위탁 이후의 위탁기관의 수업일수를 합산하여 산정하며"
)
RECORDS_OF_BOTH = Source(
    page=33, quote="위탁교의 수업일수 및 출결내용과 소속교의 수업일수 및 출결내용을 합산하여 입력해야 함"
)
CLOSED = Source(page=29, quote="장기결석으로 정원 외 학적관리된 경우 학적처리일 3일이내 복귀처리")


@facts
class OutOfQuotaFacts(Facts):
    """Unexcused absences of one school year, as dates or as "absent on every school day since".

    `total_days` are the school days of the grade's year (수업일수); they hold even where the calendar has
    another number. Of a consigned pupil (위탁학생) they are those of both places together, and his absences at the
    institution stand apart, because its days need not be school days of his own school (p.32). `today` is the last
    day for which attendance is known.
    """

    total_days: int = fact("수업일수", at_least=1, at_most=366, hint="이 학년도 그 학년의 전체 수업일수입니다.")
    absences: tuple[datetime.date, ...] = fact(
        "미인정결석일", default=(), hint="이 학년도의 미인정결석일을 모두 넣습니다. 아래 칸과 함께 넣지 않습니다."
    )
    absent_since: datetime.date | None = fact(
        "결석이 시작된 날(계속 결석할 때)",
        default=None,
        hint="한 번도 나오지 않고 이어서 결석할 때 날짜 목록 대신 넣습니다.",
    )
    calendar: Calendar = fact("학사일정")
    today: datetime.date = fact("기준일", hint="출결을 확인한 마지막 날입니다.")
    institution_days: int = fact(
        "그 가운데 위탁기관의 수업일수",
        default=0,
        at_least=0,
        at_most=366,
        hint="위탁학생이면 수업일수에 더한 위탁기관의 수업일수입니다.",
    )
    institution_absences: tuple[datetime.date, ...] = fact(
        "위탁기관의 미인정결석일", default=(), hint="위탁학생이 위탁기관에서 미인정으로 결석한 날입니다."
    )

    def check(self) -> None:
        """Refuse both ways of telling the absences at once, and more absences at an institution than it has days."""
        if len(set(self.institution_absences)) > self.institution_days:
            raise BadInput(
                "institution_absences",
                f"위탁기관의 미인정결석({len(set(self.institution_absences))}일)이 위탁기관의 수업일수"
                f"({self.institution_days}일)보다 많습니다. 수업일수나 결석일을 바로잡아 주세요.",
            )
        if self.absences and self.absent_since is not None:
            raise BadInput(
                "absent_since",
                "‘미인정결석일’과 ‘결석이 시작된 날’이 함께 있습니다. 둘 가운데 한 가지만 넣어 주세요.",
            )


@dataclass(frozen=True, kw_only=True)
class OutOfQuota(Result):
    """The threshold, how far the count has come, and the dates that follow from it.

    `threshold_date` is the school day on which the count reaches the threshold, `change_date` the next
    school day; both are a forecast where `projected`, and None where the calendar ends first.
    """

    threshold: int = told("기준 결석일수")
    count: int = told("기준까지 센 결석일수")
    reached: bool = told("기준에 이르렀는지")
    threshold_date: datetime.date | None = told("기준에 이르는 날")
    change_date: datetime.date | None = told("변동일")
    projected: bool = told("계속 결석할 때의 예상 날짜인지")
    can_complete_year: bool = told("이 학년을 수료할 수 있는지")
    suffix: str | None = told("학적사항에 덧붙일 말")
    remark: str | None = told("학적 특기사항")
    report: tuple[str, ...] = told("보고")
    close_registration_by: datetime.date | None = told("미인정결석 복귀 처리 기한")
    principal_discretion: bool = told("학교장이 학칙에 따라 정함")
    calendar_note: str | None = told("학사일정에 관한 안내")


@dataclass(frozen=True)
class Counted:
    """The absences counted up to the threshold, and the day on which it is or would be reached."""

    threshold: int
    count: int
    threshold_date: datetime.date | None
    ignored: int

    @property
    def reached(self) -> bool:
        """Whether the absences known today reach the threshold."""
        return self.count == self.threshold


@decision(
    "absence.out_of_quota",
    title="장기결석에 따른 정원 외 학적관리",
    pages=(29, 32, 33, 60, 61, 63, 64, 65, 66, 73),
    asked_as=(
        "며칠까지 결석하면 정원 외로 관리하나요?",
        "장기결석 64일째인지 65일째인지 어떻게 세나요?",
        "정원 외 학적관리의 변동일은 언제인가요?",
        "작년 결석이 올해로 이어지나요?",
        "미인정유학은 확인되면 바로 정원 외로 관리할 수 있나요?",
        "위탁기관에서 결석한 날도 수업일수의 3분의 1에 드나요?",
    ),
)
def out_of_quota(facts: OutOfQuotaFacts) -> OutOfQuota:
    """Find the day after which more than a third of the year is missed, and what follows (p.60–61)."""
    year = facts.calendar.school_year
    share = SHARE.at(year)
    counted = _count(facts, more_than(share.share, of=facts.total_days))
    change_date = facts.calendar.next_after(counted.threshold_date) if counted.threshold_date else None
    written = change_date if counted.reached else None
    return OutOfQuota(
        threshold=counted.threshold,
        count=counted.count,
        reached=counted.reached,
        threshold_date=counted.threshold_date,
        change_date=change_date,
        projected=not counted.reached,
        can_complete_year=not counted.reached,
        suffix=long_absence_suffix(written) if written else None,
        remark=long_absence_remark(written) if written else None,
        report=REPORT,
        close_registration_by=days_later(change_date, CLOSE_WITHIN.at(year).whole) if change_date else None,
        principal_discretion=True,
        calendar_note=None if change_date else _calendar_note(facts),
        because=tuple(_reasons(facts, counted, change_date, share)),
        warnings=tuple(_warnings(facts, counted, share)),
        school_year=year,
    )


def _count(facts: OutOfQuotaFacts, threshold: int) -> Counted:
    calendar = facts.calendar
    if facts.absent_since is not None:
        here = set(calendar.between(facts.absent_since, facts.today))
        ignored = 0
    else:
        dates = set(facts.absences)
        here = {day for day in dates if day <= facts.today and calendar.is_school_day(day)}
        ignored = len(dates) - len(here)
    absent = sorted(here.union(day for day in facts.institution_absences if day <= facts.today))
    if len(absent) >= threshold:
        return Counted(threshold, threshold, absent[threshold - 1], ignored)
    forecast = _if_it_goes_on(facts, threshold - len(absent))
    return Counted(threshold, len(absent), forecast, ignored)


def _if_it_goes_on(facts: OutOfQuotaFacts, missing: int) -> datetime.date | None:
    """The day on which the threshold would be reached if every school day after today were missed."""
    tomorrow = days_later(facts.today, 1)
    return facts.calendar.nth_from(max(tomorrow, facts.absent_since or tomorrow), missing)


def _calendar_note(facts: OutOfQuotaFacts) -> str:
    return (
        f"{facts.calendar.school_year}학년도의 수업일이 먼저 끝나 정원 외 학적관리 날짜가 없습니다. "
        "결석은 다음 학년도로 이어지지 않고 새로 셉니다(p.60, 73)."
    )


def _reasons(
    facts: OutOfQuotaFacts, counted: Counted, change_date: datetime.date | None, share: Found
) -> Iterator[Step]:
    yield Step(f"수업일수 {facts.total_days}일의 3분의 1을 넘는 결석은 {counted.threshold}일입니다.", share.source)
    if facts.absent_since is not None and facts.absent_since < facts.calendar.first_day:
        yield Step("지난 학년도의 결석은 이어지지 않으므로 이 학년도의 첫 수업일부터 셉니다.", NOT_CARRIED_OVER)
    yield Step(
        f"{spoken_date(_counted_to(facts, counted))}까지 이 학년도의 미인정결석은 {counted.count}일입니다.",
        COUNTED_TO_THRESHOLD,
    )
    yield from _about_the_institution(facts)
    yield from _about_dates(counted, change_date)
    yield from _about_consequences(counted, change_date)


def _about_the_institution(facts: OutOfQuotaFacts) -> Iterator[Step]:
    if facts.institution_days:
        yield Step(
            f"위탁학생이므로 수업일수 {facts.total_days}일에 위탁기관의 {facts.institution_days}일이 들어 있습니다.",
            DAYS_OF_BOTH,
        )
    if facts.institution_absences:
        yield Step(
            f"위탁기관의 미인정결석 {len(set(facts.institution_absences))}일을 소속교의 미인정결석과 함께 셉니다.",
            RECORDS_OF_BOTH,
        )


def _counted_to(facts: OutOfQuotaFacts, counted: Counted) -> datetime.date:
    """From the change date on the pupil is out of quota, so no absence after the threshold counts."""
    return counted.threshold_date if counted.reached and counted.threshold_date else facts.today


def _about_dates(counted: Counted, change_date: datetime.date | None) -> Iterator[Step]:
    if counted.threshold_date is None:
        yield Step("결석이 이어져도 이 학년도 안에는 기준에 이르지 않습니다.", PROJECTION)
        return
    if not counted.reached:
        yield Step(
            f"결석이 이어지면 {spoken_date(counted.threshold_date)}에 {counted.threshold}일이 됩니다.", PROJECTION
        )
    if change_date is not None:
        yield Step(
            f"{spoken_date(counted.threshold_date)}까지 미인정결석이고, 변동일은 다음 수업일인 "
            f"{spoken_date(change_date)}입니다.",
            CHANGE_DATE,
        )
        yield Step("정원 외 학적관리를 시작하는 날은 학생의 수업일수에 들지 않습니다.", CHANGE_DATE_IS_NO_SCHOOL_DAY)


def _about_consequences(counted: Counted, change_date: datetime.date | None) -> Iterator[Step]:
    yield Step("정원 외 학적관리는 학칙에 따라 학교장이 정합니다.", PRINCIPAL_MAY)
    if not counted.reached:
        return
    yield Step("이후 모두 출석해도 수업일수의 3분의 2에 이르지 못해 수료할 수 없습니다.", CANNOT_COMPLETE)
    if change_date is not None:
        yield Step("정원 외 학적관리를 하면 즉시 교육장에게 보고합니다.", REPORT_AT_ONCE)
        yield Step("미인정결석 등록은 변동일부터 3일 이내에 복귀 처리로 닫습니다.", CLOSED)


def _warnings(facts: OutOfQuotaFacts, counted: Counted, share: Found) -> Iterator[str]:
    yield from share.warnings
    if counted.reached:
        yield "올해 다시 다녀도 출석일수가 모자라 진급하지 못합니다. 보호자에게 미리 안내해 주세요(p.61)."
    if facts.calendar.count() != facts.total_days and not facts.institution_days:
        yield (
            f"학사일정의 수업일({facts.calendar.count()}일)이 수업일수({facts.total_days}일)와 다릅니다. "
            "수업일수를 기준으로 계산했으니 학사일정을 살펴봐 주세요."
        )
    if facts.total_days % 3 == 0:
        yield warning_of("third_of_the_year")
    if counted.ignored:
        yield (
            f"이 학년도의 수업일이 아니거나 기준일 뒤인 날짜 {counted.ignored}건은 세지 않았습니다. "
            "날짜가 맞는지 살펴봐 주세요."
        )
