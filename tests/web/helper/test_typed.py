"""What people type is understood in the ways in which they write."""

import re

import pytest

from hakjeok_web.helper import typed


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-03",
        "2024. 5. 3.",
        "2024. 5. 3.(금)",
        "2024.5.3",
        "2024/5/3",
        "20240503",
        "2024년 5월 3일",
        "2024-05-03 00:00:00",
    ],
)
def test_a_day_may_be_written_in_many_ways(text):
    assert typed.day(text) == "2024-05-03"


def test_many_days_may_stand_in_any_order_with_anything_between():
    told = "2024. 5. 3.(금), 2024-04-22;20240424\n2024. 5. 7. 2024. 5. 8."
    assert typed.days(told) == ["2024-05-03", "2024-04-22", "2024-04-24", "2024-05-07", "2024-05-08"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("어제, 내일", "‘어제’는 날짜가 아닙니다. 2024-05-03처럼 적어 주세요."),
        ("5월 3일, 5월 7일", "‘5월 3일’에 네 자리 연도가 없습니다. 2024-05-03처럼 적어 주세요."),
        ("24.5.3", "‘24.5.3’에 네 자리 연도가 없습니다. 2024-05-03처럼 적어 주세요."),
        ("45415", "‘45415’는 날짜가 아닙니다. 2024-05-03처럼 적어 주세요."),
        ("2023-02-29", "2023. 2. 29.은 없는 날짜입니다. 날짜를 바로잡아 주세요."),
        ("1899-12-31", "1899. 12. 31.은 다룰 수 없는 해입니다. 1900년부터 2100년 사이의 날짜를 적어 주세요."),
        ("2101-01-01", "2101. 1. 1.은 다룰 수 없는 해입니다. 1900년부터 2100년 사이의 날짜를 적어 주세요."),
        ("2024-05-03 2024-05-04", "날짜를 하나만 적어 주세요."),
    ],
)
def test_a_day_that_is_none_is_told_of(text, told):
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        typed.day(text)


@pytest.mark.parametrize(
    "text", ["2024-05-02~2024-05-07", "2024. 5. 2.(목) ~ 2024. 5. 7.(화)", "2024-05-02부터 20240507까지"]
)
def test_a_period_stands_for_its_weekdays(text):
    assert typed.days(text) == ["2024-05-02", "2024-05-03", "2024-05-06", "2024-05-07"]


@pytest.mark.parametrize("last", ["2024-05-02", "2024-05-03", "2025-05-05"])
def test_a_period_goes_forward_and_not_beyond_a_year(last):
    with pytest.raises(ValueError, match="1년 안의 기간을 앞 날짜부터 적어 주세요"):
        typed.days(f"2024-05-03~{last}")


def test_a_period_of_a_whole_year_is_read():
    assert typed.days("2024-05-03~2025-05-04")[-1] == "2025-05-02"


def test_the_years_that_can_be_handled_include_both_ends():
    assert typed.days("1900-01-01 2100-12-31") == ["1900-01-01", "2100-12-31"]


def test_numbers_are_read_as_written():
    assert typed.whole("1,204") == 1204
    assert typed.number("0.5") == 0.5
    assert typed.numbers("1 2.5,3") == [1, 2.5, 3]


@pytest.mark.parametrize("text", ["3.5", "1_000", "٣", "", "1e9", "9" * 10])
def test_what_is_no_whole_number_is_refused(text):
    with pytest.raises(ValueError, match="주세요"):
        typed.whole(text)


def test_days_stand_three_in_a_line_so_that_none_is_cut_in_two():
    assert typed.in_a_row(["a", "b", "c", "d"]) == "a, b, c\nd"
