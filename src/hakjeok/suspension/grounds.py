"""Whether a reason is a ground for exemption or deferment (면제·유예 사유가 되는지), and what applies otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hakjeok.korean import with_particle
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, Found, Parameter, load
from hakjeok.source import Source, Step
from hakjeok.suspension.reasons import DEFER_ILLNESS, ONE_PARENT, ROWS, Condition, Row
from hakjeok.suspension.words import CurrentStatus, Kind, Otherwise, Reason, Severity

if TYPE_CHECKING:
    from hakjeok.suspension.decide import DecideFacts

PARAMETERS = load("suspension")
STUDY_MONTHS = PARAMETERS["recognised_study_months"]
GUARDIAN_MONTHS = PARAMETERS["guardian_abroad_months"]
TREATMENT_MONTHS = PARAMETERS["special_education_treatment_months"]

PROVED = Source(page=7, quote="재학 기간 등 증명이 가능한 경우로 제한함")
BURDEN_OF_PROOF = Source(page=65, quote="해당 서류를 제출하지 않는 경우 면제사유로 인정되지 않을 수 있습니다.")
OTHER_PROOF = Source(page=65, quote="정당한 해외 출국을 입증하는 다른 증빙자료를 근거로 의무교육관리위원회 심의를")
GRAVE_ONLY = Source(
    page=57,
    quote="취학 의무의 면제 또는 유예가 가능한 질병은 장기적인 치료가 불가피하거나 "
    "정상적인 교육과정 이수가 불가능한 질병에 한함",
)
NATIONAL = Source(page=67, quote="대상 학생이 복수국적 학생인 경우 의무교육 대상자이므로 미인정결석 처리를 하다가")
ONLY_DEFERRED = Source(
    page=68, quote="유예학생을 조회하여 추가로 면제를 입력할 수 있으며, 의무교육관리위원회 심의에서 결정된 면제를"
)
WHILE_ENROLLED = Source(
    page=58, quote="재학 중 교육감이 정하는 질병, 발육부진 등 부득이한 사유로 취학이 어려운 경우", reading=True
)
UNEXCUSED = Source(
    page=64,
    law="초·중등교육법 시행령 제29조제1항제2호",
    quote="당해 학년도 수업 일수 ⅓이상 결석한 경우 학칙에 따라 정원 외로 학적을 관리 할 수 있음",
)
PRINCIPAL_EXEMPTION = Source(page=57, quote="학교장 직권으로 ‘면제’처리할 수 있음")
ONLY_WHILE_ENROLLED = Step("유예는 재학 중인 학생만 할 수 있으므로 정원 외 학적관리를 유지합니다.", WHILE_ENROLLED)


@dataclass(frozen=True)
class Finding:
    """What was found: what applies otherwise (None where the request is available), with its steps."""

    otherwise: Otherwise | None
    steps: tuple[Step, ...] = ()
    warnings: tuple[str, ...] = ()
    discretion: bool = False

    @property
    def available(self) -> bool:
        """Whether exemption or deferment is available as asked for."""
        return self.otherwise is None


MET = Finding(None)


def weigh(facts: DecideFacts) -> Finding:
    """Weigh the reason: a ground at all, its condition, the kind that it is a ground for, the pupil's status."""
    row = ROWS[facts.reason]
    if row.neither is not None:
        return _fitted(facts, Finding(Otherwise.UNEXCUSED_THEN_OUT_OF_QUOTA, (row.neither,)))
    found = CHECKS[row.condition](facts)
    ground = row.grounds.get(facts.kind)
    if ground is not None:
        found = replace(found, steps=(ground, *found.steps))
    elif found.available:
        found = _as_the_other_kind(facts, row)
    if found.available and facts.kind is Kind.DEFERMENT and facts.current_status is CurrentStatus.OUT_OF_QUOTA:
        found = replace(found, otherwise=Otherwise.STAY_OUT_OF_QUOTA, steps=(*found.steps, ONLY_WHILE_ENROLLED))
    return _fitted(facts, replace(found, discretion=found.discretion or row.discretion))


