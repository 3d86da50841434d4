"""Writes a paper as HWPX for Hancom Office: section and styles are written here, the rest is a ready skeleton.

The skeleton comes from tools/make_hwpx_skeleton.py. Lines are not laid out (no `linesegarray`): Hancom does that on
opening. The same paper gives the same bytes.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from hakjeok_web.documents.rendering.blocks import (
    SANS,
    UNTICKED,
    Block,
    Cell,
    CutLine,
    PageBreak,
    Paper,
    Paragraph,
    Space,
    Table,
    Text,
    plain_text,
    texts_of,
)
from hakjeok_web.documents.rendering.errors import MissingGlyph
from hakjeok_web.documents.rendering.hwpx_pictures import Pictures
from hakjeok_web.documents.rendering.hwpx_styles import Styles, units

SKELETON = Path(__file__).with_name("skeleton.hwpx")
FILE_DATE = (1980, 1, 1, 0, 0, 0)
PAGE = (59528, 84186)  # A4 upright; landscape is said by an attribute, as Hancom does
PREVIEW_LENGTH = 1000
FOOT = Paragraph(size=7.5, font=SANS, align="right", leading=1.3)
# 함초롬 fonts have no ☐ and no wide spaces of Unicode.
_FOR_HANCOM = str.maketrans({UNTICKED: "□", "\u2003": "  ", "\u2002": " ", "\t": " ", "\ufe0e": ""})


def write_hwpx(paper: Paper) -> bytes:
    """The paper as an HWPX file.

    Raises:
        MissingGlyph: a control character, which XML cannot hold.

    """
    _require_characters(paper)
    parts: dict[str, str | bytes] = dict(_skeleton())
    section = _Section(paper)
    body = "".join(section.paragraphs(paper.blocks))
    parts["Contents/section0.xml"] = _section_root()[0] + body + _section_root()[1]
    parts["Contents/header.xml"] = _header(section.styles)
    parts["Contents/content.hpf"] = _listed(paper, section.pictures)
    parts |= section.pictures.parts()
    parts["Preview/PrvText.txt"] = plain_text(paper.blocks)[:PREVIEW_LENGTH]
    return _zipped(parts)


def _listed(paper: Paper, pictures: Pictures) -> str:
    """The list of the package's parts, with title and pictures."""
    titled = _skeleton()["Contents/content.hpf"].replace(
        "<opf:title/>", f"<opf:title>{escape(paper.title)}</opf:title>"
    )
    return titled.replace("</opf:manifest>", f"{pictures.items()}</opf:manifest>")


