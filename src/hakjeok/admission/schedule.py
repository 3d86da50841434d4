"""admission.schedule: who does what until when, from the register of children to the entrance (취학 절차)."""

import datetime
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hakjeok.admission.figures import PARAMETERS, assembly_days, day_before_entry
from hakjeok.dates import days_later, spoken_date
from hakjeok.discrepancies import warning_of
from hakjeok.facts import Facts, fact, facts
from hakjeok.korean import with_particle
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step

REGISTER_FROM = PARAMETERS["register_from"]
REGISTER_UNTIL = PARAMETERS["register_until"]
INSPECTION_FROM = PARAMETERS["inspection_from"]
INSPECTION_DAYS = PARAMETERS["inspection_days"]
DISTRICTS_BY = PARAMETERS["districts_by"]
ADMITTED_BY = PARAMETERS["admitted_by"]
NOTICES_BY = PARAMETERS["notices_by"]
FIRST_LIST_BY = PARAMETERS["first_list_by"]
SECOND_LIST_BY = PARAMETERS["second_list_by"]

STEPS = Path(__file__).with_name("schedule.toml")

AS_OF_OCTOBER = Source(page=15, quote="취학아동명부 작성 기준일은 10월 1일이고, 통학구역 주소지 기준으로 정해지며")
AT_LEAST_TEN_DAYS = Source(page=5, quote="취학아동명부 열람(아동 보호자) 기간: 10일 이상")
ASSEMBLY_DAY_TOLD = Source(
    page=10,
    quote="초등학교의 예비소집일을 정하여 입학 전년도 11월 30일까지 동장, 교육장 및 학교장에게 통보",
)
LATER_ON_AND_OFF = Source(page=9, quote="2차 통보 이후 전입, 전출로 변동사항이 생기는 경우 변동 내용 수시 통보")


@facts
class ScheduleFacts(Facts):
    """The school year in which the children enter."""

    school_year: int = fact("입학할 학년도", at_least=1949, at_most=2999)


@dataclass(frozen=True, kw_only=True)
class ScheduleStep:
    """One step of the table of p.4. Without a fixed date both days are None and `when` says it in words."""

    no: int = told("순")
    title: str = told("주요 업무")
    actor: str = told("시행 기관")
    to: tuple[str, ...] = told("보고·제출 기관")
    from_: datetime.date | None = told("시작하는 날")
    until: datetime.date | None = told("기한")
    when: str | None = told("시기")
    law: str | None = told("관련 법규")


@dataclass(frozen=True, kw_only=True)
class Schedule(Result):
    """The nineteen steps, in order."""

    steps: tuple[ScheduleStep, ...] = told("취학 절차")


@decision(
    "admission.schedule",
    title="취학 절차와 일정",
    pages=(4, 5, 6, 9, 10, 15),
    asked_as=(
        "취학통지서는 언제 나오나요?",
        "예비소집은 언제인가요?",
        "취학아동명부는 언제까지 통보하나요?",
        "신입생 입학 일정은 어떻게 되나요?",
    ),
)
def schedule(facts: ScheduleFacts) -> Schedule:
    """Lay out the nineteen steps of enrollment for the entrants of one school year (p.4)."""
    tables = _tables()
    steps = tuple(_step(no, table, facts.school_year) for no, table in enumerate(tables, 1))
    return Schedule(
        steps=steps,
        because=(*map(_reason, steps, tables), *_further(facts.school_year)),
        warnings=tuple(_warnings(facts.school_year)),
        school_year=facts.school_year,
    )


@cache
def _tables() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(STEPS.read_text(encoding="utf-8"))["steps"])


def _step(no: int, table: dict[str, Any], entry_year: int) -> ScheduleStep:
    first, last = _days(table, entry_year)
    return ScheduleStep(
        no=no,
        title=table["title"],
        actor=table["actor"],
        to=tuple(table["to"]),
        from_=first,
        until=last,
        when=None if last else table["when"],
        law=table.get("law"),
    )


def _days(table: dict[str, Any], entry_year: int) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and the last day of a step, each None where the table fixes none."""
    if table.get("is_assembly"):
        known = assembly_days(entry_year)
        return (known.first, known.last) if known else (None, None)
    first = day_before_entry(table["from"], entry_year).day if "from" in table else None
    if first and "days" in table:
        return first, days_later(first, PARAMETERS[table["days"]].at(entry_year).whole - 1)
    return first, day_before_entry(table["until"], entry_year).day if "until" in table else None


def _reason(step: ScheduleStep, table: dict[str, Any]) -> Step:
    who = with_particle(step.actor, "이", "가")
    whom = f" 받는 곳은 {', '.join(step.to)}입니다." if step.to else ""
    source = Source(page=table["page"], law=step.law, quote=table["quote"])
    return Step(f"{step.no}. {step.title}: {_spoken(step)} {who} 합니다.{whom}", source)


def _spoken(step: ScheduleStep) -> str:
    if step.until is None:
        return f"{step.when}"
    return (
        f"{spoken_date(step.from_)}부터 {spoken_date(step.until)}까지"
        if step.from_
        else f"{spoken_date(step.until)}까지"
    )


def _further(entry_year: int) -> Iterator[Step]:
    """What other pages say about the table."""
    least = INSPECTION_DAYS.at(entry_year).whole
    yield Step("취학아동명부는 10월 1일을 기준으로 주소지의 통학구역에 따라 만듭니다.", AS_OF_OCTOBER)
    yield Step(f"취학아동명부의 열람은 {least}일 이상이면 되므로 더 길게 할 수 있습니다.", AT_LEAST_TEN_DAYS)
    yield Step("예비소집일은 교육감이 정하여 11월 30일까지 동장, 교육장, 학교장에게 알립니다.", ASSEMBLY_DAY_TOLD)
    yield Step("2차 통보 뒤의 전입·전출은 그때그때 알립니다.", LATER_ON_AND_OFF)


def _warnings(entry_year: int) -> Iterator[str]:
    yield from REGISTER_FROM.at(entry_year).warnings
    yield warning_of("second_list_by")
    if assembly_days(entry_year) is None:
        yield (
            f"{entry_year}학년도의 예비소집일은 아직 모릅니다. 교육감이 11월 30일까지 알리는 날짜를 "
            "확인해 주세요(p.10)."
        )
