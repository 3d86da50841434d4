"""committee.convene: whether the compulsory-education committee may or must meet (의무교육관리위원회 소집)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.shares import at_least
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

DEMAND_SHARE = load("committee")["demand_share"]

MATTERS = Source(page=12, quote="위원회는 ‘가-1)~3)’의 사항을 심의하거나")
CHAIR = Source(page=12, quote="‘가-4)’에 따라 위원장이 필요하다고 인정한 경우")
PRINCIPAL_DECIDES = Source(page=12, quote="개최 여부 및 그 시기는 학교장이 결정함")
AT_TERM_START = Source(
    page=12,
    quote="위원회는 학기 시작 전 또는 학기 시작 직후 취학의무의 면제 및 유예 신청에 대한 심의가 필요한 경우는 "
    "반드시 회의를 개최하여야 함",
)
MAY_BE_LEFT_OUT = Source(page=12, quote="별도 안건이 없는 경우 미개최 가능")
OCCASIONAL = Source(page=13, quote="전학에 관해 심의할 필요가 있는 경우 수시로 개최함")
REPORTED = Source(page=13, quote="의무교육관리위원회의 정기 개최 결과를 매년 3월 말에 교육장에 보고")
REPORT = "매년 3월 말에 교육장에게 정기 개최 결과 보고"


class Matter(Word):
    """What the committee is to deliberate on (심의 사항)."""

    EXEMPTION = "exemption", "취학의무 면제 신청"
    DEFERMENT = "deferment", "취학의무 유예 신청"
    INTERVIEW = "interview", "보호자 내교 시 미취학 사유 확인"
    TRANSFER_WITHOUT_CONSENT = "transfer_without_consent", "보호자 동의를 얻기 곤란한 전학"
    OTHER = "other", "학교장이 심의를 요청하는 그 밖의 사항"


class Session(Word):
    """Which kind of meeting it is (회의의 구분)."""

    REGULAR = "regular", "정기"
    OCCASIONAL = "occasional", "수시"


APPLICATIONS = frozenset({Matter.EXEMPTION, Matter.DEFERMENT})


@facts
class ConveneFacts(Facts):
    """What lies before the committee, who asks for a meeting, and when.

    `members` are all members (재적위원); `demanding` those of them who ask for a meeting. `term_start`: just
    before or right after the start of a semester.
    """

    matters: tuple[Matter, ...] = fact("심의할 사항", default=())
    chair_finds_needed: bool = fact(
        "위원장이 회의가 필요하다고 인정함", default=False, hint="그 밖의 사항을 심의하려고 할 때 살펴봅니다."
    )
    members: int | None = fact("재적위원 수", default=None, at_least=1, at_most=99)
    demanding: int = fact("회의를 요구한 위원 수", default=0, at_least=0, at_most=99)
    term_start: bool = fact("학기 시작 전이나 직후임", default=False)

    def check(self) -> None:
        """Refuse a demand by more members than there are, or by a share that cannot be told."""
        if not self.demanding:
            return
        if self.members is None:
            raise BadInput("members", "재적위원의 3분의 1인지 알 수 없습니다. 재적위원 수를 넣어 주세요(p.12).")
        if self.demanding > self.members:
            raise BadInput(
                "demanding",
                f"회의를 요구한 위원({self.demanding}명)이 재적위원({self.members}명)보다 많습니다. 바로잡아 주세요.",
            )


@dataclass(frozen=True, kw_only=True)
class Convening(Result):
    """Whether the committee may meet, whether it must, in which session, and what has to be reported."""

    may_meet: bool = told("소집할 수 있음")
    must_meet: bool = told("반드시 개최해야 함")
    session: Session = told("회의 구분")
    report: str | None = told("보고")


@decision(
    "committee.convene",
    title="의무교육관리위원회 소집",
    pages=(12, 13),
    asked_as=(
        "의무교육관리위원회를 꼭 열어야 하나요?",
        "의무교육관리위원회는 언제 여나요?",
        "위원 몇 명이 요구하면 회의를 소집하나요?",
        "정기 개최 결과는 언제 보고하나요?",
    ),
    forms=("1-18", "1-22"),
)
def convene(facts: ConveneFacts) -> Convening:
    """Whether the matters, the chair or a third of the members let the committee meet, or make it (p.12–13)."""
    grounds = tuple(_grounds(facts))
    session = Session.REGULAR if facts.term_start else Session.OCCASIONAL
    may_meet = bool(grounds)
    return Convening(
        may_meet=may_meet,
        must_meet=_must_meet(facts),
        session=session,
        report=REPORT if may_meet and session is Session.REGULAR else None,
        because=(*(grounds or _no_ground(facts)), *_about_the_session(facts, may_meet=may_meet)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _must_meet(facts: ConveneFacts) -> bool:
    return facts.term_start and not APPLICATIONS.isdisjoint(facts.matters)


def _grounds(facts: ConveneFacts) -> Iterator[Step]:
    """Each ground on which a meeting may be called."""
    named = [each.korean for each in facts.matters if each is not Matter.OTHER]
    if named:
        yield Step(f"위원회가 심의하는 사항({', '.join(named)})이 있으므로 회의를 소집할 수 있습니다.", MATTERS)
    if facts.chair_finds_needed:
        yield Step("위원장이 필요하다고 인정했으므로 회의를 소집할 수 있습니다.", CHAIR)
    if facts.demanding and facts.demanding >= _a_third(facts):
        yield Step(
            f"재적위원 {facts.members}명 가운데 {facts.demanding}명이 요구했으므로 소집할 수 있습니다"
            f"({_a_third(facts)}명 이상).",
            DEMAND_SHARE.at(HANDBOOK_SCHOOL_YEAR).source,
        )


def _a_third(facts: ConveneFacts) -> int:
    return at_least(DEMAND_SHARE.at(HANDBOOK_SCHOOL_YEAR).share, of=facts.members or 0)


def _no_ground(facts: ConveneFacts) -> Iterator[Step]:
    yield Step("심의할 사항이나 위원장의 인정이 없어 아직 소집할 수 없습니다.", CHAIR)
    if facts.demanding:
        yield Step(
            f"회의를 요구한 위원 {facts.demanding}명은 재적위원의 3분의 1인 {_a_third(facts)}명보다 적습니다.",
            DEMAND_SHARE.at(HANDBOOK_SCHOOL_YEAR).source,
        )


def _about_the_session(facts: ConveneFacts, *, may_meet: bool) -> Iterator[Step]:
    if _must_meet(facts):
        yield Step("학기 시작 전이나 직후에 면제·유예 신청을 심의하려면 반드시 회의를 엽니다.", AT_TERM_START)
    elif facts.term_start:
        yield Step("학기 시작 무렵이라도 면제·유예 신청 안건이 없으면 열지 않을 수 있습니다.", MAY_BE_LEFT_OUT)
    else:
        yield Step("학기 시작 무렵이 아니면 필요할 때 수시로 엽니다.", OCCASIONAL)
    if may_meet and facts.term_start:
        yield Step("정기 개최 결과는 매년 3월 말에 교육장에게 보고합니다.", REPORTED)
    if may_meet and not _must_meet(facts):
        yield Step("회의를 열지와 그 시기는 학교장이 정합니다.", PRINCIPAL_DECIDES)
