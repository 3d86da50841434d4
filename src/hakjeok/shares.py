"""The four words for a share of school days: 이상, 초과, 이하, 미만, over exact fractions.

No other module compares a share of days.
"""

from fractions import Fraction
from math import ceil, floor


def at_least(share: Fraction, *, of: int) -> int:
    """Fewest whole school days that are `share` 이상 of `of` school days.

    Rounds up, because part of a day does not satisfy 이상: 2/3 of 191 is 127.33…, so 128 (p.88).

    Args:
        share: an exact fraction between 0 and 1.
        of: school days (수업일수), not calendar days; 0 or more.

    Raises:
        ValueError: the share is outside 0..1 or `of` is negative.

    >>> at_least(Fraction(2, 3), of=191)
    128

    """
    _check(share, of)
    return ceil(share * of)


def more_than(share: Fraction, *, of: int) -> int:
    """Fewest whole school days that are `share` 초과 of `of` school days.

    >>> [more_than(Fraction(1, 3), of=days) for days in (190, 191, 192)]  # p.61
    [64, 64, 65]
    """
    _check(share, of)
    return floor(share * of) + 1


def at_most(share: Fraction, *, of: int) -> int:
    """Most whole school days that are `share` 이하 of `of` school days.

    >>> at_most(Fraction(1, 10), of=191)  # p.23
    19
    """
    _check(share, of)
    return floor(share * of)


def less_than(share: Fraction, *, of: int) -> int:
    """Most whole school days that are `share` 미만 of `of` school days; -1 where no number is.

    >>> [less_than(Fraction(2, 3), of=days) for days in (190, 192)]
    [126, 127]
    """
    _check(share, of)
    return ceil(share * of) - 1


def _check(share: Fraction, of: int) -> None:
    if not 0 <= share <= 1:
        raise ValueError(f"a share lies between 0 and 1, not {share}")
    if of < 0:
        raise ValueError(f"a number of school days is not negative: {of}")
