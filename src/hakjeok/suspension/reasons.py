"""The reasons for exemption and deferment as data: one row each, with what it is a ground for and where it stands."""

from dataclasses import dataclass
from enum import Enum, auto

from hakjeok.source import Source, Step
from hakjeok.suspension.words import Document, Kind, Reason

DEATH = Source(page=7, quote="사망으로 인한 면제 시 의무교육관리위원회 심의 절차 생략(내부결재, 사망진단서 첨부)")
STUDY_ABROAD = Source(
    page=57,
    law="국외유학에 관한 규정 제2조",
    quote="외국의 교육기관·연구기관 또는 연수기관에서 6월 이상의 기간에 걸쳐 수학하는 것",
)
STUDY_ABROAD_SPECIAL = Source(
    page=57,
    law="국외유학에 관한 규정 제15조",
    quote="외국에 1년이상 거주하고 있는 자의 자녀 또는 손자녀 등이 부양의무자(그 부모·조부모 또는 기타의 부양의무자)와 "
    "동거목적으로 출국한 경우에 한함",
)
FAMILY_MOVE = Source(page=67, quote="전 가족이 외국으로 출국한 경우를 정당한 해외출국으로 규정하고 있습니다")
ONE_PARENT = Source(page=7, quote="부 또는 모의 공무상 해외파견 및 이에 준하는 경우여야 하며")
LANGUAGE_STUDY = Source(page=65, quote="면밀한 검토를 통해 면제를 승인할 수 있습니다.")
PRIVATE_STUDY = Source(
    page=67, quote="사적으로 외국의 입학허가서를 받아 학생이 외국으로 가고자 하는 경우에는 위 사유에 해당되지 않아"
)
EXEMPT_ILLNESS = Source(page=57, quote="취학 전·후로 특수교육도 이수하기 어려운 정도의 장애·질병")
DEFER_ILLNESS = Source(page=7, quote="※ 취학의 유예가 가능한 사유: 장기간의 치료가 불가피한 질병, 발육 부진")
REGISTERED = Source(
    page=58,
    law="대안교육기관에 관한 법률 제5조, 제10조",
    quote="시도교육감에게 등록한 대안교육기관에 재학중인 경우 교육받을 의무를 다음 학년도까지 보류하는 것",
)
NO_GROUND = Source(
    page=66,
    quote="위 면제, 유예 사유 이 외의 사유(미인정유학, 미인가 대안교육시설 재학, 가정내학습(홈스쿨링) 등)로",
)
FOREIGN_SCHOOL = Source(
    page=66, quote="외국교육기관 및 외국인 학교는 학력인정 교육기관이 아니므로 미인정결석 학생 대응 관리 지침에 따라"
)
FOREIGNER_LEAVES = Source(page=57, quote="학적은 ‘면제’로 처리함")
PRINCIPAL_EXEMPTS = Source(page=6, quote="그 밖에 취학 면제가 필요하다고 학교의 장이 인정하는 사항")
PRINCIPAL_DEFERS = Source(page=7, quote="그 밖에 취학유예가 필요하다고 학교의 장이 인정하는 사항")
COMPLETED_ABROAD = Source(page=68, quote="유예자가 외국에서 초등학교 에 해당하는 학교교육과정을 마치거나")
EXAM_PASSED = Source(
    page=68, quote="국내 초등학교 졸업학력 검정고시를 합격한 것으로 확인된 경우 ‘면제’로 처리할 수 있습니다."
)
PAPERS = Source(
    page=57, quote="질병·발육부진은 의사의 진단서(소견서), 그 외 사유는 관련 사실을 객관적으로 증빙할 수 있는 서류"
)
DEATH_PAPERS = Source(page=64, quote="- 면제 신청서 [4-1] - 사망 확인서")
STUDY_PAPERS = Source(page=64, quote="- 교육장 또는 국립국제교육원장의 유학인정서")
MOVE_PAPERS = Source(page=64, quote="- 주민등록등본 - 출국관련 서류 - 사유에 따른 증빙서류")
ONE_PARENT_PAPERS = Source(
    page=7,
    quote="증빙자료(해외파견 관련 소속기관 공문 등), 거주 기간(재외국민등록부등본상의 체류기간), "
    "실제 체류 기간(출입국사실증명서), 재학 기간",
)
REGISTERED_PAPERS = Source(
    page=58, quote="대안교육기관 재학증명서 또는 대안교육기관에서 제출하는 ‘학생인적사항 통지서’ 등"
)
EXAM_PAPERS = Source(page=68, quote="검정고시 합격증을 증빙자료로 하여")


