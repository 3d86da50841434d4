"""What the layers above tell papers (문서가 아는 것): whom a paper is about, and what a finished paper causes.

Papers lie below the record and know pupils by number only. The tables here are filled when the layers above start,
so that one place lists everything that a finished paper can cause (결재가 바꾸는 것).
"""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
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


@dataclass(frozen=True)
class FoundPupil:
    """A pupil that a search found, as he is told on screen (`4-2 3번 김서연 (2014. 5. 3.)`)."""

    pupil_id: uuid.UUID
    told: str


@dataclass(frozen=True)
class PupilSource:
    """How papers about several pupils find them (학생 넣기). Each asks the database a fixed number of times."""

    find: Callable[[Actor, str], Sequence[FoundPupil]]
    several: Callable[[Actor, Sequence[uuid.UUID]], Sequence[Subject]]
    classes: Callable[[Actor], Sequence[str]]  # as a search understands them: `4-2`
    in_classes: Callable[[Actor, Sequence[uuid.UUID]], Sequence[Subject]]  # by class and number


# By definition: what the layers above know for a new paper about a pupil besides the records (미리 채우기); values by
# field, tables line by line.
proposals: dict[str, list[Callable[[Actor, Subject], Mapping[str, Any]]]] = {}
# By definition: what must have been done before such a paper is submitted (상신 전 확인). Each refuses with the remedy.
submission_checks: dict[str, list[Callable[[Document, Actor], None]]] = {}

# Set by the layer that keeps pupils; None where there is none.
pupil_source: PupilSource | None = None
# One function: from an actor and a pupil to the subject, or None where the actor may not see him.
subject_sources: list[Callable[[Actor, uuid.UUID], Subject | None]] = []
# By the definition of the paper.
effects: dict[str, list[Effect]] = {}


# What people call pupils in lists of papers, and whom a typed name means; by number, only for who may see the papers.
pupil_labels: list[Callable[[Iterable[uuid.UUID]], Mapping[uuid.UUID, str]]] = []
pupil_finders: list[Callable[[uuid.UUID, str], Sequence[uuid.UUID]]] = []
# Further reasons for which somebody may see a paper: he stands on its line, he keeps the register.
reach_sources: list[Callable[[Actor, Document], bool]] = []
# What is printed around a paper's own values: the approval box (`_approvals`), head and foot of a draft (`_letter`).
around_sources: list[Callable[[Document], Mapping[str, Any]]] = []
# The page of a paper (결재 문서), made by the layer that knows its approval.
document_page: Callable[..., Any] | None = None


def around(document: Document) -> dict[str, Any]:
    """Everything that is printed around the paper's own values."""
    return {key: value for source in around_sources for key, value in source(document).items()}


def labels_of(pupils: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Class, number and name of pupils, for a list of papers that the reader may see."""
    wanted = {pupil for pupil in pupils if pupil}
    return {key: label for source in pupil_labels for key, label in source(wanted).items()} if wanted else {}


def pupils_called(school_id: uuid.UUID, text: str) -> list[uuid.UUID]:
    """The pupils of a school whose name holds the text, those who left too."""
    return [pupil for find in pupil_finders for pupil in find(school_id, text)]


def subject_of(actor: Actor, pupil_id: uuid.UUID) -> Subject | None:
    """The pupil as a paper wants him, or None."""
    for source in subject_sources:
        subject = source(actor, pupil_id)
        if subject is not None:
            return subject
    return None


def proposal_for(actor: Actor, definition: str, subject: Subject | None) -> dict[str, Any]:
    """What the layers above propose for a new paper about a pupil; nothing for one about nobody."""
    sources = proposals.get(definition, ()) if subject else ()
    return {key: value for source in sources for key, value in source(actor, subject).items()}  # type: ignore[arg-type]


def on_approval(effect: Effect) -> None:
    """Let the final approval of such a paper cause something."""
    effects.setdefault(effect.definition, []).append(effect)


# Papers without a printed form: by definition, the values that people may read, under their Korean names.
readable_values: dict[str, dict[str, str]] = {}
