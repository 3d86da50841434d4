"""The conditions under which a reason has its kind: what each asks of the facts, and how it is told (p.20–32)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hakjeok.attendance.illness_evidence import (
    UNKNOWN_DAY,
    about_the_deadline,
    about_the_papers,
    in_time,
    required_for,
)
from hakjeok.attendance.papers import Paper
from hakjeok.attendance.reasons import DustLevel
from hakjeok.korean import with_particle
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, load
from hakjeok.source import Source, Step

if TYPE_CHECKING:
    from hakjeok.attendance.classify import ClassifyFacts

PARAMETERS = load("attendance")
MONTHLY = PARAMETERS["menstrual_days_a_month"].at(HANDBOOK_SCHOOL_YEAR)
REFLECTION = load("reflection")
SHORTEST_WEEKS = REFLECTION["shortest_weeks"].at(HANDBOOK_SCHOOL_YEAR)
LONGEST_WEEKS = REFLECTION["longest_weeks"].at(HANDBOOK_SCHOOL_YEAR)
DAYS_A_YEAR = REFLECTION["days_in_a_year"].at(HANDBOOK_SCHOOL_YEAR)
REFLECTIONS = REFLECTION["times_in_a_semester"].at(HANDBOOK_SCHOOL_YEAR)
REFLECTION_WEEKS = f"{SHORTEST_WEEKS.whole}주 이상 {LONGEST_WEEKS.whole}주 이하"

DUST_LEVEL = Source(page=26, quote="실시간 미세먼지 또는 초미세먼지 농도가 ‘나쁨’ 이상이며")
NOTIFIED = Source(page=26, quote="학부모가 학교에 사전 연락(전화 또는 문자 등)한 경우에 한하여 질병결석으로 인정함")
DIAGNOSED = Source(page=25, quote="의사의 진단서 또는 의견서를 통해 기저질환")
ONCE_A_TERM = Source(page=26, quote="학기 초 최초 제출한 진단서로 해당학기 질병결석 증빙을 갈음할 수 있음")
VICTIM_CERTIFICATE = Source(page=26, quote="환경부로부터 가습기 살균제 건강 피해자 증명서를 발급받은 학생")
INSTITUTION = Source(page=32, quote="출결은 병원학교 및 정보통신매체의 출결확인서에 따름")
UNIT = Source(page=25, quote="같은 법 제14조제3항에 따른 학교폭력 전담기구의 조사 및 확인을 거쳐")
MADE_UP = Source(page=21, quote="보충 의무 미이행시 미인정 처리")

DOCTORS = frozenset({Paper.DIAGNOSIS, Paper.MEDICAL_OPINION})


@dataclass(frozen=True)
class Condition:
    """Something that has to hold: whether it does (None: the asker has not told), and the step that says so.

    What is not told counts as holding; `unknown` is then the sentence that a person has to read.
    """

    holds: Callable[[ClassifyFacts], bool | None]
    tell: Callable[[ClassifyFacts], Step]
    unknown: str = ""
    source: Source | None = None
    by_principal: bool = False


def condition(
    holds: Callable[[ClassifyFacts], bool | None], *, met: str, unmet: str, source: Source, unknown: str = ""
) -> Condition:
    """A condition told by fixed sentences, in which `{facts.days}` and the like are filled in."""

    def tell(facts: ClassifyFacts) -> Step:
        held = holds(facts)
        return Step((unknown if held is None else met if held else unmet).format(facts=facts), source)

    return Condition(holds, tell, unknown, source)


def approval(page: int, quote: str, *, act: str = "허가") -> Condition:
    """The principal's permission, recognition or signature, as that place of the handbook calls it."""
    named = with_particle(act, "이", "가")
    asked = condition(
        lambda facts: facts.principal_approved,
        met=f"학교장의 {named} 있습니다.",
        unmet=f"학교장의 {named} 없습니다.",
        source=Source(page=page, quote=quote),
    )
    return replace(asked, by_principal=True)


def _no_more_than(value: int | None, most: int) -> bool | None:
    return None if value is None else value <= most


def _reflection_days(facts: ClassifyFacts) -> bool | None:
    days = facts.days
    return None if days is None else SHORTEST_WEEKS.whole * 7 <= days <= LONGEST_WEEKS.whole * 7


def _has_a_diagnosis(facts: ClassifyFacts) -> bool:
    return facts.diagnosed_this_term or bool(DOCTORS & set(facts.documents))


def _tell_diagnosis(facts: ClassifyFacts) -> Step:
    if facts.diagnosed_this_term:
        return Step("학기 초에 낸 진단서가 그 학기의 증빙을 갈음합니다.", ONCE_A_TERM)
    found = "있습니다" if _has_a_diagnosis(facts) else "없습니다"
    return Step(f"의사의 진단서나 의견서가 {found}.", DIAGNOSED)


def _has_illness_papers(facts: ClassifyFacts) -> bool:
    illness = facts.as_illness
    return any(each in required_for(illness.days, habitual=illness.habitual) for each in illness.documents)


def _tell_illness_papers(facts: ClassifyFacts) -> Step:
    rule = about_the_papers(facts.as_illness)
    found = "받았습니다" if _has_illness_papers(facts) else "받지 못했습니다"
    return Step(f"{rule.text} 그런 서류를 {found}.", rule.source)


