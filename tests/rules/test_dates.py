from datetime import date

import pytest

from hakjeok.dates import (
    days_later,
    end_of_month,
    first_of_school_year,
    last_of_school_year,
    months_later,
    school_year_of,
    spoken_date,
)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2024, 2, 29), 2023),
        (date(2024, 3, 1), 2024),
        (date(2024, 12, 31), 2024),
        (date(2025, 1, 1), 2024),
        (date(2025, 2, 28), 2024),
    ],
)
def test_the_school_year_begins_on_the_first_of_march(day, year):
    assert school_year_of(day) == year
    assert first_of_school_year(year) <= day <= last_of_school_year(year)


def test_it_ends_on_the_29th_before_a_leap_day():
    assert last_of_school_year(2023) == date(2024, 2, 29)
    assert last_of_school_year(2024) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2023, 8, 29), 6, date(2024, 2, 29)),
        (date(2024, 11, 15), 1, date(2024, 12, 15)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
    ],
)
def test_months_later_stays_in_the_month(day, months, later):
    assert months_later(day, months) == later


def test_ends_of_months_and_days_later():
    assert end_of_month(date(2024, 2, 3)) == date(2024, 2, 29)
    assert days_later(date(2024, 2, 28), 3) == date(2024, 3, 2)


def test_a_date_is_written_as_people_read_it():
    assert spoken_date(date(2024, 5, 3)) == "2024. 5. 3.(금)"
    assert spoken_date(date(2024, 12, 15)) == "2024. 12. 15.(일)"
