"""The way from a pupil's page to the decisions about him (판정 도우미)."""

from datetime import date

from hakjeok_web.students.models import Student
from hakjeok_web.students.panels import Panel


def helper_panel(request, student: Student, on: date) -> Panel | None:
    """A link, on the page of today alone: the decisions are filled from the record as it is now."""
    return Panel("helper/_of_pupil.html") if on == request.today else None
