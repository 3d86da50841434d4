"""committee.compose: whether a committee is made up lawfully (위원회의 구성)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.committee.words import CommitteeKind
from hakjeok.discrepancies import warning_of
from hakjeok.facts import Facts, fact, facts
from hakjeok.korean import with_particle
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

FIGURES = load("committee")

PRINCIPAL_CHAIRS = Source(page=12, quote="학교장은 당연직으로서 위원장이 됨")
NOT_ONE_FIELD = Source(page=12, quote="위원회 외부위원 전체가 특정 분야에 한정된 위원으로 구성되지 않도록 주의함")
VICE_PRINCIPAL_CHAIRS = Source(page=93, quote="위원회의 위원장은 해당 학교의 교감이 된다.")
TEACHER_CHAIRS = Source(page=93, quote="교감이 없는 학교의 경우에는 해당 학교장이 지명하는 교사가 위원장이 됨")
WHO_MAY_SIT = Source(page=93, quote="위원회의 위원은 해당 학교의 교사, 학부모 및 교육 관련 전문가로 구성함")
EACH_AT_LEAST_ONE = Source(
    page=93, quote="위원회의 위원은 해당 학교의 교사, 학부모 및 교육 관련 전문가로 구성함", reading=True
)


class Role(Word):
    """What a member is (위원의 직위나 역할)."""

    PRINCIPAL = "principal", "학교장"
    VICE_PRINCIPAL = "vice_principal", "교감"
    HEAD_TEACHER = "head_teacher", "부장교사(교무·학년)"
    COUNSELLOR = "counsellor", "전문상담교사"
    NURSE = "nurse", "보건교사"
    VIOLENCE_OFFICER = "violence_officer", "학교폭력 담당교사"
    TEACHER = "teacher", "교사"
    POLICE = "police", "관할 경찰"
    WELFARE_OFFICER = "welfare_officer", "동 사회복지전담공무원"
    CHILD_PROTECTION = "child_protection", "아동보호기관 관계자"
    PARENT = "parent", "학부모"
    EXPERT = "expert", "교육 관련 전문가"


class CompositionProblem(Word):
    """What is wrong with a committee (구성의 문제)."""

    TOO_FEW_MEMBERS = "too_few_members", "위원이 모자람"
    TOO_MANY_MEMBERS = "too_many_members", "위원이 너무 많음"
    NO_CHAIR = "no_chair", "위원장이 없음"
    SEVERAL_CHAIRS = "several_chairs", "위원장이 여럿임"
    CHAIR_NOT_PRINCIPAL = "chair_not_principal", "위원장이 학교장이 아님"
    TOO_FEW_INTERNAL = "too_few_internal", "정해진 내부위원이 모자람"
    TOO_FEW_EXTERNAL = "too_few_external", "정해진 외부위원이 모자람"
    EXTERNAL_OF_ONE_FIELD = "external_of_one_field", "외부위원이 모두 한 분야임"
    CHAIR_NOT_VICE_PRINCIPAL = "chair_not_vice_principal", "위원장이 교감이 아님"
    CHAIR_NOT_TEACHER = "chair_not_teacher", "위원장이 교사가 아님"
    NO_TEACHER = "no_teacher", "교사 위원이 없음"
    NO_PARENT = "no_parent", "학부모 위원이 없음"
    NO_EXPERT = "no_expert", "전문가 위원이 없음"
    NOT_ELIGIBLE = "not_eligible", "위원이 될 수 없는 사람이 있음"


PRINCIPAL = frozenset({Role.PRINCIPAL})
VICE_PRINCIPAL = frozenset({Role.VICE_PRINCIPAL})
TEACHERS = frozenset({Role.HEAD_TEACHER, Role.COUNSELLOR, Role.NURSE, Role.VIOLENCE_OFFICER, Role.TEACHER})
# The roles of p.12 of which two or more have to sit in the compulsory-education committee.
INTERNAL = (VICE_PRINCIPAL | TEACHERS) - {Role.TEACHER}
EXTERNAL = frozenset({Role.POLICE, Role.WELFARE_OFFICER, Role.CHILD_PROTECTION, Role.PARENT})
OF_THE_SCHOOL = PRINCIPAL | VICE_PRINCIPAL | TEACHERS
EARLY = {
    CompositionProblem.NO_TEACHER: TEACHERS,
    CompositionProblem.NO_PARENT: frozenset({Role.PARENT}),
    CompositionProblem.NO_EXPERT: frozenset({Role.EXPERT}),
}


@facts
class Member(Facts):
    """One member. `field` is the line of work that an external member stands for; left out it is the role."""

    role: Role = fact("직위나 역할")
    external: bool = fact("외부위원", default=False, hint="학교에 근무하지 않는 위원이면 표시해 주세요.")
    field: str | None = fact(
        "분야", default=None, hint="외부위원이 모두 한 분야이면 안 됩니다. 비우면 역할을 분야로 봅니다."
    )
    chair: bool = fact("위원장", default=False)

    @property
    def line_of_work(self) -> str:
        """The field, or the role where no field is given."""
        return (self.field or "").strip() or self.role.value

    @property
    def of_the_school(self) -> bool:
        """Whether this is one of the school's own staff."""
        return self.role in OF_THE_SCHOOL and not self.external


