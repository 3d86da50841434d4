"""The access log as the administrator reads it (조회 기록): unusual acts first, pupils by number only."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from hakjeok_web.accounts.policies import Role

PER_PAGE = 50
DAYS_SHOWN = 7
MANY_PUPILS = 50  # more than any class has: whoever keeps one class has looked beyond it
NIGHT_HOURS = (2, 3, 4)
WHOLE_SCHOOL_ROLES = (Role.REGISTRAR, Role.PRINCIPAL, Role.VICE_PRINCIPAL)

# Why an entry is unusual, as SQL: an empty array is usual. Hours are those of the school.
_WHY = """
array_remove(ARRAY[
  CASE WHEN extract(hour FROM e.at AT TIME ZONE 'Asia/Seoul') = ANY (%(night)s) THEN 'night' END,
  CASE WHEN cardinality(e.pupils) > %(many)s AND NOT EXISTS (
    SELECT 1 FROM accounts_staff s
     WHERE s.user_id = e.user_id AND s.school_id = e.school_id AND s.role = ANY (%(whole)s)
  ) THEN 'many' END,
  CASE WHEN e.purpose LIKE '엑셀 받기:%%' OR e.purpose LIKE '주민등록번호 보기:%%' THEN 'taken' END], NULL)
"""
WHY_WORDS = {"night": "새벽 2~5시", "many": "자기 반 밖 50명 넘게", "taken": "받아 감"}
_ENTRIES = f"""
SELECT e.seq, e.at, u.name, e.place, e.function, e.purpose, cardinality(e.pupils), e.pupils[1:3], {_WHY} AS why,
       count(*) OVER ()
  FROM accounts_accessentry e JOIN accounts_user u ON u.id = e.user_id
 WHERE e.school_id = %(school)s AND e.at >= %(first)s AND e.at < %(after)s
   AND (%(user)s::uuid IS NULL OR e.user_id = %(user)s)
   AND (%(pupil)s::uuid IS NULL OR e.pupils @> ARRAY[%(pupil)s::uuid])
   AND (%(function)s = '' OR e.function = %(function)s)
 ORDER BY cardinality({_WHY}) = 0, e.seq DESC LIMIT %(limit)s OFFSET %(offset)s
"""  # noqa: S608  (constants only; what comes from a request is a parameter)


@dataclass(frozen=True)
class Wanted:
    """What the administrator asks for; both days inclusive."""

    first_on: date
    last_on: date
    user: uuid.UUID | None = None
    pupil: uuid.UUID | None = None
    function: str = ""


@dataclass(frozen=True)
class Entry:
    """One act of looking at pupils, without their names."""

    seq: int
    at: datetime
    person: str
    place: str
    function: str
    purpose: str
    pupil_count: int
    pupils: list[str]
    why: list[str]

    @property
    def screen(self) -> str:
        return word_of(self.function)

    @property
    def is_unusual(self) -> bool:
        return bool(self.why)


def entries(
    wanted: Wanted, *, school_id: uuid.UUID, zone: Any, limit: int | None = PER_PAGE, offset: int = 0
) -> tuple[list[Entry], int]:
    """A page of the log and the number of all entries that match. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, _parameters(wanted, zone) | {"school": school_id, "limit": limit, "offset": offset})
        rows = cursor.fetchall()
    return [_entry(row) for row in rows], rows[0][-1] if rows else 0


def _parameters(wanted: Wanted, zone: Any) -> dict[str, Any]:
    first = datetime.combine(wanted.first_on, datetime.min.time(), zone)
    after = datetime.combine(wanted.last_on + timedelta(days=1), datetime.min.time(), zone)
    return {
        "first": first,
        "after": after,
        "user": wanted.user,
        "pupil": wanted.pupil,
        "function": wanted.function,
        "night": list(NIGHT_HOURS),
        "many": MANY_PUPILS,
        "whole": [role.value for role in WHOLE_SCHOOL_ROLES],
    }


def _entry(row: tuple) -> Entry:
    seq, at, person, place, function, purpose, count, pupils, why, _ = row
    # The last digits: the first ones of these numbers are a time and much alike.
    short = [str(pupil)[-6:] for pupil in pupils]
    return Entry(seq, at, person, place, function, purpose, count, short, [WHY_WORDS[key] for key in why])


