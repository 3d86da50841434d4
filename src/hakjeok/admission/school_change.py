"""admission.school_change: entering another school than the one that was assigned (입학할 학교의 변경)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.facts import Facts, fact, facts
from hakjeok.korean import with_particle
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

APPROVER = "입학하려는 학교의 장"
NEW_DONG = "새 주소지의 동장"
NOTIFY = ("동장", "원래 지정된 학교의 장")
FORMS = ("1-9", "1-10", "1-11")

DISTRICT = Source(page=15, quote="초등학교 입학은 거주지에 해당되는 통학구역 내 초등학교에 입학하는 것이 원칙입니다.")
UNAVOIDABLE = Source(
    page=10,
    law="초·중등교육법 시행령 제18조제1항",
    quote="아동의 보호자가 부득이한 사유로 인하여 지정된 학교 외의 초등학교에 그 아동을 입학시키고자 할 때는 "
    "입학할 학교장의 승인을 받아야 함",
)
GUARDIAN_DEBT = Source(page=11, quote="보호자의 채무로 인한 학생의 학습권 보호")
CLOSED_SCHOOL = Source(page=11, quote="학교 통·폐합으로 인한 폐지학교 위탁교육생")
VIOLENCE = Source(page=11, quote="법원 또는 관련 기관에서 인정한 가정폭력 및 아동학대 등")
OTHER = Source(
    page=15,
    quote="학교장의 허가를 받는다면 지정된 학교가 아닌 타 통학구역의 초등학교에 입학할 수 있음",
    reading=True,
)
MOVED = Source(
    page=15,
    law="초·중등교육법 시행령 제21조",
    quote="취학통지서를 받은 후 주소지 변경이 되었을 경우 변경된 주소지의 주민센터에서 배정하는 학교로 입학이 가능",
)
TOLD_AT_ONCE = Source(
    page=10,
    law="초·중등교육법 시행령 제18조제2항",
    quote="다. 통보 기관: 동장, 원래 지정된 학교장 라. 통보 기한: 변경 수락 즉시",
)
ENCLOSED = Source(
    page=108,
    quote="붙임 1. 학부모 신청서 1부. 2. 변경사유에 해당하는 증빙서류 1부. 3. 주민등록등본 1부. 4. 취학통지서 1부.",
)


class ChangeReason(Word):
    """Why the child is to enter another school (입학할 학교의 변경 사유)."""

    GUARDIAN_DEBT = "guardian_debt", "보호자의 채무"
    CLOSED_SCHOOL = "closed_school", "학교 통·폐합"
    DOMESTIC_VIOLENCE_OR_ABUSE = "domestic_violence_or_abuse", "가정폭력·아동학대"
    MOVED = "moved", "취학통지 뒤 이사"
    DISTANCE = "distance", "통학 거리"
    PREFERENCE = "preference", "학교 선호"
    OTHER_HARDSHIP = "other_hardship", "그 밖의 부득이한 사유"


class ChangeDocument(Word):
    """What is enclosed with the approval (입학할 학교 변경의 서류)."""

    APPLICATION = "application", "취학학교 변경 신청서"
    PROOF_OF_REASON = "proof_of_reason", "변경 사유의 증빙서류"
    RESIDENT_REGISTER = "resident_register", "주민등록등본"
    ENTRY_NOTICE = "entry_notice", "취학통지서"


# The unavoidable reasons of p.11 and where each stands; others are no such reason.
UNAVOIDABLE_REASONS = {
    ChangeReason.GUARDIAN_DEBT: GUARDIAN_DEBT,
    ChangeReason.CLOSED_SCHOOL: CLOSED_SCHOOL,
    ChangeReason.DOMESTIC_VIOLENCE_OR_ABUSE: VIOLENCE,
    ChangeReason.OTHER_HARDSHIP: OTHER,
}


@facts
class SchoolChangeFacts(Facts):
    """Why another school is wanted, and whether a court or an agency has recognised the violence."""

    reason: ChangeReason = fact("변경 사유")
    recognised_by_court_or_agency: bool = fact(
        "법원이나 관련 기관이 인정함",
        default=False,
        hint="법원의 결정이나 아동보호전문기관 등의 확인이 있으면 표시합니다.",
        asked_if=("reason", (ChangeReason.DOMESTIC_VIOLENCE_OR_ABUSE,)),
    )


@dataclass(frozen=True, kw_only=True)
class SchoolChange(Result):
    """Whether the child may enter another school, who approves and who is told.

    After a move nobody approves (`approver` is None): `assigned_by` says who assigns the school. `notify`,
    `documents` and `forms` are those of an approval and empty without one.
    """

    admissible: bool = told("변경할 수 있음")
    needs_principal_judgement: bool = told("학교장이 사유를 판단함")
    approver: str | None = told("승인하는 사람")
    assigned_by: str | None = told("새로 배정하는 사람")
    notify: tuple[str, ...] = told("알릴 곳")
    documents: tuple[ChangeDocument, ...] = told("서류")
    forms: tuple[str, ...] = told("서식")


@decision(
    "admission.school_change",
    title="입학할 학교의 변경",
    pages=(10, 11, 15),
    asked_as=(
        "배정받은 학교 말고 다른 초등학교에 입학할 수 있나요?",
        "취학통지서를 받은 뒤 이사하면 어느 학교로 가나요?",
        "학교가 멀면 입학할 학교를 바꿀 수 있나요?",
    ),
    forms=FORMS,
)
def school_change(facts: SchoolChangeFacts) -> SchoolChange:
    """Tell whether a child may enter a school other than the assigned one, and by whose approval (p.10–11)."""
    has_moved = facts.reason is ChangeReason.MOVED
    approvable = _is_approvable(facts)
    return SchoolChange(
        admissible=approvable or has_moved,
        needs_principal_judgement=facts.reason is ChangeReason.OTHER_HARDSHIP,
        approver=None if has_moved else APPROVER,
        assigned_by=NEW_DONG if has_moved else None,
        notify=NOTIFY if approvable else (),
        documents=tuple(ChangeDocument) if approvable else (),
        forms=FORMS if approvable else (),
        because=tuple(_reasons(facts, approvable)),
        warnings=tuple(_warnings(facts)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _is_approvable(facts: SchoolChangeFacts) -> bool:
    if facts.reason is ChangeReason.DOMESTIC_VIOLENCE_OR_ABUSE:
        return facts.recognised_by_court_or_agency
    return facts.reason in UNAVOIDABLE_REASONS


def _reasons(facts: SchoolChangeFacts, approvable: bool) -> Iterator[Step]:
    yield Step("초등학교는 주소지의 통학구역에 있는 학교에 입학하는 것이 원칙입니다.", DISTRICT)
    if facts.reason is ChangeReason.MOVED:
        yield Step(
            "취학통지서를 받은 뒤 주소가 바뀌면 학교장의 승인 없이 새 주소지의 주민센터가 학교를 배정합니다.", MOVED
        )
        return
    yield Step("부득이한 사유가 있으면 입학하려는 학교의 장이 승인합니다.", UNAVOIDABLE)
    yield _about_reason(facts)
    if approvable:
        yield Step("변경 신청서, 사유의 증빙서류, 주민등록등본, 취학통지서를 붙입니다.", ENCLOSED)
        yield Step("승인하면 즉시 동장과 원래 지정된 학교의 장에게 알립니다.", TOLD_AT_ONCE)


def _about_reason(facts: SchoolChangeFacts) -> Step:
    reason = with_particle(facts.reason.korean, "은", "는")
    if facts.reason not in UNAVOIDABLE_REASONS:
        return Step(f"{reason} 부득이한 사유가 아닙니다.", DISTRICT)
    source = UNAVOIDABLE_REASONS[facts.reason]
    if facts.reason is ChangeReason.OTHER_HARDSHIP:
        return Step(f"{reason} 학교장이 살펴 허가할 수 있습니다.", source)
    if facts.reason is not ChangeReason.DOMESTIC_VIOLENCE_OR_ABUSE:
        return Step(f"{reason} 부득이한 사유입니다.", source)
    if facts.recognised_by_court_or_agency:
        return Step(f"법원이나 관련 기관이 인정한 {reason} 부득이한 사유입니다.", source)
    return Step(f"{reason} 법원이나 관련 기관이 인정하여야 부득이한 사유가 됩니다.", source)


def _warnings(facts: SchoolChangeFacts) -> Iterator[str]:
    if facts.reason is ChangeReason.OTHER_HARDSHIP:
        yield "부득이한 사유인지 학교장이 판단해야 합니다. 증빙서류를 받아 살펴봐 주세요(p.10, 15)."
    if facts.reason is ChangeReason.DOMESTIC_VIOLENCE_OR_ABUSE and not facts.recognised_by_court_or_agency:
        yield "법원이나 관련 기관의 인정을 받을 수 있는지 살피고, 아동학대가 의심되면 즉시 신고해 주세요(p.10, 11)."
