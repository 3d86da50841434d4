"""What one line of an attendance list says, typed, with the place it was read from."""

from dataclasses import asdict, dataclass
from datetime import date

from hakjeok_web.config.sheets.errors import Problem, Severity
from hakjeok_web.config.sheets.seat import Seat


@dataclass(frozen=True, slots=True)
class Line:
    """One pupil's attendance on one day. Empty reason and note: the file does not say, never that they are to go."""

    sheet: str
    row: int
    column: str  # of the cell that says the attendance
    day: date
    form: str
    kind: str
    grade: int | None = None
    class_number: int | None = None
    number: int | None = None
    name: str = ""
    reason: str = ""
    note: str = ""
    of_range: bool = False  # one day of a from–to, which may pass over days off
    word: str = ""  # what stands there where it is not understood; form and kind are empty then

    @property
    def place(self) -> str:
        return f"‘{self.sheet}’ {self.row}행 {self.column}열"

    @property
    def pupil(self) -> str:
        """The pupil as the file names him."""
        parts = ((self.grade, "학년"), (self.class_number, "반"), (self.number, "번"))
        return " ".join([f"{number}{unit}" for number, unit in parts if number] + [self.name]).strip()

    @property
    def said(self) -> tuple[str, str, str, str, str]:
        return self.form, self.kind, self.reason, self.note, self.word

    def stored(self) -> dict:
        """The line as JSON keeps it."""
        return asdict(self) | {"day": self.day.isoformat()}

    @classmethod
    def of(cls, stored: dict) -> "Line":
        return cls(**stored | {"day": date.fromisoformat(stored["day"])})


@dataclass(frozen=True, slots=True)
class Reading:
    """An attendance list as read: the lines in file order, everything to be told, and which sheets were read."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()  # sheets that were not read, and why
    days: tuple[date, ...] = ()  # first and last day that the file speaks of
    classes: tuple[tuple[int, int], ...] = ()  # grade and class that it speaks of
    passed_over: tuple[tuple[str, int], ...] = ()  # how many cells say nothing of attendance, by label (위탁 2)

    def stored(self) -> dict:
        """The reading as JSON keeps it."""
        return {
            "lines": [line.stored() for line in self.lines],
            "problems": [_stored_problem(problem) for problem in self.problems],
            "notes": list(self.notes),
            "days": [day.isoformat() for day in self.days],
            "classes": self.classes,
            "passed_over": self.passed_over,
        }

    @classmethod
    def of(cls, stored: dict) -> "Reading":
        return cls(
            tuple(Line.of(line) for line in stored.get("lines", ())),
            tuple(_problem(problem) for problem in stored.get("problems", ())),
            tuple(stored.get("notes", ())),
            tuple(date.fromisoformat(day) for day in stored.get("days", ())),
            tuple((grade, number) for grade, number in stored.get("classes", ())),
            tuple((label, count) for label, count in stored.get("passed_over", ())),
        )


def _stored_problem(problem: Problem) -> dict:
    return asdict(problem) | {"severity": problem.severity.value, "seat": list(problem.seat) if problem.seat else None}


def _problem(stored: dict) -> Problem:
    seat = Seat(*stored["seat"]) if stored["seat"] else None
    return Problem(**stored | {"severity": Severity(stored["severity"]), "seat": seat})
