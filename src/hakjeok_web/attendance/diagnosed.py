"""Diagnoses valid for a semester (학기 진단서, p.26), as requests of absence ask for them: told by the app above."""

import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from hakjeok.attendance.reasons import Reason


@dataclass(frozen=True)
class TermDiagnosis:
    """A paper handed in once that proves every absence for its reason until the semester ends (학기 진단서)."""

    student: uuid.UUID
    reason: Reason
    semester: int
    first_on: date
    last_on: date
    paper: str
    received_on: date
    has_certificate: bool = False  # of a victim (가습기 살균제 건강 피해자 증명서)

    def proves(self, reason: str, days: Sequence[date]) -> bool:
        """Whether it stands in for the evidence of these days: all of them lie in its semester."""
        return self.reason == reason and bool(days) and self.first_on <= days[0] and days[-1] <= self.last_on


Source = Callable[[Collection[uuid.UUID], date, date], Sequence[TermDiagnosis]]


def _nobody(_students: Collection[uuid.UUID], _first: date, _last: date) -> Sequence[TermDiagnosis]:
    return ()


@dataclass
class Told:
    """Who is asked for the diagnoses of pupils between two days. Set once by `AppConfig.ready` above."""

    source: Source = _nobody


told = Told()


def term_diagnoses(students: Collection[uuid.UUID], first: date, last: date) -> Sequence[TermDiagnosis]:
    """The diagnoses that stand, of semesters that touch the period. One query."""
    return told.source(students, first, last)
