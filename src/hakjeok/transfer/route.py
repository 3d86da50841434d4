"""transfer.route: how a change of schools is handled, who assigns the school, what it needs (전출입 처리 방법)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.korean import with_particle
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.transfer.reasons import ASSIGNMENTS, NEEDING_CONSENT, Assignment
from hakjeok.transfer.schools import ABROAD, HANDLED, MOVED, NO_RECORD_COMES_FROM, Handled
from hakjeok.transfer.words import BlankField, Block, Channel, Handling, Paper, Reason, SchoolKind

COMMITTEE = "의무교육관리위원회"
SUPERINTENDENT = "교육장"

COMMITTEE_INSTEAD = Source(
    page=12, quote="보호자의 동의를 얻어 전학하는 것이 곤란한 경우 해당 학생의 전학에 관한 사항의 심의"
)
NEVER_BACK = Source(page=47, quote="전학 전의 피해학생 소속 학교로 다시 전학올 수 없도록 하여야 함.")
WHILE_PENDING = Source(page=47, quote="조치 이행이 완료될 때까지 원칙적으로 학적변동을 제한함.")
TRANSFER_FIRST = Source(page=47, quote="교육장은 위 제8호(전학)의 조치를 우선적으로 시행할 수 있다.")

FORMER_OFFENDERS = tuple(
    reason for reason in Reason if reason not in (Reason.VIOLENCE_VICTIM, Reason.TEACHER_RIGHTS_OFFENDER)
)
TRANSFERRED_TO = tuple(kind for kind, row in HANDLED.items() if row.handling.moves_the_record)


@facts
class RouteFacts(Facts):
    """The two schools, the reason, and what stands in the way.

    `pending_measures`: measures against this pupil for school violence are not yet carried out.
    `target_is_victims_school`: the new school is that of the pupil (or teacher) whom this pupil harmed.
    """

    from_: SchoolKind = fact("옮기기 전의 학교", default=SchoolKind.DOMESTIC)
    to: SchoolKind = fact("옮겨 갈 학교·시설", default=SchoolKind.DOMESTIC)
    reason: Reason = fact("전학 사유", default=Reason.RESIDENCE, asked_if=("to", TRANSFERRED_TO))
    guardian_consent: bool = fact(
        "보호자 1명이 동의함",
        default=False,
        hint="가해자인 보호자의 동의는 동의로 보지 않습니다.",
        asked_if=("reason", NEEDING_CONSENT),
    )
    consent_impossible: bool = fact("보호자의 동의를 얻기 곤란함", default=False, asked_if=("reason", NEEDING_CONSENT))
    pending_measures: bool = fact(
        "학교폭력 가해학생 조치가 끝나지 않음",
        default=False,
        hint="사안이 접수된 때부터 심의위원회의 조치를 모두 이행할 때까지입니다.",
    )
    target_is_victims_school: bool = fact(
        "옮겨 갈 학교에 이 학생에게서 피해를 입은 사람이 있음",
        default=False,
        asked_if=("reason", (*FORMER_OFFENDERS, Reason.TEACHER_RIGHTS_OFFENDER)),
    )

    def check(self) -> None:
        """Refuse a return that is no transfer, and a consent that is both given and impossible."""
        if self.from_ in NO_RECORD_COMES_FROM:
            raise BadInput(
                "from",
                f"{with_particle(self.from_.korean, '은', '는')} 학적을 두는 학교가 아니어서 전출할 수 없습니다. "
                "학적이 있는 학교를 고르고, 정원 외에서 돌아오는 학생은 재취학·편입학으로 판정해 주세요.",
            )
        if self.guardian_consent and self.consent_impossible:
            raise BadInput(
                "consent_impossible",
                "보호자가 동의하였으면서 동의를 얻기 곤란하다고 되어 있습니다. 둘 가운데 하나만 남겨 주세요.",
            )

    @property
    def assignment(self) -> Assignment | None:
        """What 교육장 assigns a school for; None for a move of house and for schools that are not assigned."""
        return ASSIGNMENTS.get(self.reason) if self.to is SchoolKind.DOMESTIC else None


@dataclass(frozen=True, kw_only=True)
class Route(Result):
    """How the change is handled, by whom, with which papers, and whether it may be done at all."""

    handled_as: Handling = told("처리 방법")
    channel: Channel | None = told("자료를 보내는 방법")
    assigned_by: str | None = told("학교를 배정하는 사람")
    consent_required: bool = told("보호자의 동의가 필요함")
    committee: str | None = told("심의하는 위원회")
    documents: tuple[Paper, ...] = told("서류")
    forms: tuple[str, ...] = told("서식")
    secret: bool = told("비밀전입으로 처리함")
    blocked: Block | None = told("전학할 수 없는 까닭")
    fields_left_blank: tuple[BlankField, ...] = told("공란으로 두는 란")


@decision(
    "transfer.route",
    title="전출입 처리 방법",
    pages=(7, 12, 13, 40, 46, 47, 48, 49, 50, 51, 58, 66),
    asked_as=(
        "대안학교로 가면 전출로 처리하나요?",
        "제주국제학교로 가는 학생은 어떻게 처리하나요?",
        "보호자 동의 없이 전학할 수 있나요?",
        "아동학대 피해학생의 비밀전학은 어떻게 하나요?",
        "학교폭력 가해학생을 전학시킬 때 무엇이 필요한가요?",
    ),
)
def route(facts: RouteFacts) -> Route:
    """Say how a change of schools is handled, who assigns the new school and what it needs (p.46–49)."""
    sides = (HANDLED[facts.from_], HANDLED[facts.to])
    handled_as = _handled_as(sides)
    return Route(
        handled_as=handled_as,
        channel=_channel(handled_as),
        assigned_by=SUPERINTENDENT if facts.assignment else None,
        consent_required=_needs_consent(facts),
        committee=_committee(facts),
        documents=tuple(_documents(facts)),
        forms=tuple(_forms(facts)),
        secret=_secret(facts, handled_as),
        blocked=_block(facts, handled_as),
        fields_left_blank=HANDLED[facts.from_].blank if handled_as.moves_the_record else (),
        because=tuple(_reasons(facts, handled_as)),
        warnings=tuple(_warnings(facts, handled_as)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _handled_as(sides: tuple[Handled, Handled]) -> Handling:
    """The new school decides; between two schools of transfer, one off the system makes it a matter of paper."""
    former, new = sides
    if new.handling.moves_the_record and former.handling is Handling.TRANSFER_ON_PAPER:
        return former.handling
    return new.handling


def _channel(handled_as: Handling) -> Channel | None:
    if not handled_as.moves_the_record:
        return None
    return Channel.SYSTEM if handled_as is Handling.TRANSFER else Channel.PAPER


def _committee(facts: RouteFacts) -> str | None:
    return COMMITTEE if _instead_of_consent(facts) else HANDLED[facts.to].committee


def _instead_of_consent(facts: RouteFacts) -> bool:
    return facts.consent_impossible and _needs_consent(facts)


def _needs_consent(facts: RouteFacts) -> bool:
    return facts.assignment is not None and facts.assignment.consent


def _documents(facts: RouteFacts) -> Iterator[Paper]:
    if facts.assignment is not None:
        instead = _instead_of_consent(facts)
        yield from (each for each in facts.assignment.documents if not (instead and each is Paper.CONSENT))
    elif facts.reason is Reason.RESIDENCE and facts.to is SchoolKind.DOMESTIC:
        yield Paper.MOVING_REPORT
    yield from HANDLED[facts.to].documents_to
    if HANDLED[facts.to].handling.moves_the_record:
        yield from (each for each in HANDLED[facts.from_].documents_from if each not in HANDLED[facts.to].documents_to)


def _forms(facts: RouteFacts) -> Iterator[str]:
    if facts.assignment is not None:
        instead = _instead_of_consent(facts)
        yield from (each for each in facts.assignment.forms if not (instead and each == "3-2"))
    yield from HANDLED[facts.to].forms


def _secret(facts: RouteFacts, handled_as: Handling) -> bool:
    row = ASSIGNMENTS.get(facts.reason)
    return handled_as.moves_the_record and row is not None and row.secret


def _block(facts: RouteFacts, handled_as: Handling) -> Block | None:
    """Staying away is no change of the record; a measure to transfer is carried out although others are pending."""
    if handled_as is Handling.UNEXCUSED:
        return None
    if facts.target_is_victims_school and facts.reason in FORMER_OFFENDERS:
        return Block.VICTIMS_SCHOOL
    by_measure = facts.assignment is not None and facts.assignment.by_measure
    return Block.MEASURES_PENDING if facts.pending_measures and not by_measure else None


def _reasons(facts: RouteFacts, handled_as: Handling) -> Iterator[Step]:
    former, new = HANDLED[facts.from_], HANDLED[facts.to]
    if facts.assignment is not None:
        yield from facts.assignment.steps
    elif facts.from_ is facts.to is SchoolKind.DOMESTIC:
        yield Step("거주지를 옮기면 전입신고를 확인하고 교육정보시스템으로 전출·입합니다.", MOVED)
    if new.handling.moves_the_record:
        yield from (step for step in former.steps if step not in new.steps)
        yield from former.coming
    yield from new.steps
    if _instead_of_consent(facts):
        yield Step("보호자의 동의를 얻기 곤란하면 의무교육관리위원회가 전학을 심의합니다.", COMMITTEE_INSTEAD)
    yield from _about_blocks(facts, handled_as)


def _about_blocks(facts: RouteFacts, handled_as: Handling) -> Iterator[Step]:
    block = _block(facts, handled_as)
    if block is Block.VICTIMS_SCHOOL:
        yield Step("학교폭력 가해학생은 피해학생이 다니는 학교로 전학할 수 없습니다.", NEVER_BACK)
    elif block is Block.MEASURES_PENDING:
        yield Step("학교폭력 조치의 이행이 끝날 때까지 원칙적으로 학적을 바꾸지 않습니다.", WHILE_PENDING)
    elif facts.pending_measures and facts.reason is Reason.VIOLENCE_OFFENDER and handled_as.moves_the_record:
        yield Step("다른 조치가 남아 있어도 전학 조치를 먼저 시행할 수 있습니다.", TRANSFER_FIRST)


def _warnings(facts: RouteFacts, handled_as: Handling) -> Iterator[str]:
    if _needs_consent(facts) and not (facts.guardian_consent or facts.consent_impossible):
        yield (
            "보호자 1명의 동의를 받아야 의뢰할 수 있습니다. "
            "동의를 얻기 곤란하면 의무교육관리위원회가 심의합니다(p.12, 46)."
        )
    if _secret(facts, handled_as):
        yield "가해자가 친권자로서 전학한 학교를 알려 달라고 할 수 있으니, 비공개 정보로 다루어 알리지 마세요(p.47)."
    if facts.target_is_victims_school and facts.reason is Reason.TEACHER_RIGHTS_OFFENDER:
        yield "피해를 입은 교원과 같은 학교에 배정되지 않도록 노력해야 합니다. 교육장과 의논해 주세요(p.48)."
    if _block(facts, handled_as) is Block.MEASURES_PENDING:
        yield "‘원칙적으로’ 제한하는 것이므로 예외는 교육지원청과 의논하여 학교장이 판단해 주세요(p.47)."
    yield from _about_schools(facts, handled_as)


def _about_schools(facts: RouteFacts, handled_as: Handling) -> Iterator[str]:
    if handled_as.moves_the_record and {facts.from_, facts.to} & ABROAD:
        yield "한국학교와의 전출·입은 인정유학자에게만 합니다. 인정유학인지 확인해 주세요(p.48)."
    if facts.from_ is SchoolKind.ACCREDITED_ALTERNATIVE and handled_as.moves_the_record:
        yield "이전 학년도 자료는 추가입학/입력누락자 메뉴에서 직접 입력해야 합니다(p.49)."
    if handled_as is Handling.DEFERMENT:
        yield "그 대안교육기관이 교육감에게 등록되어 있는지 반드시 확인해 주세요(p.58)."
    if handled_as is Handling.UNEXCUSED:
        yield "취학 의무를 이행하지 않으면 과태료를 물 수 있음을 보호자에게 미리 안내해 주세요(p.50)."