def _as_the_other_kind(facts: DecideFacts, row: Row) -> Finding:
    """The reason is a ground, but for the other kind alone."""
    ((other, ground),) = row.grounds.items()
    asked = with_particle(facts.kind.korean, "이", "가")
    instead = with_particle(other.korean, "을", "를")
    return Finding(
        AS_OTHER_KIND[other], (ground, Step(f"이 사유로는 {asked} 아니라 {instead} 신청합니다.", ground.source))
    )


def _fitted(facts: DecideFacts, found: Finding) -> Finding:
    """What applies otherwise, fitted to the pupil: a foreign national, one who is out of quota already."""
    otherwise = found.otherwise
    if otherwise is Otherwise.UNEXCUSED_THEN_OUT_OF_QUOTA and not facts.nationality.is_korean:
        otherwise = Otherwise.PRINCIPAL_EXEMPTION
    out_of_quota = facts.current_status is CurrentStatus.OUT_OF_QUOTA
    if out_of_quota and otherwise in (Otherwise.UNEXCUSED_THEN_OUT_OF_QUOTA, Otherwise.DEFERMENT):
        otherwise = Otherwise.STAY_OUT_OF_QUOTA
    steps = found.steps if otherwise is None else (*found.steps, *STEPS_OTHERWISE.get(otherwise, ()))
    discretion = found.discretion and otherwise is None
    return replace(found, otherwise=otherwise, steps=steps, discretion=discretion)


STEPS_OTHERWISE: dict[Otherwise, tuple[Step, ...]] = {
    Otherwise.UNEXCUSED_THEN_OUT_OF_QUOTA: (
        Step("미인정결석으로 처리하다가 수업일수의 3분의 1을 넘으면 학칙에 따라 정원 외로 관리합니다.", UNEXCUSED),
    ),
    Otherwise.PRINCIPAL_EXEMPTION: (
        Step(
            "외국 국적 학생이 결석으로 수업일수의 3분의 2에 미달하면 학교장이 직권으로 면제할 수 있습니다.",
            PRINCIPAL_EXEMPTION,
        ),
    ),
}


def _long_enough_abroad(facts: DecideFacts) -> Finding:
    if facts.months_abroad is None:
        return replace(MET, warnings=("외국에서 6개월 이상 수학하는지 확인해 주세요(p.57).",))
    return _months(facts.months_abroad, _in_force(STUDY_MONTHS), "외국에서 수학하는 기간")


def _guardian_lives_abroad(facts: DecideFacts) -> Finding:
    if facts.guardian_months_abroad is None:
        return replace(MET, warnings=("보호자가 외국에 1년 이상 거주했는지 확인해 주세요(p.57).",))
    return _months(facts.guardian_months_abroad, _in_force(GUARDIAN_MONTHS), "보호자가 외국에 거주한 기간")


def _months(given: int, least: Found, what: str) -> Finding:
    otherwise = None if given >= least.whole else Otherwise.UNEXCUSED_THEN_OUT_OF_QUOTA
    return Finding(otherwise, (_months_step(what, given, least),))


def _months_step(what: str, given: int, least: Found) -> Step:
    measured = f"{least.whole}개월 이상입니다." if given >= least.whole else f"{least.whole}개월에 미치지 못합니다."
    return Step(f"{with_particle(what, '이', '가')} {given}개월로 {measured}", least.source)


def _family_move_proved(facts: DecideFacts) -> Finding:
    """Papers that cannot be had yet do not bar the way: the committee may go by others (p.65)."""
    if facts.provable:
        return MET
    return Finding(
        None,
        (
            Step("정당한 해외출국의 증명은 보호자가 하며, 증명하지 못하면 인정되지 않을 수 있습니다.", BURDEN_OF_PROOF),
            Step("발급할 수 없는 서류는 다른 증빙자료로 위원회가 심의할 수 있습니다.", OTHER_PROOF),
        ),
        ("정당한 해외출국을 증명할 다른 자료가 있는지 보호자에게 확인해 주세요(p.65).",),
        discretion=True,
    )


