"""학업중단 숙려제: p.24, 139."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.dates import days_later
from hakjeok.errors import BadInput
from hakjeok.reflection.check import Problem, ReflectionFacts, check
from tests.rules.calendars import day


def lasting(days: int, first: str = "2024-04-01", **more):
    return check(ReflectionFacts(from_=day(first), to=days_later(day(first), days - 1), **more))


@pytest.mark.parametrize(
    ("days", "problems"),
    [
        (13, (Problem.TOO_SHORT,)),
        (14, ()),
        (15, ()),
        (48, ()),
        (49, ()),
        (50, (Problem.TOO_LONG, Problem.OVER_YEAR_LIMIT)),
    ],
)
def test_it_lasts_two_to_seven_weeks_with_days_off(days, problems):
    result = lasting(days)
    assert (result.days, result.problems, result.valid) == (days, problems, not problems)


@pytest.mark.parametrize(
    ("times", "problems"), [(0, ()), (1, (Problem.ONCE_A_SEMESTER,)), (2, (Problem.ONCE_A_SEMESTER,))]
)
def test_once_a_semester(times, problems):
    assert lasting(14, times_this_semester=times).problems == problems


@pytest.mark.parametrize(("used", "problems"), [(34, ()), (35, ()), (36, (Problem.OVER_YEAR_LIMIT,))])
def test_at_most_49_days_a_year(used, problems):
    assert lasting(14, used_days_year=used).problems == problems


def test_every_broken_rule_is_told():
    result = lasting(13, used_days_year=40, times_this_semester=1)
    assert result.problems == (Problem.TOO_SHORT, Problem.ONCE_A_SEMESTER, Problem.OVER_YEAR_LIMIT)
    assert "모두 53일이고, 한도는 49일" in result.because[2].text


def test_the_time_may_be_counted_as_attended():
    assert lasting(14).because[-1].source.page == 24
    assert all(step.source.page == 139 for step in lasting(13).because)


def test_the_last_days_of_the_year_are_warned_of_only_when_it_runs_into_the_next():
    assert lasting(14, first="2025-02-15").warnings == ()
    assert "다음 학년도" in lasting(15, first="2025-02-15").warnings[0]
    assert lasting(15, first="2025-02-15").school_year == 2024


def test_one_that_ends_before_it_begins_is_refused():
    with pytest.raises(BadInput) as refused:
        lasting(0)
    assert refused.value.field == "to"
    assert lasting(1).days == 1


@pytest.mark.parametrize("key", ["used_days_year", "times_this_semester"])
def test_negative_numbers_are_refused(key):
    with pytest.raises(BadInput) as refused:
        lasting(14, **{key: -1})
    assert refused.value.field == key


def test_a_year_before_the_handbook_and_one_after_it_have_its_figures_with_a_warning():
    before, after = lasting(14, first="2024-02-16"), lasting(14, first="2025-04-01")
    assert (before.valid, before.days, before.school_year) == (True, 14, 2023)
    assert "2024학년도 기준을 적용" in before.warnings[0]
    assert (after.valid, "2025학년도" in after.warnings[0]) == (True, True)


@given(st.integers(1, 80), st.integers(0, 60))
def test_a_lawful_time_stays_lawful_when_less_was_used(days, used):
    if lasting(days, used_days_year=used).valid:
        assert lasting(days, used_days_year=used // 2).valid
