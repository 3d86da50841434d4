"""Diagnoses valid for a semester (학기 진단서, p.26), as requests of absence ask for them: told by the app above."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hakjeok.attendance.reasons import Reason


def _nobody(_student: uuid.UUID, _on: date) -> frozenset[str]:
    return frozenset()


@dataclass
class Told:
    """Who is asked: for which reasons a pupil has a diagnosis on a day. Set once by `AppConfig.ready` above."""

    source: Callable[[uuid.UUID, date], frozenset[str]] = _nobody


told = Told()


def diagnosed_this_term(student: uuid.UUID, reason: Reason, on: date) -> bool:
    """The fact `diagnosed_this_term` of attendance.classify. One query."""
    return reason.value in told.source(student, on)
