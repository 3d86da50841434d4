"""attendance.family_event: the days that a family event authorizes, and when they lie (경조사)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from hakjeok.dates import spoken_date
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.parameters import Found, Parameter, load
from hakjeok.registry import decision
from hakjeok.result import Result, told
from hakjeok.school_calendar import Calendar
from hakjeok.source import Source, Step
from hakjeok.vocabulary import Word

PARAMETERS = load("attendance")
MARRIAGE = PARAMETERS["marriage_days"]
ADOPTION = PARAMETERS["adoption_days"]
DEATH_OF_PARENTS = PARAMETERS["death_of_parents_days"]
DEATH_OF_GREAT_GRANDPARENTS = PARAMETERS["death_of_great_grandparents_days"]
DEATH_OF_SIBLINGS = PARAMETERS["death_of_siblings_days"]
DEATH_OF_PARENTS_SIBLINGS = PARAMETERS["death_of_parents_siblings_days"]

NOT_LISTED = Source(page=24, quote="바. 다음 경조사로 인하여 출석하지 못한 경우")
SCHOOL_DAYS = Source(page=24, quote="※ 경조사 일수에 재량휴업일과 공휴일 및 토요일은 산입하지 않으며")
MAY_ATTEND = Source(page=24, quote="해당 기간 내에는 학생의 상황과 여건에 따라 출석가능")
BEFORE_OR_AFTER = Source(
    page=24, quote="※ 경조사 사안 발생일 전ㆍ후에 출석하지 못한 경우에도 가능 일수 내에서 출석으로 인정할 수 있음"
)
WITH_THE_DAY = Source(page=36, quote="사망일을 포함하여 전후 5일 이내라면 ‘출석인정’으로 처리할 수 있습니다.")
FROM_THE_NEXT_DAY = Source(
    page=36, quote="출석인정 결석 처리 가능한 날은 사망 다음 날인 금요일부터 다음 주 화요일, 수요일, 목요일, 금요일까지"
)
BEYOND = Source(page=36, quote="사안일 포함 전후로 경조사 출석인정결석 가능 기간(5일) 내", reading=True)


class FamilyEvent(Word):
    """What happened in the family (경조사의 구분)."""

    MARRIAGE = "marriage", "결혼"
    ADOPTION = "adoption", "입양"
    DEATH = "death", "사망"


class Relation(Word):
    """Whom the event concerns, as seen from the pupil (경조사의 대상)."""

    SIBLING = "sibling", "형제·자매"
    PARENT = "parent", "부모"
    SELF = "self", "학생 본인"
    GRANDPARENT = "grandparent", "조부모·외조부모"
    GREAT_GRANDPARENT = "great_grandparent", "부모의 조부모·외조부모"
    SIBLING_SPOUSE = "sibling_spouse", "형제·자매의 배우자"
    PARENT_SIBLING = "parent_sibling", "부모의 형제·자매"
    PARENT_SIBLING_SPOUSE = "parent_sibling_spouse", "부모의 형제·자매의 배우자"


# The table of p.24; any other pair authorizes no day.
DAYS: dict[tuple[FamilyEvent, Relation], Parameter] = {
    (FamilyEvent.MARRIAGE, Relation.SIBLING): MARRIAGE,
    (FamilyEvent.MARRIAGE, Relation.PARENT): MARRIAGE,
    (FamilyEvent.ADOPTION, Relation.SELF): ADOPTION,
    (FamilyEvent.DEATH, Relation.PARENT): DEATH_OF_PARENTS,
    (FamilyEvent.DEATH, Relation.GRANDPARENT): DEATH_OF_PARENTS,
    (FamilyEvent.DEATH, Relation.GREAT_GRANDPARENT): DEATH_OF_GREAT_GRANDPARENTS,
    (FamilyEvent.DEATH, Relation.SIBLING): DEATH_OF_SIBLINGS,
    (FamilyEvent.DEATH, Relation.SIBLING_SPOUSE): DEATH_OF_SIBLINGS,
    (FamilyEvent.DEATH, Relation.PARENT_SIBLING): DEATH_OF_PARENTS_SIBLINGS,
    (FamilyEvent.DEATH, Relation.PARENT_SIBLING_SPOUSE): DEATH_OF_PARENTS_SIBLINGS,
}


@facts
class FamilyEventFacts(Facts):
    """A family event, the pupil's first absence for it, and further ones where there are any."""

    event: FamilyEvent = fact("경조사")
    relation: Relation = fact("누구의 경조사인지")
    event_date: datetime.date = fact("경조사가 있은 날")
    first_absence: datetime.date | None = fact(
        "처음 결석한 날",
        default=None,
        hint="경조사 때문에 결석한 첫 수업일입니다. 경조사 전날이어도 됩니다. 아래에 결석한 날을 모두 적으면 비웁니다.",
    )
    absences: tuple[datetime.date, ...] = fact(
        "결석한 날 모두", default=(), hint="비우면 처음 결석한 날 하루만 결석한 것으로 봅니다."
    )
    calendar: Calendar = fact("학사일정")

    def check(self) -> None:
        """Refuse an event without an absence, and a first absence before or after the year's school days."""
        if self.first_absence is None and not self.absences:
            raise BadInput("first_absence", "처음 결석한 날이 없습니다. 넣어 주세요.")
        if self.first < self.calendar.first_day or self.calendar.nth_from(self.first, 1) is None:
            raise BadInput(
                "first_absence",
                f"처음 결석한 날({spoken_date(self.first)})이 학사일정의 첫날과 마지막 수업일 사이에 들지 않습니다. "
                "날짜나 학사일정을 바로잡아 주세요.",
            )

    @property
    def first(self) -> datetime.date:
        """The first absence: as given, or the earliest of all."""
        return self.first_absence or min(self.absences)

    @property
    def missed(self) -> tuple[datetime.date, ...]:
        """The school days missed, in order."""
        return tuple(sorted(day for day in self._told if self.calendar.is_school_day(day)))

    @property
    def ignored(self) -> int:
        """How many of the absences told are no school days of the calendar."""
        return len(self._told) - len(self.missed)

    @property
    def _told(self) -> frozenset[datetime.date]:
        return frozenset(self.absences or (self.first,))


