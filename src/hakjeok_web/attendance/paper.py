"""The printed monthly register (월별 출석부 인쇄): from a class's month to the sheet that documents prints."""

from collections.abc import Iterable
from datetime import date, timedelta

from hakjeok_web.attendance.month import Cell, Month, Pupil, end_of
from hakjeok_web.attendance.symbols import FORM_WORDS, KIND_WORDS, PAIRS, SYMBOLS
from hakjeok_web.config.templatetags.korean import korean_date, short_date
from hakjeok_web.documents.rendering.register_sheet import (
    CONSIGNED,
    NOT_ENROLLED,
    NOTHING,
    LegendEntry,
    RegisterDay,
    RegisterNote,
    RegisterPupil,
    RegisterSheet,
)
from hakjeok_web.schools.facts import YearCalendars
from hakjeok_web.schools.models import SchoolClass

LEGEND = tuple(LegendEntry(SYMBOLS[form, kind].sign, FORM_WORDS[form], KIND_WORDS[kind]) for form, kind in PAIRS)


def sheet_of(
    school_class: SchoolClass,
    month: Month,
    calendars: YearCalendars,
    *,
    school_name: str,
    homeroom: str,
    closed_on: date | None = None,
) -> RegisterSheet:
    """A class's month as it is printed: 31 calendar days, symbols, sums, notes and changes."""
    days = list(_days(month.first_on))
    last = days[-1]
    here = [pupil for pupil in month.pupils if pupil.belongs(last)]
    return RegisterSheet(
        school_name=school_name,
        school_year=school_class.school_year.year,
        month=month.first_on.month,
        class_name=str(school_class),
        homeroom=homeroom,
        days=tuple(_day(day, month, calendars, school_class.grade) for day in days),
        pupils=tuple(_pupil(pupil, month, days) for pupil in month.pupils),
        legend=LEGEND,
        boys=sum(pupil.sex == "male" for pupil in here),
        girls=sum(pupil.sex == "female" for pupil in here),
        notes=tuple(_notes(month)),
        changes=tuple(_changes(month, last)),
        closed_line=f"마감 {korean_date(closed_on)}" if closed_on else "마감 전",
    )


def _days(first_on: date) -> Iterable[date]:
    day = first_on
    while day < end_of(first_on):
        yield day
        day += timedelta(days=1)


def _day(day: date, month: Month, calendars: YearCalendars, grade: int) -> RegisterDay:
    off = "" if day in month.school_days else calendars.name_of(day, grade)
    return RegisterDay.of(day, off.removesuffix("요일"), taken=month.day(day).is_taken)


def _pupil(pupil: Pupil, month: Month, days: list[date]) -> RegisterPupil:
    return RegisterPupil(
        number=pupil.number,
        name=pupil.name,
        cells="".join(_sign(pupil, month, day) for day in days),
        totals=tuple(month.totals(pupil.id)),
    )


def _sign(pupil: Pupil, month: Month, day: date) -> str:
    if not pupil.belongs(day):
        return NOT_ENROLLED
    if month.is_consigned(pupil.id, day):
        return CONSIGNED
    cell = month.cell(pupil.id, day)
    return SYMBOLS[cell.form, cell.kind].sign if cell.kind else NOTHING


def _notes(month: Month) -> Iterable[RegisterNote]:
    """Entries with a reason or a note, by number and day (비고 대장)."""
    for pupil in month.pupils:
        entries = sorted(
            ((day, cell) for (each, day), cell in month.cells.items() if each == pupil.id and cell.kind),
            key=lambda entry: entry[0],
        )
        for day, cell in entries:
            if cell.reason or cell.note:
                yield RegisterNote(pupil.number, pupil.name, short_date(day), cell.word, _reason(cell))


def _reason(cell: Cell) -> str:
    return " · ".join(part for part in (cell.reason, cell.note) if part)


def _changes(month: Month, last: date) -> Iterable[str]:
    """Who came and who left within the month, in sentences."""
    for pupil in month.pupils:
        if month.first_on < pupil.from_on <= last:
            yield f"{short_date(pupil.from_on)} 들어옴 {pupil.name} {pupil.number}번"
        if pupil.to_on and month.first_on <= pupil.to_on < last:
            yield f"{short_date(pupil.to_on)} 나감 {pupil.name} {pupil.number}번"
