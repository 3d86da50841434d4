"""The closed lists of words in which the record speaks, each member with its Korean word.

Values are the names of the contract (`illness`), `.korean` is what people read (질병).
"""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A member of a closed list: an English value and the Korean word for it."""

    korean: str

    def __new__(cls, value: str, korean: str) -> Self:
        """Keep the Korean word beside the value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.korean = korean
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of value and Korean word, in order, as form libraries want them."""
        return [(member.value, member.korean) for member in cls]


class AbsenceKind(Word):
    """Why a pupil was away (출결의 종류)."""

    AUTHORIZED = "authorized", "출석인정"
    ILLNESS = "illness", "질병"
    UNEXCUSED = "unexcused", "미인정"
    OTHER = "other", "기타"


class AbsenceForm(Word):
    """How a pupil was away (출결의 형태)."""

    ABSENCE = "absence", "결석"
    LATE = "late", "지각"
    EARLY_LEAVE = "early_leave", "조퇴"
    CLASS_ABSENCE = "class_absence", "결과"


class Change(Word):
    """A change of the record (학적변동), and the general exam (검정고시), which makes a remark only."""

    ADMISSION = "admission", "입학"
    ENROLLMENT = "enrollment", "취학"
    TRANSFER_IN = "transfer_in", "전입학"
    TRANSFER_OUT = "transfer_out", "전출"
    EXEMPTION = "exemption", "면제"
    DEFERMENT = "deferment", "유예"
    OUT_OF_QUOTA = "out_of_quota", "정원 외 학적관리"
    REENTRY = "reentry", "재취학"
    LATERAL_ENTRY = "lateral_entry", "편입학"
    PROMOTION = "promotion", "진급"
    RETENTION = "retention", "유급"
    COMPLETION = "completion", "수료"
    GRADUATION = "graduation", "졸업"
    EARLY_PROMOTION = "early_promotion", "조기진급"
    EARLY_GRADUATION = "early_graduation", "조기졸업"
    HONORARY_GRADUATION = "honorary_graduation", "명예졸업"
    GENERAL_EXAM = "general_exam", "졸업학력 검정고시 합격"

    @property
    def enters(self) -> bool:
        """Whether it begins a spell at a school."""
        return self in ENTRIES

    @property
    def suspends(self) -> bool:
        """Whether it suspends the duty or the place: exemption, deferment, out of quota."""
        return self in SUSPENSIONS

    @property
    def graduates(self) -> bool:
        """Whether it ends the whole course."""
        return self in GRADUATIONS


ENTRIES = frozenset({Change.ADMISSION, Change.ENROLLMENT, Change.TRANSFER_IN, Change.REENTRY, Change.LATERAL_ENTRY})
SUSPENSIONS = frozenset({Change.EXEMPTION, Change.DEFERMENT, Change.OUT_OF_QUOTA})
GRADUATIONS = frozenset({Change.GRADUATION, Change.EARLY_GRADUATION, Change.HONORARY_GRADUATION})


class Status(Word):
    """What the record says of a pupil on a day (학적 상태)."""

    NONE = "none", "학적 없음"
    ENROLLED = "enrolled", "재학"
    DEFERRED = "deferred", "유예"
    EXEMPT = "exempt", "면제"
    OUT_OF_QUOTA = "out_of_quota", "정원 외 학적관리"
    TRANSFERRED_OUT = "transferred_out", "전출"
    GRADUATED = "graduated", "졸업"


class Stage(Word):
    """How far an unexcused absence has gone (미인정결석 관리 단계)."""

    NONE = "none", "해당 없음"
    CONTACT = "contact", "연락·출석 독려(1~2일)"
    VISIT = "visit", "가정방문·내교 요청(3~9일)"
    REPORT = "report", "등록·보고(10일 이후)"


class Exclusion(Word):
    """Who is not handled by the ladder of unexcused absences (미인정결석 관리·대응 절차의 예외)."""

    JUVENILE_DETENTION = "juvenile_detention", "소년원 재소자"
    CONSIGNED = "consigned", "대안교육 위탁교육기관 위탁학생"


class Basis(Word):
    """On what footing a pupil spends the year that is to be completed (수료 기준의 구분)."""

    NORMAL = "normal", "계속 재학"
    TRANSFER_IN = "transfer_in", "전입학"
    RETURNEE = "returnee", "귀국학생"
    LATERAL_ENTRY = "lateral_entry", "편입학"
    DOMESTIC_REENTRY = "domestic_reentry", "국내 사유 정원 외 관리 뒤 재취학"
    DEFERRED_REENTRY = "deferred_reentry", "유예 뒤 다음 학년도 재취학"


class CommitteeChoice(Word):
    """Which days the committee took as the measure of completion (의무교육관리위원회의 결정)."""

    FULL_YEAR = "full_year", "당해 학년도 전체 수업일수"
    REMAINING = "remaining", "입급일부터 남은 수업일수"


class Registration(Word):
    """How an unexcused absence is entered in the system (미인정결석 등록 방법)."""

    NEW = "new", "새로 등록"
    REOPEN = "reopen", "기존 등록을 고침"


class Nationality(Word):
    """A pupil's nationality; one with two nationalities is under the duty to attend as a Korean is (국적)."""

    KR = "kr", "대한민국"
    DUAL = "dual", "복수국적(대한민국 포함)"
    FOREIGN = "foreign", "외국"

    @property
    def is_korean(self) -> bool:
        """Whether the pupil is a national, with another nationality or without (의무교육 대상자)."""
        return self is not Nationality.FOREIGN


COMPULSORY_EDUCATION_COMMITTEE = "의무교육관리위원회"
SPECIAL_EDUCATION_COMMITTEE = "특수교육운영위원회"
GRADES_COMMITTEE = "학업성적관리위원회"
