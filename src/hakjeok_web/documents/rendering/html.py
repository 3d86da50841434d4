"""The page model as HTML for the screen (화면의 지면): the same blocks as the files, in classes instead of lengths.

Without any style of its own: `static/css/paper.css` says what the classes look like, and lets a phone wrap the lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from hakjeok_web.documents.rendering.blocks import Block, Cell, CutLine, PageBreak, Paper, Paragraph, Row, Table, Text

# The page has its own h1; a paper's title comes below it.
_HEADINGS = {0: "p", 1: "h2", 2: "h3"}
_SMALL, _LARGE, _TITLE = 9.5, 14, 18
_SIDES = {"t": "top", "b": "bottom", "l": "left", "r": "right"}
WIDTH_STEPS = 20  # column widths are rounded to a twentieth of the table


def to_html(paper: Paper) -> str:
    """The blocks of a paper, to stand inside an element of class `hj-paper`."""
    return "".join(_block(block) for block in paper.blocks)


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return _paragraph(block)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, CutLine):
        return f'<p class="cut">{escape(block.label)}</p>'
    return '<hr class="page">' if isinstance(block, PageBreak) else '<div class="gap"></div>'


def _paragraph(paragraph: Paragraph) -> str:
    words = "".join(_text(run) for run in paragraph.runs)
    if not words.strip():
        return '<p class="empty">&nbsp;</p>'
    tag = _HEADINGS.get(paragraph.heading, "p")
    return f"<{tag}{_class(_looks(paragraph))}>{words}</{tag}>"


def _looks(paragraph: Paragraph) -> Iterator[str]:
    if paragraph.align in ("center", "right"):
        yield paragraph.align
    if paragraph.bold:
        yield "bold"
    if paragraph.hanging:
        yield "hanging"
    if paragraph.indent:
        yield "indent"
    if paragraph.left:
        yield "left"
    if paragraph.above >= 4:
        yield "above"
    yield from _size(paragraph.size)


def _size(points: float) -> Iterator[str]:
    if points <= _SMALL:
        yield "small"
    elif points >= _TITLE:
        yield "title"
    elif points >= _LARGE:
        yield "large"


def _text(run: Text) -> str:
    words = escape(run.text).replace("\n", "<br>").replace("\u2003", "\u2002")
    if run.underline:
        words = f"<u>{words}</u>"
    return f"<b>{words}</b>" if run.bold else words


def _table(table: Table) -> str:
    looks = ["layout"] if table.layout else []
    looks += ["aside"] if table.align == "right" and not table.layout else []
    role = ' role="presentation"' if table.layout else ""
    rows = "".join(_row(row, number < table.header_rows, table.layout) for number, row in enumerate(table.rows))
    return f'<div class="wide"><table{_class(looks)}{role}>{_columns(table)}<tbody>{rows}</tbody></table></div>'


def _columns(table: Table) -> str:
    shares = (max(1, round(WIDTH_STEPS * width / table.width)) for width in table.columns)
    return "<colgroup>" + "".join(f'<col class="w{share}">' for share in shares) + "</colgroup>"


def _row(row: Row, is_head: bool, is_layout: bool) -> str:
    return "<tr>" + "".join(_cell(cell, is_head, is_layout) for cell in row.cells) + "</tr>"


def _cell(cell: Cell, is_head: bool, is_layout: bool) -> str:
    """A shaded cell names others: those of its column in a head row, else those of its row."""
    names = cell.fill > 0 and not is_layout
    tag = "th" if names else "td"
    scope = f' scope="{"col" if is_head else "row"}"' if names else ""
    spans = "".join(f' {name}="{span}"' for name, span in _spans(cell) if span > 1)
    sides = [f"no-{side}" for letter, side in _SIDES.items() if letter not in cell.borders]
    looks = [*sides, *(["top"] if cell.valign == "top" else [])]
    return f"<{tag}{scope}{spans}{_class(looks)}>{''.join(_block(block) for block in cell.blocks)}</{tag}>"


def _spans(cell: Cell) -> tuple[tuple[str, int], tuple[str, int]]:
    return ("colspan", cell.colspan), ("rowspan", cell.rowspan)


def _class(looks) -> str:
    words = " ".join(looks)
    return f' class="{words}"' if words else ""
