"""schooldays.plan: whether a year has enough school days (연간 수업일수의 계획)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.dates import days_later, first_of_school_year, spoken_date
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.shares import at_most
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

MINIMUM_DAYS = load("schooldays")["minimum_days"]
REDUCIBLE_SHARE = load("schooldays")["reducible_share"]
REPORT_DAYS_BEFORE = load("schooldays")["report_days_before_next_year"]

COUNCIL = Source(
    page=88,
    law="초·중등교육법 제31조제1항",
    quote="법 제31조 제1항에 따른 학교운영위원회의 심의 또는 자문을 거쳐야 한다.",
)


class CutCause(Word):
    """Why the principal cut the school days of a year (수업일수를 줄인 까닭)."""

    DISASTER = "disaster", "천재지변"
    RESEARCH_SCHOOL = "research_school", "연구학교의 운영"
    AUTONOMOUS_SCHOOL = "autonomous_school", "자율학교의 운영"


@facts
class PlanFacts(Facts):
    """What the school has planned for one grade's year."""

    planned_days: int = fact("계획한 수업일수", at_least=0, at_most=366)
    cause: CutCause | None = fact("수업일수를 줄인 까닭", default=None, hint="줄이지 않았으면 비웁니다.")
    school_year: int = fact("학년도", at_least=1949, at_most=2999)
    council_reviewed: bool = fact("학교운영위원회의 심의·자문을 거침", default=False)


@dataclass(frozen=True, kw_only=True)
class Plan(Result):
    """The fewest days allowed, whether the plan is lawful, and by when a cut has to be reported."""

    minimum: int = told("최소 수업일수")
    valid: bool = told("기준에 맞음")
    report_by: datetime.date | None = told("관할청 보고 기한")
    problems: tuple[str, ...] = told("고칠 점")


@decision(
    "schooldays.plan",
    title="연간 수업일수의 계획",
    pages=(88,),
    asked_as=(
        "수업일수는 며칠 이상이어야 하나요?",
        "수업일수를 줄일 수 있나요?",
        "수업일수를 줄이면 언제까지 보고하나요?",
    ),
)
def plan(facts: PlanFacts) -> Plan:
    """Compare the planned school days with the minimum, which a cause of the decree lowers by a tenth (p.88)."""
    standard = MINIMUM_DAYS.at(facts.school_year)
    minimum = standard.whole
    if facts.cause is not None:
        minimum -= at_most(REDUCIBLE_SHARE.at(facts.school_year).share, of=minimum)
    problems = tuple(_problems(facts, minimum))
    is_cut = facts.cause is not None and facts.planned_days < standard.whole
    return Plan(
        minimum=minimum,
        valid=not problems,
        report_by=_report_by(facts) if is_cut else None,
        problems=problems,
        because=tuple(_reasons(facts, minimum, is_cut=is_cut)),
        warnings=standard.warnings,
        school_year=facts.school_year,
    )


def _problems(facts: PlanFacts, minimum: int) -> Iterator[str]:
    missing = minimum - facts.planned_days
    if missing > 0 and facts.cause is None:
        yield (
            f"수업일이 {missing}일 모자랍니다. 쉬는 날을 줄여 주세요. 천재지변, 연구학교·자율학교의 운영처럼 "
            "꼭 필요해 줄였으면 그 까닭을 넣어 주세요."
        )
    elif missing > 0:
        yield f"줄일 수 있는 한도보다 수업일이 {missing}일 적습니다. 쉬는 날을 줄여 주세요."
    if not facts.council_reviewed:
        yield "수업일수를 정하려면 학교운영위원회의 심의 또는 자문을 거쳐야 합니다. 거쳤는지 확인해 주세요."


def _reasons(facts: PlanFacts, minimum: int, *, is_cut: bool) -> Iterator[Step]:
    standard = MINIMUM_DAYS.at(facts.school_year)
    yield Step(f"수업일은 매 학년 {standard.whole}일 이상이어야 합니다.", standard.source)
    if facts.cause is not None:
        share = REDUCIBLE_SHARE.at(facts.school_year)
        yield Step(f"{facts.cause.korean} 때문에 10분의 1까지 줄일 수 있어 {minimum}일 이상이면 됩니다.", share.source)
    if is_cut:
        by = spoken_date(_report_by(facts))
        yield Step(f"줄인 수업일수는 {by}까지 관할청에 보고합니다.", REPORT_DAYS_BEFORE.at(facts.school_year).source)
    compared = " 이상입니다" if facts.planned_days >= minimum else "보다 적습니다"
    yield Step(f"계획한 {facts.planned_days}일은 {minimum}일{compared}.", standard.source)
    yield Step("수업일수는 학교운영위원회의 심의 또는 자문을 거쳐 정합니다.", COUNCIL)


def _report_by(facts: PlanFacts) -> datetime.date:
    """So many days before the first of March of the next school year."""
    before = REPORT_DAYS_BEFORE.at(facts.school_year).whole
    return days_later(first_of_school_year(facts.school_year + 1), -before)
