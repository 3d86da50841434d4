"""The neutral page model (지면): what a paper looks like, before any file format.

Definitions are composed into these blocks, and each writer (PDF, HWPX) turns the same blocks into its format,
so that the two files of a document cannot say different things. Lengths are millimetres, type sizes points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from hakjeok_web.documents.rendering.signatures import size_of

SERIF, SANS = "serif", "sans"
TICKED, UNTICKED = "☑", "☐"
POINT_MM = 25.4 / 72
A4_MM = (210.0, 297.0)
DRAWN_MM = (30.0, 10.0)  # the most that a signature takes


@dataclass(frozen=True, slots=True)
class Text:
    """Words in one style; `field` names the field they came from, for messages. A newline breaks the line.

    `drawn` is a small picture after the words, as PNG: a signature (서명).
    """

    text: str
    bold: bool = False
    underline: bool = False
    field: str = ""
    drawn: bytes = b""

    @property
    def drawn_size(self) -> tuple[float, float]:
        """Width and height of the drawing in millimetres."""
        width, height = size_of(self.drawn)
        shrunk = min(DRAWN_MM[1] / height, DRAWN_MM[0] / width)
        return width * shrunk, height * shrunk

    @property
    def drawn_means(self) -> str:
        """What to read aloud in place of the drawing."""
        return f"{self.text.strip()} 서명".strip()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `heading` 1 or 2 marks it for screen readers; `leading` is the line pitch in type sizes."""

    runs: tuple[Text, ...] = ()
    align: str = "left"
    size: float = 11.0
    bold: bool = False
    font: str = SERIF
    heading: int = 0
    indent: float = 0.0
    left: float = 0.0
    hanging: float = 0.0
    above: float = 0.0
    below: float = 0.0
    leading: float = 1.6
    tracking: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell. `fill` is a share of black in per cent, `borders` names the drawn sides (`tblr`)."""

    blocks: tuple[Block, ...] = ()
    colspan: int = 1
    rowspan: int = 1
    fill: int = 0
    borders: str = "tblr"
    valign: str = "middle"
    padding: tuple[float, float] = (0.6, 1.4)
    heavy: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; `height` is the least height, or the exact one in a `fixed` table."""

    cells: tuple[Cell, ...]
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `layout` marks one that only places things (no meaning for screen readers, no repeated head)."""

    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    header_rows: int = 0
    align: str = "left"
    fixed: bool = False
    layout: bool = False
    line: float = 0.12
    above: float = 0.0
    below: float = 0.0

    @property
    def width(self) -> float:
        return sum(self.columns)


@dataclass(frozen=True, slots=True)
class Space:
    height: float


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


@dataclass(frozen=True, slots=True)
class CutLine:
    """The dashed line along which a receipt slip (접수증) is cut off."""

    label: str = "자르는 선"


Block = Paragraph | Table | Space | PageBreak | CutLine


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document. `foot` is printed on every page and ends with the page number (n/m쪽)."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    margins: tuple[float, float, float, float] = (20.0, 20.0, 18.0, 20.0)
    foot: str = ""
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = field(default=())

    @property
    def width(self) -> float:
        """Width of the text area: the page without its margins (top, right, bottom, left)."""
        page = A4_MM[1] if self.landscape else A4_MM[0]
        return page - self.margins[1] - self.margins[3]


def texts_of(blocks: tuple[Block, ...]) -> Iterator[Text]:
    """Every run of text in reading order, tables row by row."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.runs
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from texts_of(cell.blocks)
        elif isinstance(block, CutLine):
            yield Text(block.label)


def plain_text(blocks: tuple[Block, ...]) -> str:
    """The words alone, a line per paragraph, cells of a row set apart by tabs (for the preview of a file)."""
    return "\n".join(_lines(blocks))


def _lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield "".join(run.text for run in block.runs)
        elif isinstance(block, Table):
            for row in block.rows:
                yield "\t".join(plain_text(cell.blocks) for cell in row.cells)
