"""What the year's entries propose as a pupil's remark (제안): from the register's cells to the decisions' facts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hakjeok.attendance.perfect import ADDED, NEVER, Entry, Perfect, PerfectFacts, Special, perfect
from hakjeok.attendance.remark import Remark, RemarkFacts, WhyLeftOut, remark
from hakjeok.attendance.remark_items import Item, Measure
from hakjeok.errors import BadInput
from hakjeok.record.events import Event
from hakjeok.school_calendar import Calendar
from hakjeok.vocabulary import AbsenceForm, AbsenceKind, Change
from hakjeok_web.config.templatetags.korean import short_date

NOT_TOLD = (None, None, None, None)
FORMS = (AbsenceForm.ABSENCE, AbsenceForm.LATE, AbsenceForm.EARLY_LEAVE, AbsenceForm.CLASS_ABSENCE)


@dataclass(frozen=True)
class Entered:
    """One entry of the register on a school day."""

    day: date
    form: AbsenceForm
    kind: AbsenceKind
    reason: str


@dataclass(frozen=True)
class Rules:
    """What the principal set for the year (학교장이 정한 값); None where he set nothing."""

    long_absence_days: int | None = None
    frequent_count: int | None = None


@dataclass(frozen=True)
class YearFacts:
    """What is known of a pupil's year. `is_over`: the last school day has come and every day was taken."""

    calendar: Calendar
    grade: int
    rules: Rules
    entries: Sequence[Entered] = ()
    events: Sequence[Event] = ()
    hidden: frozenset[str] = frozenset()
    special: str = ""
    former: Sequence[int | None] = NOT_TOLD
    is_over: bool = False


@dataclass(frozen=True)
class Proposal:
    """A text with what was left out of it and why, or the problem that stands against any text."""

    text: str = ""
    answer: Remark | None = None
    perfect: Perfect | None = None
    problem: str = ""
    waiting: str = ""  # why 개근 is not proposed yet, where nothing stands against it

    @property
    def left_out(self) -> tuple:
        return self.answer.left_out if self.answer else ()


@dataclass(frozen=True)
class MeasureNow:
    """A measure as it stands after all changes, with the day of its first decision."""

    law_item: int
    decided_on: date
    text: str


@dataclass(frozen=True)
class MeasuresSaid:
    """What the remark says of a pupil's measures; `in_own_register` where they are kept elsewhere (p.31)."""

    text: str = ""
    answer: Remark | None = None

    @property
    def in_own_register(self) -> bool:
        return bool(self.answer) and any(each.why is WhyLeftOut.OWN_REGISTER for each in self.answer.left_out)


NO_MEASURES = MeasuresSaid()


def proposal_of(facts: YearFacts) -> Proposal:
    """The remark that the entries propose (attendance.remark, attendance.perfect)."""
    found, waiting = _perfect_year(facts)
    year = facts.calendar.school_year
    try:
        given = RemarkFacts(
            items=items_of(facts),
            long_absence_days=facts.rules.long_absence_days,
            frequent_count=facts.rules.frequent_count,
            grade=facts.grade,
            school_year=year,
            perfect=found is not None and found.perfect and not waiting,
        )
        answer = remark(given)
    except BadInput as refusal:
        return Proposal(problem=refusal.message, perfect=found)
    return Proposal(text=answer.text, answer=answer, perfect=found, waiting=waiting)


def measures_said(measures: Iterable[MeasureNow], *, grade: int, school_year: int) -> MeasuresSaid:
    """The words of a pupil's measures by the same decision; nothing where there are none."""
    told = tuple(Measure(law_item=each.law_item, decided_on=each.decided_on, text=each.text) for each in measures)
    if not told:
        return NO_MEASURES
    answer = remark(RemarkFacts(measures=told, grade=grade, school_year=school_year))
    return MeasuresSaid(answer.text, answer)


def items_of(facts: YearFacts) -> tuple[Item, ...]:
    """Long runs of one kind each as one item; the rest added up by form, kind and reason, in the year's order."""
    long_days = RemarkFacts(
        long_absence_days=facts.rules.long_absence_days, school_year=facts.calendar.school_year
    ).long_days
    runs = list(_runs(facts))
    long = [run for run in runs if len(run) >= long_days]
    short = [each for run in runs if len(run) < long_days for each in run]
    rest = short + [each for each in facts.entries if not _runs_on(each)]
    return (*(_run_item(run, facts.hidden) for run in long), *_summed(rest, facts.hidden))


