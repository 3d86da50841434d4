"""Every decision in every known school year, on awkward days: it answers or refuses in Korean, and never crashes.

The questions are the printed cases, moved from year to year and with each of their dates put on awkward days.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from tools.answers import QUESTIONS

from hakjeok import decide
from hakjeok.dates import first_of_school_year, last_of_school_year
from hakjeok.errors import BadInput
from hakjeok.registry import names
from tests.rules.faces.test_reading import ASKS_FOR_SOMETHING

YEARS = range(2024, 2033)
FIGURES_BY_YEAR = ["absence.ladder", "absence.out_of_quota", "completion.required"]
BY_NAME = {name: [each["input"] for each in QUESTIONS if each["decision"] == name] for name in names()}


def awkward_days(year: int) -> list[date]:
    first, last = first_of_school_year(year), last_of_school_year(year)
    return [
        first - timedelta(days=1),
        first,
        date(year, 3, 4),
        date(year, 5, 5),  # a holiday
        date(year, 6, 15),
        date(year, 8, 15),  # in the break
        date(year, 12, 31),
        date(year + 1, 1, 1),
        last,  # the 28th or 29th of February
        last + timedelta(days=1),
    ]


def changed(value, on_date, on_year):
    """The question with every date and every school year in it put through a function."""
    if isinstance(value, dict):
        return {
            key: on_year(each) if _is_year(key, each) else changed(each, on_date, on_year)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [changed(each, on_date, on_year) for each in value]
    if isinstance(value, str) and len(value) == len("2024-03-04") and value[4:8:3] == "--":
        return on_date(date.fromisoformat(value)).isoformat()
    return value


def _is_year(key: str, value: object) -> bool:
    return key.endswith("year") and isinstance(value, int)


def moved(question: dict, years: int) -> dict:
    """The same question some years later."""
    return changed(question, lambda day: _years_later(day, years), lambda year: year + years)


def _years_later(day: date, years: int) -> date:
    last = 28 if day.month == 2 else day.day
    return day.replace(year=day.year + years, day=min(day.day, last))


def answered(name: str, question: dict) -> dict | None:
    """The answer, which must have reasons; None where the question is refused, which must be in Korean."""
    try:
        found = decide(name, question)
    except BadInput as error:
        _require_korean(error)
        return None
    assert found["because"]
    json.dumps(found)
    return found


def _require_korean(refused: BadInput) -> None:
    assert refused.field
    assert ASKS_FOR_SOMETHING.search(refused.message), refused.message


def on_awkward_days(question: dict, year: int) -> Iterator[dict]:
    """The question with each of its dates, one at a time, on each awkward day of the year."""
    places = [key for key, value in question.items() if isinstance(value, str) and value[4:8:3] == "--"]
    for place in places:
        for day in awkward_days(year):
            yield {**question, place: day.isoformat()}


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("name", BY_NAME)
def test_a_printed_case_of_another_year_is_answered(name, year):
    answers = [answered(name, moved(question, year - 2024)) for question in BY_NAME[name]]
    assert any(answers)


@pytest.mark.parametrize("year", [2024, 2025, 2027])
@pytest.mark.parametrize("name", BY_NAME)
def test_awkward_days_are_answered_or_refused(name, year):
    for question in BY_NAME[name]:
        for awkward in on_awkward_days(moved(question, year - 2024), year):
            answered(name, awkward)


@pytest.mark.parametrize("year", [2025, 2032])
@pytest.mark.parametrize("name", FIGURES_BY_YEAR)
def test_a_year_without_its_own_figures_is_warned_of(name, year):
    found = answered(name, moved(BY_NAME[name][0], year - 2024))
    assert found["school_year"] == year
    assert f"{year}학년도 기준은 아직 확인하지 않아" in found["warnings"][0]


@pytest.mark.parametrize("name", FIGURES_BY_YEAR)
def test_the_year_of_the_handbook_is_not(name):
    found = answered(name, BY_NAME[name][0])
    assert not any("확인하지 않아" in warning for warning in found["warnings"])


@pytest.mark.parametrize("name", FIGURES_BY_YEAR)
def test_an_earlier_year_is_answered_with_a_warning(name):
    found = answered(name, moved(BY_NAME[name][0], -1))
    assert "2023학년도의 기준이 따로 없어 2024학년도 기준을 적용했습니다" in found["warnings"][0]
