from datetime import date

import pytest

from hakjeok.errors import BadInput
from hakjeok.public_holidays import holiday_dates, holidays_of


@pytest.mark.parametrize(
    ("school_year", "day", "word"),
    [
        (2024, date(2024, 5, 6), "대체공휴일"),
        (2024, date(2024, 4, 10), "선거일"),
        (2024, date(2025, 1, 29), "설날"),
        (2023, date(2023, 5, 29), "대체공휴일"),
        (2020, date(2020, 8, 17), "임시공휴일"),
    ],
)
def test_substitutes_elections_and_declared_days_are_among_them(school_year, day, word):
    assert word in dict(holidays_of(school_year))[day]


def test_labour_day_of_2024_was_no_holiday_of_government_offices():
    assert date(2024, 5, 1) not in holiday_dates(2024)


def test_a_school_year_reaches_to_the_end_of_february():
    found = [day for day, _ in holidays_of(2024)]
    assert found == sorted(found)
    assert (found[0], found[-1]) == (date(2024, 3, 1), date(2025, 1, 30))


@pytest.mark.parametrize("school_year", [2019, 2033])
def test_a_year_that_the_table_does_not_cover_is_refused(school_year):
    with pytest.raises(BadInput, match=f"{school_year}학년도의 공휴일 표가 없습니다"):
        holidays_of(school_year)
