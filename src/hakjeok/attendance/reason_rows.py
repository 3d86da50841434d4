"""The table of reasons: for each its kind, its place in the handbook, its conditions and its papers (p.20–32, 47)."""

from dataclasses import dataclass
from typing import Any

from hakjeok.attendance import conditions as needs
from hakjeok.attendance.conditions import Condition
from hakjeok.attendance.papers import Paper
from hakjeok.attendance.reasons import Reason
from hakjeok.source import Source, Step
from hakjeok.vocabulary import AbsenceKind

PRINCIPAL, OFFICE = "학교장", "교육청"
RECORDS_COMMITTEE = "학업성적관리위원회"

Papers = tuple[tuple[Paper, ...], ...]


@dataclass(frozen=True)
class Otherwise:
    """The kind that applies where a condition fails, and where that stands."""

    kind: AbsenceKind
    source: Source


@dataclass(frozen=True, kw_only=True)
class Row:
    """One reason: its kind, the conditions of it, what applies otherwise, who approves, and the papers.

    `papers` are groups of which each needs one paper; `notes` are further steps that are always told.
    """

    kind: AbsenceKind
    source: Source
    needs: tuple[Condition, ...] = ()
    otherwise: Otherwise | None = None
    approver: str | None = None
    committee: str | None = None
    papers: Papers = ()
    notes: tuple[Step, ...] = ()


UNEXCUSED = Otherwise(
    AbsenceKind.UNEXCUSED, Source(page=26, quote="7) 기타 합당하지 않은 사유로 인한 결석", reading=True)
)
UNEXCUSED_TRIP = Otherwise(
    AbsenceKind.UNEXCUSED,
    Source(page=35, quote="사전 허가를 받지 않고 실시한 체험학습은 원칙적으로 미인정결석으로 처리하여야 합니다."),
)
ILL_ALL_THE_SAME = Otherwise(
    AbsenceKind.ILLNESS, Source(page=25, quote="상습적이지 않은 2일 이내의 결석은 질병으로 인한 결석임을", reading=True)
)
ILL_OUTSIDE_THE_CLASS = Otherwise(
    AbsenceKind.ILLNESS,
    Source(page=25, quote="방송·정보통신매체를 이용하여 수업 받는 건강장애학생이 결석한 경우"),
)

