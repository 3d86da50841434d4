"""생리통, authorized for one day a month (p.25): a further day is told, however the reason was typed."""

import uuid
from collections.abc import Iterator
from datetime import date

from hakjeok.attendance.classify import ClassifyFacts, classify
from hakjeok.attendance.reasons import Reason
from hakjeok.vocabulary import AbsenceKind
from hakjeok_web.attendance.actions import Saved
from hakjeok_web.attendance.models import Kind
from hakjeok_web.attendance.month import Cell, Month, Pupil
from hakjeok_web.attendance.reason_words import mentions
from hakjeok_web.config.templatetags.korean import short_date


def days_beyond(month: Month, pupil: uuid.UUID) -> list[date]:
    """The days of a pupil's month with this reason, where they are more than may be authorized; else none."""
    days = [day for day in month.school_days if _is_monthly_leave(month.cell(pupil, day))]
    found = classify(ClassifyFacts(reason=Reason.MENSTRUAL_PAIN, times_this_month=len(days)))
    return days if found.kind is not AbsenceKind.AUTHORIZED else []


def _is_monthly_leave(cell: Cell) -> bool:
    told = mentions(cell.held or cell.reason, Reason.MENSTRUAL_PAIN)
    return cell.is_absence and cell.kind == Kind.AUTHORIZED and told


def sentence(pupil: Pupil, days: list[date]) -> str:
    """Without the reason itself, which is told to few only."""
    listed = ", ".join(short_date(day) for day in days)
    return (
        f"{pupil.number}번 {pupil.name}: 월 1일만 출석으로 인정하는 사유가 {len(days)}일입니다({listed}). "
        "나머지 날은 질병결석으로 고쳐 주세요."
    )


def told_after(saved: Saved) -> Iterator[str]:
    """What is said at the moment of entry: of pupils for whom such a day was written just now."""
    written = {(entry.student, entry.day) for entry in saved.written}
    for pupil in saved.month.pupils:
        days = days_beyond(saved.month, pupil.id)
        if any((pupil.id, day) in written for day in days):
            yield f"{sentence(pupil, days)[:-1]}(p.25)."
