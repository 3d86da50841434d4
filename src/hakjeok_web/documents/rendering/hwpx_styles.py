"""Style lists of an HWPX header (글자 모양, 문단 모양, 테두리): each look is written once and used by number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from hakjeok_web.documents.rendering.blocks import Cell, Paragraph, Text

UNITS_PER_MM = 7200 / 25.4
WIDEST = 50  # per cent: letters stand no further apart in a file of Hancom
_LANGUAGES = ("hangul", "latin", "hanja", "japanese", "other", "symbol", "user")
_FONT = {"sans": 0, "serif": 1}  # order of the fonts in the skeleton: 함초롬돋움, 함초롬바탕
_LINE_WIDTHS = (0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 1.0)
_SIDES = (("left", "l"), ("right", "r"), ("top", "t"), ("bottom", "b"))


def units(millimetres: float) -> int:
    """Millimetres as HWPUNIT (1/7200 inch)."""
    return round(millimetres * UNITS_PER_MM)


@dataclass
class StyleList:
    """One list of the header, continued from the skeleton's entries; `first` is the next free number."""

    first: int
    write: Callable[..., str]
    numbers: dict[tuple, int] = field(default_factory=dict)
    entries: list[str] = field(default_factory=list)

    def number(self, *look: object) -> int:
        if look not in self.numbers:
            self.numbers[look] = self.first + len(self.entries)
            self.entries.append(self.write(self.numbers[look], *look))
        return self.numbers[look]


class Styles:
    """The three lists of one document."""

    def __init__(self, characters: int, paragraphs: int, borders: int) -> None:
        self.characters = StyleList(characters, _character)
        self.paragraphs = StyleList(paragraphs, _paragraph)
        self.borders = StyleList(borders + 1, _border)

    def character(self, paragraph: Paragraph, run: Text | None = None) -> int:
        bold = paragraph.bold or bool(run and run.bold)
        underline = bool(run and run.underline)
        return self.characters.number(paragraph.size, bold, underline, paragraph.font, paragraph.tracking)

    def paragraph(self, paragraph: Paragraph) -> int:
        return self.paragraphs.number(
            paragraph.align, paragraph.indent, paragraph.left, paragraph.hanging,
            paragraph.above, paragraph.below, paragraph.leading,
        )  # fmt: skip

    def holder(self, align: str, above: float, below: float) -> int:
        """The paragraph that holds a table."""
        return self.paragraphs.number(align, 0.0, 0.0, 0.0, above, below, 1.0)

    def border(self, cell: Cell, line: float) -> int:
        return self.borders.number(cell.borders, cell.heavy, cell.fill, line)


@cache
def _character(number: int, size: float, bold: bool, underline: bool, font: str, tracking: float) -> str:
    def each(value: int) -> str:
        return " ".join(f'{language}="{value}"' for language in _LANGUAGES)

    apart = each(min(round(tracking * 100), WIDEST))
    return (
        f'<hh:charPr id="{number}" height="{round(size * 100)}" textColor="#000000" shadeColor="none" '
        f'useFontSpace="0" useKerning="0" symMark="NONE" borderFillIDRef="2">'
        f"<hh:fontRef {each(_FONT[font])}/><hh:ratio {each(100)}/><hh:spacing {apart}/>"
        f"<hh:relSz {each(100)}/><hh:offset {each(0)}/>"
        f"{'<hh:bold/>' if bold else ''}"
        f'<hh:underline type="{"BOTTOM" if underline else "NONE"}" shape="SOLID" color="#000000"/>'
        '<hh:strikeout shape="NONE" color="#000000"/><hh:outline type="NONE"/>'
        '<hh:shadow type="NONE" color="#C0C0C0" offsetX="10" offsetY="10"/></hh:charPr>'
    )


@cache
def _paragraph(
    number: int, align: str, indent: float, left: float, hanging: float, above: float, below: float, leading: float
) -> str:
    lengths = (units(indent - hanging), units(left), 0, units(above), units(below))
    return (
        f'<hh:paraPr id="{number}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="0" '
        'suppressLineNumbers="0" checked="0" textDir="LTR">'
        f'<hh:align horizontal="{align.upper()}" vertical="BASELINE"/><hh:heading type="NONE" idRef="0" level="0"/>'
        '<hh:breakSetting breakLatinWord="KEEP_WORD" breakNonLatinWord="KEEP_WORD" widowOrphan="0" '
        'keepWithNext="0" keepLines="0" pageBreakBefore="0" lineWrap="BREAK"/>'
        '<hh:autoSpacing eAsianEng="0" eAsianNum="0"/>'
        '<hp:switch><hp:case hp:required-namespace="http://www.hancom.co.kr/hwpml/2016/HwpUnitChar">'
        # Older readers take the second set, in which lengths count double.
        f"{_margin(lengths, 1, leading)}</hp:case><hp:default>{_margin(lengths, 2, leading)}</hp:default></hp:switch>"
        '<hh:border borderFillIDRef="2" offsetLeft="0" offsetRight="0" offsetTop="0" offsetBottom="0" connect="0" '
        'ignoreMargin="0"/></hh:paraPr>'
    )


def _margin(lengths: tuple[int, ...], times: int, leading: float) -> str:
    names = ("intent", "left", "right", "prev", "next")
    sides = "".join(
        f'<hc:{name} value="{length * times}" unit="HWPUNIT"/>' for name, length in zip(names, lengths, strict=True)
    )
    spacing = f'<hh:lineSpacing type="PERCENT" value="{round(leading * 100)}" unit="HWPUNIT"/>'
    return f"<hh:margin>{sides}</hh:margin>{spacing}"


@cache
def _border(number: int, drawn: str, heavy: str, fill: int, line: float) -> str:
    sides = "".join(_side(name, letter in drawn, line * 3 if letter in heavy else line) for name, letter in _SIDES)
    shade = round(255 * (100 - fill) / 100)
    brush = (
        f'<hc:fillBrush><hc:winBrush faceColor="#{shade:02X}{shade:02X}{shade:02X}" hatchColor="#999999" alpha="0"/>'
        "</hc:fillBrush>"
        if fill
        else ""
    )
    return (
        f'<hh:borderFill id="{number}" threeD="0" shadow="0" centerLine="NONE" breakCellSeparateLine="0">'
        '<hh:slash type="NONE" Crooked="0" isCounter="0"/><hh:backSlash type="NONE" Crooked="0" isCounter="0"/>'
        f'{sides}<hh:diagonal type="SOLID" width="0.1 mm" color="#000000"/>{brush}</hh:borderFill>'
    )


def _side(name: str, drawn: bool, width: float) -> str:
    nearest = min(_LINE_WIDTHS, key=lambda known: abs(known - width))
    return f'<hh:{name}Border type="{"SOLID" if drawn else "NONE"}" width="{nearest} mm" color="#000000"/>'
