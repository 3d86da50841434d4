"""Reads about school years and classes."""

import uuid
from datetime import date

from hakjeok.dates import school_year_of
from hakjeok_web.schools.models import SchoolYear


def year_of(school_id: uuid.UUID, day: date) -> SchoolYear | None:
    """The school year that a day belongs to (1 March to the end of February), if it has been opened. One query."""
    return SchoolYear.objects.filter(school_id=school_id, year=school_year_of(day)).first()


def current_year(school_id: uuid.UUID, today: date) -> SchoolYear | None:
    """The year of today; where it has not been opened yet, the last one before it, else the next. One query."""
    years = SchoolYear.objects.filter(school_id=school_id)
    wanted = school_year_of(today)
    return max(years, key=lambda each: (each.year <= wanted, -abs(each.year - wanted)), default=None)
