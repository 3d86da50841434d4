"""completion.outcome: what becomes of a pupil at the end of the year (진급·유급·졸업)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.dates import school_year_of
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, load
from hakjeok.record.wording import TOO_FEW_DAYS, retention_remark
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Change, Word

GRADES_UP = load("early")["grades_up"]
NOT_COMPLETED = "교육과정 미이수"
LAST_GRADE = 6

TWO_THIRDS = Source(
    page=88,
    law="초·중등교육법 시행령 제50조제2항",
    quote="학생의 각 학년과정의 수료에 필요한 출석일수는 초·중등교육법 시행령 제45조의 규정에 의한 "
    "수업일수의 3분의 2이상으로 함",
)
TOO_FEW = Source(page=88, quote="이상 출석하지 못한 경우 학년말에 유급대상자로 선정함")
CURRICULUM = Source(
    page=96, quote="학교장이 학생의 교육과정 이수정도를 평가하여 이수하지 않았다고 할 경우에 한해 가능합니다."
)
AGAIN = Source(page=88, quote="다음 학년도 1학기 시작일부터 다시 학업을 수행해야 한다.")
REMARK = Source(page=88, quote="‘2024.02.28. 출석일수 미달로 초등학교 1학년 유급’ (예시)을 기재함")
REMARK_OF_CURRICULUM = Source(
    page=88, quote="‘2024.02.28. 출석일수 미달로 초등학교 1학년 유급’ (예시)을 기재함", reading=True
)
REPEATED_TIME = Source(page=88, quote="유급으로 인하여 중복된 기간 동안의 내용은 학교생활기록부 정정대장으로 삭제함")
WISH = Source(page=96, quote="단순히 학부모가 원한다고 하여 유급을 할 수는 없습니다.")
UP = Source(page=89, quote="진급이란 해당 학년의 교육과정을 수료하여 상급 학년으로 올라가는 것으로")
GRADUATES = Source(page=91, quote="전 학년(초등학교 6개 학년) 교육과정을 수료하여 해당 학교의 학업을 마친 자에게")
EARLY_GRADUATION = Source(page=92, quote="초등학교 5학년에서 조기졸업 할 수 있으며")
NO_LIMIT = Source(page=97, quote="조기진급 횟수는 제한하지 않습니다.")
EARLY_NEEDS_THE_GRADE = Source(page=156, quote="0학년 수료 후 0학년으로 진급하는 것으로 결정함", reading=True)
HONORARY = Source(page=91, quote="학칙에서 정하는 바에 따라 학교장이 명예졸업으로 인정하는 경우를 말함.")
HONORARY_COMMITTEE = Source(page=91, quote="심의 주체: 학업성적관리위원회")
HONORARY_DAY = Source(page=91, quote="당해 학년도 졸업일 기준으로 명예졸업 처리")
DEATH = Source(page=7, quote="사망으로 인한 면제 시 의무교육관리위원회 심의 절차 생략(내부결재, 사망진단서 첨부)")


class Early(Word):
    """What the committee recognised (조기진급·졸업·진학 평가위원회의 인정)."""

    PROMOTION = "promotion", "조기진급"
    GRADUATION = "graduation", "조기졸업"


# From which grades each may be.
EARLY_FROM = {Early.PROMOTION: range(1, 5), Early.GRADUATION: range(5, 6)}


@facts
class OutcomeFacts(Facts):
    """What is known of one pupil at the end of a grade.

    `completes` is the answer of completion.required; `curriculum_completed` the principal's finding.
    `decided_on` is the day of the decision, which the remark of a retention carries.
    """

    grade: int = fact("학년", at_least=1, at_most=LAST_GRADE)
    completes: bool = fact(
        "수료에 필요한 출석일수를 채움",
        default=False,
        usual=True,
        hint="모르면 판정 ‘수료에 필요한 출석일수’에서 먼저 알아보세요.",
    )
    curriculum_completed: bool = fact("학교장이 교육과정을 이수했다고 봄", default=True)
    parent_wishes_retention: bool = fact("학부모가 유급을 원함", default=False)
    decided_on: datetime.date | None = fact("정한 날", default=None, hint="유급이면 이 날짜로 특기사항을 적습니다.")
    early: Early | None = fact("위원회가 인정한 조기진급·조기졸업", default=None)
    died: bool = fact("사망함", default=False)
    honorary_approved: bool = fact("학교장이 명예졸업으로 인정함", default=False, asked_if=("died", (True,)))

    def check(self) -> None:
        """Refuse an early promotion or graduation from a grade that has none."""
        if self.early is not None and self.grade not in EARLY_FROM[self.early]:
            raise BadInput(
                "early",
                f"{self.grade}학년에서는 {self.early.korean}을 할 수 없습니다. 조기진급은 1~4학년, 조기졸업은 "
                "5학년에서만 하므로 학년이나 이 항목을 고쳐 주세요(p.92).",
            )

    @property
    def goes_up(self) -> bool:
        """Whether the grade is completed, by attendance and by curriculum."""
        return self.completes and self.curriculum_completed


@dataclass(frozen=True, kw_only=True)
class Outcome(Result):
    """The change of the record, the grade that follows (None after the last), and the remark of a retention."""

    change: Change | None = told("학적변동")
    to_grade: int | None = told("다음 학년도의 학년")
    remark: str | None = told("학적 특기사항")


@decision(
    "completion.outcome",
    title="진급·유급·졸업",
    pages=(7, 88, 89, 91, 92, 96, 97, 156),
    asked_as=(
        "출석일수가 모자라면 유급되나요?",
        "학부모가 원하면 유급시킬 수 있나요?",
        "조기진급은 몇 번까지 할 수 있나요?",
        "사망한 학생을 명예졸업시킬 수 있나요?",
        "유급하면 특기사항에 어떻게 적나요?",
    ),
)
def outcome(facts: OutcomeFacts) -> Outcome:
    """Promotion, retention or graduation at the end of a grade (p.88–97)."""
    change = _change(facts)
    return Outcome(
        change=change,
        to_grade=_to_grade(facts, change),
        remark=_remark(facts) if change is Change.RETENTION else None,
        because=tuple(_reasons(facts, change)),
        warnings=tuple(_warnings(facts, change)),
        school_year=HANDBOOK_SCHOOL_YEAR if facts.decided_on is None else school_year_of(facts.decided_on),
    )


def _change(facts: OutcomeFacts) -> Change | None:
    if facts.died:
        return Change.HONORARY_GRADUATION if facts.honorary_approved else None
    if not facts.goes_up:
        return Change.RETENTION
    if facts.early is not None:
        return Change.EARLY_PROMOTION if facts.early is Early.PROMOTION else Change.EARLY_GRADUATION
    return Change.GRADUATION if facts.grade == LAST_GRADE else Change.PROMOTION


def _to_grade(facts: OutcomeFacts, change: Change | None) -> int | None:
    if change is Change.RETENTION:
        return facts.grade
    if change is Change.EARLY_PROMOTION:
        return facts.grade + GRADES_UP.at(HANDBOOK_SCHOOL_YEAR).whole
    return facts.grade + 1 if change is Change.PROMOTION else None


def _remark(facts: OutcomeFacts) -> str | None:
    """The printed remark names too few days; where only the curriculum lacks, that is named instead."""
    if facts.decided_on is None:
        return None
    return retention_remark(facts.decided_on, NOT_COMPLETED if facts.completes else TOO_FEW_DAYS, facts.grade)


def _reasons(facts: OutcomeFacts, change: Change | None) -> Iterator[Step]:
    if facts.died:
        yield from _after_a_death(facts)
        return
    yield from _on_completion(facts)
    if facts.parent_wishes_retention:
        yield Step("학부모가 원하는 것만으로는 유급할 수 없습니다.", WISH)
    if change is Change.RETENTION:
        yield from _on_retention(facts)
    elif change is Change.PROMOTION:
        yield Step(f"{facts.grade}학년을 수료했으므로 {facts.grade + 1}학년으로 진급합니다.", UP)
    elif change is Change.GRADUATION:
        yield Step("6개 학년의 교육과정을 모두 수료했으므로 졸업합니다.", GRADUATES)
    elif change is Change.EARLY_PROMOTION:
        source = GRADES_UP.at(HANDBOOK_SCHOOL_YEAR).source
        yield Step(f"조기진급을 인정받았으므로 {_to_grade(facts, change)}학년으로 올라갑니다.", source)
        yield Step("조기진급을 할 수 있는 횟수는 제한하지 않습니다.", NO_LIMIT)
    else:
        yield Step("5학년에서 조기졸업을 인정받았으므로 졸업합니다.", EARLY_GRADUATION)


def _after_a_death(facts: OutcomeFacts) -> Iterator[Step]:
    if facts.honorary_approved:
        yield Step("학칙에 따라 학교장이 인정했으므로 명예졸업으로 처리합니다.", HONORARY)
        yield Step("명예졸업은 학업성적관리위원회가 심의합니다.", HONORARY_COMMITTEE)
        yield Step("명예졸업일은 그 학년도의 졸업일입니다.", HONORARY_DAY)
    else:
        yield Step("사망한 학생은 내부결재로 면제하며, 진급·유급·졸업을 정하지 않습니다.", DEATH)


def _on_completion(facts: OutcomeFacts) -> Iterator[Step]:
    if not facts.completes:
        yield Step("수업일수의 3분의 2 이상 출석하지 못했으므로 유급 대상입니다.", TOO_FEW)
    else:
        yield Step("수업일수의 3분의 2 이상 출석했습니다.", TWO_THIRDS)
    if not facts.curriculum_completed:
        yield Step("학교장이 교육과정을 이수하지 않았다고 평가했으므로 유급할 수 있습니다.", CURRICULUM)


def _on_retention(facts: OutcomeFacts) -> Iterator[Step]:
    if facts.early is not None:
        yield Step(f"{facts.early.korean}을 하려면 지금 학년을 수료해야 합니다.", EARLY_NEEDS_THE_GRADE)
    yield Step(f"다음 학년도 1학기 시작일부터 {facts.grade}학년을 다시 다닙니다.", AGAIN)
    source = REMARK_OF_CURRICULUM if facts.completes else REMARK
    yield Step("유급은 정한 날과 까닭을 학적 특기사항에 적습니다.", source)
    yield Step("겹치는 기간의 내용은 학년이력 등을 빼고 정정대장으로 삭제합니다.", REPEATED_TIME)


def _warnings(facts: OutcomeFacts, change: Change | None) -> Iterator[str]:
    if change is Change.RETENTION and facts.decided_on is None:
        yield "정한 날이 없어 특기사항 문구를 만들지 못했습니다. 유급을 정한 날을 넣어 주세요(p.88)."
    if change is Change.EARLY_PROMOTION:
        yield "나이스에서 조기진급자로 먼저 등록한 뒤 진급대상자를 생성해 주세요. 순서가 바뀌면 누락됩니다(p.89, 97)."
    if facts.honorary_approved and not facts.died:
        yield "명예졸업은 사망한 학생에게만 반영합니다. 사망 여부를 살펴봐 주세요(p.91)."
