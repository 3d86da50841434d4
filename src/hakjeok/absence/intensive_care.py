"""absence.intensive_care: who is chosen for intensive care (집중관리 필요 대상)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

CARD = "2-7"

CRITERIA = Source(page=11, quote="집중관리 필요 대상 아동․학생 선정 기준")
UNLOCATED = Source(page=11, quote="거주지 불분명·연락 두절 등 안전 확인이 불가능한 경우")
ABUSE_FEARED = Source(page=11, quote="가정 사정 등 사유로 아동 학대가 우려되는 경우")
UNPROTECTED = Source(page=11, quote="건강 등 사유로 전문기관 관리가 필요하나 가정 형편상 보호받지 못하는 경우")
PRINCIPAL = Source(page=11, quote="기타 학교장이 집중 관리가 필요하다고 판단하는 경우")
OFFICE_KEEPS = Source(page=27, quote="지원청 전담기구는 집중관리필요 대상을 정하여 개인별관리카드 마련")
CARD_FOR_CHOSEN = Source(page=126, quote="관리카드 작성 대상자: 집중관리 대상자로 선정된 학생에 한함")


class Ground(Word):
    """Each of the grounds is enough by itself (선정 기준)."""

    UNLOCATED = "unlocated", "거주지 불분명·연락 두절 등으로 안전을 확인할 수 없음"
    ABUSE_FEARED = "abuse_feared", "가정 사정 등으로 아동학대가 우려됨"
    NEEDS_SPECIALIST_UNPROTECTED = "needs_specialist_unprotected", "전문기관 관리가 필요하나 보호받지 못함"
    PRINCIPAL_JUDGES = "principal_judges", "학교장이 집중 관리가 필요하다고 판단함"


SOURCES = {
    Ground.UNLOCATED: UNLOCATED,
    Ground.ABUSE_FEARED: ABUSE_FEARED,
    Ground.NEEDS_SPECIALIST_UNPROTECTED: UNPROTECTED,
    Ground.PRINCIPAL_JUDGES: PRINCIPAL,
}
WARNINGS = {
    Ground.UNLOCATED: "소재·안전이 확인되지 않으면 경찰에 즉시 협조를 요청해야 합니다(p.11, 27).",
    Ground.ABUSE_FEARED: "아동학대 징후가 발견되면 즉시 신고하고 경찰에 수사를 의뢰해야 합니다(p.10, 27).",
}


@facts
class IntensiveCareFacts(Facts):
    """What is known of a child who does not come to school."""

    unlocated: bool = fact("거주지가 분명하지 않거나 연락이 끊겨 안전을 확인할 수 없음", default=False)
    abuse_feared: bool = fact("가정 사정 등으로 아동학대가 우려됨", default=False)
    needs_specialist_unprotected: bool = fact(
        "건강 등으로 전문기관 관리가 필요하나 가정 형편상 보호받지 못함", default=False
    )
    principal_judges: bool = fact("그 밖에 학교장이 집중 관리가 필요하다고 판단함", default=False)

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The grounds that hold, in the order of the handbook."""
        return tuple(ground for ground in Ground if getattr(self, ground.value))


@dataclass(frozen=True, kw_only=True)
class IntensiveCare(Result):
    """Whether the child is chosen, the grounds that hold, and the form of the card."""

    selected: bool = told("집중관리 대상인지")
    grounds: tuple[Ground, ...] = told("해당하는 기준")
    form: str = told("관리카드 서식")


@decision(
    "absence.intensive_care",
    title="집중관리 필요 대상의 선정",
    pages=(11, 27, 126),
    asked_as=(
        "집중관리카드는 어떤 학생에게 쓰나요?",
        "집중관리 대상은 어떻게 정하나요?",
        "연락이 두절된 학생도 집중관리 대상인가요?",
    ),
    forms=(CARD,),
)
def intensive_care(facts: IntensiveCareFacts) -> IntensiveCare:
    """Any one of the four grounds is enough (p.11)."""
    return IntensiveCare(
        selected=bool(facts.grounds),
        grounds=facts.grounds,
        form=CARD,
        because=tuple(_reasons(facts.grounds)),
        warnings=tuple(WARNINGS[ground] for ground in facts.grounds if ground in WARNINGS),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _reasons(grounds: tuple[Ground, ...]) -> Iterator[Step]:
    if not grounds:
        yield Step("선정 기준에 해당하는 것이 없습니다. 관리카드는 선정된 학생에게만 씁니다.", CRITERIA)
        return
    for ground in grounds:
        yield Step(f"선정 기준에 해당합니다: {ground.korean}.", SOURCES[ground])
    yield Step("지원청 전담기구가 대상을 정해 개인별관리카드를 마련합니다.", OFFICE_KEEPS)
    yield Step(f"관리카드(서식 {CARD})는 선정된 학생에게만 씁니다.", CARD_FOR_CHOSEN)
