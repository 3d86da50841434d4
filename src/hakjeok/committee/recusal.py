"""committee.recusal: whether a member takes part (위원의 제척·기피·회피)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.committee.words import CommitteeKind
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

KIN = Source(page=93, quote="친족이거나 친족이었던 경우에는 위원회의 평가에서 제척(除斥)됨")
CHALLENGE = Source(page=93, quote="위원회에 기피 신청을 할 수 있고, 위원회는 이를 의결로 결정한다.")
OWN_CHALLENGE = Source(page=93, quote="이 경우 기피 신청의 대상인 위원은 그 의결에 참여하지 못함")
WITHDRAWAL = Source(page=93, quote="위원이 제척 사유에 해당하는 경우에는 스스로 위원회의 평가에서 회피(回避)하여야 함")
BY_SCHOOL_RULE = Source(page=12, quote="위원회의 구체적인 구성 및 운영 등에 관한 사항은 학칙으로 정함", reading=True)


class Recusal(Word):
    """How a member is kept out (위원이 빠지는 까닭)."""

    BY_LAW = "제척", "제척"
    BY_CHALLENGE = "기피", "기피"
    BY_WITHDRAWAL = "회피", "회피"


@facts
class MemberFacts(Facts):
    """One member and the pupil whose matter is decided."""

    kin_of_pupil: bool = fact("학생의 친족이거나 친족이었음", default=False)
    withdraws: bool = fact(
        "스스로 회피함", default=False, hint="친족인 위원은 스스로 회피해야 합니다.", asked_if=("kin_of_pupil", (True,))
    )
    challenged: bool = fact("학생이나 학부모가 기피를 신청함", default=False)
    challenge_upheld: bool = fact("위원회가 기피 신청을 받아들임", default=False, asked_if=("challenged", (True,)))

    def check(self) -> None:
        """Refuse a challenge that was upheld but never made."""
        if self.challenge_upheld and not self.challenged:
            raise BadInput(
                "challenge_upheld",
                "기피 신청이 없는데 받아들인 것으로 되어 있습니다. 둘 가운데 하나를 바로잡아 주세요.",
            )


@facts
class RecusalFacts(Facts):
    """The committee and the member in question."""

    kind: CommitteeKind = fact("위원회")
    member: MemberFacts = fact("위원")


@dataclass(frozen=True, kw_only=True)
class Recused(Result):
    """Whether the member is kept out of the matter, and how."""

    excluded: bool = told("심의에서 빠짐")
    by: Recusal | None = told("빠지는 까닭")
    votes_on_own_challenge: bool = told("자신에 대한 기피 의결에 참여함")


@decision(
    "committee.recusal",
    title="위원의 제척·기피·회피",
    pages=(12, 93),
    asked_as=(
        "위원이 학생의 친척이면 심의에 참여할 수 있나요?",
        "학부모가 위원을 빼 달라고 할 수 있나요?",
        "기피 신청을 받은 위원도 표결하나요?",
    ),
)
def recusal(facts: RecusalFacts) -> Recused:
    """Kin of the pupil are out by law and withdraw; one who is challenged is out when the committee says so (p.93)."""
    by = _ground(facts.member)
    return Recused(
        excluded=by is not None,
        by=by,
        votes_on_own_challenge=False,
        because=tuple(_reasons(facts)),
        warnings=tuple(_warnings(facts)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _ground(member: MemberFacts) -> Recusal | None:
    if member.kin_of_pupil:
        return Recusal.BY_WITHDRAWAL if member.withdraws else Recusal.BY_LAW
    return Recusal.BY_CHALLENGE if member.challenge_upheld else None


def _reasons(facts: RecusalFacts) -> Iterator[Step]:
    member = facts.member
    if member.kin_of_pupil:
        yield Step("학생의 친족이거나 친족이었던 위원은 심의에서 제척됩니다.", KIN)
        yield Step("제척 사유가 있는 위원은 스스로 회피해야 합니다.", WITHDRAWAL)
    if member.challenged:
        upheld = "받아들였으므로 빠집니다" if member.challenge_upheld else "받아들이지 않으면 심의에 참여합니다"
        yield Step(f"기피 신청은 위원회가 의결로 정하며, {upheld}.", CHALLENGE)
    if not member.kin_of_pupil and not member.challenged:
        yield Step("제척 사유와 기피 신청이 없으므로 심의에 참여합니다.", KIN)
    yield Step("기피 신청을 받은 위원은 그 신청에 대한 의결에 참여하지 못합니다.", OWN_CHALLENGE)
    if facts.kind is CommitteeKind.COMPULSORY_EDUCATION:
        yield Step("의무교육관리위원회의 운영은 학칙으로 정하므로 같은 기준을 준용했습니다.", BY_SCHOOL_RULE)


def _warnings(facts: RecusalFacts) -> Iterator[str]:
    if facts.kind is CommitteeKind.COMPULSORY_EDUCATION:
        yield (
            "제척·기피·회피의 기준은 조기진급·졸업·진학 평가위원회의 것입니다(p.93). "
            "의무교육관리위원회는 학칙에 다른 정함이 있는지 살펴봐 주세요(p.12)."
        )
    if facts.member.withdraws and not facts.member.kin_of_pupil:
        yield "제척 사유가 없는 위원의 회피는 지침에 없어 반영하지 않았습니다(p.93). 학칙을 살펴봐 주세요."
