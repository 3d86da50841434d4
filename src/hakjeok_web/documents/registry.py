"""What the layers above tell papers (문서가 아는 것): whom a paper is about, and what a finished paper causes.

Papers lie below the record and know pupils by number only. The tables here are filled when the layers above start,
so that one place lists everything that a finished paper can cause (결재가 바꾸는 것).
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
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


@dataclass(frozen=True)
class Effect:
    """What a final approval does to the records (결재가 바꾸는 것).

    `apply` works in the transaction of the approval: if it refuses, the paper is not approved either. `preview` tells
    the approver beforehand, in sentences, what will change; `title` tells it in general.
    """

    name: str
    title: str
    definition: str
    apply: Callable[[Document, Actor], None]
    preview: Callable[[Document], Sequence[str]] = lambda document: ()


# One function: from an actor and a pupil to the subject, or None where the actor may not see him.
subject_sources: list[Callable[[Actor, uuid.UUID], Subject | None]] = []
# By the definition of the paper.
effects: dict[str, list[Effect]] = {}


# From an actor and classes to the pupils who are in them today, by class and number; a fixed number of queries.
class_sources: list[Callable[[Actor, Sequence[uuid.UUID]], list[Subject]]] = []


def subjects_of(actor: Actor, classes: Sequence[uuid.UUID]) -> list[Subject]:
    """The pupils of these classes as papers want them; none of a class that the actor may not see."""
    return [subject for source in class_sources for subject in source(actor, classes)]


def subject_of(actor: Actor, pupil_id: uuid.UUID) -> Subject | None:
    """The pupil as a paper wants him, or None."""
    for source in subject_sources:
        subject = source(actor, pupil_id)
        if subject is not None:
            return subject
    return None


def on_approval(effect: Effect) -> None:
    """Let the final approval of such a paper cause something."""
    effects.setdefault(effect.definition, []).append(effect)


# Papers without a printed form: by definition, the values that people may read, under their Korean names.
readable_values: dict[str, dict[str, str]] = {}
