"""The entry page of a document (입력 화면), made from its definition: fields in their groups, tables line by line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from hakjeok_web.documents.actions import GIVEN_AT_THE_END
from hakjeok_web.documents.entry_fields import Typed
from hakjeok_web.documents.rendering import Definition, Field, check
from hakjeok_web.documents.rendering.definition import Consent
from hakjeok_web.documents.rendering.values import is_given

MOST_LINES = 200
_LEAVES_ROOM = re.compile("00|○○|◯◯|□□")
# A table with more columns is written as cards, one a line.
COLUMNS_SIDE_BY_SIDE = 6


@dataclass(frozen=True)
class Line:
    """One line of a table: its number, its printed name if it has one, and its inputs."""

    number: int
    name: str
    cells: Sequence[BoundField]


@dataclass(frozen=True)
class Sheet:
    """A table of the entry page."""

    field: Field
    lines: Sequence[Line]
    heads: Sequence[Field]
    problem: str = ""

    @property
    def is_fixed(self) -> bool:
        """Whether its lines are printed on the form (이름이 정해진 줄)."""
        return bool(self.field.named_rows)

    @property
    def is_wide(self) -> bool:
        return len(self.heads) > COLUMNS_SIDE_BY_SIDE

    @property
    def takes_pupils(self) -> bool:
        """Whether chosen pupils can fill its lines (학생 넣기)."""
        return not self.is_fixed and any(column.auto.startswith("student.") for column in self.field.columns)


@dataclass(frozen=True)
class Item:
    """One thing of a section: an input, or a table; with the consent box that stands before it."""

    input: BoundField | None = None
    sheet: Sheet | None = None
    consent: Consent | None = None
    from_record: bool = False
    unit: str = ""


@dataclass(frozen=True)
class Section:
    """Fields that stand together on the paper (묶음)."""

    title: str
    items: Sequence[Item]

    @property
    def spoken(self) -> str:
        """What to call a section that has no title on the paper: by the first of its fields."""
        names = [each.sheet.field.name if each.sheet else each.input.label for each in self.items]
        return ", ".join(names[:2]) + (" 등" if len(names) > 2 else "")


class EntryForm(forms.Form):
    """One input for each field, one for each cell. Nothing is refused here: `problems` tells what is still wrong.

    `values` are JSON values to show; `known` is what the records know, by `auto` name; `only` leaves out other fields.
    `signers` are those who sign, by `auto` name too: whose signature is drawn need not type his name.
    """

    use_required_attribute = False

    def __init__(
        self,
        definition: Definition,
        data: Any = None,
        *,
        values: Mapping[str, Any] | None = None,
        known: Mapping[str, Any] | None = None,
        only: Sequence[str] | None = None,
        signers: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data)
        self.definition, self.known, self.signers = definition, known or {}, signers or {}
        self.shown = [each for each in typed_fields(definition) if only is None or each.key in only]
        self.given = values or {}
        self.counts: dict[str, int] = {}
        self.sheet_problems: dict[str, str] = {}
        for each in self.shown:
            self._add_table(each) if each.type == "table" else self._add_input(each.key, self._typed(each), self.given)

    def _typed(self, field: Field) -> Typed:
        return Typed(field, signer=self.signers.get(field.auto, ""))

    def _add_input(self, name: str, made: Typed, given: Mapping[str, Any]) -> None:
        self.fields[name] = made
        self.initial[name] = given.get(made.of.key)

    def _add_table(self, table: Field) -> None:
        lines = self.given.get(table.key) or []
        self.counts[table.key] = self._lines_of(table, lines)
        for number in range(1, self.counts[table.key] + 1):
            given = lines[number - 1] if number <= len(lines) else {}
            for column in _columns(table):
                told = f"{table.name} {number}째 줄 {column.name}"
                name = f"{table.key}-{number}-{column.key}"
                self._add_input(name, Typed(column, told=told, is_cell=True), given)

    def _lines_of(self, table: Field, lines: Sequence[Any]) -> int:
        if table.named_rows:
            return len(table.named_rows)
        if self.is_bound:
            sent = self.data.get(f"{table.key}-lines", "")
            return min(int(sent), MOST_LINES) if sent.isdecimal() else 0
        return min(max(len(lines), table.min_rows, 1), MOST_LINES)

    # --- what was typed ---------------------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """What was typed, as JSON values; empty lines of a table stay, so that they are there again."""
        self.full_clean()
        found = {}
        for each in self.shown:
            value = self._table(each) if each.type == "table" else self.cleaned_data.get(each.key)
            if _is_typed(value):
                found[each.key] = value
        return found

    def _table(self, table: Field) -> list[dict[str, Any]]:
        return [self._line(table, number) for number in range(1, self.counts[table.key] + 1)]

    def _line(self, table: Field, number: int) -> dict[str, Any]:
        first = table.columns[0]
        is_kept = table.named_rows and first not in _columns(table) and first.type == "text"
        named = {first.key: table.named_rows[number - 1]} if is_kept else {}
        typed = {column.key: self.cleaned_data.get(f"{table.key}-{number}-{column.key}") for column in _columns(table)}
        return named | {key: value for key, value in typed.items() if _is_typed(value)}

    # --- what is wrong ----------------------------------------------------------------------------------------------

    def problems(self) -> dict[str, str]:
        """By input (or table), the sentence that says what is wrong with it."""
        found = problems_of(self.definition, self.values())
        drawn = {name: each.drawing_problem for name, each in self.fields.items() if each.drawing_problem}
        named = {key.replace(".", "-"): text for key, text in found.items()} | drawn
        return {name: text for name, text in named.items() if name in self.fields or name in self.counts}

    def tell_problems(self) -> bool:
        """Put every sentence at its input; True if there is none."""
        for name, text in self.problems().items():
            if name in self.fields:
                self.add_error(name, text.removeprefix(f"{self.fields[name].label}: "))
            else:
                self.sheet_problems[name] = text
        return not self.errors and not self.sheet_problems

    @property
    def summary_errors(self) -> list[dict[str, str]]:
        return [{"href": f"#table-{key}", "text": text} for key, text in self.sheet_problems.items()]

    # --- the page ---------------------------------------------------------------------------------------------------

    def sections(self) -> Iterator[Section]:
        """The fields in printed order, those of one group together."""
        keys = {each.key for each in self.shown}
        for part, group, run in self.definition.groups():
            items = [self._item(each) for each in run if each.key in keys]
            if items:
                yield Section(" · ".join(filter(None, (part, group))), items)

    def _item(self, field: Field) -> Item:
        if field.type == "table":
            return Item(sheet=self._sheet(field))
        known = self.known.get(field.auto)
        return Item(
            input=self[field.key],
            consent=next((each for each in self.definition.consents if each.field == field.key), None),
            from_record=is_given(known) and self.initial.get(field.key) == known and not self.is_bound,
            unit=field.unit,
        )

    def _sheet(self, table: Field) -> Sheet:
        columns = _columns(table)
        lines = [
            Line(
                number,
                table.named_rows[number - 1] if table.named_rows else "",
                [self[f"{table.key}-{number}-{column.key}"] for column in columns],
            )
            for number in range(1, self.counts[table.key] + 1)
        ]
        return Sheet(table, lines, columns, self.sheet_problems.get(table.key, ""))


def _is_typed(value: Any) -> bool:
    """Other than `is_given`: a signature that was drawn but lacks its name is kept too."""
    return value not in (None, "", [], {})


def _columns(table: Field) -> Sequence[Field]:
    """The columns that are typed; the first one of named lines is printed, unless it leaves room (`00초`)."""
    is_printed = table.named_rows and not any(map(_LEAVES_ROOM.search, table.named_rows))
    return table.columns[1:] if is_printed else table.columns


def typed_fields(definition: Definition) -> list[Field]:
    """The fields that a person fills in."""
    return [each for each in definition.fields if each.auto not in GIVEN_AT_THE_END and each.type != "register"]


def can_be_entered(definition: Definition) -> bool:
    """Whether the document is written on its page; a register is written day by day and printed (출석부)."""
    return all(each.type != "register" for each in definition.fields)


def problems_of(definition: Definition, values: Mapping[str, Any]) -> dict[str, str]:
    """What is missing or wrong before the paper can be submitted; lines with nothing in them do not count."""
    given = {each.key: "-" for each in definition.fields if each.auto in GIVEN_AT_THE_END}
    blank = _blank_lines(definition, values)
    written = {key: value for key, value in values.items() if key not in blank or any(map(_is_typed_in, value))}
    found = check(definition, written | given)
    return {each.key: each.message for each in found if not _is_of(each.key, blank)}


def _is_of(key: str, blank: Mapping[str, set[str]]) -> bool:
    table, _, rest = key.partition(".")
    return rest.partition(".")[0] in blank.get(table, ())


def _is_typed_in(line: Mapping[str, Any]) -> bool:
    return any(map(_is_typed, line.values()))


def without_blank_lines(definition: Definition, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are submitted."""
    kept = dict(values)
    for key in _blank_lines(definition, values):
        kept[key] = [line for line in values[key] if _is_typed_in(line)]
    return {key: value for key, value in kept.items() if value != []}


def _blank_lines(definition: Definition, values: Mapping[str, Any]) -> dict[str, set[str]]:
    """By table, the numbers of the lines that nobody wrote in; printed lines are never blank."""
    tables = [each.key for each in definition.fields if each.type == "table" and not each.named_rows]
    return {
        key: {str(number) for number, line in enumerate(values[key], start=1) if not _is_typed_in(line)}
        for key in tables
        if isinstance(values.get(key), list)
    }
