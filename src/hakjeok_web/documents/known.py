"""What the records know of a paper before anybody writes it (기록에서 가져오는 값), by `auto` name."""

from datetime import date
from typing import Any

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.documents.registry import Subject


def known_values(actor: Actor, subject: Subject | None) -> dict[str, Any]:
    """Values by `auto` name, as JSON: of school and day, and of the pupil. No query."""
    school = actor.school_name
    known = {
        "school.name": school,
        "school.principal_title": f"{school}장",
        "school.meeting_place": f"{school} 교무실",
        "document.issued_on": actor.today,
        "document.drafted_by": actor.user.name,
    }
    found = known | dict(subject.values if subject else {})
    return {name: as_json(value) for name, value in found.items() if value not in (None, "")}


def as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
