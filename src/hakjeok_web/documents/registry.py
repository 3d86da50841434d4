"""What the layers above tell papers (문서가 아는 것): whom a paper is about, and what a finished paper causes.

Papers lie below the record and know pupils by number only. The two tables here are filled when the layers above start,
so that one place lists everything that a finished paper can cause.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.documents.models import Document


@dataclass(frozen=True)
class Subject:
    """The pupil a paper is about: how he is called on screen, and what the record fills in (`student.name` …)."""

    pupil_id: uuid.UUID
    label: str
    values: Mapping[str, Any] = field(default_factory=dict)


# One function: from an actor and a pupil to the subject, or None where the actor may not see him.
subject_sources: list[Callable[[Actor, uuid.UUID], Subject | None]] = []
# By definition: what happens, in the same transaction, when such a paper is finished.
effects: dict[str, list[Callable[[Document, Actor], None]]] = {}


def subject_of(actor: Actor, pupil_id: uuid.UUID) -> Subject | None:
    """The pupil as a paper wants him, or None."""
    for source in subject_sources:
        subject = source(actor, pupil_id)
        if subject is not None:
            return subject
    return None


def on_finished(definition_id: str, effect: Callable[[Document, Actor], None]) -> None:
    """Let a finished paper of this definition cause something."""
    effects.setdefault(definition_id, []).append(effect)


# Papers without a printed form: by definition, the values that people may read, under their Korean names.
readable_values: dict[str, dict[str, str]] = {}
