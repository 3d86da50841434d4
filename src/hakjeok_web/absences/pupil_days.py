"""A pupil's year as a request meets it (신청한 날들과 출석부): places, entries, closed months, other requests."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from django.db import connection

from hakjeok.attendance.reasons import Reason
from hakjeok.attendance.trip_days import HALF
from hakjeok.attendance.trip_facts import Limits
from hakjeok.dates import days_later
from hakjeok.school_calendar import Calendar
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.wanted import FIELDS, Wanted
from hakjeok_web.attendance.athletes import RegisteredAthlete, registered_athlete
from hakjeok_web.attendance.diagnosed import TermDiagnosis, term_diagnoses
from hakjeok_web.attendance.models import Form, Kind, RegisterMonth
from hakjeok_web.attendance.month import NOTHING, Cell, month_of
from hakjeok_web.attendance.year import Place, PupilYear, pupil_year
from hakjeok_web.schools.figures import Figure
from hakjeok_web.schools.models import SchoolYear
from hakjeok_web.schools.queries import year_of
from hakjeok_web.schools.rulings import InForce, Rulings, rulings_of
from hakjeok_web.students.models import Student

APPROVED = AbsenceRequest.State.APPROVED
TRIP_WORD = Reason.FIELD_TRIP.korean


@dataclass(frozen=True)
class PupilDays:
    """What stands already in a pupil's school year. Made once for a judgement; asks nothing afterwards."""

    student: Student
    year: PupilYear
    requests: tuple[AbsenceRequest, ...]
    closed: Mapping[tuple[uuid.UUID, date], bool]
    rulings: Rulings
    diagnoses: tuple[TermDiagnosis, ...] = ()
    athlete: RegisteredAthlete | None = None  # in the list of athletes of this school year (학생선수)

    @property
    def calendar(self) -> Calendar:
        return self.year.calendar

    def figure(self, figure: Figure, wanted: Wanted) -> InForce:
        """A figure left to the school as it held when the request was received (학교 규정값)."""
        return self.rulings.on(figure, wanted.received_on)

    def limits(self, wanted: Wanted) -> Limits:
        """What the school's rule says of the trip in place of the handbook (p.22)."""
        return Limits(**self.rulings.taken(Limits, wanted.received_on))

    def place_on(self, day: date) -> Place | None:
        return next((place for place in self.year.places if place.covers(day)), None)

    def school_days(self, wanted: Wanted) -> tuple[date, ...]:
        """The school days asked for on which the pupil belongs to the school."""
        days = self.calendar.between(wanted.from_on, wanted.to_on)
        return tuple(day for day in days if self.place_on(day))

    def cell(self, day: date) -> Cell:
        return self.year.cells.get(day, NOTHING)

    def is_closed(self, day: date) -> bool:
        place = self.place_on(day)
        return place is not None and self.closed.get((place.school_class_id, month_of(day)), False)

    def others(self, wanted: Wanted) -> list[AbsenceRequest]:
        """The pupil's other requests that count."""
        return [each for each in self.requests if each.pk != wanted.id]

    def overlapping(self, wanted: Wanted) -> AbsenceRequest | None:
        """Another request for one of these days; there may be only one a day."""
        found = (each for each in self.others(wanted) if each.from_on <= wanted.to_on and wanted.from_on <= each.to_on)
        return next(found, None)

    def used_trip_days(self, wanted: Wanted) -> Fraction:
        """Days of field trips of this year besides these: in the register, or asked for and not yet decided."""
        own = set(self.school_days(wanted))
        in_register = {day: HALF if cell.form == Form.EARLY_LEAVE else Fraction(1) for day, cell in self._trip_cells()}
        asked = {
            day: HALF if each.half_day else Fraction(1) for each in self._trips(wanted) for day in self._days(each)
        }
        return sum((share for day, share in (asked | in_register).items() if day not in own), Fraction(0))

    def _trip_cells(self):
        for day, cell in self.year.cells.items():
            if cell.kind == Kind.AUTHORIZED and cell.reason.startswith(TRIP_WORD):
                yield day, cell

    def _trips(self, wanted: Wanted):
        open_ones = (AbsenceRequest.State.RECEIVED, AbsenceRequest.State.APPROVED)
        return (each for each in self.others(wanted) if each.is_trip and each.state in open_ones)

    def _days(self, request: AbsenceRequest) -> tuple[date, ...]:
        return self.calendar.between(request.from_on, request.to_on)

    def with_adjacent_trips(self, wanted: Wanted) -> tuple[date, ...]:
        """The days of this trip and of those that it goes on from or into (기간 늘리기)."""
        days = set(self.school_days(wanted))
        others = {day for each in self._trips(wanted) if not each.half_day for day in self._days(each)}
        while joined := {day for day in others - days if self._touches(day, days)}:
            days |= joined
        return tuple(sorted(days))

    def _touches(self, day: date, days: set[date]) -> bool:
        number = self.calendar.number_of
        return any(abs(number[day] - number[each]) == 1 for each in days)

    def run_of_illness(self, wanted: Wanted) -> tuple[date, ...]:
        """The days of this absence with those of illness right before and after it: the evidence is for all of them."""
        days = list(self.school_days(wanted))
        while days and self._is_ill(before := self.calendar.previous_or_same(days_later(days[0], -1))):
            days.insert(0, before)
        while days and self._is_ill(after := self.calendar.next_after(days[-1])):
            days.append(after)
        return tuple(days)

    def _is_ill(self, day: date | None) -> bool:
        return day is not None and (self.cell(day).form, self.cell(day).kind) == (Form.ABSENCE, Kind.ILLNESS)

    def diagnosis_for(self, wanted: Wanted) -> TermDiagnosis | None:
        """The diagnosis of the semester that stands in for the evidence of these days (p.26)."""
        days = self.school_days(wanted)
        return next((each for each in self.diagnoses if each.proves(wanted.reason, days)), None)

    def is_his_sport(self, wanted: Wanted) -> bool:
        """Whether training or a contest is in the sport that he is registered for; asked only of who is not (p.21)."""
        return self.athlete is not None or bool(wanted.told.get("registered_sport", True))

    def times_in_month(self, wanted: Wanted) -> int:
        """How often this reason was told in the month, this time included: before it, or granted already."""
        alike = [each for each in self.others(wanted) if each.reason == wanted.reason]
        in_month = [each for each in alike if month_of(each.from_on) == month_of(wanted.from_on)]
        return 1 + sum(each.from_on < wanted.from_on or each.state == APPROVED for each in in_month)

    def with_another(self, wanted: Wanted) -> "PupilDays":
        """The same after this was received too."""
        asked = AbsenceRequest(**{name: getattr(wanted, name) for name in FIELDS})
        return replace(self, requests=(*self.requests, asked))


