"""What an exemption or deferment takes: committee, documents, forms, who is told, and the steps in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hakjeok.suspension.reasons import ROWS
from hakjeok.suspension.words import Document, Kind, Otherwise, Reason
from hakjeok.vocabulary import COMPULSORY_EDUCATION_COMMITTEE, SPECIAL_EDUCATION_COMMITTEE

if TYPE_CHECKING:
    from hakjeok.suspension.decide import DecideFacts

GUARDIAN, OFFICE, DONG, PRINCIPAL = "보호자", "교육장", "동장", "학교장"

OF_THE_COMMITTEE = ("1-18", "1-22", "1-20", "1-21", "1-19", "1-23", "1-24")
OF_THE_ADVICE = ("1-18", "1-20")
TO_COME_BACK = ("1-6", "1-7")
NOTIFICATION, SPECIAL_APPLICATION, LOOK_UP_CONSENT = "1-5", "4-3-1", "4-5"
UNTIL_THE_RETURN = (
    "개인정보 활용에 동의하면 학교밖청소년지원센터에 연계합니다.",
    "유예가 끝나기 1개월 전까지 만료와 취학 방법을 등기 등으로 알립니다.",
    "유예가 끝나도 취학하지 않으면 소재와 안전을 확인하고 취학을 독려합니다.",
)
ON_THE_NEXT_REGISTER = "동장이 다음 해 취학아동명부에 넣고 취학을 통지합니다."
APPLICATIONS = {
    (Kind.EXEMPTION, False): "1-3",
    (Kind.EXEMPTION, True): "4-1",
    (Kind.DEFERMENT, False): "1-4",
    (Kind.DEFERMENT, True): "4-2",
}


def committee(facts: DecideFacts) -> str | None:
    """Which committee deliberates; none after a death, which comes first (p.7, 57)."""
    if facts.reason is Reason.DEATH:
        return None
    return SPECIAL_EDUCATION_COMMITTEE if facts.special_education else COMPULSORY_EDUCATION_COMMITTEE


def by_the_office(facts: DecideFacts) -> bool:
    """Whether the support office's committee decides (특수교육대상자)."""
    return committee(facts) == SPECIAL_EDUCATION_COMMITTEE


def documents(facts: DecideFacts) -> Iterator[Document]:
    """The papers of p.7, 8, 59 and 64; without a guardian nobody hands in an application."""
    if not facts.guardian_missing:
        yield Document.APPLICATION
    row = ROWS[facts.reason]
    if by_the_office(facts):
        if Document.RESIDENT_REGISTER not in row.documents:
            yield Document.RESIDENT_REGISTER
        yield Document.MINUTES
    yield from row.documents


def forms(facts: DecideFacts, record_created: bool) -> Iterator[str]:
    """The forms in the order in which they are needed, with the numbers of the appendix."""
    if not facts.guardian_missing:
        yield SPECIAL_APPLICATION if by_the_office(facts) else APPLICATIONS[facts.kind, facts.admitted]
    if ROWS[facts.reason].abroad:
        yield LOOK_UP_CONSENT
    if by_the_office(facts):
        yield from OF_THE_ADVICE
    elif facts.reason is not Reason.DEATH:
        yield from OF_THE_COMMITTEE
    yield NOTIFICATION
    if facts.kind is Kind.DEFERMENT and record_created:
        yield from TO_COME_BACK


def notify(facts: DecideFacts) -> tuple[str, ...]:
    """Who is told of the decision; the notice to a missing guardian may be left out (p.7, 8)."""
    return (OFFICE, DONG) if facts.guardian_missing else (GUARDIAN, OFFICE, DONG)


