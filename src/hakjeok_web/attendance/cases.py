"""An unexcused absence as a case (미인정결석 관리): from rows to the decisions, and what was done about it."""

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db import connection

from hakjeok.absence.actions import REGISTER_ON_DAY, ActionCode
from hakjeok.absence.ladder import Ladder, LadderFacts, ladder
from hakjeok.absence.out_of_quota import OutOfQuota
from hakjeok.dates import days_later, end_of_month
from hakjeok.school_calendar import Calendar
from hakjeok.source import Step
from hakjeok.vocabulary import Exclusion, Stage
from hakjeok_web.attendance.case_rows import rows_of, wanted_of
from hakjeok_web.attendance.consigned import Stay, told
from hakjeok_web.attendance.forecast import BothPlaces, both_places, forecast_of
from hakjeok_web.attendance.measures import record_measure
from hakjeok_web.attendance.models import AbsenceMeasure
from hakjeok_web.attendance.runs import runs_in
from hakjeok_web.schools.facts import YearCalendars
from hakjeok_web.schools.models import SchoolYear

Code = AbsenceMeasure.Code
OUT_OF_QUOTA = "out_of_quota"  # fulfilled by the ledger, not by a measure
RETURN_PAGE = 29

# The handbook gives no dates for these two: the school's practice (학교 관행).
WATCH_CARD_WITHIN_DAYS = 7
NOTICE_BEFORE_SCHOOL_DAYS = 20

# Measures that tell a fact, with what they say about it; the last one since the absence began counts.
_TOLD = {
    "located": {Code.LOCATED: True, Code.NOT_LOCATED: False},
    "abuse_signs": {Code.ABUSE_SIGNS: True, Code.NO_ABUSE: False},
    "overseas_confirmed": {Code.OVERSEAS: True, Code.IN_COUNTRY: False},
}


@dataclass(frozen=True)
class CaseFacts:
    """What is known of one pupil's unexcused absences in a school year.

    `known` are the days since the first absence for which attendance is known: the day of his class was taken, or
    something was entered for him. A day that nobody has taken proves neither absence nor return. `measures` stand
    in the order in which they were done.
    """

    student_id: uuid.UUID
    name: str
    school_class_id: uuid.UUID
    grade: int
    class_number: int
    number: int
    absences: tuple[date, ...]
    known: frozenset[date]
    measures: tuple[tuple[str, date], ...]
    calendar: Calendar
    excluded: Exclusion | None = None  # the ladder does not run for him (p.27 ④⑤)
    places: BothPlaces | None = None  # of a consigned pupil: the days of both places, which the third counts (p.32–33)

    @property
    def place(self) -> str:
        """`4-2 7번`."""
        return f"{self.grade}-{self.class_number} {self.number}번"

    @property
    def days_elsewhere(self) -> tuple[date, ...]:
        """Unexcused absences that institutions told: the third of the year counts them, the ladder does not."""
        return self.places.unexcused if self.places else ()

    @property
    def in_year(self) -> int:
        """Unexcused absences of the year at both places."""
        return len(self.absences) + len(self.days_elsewhere)

    @property
    def is_consigned(self) -> bool:
        """Whether he is at an institution today."""
        return self.places is not None and self.places.is_there

    @property
    def goes_on_elsewhere(self) -> bool:
        """Whether an unexcused absence goes on at an institution."""
        return self.places is not None and self.places.goes_on

    @cached_property
    def known_on(self) -> date:
        """The last day for which attendance is known."""
        return max(self.known)

    @cached_property
    def runs(self) -> tuple[tuple[date, date], ...]:
        """First and last day of each run of consecutive school days (연속 결석)."""
        return runs_in(self.absences, self.calendar)

    @property
    def episode_on(self) -> date:
        """The first day of the last run: what was learned since then holds for it."""
        return self.runs[-1][0] if self.runs else self.known_on

    def done(self, code: str, since: date) -> date | None:
        """When a measure was last taken, if on `since` or later."""
        return max((on for each, on in self.measures if each == code and on >= since), default=None)

    def last_word(self, fact: str) -> bool | None:
        """The last word on a fact since the absence began; None where nobody has said anything."""
        words = [_TOLD[fact][code] for code, on in self.measures if code in _TOLD[fact] and on >= self.episode_on]
        return words[-1] if words else None

    def told(self, fact: str, otherwise: bool) -> bool:
        """The last word on a fact, else what is assumed."""
        word = self.last_word(fact)
        return otherwise if word is None else word

    @property
    def returned_on(self) -> date | None:
        """The first day back (복귀일) after a run that was, or had to be, registered; None while it goes on."""
        registered = [on for code, on in self.measures if code == Code.REGISTER]
        longest = REGISTER_ON_DAY.at(self.calendar.school_year).whole
        for first, last in reversed(self.runs):
            back = self._known_after(last)
            if back is None or back in self.absences:
                continue
            if self.calendar.count(first, last) >= longest or any(first <= on < back for on in registered):
                return back
        return None

    def _known_after(self, day: date) -> date | None:
        """The first school day after `day` for which attendance is known."""
        later = self.calendar.between(days_later(day, 1), self.known_on)
        return next((each for each in later if each in self.known), None)


