"""How committees know pupils (안건의 학생): by number only; the layers above fill in who that is when they start."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hakjeok_web.accounts.policies import Actor


@dataclass(frozen=True)
class Pupil:
    """What a committee has to know of a pupil, and what its papers say of him."""

    id: uuid.UUID
    name: str
    label: str  # 4학년 2반 7번 박하준
    place: str = ""  # 4학년 2반
    birth_on: date | None = None
    sex: str = ""
    address: str = ""
    guardian: str = ""


# Filled by the record: who these pupils of a school are on a day, and whom a typed text may mean.
sources: list[Callable[[Actor, Sequence[uuid.UUID]], Mapping[uuid.UUID, Pupil]]] = []
finders: list[Callable[[Actor, str], Sequence[tuple[uuid.UUID, str]]]] = []


def pupils_of(actor: Actor, ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, Pupil]:
    """The pupils by their numbers. Whoever may see a meeting sees them, whatever class they are in."""
    wanted = [each for each in dict.fromkeys(ids) if each]
    found: dict[uuid.UUID, Pupil] = {}
    for source in sources if wanted else ():
        found |= source(actor, wanted)
    return found


def find(actor: Actor, text: str) -> list[tuple[uuid.UUID, str]]:
    """Whom a typed text may mean, among those whom the person may see."""
    return [each for finder in finders for each in finder(actor, text)]
