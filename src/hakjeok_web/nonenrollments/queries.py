"""Children who never came, as pages ask for them."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch

from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.nonenrollments.cases import ChildCase, child_case
from hakjeok_web.nonenrollments.models import ChildMeasure, NonEnrolledChild
from hakjeok_web.schools import queries as schools
from hakjeok_web.schools.facts import YearCalendars, calendars_of
from hakjeok_web.schools.models import SchoolYear

FIRST_GRADE = 1


def sees_children(actor: Actor) -> bool:
    """Children have no class yet: only who reads the whole school's cases sees them."""
    return actor.may_read(Menu.ABSENCE_CASES) and actor.readable_classes(Menu.ABSENCE_CASES) is None


def cases_of(actor: Actor, today: date, *, only: uuid.UUID | None = None) -> list[ChildCase]:
    """The cases of this school year's children, or of one. Four queries."""
    year = schools.year_of(actor.school_id, today)
    if year is None or not sees_children(actor):
        return []
    return cases_in(year, calendars_of(year), today, only=only)


def cases_in(
    year: SchoolYear, calendars: YearCalendars, today: date, *, only: uuid.UUID | None = None
) -> list[ChildCase]:
    """The cases of a school year. Two queries, one where there are no children."""
    found = NonEnrolledChild.objects.filter(
        school_id=year.school_id, entrance_on__gte=date(year.year, 3, 1), entrance_on__lte=year.last_on
    )
    if only is not None:
        found = found.filter(pk=only)
    measures = ChildMeasure.objects.select_related("recorded_by", "document__school")
    children: Iterable[NonEnrolledChild] = found.prefetch_related(Prefetch("measures", measures))
    calendar = calendars.of(FIRST_GRADE)
    return [child_case(child, list(child.measures.all()), calendar, today) for child in children]


def case_of(actor: Actor, today: date, child_id: uuid.UUID) -> ChildCase | None:
    """One child's case, or None out of reach."""
    return next(iter(cases_of(actor, today, only=child_id)), None)


def reaches_child(actor: Actor, menu: Menu, child_id: uuid.UUID) -> bool:
    """Whether the actor may know that the child is on the list. One query."""
    there = NonEnrolledChild.objects.filter(pk=child_id, school_id=actor.school_id)
    return sees_children(actor) and there.exists()
