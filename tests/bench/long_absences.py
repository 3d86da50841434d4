"""Pupils who stay away for long: what the nightly computation is about."""

from datetime import date

from hakjeok_web.attendance.models import AbsenceMeasure, AttendanceEntry
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import School, SchoolYear
from hakjeok_web.students.models import ClassPlacement
from tests.bench.school import noon

EVERY = 50  # one pupil in so many
SCHOOL_DAYS = (3, 10, 70)  # in turn: a visit, a registration, more than a third of the year
MEASURES = (AbsenceMeasure.Code.HOME_VISIT, AbsenceMeasure.Code.SUMMONS)


def fill(school: School, *, today: date) -> None:
    """Runs of unexcused absence that go on until yesterday; of every second one some measures are done."""
    days = [day for day in calendars_of(SchoolYear.objects.get(school=school)).of(1).school_days if day < today]
    places = ClassPlacement.objects.filter(school=school).order_by("school_class", "number")
    for turn, place in enumerate(places.select_related("student")[::EVERY]):
        run = days[-SCHOOL_DAYS[turn % len(SCHOOL_DAYS)] :]
        teacher = place.school_class.homerooms.get().staff.user
        _stay_away(place, run, teacher)
        if turn % 2:
            _act(place, run[-1], teacher)


def _stay_away(place: ClassPlacement, run: list[date], teacher) -> None:
    AttendanceEntry.objects.filter(student=place.student, date__in=run).delete()
    AttendanceEntry.objects.bulk_create(
        AttendanceEntry(
            school_id=place.school_id, student=place.student, school_class_id=place.school_class_id, date=day,
            form="absence", kind="unexcused", version=1, entered_by=teacher, entered_at=noon(day),
        )
        for day in run
    )  # fmt: skip


def _act(place: ClassPlacement, day: date, teacher) -> None:
    AbsenceMeasure.objects.bulk_create(
        AbsenceMeasure(school_id=place.school_id, student=place.student, code=code, done_on=day, recorded_by=teacher)
        for code in MEASURES
    )
