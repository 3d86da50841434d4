"""suspension.decide: whether a pupil may be exempted or deferred, and how (취학 의무의 면제·유예)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.suspension.grounds import Finding, weigh
from hakjeok.suspension.papers import (
    GUARDIAN,
    PRINCIPAL,
    PROCEDURE_OTHERWISE,
    by_the_office,
    committee,
    documents,
    forms,
    forms_otherwise,
    notify,
    procedure,
)
from hakjeok.suspension.reasons import ROWS
from hakjeok.suspension.words import CurrentStatus, Document, Kind, Otherwise, Reason, Severity
from hakjeok.vocabulary import COMPULSORY_EDUCATION_COMMITTEE, Nationality

DELIBERATED = Source(
    page=66,
    law="초·중등교육법 시행령 제25조의2, 제28조",
    quote="유예, 면제 신청을 받은 학교의 장은 의무교육관리위원회 심의를 거처",
)
SPECIAL_EXEMPTION = Source(
    page=57, quote="특수교육대상자의 취학 의무 면제는 교육지원청 특수교육운영위원회의 심의를 거쳐 결정함"
)
SPECIAL_DEFERMENT = Source(page=8, quote="특수교육대상자의 취학 의무의 유예는 특수교육운영위원회의 심의를 거쳐 결정함.")
SPECIAL_PAPERS = Source(page=59, quote="② 주민등록등본 등(보호자임을 증명할 수 있는 서류)")
ADVICE = Source(page=59, quote="유예·면제에 대한 의무교육관리위원회 자문")
ATTENDS = Source(page=58, quote="의무교육관리위원회 심의 시에는 특별한 사유가 없는 한 반드시 학생이 출석하여야 함")
GUARDIAN_ATTENDS = Source(
    page=58, quote="해외출국 등으로 참석이 어려운 경우는 소재·안전 확인 후 보호자가 대신 참석 가능"
)
MISSING_EXEMPTION = Source(
    page=7, quote="의무교육 관리위원회의 심의를 거쳐 취학 면제를 결정할 수 있음(보호자 등에 대한 통보는 생략 가능)"
)
MISSING_DEFERMENT = Source(page=8, quote="의무교육관리위원회의 심의를 거쳐 취학 의무의 유예를 결정할 수 있음")
DEPARTURE = Source(page=64, quote="행정정보공동이용서비스 검색을 통해 실제 출국 여부 확인 후 최종 면제 처리")
TOLD = Source(page=7, quote="초등학교는 심의 결과를 보호자 및 교육장, 동장에게 통보함")
ADDED = Source(page=83, quote="면제 사유 발생 시점을 기준으로 의무교육관리위원회 심의를 받아")
RENEWED = Source(page=8, quote="유예 기간을 연장할 필요가 있는 경우 관련 절차에 따라 취학 유예를 다시 승인받아야 함")
BEFORE_ADMISSION = Source(page=58, quote="입학 전 취학의무의 유예(학적생성 안함)")
EXEMPT_BEFORE_ADMISSION = Source(page=13, quote="취학의무 면제 및 유예자 등)을 선택하여 취학 대상자를 관리함.")
RECORD_FIRST = Source(page=67, quote="이 경우 신입생 학적생성 후 유예를 권장합니다.")
OUT_OF_QUOTA = Source(page=8, quote="입학 후 취학을 유예한 학생에 대해서는 정원 외로 학적을 관리하며")
CREATED_ALL_THE_SAME = Source(
    page=67, quote="학적생성하고 입학일과 동시에 미인정결석 처리를 하다가 결석일수가 수업일수의 ⅓초과 시"
)
CHECK_REGISTRATION = Source(page=58, quote="해당 대안교육기관의 시도교육감(타 시도 포함) 등록 여부 확인 필수")

OF_ILLNESS = (Reason.ILLNESS, Reason.DEVELOPMENTAL)


@facts
class DecideFacts(Facts):
    """What is asked for, why, and for whom.

    `enrolled`: after admission. A fact that the reason needs and that is left out counts as met, with a
    warning that it has to be looked into; what has a default in the contract has it here.
    """

    kind: Kind = fact("무엇을 신청하나요")
    reason: Reason = fact("사유")
    severity: Severity | None = fact(
        "정도",
        default=None,
        hint="비워 두면 면제는 특수교육도 이수하기 어려운 정도, 유예는 장기간 치료가 필요한 정도로 봅니다.",
        asked_if=("reason", OF_ILLNESS),
    )
    treatment_months: int | None = fact(
        "진단서의 치료 기간(개월)",
        default=None,
        at_least=0,
        at_most=120,
        hint="특수교육대상자가 질병으로 신청할 때만 봅니다.",
        asked_if=("reason", (Reason.ILLNESS,)),
    )
    provable: bool = fact(
        "거주·체류·재학 기간을 증명할 수 있음",
        default=True,
        asked_if=("reason", (Reason.OVERSEAS_FAMILY_MOVE, Reason.OVERSEAS_ONE_PARENT)),
    )
    guardian_months_abroad: int | None = fact(
        "보호자가 외국에 거주한 기간(개월)",
        default=None,
        at_least=0,
        at_most=600,
        asked_if=("reason", (Reason.STUDY_ABROAD_SPECIAL,)),
    )
    guardian_missing: bool = fact("보호자가 행방불명 등으로 신청할 수 없음", default=False)
    current_status: CurrentStatus = fact("현재 학적", default=CurrentStatus.ENROLLED)
    official_dispatch: bool = fact(
        "공무상 해외파견 또는 이에 준하는 경우",
        default=False,
        asked_if=("reason", (Reason.OVERSEAS_ONE_PARENT,)),
    )
    months_abroad: int | None = fact(
        "외국에서 수학하는 기간(개월)",
        default=None,
        at_least=0,
        at_most=144,
        asked_if=("reason", (Reason.RECOGNIZED_STUDY_ABROAD,)),
    )
    special_education: bool = fact("특수교육대상자", default=False)
    nationality: Nationality = fact("국적", default=Nationality.KR)
    enrolled: bool = fact("입학한 뒤임", default=False, usual=True)
    pupil_attends_committee: bool = fact("학생이 위원회 심의에 출석함", default=False)
    absence_excused: bool = fact(
        "심한 질병이나 해외출국으로 학생이 출석하기 어려움",
        default=False,
        asked_if=("pupil_attends_committee", (False,)),
    )

    @property
    def admitted(self) -> bool:
        """Whether the pupil has a record here; one out of quota has, whatever was said of the admission."""
        return self.enrolled or self.current_status is CurrentStatus.OUT_OF_QUOTA

    @property
    def guardian_attends(self) -> bool:
        """Whether the guardian comes before the committee in the pupil's place."""
        return self.absence_excused and not self.pupil_attends_committee


