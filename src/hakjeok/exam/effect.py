"""exam.effect: what a passed general exam changes in the record (졸업학력 검정고시 합격의 처리)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.dates import school_year_of
from hakjeok.facts import Facts, fact, facts
from hakjeok.record.wording import remark
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import COMPULSORY_EDUCATION_COMMITTEE, GRADES_COMMITTEE, Change, Word

REMARK = Source(
    page=68, quote="학적 특기사항에 합격 연월일과 검정고시 ‘졸업학력 검정고시 합격’ 이라고 추가 입력합니다."
)
EXEMPTED = Source(
    page=68, quote="국내 초등학교 졸업학력 검정고시를 합격한 것으로 확인된 경우 ‘면제’로 처리할 수 있습니다."
)
BY_MENU = Source(page=68, quote="의무교육관리위원회 심의에서 결정된 면제를 추가 입력할 수 있습니다.")
BY_CORRECTION = Source(
    page=68,
    quote="등록이 불가한 경우 학업성적관리위원회 심의를 통해 검정고시 합격증을 증빙자료로 하여 "
    "정정대장으로 면제를 추가 등록할 수 있습니다.",
)
ONLY_DEFERRED = Source(page=68, quote="② 유예자가 외국에서 초등학교 에 해당하는 학교교육과정을 마치거나")


class ExamStatus(Word):
    """The status of the pupil who passed (합격한 학생의 학적)."""

    DEFERRED = "deferred", "유예"
    OUT_OF_QUOTA = "out_of_quota", "장기결석에 따른 정원 외 학적관리"


@facts
class ExamFacts(Facts):
    """Who passed and when; `menu_available`: the system's menu takes the additional exemption."""

    status: ExamStatus = fact("현재 학적")
    passed_on: datetime.date = fact("합격일")
    menu_available: bool = fact(
        "나이스 면제/유예 등록 탭에서 등록할 수 있음",
        default=False,
        hint="[면제/유예 및 장기결석에 따른 정원 외 관리 등록] 탭에서 학생이 조회되는지 봅니다.",
        asked_if=("status", (ExamStatus.DEFERRED,)),
    )


@dataclass(frozen=True, kw_only=True)
class ExamEffect(Result):
    """The remark, and whether and how an exemption may be added."""

    remark: str = told("학적 특기사항")
    exemption_possible: bool = told("면제를 더할 수 있음")
    committee: str | None = told("심의하는 위원회")
    by_correction_register: bool = told("정정대장으로 등록")


@decision(
    "exam.effect",
    title="졸업학력 검정고시 합격의 처리",
    pages=(68,),
    asked_as=("검정고시에 합격한 학생의 학적은 어떻게 하나요?", "유예 중에 검정고시에 합격하면 면제할 수 있나요?"),
)
def effect(facts: ExamFacts) -> ExamEffect:
    """Write the remark of a passed exam and tell how an exemption is added for a deferred pupil (p.68)."""
    deferred = facts.status is ExamStatus.DEFERRED
    by_correction = deferred and not facts.menu_available
    committee = GRADES_COMMITTEE if by_correction else COMPULSORY_EDUCATION_COMMITTEE
    return ExamEffect(
        remark=remark(facts.passed_on, Change.GENERAL_EXAM.korean),
        exemption_possible=deferred,
        committee=committee if deferred else None,
        by_correction_register=by_correction,
        because=tuple(_reasons(facts)),
        school_year=school_year_of(facts.passed_on),
    )


def _reasons(facts: ExamFacts) -> Iterator[Step]:
    yield Step("합격 연월일과 ‘졸업학력 검정고시 합격’을 학적 특기사항에 적습니다.", REMARK)
    if facts.status is not ExamStatus.DEFERRED:
        yield Step("면제를 더하는 것은 유예 중인 학생뿐이므로 정원 외 학적관리를 유지합니다.", ONLY_DEFERRED)
        return
    yield Step("유예 중인 학생은 면제로 처리할 수 있습니다.", EXEMPTED)
    if facts.menu_available:
        yield Step("의무교육관리위원회의 심의를 거쳐 등록 탭에서 면제를 추가로 입력합니다.", BY_MENU)
    else:
        yield Step(
            "등록 탭에서 입력할 수 없으면 합격증을 증빙으로 학업성적관리위원회의 심의를 거쳐 정정대장으로 등록합니다.",
            BY_CORRECTION,
        )
