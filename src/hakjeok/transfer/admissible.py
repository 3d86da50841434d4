"""transfer.admissible: whether a pupil who comes now can still complete the grade (전입 가능 여부)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.discrepancies import warning_of
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, Found, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.shares import at_least, at_most
from hakjeok.source import Source, Step

REQUIRED_SHARE = load("completion")["required_share"]
MINIMUM_DAYS = load("schooldays")["minimum_days"]
REDUCIBLE_SHARE = load("schooldays")["reducible_share"]

SUM_OF_BOTH = Source(
    page=40,
    quote="원적교에서의 출석일수와 전입교의 잔여 수업일수 합이 전입교의 당해 수업일수 3분의 2이상 되어야 전입가능",
)
ROUNDED_UP = Source(page=88, quote="191의 3분의 2는 127.33...으로 계산되나 소수점 이하를 올림하여 128일")
IN_PRINCIPLE_NOT = Source(
    page=89,
    law="초·중등교육법 시행령 제50조제2항",
    quote="수료 또는 졸업 인정이 되지 않아 원칙적으로 당해 학년도 재취학·전입학이 불가능",
)


@facts
class AdmissibleFacts(Facts):
    """Days attended at the old school, days left at the new one, and the new school's days of the year."""

    attended_before: int = fact("전출교의 출석일수", default=0, at_least=0, at_most=366)
    remaining_days: int = fact("전입교에 남은 수업일수", at_least=0, at_most=366, hint="전입일도 함께 셉니다.")
    total_days: int = fact("전입교의 수업일수", at_least=1, at_most=366)


@dataclass(frozen=True, kw_only=True)
class Admissible(Result):
    """Days needed, days that can be reached, and who decides where they do not suffice."""

    required: int = told("수료에 필요한 출석일수")
    reachable: int = told("채울 수 있는 출석일수")
    admissible: bool = told("전입할 수 있음")
    principal_discretion: bool = told("학교장이 달리 정할 수 있음")


@decision(
    "transfer.admissible",
    title="전입할 수 있는 출석일수",
    pages=(35, 40, 42, 88, 89),
    asked_as=(
        "출석일수가 모자란 학생도 전입할 수 있나요?",
        "전입하려면 출석일수가 며칠 있어야 하나요?",
        "언제까지 전입해야 수료할 수 있나요?",
    ),
)
def admissible(facts: AdmissibleFacts) -> Admissible:
    """Compare the days that can be reached at both schools with two thirds of the new school's year (p.40)."""
    share = REQUIRED_SHARE.at(HANDBOOK_SCHOOL_YEAR)
    required = at_least(share.share, of=facts.total_days)
    reachable = facts.attended_before + facts.remaining_days
    suffices = reachable >= required
    return Admissible(
        required=required,
        reachable=reachable,
        admissible=suffices,
        principal_discretion=not suffices,
        because=tuple(_reasons(facts, required, reachable, share)),
        warnings=tuple(_warnings(facts, suffices)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _reasons(facts: AdmissibleFacts, required: int, reachable: int, share: Found) -> Iterator[Step]:
    yield Step(f"전입교 수업일수 {facts.total_days}일의 3분의 2 이상이므로 {required}일이 필요합니다.", share.source)
    yield Step("소수점 아래는 올립니다.", ROUNDED_UP)
    yield Step(
        f"전출교의 출석일수 {facts.attended_before}일과 전입교에 남은 수업일수 {facts.remaining_days}일을 "
        f"더하면 {reachable}일입니다.",
        SUM_OF_BOTH,
    )
    if reachable >= required:
        yield Step(f"{reachable}일은 {required}일 이상이므로 전입할 수 있습니다.", SUM_OF_BOTH)
    else:
        yield Step(
            f"{reachable}일은 {required}일보다 {required - reachable}일 모자라 수료할 수 없으므로 "
            "원칙적으로 올해 전입할 수 없습니다.",
            IN_PRINCIPLE_NOT,
        )


def _warnings(facts: AdmissibleFacts, suffices: bool) -> Iterator[str]:
    if not suffices:
        yield warning_of("right_to_transfer")
    if facts.remaining_days > facts.total_days:
        yield (
            f"남은 수업일수 {facts.remaining_days}일이 전입교의 수업일수 {facts.total_days}일보다 많습니다. "
            "두 수를 살펴봐 주세요."
        )
    fewest = MINIMUM_DAYS.at(HANDBOOK_SCHOOL_YEAR).whole
    fewest -= at_most(REDUCIBLE_SHARE.at(HANDBOOK_SCHOOL_YEAR).share, of=fewest)
    if facts.total_days < fewest:
        yield (
            f"전입교의 수업일수 {facts.total_days}일은 줄일 수 있는 한도({fewest}일)보다 적습니다. "
            "수업일수를 살펴봐 주세요(p.88)."
        )