class Condition(Enum):
    """What a reason needs beside itself; `grounds` checks it."""

    NONE = auto()
    LONG_ENOUGH_ABROAD = auto()
    GUARDIAN_LIVES_ABROAD = auto()
    FAMILY_MOVE_PROVED = auto()
    DISPATCHED_AND_PROVED = auto()
    GRAVE_ENOUGH = auto()
    FOREIGN_NATIONAL = auto()
    DEFERRED_NOW = auto()


@dataclass(frozen=True, kw_only=True)
class Row:
    """One reason: the step that says why it is a ground for exemption, for deferment, or for neither.

    `papers` is the sentence about the documents. `abroad`: the exemption is final only after the departure is
    seen. `discretion`: the committee weighs it. `forms_otherwise` are those of an unexcused absence (p.64).
    """

    exempts: Step | None = None
    defers: Step | None = None
    neither: Step | None = None
    condition: Condition = Condition.NONE
    documents: tuple[Document, ...] = ()
    papers: Source = PAPERS
    abroad: bool = False
    discretion: bool = False
    forms_otherwise: tuple[str, ...] = ("4-4", "4-5")

    @property
    def grounds(self) -> dict[Kind, Step]:
        """For each kind that the reason is a ground for the step that says so."""
        both = {Kind.EXEMPTION: self.exempts, Kind.DEFERMENT: self.defers}
        return {kind: step for kind, step in both.items() if step is not None}


OF_DEPARTURE = (Document.RESIDENT_REGISTER, Document.DEPARTURE_PAPERS)
AT_HOME = ("4-4", "4-6", "4-7")

