"""schooldays.plan: 190 days a grade, a tenth less for a cause of the decree (p.88)."""

from datetime import date

import pytest

from hakjeok.schooldays.plan import CutCause, PlanFacts, plan


def _plan(days, cause=None, **facts):
    return plan(PlanFacts(planned_days=days, cause=cause, **{"school_year": 2024, "council_reviewed": True} | facts))


@pytest.mark.parametrize(("days", "valid"), [(189, False), (190, True), (191, True)])
def test_a_year_has_190_days_or_more(days, valid):
    answer = _plan(days)
    assert (answer.minimum, answer.valid, answer.report_by) == (190, valid, None)


@pytest.mark.parametrize("cause", list(CutCause))
@pytest.mark.parametrize(("days", "valid"), [(170, False), (171, True), (172, True)])
def test_a_cause_allows_a_tenth_less(days, valid, cause):
    answer = _plan(days, cause)
    assert (answer.minimum, answer.valid) == (171, valid)


@pytest.mark.parametrize("by", [date(2025, 1, 30), date(2028, 1, 31)])  # the second in a leap year
def test_a_cut_is_reported_thirty_days_before_the_next_school_year(by):
    assert _plan(189, CutCause.DISASTER, school_year=by.year - 1).report_by == by


def test_a_cause_without_a_cut_needs_no_report():
    assert _plan(190, CutCause.DISASTER).report_by is None


def test_the_council_has_to_be_asked():
    answer = _plan(190, council_reviewed=False)
    assert not answer.valid
    assert "학교운영위원회" in answer.problems[0]


def test_a_shortage_says_how_many_days_are_missing():
    assert "3일 모자랍니다" in _plan(187).problems[0]
    assert "1일 적습니다" in _plan(170, CutCause.RESEARCH_SCHOOL).problems[0]
