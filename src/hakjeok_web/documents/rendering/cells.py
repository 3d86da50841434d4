"""Cells that tables of a paper are made of (표의 칸)."""

from __future__ import annotations

from collections.abc import Iterable

from hakjeok_web.documents.rendering.blocks import SANS, Cell, Paragraph, Text

HEAD_FILL = 8


def head_cell(text: Text, size: float) -> Cell:
    return Cell((Paragraph((text,), align="center", size=size, font=SANS, leading=1.35),), fill=HEAD_FILL)


def body_cell(texts: Iterable[Text], size: float, align: str = "center") -> Cell:
    return Cell((Paragraph(tuple(texts), align=align, size=size, leading=1.4),))


def bare_cell(text: Text, size: float) -> Cell:
    return Cell((Paragraph((text,), size=size),), borders="", padding=(0.4, 0.4))
