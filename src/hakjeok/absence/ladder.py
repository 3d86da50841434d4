"""absence.ladder: what has to be done about an unexcused absence, day by day (미인정결석 관리·대응)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.absence.actions import Placement, actions, letter_due_of
from hakjeok.absence.runs import Run, Runs, runs_of
from hakjeok.actions import Action
from hakjeok.dates import spoken_date
from hakjeok.discrepancies import warning_of
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.korean import with_particle
from hakjeok.parameters import Found, Parameter, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.school_calendar import Calendar
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Exclusion, Registration, Stage

PARAMETERS = load("absence")
VISIT_FROM_DAY = PARAMETERS["visit_from_day"]
REGISTER_ON_DAY = PARAMETERS["register_on_day"]
WATCH_CARD_FROM_RUNS = PARAMETERS["watch_card_from_runs"]

CONSECUTIVE = Source(page=27, quote="▸미인정결석일수는 수업일수 기준 연속되는 경우임")
DAYS_OFF = Source(page=27, quote="결석일수 산정 시 토요일·공휴일·재량휴업일 등 제외")
CONTACT = Source(page=27, quote="학교장은 유선 연락으로 소재·안전 확인 및 결석사유 확인과 출석 독려")
VISIT = Source(page=27, quote="▪결석이 지속되는 경우 가정방문 실시")
VISITORS = Source(page=27, quote="▪가정방문 시 교직원과 학생 거주지 관할 주민센터 사회복지전담직원 등과 함께 실시 가능")
POLICE_HELP = Source(page=27, quote="※ 필요 시 관할 경찰서에 협조 요청")
INTERVIEW = Source(page=27, quote="학교장은 보호자와 학생 면담 시 출석 독려 및 미인정결석 사유 파악")
FIRST_DATE = Source(page=28, quote="미인정결석이 연속 10일 이상이 되는 날짜의 기준이 되는 최초 결석 일자")
AT_ONCE = Source(
    page=27,
    quote="▪소재·안전이 확인되지 않거나 아동학대 징후가 발견되는 즉시 경찰에 수사의뢰 후 나이스 등록·제출",
)
VISIT_AT_ONCE = Source(page=27, quote="▪소재·안전이 확인 되지 않은 경우 1~2일차에도 가정방문 실시")
ABROAD = Source(page=37, quote="객관적인 출국사실을 확인하였다면 가정방문 및 내교요청은 생략이 가능합니다.")
REGISTERED = Source(page=27, quote="수업일수 기준 연속 10일 이상 미인정결석한 학생")
ABROAD_CHECK = Source(page=37, quote="주기적으로 입국사실을 확인하며")
FACILITY = Source(page=27, quote="미인가대안교육시설 : 최초 1회 미인가대안교육시설 재학확인서를 제출하고")
WATCHED = Source(page=27, quote="단, 집중관리카드 마련 등을 통하여 지속 관리", reading=True)
NOT_ON_LADDER = Source(page=27, quote="아래와 같은 경우에는 미인정결석 관리·대응 절차를 따르지 않음")
REOPENED = Source(page=37, quote="해당학생을 다시 추가하는 것이 아니라 기존 등록학생을 조회하여 복귀날짜 삭제")
RETURNED = Source(page=29, quote="기존 관리대상 학생이 학교에 복귀한 경우 복귀일 3일 이내 보고")


@facts
class LadderFacts(Facts):
    """The unexcused absences of one pupil in one school year, up to the last day that is known.

    Every school day up to `today` that is not among `absences` was attended. For a pupil who was assigned
    to a new school and does not appear there, the absences are those since the assignment (p.27).
    """

    absences: tuple[datetime.date, ...] = fact(
        "미인정결석일", default=(), hint="이 학년도의 미인정결석일을 모두 넣습니다. 질병·기타·출석인정은 넣지 않습니다."
    )
    calendar: Calendar = fact("학사일정")
    today: datetime.date = fact(
        "기준일", hint="출결을 확인한 마지막 날입니다. 이날까지의 다른 수업일은 출석한 것으로 봅니다."
    )
    located: bool = fact("소재·안전이 확인됨", default=True, hint="학생과 직접 통화하거나 만나 확인했을 때 표시합니다.")
    abuse_signs: bool = fact("아동학대 징후가 있음", default=False)
    overseas_confirmed: bool = fact(
        "해외 출국이 확인됨", default=False, hint="행정정보 공동이용 등으로 출국 사실을 확인했을 때만 표시합니다."
    )
    excluded: Exclusion | None = fact("이 절차를 적용하지 않는 학생", default=None, hint="해당하지 않으면 비웁니다.")
    registered_before: bool = fact(
        "전에 등록한 적이 있음", default=False, hint="나이스에 미인정결석학생으로 등록한 적이 있는 학생입니다."
    )
    returned_on: datetime.date | None = fact("복귀일", default=None, hint="학교에 돌아왔을 때만 넣습니다.")
    alternative_facility_certificate_on: datetime.date | None = fact(
        "미인가 대안교육시설 재학확인서를 받은 날", default=None, hint="보호자가 처음 낸 재학확인서의 날짜입니다."
    )

    def check(self) -> None:
        """Refuse a return on a day of absence."""
        if self.returned_on is not None and self.returned_on in self.absences:
            raise BadInput("returned_on", "복귀일이 미인정결석일에도 들어 있습니다. 둘 가운데 하나를 바로잡아 주세요.")


@dataclass(frozen=True, kw_only=True)
class Ladder(Result):
    """The current run, its stage, and what is to be done by whom until when."""

    run: Run | None = told("이어지고 있는 결석")
    longest: int = told("가장 긴 연속 결석 일수")
    stage: Stage = told("단계")
    actions: tuple[Action, ...] = told("할 일")
    register: bool = told("미인정결석학생으로 등록")
    registration: Registration | None = told("등록 방법")
    first_absence_date: datetime.date | None = told("최초미인정결석일자")
    tenth_day: datetime.date | None = told("연속 10일이 되는 날")
    watch_card: bool = told("집중관리카드로 관리")


@decision(
    "absence.ladder",
    title="미인정결석 관리·대응",
    pages=(27, 28, 29, 37, 60, 62),
    asked_as=(
        "무단결석이 며칠 이어지면 등록·보고하나요?",
        "가정방문은 며칠째부터 하나요?",
        "해외로 나간 미인정결석 학생도 보고하나요?",
        "경찰 수사의뢰는 언제 하나요?",
        "복귀했다가 다시 10일 이상 결석하면 어떻게 하나요?",
    ),
)
def ladder(facts: LadderFacts) -> Ladder:
    """Place an unexcused absence on the ladder of days 1–2, 3–9 and 10 and after (p.27)."""
    found = runs_of(facts.absences, facts.calendar, facts.today)
    placed = _place(facts, found)
    cards = _in_force(WATCH_CARD_FROM_RUNS, facts).whole
    return Ladder(
        run=placed.run,
        longest=found.longest,
        stage=placed.stage,
        actions=tuple(actions(facts, placed)),
        register=placed.registers,
        registration=_registration(facts) if placed.registers else None,
        first_absence_date=placed.run.first if placed.run and placed.registers else None,
        tenth_day=placed.tenth_day,
        watch_card=facts.excluded is None and found.number >= cards,
        because=tuple(_reasons(facts, found, placed)),
        warnings=tuple(_warnings(facts, found, placed)),
        school_year=facts.calendar.school_year,
    )


def _place(facts: LadderFacts, found: Runs) -> Placement:
    stage = _stage(facts, found.current)
    at_once = stage is not Stage.NONE and (not facts.located or facts.abuse_signs)
    tenth_day = None
    if found.current is not None and stage is Stage.REPORT:
        tenth_day = found.current.nth(_in_force(REGISTER_ON_DAY, facts).whole, facts.calendar)
    return Placement(found.current, stage, stage is Stage.REPORT or at_once, tenth_day)


def _stage(facts: LadderFacts, run: Run | None) -> Stage:
    if facts.excluded is not None or run is None:
        return Stage.NONE
    if run.days >= _in_force(REGISTER_ON_DAY, facts).whole:
        return Stage.REPORT
    visit_from = _in_force(VISIT_FROM_DAY, facts).whole
    return Stage.VISIT if run.days >= visit_from else Stage.CONTACT


def _in_force(parameter: Parameter, facts: LadderFacts) -> Found:
    return parameter.at(facts.calendar.school_year)


def _registration(facts: LadderFacts) -> Registration:
    return Registration.REOPEN if facts.registered_before else Registration.NEW


def _reasons(facts: LadderFacts, found: Runs, placed: Placement) -> Iterator[Step]:
    if facts.excluded is not None:
        yield Step(
            f"{with_particle(facts.excluded.korean, '은', '는')} 미인정결석 관리·대응 절차를 따르지 않습니다.",
            NOT_ON_LADDER,
        )
    yield _about_the_run(placed.run)
    if placed.run is not None and placed.stage is not Stage.NONE:
        yield from _about_the_stage(placed.stage, placed.run)
    yield from _about_registration(facts, placed)
    yield from _about_exceptions(facts, placed)
    if facts.excluded is None and found.number >= _in_force(WATCH_CARD_FROM_RUNS, facts).whole:
        yield Step(f"미인정결석이 {found.number}번 되풀이되었으므로 집중관리카드로 관리합니다.", WATCHED)
    if facts.returned_on is not None and facts.excluded is None:
        yield Step("복귀한 날부터 3일 이내에 보고합니다.", RETURNED)


def _about_the_run(run: Run | None) -> Step:
    if run is None:
        return Step("기준일에 이어지고 있는 미인정결석이 없습니다.", CONSECUTIVE)
    return Step(
        f"{spoken_date(run.first)}부터 {spoken_date(run.last)}까지 수업일로 연속 {run.days}일 미인정결석입니다. "
        "토요일·공휴일·재량휴업일 등은 세지 않습니다.",
        DAYS_OFF,
    )


def _about_the_stage(stage: Stage, run: Run) -> Iterator[Step]:
    if stage is Stage.CONTACT:
        yield Step("1~2일째에는 유선으로 소재·안전과 결석 사유를 확인하고 출석을 독려합니다.", CONTACT)
    elif stage is Stage.VISIT:
        yield Step("3~9일째에는 가정방문을 하고, 결석이 이어지면 보호자와 아동의 내교를 요청합니다.", VISIT)
        yield Step("가정방문은 주민센터 사회복지전담직원 등과 함께 할 수 있습니다.", VISITORS)
        yield Step("필요하면 관할 경찰서에 협조를 요청합니다.", POLICE_HELP)
        yield Step("보호자와 학생을 만나면 출석을 독려하고 결석 사유를 파악합니다.", INTERVIEW)
    else:
        yield Step(f"연속 {run.days}일이므로 미인정결석학생으로 등록하고 교육장과 주민센터에 제출합니다.", REGISTERED)


def _about_registration(facts: LadderFacts, placed: Placement) -> Iterator[Step]:
    if placed.run is None or not placed.registers:
        return
    if not facts.located or facts.abuse_signs:
        yield Step("소재·안전이 확인되지 않거나 학대 징후가 있으면 며칠째든 즉시 수사를 의뢰하고 등록합니다.", AT_ONCE)
    if not facts.located and placed.stage is Stage.CONTACT:
        yield Step("소재·안전이 확인되지 않았으므로 1~2일째에도 가정방문을 합니다.", VISIT_AT_ONCE)
    yield Step(f"최초미인정결석일자는 {spoken_date(placed.run.first)}입니다.", FIRST_DATE)
    if facts.registered_before:
        yield Step("전에 등록한 학생이므로 새로 추가하지 않고 기존 등록을 고칩니다.", REOPENED)


def _about_exceptions(facts: LadderFacts, placed: Placement) -> Iterator[Step]:
    if placed.stage is Stage.NONE:
        return
    if facts.overseas_confirmed:
        yield Step("해외 출국이 확인되었으므로 가정방문과 내교 요청을 생략할 수 있습니다.", ABROAD)
        if placed.stage is Stage.REPORT:
            yield Step("월 1회 확인 대신 입국 여부를 주기적으로 확인합니다.", ABROAD_CHECK)
    if placed.stage is Stage.REPORT and letter_due_of(facts) is not None:
        yield Step("미인가 대안교육시설은 재학확인서를 받고 6개월 뒤 시설의 공문이나 재학확인서를 받습니다.", FACILITY)


def _warnings(facts: LadderFacts, found: Runs, placed: Placement) -> Iterator[str]:
    yield from _in_force(REGISTER_ON_DAY, facts).warnings
    if found.ignored:
        yield f"수업일이 아니거나 기준일 뒤인 날짜 {found.ignored}건은 세지 않았습니다. 날짜가 맞는지 살펴봐 주세요."
    if placed.registers and not (facts.located and not facts.abuse_signs):
        yield warning_of("police_at_once")
    letter_due = letter_due_of(facts)
    if placed.stage is Stage.REPORT and letter_due is not None and letter_due <= facts.today:
        yield "재학확인서를 받은 지 6개월이 지났습니다. 시설의 공문이나 재학확인서를 받아 확인해 주세요(p.27)."
    earlier = found.longest >= _in_force(REGISTER_ON_DAY, facts).whole and placed.stage is not Stage.REPORT
    if earlier and facts.excluded is None and not facts.registered_before:
        yield "전에 연속 10일 이상 결석한 적이 있습니다. 등록과 복귀 보고가 되어 있는지 살펴봐 주세요(p.27, 29)."
