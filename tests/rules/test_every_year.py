"""Every decision of the first release in every known school year, on awkward days: it answers and never crashes."""

from datetime import date, timedelta

import pytest

from hakjeok import decide
from hakjeok.dates import first_of_school_year, last_of_school_year
from hakjeok.errors import BadInput

YEARS = range(2024, 2033)


def awkward_days(year: int) -> list[date]:
    first, last = first_of_school_year(year), last_of_school_year(year)
    return [
        first - timedelta(days=1),
        first,
        date(year, 3, 4),
        date(year, 5, 5),
        date(year, 8, 15),
        date(year, 12, 31),
        date(year + 1, 1, 1),
        last,
        last + timedelta(days=1),
    ]


def calendar(year: int) -> dict:
    return {"school_year": year, "first_day": f"{year}-03-02", "last_day": f"{year + 1}-01-09"}


def asked_on(year: int, today: date) -> list[tuple[str, dict]]:
    record = {"school": "한빛초등학교", "grade": 2}
    on = today.isoformat()
    return [
        ("attendance.day", {"events": [{"form": "late", "kind": "illness"}]}),
        ("attendance.totals", {"total_days": 190, "records": [{"date": on, "form": "absence", "kind": "other"}]}),
        ("absence.ladder", {"absences": [on], "calendar": calendar(year), "today": on}),
        ("absence.out_of_quota", {"total_days": 192, "absent_since": on, "calendar": calendar(year), "today": on}),
        ("completion.required", {"basis": "normal", "total_days": 190, "attended": 127, "school_year": year}),
        ("schooldays.count", {"calendar": calendar(year), "spans": [{"from": on}]}),
        ("record.validate", {"events": [{"change": "admission", "date": on, **record}]}),
        ("record.lines", {"events": [{"change": "admission", "date": on, **record}]}),
    ]


@pytest.mark.parametrize("year", YEARS)
def test_every_decision_answers(year):
    for today in awkward_days(year):
        for name, facts in asked_on(year, today):
            answered = decide(name, facts)
            assert answered["decision"] == name
            assert answered["because"]


@pytest.mark.parametrize("year", [2025, 2032])
@pytest.mark.parametrize("name", ["absence.ladder", "absence.out_of_quota", "completion.required"])
def test_a_year_without_its_own_figures_is_warned_of(year, name):
    facts = dict(asked_on(year, date(year, 5, 5)))[name]
    answered = decide(name, facts)
    assert answered["school_year"] == year
    assert f"{year}학년도 기준은 아직 확인하지 않아" in answered["warnings"][0]


@pytest.mark.parametrize("name", ["absence.ladder", "absence.out_of_quota", "completion.required"])
def test_the_year_of_the_handbook_is_not(name):
    answered = decide(name, dict(asked_on(2024, date(2024, 5, 5)))[name])
    assert not any("확인하지 않아" in warning for warning in answered["warnings"])


@pytest.mark.parametrize("name", ["absence.ladder", "absence.out_of_quota", "completion.required"])
def test_a_year_before_the_handbook_is_refused(name):
    with pytest.raises(BadInput) as refused:
        decide(name, dict(asked_on(2023, date(2023, 5, 5)))[name])
    assert refused.value.field.endswith("school_year")
    assert "2024학년도부터" in refused.value.message