def _runs_on(entry: Entered) -> bool:
    """Whether the entry can be part of a long absence; other absences are written even for one day, each reason."""
    return entry.form is AbsenceForm.ABSENCE and entry.kind in (AbsenceKind.ILLNESS, AbsenceKind.UNEXCUSED)


def _runs(facts: YearFacts) -> Iterator[list[Entered]]:
    """Absences of one kind on consecutive school days (같은 종류로 연속하여, p.30)."""
    number_of, run = facts.calendar.number_of, []
    for each in (each for each in facts.entries if _runs_on(each)):
        if run and (each.kind is not run[-1].kind or number_of[each.day] != number_of[run[-1].day] + 1):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _run_item(run: Sequence[Entered], hidden: frozenset[str]) -> Item:
    # Days may carry different reasons: the one of most days is named, of equals the first.
    reason = Counter(each.reason for each in run if each.reason).most_common(1)
    return _item(run[0], reason[0][0] if reason else "", len(run), hidden, consecutive=True)


def _summed(entries: Iterable[Entered], hidden: frozenset[str]) -> Iterator[Item]:
    counts: dict[tuple, list[Entered]] = {}
    for each in sorted(entries, key=lambda each: (FORMS.index(each.form), each.day)):
        counts.setdefault((each.form, each.kind, each.reason), []).append(each)
    for same in counts.values():
        yield _item(same[0], same[0].reason, len(same), hidden)


def _item(first: Entered, reason: str, amount: int, hidden: frozenset[str], *, consecutive: bool = False) -> Item:
    is_hidden = first.kind is AbsenceKind.ILLNESS and reason in hidden
    is_absence = first.form is AbsenceForm.ABSENCE
    return Item(
        kind=first.kind, form=first.form, reason=reason, days=amount if is_absence else None,
        count=None if is_absence else amount, consecutive=consecutive, confidential=is_hidden,
        committee_agreed=is_hidden,
    )  # fmt: skip


def way_in(events: Sequence[Event], calendar: Calendar) -> Entry:
    """How the pupil came into the grade this year, read from the ledger. A way that bars 개근 wins over others."""
    ways = [way for way in _ways(events, calendar) if way is not Entry.FULL_YEAR]
    return next((way for way in ways if way in NEVER), ways[-1] if ways else Entry.FULL_YEAR)


def _ways(events: Sequence[Event], calendar: Calendar) -> Iterator[Entry]:
    grade_before = None
    for event in events:
        if event.change.enters and calendar.first_day < event.date <= calendar.last_day:
            yield _way(event, grade_before)
        grade_before = event.grade or grade_before


def _way(event: Event, grade_before: int | None) -> Entry:
    if event.change is Change.TRANSFER_IN:
        return Entry.TRANSFER_IN
    if event.change is Change.LATERAL_ENTRY:
        return Entry.LATERAL_ENTRY
    if event.change is Change.REENTRY:
        is_higher = grade_before is not None and (event.grade or 0) > grade_before
        return Entry.REENTRY_HIGHER if is_higher else Entry.REENTRY_SAME_OR_LOWER
    return Entry.MID_YEAR_ADMISSION


def _perfect_year(facts: YearFacts) -> tuple[Perfect | None, str]:
    """Whether the year is perfect, and what is still to come before 개근 may be proposed."""
    way, former = way_in(facts.events, facts.calendar), facts.former
    own = Counter(each.form for each in facts.entries if each.kind is not AbsenceKind.AUTHORIZED)
    before = [number or 0 for number in former]
    absences, lates, early, missed = (own[form] + more for form, more in zip(FORMS, before, strict=True))
    answer = perfect(
        PerfectFacts(
            absences=absences, lates=lates, early_leaves=early, class_absences=missed, entry=way,
            special=Special(facts.special) if facts.special else None,
        )
    )  # fmt: skip
    return answer, _waiting(facts, way) if answer.perfect else ""


def _waiting(facts: YearFacts, way: Entry) -> str:
    if way in ADDED and None in facts.former:
        return "전에 다니던 때의 결석·지각·조퇴·결과를 넣어 주세요. 더해서 한 번도 없으면 개근입니다(p.31)."
    if not facts.is_over:
        last = short_date(facts.calendar.last_day)
        return f"지금까지 결석·지각·조퇴·결과가 없습니다. 마지막 수업일 {last}까지 확인하면 개근을 제안합니다(p.31)."
    return ""
