"""The figures of a school year (연도별 수치) and the contradictions of the handbook, as people read them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from hakjeok.dates import spoken_date
from hakjeok.discrepancies import Discrepancy, discrepancies
from hakjeok.families import FAMILIES
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, Parameter, Value, families, load
from hakjeok.source import Source

# The first word of a unit that fits says what follows the number.
_COUNTERS = (
    ("school year of", "학년도"), ("months", "개월"), ("month", "월"), ("weeks", "주"), ("semesters", "학기"),
    ("years of age", "세"), ("years", "년"), ("members", "명"), ("times", "회"), ("runs", "회"), ("lessons", "시간"),
    ("grade", "학년"), ("rank", "위"), ("tests", "가지"), ("criteria", "가지"), ("bytes", "바이트"), ("day", "일"),
)  # fmt: skip
_MONTH_AND_DAY = re.compile(r"\d\d-\d\d")


@dataclass(frozen=True)
class Figure:
    """One figure as it holds in a school year; `is_new`: it came with that year."""

    title: str
    value: str
    source: Source
    is_new: bool
    is_checked: bool


@dataclass(frozen=True)
class Figures:
    """The figures of a family of decisions."""

    title: str
    rows: tuple[Figure, ...]


def years(today_s: int) -> range:
    """The school years to choose from: from the handbook's to the coming one."""
    return range(HANDBOOK_SCHOOL_YEAR, max(today_s, HANDBOOK_SCHOOL_YEAR) + 2)


def figures_of(school_year: int) -> list[Figures]:
    """Every figure that holds in a school year, by family."""
    named = sorted(families(), key=lambda family: list(FAMILIES).index(family))
    found = (Figures(FAMILIES[family], tuple(_rows(load(family).values(), school_year))) for family in named)
    return [family for family in found if family.rows]


def unchecked(found: list[Figures], school_year: int) -> str:
    """What has to be said of values that nobody has checked for the year; empty where there are none."""
    rows = [row for family in found for row in family.rows]
    open_ones = sum(not row.is_checked for row in rows)
    if not open_ones:
        return ""
    return (
        f"{len(rows)}가지 가운데 {open_ones}가지는 {school_year}학년도에 바뀌었는지 아직 확인하지 않아 "
        "앞선 학년도의 값을 보여 줍니다. 바뀐 지침이 있는지 살펴봐 주세요."
    )


def _rows(parameters, school_year: int) -> Iterator[Figure]:
    for parameter in parameters:
        if school_year < parameter.values[0].from_school_year:
            continue
        found = parameter.at(school_year)
        yield Figure(
            title=parameter.title,
            value=spoken_value(found.value, parameter.unit),
            source=found.source,
            is_new=_came_with(parameter, school_year),
            is_checked=not found.warnings,
        )


def _came_with(parameter: Parameter, school_year: int) -> bool:
    return any(each.from_school_year == school_year for each in parameter.values[1:])


def spoken_value(value: Value, unit: str) -> str:
    """`10일`, `3분의 2`, `10월 31일`, `예`."""
    if isinstance(value, bool):
        return "예" if value else "아니오"
    if isinstance(value, Fraction):
        return f"{value.denominator}분의 {value.numerator}"
    if isinstance(value, str):
        if _MONTH_AND_DAY.fullmatch(value):
            month, _, day = value.partition("-")
            return f"{int(month)}월 {int(day)}일"
        return spoken_date(date.fromisoformat(value))
    return f"{value}{next((counter for word, counter in _COUNTERS if word in unit), '')}"


def differing() -> list[Discrepancy]:
    """Every place where the handbook disagrees with itself, in the order of its pages."""
    return sorted(discrepancies().values(), key=lambda each: (each.a_source.page or 0, each.b_source.page or 0))
