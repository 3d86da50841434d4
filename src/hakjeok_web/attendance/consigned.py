"""Pupils taught elsewhere for a time (위탁학생), as the register must know them: told by the app above it.

Of a secret stay (보호 중인 학생) only its insiders are told. For everybody else the register, its paper, its lists
and its counts read as if there were no stay at all, so that nothing in them lets it be inferred.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from hakjeok.attendance.consigned import ConsignedFacts
from hakjeok.attendance.consigned import consigned as decide
from hakjeok.attendance.spells import Record
from hakjeok.attendance.totals import Totals
from hakjeok.vocabulary import Exclusion
from hakjeok_web.accounts.policies import Actor, Role
from hakjeok_web.attendance.symbols import PAIRS

INSIDERS = frozenset({Role.REGISTRAR, Role.VICE_PRINCIPAL, Role.PRINCIPAL})
Counts = Mapping[tuple[uuid.UUID, uuid.UUID], tuple[int, ...]]  # by class and pupil, in the order of PAIRS
NO_COUNTS = (0,) * len(PAIRS)


@dataclass(frozen=True, slots=True)
class ToldMonth:
    """What an institution told of a month (월 기록): how many school days it had, and what differed from 출석.

    `last_on` is the last day of which it told: of a month that was told before it was over, the day of the entry.
    """

    first_on: date
    last_on: date
    days: int
    records: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Stay:
    """A pupil's time at an institution (위탁 기간), both days included; the end may be open.

    `home_dates` are days within it on which he came to his own school (p.33). `named` are the posts that may know of
    a secret stay beside the insiders; None means that it is no secret.
    """

    student: uuid.UUID
    from_on: date
    to_on: date | None = None
    home_dates: frozenset[date] = frozenset()
    off_ladder: Exclusion | None = None  # the ladder of unexcused absences does not run for him (p.27)
    named: frozenset[uuid.UUID] | None = None
    months: tuple[ToldMonth, ...] = ()

    def covers(self, day: date) -> bool:
        """Whether the day belongs to the institution."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on) and day not in self.home_dates

    def is_known_to(self, reader: Actor | None) -> bool:
        return self.named is None or (reader is not None and (is_insider(reader) or reader.staff_id in self.named))


def is_insider(actor: Actor) -> bool:
    """Whether the person may know of every secret stay of his school."""
    return actor.role in INSIDERS


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A pupil's time at institutions between two days: what they told, and the months that nobody has entered yet."""

    stays: tuple[Stay, ...] = ()
    days: int = 0
    records: tuple[Record, ...] = ()
    missing: tuple[date, ...] = ()

    def covers(self, day: date) -> bool:
        return any(stay.covers(day) for stay in self.stays)

    def totals(self, home_days: int, home_records: tuple[Record, ...]) -> Totals:
        """Days and records of both places together (attendance.consigned, p.32–33)."""
        return decide(
            ConsignedFacts(
                home_days=home_days,
                home_records=home_records,
                institution_days=self.days,
                institution_records=self.records,
            )
        )


class Source(Protocol):
    """What the app of consigned pupils tells the register."""

    # One statement with %(classes)s, %(first)s and %(end)s, whose rows `stays` reads: the register asks it in the same
    # round trip as its own two.
    stays_of_classes: str
    # A subselect for a row `s` of a pupil with %(first)s and %(last)s: his id, where an institution that is no secret
    # told of an unexcused absence in that time.
    unexcused_elsewhere: str

    def stays(self, rows: Iterable[tuple]) -> list[Stay]:
        """The stays that its statement found."""

    def stays_of(self, students: Collection[uuid.UUID], first: date, last: date) -> list[Stay]:
        """The stays that touch a period. One query."""

    def stays_in(self, year: uuid.UUID, first: date, last: date) -> list[Stay]:
        """The stays of a school year's pupils that touch a period. One query."""

    def year_of(self, student: uuid.UUID, first: date, last: date, *, today: date, reader: Actor | None) -> Elsewhere:
        """One pupil's time elsewhere that this reader may know of. One query."""

    def counts_of(self, year: uuid.UUID, first: date, last: date, *, reader: Actor | None) -> Counts:
        """The institutions' entries of a school year between two days, as far as this reader may know. One query."""


class Nobody:
    """No pupil is consigned: what holds until the app above says otherwise."""

    stays_of_classes = "SELECT NULL WHERE false"
    unexcused_elsewhere = "SELECT NULL::uuid WHERE false"

    def stays(self, rows: Iterable[tuple]) -> list[Stay]:
        return []

    def stays_of(self, students: Collection[uuid.UUID], first: date, last: date) -> list[Stay]:
        return []

    def stays_in(self, year: uuid.UUID, first: date, last: date) -> list[Stay]:
        return []

    def year_of(self, student: uuid.UUID, first: date, last: date, *, today: date, reader: Actor | None) -> Elsewhere:
        return Elsewhere()

    def counts_of(self, year: uuid.UUID, first: date, last: date, *, reader: Actor | None) -> Counts:
        return {}


@dataclass
class Told:
    """Who is asked; set once by `AppConfig.ready` of the app above."""

    source: Source = field(default_factory=Nobody)


told = Told()


def consigned_days(
    stays: Iterable[Stay], school_days: Iterable[date], *, reader: Actor | None
) -> tuple[dict[uuid.UUID, frozenset[date]], dict[uuid.UUID, frozenset[date]]]:
    """School days at institutions by pupil: those that the reader may know of, and those kept from him."""
    known: dict[uuid.UUID, frozenset[date]] = {}
    withheld: dict[uuid.UUID, frozenset[date]] = {}
    days = tuple(school_days)
    for stay in stays:
        into = known if stay.is_known_to(reader) else withheld
        into[stay.student] = into.get(stay.student, frozenset()) | {day for day in days if stay.covers(day)}
    return known, withheld


def added(counts: tuple[int, ...], more: tuple[int, ...]) -> tuple[int, ...]:
    """Two rows of sixteen counts together."""
    return tuple(one + other for one, other in zip(counts, more, strict=True))