NO_MEDICAL_PAPERS = Step(
    "출석을 인정하는 데에 진단서·소견서·처방전 같은 의료적 확인은 요구하지 않습니다. "
    "담임교사나 학부모의 의견서면 됩니다.",
    Source(
        page=25,
        quote="출석인정을 위해 담임교사 의견서, 학부모 의견서 등을 요구하는 것 외에 의료적 확인(진단서, 소견서, "
        "처방전 등)을 요구하는 것을 지양함.",
    ),
)
REPORT_TO_THE_OFFICE = Step(
    "관련 공문을 근거로 학업성적관리위원회 심의를 거쳐 처리하고 교육(지원)청에 보고합니다.",
    Source(
        page=20,
        quote="관련 공문을 근거로 학업성적관리위원회 심의를 거쳐 출석으로 처리하고 관련 내용을 교육 (지원)청에 보고함",
    ),
)
COMMITTEE_DELIBERATES = Step(
    "위원회는 수업 결손에 따른 출결처리와 성적처리를 심의합니다.",
    Source(
        page=20,
        quote="학업성적관리위원회에서는 수업 결손에 따른 출결처리 및 성적처리 등에 관한 사항을 심의함",
    ),
)
EXCHANGE_PERIOD = Step(
    "기간은 교육과정의 이수에 지장이 없는 범위에서 학칙이 정합니다.",
    Source(page=22, quote="교육과정의 이수에 지장이 없는 범위 안에서 해당학교 학칙이 정한 범위"),
)
EXCHANGE_TOLD = Step(
    "학교장끼리 협의한 내용을 학부모에게 알리고, 마치면 위탁학교가 생활기록을 재적학교에 알립니다.",
    Source(page=22, quote="교환학습 실시→위탁학교의 생활기록을 재적학교에 통보"),
)
MYCOPLASMA = Step(
    "마이코플라스마 폐렴균 감염증도 법정 감염병에 속합니다.",
    Source(page=20, quote="마이코플라스마 폐렴균 감염증은 급성호흡기감염증으로 법정감염병에 속함."),
)
TRIP_RULES = Step(
    "신청 기한, 남은 일수, 보고서 기한은 ‘교외체험학습의 승인과 출결’에서 판정합니다.",
    Source(page=22, quote="교외체험학습 신청(신청서 및 학습계획서, 3일전까지 제출)→학교장 심사 후 승인 통보"),
)
FAMILY_RULES = Step(
    "인정하는 일수와 기간은 ‘경조사로 인한 출석인정결석’에서 판정합니다.",
    Source(page=24, quote="경조사 일수에 재량휴업일과 공휴일 및 토요일은 산입하지 않으며"),
)
CONSIGNED = Step(
    "보호기간에는 위탁학생으로 관리합니다.",
    Source(page=32, quote="아동을 보호하는 경우 보호기간에 대해 위탁학생으로 관리한다."),
)
AGENCY_ASKS = Step(
    "보호하는 기관이 공문으로 출석인정을 요청하면 학생이 불이익을 받지 않도록 협조합니다.",
    Source(page=47, quote="관련 전문기관에서 해당 학교에 출석인정을 공문으로 협조 요청할 수 있으며"),
)
HEALTH_IMPAIRED = Step(
    "건강장애 학생은 만성질환으로 3개월 이상 장기입원이나 통원치료 등 의료적 지원이 계속 필요한 학생입니다.",
    Source(page=32, quote="만성질환으로 인하여 3개월 이상의 장기입원 또는 통원치료 등 계속적인 의료적 지원이 필요하여"),
)
THREE_MONTHS = Step(
    "3개월 이상 치료가 필요한 부상이어야 하며, 교육청이 병원학교나 원격수업을 허가해야 합니다.",
    Source(page=32, quote="3개월 이상 치료를 요하는 화상, 교통사고 등의 심각한 외상적 부상으로"),
)
ONE_OF_SEVERAL = Step(
    "재난의 상황을 헤아려 여러 서류 가운데 하나면 인정합니다.",
    Source(page=24, quote="⑥그 밖의 피해 사실 확인서 중 하나의 서류 인정"),
)
WHERE_THE_DUST_IS_TOLD = Step(
    "농도는 에어코리아(airkorea.or.kr)나 우리동네대기질 앱에서 확인합니다.",
    Source(page=36, quote="에어코리아(http://www.airkorea.or.kr)나 우리동네대기질(앱)을 통해"),
)
DUST_DIAGNOSIS = Step(
    "진단서에는 미세먼지와의 관련성이 드러나는 소견이나 향후 치료의견이 적혀 있어야 합니다.",
    Source(page=25, quote="미세먼지와의 관련성이 드러나는 소견 또는 향후 치료의견 등이 명시된 의사의 진단서(소견서)"),
)
EVIDENCE_ENCLOSED = Step(
    "근거자료를 붙여 학교장의 결재를 받습니다.",
    Source(page=30, quote="해당 내용에 관한 근거자료를 첨부하여 학교장의 결재를 득함(위임 전결규정에 따름)"),
)

STATEMENT: Papers = ((Paper.HOMEROOM_CONFIRMATION, Paper.GUARDIAN_OPINION),)
DOCTORS: Papers = ((Paper.DIAGNOSIS, Paper.MEDICAL_OPINION),)
DISASTER: Papers = (
    (
        Paper.DAMAGE_CONFIRMATION,
        Paper.DEATH_CERTIFICATE,
        Paper.FUNERAL_CONTRACT,
        Paper.FUNERAL_NOTICE,
        Paper.OBITUARY,
        Paper.OTHER_CONFIRMATION,
    ),
)


def _authorized(
    page: int, quote: str, *, law: str | None = None, papers: Papers = (), notes: tuple[Step, ...] = ()
) -> Row:
    """A reason that is authorized without any condition."""
    source = Source(page=page, quote=quote, law=law)
    return Row(kind=AbsenceKind.AUTHORIZED, source=source, papers=papers, notes=notes)


def _statement(page: int, quote: str, *notes: Step) -> Row:
    """A reason that is authorized on the word of teacher or guardian."""
    return _authorized(page, quote, papers=STATEMENT, notes=notes)


def _permitted(page: int, quote: str, *conditions: Condition, **more: Any) -> Row:
    """A reason that is authorized when the principal permits or recognises it."""
    source = Source(page=page, quote=quote, law=more.pop("law", None))
    given = {"otherwise": UNEXCUSED, **more}
    return Row(kind=AbsenceKind.AUTHORIZED, source=source, needs=conditions, approver=PRINCIPAL, **given)


def _attended(page: int, quote: str, **more: Any) -> Row:
    """Lessons of another institution, which count as attendance when its certificate says so."""
    source = Source(page=page, quote=quote)
    given = {"approver": PRINCIPAL, "papers": ((Paper.ATTENDANCE_CERTIFICATE,),), **more}
    certified = (needs.INSTITUTION_CERTIFIED,)
    return Row(kind=AbsenceKind.AUTHORIZED, source=source, needs=certified, otherwise=ILL_OUTSIDE_THE_CLASS, **given)


