r"""Reading an attendance list of another system (다른 시스템의 출결). Plain Python: no Django, no clock, no database.

    reading = read_attendance(data, "출결.xlsx", school_year=2024)      lines, problems, sheets
    reading = read_pasted("학년\t반\t번호\t…", school_year=2024)

`UnreadableFile` is the only exception; whatever stands inside a readable file becomes a `Problem`.
"""

from hakjeok_web.config.sheets.errors import Problem, Severity, UnreadableFile

from .lines import Line, Reading
from .reader import PASTED, read_attendance, read_pasted
from .words import PRESENT, UNTAKEN, same_reason, why_unknown

__all__ = [
    "PASTED",
    "PRESENT",
    "UNTAKEN",
    "Line",
    "Problem",
    "Reading",
    "Severity",
    "UnreadableFile",
    "read_attendance",
    "read_pasted",
    "same_reason",
    "why_unknown",
]