@dataclass(frozen=True, kw_only=True)
class FamilyEventDays(Result):
    """How many school days the event authorizes, which ones, and which absences lie inside them."""

    days: int = told("출석을 인정하는 일수")
    window: tuple[datetime.date, ...] = told("출석을 인정할 수 있는 날")
    valid: bool = told("출석으로 인정함")
    authorized: tuple[datetime.date, ...] = told("출석인정결석")
    outside: tuple[datetime.date, ...] = told("출석을 인정하지 않는 결석")


@decision(
    "attendance.family_event",
    title="경조사로 인한 출석인정결석",
    pages=(24, 36),
    asked_as=(
        "조부모가 돌아가시면 며칠까지 출석인정이 되나요?",
        "경조사 일수에 토요일과 공휴일도 들어가나요?",
        "돌아가시기 전날 결석한 것도 경조사로 인정되나요?",
        "형제가 결혼하면 며칠 출석인정이 되나요?",
        "이모나 삼촌 장례도 출석인정이 되나요?",
    ),
)
def family_event(facts: FamilyEventFacts) -> FamilyEventDays:
    """Count the event's school days from the first absence or the day after the event (p.24, 36)."""
    found = _days(facts)
    days = found.whole if found else 0
    window = _window(facts, days)
    touches = bool(window) and _touches(facts, window)
    inside = tuple(day for day in facts.missed if touches and day in window)
    return FamilyEventDays(
        days=days,
        window=window,
        valid=bool(inside),
        authorized=inside,
        outside=tuple(day for day in facts.missed if day not in inside),
        because=tuple(_reasons(facts, found, window, inside)),
        warnings=tuple(_warnings(facts, found, window)),
        school_year=facts.calendar.school_year,
    )


