"""Where and at which travel alert remote lessons taken in Korea count without the month's limit (p.81, 82)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hakjeok.source import Source

FILE = Path(__file__).parent / "travel_alerts.toml"

UKRAINE = Source(page=81, quote="외교부의 여행경보 4단계(여행금지)가 적용되는 기간에 한해 일정 요건을 충족하는 경우")
ISRAEL = Source(page=82, quote="외교부의 여행경보 3단계(출국권고)이상 유지 기간 동안, 일정 요건을 충족하는 경우")


@dataclass(frozen=True)
class Place:
    """A place whose pupils came back for safety's sake; `only` says which part of it is meant."""

    name: str
    page: int
    from_level: int
    also: tuple[str, ...]
    only: str = ""

    @property
    def source(self) -> Source:
        """The page that lifts the limit."""
        return ISRAEL if self.page == ISRAEL.page else UKRAINE


@cache
def places() -> dict[str, Place]:
    """Every name by which a place is known, without spaces, and the place."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))["places"]
    found = [Place(**{**table, "also": tuple(table["also"])}) for table in tables]
    return {_plain(name): place for place in found for name in (place.name, *place.also)}


def lifts_the_limit(region: str, level: int) -> Place | None:
    """The place named in `region` whose measure lifts the month's limit at that alert; None where there is none."""
    plain = _plain(region)
    return next((place for name, place in places().items() if name in plain and level >= place.from_level), None)


def lowest_level() -> int:
    """The lowest alert at which the limit is lifted anywhere."""
    return min(place.from_level for place in places().values())


def _plain(name: str) -> str:
    return "".join(name.split()).lower()
