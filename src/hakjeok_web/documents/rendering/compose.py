"""Definition + values → paper (서식 짜기): each body block of a definition becomes blocks of the page model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from hakjeok_web.documents.rendering import values
from hakjeok_web.documents.rendering.approval import approval_box
from hakjeok_web.documents.rendering.blocks import (
    Block,
    Cell,
    CutLine,
    PageBreak,
    Paper,
    Row,
    Space,
    Table,
    Text,
)
from hakjeok_web.documents.rendering.consents import consent_across, consent_down
from hakjeok_web.documents.rendering.definition import Definition, Field
from hakjeok_web.documents.rendering.letter import draft_foot, draft_head
from hakjeok_web.documents.rendering.register_paper import register_blocks
from hakjeok_web.documents.rendering.register_sheet import sheet_from_values
from hakjeok_web.documents.rendering.tables import Tables

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


class _Composer(Tables):
    """One run over a body: each block of the definition by the method of its name."""

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

    def _approval(self, block: Mapping[str, Any]) -> Iterator[Block]:
        yield replace(approval_box(self._approvals(block), block.get("label", "결재")), below=2)

    def _consent(self, block: Mapping[str, Any]) -> Iterator[Block]:
        consent = self.definition.consents[block.get("index", 1) - 1]
        answer = self._value(consent.field, "boxes") if consent.field else None
        if "columns" in block:
            yield from consent_across(consent, answer, block, self._columns(block["columns"]))
        else:
            yield from consent_down(consent, answer, block, self.width)

    def _draft_head(self, block: Mapping[str, Any]) -> Iterator[Block]:
        labels = {key: field.label for key, field in self.fields.items()}
        yield from draft_head(self._letter, labels, self._value, self.width)

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
