"""Calendars that the rule tests share: plain functions with readable defaults."""

from datetime import date

from hakjeok.school_calendar import Calendar, Period

# 2024 without any holiday table, as the handbook's examples are computed:
# 45 weeks, 4 of them off, and 11 other days off: 194 school days.
OFF_2024 = (
    "2024-04-10 2024-05-06 2024-05-15 2024-06-06 2024-08-15 2024-09-16 2024-09-17 2024-09-18 "
    "2024-10-03 2024-10-09 2024-12-25 2025-01-01"
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def days(text: str) -> tuple[date, ...]:
    return tuple(day(each) for each in text.split())


def year_2024() -> Calendar:
    return Calendar(
        school_year=2024,
        first_day=day("2024-03-04"),
        last_day=day("2025-01-10"),
        breaks=(Period(from_=day("2024-07-22"), to=day("2024-08-16")),),
        days_off=days(OFF_2024),
        public_holidays=False,
    )


def plain_year(school_year: int, first: str = "03-04", last: str = "12-30") -> Calendar:
    return Calendar(
        school_year=school_year,
        first_day=day(f"{school_year}-{first}"),
        last_day=day(f"{school_year}-{last}"),
        public_holidays=False,
    )