@dataclass(frozen=True, kw_only=True)
class Suspension(Result):
    """Whether the request is available, and what it takes; `else_` is what applies where it is not."""

    available: bool = told("신청할 수 있음")
    committee: str | None = told("심의하는 위원회")
    documents: tuple[Document, ...] = told("제출 서류")
    forms: tuple[str, ...] = told("서식")
    notify: tuple[str, ...] = told("알릴 곳")
    procedure: tuple[str, ...] = told("처리 절차")
    else_: Otherwise | None = told("대신 적용되는 처리")
    committee_discretion: bool = told("위원회 판단에 따름")
    verify_departure: bool = told("출국을 확인한 뒤 확정")
    record_created: bool = told("학적을 생성하는지")
    started_by: str = told("절차를 시작하는 사람")


@decision(
    "suspension.decide",
    title="면제·유예를 할 수 있는지와 절차",
    pages=(6, 7, 8, 13, 56, 57, 58, 59, 64, 65, 66, 67, 68, 81, 83),
    asked_as=(
        "가족이 이민이나 해외파견으로 출국하면 면제가 되나요?",
        "부모 한 명과 출국해도 면제할 수 있나요?",
        "홈스쿨링이나 미인가 대안교육시설에 다니면 유예할 수 있나요?",
        "질병으로 유예하려면 어떤 서류가 필요한가요?",
        "면제와 유예에 의무교육관리위원회 심의가 필요한가요?",
    ),
)
def decide(facts: DecideFacts) -> Suspension:
    """Weigh a request for exemption or deferment by its reason, and tell what it takes (p.6–8, 56–68)."""
    found = weigh(facts)
    created = _record_created(facts, found.otherwise)
    if found.otherwise is None:
        papers, sheets = tuple(documents(facts)), tuple(forms(facts, created))
        told_to, in_order = notify(facts), tuple(procedure(facts, created))
    else:
        papers, sheets = (), forms_otherwise(facts, found.otherwise)
        told_to, in_order = (), PROCEDURE_OTHERWISE[found.otherwise]
    return Suspension(
        available=found.available,
        committee=committee(facts) if found.available else None,
        documents=papers,
        forms=sheets,
        notify=told_to,
        procedure=in_order,
        else_=found.otherwise,
        committee_discretion=found.discretion,
        verify_departure=found.available and ROWS[facts.reason].abroad,
        record_created=created,
        started_by=PRINCIPAL if facts.guardian_missing else GUARDIAN,
        because=tuple(_reasons(facts, found)),
        warnings=tuple(_warnings(facts, found)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _record_created(facts: DecideFacts, otherwise: Otherwise | None) -> bool:
    """Before admission only where the child has to come, or where the record is recommended first (p.58, 67)."""
    if facts.admitted:
        return True
    if otherwise is None or otherwise in (Otherwise.EXEMPTION, Otherwise.DEFERMENT):
        return facts.reason is Reason.REGISTERED_ALTERNATIVE
    return True


def _reasons(facts: DecideFacts, found: Finding) -> Iterator[Step]:
    yield from found.steps
    if not found.available:
        if found.otherwise is Otherwise.UNEXCUSED_THEN_OUT_OF_QUOTA and not facts.admitted:
            yield Step("입학하기 전이어도 학적을 생성하고 입학일부터 미인정결석으로 처리합니다.", CREATED_ALL_THE_SAME)
        return
    listed = ", ".join(each.korean for each in documents(facts))
    yield Step(f"제출 서류: {listed}", SPECIAL_PAPERS if by_the_office(facts) else ROWS[facts.reason].papers)
    yield from _about_committee(facts)
    yield from _about_record(facts)
    if ROWS[facts.reason].abroad:
        yield Step("실제 출국을 확인한 뒤에 면제를 확정합니다.", DEPARTURE)
    yield Step("결과를 보호자와 교육장, 동장에게 알립니다.", TOLD)
    if facts.guardian_missing:
        yield Step(
            "보호자가 신청할 수 없으므로 학교장이 사유를 확인하여 시작하고, 보호자에게 알리는 것은 생략할 수 있습니다.",
            MISSING_EXEMPTION if facts.kind is Kind.EXEMPTION else MISSING_DEFERMENT,
        )


def _about_committee(facts: DecideFacts) -> Iterator[Step]:
    if by_the_office(facts):
        source = SPECIAL_EXEMPTION if facts.kind is Kind.EXEMPTION else SPECIAL_DEFERMENT
        yield Step("특수교육대상자는 교육지원청 특수교육운영위원회의 심의를 거쳐 정합니다.", source)
        yield Step("학교의 의무교육관리위원회는 자문을 합니다.", ADVICE)
    elif committee(facts) == COMPULSORY_EDUCATION_COMMITTEE:
        yield Step("의무교육관리위원회의 심의를 거쳐 학교장이 정합니다.", DELIBERATED)
        if facts.guardian_attends:
            yield Step("학생이 출석하기 어려우면 소재와 안전을 확인하고 보호자가 대신 출석합니다.", GUARDIAN_ATTENDS)
        else:
            yield Step("심의에는 특별한 사유가 없으면 학생이 반드시 출석합니다.", ATTENDS)


def _about_record(facts: DecideFacts) -> Iterator[Step]:
    if facts.reason is Reason.REGISTERED_ALTERNATIVE:
        yield Step("대안교육기관이 시도교육감에게 등록되었는지 반드시 확인합니다.", CHECK_REGISTRATION)
    if facts.kind is Kind.EXEMPTION:
        if not facts.admitted:
            yield Step("입학하기 전에 면제하면 입학 대상에서 빼고 학적을 생성하지 않습니다.", EXEMPT_BEFORE_ADMISSION)
        if facts.current_status is not CurrentStatus.ENROLLED:
            yield Step(f"{facts.current_status.korean}인 학생에게도 면제를 더할 수 있습니다.", ADDED)
        return
    if facts.current_status is CurrentStatus.DEFERRED:
        yield Step("유예를 늘리려면 같은 절차로 다시 승인을 받아야 합니다.", RENEWED)
    if facts.admitted:
        yield Step("입학한 뒤에 유예한 학생은 정원 외로 학적을 관리합니다.", OUT_OF_QUOTA)
    elif facts.reason is Reason.REGISTERED_ALTERNATIVE:
        yield Step("등록 대안교육기관은 입학 전이라도 학적을 생성한 뒤 유예하도록 권장합니다.", RECORD_FIRST)
    else:
        yield Step("입학하기 전에 유예하면 학적을 생성하지 않습니다.", BEFORE_ADMISSION)


def _warnings(facts: DecideFacts, found: Finding) -> Iterator[str]:
    yield from found.warnings
    unexplained = not facts.pupil_attends_committee and not facts.absence_excused
    if found.available and committee(facts) == COMPULSORY_EDUCATION_COMMITTEE and unexplained:
        yield (
            "학생이 위원회 심의에 반드시 출석해야 합니다. 심한 질병이나 해외출국으로 어려우면 "
            "소재와 안전을 확인하고 보호자가 대신 출석하게 해 주세요(p.58)."
        )
