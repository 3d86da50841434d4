"""Comparing the lines of the file with the register (출결 대조). Writes nothing."""

import uuid
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.attendance import queries
from hakjeok_web.attendance.models import Form
from hakjeok_web.attendance.month import Month, end_of, month_of
from hakjeok_web.attendance.symbols import word_of
from hakjeok_web.config.sheets.errors import BadValue, Problem, Severity
from hakjeok_web.config.sheets.seat import Seat
from hakjeok_web.config.templatetags.korean import short_date
from hakjeok_web.reconciliations.matching import Place, Registers, place_of, refusal
from hakjeok_web.reconciliations.meanings import Understood, understood
from hakjeok_web.reconciliations.models import Reconciliation
from hakjeok_web.reconciliations.plan import NOT_ENTERED, Match, Own, Plan
from hakjeok_web.reconciliations.reading import UNTAKEN, Line, Reading
from hakjeok_web.schools.models import SchoolClass

Matches = dict[tuple[uuid.UUID, date], Match]  # by cell of the register


@dataclass
class _Sorted:
    """The lines with their pupils, and those of whom none was found."""

    matches: Matches
    problems: list[Problem]
    mentioned: set[uuid.UUID]
    untaken: set[tuple[uuid.UUID, date]]  # cells that the file's class has not taken yet

    def refuse(self, match: Match, error: BadValue, file: str) -> None:
        self.problems.append(_problem(match.line, error, file))
        self.mentioned.add(match.pupil.id)


def plan_of(reconciliation: Reconciliation, *, reader: Actor | None = None) -> Plan:
    """Compare the kept lines with the register as its reader may see it. One query, and one for each month."""
    reading = Reading.of(reconciliation.reading)
    first_on, last_on = span_of(reconciliation, reading)
    within = understood((line for line in reading.lines if first_on <= line.day <= last_on), reconciliation.meanings)
    registers = _registers(reconciliation, reading, first_on, last_on, reader)
    found = _sorted(within.lines, registers, reconciliation.file_name)
    by_kind = _by_kind(found.matches.values())
    return Plan(
        same=tuple(by_kind["same"]),
        added=tuple(by_kind["added"]),
        differing=tuple(by_kind["differing"]),
        unreadable=tuple(sorted((*reading.problems, *found.problems), key=lambda each: (each.sheet, each.row))),
        ours=tuple(_ours(registers, found, first_on, last_on)),
        mentioned=frozenset(found.mentioned),
        words=within.words,
        passed_over=_passed_over(reading, within),
        untaken_here=len(by_kind["untaken"]),
        first_on=first_on,
        last_on=last_on,
    )


def _passed_over(reading: Reading, within: Understood) -> tuple[tuple[str, int], ...]:
    """Why cells of the file are no part of the comparison, with how many."""
    untaken = sum(line.form == UNTAKEN for line in within.lines)
    counts = (("확인 전", untaken), *reading.passed_over, ("출결이 아니라고 한 말", within.passed_over))
    return tuple((label, count) for label, count in counts if count)


def span_of(reconciliation: Reconciliation, reading: Reading) -> tuple[date, date]:
    """The days that are compared: those asked for, else from the file's first to its last, within the year."""
    year = reconciliation.school_year
    days = reading.days or (year.first_on, year.first_on)
    return reconciliation.first_on or days[0], reconciliation.last_on or days[-1]


def _registers(reconciliation, reading: Reading, first_on: date, last_on: date, reader: Actor | None) -> Registers:
    classes = list(SchoolClass.objects.filter(school_year=reconciliation.school_year))
    named = set(reading.classes)
    nameless = any(line.grade is None or line.class_number is None for line in reading.lines)
    if not (reconciliation.whole_school or nameless):
        classes = [each for each in classes if (each.grade, each.number) in named]
    for each in classes:
        each.school_year = reconciliation.school_year
    months = {
        (month.school_class_id, first): month
        for first in _months(first_on, last_on)
        for month in queries.class_months(classes, first, first, end_of(first), reader=reader)
    }
    return Registers({(each.grade, each.number): each for each in classes}, months)


