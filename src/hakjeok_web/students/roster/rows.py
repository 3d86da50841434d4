"""What one line of a roster (명렬표) says, typed, with the place it was read from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hakjeok_web.config.sheets.seat import Seat


class Sex(StrEnum):
    """Sex (성별) as the record keeps it."""

    MALE = "male"
    FEMALE = "female"

    @property
    def korean(self) -> str:
        return "남" if self is Sex.MALE else "여"


@dataclass(frozen=True, slots=True)
class Guardian:
    """A guardian (보호자) as far as the roster names one; `None` means not given."""

    name: str | None = None
    relation: str | None = None
    phone: str | None = None

    @property
    def korean(self) -> str:
        named = f"{self.name or ''}({self.relation})" if self.relation else self.name or ""
        return " ".join(part for part in (named, self.phone) if part)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row stands: file, sheet, row as Excel counts, and the column letter of each field."""

    file: str
    sheet: str
    row: int
    columns: Mapping[str, str] = field(hash=False)

    def letter_of(self, *fields: str) -> str | None:
        """The column letter of the first of these fields that the sheet has."""
        return next((self.columns[name] for name in fields if name in self.columns), None)

    @property
    def row_in_sheet(self) -> str:
        return f"‘{self.sheet}’ 시트 {self.row}행"


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One pupil of the roster. `None`: the file does not say; never that a value is to be emptied."""

    origin: Origin = field(compare=False)
    grade: int
    class_number: int
    number: int
    name: str
    sex: Sex
    born_on: date
    # Kept out of repr so that neither a log nor a failing test prints it.
    resident_number: str | None = field(default=None, repr=False)
    postal_code: str | None = None
    address: str | None = None
    pupil_phone: str | None = None
    nationality: str | None = None
    entered_on: date | None = None
    transferred_in_on: date | None = None
    note: str | None = None
    guardians: tuple[Guardian, ...] = ()

    @property
    def seat(self) -> Seat:
        return Seat(self.grade, self.class_number, self.number)

    @property
    def identity(self) -> tuple[str, date]:
        """Name and birth date: what finds the same child again."""
        return self.name, self.born_on
