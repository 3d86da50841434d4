"""suspension.dates: the dates that follow from exemption, deferment or a long absence (면제·유예·정원 외의 날짜)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.dates import (
    days_later,
    first_of_school_year,
    last_of_school_year,
    months_later,
    school_year_of,
    spoken_date,
)
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import Found, Parameter, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.suspension.words import DatedKind

PARAMETERS = load("suspension")
NOTICE_MONTHS = PARAMETERS["deferment_notice_months"]
OPENS_MONTHS = PARAMETERS["long_absence_notice_opens_months"]
CLOSES_MONTHS = PARAMETERS["long_absence_notice_closes_months"]

ON_THE_DECISION = Source(page=63, quote="의무교육관리위원회에서 면제를 결정한 날을 기준으로 함")
AFTER_DEATH = Source(page=7, quote="사망으로 인한 면제 시 의무교육관리위원회 심의 절차 생략(내부결재, 사망진단서 첨부)")
NEXT_DAY = Source(page=63, quote="7.6.자 유예, 7.7.자 정원 외 학적 관리")
FROM_THE_START = Source(page=61, quote="변동일자는 정원 외 학적관리 시작일인 65일째 날짜로 기재함")
COUNTS = Source(page=64, quote="유예·면제일(학적변동일)까지 수업일수에 포함")
COUNTS_NOT = Source(page=64, quote="정원 외 학적관리일(변동일자)는 수업일수에 포함되지 않음")
TO_THE_YEAR_S_END = Source(
    page=65, quote="의무교육 대상자의 해당 학년 취학(교육)의 의무를 1년(해당 학년도 말까지)의 범위 안에서 보류하는 것"
)
REMINDED = Source(page=64, quote="취학 통지: 유예 기간이 종료되기 1개월 이전부터 유예 기간 종료일까지")
STILL_ABROAD = Source(page=60, quote="입국여부를 확인하고, 미입국한 경우 정원외 학적관리 유지")
EXTENDED = Source(page=60, quote="응하지 않은 경우 정원 외 학적관리 연장 가능")


@facts
class DatesFacts(Facts):
    """The day of the decision; after a death that of the internal approval, for a long absence the start.

    A deferment is one after admission: before it a child has no record (p.58).
    """

    kind: DatedKind = fact("학적 처리")
    decided_on: datetime.date = fact(
        "결정일", hint="사망으로 인한 면제는 내부결재일, 장기결석은 정원 외 학적관리를 시작하는 날입니다."
    )
    abroad: bool = fact("아직 입국하지 않음(미인정유학)", default=False, asked_if=("kind", (DatedKind.OUT_OF_QUOTA,)))


@dataclass(frozen=True)
class Window:
    """The days on which something is done, both ends included."""

    from_: datetime.date = told("시작일")
    to: datetime.date = told("끝나는 날")


@dataclass(frozen=True, kw_only=True)
class Dates(Result):
    """The day of the change, whether it still counts, and when the notice to come back is due."""

    change_date: datetime.date = told("학적변동일")
    out_of_quota_from: datetime.date | None = told("정원 외 학적관리 시작일")
    counts_as_school_day: bool = told("변동일도 수업일수에 포함")
    deferment_until: datetime.date | None = told("유예가 끝나는 날")
    notice_by: datetime.date | None = told("취학 통지 기한")
    notice_window: Window | None = told("취학 통지 기간")


@decision(
    "suspension.dates",
    title="면제·유예·정원 외 학적관리의 날짜",
    pages=(7, 59, 60, 61, 63, 64, 65, 68),
    asked_as=(
        "유예하면 정원 외 학적관리는 며칠부터인가요?",
        "면제한 날은 수업일수에 들어가나요?",
        "유예는 언제까지인가요?",
        "정원 외 관리 학생에게 취학 통지는 언제 보내나요?",
    ),
    forms=("1-6", "1-7"),
)
def dates(facts: DatesFacts) -> Dates:
    """Find the day of the change, the first day out of quota, the end and the notice to come back (p.63–65, 68)."""
    deferred = facts.kind is DatedKind.DEFERMENT
    window = _window(facts)
    return Dates(
        change_date=facts.decided_on,
        out_of_quota_from=_out_of_quota_from(facts),
        counts_as_school_day=facts.kind is not DatedKind.OUT_OF_QUOTA,
        deferment_until=last_of_school_year(_year(facts)) if deferred else None,
        notice_by=_notice_by(facts, window),
        notice_window=window,
        because=tuple(_reasons(facts, window)),
        warnings=tuple(_warnings(facts, window)),
        school_year=_year(facts),
    )


def _year(facts: DatesFacts) -> int:
    return school_year_of(facts.decided_on)


def _in_force(parameter: Parameter, facts: DatesFacts) -> Found:
    """The figure of the year; before the handbook's year the handbook's, since older records are looked up too."""
    return parameter.at(_year(facts))


def _out_of_quota_from(facts: DatesFacts) -> datetime.date | None:
    if facts.kind is DatedKind.EXEMPTION:
        return None
    return days_later(facts.decided_on, 1) if facts.kind is DatedKind.DEFERMENT else facts.decided_on


def _window(facts: DatesFacts) -> Window | None:
    """When the notice to come back is sent; none after an exemption and for one who is still abroad."""
    if facts.kind is DatedKind.DEFERMENT:
        end = last_of_school_year(_year(facts))
        return Window(months_later(end, -_in_force(NOTICE_MONTHS, facts).whole), end)
    if facts.kind is DatedKind.EXEMPTION or facts.abroad:
        return None
    begins = first_of_school_year(_year(facts) + 1)
    closes = months_later(begins, -_in_force(CLOSES_MONTHS, facts).whole)
    return Window(months_later(begins, -_in_force(OPENS_MONTHS, facts).whole), days_later(closes, -1))


def _notice_by(facts: DatesFacts, window: Window | None) -> datetime.date | None:
    """The deadline: the first day of a deferment's window (the rest is for reminders), the last of the other."""
    if window is None:
        return None
    return window.from_ if facts.kind is DatedKind.DEFERMENT else window.to


