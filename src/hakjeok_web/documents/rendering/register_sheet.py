"""What the printed monthly register (월별 출석부) holds: plain data, made by attendance, printed here.

The legend comes with the sheet, so that a school's own symbols print as its teachers know them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

NOT_ENROLLED = "–"
CONSIGNED = "위"
NOTHING = "."
BLANK_LINES = 30
WEEKDAYS = "월화수목금토일"
FORMS = ("결석", "지각", "조퇴", "결과")
KINDS = ("질병", "미인정", "기타", "출석인정")


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One of the sixteen symbols: ♡ is 질병 결석."""

    symbol: str
    form: str
    kind: str


@dataclass(frozen=True, slots=True)
class RegisterDay:
    """One calendar day. `off` names a day without school (`토`, `어린이날`); `taken` is 출석 확인."""

    number: int
    weekday: str
    off: str = ""
    taken: bool = True

    @classmethod
    def of(cls, day: date, off: str = "", *, taken: bool = True) -> RegisterDay:
        return cls(day.day, WEEKDAYS[day.weekday()], off, taken)


@dataclass(frozen=True, slots=True)
class RegisterPupil:
    """One line. `cells` has a character for each calendar day: a symbol, `위` (위탁), `–` (재적 아님) or `.`.

    `totals` are the sixteen counts of the month, form by form (결석 질·미·기·인, 지각 …).
    """

    number: int
    name: str
    cells: str
    totals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RegisterNote:
    """A line of the list of notes (비고 대장) on the second page."""

    number: int
    name: str
    day: str
    kind: str
    reason: str
    report: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """A class's month. `changes` are sentences like `5. 13. 전입 최유나 24번`.

    `closed_line` is `마감 2024. 6. 3.` or `마감 전`.
    """

    school_name: str
    school_year: int
    month: int
    class_name: str
    homeroom: str
    days: tuple[RegisterDay, ...]
    pupils: tuple[RegisterPupil, ...]
    legend: tuple[LegendEntry, ...]
    boys: int = 0
    girls: int = 0
    notes: tuple[RegisterNote, ...] = ()
    changes: tuple[str, ...] = ()
    closed_line: str = "마감 전"
    approvals: tuple[Mapping[str, str], ...] = (
        {"role": "담임"},
        {"role": "학년부장"},
        {"role": "교감"},
        {"role": "교장"},
    )

    @property
    def is_blank(self) -> bool:
        return not self.school_year

    @property
    def heading(self) -> str:
        """`2024학년도 5월`, or room for it."""
        return "20\u2003학년도 \u2003월" if self.is_blank else f"{self.school_year}학년도 {self.month}월"

    @property
    def school_days(self) -> int:
        return sum(not day.off for day in self.days)

    @property
    def untaken_days(self) -> int:
        return sum(not day.off and not day.taken for day in self.days)

    @property
    def enrolled(self) -> int:
        """Pupils of the class on the last day of the month."""
        return sum(not pupil.cells.endswith(NOT_ENROLLED) for pupil in self.pupils)


def values_of(sheet: RegisterSheet) -> dict[str, Any]:
    """The sheet as JSON values for `render_pdf(definition, {"sheet": …})` and for a job's arguments."""
    return asdict(sheet)


def sheet_from_values(data: Mapping[str, Any]) -> RegisterSheet:
    """The sheet of JSON values; an empty mapping gives an empty register to fill in by hand."""
    if not data:
        return _blank_sheet()
    lists: dict[str, Any] = {
        "days": tuple(RegisterDay(**entry) for entry in data["days"]),
        "pupils": tuple(RegisterPupil(**{**entry, "totals": tuple(entry["totals"])}) for entry in data["pupils"]),
        "legend": tuple(LegendEntry(**entry) for entry in data["legend"]),
        "notes": tuple(RegisterNote(**entry) for entry in data.get("notes", ())),
        "changes": tuple(data.get("changes", ())),
    }
    return RegisterSheet(**{**data, **lists})


def _blank_sheet() -> RegisterSheet:
    room = "\u2003" * 4
    return RegisterSheet(
        school_name=room,
        school_year=0,
        month=0,
        class_name="\u2003학년 \u2003반",
        homeroom=room,
        days=tuple(RegisterDay(number, "") for number in range(1, 32)),
        pupils=tuple(RegisterPupil(number, "", NOTHING * 31, (0,) * 16) for number in range(1, BLANK_LINES + 1)),
        legend=(),
        closed_line="",
    )
