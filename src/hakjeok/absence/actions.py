"""What the ladder of unexcused absences asks for: who does what by when, with which form (p.27–29, 60)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hakjeok.absence.runs import Run
from hakjeok.dates import days_later, end_of_month, months_later
from hakjeok.parameters import load
from hakjeok.result import told
from hakjeok.vocabulary import Stage, Word

if TYPE_CHECKING:
    from hakjeok.absence.ladder import LadderFacts

PARAMETERS = load("absence")
REGISTER_ON_DAY = PARAMETERS["register_on_day"]
RETURN_WITHIN = PARAMETERS["return_report_within_days"]
LETTER_AFTER = PARAMETERS["facility_letter_after_months"]


class ActionCode(Word):
    """What is to be done (조치): the codes of both ladders, with their Korean titles."""

    PHONE_DAILY = "phone_daily", "매일 유선 연락(소재·안전, 결석 사유, 출석 독려)"
    URGE_LETTER = "urge_letter", "취학 독촉장 발송"
    HOME_VISIT = "home_visit", "가정방문"
    SUMMONS = "summons", "보호자·아동 내교 요청"
    COMMITTEE = "committee", "의무교육관리위원회 개최"
    CREATE_RECORD = "create_record", "학적 생성"
    REGISTER = "register", "미인정결석학생 등록"
    REPORT_OFFICE = "report_office", "교육장에게 제출"
    REPORT_DONG = "report_dong", "주민센터에 결석 현황 제출"
    MONTHLY_CHECK = "monthly_check", "소재·안전 확인과 출석 독려(월 1회 이상)"
    POLICE_REQUEST = "police_request", "경찰 수사의뢰"
    ABUSE_REPORT = "abuse_report", "아동학대 신고"
    RETURN_REPORT = "return_report", "복귀 보고"
    CLOSE_ENTRY = "close_entry", "미인정결석 등록 복귀 처리"


PRINCIPAL, HOMEROOM, REGISTRAR = "학교장", "담임교사", "업무담당자"
VISITORS = "교직원(주민센터 사회복지전담직원과 함께 할 수 있음)"
SCHOOL_AND_OFFICE = "학교와 지원청 취학관리전담기구"


@dataclass(frozen=True)
class Action:
    """One thing to be done. `due` is None where the calendar ends first; `waived`: it may be left out."""

    code: ActionCode = told("조치")
    title: str = told("할 일")
    who: str = told("하는 사람")
    due: date | None = told("기한")
    forms: tuple[str, ...] = told("서식")
    waived: bool = told("생략할 수 있음")


@dataclass(frozen=True)
class Placement:
    """Where an absence stands on the ladder on a school day."""

    run: Run | None
    stage: Stage
    registers: bool
    tenth_day: date | None


def actions(facts: LadderFacts, placed: Placement) -> Iterator[Action]:
    """Everything that is to be done, in the order of the handbook's table."""
    yield from _for_safety(facts, placed)
    if placed.run is not None:
        yield from _for_contact(facts, placed, placed.run)
        yield from _for_registration(placed, placed.run)
    if placed.stage is Stage.REPORT:
        yield _monthly_check(facts)
    if facts.returned_on is not None and facts.excluded is None:
        within = RETURN_WITHIN.at(facts.calendar.school_year).whole
        yield _action(ActionCode.RETURN_REPORT, HOMEROOM, days_later(facts.returned_on, within))


def _for_safety(facts: LadderFacts, placed: Placement) -> Iterator[Action]:
    """Signs of abuse are reported whoever the pupil is; the police are asked at once (p.10, 27)."""
    missing = not facts.located and placed.stage is not Stage.NONE
    if facts.abuse_signs:
        yield _action(ActionCode.ABUSE_REPORT, "교직원", facts.today)
    if facts.excluded is None and (missing or facts.abuse_signs):
        yield _action(ActionCode.POLICE_REQUEST, PRINCIPAL, facts.today, "2-4", "4-9", "4-10")


def _for_contact(facts: LadderFacts, placed: Placement, run: Run) -> Iterator[Action]:
    """Telephone on every day; visit and summons from the third day, the visit at once for one not located."""
    if placed.stage in (Stage.CONTACT, Stage.VISIT):
        yield _action(ActionCode.PHONE_DAILY, PRINCIPAL, run.last)
    last_day_of_stage = run.nth(REGISTER_ON_DAY.at(facts.calendar.school_year).whole - 1, facts.calendar)
    waived = facts.overseas_confirmed
    if placed.stage is Stage.CONTACT and not facts.located:
        yield _action(ActionCode.HOME_VISIT, VISITORS, facts.today, "2-6", waived=waived)
    if placed.stage is Stage.VISIT:
        due = last_day_of_stage if facts.located else facts.today
        yield _action(ActionCode.HOME_VISIT, VISITORS, due, "2-6", waived=waived)
        yield _action(ActionCode.SUMMONS, PRINCIPAL, last_day_of_stage, "2-3", waived=waived)


def _for_registration(placed: Placement, run: Run) -> Iterator[Action]:
    """Registered and handed in on the tenth day, or at once where the police were asked (p.27, 60)."""
    if not placed.registers:
        return
    due = placed.tenth_day or run.last
    yield _action(ActionCode.REGISTER, HOMEROOM, due)
    yield _action(ActionCode.REPORT_OFFICE, REGISTRAR, due)
    yield _action(ActionCode.REPORT_DONG, REGISTRAR, due, "4-8")


def _monthly_check(facts: LadderFacts) -> Action:
    """Once a month at least; left out abroad, and while a facility's certificate holds (p.27)."""
    until = facility_letter_due(facts)
    waived = facts.overseas_confirmed or (until is not None and facts.today < until)
    due = until if until is not None and waived and not facts.overseas_confirmed else end_of_month(facts.today)
    return _action(ActionCode.MONTHLY_CHECK, SCHOOL_AND_OFFICE, due, "4-11", waived=waived)


def facility_letter_due(facts: LadderFacts) -> date | None:
    """The day from which the facility's own letter is needed; None without the guardian's certificate."""
    given = facts.alternative_facility_certificate_on
    if given is None or given > facts.today:
        return None
    return months_later(given, LETTER_AFTER.at(facts.calendar.school_year).whole)


def _action(code: ActionCode, who: str, due: date | None, *forms: str, waived: bool = False) -> Action:
    return Action(code, code.korean, who, due, forms, waived)
