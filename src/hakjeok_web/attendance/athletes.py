"""Pupils registered as athletes (학생선수, p.21), as requests of absence ask for them: told by the app above."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class RegisteredAthlete:
    """A pupil's registration for a school year, with the sport he is registered for (선수로 등록한 종목)."""

    student: uuid.UUID
    school_year: uuid.UUID
    sport: str


Source = Callable[[uuid.UUID, uuid.UUID], RegisteredAthlete | None]


def _nobody(_student: uuid.UUID, _school_year: uuid.UUID) -> RegisteredAthlete | None:
    return None


@dataclass
class Told:
    """Who is asked for a pupil's registration in a school year. Set once by `AppConfig.ready` above."""

    source: Source = _nobody


told = Told()


def registered_athlete(student: uuid.UUID, school_year: uuid.UUID) -> RegisteredAthlete | None:
    """The pupil as an athlete of the school year; None where he is not registered. One query."""
    return told.source(student, school_year)
