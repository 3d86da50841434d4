"""Reading a school's roster (명렬표) from a spreadsheet and comparing it with the record.

Plain Python: no Django, no clock, no database.

    reading = read_roster(data, "명렬표.xlsx", school_year=2024)      rows, problems, columns_found, sheets
    comparison = compare(reading.rows, existing, problems=reading.problems)

`UnreadableFile` is the only exception; whatever stands inside a readable file becomes a `Problem`.
"""

from hakjeok_web.config.sheets.errors import Problem, Severity, UnreadableFile
from hakjeok_web.config.sheets.seat import Seat

from .compare import Comparison, ExistingPupil, FieldDifference, MatchedRow, compare
from .reader import FoundColumn, Reading, SheetReading, read_roster
from .rows import Guardian, Origin, RosterRow, Sex

__all__ = [
    "Comparison",
    "ExistingPupil",
    "FieldDifference",
    "FoundColumn",
    "Guardian",
    "MatchedRow",
    "Origin",
    "Problem",
    "Reading",
    "RosterRow",
    "Seat",
    "Severity",
    "Sex",
    "SheetReading",
    "UnreadableFile",
    "compare",
    "read_roster",
]
