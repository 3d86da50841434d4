"""reflection.check: whether a time to think again may be granted (학업중단 숙려제의 기간과 횟수)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.dates import last_of_school_year, school_year_of, spoken_date
from hakjeok.facts import fact, facts
from hakjeok.parameters import load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.school_calendar import Period
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

PARAMETERS = load("reflection")
SHORTEST = PARAMETERS["shortest_weeks"]
LONGEST = PARAMETERS["longest_weeks"]
TIMES = PARAMETERS["times_in_a_semester"]
IN_A_YEAR = PARAMETERS["days_in_a_year"]
DAYS_OF_A_WEEK = 7

DAYS_OFF_COUNT = Source(page=139, quote="운영 기간: 최소 2주 ~ 최대 7주(공휴일 포함)")
ATTENDED = Source(
    page=24,
    law="초·중등교육법 제28조제6항",
    quote="학업 중단에 대하여 숙려할 기회를 주어야 하며, 숙려 기간을 출석으로 인정할 수 있음",
)


class Problem(Word):
    """Why the time cannot be granted so (숙려제 기간·횟수의 문제)."""

    TOO_SHORT = "too_short", "기간이 2주보다 짧음"
    TOO_LONG = "too_long", "기간이 7주보다 긺"
    ONCE_A_SEMESTER = "once_a_semester", "이 학기에 이미 참여함"
    OVER_YEAR_LIMIT = "over_year_limit", "한 해의 한도를 넘음"


@facts
class ReflectionFacts(Period):
    """The time asked for, both days included, and what was used before it."""

    used_days_year: int = fact(
        "이 학년도에 이미 참여한 일수", default=0, at_least=0, at_most=366, hint="공휴일까지 센 일수입니다."
    )
    times_this_semester: int = fact(
        "이 학기에 이미 참여한 횟수", default=0, at_least=0, at_most=9, hint="이번 참여는 빼고 셉니다."
    )

    @property
    def days(self) -> int:
        """Calendar days, days off included."""
        return (self.to - self.from_).days + 1

    @property
    def school_year(self) -> int:
        """The school year in which it begins."""
        return school_year_of(self.from_)


@dataclass(frozen=True, kw_only=True)
class Reflection(Result):
    """Whether it may be granted, what stands against it, and its days."""

    valid: bool = told("할 수 있는지")
    problems: tuple[Problem, ...] = told("문제")
    days: int = told("일수")


@dataclass(frozen=True)
class Ruled:
    """One rule applied: its step, and the problem where it is broken."""

    step: Step
    problem: Problem | None


@decision(
    "reflection.check",
    title="학업중단 숙려제의 기간과 횟수",
    pages=(24, 139),
    asked_as=(
        "학업중단 숙려제는 며칠까지 할 수 있나요?",
        "숙려제를 한 학기에 두 번 할 수 있나요?",
        "숙려 기간에 공휴일도 세나요?",
        "숙려 기간은 출석으로 인정되나요?",
    ),
    forms=("4-6",),
)
def check(facts: ReflectionFacts) -> Reflection:
    """Two to seven weeks with days off, once a semester, at most 49 days a year (p.24, 139)."""
    ruled = tuple(_rules(facts))
    problems = tuple(each.problem for each in ruled if each.problem is not None)
    return Reflection(
        valid=not problems,
        problems=problems,
        days=facts.days,
        because=(*(each.step for each in ruled), *_attended(problems)),
        warnings=(*SHORTEST.at(facts.school_year).warnings, *_year_warnings(facts)),
        school_year=facts.school_year,
    )


def _rules(facts: ReflectionFacts) -> Iterator[Ruled]:
    shortest, longest, times, in_a_year = (each.at(facts.school_year) for each in (SHORTEST, LONGEST, TIMES, IN_A_YEAR))
    fewest, most = shortest.whole * DAYS_OF_A_WEEK, longest.whole * DAYS_OF_A_WEEK
    length = Step(f"공휴일을 넣어 {facts.days}일입니다. {fewest}일부터 {most}일까지 할 수 있습니다.", DAYS_OFF_COUNT)
    yield Ruled(length, _problem_of_length(facts.days, fewest, most))
    yield Ruled(
        Step(
            f"이 학기에 참여한 횟수는 {facts.times_this_semester}회이고, 학기마다 {times.whole}회만 할 수 있습니다.",
            times.source,
        ),
        Problem.ONCE_A_SEMESTER if facts.times_this_semester >= times.whole else None,
    )
    total = facts.used_days_year + facts.days
    yield Ruled(
        Step(f"이 학년도의 참여는 모두 {total}일이고, 한도는 {in_a_year.whole}일입니다.", in_a_year.source),
        Problem.OVER_YEAR_LIMIT if total > in_a_year.whole else None,
    )


def _problem_of_length(days: int, fewest: int, most: int) -> Problem | None:
    if days < fewest:
        return Problem.TOO_SHORT
    return Problem.TOO_LONG if days > most else None


def _attended(problems: tuple[Problem, ...]) -> Iterator[Step]:
    if not problems:
        yield Step("숙려 기간은 출석으로 인정할 수 있습니다.", ATTENDED)


def _year_warnings(facts: ReflectionFacts) -> Iterator[str]:
    if facts.to > last_of_school_year(facts.school_year):
        yield (
            f"기간이 다음 학년도로 넘어갑니다. 한도는 학년도마다 세므로 {spoken_date(facts.to)}까지의 일수를 "
            "두 학년도로 나누어 살펴봐 주세요(p.139)."
        )
