"""Consent boxes of a paper (동의란): what for, which items, how long, to whom, and the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hakjeok_web.documents.rendering.blocks import Block, Paragraph, Row, Table, Text
from hakjeok_web.documents.rendering.cells import body_cell, head_cell
from hakjeok_web.documents.rendering.definition import Consent


def consent_down(consent: Consent, answer: Text | None, block: Mapping[str, Any], width: float) -> Iterator[Block]:
    """The notice line by line, the answer in its last line."""
    size = block.get("size", 10)
    lines = [("목적", consent.purpose), ("항목", consent.items), ("보유·이용 기간", consent.retention)]
    if consent.recipients:
        lines.insert(0, ("받는 자", ", ".join(consent.recipients)))
    rows = [Row((head_cell(Text(head), size), body_cell([Text(text)], size, align="left")), 7) for head, text in lines]
    if answer is not None:
        rows.append(Row((head_cell(Text("동의 여부"), size), body_cell([answer], size)), 8))
    yield Paragraph((Text(_title(consent)),), size=11, bold=True, heading=2, above=block.get("above", 4))
    yield Table((width * 0.2, width * 0.8), tuple(rows), above=1, below=2)


def consent_across(
    consent: Consent, answer: Text | None, block: Mapping[str, Any], columns: tuple[float, ...]
) -> Iterator[Block]:
    """The same notice side by side, as the handbook's forms have it; the answer stands below."""
    size, parts = block.get("size", 10), _parts_across(consent)
    title = (Text(f"▢ {_title(consent)}"),)
    yield Paragraph(title, size=size + 1, bold=True, heading=2, above=block.get("above", 4), leading=1.3)
    head = Row(tuple(head_cell(Text(name), size) for name, _ in parts))
    row = Row(tuple(body_cell([Text(text)], size, align="left") for _, text in parts))
    yield Table(columns, (head, row), header_rows=1, above=0.5)
    if answer is not None:
        runs = (Text("(\u2002"), answer, Text("\u2002)"))
        yield Paragraph(runs, align="right", size=size + 0.5, leading=1.5)


def _title(consent: Consent) -> str:
    return f"{consent.title}({'필수' if consent.required else '선택'})"


def _parts_across(consent: Consent) -> list[tuple[str, str]]:
    purpose, items = ("이용 목적", consent.purpose), ("정보범위", consent.items)
    if not consent.recipients:
        return [purpose, items, ("보유·이용기간", consent.retention)]
    receivers = "\n".join(f"▪ {one}" for one in consent.recipients)
    return [("제공받는자", receivers), purpose, items, ("보유·이용기간 및 파기", consent.retention)]
