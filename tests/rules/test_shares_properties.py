"""The four words for a share of school days, held against their plain meaning: 이상, 초과, 이하, 미만."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from hakjeok.shares import at_least, at_most, less_than, more_than

shares = st.fractions(min_value=0, max_value=1, max_denominator=400)
days = st.integers(0, 400)


@given(shares, days)
def test_at_least_is_the_fewest_that_reach_the_share(share, of):
    fewest = at_least(share, of=of)
    assert fewest >= share * of
    assert fewest == 0 or fewest - 1 < share * of


@given(shares, days)
def test_more_than_is_the_fewest_beyond_the_share(share, of):
    fewest = more_than(share, of=of)
    assert fewest > share * of
    assert fewest == 0 or fewest - 1 <= share * of


@given(shares, days)
def test_at_most_is_the_most_that_keep_within_the_share(share, of):
    most = at_most(share, of=of)
    assert most <= share * of < most + 1


@given(shares, days)
def test_less_than_is_the_most_below_the_share(share, of):
    most = less_than(share, of=of)
    assert most < share * of <= most + 1 or (most == -1 and share * of == 0)


@given(shares, days)
def test_what_is_missed_at_most_leaves_what_is_attended_at_least(share, of):
    """A day attended is a day not missed: the two ways of counting never disagree."""
    assert at_most(share, of=of) + at_least(1 - share, of=of) == of
    assert less_than(share, of=of) + more_than(1 - share, of=of) == of


@given(shares, days)
def test_one_day_more_in_the_year_adds_one_day_at_most(share, of):
    for word in (at_least, more_than, at_most, less_than):
        assert 0 <= word(share, of=of + 1) - word(share, of=of) <= 1


@given(shares, shares, days)
def test_a_larger_share_never_needs_fewer_days(one, other, of):
    smaller, larger = sorted((one, other))
    for word in (at_least, more_than, at_most, less_than):
        assert word(smaller, of=of) <= word(larger, of=of)


@given(shares, days, st.integers(1, 20))
def test_as_many_times_the_days_need_as_many_times_the_share(share, of, times):
    assert at_least(share, of=of * times) <= at_least(share, of=of) * times
    assert at_most(share, of=of * times) >= at_most(share, of=of) * times


@given(days)
def test_the_ends_of_the_scale(of):
    nothing, everything = Fraction(0), Fraction(1)
    assert [word(nothing, of=of) for word in (at_least, more_than, at_most, less_than)] == [0, 1, 0, -1]
    assert [word(everything, of=of) for word in (at_least, more_than, at_most, less_than)] == [of, of + 1, of, of - 1]
