"""Writes a paper as PDF by typst: A4, tagged, PDF/UA-1 and PDF/A-2a, the same bytes for the same paper."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from hakjeok_web.documents.rendering import fonts
from hakjeok_web.documents.rendering.blocks import (
    POINT_MM,
    Block,
    Cell,
    CutLine,
    PageBreak,
    Paper,
    Paragraph,
    Space,
    Table,
    Text,
    texts_of,
)
from hakjeok_web.documents.rendering.errors import RenderingFailed

PROGRAM = Path(__file__).with_name("paper.typ")
LONGEST_WHOLE_CELL = 500  # letters
STANDARDS = ["a-2a", "ua-1"]
# A document says when it was made in its text; the file's own date is fixed so that equal papers are equal files.
FILE_DATE = datetime(2024, 3, 1, tzinfo=UTC)
_WORDS = re.compile(r"(\n|[ \t\u2002\u2003]+)")
_HANGUL = re.compile("[가-힣]")
_WIDE = {"\u2003": 1.0, "\u2002": 0.5}  # in ems
_SPACE = 0.25
_turn = threading.Lock()


def write_pdf(paper: Paper) -> bytes:
    """The paper as PDF.

    Raises:
        MissingGlyph: a character that no font has.
        RenderingFailed: typst refused or warned (a warning is a silent change of the paper, so it counts as failure).

    """
    return _compile(paper, format="pdf", pdf_standards=STANDARDS, timestamp=FILE_DATE)


def write_pngs(paper: Paper, ppi: float = 100) -> list[bytes]:
    """Each page as a picture, for previews and for looking at it."""
    pages = _compile(paper, format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages]


def _compile(paper: Paper, **options: Any) -> Any:
    fonts.require_glyphs(paper)
    inputs = {"paper": json.dumps(_paper(paper), ensure_ascii=False)}
    try:
        with _turn:
            result, warnings = _compiler().compile_with_warnings(sys_inputs=inputs, **options)
    except typst.TypstError as error:
        raise RenderingFailed("문서를 PDF로 만들지 못했습니다. 관리자에게 알려 주세요.") from error
    if warnings:
        raise RenderingFailed("문서를 PDF로 만들다 멈추었습니다. 관리자에게 알려 주세요.") from warnings[0]
    return result


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """One compiler per process: it keeps the fonts and the parsed program. Its root holds no other data."""
    loaded = fonts.load_fonts(fonts.font_folder())
    return typst.Compiler(
        str(PROGRAM), root=str(PROGRAM.parent), font_paths=loaded, ignore_system_fonts=True, sys_inputs={}
    )


def _paper(paper: Paper) -> dict[str, Any]:
    others = [name for name in fonts.families(fonts.font_folder()) if name != fonts.SYMBOL_FAMILY]
    sans = [fonts.SANS_FAMILY, *(name for name in others if name != fonts.SANS_FAMILY)]
    return {
        "title": paper.title,
        "author": [paper.author] if paper.author else [],
        "subject": paper.subject,
        "keywords": list(paper.keywords),
        "landscape": paper.landscape,
        "margins": list(paper.margins),
        "foot": paper.foot,
        "symbols": fonts.SYMBOLS,
        "symbol_family": fonts.SYMBOL_FAMILY,
        "serif": [*others, fonts.SYMBOL_FAMILY],
        "sans": [*sans, fonts.SYMBOL_FAMILY],
        "blocks": [_block(block, paper.width) for block in paper.blocks],
    }


def _block(block: Block, width: float) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return _paragraph(block, width)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Space):
        return {"kind": "space", "height": block.height}
    if isinstance(block, PageBreak):
        return {"kind": "break"}
    assert isinstance(block, CutLine)  # noqa: S101 - the union is closed
    return {"kind": "cut", "label": block.label}


def _paragraph(paragraph: Paragraph, width: float) -> dict[str, Any]:
    room = (width - paragraph.left - paragraph.hanging - paragraph.indent) / (paragraph.size * POINT_MM)
    return {
        "kind": "p",
        "items": list(_items(paragraph.runs, room)),
        "align": paragraph.align,
        "size": paragraph.size,
        "bold": paragraph.bold,
        "font": paragraph.font,
        "heading": paragraph.heading,
        "indent": paragraph.indent,
        "left": paragraph.left,
        "hanging": paragraph.hanging,
        "above": paragraph.above,
        "below": paragraph.below,
        "leading": paragraph.leading,
        "tracking": paragraph.tracking,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "columns": list(table.columns),
        "rows": [
            {
                "height": row.height,
                "cells": [_cell(cell, at, table) for at, cell in _placed(table.rows, index)],
            }
            for index, row in enumerate(table.rows)
        ],
        "header_rows": table.header_rows,
        "align": table.align,
        "fixed": table.fixed,
        "layout": table.layout,
        "line": table.line,
        "above": table.above,
        "below": table.below,
    }


def _placed(rows: tuple, index: int) -> Iterator[tuple[int, Cell]]:
    """Each cell of a row with the column it starts in; exact placement matters only for the width it may fill."""
    at = 0
    for cell in rows[index].cells:
        yield at, cell
        at += cell.colspan


def _cell(cell: Cell, at: int, table: Table) -> dict[str, Any]:
    common = {
        "colspan": cell.colspan,
        "rowspan": cell.rowspan,
        "fill": cell.fill,
        "borders": cell.borders,
        "heavy": cell.heavy,
        "valign": cell.valign,
        "padding": list(cell.padding),
    }
    if table.fixed and _is_plain(cell):
        only = cell.blocks[0]
        return common | {"s": only.runs[0].text if only.runs else "", "z": only.size}
    span = table.columns[at : at + cell.colspan] or table.columns[-1:]
    width = sum(span) - 2 * cell.padding[1]
    length = sum(len(run.text) for run in texts_of(cell.blocks))
    return common | {
        "blocks": [_block(block, width) for block in cell.blocks],
        # A row is not torn by a page's end, unless it might be taller than the page.
        "breakable": length > LONGEST_WHOLE_CELL or any(isinstance(block, Table) for block in cell.blocks),
    }


def _is_plain(cell: Cell) -> bool:
    if len(cell.blocks) != 1 or not isinstance(cell.blocks[0], Paragraph):
        return False
    only = cell.blocks[0]
    plain_run = not only.runs or (len(only.runs) == 1 and not only.runs[0].bold and "\n" not in only.runs[0].text)
    return plain_run and only.align == "center" and not only.bold and only.font == "sans"


def _items(runs: tuple[Text, ...], room: float) -> Iterator[Any]:
    """Runs as words and the space between them; a word with Hangul is kept whole if it fits the line (`room` ems)."""
    word: list[Text] = []
    for run in runs:
        for piece in _WORDS.split(run.text):
            if not piece:
                continue
            if piece == "\n" or _WORDS.fullmatch(piece):
                yield from _word(word, room)
                word = []
                yield from _gap(piece, run)
            else:
                word.append(Text(piece, run.bold, run.underline))
        if run.drawn:
            yield from _word(word, room)
            word = []
            yield _drawing(run)
    yield from _word(word, room)


def _gap(piece: str, run: Text) -> Iterator[Any]:
    """A line's end, or the room between words. Wide spaces are set as one space and room beside it: the fonts draw all
    spaces with one glyph, so that a reader of the file would take every space of it for a wide one.
    """
    wide = sum(_WIDE.get(space, 0.0) for space in piece)
    if piece == "\n":
        yield {"n": 1}
    elif not wide or run.underline:
        yield _fragment(Text(piece, run.bold, run.underline))
    else:
        yield " "
        yield {"h": round(wide - _SPACE, 3)}


def _word(pieces: list[Text], room: float) -> Iterator[Any]:
    whole = "".join(piece.text for piece in pieces)
    fragments = [_fragment(piece) for piece in pieces]
    if _HANGUL.search(whole) and _ems(whole) <= room:
        yield {"k": fragments}
    else:
        yield from fragments


def _fragment(run: Text) -> Any:
    if not run.bold and not run.underline:
        return run.text
    return {"t": run.text, "b": run.bold, "u": run.underline}


def _drawing(run: Text) -> dict[str, Any]:
    return {"d": list(run.drawn), "size": run.drawn_size, "means": run.drawn_means}


def _ems(text: str) -> float:
    return sum(0.6 if ord(character) < 0x2000 else 1.0 for character in text)
