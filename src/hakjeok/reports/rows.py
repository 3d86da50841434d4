"""Which report follows from which event, to whom, by when, with which form: one row each (p.8–64, 88)."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from hakjeok.dates import (
    days_later,
    end_of_month,
    first_of_school_year,
    last_of_school_year,
    months_later,
    school_year_of,
)
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import Parameter, load
from hakjeok.reports.words import EventKind, ReportCode
from hakjeok.source import Source

REPORTS = load("reports")
ATTENDANCE = load("attendance")
SUSPENSION = load("suspension")
ABSENCE = load("absence")
CUT_DAYS_BEFORE = load("schooldays")["report_days_before_next_year"]

NONENROLLMENT = Source(page=11, quote="미취학 아동 현황 및 조치결과를 교육장에게 보고")
UNEXCUSED_OFFICE = Source(page=60, quote="승인요청-교육장 제출 및 주민센터 공문시행")
UNEXCUSED_DONG = Source(page=60, quote="나이스 등록․제출 및 주소지 관할 주민센터 공문시행(동시제출)")
RETURNED = Source(page=29, quote="기존 관리대상 학생이 학교에 복귀한 경우 복귀일 3일 이내 보고")
SUSPENDED = Source(
    page=66,
    law="초·중등교육법 시행령 제28조",
    quote="초등의 경우 보호자, 읍면동장 및 교육장에게 그 내용을 통보하여야 합니다.",
)
DECIDED = Source(page=8, quote="초등학교는 심의 결과를 보호자 및 교육장, 동장에게 통보함")
OUT_OF_QUOTA = Source(page=60, quote="정원 외로 학적이 관리되는 학생이 발생한 경우 즉시 교육장에게 보고")
CLOSED = Source(page=64, quote="3일이내 나이스 미인정결석학생관리 복귀 처리, 교육장보고 및 동장 통보[4-8]")
CLOSED_AFTER_SUSPENSION = Source(
    page=29, quote="기존 등록학생이 유예·면제 승인 처리 된 경우 학적처리일 3일 이내 미인정 결석탭에서 복귀처리"
)
YOUTH_CENTRE = Source(
    page=64, quote="학교 밖 청소년 개인정보활용에 동의한 경우: 나이스 학교밖청소년지원센터연계학생에 등록·제출"
)
RETURN_NOTICE = Source(
    page=8,
    quote="그 유예 기간 종료 1개월 전까지 유예 기간의 만료와 취학방법 등을 유예 학생 및 보호자에게 통보하여야 함",
)
ATTENDANCE_NOTICE = Source(page=60, quote="학년도 시작 2개월 이전부터 1개월 이전까지(1월 중 통지)")
STILL_ABROAD = Source(
    page=60,
    quote="학년도 시작 전에 행정정보공동이용을 통해 입국여부를 확인하고, 미입국한 경우 정원외 학적관리 유지",
)
COMMITTEE = Source(page=13, quote="의무교육관리위원회의 정기 개최 결과를 매년 3월 말에 교육장에 보고")
CUT = Source(
    page=88,
    law="초·중등교육법 시행령 제45조",
    quote="다음 학년도 개시 30일 전까지 관할청에 보고하여야 한다.",
)
FIELD_TRIP = Source(page=22, quote="교외체험학습 보고서 제출(7일 이내)")
PAPERS = Source(page=25, quote="결석한 날부터 5일 이내에 의사 진단서 또는 의견서")

OFFICE, DONG, GUARDIAN = "교육장", "동장", "보호자"
BODY = "취학관리전담기구"
HEAD_OFFICE = ("본청 특수교육과", "본청 민주시민생활교육과")

SUSPENSIONS = (EventKind.EXEMPTION, EventKind.DEFERMENT)
LEAVERS = (*SUSPENSIONS, EventKind.OUT_OF_QUOTA)


@facts
class ReportEvent(Facts):
    """Something that happened: `date` is the day of the event, of a trip its last, of an absence its first."""

    kind: EventKind = fact("보고할 일")
    date: datetime.date = fact("날짜", hint="체험학습은 마지막 날, 결석은 첫날, 면제·유예 등은 학적변동일입니다.")
    registered: bool = fact("미인정결석학생으로 등록되어 있음", default=False, asked_if=("kind", SUSPENSIONS))
    guardian_missing: bool = fact("보호자가 행방불명임", default=False, asked_if=("kind", SUSPENSIONS))
    youth_centre_consent: bool = fact(
        "학교 밖 청소년 개인정보 활용에 동의함", default=False, asked_if=("kind", LEAVERS)
    )
    abroad: bool = fact("아직 외국에 있음", default=False, asked_if=("kind", (EventKind.OUT_OF_QUOTA,)))
    done: tuple[ReportCode, ...] = fact("이미 한 보고", default=())


When = Callable[[datetime.date, int], datetime.date | None]
Applies = Callable[[ReportEvent], bool]


def _at_once(day: datetime.date, _: int) -> datetime.date:
    return day


def _unset(_day: datetime.date, _: int) -> None:
    return None


def _within(parameter: Parameter) -> When:
    return lambda day, year: days_later(day, parameter.at(year).whole)


def _end_of_deferment_notice(day: datetime.date, year: int) -> datetime.date:
    """One month before the deferment ends, which is with the school year (p.8)."""
    months = SUSPENSION["deferment_notice_months"].at(year).whole
    return months_later(last_of_school_year(school_year_of(day)), -months)


def _end_of_next(parameter: Parameter) -> When:
    """The last day of the parameter's month, the first that does not lie before the event."""

    def when(day: datetime.date, year: int) -> datetime.date:
        month = parameter.at(year).whole
        return end_of_month(datetime.date(day.year + (day.month > month), month, 1))

    return when


