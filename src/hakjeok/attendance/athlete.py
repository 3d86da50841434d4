"""attendance.athlete: the days that a pupil athlete may miss for contests and training (학생선수 허용일수)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

PARAMETERS = load("attendance")
LIMIT = PARAMETERS["athlete_days"]
LESSONS_OF_A_DAY = PARAMETERS["athlete_lessons_of_a_day"]

BY_DAY = Source(page=21, quote="1일 단위로 대회 및 훈련에 참가하는 경우: 1일 단위로 누적하여 허용일수 관리")
NO_CONFIRMATION = Source(
    page=21,
    law="학교체육진흥법 제2조",
    quote="학교장은 ‘학생선수 출석인정결석 허용일수’를 초과하여 대회에 참가하고자 하는 학생에게 「학교장확인서」를 "
    "발급할 수 없습니다.",
)
NATIONAL_TEAM = Source(page=21, quote="국가대표 선수로서 주요 국제대회 및 국가대표 훈련 참가(대한체육회 공문 확인)")
NOT_NATIONAL_TEAM = Source(
    page=22,
    law="국민체육진흥법 제2조",
    quote="꿈나무, 청소년대표, 후보선수, 상비군 등의 명칭은 「국민체육진흥법」 제2조에서 정의한 "
    "국가대표선수가 아니므로",
)
WHO_IS_NATIONAL = Source(
    page=22,
    law="국민체육진흥법 제2조",
    quote="국제경기대회(친선경기대회는 제외)에 우리나라의 대표로 파견하기 위하여 선발·확정한 사람을 말한다.",
)
NATIONAL_TEAM_REPORTED = Source(page=22, quote="교육(지원)청 보고")
NATIONAL_TEAM_ELSEWHERE = Source(page=22, quote="훈련장소 인근 학교에서 위탁(교화)교육을 통해 이수한 수업도 인정 가능")
NATIONAL_TEAM_COMMITTEE = Source(
    page=22, quote="관련 공문에 따른 학업성적관리위원회 심의 절차 필요, 수업결손에 대해서는 보충학습 의무 실시"
)
NATIONAL_FESTIVAL = Source(page=21, quote="전국체육대회 및 전국소년체육대회 참가(지역예선, 하계·동계 대회 모두 포함)")
MAY_NOT_MUST = Source(
    page=21, quote="출석인정결석 처리를 허가할 수 있음. 다만, 의무적으로 허가해 주어야 하는 것은 아님"
)
ACHIEVEMENT = Source(page=21, quote="직전 학기의 ‘최저학력 도달 여부’가 자연스럽게 확인되도록")
MADE_UP = Source(page=21, quote="수업결손 보충 최종 확인(보충 의무 미이행시 미인정 처리)")
NOT_FOR_COMPLETION = Source(page=22, quote="진급·수료·졸업을 위한 수업일수 산정과는 무관함")


class ExemptEvent(Word):
    """What is not counted against the allowance (허용일수에 누적되지 않는 대회·훈련)."""

    NATIONAL_TEAM = "national_team", "국가대표로서 국제대회·훈련 참가"
    NATIONAL_SPORTS_FESTIVAL = "national_sports_festival", "전국체육대회·전국소년체육대회(지역예선 포함)"


@facts
class AthleteFacts(Facts):
    """What a registered pupil athlete has used of the year's allowance, and the days asked for now."""

    days_used: int = fact(
        "이미 쓴 일수", default=0, at_least=0, at_most=366, hint="이 학년도에 대회·훈련으로 하루를 빠진 날의 수입니다."
    )
    lesson_hours_used: int = fact(
        "지각·조퇴·결과로 쓴 수업시간",
        default=0,
        at_least=0,
        at_most=2000,
        hint="대회·훈련으로 늦거나 일찍 가거나 빠진 수업시간을 모두 더합니다.",
    )
    asked_days: int = fact("이번에 참가하려는 일수", default=0, at_least=0, at_most=366)
    exempt_event: ExemptEvent | None = fact(
        "허용일수에 누적되지 않는 대회·훈련",
        default=None,
        hint="꿈나무·청소년대표·후보선수·상비군과 친선경기대회는 국가대표에 들지 않습니다.",
    )


@dataclass(frozen=True, kw_only=True)
class Athlete(Result):
    """The allowance, what is used of it, and whether the principal may confirm the days asked for."""

    limit: int = told("허용일수")
    used: int = told("쓴 일수")
    remaining: int = told("남은 일수")
    may_confirm: bool = told("학교장 확인서를 발급할 수 있는지")
    counts: bool = told("이번 참가가 허용일수에 누적되는지")


