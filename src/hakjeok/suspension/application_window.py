"""suspension.application_window: when exemption and deferment may be asked for (면제·유예 신청 기간)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.dates import days_later, school_year_of, spoken_date
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, Found, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.suspension.words import Kind

FROM_MONTH = load("suspension")["deferment_application_month"]

SUBMIT_TO = "학교의 장"
ATTACHMENTS_UNTIL = "의무교육관리위원회 심의 당일"
AT_THE_DONG = "입학연기 신청(10월 1일~12월 31일, 동장)"
AFTER_ENTRY = "입학 후 유예 신청(연중, 학교의 장)"

ALL_YEAR = Source(page=57, quote="3) 신청 기간: 연중")
ALL_YEAR_AFTER_ENTRY = Source(page=8, quote="(입학 이후의 경우 연중 신청)")
HANDED_IN = Source(page=7, quote="취학 예정인 초등학교(학교의 장)에 직접 방문하여 서류 제출")
ATTACHMENTS = Source(page=8, quote="신청서 외 첨부서류는 의무교육관리위원회 심의 당일 제출 가능")
POSTPONED = Source(
    page=6, quote="※ 입학연기 신청(12월 31일) 이후에는 학교장에게 신청하는 취학유예만 가능", reading=True
)


@facts
class WindowFacts(Facts):
    """What is asked for and when; of the days only those that a deferment before admission needs."""

    kind: Kind = fact("무엇을 신청하나요")
    enrolled: bool = fact("입학한 뒤임", default=False)
    school_year: int | None = fact("학년도(입학 전이면 입학하는 학년도)", default=None, at_least=1949, at_most=2999)
    entrance_day: datetime.date | None = fact(
        "입학기일", default=None, hint="입학식을 하는 날입니다.", asked_if=("enrolled", (False,))
    )
    applied_on: datetime.date | None = fact("신청일", default=None)

    @property
    def before_entry(self) -> bool:
        """Whether a deferment before admission is asked for, the one request that has a period."""
        return self.kind is Kind.DEFERMENT and not self.enrolled

    def check(self) -> None:
        """Ask for the days that are needed; refuse an entrance day of another school year."""
        if not self.before_entry:
            return
        if self.entrance_day is None:
            raise BadInput(
                "entrance_day", "입학 전 유예의 신청 기간은 입학기일에 달려 있습니다. 입학기일을 넣어 주세요."
            )
        if self.applied_on is None:
            raise BadInput("applied_on", "신청일을 넣어 주세요.")
        if self.school_year not in (None, school_year_of(self.entrance_day)):
            raise BadInput(
                "entrance_day",
                f"입학기일({spoken_date(self.entrance_day)})이 {self.school_year}학년도에 들지 않습니다. "
                "입학기일이나 학년도를 바로잡아 주세요.",
            )


@dataclass(frozen=True, kw_only=True)
class ApplicationWindow(Result):
    """The period (None: all year), whether the day lies in it, and what remains where it does not."""

    from_: datetime.date | None = told("신청을 받기 시작하는 날")
    to: datetime.date | None = told("신청을 마감하는 날")
    accepted: bool = told("신청을 받음")
    submit_to: str = told("낼 곳")
    attachments_until: str = told("첨부서류 기한")
    alternative: str | None = told("대신할 수 있는 것")


@decision(
    "suspension.application_window",
    title="면제·유예 신청 기간",
    pages=(6, 7, 8, 57, 58),
    asked_as=(
        "취학 유예는 언제까지 신청할 수 있나요?",
        "입학 전에 유예하려면 언제 신청하나요?",
        "면제는 언제 신청하나요?",
    ),
    forms=("1-3", "1-4", "4-1", "4-2"),
)
def application_window(facts: WindowFacts) -> ApplicationWindow:
    """Tell the period in which a request is taken: all year, but for a deferment before admission (p.6–8)."""
    year = _year(facts)
    if facts.before_entry and facts.entrance_day is not None and facts.applied_on is not None:
        return _before_entry(facts.entrance_day, facts.applied_on, year)
    source = ALL_YEAR if facts.kind is Kind.EXEMPTION else ALL_YEAR_AFTER_ENTRY
    return ApplicationWindow(
        from_=None,
        to=None,
        accepted=True,
        submit_to=SUBMIT_TO,
        attachments_until=ATTACHMENTS_UNTIL,
        alternative=None,
        because=(Step(f"{_asked(facts)}는 연중 신청할 수 있습니다.", source), *_where_and_when()),
        school_year=year,
    )


def _year(facts: WindowFacts) -> int:
    if facts.school_year is not None:
        return facts.school_year
    day = facts.entrance_day if facts.before_entry else facts.applied_on
    return HANDBOOK_SCHOOL_YEAR if day is None else school_year_of(day)


def _asked(facts: WindowFacts) -> str:
    return "면제" if facts.kind is Kind.EXEMPTION else "입학 후 유예"


def _before_entry(entrance_day: datetime.date, applied_on: datetime.date, year: int) -> ApplicationWindow:
    month = FROM_MONTH.at(year)
    first, last = datetime.date(year, month.whole, 1), days_later(entrance_day, -1)
    return ApplicationWindow(
        from_=first,
        to=last,
        accepted=first <= applied_on <= last,
        submit_to=SUBMIT_TO,
        attachments_until=ATTACHMENTS_UNTIL,
        alternative=AT_THE_DONG if applied_on < first else AFTER_ENTRY if applied_on > last else None,
        because=tuple(_reasons(first, last, applied_on, month)),
        warnings=month.warnings,
        school_year=year,
    )


def _reasons(first: datetime.date, last: datetime.date, applied_on: datetime.date, month: Found) -> Iterator[Step]:
    yield Step(
        f"입학 전 유예는 {spoken_date(first)}부터 입학기일 전날인 {spoken_date(last)}까지 신청합니다.", month.source
    )
    if applied_on < first:
        yield Step("그 전에는 동장에게 입학연기를 신청합니다.", POSTPONED)
    elif applied_on > last:
        yield Step("입학한 뒤에는 유예를 연중 신청할 수 있습니다.", ALL_YEAR_AFTER_ENTRY)
    yield from _where_and_when()


def _where_and_when() -> Iterator[Step]:
    yield Step("신청서는 학교의 장에게 직접 냅니다.", HANDED_IN)
    yield Step("첨부서류는 의무교육관리위원회가 심의하는 날까지 낼 수 있습니다.", ATTACHMENTS)
