"""Pictures of an HWPX (그림): the drawn signatures, each kept once in BinData and set as a character."""

from __future__ import annotations

from xml.sax.saxutils import escape

from hakjeok_web.documents.rendering.blocks import Text
from hakjeok_web.documents.rendering.hwpx_styles import units

_MATRIX = 'e1="1" e2="0" e3="0" e4="0" e5="1" e6="0"'


class Pictures:
    """The pictures of one document, in the order in which they are met."""

    def __init__(self) -> None:
        self.numbers: dict[bytes, int] = {}
        self.count = 0

    def run(self, text: Text) -> str:
        """`hp:pic` of the drawing after these words."""
        number = self.numbers.setdefault(text.drawn, len(self.numbers) + 1)
        self.count += 1
        width, height = map(units, text.drawn_size)
        return _picture(self.count, number, width, height, escape(text.drawn_means))

    def parts(self) -> dict[str, bytes]:
        return {f"BinData/image{number}.png": content for content, number in self.numbers.items()}

    def items(self) -> str:
        """What content.hpf lists."""
        return "".join(
            f'<opf:item id="image{number}" href="BinData/image{number}.png" media-type="image/png" isEmbeded="1"/>'
            for number in self.numbers.values()
        )


def _picture(serial: int, number: int, width: int, height: int, means: str) -> str:
    size = f'width="{width}" height="{height}"'
    return (
        f'<hp:pic id="{900 + serial}" zOrder="{900 + serial}" numberingType="PICTURE" textWrap="SQUARE" '
        'textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" href="" groupLevel="0" '
        f'instid="{900 + serial}" reverse="0">'
        f'<hp:offset x="0" y="0"/><hp:orgSz {size}/><hp:curSz {size}/><hp:flip horizontal="0" vertical="0"/>'
        f'<hp:rotationInfo angle="0" centerX="{width // 2}" centerY="{height // 2}" rotateimage="1"/>'
        f"<hp:renderingInfo><hc:transMatrix {_MATRIX}/><hc:scaMatrix {_MATRIX}/><hc:rotMatrix {_MATRIX}/>"
        f'</hp:renderingInfo><hp:imgRect><hc:pt0 x="0" y="0"/><hc:pt1 x="{width}" y="0"/>'
        f'<hc:pt2 x="{width}" y="{height}"/><hc:pt3 x="0" y="{height}"/></hp:imgRect>'
        f'<hp:imgClip left="0" right="{width}" top="0" bottom="{height}"/>{_no_margin("in")}'
        f'<hp:imgDim dimwidth="{width}" dimheight="{height}"/>'
        f'<hc:img binaryItemIDRef="image{number}" bright="0" contrast="0" effect="REAL_PIC" alpha="0"/><hp:effects/>'
        f'<hp:sz width="{width}" widthRelTo="ABSOLUTE" height="{height}" heightRelTo="ABSOLUTE" protect="0"/>'
        '<hp:pos treatAsChar="1" affectLSpacing="0" flowWithText="1" allowOverlap="0" holdAnchorAndSO="0" '
        'vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP" horzAlign="LEFT" vertOffset="0" horzOffset="0"/>'
        f"{_no_margin('out')}<hp:shapeComment>{means}</hp:shapeComment></hp:pic>"
    )


def _no_margin(where: str) -> str:
    return f'<hp:{where}Margin left="0" right="0" top="0" bottom="0"/>'
