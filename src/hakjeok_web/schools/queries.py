"""Reads about school years and classes."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from hakjeok.dates import first_of_school_year, last_of_school_year, school_year_of
from hakjeok_web.accounts.models import Homeroom, Staff
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.schools.models import GRADES, CalendarEntry, SchoolClass, SchoolYear

CHOSEN_YEAR = "school_year"  # key of the session


def year_of(school_id: uuid.UUID, day: date) -> SchoolYear | None:
    """The school year that a day belongs to (1 March to the end of February), if it has been opened. One query."""
    return SchoolYear.objects.filter(school_id=school_id, year=school_year_of(day)).first()


def current_year(school_id: uuid.UUID, today: date) -> SchoolYear | None:
    """The year of today; where it has not been opened yet, the last one before it, else the next. One query."""
    return nearest_year(list(SchoolYear.objects.filter(school_id=school_id)), today)


def nearest_year(years: list[SchoolYear], today: date) -> SchoolYear | None:
    """As `current_year`, among years already read."""
    wanted = school_year_of(today)
    return max(years, key=lambda each: (each.year <= wanted, -abs(each.year - wanted)), default=None)


def reaches_class(actor: Actor, menu: Menu, school_class: uuid.UUID) -> bool:
    """Whether the class exists for this person. At most one query."""
    reached = actor.may_read_class(menu, school_class)
    return reached and SchoolClass.objects.filter(pk=school_class, school_id=actor.school_id).exists()


def reaches_entry(actor: Actor, menu: Menu, entry: uuid.UUID) -> bool:
    """Whether the line of the calendar exists for this person. One query."""
    return CalendarEntry.objects.filter(pk=entry, school_id=actor.school_id).exists()


def years_of(request) -> list[SchoolYear]:
    """The school's years, latest first. One query a request; the top bar offers them once they are read."""
    if not hasattr(request, "school_years"):
        request.school_years = list(SchoolYear.objects.filter(school_id=request.actor.school_id))
    return request.school_years


def selected_year(request) -> SchoolYear | None:
    """The year that the person is looking at (보고 있는 학년도): `?year=`, else his last choice, else today's.

    None before the first year is opened. A past year puts the strip 읽기 전용 under the top bar. One query.
    """
    years = {each.year: each for each in years_of(request)}
    asked = request.GET.get("year", "")
    if asked.isascii() and asked.isdigit() and int(asked) in years:
        request.session[CHOSEN_YEAR] = int(asked)
    found = years.get(request.session.get(CHOSEN_YEAR)) or nearest_year(list(years.values()), request.today)
    if found:
        show_year(request, found)
    return found


def show_year(request, school_year: SchoolYear) -> None:
    """Tell the frame which year the page shows."""
    request.year_shown = school_year.year
    request.current_year_url = f"{request.path}?year={school_year_of(request.today)}"


@dataclass(frozen=True)
class ClassLine:
    """A class with its homeroom teacher and its number of pupils on one day."""

    school_class: SchoolClass
    homeroom: Homeroom | None
    pupils: int
    is_removable: bool


def class_lines(school_year: SchoolYear, *, on: date) -> list[ClassLine]:
    """The classes of a year as of a day, those without a homeroom teacher first. Two queries."""
    day = within_year(school_year.year, on)
    found = classes_on(school_year, day)
    lines = [
        ClassLine(each, next(iter(each.now_homerooms), None), each.pupil_count, each.pupils_ever == 0) for each in found
    ]
    return sorted(lines, key=lambda line: line.homeroom is not None)


def classes_of(school_year: SchoolYear) -> list[SchoolClass]:
    """The classes of a year, each with the year itself. One query."""
    classes = list(SchoolClass.objects.filter(school_year=school_year).order_by("grade", "number"))
    for each in classes:
        each.school_year = school_year
    return classes


def classes_on(school_year: SchoolYear, day: date) -> QuerySet[SchoolClass]:
    """The classes of a year with `now_homerooms`, `pupil_count` and `pupils_ever`. Two queries."""
    on_day = Q(from_on__lte=day) & (Q(to_on=None) | Q(to_on__gte=day))
    homerooms = Homeroom.objects.filter(on_day).select_related("staff__user")
    placed = Q(placements__from_on__lte=day) & (Q(placements__to_on=None) | Q(placements__to_on__gte=day))
    # The pupils' places lie in the layer above; they are counted through the relation they declare, not imported.
    return school_year.classes.prefetch_related(Prefetch("homerooms", homerooms, to_attr="now_homerooms")).annotate(
        pupil_count=Count("placements", filter=placed), pupils_ever=Count("placements")
    )


def homeroom_candidates(school_id: uuid.UUID, *, on: date) -> QuerySet[Staff]:
    """Who serves at the school on a day and may become a homeroom teacher, by name. One query."""
    return (
        Staff.objects.filter(Q(to_on=None) | Q(to_on__gte=on), school_id=school_id)
        .select_related("user")
        .order_by("user__name", "pk")
    )


def class_counts(lines: list[ClassLine]) -> Mapping[int, tuple[int, int]]:
    """Classes and pupils of each grade."""
    return {
        grade: (
            sum(line.school_class.grade == grade for line in lines),
            sum(line.pupils for line in lines if line.school_class.grade == grade),
        )
        for grade in GRADES
    }


def within_year(year: int, day: date) -> date:
    """The day itself if it lies in the school year, otherwise the nearest day that does."""
    return min(max(day, first_of_school_year(year)), last_of_school_year(year))