def _days(facts: FamilyEventFacts) -> Found | None:
    parameter = DAYS.get((facts.event, facts.relation))
    return parameter.at(facts.calendar.school_year) if parameter else None


def _window(facts: FamilyEventFacts, days: int) -> tuple[datetime.date, ...]:
    """So many school days from the first absence on, but at the latest from the first school day after the event."""
    after = facts.calendar.next_after(facts.event_date)
    start = facts.first if after is None else min(facts.first, after)
    found = (facts.calendar.nth_from(start, nth) for nth in range(1, days + 1))
    return tuple(day for day in found if day is not None)


def _touches(facts: FamilyEventFacts, window: tuple[datetime.date, ...]) -> bool:
    """Whether the window spans the day of the event or starts on the first school day after it (p.36)."""
    return window[0] <= facts.event_date <= window[-1] or _starts_after(facts, window)


def _starts_after(facts: FamilyEventFacts, window: tuple[datetime.date, ...]) -> bool:
    return window[0] == facts.calendar.next_after(facts.event_date)


def _reasons(
    facts: FamilyEventFacts, found: Found | None, window: tuple[datetime.date, ...], inside: tuple[datetime.date, ...]
) -> Iterator[Step]:
    event = f"{facts.relation.korean} {facts.event.korean}"
    if found is None:
        yield Step(f"{event}: 출석을 인정하는 경조사에 들지 않습니다.", NOT_LISTED)
        return
    yield Step(f"{event}: {found.whole}일까지 출석으로 인정합니다.", found.source)
    yield Step(
        f"재량휴업일·공휴일·토요일을 빼고 세면 {spoken_date(window[0])}부터 {spoken_date(window[-1])}까지입니다.",
        SCHOOL_DAYS,
    )
    yield _about_the_window(facts, window)
    if inside and facts.first > window[0]:
        yield Step("그 기간에 등교한 날이 있어도 기간이 뒤로 밀리지 않습니다.", MAY_ATTEND)
    yield from _about_absences(facts, inside)


def _about_the_window(facts: FamilyEventFacts, window: tuple[datetime.date, ...]) -> Step:
    on = spoken_date(facts.event_date)
    if _starts_after(facts, window):
        return Step(f"경조사({on})가 있은 뒤의 첫 수업일부터 셉니다.", FROM_THE_NEXT_DAY)
    if _touches(facts, window):
        return Step(f"경조사가 있은 날({on})이 그 기간에 들므로 앞뒤의 결석도 인정할 수 있습니다.", WITH_THE_DAY)
    return Step(f"경조사가 있은 날({on})이 그 기간에 들지 않으므로 인정할 수 없습니다.", BEFORE_OR_AFTER)


def _about_absences(facts: FamilyEventFacts, inside: tuple[datetime.date, ...]) -> Iterator[Step]:
    if inside:
        yield Step(f"그 기간에 든 결석 {len(inside)}일은 출석인정결석입니다.", BEFORE_OR_AFTER)
    if not facts.missed:
        yield Step("결석한 날이 모두 쉬는 날이어서 출석을 인정할 결석이 없습니다.", SCHOOL_DAYS)
    outside = len(facts.missed) - len(inside)
    if outside:
        rest = "나머지 결석" if inside else "결석"
        yield Step(f"{rest} {outside}일은 경조사로 인정하지 않습니다.", BEYOND)


def _warnings(facts: FamilyEventFacts, found: Found | None, window: tuple[datetime.date, ...]) -> Iterator[str]:
    if found is None:
        return
    yield from found.warnings
    if len(window) < found.whole:
        yield (
            f"이 학년도의 수업일이 먼저 끝나 {found.whole}일 가운데 {len(window)}일만 보였습니다. "
            "남은 날은 다음 학년도의 학사일정으로 살펴봐 주세요."
        )
    if facts.ignored:
        yield f"수업일이 아닌 날짜 {facts.ignored}건은 세지 않았습니다. 날짜가 맞는지 살펴봐 주세요."
