"""학적변동이 있는 학생의 수업일수: p.63, 64, 89."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.errors import BadInput
from hakjeok.schooldays.count import Count, CountFacts, Span, count
from hakjeok.vocabulary import Change
from tests.rules.calendars import day, year_2024

YEAR = year_2024()


def span(first: str, last: str | None = None, end: Change | None = None, school: str = "가초") -> Span:
    return Span(from_=day(first), to=day(last) if last else None, end=end, school=school)


def of(*spans: Span) -> Count:
    return count(CountFacts(calendar=YEAR, spans=spans))


@pytest.mark.parametrize("end", [Change.EXEMPTION, Change.DEFERMENT, Change.TRANSFER_OUT, None])
def test_the_day_of_leaving_counts(end):
    assert of(span("2024-03-04", "2024-05-14", end)).total_days == 50


def test_the_day_of_out_of_quota_does_not():
    assert of(span("2024-03-04", "2024-05-14", Change.OUT_OF_QUOTA)).total_days == 49


def test_a_spell_that_goes_on_reaches_to_the_last_school_day():
    assert of(span("2024-05-13")).total_days == YEAR.count(day("2024-05-13"))


def test_a_move_at_the_weekend_leaves_no_day_out_and_counts_none_twice():
    result = of(span("2024-03-04", "2024-05-12", Change.TRANSFER_OUT), span("2024-05-13", school="나초"))
    assert result.total_days == YEAR.count()
    assert result.by_span == (48, YEAR.count() - 48)


def test_where_two_overlap_only_the_later_record_counts():
    result = of(span("2024-03-04", "2024-05-14", Change.TRANSFER_OUT), span("2024-05-13", school="나초"))
    assert result.by_span == (48, YEAR.count() - 48)
    assert any("나중에 받은" in step.text for step in result.because)


def test_the_order_in_which_they_are_told_does_not_matter():
    one, other = span("2024-03-04", "2024-05-14"), span("2024-05-13", school="나초")
    assert of(other, one).by_span == of(one, other).by_span[::-1]


def test_a_gap_belongs_to_nobody():
    result = of(span("2024-03-04", "2024-05-13", Change.EXEMPTION), span("2024-05-17"))
    # 14 and 16 May: the 15th is off.
    assert result.total_days == YEAR.count() - 2


def test_a_spell_within_the_holidays_has_no_school_day():
    assert of(span("2024-07-22", "2024-08-16", Change.TRANSFER_OUT)).by_span == (0,)


def test_of_two_that_begin_on_one_day_the_last_told_counts():
    assert of(span("2024-05-13", "2024-05-14"), span("2024-05-13", "2024-05-13")).by_span == (1, 1)


def test_nothing_told_is_nothing_counted():
    assert (of().total_days, of().by_span) == (0, ())


@pytest.mark.parametrize(
    "wrong",
    [{"to": day("2024-05-12")}, {"end": Change.EXEMPTION}],
    ids=["ends before it begins", "ends without a day"],
)
def test_an_impossible_spell_is_refused(wrong):
    with pytest.raises(BadInput) as refused:
        Span(from_=day("2024-05-13"), **wrong)
    assert refused.value.field == "to"


spells = st.lists(st.tuples(st.sampled_from(YEAR.school_days), st.integers(0, 60)), max_size=4)


@given(spells)
def test_no_day_counts_twice_and_none_is_lost(drawn):
    spans = [Span(from_=first, to=YEAR.nth_from(first, 1 + length)) for first, length in drawn]
    result = of(*spans)
    covered = {each for one in spans for each in YEAR.between(one.from_, one.last_day)}
    assert result.total_days == len(covered) == sum(result.by_span)