@dataclass(frozen=True)
class Task:
    """One thing to be done about an absence (조치), and the day on which it was done."""

    code: str
    title: str
    who: str
    due: date
    since: date  # measures from this day on fulfil it
    reasons: tuple[Step, ...]
    forms: tuple[str, ...] = ()
    waived: bool = False
    done_on: date | None = None

    @property
    def is_open(self) -> bool:
        return not self.waived and self.done_on is None


@dataclass(frozen=True)
class Case:
    """A pupil's absence with both decisions and everything that follows from them."""

    facts: CaseFacts
    ladder: Ladder
    forecast: OutOfQuota
    tasks: tuple[Task, ...]
    missed: tuple[Task, ...] = ()  # of an earlier stage, never done: the rule asks for them no longer

    @property
    def undone(self) -> list[Task]:
        """Everything that is still to be done, what an earlier stage left behind last."""
        return [*self.open_tasks, *self.missed]

    @property
    def open_tasks(self) -> list[Task]:
        """What is still to be done, the first due first."""
        return sorted((task for task in self.tasks if task.is_open), key=lambda task: task.due)

    @property
    def is_running(self) -> bool:
        return self.ladder.run is not None

    @property
    def days(self) -> int:
        return self.ladder.run.days if self.ladder.run else 0

    @property
    def forecast_on(self) -> date | None:
        """When a third of the year is missed, if the absence goes on; None where nobody is absent now."""
        goes_on = self.is_running or self.facts.goes_on_elsewhere
        return self.forecast.threshold_date if goes_on or self.forecast.reached else None


def case_of(facts: CaseFacts) -> Case | None:
    """Both decisions on a pupil's absences; None without a day of absence at either place. Reads nothing."""
    known = facts.calendar.previous_or_same(facts.known_on)
    facts = replace(facts, absences=tuple(day for day in facts.absences if day <= facts.known_on))
    if known is None or not (facts.runs or facts.days_elsewhere):
        return None
    placed = ladder(_ladder_facts(facts, known))
    places = facts.places or both_places(facts.calendar, (), today=known)
    forecast = forecast_of(facts.absences, places, facts.calendar, known_on=known)
    tasks = tuple(_tasks(facts, placed, forecast, known))
    return Case(facts, placed, forecast, tasks, tuple(_missed(facts, placed, known)))


def _missed(facts: CaseFacts, placed: Ladder, known: date) -> Iterator[Task]:
    """Visit and summons of the third to the ninth day that were never made (p.27): the tenth day excuses neither."""
    if placed.stage is not Stage.REPORT or placed.run is None:
        return
    ninth = placed.run.nth(REGISTER_ON_DAY.at(facts.calendar.school_year).whole - 1, facts.calendar)
    days = tuple(day for day in facts.absences if day <= ninth)
    then = ladder(replace(_ladder_facts(facts, known), absences=days, today=ninth))
    both = (Code.HOME_VISIT, Code.SUMMONS)
    yield from (task for task in _of_actions(facts, then, ninth) if task.code in both and task.is_open)


