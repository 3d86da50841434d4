"""Days of the year before the entry, and the day of the assembly (예비소집일), which is set anew each year."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hakjeok.parameters import Found, load
from hakjeok.source import Source

PARAMETERS = load("admission")
FIRST_MONTH = 3
ASSEMBLY_DAYS = Path(__file__).with_name("assembly_days.toml")


@dataclass(frozen=True)
class Dated:
    """A day before the entry, and the figure that it comes from."""

    day: date
    found: Found


@dataclass(frozen=True)
class AssemblyDays:
    """The first and the last day of assembly of one entry year, and where they stand."""

    first: date
    last: date
    source: Source


def day_before_entry(name: str, entry_year: int) -> Dated:
    """The day that the figure `name` gives for those who enter in `entry_year`. Raises UnknownYear."""
    found = PARAMETERS[name].at(entry_year)
    return Dated(in_year_before(str(found.value), entry_year), found)


def in_year_before(month_and_day: str, entry_year: int) -> date:
    """The month and day in the school year before the entry: October falls in the year before, January in its own."""
    month, day = map(int, month_and_day.split("-"))
    return date(entry_year - 1 if month >= FIRST_MONTH else entry_year, month, day)


def assembly_days(entry_year: int) -> AssemblyDays | None:
    """The days that the superintendent set for the entrants of that year; None where we do not know them."""
    table = _assembly_tables().get(str(entry_year))
    if table is None:
        return None
    first, last = (in_year_before(table[key], entry_year) for key in ("from", "until"))
    return AssemblyDays(first, last, Source(page=table["page"], quote=table["quote"]))


@cache
def _assembly_tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(ASSEMBLY_DAYS.read_text(encoding="utf-8"))
