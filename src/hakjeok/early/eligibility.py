"""early.eligibility: who may be chosen for early promotion, graduation or entry (조기진급·조기졸업·조기입학 대상)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.discrepancies import warning_of
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

FIGURES = load("early")
HIGHEST_IQ = 300

SOUND = Source(page=94, quote="심신 발달 및 건강 상태가 양호하고, 정서가 안정되고 사회적응력이 양호한 자로서")
ACHIEVEMENT = Source(
    page=94, quote="1) 국어, 수학, 과학, 사회, 영어(초 1,2학년은 국어, 수학, 슬기로운 생활)의 학업성취가 우수한 자"
)
AWARD = Source(
    page=94,
    quote="국가기관(중앙행정부처)이 주관·주최한 전국대회에서, 학교장의 추천과 지역예선을 거쳐 3등 이내 입상한 자",
)
OLYMPIAD = Source(page=94, quote="국제올림피아드에 국가대표로 참가한 자")
ENTRY_ACHIEVEMENT = Source(page=95, quote="1) 국어, 수학, 과학, 사회, 영어의 학업성취가 우수한 자")
ENTRY_RULES = Source(
    page=95,
    law="초·중등교육법 시행령 제66조제2항",
    quote="상급학교의 장이 수립한 입학전형 기준 응시 가능한 자격을 갖춘 경우",
)
ENTRY_BOTH = Source(page=95, quote="다음 1), 2)항을 모두 만족한 경우")
PROMOTION_GRADES = Source(page=92, quote="4학년에서 6학년으로 진급할 수 있음")
GRADUATION_GRADE = Source(page=92, quote="초등학교 5학년에서 조기졸업 할 수 있으며")
ENTRY_GRADE = Source(page=92, quote="초등학교 5학년에서 상급학교로 조기입학 할 수 있음")
SCHOOL_SETS = Source(page=92, quote="단, 적용 학년은 학교 여건과 실정에 따라 학교장이 결정")
LOWER_SUBJECTS = Source(page=163, quote="국어 수학 슬기로운생활")
UPPER_SUBJECTS = Source(page=163, quote="국어 수학 사회 과학 영어")


class EarlyTarget(Word):
    """What is asked for (신청하는 것)."""

    PROMOTION = "promotion", "조기진급"
    GRADUATION = "graduation", "조기졸업"
    HIGHER_SCHOOL = "higher_school", "상급학교 조기입학"


class OlympiadWord(Word):
    """The award that needs no further facts (국제올림피아드)."""

    INTERNATIONAL_OLYMPIAD = "international_olympiad", "국제올림피아드 국가대표 참가"


SELECTION = (EarlyTarget.PROMOTION, EarlyTarget.GRADUATION)
FROM_GRADES = {
    EarlyTarget.PROMOTION: (range(1, 5), "1~4학년", PROMOTION_GRADES),
    EarlyTarget.GRADUATION: (range(5, 6), "5학년", GRADUATION_GRADE),
    EarlyTarget.HIGHER_SCHOOL: (range(5, 6), "5학년", ENTRY_GRADE),
}
LAST_GRADE_OF_THREE_SUBJECTS = 2


@facts
class Award(Facts):
    """A prize at a national contest and how the pupil came to it."""

    national_host: bool = fact("국가기관(중앙행정부처)이 연 전국대회임", default=False)
    recommended_by_principal: bool = fact("학교장의 추천을 받음", default=False)
    regional_round: bool = fact("지역예선을 거침", default=False)
    rank: int | None = fact("몇 등", default=None, at_least=1, at_most=999)


@facts
class EligibilityFacts(Facts):
    """What is known of the pupil who asks."""

    grade: int = fact("학년", at_least=1, at_most=6)
    target: EarlyTarget = fact("무엇을 신청하나요")
    sound_health: bool = fact(
        "심신 발달·건강·정서·사회적응력이 양호함", default=False, hint="어느 것을 신청하든 꼭 필요합니다."
    )
    achievement_excellent: bool = fact("교과 학업성취가 우수함", default=False)
    iq_scores: tuple[int, ...] = fact(
        "표준화된 지능검사의 지능지수",
        default=(),
        hint="서로 다른 검사의 지수를 모두 넣습니다.",
        asked_if=("target", SELECTION),
    )
    award: Award | OlympiadWord | None = fact("수상 경력", default=None, asked_if=("target", SELECTION))
    meets_admission_rules: bool = fact(
        "상급학교 입학전형에 응시할 자격이 있음", default=False, asked_if=("target", (EarlyTarget.HIGHER_SCHOOL,))
    )

    def check(self) -> None:
        """Refuse quotients that cannot be."""
        for index, score in enumerate(self.iq_scores):
            if not 1 <= score <= HIGHEST_IQ:
                raise BadInput(
                    f"iq_scores.{index}", f"지능지수 {score} 대신 1부터 {HIGHEST_IQ} 사이의 수를 넣어 주세요."
                )


@dataclass(frozen=True, kw_only=True)
class Eligibility(Result):
    """Whether the pupil may be chosen, the criteria met by their numbers in the handbook, and what follows."""

    eligible: bool = told("대상이 될 수 있음")
    criteria_met: tuple[int, ...] = told("충족한 기준 번호")
    to_grade: int | None = told("올라갈 학년")
    subjects: tuple[str, ...] = told("평가 교과")


@decision(
    "early.eligibility",
    title="조기진급·조기졸업·조기입학 대상",
    pages=(92, 94, 95, 163),
    asked_as=(
        "조기진급은 누가 할 수 있나요?",
        "몇 학년에서 조기졸업할 수 있나요?",
        "지능지수가 얼마면 조기진급 대상이 되나요?",
        "5학년이 중학교에 일찍 갈 수 있나요?",
    ),
    forms=("6-1", "6-2", "6-3"),
)
def eligibility(facts: EligibilityFacts) -> Eligibility:
    """Two criteria of three for promotion and graduation, both of two for entry, and sound health (p.94–95)."""
    met = _met(facts)
    eligible = facts.sound_health and _enough(facts, met) and facts.grade in FROM_GRADES[facts.target][0]
    return Eligibility(
        eligible=eligible,
        criteria_met=met,
        to_grade=_to_grade(facts) if eligible else None,
        subjects=_subjects(facts.grade),
        because=tuple(_reasons(facts, met)),
        warnings=tuple(_warnings(facts, eligible=eligible)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _figure(name: str) -> int:
    return FIGURES[name].at(HANDBOOK_SCHOOL_YEAR).whole


def _met(facts: EligibilityFacts) -> tuple[int, ...]:
    """The numbers of the criteria that are met: of p.95 for the entry to a higher school, of p.94 otherwise."""
    held: tuple[bool, ...]
    if facts.target is EarlyTarget.HIGHER_SCHOOL:
        held = (facts.achievement_excellent, facts.meets_admission_rules)
    else:
        tests = _tests_passed(facts) >= _figure("iq_tests")
        held = (facts.achievement_excellent, tests, _award_counts(facts.award))
    return tuple(number for number, holds in enumerate(held, start=1) if holds)


def _tests_passed(facts: EligibilityFacts) -> int:
    return sum(score >= _figure("iq_at_least") for score in facts.iq_scores)


def _award_counts(award: Award | OlympiadWord | None) -> bool:
    if not isinstance(award, Award):
        return award is not None
    by_the_way = award.national_host and award.recommended_by_principal and award.regional_round
    return by_the_way and award.rank is not None and award.rank <= _figure("award_rank")


def _enough(facts: EligibilityFacts, met: tuple[int, ...]) -> bool:
    needed = 2 if facts.target is EarlyTarget.HIGHER_SCHOOL else _figure("criteria_needed")
    return len(met) >= needed


def _to_grade(facts: EligibilityFacts) -> int | None:
    return facts.grade + _figure("grades_up") if facts.target is EarlyTarget.PROMOTION else None


def _subjects(grade: int) -> tuple[str, ...]:
    if grade <= LAST_GRADE_OF_THREE_SUBJECTS:
        return ("국어", "수학", "슬기로운 생활")
    return ("국어", "수학", "사회", "과학", "영어")


def _reasons(facts: EligibilityFacts, met: tuple[int, ...]) -> Iterator[Step]:
    grades, written, source = FROM_GRADES[facts.target]
    stands = "해당합니다" if facts.grade in grades else "해당하지 않습니다"
    yield Step(f"{facts.target.korean}은 {written}에서 할 수 있으며, {facts.grade}학년은 {stands}.", source)
    health = "양호합니다" if facts.sound_health else "양호하다고 확인되지 않아 대상이 될 수 없습니다"
    yield Step(f"심신 발달·건강, 정서, 사회적응력이 {health}.", SOUND)
    if facts.target is EarlyTarget.HIGHER_SCHOOL:
        yield from _about_entry(met)
    else:
        yield from _about_selection(facts, met)
    source = LOWER_SUBJECTS if facts.grade <= LAST_GRADE_OF_THREE_SUBJECTS else UPPER_SUBJECTS
    yield Step(f"평가 교과는 {', '.join(_subjects(facts.grade))}입니다.", source)


def _about_entry(met: tuple[int, ...]) -> Iterator[Step]:
    yield Step(f"기준 1) 학업성취: {_told(met, 1)}", ENTRY_ACHIEVEMENT)
    yield Step(f"기준 2) 상급학교의 입학전형 기준: {_told(met, 2)}", ENTRY_RULES)
    yield Step(f"두 기준을 모두 만족해야 하며, {len(met)}개를 만족합니다.", ENTRY_BOTH)


def _about_selection(facts: EligibilityFacts, met: tuple[int, ...]) -> Iterator[Step]:
    tests, needed = FIGURES["iq_tests"].at(HANDBOOK_SCHOOL_YEAR), FIGURES["criteria_needed"].at(HANDBOOK_SCHOOL_YEAR)
    yield Step(f"기준 1) 학업성취: {_told(met, 1)}", ACHIEVEMENT)
    counted = (
        f"지능지수 {_figure('iq_at_least')} 이상인 검사가 {_tests_passed(facts)}개이며 {tests.whole}개가 필요합니다."
    )
    yield Step(f"기준 2) {counted} {_told(met, 2)}", tests.source)
    yield Step(f"기준 3) 수상 경력: {_told(met, 3)}", OLYMPIAD if isinstance(facts.award, OlympiadWord) else AWARD)
    yield Step(f"세 기준 가운데 {needed.whole}개 이상이 필요하며, {len(met)}개를 만족합니다.", needed.source)
    if facts.target is EarlyTarget.PROMOTION:
        yield Step("조기진급을 적용할 학년은 학교장이 학교 여건에 따라 정합니다.", SCHOOL_SETS)


def _told(met: tuple[int, ...], number: int) -> str:
    return "만족합니다." if number in met else "만족하지 않습니다."


def _warnings(facts: EligibilityFacts, *, eligible: bool) -> Iterator[str]:
    if facts.target is not EarlyTarget.HIGHER_SCHOOL and facts.iq_scores:
        yield warning_of("tests_of_intelligence")
    if eligible and facts.target is EarlyTarget.PROMOTION:
        yield "조기진급을 적용하는 학년은 학교장이 정하므로 학교 규칙을 살펴봐 주세요(p.92)."