def _ladder_facts(facts: CaseFacts, known: date) -> LadderFacts:
    certificates = [on for code, on in facts.measures if code == Code.FACILITY]
    return LadderFacts(
        absences=facts.absences,
        calendar=facts.calendar,
        today=known,
        # p.27 sends visitors and police where safety could not be confirmed, not where no call is written down yet:
        # else every first day (늦잠) would ask for the police. The pages call it what it is: 확인하지 않음.
        located=facts.told("located", True),
        abuse_signs=facts.told("abuse_signs", False),
        overseas_confirmed=facts.told("overseas_confirmed", False),
        excluded=facts.excluded,
        registered_before=any(code == Code.REGISTER and on < facts.episode_on for code, on in facts.measures),
        returned_on=facts.returned_on,
        alternative_facility_certificate_on=max(certificates, default=None),
    )


def _tasks(facts: CaseFacts, placed: Ladder, forecast: OutOfQuota, known: date) -> Iterator[Task]:
    yield from _of_actions(facts, placed, known)
    if placed.watch_card:
        yield from _watch_card(facts, placed, known)
    yield from _about_quota(facts, placed, forecast, known)


def _of_actions(facts: CaseFacts, placed: Ladder, known: date) -> Iterator[Task]:
    for action in placed.actions:
        since = _counts_from(action.code, facts, placed, known)
        yield Task(
            code=action.code.value,
            title=action.title,
            who=action.who,
            due=action.due or facts.calendar.last_day,
            since=since,
            reasons=_steps_of(action.code, placed),
            forms=action.forms,
            waived=action.waived,
            done_on=facts.done(action.code.value, since),
        )


def _counts_from(code: ActionCode, facts: CaseFacts, placed: Ladder, known: date) -> date:
    """From when on a measure fulfils an action: the telephone daily, the check monthly, the rest once a run."""
    if code is ActionCode.PHONE_DAILY and placed.run:
        return placed.run.last
    if code is ActionCode.MONTHLY_CHECK:
        return known.replace(day=1)
    if code is ActionCode.RETURN_REPORT and facts.returned_on:
        return facts.returned_on
    return facts.episode_on


def _steps_of(code: ActionCode, placed: Ladder) -> tuple[Step, ...]:
    about_return = tuple(step for step in placed.because if step.source.page == RETURN_PAGE)
    if code is ActionCode.RETURN_REPORT and about_return:
        return about_return
    return tuple(step for step in placed.because if step not in about_return)


def _watch_card(facts: CaseFacts, placed: Ladder, known: date) -> Iterator[Task]:
    """The card, and once it is there an entry a month (월별 관리내용) where the ladder asks for no check itself."""
    reasons = tuple(step for step in placed.because if step.source.reading) or placed.because
    made_on = facts.done(Code.WATCH_CARD.value, facts.calendar.first_day)
    yield Task(
        code=Code.WATCH_CARD.value,
        title="집중관리카드 마련",
        who="담임교사",
        due=days_later(facts.episode_on, WATCH_CARD_WITHIN_DAYS),
        since=facts.calendar.first_day,
        reasons=reasons,
        forms=("2-7",),
        done_on=made_on,
    )
    if made_on and not any(action.code is ActionCode.MONTHLY_CHECK for action in placed.actions):
        month = known.replace(day=1)
        yield Task(
            code=Code.MONTHLY.value,
            title="집중관리카드 월별 기록",
            who="담임교사",
            due=end_of_month(known),
            since=month,
            reasons=reasons,
            forms=("2-7",),
            done_on=facts.done(Code.MONTHLY.value, month),
        )


