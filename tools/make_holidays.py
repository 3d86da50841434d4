"""Write src/hakjeok/parameters/holidays.toml from the `holidays` library (a tool for maintainers).

    .venv/bin/python tools/make_holidays.py

Run it again after the library has taken up new holidays, and read the difference before committing it.
"""

from datetime import date, timedelta
from pathlib import Path

import holidays

FIRST_SCHOOL_YEAR, LAST_SCHOOL_YEAR = 2020, 2032
TABLE = Path(__file__).parents[1] / "src" / "hakjeok" / "parameters" / "holidays.toml"

# Names that the library gives otherwise than the regulation or the school does.
RENAMED = {"신정연휴": "1월 1일", "기독탄신일": "성탄절"}


def korean_holidays() -> dict[date, str]:
    """Date and Korean name from the first to the last school year, in order."""
    first, last = date(FIRST_SCHOOL_YEAR, 3, 1), date(LAST_SCHOOL_YEAR + 1, 3, 1) - timedelta(days=1)
    years = range(first.year, last.year + 1)
    found = holidays.country_holidays("KR", years=years, language="ko", categories=("public",))
    return {day: _renamed(name) for day, name in sorted(found.items()) if first <= day <= last}


def _renamed(names: str) -> str:
    each = [RENAMED.get(name, name).replace("대체 휴일", "대체공휴일") for name in names.split("; ")]
    return "·".join(each)


def toml() -> str:
    """The whole file."""
    lines = [
        "# Made by tools/make_holidays.py; not edited by hand.",
        f'source = "the holidays library {holidays.__version__} (PyPI), public holidays of South Korea"',
        'law = "관공서의 공휴일에 관한 규정 제2조, 제3조"',
        f"first_school_year = {FIRST_SCHOOL_YEAR}",
        f"last_school_year = {LAST_SCHOOL_YEAR}",
        "",
        "[days]",
        *(f'{day.isoformat()} = "{name}"' for day, name in korean_holidays().items()),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TABLE.write_text(toml(), encoding="utf-8")
