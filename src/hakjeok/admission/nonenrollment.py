"""admission.nonenrollment: what is done about a child who was notified and does not come (미취학 아동 관리·대응)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.actions import Action
from hakjeok.admission.actions import (
    TO_DAY_TEN,
    NonenrollmentStage,
    Situation,
    actions,
    asks_police,
    letter_due_of,
)
from hakjeok.admission.figures import PARAMETERS
from hakjeok.dates import school_year_of, spoken_date
from hakjeok.discrepancies import warning_of
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import Found, Parameter
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.school_calendar import Calendar
from hakjeok.source import Source, Step

INTERVIEW_FROM_DAY = PARAMETERS["interview_from_day"]
COMMITTEE_ON_DAY = PARAMETERS["committee_on_day"]
CHECKS_ABROAD = PARAMETERS["checks_abroad_per_year"]

COUNTED = Source(page=11, quote="입학기일 이후 3일(4일차)~ 9일(10일차)", reading=True)
RECORD_CREATED = Source(
    page=16, quote="학적을 생성하고 ‘의무교육단계 아동·학생 취학이행 및 독려를 위한 시행지침’에 따라 관리하다가"
)
PHONED = Source(page=11, quote="매일 아동의 소재·안전 파악을 위해 유선 연락을 지속 실시")
SPOKEN_WITH = Source(page=11, quote="유선연락 시 아동과 직접 통화하여 소재·안전 학인")
MOVED_AWAY = Source(page=11, quote="타거주지로의 전출 아동이 미취학 처리되지 않도록 유의")
URGED = Source(page=4, law="초·중등교육법 시행령 제25조제1항", quote="미취학아동의 독촉 및 경고")
REPORTED = Source(page=11, quote="미취학 아동 현황 및 조치결과를 교육장에게 보고")
TOLD_TO_THE_DONG = Source(page=4, quote="미입학 아동 및 입학 면제(유예)자 통보 3월 초 학교장 교육장, 동장")
VISITED = Source(page=11, quote="구성된 2인이 함께 실시하며, 필요한 경우 경찰에 협조를 요청")
ABROAD = Source(page=11, quote="행정정보공동이용을 통해 아동·학생의 출국이 확인되었을 경우, 가정방문 생략 가능")
SUMMONED = Source(page=11, quote="가정방문 후에도 미취학한 아동의 보호자에 대해 면담(내교) 요청")
WITH_THE_CHILD = Source(page=11, quote="반드시 아동과 함께 내교할 것을 요청")
COMMITTEE = Source(page=11, quote="아동 및 보호자 면담: 취학 독려, 사유 있는 경우 취학 유예 등의 조치 안내")
REGISTERED = Source(page=11, quote="학교의 장은 나이스에 미인정 결석학생 현황을 등록 및 제출")
KEPT_IN_VIEW = Source(page=11, quote="교육장 소속 전담기구에서 지속 관리")
MONTHLY = Source(page=11, quote="월 1회 아동 소재·안전 확인 및 취학 독려")
MONTHLY_EXCEPT_ABROAD = Source(
    page=11, quote="해외출국: 행정정보공동이용시스템 및 출입국사실확신서 등으로 출국이 확인된 경우"
)
MONTHLY_EXCEPT_FACILITY = Source(
    page=11, quote="미인가대안교육시설: 최초 1회 학부모가 미인가대안교육시설 재학확인서를 제출하고"
)
OUT_OF_QUOTA = Source(page=11, quote="수업일수의 ⅓이상 결석으로 정원외 관리학생 발생 즉시 교육장에게 보고")
NOT_LOCATED = Source(page=11, quote="아동의 소재·안전이 확인되지 않는 경우 경찰에 즉시 협조 요청")
ABUSE_TO_POLICE = Source(page=11, quote="아동학대 등의 징후가 발견된 경우 경찰에 협조 요청")
ABUSE_REPORTED = Source(
    page=10,
    law="아동학대범죄의 처벌 등에 관한 특례법 제10조",
    quote="시·도, 시·군·구 또는 수사기관에 즉시 신고하여야 함",
)
NOT_ANSWERED = Source(page=11, quote="면담(내교)에 응하지 않을 시 경찰에 즉시 협조 요청")
NOT_YET = Source(page=11, quote="입학기일 이후 2일")


@facts
class NonenrollmentFacts(Facts):
    """What is known of a child who was notified of its entry and does not come.

    Every school day up to `today` has passed without the child.
    """

    entrance_day: datetime.date = fact("입학기일")
    calendar: Calendar = fact("학사일정")
    today: datetime.date = fact("기준일")
    located: bool = fact("소재·안전이 확인됨", default=False)
    abuse_signs: bool = fact("아동학대 징후가 있음", default=False)
    overseas_confirmed: bool = fact(
        "해외 출국이 확인됨", default=False, hint="행정정보공동이용으로 출국을 확인하였으면 표시합니다."
    )
    answered_interview: bool | None = fact(
        "내교 요청에 응함", default=None, hint="아직 내교를 요청하지 않았으면 ‘모름’으로 둡니다."
    )
    alternative_facility_certificate_on: datetime.date | None = fact(
        "미인가 대안교육시설 재학확인서를 받은 날", default=None
    )

    def check(self) -> None:
        """Refuse an entrance day of another school year."""
        if school_year_of(self.entrance_day) != self.calendar.school_year:
            raise BadInput(
                "entrance_day",
                f"입학기일({spoken_date(self.entrance_day)})이 {self.calendar.school_year}학년도에 들지 않습니다. "
                "입학기일이나 학사일정을 바로잡아 주세요.",
            )


@dataclass(frozen=True, kw_only=True)
class Nonenrollment(Result):
    """Which school day it is from the entrance day on (0 before it), the stage, and what is to be done."""

    day_no: int = told("입학기일부터 센 수업일수")
    stage: NonenrollmentStage = told("단계")
    actions: tuple[Action, ...] = told("조치")


@decision(
    "admission.nonenrollment",
    title="미취학 아동 관리·대응",
    pages=(4, 10, 11, 12, 14, 16),
    asked_as=(
        "입학식에 오지 않은 아이는 어떻게 하나요?",
        "신입생이 학교에 안 오면 어떻게 하나요?",
        "미취학 아동 독촉장은 언제 보내나요?",
        "미취학 아동은 며칠째에 가정방문을 하나요?",
        "입학하지 않은 아이도 학적을 만드나요?",
    ),
)
def nonenrollment(facts: NonenrollmentFacts) -> Nonenrollment:
    """Place a child who does not enter on the ladder of days 1–3, 4–9, 10 and after (p.11)."""
    at = _situation(facts)
    return Nonenrollment(
        day_no=at.day_no,
        stage=at.stage,
        actions=tuple(actions(facts, at)),
        because=tuple(_reasons(facts, at)),
        warnings=tuple(_warnings(facts, at)),
        school_year=facts.calendar.school_year,
    )


def _situation(facts: NonenrollmentFacts) -> Situation:
    calendar = facts.calendar
    interview, committee = _in_force(INTERVIEW_FROM_DAY, facts).whole, _in_force(COMMITTEE_ON_DAY, facts).whole
    day_no = calendar.count(facts.entrance_day, facts.today)

    def on_day(number: int) -> datetime.date | None:
        return calendar.nth_from(facts.entrance_day, number)

    return Situation(
        day_no=day_no,
        stage=_stage(day_no, interview, committee),
        today=calendar.previous_or_same(facts.today) or facts.today,
        entrance=on_day(1),
        last_of_contact=on_day(interview - 1),
        last_of_interview=on_day(committee - 1),
        committee_on=on_day(committee),
    )


def _stage(day_no: int, interview: int, committee: int) -> NonenrollmentStage:
    if day_no == 0:
        return NonenrollmentStage.NONE
    if day_no < interview:
        return NonenrollmentStage.CONTACT
    if day_no < committee:
        return NonenrollmentStage.INTERVIEW
    return NonenrollmentStage.COMMITTEE if day_no == committee else NonenrollmentStage.MONTHLY


def _in_force(parameter: Parameter, facts: NonenrollmentFacts) -> Found:
    return parameter.at(facts.calendar.school_year)


def _reasons(facts: NonenrollmentFacts, at: Situation) -> Iterator[Step]:
    if not at.has_begun:
        yield Step(f"입학기일({spoken_date(facts.entrance_day)})이 되지 않아 취할 조치가 없습니다.", NOT_YET)
    else:
        yield Step(f"입학기일을 1일차로 하여 수업일로 세면 {spoken_date(at.today)}은 {at.day_no}일차입니다.", COUNTED)
        yield Step("입학하지 않아도 학적을 만들어 관리합니다.", RECORD_CREATED)
    if at.stage in TO_DAY_TEN:
        yield Step("학교장은 매일 유선으로 소재·안전을 확인하고 취학을 독려합니다.", PHONED)
        yield Step("유선으로 연락할 때에는 아동과 직접 통화합니다.", SPOKEN_WITH)
    yield from _about_stage(facts, at)
    yield from _about_safety(facts, at)


def _about_stage(facts: NonenrollmentFacts, at: Situation) -> Iterator[Step]:
    if at.stage is NonenrollmentStage.CONTACT:
        yield Step("입학기일부터 2일 이내에 보호자에게 독촉장을 보냅니다.", URGED)
        yield Step("다른 곳으로 전출한 아동을 미취학으로 처리하지 않도록 확인합니다.", MOVED_AWAY)
        yield Step("교직원과 동의 사회복지 전담직원 2인이 함께 가정방문을 합니다.", VISITED)
        if facts.overseas_confirmed:
            yield Step("해외 출국이 확인되었으므로 가정방문을 생략할 수 있습니다.", ABROAD)
        yield Step("미취학 아동 현황과 조치 결과를 교육장에게 보고합니다.", REPORTED)
        yield Step("미입학 아동은 동장에게도 통보합니다.", TOLD_TO_THE_DONG)
    elif at.stage is NonenrollmentStage.INTERVIEW:
        yield Step("가정방문 뒤에도 취학하지 않으므로 보호자에게 내교를 요청합니다.", SUMMONED)
        yield Step("반드시 아동과 함께 오도록 요청합니다.", WITH_THE_CHILD)
    elif at.stage is NonenrollmentStage.COMMITTEE:
        yield Step("의무교육관리위원회가 아동과 보호자를 면담하고, 사유가 있으면 유예 등을 안내합니다.", COMMITTEE)
        yield Step("나이스에 미인정결석학생으로 등록하여 제출합니다.", REGISTERED)
    elif at.stage is NonenrollmentStage.MONTHLY:
        yield from _about_monthly(facts)


def _about_monthly(facts: NonenrollmentFacts) -> Iterator[Step]:
    yield Step("10일차에 나이스에 미인정결석학생으로 등록하여 제출했어야 합니다.", REGISTERED)
    yield Step("교육장 소속 전담기구가 계속 관리합니다.", KEPT_IN_VIEW)
    yield Step("월 1회 소재·안전을 확인하고 취학을 독려합니다.", MONTHLY)
    if facts.overseas_confirmed:
        yield Step("해외 출국이 확인되었으므로 월 1회 주기를 지키지 않아도 됩니다.", MONTHLY_EXCEPT_ABROAD)
        checks = _in_force(CHECKS_ABROAD, facts)
        yield Step(f"해외로 출국한 아동은 출입국 사실을 한 해 {checks.whole}회 이상 확인합니다.", checks.source)
    if letter_due_of(facts) is not None:
        yield Step(
            "미인가 대안교육시설은 재학확인서를 받고 6개월 뒤 시설의 공문이나 재학확인서를 받습니다.",
            MONTHLY_EXCEPT_FACILITY,
        )
    yield Step("결석이 수업일수의 3분의 1을 넘어 정원 외로 관리하게 되면 즉시 교육장에게 보고합니다.", OUT_OF_QUOTA)


def _about_safety(facts: NonenrollmentFacts, at: Situation) -> Iterator[Step]:
    if facts.abuse_signs:
        yield Step("아동학대의 징후가 있으므로 즉시 신고합니다.", ABUSE_REPORTED)
        yield Step("아동학대의 징후가 있으므로 경찰에 협조를 요청합니다.", ABUSE_TO_POLICE)
    if not at.has_begun:
        return
    if not facts.located:
        yield Step("소재·안전이 확인되지 않았으므로 즉시 경찰에 협조를 요청합니다.", NOT_LOCATED)
    if facts.answered_interview is False:
        yield Step("내교 요청에 응하지 않았으므로 즉시 경찰에 협조를 요청합니다.", NOT_ANSWERED)


def _warnings(facts: NonenrollmentFacts, at: Situation) -> Iterator[str]:
    yield from _in_force(COMMITTEE_ON_DAY, facts).warnings
    if asks_police(facts, at):
        yield warning_of("police_at_once")
    due = letter_due_of(facts)
    if at.stage is NonenrollmentStage.MONTHLY and due is not None and due <= facts.today:
        yield "재학확인서를 받은 지 6개월이 지났습니다. 시설의 공문이나 재학확인서를 받아 확인해 주세요(p.11)."