def _about_quota(facts: CaseFacts, placed: Ladder, forecast: OutOfQuota, known: date) -> Iterator[Task]:
    """Before a third of the year is missed the guardian is told; after it the school decides (p.61)."""
    if forecast.reached:
        due = forecast.change_date or facts.calendar.last_day
        yield Task(OUT_OF_QUOTA, "정원 외 학적관리 결정", "업무담당자", due, due, forecast.because, ("4-4",))
    elif (since := _goes_on_since(facts, placed)) and forecast.threshold_date is not None:
        known = max(known, facts.places.known_on) if facts.places else known
        left = facts.calendar.count(days_later(known, 1), forecast.threshold_date)
        if left <= NOTICE_BEFORE_SCHOOL_DAYS:
            yield Task(
                code=Code.QUOTA_NOTICE.value,
                title="정원 외·진급 불가 미리 안내",
                who="담임교사·업무담당자",
                due=forecast.threshold_date,
                since=since,
                reasons=forecast.because,
                done_on=facts.done(Code.QUOTA_NOTICE.value, since),
            )


def _goes_on_since(facts: CaseFacts, placed: Ladder) -> date | None:
    """The first day of the absence that goes on, at whichever place; None where he attends."""
    if placed.run is not None:
        return placed.run.first
    return facts.days_elsewhere[0] if facts.goes_on_elsewhere else None


_WHICH = """
(%(students)s::uuid[] IS NULL OR s.id = ANY(%(students)s::uuid[]))
   AND (%(classes)s::uuid[] IS NULL OR c.id = ANY(%(classes)s::uuid[]))
"""


def read_cases(
    school_year: SchoolYear,
    calendars: YearCalendars,
    *,
    today: date,
    students: Collection[uuid.UUID] | None = None,
    classes: Collection[uuid.UUID] | None = None,
) -> list[Case]:
    """The cases of a school, of some classes or of some pupils. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(
            rows_of(_WHICH),
            wanted_of(school_year, today)
            | {
                "students": None if students is None else list(students),
                "classes": None if classes is None else list(classes),
            },
        )
        return cases_of_rows(cursor.fetchall(), calendars, today=today)


def cases_of_rows(
    rows: Iterable[tuple], calendars: YearCalendars, *, today: date, stays: Iterable[Stay] | None = None
) -> list[Case]:
    """The cases of rows of `case_rows.ROWS`. One query where the stays are not given, none without rows."""
    rows = list(rows)
    if stays is None:
        since = calendars.of(1).first_day.replace(month=3, day=1)
        stays = told.source.stays_of([row[0] for row in rows], since, today) if rows else ()
    by_pupil = _by_pupil(stays)
    known = (row for row in rows if row[7] is not None or row[0] in by_pupil)
    facts = (_facts_of(row, calendars, by_pupil.get(row[0], ()), today) for row in known)
    return [case for case in map(case_of, facts) if case is not None]


def _by_pupil(stays: Iterable[Stay]) -> dict[uuid.UUID, list[Stay]]:
    """The stays that a case may tell of: it is read by many, so a secret one is left out."""
    found: dict[uuid.UUID, list[Stay]] = {}
    for stay in stays:
        if stay.named is None:
            found.setdefault(stay.student, []).append(stay)
    return found


def _facts_of(row: tuple, calendars: YearCalendars, stays: Collection[Stay], today: date) -> CaseFacts:
    *who, absences, known, measures = row
    # At an institution for which the ladder runs a pupil counts as attending (p.27, 32).
    off = [stay for stay in stays if stay.off_ladder is not None]
    now = next((stay for stay in off if stay.covers(today)), None)
    places = both_places(calendars.of(who[3]), stays, today=today) if stays else None
    elsewhere = places.unexcused if places else ()
    return CaseFacts(
        *who,
        absences=tuple(sorted(absences)),
        known=frozenset(day for day in known or () if not any(stay.covers(day) for stay in off))
        or frozenset((*absences, *elsewhere)),
        excluded=now.off_ladder if now else None,
        places=places,
        measures=tuple((code, date.fromisoformat(on)) for code, on in measures or ()),
        calendar=calendars.of(who[3]),
    )


__all__ = ["Case", "CaseFacts", "Task", "case_of", "cases_of_rows", "read_cases", "record_measure"]
