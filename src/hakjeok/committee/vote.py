"""committee.vote: whether a committee could open its meeting and whether it decided (개의와 의결)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.shares import more_than
from hakjeok.source import Source, Step

QUORUM_SHARE = load("committee")["quorum_share"]
MAJORITY_SHARE = load("committee")["majority_share"]

EXCLUDED = Source(page=93, quote="이 경우 기피 신청의 대상인 위원은 그 의결에 참여하지 못함", reading=True)
MINUTES = Source(page=13, quote="회의 결과의 요지를 기록한 회의록 및 결과보고서를 작성함")


@facts
class VoteFacts(Facts):
    """Heads counted at a meeting.

    `enrolled` are all members (재적위원), `present` those present who may vote, `excluded` those who do not
    vote because they are excused or challenged: they are not among `present`.
    """

    enrolled: int = fact("재적위원 수", at_least=1, at_most=99)
    present: int = fact(
        "의결에 참여하는 출석위원 수", at_least=0, at_most=99, hint="제척·기피·회피한 위원은 빼고 셉니다."
    )
    in_favour: int = fact("찬성한 위원 수", at_least=0, at_most=99)
    excluded: int = fact("제척·기피·회피한 위원 수", default=0, at_least=0, at_most=99)

    def check(self) -> None:
        """Refuse more members than there are."""
        if self.present > self.enrolled:
            raise BadInput(
                "present",
                f"출석위원({self.present}명)이 재적위원({self.enrolled}명)보다 많습니다. 바로잡아 주세요.",
            )
        if self.in_favour > self.present:
            raise BadInput(
                "in_favour",
                f"찬성한 위원({self.in_favour}명)이 출석위원({self.present}명)보다 많습니다. 바로잡아 주세요.",
            )
        if self.present + self.excluded > self.enrolled:
            raise BadInput(
                "excluded",
                f"출석위원({self.present}명)에 제척·기피·회피한 위원({self.excluded}명)을 더하면 "
                f"재적위원({self.enrolled}명)보다 많습니다. 의결에 참여하지 않는 위원은 출석위원에서 빼 주세요.",
            )


@dataclass(frozen=True, kw_only=True)
class Vote(Result):
    """Members needed to open the meeting and to decide, and whether there were so many."""

    quorum: int = told("개의에 필요한 위원 수")
    quorate: bool = told("개의할 수 있음")
    majority: int = told("의결에 필요한 찬성 수")
    passed: bool = told("가결됨")


@decision(
    "committee.vote",
    title="위원회의 개의와 의결",
    pages=(13, 93),
    asked_as=(
        "위원 몇 명이 나와야 회의를 열 수 있나요?",
        "찬성이 몇 명이면 가결되나요?",
        "찬반이 같으면 어떻게 되나요?",
    ),
    forms=("1-20", "1-21", "1-19"),
)
def vote(facts: VoteFacts) -> Vote:
    """More than half of all members have to be present, and more than half of those present to agree (p.13)."""
    quorum = more_than(QUORUM_SHARE.at(HANDBOOK_SCHOOL_YEAR).share, of=facts.enrolled)
    majority = more_than(MAJORITY_SHARE.at(HANDBOOK_SCHOOL_YEAR).share, of=facts.present)
    quorate = facts.present >= quorum
    return Vote(
        quorum=quorum,
        quorate=quorate,
        majority=majority,
        passed=quorate and facts.in_favour >= majority,
        because=tuple(_reasons(facts, quorum, majority)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _reasons(facts: VoteFacts, quorum: int, majority: int) -> Iterator[Step]:
    if facts.excluded:
        yield Step(
            f"제척·기피·회피한 위원 {facts.excluded}명은 의결에 참여하지 않으므로 출석위원으로 세지 않습니다.", EXCLUDED
        )
    quorate = facts.present >= quorum
    yield Step(
        f"재적위원 {facts.enrolled}명의 과반수는 {quorum}명이고 {facts.present}명이 출석했으므로 "
        f"{'개의할 수 있습니다' if quorate else '개의할 수 없습니다'}.",
        QUORUM_SHARE.at(HANDBOOK_SCHOOL_YEAR).source,
    )
    if quorate:
        verdict = "가결되었습니다" if facts.in_favour >= majority else "부결되었습니다"
        yield Step(
            f"출석위원 {facts.present}명의 과반수는 {majority}명이고 {facts.in_favour}명이 찬성했으므로 {verdict}.",
            MAJORITY_SHARE.at(HANDBOOK_SCHOOL_YEAR).source,
        )
        yield Step("회의록과 결과보고서를 작성합니다.", MINUTES)
