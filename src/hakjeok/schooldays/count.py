"""schooldays.count: the school days that belong to one pupil's year (수업일수의 산정)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.dates import days_later, spoken_date
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.school_calendar import Calendar
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Change

DAY_OF_CHANGE_COUNTS = Source(page=89, quote="학적변동(면제·유예·전출 등) 당일까지를 수업일수에 산입")
OUT_OF_QUOTA_DOES_NOT = Source(page=64, quote="정원 외 학적관리일(변동일자)는 수업일수에 포함되지 않음")
LATER_RECORD = Source(
    page=89,
    quote="중복일수가 있는 경우 새로 학적을 부여받은(재취학·편입학·전입학 등) 일수만 수업일수로 계산",
)
ADDED = Source(page=89, quote="원적교의 당해 학년 수업일수와 합산하되, 중복되는 기간의 수업일수는 제외")


@facts
class Span(Facts):
    """A spell of one pupil at a school; `to` is the day of the change `end`, None where it goes on."""

    from_: datetime.date = fact("첫날")
    to: datetime.date | None = fact("마지막 날(변동일)", default=None, hint="계속 다니고 있으면 비웁니다.")
    end: Change | None = fact(
        "끝낸 학적변동", default=None, hint="정원 외 학적관리의 변동일은 수업일수에 넣지 않습니다."
    )
    school: str | None = fact("학교 이름", default=None)

    def check(self) -> None:
        """Refuse a spell that ends before it begins, or has an end without a day."""
        if self.to is None and self.end is not None:
            raise BadInput("to", f"{self.end.korean} 날짜가 없습니다. 마지막 날을 넣어 주세요.")
        if self.to is not None and self.to < self.from_:
            raise BadInput(
                "to",
                f"마지막 날({spoken_date(self.to)})이 첫날({spoken_date(self.from_)})보다 빠릅니다. 바로잡아 주세요.",
            )

    @property
    def last_day(self) -> datetime.date:
        """The last day that is the pupil's own; that of out of quota is not (p.64)."""
        if self.to is None:
            return datetime.date.max
        return days_later(self.to, -1) if self.end is Change.OUT_OF_QUOTA else self.to


@facts
class CountFacts(Facts):
    """The calendar of the grade and the spells of one pupil in that year."""

    calendar: Calendar = fact("학사일정")
    spans: tuple[Span, ...] = fact("학적 기간", default=(), hint="한 학년도 안에서 다닌 기간을 차례로 넣습니다.")


@dataclass(frozen=True, kw_only=True)
class Count(Result):
    """School days in all, and of each spell in the order given."""

    total_days: int = told("수업일수")
    by_span: tuple[int, ...] = told("기간별 수업일수")


@decision(
    "schooldays.count",
    title="학적변동이 있는 학생의 수업일수",
    pages=(63, 64, 89),
    asked_as=(
        "전출한 날은 수업일수에 들어가나요?",
        "유예·면제된 학생의 수업일수는 며칠인가요?",
        "재취학한 학생의 수업일수는 어떻게 세나요?",
        "두 학교의 기간이 겹치면 어떻게 세나요?",
    ),
)
def count(facts: CountFacts) -> Count:
    """Count the school days of the spells; where two overlap only the later record's count (p.89)."""
    owners = _owner_of_each_day(facts)
    by_span = tuple(owners.count(index) for index in range(len(facts.spans)))
    return Count(
        total_days=sum(by_span),
        by_span=by_span,
        because=tuple(_reasons(facts, by_span)),
        school_year=facts.calendar.school_year,
    )


def _owner_of_each_day(facts: CountFacts) -> list[int | None]:
    """For each school day the spell that it counts for: the latest begun of those that hold it."""
    owners: list[int | None] = [None] * facts.calendar.count()
    earliest_first = sorted(enumerate(facts.spans), key=lambda each: (each[1].from_, each[0]))
    for index, span in earliest_first:
        held = facts.calendar.between(span.from_, span.last_day)
        if held:
            first = facts.calendar.number_of[held[0]]
            owners[first : first + len(held)] = [index] * len(held)
    return owners


def _reasons(facts: CountFacts, by_span: tuple[int, ...]) -> Iterator[Step]:
    for span, days in zip(facts.spans, by_span, strict=True):
        where = span.school or "학교"
        yield Step(f"{where} {_written(span)}: 수업일 {days}일입니다.", _source_of(span))
    if any(_overlap(a, b) for a in facts.spans for b in facts.spans if a is not b):
        yield Step("겹치는 날은 나중에 받은 학적의 수업일로만 셉니다.", LATER_RECORD)
    yield Step(f"모두 더하면 수업일수는 {sum(by_span)}일입니다.", ADDED)


def _written(span: Span) -> str:
    if span.to is None:
        return f"{spoken_date(span.from_)}부터 학년도 끝까지"
    if span.end is Change.OUT_OF_QUOTA:
        return f"{spoken_date(span.from_)}부터 {spoken_date(span.to)} 전날까지(정원 외 학적관리일은 빼고)"
    end = f"({span.end.korean}일 포함)" if span.end else ""
    return f"{spoken_date(span.from_)}부터 {spoken_date(span.to)}까지{end}"


def _source_of(span: Span) -> Source:
    return OUT_OF_QUOTA_DOES_NOT if span.end is Change.OUT_OF_QUOTA else DAY_OF_CHANGE_COUNTS


def _overlap(one: Span, other: Span) -> bool:
    return one.from_ <= other.from_ <= one.last_day