ROWS: dict[Reason, Row] = {
    Reason.DEATH: Row(
        exempts=Step("사망한 학생은 위원회 심의 없이 내부결재로 면제합니다.", DEATH),
        papers=DEATH_PAPERS,
        documents=(Document.DEATH_CERTIFICATE,),
    ),
    Reason.RECOGNIZED_STUDY_ABROAD: Row(
        exempts=Step("인정유학은 외국에서 6개월 이상 수학하는 것으로 면제의 사유입니다.", STUDY_ABROAD),
        condition=Condition.LONG_ENOUGH_ABROAD,
        papers=STUDY_PAPERS,
        documents=(Document.STUDY_RECOGNITION,),
        abroad=True,
    ),
    Reason.STUDY_ABROAD_SPECIAL: Row(
        exempts=Step(
            "외국에 1년 이상 거주하는 보호자와 살려고 출국하면 유학의 특례로 면제할 수 있습니다.", STUDY_ABROAD_SPECIAL
        ),
        condition=Condition.GUARDIAN_LIVES_ABROAD,
        papers=STUDY_PAPERS,
        documents=(Document.STUDY_RECOGNITION, Document.OVERSEAS_REGISTER),
        abroad=True,
    ),
    Reason.OVERSEAS_FAMILY_MOVE: Row(
        exempts=Step(
            "이민, 부모의 해외파견·취업·교환교수로 가족이 함께 출국하면 정당한 해외출국으로 면제합니다.",
            FAMILY_MOVE,
        ),
        condition=Condition.FAMILY_MOVE_PROVED,
        papers=MOVE_PAPERS,
        documents=(*OF_DEPARTURE, Document.PROOF_OF_REASON),
        abroad=True,
    ),
    Reason.OVERSEAS_ONE_PARENT: Row(
        exempts=Step(
            "부모 가운데 한 명과 출국하면 그 부모의 공무상 해외파견이나 이에 준하는 경우에만 면제합니다.", ONE_PARENT
        ),
        condition=Condition.DISPATCHED_AND_PROVED,
        papers=ONE_PARENT_PAPERS,
        documents=(
            *OF_DEPARTURE,
            Document.DISPATCH_LETTER,
            Document.JOINT_DEPARTURE,
            Document.OVERSEAS_REGISTER,
            Document.ENTRY_EXIT_RECORD,
            Document.ENROLLMENT_ABROAD,
        ),
        abroad=True,
    ),
    Reason.FAMILY_LANGUAGE_STUDY: Row(
        exempts=Step(
            "부모의 어학연수로 전 가족이 출국하면 위원회가 면밀히 검토하여 면제를 승인할 수 있습니다.", LANGUAGE_STUDY
        ),
        papers=MOVE_PAPERS,
        documents=(*OF_DEPARTURE, Document.PROOF_OF_REASON),
        abroad=True,
        discretion=True,
    ),
    Reason.PARENT_PRIVATE_STUDY: Row(
        neither=Step("부모의 사적인 유학에 동행하는 것은 정당한 해외출국이 아닙니다.", PRIVATE_STUDY),
    ),
    Reason.ILLNESS: Row(
        exempts=Step("특수교육도 이수하기 어려운 질병은 면제의 사유입니다.", EXEMPT_ILLNESS),
        defers=Step("장기간 치료가 불가피한 질병은 유예의 사유입니다.", DEFER_ILLNESS),
        condition=Condition.GRAVE_ENOUGH,
        documents=(Document.DIAGNOSIS,),
    ),
    Reason.DEVELOPMENTAL: Row(
        exempts=Step("특수교육도 이수하기 어려운 발육 상태는 면제의 사유입니다.", EXEMPT_ILLNESS),
        defers=Step("발육 부진은 유예의 사유입니다.", DEFER_ILLNESS),
        condition=Condition.GRAVE_ENOUGH,
        documents=(Document.DIAGNOSIS,),
    ),
    Reason.REGISTERED_ALTERNATIVE: Row(
        defers=Step("시도교육감에게 등록한 대안교육기관에 다니면 다음 학년도까지 유예할 수 있습니다.", REGISTERED),
        papers=REGISTERED_PAPERS,
        documents=(Document.ALTERNATIVE_ENROLLMENT,),
    ),
    Reason.UNREGISTERED_ALTERNATIVE: Row(
        neither=Step("미인가·미등록 대안교육시설에 다니는 것은 면제나 유예의 사유가 아닙니다.", NO_GROUND),
        forms_otherwise=AT_HOME,
    ),
    Reason.HOME_SCHOOLING: Row(
        neither=Step("가정 내 학습(홈스쿨링)은 면제나 유예의 사유가 아닙니다.", NO_GROUND),
        forms_otherwise=AT_HOME,
    ),
    Reason.UNRECOGNIZED_STUDY_ABROAD: Row(
        neither=Step("미인정유학은 면제나 유예의 사유가 아닙니다.", NO_GROUND),
    ),
    Reason.UNACCREDITED_FOREIGN_SCHOOL: Row(
        neither=Step(
            "학력이 인정되지 않는 국내 외국인학교에 다니는 것은 면제나 유예의 사유가 아닙니다.", FOREIGN_SCHOOL
        ),
        forms_otherwise=AT_HOME,
    ),
    Reason.FOREIGN_NATIONAL_LEAVING: Row(
        exempts=Step("외국 국적 학생이 학업을 그만두면 학적은 면제로 처리합니다.", FOREIGNER_LEAVES),
        condition=Condition.FOREIGN_NATIONAL,
        documents=(Document.PROOF_OF_REASON,),
    ),
    Reason.PRINCIPAL_RECOGNISED: Row(
        exempts=Step("학교장이 면제가 필요하다고 인정하는 그 밖의 사유도 면제의 사유입니다.", PRINCIPAL_EXEMPTS),
        defers=Step("학교장이 유예가 필요하다고 인정하는 그 밖의 사유도 유예의 사유입니다.", PRINCIPAL_DEFERS),
        documents=(Document.PROOF_OF_REASON,),
    ),
    Reason.FOREIGN_ELEMENTARY_COMPLETED: Row(
        exempts=Step("유예 중인 학생이 외국에서 초등학교 과정을 마치면 면제를 더할 수 있습니다.", COMPLETED_ABROAD),
        condition=Condition.DEFERRED_NOW,
        documents=(Document.COMPLETION_ABROAD,),
    ),
    Reason.GENERAL_EXAM_PASSED: Row(
        exempts=Step("유예 중인 학생이 졸업학력 검정고시에 합격하면 면제를 더할 수 있습니다.", EXAM_PASSED),
        condition=Condition.DEFERRED_NOW,
        papers=EXAM_PAPERS,
        documents=(Document.EXAM_CERTIFICATE,),
    ),
}