def _months(first_on: date, last_on: date) -> list[date]:
    months = [month_of(first_on)]
    while end_of(months[-1]) <= last_on:
        months.append(end_of(months[-1]))
    return months


def _sorted(lines: Iterable[Line], registers: Registers, file: str) -> _Sorted:
    found, cells = _Sorted({}, [], set(), set()), {}
    for line in lines:
        if line.form == UNTAKEN:
            _note_untaken(found, line, registers)
            continue
        try:
            match = Match(line, place_of(line, registers))
        except BadValue as error:
            found.problems.append(_problem(line, error, file))
            continue
        if not match.is_day_off:
            cells.setdefault(match.cell, []).append(match)
        elif not line.of_range:
            found.refuse(match, refusal(match.closed), file)
    for cell, matches in cells.items():
        _settle(found, cell, matches, file)
    return found


def _note_untaken(found: _Sorted, line: Line, registers: Registers) -> None:
    """A day that the file has not taken says nothing of whoever it is."""
    with suppress(BadValue):
        found.untaken.add((place_of(line, registers).pupil.id, line.day))


def _settle(found: _Sorted, cell: tuple[uuid.UUID, date], matches: Sequence[Match], file: str) -> None:
    """One form a day (p.30): all lines about a cell must say the same."""
    if len({match.line.said for match in matches}) == 1:
        found.matches[cell] = matches[0]
        return
    places = ", ".join(match.line.place for match in matches)
    cause = f"같은 학생의 같은 날 출결이 서로 다르게 적혀 있습니다({places}). 하루에는 한 가지만 적습니다(p.30)."
    for match in matches:
        found.refuse(match, BadValue(cause, "학교장이 정한 하나만 남기고 다시 올려 주세요."), file)


def _problem(line: Line, error: BadValue, file: str) -> Problem:
    """The line's day stands where a column's title would: the whole line is meant."""
    parts = (line.grade, line.class_number, line.number)
    seat = None if None in parts else Seat(*parts)
    return Problem(
        Severity.UNREADABLE, file, line.sheet, line.row, error.cause, error.remedy, column=line.column,
        header=short_date(line.day), value=word_of(line.form, line.kind), seat=seat,
        name=(line.name if seat else line.pupil) or None,
    )  # fmt: skip


def _by_kind(matches: Iterable[Match]) -> dict[str, list[Match]]:
    kinds: dict[str, list[Match]] = {"same": [], "added": [], "differing": [], "untaken": []}
    for match in matches:
        if match.is_same:
            kinds["same"].append(match)
        elif match.line.form != Form.PRESENT:
            kinds["added" if match.is_new else "differing"].append(match)
        elif match.is_untaken:
            kinds["untaken"].append(match)
    return kinds


def _ours(registers: Registers, found: _Sorted, first_on: date, last_on: date) -> Iterable[Own]:
    for school_class in sorted(registers.classes.values(), key=lambda each: (each.grade, each.number)):
        for (pk, _), month in registers.months.items():
            if pk == school_class.pk:
                yield from _ours_of(school_class, month, found, first_on, last_on)


def _ours_of(school_class, month: Month, found: _Sorted, first_on: date, last_on: date) -> Iterable[Own]:
    pupils = {pupil.id: pupil for pupil in month.pupils}
    for (pupil, day), cell in sorted(month.cells.items(), key=lambda each: (each[0][1], pupils[each[0][0]].number)):
        match = found.matches.get((pupil, day))
        absent_in_file = (match is None or match.line.form == Form.PRESENT) and (pupil, day) not in found.untaken
        if cell.form not in NOT_ENTERED and first_on <= day <= last_on and absent_in_file:
            yield Own(Place(pupils[pupil], school_class, month), day, cell, file_says_present=match is not None)
