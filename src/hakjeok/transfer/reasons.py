"""The reasons for which 교육장 assigns a school, as a table: consent, secrecy, papers (p.46–48)."""

from dataclasses import dataclass

from hakjeok.source import Source, Step
from hakjeok.transfer.words import Paper, Reason

CHANGE_OF_SURROUNDINGS = Source(
    page=46,
    law="초·중등교육법 시행령 제21조제3항",
    quote="학생의 교육환경을 바꾸어 줄 필요가 있다고 인정하는 학생(학생의 보호자 1인 동의 필요)",
)
ASSIGNED = Source(page=46, quote="교육지원청(교육장) 배정학교 통보 => 이후 절차는 재학생의 전입학 절차와 동일 처리")
ONE_GUARDIAN = Source(page=46, quote="(학생의 보호자 1인 동의 필요)")
NO_MOVE_NEEDED = Source(
    page=47,
    quote="주소를 이전하지 않더라도 (동일지역 내 포함) 아동학대, 가정폭력 발생 사실을 "
    "입증할 수 있는 객관적인 자료를 제출 받고",
)
ABUSE_PAPERS = Source(
    page=47,
    law="아동복지법 시행령 제26조의4",
    quote="지역아동보호전문기관의 취학지원 요청 공문과 학대피해아동 취학지원 요청서",
)
ABUSE_PROTECTION = Source(
    page=47,
    law="초·중등교육법 시행령 제21조제9항",
    quote="아동보호전문기관 보호기간에 대하여 ‘위탁교육’으로 처리하고 출석을 인정함.",
)
COUNSELLING = Source(
    page=47,
    law="가정폭력방지 및 피해자보호 등에 관한 법률 제4조의4",
    quote="가정폭력피해자보호시설에서 발급한 가정폭력 피해상담 사실 확인서",
)
SECRET_FROM_ABUSER = Source(
    page=47,
    law="아동학대범죄의 처벌 등에 관한 특례법 제35조",
    quote="학생이 전학 간 학교, 거주지, 연락처 등을 비밀로 하여 2차 피해가 발생하지 않도록 조치함.",
)
SECRET_FROM_OFFENDER = Source(
    page=47,
    law="가정폭력범죄의 처벌 등에 관한 특례법 제18조",
    quote="학생이 전학 간 학교, 거주지, 연락처 등을 비밀로 하여 2차 피해가 발생하지 않도록 조치함.",
)
SECRET_PACKAGE = Source(
    page=47, quote="비밀전입여부에 체크처리를 하여 전송되는 학생자료중 학부모 서비스 신청정보를 제외함."
)
SEXUAL_VIOLENCE = Source(
    page=47,
    quote="보호자(가해자가 아닌 보호자를 말함) 1명의 동의를 받아 교육장에게 그 피해자 등의 전학을 추천하여야하고",
)
SEXUAL_VIOLENCE_SECRET = Source(page=47, quote="그 내용을 공개되지 아니하도록 관리‧감독해야 함.")
SEXUAL_VIOLENCE_DAYS = Source(page=47, quote="이 절차에 따라 취학에 걸린 기간은 피해자 등의 출석일수에 산입함.")
ITEM_EIGHT = Source(
    page=47,
    law="학교폭력예방 및 대책에 관한 법률 시행령 제20조",
    quote="학교장은 교육장에게 해당 학생이 전학할 학교의 배정을 지체 없이 요청해야 함.",
)
WITHOUT_CONSENT = Source(page=46, quote="가해학생·학부모 동의 없이 전학 가능")
FAR_FROM_THE_VICTIM = Source(page=46, quote="교육장은 학교 군에 관계없이 피해학생 보호에 충분한 거리를 두어 전학 조치")
VICTIM = Source(
    page=47,
    quote="특별히 전학을 요청하는 학생(학생 보호자 1인의 동의)은 교육장 학교지정 전학 절차에 의해 신청 가능함.",
)
ITEM_SIX = Source(
    page=48,
    law="교원의 지위 향상 및 교육활동 보호를 위한 특별법 제25조",
    quote="교육장은 교육활동 침해행위를 한 학생이 전학할 학교를 배정하되",
)
SAME_WITHOUT_CONSENT = Source(page=46, quote="교권침해학생에 대한 ‘전학’ 조치를 내린 경우도 동일 처리")
FAR_FROM_THE_TEACHER = Source(page=48, quote="피해를 입은 교원의 보호에 충분한 거리 등을 고려해야 하며")

