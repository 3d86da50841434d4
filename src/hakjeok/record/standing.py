"""What the record says on a day (학적 상태): the fold of its events, used by every decision on the record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hakjeok.record.events import Event
from hakjeok.vocabulary import Change, Status


@dataclass(frozen=True)
class Standing:
    """Status, school and grade of a pupil, and the day since which they hold.

    School and grade stay those of the last line while the pupil is away or gone; both are None where
    nothing is recorded yet.
    """

    status: Status = Status.NONE
    school: str | None = None
    grade: int | None = None
    since: date | None = None


NOTHING = Standing()

STATUS_AFTER = {
    Change.ADMISSION: Status.ENROLLED,
    Change.ENROLLMENT: Status.ENROLLED,
    Change.TRANSFER_IN: Status.ENROLLED,
    Change.REENTRY: Status.ENROLLED,
    Change.LATERAL_ENTRY: Status.ENROLLED,
    Change.PROMOTION: Status.ENROLLED,
    Change.EARLY_PROMOTION: Status.ENROLLED,
    Change.RETENTION: Status.ENROLLED,
    Change.COMPLETION: Status.ENROLLED,
    Change.TRANSFER_OUT: Status.TRANSFERRED_OUT,
    Change.EXEMPTION: Status.EXEMPT,
    Change.DEFERMENT: Status.DEFERRED,
    Change.OUT_OF_QUOTA: Status.OUT_OF_QUOTA,
    Change.GRADUATION: Status.GRADUATED,
    Change.EARLY_GRADUATION: Status.GRADUATED,
    Change.HONORARY_GRADUATION: Status.GRADUATED,
}


def after(standing: Standing, event: Event) -> Standing:
    """What holds after one more event, whether or not it was lawful.

    The general exam (검정고시) changes nothing: it makes a remark only (p.68).
    """
    if event.change is Change.GENERAL_EXAM:
        return standing
    return replace(
        standing,
        status=STATUS_AFTER[event.change],
        school=event.school,
        grade=event.grade,
        since=event.date,
    )


def standing_on(events: Iterable[Event], day: date) -> Standing:
    """What the record says on `day`, whose own events have taken effect.

    `events` stand in the order of the ledger, without cancelled lines.
    """
    standing = NOTHING
    for event in events:
        if event.date <= day:
            standing = after(standing, event)
    return standing


def belongs_on(events: Sequence[Event], day: date) -> bool:
    """Whether a school day on `day` is one of the pupil's own.

    The day of exemption, deferment or transfer out still is (p.64, 89), that of out of quota is not (p.63).
    """
    today = [event for event in events if event.date == day]
    if any(event.change is Change.OUT_OF_QUOTA for event in today):
        return standing_on(events, day).status is Status.ENROLLED
    before = standing_on([event for event in events if event.date < day], day)
    return before.status is Status.ENROLLED or any(event.change.enters for event in today)