def _reasons(facts: DatesFacts, window: Window | None) -> Iterator[Step]:
    day = spoken_date(facts.decided_on)
    if facts.kind is DatedKind.OUT_OF_QUOTA:
        yield Step(f"장기결석의 변동일은 정원 외 학적관리를 시작하는 {day}입니다.", FROM_THE_START)
        yield Step("변동일은 학생의 수업일수에 들지 않습니다.", COUNTS_NOT)
        yield from _about_long_absence(facts, window)
        return
    yield Step(f"{facts.kind.korean}의 변동일은 결정한 날인 {day}입니다.", ON_THE_DECISION)
    if facts.kind is DatedKind.EXEMPTION:
        yield Step("사망으로 인한 면제는 위원회 심의 없이 내부결재한 날이 변동일입니다.", AFTER_DEATH)
    yield Step("변동일까지 학생의 수업일수에 듭니다.", COUNTS)
    if facts.kind is DatedKind.DEFERMENT and window is not None:
        yield from _about_deferment(facts, window)


def _about_deferment(facts: DatesFacts, window: Window) -> Iterator[Step]:
    yield Step(f"유예한 다음 날인 {spoken_date(days_later(facts.decided_on, 1))}부터 정원 외로 관리합니다.", NEXT_DAY)
    yield Step(f"유예는 1년 이내로 학년도가 끝나는 {spoken_date(window.to)}까지입니다.", TO_THE_YEAR_S_END)
    yield Step(
        f"유예가 끝나기 {_in_force(NOTICE_MONTHS, facts).whole}개월 전인 {spoken_date(window.from_)}까지 만료와 "
        "취학 방법을 알립니다.",
        _in_force(NOTICE_MONTHS, facts).source,
    )
    yield Step("그 뒤에도 유예가 끝나는 날까지 취학을 통지합니다.", REMINDED)


def _about_long_absence(facts: DatesFacts, window: Window | None) -> Iterator[Step]:
    if window is None:
        yield Step("아직 입국하지 않은 학생은 통지하지 않고 정원 외 학적관리를 유지합니다.", STILL_ABROAD)
        return
    yield Step(
        f"다음 학년도가 시작하기 2개월 전부터 1개월 전까지, {spoken_date(window.from_)}부터 "
        f"{spoken_date(window.to)}까지 취학을 통지합니다.",
        _in_force(CLOSES_MONTHS, facts).source,
    )
    yield Step("통지에 응하지 않으면 정원 외 학적관리를 연장할 수 있습니다.", EXTENDED)


def _warnings(facts: DatesFacts, window: Window | None) -> Iterator[str]:
    if window is None:
        return
    deferred = facts.kind is DatedKind.DEFERMENT
    yield from _in_force(NOTICE_MONTHS if deferred else CLOSES_MONTHS, facts).warnings
    if facts.decided_on > (window.from_ if deferred else window.to):
        yield "통지할 기한이 결정일보다 앞섭니다. 결정하는 대로 취학 방법을 알려 주세요(p.68)."
