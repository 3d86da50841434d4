"""Days of the Korean school year (학년도) and how they are written. Nothing here reads a clock."""

import calendar
from datetime import date, timedelta

WEEKDAYS = "월화수목금토일"


def school_year_of(day: date) -> int:
    """The school year that a day belongs to: 1 March to the last day of February of the next year."""
    return day.year if day.month >= 3 else day.year - 1


def first_of_school_year(school_year: int) -> date:
    """1 March of the school year."""
    return date(school_year, 3, 1)


def last_of_school_year(school_year: int) -> date:
    """The last day of February of the next year, the 29th in a leap year."""
    return date(school_year + 1, 3, 1) - timedelta(days=1)


def days_later(day: date, days: int) -> date:
    """The day `days` calendar days (역일) after `day`; `day` itself is not counted."""
    return day + timedelta(days=days)


def months_later(day: date, months: int) -> date:
    """The same day of the month `months` later; where that month is too short, its last day.

    >>> months_later(date(2024, 8, 31), 6)
    datetime.date(2025, 2, 28)
    """
    years, month_index = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month_index + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def end_of_month(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def spoken_date(day: date) -> str:
    """The day as people read it: `2024. 5. 3.(금)`."""
    return f"{day.year}. {day.month}. {day.day}.({WEEKDAYS[day.weekday()]})"
