"""Closing several classes' months at once, and clearing what stands against it (한꺼번에 마감)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.attendance import closing_checks, queries
from hakjeok_web.attendance.actions import (
    Entry,
    Saved,
    close_locked,
    lock_month,
    require_closer,
    require_month_of_year,
    tell_of,
    write,
)
from hakjeok_web.attendance.locks import MonthClosed
from hakjeok_web.attendance.month import month_of
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.schools.actions import require_open
from hakjeok_web.schools.models import SchoolClass


@dataclass(frozen=True)
class Outcome:
    """What became of a class when several were closed: closed now, kept open by something, or closed before."""

    school_class: SchoolClass
    kept: tuple[Reason, ...] = ()
    before: str = ""  # who had closed it when


def close_months(*, classes: Sequence[SchoolClass], month: date, by: Actor, with_warnings: bool) -> list[Outcome]:
    """Close a month of several classes of one year (한꺼번에 마감): each class with what became of it.

    A class that something stands against stays open and keeps nobody else from closing; one of which something is
    to be seen is closed only `with_warnings`. The locks are taken in one order, so that two people wait in turn.
    """
    locked = {each.pk: _locked_for_closing(each, month, by) for each in classes}
    free = [each for each in classes if locked[each.pk] is None]
    checks = closing_checks.checks_of(closing_checks.asked(free, month, today=by.today, reader=by)) if free else {}
    for each in free:
        found = closing_checks.grouped(check for check in checks[each.pk] if check.stops or not with_warnings)
        kept = tuple(Reason(f"{title} {count or ''}".strip()) for title, count, _ in found)
        locked[each.pk] = Outcome(each, kept)
        if not kept:
            close_locked(each, month, by)
    return [outcome for outcome in locked.values() if outcome is not None]


def _locked_for_closing(school_class: SchoolClass, month: date, by: Actor) -> Outcome | None:
    """Take the month's lock; what became of the class where that is refused."""
    try:
        require_closer(by, school_class)
        require_month_of_year(school_class, month)
        lock_month(school_class, month)
    except MonthClosed as closed:
        return Outcome(school_class, before=closed.told)
    except Refused as refused:
        return Outcome(school_class, kept=tuple(refused.reasons))
    return None


def clear_stray(*, school_class: SchoolClass, student: uuid.UUID, day: date, by: Actor) -> None:
    """Clear an entry that contradicts the record (맞지 않는 출결 지우기): its pupil or its day is not the register's.

    The register's pages do not show such an entry, so that it can be cleared from the checks of a closing alone.
    """
    require_closer(by, school_class)
    require_open(school_class.school_year, today=by.today)
    version = lock_month(school_class, month_of(day))
    found = [each for each in closing_checks.strays_of([school_class], month_of(day)) if each.key == (student, day)]
    if not found:
        raise Refused("이 출결은 이미 지웠거나 출석부와 맞습니다. 마감 점검을 새로 열어 주세요.")
    month = replace(queries.class_month(school_class, month_of(day)), cells={found[0].key: found[0].cell})
    saved = Saved(month=month, at=clock.now(), written=[Entry(student, day, seen=found[0].cell.version)])
    write(school_class, month, saved, version, by)
    tell_of(school_class, month, saved, by)