def pupil_days(student: Student, on: date, *, today: date) -> PupilDays | None:
    """Everything about the school year of `on`; None where that year has not been opened. Eight queries."""
    school_year = year_of(student.school_id, on)
    if school_year is None:
        return None
    year = pupil_year(student.pk, school_year, today=today)
    diagnoses = term_diagnoses([student.pk], school_year.first_on, school_year.last_on)
    requests, rulings = tuple(_requests(student, school_year)), rulings_of(school_year)
    athlete = registered_athlete(student.pk, school_year.pk)
    return PupilDays(student, year, requests, _closed(year), rulings, tuple(diagnoses), athlete)


def _requests(student: Student, year: SchoolYear):
    rows = AbsenceRequest.objects.filter(student=student, to_on__gte=year.first_on, from_on__lte=year.last_on)
    return rows.exclude(state=AbsenceRequest.State.CANCELLED).select_related("entered_by").order_by("from_on")


def _closed(year: PupilYear) -> dict[tuple[uuid.UUID, date], bool]:
    classes = {place.school_class_id for place in year.places}
    rows = RegisterMonth.objects.filter(school_class_id__in=classes, is_closed=True)
    return dict.fromkeys(rows.values_list("school_class_id", "first_on"), True)


def lock_pupil(student_id: uuid.UUID) -> None:
    """Let two people's acts on one pupil's requests come one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('absences:' || %s, 0))", (str(student_id),))
