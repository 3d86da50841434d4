"""From ledger rows to the rules' events (학적변동), and from the rules' answers to what the record keeps."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from hakjeok.record.events import Event
from hakjeok.record.lines import Lines, LinesFacts, lines
from hakjeok.record.standing import Standing, standing_on
from hakjeok.record.validate import ValidateFacts, validate
from hakjeok.source import Step
from hakjeok.vocabulary import Change, Status
from hakjeok_web.config.refusals import Reason

# A record that is not open may be opened by another school: there is one open record a child (학적은 하나).
CLOSED = frozenset({Status.NONE, Status.TRANSFERRED_OUT, Status.GRADUATED})
END_OF_TIME = date.max


@dataclass(frozen=True, kw_only=True)
class NewLine:
    """A change that somebody wants to add to a ledger (반영할 변동)."""

    kind: Change
    effective_on: date
    grade: int
    school_name: str
    reason: str = ""
    reason_on: date | None = None
    office: str = ""

    def event(self) -> Event:
        return event_of(self)


def event_of(line) -> Event:
    """The event that a `RecordChange` or a `NewLine` tells of."""
    return Event(
        change=Change(line.kind),
        date=line.effective_on,
        school=line.school_name,
        grade=line.grade,
        reason=line.reason or None,
        reason_date=line.reason_on,
        office=line.office or None,
    )


def in_force(changes: Iterable) -> list:
    """The ledger's lines that count: neither cancelled ones nor those that cancel them. Takes a whole ledger."""
    changes = list(changes)
    cancelled = {change.cancels_id for change in changes}
    return [change for change in changes if change.cancels_id is None and change.pk not in cancelled]


def events(changes: Iterable) -> tuple[Event, ...]:
    """A whole ledger, in its order, as the rules read it."""
    return tuple(event_of(change) for change in in_force(changes))


def events_of(student_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[Event, ...]]:
    """The ledgers of several pupils. One query."""
    from hakjeok_web.students.models import RecordChange

    ledgers: dict[uuid.UUID, list[RecordChange]] = {student: [] for student in student_ids}
    for change in RecordChange.objects.filter(student_id__in=student_ids).order_by("student_id", "seq"):
        ledgers[change.student_id].append(change)
    return {student: events(changes) for student, changes in ledgers.items()}


def why_unlawful(told: tuple[Event, ...]) -> list[Reason]:
    """What `record.validate` has against these events, each with its page; empty where they are lawful."""
    answer = validate(ValidateFacts(events=told))
    return [Reason(problem.message, page=_page_on(told[problem.index], answer.because)) for problem in answer.problems]


def _page_on(event: Event, because: tuple[Step, ...]) -> int | None:
    """The page of the step that speaks of the change; else that of the order as a whole."""
    pages = [step.source.page for step in because if event.change.korean in step.text]
    return next((page for page in [*pages, *(step.source.page for step in because)] if page), None)


def latest_standing(told: Iterable[Event]) -> Standing:
    """What holds after the last line, even one that takes effect later."""
    return standing_on(told, END_OF_TIME)


def printed_lines(told: tuple[Event, ...]) -> Lines:
    """The words of the student record (학적사항·특기사항)."""
    return lines(LinesFacts(events=told))
