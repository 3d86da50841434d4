"""Days and months in addresses (`2024-05-03`, `2024-05`), and numbers that pages send."""

import uuid
from datetime import date

from django.http import Http404

FIRST_YEAR, LAST_YEAR = 2000, 2101  # what a school year may be; beyond them a calendar ends


class DayConverter:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day; a ValueError, which becomes 404, where there is none or no school has a year."""
        day = date.fromisoformat(value)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError(value)
        return day

    def to_url(self, value: date) -> str:
        return value.isoformat()


class MonthConverter:
    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> date:
        """The first of the month."""
        return DayConverter().to_python(f"{value}-01")

    def to_url(self, value: date) -> str:
        return value.isoformat()[:7]


def id_of(text: str) -> uuid.UUID | None:
    """The number that a page sent; None where it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def id_or_404(text: str) -> uuid.UUID:
    """The number that a page sent; a page about no number at all is not there."""
    found = id_of(text)
    if found is None:
        raise Http404
    return found
