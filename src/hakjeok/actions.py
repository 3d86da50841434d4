"""What is to be done for a child who does not come: the codes of both ladders, and one action (p.11, 27)."""

from dataclasses import dataclass
from datetime import date

from hakjeok.dates import end_of_month, months_later
from hakjeok.parameters import load
from hakjeok.result import told
from hakjeok.vocabulary import Word

LETTER_AFTER = load("absence")["facility_letter_after_months"]


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


@dataclass(frozen=True)
class Action:
    """One thing to be done. `due` is None where the calendar ends first; `waived`: it may be left out."""

    code: ActionCode = told("조치")
    title: str = told("할 일")
    who: str = told("하는 사람")
    due: date | None = told("기한")
    forms: tuple[str, ...] = told("서식")
    waived: bool = told("생략할 수 있음")


def action(code: ActionCode, who: str, due: date | None, *forms: str, waived: bool = False) -> Action:
    """One thing to be done, under the title of its code."""
    return Action(code, code.korean, who, due, forms, waived)


def monthly_check(who: str, today: date, *, overseas: bool, letter_due: date | None) -> Action:
    """Once a month at least; left out abroad, and while a facility's certificate holds (p.11, 27)."""
    certified = letter_due is not None and today < letter_due
    due = letter_due if certified and not overseas else end_of_month(today)
    return action(ActionCode.MONTHLY_CHECK, who, due, "4-11", waived=overseas or certified)


def facility_letter_due(certificate_on: date | None, today: date, school_year: int) -> date | None:
    """The day from which the facility's own letter is needed; None without the guardian's certificate."""
    if certificate_on is None or certificate_on > today:
        return None
    return months_later(certificate_on, LETTER_AFTER.at(school_year).whole)