@facts
class ComposeFacts(Facts):
    """The committee and its members, the chair included."""

    kind: CommitteeKind = fact("위원회")
    members: tuple[Member, ...] = fact("위원", default=(), hint="위원장도 함께 넣습니다.")
    has_vice_principal: bool = fact(
        "교감이 있는 학교임", default=True, asked_if=("kind", (CommitteeKind.EARLY_PROMOTION,))
    )

    @property
    def chairs(self) -> tuple[Member, ...]:
        """Those who are said to chair."""
        return tuple(each for each in self.members if each.chair)


@dataclass(frozen=True, kw_only=True)
class Composition(Result):
    """Whether the committee is made up lawfully, and what is wrong with it."""

    valid: bool = told("구성 기준에 맞음")
    problems: tuple[CompositionProblem, ...] = told("고칠 점")


Finding = tuple[CompositionProblem | None, Step]


@decision(
    "committee.compose",
    title="위원회의 구성",
    pages=(12, 93),
    asked_as=(
        "의무교육관리위원회 위원은 몇 명인가요?",
        "위원장은 누가 하나요?",
        "외부위원은 누구를 몇 명 넣어야 하나요?",
        "조기진급 평가위원회는 어떻게 구성하나요?",
    ),
)
def compose(facts: ComposeFacts) -> Composition:
    """Check size, chair and members of a committee against the handbook (p.12, 93)."""
    check = _compulsory if facts.kind is CommitteeKind.COMPULSORY_EDUCATION else _early
    findings = tuple(check(facts))
    problems = tuple(dict.fromkeys(problem for problem, _ in findings if problem is not None))
    return Composition(
        valid=not problems,
        problems=problems,
        because=tuple(step for _, step in findings),
        warnings=tuple(_warnings(facts, problems)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _compulsory(facts: ComposeFacts) -> Iterator[Finding]:
    yield _size(facts, "compulsory_fewest", "compulsory_most")
    yield _chair(facts, PRINCIPAL, CompositionProblem.CHAIR_NOT_PRINCIPAL, PRINCIPAL_CHAIRS)
    internal = sum(each.role in INTERNAL and not each.external for each in facts.members)
    yield _enough(
        internal,
        "compulsory_internal",
        "내부위원(교감, 교무부장, 학년부장, 전문상담교사, 보건교사, 학교폭력 담당교사)",
        CompositionProblem.TOO_FEW_INTERNAL,
    )
    external = sum(each.role in EXTERNAL and each.external for each in facts.members)
    yield _enough(
        external,
        "compulsory_external",
        "외부위원(경찰, 사회복지전담공무원, 아동보호기관 관계자, 학부모)",
        CompositionProblem.TOO_FEW_EXTERNAL,
    )
    yield from _fields(facts)


def _early(facts: ComposeFacts) -> Iterator[Finding]:
    yield _size(facts, "early_fewest", "early_most")
    if facts.has_vice_principal:
        yield _chair(facts, VICE_PRINCIPAL, CompositionProblem.CHAIR_NOT_VICE_PRINCIPAL, VICE_PRINCIPAL_CHAIRS)
    else:
        yield _chair(facts, TEACHERS, CompositionProblem.CHAIR_NOT_TEACHER, TEACHER_CHAIRS)
    yield from _not_eligible(facts)
    yield from _each_at_least_one(facts)


def _size(facts: ComposeFacts, fewest: str, most: str) -> Finding:
    low, high = FIGURES[fewest].at(HANDBOOK_SCHOOL_YEAR), FIGURES[most].at(HANDBOOK_SCHOOL_YEAR)
    size = len(facts.members)
    problem = None
    if size < low.whole:
        problem = CompositionProblem.TOO_FEW_MEMBERS
    elif size > high.whole:
        problem = CompositionProblem.TOO_MANY_MEMBERS
    text = f"위원은 위원장을 포함해 {low.whole}명 이상 {high.whole}명 이하로 두며, 지금 {size}명입니다."
    return problem, Step(text, low.source)


def _chair(facts: ComposeFacts, roles: frozenset[Role], otherwise: CompositionProblem, source: Source) -> Finding:
    chairs = facts.chairs
    if not chairs:
        return CompositionProblem.NO_CHAIR, Step("위원장으로 정한 위원이 없습니다.", source)
    if len(chairs) > 1:
        return CompositionProblem.SEVERAL_CHAIRS, Step(f"위원장은 1명인데 {len(chairs)}명입니다.", source)
    fits = chairs[0].role in roles and chairs[0].of_the_school
    who = "교사" if roles is TEACHERS else next(iter(roles)).korean
    sits = f"{'외부위원인 ' if chairs[0].external else ''}{chairs[0].role.korean}"
    text = f"위원장은 이 학교의 {with_particle(who, '이', '가')} 맡으며, 지금 위원장은 {sits}입니다."
    return None if fits else otherwise, Step(text, source)


def _enough(count: int, figure: str, who: str, otherwise: CompositionProblem) -> Finding:
    needed = FIGURES[figure].at(HANDBOOK_SCHOOL_YEAR)
    problem = otherwise if count < needed.whole else None
    return problem, Step(f"{who}은 {needed.whole}명 이상 넣으며, 지금 {count}명입니다.", needed.source)


def _fields(facts: ComposeFacts) -> Iterator[Finding]:
    external = [each for each in facts.members if each.external]
    fields = {each.line_of_work for each in external}
    if len(external) > 1 and len(fields) == 1:
        text = f"외부위원 {len(external)}명이 모두 한 분야입니다. 다른 분야의 위원을 넣어 주세요."
        yield CompositionProblem.EXTERNAL_OF_ONE_FIELD, Step(text, NOT_ONE_FIELD)
    elif len(fields) > 1:
        yield None, Step(f"외부위원은 {len(fields)}개 분야에서 왔습니다.", NOT_ONE_FIELD)


def _not_eligible(facts: ComposeFacts) -> Iterator[Finding]:
    for number, member in enumerate(facts.members, start=1):
        if not _may_sit(member, facts):
            text = (
                f"{number}번째 위원({member.role.korean})은 이 학교의 교사, 학부모, 전문가가 아니어서 넣을 수 없습니다."
            )
            yield CompositionProblem.NOT_ELIGIBLE, Step(text, WHO_MAY_SIT)


def _may_sit(member: Member, facts: ComposeFacts) -> bool:
    """Teachers of the school, parents and experts; the vice principal as the chair of a school that has one."""
    if member.role is Role.VICE_PRINCIPAL:
        return facts.has_vice_principal and not member.external
    return member.role in (Role.PARENT, Role.EXPERT) or (member.role in TEACHERS and not member.external)


def _each_at_least_one(facts: ComposeFacts) -> Iterator[Finding]:
    sitting = {each.role for each in facts.members if _may_sit(each, facts)}
    missing = [problem for problem, roles in EARLY.items() if sitting.isdisjoint(roles)]
    for problem in missing:
        yield problem, Step(f"{problem.korean}: 교사, 학부모, 전문가가 1명 이상씩 있어야 합니다.", EACH_AT_LEAST_ONE)
    if not missing:
        yield None, Step("교사, 학부모, 전문가가 모두 있습니다.", EACH_AT_LEAST_ONE)


def _warnings(facts: ComposeFacts, problems: tuple[CompositionProblem, ...]) -> Iterator[str]:
    if facts.kind is CommitteeKind.EARLY_PROMOTION:
        if problems:
            yield warning_of("members_of_the_early_promotion_committee")
        return
    for number, member in enumerate(facts.members, start=1):
        if member.role is not Role.EXPERT and member.external == (member.role in OF_THE_SCHOOL):
            side = "외부위원" if member.external else "내부위원"
            yield f"{number}번째 위원({member.role.korean})이 {side}으로 적혀 있습니다. 맞는지 살펴봐 주세요(p.12)."
