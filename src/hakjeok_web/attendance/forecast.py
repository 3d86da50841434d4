"""When a third of the year is missed (정원 외 예상), of a consigned pupil with what his institutions told (p.32–33)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from hakjeok.absence.out_of_quota import OutOfQuota, OutOfQuotaFacts, out_of_quota
from hakjeok.attendance.spells import Record
from hakjeok.school_calendar import Calendar
from hakjeok.vocabulary import AbsenceForm, AbsenceKind
from hakjeok_web.attendance.consigned import Stay
from hakjeok_web.attendance.month import month_of


@dataclass(frozen=True)
class BothPlaces:
    """The school days of a pupil's year at his school and at institutions, and what the institutions told.

    Days of which no institution has told yet are the school days of his own school.
    """

    total_days: int
    institution_days: int = 0
    records: tuple[Record, ...] = ()
    last_told: date | None = None  # the last month that an institution told of
    known_on: date = date.min  # the last day of which it told, or today: until then his attendance there is known
    is_there: bool = False  # at an institution today

    @property
    def absent(self) -> tuple[date, ...]:
        """Days of absence at institutions that no rule lets count as attended, in order."""
        return self._days({AbsenceKind.ILLNESS, AbsenceKind.UNEXCUSED, AbsenceKind.OTHER})

    @property
    def unexcused(self) -> tuple[date, ...]:
        """Days of unexcused absence at institutions (위탁기관의 미인정결석), in order."""
        return self._days({AbsenceKind.UNEXCUSED})

    @property
    def goes_on(self) -> bool:
        """Whether he is at an institution that told of unexcused absences in the last month it told of."""
        return self.is_there and any(month_of(day) == self.last_told for day in self.unexcused)

    @property
    def lates(self) -> int:
        late = (each for each in self.records if each.form is AbsenceForm.LATE)
        return sum(each.kind is not AbsenceKind.AUTHORIZED for each in late)

    def _days(self, kinds: Collection[AbsenceKind]) -> tuple[date, ...]:
        found = (each for each in self.records if each.form is AbsenceForm.ABSENCE and each.kind in kinds)
        return tuple(sorted(each.date for each in found))


def both_places(calendar: Calendar, stays: Collection[Stay], *, today: date) -> BothPlaces:
    """Both places of a year together: what was told takes the place of the school's own days until its last day."""
    first, last = month_of(calendar.first_day), calendar.last_day
    told = [(stay, month) for stay in stays for month in stay.months if first <= month.first_on <= last]
    days = sum(month.days for _, month in told)
    school_days = [(stay, calendar.between(month.first_on, month.last_on)) for stay, month in told]
    replaced = {day for stay, days_told in school_days for day in days_told if stay.covers(day)}
    return BothPlaces(
        total_days=len(calendar.school_days) - len(replaced) + days,
        institution_days=days,
        records=tuple(record for _, month in told for record in month.records),
        last_told=max((month.first_on for _, month in told), default=None),
        known_on=min(max((month.last_on for _, month in told), default=date.min), today),
        is_there=any(stay.covers(today) for stay in stays),
    )


def forecast_of(absences: Iterable[date], places: BothPlaces, calendar: Calendar, *, known_on: date) -> OutOfQuota:
    """The decision on the unexcused absences of both places, as far as they are known."""
    return out_of_quota(
        OutOfQuotaFacts(
            total_days=places.total_days,
            absences=tuple(sorted(absences)),
            calendar=calendar,
            today=max((known_on, places.known_on, *places.unexcused)),
            institution_days=places.institution_days,
            institution_absences=places.unexcused,
        )
    )
