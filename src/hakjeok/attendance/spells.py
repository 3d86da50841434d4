"""Spells of one year at several schools (전 학교의 출결): what is added and what overlaps (p.20, 45, 89)."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import replace

from hakjeok.dates import days_later, spoken_date
from hakjeok.errors import BadInput
from hakjeok.facts import Facts, fact, facts
from hakjeok.vocabulary import AbsenceForm, AbsenceKind

FRIDAY = 4


@facts
class Record(Facts):
    """One entry of the register: a day, its form and its kind."""

    date: datetime.date = fact("날짜")
    form: AbsenceForm = fact("형태")
    kind: AbsenceKind = fact("종류")


@facts
class Previous(Facts):
    """A spell of the same year at an earlier school: its days, its school days and its records."""

    school: str = fact("학교 이름", default="전 학교")
    from_: datetime.date = fact("첫날", hint="이 학년도에 그 학교를 다닌 첫날입니다.")
    to: datetime.date = fact("마지막 날", hint="전출한 날까지입니다.")
    total_days: int = fact("수업일수", at_least=0, at_most=366, hint="첫날부터 마지막 날까지의 수업일수입니다.")
    records: tuple[Record, ...] = fact("출결 기록", default=())

    def check(self) -> None:
        """Refuse a spell that ends before it begins, and records outside it."""
        if self.to < self.from_:
            raise BadInput("to", "마지막 날이 첫날보다 빠릅니다. 두 날짜를 바로잡아 주세요.")
        require_one_a_day(self.records)
        for index, record in enumerate(self.records):
            if not self.from_ <= record.date <= self.to:
                raise BadInput(
                    f"records.{index}.date",
                    f"이 학교에 다닌 기간에 들지 않는 날짜({spoken_date(record.date)})입니다. 바로잡아 주세요.",
                )


def require_one_a_day(records: Sequence[Record]) -> None:
    """Refuse a second record on one day: a day has one form (p.30)."""
    seen: set[datetime.date] = set()
    for index, record in enumerate(records):
        if record.date in seen:
            raise BadInput(
                f"records.{index}.date",
                f"{spoken_date(record.date)}의 기록이 둘입니다. 하루에는 한 가지만 남겨 주세요(p.30).",
            )
        seen.add(record.date)


def without_overlap(
    previous: Iterable[Previous], entered_on: datetime.date | None, records: Sequence[Record]
) -> tuple[list[Previous], list[str]]:
    """The earlier spells, each cut where a later one begins, and what to warn of.

    Where spells overlap only the later school's days count (p.89). How many school days lay in the
    overlap is known from no calendar here, so its Mondays to Fridays are taken, and a warning says so.
    """
    spells = sorted(previous, key=lambda spell: spell.from_)
    begins = [*(spell.from_ for spell in spells[1:]), _begin_here(entered_on, records, spells)]
    cut, warnings = [], []
    for index, spell in enumerate(spells):
        next_begin = min(begins[index:])
        cut.append(_cut(spell, next_begin))
        if next_begin <= spell.to:
            warnings.append(_overlap_warning(spell, next_begin))
    return cut, warnings


def _begin_here(
    entered_on: datetime.date | None, records: Sequence[Record], spells: Sequence[Previous]
) -> datetime.date:
    """The first day at this school: as given, or the day after the last earlier spell, or the first record."""
    if entered_on is not None:
        return entered_on
    after_the_last = [days_later(max(spell.to for spell in spells), 1)] if spells else []
    return min([*after_the_last, *(record.date for record in records)], default=datetime.date.max)


def _cut(spell: Previous, next_begin: datetime.date) -> Previous:
    overlap = _weekdays(max(next_begin, spell.from_), spell.to)
    kept = tuple(record for record in spell.records if record.date < next_begin)
    return replace(spell, total_days=max(0, spell.total_days - overlap), records=kept)


def _weekdays(first: datetime.date, last: datetime.date) -> int:
    days = (days_later(first, each) for each in range((last - first).days + 1))
    return sum(day.weekday() <= FRIDAY for day in days)


def _overlap_warning(spell: Previous, next_begin: datetime.date) -> str:
    return (
        f"{spell.school}의 기간이 {spoken_date(next_begin)}부터 다음 학교와 겹칩니다. 겹치는 평일을 빼고 셌으니, "
        "그 사이에 쉬는 날이 있었는지 살펴봐 주세요(p.89)."
    )
