"""The approval box (결재란) at the top right of a paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hakjeok_web.documents.rendering.blocks import SANS, Cell, Paragraph, Row, Table, Text


def approval_box(
    line: Sequence[Mapping[str, str]], label: str = "결재", *, width: float = 16, height: float = 14
) -> Table:
    """Label at the left, roles on top, room (or mark and name) below; stands at the right edge.

    Each entry of the line is {"role": "교감", "name": "이교감", "mark": "전결"}; name and mark may be missing.
    """
    head = Cell((_centred("\n".join(label), 9, 1.8),), rowspan=2, padding=(0.3, 0.3))
    roles = tuple(Cell((_centred(one.get("role", ""), 8.5),), padding=(0.3, 0.3)) for one in line)
    names = tuple(Cell((_centred(_signed(one), 9),), padding=(0.3, 0.3)) for one in line)
    columns = (7.0, *[width] * len(line))
    return Table(columns, (Row((head, *roles), 5.5), Row(names, height)), align="right", line=0.2)


def _signed(one: Mapping[str, str]) -> str:
    mark = f"{one['mark']}\n" if one.get("mark") else ""
    return mark + one.get("name", "")


def _centred(text: str, size: float, leading: float = 1.3) -> Paragraph:
    return Paragraph((Text(text, field="결재란"),), align="center", size=size, font=SANS, leading=leading)
