"""Figures of the handbook that may change with the school year (학년도): data in TOML, read and checked here.

A value holds from its school year until the next value begins. A file that lacks a source, a unit or the
year of the last check, or whose years do not rise, is refused when it is loaded.
"""

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, cast

from hakjeok.source import Source

FOLDER = Path(__file__).parent

# The school year of the handbook that the rules follow; decisions without a year of their own name it.
HANDBOOK_SCHOOL_YEAR = 2024

Value = int | bool | str | Fraction


class BadParameter(Exception):
    """A figure without what it needs: a source, a unit, the year of the last check, rising years."""


@dataclass(frozen=True)
class Dated:
    """One value and the first school year in which it holds."""

    from_school_year: int
    value: Value
    source: Source


@dataclass(frozen=True)
class Found:
    """A value in force, its source, and what to warn of."""

    value: Value
    source: Source
    warnings: tuple[str, ...] = ()

    @property
    def whole(self) -> int:
        """The value as a whole number of days or months."""
        return cast(int, self.value)

    @property
    def share(self) -> Fraction:
        """The value as an exact share of school days."""
        return cast(Fraction, self.value)

    @property
    def holds(self) -> bool:
        """The value as yes or no."""
        return cast(bool, self.value)


@dataclass(frozen=True)
class Parameter:
    """A figure of the handbook that may change with the school year (학년도)."""

    name: str
    title: str
    unit: str
    last_checked_school_year: int
    values: tuple[Dated, ...]

    def at(self, school_year: int) -> Found:
        """The value in force in `school_year`, with its source.

        A year after the last one that was checked gets the latest value, a year before the first one that is known
        the first value, each with a warning: pupils of earlier years are looked up too.
        """
        in_force = [each for each in self.values if each.from_school_year <= school_year] or self.values[:1]
        return Found(in_force[-1].value, in_force[-1].source, self._warnings(school_year))

    def _warnings(self, school_year: int) -> tuple[str, ...]:
        checked, first = self.last_checked_school_year, self.values[0].from_school_year
        if school_year < first:
            return (
                f"{school_year}학년도의 기준이 따로 없어 {first}학년도 기준을 적용했습니다. "
                "그때의 기준이 달랐는지 살펴봐 주세요.",
            )
        if school_year <= checked:
            return ()
        return (
            f"{school_year}학년도 기준은 아직 확인하지 않아 {checked}학년도 기준을 적용했습니다. "
            "바뀐 지침이 있는지 살펴봐 주세요.",
        )


def load(family: str) -> dict[str, Parameter]:
    """The figures of one family, by name. Raises BadParameter where something lacks."""
    return _load(FOLDER / f"{family}.toml")


@cache
def _load(path: Path) -> dict[str, Parameter]:
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: read(name, table) for name, table in tables.items()}


def families() -> tuple[str, ...]:
    """The names of the families that have figures."""
    other = {"holidays"}
    return tuple(sorted(each.stem for each in FOLDER.glob("*.toml") if each.stem not in other))


def read(name: str, table: dict[str, Any]) -> Parameter:
    """One figure from its table. Raises BadParameter where something lacks."""
    for key in ("title", "unit", "last_checked_school_year", "values"):
        if not table.get(key):
            raise BadParameter(f"{name}: {key} is missing")
    values = tuple(_dated(name, each) for each in table["values"])
    years = [each.from_school_year for each in values]
    if years != sorted(set(years)):
        raise BadParameter(f"{name}: the school years do not rise: {years}")
    if years[-1] > table["last_checked_school_year"]:
        raise BadParameter(f"{name}: a value begins after the last check")
    return Parameter(name, table["title"], table["unit"], table["last_checked_school_year"], values)


def _dated(name: str, table: dict[str, Any]) -> Dated:
    for key in ("from_school_year", "value"):
        if key not in table:
            raise BadParameter(f"{name}: a value lacks {key}")
    if "page" in table and "quote" not in table:
        raise BadParameter(f"{name}: a value names a page without a quotation")
    given = {key: table[key] for key in ("page", "law", "quote", "reading") if key in table}
    try:
        return Dated(table["from_school_year"], _value(table["value"]), Source(**given))
    except ValueError as error:
        raise BadParameter(f"{name}: {error}") from error


def _value(written: Value) -> Value:
    """Shares are written as "2/3", so that they stay exact."""
    return Fraction(written) if isinstance(written, str) and "/" in written else written
