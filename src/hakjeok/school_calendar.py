"""The school calendar (학사일정) of one grade's year, and counting by school days (수업일)."""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import cached_property, lru_cache

from hakjeok.dates import first_of_school_year, last_of_school_year, spoken_date
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.public_holidays import holiday_dates

FRIDAY = 4


@facts
class Period(Facts):
    """A run of days, both ends included; `from` after `to` is refused."""

    from_: date = fact("시작일")
    to: date = fact("끝나는 날")

    def check(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.to < self.from_:
            raise BadInput(
                "to",
                f"끝나는 날({spoken_date(self.to)})이 시작일({spoken_date(self.from_)})보다 빠릅니다. "
                "두 날짜를 바로잡아 주세요.",
            )


@facts
class Calendar(Facts):
    """First and last day, breaks (방학) and days off of a school year.

    A school day is a Monday–Friday from `first_day` to `last_day`, in no break, not among `days_off`
    (재량휴업일 etc.) and, where `public_holidays` is true, no public holiday. All questions are answered
    from the tuple of school days, which is computed once.
    """

    school_year: int = fact("학년도", at_least=1949, at_most=2999)
    first_day: date = fact("첫 수업일")
    last_day: date = fact("마지막 수업일")
    breaks: tuple[Period, ...] = fact("방학", default=())
    days_off: tuple[date, ...] = fact("재량휴업일 등 쉬는 날", default=())
    public_holidays: bool = fact("공휴일을 쉬는 날로 셈", default=True)

    def check(self) -> None:
        """Refuse days outside the school year."""
        for name in ("first_day", "last_day"):
            self._require_in_year(name, getattr(self, name))
        if self.last_day < self.first_day:
            raise BadInput("last_day", "마지막 수업일이 첫 수업일보다 빠릅니다. 두 날짜를 바로잡아 주세요.")
        if self.public_holidays:
            holiday_dates(self.school_year)

    def _require_in_year(self, name: str, day: date) -> None:
        first, last = first_of_school_year(self.school_year), last_of_school_year(self.school_year)
        if not first <= day <= last:
            raise BadInput(
                name,
                f"{self.school_year}학년도에 들지 않는 날짜({spoken_date(day)})입니다. "
                f"{spoken_date(first)}부터 {spoken_date(last)} 사이의 날짜를 넣어 주세요.",
            )

    @property
    def school_days(self) -> tuple[date, ...]:
        """Every school day of the year, in order."""
        return self._computed[0]

    @property
    def number_of(self) -> dict[date, int]:
        """For each school day how many came before it in the year: 0 for the first."""
        return self._computed[1]

    @cached_property
    def _computed(self) -> tuple[tuple[date, ...], dict[date, int]]:
        breaks = tuple((each.from_, each.to) for each in self.breaks)
        return _school_days(self.first_day, self.last_day, breaks, self.days_off, self._holiday_year)

    @property
    def _holiday_year(self) -> int | None:
        return self.school_year if self.public_holidays else None

    def is_school_day(self, day: date) -> bool:
        """Whether lessons are held on `day`."""
        return day in self.number_of

    def count(self, first: date | None = None, last: date | None = None) -> int:
        """School days from `first` to `last`, both included; of the whole year where left out."""
        return max(0, self._until(last) - (bisect_left(self.school_days, first) if first else 0))

    def between(self, first: date, last: date) -> tuple[date, ...]:
        """The school days from `first` to `last`, both included."""
        return self.school_days[bisect_left(self.school_days, first) : self._until(last)]

    def nth_from(self, day: date, nth: int) -> date | None:
        """The nth school day from `day` on, `day` being the first if it is one; None past the year's end."""
        if nth < 1:
            raise ValueError(f"days are counted from 1, not {nth}")
        return self._at(bisect_left(self.school_days, day) + nth - 1)

    def next_after(self, day: date) -> date | None:
        """The first school day later than `day`; None past the year's end."""
        return self._at(self._until(day))

    def previous_or_same(self, day: date) -> date | None:
        """`day` if it is a school day, otherwise the last school day before it; None before the first."""
        index = self._until(day)
        return self.school_days[index - 1] if index else None

    def _until(self, day: date | None) -> int:
        return len(self.school_days) if day is None else bisect_right(self.school_days, day)

    def _at(self, index: int) -> date | None:
        return self.school_days[index] if index < len(self.school_days) else None


@lru_cache(maxsize=256)
def _school_days(
    first: date,
    last: date,
    breaks: tuple[tuple[date, date], ...],
    days_off: tuple[date, ...],
    holiday_year: int | None,
) -> tuple[tuple[date, ...], dict[date, int]]:
    """The school days and their numbers. Calendars that are alike share them: a school has few, asked often."""
    off = set(days_off)
    if holiday_year is not None:
        off |= holiday_dates(holiday_year)
    every = (first + timedelta(days=each) for each in range((last - first).days + 1))
    days = tuple(
        day
        for day in every
        if day.weekday() <= FRIDAY and day not in off and not any(start <= day <= end for start, end in breaks)
    )
    return days, {day: index for index, day in enumerate(days)}
