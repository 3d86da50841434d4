"""전입할 수 있는 출석일수: p.35, 40, 42, 88, 89."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.discrepancies import warning_of
from hakjeok.errors import BadInput
from hakjeok.transfer.admissible import Admissible, AdmissibleFacts, admissible


def of(attended_before: int, remaining_days: int, total_days: int) -> Admissible:
    return admissible(
        AdmissibleFacts(attended_before=attended_before, remaining_days=remaining_days, total_days=total_days)
    )


def refused_field(*asked: int) -> str:
    with pytest.raises(BadInput) as refused:
        of(*asked)
    return refused.value.field


@pytest.mark.parametrize(("total_days", "required"), [(190, 127), (191, 128), (192, 128), (193, 129)])
def test_two_thirds_of_the_new_school_s_year_rounded_up(total_days, required):
    assert of(60, 70, total_days).required == required


@pytest.mark.parametrize(
    ("attended_before", "reachable", "enough"), [(56, 126, False), (57, 127, True), (58, 128, True)]
)
def test_the_days_of_both_schools_together_have_to_reach_it(attended_before, reachable, enough):
    result = of(attended_before, 70, 190)
    assert (result.reachable, result.admissible, result.principal_discretion) == (reachable, enough, not enough)
    assert ("이므로 전입할 수 있습니다" in result.because[-1].text) is enough


def test_who_has_enough_is_told_why():
    result = of(60, 70, 191)
    assert [step.source.page for step in result.because] == [88, 88, 40, 40]
    assert "출석일수 60일과 전입교에 남은 수업일수 70일을 더하면 130일" in result.because[2].text
    assert "130일은 128일 이상" in result.because[3].text
    assert (result.warnings, result.school_year) == ((), 2024)


def test_who_has_not_is_the_principal_s_decision_since_only_completion_fails():
    result = of(0, 120, 190)
    assert [step.source.page for step in result.because] == [88, 88, 40, 89]
    assert "120일은 127일보다 7일 모자라" in result.because[3].text
    assert result.warnings == (warning_of("right_to_transfer"),)


@pytest.mark.parametrize(("total_days", "warned"), [(170, True), (171, False), (172, False)])
def test_a_year_cut_by_more_than_a_tenth_is_warned_of(total_days, warned):
    warnings = of(100, 100, total_days).warnings
    assert any(f"{total_days}일은 줄일 수 있는 한도(171일)" in warning for warning in warnings) is warned


def test_the_sum_may_be_more_than_the_year():
    assert of(100, 120, 190).reachable == 220


@pytest.mark.parametrize(("remaining_days", "warned"), [(189, False), (190, False), (191, True)])
def test_more_days_left_than_the_year_has_are_warned_of(remaining_days, warned):
    result = of(0, remaining_days, 190)
    assert any(f"{remaining_days}일이 전입교의 수업일수 190일보다" in warning for warning in result.warnings) is warned
    assert (result.reachable, result.admissible) == (remaining_days, True)


class TestRefusals:
    @pytest.mark.parametrize(
        ("asked", "field"),
        [((-1, 10, 190), "attended_before"), ((0, -1, 190), "remaining_days"), ((0, 0, 0), "total_days")],
    )
    def test_impossible_days(self, asked, field):
        assert refused_field(*asked) == field

    @pytest.mark.parametrize(("asked", "field"), [((367, 10, 190), "attended_before"), ((0, 10, 367), "total_days")])
    def test_more_days_than_a_year_has(self, asked, field):
        assert refused_field(*asked) == field


@given(st.integers(1, 366), st.integers(0, 200), st.data())
def test_a_day_more_never_shuts_out(total_days, attended, data):
    remaining = data.draw(st.integers(0, total_days))
    if of(attended, remaining, total_days).admissible:
        assert of(attended + 1, remaining, total_days).admissible
    assert of(attended, remaining, total_days).required * 3 >= total_days * 2
