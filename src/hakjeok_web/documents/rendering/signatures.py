"""Drawn signatures (그린 서명): the value `{"name": …, "drawn": base64 of a PNG}` of a signature field.

A signature may also be plain words: the name alone.
"""

from __future__ import annotations

import base64
import binascii
import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

MOST_BYTES = 40 * 1024
MOST_PIXELS = 2_000  # along a side: unpacked, a picture must stay small
_PNG = b"\x89PNG\r\n\x1a\n"
_UNREADABLE = "그린 서명을 읽을 수 없습니다. 지우고 다시 서명해 주세요."
_TOO_LARGE = "그린 서명이 너무 큽니다. 지우고 다시 서명해 주세요."


def name_of(value: Any) -> Any:
    """Who signed; of a value without a drawing, the value itself."""
    return value.get("name", "") if isinstance(value, Mapping) else value


def drawing_of(value: Any) -> bytes:
    """The picture, or nothing where only a name was written."""
    drawn = value.get("drawn", "") if isinstance(value, Mapping) else ""
    return base64.b64decode(drawn)


def wrong_drawing(value: Mapping[str, Any]) -> str:
    """Why the drawing cannot be printed, and what to do; empty if it can."""
    drawn = value.get("drawn") or ""
    try:
        content = base64.b64decode(drawn, validate=True)
    except (TypeError, ValueError, binascii.Error):
        return _UNREADABLE
    if len(content) > MOST_BYTES:
        return _TOO_LARGE
    if not content:
        return ""
    return _wrong_png(content)


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    width, height = struct.unpack_from(">II", png, 16)
    return width, height


def _wrong_png(content: bytes) -> str:
    try:
        kinds = list(_chunks(content))
    except (ValueError, struct.error):
        return _UNREADABLE
    if not kinds or kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or b"IDAT" not in kinds:
        return _UNREADABLE
    return _TOO_LARGE if max(size_of(content)) > MOST_PIXELS else "" if min(size_of(content)) else _UNREADABLE


def _chunks(content: bytes) -> Iterator[bytes]:
    """The kinds of a PNG's parts, each with its checksum tried."""
    if not content.startswith(_PNG):
        raise ValueError("no PNG")
    at = len(_PNG)
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        end = at + 8 + length
        (written,) = struct.unpack_from(">I", content, end)
        if zlib.crc32(content[at + 4 : end]) != written:
            raise ValueError("a part is broken")
        yield content[at + 4 : at + 8]
        at = end + 4
