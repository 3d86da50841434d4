"""A child who never came as a case (미취학 아동 관리): from the row to the decision, and the steps still to be done."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hakjeok.actions import Action, ActionCode
from hakjeok.admission.nonenrollment import Nonenrollment, NonenrollmentFacts, nonenrollment
from hakjeok.school_calendar import Calendar
from hakjeok_web.attendance.cases import Task
from hakjeok_web.attendance.voiding import standing
from hakjeok_web.nonenrollments.models import ChildMeasure, NonEnrolledChild

Code = ChildMeasure.Code
_TOLD = {
    "located": {Code.LOCATED: True, Code.NOT_LOCATED: False},
    "abuse_signs": {Code.ABUSE_SIGNS: True, Code.NO_ABUSE: False},
    "overseas_confirmed": {Code.OVERSEAS: True, Code.IN_COUNTRY: False},
    "answered_interview": {Code.ANSWERED: True, Code.NOT_ANSWERED: False},
}


@dataclass(frozen=True)
class ChildCase:
    """A child, what was done, the decision, and the steps that follow from it."""

    child: NonEnrolledChild
    measures: Sequence[ChildMeasure]  # those that count, the newest first
    written: Sequence[ChildMeasure]  # everything, with what was taken back
    decided: Nonenrollment
    tasks: tuple[Task, ...]

    @property
    def open_tasks(self) -> list[Task]:
        """What is still to be done, the first due first; nothing once the matter has ended."""
        return sorted((task for task in self.tasks if task.is_open), key=lambda task: task.due)

    def told(self, fact: str) -> bool | None:
        return told(self.measures, fact)


def told(measures: Iterable[ChildMeasure], fact: str) -> bool | None:
    """The last word on a fact; None where nobody has said anything."""
    return next((_TOLD[fact][each.code] for each in measures if each.code in _TOLD[fact]), None)


def child_case(child: NonEnrolledChild, written: Sequence[ChildMeasure], calendar: Calendar, today: date) -> ChildCase:
    """The decision on a child. Reads nothing."""
    measures = standing(written)
    certificates = [each.done_on for each in measures if each.code == Code.FACILITY]
    facts = NonenrollmentFacts(
        entrance_day=child.entrance_on,
        calendar=calendar,
        today=min(today, child.closed_on or today),
        located=bool(told(measures, "located")),
        abuse_signs=bool(told(measures, "abuse_signs")),
        overseas_confirmed=bool(told(measures, "overseas_confirmed")),
        answered_interview=told(measures, "answered_interview"),
        alternative_facility_certificate_on=max(certificates, default=None),
    )
    decided = nonenrollment(facts)
    tasks = _tasks(child, measures, decided, calendar, today) if child.is_open else ()
    return ChildCase(child, measures, written, decided, tuple(tasks))


def _tasks(child, measures, decided: Nonenrollment, calendar: Calendar, today: date) -> Iterator[Task]:
    for action in decided.actions:
        since = _counts_from(action, child, calendar, today)
        done = [each.done_on for each in measures if each.code == action.code.value and each.done_on >= since]
        yield Task(
            code=action.code.value,
            title=action.title,
            who=action.who,
            due=action.due or calendar.last_day,
            since=since,
            reasons=decided.because,
            forms=action.forms,
            waived=action.waived,
            done_on=max(done, default=None),
        )


def _counts_from(action: Action, child: NonEnrolledChild, calendar: Calendar, today: date) -> date:
    """The telephone daily, the check monthly, the rest once."""
    if action.code is ActionCode.PHONE_DAILY:
        return calendar.previous_or_same(today) or today
    if action.code is ActionCode.MONTHLY_CHECK:
        return today.replace(day=1)
    return child.entrance_on


def known_of(case: ChildCase) -> list[tuple[str, str]]:
    """What the school knows, in words."""
    words: dict[str, tuple[str, dict[Any, str]]] = {
        "located": ("소재·안전", {True: "알고 있음", False: "모름", None: "확인하지 않음"}),
        "abuse_signs": ("아동학대 징후", {True: "있음", False: "없음", None: "확인한 것 없음"}),
        "overseas_confirmed": ("해외 출국", {True: "확인함", False: "국내에 있음", None: "확인한 것 없음"}),
        "answered_interview": ("내교", {True: "응함", False: "응하지 않음", None: "아직"}),
    }
    return [(title, by_word[case.told(fact)]) for fact, (title, by_word) in words.items()]
