"""How a change to or from each kind of school is handled, as a table (p.7, 48–49, 51, 58, 66)."""

from dataclasses import dataclass

from hakjeok.source import Source, Step
from hakjeok.transfer.words import BlankField, Handling, Paper, SchoolKind

MOVED = Source(page=40, quote="주민센터의 전입생 명부 통보 확인(전입신고 접수증 등)")
LIKE_AT_HOME = Source(page=48, quote="교육정보시스템을 사용하는 한국학교의 경우: 국내학교 전출·입 방법과 동일")
ON_PAPER = Source(page=48, quote="교육정보시스템을 사용하지 않는 한국학교의 경우: 기존의 원본 서류 전달 방식")
JEJU = Source(page=49, quote="국내학교와 제주국제학교 간 전출입하는 경우: ‘한국학교 전출･입 처리 방법’에 준하여 처리")
FOREIGN = Source(page=49, quote="학적처리: ‘한국학교의 학적처리 절차’에 준하여 전출 처리")
BLANK_AT_JEJU = Source(
    page=49, quote="국제학교 재학 기간의 ‘교과학습발달상황’ 및 ‘창의적 체험활동상황’란은 공란으로 둠."
)
BLANK_AT_FOREIGN = Source(page=49, quote="재학기간의 ‘교과학습발달상황’ 및 ‘창의적 체험활동상황’란은 공란으로 둔다.")
GRADE_AT_JEJU = Source(
    page=49,
    quote="제주국제학교에서 국내학교로 전입 시 학년배정: "
    "학교생활기록부 기재요령의 ‘귀국학생 등의 학적 처리 방법’에 준하여 처리",
)
GRADE_AT_FOREIGN = Source(page=49, quote="학년배정: ‘귀국학생 등의 학적처리 방법’에 준하여 이수연한 기준으로 배정")
TRANSLATED = Source(
    page=51, quote="학생이 제출한 서류는 모두 영문이므로 학부모님이 한글번영 공증을 받은 내용만 입력 가능합니다."
)
ALTERNATIVE = Source(page=49, quote="학력인정 대안학교 간 이동: 전출입으로 처리")
REGISTERED = Source(
    page=58,
    law="대안교육기관에 관한 법률 제5조, 제10조",
    quote="시도교육감에게 등록한 대안교육기관에 재학중인 경우 교육받을 의무를 다음 학년도까지 보류하는 것",
)
REGISTERED_COMMITTEE = Source(page=58, quote="의무교육관리위원회 심의")
REGISTERED_PAPERS = Source(
    page=58,
    quote="시도교육감에 등록한 대안교육기관 재학증명서 또는 대안교육기관에서 제출하는 ‘학생인적사항 통지서’ 등",
)
UNREGISTERED = Source(page=58, quote="미인가, 미등록 교육시설, 학력 미인정 - 미인정결석처리")
UNACCREDITED = Source(
    page=66,
    quote="외국교육기관 및 외국인 학교는 학력인정 교육기관이 아니므로 미인정결석 학생 대응 관리 지침에 따라 학적처리",
)
AFTER_A_THIRD = Source(
    page=50,
    law="초·중등교육법 시행령 제29조",
    quote="⅓이상 미인정결석 처리 후 정원 외 학적관리를 할 수 있습니다.",
)

BOTH_BLANK = (BlankField.SUBJECTS, BlankField.ACTIVITIES)
LEAVING_ON_PAPER = (Paper.CONSENT_REQUEST, Paper.APPROVAL_LETTER, Paper.SEALED_PAPERS)
COMING_ON_PAPER = (Paper.CONSENT_REQUEST, Paper.SCHOOL_RECORD, Paper.HEALTH_RECORD, Paper.ENROLMENT_CERTIFICATE)
TRANSLATE = Step("그 학교에서 받은 서류는 한글로 번역하여 공증을 받은 내용만 입력합니다.", TRANSLATED)
OUT_OF_QUOTA_LATER = Step(
    "결석이 수업일수의 3분의 1을 넘으면 학칙에 따라 정원 외로 학적을 관리할 수 있습니다.", AFTER_A_THIRD
)


@dataclass(frozen=True)
class Handled:
    """One kind of school: how a change is handled, why, and what a pupil who comes from there needs."""

    handling: Handling
    steps: tuple[Step, ...]
    coming: tuple[Step, ...] = ()
    documents_to: tuple[Paper, ...] = ()
    documents_from: tuple[Paper, ...] = ()
    blank: tuple[BlankField, ...] = ()
    forms: tuple[str, ...] = ()
    committee: str | None = None


