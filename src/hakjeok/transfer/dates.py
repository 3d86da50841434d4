"""transfer.dates: the days of leaving and entering, and the school days between them (전출일·전입일)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.dates import days_later, first_of_school_year, last_of_school_year, school_year_of, spoken_date
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import Found, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.school_calendar import Calendar
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

PARAMETERS = load("transfer")
SAME_DAY = PARAMETERS["same_day_on_march_first"]

FIRST_REAL_DAY = Source(page=35, quote="전입교에서는 실제로 학생이 등교한 날을 전입일로 정합니다.")
DAY_BEFORE = Source(
    page=45, quote="금요일까지 전출교에 등교하고 월요일에 전입교에 등교한 경우 전출일은 일요일로, 전입일은 월요일로 함"
)
ON_THE_SAME_DAY = Source(page=44, quote="당일은 전입일로 하고 전출일은 전입일 하루 전으로 처리")
UNEXCUSED = Source(page=35, quote="전출교에서 1일 미인정결석 처리하고")
EXCLUDED = Source(page=45, quote="이 기간은 수업일수에서 제외함")
GAP_NEXT_TO_THE_ENTRY = Source(page=45, quote="이 기간은 수업일수에서 제외함", reading=True)
OVER_THE_YEARS_END = Source(page=44, quote="전출일자 2024.02.29.을 2024.03.01로 수정 요청 시", reading=True)
MARCH_FIRST = Source(page=44, quote="2024학년도부터 3.1.자 동일날짜 전출입 가능")

SATURDAY = 5


class Remoteness(Word):
    """How far the schools lie apart, and so how long a gap is allowed (원격지의 전출입)."""

    NONE = "none", "해당 없음"
    REMOTE_AREA = "remote_area", "도서·벽지 등 국내 원격지"
    OVERSEAS = "overseas", "국외(한국학교 포함)"


GAPS = {
    Remoteness.REMOTE_AREA: PARAMETERS["gap_days_remote_area"],
    Remoteness.OVERSEAS: PARAMETERS["gap_days_overseas"],
}


@facts
class TransferDatesFacts(Facts):
    """The last day at the old school, the first at the new one, and the old school's calendar.

    `last_attended` may lie in the school year before the calendar's, where the pupil did not come any more.
    `same_day_on_march_first` asks for leaving and entering on the first day of the new school year.
    """

    last_attended: datetime.date = fact("전출교에 마지막으로 등교한 날")
    first_attended: datetime.date = fact("전입교에 처음 등교한 날")
    remoteness: Remoteness = fact("먼 곳으로 옮기는지", default=Remoteness.NONE)
    same_day_on_march_first: bool = fact(
        "3월 1일자로 같은 날 전출·전입 처리",
        default=False,
        hint="학년도가 바뀔 때 옮기고, 나이스에 같은 날짜로 처리해 달라고 요청하는 경우에만 고릅니다.",
    )
    calendar: Calendar = fact("전출교의 학사일정")

    def check(self) -> None:
        """Refuse days in the wrong order or in other years than the calendar's."""
        if self.first_attended < self.last_attended:
            raise BadInput(
                "first_attended",
                f"전입교에 처음 등교한 날({spoken_date(self.first_attended)})이 전출교에 마지막으로 등교한 "
                f"날({spoken_date(self.last_attended)})보다 빠릅니다. 두 날짜를 바로잡아 주세요.",
            )
        left, entered, year = self.years
        if left not in (year - 1, year):
            raise BadInput("last_attended", _not_of(self.last_attended, year))
        if entered not in (year, year + 1) or entered > left + 1:
            raise BadInput("first_attended", _not_of(self.first_attended, year))
        if self.same_day_on_march_first:
            self._require_a_new_year()

    def _require_a_new_year(self) -> None:
        left, entered, _ = self.years
        march_first = first_of_school_year(entered)
        if left == entered and march_first not in (self.last_attended, self.first_attended):
            raise BadInput(
                "same_day_on_march_first",
                "3월 1일자 동일 날짜 처리는 학년도가 바뀔 때 옮기는 학생에게만 할 수 있습니다. "
                "고르지 않거나 날짜를 바로잡아 주세요(p.44).",
            )

    @property
    def years(self) -> tuple[int, int, int]:
        """The school years of the last day, of the first day, and of the calendar."""
        return school_year_of(self.last_attended), school_year_of(self.first_attended), self.calendar.school_year


