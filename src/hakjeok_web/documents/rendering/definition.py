"""What a document is, as data (서식 정의): fields for the entry page, body blocks for the paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

FIELD_TYPES = (
    "text", "longtext", "person", "address", "phone", "rrn", "sex", "date", "datetime", "period",
    "number", "bool", "choice", "multichoice", "signature", "table", "register",
)  # fmt: skip
OWNERS = ("document", "student", "guardian", "school", "staff", "committee")
KINDS = ("application", "consent", "draft", "minutes", "notice", "opinion", "register", "report", "request")
DEFAULT_MAX_LENGTH = {"text": 100, "longtext": 2000, "person": 50, "address": 200, "phone": 20, "signature": 50}


@dataclass(frozen=True, slots=True)
class Field:
    """One blank of a document (칸): enough to draw its input, to check it and to print it.

    `auto` names the record it is filled from (`student.name`), empty if a person fills it. `printed` is false where the
    paper has no label for it, so that the label in parentheses is ours. `added` says why we added a field that the
    handbook's form lacks. `spoken` is what
    to call it where the printed label is a blank itself (`○○○ 귀하`). `preset` is what stands there before anybody
    writes (수신 `내부결재`). `not_before` is the key of a date that may not
    lie after this one.
    A `table` has `columns`; its `rows` are "many" or the printed names of the rows, of which `optional_rows` may stay
    empty (둘째 보호자, 2차 방문).
    """

    key: str
    label: str
    type: str = "text"
    of: str = "document"
    auto: str = ""
    required: bool = False
    max_length: int = 0
    options: tuple[str, ...] = ()
    group: str = ""
    part: str = ""
    printed: bool = True
    hint: str = ""
    blank: str = ""
    preset: str = ""
    unit: str = ""
    spoken: str = ""
    not_before: str = ""
    added: str = ""
    rows: tuple[str, ...] = ()
    optional_rows: tuple[str, ...] = ()
    min_rows: int = 0
    columns: tuple[Field, ...] = ()

    @property
    def named_rows(self) -> tuple[str, ...]:
        """The printed names of a table's lines; empty where any number of lines may be written."""
        return () if self.rows == ("many",) else self.rows

    @property
    def name(self) -> str:
        """What to call the field on screen and in sentences: `spoken`, or the label where that reads well."""
        return self.spoken or (self.label if self.printed else self.label.strip("()"))


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent box (동의): what it is for, which items, for how long, to whom."""

    title: str
    purpose: str
    items: str
    retention: str
    required: bool = True
    recipients: tuple[str, ...] = ()
    field: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """One document: its place in the handbook, its fields, its body, and what to know about it.

    `later_parts` are those that somebody fills in afterwards (접수증, 보고서, 담임교사 확인서): what is required there
    is asked for only once somebody has begun with them.
    """

    id: str
    title: str
    heading: str
    kind: str
    chapter: int = 0
    page: int = 0
    issued_by: str = ""
    addressed_to: str = ""
    approval_line: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    body: tuple[Mapping[str, Any], ...] = ()
    consents: tuple[Consent, ...] = ()
    attachments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    mismatches: tuple[str, ...] = ()
    receipt: bool = False
    later_parts: tuple[str, ...] = ()
    landscape: bool = False
    margins: tuple[float, float, float, float] = (20.0, 20.0, 18.0, 20.0)
    version: int = 1
    sample: Mapping[str, Any] = field(default_factory=dict)

    def field(self, key: str) -> Field:
        """The field of that key.

        Raises:
            KeyError: there is none.

        """
        for candidate in self.fields:
            if candidate.key == key:
                return candidate
        raise KeyError(key)

    def groups(self) -> Iterator[tuple[str, str, tuple[Field, ...]]]:
        """Fields in printed order as (part, group, fields): the fieldsets of the entry page (입력 화면의 묶음)."""
        run: list[Field] = []
        for candidate in self.fields:
            if run and (candidate.part, candidate.group) != (run[0].part, run[0].group):
                yield run[0].part, run[0].group, tuple(run)
                run = []
            run.append(candidate)
        if run:
            yield run[0].part, run[0].group, tuple(run)
