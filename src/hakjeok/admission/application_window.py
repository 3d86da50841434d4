"""admission.application_window: when early and deferred entry are applied for (조기입학·입학연기 신청 기간)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.admission.figures import PARAMETERS, day_before_entry
from hakjeok.dates import spoken_date
from hakjeok.facts import Facts, fact, facts
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

APPLICATION_FROM = PARAMETERS["application_from"]
APPLICATION_UNTIL = PARAMETERS["application_until"]

AUTHORITY = "동장"
DEFERMENT_INSTEAD = "학교장에게 취학유예 신청"

AT_THE_DONG = Source(page=6, quote="아동의 보호자는 동장에게 조기입학신청서, 또는 입학연기신청서를 제출함")
WITHDRAWN_ALIKE = Source(
    page=6,
    quote="입학연기의 철회는 보호자의 신청을 전제로 하고, 철회 기간 및 절차는 신청 기간 및 절차와 동일하게 적용함",
)
ONLY_IN_TIME = Source(page=15, quote="직접 신청하여야 하며, 기한 외에는 신청이 되지 않습니다")
LATE = Source(
    page=6,
    law="초·중등교육법 시행령 제28조",
    quote="입학연기 신청(12월 31일) 이후에는 학교장에게 신청하는 취학유예만 가능",
)


class ApplicationKind(Word):
    """What the guardian applies for at the dong (입학 시기 신청의 구분)."""

    EARLY = "early", "조기입학"
    DEFER = "defer", "입학연기"
    WITHDRAW_DEFER = "withdraw_defer", "입학연기 철회"


@facts
class ApplicationWindowFacts(Facts):
    """What is applied for, for the entry of which school year, and on which day."""

    kind: ApplicationKind = fact("신청의 구분")
    school_year: int = fact(
        "입학할 학년도", at_least=1949, at_most=2999, hint="신청하는 해가 아니라 취학통지를 받게 될 다음 학년도입니다."
    )
    applied_on: datetime.date | None = fact("신청일", default=None, hint="비우면 신청 기간만 알려 드립니다.")


@dataclass(frozen=True, kw_only=True)
class ApplicationWindow(Result):
    """The window, whether an application on that day is accepted (None without a day), and what remains instead."""

    from_: datetime.date = told("신청을 시작하는 날")
    to: datetime.date = told("신청을 마치는 날")
    accepted: bool | None = told("신청일에 접수할 수 있음")
    authority: str = told("신청을 받는 곳")
    alternative: str | None = told("대신 할 수 있는 일")


@decision(
    "admission.application_window",
    title="조기입학·입학연기 신청 기간",
    pages=(4, 5, 6, 15),
    asked_as=(
        "입학연기는 언제까지 신청하나요?",
        "조기입학 신청 기간은 언제인가요?",
        "입학연기를 철회할 수 있나요?",
        "1월에 입학연기를 신청할 수 있나요?",
    ),
)
def application_window(facts: ApplicationWindowFacts) -> ApplicationWindow:
    """Tell when and where early entry, deferred entry and its withdrawal are applied for (p.6)."""
    first = day_before_entry("application_from", facts.school_year)
    last = day_before_entry("application_until", facts.school_year)
    is_late = facts.applied_on is not None and facts.applied_on > last.day
    in_time = None if facts.applied_on is None else first.day <= facts.applied_on <= last.day
    instead = DEFERMENT_INSTEAD if is_late and facts.kind is ApplicationKind.DEFER else None
    window = Step(
        f"{facts.school_year}학년도 입학의 신청 기간은 {spoken_date(first.day)}부터 {spoken_date(last.day)}까지입니다.",
        first.found.source,
    )
    return ApplicationWindow(
        from_=first.day,
        to=last.day,
        accepted=in_time,
        authority=AUTHORITY,
        alternative=instead,
        because=(window, *_reasons(facts, in_time, instead)),
        warnings=first.found.warnings,
        school_year=facts.school_year,
    )


def _reasons(facts: ApplicationWindowFacts, in_time: bool | None, instead: str | None) -> Iterator[Step]:
    if facts.kind is ApplicationKind.WITHDRAW_DEFER:
        yield Step("입학연기의 철회도 같은 기간에 같은 절차로 합니다.", WITHDRAWN_ALIKE)
    yield Step("보호자가 동장(주민센터)에게 직접 신청합니다.", AT_THE_DONG)
    if facts.applied_on is None:
        return
    if in_time:
        yield Step(f"{spoken_date(facts.applied_on)}은 신청 기간 안이므로 접수합니다.", ONLY_IN_TIME)
    else:
        yield Step(f"{spoken_date(facts.applied_on)}은 신청 기간이 아니므로 접수하지 않습니다.", ONLY_IN_TIME)
    if instead:
        yield Step("입학연기 신청 기간이 지나면 학교장에게 취학유예만 신청할 수 있습니다.", LATE)
