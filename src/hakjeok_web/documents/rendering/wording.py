"""The words of a definition with their values in them (문구): runs and paragraphs of the page model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hakjeok_web.documents.rendering import placeholders, values
from hakjeok_web.documents.rendering.blocks import Paragraph, Text
from hakjeok_web.documents.rendering.definition import Definition, Field

STYLE = ("align", "size", "bold", "indent", "left", "hanging", "above", "below", "leading", "font", "tracking")


class Wording:
    """A definition and what was given for its fields. `width` is the room in millimetres, smaller inside a frame."""

    def __init__(self, definition: Definition, given: Mapping[str, Any], width: float) -> None:
        self.definition, self.given, self.width = definition, given, width
        self.fields = {field.key: field for field in definition.fields}

    def _runs(self, text: str, bold: bool = False) -> tuple[Text, ...]:
        return tuple(
            replace(run, bold=run.bold or bold) for run in placeholders.runs(text, self._value) if run.text or run.drawn
        )

    def _value(self, key: str, how: str) -> Text:
        field, value = self._field_and_value(key)
        plain = "" if how in ("u", "b") else how
        text = values.written(field, value, plain)
        return Text(text, how == "b", how == "u", field.name, values.drawing(field, value))

    def _field_and_value(self, key: str) -> tuple[Field, Any]:
        """Of a field, or of one cell of a table (`table.2.column`)."""
        table, _, cell = key.partition(".")
        field = self.fields[table]
        if not cell:
            return field, self.given.get(key)
        number, name = cell.split(".")
        lines = values.lines_of(field, self.given.get(table))
        line = lines[int(number) - 1] if int(number) <= len(lines) else {}
        column = next(each for each in field.columns if each.key == name)
        return column, line.get(name)

    def _paragraph(self, block: Mapping[str, Any], text: str, **defaults: Any) -> Paragraph:
        style = {key: block[key] for key in STYLE if key in block}
        return Paragraph(self._runs(text), **{**defaults, **style})

    def _approvals(self, block: Mapping[str, Any]) -> list[Mapping[str, str]]:
        roles = block.get("roles", self.definition.approval_line)
        return list(self.given.get("_approvals") or [{"role": role} for role in roles])