def procedure(facts: DecideFacts, record_created: bool) -> Iterator[str]:
    """What is done one after the other (p.8, 56, 59, 64)."""
    kind = facts.kind.korean
    if facts.guardian_missing:
        yield "학교장이 보호자가 신청할 수 없는 사유를 확인합니다."
    else:
        later = " 첨부서류는 심의하는 날까지 낼 수 있습니다." if committee(facts) else ""
        yield f"보호자가 학교장에게 {kind} 신청서와 증빙서류를 냅니다.{later}"
    yield from _deliberation(facts)
    if record_created:
        yield f"나이스 [학적]에서 {kind}를 등록합니다."
    yield f"{'·'.join(notify(facts))}에게 결과를 알립니다."
    if ROWS[facts.reason].abroad:
        yield "행정정보공동이용으로 실제 출국을 확인한 뒤 면제를 확정합니다."
    if record_created:
        yield "매월 1일 기준으로 취학관리전담기구에 보고합니다."
    if facts.admitted:
        yield "미인정결석학생으로 등록되어 있으면 3일 이내에 복귀 처리합니다."
    if facts.kind is Kind.DEFERMENT:
        yield from UNTIL_THE_RETURN if record_created else (ON_THE_NEXT_REGISTER,)


def _deliberation(facts: DecideFacts) -> Iterator[str]:
    if facts.reason is Reason.DEATH:
        yield "사망진단서를 붙여 내부결재를 받습니다."
        return
    if by_the_office(facts):
        yield "개별화교육지원팀이 협의하고 의무교육관리위원회의 자문을 받습니다."
        yield "교육지원청에 공문으로 신청하고 특수교육운영위원회가 심의합니다."
        return
    yield "면접에서 유의사항을 안내하고 위원회 개최를 기안하여 참석을 요청합니다."
    yield f"의무교육관리위원회가 심의합니다. {_who_attends(facts)}"
    yield f"{facts.kind.korean}일을 밝혀 심의 결과를 내부결재로 정합니다."


def _who_attends(facts: DecideFacts) -> str:
    if facts.guardian_attends:
        return "소재와 안전을 확인하고 보호자가 대신 출석할 수 있습니다."
    return "특별한 사유가 없으면 학생이 출석합니다."


def forms_otherwise(facts: DecideFacts, otherwise: Otherwise) -> tuple[str, ...]:
    """The forms of what applies instead (p.57, 64)."""
    if otherwise is Otherwise.UNEXCUSED_THEN_OUT_OF_QUOTA:
        return ROWS[facts.reason].forms_otherwise
    if otherwise in ASKED_INSTEAD:
        return (
            SPECIAL_APPLICATION if by_the_office(facts) else APPLICATIONS[ASKED_INSTEAD[otherwise], facts.admitted],
        )
    return (NOTIFICATION,) if otherwise is Otherwise.PRINCIPAL_EXEMPTION else ()


ASKED_INSTEAD = {Otherwise.EXEMPTION: Kind.EXEMPTION, Otherwise.DEFERMENT: Kind.DEFERMENT}
PROCEDURE_OTHERWISE: dict[Otherwise, tuple[str, ...]] = {
    Otherwise.UNEXCUSED_THEN_OUT_OF_QUOTA: (
        "결석한 날은 미인정결석으로 처리하고 미인정결석 관리·대응 절차를 따릅니다.",
        "결석이 수업일수의 3분의 1을 넘으면 학칙에 따라 정원 외로 학적을 관리합니다.",
        "당해 학년도에 재취학하면 진급하지 못한다는 것을 보호자에게 알립니다.",
    ),
    Otherwise.PRINCIPAL_EXEMPTION: (
        "결석한 날은 미인정결석으로 처리합니다.",
        "출석일수가 수업일수의 3분의 2에 미달하게 되면 학교장이 직권으로 면제할 수 있습니다.",
    ),
    Otherwise.EXEMPTION: ("면제를 신청합니다.",),
    Otherwise.DEFERMENT: ("유예를 신청합니다.",),
    Otherwise.STAY_ENROLLED: ("면제나 유예 없이 취학하고, 결석하면 그 사유에 따라 출결을 처리합니다.",),
    Otherwise.STAY_OUT_OF_QUOTA: ("정원 외 학적관리를 유지하고, 다시 다니려면 재취학을 신청합니다.",),
}
