"""What is to be done about a pupil, on his own page (지금 할 일)."""

from datetime import date

from hakjeok_web.obligations.queries import folded, of_pupil
from hakjeok_web.students.models import Student
from hakjeok_web.students.panels import Panel


def todo_panel(request, student: Student, on: date) -> Panel | None:
    """The pupil's obligations that the person may see; nothing for a past day and where there are none. One query."""
    if on != request.today:
        return None
    lines = folded(of_pupil(request.actor, student.pk), today=request.today)
    return Panel("obligations/_of_pupil.html", {"lines": lines}) if lines else None
