"""Tables of a paper (표): laid out freely, repeated line by line, and lists of boxes to tick."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from hakjeok_web.documents.rendering import placeholders, values
from hakjeok_web.documents.rendering.approval import approval_box
from hakjeok_web.documents.rendering.blocks import SANS, SERIF, Block, Cell, Paragraph, Row, Table, Text
from hakjeok_web.documents.rendering.cells import HEAD_FILL, bare_cell, body_cell, head_cell
from hakjeok_web.documents.rendering.definition import Field
from hakjeok_web.documents.rendering.wording import Wording


class Tables(Wording):
    """The blocks `table`, `repeat` and `checks` of a definition."""

    def _table(self, block: Mapping[str, Any]) -> Iterator[Block]:
        rows = tuple(self._row(block, cells) for cells in block["rows"])
        yield Table(
            self._columns(block["columns"]),
            rows,
            header_rows=block.get("header_rows", 0),
            above=block.get("above", 3),
            below=block.get("below", 3),
            align=block.get("align", "center"),
        )

    def _row(self, block: Mapping[str, Any], cells: Any) -> Row:
        written = [cell if isinstance(cell, Mapping) else {"text": cell} for cell in cells]
        height = max((cell.get("height", 0) for cell in written), default=0) or block.get("height", 9)
        return Row(tuple(self._cell(cell, block.get("size", 11)) for cell in written), height)

    def _cell(self, cell: Mapping[str, Any], size: float) -> Cell:
        if "approval" in cell:
            return self._approval_cell(cell)
        head = cell.get("head", False)
        text = Paragraph(
            self._runs(cell.get("text", ""), bold=cell.get("bold", False)),
            align=cell.get("align", "center" if head else "left"), size=cell.get("size", size),
            font=SANS if head else SERIF, leading=1.45,
        )  # fmt: skip
        looks = {key: cell[key] for key in ("colspan", "rowspan", "valign", "borders") if key in cell}
        return Cell((text,), fill=cell.get("fill", HEAD_FILL if head else 0), padding=(0.8, 2.2), **looks)

    def _approval_cell(self, cell: Mapping[str, Any]) -> Cell:
        """A cell that the approval box fills; `approval` is its width in millimetres."""
        line = self._approvals(cell)
        room = (cell["approval"] - 7) / max(len(line), 1)
        box = approval_box(line, cell.get("label", "결재"), width=room, height=cell.get("height", 20) - 5.5)
        return Cell(
            (box,), colspan=cell.get("colspan", 1), rowspan=cell.get("rowspan", 1), valign="top", padding=(0.0, 0.0)
        )

    def _repeat(self, block: Mapping[str, Any]) -> Iterator[Block]:
        field = self.fields[block["field"]]
        head = self._repeat_head(block, field)
        rows = [
            self._repeat_row(block, field, number, line) for number, line in enumerate(self._lines(block, field), 1)
        ]
        if side := block.get("side"):
            whole = replace(head_cell(Text(side), block.get("size", 10)), rowspan=len(head) + len(rows))
            head[0] = replace(head[0], cells=(whole, *head[0].cells))
        around = {"above": block.get("above", 3), "below": block.get("below", 3)}
        columns = self._columns(block["columns"])
        yield Table(columns, (*head, *rows), header_rows=0 if side else len(head), align="center", **around)

    def _lines(self, block: Mapping[str, Any], field: Field) -> list[Mapping[str, Any]]:
        """The lines to print. An empty one is there to be written on; a letter that is sent has none."""
        given = self.given.get(field.key)
        lines = values.lines_of(field, given, least=block.get("min_rows", 0))
        is_sent = given and self.definition.kind == "draft" and not field.named_rows
        return lines[: len(given)] if is_sent else lines

    def _repeat_head(self, block: Mapping[str, Any], field: Field) -> list[Row]:
        """The head as the block writes it (`head`, rows of cells), or the names of the columns."""
        if "head" in block:
            cells = [[cell if isinstance(cell, Mapping) else {"text": cell} for cell in row] for row in block["head"]]
            return [self._row(block, [{"head": True, **cell} for cell in row]) for row in cells]
        names = [Text("순")] * block.get("numbered", False) + [Text(column.name) for column in field.columns]
        return [Row(tuple(head_cell(name, block.get("size", 10)) for name in names), 8)]

    def _repeat_row(self, block: Mapping[str, Any], field: Field, number: int, line: Mapping[str, Any]) -> Row:
        size, columns = block.get("size", 10), {column.key: column for column in field.columns}
        wording = block.get("cells") or [f"{{{key}}}" for key in columns]
        aligned = block.get("align") or ["center"] * len(wording)
        cells = [body_cell([Text(str(number))], size)] * block.get("numbered", False)

        def value_of(key: str, how: str) -> Text:
            if key == placeholders.LINE_NUMBER:
                return Text(str(number))
            where = f"{field.name} {number}째 줄 {columns[key].name}"
            return _in_line(columns[key], line, how, where)

        for words, align in zip(wording, aligned, strict=True):
            cells.append(body_cell(placeholders.runs(words, value_of), size, align))
        return Row(tuple(cells), block.get("height", 8))

    def _checks(self, block: Mapping[str, Any]) -> Iterator[Block]:
        field = self.fields[block["field"]]
        marks = [
            Text(values.written(field, self.given.get(field.key), f"box {option}"), field=field.name)
            for option in values.options_of(field)
        ]
        count, size = block.get("columns", 1), block.get("size", 11)
        columns = ((self.width - block.get("left", 0)) / count,) * count
        lines = [_padded(marks[at : at + count], count) for at in range(0, len(marks), count)]
        rows = tuple(Row(tuple(bare_cell(one, size) for one in line)) for line in lines)
        yield Table(columns, rows, layout=True, above=block.get("above", 0), below=block.get("below", 0), align="right")

    def _columns(self, columns: Any) -> tuple[float, ...]:
        """Widths in millimetres; given as shares they are stretched to the room there is."""
        total = sum(columns)
        return tuple(width * self.width / total for width in columns)


def _in_line(column: Field, line: Mapping[str, Any], how: str, where: str) -> Text:
    """A value of a repeated line: an empty one stays empty, for there is no room for the dots of a date."""
    value = line.get(column.key)
    is_blank = not values.is_given(value) and not values.options_of(column)
    words = column.blank if is_blank else values.written(column, value, how)
    return Text(words, field=where, drawn=values.drawing(column, value))


def _padded(line: list[Text], count: int) -> list[Text]:
    return line + [Text("")] * (count - len(line))
