"""early.deadlines: when early promotion and graduation are asked for, examined and decided (조기진급 일정)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.dates import days_later, end_of_month, first_of_school_year, last_of_school_year, months_later, spoken_date
from hakjeok.discrepancies import warning_of
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import Found, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.school_calendar import Period
from hakjeok.source import Source, Step

FIGURES = load("early")

BOTH_AGREE = Source(
    page=94, quote="조기진급 후에 부적응 현상이 심각한 경우에 학교장은 학생 본인과 보호자의 동의를 받아"
)


@facts
class DeadlinesFacts(Facts):
    """The school year, whether the pupil has just entered, and what is known of an appeal."""

    school_year: int = fact("학년도", at_least=1949, at_most=2999)
    new_entrant: bool = fact("신입생", default=False)
    result_known_on: datetime.date | None = fact("평가 결과를 안 날", default=None)
    appealed_on: datetime.date | None = fact("재평가를 요청한 날", default=None)

    def check(self) -> None:
        """Refuse an appeal before its result."""
        if self.result_known_on is None or self.appealed_on is None:
            return
        if self.appealed_on < self.result_known_on:
            raise BadInput(
                "appealed_on",
                f"재평가를 요청한 날({spoken_date(self.appealed_on)})이 결과를 안 날"
                f"({spoken_date(self.result_known_on)})보다 빠릅니다. 두 날짜를 바로잡아 주세요.",
            )


@dataclass(frozen=True, kw_only=True)
class Deadlines(Result):
    """The periods of the year and the last days; those of an appeal are None where its day is not known."""

    apply: Period = told("신청 기간")
    select_by: datetime.date = told("대상자 선정 기한")
    evaluate: Period = told("교과목별 평가 기간")
    decide: Period = told("인정하는 기간")
    appeal_by: datetime.date | None = told("재평가 요청 기한")
    reevaluate_by: datetime.date | None = told("재평가 기한")
    revert_by: datetime.date = told("조기진급 환원 기한")


@decision(
    "early.deadlines",
    title="조기진급·조기졸업 일정",
    pages=(92, 93, 94),
    asked_as=(
        "조기진급은 언제까지 신청하나요?",
        "조기이수 대상자는 며칠까지 선정하나요?",
        "평가 결과에 이의가 있으면 며칠 안에 요청하나요?",
        "조기진급을 되돌릴 수 있나요?",
    ),
    forms=("6-1", "6-9", "6-10", "6-14"),
)
def deadlines(facts: DeadlinesFacts) -> Deadlines:
    """The dates of one school year (p.92–94)."""
    appeal = _whole(facts, "appeal_within_days")
    again = _whole(facts, "reevaluate_within_days")
    return Deadlines(
        apply=_months(facts, "apply_from_month", "apply_to_month"),
        select_by=_select_by(facts),
        evaluate=_months(facts, "evaluate_from_month", "evaluate_to_month"),
        decide=_months(facts, "decide_month", "decide_month"),
        appeal_by=days_later(facts.result_known_on, appeal) if facts.result_known_on else None,
        reevaluate_by=days_later(facts.appealed_on, again) if facts.appealed_on else None,
        revert_by=_revert_by(facts),
        because=tuple(_reasons(facts)),
        warnings=tuple(_warnings(facts)),
        school_year=facts.school_year,
    )


def _found(facts: DeadlinesFacts, name: str) -> Found:
    return FIGURES[name].at(facts.school_year)


def _whole(facts: DeadlinesFacts, name: str) -> int:
    return _found(facts, name).whole


def _months(facts: DeadlinesFacts, first: str, last: str) -> Period:
    """From the first day of one month of the school year to the last day of another."""
    return Period(
        from_=_first_of(facts, _whole(facts, first)),
        to=end_of_month(_first_of(facts, _whole(facts, last))),
    )


def _first_of(facts: DeadlinesFacts, month: int) -> datetime.date:
    start = first_of_school_year(facts.school_year)
    return datetime.date(start.year if month >= start.month else start.year + 1, month, 1)


def _selection(facts: DeadlinesFacts) -> Found:
    return _found(facts, "select_within_months_of_new_entrants" if facts.new_entrant else "select_within_months")


def _select_by(facts: DeadlinesFacts) -> datetime.date:
    return days_later(months_later(first_of_school_year(facts.school_year), _selection(facts).whole), -1)


def _revert_by(facts: DeadlinesFacts) -> datetime.date:
    """The last day of so many, the first of March of the next school year being the first."""
    return days_later(last_of_school_year(facts.school_year), _whole(facts, "revert_within_days"))


def _reasons(facts: DeadlinesFacts) -> Iterator[Step]:
    apply = _months(facts, "apply_from_month", "apply_to_month")
    yield Step(f"신청은 {_written(apply)} 합니다.", _found(facts, "apply_to_month").source)
    chosen = _selection(facts)
    who = "신입생은 " if facts.new_entrant else ""
    yield Step(
        f"대상자는 {who}학년 초 {chosen.whole}개월 이내인 {spoken_date(_select_by(facts))}까지 선정합니다.",
        chosen.source,
    )
    evaluate = _months(facts, "evaluate_from_month", "evaluate_to_month")
    yield Step(f"교과목별 평가는 {_written(evaluate)} 합니다.", _found(facts, "evaluate_to_month").source)
    decide = _months(facts, "decide_month", "decide_month")
    yield Step(f"인정은 {_written(decide)} 합니다.", _found(facts, "decide_month").source)
    yield from _about_an_appeal(facts)
    revert = _found(facts, "revert_within_days")
    yield Step(
        f"다음 학년도 초 {revert.whole}일 이내인 {spoken_date(_revert_by(facts))}까지 되돌릴 수 있습니다.",
        revert.source,
    )
    yield Step("되돌리려면 부적응이 심각해야 하고 학생과 보호자의 동의를 받아야 합니다.", BOTH_AGREE)


def _about_an_appeal(facts: DeadlinesFacts) -> Iterator[Step]:
    appeal, again = _found(facts, "appeal_within_days"), _found(facts, "reevaluate_within_days")
    if facts.result_known_on is not None:
        by = spoken_date(days_later(facts.result_known_on, appeal.whole))
        yield Step(f"재평가는 결과를 안 날부터 {appeal.whole}일 이내인 {by}까지 요청할 수 있습니다.", appeal.source)
    if facts.appealed_on is not None:
        by = spoken_date(days_later(facts.appealed_on, again.whole))
        yield Step(f"위원회는 요청받은 날부터 {again.whole}일 이내인 {by}까지 재평가합니다.", again.source)


def _written(period: Period) -> str:
    return f"{spoken_date(period.from_)}부터 {spoken_date(period.to)}까지"


def _warnings(facts: DeadlinesFacts) -> Iterator[str]:
    yield from _selection(facts).warnings
    yield warning_of("selection_for_early_promotion")
    if facts.result_known_on is None or facts.appealed_on is None:
        return
    by = days_later(facts.result_known_on, _whole(facts, "appeal_within_days"))
    if facts.appealed_on > by:
        yield f"재평가를 요청한 날이 기한({spoken_date(by)})을 지났습니다. 받아들일지 살펴봐 주세요(p.93)."
