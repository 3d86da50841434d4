"""What the layers above show on a pupil's page (학생 화면의 칸): they register here when they start.

panels.register("todo", build)      in AppConfig.ready(); build(request, student, on) -> Panel | None
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from hakjeok_web.students.models import Student

# In the order of the page: what is to be done, the year's attendance, the way to the decisions about the pupil.
SLOTS = ("todo", "year", "helper")


@dataclass(frozen=True)
class Panel:
    """A template and what it is given, beside `student`."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


Builder = Callable[[Any, Student, date], Panel | None]
_builders: dict[str, Builder] = {}


def register(slot: str, build: Builder) -> None:
    """Fill a place of the page; once for each place."""
    if slot not in SLOTS:
        raise ValueError(slot)
    _builders[slot] = build


def panels_of(request, student: Student, on: date) -> list[SafeString]:
    """The panels of a pupil as of a day, in the order of the page."""
    built = (_builders[slot](request, student, on) for slot in SLOTS if slot in _builders)
    return [
        render_to_string(panel.template, {**panel.context, "student": student}, request)
        for panel in built
        if panel is not None
    ]