PERMITTED = approval(20, "학교장의 허가를 받은 ‘학교, 시·도(교육청), 국가를 대표한 대회 및 훈련 참가")
NEED_RECOGNISED = approval(20, "학교장이 필요하다고 인정하는 비법정 감염병 포함", act="인정")
EXCHANGE_AGREED = approval(20, "다. 학교장의 허가를 받은")
BAN_ORDERED = approval(20, "「학교보건법」 제8조에 따른 등교중지 등’으로")
TRIP_APPROVED = approval(35, "개인체험학습은 3일 이전에 학교장의 사전 허가를 받은 후 실시하고")
DISASTER_PERMITTED = approval(24, "‘부득이한 사유로 학교장의 허가를 받아 결석하는 경우’로 ‘출석 인정’")
VICTIM_RECOGNISED = approval(25, "조사 및 확인을 거쳐 학교의 장이 인정한 경우", act="인정")
PROTECTION_RECOGNISED = approval(25, "보호가 필요한 학생에 대하여 학교의 장이 인정하는 경우", act="인정")
HARDSHIP_PERMITTED = approval(25, "기타 부득이한 사유로 학교장의 허가를 받아 결석하는 경우")
SIGNED = approval(30, "해당 내용에 관한 근거자료를 첨부하여 학교장의 결재를 득함", act="승인")

LESSONS_MADE_UP = condition(
    lambda facts: facts.make_up_done is not False,
    met="빠진 수업의 보충은 담당 교사가 끝까지 확인합니다.",
    unmet="빠진 수업을 보충하지 않았습니다.",
    source=MADE_UP,
)
UNIT_CONFIRMED = condition(
    lambda facts: facts.unit_confirmed,
    met="학교폭력 전담기구가 조사하여 확인했습니다.",
    unmet="학교폭력 전담기구의 조사와 확인이 없습니다.",
    source=UNIT,
)
ONCE_A_MONTH = condition(
    lambda facts: _no_more_than(facts.times_this_month, MONTHLY.whole),
    met=f"이번 달 {{facts.times_this_month}}번째이므로 월 {MONTHLY.whole}일 안입니다.",
    unmet=f"이번 달 {{facts.times_this_month}}번째이므로 월 {MONTHLY.whole}일을 넘습니다.",
    source=MONTHLY.source,
    unknown=f"이번 달 몇 번째인지 적지 않아 월 {MONTHLY.whole}일 안으로 보았습니다. 앞선 날을 확인해 주세요(p.25).",
)
REFLECTION_LENGTH = condition(
    _reflection_days,
    met=f"숙려 기간 {{facts.days}}일은 {REFLECTION_WEEKS}입니다.",
    unmet=f"숙려 기간 {{facts.days}}일은 {REFLECTION_WEEKS}가 아닙니다.",
    source=SHORTEST_WEEKS.source,
    unknown=f"숙려 기간을 적지 않아 {REFLECTION_WEEKS}로 보았습니다. 기간을 확인해 주세요(p.139).",
)
REFLECTION_ONCE = condition(
    lambda facts: _no_more_than(facts.times_this_semester, REFLECTIONS.whole),
    met=f"숙려제는 한 학기에 {REFLECTIONS.whole}번만 참여할 수 있으며 이를 넘지 않습니다.",
    unmet=f"한 학기에 {REFLECTIONS.whole}번만 참여할 수 있는데 이번이 {{facts.times_this_semester}}번째입니다.",
    source=REFLECTIONS.source,
    unknown="이번 학기 몇 번째 참여인지 적지 않아 처음으로 보았습니다. 앞선 참여를 확인해 주세요(p.139).",
)
REFLECTION_YEAR = condition(
    lambda facts: _no_more_than(facts.days_this_year, DAYS_A_YEAR.whole),
    met=f"올해 참여한 기간 {{facts.days_this_year}}일은 {DAYS_A_YEAR.whole}일을 넘지 않습니다.",
    unmet=f"올해 참여한 기간 {{facts.days_this_year}}일이 {DAYS_A_YEAR.whole}일을 넘습니다.",
    source=DAYS_A_YEAR.source,
    unknown=f"올해 참여한 기간을 적지 않아 {DAYS_A_YEAR.whole}일 안으로 보았습니다. 확인해 주세요(p.139).",
)
INSTITUTION_CERTIFIED = condition(
    lambda facts: facts.certificate or Paper.ATTENDANCE_CERTIFICATE in facts.documents,
    met="병원학교나 원격수업 기관의 출결확인서로 출석이 확인됩니다.",
    unmet="병원학교나 원격수업 기관의 출결확인서로 출석이 확인되지 않습니다.",
    source=INSTITUTION,
)
VICTIM_CERTIFIED = condition(
    lambda facts: facts.certificate or Paper.VICTIM_CERTIFICATE in facts.documents,
    met="환경부의 가습기 살균제 건강 피해자 증명서가 있습니다.",
    unmet="환경부의 가습기 살균제 건강 피해자 증명서가 없습니다.",
    source=VICTIM_CERTIFICATE,
)
DUSTY = condition(
    lambda facts: facts.dust_level in (DustLevel.BAD, DustLevel.VERY_BAD),
    met="등교시간대의 미세먼지 농도가 ‘나쁨’ 이상입니다.",
    unmet="등교시간대의 미세먼지 농도가 ‘나쁨’ 이상으로 확인되지 않습니다.",
    source=DUST_LEVEL,
)
GUARDIAN_NOTIFIED = condition(
    lambda facts: facts.guardian_notified_before,
    met="보호자가 학교에 미리 연락했습니다.",
    unmet="보호자가 학교에 미리 연락하지 않았습니다.",
    source=NOTIFIED,
)
HAS_A_DIAGNOSIS = Condition(_has_a_diagnosis, _tell_diagnosis)
HAS_ILLNESS_PAPERS = Condition(_has_illness_papers, _tell_illness_papers)
REPORTED_IN_TIME = Condition(
    lambda facts: None if facts.submitted_within_days is None else in_time(facts.submitted_within_days),
    lambda facts: about_the_deadline(facts.submitted_within_days),
    UNKNOWN_DAY,
)