def _not_of(day: datetime.date, year: int) -> str:
    return (
        f"{spoken_date(day)}은 {year}학년도의 전출교 학사일정으로 판정할 수 없는 날짜입니다. "
        "날짜나 학사일정의 학년도를 바로잡아 주세요."
    )


@dataclass(frozen=True, kw_only=True)
class TransferDates(Result):
    """The two days; the school days that count for neither school; those missed at the old one."""

    leave_date: datetime.date = told("전출일")
    enter_date: datetime.date = told("전입일")
    excluded_days: tuple[datetime.date, ...] = told("수업일수에서 제외하는 날")
    unexcused_days: tuple[datetime.date, ...] = told("전출교에서 미인정결석으로 처리하는 날")


@dataclass(frozen=True)
class Between:
    """The school days missed between the schools, parted at the allowed gap."""

    unexcused: tuple[datetime.date, ...]
    excluded: tuple[datetime.date, ...]
    gap: Found | None


@decision(
    "transfer.dates",
    title="전출일과 전입일",
    pages=(35, 44, 45, 49),
    asked_as=(
        "전출입 날짜는 언제로 하나요?",
        "금요일까지 다니고 월요일에 전입하면 전출일은 언제인가요?",
        "전출일과 전입일이 같아도 되나요?",
        "전학하면서 빠진 날은 미인정결석인가요?",
    ),
)
def dates(facts: TransferDatesFacts) -> TransferDates:
    """Find the days of leaving and entering so that no school day is lost or counted twice (p.44–45)."""
    between = _between(facts)
    leave, enter = _leave_date(facts, between), facts.first_attended
    same_day = None
    if facts.same_day_on_march_first:
        same_day = _same_day(school_year_of(enter))
        leave = enter = first_of_school_year(school_year_of(enter))
    return TransferDates(
        leave_date=leave,
        enter_date=enter,
        excluded_days=between.excluded,
        unexcused_days=between.unexcused,
        because=tuple(_reasons(facts, between, leave, enter)),
        warnings=tuple(_warnings(facts, between, same_day)),
        school_year=school_year_of(enter),
    )


def _between(facts: TransferDatesFacts) -> Between:
    entry = facts.first_attended
    if facts.same_day_on_march_first:
        entry = first_of_school_year(school_year_of(entry))
    missed = facts.calendar.between(days_later(facts.last_attended, 1), days_later(entry, -1))
    if facts.remoteness is Remoteness.NONE or facts.same_day_on_march_first:
        return Between(missed, (), None)
    gap = GAPS[facts.remoteness].at(school_year_of(facts.first_attended))
    cut = max(0, len(missed) - gap.whole)
    return Between(missed[:cut], missed[cut:], gap)


def _leave_date(facts: TransferDatesFacts, between: Between) -> datetime.date:
    """The eve of the entry or of the allowed gap; at the latest the end of February of a year that is left."""
    eve = days_later(between.excluded[0] if between.excluded else facts.first_attended, -1)
    return min(eve, last_of_school_year(school_year_of(facts.last_attended))) if _over_the_end(facts, between) else eve


def _over_the_end(facts: TransferDatesFacts, between: Between) -> bool:
    """Whether the pupil leaves with the year: no school day of the new year was missed at the old school."""
    left, entered, _ = facts.years
    return left < entered and not any(school_year_of(day) == entered for day in (*between.unexcused, *between.excluded))