class _Section:
    """The body of one document while it is being written; the first paragraph carries page set-up and foot."""

    def __init__(self, paper: Paper) -> None:
        counts = _style_counts()
        self.styles = Styles(*counts)
        self.pictures = Pictures()
        self.tables = 0
        self.set_up = self._set_up(paper)

    def paragraphs(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        """The blocks of the page itself; a page break marks the paragraph that follows it."""
        first, breaks = self.set_up, False
        for block in _spaced(blocks):
            if isinstance(block, PageBreak):
                breaks = True
                continue
            style, content = self._block(block, nested=False)
            yield _paragraph(style, first + content, breaks=breaks)
            first, breaks = "", False
        if first:
            style, content = self._blank(0)
            yield _paragraph(style, first + content)

    def _block(self, block: Block, *, nested: bool) -> tuple[int, str]:
        """Paragraph style and runs of a block; the caller wraps them into a paragraph."""
        if isinstance(block, Paragraph):
            return self._words(block)
        if isinstance(block, Table):
            return self._table_runs(block, nested)
        if isinstance(block, Space):
            return self._blank(block.height)
        assert isinstance(block, CutLine)  # noqa: S101 - the union is closed; page breaks are taken above
        dashes = "- " * 28
        text = Text(f"{dashes}{block.label} {dashes}".strip())
        return self._words(Paragraph((text,), align="center", size=8, font=SANS))

    def _words(self, paragraph: Paragraph) -> tuple[int, str]:
        return self.styles.paragraph(paragraph), self._runs(paragraph)

    def _blank(self, height: float) -> tuple[int, str]:
        """An empty line of that height."""
        return self._words(Paragraph(size=1, above=max(height - 0.35, 0), leading=1.0))

    def _runs(self, paragraph: Paragraph) -> str:
        runs = [run for run in paragraph.runs if run.text or run.drawn]
        if not runs:
            return f'<hp:run charPrIDRef="{self.styles.character(paragraph)}"><hp:t/></hp:run>'
        return "".join(
            f'<hp:run charPrIDRef="{self.styles.character(paragraph, run)}">{self._run(run)}</hp:run>' for run in runs
        )

    def _run(self, run: Text) -> str:
        picture = f"{self.pictures.run(run)}<hp:t/>" if run.drawn else ""
        return f"<hp:t>{_xml(run.text)}</hp:t>{picture}"

    # --- tables ----------------------------------------------------------------------------------------------------

    def _table_runs(self, table: Table, nested: bool) -> tuple[int, str]:
        if not table.rows:
            return self._blank(0)
        flows = not nested and _flows(table)
        around = (0.0, 0.0) if flows else (table.above, table.below)
        character = self.styles.character(Paragraph(size=1))
        run = f'<hp:run charPrIDRef="{character}">{self._table(table, flows)}<hp:t/></hp:run>'
        return self.styles.holder(table.align, *around), run

    def _table(self, table: Table, flows: bool) -> str:
        self.tables += 1
        number = self.tables
        rows = "".join(self._row(table, cells) for cells in _placed(table))
        height = units(sum(row.height for row in table.rows))
        border = self.styles.border(Cell(borders="" if table.layout else "tblr"), table.line)
        return (
            f'<hp:tbl id="{number}" zOrder="{number}" numberingType="TABLE" textWrap="TOP_AND_BOTTOM" '
            'textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" pageBreak="CELL" '
            f'repeatHeader="{int(flows and table.header_rows > 0)}" rowCnt="{len(table.rows)}" '
            f'colCnt="{len(table.columns)}" cellSpacing="0" borderFillIDRef="{border}" noAdjust="0">'
            f'<hp:sz width="{sum(map(units, table.columns))}" widthRelTo="ABSOLUTE" height="{height}" '
            'heightRelTo="ABSOLUTE" protect="0"/>'
            f'<hp:pos treatAsChar="{int(not flows)}" affectLSpacing="0" flowWithText="1" allowOverlap="0" '
            'holdAnchorAndSO="0" vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP" '
            f'horzAlign="{table.align.upper() if flows else "LEFT"}" vertOffset="0" horzOffset="0"/>'
            '<hp:outMargin left="0" right="0" top="0" bottom="0"/>'
            '<hp:inMargin left="0" right="0" top="0" bottom="0"/>'
            f"{rows}</hp:tbl>"
        )

    def _row(self, table: Table, cells: list[tuple[int, int, Cell]]) -> str:
        return f"<hp:tr>{''.join(self._cell(table, *cell) for cell in cells)}</hp:tr>"

    def _cell(self, table: Table, row: int, column: int, cell: Cell) -> str:
        width = sum(units(one) for one in table.columns[column : column + cell.colspan])
        height = units(sum(one.height for one in table.rows[row : row + cell.rowspan]))
        high, wide = units(cell.padding[0]), units(cell.padding[1])
        blocks = [self._block(block, nested=True) for block in cell.blocks] or [self._blank(0)]
        content = "".join(_paragraph(*block) for block in blocks)
        vertical = {"middle": "CENTER", "top": "TOP", "bottom": "BOTTOM"}[cell.valign]
        return (
            f'<hp:tc name="" header="{int(row < table.header_rows)}" hasMargin="1" protect="0" editable="0" dirty="0" '
            f'borderFillIDRef="{self.styles.border(cell, table.line)}">'
            '<hp:subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" '
            f'vertAlign="{vertical}" linkListIDRef="0" linkListNextIDRef="0" textWidth="0" textHeight="0" '
            f'hasTextRef="0" hasNumRef="0">{content}</hp:subList>'
            f'<hp:cellAddr colAddr="{column}" rowAddr="{row}"/>'
            f'<hp:cellSpan colSpan="{cell.colspan}" rowSpan="{cell.rowspan}"/>'
            f'<hp:cellSz width="{width}" height="{height}"/>'
            f'<hp:cellMargin left="{wide}" right="{wide}" top="{high}" bottom="{high}"/></hp:tc>'
        )

    # --- page ------------------------------------------------------------------------------------------------------

    def _set_up(self, paper: Paper) -> str:
        """The run with page size, margins and foot, which the first paragraph must carry."""
        top, right, bottom, left = map(units, paper.margins)
        foot = bottom // 2
        margin = (
            f'<hp:margin header="0" footer="{foot}" gutter="0" left="{left}" right="{right}" top="{top}" '
            f'bottom="{bottom - foot}"/>'
        )
        page = (
            f'<hp:pagePr landscape="{"NARROWLY" if paper.landscape else "WIDELY"}" width="{PAGE[0]}" '
            f'height="{PAGE[1]}" gutterType="LEFT_ONLY">{margin}</hp:pagePr>'
        )
        properties = re.sub(r"<hp:pagePr.*?</hp:pagePr>", page, _section_properties())
        control = self._foot(paper, foot) if paper.foot else ""
        return f'<hp:run charPrIDRef="0">{properties}{control}</hp:run>'

    def _foot(self, paper: Paper, height: int) -> str:
        character = self.styles.character(FOOT)

        def number(kind: str) -> str:
            return (
                f'<hp:ctrl><hp:autoNum num="1" numType="{kind}"><hp:autoNumFormat type="DIGIT" userChar="" '
                'prefixChar="" suffixChar="" supscript="0"/></hp:autoNum></hp:ctrl>'
            )

        words = f"<hp:t>{_xml(paper.foot)} · </hp:t>{number('PAGE')}<hp:t>/</hp:t>{number('TOTAL_PAGE')}<hp:t>쪽</hp:t>"
        return (
            '<hp:ctrl><hp:footer id="1" applyPageType="BOTH"><hp:subList id="" textDirection="HORIZONTAL" '
            'lineWrap="BREAK" vertAlign="TOP" linkListIDRef="0" linkListNextIDRef="0" '
            f'textWidth="{units(paper.width)}" textHeight="{height}" hasTextRef="0" hasNumRef="0">'
            f'<hp:p id="0" paraPrIDRef="{self.styles.paragraph(FOOT)}" styleIDRef="0" pageBreak="0" '
            f'columnBreak="0" merged="0"><hp:run charPrIDRef="{character}">{words}</hp:run></hp:p>'
            "</hp:subList></hp:footer></hp:ctrl>"
        )


def _flows(table: Table) -> bool:
    """Whether a table may run over a page's end; one set as a character cannot, so that long answers are cut off."""
    return not (table.fixed or table.layout or table.align == "right")


def _spaced(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks with lines of space around flowing tables, whose own margins not every reader honours."""
    for block in blocks:
        around = block if isinstance(block, Table) and _flows(block) else None
        if around and around.above:
            yield Space(around.above)
        yield block
        if around and around.below:
            yield Space(around.below)


def _paragraph(style: int, content: str, *, breaks: bool = False) -> str:
    return (
        f'<hp:p id="0" paraPrIDRef="{style}" styleIDRef="0" pageBreak="{int(breaks)}" columnBreak="0" merged="0">'
        f"{content}</hp:p>"
    )


def _placed(table: Table) -> Iterator[list[tuple[int, int, Cell]]]:
    """Rows of (row, column, cell): where each cell comes to lie once the spans above it are counted."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table.rows):
        placed, column = [], 0
        for cell in row.cells:
            while (number, column) in taken:
                column += 1
            placed.append((number, column, cell))
            taken.update(
                (number + down, column + right) for down in range(cell.rowspan) for right in range(cell.colspan)
            )
            column += cell.colspan
        yield placed


def _xml(text: str) -> str:
    return escape(text.translate(_FOR_HANCOM)).replace("\n", "<hp:lineBreak/>").replace("\u00a0", "<hp:nbSpace/>")


def _require_characters(paper: Paper) -> None:
    """Refuse what XML cannot hold; a missing glyph is Hancom's affair, it has other fonts than we have."""
    for run in (*texts_of(paper.blocks), Text(paper.foot, field="쪽 아래 출력 표시")):
        if run.text.isprintable():
            continue
        for character in run.text:
            if unicodedata.category(character) in ("Cc", "Cs", "Cn") and character not in "\n\t":
                raise MissingGlyph(run.field or "서식 문구", character)


@lru_cache(maxsize=1)
def _skeleton() -> dict[str, str]:
    with zipfile.ZipFile(SKELETON) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist()}


@lru_cache(maxsize=1)
def _section_root() -> tuple[str, str]:
    """Start (declaration and root tag) and end of the section."""
    xml = _skeleton()["Contents/section0.xml"]
    return xml[: xml.index("<hp:p ")], "</hs:sec>"


@lru_cache(maxsize=1)
def _section_properties() -> str:
    """`secPr` and the column control of the skeleton's only paragraph."""
    xml = _skeleton()["Contents/section0.xml"]
    start = xml.index("<hp:secPr")
    return xml[start : xml.index("</hp:run>", start)]


@lru_cache(maxsize=1)
def _style_counts() -> tuple[int, int, int]:
    header = _skeleton()["Contents/header.xml"]
    return tuple(int(re.search(rf'<hh:{name} itemCnt="(\d+)"', header)[1]) for name in _LISTS)  # type: ignore[index,return-value]


_LISTS = ("charProperties", "paraProperties", "borderFills")


def _header(styles: Styles) -> str:
    header = _skeleton()["Contents/header.xml"]
    added = (styles.characters, styles.paragraphs, styles.borders)
    for name, present, listed in zip(_LISTS, _style_counts(), added, strict=True):
        header = header.replace(
            f'<hh:{name} itemCnt="{present}"', f'<hh:{name} itemCnt="{present + len(listed.entries)}"', 1
        )
        header = header.replace(f"</hh:{name}>", f"{''.join(listed.entries)}</hh:{name}>", 1)
    return header


def _zipped(parts: dict[str, str | bytes]) -> bytes:
    """`mimetype` first and stored, fixed dates."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in ["mimetype", *(name for name in parts if name != "mimetype")]:
            kind = zipfile.ZIP_STORED if name == "mimetype" or name.endswith(".png") else zipfile.ZIP_DEFLATED
            content = parts[name]
            written = content.encode("utf-8") if isinstance(content, str) else content
            package.writestr(zipfile.ZipInfo(name, FILE_DATE), written, kind)
    return target.getvalue()
