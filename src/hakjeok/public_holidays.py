"""Public holidays of government offices (관공서의 공휴일), with substitute and election holidays.

A table by date, made by `tools/make_holidays.py`; days that the government declares later (임시공휴일) are
entered by the school among its days off.
"""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hakjeok.dates import first_of_school_year, last_of_school_year
from hakjeok.errors import BadInput

TABLE = Path(__file__).parent / "parameters" / "holidays.toml"


def holidays_of(school_year: int) -> tuple[tuple[date, str], ...]:
    """Date and Korean name of each public holiday of the school year, in order.

    Raises BadInput for a school year that the table does not cover wholly.
    """
    first, last = first_of_school_year(school_year), last_of_school_year(school_year)
    covered = _table()["first_school_year"], _table()["last_school_year"]
    if not covered[0] <= school_year <= covered[1]:
        raise BadInput(
            "public_holidays",
            f"{school_year}학년도의 공휴일 표가 없습니다({covered[0]}~{covered[1]}학년도만 있습니다). "
            "public_holidays를 false로 하고 쉬는 날을 days_off에 모두 넣어 주세요.",
        )
    days = ((date.fromisoformat(day), name) for day, name in _table()["days"].items())
    return tuple((day, name) for day, name in days if first <= day <= last)


@cache
def holiday_dates(school_year: int) -> frozenset[date]:
    """The dates of `holidays_of`."""
    return frozenset(day for day, _ in holidays_of(school_year))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))