def _dispatched_and_proved(facts: DecideFacts) -> Finding:
    unmet = Otherwise.UNEXCUSED_THEN_OUT_OF_QUOTA
    if not facts.official_dispatch:
        return Finding(unmet, (Step("공무상 해외파견이나 이에 준하는 경우가 아닙니다.", ONE_PARENT),))
    if not facts.provable:
        return Finding(unmet, (Step("거주·체류·재학 기간을 증명할 수 없습니다.", PROVED),))
    return replace(MET, steps=(Step("거주·체류·재학 기간을 증명할 수 있어야 합니다.", PROVED),))


def _grave_enough(facts: DecideFacts) -> Finding:
    severity = facts.severity or DEFAULT_SEVERITY[facts.kind]
    if severity is Severity.MINOR:
        step = Step("장기간의 치료가 불가피하거나 교육과정을 이수할 수 없는 정도가 아닙니다.", GRAVE_ONLY)
        return Finding(Otherwise.STAY_ENROLLED, (step,))
    special = _treatment(facts)
    if not special.available:
        return special
    if facts.kind is Kind.EXEMPTION and severity is Severity.LONG_TREATMENT:
        step = Step("장기간의 치료가 필요한 정도이므로 면제가 아니라 유예의 사유입니다.", DEFER_ILLNESS)
        return replace(special, otherwise=Otherwise.DEFERMENT, steps=(*special.steps, step))
    if facts.kind is Kind.DEFERMENT and severity is Severity.BEYOND_SPECIAL_EDUCATION:
        step = Step("정상적인 교육과정 이수가 불가능한 정도이면 면제와 유예 모두 신청할 수 있습니다.", GRAVE_ONLY)
        return replace(special, steps=(*special.steps, step))
    return special


def _treatment(facts: DecideFacts) -> Finding:
    """An illness of a pupil in special education needs a diagnosis of six months or more (p.59)."""
    if not facts.special_education or facts.reason is not Reason.ILLNESS:
        return MET
    given = facts.treatment_months
    if given is None:
        return replace(MET, warnings=("진단서의 치료 기간이 6개월 이상인지 확인해 주세요(p.59).",))
    least = _in_force(TREATMENT_MONTHS)
    otherwise = None if given >= least.whole else Otherwise.STAY_ENROLLED
    return Finding(otherwise, (_months_step("진단서의 치료 기간", given, least),))


def _in_force(parameter: Parameter) -> Found:
    return parameter.at(HANDBOOK_SCHOOL_YEAR)


def _foreign_national(facts: DecideFacts) -> Finding:
    if not facts.nationality.is_korean:
        return MET
    step = Step("대한민국 국적이 있는 학생은 의무교육 대상자이므로 이 사유로 면제할 수 없습니다.", NATIONAL)
    return Finding(Otherwise.UNEXCUSED_THEN_OUT_OF_QUOTA, (step,))


def _deferred_now(facts: DecideFacts) -> Finding:
    if facts.current_status is CurrentStatus.DEFERRED:
        return MET
    step = Step(f"{facts.current_status.korean}인 학생에게는 이 사유로 면제를 더할 수 없습니다.", ONLY_DEFERRED)
    stays = facts.current_status is CurrentStatus.OUT_OF_QUOTA
    return Finding(Otherwise.STAY_OUT_OF_QUOTA if stays else Otherwise.STAY_ENROLLED, (step,))


AS_OTHER_KIND = {Kind.EXEMPTION: Otherwise.EXEMPTION, Kind.DEFERMENT: Otherwise.DEFERMENT}
DEFAULT_SEVERITY = {
    Kind.EXEMPTION: Severity.BEYOND_SPECIAL_EDUCATION,
    Kind.DEFERMENT: Severity.LONG_TREATMENT,
}
CHECKS: dict[Condition, Callable[[DecideFacts], Finding]] = {
    Condition.NONE: lambda facts: MET,
    Condition.LONG_ENOUGH_ABROAD: _long_enough_abroad,
    Condition.GUARDIAN_LIVES_ABROAD: _guardian_lives_abroad,
    Condition.FAMILY_MOVE_PROVED: _family_move_proved,
    Condition.DISPATCHED_AND_PROVED: _dispatched_and_proved,
    Condition.GRAVE_ENOUGH: _grave_enough,
    Condition.FOREIGN_NATIONAL: _foreign_national,
    Condition.DEFERRED_NOW: _deferred_now,
}