def _end_of_the_year(day: datetime.date, _: int) -> datetime.date:
    return last_of_school_year(school_year_of(day))


def _before_the_next_year(day: datetime.date, year: int) -> datetime.date:
    return days_later(first_of_school_year(school_year_of(day) + 1), -CUT_DAYS_BEFORE.at(year).whole)


@dataclass(frozen=True)
class Row:
    """One report: the events that call for it, its addressees, its deadline, its forms and where it stands."""

    code: ReportCode
    sentence: str
    kinds: tuple[EventKind, ...]
    to: tuple[str, ...]
    when: When
    source: Source
    forms: tuple[str, ...] = ()
    applies: Applies = lambda _: True


ROWS = (
    Row(
        ReportCode.NONENROLLMENT_STATUS,
        "미취학 아동의 현황과 조치 결과를 동장과 교육장에게 알립니다.",
        (EventKind.NONENROLLMENT,),
        (DONG, OFFICE),
        _at_once,
        NONENROLLMENT,
        ("1-12",),
    ),
    Row(
        ReportCode.UNEXCUSED_OFFICE,
        "나이스에 등록하고 결재를 받아 교육장에게 제출합니다.",
        (EventKind.REGISTRATION,),
        (OFFICE,),
        _at_once,
        UNEXCUSED_OFFICE,
    ),
    Row(
        ReportCode.UNEXCUSED_DONG,
        "제출과 동시에 주소지 관할 주민센터에 공문으로 알립니다.",
        (EventKind.REGISTRATION,),
        (DONG,),
        _at_once,
        UNEXCUSED_DONG,
        ("4-8",),
    ),
    Row(
        ReportCode.RETURN_REPORT,
        "학교에 복귀한 사실을 보고합니다.",
        (EventKind.RETURN,),
        (BODY, *HEAD_OFFICE),
        _within(ABSENCE["return_report_within_days"]),
        RETURNED,
    ),
    Row(
        ReportCode.SUSPENSION_GUARDIAN,
        "심의 결과를 보호자에게 통보합니다.",
        SUSPENSIONS,
        (GUARDIAN,),
        _at_once,
        DECIDED,
        ("1-23",),
        lambda event: not event.guardian_missing,
    ),
    Row(
        ReportCode.SUSPENSION_OFFICE,
        "결정한 내용을 교육장과 동장에게 통보합니다.",
        SUSPENSIONS,
        (OFFICE, DONG),
        _at_once,
        SUSPENDED,
        ("1-5",),
    ),
    Row(
        ReportCode.OUT_OF_QUOTA_OFFICE,
        "즉시 교육장에게 보고합니다.",
        (EventKind.OUT_OF_QUOTA,),
        (OFFICE,),
        _at_once,
        OUT_OF_QUOTA,
    ),
    Row(
        ReportCode.CLOSE_REGISTRATION,
        "미인정결석 등록을 복귀 처리하고 교육장과 동장에게 알립니다.",
        (EventKind.OUT_OF_QUOTA,),
        (OFFICE, DONG),
        _within(ABSENCE["close_registration_within_days"]),
        CLOSED,
        ("4-8",),
    ),
    Row(
        ReportCode.CLOSE_REGISTRATION,
        "미인정결석 등록을 복귀 처리하고 교육장과 동장에게 알립니다.",
        SUSPENSIONS,
        (OFFICE, DONG),
        _within(ABSENCE["close_registration_within_days"]),
        CLOSED_AFTER_SUSPENSION,
        ("4-8",),
        lambda event: event.registered,
    ),
    Row(
        ReportCode.YOUTH_CENTRE,
        "개인정보 활용에 동의하였으므로 학교 밖 청소년지원센터에 연계합니다.",
        LEAVERS,
        ("학교 밖 청소년지원센터",),
        _unset,
        YOUTH_CENTRE,
        applies=lambda event: event.youth_centre_consent,
    ),
    Row(
        ReportCode.RETURN_NOTICE,
        "유예 기간의 만료와 취학방법을 학생과 보호자에게 통보합니다.",
        (EventKind.DEFERMENT,),
        (GUARDIAN,),
        _end_of_deferment_notice,
        RETURN_NOTICE,
        ("1-6", "1-7"),
    ),
    Row(
        ReportCode.ATTENDANCE_NOTICE,
        "학년도가 시작하기 전에 취학을 통지합니다.",
        (EventKind.OUT_OF_QUOTA,),
        (GUARDIAN,),
        _end_of_next(REPORTS["out_of_quota_notice_month"]),
        ATTENDANCE_NOTICE,
        ("1-6", "1-7"),
        lambda event: not event.abroad,
    ),
    Row(
        ReportCode.ENTRY_CHECK,
        "학년도 시작 전에 입국 여부를 확인하고, 입국하지 않았으면 정원 외 관리를 유지합니다.",
        (EventKind.OUT_OF_QUOTA,),
        ("학교(행정정보공동이용)",),
        _end_of_the_year,
        STILL_ABROAD,
        applies=lambda event: event.abroad,
    ),
    Row(
        ReportCode.COMMITTEE_RESULT,
        "정기 개최 결과를 교육장에게 보고합니다.",
        (EventKind.COMMITTEE_MEETING,),
        (OFFICE,),
        _end_of_next(REPORTS["committee_result_month"]),
        COMMITTEE,
    ),
    Row(
        ReportCode.SCHOOL_DAYS_CUT,
        "줄인 수업일수를 관할청에 보고합니다.",
        (EventKind.SCHOOL_DAYS_CUT,),
        ("관할청",),
        _before_the_next_year,
        CUT,
    ),
    Row(
        ReportCode.FIELD_TRIP_REPORT,
        "체험학습 보고서를 받습니다.",
        (EventKind.FIELD_TRIP,),
        ("학교장",),
        _within(ATTENDANCE["trip_report_within_days"]),
        FIELD_TRIP,
        ("2-1",),
    ),
    Row(
        ReportCode.ABSENCE_PAPERS,
        "결석신고서와 증빙서류를 받습니다.",
        (EventKind.ABSENCE,),
        ("학교장",),
        _within(ATTENDANCE["illness_report_within_days"]),
        PAPERS,
        ("2-2",),
    ),
)
