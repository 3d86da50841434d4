"""Days and months in addresses (`2024-05-03`, `2024-05`)."""

from datetime import date

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