OPINIONS = (Paper.HOMEROOM_OPINION, Paper.PRINCIPAL_OPINION)
COMMON = (Paper.CONSENT, *OPINIONS)
ON_REQUEST = ("3-1", "3-2", "3-3", "3-4")
BY_MEASURE = ("3-3", "3-4")
ASSIGNS = Step("교육장이 전입할 학교를 배정하여 통보합니다.", ASSIGNED)
CONSENT = Step("보호자 1명의 동의가 필요합니다.", ONE_GUARDIAN)
NO_MOVE = Step("주소를 옮기지 않아도 객관적인 자료를 받고 전입학을 허가합니다.", NO_MOVE_NEEDED)
LEFT_OUT = Step("비밀전입으로 표시하여 학부모 서비스 신청정보를 보내지 않습니다.", SECRET_PACKAGE)


@dataclass(frozen=True)
class Assignment:
    """One reason: what it asks for, and why. `by_measure`: the pupil is sent by a committee's measure."""

    documents: tuple[Paper, ...]
    steps: tuple[Step, ...]
    consent: bool = True
    secret: bool = False
    by_measure: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms: those on request with the consent, those by a measure without."""
        return BY_MEASURE if self.by_measure else ON_REQUEST


ASSIGNMENTS = {
    Reason.MALADJUSTMENT: Assignment(
        documents=(*COMMON, Paper.EVIDENCE),
        steps=(
            Step("학교장이 교육환경을 바꾸어 줄 필요가 있다고 인정하는 학생입니다.", CHANGE_OF_SURROUNDINGS),
            CONSENT,
            ASSIGNS,
        ),
    ),
    Reason.ABUSE: Assignment(
        documents=(*COMMON, Paper.ABUSE_REQUEST),
        steps=(
            NO_MOVE,
            Step("취학지원 요청 공문과 학대피해아동 취학지원 요청서로 확인합니다.", ABUSE_PAPERS),
            CONSENT,
            ASSIGNS,
            Step("아동보호전문기관의 보호기간은 위탁교육으로 처리하고 출석을 인정합니다.", ABUSE_PROTECTION),
            Step("전학 간 학교, 거주지, 연락처를 학대 행위자에게 비밀로 합니다.", SECRET_FROM_ABUSER),
            LEFT_OUT,
        ),
        secret=True,
    ),
    Reason.DOMESTIC_VIOLENCE: Assignment(
        documents=(*COMMON, Paper.COUNSELLING_CONFIRMATION),
        steps=(
            NO_MOVE,
            Step("가정폭력 피해상담 사실 확인서로 확인합니다.", COUNSELLING),
            CONSENT,
            ASSIGNS,
            Step("전학 간 학교, 거주지, 연락처를 가해자에게 비밀로 합니다.", SECRET_FROM_OFFENDER),
            LEFT_OUT,
        ),
        secret=True,
    ),
    Reason.SEXUAL_VIOLENCE: Assignment(
        documents=(*COMMON, Paper.EVIDENCE),
        steps=(
            Step(
                "가해자가 아닌 보호자 1명의 동의를 받아 학교장이 반드시 추천하고 교육장이 지정합니다.", SEXUAL_VIOLENCE
            ),
            Step("전학한 사실이 드러나지 않도록 비밀로 관리합니다.", SEXUAL_VIOLENCE_SECRET),
            Step("전학에 걸린 기간은 출석일수에 넣습니다.", SEXUAL_VIOLENCE_DAYS),
            LEFT_OUT,
        ),
        secret=True,
    ),
    Reason.VIOLENCE_OFFENDER: Assignment(
        documents=(*OPINIONS, Paper.ASSIGNMENT_REQUEST, Paper.VIOLENCE_DECISION),
        steps=(
            Step("8호 전학 조치를 받으면 학교장이 교육장에게 학교 배정을 바로 요청합니다.", ITEM_EIGHT),
            Step("가해학생과 학부모의 동의는 필요하지 않습니다.", WITHOUT_CONSENT),
            Step("교육장은 피해학생의 보호에 충분한 거리를 두어 배정합니다.", FAR_FROM_THE_VICTIM),
        ),
        consent=False,
        by_measure=True,
    ),
    Reason.VIOLENCE_VICTIM: Assignment(
        documents=(*COMMON, Paper.EVIDENCE),
        steps=(Step("피해학생이 요청하면 보호자 1명의 동의로 교육장 학교지정을 신청합니다.", VICTIM), ASSIGNS),
    ),
    Reason.TEACHER_RIGHTS_OFFENDER: Assignment(
        documents=(*OPINIONS, Paper.ASSIGNMENT_REQUEST, Paper.RIGHTS_REPORT),
        steps=(
            Step("6호 전학 조치를 받으면 교육장이 전학할 학교를 배정합니다.", ITEM_SIX),
            Step("학교폭력 가해학생과 같이 동의 없이 처리합니다.", SAME_WITHOUT_CONSENT),
            Step("교육장은 피해 교원의 보호에 충분한 거리를 고려합니다.", FAR_FROM_THE_TEACHER),
        ),
        consent=False,
        by_measure=True,
    ),
}

NEEDING_CONSENT = tuple(reason for reason, each in ASSIGNMENTS.items() if each.consent)