HANDLED = {
    SchoolKind.DOMESTIC: Handled(Handling.TRANSFER, ()),
    SchoolKind.KOREAN_SCHOOL_ONLINE: Handled(
        Handling.TRANSFER,
        (Step("교육정보시스템을 쓰는 한국학교와는 국내학교와 같은 방법으로 전출·입합니다.", LIKE_AT_HOME),),
    ),
    SchoolKind.KOREAN_SCHOOL_OFFLINE: Handled(
        Handling.TRANSFER_ON_PAPER,
        (Step("교육정보시스템을 쓰지 않는 한국학교와는 원본 서류를 주고받아 전출·입합니다.", ON_PAPER),),
        documents_to=LEAVING_ON_PAPER,
        documents_from=COMING_ON_PAPER,
    ),
    SchoolKind.JEJU_INTERNATIONAL: Handled(
        Handling.TRANSFER_ON_PAPER,
        (Step("제주국제학교와는 한국학교 전출·입 처리 방법에 준하여 서류로 전출·입합니다.", JEJU),),
        coming=(
            Step("제주국제학교 재학 기간의 교과학습발달상황과 창의적 체험활동상황은 공란으로 둡니다.", BLANK_AT_JEJU),
            TRANSLATE,
            Step("학년은 귀국학생의 학적 처리 방법에 준하여 정합니다.", GRADE_AT_JEJU),
        ),
        documents_to=LEAVING_ON_PAPER,
        documents_from=(*COMING_ON_PAPER, Paper.NOTARISED_TRANSLATION),
        blank=BOTH_BLANK,
    ),
    SchoolKind.ACCREDITED_FOREIGN: Handled(
        Handling.TRANSFER_ON_PAPER,
        (Step("학력인정 외국교육기관·외국인학교와는 한국학교의 절차에 준하여 서류로 전출·입합니다.", FOREIGN),),
        coming=(
            Step("그 학교 재학 기간의 교과학습발달상황과 창의적 체험활동상황은 공란으로 둡니다.", BLANK_AT_FOREIGN),
            TRANSLATE,
            Step("학년은 귀국학생의 학적 처리 방법에 준하여 이수연한으로 정합니다.", GRADE_AT_FOREIGN),
        ),
        documents_to=LEAVING_ON_PAPER,
        documents_from=(*COMING_ON_PAPER, Paper.NOTARISED_TRANSLATION),
        blank=BOTH_BLANK,
    ),
    SchoolKind.ACCREDITED_ALTERNATIVE: Handled(
        Handling.TRANSFER, (Step("학력이 인정되는 대안학교와는 전출·입으로 처리합니다.", ALTERNATIVE),)
    ),
    SchoolKind.REGISTERED_ALTERNATIVE: Handled(
        Handling.DEFERMENT,
        (
            Step("교육감에게 등록한 대안교육기관에 다니면 취학의무를 유예합니다.", REGISTERED),
            Step("유예는 의무교육관리위원회의 심의를 거쳐 정합니다.", REGISTERED_COMMITTEE),
            Step("유예 신청서와 함께 재학증명서나 학생인적사항 통지서를 받습니다.", REGISTERED_PAPERS),
        ),
        documents_to=(Paper.DEFERMENT_APPLICATION, Paper.REGISTERED_SCHOOL_CERTIFICATE),
        forms=("4-2",),
        committee="의무교육관리위원회",
    ),
    SchoolKind.UNREGISTERED_ALTERNATIVE: Handled(
        Handling.UNEXCUSED,
        (Step("미인가·미등록 교육시설에 다니는 것은 미인정결석으로 처리합니다.", UNREGISTERED), OUT_OF_QUOTA_LATER),
    ),
    SchoolKind.UNACCREDITED_FOREIGN: Handled(
        Handling.UNEXCUSED,
        (
            Step("학력이 인정되지 않는 외국인학교에 다니는 것은 미인정결석으로 처리합니다.", UNACCREDITED),
            OUT_OF_QUOTA_LATER,
        ),
    ),
}

NO_RECORD_COMES_FROM = frozenset(
    {SchoolKind.REGISTERED_ALTERNATIVE, SchoolKind.UNREGISTERED_ALTERNATIVE, SchoolKind.UNACCREDITED_FOREIGN}
)
ABROAD = frozenset({SchoolKind.KOREAN_SCHOOL_ONLINE, SchoolKind.KOREAN_SCHOOL_OFFLINE})
