"""Fonts for printing (글꼴): where they lie, what they cover, and the check that nothing prints as a box."""

from __future__ import annotations

import os
import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

import typst

from hakjeok_web.documents.rendering.blocks import Paper, Text, texts_of
from hakjeok_web.documents.rendering.errors import MissingGlyph, RenderingFailed

SERIF_FAMILY, SANS_FAMILY, SYMBOL_FAMILY = "NanumMyeongjo", "Pretendard", "DejaVu Sans"
# The text fonts draw these with unlike widths, or not at all; the symbol font draws all of them alike.
REGULAR = 400  # weight
SYMBOLS = "♡♥▲△≠◁◎∞▷☆◇▽□■○●◯※⇒☐☑◾▪✓▼★◆"
_NEEDS_NO_GLYPH = frozenset("\n\u200b\ufe0e")


def font_folder() -> Path:
    """The folder of text fonts: HAKJEOK_FONTS, or `var/fonts` of the project as `make setup` fills it."""
    named = os.environ.get("HAKJEOK_FONTS")
    return Path(named) if named else Path(__file__).parents[4] / "var" / "fonts"


@lru_cache(maxsize=4)
def load_fonts(folder: Path) -> typst.Fonts:
    """The fonts of the folder, nothing from the system.

    Raises:
        RenderingFailed: one of the three families is not in the folder.

    """
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    lacking = {SERIF_FAMILY, SANS_FAMILY, SYMBOL_FAMILY} - set(fonts.families())
    if lacking:
        names = ", ".join(sorted(lacking))
        raise RenderingFailed(f"인쇄 글꼴({names})이 {folder}에 없습니다. make setup을 다시 해 주세요.")
    return fonts


def families(folder: Path) -> list[str]:
    """All families, the text fonts first: the order in which a missing character is looked for."""
    first = [SERIF_FAMILY, SANS_FAMILY, SYMBOL_FAMILY]
    return first + sorted(set(load_fonts(folder).families()) - set(first))


@lru_cache(maxsize=4)
def coverage(folder: Path) -> frozenset[int]:
    """Code points that can be drawn upright and bold; private ones are left out, for they mean nothing elsewhere."""
    drawn: dict[bool, set[int]] = {False: set(), True: set()}
    for font in load_fonts(folder).fonts():
        if font.path:
            drawn[font.weight > REGULAR].update(_code_points(Path(font.path).read_bytes()))
    both = drawn[False] & drawn[True]
    return frozenset(code for code in both if unicodedata.category(chr(code)) not in ("Co", "Cn", "Cc"))


def require_glyphs(paper: Paper) -> None:
    """Refuse a paper with a character that would print as an empty box.

    Raises:
        MissingGlyph: names the field (or the fixed wording) and the character.

    """
    for run in (*texts_of(paper.blocks), Text(paper.foot, field="쪽 아래 출력 표시")):
        character = lacking(run.text)
        if character:
            raise MissingGlyph(run.field or "서식 문구", character)


def lacking(text: str) -> str:
    """The first character that would print as an empty box, or nothing."""
    known = coverage(font_folder())
    lost = (letter for letter in text if ord(letter) not in known and letter not in _NEEDS_NO_GLYPH)
    return next(lost, "")


def _code_points(font: bytes) -> frozenset[int]:
    """Code points of an OpenType file, from its `cmap` table (formats 4 and 12, all that these fonts use)."""
    cmap = _table_offset(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    found: set[int] = set()
    for index in range(count):
        (offset,) = struct.unpack_from(">I", font, cmap + 4 + 8 * index + 4)
        (kind,) = struct.unpack_from(">H", font, cmap + offset)
        if kind == 4:
            found |= _format_4(font, cmap + offset)
        elif kind == 12:
            found |= _format_12(font, cmap + offset)
    return frozenset(found)


def _table_offset(font: bytes, tag: bytes) -> int:
    (tables,) = struct.unpack_from(">H", font, 4)
    for index in range(tables):
        name, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if name == tag:
            return offset
    return len(font)


def _format_4(font: bytes, at: int) -> set[int]:
    (double,) = struct.unpack_from(">H", font, at + 6)
    segments = double // 2
    ends = struct.unpack_from(f">{segments}H", font, at + 14)
    starts = struct.unpack_from(f">{segments}H", font, at + 16 + double)
    deltas = struct.unpack_from(f">{segments}H", font, at + 16 + 2 * double)
    ranges_at = at + 16 + 3 * double
    ranges = struct.unpack_from(f">{segments}H", font, ranges_at)
    found = set()
    for index, (start, end, delta, reach) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code + delta
            if reach:
                (glyph,) = struct.unpack_from(">H", font, ranges_at + 2 * index + reach + 2 * (code - start))
            if glyph & 0xFFFF:
                found.add(code)
    return found


def _format_12(font: bytes, at: int) -> set[int]:
    (groups,) = struct.unpack_from(">I", font, at + 12)
    found: set[int] = set()
    for index in range(groups):
        first, last, _ = struct.unpack_from(">III", font, at + 16 + 12 * index)
        found.update(range(first, last + 1))
    return found
