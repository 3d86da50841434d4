"""입학 전의 날짜: 어느 해의 날인지."""

import pytest

from hakjeok.admission.figures import in_year_before
from tests.rules.calendars import day


@pytest.mark.parametrize(
    ("month_and_day", "expected"),
    [("03-01", "2023-03-01"), ("12-31", "2023-12-31"), ("01-01", "2024-01-01"), ("02-29", "2024-02-29")],
)
def test_a_day_falls_in_the_school_year_before_the_entry(month_and_day, expected):
    assert in_year_before(month_and_day, 2024) == day(expected)