def _ill(page: int, quote: str, *conditions: Condition, papers: Papers = DOCTORS, notes: tuple[Step, ...] = ()) -> Row:
    """An illness, whose report has to come in time and be approved."""
    return Row(
        kind=AbsenceKind.ILLNESS,
        source=Source(page=page, quote=quote),
        needs=(*conditions, needs.REPORTED_IN_TIME),
        otherwise=UNEXCUSED,
        approver=PRINCIPAL,
        papers=papers,
        notes=notes,
    )


def _other(quote: str) -> Row:
    """Another reason, which the principal has to accept on evidence."""
    return Row(
        kind=AbsenceKind.OTHER,
        source=Source(page=30, quote=quote),
        needs=(needs.SIGNED,),
        otherwise=UNEXCUSED,
        approver=PRINCIPAL,
        papers=((Paper.EVIDENCE,),),
        notes=(EVIDENCE_ENCLOSED,),
    )


def _unexcused(quote: str, law: str | None = None) -> Row:
    """A reason that is never excused (p.26)."""
    return Row(kind=AbsenceKind.UNEXCUSED, source=Source(page=26, quote=quote, law=law))


DECREE_31 = "초·중등교육법 시행령 제31조"
VIOLENCE_ACT = "학교폭력예방 및 대책에 관한 법률"
BY_DISCIPLINE = "제31조제1항의 규정에 의한 학교 내의 봉사, 사회봉사, 특별교육 이수 기간"
BY_VIOLENCE_COMMITTEE = (
    "제17조제1항제4호와 제5호에 따른 사회봉사와 학내 전문가에 의한 특별교육 이수 또는 심리치료로 인한 결석은 "
    "출석으로 인정"
)

