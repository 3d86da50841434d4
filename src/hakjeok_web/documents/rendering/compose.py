"""Definition + values → paper (서식 짜기): each body block of a definition becomes blocks of the page model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from hakjeok_web.documents.rendering import placeholders, values
from hakjeok_web.documents.rendering.approval import approval_box
from hakjeok_web.documents.rendering.blocks import (
    SANS,
    Block,
    Cell,
    CutLine,
    PageBreak,
    Paper,
    Paragraph,
    Row,
    Space,
    Table,
    Text,
)
from hakjeok_web.documents.rendering.definition import Consent, Definition, Field
from hakjeok_web.documents.rendering.letter import draft_foot, draft_head
from hakjeok_web.documents.rendering.register_paper import register_blocks
from hakjeok_web.documents.rendering.register_sheet import sheet_from_values

HEAD_FILL = 8
SIGNATURE_ROOM = "\u2003" * 6


@dataclass(frozen=True, slots=True)
class PrintFoot:
    """Who printed when and what for (AUT-8): the foot of every page that leaves the screen.

    A finished paper has a `code`, by which anybody may verify it at `verified_at` (진위 확인).
    """

    by: str
    at: datetime
    purpose: str = ""
    code: str = ""
    verified_at: str = ""

    def text(self) -> str:
        verification = f"확인 번호 {self.code} · 진위 확인 {self.verified_at}\n" if self.code else ""
        return verification + self._printed()

    def _printed(self) -> str:
        moment = f"{values.short_date(self.at.date(), weekday=True)} {self.at:%H:%M}"
        purpose = f" · 목적 {self.purpose}" if self.purpose else ""
        return f"출력 {self.by} · {moment}{purpose}"


def compose(definition: Definition, given: Mapping[str, Any], foot: PrintFoot | None = None) -> Paper:
    """The paper of a definition with these values; what is not given stays a blank to fill in by hand.

    `given["_approvals"]` may hold the approval line as it stands: [{"role": …, "name": …, "mark": "전결"}], and
    `given["_letter"]` what the system writes around an official draft (rendering.letter).
    """
    paper = Paper(
        title=definition.title,
        blocks=(),
        landscape=definition.landscape,
        margins=definition.margins,
        foot=_foot(definition, given, foot),
        subject=definition.heading,
        keywords=(f"서식 {definition.id}",),
    )
    blocks = _Composer(definition, given, paper.width).blocks(definition.body)
    return replace(paper, blocks=tuple(blocks))


def _foot(definition: Definition, given: Mapping[str, Any], foot: PrintFoot | None) -> str:
    """The print foot; a register says there whether its month is closed (마감)."""
    closed = [
        sheet_from_values(given[field.key]).closed_line
        for field in definition.fields
        if field.type == "register" and given.get(field.key)
    ]
    return " · ".join([*closed, *([foot.text()] if foot else [])])


class _Composer:
    """One run over a body. `width` is the room in millimetres, smaller inside a frame."""

    def __init__(self, definition: Definition, given: Mapping[str, Any], width: float) -> None:
        self.definition, self.given, self.width = definition, given, width
        self.fields = {field.key: field for field in definition.fields}

    def blocks(self, body: Any) -> Iterator[Block]:
        for block in body:
            if "when" in block and not self._holds(block["when"]):
                continue
            make: Callable[[Mapping[str, Any]], Iterator[Block]] = getattr(self, f"_{block['block']}")
            yield from make(block)

    def _holds(self, when: str) -> bool:
        """`key`: it is given; `key=value`: it is that value; `key!=value`: it is another one or not given; `key=`: it
        is not given.
        """
        key, sign, wanted = when.partition("=")
        value = self.given.get(key.removesuffix("!"))
        if not sign:
            return values.is_given(value)
        if not wanted:
            return values.is_given(value) is key.endswith("!")
        return (value == wanted) is not key.endswith("!")

    # --- wording ---------------------------------------------------------------------------------------------------

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
        style = {
            key: block[key]
            for key in (
                "align",
                "size",
                "bold",
                "indent",
                "left",
                "hanging",
                "above",
                "below",
                "leading",
                "font",
                "tracking",
            )
            if key in block
        }
        return Paragraph(self._runs(text), **{**defaults, **style})

    # --- blocks, by their names in the definition ------------------------------------------------------------------

    def _title(self, block: Mapping[str, Any]) -> Iterator[Block]:
        text = block.get("text", self.definition.title)
        yield self._paragraph(
            block, text, align="center", size=22, bold=True, heading=1, tracking=0.25, above=6, below=10, leading=1.3
        )

    def _heading(self, block: Mapping[str, Any]) -> Iterator[Block]:
        yield self._paragraph(block, block["text"], size=13, bold=True, heading=2, above=6, below=2)

    def _text(self, block: Mapping[str, Any]) -> Iterator[Block]:
        yield self._paragraph(block, block["text"], align="justify", size=12, leading=1.8)

    def _addressee(self, block: Mapping[str, Any]) -> Iterator[Block]:
        yield self._paragraph(block, block["text"], size=15, bold=True, above=10)

    def _issuer(self, block: Mapping[str, Any]) -> Iterator[Block]:
        mark = block.get("mark", "(직인)")
        signed = self._paragraph(
            block, f"{{{block['field']}}}", align="center", size=18, bold=True, above=14, tracking=0.15, leading=1.4
        )
        yield replace(signed, runs=(*signed.runs, Text(f" {mark}")))

    def _sign(self, block: Mapping[str, Any]) -> Iterator[Block]:
        field = self.fields[block["field"]]
        label = block.get("label", field.label)
        mark = block.get("mark", "(서명 또는 인)")
        for signer, value in self._signers(field):
            name = values.written(signer, value) or SIGNATURE_ROOM
            signed = Text(name, field=field.name, drawn=values.drawing(signer, value))
            line = self._paragraph(block, label, align="right", size=12, above=2)
            yield replace(line, runs=(*line.runs, Text("\u2003"), signed, Text(f"\u2003{mark}")))

    def _signers(self, field: Field) -> list[tuple[Field, Any]]:
        """Who signs: one, or the first column of a table of signers (위원)."""
        if field.type != "table":
            return [(field, self.given.get(field.key))]
        first, lines = field.columns[0], values.lines_of(field, self.given.get(field.key))
        return [(first, line.get(first.key)) for line in lines]

    def _notes(self, block: Mapping[str, Any]) -> Iterator[Block]:
        mark = block.get("mark", "※")
        for item in block["items"]:
            yield self._paragraph(block, f"{mark} {item}", size=10, hanging=4.2, leading=1.5)

    def _attachments(self, block: Mapping[str, Any]) -> Iterator[Block]:
        items = block.get("items", self.definition.attachments)
        for number, item in enumerate(items, 1):
            head = "붙임" if number == 1 else "\u2003\u2003"
            tail = "\u2002끝." if number == len(items) else ""
            serial = f"{number}. " if len(items) > 1 else ""
            yield self._paragraph(block, f"{head}\u2002{serial}{item}{tail}", size=11, hanging=14)

    def _checks(self, block: Mapping[str, Any]) -> Iterator[Block]:
        field = self.fields[block["field"]]
        marks = [
            Text(values.written(field, self.given.get(field.key), f"box {option}"), field=field.name)
            for option in values.options_of(field)
        ]
        count = block.get("columns", 1)
        columns = tuple([(self.width - block.get("left", 0)) / count] * count)
        lines = [marks[at : at + count] for at in range(0, len(marks), count)]
        rows = tuple(
            Row(tuple(_bare_cell(one, block.get("size", 11)) for one in _padded(line, count))) for line in lines
        )
        yield Table(columns, rows, layout=True, above=block.get("above", 0), below=block.get("below", 0), align="right")

    def _approval(self, block: Mapping[str, Any]) -> Iterator[Block]:
        yield replace(approval_box(self._approvals(block), block.get("label", "결재")), below=2)

    def _approvals(self, block: Mapping[str, Any]) -> list[Mapping[str, str]]:
        roles = block.get("roles", self.definition.approval_line)
        return list(self.given.get("_approvals") or [{"role": role} for role in roles])

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
            align=cell.get("align", "center" if head else "left"),
            size=cell.get("size", size),
            font=SANS if head else "serif",
            leading=1.45,
        )
        return Cell(
            (text,),
            colspan=cell.get("colspan", 1),
            rowspan=cell.get("rowspan", 1),
            fill=cell.get("fill", HEAD_FILL if head else 0),
            valign=cell.get("valign", "middle"),
            borders=cell.get("borders", "tblr"),
            padding=(0.8, 2.2),
        )

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
        size = block.get("size", 10)
        head = self._repeat_head(block, field)
        given = self.given.get(field.key)
        lines = values.lines_of(field, given, least=block.get("min_rows", 0))
        if given and self.definition.kind == "draft" and not field.named_rows:
            # An empty line is there to be written on; a letter that is sent has none.
            lines = lines[: len(given)]
        rows = [self._repeat_row(block, field, number, line) for number, line in enumerate(lines, 1)]
        if side := block.get("side"):
            whole = replace(_head_cell(Text(side), size), rowspan=len(head) + len(rows))
            head[0] = replace(head[0], cells=(whole, *head[0].cells))
        yield Table(
            self._columns(block["columns"]),
            (*head, *rows),
            header_rows=0 if side else len(head),
            above=block.get("above", 3),
            below=block.get("below", 3),
            align="center",
        )

    def _repeat_head(self, block: Mapping[str, Any], field: Field) -> list[Row]:
        """The head as the block writes it (`head`, rows of cells), or the names of the columns."""
        if "head" in block:
            cells = [[cell if isinstance(cell, Mapping) else {"text": cell} for cell in row] for row in block["head"]]
            return [self._row(block, [{"head": True, **cell} for cell in row]) for row in cells]
        names = [Text("순")] * block.get("numbered", False) + [Text(column.name) for column in field.columns]
        return [Row(tuple(_head_cell(name, block.get("size", 10)) for name in names), 8)]

    def _repeat_row(self, block: Mapping[str, Any], field: Field, number: int, line: Mapping[str, Any]) -> Row:
        size, columns = block.get("size", 10), {column.key: column for column in field.columns}
        wording = block.get("cells") or [f"{{{column.key}}}" for column in field.columns]
        aligned = block.get("align") or ["center"] * len(wording)

        def value_of(key: str, how: str) -> Text:
            if key == placeholders.LINE_NUMBER:
                return Text(str(number))
            column, where = columns[key], f"{field.name} {number}째 줄 {columns[key].name}"
            return Text(_in_line(column, line, how), field=where, drawn=values.drawing(column, line.get(key)))

        cells = [
            _body_cell(placeholders.runs(words, value_of), size, align)
            for words, align in zip(wording, aligned, strict=True)
        ]
        if block.get("numbered"):
            cells.insert(0, _body_cell([Text(str(number))], size))
        return Row(tuple(cells), block.get("height", 8))

    def _consent(self, block: Mapping[str, Any]) -> Iterator[Block]:
        consent = self.definition.consents[block.get("index", 1) - 1]
        size = block.get("size", 10)
        if "columns" in block:
            yield from self._consent_across(consent, block, size)
            return
        kind = "필수" if consent.required else "선택"
        lines = [("목적", consent.purpose), ("항목", consent.items), ("보유·이용 기간", consent.retention)]
        if consent.recipients:
            lines.insert(0, ("받는 자", ", ".join(consent.recipients)))
        yield Paragraph((Text(f"{consent.title}({kind})"),), size=11, bold=True, heading=2, above=block.get("above", 4))
        rows = [
            Row((_head_cell(Text(head), size), _body_cell([Text(text)], size, align="left")), 7) for head, text in lines
        ]
        if consent.field:
            answer = self._value(consent.field, "boxes")
            rows.append(Row((_head_cell(Text("동의 여부"), size), _body_cell([answer], size)), 8))
        yield Table((self.width * 0.2, self.width * 0.8), tuple(rows), above=1, below=2)

    def _consent_across(self, consent: Consent, block: Mapping[str, Any], size: float) -> Iterator[Block]:
        """The same notice side by side, as the handbook's forms have it; the answer stands below."""
        title = f"▢ {consent.title}({'필수' if consent.required else '선택'})"
        parts = [("이용 목적", consent.purpose), ("정보범위", consent.items), ("보유·이용기간", consent.retention)]
        if consent.recipients:
            receivers = "\n".join(f"▪ {one}" for one in consent.recipients)
            parts = [("제공받는자", receivers), *parts[:2], ("보유·이용기간 및 파기", consent.retention)]
        yield Paragraph((Text(title),), size=size + 1, bold=True, heading=2, above=block.get("above", 4), leading=1.3)
        head = Row(tuple(_head_cell(Text(name), size) for name, _ in parts))
        row = Row(tuple(_body_cell([Text(text)], size, align="left") for _, text in parts))
        yield Table(self._columns(block["columns"]), (head, row), header_rows=1, above=0.5)
        if consent.field:
            answer = self._value(consent.field, "boxes")
            runs = (Text("(\u2002"), answer, Text("\u2002)"))
            yield Paragraph(runs, align="right", size=size + 0.5, leading=1.5)

    def _draft_head(self, block: Mapping[str, Any]) -> Iterator[Block]:
        yield from draft_head(self._letter, self._value, self.width)

    def _draft_foot(self, block: Mapping[str, Any]) -> Iterator[Block]:
        yield from draft_foot(self._letter, self.width, sends=block.get("sender", False))

    @property
    def _letter(self) -> Mapping[str, Any]:
        return self.given.get("_letter") or {}

    def _frame(self, block: Mapping[str, Any]) -> Iterator[Block]:
        padding = block.get("padding", 5)
        inner = _Composer(self.definition, self.given, self.width - 2 * padding)
        cell = Cell(tuple(inner.blocks(block["body"])), valign="top", padding=(padding, padding))
        yield Table((self.width,), (Row((cell,)),), above=block.get("above", 0), line=0.3, layout=True)

    def _slip(self, block: Mapping[str, Any]) -> Iterator[Block]:
        yield CutLine(block.get("label", "자르는 선"))
        yield from self.blocks(block["body"])

    def _space(self, block: Mapping[str, Any]) -> Iterator[Block]:
        yield Space(block["height"])

    def _break(self, block: Mapping[str, Any]) -> Iterator[Block]:
        yield PageBreak()

    def _register(self, block: Mapping[str, Any]) -> Iterator[Block]:
        yield from register_blocks(sheet_from_values(self.given.get(block["field"]) or {}), self.width)

    def _columns(self, columns: Any) -> tuple[float, ...]:
        """Widths in millimetres; given as shares they are stretched to the room there is."""
        total = sum(columns)
        return tuple(width * self.width / total for width in columns)


def _in_line(column: Field, line: Mapping[str, Any], how: str = "") -> str:
    """A cell of a repeated line: an empty one stays empty, for there is no room for the dots of a date."""
    value = line.get(column.key)
    if not values.is_given(value) and not values.options_of(column):
        return column.blank
    return values.written(column, value, how)


def _head_cell(text: Text, size: float) -> Cell:
    return Cell((Paragraph((text,), align="center", size=size, font=SANS, leading=1.35),), fill=HEAD_FILL)


def _body_cell(texts: Iterable[Text], size: float, align: str = "center") -> Cell:
    return Cell((Paragraph(tuple(texts), align=align, size=size, leading=1.4),))


def _bare_cell(text: Text, size: float) -> Cell:
    return Cell((Paragraph((text,), size=size),), borders="", padding=(0.4, 0.4))


def _padded(line: list[Text], count: int) -> list[Text]:
    return line + [Text("")] * (count - len(line))