@decision(
    "attendance.athlete",
    title="학생선수 출석인정결석 허용일수",
    pages=(21, 22),
    asked_as=(
        "학생선수는 1년에 며칠까지 출석인정결석이 되나요?",
        "운동부 학생의 조퇴 시간은 며칠로 세나요?",
        "전국소년체육대회 참가도 허용일수에 들어가나요?",
        "학교장 확인서를 발급할 수 있나요?",
    ),
)
def athlete(facts: AthleteFacts) -> Athlete:
    """Count days and lessons against the allowance; the principal may confirm what stays within it (p.21–22)."""
    limit = LIMIT.at(HANDBOOK_SCHOOL_YEAR).whole
    used = facts.days_used + facts.lesson_hours_used // LESSONS_OF_A_DAY.at(HANDBOOK_SCHOOL_YEAR).whole
    counts = facts.exempt_event is None
    may_confirm = not counts or used + facts.asked_days <= limit
    return Athlete(
        limit=limit,
        used=used,
        remaining=max(0, limit - used),
        may_confirm=may_confirm,
        counts=counts,
        because=(*_about_the_allowance(facts, limit, used), *_about_the_event(facts, limit, used, may_confirm)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _about_the_allowance(facts: AthleteFacts, limit: int, used: int) -> Iterator[Step]:
    lessons = LESSONS_OF_A_DAY.at(HANDBOOK_SCHOOL_YEAR)
    yield Step(f"초등학교 학생선수의 허용일수는 {limit}일입니다.", LIMIT.at(HANDBOOK_SCHOOL_YEAR).source)
    yield Step(f"하루를 빠진 날은 {facts.days_used}일입니다.", BY_DAY)
    if facts.lesson_hours_used:
        yield Step(
            f"지각·조퇴·결과 {facts.lesson_hours_used}시간은 {lessons.whole}시간을 1일로 보아 "
            f"{used - facts.days_used}일이므로, 쓴 일수는 {used}일입니다.",
            lessons.source,
        )


def _about_the_event(facts: AthleteFacts, limit: int, used: int, may_confirm: bool) -> Iterator[Step]:
    if facts.exempt_event is ExemptEvent.NATIONAL_TEAM:
        yield from _about_the_national_team()
    elif facts.exempt_event is not None:
        yield Step(
            "전국체육대회와 전국소년체육대회는 지역예선까지, 하계와 동계 모두 허용일수에 누적되지 않습니다.",
            NATIONAL_FESTIVAL,
        )
    else:
        within = "넘지 않으므로 확인서를 발급할 수 있습니다" if may_confirm else "넘으므로 확인서를 발급할 수 없습니다"
        yield Step(f"쓴 {used}일과 이번 {facts.asked_days}일을 더하면 {limit}일을 {within}.", NO_CONFIRMATION)
    if may_confirm:
        yield Step("학교장은 허가할 수 있지만 반드시 허가해야 하는 것은 아닙니다.", MAY_NOT_MUST)
        yield Step("확인서를 발급할 때 직전 학기의 최저학력에 이르렀는지도 확인합니다.", ACHIEVEMENT)
        yield Step("빠진 수업은 보충하며, 보충하지 않으면 미인정으로 처리합니다.", MADE_UP)
    yield Step("허용일수는 진급·수료·졸업에 필요한 일수와 관계없습니다.", NOT_FOR_COMPLETION)


def _about_the_national_team() -> Iterator[Step]:
    yield Step("대한체육회 공문으로 확인한 국가대표의 대회와 훈련은 허용일수에 누적되지 않습니다.", NATIONAL_TEAM)
    yield Step("국가대표는 친선경기대회가 아닌 국제경기대회에 파견하려고 뽑은 사람입니다.", WHO_IS_NATIONAL)
    yield Step("꿈나무·청소년대표·후보선수·상비군 등은 국가대표가 아니므로 누적됩니다.", NOT_NATIONAL_TEAM)
    yield Step("학업성적관리위원회 심의를 거치고 보충학습을 실시합니다.", NATIONAL_TEAM_COMMITTEE)
    yield Step("참가와 관련된 사항을 교육(지원)청에 보고합니다.", NATIONAL_TEAM_REPORTED)
    yield Step(
        "국내에서 오래 훈련하면 훈련장소 가까운 학교에서 위탁교육으로 이수한 수업도 인정할 수 있습니다.",
        NATIONAL_TEAM_ELSEWHERE,
    )