ROWS: dict[Reason, Row] = {
    Reason.NATURAL_DISASTER: _statement(20, "지진, 폭우, 폭설, 폭풍, 해일 등의 천재지변"),
    Reason.INFECTIOUS_DISEASE: _statement(20, "천재지변 또는 법정 감염병 등", MYCOPLASMA),
    Reason.NONSTATUTORY_INFECTION: _permitted(
        20,
        "비법정 감염병 포함)으로 출석하지 못한 경우",
        needs.NEED_RECOGNISED,
        otherwise=ILL_ALL_THE_SAME,
        papers=STATEMENT,
    ),
    Reason.SCHOOL_ENTRY_BAN: _permitted(
        20,
        "「학교보건법」 제8조에 따른 등교중지 등’으로 출석하지 못한 경우",
        needs.BAN_ORDERED,
        law="학교보건법 제8조",
        papers=STATEMENT,
    ),
    Reason.PUBLIC_DUTY: _statement(20, "병역관계 등 공적의무 또는 공권력의 행사로 인하여 출석하지 못한 경우"),
    Reason.REPRESENTATIVE_EVENT: _permitted(
        20,
        "‘학교, 시·도(교육청), 국가를 대표한 대회 및 훈련 참가, 산업체 실습 과정(현장실습)",
        needs.PERMITTED,
        needs.LESSONS_MADE_UP,
        committee=RECORDS_COMMITTEE,
        papers=((Paper.OFFICIAL_LETTER,),),
        notes=(REPORT_TO_THE_OFFICE, COMMITTEE_DELIBERATES),
    ),
    Reason.WORK_PLACEMENT: _permitted(
        20,
        "산업체 실습 과정(현장실습), 교환학습, 교외체험학습",
        needs.PERMITTED,
        committee=RECORDS_COMMITTEE,
        papers=((Paper.OFFICIAL_LETTER,),),
        notes=(REPORT_TO_THE_OFFICE, COMMITTEE_DELIBERATES),
    ),
    Reason.EXCHANGE_STUDY: _permitted(
        22,
        "학부모의 교환학습 신청→관련 학교장 상호 협의→협의사항 학부모에 통보",
        needs.EXCHANGE_AGREED,
        papers=((Paper.EXCHANGE_APPLICATION,),),
        notes=(EXCHANGE_PERIOD, EXCHANGE_TOLD),
    ),
    Reason.FIELD_TRIP: _permitted(
        22,
        "면담 등을 통한 사실 확인 후 ‘출석인정결석’ 처리",
        needs.TRIP_APPROVED,
        otherwise=UNEXCUSED_TRIP,
        papers=((Paper.TRIP_APPLICATION,), (Paper.TRIP_REPORT,)),
        notes=(TRIP_RULES,),
    ),
    Reason.SCHOOL_SERVICE: _authorized(24, BY_DISCIPLINE, law=f"{DECREE_31}제1항제1호"),
    Reason.SOCIAL_SERVICE: _authorized(24, BY_DISCIPLINE, law=f"{DECREE_31}제1항제2호"),
    Reason.SPECIAL_EDUCATION_ORDER: _authorized(24, BY_DISCIPLINE, law=f"{DECREE_31}제1항제3호"),
    Reason.DROPOUT_REFLECTION: Row(
        kind=AbsenceKind.AUTHORIZED,
        source=Source(page=24, law="초·중등교육법 제28조제6항", quote="숙려 기간을 출석으로 인정할 수 있음"),
        needs=(needs.REFLECTION_LENGTH, needs.REFLECTION_ONCE, needs.REFLECTION_YEAR),
        otherwise=UNEXCUSED,
        papers=((Paper.REFLECTION_APPLICATION,),),
    ),
    Reason.FAMILY_EVENT: _statement(24, "바. 다음 경조사로 인하여 출석하지 못한 경우", FAMILY_RULES),
    Reason.DISASTER_VICTIM_FAMILY: _permitted(
        24,
        "재난피해자 가족(학생)의 출결에 대하여 ‘부득이한 사유로 학교장의 허가를 받아 결석하는 경우’로",
        needs.DISASTER_PERMITTED,
        papers=DISASTER,
        notes=(ONE_OF_SEVERAL,),
    ),
    Reason.VIOLENCE_VICTIM: _permitted(
        25,
        "학교폭력 피해학생에 대한 보호조치 요청 이전에 학교폭력 피해자가 학교폭력으로 인한 피해로 출석하지 못하였음",
        needs.UNIT_CONFIRMED,
        needs.VICTIM_RECOGNISED,
        law=f"{VIOLENCE_ACT} 제14조제3항",
        papers=STATEMENT,
    ),
    Reason.VIOLENCE_VICTIM_PROTECTION: _permitted(
        25,
        "그 조치에 필요한 결석을 출석으로 인정함",
        needs.PROTECTION_RECOGNISED,
        law=f"{VIOLENCE_ACT} 제16조제1항",
    ),
    Reason.VIOLENCE_OFFENDER_SOCIAL_SERVICE: _authorized(
        25, BY_VIOLENCE_COMMITTEE, law=f"{VIOLENCE_ACT} 제17조제1항제4호"
    ),
    Reason.VIOLENCE_OFFENDER_SPECIAL_EDUCATION: _authorized(
        25, BY_VIOLENCE_COMMITTEE, law=f"{VIOLENCE_ACT} 제17조제1항제5호"
    ),
    Reason.COMMITTEE_HEARING: _authorized(
        25,
        "의견진술 절차 등의 사유로 심의위원회에 참석하는 경우, 출석인정 결석으로 처리함",
        law=f"{VIOLENCE_ACT} 제16조제2항, 제17조제5항",
    ),
    Reason.POLICE_GUIDANCE: _authorized(25, "제31조부터 제33조에 따른 경찰관서의 선도프로그램에 참여하는 경우"),
    Reason.MENSTRUAL_PAIN: Row(
        kind=AbsenceKind.AUTHORIZED,
        source=Source(
            page=25, quote="‘기타 부득이한 사유로 학교장의 허가를 받아 결석하는 경우’로 보아 출석으로 인정함"
        ),
        needs=(needs.ONCE_A_MONTH,),
        otherwise=ILL_ALL_THE_SAME,
        approver=PRINCIPAL,
        papers=STATEMENT,
    ),
    Reason.PRINCIPAL_PERMITTED_HARDSHIP: _permitted(
        25,
        "자. 기타 부득이한 사유로 학교장의 허가를 받아 결석하는 경우",
        needs.HARDSHIP_PERMITTED,
        papers=STATEMENT,
    ),
    Reason.SEXUAL_VIOLENCE_PROCEDURE: _authorized(
        47, "이 절차에 따라 취학에 걸린 기간은 피해자 등의 출석일수에 산입함."
    ),
    Reason.ABUSE_PROTECTION: _authorized(
        47,
        "아동보호전문기관 보호기간에 대하여 ‘위탁교육’으로 처리하고 출석을 인정함.",
        law="초·중등교육법 시행령 제21조제9항",
        papers=((Paper.AGENCY_LETTER,),),
        notes=(CONSIGNED, AGENCY_ASKS),
    ),
    Reason.HOSPITAL_SCHOOL: _attended(
        32,
        "병원학교 및 원격수업 등 정보통신매체를 이용하여 수업을 받을 경우 출석으로 인정하며",
        notes=(HEALTH_IMPAIRED,),
    ),
    Reason.REMOTE_CLASS_HEALTH_IMPAIRMENT: _attended(
        32,
        "건강장애로 선정된 학생이 병원학교 및 원격수업 등 정보통신매체를 이용하여 수업을 받을 경우 출석으로 인정",
        notes=(HEALTH_IMPAIRED,),
    ),
    Reason.SERIOUS_INJURY_REMOTE: _attended(
        32,
        "교육청이 허가하고 이에 따라 이수한 원격수업은 출석으로 인정할 수 있음",
        approver=OFFICE,
        papers=((Paper.OFFICE_PERMISSION,), (Paper.ATTENDANCE_CERTIFICATE,)),
        notes=(THREE_MONTHS,),
    ),
    Reason.ILLNESS: _ill(25, "결석신고서를 제출하여 학교장의 승인을 받은 경우", needs.HAS_ILLNESS_PAPERS, papers=()),
    Reason.FINE_DUST_SENSITIVE: _ill(
        25,
        "기저질환(천식, 아토피, 알레르기, 호흡기질환, 심혈관 질환 등)을 가진 민감군으로 확인된 학생",
        needs.HAS_A_DIAGNOSIS,
        needs.DUSTY,
        needs.GUARDIAN_NOTIFIED,
        notes=(DUST_DIAGNOSIS, WHERE_THE_DUST_IS_TOLD),
    ),
    Reason.CHRONIC_ILLNESS: _ill(
        26, "만성질환을 가진 것으로 확인된 학생이 의사의 진단서 (소견서)를 첨부한 결석신고서를", needs.HAS_A_DIAGNOSIS
    ),
    Reason.HUMIDIFIER_VICTIM: _ill(
        26,
        "가습기 살균제 건강 피해자 증명서를 발급받은 학생이 의사의 진단서 (소견서)를 첨부한 결석신고서를",
        needs.VICTIM_CERTIFIED,
        needs.HAS_A_DIAGNOSIS,
        papers=((Paper.VICTIM_CERTIFICATE,), *DOCTORS),
    ),
    Reason.CARE_OF_FAMILY: _other("가. 부모·가족 봉양, 가사 조력, 간병 등 부득이한 개인사정에 의한 결석임을"),
    Reason.UNPAID_FEES: _other("나. 공납금 미납을 사유로 결석한 경우"),
    Reason.ELECTION_OR_PARTY_LAW: _other("다. 「공직선거법」 및 「정당법」에 따라 결석한 경우"),
    Reason.OTHER_REASONABLE: _other("라. 기타 합당한 사유에 의한 결석임을 학교장이 인정하는 경우"),
    Reason.VIOLENCE_OFFENDER_SUSPENSION: _unexcused(
        "제17조(가해학생에 대한 조치) 제1항 제6호에 따른 출석정지", f"{VIOLENCE_ACT} 제17조제1항제6호"
    ),
    Reason.TEACHER_RIGHTS_SUSPENSION: _unexcused(
        "「교원의 지위 향상 및 교육활동 보호를 위한 특별법」제18조제1항제4호에 따른 출석정지"
    ),
    Reason.DISCIPLINE_SUSPENSION: _unexcused(
        "제31조(학생의 징계 등)제1항 제4호에 따른 출석정지", f"{DECREE_31}제1항제4호"
    ),
    Reason.HOME_LEARNING_ORDER: _unexcused("제31조(학생의 징계 등)제6항의 가정학습 기간", f"{DECREE_31}제6항"),
    Reason.OFFENCE: _unexcused("5) 범법행위로 인한 책임 있는 사유로 결석한 경우"),
    Reason.TRUANCY: _unexcused("6) 태만, 가출, 출석 거부 등 고의로 결석한 경우"),
    Reason.UNRECOGNIZED_STUDY_ABROAD: _unexcused("※ 미인정 해외유학"),
    Reason.UNREGISTERED_ALTERNATIVE: _unexcused("학력미인정 미인가·미등록 대안교육 이수"),
    Reason.HOME_SCHOOLING: _unexcused("가정내학습"),
    Reason.PRIVATE_ACADEMY: _unexcused("학원수강(예술‧체육계 포함)으로 인한 결석"),
    Reason.FIELD_TRIP_EXCESS: _unexcused("학칙으로 정한 교외체험학습 기간을 초과한 결석"),
    Reason.OVERSEAS_LANGUAGE_COURSE: _unexcused("해외 어학연수로 인한 결석 등"),
    Reason.OTHER_UNJUSTIFIED: _unexcused("7) 기타 합당하지 않은 사유로 인한 결석"),
}
