"""The closed lists of words of the reports: what happens at a school, and what follows."""

from hakjeok.vocabulary import Word


class EventKind(Word):
    """What happened at the school that has to be reported (보고할 일)."""

    NONENROLLMENT = "nonenrollment", "미취학 아동 발생"
    REGISTRATION = "registration", "미인정결석학생 등록(연속 10일)"
    RETURN = "return", "미인정결석학생 복귀"
    EXEMPTION = "exemption", "면제"
    DEFERMENT = "deferment", "유예"
    OUT_OF_QUOTA = "out_of_quota", "장기결석에 따른 정원 외 학적관리"
    COMMITTEE_MEETING = "committee_meeting", "의무교육관리위원회 정기 개최"
    SCHOOL_DAYS_CUT = "school_days_cut", "수업일수 감축"
    FIELD_TRIP = "field_trip", "교외체험학습 종료"
    ABSENCE = "absence", "결석 시작"


class ReportCode(Word):
    """What is to be reported or sent (보고·통보)."""

    MONTHLY_STATUS = "monthly_status", "취학관리전담기구 보고 현황 제출"
    NONENROLLMENT_STATUS = "nonenrollment_status", "미취학 아동 현황 통보"
    UNEXCUSED_OFFICE = "unexcused_office", "미인정결석학생 현황 나이스 제출"
    UNEXCUSED_DONG = "unexcused_dong", "미인정결석학생 결석 현황 통보"
    RETURN_REPORT = "return_report", "복귀 보고"
    SUSPENSION_GUARDIAN = "suspension_guardian", "면제·유예 승인 통지"
    SUSPENSION_OFFICE = "suspension_office", "면제·유예 결정 통보"
    OUT_OF_QUOTA_OFFICE = "out_of_quota_office", "정원 외 학적관리 보고"
    CLOSE_REGISTRATION = "close_registration", "미인정결석 등록의 복귀 처리"
    YOUTH_CENTRE = "youth_centre", "학교 밖 청소년지원센터 연계"
    RETURN_NOTICE = "return_notice", "유예 만료와 재취학 통보"
    ATTENDANCE_NOTICE = "attendance_notice", "정원 외 학생 취학 통지"
    ENTRY_CHECK = "entry_check", "입국 여부 확인"
    COMMITTEE_RESULT = "committee_result", "위원회 정기 개최 결과 보고"
    SCHOOL_DAYS_CUT = "school_days_cut", "수업일수 감축 보고"
    FIELD_TRIP_REPORT = "field_trip_report", "교외체험학습 보고서 받기"
    ABSENCE_PAPERS = "absence_papers", "결석신고서 받기"
