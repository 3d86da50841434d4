"""record.validate: whether the events of a record follow one another lawfully (학적변동의 순서)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.dates import school_year_of, spoken_date
from hakjeok.facts import Facts, fact, facts
from hakjeok.korean import with_particle
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR
from hakjeok.record.events import Event
from hakjeok.record.standing import NOTHING, Standing, after
from hakjeok.record.wording import single_spaced
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Change, Status, Word

SUSPENDED = frozenset({Status.EXEMPT, Status.DEFERRED, Status.OUT_OF_QUOTA})
ENROLLED = frozenset({Status.ENROLLED})
UNKNOWN = frozenset({Status.NONE})

# From which states each change is lawful.
LAWFUL_FROM: dict[Change, frozenset[Status]] = {
    Change.ADMISSION: UNKNOWN,
    Change.ENROLLMENT: UNKNOWN,
    Change.TRANSFER_IN: UNKNOWN | {Status.TRANSFERRED_OUT},
    Change.LATERAL_ENTRY: UNKNOWN | SUSPENDED | {Status.TRANSFERRED_OUT},
    Change.REENTRY: SUSPENDED,
    Change.TRANSFER_OUT: ENROLLED,
    Change.DEFERMENT: ENROLLED,
    Change.OUT_OF_QUOTA: ENROLLED,
    Change.EXEMPTION: ENROLLED | {Status.DEFERRED, Status.OUT_OF_QUOTA},
    Change.PROMOTION: ENROLLED,
    Change.EARLY_PROMOTION: ENROLLED,
    Change.RETENTION: ENROLLED,
    Change.COMPLETION: ENROLLED,
    Change.GRADUATION: ENROLLED,
    Change.EARLY_GRADUATION: ENROLLED,
    Change.HONORARY_GRADUATION: ENROLLED | {Status.EXEMPT},
}
GRADES_UP = {Change.PROMOTION: 1, Change.EARLY_PROMOTION: 2}
GRADE_AT = {Change.GRADUATION: 6, Change.EARLY_GRADUATION: 5}
SAME_DAY_FROM_SCHOOL_YEAR = 2024
FIRST_GRADE, LAST_GRADE = 1, 6

ORDER = Source(page=89, quote="새로 학적을 부여받은(재취학·편입학·전입학 등) 일수만 수업일수로 계산", reading=True)
EXEMPTION_ADDED = Source(page=83, quote="‘면제’를 추가로 등록할 수 있습니다.")
AFTER_SUSPENSION = Source(page=83, quote="유예 당시의 학년에 취학하는 것이 원칙이나")
ONE_GRADE = Source(page=89, quote="진급이란 해당 학년의 교육과정을 수료하여 상급 학년으로 올라가는 것으로")
TWO_GRADES = Source(
    page=92, quote="1학년에서 3학년으로, 2학년에서 4학년으로, 3학년에서 5학년으로, 4학년에서 6학년으로 진급"
)
NO_SAME_DAY = Source(page=44, quote="당일은 전입일로 하고 전출일은 전입일 하루 전으로 처리")


class ProblemCode(Word):
    """What is wrong with an event (학적변동의 문제)."""

    NOTHING_BEFORE_ENTRY = "nothing_before_entry", "들어온 변동이 없음"
    ALREADY_ENROLLED = "already_enrolled", "이미 재학 중"
    TWO_SCHOOLS = "two_schools", "두 학교에 동시에 재학"
    NOT_ENROLLED = "not_enrolled", "재학 중이 아님"
    NOT_SUSPENDED = "not_suspended", "유예·면제·정원 외가 아님"
    NOT_TRANSFERRED_OUT = "not_transferred_out", "전출이 없음"
    RECORD_EXISTS = "record_exists", "이미 학적이 있음"
    AFTER_GRADUATION = "after_graduation", "졸업 뒤의 변동"
    DATE_BACKWARDS = "date_backwards", "날짜가 앞섬"
    WRONG_GRADE = "wrong_grade", "학년이 맞지 않음"
    WRONG_SCHOOL = "wrong_school", "학교가 다름"
    SAME_DAY = "same_day", "전출일과 전입일이 같음"


Found = tuple[ProblemCode, str]

# An event with one of these may stand in the fold; with any other code it is left out.
IN_ORDER = frozenset(
    {ProblemCode.DATE_BACKWARDS, ProblemCode.WRONG_GRADE, ProblemCode.WRONG_SCHOOL, ProblemCode.SAME_DAY}
)
OUT_OF_ORDER = frozenset(ProblemCode) - IN_ORDER


@facts
class ValidateFacts(Facts):
    """The events of a record in the order of its ledger, cancelled lines left out."""

    events: tuple[Event, ...] = fact("학적변동", default=(), hint="입학부터 일어난 차례로 넣습니다.")


@dataclass(frozen=True)
class Problem:
    """What is wrong with the event at `index` (from 0), in one Korean sentence."""

    index: int = told("몇 번째 변동(0부터)")
    code: ProblemCode = told("문제")
    message: str = told("설명")


@dataclass(frozen=True, kw_only=True)
class Validation(Result):
    """Whether the order of the events is lawful, and every problem in it."""

    valid: bool = told("순서가 맞음")
    problems: tuple[Problem, ...] = told("고칠 점")


@decision(
    "record.validate",
    title="학적변동 순서 점검",
    pages=(44, 68, 83, 89, 92),
    asked_as=(
        "학적변동의 순서가 맞나요?",
        "유예 중에 면제할 수 있나요?",
        "전출일과 전입일이 같은 날이어도 되나요?",
        "전출하지 않은 학생을 전입시킬 수 있나요?",
    ),
)
def validate(facts: ValidateFacts) -> Validation:
    """Fold the events and report each one that does not follow lawfully from those before it."""
    problems = tuple(_walk(facts.events))
    return Validation(
        valid=not problems,
        problems=problems,
        because=tuple(_reasons(facts.events, problems)),
        school_year=HANDBOOK_SCHOOL_YEAR,
    )


def _walk(events: tuple[Event, ...]) -> Iterator[Problem]:
    """The problems in order. An event out of order is left out of the fold, so that it is told once."""
    standing = NOTHING
    latest: Event | None = None
    for index, event in enumerate(events):
        found = [*_date_problems(latest, event), *_problems(standing, event)]
        yield from (Problem(index, code, message) for code, message in found)
        if not any(code in OUT_OF_ORDER for code, _ in found):
            standing = after(standing, event)
        if latest is None or event.date >= latest.date:
            latest = event


def _date_problems(latest: Event | None, event: Event) -> Iterator[Found]:
    if latest is not None and event.date < latest.date:
        earlier = with_particle(_named(event), "이", "가")
        yield (
            ProblemCode.DATE_BACKWARDS,
            f"{earlier} 앞선 {_named(latest)}보다 빠릅니다. 날짜나 순서를 바로잡아 주세요.",
        )


def _problems(standing: Standing, event: Event) -> Iterator[Found]:
    if event.change is Change.GENERAL_EXAM:
        return
    if standing.status not in LAWFUL_FROM[event.change]:
        yield _out_of_order(standing, event)
        return
    yield from _school_problems(standing, event)
    yield from _grade_problems(standing, event)
    yield from _same_day_problems(standing, event)


def _out_of_order(standing: Standing, event: Event) -> Found:
    if standing.status is Status.GRADUATED:
        return (
            ProblemCode.AFTER_GRADUATION,
            f"{with_particle(event.change.korean, '은', '는')} 졸업한 뒤에 할 수 없습니다. "
            "정정대장으로 바로잡아 주세요.",
        )
    if event.change.enters:
        return _entry_out_of_order(standing, event)
    if standing.status is Status.NONE:
        return (
            ProblemCode.NOTHING_BEFORE_ENTRY,
            f"{event.change.korean} 앞에 입학·취학·전입학·편입학이 없습니다. 들어온 변동을 먼저 넣어 주세요.",
        )
    return (
        ProblemCode.NOT_ENROLLED,
        f"{with_particle(event.change.korean, '은', '는')} 재학 중일 때만 할 수 있는데 "
        f"학적이 {standing.status.korean} 상태입니다. 순서를 살펴봐 주세요.",
    )


def _entry_out_of_order(standing: Standing, event: Event) -> Found:
    if standing.status is Status.ENROLLED:
        return _second_entry(standing, event)
    if event.change is Change.REENTRY:
        return (
            ProblemCode.NOT_SUSPENDED,
            "재취학 앞에 면제·유예·정원 외 학적관리가 없습니다. 그 변동을 먼저 넣어 주세요.",
        )
    if event.change is Change.TRANSFER_IN:
        return (
            ProblemCode.NOT_TRANSFERRED_OUT,
            "전입학 앞에 전출이 없습니다. 전출을 먼저 넣거나 재취학으로 고쳐 주세요.",
        )
    return (
        ProblemCode.RECORD_EXISTS,
        f"이미 학적이 있어 {with_particle(event.change.korean, '을', '를')} 할 수 없습니다. "
        "재취학·편입학·전입학 가운데 맞는 변동으로 고쳐 주세요.",
    )


def _second_entry(standing: Standing, event: Event) -> Found:
    word = with_particle(event.change.korean, "을", "를")
    if not _same_school(standing, event):
        return (
            ProblemCode.TWO_SCHOOLS,
            f"{standing.school}에 재학 중이어서 {event.school}에서 {word} 할 수 없습니다. 먼저 전출을 넣어 주세요.",
        )
    return (
        ProblemCode.ALREADY_ENROLLED,
        f"이미 재학 중이어서 {word} 할 수 없습니다. 같은 변동이 두 번 들어갔는지 살펴봐 주세요.",
    )


def _same_school(standing: Standing, event: Event) -> bool:
    return single_spaced(event.school or "") == single_spaced(standing.school or "")


def _school_problems(standing: Standing, event: Event) -> Iterator[Found]:
    if event.change.enters:
        return
    if not _same_school(standing, event):
        yield (
            ProblemCode.WRONG_SCHOOL,
            f"학적은 {standing.school}에 있는데 {event.change.korean} 학교가 {event.school}입니다. "
            "학교를 바로잡아 주세요.",
        )


def _grade_problems(standing: Standing, event: Event) -> Iterator[Found]:
    lawful = _lawful_grades(standing, event)
    if event.grade not in lawful:
        allowed = "·".join(map(str, lawful)) or "없음"
        yield (
            ProblemCode.WRONG_GRADE,
            f"{event.change.korean} 학년이 {event.grade}학년입니다. 앞의 학적({standing.grade}학년)으로 보아 "
            f"알맞은 학년은 {allowed}입니다. 학년을 바로잡아 주세요.",
        )


def _lawful_grades(standing: Standing, event: Event) -> range:
    """Grades that may follow. Promotions that were not entered are allowed for by the years gone by."""
    known = standing.grade
    if known is None or standing.since is None or event.change in (Change.REENTRY, Change.LATERAL_ENTRY):
        return range(FIRST_GRADE, LAST_GRADE + 1)
    if event.change in GRADES_UP:
        grade = known + GRADES_UP[event.change]
        return range(grade, min(grade, LAST_GRADE) + 1)
    years = max(0, school_year_of(event.date) - school_year_of(standing.since))
    highest = min(LAST_GRADE, known + years)
    if event.change in GRADE_AT:
        return range(max(GRADE_AT[event.change], known), min(GRADE_AT[event.change], highest) + 1)
    return range(known, highest + 1)


def _same_day_problems(standing: Standing, event: Event) -> Iterator[Found]:
    """A transfer out ends the day before the entry; only 1 March from 2024 on may be one day (p.44)."""
    if event.change is not Change.TRANSFER_IN or standing.since != event.date:
        return
    on_march_first = (event.date.month, event.date.day) == (3, 1)
    if not (on_march_first and event.date.year >= SAME_DAY_FROM_SCHOOL_YEAR):
        yield (
            ProblemCode.SAME_DAY,
            f"전출일과 전입일이 {spoken_date(event.date)}로 같습니다. 전출일을 하루 앞으로 고쳐 주세요(p.44).",
        )


def _named(event: Event) -> str:
    return f"{event.change.korean}({spoken_date(event.date)})"


def _reasons(events: tuple[Event, ...], problems: tuple[Problem, ...]) -> Iterator[Step]:
    if problems:
        yield Step(
            f"변동 {len(events)}건 가운데 {len({each.index for each in problems})}건이 순서에 맞지 않습니다.", ORDER
        )
    else:
        yield Step(f"변동 {len(events)}건의 순서가 모두 맞습니다.", ORDER)
    changes = {event.change for event in events}
    for change, step in STEP_OF.items():
        if change in changes:
            yield step


STEP_OF = {
    Change.EXEMPTION: Step("유예나 정원 외 학적관리 중에도 면제를 더할 수 있습니다.", EXEMPTION_ADDED),
    Change.REENTRY: Step("재취학은 면제·유예·정원 외 학적관리 뒤에만 합니다.", AFTER_SUSPENSION),
    Change.TRANSFER_IN: Step(
        "전출일은 전입일의 하루 전이며, 2024학년도부터 3월 1일만 같은 날일 수 있습니다.", NO_SAME_DAY
    ),
    Change.PROMOTION: Step("진급은 한 학년씩 합니다.", ONE_GRADE),
    Change.EARLY_PROMOTION: Step("조기진급은 두 학년을 올라갑니다.", TWO_GRADES),
}
