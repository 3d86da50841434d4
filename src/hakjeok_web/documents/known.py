"""What the records know of a paper before anybody writes it (기록에서 가져오는 값): `auto` names and their values."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hakjeok.dates import school_year_of
from hakjeok_web.accounts.models import Staff
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.documents.registry import Subject
from hakjeok_web.schools.models import School

# Every name that a definition may use. What the records do not hold (yet) stays empty and is written by hand.
NAMES: Mapping[str, tuple[str, ...]] = {
    "student": (
        "name", "birth_on", "sex", "class", "number", "class_and_number", "grade", "address", "phone", "nationality",
        "entered_on", "standing", "leaves_on",
    ),
    "guardian": (
        "name", "relation", "phone", "address", "father_name", "mother_name", "father_phone", "mother_phone",
    ),
    "school": (
        "name", "principal_title", "principal_name", "phone", "address", "year", "dong_office", "support_office",
        "meeting_place", "council_chair",
    ),
    "staff": (
        "homeroom_name", "homeroom_phone", "registrar_name", "registrar_phone", "drafter_name", "drafter_title",
        "drafter_phone",
    ),
    "document": ("number", "issued_on", "drafted_by", "register"),
    "committee": (
        "agenda", "attendees", "chair", "ends_at", "held_at", "members", "name", "place", "present", "session_no",
        "total", "year",
    ),
}  # fmt: skip
ALL_NAMES = frozenset(f"{owner}.{name}" for owner, names in NAMES.items() for name in names)


def known_values(actor: Actor, subject: Subject | None) -> dict[str, Any]:
    """Values by `auto` name, as JSON: of school, people and day, and of the pupil. Two queries."""
    found = _of_school(actor) | _of_people(actor) | dict(subject.values if subject else {})
    found |= {"document.issued_on": actor.today, "document.drafted_by": actor.user.name}
    return {name: as_json(value) for name, value in found.items() if value not in (None, "")}


def as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _of_school(actor: Actor) -> dict[str, Any]:
    school = School.objects.select_related("support_office").get(pk=actor.school_id)
    return {
        "school.name": school.name,
        "school.principal_title": f"{school.name}장",
        "school.phone": school.phone,
        "school.address": school.address,
        "school.year": school_year_of(actor.today),
        "school.support_office": school.support_office.name,
        "school.meeting_place": f"{school.name} 교무실",
    }


def _of_people(actor: Actor) -> dict[str, Any]:
    in_office = Staff.objects.filter(school_id=actor.school_id, from_on__lte=actor.today).exclude(to_on__lt=actor.today)
    wanted = in_office.filter(role__in=(Staff.Role.PRINCIPAL, Staff.Role.REGISTRAR)).order_by("from_on")
    names = dict(wanted.values_list("role", "user__name"))
    return {
        "school.principal_name": names.get(Staff.Role.PRINCIPAL),
        "staff.registrar_name": names.get(Staff.Role.REGISTRAR),
        "staff.drafter_name": actor.user.name,
        "staff.drafter_title": actor.role_title,
    }
