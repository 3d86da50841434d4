"""What requests write into the register (출석부에 적기): by order of their approved paper, and back again."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date

from hakjeok_web.absences.pupil_days import PupilDays
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance.actions import Entry, Saved, save_cells
from hakjeok_web.attendance.former import Value, stood_before
from hakjeok_web.attendance.month import month_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.actions import reference
from hakjeok_web.documents.models import Document
from hakjeok_web.schools.models import SchoolClass


def write(there: PupilDays, days: Mapping[date, Value], *, paper: Document, by: Actor, right: Menu) -> None:
    """Enter a value for each day, with the paper's number as the note; an empty form clears the day.

    `right` is that of the person: an approver signs (결재함), a teacher or the registrar keeps requests.

    Raises:
        Refused: a month is closed, or a day may not be written.

    """
    for (school_class, month), of_month in _by_month(there, days).items():
        note = reference(paper)
        entries = [_entry(there, day, days[day], note) for day in of_month]
        saved = save_cells(
            school_class=school_class, month=month, entries=entries, by=by, right=right, ordered_by=paper
        )
        _require_all(saved)


def _entry(there: PupilDays, day: date, value: Value, note: str) -> Entry:
    form, kind, reason = value
    seen = there.cell(day).version
    return Entry(there.student.pk, day, form, kind, reason, note if form else "", seen=seen)


def _by_month(there: PupilDays, days: Iterable[date]) -> dict[tuple[SchoolClass, date], list[date]]:
    """Days by class and month, always in the same order, so that two writers do not wait for one another."""
    places = {day: place for day in sorted(days) if (place := there.place_on(day))}
    classes = _classes({place.school_class_id for place in places.values()})
    found: dict[tuple[SchoolClass, date], list[date]] = {}
    for day, place in places.items():
        found.setdefault((classes[place.school_class_id], month_of(day)), []).append(day)
    return found


def _classes(keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, SchoolClass]:
    return SchoolClass.objects.select_related("school_year").in_bulk(list(keys))


def _require_all(saved: Saved) -> None:
    if saved.refused:
        raise Refused(*(each.reason for each in saved.refused))
    if saved.conflicts:
        raise Refused("방금 다른 사람이 이 학생의 출결을 고쳤습니다. 화면을 새로 열어 보고 다시 해 주세요.")


def written_days(there: PupilDays, days: Iterable[date], paper: Document) -> list[date]:
    """The days on which the register still says what this paper wrote."""
    note = reference(paper)
    return [day for day in days if note and there.cell(day).note == note]


def before_paper(there: PupilDays, days: Iterable[date], paper: Document) -> dict[date, Value]:
    """What stood on each day before the paper wrote there. One query."""
    note = reference(paper)
    return stood_before(there.student.pk, days, wrote=lambda change: change.note == note)
