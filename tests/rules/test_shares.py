from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.shares import at_least, at_most, less_than, more_than

THIRD, TWO_THIRDS = Fraction(1, 3), Fraction(2, 3)


@pytest.mark.parametrize(("of", "days"), [(190, 127), (191, 128), (192, 128), (193, 129), (0, 0)])
def test_two_thirds_or_more_rounds_up(of, days):
    assert at_least(TWO_THIRDS, of=of) == days


@pytest.mark.parametrize(("of", "days"), [(190, 64), (191, 64), (192, 65), (193, 65)])
def test_more_than_a_third_is_one_more_where_it_divides(of, days):
    assert more_than(THIRD, of=of) == days


@pytest.mark.parametrize(("of", "days"), [(189, 18), (190, 19), (191, 19), (200, 20)])
def test_a_tenth_at_most_rounds_down(of, days):
    assert at_most(Fraction(1, 10), of=of) == days


@pytest.mark.parametrize(("of", "days"), [(190, 126), (191, 127), (192, 127), (0, -1)])
def test_less_than_two_thirds(of, days):
    assert less_than(TWO_THIRDS, of=of) == days


shares = st.fractions(min_value=0, max_value=1, max_denominator=400)


@given(shares, st.integers(0, 400))
def test_the_four_words_divide_the_days(share, of):
    assert less_than(share, of=of) + 1 == at_least(share, of=of)
    assert at_most(share, of=of) + 1 == more_than(share, of=of)
    assert at_least(share, of=of) - at_most(share, of=of) == (0 if (share * of).denominator == 1 else 1)


@given(st.integers(1, 400))
def test_more_than_a_third_missed_is_exactly_less_than_two_thirds_attended(total):
    missed = more_than(THIRD, of=total)
    assert total - missed < at_least(TWO_THIRDS, of=total) <= total - missed + 1


@pytest.mark.parametrize(("share", "of"), [(Fraction(4, 3), 190), (Fraction(-1, 3), 190), (THIRD, -1)])
@pytest.mark.parametrize("word", [at_least, more_than, at_most, less_than])
def test_a_share_beyond_the_whole_or_negative_days_are_refused(word, share, of):
    with pytest.raises(ValueError, match=r"between 0 and 1|negative"):
        word(share, of=of)
