"""record.foreign_period: what the record shows of a time at another kind of school (외국 등 재학 기간의 기재)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.discrepancies import warning_of
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

COMMITTEE = "학업성적관리위원회"

ABROAD_SUBJECTS = Source(
    page=79, quote="유학(미인정유학 포함)하고 귀국한 학생의 유학기간의 ‘교과학습발달상황’란은 공란으로 둠"
)
ABROAD_NOTHING = Source(
    page=79,
    quote="정규교육과정을 이수한 기록이 아니므로 학교생활기록부에 입력하지 않음.",
    reading=True,
)
KOREAN_SCORES = Source(
    page=49,
    quote="한국학교에서 취득한 학업성적은 국내 해당 학년의 동일(유사) 과목 학업성적으로 반영하여 처리하되",
)
KOREAN_COMMITTEE = Source(
    page=49,
    quote="동일(유사) 과목 인정 및 결시에 따른 인정점 부여 등의 사항은 전입교 학업성적관리위원회의 결정에 따름.",
)
KOREAN_OTHERWISE_GRADED = Source(page=49, quote="세부능력 및 특기사항에 교과목 성적을 직접 입력")
JEJU = Source(page=49, quote="국제학교 재학 기간의 ‘교과학습발달상황’ 및 ‘창의적 체험활동상황’란은 공란으로 둠.")
ACCREDITED = Source(page=49, quote="재학기간의 ‘교과학습발달상황’ 및 ‘창의적 체험활동상황’란은 공란으로 둔다.")
TRANSLATED = Source(
    page=51, quote="학생이 제출한 서류는 모두 영문이므로 학부모님이 한글번영 공증을 받은 내용만 입력 가능합니다."
)
ALTERNATIVE = Source(
    page=49,
    quote="학력인정 대안학교에서 전입해 오는 경우 전입교 학업성적관리위원회의 결정에 따라 "
    "학교생활기록부의 ‘교과학습 발달상황’란에 관련 내용을 입력할 수 있음",
)
ALTERNATIVE_OTHERWISE_GRADED = Source(
    page=49,
    quote="성적산출 방식이 다른 경우에는 과목성적 란에는 입력하지 않으나 세부능력 및 특기사항 란에는 입력할 수 있음",
)


class ForeignSchool(Word):
    """Where the pupil was during that time (재학한 학교)."""

    FOREIGN = "foreign", "외국학교"
    KOREAN_SCHOOL_ABROAD = "korean_school_abroad", "재외한국학교"
    JEJU_INTERNATIONAL = "jeju_international", "제주국제학교"
    ACCREDITED_FOREIGN = "accredited_foreign", "학력인정 외국교육기관·외국인학교"
    ACCREDITED_ALTERNATIVE = "accredited_alternative", "학력인정 대안학교"


@dataclass(frozen=True)
class Shown:
    """One kind of school: whether its fields stay blank, and why; where they do not, the committee decides."""

    blank: bool
    steps: tuple[Step, ...]


SHOWN = {
    ForeignSchool.FOREIGN: Shown(
        True,
        (
            Step("유학 기간의 교과학습발달상황은 미인정유학이든 아니든 공란으로 둡니다.", ABROAD_SUBJECTS),
            Step("정규교육과정을 이수한 기록이 아니므로 창의적 체험활동상황도 입력하지 않습니다.", ABROAD_NOTHING),
        ),
    ),
    ForeignSchool.KOREAN_SCHOOL_ABROAD: Shown(
        False,
        (
            Step("한국학교의 성적은 같은 학년의 같거나 비슷한 과목의 성적으로 반영합니다.", KOREAN_SCORES),
            Step("과목의 인정과 인정점은 학업성적관리위원회가 정합니다.", KOREAN_COMMITTEE),
            Step("성적 산출방식이 다르면 세부능력 및 특기사항에 직접 입력합니다.", KOREAN_OTHERWISE_GRADED),
        ),
    ),
    ForeignSchool.JEJU_INTERNATIONAL: Shown(
        True,
        (
            Step("제주국제학교 재학 기간의 교과학습발달상황과 창의적 체험활동상황은 공란으로 둡니다.", JEJU),
            Step("그 밖의 내용은 한글 번역 공증을 받은 것만 입력합니다.", TRANSLATED),
        ),
    ),
    ForeignSchool.ACCREDITED_FOREIGN: Shown(
        True,
        (
            Step("그 학교 재학 기간의 교과학습발달상황과 창의적 체험활동상황은 공란으로 둡니다.", ACCREDITED),
            Step("그 밖의 내용은 한글 번역 공증을 받은 것만 입력합니다.", TRANSLATED),
        ),
    ),
    ForeignSchool.ACCREDITED_ALTERNATIVE: Shown(
        False,
        (
            Step("학업성적관리위원회의 결정에 따라 교과학습발달상황에 입력할 수 있습니다.", ALTERNATIVE),
            Step(
                "성적 산출방식이 다르면 과목성적 대신 세부능력 및 특기사항에 입력할 수 있습니다.",
                ALTERNATIVE_OTHERWISE_GRADED,
            ),
        ),
    ),
}


@facts
class ForeignPeriodFacts(Facts):
    """The kind of school, and whether the study abroad was recognised (인정유학)."""

    school_kind: ForeignSchool = fact("재학한 학교")
    recognised: bool = fact(
        "인정유학",
        default=False,
        asked_if=("school_kind", (ForeignSchool.FOREIGN, ForeignSchool.KOREAN_SCHOOL_ABROAD)),
    )


@dataclass(frozen=True, kw_only=True)
class ForeignPeriod(Result):
    """What stays blank, whether scores are taken over, and which committee settles how."""

    subjects_blank: bool = told("교과학습발달상황을 공란으로 둠")
    activities_blank: bool = told("창의적 체험활동상황을 공란으로 둠")
    scores_taken_over: bool = told("성적을 반영함")
    committee: str | None = told("정하는 위원회")


@decision(
    "record.foreign_period",
    title="외국·국제학교 재학 기간의 학교생활기록부 기재",
    pages=(48, 49, 51, 79),
    asked_as=(
        "제주국제학교에서 온 학생의 성적은 어떻게 적나요?",
        "유학 기간의 교과학습발달상황은 어떻게 하나요?",
        "한국학교 성적을 반영하나요?",
    ),
)
def foreign_period(facts: ForeignPeriodFacts) -> ForeignPeriod:
    """Say what the record shows of a time abroad, at an international or an alternative school (p.49, 79)."""
    shown = SHOWN[facts.school_kind]
    return ForeignPeriod(
        subjects_blank=shown.blank,
        activities_blank=shown.blank,
        scores_taken_over=not shown.blank,
        committee=None if shown.blank else COMMITTEE,
        because=shown.steps,
        warnings=tuple(_warnings(facts)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _warnings(facts: ForeignPeriodFacts) -> Iterator[str]:
    if facts.school_kind is ForeignSchool.KOREAN_SCHOOL_ABROAD and not facts.recognised:
        yield warning_of("korean_school_without_recognition")
    if facts.school_kind is ForeignSchool.ACCREDITED_ALTERNATIVE:
        yield "성적을 입력할지와 그 범위는 학업성적관리위원회의 결정을 확인해 주세요(p.49)."
    if facts.school_kind is ForeignSchool.JEJU_INTERNATIONAL:
        yield "그 밖의 세부 사항은 교육청 지침을 살피고 학업성적관리위원회에서 정해 주세요(p.49, 51)."
