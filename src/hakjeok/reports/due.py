"""reports.due: what a school has to report, to whom and by when (보고·통보 기한)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.dates import days_later, end_of_month, school_year_of, spoken_date
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import load
from hakjeok.registry import decision
from hakjeok.reports.rows import BODY, ROWS, ReportEvent, Row
from hakjeok.reports.words import ReportCode
from hakjeok.result import Result, told
from hakjeok.school_calendar import Calendar
from hakjeok.source import Source, Step

STATUS_ON_DAY = load("reports")["status_on_day"]

MONTHLY = Source(page=29, quote="매월 1일 기준 현황을 나이스 시스템으로 제출")


@facts
class ReportsFacts(Facts):
    """The day on which one asks, what happened at the school up to it, and the school's calendar."""

    as_of: datetime.date = fact("기준일")
    events: tuple[ReportEvent, ...] = fact("학교에서 있었던 일", default=())
    calendar: Calendar = fact("학사일정")

    def check(self) -> None:
        """Refuse a day outside the calendar's school year."""
        if school_year_of(self.as_of) != self.calendar.school_year:
            raise BadInput(
                "as_of",
                f"기준일({spoken_date(self.as_of)})이 {self.calendar.school_year}학년도에 들지 않습니다. "
                "기준일이나 학사일정의 학년도를 바로잡아 주세요.",
            )


@dataclass(frozen=True)
class Place:
    """Where the report stands in the handbook and the law."""

    page: int | None = told("쪽")
    law: str | None = told("근거 법령")


@dataclass(frozen=True)
class Due:
    """One report. `due` is None where no day is set; `event` is its place in the list, None for the monthly one."""

    code: ReportCode = told("보고의 종류")
    title: str = told("할 일")
    to: tuple[str, ...] = told("받는 곳")
    due: datetime.date | None = told("기한")
    overdue: bool = told("기한이 지남")
    forms: tuple[str, ...] = told("서식")
    source: Place = told("근거")
    event: int | None = told("몇 번째 일에 따른 것인지")


@dataclass(frozen=True, kw_only=True)
class Reports(Result):
    """Everything that is not yet done, the earliest deadline first."""

    due: tuple[Due, ...] = told("해야 할 보고·통보")


@dataclass(frozen=True)
class Found:
    """A row that an event calls for, and its deadline."""

    row: Row
    index: int
    event: ReportEvent
    due: datetime.date | None


@decision(
    "reports.due",
    title="보고·통보 기한",
    pages=(8, 11, 13, 22, 25, 29, 56, 60, 64, 66, 88),
    asked_as=(
        "정원 외 학적관리를 하면 어디에 보고하나요?",
        "면제·유예를 결정하면 누구에게 통보하나요?",
        "이번 달에 보고할 것이 무엇인가요?",
        "미인정결석학생이 복귀하면 며칠 안에 보고하나요?",
    ),
)
def due(facts: ReportsFacts) -> Reports:
    """List what a school has to report and send, to whom and by when (p.8, 13, 29, 60, 64, 66, 88)."""
    reports = [_monthly(facts), *(_written(found, facts.as_of) for found in _found(facts))]
    return Reports(
        due=tuple(sorted(reports, key=lambda each: each.due or datetime.date.max)),
        because=tuple(_reasons(facts)),
        warnings=tuple(_warnings(facts)),
        school_year=facts.calendar.school_year,
    )


def _monthly(facts: ReportsFacts) -> Due:
    found = STATUS_ON_DAY.at(facts.calendar.school_year)
    day = facts.as_of.replace(day=found.whole)
    if day < facts.as_of:
        day = days_later(end_of_month(facts.as_of), found.whole)
    code = ReportCode.MONTHLY_STATUS
    return Due(code, code.korean, (BODY,), day, False, (), Place(MONTHLY.page, MONTHLY.law), None)


def _found(facts: ReportsFacts) -> Iterator[Found]:
    """Every report that follows from an event up to the day, and is not done."""
    for index, event in enumerate(facts.events):
        if event.date <= facts.as_of:
            for row in ROWS:
                if event.kind in row.kinds and row.applies(event) and row.code not in event.done:
                    yield Found(row, index, event, row.when(event.date, facts.calendar.school_year))


def _written(found: Found, as_of: datetime.date) -> Due:
    row = found.row
    return Due(
        row.code,
        row.code.korean,
        row.to,
        found.due,
        found.due is not None and found.due < as_of,
        row.forms,
        Place(row.source.page, row.source.law),
        found.index,
    )


def _reasons(facts: ReportsFacts) -> Iterator[Step]:
    yield Step("정원 외 관리·유예·면제 등의 현황은 매월 1일을 기준으로 취학관리전담기구에 제출합니다.", MONTHLY)
    for found in _found(facts):
        what = f"{found.event.kind.korean}({spoken_date(found.event.date)})"
        until = f" 기한은 {spoken_date(found.due)}입니다." if found.due else ""
        yield Step(f"{what}: {found.row.sentence}{until}", found.row.source)


def _warnings(facts: ReportsFacts) -> Iterator[str]:
    yield from STATUS_ON_DAY.at(facts.calendar.school_year).warnings
    later = sum(event.date > facts.as_of for event in facts.events)
    if later:
        yield f"기준일 뒤의 일 {later}건은 아직 보고할 것이 없어 넣지 않았습니다."
    found = tuple(_found(facts))
    late = sum(each.due is not None and each.due < facts.as_of for each in found)
    if late:
        yield f"기한이 지난 보고·통보가 {late}건 있습니다. 이미 하였는지 확인해 주세요."
    codes = {each.row.code for each in found}
    if ReportCode.RETURN_NOTICE in codes:
        yield "재취학 통보는 등기처럼 받았음을 확인할 수 있는 방법으로 보냅니다(p.8)."
    if ReportCode.ATTENDANCE_NOTICE in codes:
        yield "정원 외 학생의 취학 통지는 내용증명으로 보냅니다(p.60)."
