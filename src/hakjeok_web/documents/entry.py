"""Writing a paper (문서 쓰기): what a form starts with, what a button does to its tables, and how it is kept."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from hakjeok_web.accounts import idempotency
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.documents import actions
from hakjeok_web.documents.forms import MOST_LINES
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.registry import Subject
from hakjeok_web.documents.rendering import Definition, Field

# Which pupils a paper tells of besides its own: kept with the values, so that whoever opens it is logged for each.
PUPILS = "_pupils"


@dataclass(frozen=True)
class Act:
    """What the pressed button asks for besides keeping the draft: `add:students`, `remove:students:2`, `submit`."""

    name: str = "save"
    table: str = ""
    line: int = 0

    @classmethod
    def read(cls, text: str) -> "Act":
        name, _, rest = text.partition(":")
        table, _, line = rest.partition(":")
        return cls(name or "save", table, int(line) if line.isdecimal() else 0)

    def applied(self, values: Mapping[str, Any], shown: Iterable[Field]) -> dict[str, Any]:
        """The values after adding or removing a line of a table that is shown and has no fixed lines."""
        changed = dict(values)
        if not any(each.type == "table" and each.key == self.table and not each.named_rows for each in shown):
            return changed
        lines = list(changed.get(self.table) or [])
        if self.name == "add" and len(lines) < MOST_LINES:
            changed[self.table] = [*lines, {}]
        if self.name == "remove" and 1 <= self.line <= len(lines):
            changed[self.table] = lines[: self.line - 1] + lines[self.line :]
        return changed


def starting_values(definition: Definition, known: Mapping[str, Any], subject: Subject | None) -> dict[str, Any]:
    """What stands on a new page: what the records know, else what the form proposes (preset)."""
    found = {each.key: known[each.auto] for each in definition.fields if each.auto in known}
    presets = {each.key: each.preset for each in definition.fields if each.preset}
    tables = [each for each in definition.fields if each.type == "table" and not each.named_rows]
    lines = {table.key: [line] for table in tables if subject and (line := line_of(table, known))}
    return presets | lines | found


def with_proposal(values: Mapping[str, Any], proposed: Mapping[str, Any]) -> dict[str, Any]:
    """The values with what a layer above proposes; the lines of a table are joined with those that stand there."""
    return {**values, **{key: _joined(values.get(key), value) for key, value in proposed.items()}}


def _joined(there: Any, proposed: Any) -> Any:
    if not isinstance(proposed, list) or not all(isinstance(line, dict) for line in proposed):
        return proposed
    lines = there or []
    return [{**(lines[at] if at < len(lines) else {}), **line} for at, line in enumerate(proposed)]


def line_of(table: Field, known: Mapping[str, Any]) -> dict[str, Any]:
    """What the records know of one pupil, as a line of a table; empty for a table that does not ask for pupils."""
    if not any(column.auto.startswith("student.") for column in table.columns):
        return {}
    return {column.key: known[column.auto] for column in table.columns if column.auto in known}


def with_pupils(values: Mapping[str, Any], table: Field, lines: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The values with more lines at the end of a table; empty lines give way, and who is there is not put in again."""
    there = [line for line in values.get(table.key) or [] if line]
    new = [line for line in lines if not any(line.items() <= each.items() for each in there)]
    return {**values, table.key: [*there, *new][:MOST_LINES]}


def reloaded(definition: Definition, values: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """The values with everything that the records know read anew; what a person added stays."""
    return {**values, **{each.key: known[each.auto] for each in definition.fields if each.auto in known}}


@transaction.atomic
def keep_new(
    *, definition: Definition, values: Mapping[str, Any], subject: Subject | None, key: uuid.UUID, by: Actor
) -> Document:
    """The draft that a new page makes when it is first saved; the same page sent again writes on that draft.

    Raises:
        Outdated: it was saved in another window meanwhile.
        Refused: it is no draft any more.

    """
    made: list[Document] = []

    def start() -> dict[str, str]:
        made.append(actions.start_draft(definition=definition, values=values, subject=subject, by=by))
        return {"document": str(made[0].pk)}

    about = f"draft|{definition.id}|{subject.pupil_id if subject else ''}"
    answer = idempotency.once(start, key=key, body=about.encode(), by=by)
    if made:
        return made[0]
    return keep(document=Document.objects.get(pk=answer["document"]), values=values, seen=0, by=by)


def keep(*, document: Document, values: Mapping[str, Any], seen: int, by: Actor) -> Document:
    """Save a draft; what the system keeps beside the typed values stays.

    Raises:
        Outdated: it was saved in another window meanwhile.
        Refused: it is no draft any more, or somebody else's.

    """
    system = {key: value for key, value in document.values.items() if key.startswith("_")}
    return actions.save_draft(document=document, values=system | dict(values), seen=seen, by=by)


def pupils_of(document: Document) -> list[uuid.UUID]:
    """Whom the paper tells of, for the access log."""
    own = [document.pupil_id] if document.pupil_id else []
    return own + [uuid.UUID(each) for each in document.values.get(PUPILS, ())]