FUNCTION_WORDS = {
    "absence_grounds:bans": "등교중지",
    "absence_grounds:bans_excel": "등교중지 엑셀",
    "absence_grounds:ban_new": "등교중지 등록",
    "absence_grounds:ban": "등교중지 한 명",
    "absence_grounds:ban_files": "등교중지 증빙",
    "absence_grounds:ban_file": "등교중지 증빙 받기",
    "absence_grounds:athletes": "학생선수",
    "absence_grounds:athletes_excel": "학생선수 엑셀",
    "absence_grounds:athlete_new": "학생선수 등록",
    "absence_grounds:athlete": "학생선수 한 명",
    "absence_grounds:event_files": "학생선수 증빙",
    "absence_grounds:event_file": "학생선수 증빙 받기",
    "absence_grounds:diagnoses": "학기 진단서",
    "absence_grounds:diagnoses_excel": "학기 진단서 엑셀",
    "absence_grounds:diagnosis_new": "학기 진단서 등록",
    "absence_grounds:diagnosis_cancellation": "학기 진단서 취소",
    "absence_grounds:diagnosis_files": "학기 진단서 증빙",
    "absence_grounds:diagnosis_file": "학기 진단서 증빙 받기",
    "absence_grounds:family_event": "경조사 출결",
    "absence_grounds:family_events": "경조사",
    "absence_grounds:family_events_excel": "경조사 엑셀",
    "absence_grounds:family_event_one": "경조사 한 건",
    "absence_grounds:family_event_files": "경조사 증빙",
    "absence_grounds:family_event_file": "경조사 증빙 받기",
    "consignments:list": "위탁학생",
    "consignments:excel": "위탁학생 엑셀",
    "consignments:new": "위탁학생 등록",
    "consignments:consignment": "위탁학생 한 명",
    "consignments:change": "위탁 고치기",
    "consignments:end": "위탁 끝",
    "consignments:cancellation": "위탁 등록 취소",
    "consignments:month": "위탁 월 기록",
    "obligations:todo": "할 일",
    "obligations:excel": "할 일 엑셀",
    "students:list": "학생 명부",
    "students:sheet": "명렬표 인쇄",
    "students:excel": "학생 명부 엑셀",
    "students:search": "학생 찾기",
    "students:pupil": "학생",
    "students:changes": "학적변동",
    "students:placement": "반·번호 바꾸기",
    "students:number": "주민등록번호 보기",
    "students:number-entry": "주민등록번호 적기",
    "students:family": "보호자·주소",
    "students:guardian": "보호자 고치기",
    "students:guardian-new": "보호자 더하기",
    "students:guardian-removal": "보호자 빼기",
    "students:address-new": "주소 바꾸기",
    "students:ledger": "학적변동 대장",
    "students:ledger-excel": "학적변동 대장 엑셀",
    "students:cancellation": "학적반영취소",
    "students:import": "명렬표 미리 보기",
    "students:import-choices": "명렬표 행 고르기",
    "students:import-application": "명렬표 반영",
    "students:import-problems": "명렬표 고칠 곳 엑셀",
    "attendance:month": "출석부",
    "attendance:month_excel": "출석부 엑셀",
    "attendance:paper": "출석부 인쇄",
    "attendance:cells": "출결 입력",
    "attendance:changes": "출석부의 바뀐 칸",
    "attendance:take": "모두 출석",
    "attendance:untake": "출석 확인 취소",
    "attendance:day": "하루 출결",
    "attendance:absentees": "오늘의 결석",
    "attendance:closings_excel": "출결 마감 엑셀",
    "attendance:year_closings_excel": "연 마감 엑셀",
    "attendance:class_year": "반별 한 해 출결",
    "attendance:class_year_excel": "반별 한 해 출결 엑셀",
    "attendance:month_statistics_excel": "월별 출결 통계 엑셀",
    "schools:calendar_export": "학사일정 엑셀",
    "schools:classes_export": "학급·담임 엑셀",
    "attendance:absentees_excel": "오늘의 결석 엑셀",
    "attendance:cases": "미인정결석 관리",
    "attendance:cases_excel": "미인정결석 관리 엑셀",
    "attendance:case": "미인정결석",
    "attendance:registrations": "미인정결석학생 등록",
    "attendance:registrations_excel": "미인정결석학생 등록 엑셀",
    "attendance:registration": "미인정결석학생 등록",
    "nonenrollments:children": "미취학 아동",
    "nonenrollments:children_excel": "미취학 아동 엑셀",
    "nonenrollments:child": "미취학 아동",
    "nonenrollments:edit": "미취학 아동 고치기",
    "nonenrollments:urging": "취학 독려 기록부",
    "nonenrollments:urging_excel": "취학 독려 기록부 엑셀",
    "nonenrollments:urging_form": "취학 독려 기록부 서식",
    "absences:reports": "결석신고",
    "absences:reports_excel": "결석신고 엑셀",
    "absences:report_new": "결석신고 접수",
    "absences:report": "결석신고",
    "absences:report_edit": "결석신고 고치기",
    "absences:report_paper": "결석신고서 쓰기",
    "absences:report_cancellation": "결석신고 취소",
    "absences:report_end": "결석신고 일찍 마침",
    "absences:trips": "교외체험학습",
    "absences:trips_excel": "교외체험학습 엑셀",
    "absences:trip_new": "교외체험학습 접수",
    "absences:trip": "교외체험학습",
    "absences:trip_edit": "교외체험학습 고치기",
    "absences:trip_paper": "교외체험학습 신청서 쓰기",
    "absences:trip_cancellation": "교외체험학습 취소",
    "absences:trip_end": "교외체험학습 일찍 마침",
    "absences:trip_contacts": "교외체험학습 연락 적기",
    "absences:trip_report": "교외체험학습 보고서",
    "attendance:closing": "출결 마감",
    "attendance:pupil": "개인 출결",
    "attendance:pupil_excel": "개인 출결 엑셀",
    "attendance:cell_history": "출결 입력 이력",
    "reconciliations:detail": "출결 대조",
    "reconciliations:choices": "출결 대조 칸 고르기",
    "reconciliations:words": "출결 대조 말의 뜻",
    "reconciliations:application": "출결 대조 반영",
    "reconciliations:differences": "출결 대조 다른 곳 엑셀",
    "attendance:school_month": "학교 출석부",
    "attendance:statistics_excel": "학교 출결 통계 엑셀",
    "attendance:periods": "기간별 출결",
    "attendance:periods_excel": "기간별 출결 엑셀",
    "attendance:perfect": "개근",
    "attendance:perfect_excel": "개근 엑셀",
    "attendance:watch": "살펴볼 학생",
    "attendance:watch_excel": "살펴볼 학생 엑셀",
    "attendance:year_statistics": "연간 출결 합계",
    "attendance:year_statistics_excel": "연간 출결 합계 엑셀",
    "remarks:desk": "출결 특기사항",
    "remarks:excel": "출결 특기사항 엑셀",
    "remarks:proposals": "특기사항 제안 받기",
    "remarks:pupil": "학생의 출결 특기사항",
    "remarks:grounds": "개근을 판단하는 사실",
    "remarks:hidden_reasons": "사유를 적지 않는 질병",
    "remarks:measures": "학교폭력 조치사항",
    "remarks:measures_excel": "학교폭력 조치사항 엑셀",
    "remarks:pupil_measures": "학생의 학교폭력 조치사항",
    "documents:entry": "서식 작성",
    "documents:edit": "문서 쓰기",
    "documents:pupils": "학생 넣기",
    "documents:guardian": "보호자에게 보이기",
    "documents:hand_over": "보호자에게 건네기",
    "accounts:take-back": "선생님 확인",
    "absences:report_tablet": "결석신고를 보호자에게 건네기",
    "absences:trip_tablet": "체험학습 신청서를 보호자에게 건네기",
    "documents:attachment": "붙임 받기",
    "documents:document": "문서",
    "documents:print_document": "문서 출력",
    "approvals:inbox": "결재함",
    "approvals:submission": "상신",
    "approvals:decision": "결재",
    "approvals:withdrawal": "회수",
    "approvals:register": "문서대장",
    "approvals:register-excel": "문서대장 엑셀",
    "approvals:dispatches": "발송·접수",
    "documents:file": "파일 받기",
    "documents:batch": "일괄 출력",
    "documents:job": "진행 중인 작업",
    "accounts:staff-excel": "교직원 엑셀",
    "accounts:rights-excel": "권한 기록 엑셀",
    "accounts:access-log-excel": "조회 기록 엑셀",
    "helper:of-pupil": "판정 도우미",
    "committees:meeting_new": "회의 계획",
    "committees:meeting": "위원회 회의",
    "committees:item": "위원회 안건",
    "committees:item_new": "안건 더하기",
    "committees:item_removal": "안건 빼기",
    "committees:attendance": "회의 출석",
    "committees:opening": "회의 개회",
    "committees:closing": "회의 마침",
    "committees:cancellation": "회의를 열지 않음",
    "committees:paper": "회의에서 문서 만들기",
    "committees:recusal": "제척·기피·회피",
    "committees:statement": "회의 발언",
    "committees:statement_removal": "회의 발언 지우기",
    "committees:vote": "회의 의결",
    "committees:vote_voiding": "의결 다시 적기",
    "committees:postponement": "안건 미루기",
    "committees:results": "심의결과 기록부",
}


def functions_used(*, school_id: uuid.UUID) -> list[str]:
    """Functions that occur in the school's log. One query, by an index skip over the distinct values."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT function FROM (SELECT function FROM accounts_accessentry WHERE school_id = %s "
            "ORDER BY seq DESC LIMIT 5000) recent ORDER BY 1",
            (school_id,),
        )
        return [row[0] for row in cursor.fetchall()]


def word_of(function: str) -> str:
    """The name of a page in the log; its own name where it has no word yet."""
    return FUNCTION_WORDS.get(function, function)
