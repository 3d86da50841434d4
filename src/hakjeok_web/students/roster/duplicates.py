"""Pupils that stand twice in a roster: a number given twice, a line repeated, one child on two numbers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields

from hakjeok_web.config.sheets.errors import Problem, Severity

from .rows import RosterRow

SEAT_FIELDS = ("number", "grade_class_number", "class_and_number")
_COMPARED = tuple(field.name for field in fields(RosterRow) if field.name not in ("origin", "note"))


def without_duplicates(rows: Sequence[RosterRow]) -> tuple[list[RosterRow], list[Problem]]:
    """The rows that remain, and a problem for each that does not or that stands under two numbers.

    A row that only repeats what an earlier one says is left out; of different rows under one number none
    remains, because nobody but the school knows which is wrong.
    """
    problems: list[Problem] = []
    remaining: list[RosterRow] = []
    for group in _grouped(rows, lambda row: row.seat):
        distinct, repeats = _without_repeats(group)
        problems += repeats
        if len(distinct) == 1:
            remaining += distinct
        else:
            problems += [_seat_taken_twice(row, distinct) for row in distinct]
    problems += _one_child_twice(remaining)
    in_file_order = {id(row): place for place, row in enumerate(rows)}
    return sorted(remaining, key=lambda row: in_file_order[id(row)]), problems


def _grouped(rows: Iterable[RosterRow], key) -> Iterable[list[RosterRow]]:
    groups = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups.values()


def _without_repeats(group: list[RosterRow]) -> tuple[list[RosterRow], list[Problem]]:
    distinct: list[RosterRow] = []
    repeats = []
    for row in group:
        first = next((earlier for earlier in distinct if _adds_nothing(row, earlier)), None)
        if first is None:
            distinct.append(row)
        else:
            repeats.append(_repeated(row, first))
    return distinct, repeats


def _adds_nothing(row: RosterRow, earlier: RosterRow) -> bool:
    said = ((getattr(row, name), getattr(earlier, name)) for name in _COMPARED)
    return all(value in (None, (), other) for value, other in said)


def place_of(row: RosterRow, beside: RosterRow) -> str:
    """The row as another one's message names it: with its sheet if that is another."""
    same_sheet = row.origin.sheet == beside.origin.sheet
    return f"{row.origin.row}행" if same_sheet else row.origin.row_in_sheet


def row_problem(severity: Severity, row: RosterRow, cause: str, remedy: str, *, about: str = "seat") -> Problem:
    """A problem of a whole row, placed at its number or at its name."""
    column = row.origin.letter_of(*SEAT_FIELDS) if about == "seat" else row.origin.letter_of("name")
    return Problem(
        severity, row.origin.file, row.origin.sheet, row.origin.row, cause, remedy,
        column=column, header="번호" if about == "seat" else "성명",
        value=str(row.number) if about == "seat" else row.name, name=row.name, seat=row.seat,
    )  # fmt: skip


def _repeated(row: RosterRow, first: RosterRow) -> Problem:
    cause = f"{place_of(first, row)} {first.name} 학생과 같은 행입니다."
    return row_problem(Severity.LEFT_OUT, row, cause, "먼저 나온 행만 읽었으니 그대로 두어도 됩니다.", about="name")


def _seat_taken_twice(row: RosterRow, rows: list[RosterRow]) -> Problem:
    places = ", ".join(f"{place_of(other, row)} {other.name}" for other in rows)
    count = {2: "두", 3: "세", 4: "네"}.get(len(rows), "여러")
    both = "두 행 모두" if len(rows) == 2 else "이 행들은 모두"
    return row_problem(
        Severity.UNREADABLE, row, f"{row.seat.korean}이 {count} 행({places})에 있습니다.",
        f"한 행의 번호를 바꿔 주세요. {both} 반영하지 않았습니다.",
    )  # fmt: skip


def _one_child_twice(rows: Iterable[RosterRow]) -> list[Problem]:
    problems = []
    for first, *others in _grouped(rows, lambda row: row.identity):
        for row in others:
            cause = f"{place_of(first, row)}({first.seat.korean})에도 이름과 생년월일이 같은 학생이 있습니다."
            remedy = "같은 학생이면 한 행을 지우고, 다른 학생이면 그대로 두어 주세요."
            problems.append(row_problem(Severity.WARNING, row, cause, remedy, about="name"))
    return problems
