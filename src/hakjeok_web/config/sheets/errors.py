"""What a reader of sheets says about a file, a row or a cell, in the words that people read."""

from dataclasses import dataclass
from enum import StrEnum

from .seat import Seat

SHOWN_LENGTH = 40


class UnreadableFile(Exception):
    """The whole file is refused: its sentence says why, its remedy what to do."""

    def __init__(self, file: str, sentence: str, remedy: str) -> None:
        super().__init__(file, sentence, remedy)
        self.file, self.sentence, self.remedy = file, sentence, remedy

    def __str__(self) -> str:
        return f"{self.file}: {self.sentence} {self.remedy}"


class BadValue(Exception):
    """One cell cannot be read as what its column promises."""

    def __init__(self, cause: str, remedy: str) -> None:
        super().__init__(cause, remedy)
        self.cause, self.remedy = cause, remedy


class Severity(StrEnum):
    """What a problem does to its row."""

    UNREADABLE = "unreadable"  # the row is not among the rows
    LEFT_OUT = "left_out"  # the row repeats another one and is left out
    WARNING = "warning"  # the row is among the rows; at most the named cell was left empty


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that who brought the file should know, with file, sheet, row, column, value, cause and remedy.

    `column` and `header` are `None` where the row or the sheet as a whole is meant; `value` is cut to forty
    characters and never shows a whole resident number. `name` and `seat` are given where they could be read.
    """

    severity: Severity
    file: str
    sheet: str
    row: int
    cause: str
    remedy: str
    column: str | None = None
    header: str | None = None
    value: str = ""
    name: str | None = None
    seat: Seat | None = None

    @property
    def place(self) -> str:
        """`27행 F열`, as the table of differences names it."""
        return f"{self.row}행 {self.column}열" if self.column else f"{self.row}행"

    @property
    def sentence(self) -> str:
        """The whole message, as screens.md 5.3 (16, 17) words it."""
        header = f"({self.header})" if self.header else ""
        value = (f" ‘{self.value}’" if self.value else " 빈칸") if self.column else ""
        return f"{self.file} ‘{self.sheet}’ 시트 {self.place}{header}{value}: {self.cause} {self.remedy}"


def shown(text: str) -> str:
    """The value as a message may quote it."""
    return text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"