def _reasons(facts: TransferDatesFacts, between: Between, leave: datetime.date, enter: datetime.date) -> Iterator[Step]:
    if facts.same_day_on_march_first:
        yield Step(f"{spoken_date(enter)}자로 같은 날 전출하고 전입한 것으로 처리합니다.", MARCH_FIRST)
    else:
        yield Step(f"실제로 등교한 {spoken_date(enter)}이 전입일입니다.", FIRST_REAL_DAY)
    if between.unexcused:
        yield Step(f"빠진 수업일 {_listed(between.unexcused)}은 전출교에서 미인정결석으로 처리합니다.", UNEXCUSED)
    yield from _about_the_gap(facts, between)
    if not facts.same_day_on_march_first:
        yield _about_leaving(facts, between, leave)


def _about_the_gap(facts: TransferDatesFacts, between: Between) -> Iterator[Step]:
    if between.gap is None:
        return
    allowed = f"{facts.remoteness.korean}의 전출입에는 {between.gap.whole}일까지 공백을 인정합니다."
    yield Step(allowed, between.gap.source)
    if between.excluded:
        yield Step(f"{_listed(between.excluded)}은 두 학교의 수업일수에서 모두 제외합니다.", EXCLUDED)
        yield Step("공백은 전입일 바로 앞의 수업일로 셉니다.", GAP_NEXT_TO_THE_ENTRY)


def _about_leaving(facts: TransferDatesFacts, between: Between, leave: datetime.date) -> Step:
    if between.excluded:
        return Step(f"제외하는 첫날의 하루 전인 {spoken_date(leave)}이 전출일입니다.", GAP_NEXT_TO_THE_ENTRY)
    if leave != days_later(facts.first_attended, -1):
        return Step(
            f"학년도를 넘겨 옮기므로 전출일은 2월 말일인 {spoken_date(leave)}을 넘지 않습니다.", OVER_THE_YEARS_END
        )
    if facts.first_attended == facts.last_attended:
        return Step(f"같은 날은 전입일로만 하고 전출일은 하루 전인 {spoken_date(leave)}입니다.", ON_THE_SAME_DAY)
    return Step(f"전출일은 전입일 하루 전인 {spoken_date(leave)}입니다.", DAY_BEFORE)


def _same_day(school_year: int) -> Found:
    """Whether one may leave and enter on 1 March of that year. Raises BadInput where one could not yet."""
    found = SAME_DAY.at(school_year)
    if not found.holds:
        raise BadInput(
            "same_day_on_march_first",
            f"{school_year}학년도에는 3월 1일자로 같은 날 전출입할 수 없습니다. 2024학년도부터이니 지워 주세요(p.44).",
        )
    return found


def _listed(days: tuple[datetime.date, ...]) -> str:
    return ", ".join(spoken_date(day) for day in days)


def _warnings(facts: TransferDatesFacts, between: Between, same_day: Found | None) -> Iterator[str]:
    for found in (between.gap, same_day):
        if found is not None:
            yield from found.warnings
    if facts.same_day_on_march_first:
        yield "같은 날짜의 처리는 나이스 광장에 질의를 등록하여 요청해야 합니다(p.44)."
    if between.unexcused:
        yield "전출로 결석이 생기지 않도록 보호자에게 미리 안내해 주세요(p.45)."
    if facts.years[0] == facts.calendar.school_year and not facts.calendar.is_school_day(facts.last_attended):
        yield (
            f"마지막으로 등교한 날({spoken_date(facts.last_attended)})이 전출교의 수업일이 아닙니다. "
            "날짜와 학사일정을 살펴봐 주세요."
        )
    if facts.first_attended.weekday() >= SATURDAY:
        yield f"전입교에 처음 등교한 날({spoken_date(facts.first_attended)})이 주말입니다. 날짜를 살펴봐 주세요."
